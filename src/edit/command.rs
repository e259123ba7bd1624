//! Everything that can be done to a collage, as plain data: what scripts write as JSON lines, what
//! gestures end in, what tests generate.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::{
    Collage, Colour, Content, Frame, GroupId, ImageHash, Link, Price, ProductKey, ProductSnapshot, Shape, Size,
    TextBlock, Tile, TileId, UnitRect, Vector,
};

/// One edit. In JSON the field `do` names it: `{"do":"flip","tiles":["00001"],"axis":"horizontal"}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Puts new tiles on top, in the given order.
    Place {
        /// The tiles with the products they link to.
        pieces: Vec<Piece>,
    },
    /// Takes tiles away.
    Remove {
        /// Which.
        tiles: Vec<TileId>,
    },
    /// Copies tiles, moved by `by`, on top of all others and into groups of their own.
    Duplicate {
        /// Which.
        tiles: Vec<TileId>,
        /// How far the copies lie from the originals, in scene pixels.
        #[serde(default)]
        by: Vector,
    },
    /// Gives tiles new places: the end of every move, resize and rotation.
    SetFrames {
        /// Each tile's new frame. A text's height is then fitted to its words.
        frames: BTreeMap<TileId, Frame>,
        /// New em sizes of texts that were scaled.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        text_sizes_px: BTreeMap<TileId, f64>,
        /// What kind of change it is; names the step.
        #[serde(default)]
        change: FrameChange,
    },
    /// Mirrors each tile in its own box.
    Flip {
        /// Which.
        tiles: Vec<TileId>,
        /// Left-right or top-bottom.
        axis: Axis,
    },
    /// Changes the z-order.
    Reorder {
        /// Which; their order among themselves stays.
        tiles: Vec<TileId>,
        /// Where to.
        to: ZMove,
    },
    /// Makes tiles see-through.
    SetOpacity {
        /// Which.
        tiles: Vec<TileId>,
        /// 0 to 1.
        opacity: f64,
    },
    /// Protects tiles from clicks and moves, or frees them.
    SetLocked {
        /// Which.
        tiles: Vec<TileId>,
        /// On or off.
        locked: bool,
    },
    /// Hides tiles from the canvas and from every export, or shows them.
    SetHidden {
        /// Which.
        tiles: Vec<TileId>,
        /// On or off.
        hidden: bool,
    },
    /// Names a tile.
    Rename {
        /// Which.
        tile: TileId,
        /// The new name; empty for none.
        name: String,
    },
    /// Puts tiles into one new group; whole groups among them become its parts.
    Group {
        /// Which.
        tiles: Vec<TileId>,
        /// The group's name; empty for none.
        #[serde(default)]
        name: String,
    },
    /// Dissolves groups; their parts go to the group around them.
    Ungroup {
        /// Which.
        groups: Vec<GroupId>,
    },
    /// Shows another part of a picture; nothing of it is lost.
    Crop {
        /// Which.
        tile: TileId,
        /// The part to show.
        crop: UnitRect,
        /// The frame for that part; the old one when absent.
        #[serde(default)]
        frame: Option<Frame>,
    },
    /// Puts another picture into a tile's frame, filling it from the middle.
    ReplacePicture {
        /// Which.
        tile: TileId,
        /// The new file.
        image: ImageHash,
        /// Its upright size.
        size_px: (u32, u32),
    },
    /// Changes a text; its frame keeps the upper edge and gets the height of the words.
    SetText {
        /// Which.
        tile: TileId,
        /// The new words and looks.
        text: TextBlock,
    },
    /// Changes a shape.
    SetShape {
        /// Which.
        tile: TileId,
        /// The new form and colour.
        shape: Shape,
    },
    /// Sets where tiles lead.
    SetLink {
        /// Which.
        tiles: Vec<TileId>,
        /// Where to.
        link: Link,
        /// The product's details, when `link` is a product that the collage does not hold yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        product: Option<ProductSnapshot>,
    },
    /// Corrects what is known of a product: title, price, shop, address.
    EditProduct {
        /// Which.
        product: ProductKey,
        /// All of its details.
        snapshot: ProductSnapshot,
    },
    /// Colours the paper.
    SetBackground {
        /// The new colour.
        colour: Colour,
    },
    /// Changes the paper.
    SetPageSize {
        /// The new size in scene pixels.
        size: Size,
        /// Whether the tiles grow or shrink with it (fitted and centred) or stay where they are.
        #[serde(default)]
        scale_tiles: bool,
    },
    /// Changes what is said about the collage; what is absent stays.
    SetMeta {
        /// Its title.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// Who made it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        author: Option<String>,
        /// Whom else to thank.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        credit: Option<String>,
        /// Who paid for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sponsored_by: Option<String>,
        /// `en`, `fr`, or empty to follow the reader.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<String>,
        /// The person's words for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tags: Option<Vec<String>>,
    },
    /// Sets or removes the budget.
    SetBudget {
        /// The new budget; `null` for none.
        budget: Option<Price>,
    },
    /// Brings back an earlier state as a whole; the id and the counters stay.
    Restore {
        /// The state to bring back.
        collage: Box<Collage>,
    },
    /// Several commands as one step.
    Batch {
        /// In this order; all of them or none.
        commands: Vec<Command>,
    },
}

/// A tile to place, with the product that it links to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    /// The tile; its group is ignored.
    pub tile: Tile,
    /// Details of the product, when the link is one that the collage may not hold yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<ProductSnapshot>,
}

impl Piece {
    /// A tile without a product.
    pub fn plain(frame: Frame, content: Content) -> Self {
        Self { tile: Tile::new(frame, content), product: None }
    }
}

/// Why frames change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum FrameChange {
    #[default]
    Move,
    Resize,
    Rotate,
    Align,
    Distribute,
    Arrange,
}

/// A direction of mirroring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// Left becomes right.
    Horizontal,
    /// Top becomes bottom.
    Vertical,
}

/// A change of z-order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZMove {
    /// In front of all others.
    Front,
    /// One step to the front.
    Forward,
    /// One step to the back.
    Backward,
    /// Behind all others.
    Back,
}
