//! Size pyramids: a picture halved again and again, so that drawing it small never reads many pixels for one.

use super::decode::{fitted, resized};
use super::pixmap::Pixmap;

/// A picture and its halvings. Level `k` has one texel for 2ᵏ × 2ᵏ pixels of the picture, made by exact 2 × 2
/// averages of premultiplied values; where a side is odd, the last texel stands for the edge repeated.
#[derive(Debug, Clone)]
pub struct Pyramid {
    levels: Vec<Pixmap>,
    is_opaque: bool,
}

impl Pyramid {
    /// Halves `picture` down to one pixel. Takes a third more memory than the picture.
    pub fn new(picture: Pixmap) -> Self {
        let is_opaque = picture.is_opaque();
        let mut levels = vec![picture];
        while let Some(last) = levels.last()
            && last.width_px().max(last.height_px()) > 1
        {
            let half = halved(last);
            levels.push(half);
        }
        Self { levels, is_opaque }
    }

    /// Level `k`, or the smallest there is.
    pub fn level(&self, k: usize) -> &Pixmap {
        &self.levels[k.min(self.levels.len() - 1)]
    }

    /// How many levels there are; at least one.
    pub fn level_count(&self) -> usize {
        self.levels.len()
    }

    /// The smallest level that still has a texel for every pixel when the picture is drawn at `scale` (pixels
    /// drawn per pixel of the picture).
    pub fn level_for(&self, scale: f64) -> usize {
        let halvings = (1.0 / scale).log2().floor();
        // A scale that is no number or not positive draws nothing: any level will do.
        if halvings.is_finite() { (halvings.max(0.0) as usize).min(self.levels.len() - 1) } else { 0 }
    }

    /// The picture scaled down so that no side exceeds `max_side_px`, as canvas textures and thumbnails want
    /// it; never enlarged.
    pub fn fitted(&self, max_side_px: u32) -> Pixmap {
        let whole = self.level(0);
        let (width_px, height_px) = fitted(whole.width_px(), whole.height_px(), max_side_px.max(1));
        let scale = f64::from(width_px.max(height_px)) / f64::from(whole.width_px().max(whole.height_px()));
        // One level above the wanted size, so that the filter has something to work with.
        let source = self.level(self.level_for(scale).saturating_sub(1));
        if (source.width_px(), source.height_px()) == (width_px, height_px) {
            return source.clone();
        }
        resized(source, width_px, height_px).unwrap_or_else(|| source.clone())
    }

    /// Whether no pixel lets anything through.
    pub fn is_opaque(&self) -> bool {
        self.is_opaque
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.levels.iter().map(|level| level.bytes().len()).sum()
    }
}

/// Half the size, odd sides rounded up.
fn halved(picture: &Pixmap) -> Pixmap {
    let (width, height) = (picture.width_px() as usize, picture.height_px() as usize);
    let (half_width, half_height) = (width.div_ceil(2), height.div_ceil(2));
    let pixels = picture.pixels();
    let row = |y: usize| pixels.get(y * width..(y + 1) * width).unwrap_or_default();
    let mut out = Vec::with_capacity(half_width * half_height);
    for y in 0..half_height {
        let upper = row(2 * y);
        let lower = if 2 * y + 1 < height { row(2 * y + 1) } else { upper };
        let (upper_pairs, upper_last) = upper.as_chunks::<2>();
        let (lower_pairs, lower_last) = lower.as_chunks::<2>();
        out.extend(upper_pairs.iter().zip(lower_pairs).map(|(&[a, b], &[c, d])| average(a, b, c, d)));
        out.extend(upper_last.iter().zip(lower_last).map(|(&a, &c)| average(a, a, c, c)));
    }
    Pixmap::from_pixels(half_width as u32, half_height as u32, out).unwrap_or_else(|| picture.clone())
}

fn average(a: [u8; 4], b: [u8; 4], c: [u8; 4], d: [u8; 4]) -> [u8; 4] {
    std::array::from_fn(|i| ((u16::from(a[i]) + u16::from(b[i]) + u16::from(c[i]) + u16::from(d[i]) + 2) >> 2) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Colour;

    #[test]
    fn levels_halve_down_to_one_pixel() {
        let pyramid = Pyramid::new(Pixmap::filled(5, 3, Colour::rgb(10, 20, 30)));
        let sizes: Vec<_> = (0..pyramid.level_count())
            .map(|k| {
                let level = pyramid.level(k);
                (level.width_px(), level.height_px())
            })
            .collect();
        assert_eq!(sizes, [(5, 3), (3, 2), (2, 1), (1, 1)]);
        assert_eq!(pyramid.level(9).pixels(), [[10, 20, 30, 255]]);
        assert!(pyramid.is_opaque());
    }

    #[test]
    fn a_texel_is_the_mean_of_its_four() {
        let picture = Pixmap::from_rgb(2, 2, &[0, 0, 0, 255, 0, 0, 255, 10, 0, 255, 10, 3]).unwrap();
        assert_eq!(Pyramid::new(picture).level(1).pixels(), [[191, 5, 1, 255]]);
    }

    #[test]
    fn the_level_has_at_least_a_texel_per_pixel() {
        let pyramid = Pyramid::new(Pixmap::filled(1024, 512, Colour::WHITE));
        for (scale, level) in [(2.0, 0), (1.0, 0), (0.51, 0), (0.5, 1), (0.2, 2), (1e-9, 10), (0.0, 0), (f64::NAN, 0)] {
            assert_eq!(pyramid.level_for(scale), level, "{scale}");
        }
    }

    #[test]
    fn fitting_keeps_the_shape_and_never_enlarges() {
        let pyramid = Pyramid::new(Pixmap::filled(300, 200, Colour { rgba: [200, 100, 50, 128] }));
        let small = pyramid.fitted(64);
        assert_eq!((small.width_px(), small.height_px()), (64, 43));
        assert_eq!(small.pixel(30, 20), Some([100, 50, 25, 128]));
        assert_eq!(pyramid.fitted(2048).width_px(), 300);
        assert_eq!(pyramid.fitted(0).width_px(), 1);
    }
}
