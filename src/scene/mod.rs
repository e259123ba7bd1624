//! Collage → flat draw list; text shaping; camera.
//!
//! May import `model`. Knows no window and no disk. What is drawn on the canvas, into a PNG, a PDF or a
//! page comes from the one [`draw::DrawList`] that [`flatten()`] makes, and every text in it was shaped once,
//! by [`text::TextShaper`], with the fonts that are compiled in ([`fonts`]).
//!
//! Text shaping is parley (line breaking, bidi, HarfBuzz-compatible shaping in pure Rust, no system fonts
//! asked); outlines come from skrifa. Both are the crates the field converges on, and neither reads files.

pub mod camera;
pub mod draw;
pub mod flatten;
pub mod fonts;
pub mod outline;
pub mod text;

pub use camera::Camera;
pub use flatten::flatten;
pub use text::{ShapedText, TextShaper};
