//! Collage → flat draw list; text shaping; camera. May import model.

pub mod draw;

pub use self::draw::{DrawItem, DrawKind, DrawList, FaceId, Glyph, GlyphRun, Outline, Segment};
