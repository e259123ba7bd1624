//! One strip of rows, drawn in square blocks so that the texels behind a block stay in the cache.
//!
//! Each block is walked twice: from the front backwards to learn which pixels of each item can be seen at all
//! (64 pixels of a row are one machine word), then from the back forwards to paint those.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use super::blend::{dimmed, over, over_row};
use super::error::RenderWarning;
use super::geometry::Quad;
use super::layer::{Fill, Layer};
use super::pixels::Quality;
use super::sources::{GlyphOutlines, MissingPicture, PictureSource};
use super::texture::Texture;
use crate::model::{Affine, ImageHash, Point, TileId, UnitRect};
use crate::scene::draw::{DrawItem, DrawKind};

/// Rows of a strip, and columns of a block: the bits of a `u64`.
pub(super) const STRIP_ROWS: usize = 64;

/// An item brought to pixels.
pub(super) struct Item<'a> {
    tile: TileId,
    /// 255 is solid.
    opacity: u8,
    rows: Range<usize>,
    columns: Range<usize>,
    kind: Kind<'a>,
}

enum Kind<'a> {
    Picture(Box<Picture<'a>>),
    Fills(Vec<Fill>),
}

struct Picture<'a> {
    image: ImageHash,
    part: &'a UnitRect,
    quad: Quad,
    /// The part of the unit square that lies on the page.
    visible: UnitRect,
    /// Made by the first strip that needs it, let go by the last.
    texture: Mutex<Option<Result<Arc<Texture>, MissingPicture>>>,
    strips_left: AtomicUsize,
}

/// An item on one strip.
enum Active<'a> {
    Picture { quad: &'a Quad, texture: Option<Arc<Texture>>, opacity: u8, columns: &'a Range<usize> },
    Layer { layer: Layer, opacity: u8 },
}

/// What is seen of an item in a row of a block; bit 0 is the leftmost pixel.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// Pixels that the item touches and nothing solid hides.
    pixels: u64,
    /// Pixels that lie wholly inside and may be sampled without care.
    inner: u64,
}

impl<'a> Item<'a> {
    /// `None` for what cannot be seen: outside the page, without extent, fully see-through.
    pub fn new(
        item: &'a DrawItem,
        to_pixels: &Affine,
        (width, height): (usize, usize),
        glyphs: &dyn GlyphOutlines,
    ) -> Option<Self> {
        let opacity = (item.opacity.clamp(0.0, 1.0) * 255.0).round() as u8;
        if opacity == 0 {
            return None;
        }
        let to_pixels = item.kind.to_scene().then(to_pixels);
        let (kind, columns, rows) = match &item.kind {
            DrawKind::Image { image, part, .. } => {
                let quad = Quad::new(&to_pixels)?;
                let span = |from: f64, to: f64, end: usize| {
                    let from = ((from.floor() - 1.0).max(0.0) as usize).min(end);
                    from..((to.ceil() + 1.0).max(0.0) as usize).clamp(from, end)
                };
                let columns = span(quad.bounds.min.x, quad.bounds.max.x, width);
                let rows = span(quad.bounds.min.y, quad.bounds.max.y, height);
                let strips = rows.end.div_ceil(STRIP_ROWS) - rows.start / STRIP_ROWS;
                let visible = visible_part(&quad, width as f64, height as f64);
                let picture = Picture {
                    image: *image,
                    part,
                    quad,
                    visible,
                    texture: Mutex::new(None),
                    strips_left: AtomicUsize::new(strips),
                };
                (Kind::Picture(Box::new(picture)), columns, rows)
            }
            DrawKind::Path { path, fill, .. } => fills([Fill::new(path, *fill, &to_pixels)], width, height)?,
            DrawKind::Glyphs { runs, .. } => {
                let outlines = runs.iter().map(|run| Fill::new(&glyphs.outline(run), run.colour, &to_pixels));
                fills(outlines, width, height)?
            }
        };
        (!rows.is_empty() && !columns.is_empty()).then_some(Self { tile: item.tile, opacity, rows, columns, kind })
    }

    fn on_strip(
        &self,
        rows: &Range<usize>,
        pictures: &dyn PictureSource,
        quality: Quality,
        warnings: &mut Vec<RenderWarning>,
    ) -> Option<Active<'_>> {
        if self.rows.start >= rows.end || self.rows.end <= rows.start {
            return None;
        }
        match &self.kind {
            Kind::Picture(picture) => {
                let texture = picture.texture(pictures, quality);
                if let Err(MissingPicture(reason)) = &texture {
                    warnings.push(RenderWarning::MissingPicture {
                        tile: self.tile,
                        image: picture.image,
                        reason: reason.clone(),
                    });
                }
                Some(Active::Picture {
                    quad: &picture.quad,
                    texture: texture.ok(),
                    opacity: self.opacity,
                    columns: &self.columns,
                })
            }
            Kind::Fills(all) => {
                let here = |fill: &&Fill| {
                    let touched = fill.touched(usize::MAX, usize::MAX).1;
                    touched.start < rows.end && touched.end > rows.start
                };
                let layer = Layer::new(all.iter().filter(here), self.columns.clone(), rows)?;
                Some(Active::Layer { layer, opacity: self.opacity })
            }
        }
    }

    /// Told once per strip that the item lies on, when that strip is done.
    fn leave_strip(&self, rows: &Range<usize>) {
        if self.rows.start >= rows.end || self.rows.end <= rows.start {
            return;
        }
        if let Kind::Picture(picture) = &self.kind
            && picture.strips_left.fetch_sub(1, Ordering::AcqRel) == 1
            && let Ok(mut texture) = picture.texture.lock()
        {
            *texture = None;
        }
    }
}

/// The items of one tile as one layer, with the pixels it may touch.
fn fills<'a>(
    all: impl IntoIterator<Item = Option<Fill>>,
    width: usize,
    height: usize,
) -> Option<(Kind<'a>, Range<usize>, Range<usize>)> {
    let all: Vec<Fill> = all.into_iter().flatten().collect();
    let (columns, rows) = all
        .iter()
        .map(|fill| fill.touched(width, height))
        .filter(|(columns, rows)| !columns.is_empty() && !rows.is_empty())
        .reduce(|(columns, rows), (more_columns, more_rows)| {
            (
                columns.start.min(more_columns.start)..columns.end.max(more_columns.end),
                rows.start.min(more_rows.start)..rows.end.max(more_rows.end),
            )
        })?;
    Some((Kind::Fills(all), columns, rows))
}

/// The smallest part of the unit square that holds everything on the page.
fn visible_part(quad: &Quad, width: f64, height: f64) -> UnitRect {
    let corners = [(-1.0, -1.0), (width + 1.0, -1.0), (-1.0, height + 1.0), (width + 1.0, height + 1.0)]
        .map(|(x, y)| quad.to_unit.apply(Point::new(x, y)));
    let least = |of: fn(&Point) -> f64| corners.iter().map(of).fold(f64::INFINITY, f64::min);
    let most = |of: fn(&Point) -> f64| corners.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
    UnitRect::clamped(least(|p| p.x), least(|p| p.y), most(|p| p.x), most(|p| p.y))
}

impl Picture<'_> {
    fn texture(&self, pictures: &dyn PictureSource, quality: Quality) -> Result<Arc<Texture>, MissingPicture> {
        let Ok(mut slot) = self.texture.lock() else {
            return Err(MissingPicture("another part of it could not be drawn".to_owned()));
        };
        slot.get_or_insert_with(|| {
            let pyramid = pictures.picture(self.image)?;
            Ok(Arc::new(Texture::new(pyramid, *self.part, &self.quad.to_unit, self.visible, quality)))
        })
        .clone()
    }
}

/// Draws all items onto the rows of a strip that begins at row `first_row`; the strip holds the background.
pub(super) fn draw_strip(
    strip: &mut [[u8; 4]],
    first_row: usize,
    width: usize,
    items: &[Item<'_>],
    pictures: &dyn PictureSource,
    quality: Quality,
) -> Vec<RenderWarning> {
    let rows = first_row..first_row + strip.len() / width.max(1);
    let mut warnings = Vec::new();
    let active: Vec<Active<'_>> =
        items.iter().filter_map(|item| item.on_strip(&rows, pictures, quality, &mut warnings)).collect();
    let mut seen: Vec<(&Active<'_>, [Seen; STRIP_ROWS])> = Vec::new();
    for left in (0..width).step_by(STRIP_ROWS) {
        let columns = left..(left + STRIP_ROWS).min(width);
        look(&active, &rows, &columns, &mut seen);
        for (item, seen) in seen.drain(..).rev() {
            for (row, seen) in seen.iter().enumerate().take(rows.len()) {
                let start = row * width;
                if let Some(target) = strip.get_mut(start + columns.start..start + columns.end) {
                    paint(item, seen, target, rows.start + row, row, &columns);
                }
            }
        }
    }
    for item in items {
        item.leave_strip(&rows);
    }
    warnings
}

/// Finds what of each item can be seen in a block, from the front backwards.
fn look<'a>(
    active: &'a [Active<'a>],
    rows: &Range<usize>,
    columns: &Range<usize>,
    seen: &mut Vec<(&'a Active<'a>, [Seen; STRIP_ROWS])>,
) {
    let whole = bits(columns, columns);
    let mut hidden = [0_u64; STRIP_ROWS];
    for item in active.iter().rev() {
        let (quad, texture, opacity) = match item {
            Active::Picture { quad, texture, opacity, columns: own } => {
                if own.start >= columns.end || own.end <= columns.start {
                    continue;
                }
                (quad, texture.as_deref(), *opacity)
            }
            Active::Layer { layer, .. } => {
                if layer.columns.start < columns.end && layer.columns.end > columns.start {
                    seen.push((item, [Seen { pixels: whole, inner: whole }; STRIP_ROWS]));
                }
                continue;
            }
        };
        let hides = opacity == 255 && texture.is_none_or(|texture| texture.is_opaque);
        let mut found = [Seen::default(); STRIP_ROWS];
        let mut any = 0;
        for ((found, hidden), y) in found.iter_mut().zip(&mut hidden).zip(rows.clone()) {
            let touched = quad.touched(y, columns);
            found.pixels = bits(&touched, columns) & !*hidden;
            any |= found.pixels;
            if found.pixels != 0 {
                let filled = quad.filled(y, columns);
                let inner = texture.map_or(0..0, |texture| texture.inner(y, filled.clone()));
                found.inner = bits(&inner, columns);
                if hides {
                    *hidden |= bits(&filled, columns);
                }
            }
        }
        if any != 0 {
            seen.push((item, found));
        }
        if hidden.iter().take(rows.len()).all(|row| *row == whole) {
            break;
        }
    }
}

/// A range of columns as bits of a block's row.
fn bits(range: &Range<usize>, columns: &Range<usize>) -> u64 {
    let from = range.start.saturating_sub(columns.start).min(STRIP_ROWS) as u32;
    let to = range.end.saturating_sub(columns.start).min(STRIP_ROWS) as u32;
    let below = |count: u32| 1_u64.checked_shl(count).map_or(u64::MAX, |bit| bit - 1);
    below(to) & !below(from)
}

/// Paints one item onto one row of a block.
fn paint(item: &Active<'_>, seen: &Seen, target: &mut [[u8; 4]], y: usize, row: usize, columns: &Range<usize>) {
    let (quad, texture, opacity) = match item {
        Active::Layer { layer, opacity } => {
            let (from, source) = layer.row(row, columns);
            if let Some(target) = target.get_mut(from - columns.start..) {
                over_row(target, source, *opacity);
            }
            return;
        }
        Active::Picture { quad, texture, opacity, .. } => (quad, texture.as_deref(), *opacity),
    };
    if let Some(texture) = texture {
        let mut buffer = [[0_u8; 4]; STRIP_ROWS];
        for run in runs(seen.pixels & seen.inner) {
            let x = columns.start + run.start;
            let Some(target) = target.get_mut(run.clone()) else { continue };
            if texture.is_opaque && opacity == 255 {
                texture.sample_row(x, y, target);
            } else if let Some(buffer) = buffer.get_mut(..run.len()) {
                texture.sample_row(x, y, buffer);
                over_row(target, buffer, opacity);
            }
        }
    }
    for run in runs(seen.pixels & !seen.inner) {
        for place in run {
            let (x, Some(target)) = (columns.start + place, target.get_mut(place)) else { continue };
            let strength = (quad.coverage(x, y) * f64::from(opacity)).round() as u8;
            let pixel = texture.map_or_else(|| placeholder(quad, x, y), |texture| texture.sample(x, y));
            *target = over(*target, dimmed(pixel, strength));
        }
    }
}

/// The runs of set bits, from the lowest.
fn runs(mut bits: u64) -> impl Iterator<Item = Range<usize>> {
    std::iter::from_fn(move || {
        if bits == 0 {
            return None;
        }
        let start = bits.trailing_zeros();
        let length = (bits >> start).trailing_ones();
        // Adding one at the run's start carries through the whole run and clears it.
        bits &= bits.wrapping_add(1 << start);
        Some(start as usize..(start + length) as usize)
    })
}

/// What stands for a missing picture: a pale box with a frame and a cross.
fn placeholder(quad: &Quad, x: usize, y: usize) -> [u8; 4] {
    const PAPER: [u8; 4] = [236, 236, 238, 255];
    const LINE: [u8; 4] = [150, 150, 158, 255];
    /// Of the box's sides.
    const LINE_WIDTH: f64 = 0.012;
    let unit = quad.to_unit.apply(Point::new(x as f64 + 0.5, y as f64 + 0.5));
    let to_edge = unit.x.min(1.0 - unit.x).min(unit.y).min(1.0 - unit.y);
    let to_cross = (unit.x - unit.y).abs().min((unit.x + unit.y - 1.0).abs());
    if to_edge < LINE_WIDTH || to_cross < LINE_WIDTH { LINE } else { PAPER }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn runs_are_the_set_bits(bits: u64) {
            let mut again = 0_u64;
            for run in runs(bits) {
                for bit in run {
                    again |= 1 << bit;
                }
            }
            proptest::prop_assert_eq!(again, bits);
        }
    }

    #[test]
    fn ranges_become_bits() {
        let block = 128..192;
        assert_eq!(bits(&(128..192), &block), u64::MAX);
        assert_eq!(bits(&(130..133), &block), 0b11100);
        assert_eq!(bits(&(0..0), &block), 0);
        assert_eq!(bits(&(100..129), &block), 1);
    }
}
