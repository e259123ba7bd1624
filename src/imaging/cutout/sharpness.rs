//! Where the picture has steps, and where only slopes: products end at steps, soft shadows fade on slopes.

use super::raster::{Raster, Rgb, difference};

/// Steps between neighbours, in codes; slopes count as none.
pub(super) struct Sharpness {
    /// Between a cell and its right neighbour.
    pub(super) across: Raster<f32>,
    /// Between a cell and the one below.
    pub(super) down: Raster<f32>,
}

impl Sharpness {
    /// The cells that touch a cell's sides, each with the step to it.
    pub(super) fn around(&self, place: usize) -> impl Iterator<Item = (usize, f32)> {
        let (width, count) = (self.across.width, self.across.cells.len());
        let x = place % width;
        let left = (x > 0).then(|| (place - 1, self.across.cells[place - 1]));
        let right = (x + 1 < width).then(|| (place + 1, self.across.cells[place]));
        let above = (place >= width).then(|| (place - width, self.down.cells[place - width]));
        let below = (place + width < count).then(|| (place + width, self.down.cells[place]));
        [left, right, above, below].into_iter().flatten()
    }
}

/// Measures every pair of neighbours. A step has nearly all of its height within three cells, a slope only a
/// third of what it has within nine.
pub(super) fn measure(picture: &Raster<Rgb>, noise: f32) -> Sharpness {
    let (width, height) = (picture.width, picture.height);
    let mut across = Raster::filled(width, height, 0.0);
    let mut down = Raster::filled(width, height, 0.0);
    for y in 0..height {
        let row = &picture.cells[y * width..(y + 1) * width];
        let out = &mut across.cells[y * width..(y + 1) * width];
        let inner = width.saturating_sub(10);
        // The middle, where no place has to be held inside, is most of the row.
        for x in 0..inner {
            out[x + 4] = step(row[x], row[x + 3], row[x + 4], row[x + 5], row[x + 6], row[x + 9], noise);
        }
        for x in (0..width).filter(|x| *x < 4 || *x >= inner + 4) {
            let at = |offset: isize| row[x.saturating_add_signed(offset).min(width - 1)];
            out[x] = step(at(-4), at(-1), at(0), at(1), at(2), at(5), noise);
        }
    }
    for y in 0..height {
        let at = |offset: isize| {
            let row = y.saturating_add_signed(offset).min(height - 1);
            &picture.cells[row * width..(row + 1) * width]
        };
        let rows = [at(-4), at(-1), at(0), at(1), at(2), at(5)];
        let out = &mut down.cells[y * width..(y + 1) * width];
        for (x, out) in out.iter_mut().enumerate() {
            let [a, b, c, d, e, f] = rows.map(|row| row[x]);
            *out = step(a, b, c, d, e, f, noise);
        }
    }
    Sharpness { across, down }
}

/// The step between `c` and `d`, given the cells around: `a … b c | d e … f`.
#[inline(always)]
fn step(a: Rgb, b: Rgb, c: Rgb, d: Rgb, e: Rgb, f: Rgb, noise: f32) -> f32 {
    let here = difference(c, d);
    let narrow = difference(b, e).max(here);
    let wide = difference(a, f);
    let share = (narrow - noise).max(0.0) / (wide + 0.5);
    let gate = ((share - 0.5) * (1.0 / 0.3)).clamp(0.0, 1.0);
    gate * narrow.min(2.0 * here)
}

/// The steps between the cells of a grid `factor` times coarser: along each line from centre to centre the
/// largest one counts, and of these lines the mean.
pub(super) fn coarsened(fine: &Sharpness, factor: usize) -> Sharpness {
    Sharpness { across: coarsened_across(&fine.across, factor), down: coarsened_down(&fine.down, factor) }
}

fn coarsened_across(fine: &Raster<f32>, factor: usize) -> Raster<f32> {
    let (width, height) = (fine.width.div_ceil(factor), fine.height.div_ceil(factor));
    let mut out = Raster::filled(width, height, 0.0);
    for (y, row) in fine.rows().enumerate() {
        let line = &mut out.cells[(y / factor) * width..(y / factor + 1) * width];
        let lines = factor.min(fine.height - (y / factor) * factor) as f32;
        for (x, sum) in line.iter_mut().enumerate() {
            let from = (x * factor + factor / 2).min(row.len());
            let to = (from + factor).min(row.len());
            *sum += row[from..to].iter().copied().fold(0.0, f32::max) / lines;
        }
    }
    out
}

fn coarsened_down(fine: &Raster<f32>, factor: usize) -> Raster<f32> {
    let (width, height) = (fine.width.div_ceil(factor), fine.height.div_ceil(factor));
    let mut out = Raster::filled(width, height, 0.0);
    let mut largest = vec![0.0_f32; fine.width];
    for y in 0..height {
        let from = (y * factor + factor / 2).min(fine.height);
        let to = (from + factor).min(fine.height);
        largest.fill(0.0);
        for row in fine.cells[from * fine.width..to * fine.width].chunks_exact(fine.width) {
            for (most, value) in largest.iter_mut().zip(row) {
                *most = most.max(*value);
            }
        }
        for (x, part) in largest.chunks(factor).enumerate() {
            out.set(x, y, part.iter().sum::<f32>() / part.len() as f32);
        }
    }
    out
}

/// How textured each cell of a grid `factor` times coarser is, from 0 (as smooth as the background) to 1: the mean
/// bend between neighbours, which slopes do not have.
pub(super) fn texture(fine: &Raster<Rgb>, factor: usize, noise: f32) -> Raster<f32> {
    let (width, height) = (fine.width.div_ceil(factor), fine.height.div_ceil(factor));
    let mut out = Raster::filled(width, height, 0.0_f32);
    let mut bends = vec![0.0_f32; fine.width];
    let light = |cell: Rgb| cell[0] + cell[1] + cell[2];
    for y in 1..fine.height.saturating_sub(1) {
        let [above, row, below] = [y - 1, y, y + 1].map(|y| &fine.cells[y * fine.width..(y + 1) * fine.width]);
        for x in 1..fine.width.saturating_sub(1) {
            let sides = light(row[x - 1]) + light(row[x + 1]) + light(above[x]) + light(below[x]);
            bends[x] = (4.0 * light(row[x]) - sides).abs();
        }
        let line = &mut out.cells[(y / factor) * width..(y / factor + 1) * width];
        for (sum, part) in line.iter_mut().zip(bends.chunks(factor)) {
            *sum += part.iter().sum::<f32>();
        }
    }
    // Three channels, and noise bends √20 times its own size; each cell has factor² bends.
    let scale = 1.0 / (3.0 * (factor * factor) as f32);
    let usual = 4.5 * noise;
    for value in &mut out.cells {
        *value = ((*value * scale - 1.5 * usual - 1.0) / (usual + 3.0)).clamp(0.0, 1.0);
    }
    out
}
