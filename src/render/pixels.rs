//! A draw list as pixels: strips of rows, shared out among threads.

use std::sync::Mutex;
use std::thread;

use super::error::{RenderError, RenderWarning};
use super::sources::{GlyphOutlines, PictureSource};
use super::strip::{Item, STRIP_ROWS, draw_strip};
use crate::imaging::Pixmap;
use crate::model::{Affine, Rect, Size};
use crate::scene::draw::DrawList;

/// How carefully pictures are filtered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Quality {
    /// For the canvas and small previews: nothing is prepared, a little softer or harder than ideal.
    Draft,
    /// For files.
    #[default]
    Export,
}

/// How to draw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Pixels per scene pixel.
    pub scale: f64,
    /// How carefully.
    pub quality: Quality,
    /// How many threads draw, at least one; the result is the same for any number.
    pub threads: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { scale: 1.0, quality: Quality::Export, threads: 2 }
    }
}

/// The most pixels that are drawn at once: 800 MB.
pub const MAX_PX: u64 = 200_000_000;
const MAX_THREADS: usize = 16;

/// Draws the whole page.
pub fn pixels(
    list: &DrawList,
    pictures: &dyn PictureSource,
    glyphs: &dyn GlyphOutlines,
    options: &Options,
) -> Result<(Pixmap, Vec<RenderWarning>), RenderError> {
    let page = Rect { min: crate::model::Point::default(), max: corner(list.page_size) };
    let side = |length: f64| length * options.scale;
    region(list, page, (side(list.page_size.width), side(list.page_size.height)), pictures, glyphs, options)
}

fn corner(size: Size) -> crate::model::Point {
    crate::model::Point::new(size.width, size.height)
}

/// Draws a part of the scene onto `size_px` pixels (rounded); `options.scale` does not matter.
pub fn region(
    list: &DrawList,
    part_of_scene: Rect,
    size_px: (f64, f64),
    pictures: &dyn PictureSource,
    glyphs: &dyn GlyphOutlines,
    options: &Options,
) -> Result<(Pixmap, Vec<RenderWarning>), RenderError> {
    let part = part_of_scene.size();
    let has_extent = |value: f64| value.is_finite() && value > 0.0;
    if ![part.width, part.height, size_px.0, size_px.1].into_iter().all(has_extent) {
        return Err(RenderError::Empty { width: size_px.0.to_string(), height: size_px.1.to_string() });
    }
    let (width_px, height_px) = (size_px.0.round().max(1.0) as u64, size_px.1.round().max(1.0) as u64);
    if width_px.saturating_mul(height_px) > MAX_PX {
        return Err(RenderError::TooLarge { width_px, height_px, max_px: MAX_PX });
    }
    let (width, height) = (width_px as usize, height_px as usize);
    let to_pixels = Affine::translation(-part_of_scene.min.x, -part_of_scene.min.y)
        .then(&Affine::scaling(width as f64 / part.width, height as f64 / part.height));
    let items: Vec<Item<'_>> =
        list.items.iter().filter_map(|item| Item::new(item, &to_pixels, (width, height), glyphs)).collect();

    let mut picture = Pixmap::filled(width_px as u32, height_px as u32, list.background);
    let strips = Mutex::new(picture.pixels_mut().chunks_mut(width * STRIP_ROWS).enumerate());
    let warnings = Mutex::new(Vec::new());
    let work = || {
        // A poisoned lock means that another worker panicked, which its join reports.
        while let Some((index, rows)) = strips.lock().ok().and_then(|mut strips| strips.next()) {
            let found = draw_strip(rows, index * STRIP_ROWS, width, &items, pictures, options.quality);
            if let Ok(mut warnings) = warnings.lock() {
                warnings.extend(found);
            }
        }
    };
    let threads = options.threads.clamp(1, MAX_THREADS).min(height.div_ceil(STRIP_ROWS));
    if threads == 1 {
        work();
    } else {
        thread::scope(|scope| {
            let workers: Vec<_> = (0..threads)
                .map(|index| thread::Builder::new().name(format!("render-{index}")).spawn_scoped(scope, work))
                .collect();
            let started = workers.iter().filter(|worker| worker.is_ok()).count();
            for worker in workers.into_iter().flatten() {
                worker.join().map_err(|_| RenderError::Worker("a worker gave up".to_owned()))?;
            }
            if started == 0 { Err(RenderError::Worker("no thread could be started".to_owned())) } else { Ok(()) }
        })?;
    }
    let mut warnings = warnings.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    warnings.sort();
    warnings.dedup();
    Ok((picture, warnings))
}
