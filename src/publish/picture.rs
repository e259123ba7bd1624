//! The collage as one picture, or as a sheet of paper whose tiles can be clicked.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::error::PublishError;
use super::export::{Export, Prepared};
use super::pictures::OutPicture;
use super::words;
use super::write::Target;
use crate::i18n::Lang;
use crate::i18n::errors::publish as say;
use crate::imaging::{self, Limits, Pyramid};
use crate::model::{
    Collage, Colour, Content, Frame, ImageHash, Point, Shape, ShapeKind, Size, TextAlign, TextBlock, TextBounds, Tile,
    TileId, Typeface,
};
use crate::render::{self, MissingPicture, Options, OutputFormat, PdfOptions, PictureSource, Quality, RenderWarning};
use crate::scene::{TextShaper, flatten, fonts, outline};

/// High enough that the letters of a caption show no halo.
const JPEG_QUALITY: u8 = 90;

/// A file that was drawn.
pub(super) struct Drawn {
    /// The file.
    pub(super) bytes: Vec<u8>,
    /// Tiles that show a placeholder, with what is wrong with their picture.
    pub(super) damaged: Vec<(TileId, String)>,
}

/// A picture file `width_px` wide, or as wide as the page.
pub(super) fn picture(
    export: &Export<'_>,
    prepared: &Prepared,
    target: Target,
    width_px: Option<u32>,
) -> Result<Drawn, PublishError> {
    if target == Target::Pdf {
        return pdf(export, prepared);
    }
    let drawing = flatten(&prepared.collage, export.shaper);
    let background = drawing.background;
    let format = match target {
        Target::Jpeg => OutputFormat::Jpeg { quality: JPEG_QUALITY, background },
        Target::Webp => OutputFormat::WebP,
        Target::Png | Target::Folder | Target::Zip | Target::Page | Target::Pdf => OutputFormat::Png,
    };
    let scale = width_px.map_or(1.0, |width_px| f64::from(width_px) / drawing.page_size.width);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let options = Options { scale, quality: Quality::Export, threads };
    let sources = Sources { pictures: &prepared.pictures, lang: export.lang, open: Mutex::default() };
    let (pixels, warnings) = render::pixels(&drawing, &sources, &outline::of_run, &options)?;
    let bytes = render::encode_to(format, &pixels)?;
    Ok(Drawn { bytes, damaged: damaged(warnings) })
}

fn pdf(export: &Export<'_>, prepared: &Prepared) -> Result<Drawn, PublishError> {
    let collage = match super::disclosure(export, prepared) {
        Some(disclosure) => Cow::Owned(with_notice(&prepared.collage, &disclosure.text(), export.shaper)),
        None => Cow::Borrowed(&prepared.collage),
    };
    let drawing = flatten(&collage, export.shaper);
    let names: Vec<String> = prepared.links.iter().map(|link| link.label(export.lang)).collect();
    let links: Vec<render::Link<'_>> = prepared
        .links
        .iter()
        .zip(&names)
        .map(|(link, name)| render::Link { tile: link.tile, url: &link.link.url, name })
        .collect();
    let fonts = |face| fonts::face(face).map(|face| Arc::from(face.bytes));
    let options = PdfOptions {
        title: &collage.meta.title,
        author: &collage.meta.author,
        language: export.lang.tag(),
        made_at: Some(collage.meta.changed_at),
    };
    let files = Files { pictures: &prepared.pictures, lang: export.lang };
    let (bytes, warnings) = render::pdf(&drawing, &files, &fonts, &links, &options)?;
    Ok(Drawn { bytes, damaged: damaged(warnings) })
}

fn damaged(warnings: Vec<RenderWarning>) -> Vec<(TileId, String)> {
    warnings.into_iter().map(|RenderWarning::MissingPicture { tile, reason, .. }| (tile, reason)).collect()
}

/// The collage with a strip above it that holds a notice. A sheet whose links earn must say so at its top,
/// as a page does.
fn with_notice(collage: &Collage, notice: &str, shaper: &TextShaper) -> Collage {
    let page = collage.page.size;
    let size_px = (page.width * 0.016).clamp(8.0, 60.0);
    let block = TextBlock {
        text: notice.to_owned(),
        typeface: Typeface::Sans,
        size_px,
        colour: Colour::rgb(0x1f, 0x1b, 0x18),
        align: TextAlign::Left,
        bold: false,
    };
    let margin_px = size_px * 1.2;
    let text = Size::new((page.width - 2.0 * margin_px).max(size_px), 0.0);
    let text = Size::new(text.width, shaper.text_size(&block, text.width).height.max(size_px));
    let strip = Size::new(page.width, text.height + 2.0 * margin_px);
    let mut out = collage.clone();
    out.page.size.height += strip.height;
    for tile in out.tiles.values_mut() {
        tile.frame.centre.y += strip.height;
    }
    let middle = Point::new(page.width / 2.0, strip.height / 2.0);
    let ground = Shape { kind: ShapeKind::Rectangle, fill: Colour::rgb(0xf2, 0xe9, 0xdd) };
    for (content, size) in [(Content::Shape(ground), strip), (Content::Text(block), text)] {
        let id = TileId::from_raw(out.ids.next_tile);
        out.ids.next_tile += 1;
        out.tiles.insert(id, Tile::new(Frame::upright(middle, size), content));
        out.page.order.push(id);
    }
    out
}

/// The files as they leave.
struct Files<'a> {
    pictures: &'a BTreeMap<ImageHash, OutPicture>,
    lang: Lang,
}

impl render::PictureBytes for Files<'_> {
    fn bytes(&self, image: ImageHash) -> Result<Arc<[u8]>, MissingPicture> {
        let file = self.pictures.get(&image).ok_or_else(|| MissingPicture(say::picture_gone(self.lang)))?;
        Ok(file.bytes.as_slice().into())
    }
}

/// Decodes when asked. A picture that several tiles show at the same height is decoded once.
struct Sources<'a> {
    pictures: &'a BTreeMap<ImageHash, OutPicture>,
    lang: Lang,
    open: Mutex<BTreeMap<ImageHash, Weak<Pyramid>>>,
}

impl PictureSource for Sources<'_> {
    fn picture(&self, image: ImageHash) -> Result<Arc<Pyramid>, MissingPicture> {
        // The map holds no half-done state, so a panic elsewhere does not spoil it.
        if let Some(open) = self.open.lock().unwrap_or_else(PoisonError::into_inner).get(&image).and_then(Weak::upgrade)
        {
            return Ok(open);
        }
        let file = self.pictures.get(&image).ok_or_else(|| MissingPicture(say::picture_gone(self.lang)))?;
        let decoded = imaging::decode(&file.bytes, &Limits::default())
            .map_err(|error| MissingPicture(words::imaging(&error, self.lang)))?;
        let pyramid = Arc::new(Pyramid::new(decoded.pixmap));
        self.open.lock().unwrap_or_else(PoisonError::into_inner).insert(image, Arc::downgrade(&pyramid));
        Ok(pyramid)
    }
}
