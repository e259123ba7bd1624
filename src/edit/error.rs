//! What can be wrong with a command.

use std::fmt;
use std::ops::RangeInclusive;

use crate::model::{GroupId, Page, ProductKey, TextBlock, TileId};

/// Why a command was not carried out. The collage is then exactly as before.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EditError {
    /// It names a tile that is not there.
    #[error("there is no tile {0} in this collage: list its tiles and try again")]
    UnknownTile(TileId),
    /// It names a group that is not there.
    #[error("there is no group {0} in this collage")]
    UnknownGroup(GroupId),
    /// A link names a product that neither the collage nor the command holds.
    #[error("product {0} is not in this collage: give its details with the link")]
    UnknownProduct(ProductKey),
    /// The tile may not be moved or removed.
    #[error("tile {0} is locked: unlock it first")]
    Locked(TileId),
    /// The tile shows something else.
    #[error("tile {tile} is not a {wanted}")]
    WrongContent {
        /// Which tile.
        tile: TileId,
        /// What the command needs.
        wanted: Wanted,
    },
    /// A value that no collage may hold.
    #[error("out of range: {0}")]
    OutOfRange(Bound),
    /// It names no tile at all.
    #[error("the command names no tile")]
    NoTiles,
    /// The page would hold more than [`crate::edit::Editor::MAX_TILES`], or all ids are spent.
    #[error("a collage holds at most {max} tiles", max = crate::edit::Editor::MAX_TILES)]
    TooMany,
}

/// What a command needs a tile to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Wanted {
    Picture,
    Text,
    Shape,
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Picture => "picture",
            Self::Text => "text",
            Self::Shape => "shape",
        })
    }
}

/// A rule for values that a command breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Opacities go from 0 to 1.
    Opacity,
    /// A crop is a part of the picture, 0 to 1 each way.
    Crop,
    /// Pictures have at least 1 pixel a side.
    PictureSize,
    /// [`crate::model::TextBlock::MAX_BYTES`].
    TextLength,
    /// [`crate::model::TextBlock::SIZE_RANGE_PX`].
    TextSize,
    /// [`crate::model::Page::SIDE_RANGE_PX`].
    PageSize,
    /// Only a sound collage can be restored.
    Restored,
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Opacity => f.write_str("the opacity is 0 to 1"),
            Self::Crop => f.write_str("the crop is a part of the picture, 0 to 1"),
            Self::PictureSize => f.write_str("a picture has at least 1 × 1 pixels"),
            Self::TextLength => write!(f, "texts have up to {} bytes", TextBlock::MAX_BYTES),
            Self::TextSize => range(f, "texts are", &TextBlock::SIZE_RANGE_PX),
            Self::PageSize => range(f, "a page's sides are", &Page::SIDE_RANGE_PX),
            Self::Restored => f.write_str("only a sound collage can be restored"),
        }
    }
}

fn range(f: &mut fmt::Formatter<'_>, what: &str, px: &RangeInclusive<f64>) -> fmt::Result {
    write!(f, "{what} {} to {} px", px.start(), px.end())
}
