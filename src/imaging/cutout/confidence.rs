//! How sure a cut-out is, so that only safe ones are applied unasked.

use super::plate::Plate;
use super::raster::{Raster, Rgb, difference};
use super::segment::Tolerance;
use super::sharpness::Sharpness;

/// Why a cut-out is in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Too little of the picture's rim is plain.
    BusyBackground,
    /// Nothing, or nearly nothing, stands out.
    NothingFound,
    /// Nearly everything stands out.
    NoBackground,
    /// Much of the outline can hardly be seen.
    FaintOutline,
    /// A slightly different strength gives another shape.
    Unstable,
    /// The picture was see-through already.
    AlreadyCutOut,
    /// The picture is too small to tell.
    TooSmall,
}

impl Reason {
    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::BusyBackground => "busy_background",
            Self::NothingFound => "nothing_found",
            Self::NoBackground => "no_background",
            Self::FaintOutline => "faint_outline",
            Self::Unstable => "unstable",
            Self::AlreadyCutOut => "already_cut_out",
            Self::TooSmall => "too_small",
        }
    }
}

/// What the judgement rests on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signs {
    /// Share of the rim that is background.
    pub(super) rim_share: f32,
    /// Share of the picture that was kept.
    pub(super) kept_share: f32,
    /// Share of the outline without a clear step.
    pub(super) faint_share: f32,
    /// How much the shape agrees with those of other strengths, 0 to 1.
    pub(super) agreement: f32,
}

/// Reads the signs off a finished cut. The outline is looked at a little beside the line, where blur has faded.
pub(super) fn signs(
    picture: &Raster<Rgb>,
    plate: &Plate,
    steps: &Sharpness,
    tolerance: &Tolerance,
    kept: &Raster<bool>,
    agreement: f32,
) -> Signs {
    let (width, height) = (kept.width, kept.height);
    let (mut outline, mut faint) = (0_u32, 0_u32);
    let clear_step = 2.0 * tolerance.step;
    let mut look = |from: usize, to: usize, step: f32, inside: usize| {
        if kept.cells[from] != kept.cells[to] {
            outline += 1;
            let (x, y) = (inside % width, inside / width);
            let behind = plate.at(x as f32 + 0.5, y as f32 + 0.5);
            let differs = difference(picture.cells[inside], behind);
            faint += u32::from(step < clear_step && differs < 3.0 * tolerance.like);
        }
    };
    for y in 0..height {
        for x in 0..width {
            let place = y * width + x;
            if x + 1 < width {
                let inside = if kept.cells[place] {
                    y * width + x.saturating_sub(2)
                } else {
                    y * width + (x + 3).min(width - 1)
                };
                look(place, place + 1, steps.across.cells[place], inside);
            }
            if y + 1 < height {
                let inside = if kept.cells[place] {
                    y.saturating_sub(2) * width + x
                } else {
                    (y + 3).min(height - 1) * width + x
                };
                look(place, place + width, steps.down.cells[place], inside);
            }
        }
    }
    let kept_count = kept.cells.iter().filter(|kept| **kept).count();
    Signs {
        rim_share: plate.rim_share,
        kept_share: kept_count as f32 / kept.cells.len() as f32,
        faint_share: faint as f32 / outline.max(1) as f32,
        agreement,
    }
}

/// From 0, a guess, to 1, safe; with the reasons for doubt.
pub(super) fn judge(signs: &Signs) -> (f64, Vec<Reason>) {
    let mut reasons = Vec::new();
    let mut confidence = 1.0;
    // Each sign lowers the confidence from the first to the second value and then gives its reason.
    let mut weigh = |value: f32, safe: f32, bad: f32, reason: Reason| {
        let share = ((value - bad) / (safe - bad)).clamp(0.0, 1.0);
        confidence *= f64::from(share);
        if share < 0.7 {
            reasons.push(reason);
        }
    };
    weigh(signs.rim_share, 0.75, 0.45, Reason::BusyBackground);
    weigh(signs.kept_share, 0.006, 0.001, Reason::NothingFound);
    weigh(signs.kept_share, 0.9, 0.99, Reason::NoBackground);
    weigh(signs.faint_share, 0.04, 0.30, Reason::FaintOutline);
    weigh(signs.agreement, 0.99, 0.90, Reason::Unstable);
    (confidence, reasons)
}

/// Intersection over union of two shapes; 1 when both are empty.
pub(super) fn agreement(one: &Raster<bool>, other: &Raster<bool>) -> f32 {
    let pairs = || one.cells.iter().zip(&other.cells);
    let both = pairs().filter(|(one, other)| **one && **other).count();
    let either = pairs().filter(|(one, other)| **one || **other).count();
    if either == 0 { 1.0 } else { both as f32 / either as f32 }
}
