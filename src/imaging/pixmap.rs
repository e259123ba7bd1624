//! Pixels in memory.

use crate::model::Colour;

/// An upright rectangle of sRGB pixels, red, green, blue, alpha, premultiplied: no colour exceeds its alpha.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixmap {
    width_px: u32,
    height_px: u32,
    pixels: Vec<[u8; 4]>,
}

impl Pixmap {
    /// A picture of one colour.
    pub fn filled(width_px: u32, height_px: u32, colour: Colour) -> Self {
        let count = width_px as usize * height_px as usize;
        Self { width_px, height_px, pixels: vec![premultiplied(colour.rgba); count] }
    }

    /// Takes premultiplied pixels, row by row; `None` when their number does not fit the size.
    pub fn from_pixels(width_px: u32, height_px: u32, pixels: Vec<[u8; 4]>) -> Option<Self> {
        let count = (width_px as usize).checked_mul(height_px as usize)?;
        (pixels.len() == count).then_some(Self { width_px, height_px, pixels })
    }

    /// Takes straight RGBA bytes; `None` when their number does not fit the size.
    pub fn from_straight_rgba(width_px: u32, height_px: u32, bytes: &[u8]) -> Option<Self> {
        let (pixels, rest) = bytes.as_chunks::<4>();
        if !rest.is_empty() {
            return None;
        }
        Self::from_pixels(width_px, height_px, pixels.iter().map(|&pixel| premultiplied(pixel)).collect())
    }

    /// Takes RGB bytes; `None` when their number does not fit the size.
    pub fn from_rgb(width_px: u32, height_px: u32, bytes: &[u8]) -> Option<Self> {
        let (pixels, rest) = bytes.as_chunks::<3>();
        if !rest.is_empty() {
            return None;
        }
        Self::from_pixels(width_px, height_px, pixels.iter().map(|&[r, g, b]| [r, g, b, 255]).collect())
    }

    /// Width.
    pub fn width_px(&self) -> u32 {
        self.width_px
    }

    /// Height.
    pub fn height_px(&self) -> u32 {
        self.height_px
    }

    /// Row by row from the top left.
    pub fn pixels(&self) -> &[[u8; 4]] {
        &self.pixels
    }

    /// Row by row; writers keep the pixels premultiplied.
    pub fn pixels_mut(&mut self) -> &mut [[u8; 4]] {
        &mut self.pixels
    }

    /// Row by row, four premultiplied bytes per pixel: what textures take.
    pub fn bytes(&self) -> &[u8] {
        self.pixels.as_flattened()
    }

    /// One pixel, or `None` outside.
    pub fn pixel(&self, x_px: u32, y_px: u32) -> Option<[u8; 4]> {
        if x_px >= self.width_px {
            return None;
        }
        self.pixels.get(y_px as usize * self.width_px as usize + x_px as usize).copied()
    }

    /// Whether no pixel lets anything through.
    pub fn is_opaque(&self) -> bool {
        // Chunks, so that the common case runs at the speed of memory and a see-through picture ends early.
        self.pixels.chunks(4096).all(|chunk| chunk.iter().fold(255, |least, pixel| least & pixel[3]) == 255)
    }

    /// Straight (not premultiplied) RGBA bytes, for files.
    pub fn to_straight_rgba(&self) -> Vec<u8> {
        self.pixels.iter().flat_map(|&pixel| straight(pixel)).collect()
    }

    /// RGB bytes over a plain background, for formats without alpha.
    pub fn to_rgb_over(&self, background: Colour) -> Vec<u8> {
        let [r, g, b, _] = background.rgba;
        self.pixels
            .iter()
            .flat_map(|&[pr, pg, pb, alpha]| {
                let over = |value: u8, behind: u8| value.saturating_add(times(behind, 255 - alpha));
                [over(pr, r), over(pg, g), over(pb, b)]
            })
            .collect()
    }
}

impl std::fmt::Debug for Pixmap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pixmap({} × {})", self.width_px, self.height_px)
    }
}

/// `a · b / 255`, rounded to nearest.
pub fn times(a: u8, b: u8) -> u8 {
    let product = u16::from(a) * u16::from(b) + 128;
    ((product + (product >> 8)) >> 8) as u8
}

/// Straight RGBA → premultiplied.
pub fn premultiplied([r, g, b, a]: [u8; 4]) -> [u8; 4] {
    [times(r, a), times(g, a), times(b, a), a]
}

/// Premultiplied → straight RGBA; a fully see-through pixel becomes transparent black.
pub fn straight([r, g, b, a]: [u8; 4]) -> [u8; 4] {
    match a {
        255 => [r, g, b, 255],
        0 => [0; 4],
        _ => {
            let whole = u32::from(a);
            let divide = |value: u8| ((u32::from(value) * 255 + whole / 2) / whole).min(255) as u8;
            [divide(r), divide(g), divide(b), a]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_is_the_rounded_quotient() {
        for a in 0..=255_u8 {
            for b in 0..=255_u8 {
                let exact = (f64::from(a) * f64::from(b) / 255.0).round() as u8;
                assert_eq!(times(a, b), exact, "{a} · {b}");
            }
        }
    }

    #[test]
    fn premultiplying_is_undone_up_to_what_was_lost() {
        for a in 1..=255_u8 {
            for value in 0..=255_u8 {
                let [back, ..] = straight(premultiplied([value, 0, 0, a]));
                // With alpha a the value is kept to steps of 255 / a.
                let step = 255.0 / f64::from(a);
                assert!((f64::from(back) - f64::from(value)).abs() <= step / 2.0 + 0.5);
            }
        }
    }

    #[test]
    fn sizes_must_fit() {
        assert!(Pixmap::from_rgb(2, 2, &[0; 11]).is_none());
        assert!(Pixmap::from_straight_rgba(2, 2, &[0; 12]).is_none());
        assert!(Pixmap::from_straight_rgba(2, 2, &[9; 16]).is_some_and(|pixmap| !pixmap.is_opaque()));
    }

    #[test]
    fn flattening_shows_the_background_through() {
        let half = Pixmap::from_straight_rgba(1, 1, &[0, 0, 0, 128]).unwrap();
        assert_eq!(half.to_rgb_over(Colour::WHITE), vec![127; 3]);
        assert_eq!(Pixmap::filled(1, 1, Colour { rgba: [0; 4] }).to_rgb_over(Colour::WHITE), vec![255; 3]);
    }
}
