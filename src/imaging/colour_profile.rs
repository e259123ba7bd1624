//! Colour profiles: every picture becomes sRGB when it is opened (phones write Display P3, studios Adobe RGB).

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// The picture in sRGB. A profile that cannot be read or does not fit leaves the colours as they are, which
/// is what viewers do.
pub(super) fn to_srgb(picture: DynamicImage, profile: &[u8]) -> DynamicImage {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else { return picture };
    if profile.color_space != DataColorSpace::Rgb {
        return picture;
    }
    let transform = |layout: Layout| {
        profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, TransformOptions::default()).ok()
    };
    if picture.color().has_alpha() {
        let Some(transform) = transform(Layout::Rgba) else { return picture };
        let mut pixels = picture.into_rgba8();
        let mut out = vec![0; pixels.len()];
        if transform.transform(&pixels, &mut out).is_ok() {
            pixels.copy_from_slice(&out);
        }
        pixels.into()
    } else {
        let Some(transform) = transform(Layout::Rgb) else { return picture };
        let mut pixels = picture.into_rgb8();
        let mut out = vec![0; pixels.len()];
        if transform.transform(&pixels, &mut out).is_ok() {
            pixels.copy_from_slice(&out);
        }
        pixels.into()
    }
}
