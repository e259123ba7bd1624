//! Small rasters that the steps of a cut-out hand to each other.

use crate::imaging::Pixmap;

/// Red, green, blue in sRGB codes, 0 to 255; the fourth lane keeps the others aligned.
pub(super) type Rgb = [f32; 4];

/// Values on a grid, row by row.
#[derive(Debug, Clone)]
pub(super) struct Raster<T> {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) cells: Vec<T>,
}

impl<T: Copy> Raster<T> {
    pub(super) fn filled(width: usize, height: usize, value: T) -> Self {
        Self { width, height, cells: vec![value; width * height] }
    }

    pub(super) fn at(&self, x: usize, y: usize) -> T {
        self.cells[y * self.width + x]
    }

    pub(super) fn set(&mut self, x: usize, y: usize, value: T) {
        self.cells[y * self.width + x] = value;
    }

    pub(super) fn rows(&self) -> std::slice::ChunksExact<'_, T> {
        self.cells.chunks_exact(self.width)
    }
}

/// The picture shrunk by a whole factor: each cell is the mean of `factor` × `factor` pixels, fewer at the right
/// and bottom edges.
pub(super) fn shrunk(picture: &Pixmap, factor: usize) -> Raster<Rgb> {
    let (from_width, from_height) = (picture.width_px() as usize, picture.height_px() as usize);
    let (width, height) = (from_width.div_ceil(factor), from_height.div_ceil(factor));
    let mut cells = Vec::with_capacity(width * height);
    let mut sums = vec![[0_u32; 4]; width];
    for rows in picture.pixels().chunks(factor * from_width) {
        sums.fill([0; 4]);
        for row in rows.chunks(from_width) {
            for (sum, pixels) in sums.iter_mut().zip(row.chunks(factor)) {
                for pixel in pixels {
                    for (lane, &value) in sum.iter_mut().zip(pixel) {
                        *lane += u32::from(value);
                    }
                }
            }
        }
        let row_count = rows.len() / from_width;
        for (place, sum) in sums.iter().enumerate() {
            let count = row_count * factor.min(from_width - place * factor);
            cells.push(sum.map(|value| value as f32 / count as f32));
        }
    }
    Raster { width, height, cells }
}

/// The means of `factor` × `factor` cells.
pub(super) fn means(from: &Raster<Rgb>, factor: usize) -> Raster<Rgb> {
    let (width, height) = (from.width.div_ceil(factor), from.height.div_ceil(factor));
    let mut cells = Vec::with_capacity(width * height);
    for rows in from.cells.chunks(factor * from.width) {
        let mut sums = vec![[0.0_f32; 4]; width];
        for row in rows.chunks(from.width) {
            for (sum, part) in sums.iter_mut().zip(row.chunks(factor)) {
                for cell in part {
                    for (lane, value) in sum.iter_mut().zip(cell) {
                        *lane += value;
                    }
                }
            }
        }
        let row_count = rows.len() / from.width;
        cells.extend(sums.iter().enumerate().map(|(place, sum)| {
            let count = row_count * factor.min(from.width - place * factor);
            sum.map(|value| value / count as f32)
        }));
    }
    Raster { width, height, cells }
}

/// The mean absolute difference of two colours, in codes.
pub(super) fn difference(a: Rgb, b: Rgb) -> f32 {
    ((a[0] - b[0]).abs() + (a[1] - b[1]).abs() + (a[2] - b[2]).abs()) * (1.0 / 3.0)
}

/// The middle value; 0 for none. Reorders `values`.
pub(super) fn median(values: &mut [f32]) -> f32 {
    quantile(values, 0.5)
}

/// The value below which a fraction of the others lies; 0 for none. Reorders `values`.
pub(super) fn quantile(values: &mut [f32], fraction: f32) -> f32 {
    if values.is_empty() {
        return 0.0;
    }
    let place = ((values.len() - 1) as f32 * fraction) as usize;
    *values.select_nth_unstable_by(place, f32::total_cmp).1
}

/// Known values spread into the cells that have none: weights and weighted values are summed into ever coarser
/// cells and come back where the finer ones know nothing (push and pull; Gortler et al., “The Lumigraph”, 1996).
/// `values` hold the value, `weights` how far it is known, 0 to 1.
pub(super) fn spread(values: &mut Raster<Rgb>, weights: &mut Raster<f32>) {
    let (width, height) = (values.width, values.height);
    if width * height <= 1 {
        return;
    }
    let (half_width, half_height) = (width.div_ceil(2), height.div_ceil(2));
    let mut coarse = Raster::filled(half_width, half_height, [0.0; 4]);
    let mut coarse_weights = Raster::filled(half_width, half_height, 0.0_f32);
    for y in 0..height {
        for x in 0..width {
            let (weight, value) = (weights.at(x, y), values.at(x, y));
            if weight > 0.0 {
                let place = (y / 2) * half_width + x / 2;
                coarse_weights.cells[place] += weight;
                for (sum, lane) in coarse.cells[place].iter_mut().zip(value) {
                    *sum += lane * weight;
                }
            }
        }
    }
    for (value, weight) in coarse.cells.iter_mut().zip(&mut coarse_weights.cells) {
        if *weight > 0.0 {
            *value = value.map(|sum| sum / *weight);
        }
        *weight = weight.min(1.0);
    }
    spread(&mut coarse, &mut coarse_weights);
    for y in 0..height {
        for x in 0..width {
            let weight = weights.at(x, y);
            if weight < 1.0 {
                let behind = sample(&coarse, (x as f32 + 0.5) * 0.5, (y as f32 + 0.5) * 0.5);
                let own = values.at(x, y);
                let mut mixed = [0.0; 4];
                for lane in 0..4 {
                    mixed[lane] = own[lane] * weight + behind[lane] * (1.0 - weight);
                }
                values.set(x, y, mixed);
            }
        }
    }
    weights.cells.fill(1.0);
}

/// The value between cells; cell `i` has its centre at `i + 0.5`. Beyond the outer centres the edge is repeated.
pub(super) fn sample(from: &Raster<Rgb>, x: f32, y: f32) -> Rgb {
    let (left, right, across) = between(x, from.width);
    let (top, bottom, down) = between(y, from.height);
    let (a, b) = (from.at(left, top), from.at(right, top));
    let (c, d) = (from.at(left, bottom), from.at(right, bottom));
    let mut out = [0.0; 4];
    for lane in 0..4 {
        let above = a[lane] + (b[lane] - a[lane]) * across;
        let below = c[lane] + (d[lane] - c[lane]) * across;
        out[lane] = above + (below - above) * down;
    }
    out
}

/// The two cells around a place and how far it lies towards the second.
pub(super) fn between(place: f32, count: usize) -> (usize, usize, f32) {
    let from_centre = (place - 0.5).max(0.0);
    let first = (from_centre as usize).min(count - 1);
    let second = (first + 1).min(count - 1);
    (first, second, (from_centre - first as f32).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Colour;

    #[test]
    fn shrinking_keeps_the_mean_at_ragged_edges() {
        let picture = Pixmap::filled(7, 5, Colour { rgba: [10, 20, 30, 255] });
        let small = shrunk(&picture, 3);
        assert_eq!((small.width, small.height), (3, 2));
        assert!(small.cells.iter().all(|cell| *cell == [10.0, 20.0, 30.0, 255.0]));
        assert!(means(&small, 2).cells.iter().all(|cell| *cell == [10.0, 20.0, 30.0, 255.0]));
    }

    #[test]
    fn spreading_fills_gaps_and_keeps_what_is_known() {
        let mut values = Raster::filled(9, 4, [0.0; 4]);
        let mut weights = Raster::filled(9, 4, 0.0);
        values.set(0, 0, [8.0; 4]);
        weights.set(0, 0, 1.0);
        spread(&mut values, &mut weights);
        assert!(values.cells.iter().all(|cell| (cell[0] - 8.0).abs() < 1e-3));
    }

    #[test]
    fn sampling_hits_centres_and_stays_inside() {
        let mut ramp = Raster::filled(4, 1, [0.0; 4]);
        for x in 0..4 {
            ramp.set(x, 0, [x as f32; 4]);
        }
        for (x, want) in [(0.5, 0.0), (2.5, 2.0), (2.0, 1.5), (-9.0, 0.0), (99.0, 3.0)] {
            assert_eq!(sample(&ramp, x, 0.3)[0], want, "{x}");
        }
    }
}
