//! What a person put right, cell by cell.

use super::raster::{Raster, Rgb, difference};
use super::segment::Said;
use super::sharpness::Sharpness;
use crate::model::{Correction, Point};

/// Codes within which a cell is like the clicked one.
const LIKE_SEED: f32 = 14.0;
/// Steps, in codes, that a clicked region does not cross.
const WALL: f32 = 9.0;

/// What the corrections say of each cell; later ones win. Places outside the picture say nothing.
pub(super) fn said(corrections: &[Correction], picture: &Raster<Rgb>, steps: &Sharpness) -> Raster<Said> {
    let mut said = Raster::filled(picture.width, picture.height, Said::Nothing);
    for correction in corrections {
        match correction {
            Correction::Region { at, keep } => region(*at, verdict(*keep), picture, steps, &mut said),
            Correction::Brush { path, radius, keep } => brush(path, *radius, verdict(*keep), &mut said),
            Correction::Lasso { outline } => {
                let inside = inside(outline, said.width, said.height);
                for (cell, is_inside) in said.cells.iter_mut().zip(inside) {
                    if !is_inside {
                        *cell = Said::Clear;
                    }
                }
            }
        }
    }
    said
}

fn verdict(keep: bool) -> Said {
    if keep { Said::Keep } else { Said::Clear }
}

/// The same for cells `factor` times larger: what is said of any part of a cell is said of it.
pub(super) fn coarsened(fine: &Raster<Said>, factor: usize) -> Raster<Said> {
    let (width, height) = (fine.width.div_ceil(factor), fine.height.div_ceil(factor));
    let mut out = Raster::filled(width, height, Said::Nothing);
    for (y, row) in fine.rows().enumerate() {
        for (x, said) in row.iter().enumerate() {
            if *said != Said::Nothing {
                out.set(x / factor, y / factor, *said);
            }
        }
    }
    out
}

fn region(at: Point, verdict: Said, picture: &Raster<Rgb>, steps: &Sharpness, said: &mut Raster<Said>) {
    let (width, height) = (picture.width, picture.height);
    if !(0.0..1.0).contains(&at.x) || !(0.0..1.0).contains(&at.y) {
        return;
    }
    let seed = (at.y * height as f64) as usize * width + (at.x * width as f64) as usize;
    let Some(&colour) = picture.cells.get(seed) else { return };
    let mut seen = vec![false; width * height];
    seen[seed] = true;
    let mut queue = vec![seed];
    while let Some(place) = queue.pop() {
        said.cells[place] = verdict;
        for (to, step) in steps.around(place) {
            if !seen[to] && step < WALL && difference(picture.cells[to], colour) < LIKE_SEED {
                seen[to] = true;
                queue.push(to);
            }
        }
    }
}

fn brush(path: &[Point], radius: f64, verdict: Said, said: &mut Raster<Said>) {
    let (width, height) = (said.width as f64, said.height as f64);
    let radius = (radius * width.max(height)).max(0.5);
    let place = |point: &Point| (point.x * width, point.y * height);
    let Some(first) = path.first() else { return };
    let mut from = place(first);
    for point in path {
        let to = place(point);
        let span = |a: f64, b: f64, count: usize| {
            // Float casts saturate, so that places far outside end at the edges.
            ((a.min(b) - radius).floor().max(0.0) as usize, ((a.max(b) + radius).ceil().max(0.0) as usize).min(count))
        };
        let (left, right) = span(from.0, to.0, said.width);
        let (top, bottom) = span(from.1, to.1, said.height);
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = (dx * dx + dy * dy).max(1e-12);
        for y in top..bottom {
            for x in left..right {
                let (px, py) = (x as f64 + 0.5 - from.0, y as f64 + 0.5 - from.1);
                let along = ((px * dx + py * dy) / length).clamp(0.0, 1.0);
                if (px - along * dx).hypot(py - along * dy) <= radius {
                    said.set(x, y, verdict);
                }
            }
        }
        from = to;
    }
}

/// Which cells' centres lie inside a closed line, by the even-odd rule.
pub(super) fn inside(outline: &[Point], width: usize, height: usize) -> Vec<bool> {
    let mut out = vec![false; width * height];
    let mut crossings = Vec::new();
    for y in 0..height {
        let level = (y as f64 + 0.5) / height as f64;
        crossings.clear();
        for (place, from) in outline.iter().enumerate() {
            let Some(to) = outline.get((place + 1) % outline.len()) else { continue };
            if (from.y <= level) != (to.y <= level) {
                crossings.push((from.x + (to.x - from.x) * (level - from.y) / (to.y - from.y)) * width as f64);
            }
        }
        crossings.sort_by(f64::total_cmp);
        for pair in crossings.chunks_exact(2) {
            let from = ((pair[0] - 0.5).ceil().max(0.0) as usize).min(width);
            let to = ((pair[1] - 0.5).ceil().max(0.0) as usize).clamp(from, width);
            out[y * width + from..y * width + to].fill(true);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_outline_holds_its_cells() {
        let corners = [(0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75)].map(|(x, y)| Point::new(x, y));
        let inside = inside(&corners, 8, 8);
        assert_eq!(inside.iter().filter(|is| **is).count(), 16);
        assert!(inside[2 * 8 + 2] && !inside[8 + 1]);
    }

    #[test]
    fn a_stroke_is_as_broad_as_the_brush_and_far_ones_say_nothing() {
        let mut said = Raster::filled(100, 50, Said::Nothing);
        brush(&[Point::new(0.2, 0.5), Point::new(0.8, 0.5)], 0.05, Said::Keep, &mut said);
        assert_eq!(said.at(50, 25), Said::Keep);
        assert_eq!((said.at(50, 19), said.at(50, 31)), (Said::Nothing, Said::Nothing));
        brush(&[Point::new(-1e300, 9.0), Point::new(1e300, 9.0)], 0.01, Said::Clear, &mut said);
        assert!(!said.cells.contains(&Said::Clear));
    }
}
