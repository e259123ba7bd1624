//! What a picture is sampled from: a level of its pyramid, for export filtered so that a sample stands for
//! exactly one pixel's worth of picture.
//!
//! The ideal pixel is the mean of the picture under it: a box as wide as the pixel. A bilinear sample of a
//! pyramid level is a narrower or wider bump, depending on how the pixel falls between two levels; choosing a
//! level blurs or flickers, and mixing two levels blurs always. Instead the finer level is filtered by three
//! taps `(w, 1 − 2w, w)` in each direction, which widen the bump to the box. That costs a streaming pass over
//! few texels instead of a second scattered sample per pixel.

use std::ops::Range;
use std::sync::Arc;

use super::pixels::Quality;
use crate::imaging::{Pixmap, Pyramid};
use crate::model::{Affine, Point, UnitRect};

/// Texels, and how pixels map to them.
pub(super) struct Texture {
    texels: Texels,
    /// The texels that may be read: columns and rows of `texels`.
    columns: Range<usize>,
    rows: Range<usize>,
    /// Pixel → texel, so that whole numbers are the middles of texels and of pixels.
    to_texel: Affine,
    /// Whether no texel lets anything through.
    pub is_opaque: bool,
}

enum Texels {
    Level(Arc<Pyramid>, usize),
    Filtered(Pixmap),
}

/// The level that is filtered has at least this many texels per pixel. By measuring (`benches/render.sh`): 1.0 is
/// a quarter faster and 0.9 dB farther from the exact mean, 1.3 a sixth slower and 0.7 dB nearer.
const FINEST_TEXELS_PER_PIXEL: f64 = 1.15;
/// Above this, filtering a copy would take more memory than it is worth: the level is sampled as it is.
const MAX_FILTERED_TEXELS: usize = 32 << 20;
/// Fixed-point fraction of texel positions.
const FRACTION_BITS: u32 = 16;

impl Texture {
    /// Prepares `part` of a picture for drawing through `to_unit` (pixels → unit square) inside `visible`
    /// (a part of the unit square).
    pub fn new(pyramid: Arc<Pyramid>, part: UnitRect, to_unit: &Affine, visible: UnitRect, quality: Quality) -> Self {
        let whole = pyramid.level(0);
        let (width, height) = (f64::from(whole.width_px()), f64::from(whole.height_px()));
        let to_picture = to_unit
            .then(&Affine::scaling(part.width() * width, part.height() * height))
            .then(&Affine::translation(part.x0 * width, part.y0 * height));
        // How wide a pixel is in the picture, along each of the picture's axes.
        let wide = to_picture.a.hypot(to_picture.c);
        let high = to_picture.b.hypot(to_picture.d);
        let wanted = match quality {
            Quality::Draft => (wide * high).sqrt(),
            Quality::Export => (wide * high).sqrt() / FINEST_TEXELS_PER_PIXEL,
        };
        let k = pyramid.level_for(1.0 / wanted);
        let shrink = 0.5_f64.powi(k as i32);
        let level = pyramid.level(k);
        let span = |from: f64, to: f64, picture: f64, count: u32| {
            let last = (count as usize).saturating_sub(1);
            let first = ((from * picture * shrink + 1e-6).floor().max(0.0) as usize).min(last);
            first..((to * picture * shrink - 1e-6).ceil().max(0.0) as usize).clamp(first + 1, last + 1)
        };
        let columns = span(part.x0, part.x1, width, level.width_px());
        let rows = span(part.y0, part.y1, height, level.height_px());
        let to_texel = Affine::translation(0.5, 0.5)
            .then(&to_picture)
            .then(&Affine::scaling(shrink, shrink))
            .then(&Affine::translation(-0.5, -0.5));
        let is_opaque = pyramid.is_opaque();
        let (across, down) = (tap(wide * shrink, k), tap(high * shrink, k));
        if quality == Quality::Draft || (across == 0 && down == 0) {
            return Self { texels: Texels::Level(pyramid, k), columns, rows, to_texel, is_opaque };
        }
        // Only what can be seen is filtered, with a texel more on each side for the taps.
        let seen = |from: f64, to: f64, start: f64, extent: f64, picture: f64, all: &Range<usize>| {
            let at = |fraction: f64| (start + fraction * extent) * picture * shrink;
            let first = ((at(from).floor() - 2.0).max(0.0) as usize).clamp(all.start, all.end - 1);
            first..((at(to).ceil() + 2.0).max(0.0) as usize).clamp(first + 1, all.end)
        };
        let seen_columns = seen(visible.x0, visible.x1, part.x0, part.width(), width, &columns);
        let seen_rows = seen(visible.y0, visible.y1, part.y0, part.height(), height, &rows);
        if seen_columns.len() * seen_rows.len() > MAX_FILTERED_TEXELS {
            return Self { texels: Texels::Level(pyramid, k), columns, rows, to_texel, is_opaque };
        }
        let to_texel = to_texel.then(&Affine::translation(-(seen_columns.start as f64), -(seen_rows.start as f64)));
        let filtered = filtered(level, &seen_columns, &seen_rows, across, down);
        Self {
            texels: Texels::Filtered(filtered),
            columns: 0..seen_columns.len(),
            rows: 0..seen_rows.len(),
            to_texel,
            is_opaque,
        }
    }

    fn level(&self) -> &Pixmap {
        match &self.texels {
            Texels::Level(pyramid, k) => pyramid.level(*k),
            Texels::Filtered(pixmap) => pixmap,
        }
    }

    /// The pixels of row `y` within `columns` whose four texels all lie within the texture: those that
    /// [`Self::sample_row`] may be asked for.
    pub fn inner(&self, y: usize, columns: Range<usize>) -> Range<usize> {
        // A hair away from the edges, for the fixed-point steps of `sample_row` are rounded.
        const HAIR: f64 = 1.0 / 64.0;
        let start = self.to_texel.apply(Point::new(0.0, y as f64));
        let mut inner = columns;
        for (step, at, readable) in [(self.to_texel.a, start.x, &self.columns), (self.to_texel.b, start.y, &self.rows)]
        {
            let (low, high) = (readable.start as f64 + HAIR, readable.end as f64 - 1.0 - HAIR);
            inner = if step.abs() < 1e-9 {
                if (low..=high).contains(&at) { inner } else { inner.start..inner.start }
            } else {
                let (p, q) = ((low - at) / step, (high - at) / step);
                super::geometry::clipped(p.min(q), p.max(q), &inner)
            };
        }
        inner
    }

    /// Samples the pixels from (x, y) to the right, one for each place in `out`; all of them [`Self::inner`].
    pub fn sample_row(&self, x: usize, y: usize, out: &mut [[u8; 4]]) {
        let one = f64::from(1 << FRACTION_BITS);
        let start = self.to_texel.apply(Point::new(x as f64, y as f64));
        let (mut u, mut v) = ((start.x * one) as i64, (start.y * one) as i64);
        let (step_u, step_v) = ((self.to_texel.a * one).round() as i64, (self.to_texel.b * one).round() as i64);
        let level = self.level();
        let stride = level.width_px() as usize;
        let texels = level.pixels();
        for pixel in out {
            let place = (v >> FRACTION_BITS) as usize * stride + (u >> FRACTION_BITS) as usize;
            let below = place + stride;
            if let (Some(&[a, b]), Some(&[c, d])) = (texels.get(place..place + 2), texels.get(below..below + 2)) {
                *pixel = bilinear([a, b], [c, d], (u >> 8) as u8, (v >> 8) as u8);
            }
            u += step_u;
            v += step_v;
        }
    }

    /// Samples one pixel anywhere; outside the texture its edge goes on.
    pub fn sample(&self, x: usize, y: usize) -> [u8; 4] {
        let pos = self.to_texel.apply(Point::new(x as f64, y as f64));
        let clamp = |at: f64, readable: &Range<usize>| {
            let last = readable.end as f64 - 1.0;
            let at = at.clamp(readable.start as f64, last.max(readable.start as f64));
            (at as usize, (at.fract() * 256.0) as u8, ((at as usize) + 1).min(readable.end - 1))
        };
        let (left, across, right) = clamp(pos.x, &self.columns);
        let (upper, down, lower) = clamp(pos.y, &self.rows);
        let level = self.level();
        let texel = |x: usize, y: usize| level.pixel(x as u32, y as u32).unwrap_or_default();
        bilinear([texel(left, upper), texel(right, upper)], [texel(left, lower), texel(right, lower)], across, down)
    }
}

/// Mixes four texels; `across` and `down` are 256ths of the way to the right and lower ones.
#[inline]
fn bilinear(upper: [[u8; 4]; 2], lower: [[u8; 4]; 2], across: u8, down: u8) -> [u8; 4] {
    let (right, low) = (u16::from(across), u16::from(down));
    let (left, up) = (256 - right, 256 - low);
    let (upper, lower) = (upper.as_flattened(), lower.as_flattened());
    let mut column = [0_u16; 8];
    for ((sum, &above), &below) in column.iter_mut().zip(upper).zip(lower) {
        *sum = (u16::from(above) * up + u16::from(below) * low + 128) >> 8;
    }
    std::array::from_fn(|i| ((column[i] * left + column[i + 4] * right + 128) >> 8) as u8)
}

/// The outer weight of the three taps in 128ths, from how many texels of level `k` a pixel is wide.
///
/// A parabola through the best weights found by search on pictures whose detail falls with its size, against
/// exact means. A halved level is a little soft already and wants less; the picture itself is never sharpened,
/// which would show as ringing where it is enlarged.
fn tap(texels_per_pixel: f64, k: usize) -> i16 {
    let (softness, least) = if k == 0 { (0.0, 0.0) } else { (0.045, -0.045) };
    let weight = (texels_per_pixel * texels_per_pixel - 1.0) / 16.0 - softness;
    (weight.clamp(least, 1.0 / 3.0) * 128.0).round() as i16
}

/// A part of a level, filtered by three taps in each direction; `across` and `down` are the outer weights in
/// 128ths. The edge goes on outside the level.
fn filtered(level: &Pixmap, columns: &Range<usize>, rows: &Range<usize>, across: i16, down: i16) -> Pixmap {
    let stride = level.width_px() as usize;
    let last_row = (level.height_px() as usize).saturating_sub(1);
    let texels = level.pixels();
    let row = |y: usize| texels.get(y * stride + columns.start..y * stride + columns.end).unwrap_or_default();
    let sharpens = across < 0 || down < 0;
    let mut out = Vec::with_capacity(columns.len() * rows.len());
    // A row filtered downwards, with one texel repeated at either end.
    let mut buffer = vec![[0_u8; 4]; columns.len() + 2];
    for y in rows.clone() {
        let (above, here, below) = (row(y.saturating_sub(1)), row(y), row((y + 1).min(last_row)));
        if let Some(middle) = buffer.get_mut(1..=columns.len()) {
            taps(middle.as_flattened_mut(), above.as_flattened(), here.as_flattened(), below.as_flattened(), down);
        }
        if let [first, second, ..] = buffer.as_mut_slice() {
            *first = *second;
        }
        if let [.., second, last] = buffer.as_mut_slice() {
            *last = *second;
        }
        let start = out.len();
        out.resize(start + columns.len(), [0; 4]);
        let flat = buffer.as_flattened();
        if let (Some(target), Some(middle), Some(right)) = (out.get_mut(start..), flat.get(4..), flat.get(8..)) {
            taps(target.as_flattened_mut(), flat, middle, right, across);
            if sharpens {
                for [r, g, b, a] in target {
                    (*r, *g, *b) = ((*r).min(*a), (*g).min(*a), (*b).min(*a));
                }
            }
        }
    }
    Pixmap::from_pixels(columns.len() as u32, rows.len() as u32, out).unwrap_or_else(|| level.clone())
}

/// `out = middle + (before + after − 2 · middle) · weight / 128`, byte by byte.
fn taps(out: &mut [u8], before: &[u8], middle: &[u8], after: &[u8], weight: i16) {
    for (((out, &before), &middle), &after) in out.iter_mut().zip(before).zip(middle).zip(after) {
        let bend = i16::from(before) + i16::from(after) - 2 * i16::from(middle);
        // At most 510 · 43, which 16 bits hold.
        let value = i16::from(middle) + ((bend * weight + 64) >> 7);
        *out = value.clamp(0, 255) as u8;
    }
}
