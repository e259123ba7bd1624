//! How much of each pixel is product, and which colour that product has.
//!
//! Along the line between product and background a pixel is a mixture `I = α F + (1 − α) B`. Both colours are
//! known nearby, so α is how far `I` lies along the way from `B` to `F`; where the two hardly differ, the line
//! itself decides. `F` is then what is left when the background's share is taken out.

use super::raster::{Raster, Rgb, between, difference, sample, spread};
use crate::imaging::Pixmap;
use crate::imaging::pixmap::premultiplied;

/// What a cell of the analysed picture is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Background, all of it.
    Clear,
    /// Product, all of it.
    Solid,
    /// At the line.
    Edge,
    /// Finer than the line can follow: hair, lace.
    Fine,
}

/// The colours on both sides of the line, on a grid of [`STEP`] × [`STEP`] analysed cells.
pub(super) struct Sides {
    pub(super) product: Raster<Rgb>,
    pub(super) background: Raster<Rgb>,
}

/// Cells of the analysed picture per cell of [`Sides`].
const STEP: usize = 2;
/// Cells that the line keeps from pure colours: blur and compression reach that far.
const RIM: usize = 2;

/// Cells with both kinds within `radius` are at the line.
pub(super) fn zones(kept: &Raster<bool>, radius: usize) -> Raster<Zone> {
    let has_kept = dilated(kept, radius, true);
    let has_cleared = dilated(kept, radius, false);
    let cells = has_kept
        .iter()
        .zip(&has_cleared)
        .map(|(&kept, &cleared)| match (kept, cleared) {
            (true, true) => Zone::Edge,
            (true, false) => Zone::Solid,
            _ => Zone::Clear,
        })
        .collect();
    Raster { width: kept.width, height: kept.height, cells }
}

/// Which cells have one that equals `value` within `radius` in both directions.
fn dilated(of: &Raster<bool>, radius: usize, value: bool) -> Vec<bool> {
    let (width, height) = (of.width, of.height);
    let mut rows = vec![false; width * height];
    for (row, out) in of.rows().zip(rows.chunks_exact_mut(width)) {
        let mut reach = 0;
        for x in 0..width {
            reach = if row[x] == value { radius + 1 } else { reach.saturating_sub(1) };
            out[x] |= reach > 0;
        }
        reach = 0;
        for x in (0..width).rev() {
            reach = if row[x] == value { radius + 1 } else { reach.saturating_sub(1) };
            out[x] |= reach > 0;
        }
    }
    let mut out = rows.clone();
    for y in 0..height {
        let (from, to) = (y.saturating_sub(radius), (y + radius).min(height - 1));
        let target = &mut out[y * width..(y + 1) * width];
        for near in from..=to {
            for (out, &value) in target.iter_mut().zip(&rows[near * width..(near + 1) * width]) {
                *out |= value;
            }
        }
    }
    out
}

/// Learns the colours on both sides from the cells that lie off the line.
pub(super) fn sides(picture: &Raster<Rgb>, kept: &Raster<bool>, zones: &Raster<Zone>) -> Sides {
    let core = self::zones(kept, RIM);
    let (width, height) = (picture.width.div_ceil(STEP), picture.height.div_ceil(STEP));
    let side = |want: Zone| {
        let mut values = Raster::filled(width, height, [0.0; 4]);
        let mut weights = Raster::filled(width, height, 0.0_f32);
        for y in 0..picture.height {
            for x in 0..picture.width {
                if core.at(x, y) == want && zones.at(x, y) == want {
                    let place = (y / STEP) * width + x / STEP;
                    weights.cells[place] += 1.0;
                    for (sum, lane) in values.cells[place].iter_mut().zip(picture.at(x, y)) {
                        *sum += lane;
                    }
                }
            }
        }
        (values, weights)
    };
    let finish = |(mut values, mut weights): (Raster<Rgb>, Raster<f32>)| {
        for (value, weight) in values.cells.iter_mut().zip(&mut weights.cells) {
            if *weight > 0.0 {
                *value = value.map(|sum| sum / *weight);
                *weight = 1.0;
            }
        }
        spread(&mut values, &mut weights);
        values
    };
    let background = finish(side(Zone::Clear));
    let (mut values, mut weights) = side(Zone::Solid);
    // A strap has no middle that lies off the line: there the cell that differs most is the product's colour.
    for y in 0..height {
        for x in 0..width {
            let place = y * width + x;
            if weights.cells[place] > 0.0 {
                continue;
            }
            let behind = background.at(x, y);
            let mut best: Option<(f32, Rgb)> = None;
            for cell_y in (y * STEP).saturating_sub(1)..(y * STEP + STEP + 1).min(picture.height) {
                for cell_x in (x * STEP).saturating_sub(1)..(x * STEP + STEP + 1).min(picture.width) {
                    if kept.at(cell_x, cell_y) {
                        let colour = picture.at(cell_x, cell_y);
                        let differs = difference(colour, behind);
                        if best.is_none_or(|(most, _)| differs > most) {
                            best = Some((differs, colour));
                        }
                    }
                }
            }
            if let Some((_, colour)) = best {
                values.cells[place] = colour.map(|lane| lane * 0.1);
                weights.cells[place] = 0.1;
            }
        }
    }
    for (value, weight) in values.cells.iter_mut().zip(&mut weights.cells) {
        if *weight > 0.0 {
            *value = value.map(|sum| sum / *weight);
            *weight = if *weight < 0.5 { 0.3 } else { 1.0 };
        }
    }
    spread(&mut values, &mut weights);
    Sides { product: values, background }
}

/// What is needed to mix and unmix.
pub(super) struct Mixing<'a> {
    pub(super) kept: &'a Raster<bool>,
    pub(super) zones: &'a Raster<Zone>,
    pub(super) sides: &'a Sides,
    /// Pixels of the picture per analysed cell.
    pub(super) factor: usize,
    /// Of a pixel of the picture, in codes.
    pub(super) noise: f32,
    /// How much of the light a kept shadow takes, per cell of [`Sides`]; absent when shadows are dropped.
    pub(super) shade: Option<&'a Raster<f32>>,
}

/// The cut-out.
pub(super) fn compose(picture: &Pixmap, mixing: &Mixing<'_>) -> Pixmap {
    let width = picture.width_px() as usize;
    let factor = mixing.factor;
    let soft = softened(mixing.kept);
    let mut out = picture.clone();
    for (y, row) in out.pixels_mut().chunks_exact_mut(width.max(1)).enumerate() {
        let cell_y = y / factor;
        for (cell_x, part) in row.chunks_mut(factor).enumerate() {
            match mixing.zones.at(cell_x, cell_y) {
                Zone::Solid => {}
                Zone::Clear if mixing.shade.is_none() => part.fill([0; 4]),
                zone => {
                    for (along, pixel) in part.iter_mut().enumerate() {
                        let place_x = (cell_x * factor + along) as f32 + 0.5;
                        let place = (place_x / factor as f32, (y as f32 + 0.5) / factor as f32);
                        *pixel = unmixed(*pixel, place, zone, &soft, mixing);
                    }
                }
            }
        }
    }
    out
}

/// The share of kept cells around each, as the alpha where colours do not tell.
fn softened(kept: &Raster<bool>) -> Raster<f32> {
    let (width, height) = (kept.width, kept.height);
    let mut rows = Raster::filled(width, height, 0.0_f32);
    for (row, out) in kept.rows().zip(rows.cells.chunks_exact_mut(width)) {
        let value = |x: usize| f32::from(u8::from(row[x]));
        for (x, out) in out.iter_mut().enumerate() {
            *out = value(x.saturating_sub(1)) * 0.25 + value(x) * 0.5 + value((x + 1).min(width - 1)) * 0.25;
        }
    }
    let mut out = rows.clone();
    for y in 0..height {
        let (above, below) = (y.saturating_sub(1), (y + 1).min(height - 1));
        for x in 0..width {
            out.set(x, y, rows.at(x, above) * 0.25 + rows.at(x, y) * 0.5 + rows.at(x, below) * 0.25);
        }
    }
    out
}

fn sample_one(from: &Raster<f32>, x: f32, y: f32) -> f32 {
    let (left, right, across) = between(x, from.width);
    let (top, bottom, down) = between(y, from.height);
    let above = from.at(left, top) + (from.at(right, top) - from.at(left, top)) * across;
    let below = from.at(left, bottom) + (from.at(right, bottom) - from.at(left, bottom)) * across;
    above + (below - above) * down
}

/// One pixel without its background. `place` is in analysed cells.
fn unmixed(pixel: [u8; 4], place: (f32, f32), zone: Zone, soft: &Raster<f32>, mixing: &Mixing<'_>) -> [u8; 4] {
    let on_sides = (place.0 / STEP as f32, place.1 / STEP as f32);
    let shade = mixing.shade.map_or(0.0, |shade| sample_one(shade, on_sides.0, on_sides.1));
    if zone == Zone::Clear {
        return [0, 0, 0, (shade * 255.0 + 0.5) as u8];
    }
    let behind = sample(&mixing.sides.background, on_sides.0, on_sides.1);
    let product = sample(&mixing.sides.product, on_sides.0, on_sides.1);
    let colour = pixel.map(f32::from);
    let line = sample_one(soft, place.0, place.1);

    let (mut square, mut along) = (0.0, 0.0);
    for lane in 0..3 {
        let way = product[lane] - behind[lane];
        square += way * way;
        along += way * (colour[lane] - behind[lane]);
    }
    let measured = along / square.max(1.0);
    // How well the colours tell: they differ by more than the noise, and the pixel lies between them.
    let doubt = 3.0 * (3.0 * mixing.noise + 2.5).powi(2);
    let mut off = 0.0;
    for lane in 0..3 {
        let mixture = behind[lane] + (product[lane] - behind[lane]) * measured.clamp(0.0, 1.0);
        off += (colour[lane] - mixture).abs();
    }
    let off = off / 3.0 / (10.0 + 2.0 * mixing.noise + 0.15 * (square / 3.0).sqrt());
    let trust = square / (square + doubt) / (1.0 + off * off);
    let measured = ((measured - 0.04) / 0.92).clamp(0.0, 1.0);
    let alpha = match zone {
        Zone::Fine => measured,
        _ => {
            // The line is known to a cell or so: beyond that, a pixel like the other side is a pattern.
            let (least, most) = ((line * 4.0 - 3.0).max(0.0), (line * 4.0).min(1.0));
            (line + (measured - line) * trust).clamp(least, most)
        }
    };
    if alpha <= 0.004 {
        return [0, 0, 0, (shade * 255.0 + 0.5) as u8];
    }
    // What is left of the pixel without the background's share; where little is left, the colour nearby is surer.
    let mut clean = [0.0; 3];
    for lane in 0..3 {
        let left = (colour[lane] - (1.0 - alpha) * behind[lane]) / alpha;
        clean[lane] = left * alpha + product[lane] * (1.0 - alpha);
        if alpha >= 0.996 {
            clean[lane] = colour[lane];
        }
    }
    let byte = |value: f32| (value + 0.5).clamp(0.0, 255.0) as u8;
    let [r, g, b, a] = premultiplied([byte(clean[0]), byte(clean[1]), byte(clean[2]), (alpha * 255.0 + 0.5) as u8]);
    let under = ((1.0 - alpha) * shade * 255.0) as u8;
    [r, g, b, a.saturating_add(under)]
}
