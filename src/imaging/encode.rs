//! Pixels → bytes. What is written holds pixels and nothing else: no EXIF, no XMP, no comment, no time.

use image::ImageEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPEncoder;

use super::error::ImagingError;
use super::format::Format;
use super::pixmap::Pixmap;
use crate::model::Colour;

/// The quality that looks like the original on photos.
pub const JPEG_QUALITY: u8 = 88;

/// The longest side that a format can hold.
pub fn max_side_px(format: Format) -> u32 {
    match format {
        Format::WebP => 16_383,
        Format::Jpeg => 65_535,
        // Not the format's limit (2³¹ − 1) but what viewers open.
        Format::Png | Format::Gif | Format::Bmp | Format::Svg => 65_535,
    }
}

/// Refuses a size that the format cannot hold.
pub fn check_side(format: Format, width_px: u32, height_px: u32) -> Result<(), ImagingError> {
    let max_side_px = max_side_px(format);
    if width_px.max(height_px) > max_side_px {
        return Err(ImagingError::TooLargeToWrite { format, width_px, height_px, max_side_px });
    }
    Ok(())
}

/// A PNG, without alpha where nothing is see-through. Fast rather than smallest.
pub fn encode_png(picture: &Pixmap) -> Result<Vec<u8>, ImagingError> {
    check_side(Format::Png, picture.width_px(), picture.height_px())?;
    let mut out = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Fast, FilterType::Adaptive);
    write_lossless(encoder, picture, Format::Png)?;
    Ok(out)
}

/// A lossless WebP, without alpha where nothing is see-through.
pub fn encode_webp(picture: &Pixmap) -> Result<Vec<u8>, ImagingError> {
    check_side(Format::WebP, picture.width_px(), picture.height_px())?;
    let mut out = Vec::new();
    write_lossless(WebPEncoder::new_lossless(&mut out), picture, Format::WebP)?;
    Ok(out)
}

fn write_lossless(encoder: impl ImageEncoder, picture: &Pixmap, format: Format) -> Result<(), ImagingError> {
    let (width_px, height_px) = (picture.width_px(), picture.height_px());
    if picture.is_opaque() {
        // Over nothing, so every byte comes through as it is.
        let rgb = picture.to_rgb_over(Colour::BLACK);
        encoder.write_image(&rgb, width_px, height_px, image::ExtendedColorType::Rgb8)
    } else {
        let rgba = picture.to_straight_rgba();
        encoder.write_image(&rgba, width_px, height_px, image::ExtendedColorType::Rgba8)
    }
    .map_err(|error| ImagingError::NotWritten { format, reason: error.to_string() })
}

/// A JPEG over a plain background; `quality` from 1 to 100. From 90 on, colour keeps its full resolution.
pub fn encode_jpeg(picture: &Pixmap, background: Colour, quality: u8) -> Result<Vec<u8>, ImagingError> {
    let (width_px, height_px) = (picture.width_px(), picture.height_px());
    check_side(Format::Jpeg, width_px, height_px)?;
    let fail = |reason: String| ImagingError::NotWritten { format: Format::Jpeg, reason };
    let side = |length: u32| u16::try_from(length).map_err(|error| fail(error.to_string()));
    let (width, height) = (side(width_px)?, side(height_px)?);
    let quality = quality.clamp(1, 100);
    let mut out = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut out, quality);
    encoder.set_sampling_factor(if quality >= 90 {
        jpeg_encoder::SamplingFactor::R_4_4_4
    } else {
        jpeg_encoder::SamplingFactor::R_4_2_0
    });
    // The default takes one pixel of four for the colour, which frays saturated edges.
    encoder.set_chroma_subsampling_method(jpeg_encoder::ChromaSubsamplingMethod::Average);
    encoder
        .encode(&picture.to_rgb_over(background), width, height, jpeg_encoder::ColorType::Rgb)
        .map_err(|error| fail(error.to_string()))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imaging::{Limits, decode};

    fn gradient(alpha: u8) -> Pixmap {
        let bytes: Vec<u8> =
            (0..48 * 32_u32).flat_map(|i| [(i % 48 * 5) as u8, (i / 48 * 8) as u8, 90, alpha]).collect();
        Pixmap::from_straight_rgba(48, 32, &bytes).unwrap()
    }

    #[test]
    fn lossless_formats_give_back_the_pixels() {
        for picture in [gradient(255), gradient(100)] {
            for bytes in [encode_png(&picture).unwrap(), encode_webp(&picture).unwrap()] {
                let back = decode(&bytes, &Limits::default()).unwrap().pixmap;
                let worst = picture.bytes().iter().zip(back.bytes()).map(|(a, b)| a.abs_diff(*b)).max();
                assert!(worst <= Some(u8::from(!picture.is_opaque())), "{worst:?}");
            }
        }
    }

    #[test]
    fn a_jpeg_looks_like_the_picture_and_has_no_metadata() {
        let bytes = encode_jpeg(&gradient(255), Colour::WHITE, JPEG_QUALITY).unwrap();
        let back = decode(&bytes, &Limits::default()).unwrap().pixmap;
        let off: u64 = gradient(255).bytes().iter().zip(back.bytes()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        assert!(off < 48 * 32 * 4 * 3, "{off}");
        assert!(!bytes.windows(4).any(|part| part == b"Exif"));
    }

    #[test]
    fn a_side_too_long_for_the_format_is_said() {
        let wide = Pixmap::filled(16_384, 1, Colour::WHITE);
        assert!(matches!(encode_webp(&wide), Err(ImagingError::TooLargeToWrite { max_side_px: 16_383, .. })));
        assert!(encode_png(&wide).is_ok());
        let wide = Pixmap::filled(65_536, 1, Colour::WHITE);
        assert!(matches!(encode_jpeg(&wide, Colour::WHITE, 80), Err(ImagingError::TooLargeToWrite { .. })));
    }
}
