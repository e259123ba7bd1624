//! The empty background: what the picture would show without the product.
//!
//! A quadratic surface per channel is fitted to the picture's rim, robustly, since a product may touch it; then
//! to what is joined to the rim and looks like it; what is left over (vignettes, uneven lamps) is spread inwards.

use super::raster::{Raster, Rgb, difference, median, sample, spread};

const TERMS: usize = 6;
/// Rim samples that are looked at.
const MAX_SAMPLES: usize = 3000;
const ROUNDS: usize = 10;
/// Codes within which a rim pixel counts as background.
const NEAR: f32 = 5.0;

/// The empty background and what is known of it.
pub(super) struct Plate {
    /// On a coarse grid over the picture.
    colours: Raster<Rgb>,
    /// Cells of the analysed picture per cell of the grid.
    step: f32,
    /// Standard deviation of a background pixel of the analysed picture, in codes.
    pub(super) noise: f32,
    /// How much of the rim is background, 0 to 1.
    pub(super) rim_share: f32,
    /// How far cells of the background lie from the surface, in codes: how well the fit describes it.
    pub(super) misfit: f32,
}

impl Plate {
    /// The empty background at a place of the analysed picture; cell `i` has its centre at `i + 0.5`.
    pub(super) fn at(&self, x: f32, y: f32) -> Rgb {
        sample(&self.colours, x / self.step, y / self.step)
    }

    /// One row of [`Plate::at`], for the cells of row `y`.
    pub(super) fn row(&self, y: usize, out: &mut [Rgb]) {
        for (x, colour) in out.iter_mut().enumerate() {
            *colour = self.at(x as f32 + 0.5, y as f32 + 0.5);
        }
    }
}

/// A quadratic surface for each channel over `[-1, 1]²`.
#[derive(Clone, Copy)]
struct Surface([[f32; TERMS]; 3]);

impl Surface {
    fn at(&self, u: f32, v: f32) -> Rgb {
        let terms = terms(u, v);
        let value = |channel: &[f32; TERMS]| channel.iter().zip(terms).map(|(factor, term)| factor * term).sum::<f32>();
        [value(&self.0[0]), value(&self.0[1]), value(&self.0[2]), 255.0]
    }
}

fn terms(u: f32, v: f32) -> [f32; TERMS] {
    [1.0, u, v, u * u, v * v, u * v]
}

/// A background pixel, perhaps.
#[derive(Clone, Copy)]
struct Sample {
    u: f32,
    v: f32,
    colour: Rgb,
}

/// Finds the background of `fine`; `coarse` holds the means of its `factor` × `factor` cells.
pub(super) fn find(fine: &Raster<Rgb>, coarse: &Raster<Rgb>, factor: usize) -> Plate {
    let rim = rim(fine);
    let starts = [vec![1.0; rim.len()], near_commonest(&rim)];
    let (mut surface, mut rim_share) = (Surface([[0.0; TERMS]; 3]), -1.0);
    for start in starts {
        let found = fit(&rim, start);
        let share = rim.iter().filter(|sample| difference(found.at(sample.u, sample.v), sample.colour) < NEAR).count()
            as f32
            / rim.len().max(1) as f32;
        if share > rim_share {
            (surface, rim_share) = (found, share);
        }
    }

    let place = |index: usize| {
        let (x, y) = (index % coarse.width, index / coarse.width);
        let unit = |at: usize, count: usize| (2.0 * (at as f32 + 0.5) / count as f32) - 1.0;
        (unit(x, coarse.width), unit(y, coarse.height))
    };
    let mut joined = Vec::new();
    for tolerance in [NEAR, 4.0] {
        joined = joined_to_rim(coarse, |index| {
            let (u, v) = place(index);
            difference(surface.at(u, v), coarse.cells[index]) < tolerance
        });
        let samples: Vec<Sample> = (0..coarse.cells.len())
            .filter(|&index| joined[index])
            .map(|index| {
                let (u, v) = place(index);
                Sample { u, v, colour: coarse.cells[index] }
            })
            .collect();
        if samples.len() * 20 < coarse.cells.len() {
            break;
        }
        let step = samples.len().div_ceil(MAX_SAMPLES).max(1);
        let samples: Vec<Sample> = samples.into_iter().step_by(step).collect();
        surface = fit(&samples, vec![1.0; samples.len()]);
    }

    // What the surface leaves over is spread from the certain cells to all others.
    let mut rest = Raster::filled(coarse.width, coarse.height, [0.0; 4]);
    let mut weights = Raster::filled(coarse.width, coarse.height, 0.0);
    let mut left_over = Vec::new();
    for (index, joined) in joined.iter().copied().enumerate() {
        let (u, v) = place(index);
        let expected = surface.at(u, v);
        let error = difference(expected, coarse.cells[index]);
        if joined && error < 3.0 {
            for (lane, expected) in expected.iter().enumerate() {
                rest.cells[index][lane] = coarse.cells[index][lane] - expected;
            }
            weights.cells[index] = 0.5;
            left_over.push(error);
        }
    }
    let misfit = median(&mut left_over) * 1.48;
    if !left_over.is_empty() {
        spread(&mut rest, &mut weights);
    }
    let mut colours = rest;
    for (index, cell) in colours.cells.iter_mut().enumerate() {
        let (u, v) = place(index);
        let expected = surface.at(u, v);
        for lane in 0..3 {
            cell[lane] = (cell[lane] + expected[lane]).clamp(0.0, 255.0);
        }
        cell[3] = 255.0;
    }
    let noise = noise(fine, factor, &joined, coarse.width);
    Plate { colours, step: factor as f32, noise, rim_share: rim_share.max(0.0), misfit }
}

/// Pixels along the picture's edge.
fn rim(fine: &Raster<Rgb>) -> Vec<Sample> {
    let (width, height) = (fine.width, fine.height);
    let depth = (width.min(height) / 60).clamp(1, 8);
    let count = 2 * depth * (width + height);
    let step = (count / MAX_SAMPLES).max(1);
    let mut samples = Vec::new();
    let mut add = |x: usize, y: usize| {
        samples.push(Sample {
            u: 2.0 * (x as f32 + 0.5) / width as f32 - 1.0,
            v: 2.0 * (y as f32 + 0.5) / height as f32 - 1.0,
            colour: fine.at(x, y),
        });
    };
    for inset in 0..depth {
        for x in (inset % step..width).step_by(step) {
            add(x, inset.min(height - 1));
            add(x, height - 1 - inset.min(height - 1));
        }
        for y in (inset % step..height).step_by(step) {
            add(inset.min(width - 1), y);
            add(width - 1 - inset.min(width - 1), y);
        }
    }
    samples
}

/// Weights that single out the commonest colour.
fn near_commonest(samples: &[Sample]) -> Vec<f32> {
    let bin = |colour: Rgb| {
        let part = |value: f32| (value / 12.0) as usize;
        part(colour[0]) * 484 + part(colour[1]) * 22 + part(colour[2])
    };
    let mut counts = vec![0_u32; 22 * 22 * 22];
    for sample in samples {
        if let Some(count) = counts.get_mut(bin(sample.colour)) {
            *count += 1;
        }
    }
    let commonest = samples.iter().max_by_key(|sample| counts.get(bin(sample.colour)).copied().unwrap_or(0));
    let Some(commonest) = commonest.map(|sample| sample.colour) else { return Vec::new() };
    samples.iter().map(|sample| if difference(sample.colour, commonest) < 14.0 { 1.0 } else { 0.0 }).collect()
}

/// Least squares, again and again with less weight for what lies off: first a plane, then the whole surface.
fn fit(samples: &[Sample], mut weights: Vec<f32>) -> Surface {
    let mut surface = Surface([[0.0; TERMS]; 3]);
    for round in 0..ROUNDS {
        let count = if round < 3 { 3 } else { TERMS };
        surface = least_squares(samples, &weights, count);
        // The radius shrinks from what separates colours to what separates shades.
        let radius = 24.0 * 0.75_f32.powi(round as i32) + 1.5;
        for (weight, sample) in weights.iter_mut().zip(samples) {
            let error = difference(surface.at(sample.u, sample.v), sample.colour) / radius;
            *weight = 1.0 / (1.0 + error * error).powi(2);
        }
    }
    surface
}

fn least_squares(samples: &[Sample], weights: &[f32], count: usize) -> Surface {
    let mut square = [[0.0_f64; TERMS]; TERMS];
    let mut right = [[0.0_f64; TERMS]; 3];
    for (sample, &weight) in samples.iter().zip(weights) {
        let terms = terms(sample.u, sample.v).map(f64::from);
        let weight = f64::from(weight);
        for (i, row) in square.iter_mut().enumerate().take(count) {
            for (j, sum) in row.iter_mut().enumerate().take(i + 1) {
                *sum += weight * terms[i] * terms[j];
            }
            for (channel, sums) in right.iter_mut().enumerate() {
                sums[i] += weight * terms[i] * f64::from(sample.colour[channel]);
            }
        }
    }
    // A little stiffness: where the rim says nothing, the surface stays level.
    let stiffness = 1e-4 * square[0][0] + 1e-9;
    let lower = square;
    for (i, row) in square.iter_mut().enumerate() {
        for (j, sum) in row.iter_mut().enumerate().skip(i + 1) {
            *sum = lower[j][i];
        }
        row[i] += if i == 0 { 1e-9 } else { stiffness };
    }
    let solve = |sums: &[f64; TERMS]| {
        let (mut matrix, mut sums) = (square, *sums);
        for pivot in 0..count {
            for row in pivot + 1..count {
                let factor = matrix[row][pivot] / matrix[pivot][pivot];
                let above = matrix[pivot];
                for (value, above) in matrix[row].iter_mut().zip(above).take(count).skip(pivot) {
                    *value -= factor * above;
                }
                sums[row] -= factor * sums[pivot];
            }
        }
        let mut out = [0.0_f32; TERMS];
        for row in (0..count).rev() {
            let known: f64 = (row + 1..count).map(|column| matrix[row][column] * f64::from(out[column])).sum();
            out[row] = ((sums[row] - known) / matrix[row][row]) as f32;
        }
        out
    };
    Surface([solve(&right[0]), solve(&right[1]), solve(&right[2])])
}

/// Which cells satisfy `is_like` and hang together with such cells at the rim.
pub(super) fn joined_to_rim(grid: &Raster<Rgb>, is_like: impl Fn(usize) -> bool) -> Vec<bool> {
    let (width, height) = (grid.width, grid.height);
    let mut joined = vec![false; width * height];
    let mut queue = Vec::new();
    let mut visit = |index: usize, queue: &mut Vec<usize>| {
        if !joined[index] && is_like(index) {
            joined[index] = true;
            queue.push(index);
        }
    };
    for x in 0..width {
        visit(x, &mut queue);
        visit((height - 1) * width + x, &mut queue);
    }
    for y in 0..height {
        visit(y * width, &mut queue);
        visit(y * width + width - 1, &mut queue);
    }
    while let Some(index) = queue.pop() {
        let (x, y) = (index % width, index / width);
        if x > 0 {
            visit(index - 1, &mut queue);
        }
        if x + 1 < width {
            visit(index + 1, &mut queue);
        }
        if y > 0 {
            visit(index - width, &mut queue);
        }
        if y + 1 < height {
            visit(index + width, &mut queue);
        }
    }
    joined
}

/// From the differences between neighbours in background cells.
fn noise(fine: &Raster<Rgb>, factor: usize, background: &[bool], coarse_width: usize) -> f32 {
    let mut steps = Vec::new();
    for (y, row) in fine.rows().enumerate().step_by(3) {
        for (x, pair) in row.windows(2).enumerate().step_by(5) {
            if background.get((y / factor) * coarse_width + x / factor) == Some(&true) {
                steps.push(difference(pair[0], pair[1]));
            }
        }
    }
    // The mean of many steps, not their median, which is 0 wherever most pixels are clipped to white.
    let count = steps.len().max(1) as f32;
    steps.iter().map(|step| step.min(12.0)).sum::<f32>() / count * 0.886
}
