//! Draw list → pixels and PDF.
//!
//! May import model, scene, imaging. Knows no disk, no network and no window.
//!
//! Pictures are drawn by our own blitter ([`mod@pixels`]): no rasteriser written in Rust filters pictures that are
//! drawn smaller than they are, and a collage is made of nothing else. Shapes and text are filled by tiny-skia
//! (pure Rust, exact enough, a tenth of the time goes there). PDF is written by krilla (pure Rust, passes JPEG
//! bytes through, embeds subset fonts).
//!
//! A picture that cannot be had is drawn as a placeholder and reported; the rest of the page is drawn.

mod blend;
pub mod error;
mod geometry;
mod layer;
mod output;
pub mod pdf;
pub mod pixels;
pub mod sources;
mod strip;
mod texture;

pub use self::error::{RenderError, RenderWarning};
pub use self::output::{OutputFormat, encode_to};
pub use self::pdf::{Link, PdfOptions, pdf};
pub use self::pixels::{MAX_PX, Options, Quality, pixels, region};
pub use self::sources::{FontBytes, GlyphOutlines, MissingPicture, PictureBytes, PictureSource};
