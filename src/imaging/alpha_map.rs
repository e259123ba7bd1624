//! A small map of how opaque a picture is: a click on its see-through part selects what lies behind.

use super::pixmap::Pixmap;
use crate::model::Point;

/// Alpha of a picture in at most [`AlphaMap::MAX_SIDE`]² cells; a cell holds the mean of its pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlphaMap {
    width: usize,
    height: usize,
    cells: Vec<u8>,
}

impl AlphaMap {
    /// Cells along the longer side at most.
    pub const MAX_SIDE: usize = 256;

    /// The map of a picture. An opaque one takes a single cell.
    pub fn new(picture: &Pixmap) -> Self {
        if picture.is_opaque() {
            return Self { width: 1, height: 1, cells: vec![255] };
        }
        let (width_px, height_px) = (picture.width_px() as usize, picture.height_px() as usize);
        let block = width_px.max(height_px).div_ceil(Self::MAX_SIDE).max(1);
        let (width, height) = (width_px.div_ceil(block), height_px.div_ceil(block));
        let mut cells = Vec::with_capacity(width * height);
        for rows in picture.pixels().chunks(block * width_px) {
            let mut sums = vec![(0_u32, 0_u32); width];
            for row in rows.chunks(width_px) {
                for (sum, pixels) in sums.iter_mut().zip(row.chunks(block)) {
                    sum.0 += pixels.iter().map(|pixel| u32::from(pixel[3])).sum::<u32>();
                    sum.1 += pixels.len() as u32;
                }
            }
            cells.extend(sums.iter().map(|(sum, count)| ((sum + count / 2) / (*count).max(1)) as u8));
        }
        Self { width, height, cells }
    }

    /// Alpha at a place in fractions of width and height; places outside take the nearest edge.
    pub fn alpha_at(&self, pos_in_picture: Point) -> u8 {
        // A float cast saturates, and what is no number becomes 0.
        let cell = |fraction: f64, count: usize| ((fraction * count as f64) as usize).min(count - 1);
        let place = cell(pos_in_picture.y, self.height) * self.width + cell(pos_in_picture.x, self.width);
        self.cells.get(place).copied().unwrap_or(255)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Colour;

    #[test]
    fn left_half_clear_right_half_solid() {
        let mut picture = Pixmap::filled(1000, 10, Colour { rgba: [0; 4] });
        for row in picture.pixels_mut().chunks_mut(1000) {
            row[500..].fill([9, 9, 9, 255]);
        }
        let map = AlphaMap::new(&picture);
        assert!(map.width <= AlphaMap::MAX_SIDE);
        for (x, y, alpha) in [(0.1, 0.5, 0), (0.9, 0.0, 255), (1.0, 1.0, 255), (-3.0, 7.0, 0), (f64::NAN, 0.0, 0)] {
            assert_eq!(map.alpha_at(Point::new(x, y)), alpha, "{x} {y}");
        }
    }

    #[test]
    fn an_opaque_picture_takes_one_cell() {
        let map = AlphaMap::new(&Pixmap::filled(400, 300, Colour::WHITE));
        assert_eq!((map.cells.len(), map.alpha_at(Point::new(0.3, 0.7))), (1, 255));
    }
}
