//! Which format a file has, how large its picture is, and how large it may be.

use std::fmt;
use std::io::Cursor;

use image::{ImageDecoder, ImageFormat, ImageReader};

use super::decode::guarded;
use super::error::ImagingError;
use super::{orientation, svg};

/// A picture format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Format {
    Png,
    Jpeg,
    WebP,
    Gif,
    Bmp,
    Svg,
}

/// How much a picture may ask for. Each limit has an error of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest file.
    pub max_bytes: u64,
    /// Most pixels in all.
    pub max_px: u64,
    /// Longest side.
    pub max_side_px: u32,
    /// Most decoded bytes (four per pixel) per byte of the file, asked of pictures above
    /// [`Limits::RATIO_FREE_PX`]: plain colours compress without end, so small pictures pass.
    pub max_ratio: u64,
    /// Most memory a decoder may take.
    pub max_alloc_bytes: u64,
    /// The longer side of a vector picture once it is drawn.
    pub svg_side_px: u32,
}

impl Limits {
    /// Pictures up to this many pixels are not asked for their compression ratio.
    pub const RATIO_FREE_PX: u64 = 16_000_000;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 100 << 20,
            max_px: 100_000_000,
            max_side_px: 32_768,
            max_ratio: 1000,
            max_alloc_bytes: 512 << 20,
            svg_side_px: 2048,
        }
    }
}

/// What the header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Info {
    /// By the first bytes, not by any name.
    pub format: Format,
    /// Upright width: EXIF orientation applied. Of a vector picture: as it is drawn.
    pub width_px: u32,
    /// Upright height.
    pub height_px: u32,
}

impl Format {
    /// The format by the first bytes of a file.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Self::WebP)
        } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
            Some(Self::Gif)
        } else if svg::looks_like(bytes) {
            Some(Self::Svg)
        } else if bytes.starts_with(b"BM") && bytes.len() > 26 {
            Some(Self::Bmp)
        } else {
            None
        }
    }

    /// The usual end of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::WebP => "webp",
            Self::Gif => "gif",
            Self::Bmp => "bmp",
            Self::Svg => "svg",
        }
    }

    /// The media type for pages and mails.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::WebP => "image/webp",
            Self::Gif => "image/gif",
            Self::Bmp => "image/bmp",
            Self::Svg => "image/svg+xml",
        }
    }

    pub(super) fn codec(self) -> Option<ImageFormat> {
        match self {
            Self::Png => Some(ImageFormat::Png),
            Self::Jpeg => Some(ImageFormat::Jpeg),
            Self::WebP => Some(ImageFormat::WebP),
            Self::Gif => Some(ImageFormat::Gif),
            Self::Bmp => Some(ImageFormat::Bmp),
            Self::Svg => None,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
            Self::Bmp => "BMP",
            Self::Svg => "SVG",
        })
    }
}

/// Reads the header only: format and upright size. A picture past the limits is refused here already.
pub fn probe(bytes: &[u8], limits: &Limits) -> Result<Info, ImagingError> {
    let format = check_bytes(bytes, limits)?;
    let Some(codec) = format.codec() else {
        let tree = guarded(format, || svg::parse(bytes, limits))?;
        let (width_px, height_px) = svg::drawn_size(&tree, limits.svg_side_px);
        return Ok(Info { format, width_px, height_px });
    };
    guarded(format, || {
        let mut reader = ImageReader::with_format(Cursor::new(bytes), codec);
        reader.limits(limits.for_codec());
        let mut decoder = reader.into_decoder().map_err(|error| refused(format, &error))?;
        let (width_px, height_px) = decoder.dimensions();
        check_size(width_px, height_px, bytes, limits)?;
        let (width_px, height_px) = orientation::upright(orientation::of(&mut decoder), width_px, height_px);
        Ok(Info { format, width_px, height_px })
    })
}

impl Limits {
    pub(super) fn for_codec(&self) -> image::Limits {
        let mut limits = image::Limits::default();
        limits.max_alloc = Some(self.max_alloc_bytes);
        limits
    }
}

/// The format of a file that is not too long.
pub(super) fn check_bytes(bytes: &[u8], limits: &Limits) -> Result<Format, ImagingError> {
    let length = bytes.len() as u64;
    if length > limits.max_bytes {
        return Err(ImagingError::TooManyBytes { bytes: length, max_bytes: limits.max_bytes });
    }
    let format = Format::of(bytes).ok_or(ImagingError::UnknownFormat)?;
    if let Some((width_px, height_px)) = png_size(bytes) {
        check_size(width_px, height_px, bytes, limits)?;
    }
    Ok(format)
}

/// The size in a PNG's first chunk. Asked before the decoder is, which reads on to the pixels and would call a
/// file cut short where its true fault is its size.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let head = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let (size, _) = head.get(4..)?.strip_prefix(b"IHDR")?.split_first_chunk::<8>()?;
    let [a, b, c, d, e, f, g, h] = *size;
    Some((u32::from_be_bytes([a, b, c, d]), u32::from_be_bytes([e, f, g, h])))
}

/// Refuses a header that asks for too much.
pub(super) fn check_size(width_px: u32, height_px: u32, bytes: &[u8], limits: &Limits) -> Result<(), ImagingError> {
    let area_px = u64::from(width_px) * u64::from(height_px);
    let length = bytes.len() as u64;
    if area_px == 0 {
        let format = Format::of(bytes).ok_or(ImagingError::UnknownFormat)?;
        return Err(ImagingError::Damaged { format, reason: "it has no pixels".to_owned() });
    }
    if width_px.max(height_px) > limits.max_side_px {
        return Err(ImagingError::SideTooLong { width_px, height_px, max_side_px: limits.max_side_px });
    }
    if area_px > limits.max_px {
        return Err(ImagingError::TooManyPixels { width_px, height_px, max_px: limits.max_px });
    }
    let max_px = Limits::RATIO_FREE_PX.max(length.saturating_mul(limits.max_ratio) / 4);
    if area_px > max_px {
        return Err(ImagingError::Bomb { width_px, height_px, bytes: length, max_px });
    }
    Ok(())
}

/// A codec's error in our words.
pub(super) fn refused(format: Format, error: &image::ImageError) -> ImagingError {
    match error {
        image::ImageError::Limits(_) => ImagingError::TooMuchMemory,
        other => ImagingError::Damaged { format, reason: other.to_string() },
    }
}

/// How the stored pixels must be turned; vector pictures always stand upright.
pub(super) fn stored_orientation(bytes: &[u8], limits: &Limits) -> Result<image::metadata::Orientation, ImagingError> {
    let format = check_bytes(bytes, limits)?;
    let Some(codec) = format.codec() else { return Ok(image::metadata::Orientation::NoTransforms) };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), codec);
    reader.limits(limits.for_codec());
    let mut decoder = reader.into_decoder().map_err(|error| refused(format, &error))?;
    Ok(orientation::of(&mut decoder))
}
