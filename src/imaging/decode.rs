//! Bytes → pixels.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, ImageDecoder, ImageReader};

use super::error::ImagingError;
use super::format::{Format, Info, Limits, check_bytes, check_size, refused};
use super::pixmap::Pixmap;
use super::{colour_profile, orientation, svg};

/// An opened picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// Format and full upright size, also when the pixels were scaled down.
    pub info: Info,
    /// Upright, in sRGB.
    pub pixmap: Pixmap,
}

/// Opens a picture at full size; of an animation its first frame.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, ImagingError> {
    decode_fitted(bytes, limits, u32::MAX)
}

/// Opens a picture scaled down so that no side exceeds `max_side_px`; smaller ones keep their size. Scaling
/// happens on the decoder's own buffer, before anything is copied.
pub fn decode_fitted(bytes: &[u8], limits: &Limits, max_side_px: u32) -> Result<Decoded, ImagingError> {
    let format = check_bytes(bytes, limits)?;
    guarded(format, || match format.codec() {
        Some(codec) => decode_raster(bytes, format, codec, limits, max_side_px),
        None => decode_svg(bytes, limits, max_side_px),
    })
}

fn decode_svg(bytes: &[u8], limits: &Limits, max_side_px: u32) -> Result<Decoded, ImagingError> {
    let tree = svg::parse(bytes, limits)?;
    let (width_px, height_px) = svg::drawn_size(&tree, limits.svg_side_px);
    let pixmap = svg::draw(&tree, limits.svg_side_px.min(max_side_px))?;
    Ok(Decoded { info: Info { format: Format::Svg, width_px, height_px }, pixmap })
}

fn decode_raster(
    bytes: &[u8],
    format: Format,
    codec: image::ImageFormat,
    limits: &Limits,
    max_side_px: u32,
) -> Result<Decoded, ImagingError> {
    // The decoder fills what is missing with grey and says nothing.
    if format == Format::Jpeg && is_cut_short(bytes) {
        return Err(ImagingError::Damaged { format, reason: "it ends in the middle".to_owned() });
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), codec);
    reader.limits(limits.for_codec());
    let mut decoder = reader.into_decoder().map_err(|error| refused(format, &error))?;
    let (stored_width, stored_height) = decoder.dimensions();
    check_size(stored_width, stored_height, bytes, limits)?;
    let turn = orientation::of(&mut decoder);
    let profile = decoder.icc_profile().unwrap_or_default();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| refused(format, &error))?;
    if let Some(profile) = profile {
        picture = colour_profile::to_srgb(picture, &profile);
    }
    let damaged = || ImagingError::Damaged { format, reason: "its size does not fit its data".to_owned() };
    let (width_px, height_px) = fitted(stored_width, stored_height, max_side_px);
    let scaled = (width_px, height_px) != (stored_width, stored_height);
    let pixmap = if picture.color().has_alpha() {
        let rgba = picture.into_rgba8();
        let whole = Pixmap::from_straight_rgba(stored_width, stored_height, rgba.as_raw()).ok_or_else(damaged)?;
        if scaled { resized(&whole, width_px, height_px).ok_or_else(damaged)? } else { whole }
    } else {
        let rgb = picture.into_rgb8();
        if scaled {
            let small = resize(rgb.as_raw(), PixelType::U8x3, (stored_width, stored_height), (width_px, height_px))
                .ok_or_else(damaged)?;
            Pixmap::from_rgb(width_px, height_px, &small).ok_or_else(damaged)?
        } else {
            Pixmap::from_rgb(width_px, height_px, rgb.as_raw()).ok_or_else(damaged)?
        }
    };
    let (upright_width, upright_height) = orientation::upright(turn, stored_width, stored_height);
    Ok(Decoded {
        info: Info { format, width_px: upright_width, height_px: upright_height },
        pixmap: orientation::apply(turn, pixmap),
    })
}

/// Whether a JPEG ends before its picture does: no end of image (ITU T.81 B.1.1.3) follows its first scan. A file
/// of another build than the standard's is left to the decoder.
fn is_cut_short(bytes: &[u8]) -> bool {
    let mut place = 2;
    while let Some(&[0xff, code]) = bytes.get(place..).and_then(|rest| rest.first_chunk::<2>()) {
        match code {
            // In a scan, 0xff stands before 0 or a restart only.
            0xda => return !bytes.get(place..).unwrap_or_default().windows(2).any(|pair| pair == [0xff, 0xd9]),
            0xff => place += 1,
            0x01 | 0xd0..=0xd9 => place += 2,
            _ => {
                let length =
                    bytes.get(place + 2..).and_then(|rest| rest.first_chunk::<2>()).map(|b| u16::from_be_bytes(*b));
                place += 2 + usize::from(length.unwrap_or_default());
            }
        }
    }
    false
}

/// The largest size of the same shape whose sides do not exceed `max_side_px`; never larger than it was.
pub fn fitted(width_px: u32, height_px: u32, max_side_px: u32) -> (u32, u32) {
    let longest = width_px.max(height_px);
    if longest <= max_side_px {
        return (width_px, height_px);
    }
    let side = |length: u32| {
        let scaled = (u64::from(length) * u64::from(max_side_px) + u64::from(longest) / 2) / u64::from(longest);
        scaled.max(1) as u32
    };
    (side(width_px), side(height_px))
}

/// Scales a picture down with a filter that has no negative lobes, so that it stays premultiplied.
pub(super) fn resized(picture: &Pixmap, width_px: u32, height_px: u32) -> Option<Pixmap> {
    let from = (picture.width_px(), picture.height_px());
    let bytes = resize(picture.bytes(), PixelType::U8x4, from, (width_px, height_px))?;
    let (pixels, _) = bytes.as_chunks::<4>();
    Pixmap::from_pixels(width_px, height_px, pixels.to_vec())
}

fn resize(bytes: &[u8], kind: PixelType, from: (u32, u32), to: (u32, u32)) -> Option<Vec<u8>> {
    let source = ImageRef::new(from.0, from.1, bytes, kind).ok()?;
    let mut target = Image::new(to.0, to.1, kind);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Hamming)).use_alpha(false);
    Resizer::new().resize(&source, &mut target, &options).ok()?;
    Some(target.into_vec())
}

/// Runs a third-party decoder; a panic inside it becomes an error.
pub(super) fn guarded<T>(format: Format, work: impl FnOnce() -> Result<T, ImagingError>) -> Result<T, ImagingError> {
    // Nothing that the closure borrows is looked at again after a panic: it holds only the input bytes.
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(ImagingError::Damaged { format, reason: "the decoder gave up on it".to_owned() }))
}

#[cfg(test)]
mod tests {
    use image::ImageEncoder;
    use image::codecs::{bmp::BmpEncoder, gif::GifEncoder};
    use proptest::prelude::*;

    use super::*;
    use crate::imaging::{encode_jpeg, encode_png, encode_webp, probe, strip_metadata};
    use crate::model::Colour;

    /// 16 × 8 with a red, a green, a blue and a white quarter, so that every turn and flip shows.
    pub(in crate::imaging) fn quarters() -> Pixmap {
        let colour = |x: u32, y: u32| match (x < 8, y < 4) {
            (true, true) => [255, 0, 0, 255],
            (false, true) => [0, 255, 0, 255],
            (true, false) => [0, 0, 255, 255],
            (false, false) => [255, 255, 255, 255],
        };
        let pixels = (0..8).flat_map(|y| (0..16).map(move |x| colour(x, y))).collect();
        Pixmap::from_pixels(16, 8, pixels).unwrap()
    }

    /// A little-endian EXIF block with one entry: orientation.
    fn exif(orientation: u8) -> Vec<u8> {
        let mut block = b"II\x2a\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00".to_vec();
        block.extend_from_slice(&[orientation, 0, 0, 0, 0, 0, 0, 0]);
        block
    }

    fn jpeg_turned(orientation: u8) -> Vec<u8> {
        let plain = encode_jpeg(&quarters(), Colour::WHITE, 100).unwrap();
        let block = exif(orientation);
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1];
        bytes.extend_from_slice(&(block.len() as u16 + 8).to_be_bytes());
        bytes.extend_from_slice(b"Exif\0\0");
        bytes.extend_from_slice(&block);
        bytes.extend_from_slice(b"\xff\xfe\x00\x0cat homexx\0");
        bytes.extend_from_slice(&plain[2..]);
        bytes
    }

    /// Which colour the corner is nearest to: r, g, b or w; top left, top right, bottom left, bottom right.
    fn corners(picture: &Pixmap) -> String {
        let (right, bottom) = (picture.width_px() - 2, picture.height_px() - 2);
        [(1, 1), (right, 1), (1, bottom), (right, bottom)]
            .map(|(x, y)| match picture.pixel(x, y).unwrap().map(|value| value > 128) {
                [true, true, true, _] => 'w',
                [true, ..] => 'r',
                [_, true, ..] => 'g',
                _ => 'b',
            })
            .iter()
            .collect()
    }

    #[test]
    fn all_eight_orientations_stand_upright() {
        // EXIF 2.3, table 6: where the stored first row and first column belong.
        let upright = ["rgbw", "grwb", "wbgr", "bwrg", "rbgw", "brwg", "wgbr", "gwrb"];
        for (orientation, want) in (1..=8).zip(upright) {
            let bytes = jpeg_turned(orientation);
            let decoded = decode(&bytes, &Limits::default()).unwrap();
            assert_eq!(corners(&decoded.pixmap), want, "orientation {orientation}");
            let size = if orientation < 5 { (16, 8) } else { (8, 16) };
            assert_eq!((decoded.info.width_px, decoded.info.height_px), size);
            assert_eq!(probe(&bytes, &Limits::default()).unwrap(), decoded.info);

            let stripped = strip_metadata(&bytes, &Limits::default()).unwrap();
            assert_eq!(stripped.is_lossless, orientation == 1);
            assert!(!stripped.bytes.windows(4).any(|part| part == b"Exif" || part == b"home"));
            let again = decode(&stripped.bytes, &Limits::default()).unwrap();
            assert_eq!(corners(&again.pixmap), want, "stripped orientation {orientation}");
            if orientation == 1 {
                assert_eq!(again.pixmap, decoded.pixmap);
            }
        }
    }

    fn every_format() -> Vec<Vec<u8>> {
        let straight = quarters().to_straight_rgba();
        let mut bmp = Vec::new();
        BmpEncoder::new(&mut bmp).write_image(&straight, 16, 8, image::ExtendedColorType::Rgba8).unwrap();
        let mut gif = Vec::new();
        GifEncoder::new(&mut gif).encode(&straight, 16, 8, image::ExtendedColorType::Rgba8).unwrap();
        let svg =
            b"<svg xmlns='http://www.w3.org/2000/svg' width='16' height='8'><rect width='16' height='8' fill='#fff'/>\
            <path d='M0 0h8v4H0z' fill='#f00'/><path d='M8 0h8v4H8z' fill='#0f0'/><path d='M0 4h8v4H0z' fill='#00f'/>\
            <image href='/etc/hostname' width='16' height='8'/></svg>";
        vec![
            encode_png(&quarters()).unwrap(),
            encode_jpeg(&quarters(), Colour::WHITE, 95).unwrap(),
            encode_webp(&quarters()).unwrap(),
            gif,
            bmp,
            svg.to_vec(),
        ]
    }

    #[test]
    fn every_format_is_read_probed_scaled_and_stripped() {
        let formats = [Format::Png, Format::Jpeg, Format::WebP, Format::Gif, Format::Bmp, Format::Svg];
        for (bytes, format) in every_format().iter().zip(formats) {
            let decoded = decode(bytes, &Limits::default()).unwrap();
            assert_eq!(decoded.info.format, format);
            assert_eq!(corners(&decoded.pixmap), "rgbw", "{format}");
            assert_eq!(probe(bytes, &Limits::default()).unwrap(), decoded.info);
            let small = decode_fitted(bytes, &Limits::default(), 8).unwrap();
            assert_eq!((small.pixmap.width_px(), small.pixmap.height_px()), (8, 4), "{format}");
            assert_eq!(small.info, decoded.info);
            let stripped = strip_metadata(bytes, &Limits::default()).unwrap();
            assert_eq!(corners(&decode(&stripped.bytes, &Limits::default()).unwrap().pixmap), "rgbw", "{format}");
        }
    }

    #[test]
    fn each_limit_has_its_error() {
        let png = encode_png(&quarters()).unwrap();
        let with = |change: fn(&mut Limits)| {
            let mut limits = Limits::default();
            change(&mut limits);
            (decode(&png, &limits).unwrap_err(), probe(&png, &limits).unwrap_err())
        };
        let (whole, header) = with(|limits| limits.max_bytes = 20);
        assert!(matches!(whole, ImagingError::TooManyBytes { max_bytes: 20, .. }));
        assert_eq!(whole, header);
        let (whole, header) = with(|limits| limits.max_px = 100);
        assert!(matches!(whole, ImagingError::TooManyPixels { width_px: 16, height_px: 8, max_px: 100 }));
        assert_eq!(whole, header);
        let (whole, header) = with(|limits| limits.max_side_px = 15);
        assert!(matches!(whole, ImagingError::SideTooLong { max_side_px: 15, .. }));
        assert_eq!(whole, header);
        let none = Limits { max_alloc_bytes: 1, ..Limits::default() };
        assert_eq!(decode(&png, &none), Err(ImagingError::TooMuchMemory));
        assert_eq!(decode(b"hello", &Limits::default()), Err(ImagingError::UnknownFormat));
        assert_eq!(decode(b"", &Limits::default()), Err(ImagingError::UnknownFormat));
    }

    /// A PNG header that claims a size; the checksum is right.
    fn png_header(width_px: u32, height_px: u32) -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, width_px, height_px);
        encoder.set_color(png::ColorType::Rgb);
        drop(encoder.write_header().unwrap());
        out
    }

    #[test]
    fn huge_headers_are_refused_before_anything_is_allocated() {
        let limits = Limits::default();
        assert!(matches!(decode(&png_header(50_000, 50_000), &limits), Err(ImagingError::SideTooLong { .. })));
        assert!(matches!(probe(&png_header(20_000, 20_000), &limits), Err(ImagingError::TooManyPixels { .. })));
        assert!(matches!(decode(&png_header(8_000, 8_000), &limits), Err(ImagingError::Bomb { .. })));
    }

    #[test]
    fn a_bomb_is_named_by_its_width_and_height_and_the_limit() {
        let file = png_header(9_001, 7_003);
        let bomb = decode(&file, &Limits::default()).unwrap_err();
        let words = bomb.to_string();
        assert!(words.contains("9001 × 7003") && words.contains("16000000"), "{words}");
        assert!(words.contains(&file.len().to_string()), "{words}");
    }

    #[test]
    fn a_truncated_picture_is_damaged_not_half_shown() {
        for bytes in every_format().iter().take(4) {
            let cut = &bytes[..bytes.len() * 2 / 3];
            assert!(
                matches!(decode(cut, &Limits::default()), Err(ImagingError::Damaged { .. })),
                "{:?}",
                Format::of(cut)
            );
        }
    }

    #[test]
    fn a_photo_that_was_cut_off_on_the_way_is_damaged() {
        let mut photo = Pixmap::filled(320, 240, Colour::WHITE);
        for (place, pixel) in photo.pixels_mut().iter_mut().enumerate() {
            let value = ((place * 7_919) >> 5) as u8;
            *pixel = [value, value ^ 0x55, value / 2, 255];
        }
        let whole = encode_jpeg(&photo, Colour::WHITE, 85).unwrap();
        for percent in [10, 30, 60, 90, 99] {
            let cut = &whole[..whole.len() * percent / 100];
            assert!(matches!(decode(cut, &Limits::default()), Err(ImagingError::Damaged { .. })), "{percent} %");
        }
        let mut with_video = whole;
        with_video.extend_from_slice(&[0xff, 0xda, 0, 1, 2]);
        assert!(decode(&with_video, &Limits::default()).is_ok(), "what stands behind the picture is no matter");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn mutated_pictures_never_panic(
            which in 0_usize..6,
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
            keep in 0.0..1.0_f64,
        ) {
            let mut bytes = every_format().swap_remove(which);
            for (place, value) in &changes {
                let place = place.index(bytes.len());
                bytes[place] = *value;
            }
            if keep < 0.5 {
                bytes.truncate((bytes.len() as f64 * keep * 2.0) as usize);
            }
            let limits = Limits { max_px: 1_000_000, svg_side_px: 64, ..Limits::default() };
            let _ = probe(&bytes, &limits);
            let _ = decode_fitted(&bytes, &limits, 5);
            if let Ok(stripped) = strip_metadata(&bytes, &limits) {
                prop_assert!(Format::of(&stripped.bytes) == Some(stripped.format));
            }
        }

        #[test]
        fn random_bytes_never_panic(head in 0_usize..6, tail in prop::collection::vec(any::<u8>(), 0..300)) {
            let heads: [&[u8]; 6] = [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\x20\0\0\0WEBP", b"GIF89a", b"<svg"];
            let bytes = [heads[head], &tail].concat();
            let limits = Limits { max_px: 1_000_000, ..Limits::default() };
            let _ = decode(&bytes, &limits);
            let _ = strip_metadata(&bytes, &limits);
        }
    }
}
