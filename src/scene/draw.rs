//! The draw list: a collage flattened to what canvas, pixels, PDF and page all draw from.
//!
//! Every item carries its own map to scene space (pixels of the page at 1×, `y` down). *Tile space* has its
//! origin at the top left corner of the tile's box before rotation and the scale of the scene.

use std::ops::Range;

use crate::model::{Affine, Colour, ImageHash, Point, Size, TileId, UnitRect};

/// A page to draw: the background, then the items from back to front.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawList {
    /// In scene pixels.
    pub page_size: Size,
    /// Behind all items; may be see-through.
    pub background: Colour,
    /// Back to front.
    pub items: Vec<DrawItem>,
}

/// One thing to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawItem {
    /// The tile it belongs to; one tile may give several items.
    pub tile: TileId,
    /// 0 (invisible) to 1 (solid), for the item as a whole.
    pub opacity: f64,
    /// What to draw.
    pub kind: DrawKind,
}

/// What an item draws and where.
#[derive(Debug, Clone, PartialEq)]
pub enum DrawKind {
    /// A picture or a part of it.
    Image {
        /// The file, by the hash of its bytes.
        image: ImageHash,
        /// The visible part of the upright picture.
        part: UnitRect,
        /// Unit square → scene; `part` fills the square (0, 0)–(1, 1).
        to_scene: Affine,
    },
    /// A filled outline (non-zero winding rule).
    Path {
        /// In tile space.
        path: Outline,
        /// Straight alpha.
        fill: Colour,
        /// Tile space → scene.
        to_scene: Affine,
    },
    /// Shaped text.
    Glyphs {
        /// In tile space, in reading order.
        runs: Vec<GlyphRun>,
        /// Tile space → scene.
        to_scene: Affine,
    },
}

/// Closed contours of lines and curves, filled by the non-zero winding rule.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outline(pub Vec<Segment>);

/// One step of an outline; points are absolute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Starts a contour.
    Move(Point),
    /// A straight line to a point.
    Line(Point),
    /// A quadratic Bézier curve: control point, end.
    Quad(Point, Point),
    /// A cubic Bézier curve: two control points, end.
    Cubic(Point, Point, Point),
    /// A straight line back to the contour's start.
    Close,
}

/// One of the bundled fonts: its place in `scene::fonts::FACES`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// Glyphs of one face, size and colour on one line.
#[derive(Debug, Clone, PartialEq)]
pub struct GlyphRun {
    /// The font.
    pub face: FaceId,
    /// Height of an em in tile space.
    pub size_px: f64,
    /// Colour of the letters.
    pub colour: Colour,
    /// In visual order.
    pub glyphs: Vec<Glyph>,
    /// The words that the glyphs show, for files whose text can be searched.
    pub text: String,
}

/// One glyph.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// Its number in the font.
    pub id: u32,
    /// Its origin on the baseline, in tile space.
    pub pos: Point,
    /// How far the next glyph lies, in tile space.
    pub advance_px: f64,
    /// The bytes of [`GlyphRun::text`] that it shows.
    pub text: Range<usize>,
}

impl DrawKind {
    /// The map from the item's own space to scene space.
    pub fn to_scene(&self) -> &Affine {
        match self {
            Self::Image { to_scene, .. } | Self::Path { to_scene, .. } | Self::Glyphs { to_scene, .. } => to_scene,
        }
    }
}
