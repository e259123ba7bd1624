//! Product and background told apart by the colours that each has elsewhere: for busy backgrounds, inside a lasso.
//!
//! After Rother, Kolmogorov and Blake, “GrabCut” (SIGGRAPH 2004), with smoothed histograms for the mixtures.

use super::raster::{Raster, Rgb};
use super::segment::Said;

/// Bins along each channel.
const BINS: usize = 12;
/// The most that one cell's colour can say.
const MOST: f32 = 0.8;

/// How often each colour occurs on both sides.
pub(super) struct ColourModel {
    product: Vec<f32>,
    background: Vec<f32>,
}

impl ColourModel {
    /// Learns from the cells that are kept and those that are not.
    pub(super) fn new(picture: &Raster<Rgb>, kept: &Raster<bool>) -> Self {
        let learn = |side: bool| {
            let mut bins = vec![0.0_f32; BINS * BINS * BINS];
            let mut count = 0.0_f32;
            for (colour, _) in picture.cells.iter().zip(&kept.cells).filter(|(_, kept)| **kept == side) {
                bins[bin(*colour)] += 1.0;
                count += 1.0;
            }
            let smooth = smoothed(&bins);
            // Every colour may occur: one cell in two hundred is spread over all bins.
            smooth.iter().map(|value| (value + 0.005 * count / bins.len() as f32 + 1e-6) / (count + 1.0)).collect()
        };
        Self { product: learn(true), background: learn(false) }
    }

    /// The wish of a cell, positive to be kept.
    pub(super) fn wish(&self, colour: Rgb) -> f32 {
        let bin = bin(colour);
        (0.2 * (self.product[bin] / self.background[bin]).ln()).clamp(-MOST, MOST)
    }
}

/// What is inside the lasso, to begin with.
pub(super) fn not_cleared(said: &Raster<Said>) -> Raster<bool> {
    let cells = said.cells.iter().map(|said| *said != Said::Clear).collect();
    Raster { width: said.width, height: said.height, cells }
}

fn bin(colour: Rgb) -> usize {
    let part = |value: f32| ((value * (BINS as f32 / 256.0)) as usize).min(BINS - 1);
    (part(colour[0]) * BINS + part(colour[1])) * BINS + part(colour[2])
}

/// Each bin with half of its neighbours' counts, one channel after the other.
fn smoothed(bins: &[f32]) -> Vec<f32> {
    let mut from = bins.to_vec();
    for stride in [1, BINS, BINS * BINS] {
        let mut out = from.clone();
        for (place, out) in out.iter_mut().enumerate() {
            let along = place / stride % BINS;
            let below = if along > 0 { from[place - stride] } else { 0.0 };
            let above = if along + 1 < BINS { from[place + stride] } else { 0.0 };
            *out = 0.5 * from[place] + 0.25 * (below + above);
        }
        from = out;
    }
    from
}
