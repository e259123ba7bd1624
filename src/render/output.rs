//! Pixels → picture files.

use super::error::RenderError;
use crate::imaging::{Format, Pixmap, encode_jpeg, encode_png, encode_webp};
use crate::model::Colour;

/// The picture formats that are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputFormat {
    /// Lossless, with alpha where the page is see-through.
    Png,
    /// Lossy, quality 1 to 100; see-through parts show the background.
    Jpeg {
        /// 1 to 100.
        quality: u8,
        /// Behind see-through parts; its alpha is ignored.
        background: Colour,
    },
    /// Lossless, with alpha where the page is see-through.
    WebP,
}

impl OutputFormat {
    /// The file format.
    pub fn format(self) -> Format {
        match self {
            Self::Png => Format::Png,
            Self::Jpeg { .. } => Format::Jpeg,
            Self::WebP => Format::WebP,
        }
    }
}

/// Writes a picture file. It holds pixels only: no metadata, no time. The same pixels give the same bytes.
pub fn encode_to(format: OutputFormat, picture: &Pixmap) -> Result<Vec<u8>, RenderError> {
    Ok(match format {
        OutputFormat::Png => encode_png(picture)?,
        OutputFormat::Jpeg { quality, background } => encode_jpeg(picture, background, quality)?,
        OutputFormat::WebP => encode_webp(picture)?,
    })
}
