//! The small traits through which pure code asks the world: time, fresh ids, the see-through parts of a
//! picture, the extent of a text.

use super::geometry::{Point, Size};
use super::ids::ImageHash;
use super::tile::TextBlock;
use super::time::Timestamp;

/// Tells the time. Injected, so that tests and reproducible exports choose it.
pub trait Clock: Send + Sync {
    /// The current moment.
    fn now(&self) -> Timestamp;
}

/// Gives fresh random numbers for ids. Injected, so that tests repeat.
pub trait Ids: Send + Sync {
    /// 64 bits that were not given before.
    fn fresh(&self) -> u64;
}

/// Knows how opaque a picture is, so that a click on a transparent part selects what lies behind.
pub trait AlphaAt {
    /// Alpha (0–255) of the picture at a place in fractions of its width and height, or `None` when it is
    /// not known yet; callers then take it as opaque.
    fn alpha_at(&self, image: ImageHash, pos_in_picture: Point) -> Option<u8>;
}

/// Knows how much room a text takes.
pub trait TextBounds {
    /// The size of `text` when wrapped at `wrap_width_px`, in scene pixels.
    fn text_size(&self, text: &TextBlock, wrap_width_px: f64) -> Size;
}

/// Takes every picture as opaque.
#[derive(Debug, Clone, Copy, Default)]
pub struct AllOpaque;

impl AlphaAt for AllOpaque {
    fn alpha_at(&self, _: ImageHash, _: Point) -> Option<u8> {
        None
    }
}
