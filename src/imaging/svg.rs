//! Vector pictures: drawn once, at a bounded size, without touching disk or network.

use std::sync::Arc;

use resvg::tiny_skia;
use resvg::usvg::{self, ImageHrefResolver, ImageKind};

use super::error::ImagingError;
use super::format::{self, Format, Limits};
use super::pixmap::Pixmap;

/// How far into a file the `<svg` tag may begin, after comments and a document type.
const HEAD_BYTES: usize = 4096;

/// Whether the file begins like an SVG document.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    let head = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = head.get(..HEAD_BYTES).unwrap_or(head).trim_ascii_start();
    head.starts_with(b"<svg")
        || ((head.starts_with(b"<?xml") || head.starts_with(b"<!")) && head.windows(4).any(|part| part == b"<svg"))
}

/// Reads the document. References to files or servers stay empty; embedded pictures are held to the limits.
pub(super) fn parse(bytes: &[u8], limits: &Limits) -> Result<usvg::Tree, ImagingError> {
    let limits = *limits;
    let options = usvg::Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(move |_, data, _| embedded(data, &limits)),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    usvg::Tree::from_data(bytes, &options)
        .map_err(|error| ImagingError::Damaged { format: Format::Svg, reason: error.to_string() })
}

/// A picture inside the document: only raster formats, and only within the limits.
fn embedded(data: Arc<Vec<u8>>, limits: &Limits) -> Option<ImageKind> {
    let info = format::probe(&data, limits).ok().filter(|info| info.format != Format::Svg)?;
    match info.format {
        Format::Png => Some(ImageKind::PNG(data)),
        Format::Jpeg => Some(ImageKind::JPEG(data)),
        Format::Gif => Some(ImageKind::GIF(data)),
        Format::WebP => Some(ImageKind::WEBP(data)),
        Format::Bmp | Format::Svg => None,
    }
}

/// The document's shape, its longer side made `side_px`.
pub(super) fn drawn_size(tree: &usvg::Tree, side_px: u32) -> (u32, u32) {
    let size = tree.size();
    let scale = side_px as f32 / size.width().max(size.height());
    let side = |length: f32| ((length * scale).round() as u32).clamp(1, side_px.max(1));
    (side(size.width()), side(size.height()))
}

/// Draws the document with its longer side `side_px` long.
pub(super) fn draw(tree: &usvg::Tree, side_px: u32) -> Result<Pixmap, ImagingError> {
    let (width_px, height_px) = drawn_size(tree, side_px);
    let mut canvas = tiny_skia::Pixmap::new(width_px, height_px).ok_or(ImagingError::TooMuchMemory)?;
    let size = tree.size();
    let fill = tiny_skia::Transform::from_scale(width_px as f32 / size.width(), height_px as f32 / size.height());
    resvg::render(tree, fill, &mut canvas.as_mut());
    let (pixels, _) = canvas.data().as_chunks::<4>();
    Pixmap::from_pixels(width_px, height_px, pixels.to_vec()).ok_or(ImagingError::TooMuchMemory)
}
