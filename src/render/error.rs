//! What can go wrong with a rendering, and what a person should know about one that went well.

use crate::imaging::ImagingError;
use crate::model::{ImageHash, TileId};

/// Why nothing was drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// More pixels than are drawn at once.
    #[error("{width_px} × {height_px} pixels are more than can be drawn at once ({max_px}): choose a smaller width")]
    TooLarge {
        /// Of the wanted picture.
        width_px: u64,
        /// Of the wanted picture.
        height_px: u64,
        /// The limit.
        max_px: u64,
    },
    /// A page or scale without extent.
    #[error("a page of {width} × {height} has no pixels to draw: give it a width and a height")]
    Empty {
        /// Of the wanted picture, as text because it may be no number.
        width: String,
        /// Likewise.
        height: String,
    },
    /// A worker thread could not be started or gave up.
    #[error("drawing stopped ({0}): close other programs and try again")]
    Worker(String),
    /// The file could not be written in its format.
    #[error(transparent)]
    Imaging(#[from] ImagingError),
    /// The PDF writer refused.
    #[error("the PDF could not be written ({0})")]
    Pdf(String),
}

/// Something that is not as it should be in a page that was drawn.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum RenderWarning {
    /// A placeholder stands where the picture should be.
    #[error("tile {tile} shows a placeholder: its picture could not be read ({reason})")]
    MissingPicture {
        /// Where.
        tile: TileId,
        /// Which picture.
        image: ImageHash,
        /// Why.
        reason: String,
    },
}
