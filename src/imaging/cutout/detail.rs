//! What the line cannot follow: hair and tassels outside it, meshes and small openings inside it, specks.

use super::matte::{Zone, zones};
use super::plate::Plate;
use super::raster::{Raster, Rgb, difference, quantile, sample, spread};
use super::segment::{Said, Tolerance};
use super::sharpness::Sharpness;

/// Fine cells per cell of the smooth background that strands are held against.
const SMOOTH: usize = 12;
/// The share of product that a strand's cell must show.
const STRAND_SHARE: f32 = 0.15;
/// Codes within which a cell inside the product looks like the empty background.
const OPENING: f32 = 10.0;

/// The colours of one zone, as means of large cells, spread to where there are none.
fn smooth(picture: &Raster<Rgb>, is_in: impl Fn(usize) -> bool) -> Raster<Rgb> {
    let (width, height) = (picture.width.div_ceil(SMOOTH), picture.height.div_ceil(SMOOTH));
    let mut values = Raster::filled(width, height, [0.0; 4]);
    let mut weights = Raster::filled(width, height, 0.0_f32);
    for (y, row) in picture.rows().enumerate() {
        let line = (y / SMOOTH) * width;
        for (x, cell) in row.iter().enumerate() {
            if is_in(y * picture.width + x) {
                let place = line + x / SMOOTH;
                weights.cells[place] += 1.0;
                for (sum, lane) in values.cells[place].iter_mut().zip(cell) {
                    *sum += lane;
                }
            }
        }
    }
    for (value, weight) in values.cells.iter_mut().zip(&mut weights.cells) {
        if *weight > 0.0 {
            *value = value.map(|sum| sum / *weight);
            *weight = (*weight / 40.0).min(1.0);
        }
    }
    spread(&mut values, &mut weights);
    values
}

fn at_smooth(from: &Raster<Rgb>, x: usize, y: usize) -> Rgb {
    sample(from, (x as f32 + 0.5) / SMOOTH as f32, (y as f32 + 0.5) / SMOOTH as f32)
}

/// Opens the small holes that show nothing but the background, and drops specks that are no product.
pub(super) fn open_and_clean(
    picture: &Raster<Rgb>,
    plate: &Plate,
    steps: &Sharpness,
    tolerance: &Tolerance,
    said: &Raster<Said>,
    kept: &mut Raster<bool>,
) {
    let width = picture.width;
    let cleared = zones(kept, 2);
    let seen = smooth(picture, |place| cleared.cells[place] == Zone::Clear);
    let mut behind = vec![[0.0; 4]; width];
    let mut differs = Raster::filled(width, picture.height, f32::MAX);
    for y in 0..picture.height {
        let row = y * width..(y + 1) * width;
        if !kept.cells[row.clone()].contains(&true) {
            continue;
        }
        plate.row(y, &mut behind);
        for (x, place) in row.enumerate() {
            if kept.cells[place] && said.cells[place] != Said::Keep {
                let colour = picture.cells[place];
                differs.cells[place] = difference(colour, behind[x]).min(difference(colour, at_smooth(&seen, x, y)));
            }
        }
    }
    let is_candidate: Vec<bool> = differs.cells.iter().map(|differs| *differs < OPENING).collect();
    for part in parts(&is_candidate, width) {
        // Larger ones were seen by the coarse cut, which weighs them better.
        if part.len() < 5 || part.len() > picture.cells.len() / 1500 {
            continue;
        }
        let mut values: Vec<f32> = part.iter().map(|place| differs.cells[*place]).collect();
        let close = quantile(&mut values, 0.4) < (0.8 * tolerance.like).min(3.0);
        let (to_kept, to_cleared) = outline(&part, &is_candidate, kept, steps);
        if close && to_kept > 12.0 && to_cleared < 2.0 * tolerance.step {
            for place in part {
                kept.cells[place] = false;
            }
        }
    }
    let least = (picture.cells.len() / 12_000).max(4);
    for part in parts(&kept.cells.clone(), width) {
        if part.len() < least && part.iter().all(|place| said.cells[*place] != Said::Keep) {
            for place in part {
                kept.cells[place] = false;
            }
        }
    }
}

/// The connected parts of the cells that are set, by their sides.
fn parts(set: &[bool], width: usize) -> Vec<Vec<usize>> {
    let mut seen = vec![false; set.len()];
    let mut out = Vec::new();
    for start in 0..set.len() {
        if !set[start] || seen[start] {
            continue;
        }
        seen[start] = true;
        let mut part = vec![start];
        let mut next = 0;
        while let Some(&place) = part.get(next) {
            next += 1;
            let x = place % width;
            let mut visit = |to: usize| {
                if set[to] && !seen[to] {
                    seen[to] = true;
                    part.push(to);
                }
            };
            if x > 0 {
                visit(place - 1);
            }
            if x + 1 < width {
                visit(place + 1);
            }
            if place >= width {
                visit(place - width);
            }
            if place + width < set.len() {
                visit(place + width);
            }
        }
        out.push(part);
    }
    out
}

/// The mean steps between a part and the other cells around it: kept ones, and cleared ones.
fn outline(part: &[usize], set: &[bool], kept: &Raster<bool>, steps: &Sharpness) -> (f32, f32) {
    let (mut to_kept, mut to_cleared) = ((0.0, 0_u32), (0.0, 0_u32));
    for &place in part {
        for (other, step) in steps.around(place) {
            if !set[other] {
                let side = if kept.cells[other] { &mut to_kept } else { &mut to_cleared };
                side.0 += step;
                side.1 += 1;
            }
        }
    }
    (to_kept.0 / to_kept.1.max(1) as f32, to_cleared.0 / to_cleared.1.max(1) as f32)
}

/// Pieces of shaded background that the coarse cut kept since product nearly surrounds them: under an arm, between
/// two legs. They are smooth, no darker than the shadows outside, end in steps where the product begins, and in none
/// where background that was cleared begins. Returns whether there are any.
pub(super) fn clear_pockets(
    wishes: &mut Raster<f32>,
    darkness: &Raster<f32>,
    texture: &Raster<f32>,
    steps: &Sharpness,
    tolerance: &Tolerance,
    kept: &Raster<bool>,
) -> bool {
    let (width, count) = (kept.width, kept.cells.len());
    let mut shades: Vec<f32> = (0..count)
        .filter(|place| !kept.cells[*place] && darkness.cells[*place] > tolerance.like)
        .map(|place| darkness.cells[place])
        .collect();
    if shades.len() * 200 < count {
        return false;
    }
    let darkest = quantile(&mut shades, 0.97) + 6.0;
    let is_shade: Vec<bool> = (0..count)
        .map(|place| {
            kept.cells[place]
                && wishes.cells[place] < 0.09
                && texture.cells[place] < 0.3
                && darkness.cells[place] < darkest
        })
        .collect();
    let near = zones(kept, (width.max(kept.height) / 36).max(2));
    let wall = 2.0 * tolerance.step;
    let mut seen = vec![false; count];
    let mut any = false;
    for start in 0..count {
        if !is_shade[start] || seen[start] {
            continue;
        }
        seen[start] = true;
        let mut part = vec![start];
        let mut next = 0;
        let (mut walls, mut open, mut stepped) = (0_u32, 0_u32, 0_u32);
        let mut is_near = false;
        while let Some(&place) = part.get(next) {
            next += 1;
            is_near |= near.cells[place] == Zone::Edge;
            for (other, step) in steps.around(place) {
                if !kept.cells[other] {
                    if step < wall { open += 1 } else { stepped += 1 }
                } else if step > wall || !is_shade[other] {
                    walls += 1;
                } else if !seen[other] {
                    seen[other] = true;
                    part.push(other);
                }
            }
        }
        let is_pocket = is_near && stepped == 0 && open > 0 && walls > 2 * open && part.len() * 50 < count;
        if is_pocket {
            any = true;
            for place in part {
                wishes.cells[place] = -0.3;
            }
        }
    }
    any
}

/// Marks hair-thin things that hang on the product: sharp, of the product's colour, and joined to it.
pub(super) fn mark_strands(
    picture: &Raster<Rgb>,
    steps: &Sharpness,
    noise: f32,
    kept: &Raster<bool>,
    zones: &mut Raster<Zone>,
) {
    let (width, height) = (picture.width, picture.height);
    let background = smooth(picture, |place| zones.cells[place] == Zone::Clear);
    let product = smooth(picture, |place| zones.cells[place] == Zone::Solid);
    let least_step = 6.0 + 2.0 * noise;
    let is_strand = |place: usize| {
        if kept.cells[place] {
            return false;
        }
        let (x, y) = (place % width, place / width);
        let left = steps.across.cells[place - usize::from(x > 0)];
        let above = steps.down.cells[if y > 0 { place - width } else { place }];
        if left.max(above).max(steps.across.cells[place]).max(steps.down.cells[place]) < least_step {
            return false;
        }
        let (behind, colour) = (at_smooth(&background, x, y), at_smooth(&product, x, y));
        let (mut square, mut along, mut size) = (0.0, 0.0, 0.0);
        for lane in 0..3 {
            let way = colour[lane] - behind[lane];
            let own = picture.cells[place][lane] - behind[lane];
            square += way * way;
            along += way * own;
            size += own * own;
        }
        // Like the product: far enough along the way to its colour, and not far beside that way.
        along > STRAND_SHARE * square && square > 600.0 && along * along > 0.5 * size * square
    };
    let mut queue: Vec<usize> =
        (0..width * height).filter(|place| kept.cells[*place] && zones.cells[*place] == Zone::Edge).collect();
    let mut found = vec![false; width * height];
    while let Some(place) = queue.pop() {
        let (x, y) = (place % width, place / width);
        for near_y in y.saturating_sub(2)..(y + 3).min(height) {
            for near_x in x.saturating_sub(2)..(x + 3).min(width) {
                let near = near_y * width + near_x;
                if !found[near] && is_strand(near) {
                    found[near] = true;
                    queue.push(near);
                }
            }
        }
    }
    for (place, found) in found.into_iter().enumerate() {
        if found {
            let (x, y) = (place % width, place / width);
            for near_y in y.saturating_sub(1)..(y + 2).min(height) {
                for near_x in x.saturating_sub(1)..(x + 2).min(width) {
                    if !kept.at(near_x, near_y) {
                        zones.set(near_x, near_y, Zone::Fine);
                    }
                }
            }
        }
    }
}
