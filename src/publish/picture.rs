//! The collage as one picture, or as a sheet of paper whose tiles can be clicked.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::error::PublishError;
use super::export::{Export, Prepared};
use super::pictures::OutPicture;
use super::write::Target;
use crate::imaging::{self, Limits, Pyramid};
use crate::model::{ImageHash, TileId};
use crate::render::{self, MissingPicture, Options, OutputFormat, PictureSource, Quality, RenderError, RenderWarning};
use crate::scene::{flatten, outline};

/// High enough that the letters of a caption show no halo.
const JPEG_QUALITY: u8 = 90;

/// The bytes of a picture file, `width_px` wide or as wide as the page, and the tiles that show a placeholder
/// because their picture is damaged.
pub(super) fn picture(
    export: &Export<'_>,
    prepared: &Prepared,
    target: Target,
    width_px: Option<u32>,
) -> Result<(Vec<u8>, Vec<(TileId, String)>), PublishError> {
    let drawing = flatten(&prepared.collage, export.shaper);
    let background = drawing.background;
    let format = match target {
        Target::Jpeg => OutputFormat::Jpeg { quality: JPEG_QUALITY, background },
        Target::Webp => OutputFormat::WebP,
        Target::Pdf => return Err(PublishError::Draw("PDF is not there yet".to_owned())),
        Target::Png | Target::Folder | Target::Zip | Target::Page => OutputFormat::Png,
    };
    let scale = width_px.map_or(1.0, |width_px| f64::from(width_px) / drawing.page_size.width);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let options = Options { scale, quality: Quality::Export, threads };
    let sources = Sources { pictures: &prepared.pictures, open: Mutex::default() };
    let (pixels, warnings) =
        render::pixels(&drawing, &sources, &outline::of_run, &options).map_err(|error| drawn(&error))?;
    let bytes = render::encode_to(format, &pixels).map_err(|error| drawn(&error))?;
    let damaged = warnings.into_iter().map(|RenderWarning::MissingPicture { tile, reason, .. }| (tile, reason));
    Ok((bytes, damaged.collect()))
}

fn drawn(error: &RenderError) -> PublishError {
    PublishError::Draw(error.to_string())
}

/// Decodes when asked. A picture that several tiles show at the same height is decoded once.
struct Sources<'a> {
    pictures: &'a BTreeMap<ImageHash, OutPicture>,
    open: Mutex<BTreeMap<ImageHash, Weak<Pyramid>>>,
}

impl PictureSource for Sources<'_> {
    fn picture(&self, image: ImageHash) -> Result<Arc<Pyramid>, MissingPicture> {
        // The map holds no half-done state, so a panic elsewhere does not spoil it.
        if let Some(open) = self.open.lock().unwrap_or_else(PoisonError::into_inner).get(&image).and_then(Weak::upgrade) {
            return Ok(open);
        }
        let file = self.pictures.get(&image).ok_or_else(|| MissingPicture("its file is not there".to_owned()))?;
        let decoded =
            imaging::decode(&file.bytes, &Limits::default()).map_err(|error| MissingPicture(error.to_string()))?;
        let pyramid = Arc::new(Pyramid::new(decoded.pixmap));
        self.open.lock().unwrap_or_else(PoisonError::into_inner).insert(image, Arc::downgrade(&pyramid));
        Ok(pyramid)
    }
}
