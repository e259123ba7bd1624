//! Pictures for the screen: files at a size, texts, covers of collages.

use std::sync::Arc;

use crate::imaging::{self, AlphaMap, Limits, Pixmap, Pyramid};
use crate::model::{Affine, Collage, CollageId, Colour, ImageHash, Point, Rect, Size, TileId};
use crate::render::{self, MissingPicture, Options, PictureSource, Quality};
use crate::scene::draw::{DrawItem, DrawKind, DrawList, GlyphRun};
use crate::scene::{flatten, outline};

use super::super::error::JobsError;
use super::super::studio::Studio;

/// The longest side of a cover, in pixels.
const COVER_PX: f64 = 512.0;
/// The longest side of a text on the screen, in pixels.
const MAX_TEXT_PX: f64 = 4096.0;

/// How far letters may reach out of their box: a part of its height, in scene pixels.
pub fn text_margin_px(size: &Size) -> f64 {
    (size.height * 0.25).min(200.0)
}

impl Studio {
    /// A kept picture, its longest side at most `side_px`, and where it is see-through.
    pub fn screen_picture(&self, image: ImageHash, side_px: u32) -> Result<(Pixmap, AlphaMap), JobsError> {
        let bytes = self.library.read_picture(image)?;
        let pixmap = imaging::decode_fitted(&bytes, &Limits::default(), side_px)?.pixmap;
        let alpha = AlphaMap::new(&pixmap);
        Ok((pixmap, alpha))
    }

    /// A shaped text in a box of `size`, drawn at `scale` pixels per scene pixel with [`text_margin_px`]
    /// around it.
    pub fn screen_text(&self, runs: Vec<GlyphRun>, size: Size, scale: f64) -> Result<Pixmap, JobsError> {
        let margin = text_margin_px(&size);
        let part =
            Rect { min: Point::new(-margin, -margin), max: Point::new(size.width + margin, size.height + margin) };
        let whole = part.size();
        let scale = scale.min(MAX_TEXT_PX / whole.width.max(whole.height));
        let kind = DrawKind::Glyphs { runs, to_scene: Affine::IDENTITY };
        let list = DrawList {
            page_size: size,
            background: Colour { rgba: [0; 4] },
            items: vec![DrawItem { tile: TileId::from_raw(0), opacity: 1.0, kind }],
        };
        let size_px = (whole.width * scale, whole.height * scale);
        let options = Options { quality: Quality::Export, threads: 1, ..Options::default() };
        let (pixmap, _) = render::region(&list, part, size_px, &NoPictures, &outline::of_run, &options)?;
        Ok(pixmap)
    }

    /// A small picture of a collage as it is kept.
    pub fn cover(&self, id: CollageId) -> Result<Pixmap, JobsError> {
        self.small_picture(&self.collage(id)?, COVER_PX)
    }

    /// A picture of a collage whose longest side is `side_px`.
    pub fn small_picture(&self, collage: &Collage, side_px: f64) -> Result<Pixmap, JobsError> {
        let list = flatten(collage, &self.shaper);
        let scale = side_px / collage.page.size.width.max(collage.page.size.height);
        let pictures = KeptPictures { studio: self, max_side_px: 512 };
        let options = Options { scale, quality: Quality::Draft, threads: 1 };
        let (pixmap, _) = render::pixels(&list, &pictures, &outline::of_run, &options)?;
        Ok(pixmap)
    }
}

/// The library's pictures, decoded no larger than `max_side_px`.
struct KeptPictures<'a> {
    studio: &'a Studio,
    max_side_px: u32,
}

impl PictureSource for KeptPictures<'_> {
    fn picture(&self, image: ImageHash) -> Result<Arc<Pyramid>, MissingPicture> {
        let (pixmap, _) =
            self.studio.screen_picture(image, self.max_side_px).map_err(|error| MissingPicture(error.to_string()))?;
        Ok(Arc::new(Pyramid::new(pixmap)))
    }
}

struct NoPictures;

impl PictureSource for NoPictures {
    fn picture(&self, image: ImageHash) -> Result<Arc<Pyramid>, MissingPicture> {
        Err(MissingPicture(image.to_string()))
    }
}
