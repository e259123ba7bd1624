//! Pictures that leave lose what their maker did not mean to send: place, camera, comments, thumbnails.
//!
//! The compressed pixels are copied as they are; only the segments around them are chosen. A picture that
//! relied on its EXIF to stand upright is turned and written again, for without EXIF it would lie down.

use super::decode::{decode, guarded};
use super::encode::{encode_jpeg, encode_png, encode_webp};
use super::error::ImagingError;
use super::format::{Format, Limits, probe, stored_orientation};
use crate::model::Colour;

/// A picture without metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stripped {
    /// Of `bytes`: vector pictures and bitmaps become PNG.
    pub format: Format,
    /// The file.
    pub bytes: Vec<u8>,
    /// Whether the pixels are the ones that came, bit for bit.
    pub is_lossless: bool,
}

/// High enough that a picture turned once shows no difference.
const TURNED_JPEG_QUALITY: u8 = 93;

/// Takes EXIF, XMP and comments out; colour profiles and animations stay. The picture shows as before.
pub fn strip_metadata(bytes: &[u8], limits: &Limits) -> Result<Stripped, ImagingError> {
    let info = probe(bytes, limits)?;
    let format = info.format;
    let is_upright =
        guarded(format, || stored_orientation(bytes, limits))? == image::metadata::Orientation::NoTransforms;
    let kept = match format {
        _ if !is_upright => None,
        Format::Jpeg => jpeg(bytes),
        Format::Png => png(bytes),
        Format::WebP => webp(bytes),
        Format::Gif => gif(bytes),
        Format::Bmp | Format::Svg => None,
    };
    if let Some(bytes) = kept {
        return Ok(Stripped { format, bytes, is_lossless: true });
    }
    let picture = decode(bytes, limits)?.pixmap;
    let (format, bytes) = match format {
        Format::Jpeg => (Format::Jpeg, encode_jpeg(&picture, Colour::WHITE, TURNED_JPEG_QUALITY)?),
        Format::WebP => (Format::WebP, encode_webp(&picture)?),
        Format::Png | Format::Gif | Format::Bmp | Format::Svg => (Format::Png, encode_png(&picture)?),
    };
    Ok(Stripped { format, bytes, is_lossless: format != Format::Jpeg })
}

/// Takes `count` bytes off the front.
fn take<'a>(rest: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (head, tail) = rest.split_at_checked(count)?;
    *rest = tail;
    Some(head)
}

/// ITU T.81 B.1: keeps frame, tables, scans, the plain JFIF header, Adobe's colour marker and ICC profiles.
/// Everything after the end of the image goes too: phones append videos there.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&[0xff, 0xd8])?;
    let mut out = vec![0xff, 0xd8];
    loop {
        // Any number of fill bytes may precede a marker.
        while rest.starts_with(&[0xff, 0xff]) {
            take(&mut rest, 1)?;
        }
        let marker = take(&mut rest, 2)?;
        let [0xff, code] = *marker else { return None };
        if code == 0xd9 {
            out.extend_from_slice(marker);
            return Some(out);
        }
        let length = usize::from(u16::from_be_bytes(rest.first_chunk::<2>().copied()?));
        let segment = take(&mut rest, length)?;
        match code {
            // JFIF without its thumbnail: version, density, no thumbnail.
            0xe0 => {
                if let Some(header) = segment.get(2..12).filter(|header| header.starts_with(b"JFIF\0")) {
                    out.extend_from_slice(&[0xff, 0xe0, 0, 16]);
                    out.extend_from_slice(header);
                    out.extend_from_slice(&segment.get(12..14).map_or([0, 1], |last| [last[0], last[1]]));
                    out.extend_from_slice(&[0, 0]);
                }
            }
            0xe2 if segment.get(2..).is_some_and(|body| body.starts_with(b"ICC_PROFILE\0")) => {
                out.extend_from_slice(marker);
                out.extend_from_slice(segment);
            }
            0xee if segment.get(2..).is_some_and(|body| body.starts_with(b"Adobe")) => {
                out.extend_from_slice(marker);
                out.extend_from_slice(segment);
            }
            0xe0..=0xef | 0xfe => {}
            _ => {
                out.extend_from_slice(marker);
                out.extend_from_slice(segment);
            }
        }
        if code == 0xda {
            // Entropy-coded data runs to the next marker that is neither a stuffed zero nor a restart.
            let end =
                rest.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff))?;
            out.extend_from_slice(take(&mut rest, end)?);
        }
    }
}

/// PNG (third edition) 11: keeps what changes how the pixels show, and animation.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEPT: [&[u8]; 16] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD",
        b"pHYs", b"acTL", b"fcTL", b"fdAT",
    ];
    let mut rest = bytes;
    let mut out = take(&mut rest, 8)?.to_vec();
    loop {
        let length = u32::from_be_bytes(rest.first_chunk::<4>().copied()?) as usize;
        let chunk = take(&mut rest, length.checked_add(12)?)?;
        let kind = chunk.get(4..8)?;
        if KEPT.contains(&kind) {
            out.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return Some(out);
        }
    }
}

/// RFC 9649, section 2: keeps image, alpha, animation and colour profile.
fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEPT: [&[u8]; 7] = [b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
    const EXIF_AND_XMP: u8 = 0b1100;
    let riff_length = u32::from_le_bytes(bytes.get(4..8)?.first_chunk::<4>().copied()?) as usize;
    let mut rest = bytes.get(12..riff_length.checked_add(8)?.min(bytes.len()))?;
    let mut out = bytes.get(..12)?.to_vec();
    while rest.len() >= 8 {
        let length = u32::from_le_bytes(rest.get(4..8)?.first_chunk::<4>().copied()?) as usize;
        let padded = length.checked_add(length % 2)?.checked_add(8)?;
        // Some writers leave out the last padding byte.
        let present = padded.min(rest.len());
        let chunk = take(&mut rest, present)?;
        if chunk.len() < length + 8 {
            return None;
        }
        let kind = chunk.get(..4)?;
        if KEPT.contains(&kind) {
            let start = out.len();
            out.extend_from_slice(chunk);
            out.resize(start + padded, 0);
            if kind == b"VP8X" {
                *out.get_mut(start + 8)? &= !EXIF_AND_XMP;
            }
        }
    }
    let riff_length = u32::try_from(out.len() - 8).ok()?;
    out.get_mut(4..8)?.copy_from_slice(&riff_length.to_le_bytes());
    Some(out)
}

/// GIF89a, appendix A: keeps frames, their timing, looping and colour profile; comments, plain text and other
/// applications' blocks go.
fn gif(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes;
    let mut out = take(&mut rest, 13)?.to_vec();
    let colours = |packed: u8| if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) };
    out.extend_from_slice(take(&mut rest, colours(*out.get(10)?))?);
    loop {
        match *rest.first()? {
            0x3b => {
                out.push(0x3b);
                return Some(out);
            }
            0x2c => {
                let descriptor = take(&mut rest, 10)?;
                out.extend_from_slice(descriptor);
                out.extend_from_slice(take(&mut rest, colours(*descriptor.get(9)?))?);
                out.extend_from_slice(take(&mut rest, 1)?);
                out.extend_from_slice(sub_blocks(&mut rest)?);
            }
            0x21 => {
                let head = take(&mut rest, 2)?;
                let body = sub_blocks(&mut rest)?;
                let keeps = match head[1] {
                    0xf9 => true,
                    0xff => body
                        .get(1..12)
                        .is_some_and(|name| matches!(name, b"NETSCAPE2.0" | b"ANIMEXTS1.0" | b"ICCRGBG1012")),
                    _ => false,
                };
                if keeps {
                    out.extend_from_slice(head);
                    out.extend_from_slice(body);
                }
            }
            _ => return None,
        }
    }
}

/// A chain of GIF data blocks with its terminator.
fn sub_blocks<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let mut length = 0_usize;
    loop {
        let size = usize::from(*rest.get(length)?);
        length += size + 1;
        if size == 0 {
            return take(rest, length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imaging::Pixmap;

    const SECRET: &[u8] = b"SECRET";

    fn picture() -> Pixmap {
        Pixmap::filled(9, 7, Colour::rgb(200, 120, 40))
    }

    /// Strips, and checks that nothing secret is left and that not a pixel changed.
    fn check(bytes: &[u8]) -> Vec<u8> {
        let limits = Limits::default();
        assert!(bytes.windows(6).any(|part| part == SECRET));
        let stripped = strip_metadata(bytes, &limits).unwrap();
        assert!(stripped.is_lossless);
        assert_eq!(Some(stripped.format), Format::of(bytes));
        assert!(!stripped.bytes.windows(6).any(|part| part == SECRET));
        assert_eq!(decode(&stripped.bytes, &limits).unwrap().pixmap, decode(bytes, &limits).unwrap().pixmap);
        stripped.bytes
    }

    #[test]
    fn png_loses_texts_and_what_follows_its_end() {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 9, 7);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_source_gamma(png::ScaledFloat::new(0.5));
        encoder.add_text_chunk("Author".to_owned(), "SECRET".to_owned()).unwrap();
        encoder.write_header().unwrap().write_image_data(&[77; 9 * 7 * 3]).unwrap();
        bytes.extend_from_slice(SECRET);
        let stripped = check(&bytes);
        assert!(stripped.windows(4).any(|part| part == b"gAMA"), "what changes the look is kept");
    }

    #[test]
    fn jpeg_loses_comments_thumbnails_and_appended_videos() {
        let plain = encode_jpeg(&picture(), Colour::WHITE, 80).unwrap();
        let mut bytes = plain[..2].to_vec();
        bytes.extend_from_slice(b"\xff\xfe\x00\x08SECRET");
        bytes.extend_from_slice(b"\xff\xe2\x00\x0cMPF\0SECRET");
        bytes.extend_from_slice(&plain[2..]);
        bytes.extend_from_slice(SECRET);
        assert_eq!(check(&bytes), strip_metadata(&plain, &Limits::default()).unwrap().bytes);
    }

    #[test]
    fn webp_loses_exif_and_xmp_and_says_so_in_its_header() {
        let plain = encode_webp(&picture()).unwrap();
        let mut chunks = b"VP8X\x0a\0\0\0\x0c\0\0\0\x08\0\0\x06\0\0".to_vec();
        chunks.extend_from_slice(&plain[12..]);
        chunks.extend_from_slice(b"EXIF\x06\0\0\0SECRETXMP \x06\0\0\0SECRET");
        let mut bytes = b"RIFF".to_vec();
        bytes.extend_from_slice(&(chunks.len() as u32 + 4).to_le_bytes());
        bytes.extend_from_slice(b"WEBP");
        bytes.extend_from_slice(&chunks);
        let stripped = check(&bytes);
        assert_eq!(stripped[20], 0, "no EXIF and no XMP are announced");
        assert_eq!(stripped.len() as u32 - 8, u32::from_le_bytes(stripped[4..8].try_into().unwrap()));
    }

    #[test]
    fn gif_loses_comments_and_keeps_looping() {
        let mut bytes = Vec::new();
        let straight = picture().to_straight_rgba();
        image::codecs::gif::GifEncoder::new(&mut bytes)
            .encode(&straight, 9, 7, image::ExtendedColorType::Rgba8)
            .unwrap();
        assert_eq!(bytes.pop(), Some(0x3b));
        bytes.extend_from_slice(b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0");
        bytes.extend_from_slice(b"\x21\xfe\x06SECRET\0");
        bytes.extend_from_slice(b"\x21\xff\x0bXMP DataXMP\x06SECRET\0\x3b");
        let stripped = check(&bytes);
        assert!(stripped.windows(11).any(|part| part == b"NETSCAPE2.0"));
    }
}
