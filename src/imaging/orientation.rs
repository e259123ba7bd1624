//! EXIF orientation: cameras store the picture as the sensor saw it and say how to turn it.

use image::ImageDecoder;
use image::metadata::Orientation;

use super::pixmap::Pixmap;

/// What the file says; damaged or missing EXIF counts as upright.
pub(super) fn of(decoder: &mut impl ImageDecoder) -> Orientation {
    decoder.orientation().unwrap_or(Orientation::NoTransforms)
}

/// The size after turning.
pub(super) fn upright(orientation: Orientation, width_px: u32, height_px: u32) -> (u32, u32) {
    if turns_sideways(orientation) { (height_px, width_px) } else { (width_px, height_px) }
}

fn turns_sideways(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

/// The picture turned upright.
pub(super) fn apply(orientation: Orientation, picture: Pixmap) -> Pixmap {
    if orientation == Orientation::NoTransforms {
        return picture;
    }
    let (stored_width, stored_height) = (picture.width_px() as usize, picture.height_px() as usize);
    let (width, height) = upright(orientation, picture.width_px(), picture.height_px());
    let (last_x, last_y) = (stored_width - 1, stored_height - 1);
    let stored = picture.pixels();
    let mut pixels = Vec::with_capacity(stored.len());
    for y in 0..height as usize {
        for x in 0..width as usize {
            // Where the pixel at (x, y) of the upright picture lies in the stored one. EXIF 2.3, 4.6.4 A.
            let (from_x, from_y) = match orientation {
                Orientation::NoTransforms => (x, y),
                Orientation::FlipHorizontal => (last_x - x, y),
                Orientation::Rotate180 => (last_x - x, last_y - y),
                Orientation::FlipVertical => (x, last_y - y),
                Orientation::Rotate90FlipH => (y, x),
                Orientation::Rotate90 => (y, last_y - x),
                Orientation::Rotate270FlipH => (last_x - y, last_y - x),
                Orientation::Rotate270 => (last_x - y, x),
            };
            pixels.push(stored.get(from_y * stored_width + from_x).copied().unwrap_or_default());
        }
    }
    Pixmap::from_pixels(width, height, pixels).unwrap_or(picture)
}
