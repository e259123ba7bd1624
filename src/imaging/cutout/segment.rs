//! Product or background, cell by cell: the cheapest cut first of a coarse grid, then of a finer one along the
//! line that was found.
//!
//! Each cell wishes to be kept or cleared by how it differs from the empty background; neighbours wish to stay
//! together unless there is a step between them. So a soft shadow, which differs but has no step towards the
//! background, is cleared, and a pale product, which hardly differs but has one, is kept.

use super::min_cut::{Grid, Towards};
use super::plate::Plate;
use super::raster::{Raster, Rgb, difference};
use super::sharpness::Sharpness;

/// Costs are whole numbers; this is the cost of parting two cells without a step between them.
const UNIT: f32 = 1000.0;
/// What it costs to part two cells at the sharpest step.
const LEAST_LINK: f32 = 0.03;
/// How strongly a cell that is just like the background wants to be cleared.
const CLEAR_WISH: f32 = 0.10;
/// How strongly a cell that could be a soft shadow wants to be kept.
const SHADE_WISH: f32 = 0.04;
/// How strongly a cell that can be no shadow wants to be kept.
const KEEP_WISH: f32 = 0.6;
/// How strongly a cell with the texture of cloth wants to be kept: backgrounds and shadows are smooth.
const TEXTURE_WISH: f32 = 0.15;
/// A wish that nothing outvotes.
const CERTAIN: i32 = 10_000_000;

/// What a person's corrections say of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Nothing,
    Keep,
    Clear,
}

/// By how much a cell must differ from the empty background.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tolerance {
    /// Codes within which a cell is like the background.
    pub(super) like: f32,
    /// Steps of this height, in codes, part neighbours well.
    pub(super) step: f32,
    /// Scales the wish of shades to be kept.
    pub(super) shade: f32,
}

/// The wish of one cell, in units of [`UNIT`]; positive to be kept.
pub(super) fn wish(colour: Rgb, behind: Rgb, tolerance: &Tolerance) -> f32 {
    let differs = difference(colour, behind);
    if differs <= tolerance.like {
        return -CLEAR_WISH * (1.0 - differs / tolerance.like);
    }
    let beyond = differs - tolerance.like;
    // The part of the difference that darkening the background explains is a shade, the rest is colour.
    let bright = behind[0] * behind[0] + behind[1] * behind[1] + behind[2] * behind[2];
    let share = (colour[0] * behind[0] + colour[1] * behind[1] + colour[2] * behind[2]) / bright.max(1.0);
    let depth = (1.0 - share) * (behind[0] + behind[1] + behind[2]) / 3.0;
    let shade = [behind[0] * share, behind[1] * share, behind[2] * share, 0.0];
    let hue = difference(colour, shade) - 0.5 * tolerance.like - 0.06 * depth.max(0.0);
    let mut wish = SHADE_WISH * tolerance.shade * (beyond / tolerance.like).min(1.0);
    wish += KEEP_WISH * (hue / 8.0).clamp(0.0, 1.0);
    if depth < 0.0 {
        wish += KEEP_WISH * (beyond / 10.0).min(1.0);
    }
    wish + KEEP_WISH * ((depth - 130.0) / 60.0).clamp(0.0, 1.0)
}

fn link(step: f32, tolerance: &Tolerance) -> f32 {
    LEAST_LINK + (1.0 - LEAST_LINK) * (-step / tolerance.step).exp()
}

/// Which cells are kept. `is_open` says which cells are to be decided; the others keep what `known` says.
/// `wishes` are per cell; `per_cell` scales them to the size of the cells.
fn cut(
    wishes: &Raster<f32>,
    steps: &Sharpness,
    tolerance: &Tolerance,
    per_cell: f32,
    is_open: impl Fn(usize) -> bool,
    known: impl Fn(usize) -> bool,
) -> Raster<bool> {
    let (width, height) = (wishes.width, wishes.height);
    let mut grid = Grid::new(width, height);
    for y in 0..height {
        for x in 0..width {
            let index = y * width + x;
            let open = is_open(index);
            let beside = || {
                (x > 0 && is_open(index - 1))
                    || (x + 1 < width && is_open(index + 1))
                    || (y > 0 && (is_open(index - width) || (x > 0 && is_open(index - width - 1))))
                    || (y > 0 && x + 1 < width && is_open(index - width + 1))
                    || (y + 1 < height && (is_open(index + width) || (x > 0 && is_open(index + width - 1))))
                    || (y + 1 < height && x + 1 < width && is_open(index + width + 1))
            };
            if open {
                grid.wish(x, y, (wishes.cells[index] * per_cell * UNIT) as i32);
            } else if beside() {
                grid.wish(x, y, if known(index) { CERTAIN } else { -CERTAIN });
            } else {
                continue;
            }
            // Links between two decided cells decide nothing.
            let counts = |other: usize| open || is_open(other);
            let cost = |step: f32, length: f32| (link(step, tolerance) * length * UNIT) as i32;
            if x + 1 < width && counts(index + 1) {
                grid.link(x, y, Towards::Right, cost(steps.across.cells[index], 1.0));
            }
            if y + 1 < height && counts(index + width) {
                grid.link(x, y, Towards::Down, cost(steps.down.cells[index], 1.0));
            }
            if x + 1 < width && y + 1 < height && counts(index + width + 1) {
                let over = steps.across.cells[index].max(steps.down.cells[index + 1]);
                let under = steps.down.cells[index].max(steps.across.cells[index + width]);
                grid.link(x, y, Towards::DownRight, cost((over + under) * 0.5, 0.7));
            }
            if x + 1 < width && y > 0 && counts(index + 1 - width) {
                let over = steps.down.cells[index - width].max(steps.across.cells[index - width]);
                let under = steps.across.cells[index].max(steps.down.cells[index + 1 - width]);
                grid.link(x, y, Towards::UpRight, cost((over + under) * 0.5, 0.7));
            }
        }
    }
    grid.cut();
    let mut kept = Raster::filled(width, height, false);
    for y in 0..height {
        for x in 0..width {
            let index = y * width + x;
            kept.set(x, y, if is_open(index) { grid.is_kept(x, y) } else { known(index) });
        }
    }
    kept
}

/// Every cell's wish.
pub(super) fn wishes(
    picture: &Raster<Rgb>,
    plate: &Plate,
    scale: f32,
    tolerance: &Tolerance,
    texture: &Raster<f32>,
) -> Raster<f32> {
    let mut out = Raster::filled(picture.width, picture.height, 0.0);
    for y in 0..picture.height {
        for x in 0..picture.width {
            let behind = plate.at((x as f32 + 0.5) * scale, (y as f32 + 0.5) * scale);
            out.set(x, y, wish(picture.at(x, y), behind, tolerance) + TEXTURE_WISH * texture.at(x, y));
        }
    }
    out
}

/// By how many codes every cell is darker than the empty background.
pub(super) fn darkness(picture: &Raster<Rgb>, plate: &Plate, scale: f32) -> Raster<f32> {
    let mut out = Raster::filled(picture.width, picture.height, 0.0);
    for y in 0..picture.height {
        for x in 0..picture.width {
            let behind = plate.at((x as f32 + 0.5) * scale, (y as f32 + 0.5) * scale);
            let colour = picture.at(x, y);
            out.set(x, y, (behind[0] + behind[1] + behind[2] - colour[0] - colour[1] - colour[2]) / 3.0);
        }
    }
    out
}

/// The cut of the coarse grid.
pub(super) fn coarse(
    wishes: &Raster<f32>,
    steps: &Sharpness,
    tolerance: &Tolerance,
    said: &Raster<Said>,
) -> Raster<bool> {
    let is_kept = |index: usize| said.cells[index] == Said::Keep;
    cut(wishes, steps, tolerance, 1.0, |index| said.cells[index] == Said::Nothing, is_kept)
}

/// The cut of the fine grid, where the coarse one (`factor` times coarser) changes from kept to cleared.
pub(super) fn fine(
    size: (usize, usize),
    wish_at: impl Fn(usize, usize) -> f32,
    steps: &Sharpness,
    tolerance: &Tolerance,
    coarse: &Raster<bool>,
    factor: usize,
    said: &Raster<Said>,
) -> Raster<bool> {
    let (width, height) = size;
    let line = changes(coarse);
    let mut open = Raster::filled(width, height, false);
    let mut known = Raster::filled(width, height, false);
    let mut wishes = Raster::filled(width, height, 0.0);
    for y in 0..height {
        for x in 0..width {
            match said.at(x, y) {
                Said::Keep => known.set(x, y, true),
                Said::Clear => {}
                Said::Nothing if line.at(x / factor, y / factor) => {
                    open.set(x, y, true);
                    wishes.set(x, y, wish_at(x, y));
                }
                Said::Nothing => known.set(x, y, coarse.at(x / factor, y / factor)),
            }
        }
    }
    let per_cell = 1.0 / factor as f32;
    cut(&wishes, steps, tolerance, per_cell, |index| open.cells[index], |index| known.cells[index])
}

/// Cells within one of a neighbour that fell to the other side, and their neighbours.
fn changes(of: &Raster<bool>) -> Raster<bool> {
    let (width, height) = (of.width, of.height);
    let mut out = Raster::filled(width, height, false);
    for y in 0..height {
        for x in 0..width {
            let here = of.at(x, y);
            let differs = (x + 1 < width && of.at(x + 1, y) != here) || (y + 1 < height && of.at(x, y + 1) != here);
            if differs {
                for near_y in y.saturating_sub(1)..(y + 3).min(height) {
                    for near_x in x.saturating_sub(1)..(x + 3).min(width) {
                        out.set(near_x, near_y, true);
                    }
                }
            }
        }
    }
    out
}
