//! The few colours that a picture is made of, as a person would name them.
//!
//! k-means in Oklab (Björn Ottosson, “A perceptual color space for image processing”, 2020) over a small
//! sample; deterministic: the first centres are chosen by distance, not by chance.

use super::pixmap::{Pixmap, straight};
use crate::model::Colour;

/// A colour of a picture and how much of it there is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Swatch {
    /// Opaque.
    pub colour: Colour,
    /// Fraction of the visible pixels, 0 to 1.
    pub share: f64,
}

/// Lightness, green–red, blue–yellow.
type Oklab = [f64; 3];

const MAX_COLOURS: usize = 6;
const SAMPLE_SIDE: usize = 64;
const ROUNDS: usize = 12;
/// Colours nearer than this count as one; about four just noticeable differences.
const SAME_COLOUR: f64 = 0.08;
/// Pixels more see-through than this are background.
const MIN_ALPHA: u8 = 128;

/// Up to six dominant colours, most frequent first; none for a picture that is see-through all over.
pub fn palette(picture: &Pixmap) -> Vec<Swatch> {
    let sample = sample(picture);
    let mut centres = first_centres(&sample);
    let mut counts = vec![0_usize; centres.len()];
    for _ in 0..ROUNDS {
        let mut sums = vec![[0.0; 3]; centres.len()];
        counts.fill(0);
        for colour in &sample {
            let Some(nearest) = nearest(colour, &centres) else { continue };
            counts[nearest] += 1;
            for (sum, value) in sums[nearest].iter_mut().zip(colour) {
                *sum += value;
            }
        }
        for ((centre, sum), &count) in centres.iter_mut().zip(&sums).zip(&counts) {
            if count > 0 {
                *centre = sum.map(|total| total / count as f64);
            }
        }
    }
    let mut swatches: Vec<Swatch> = centres
        .iter()
        .zip(&counts)
        .filter(|(_, count)| **count > 0)
        .map(|(centre, &count)| Swatch { colour: from_oklab(*centre), share: count as f64 / sample.len() as f64 })
        .collect();
    swatches.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.colour.cmp(&b.colour)));
    swatches
}

fn sample(picture: &Pixmap) -> Vec<Oklab> {
    let step = (picture.width_px().max(picture.height_px()) as usize).div_ceil(SAMPLE_SIDE).max(1);
    let rows = picture.pixels().chunks(picture.width_px().max(1) as usize);
    rows.skip(step / 2)
        .step_by(step)
        .flat_map(|row| row.iter().skip(step / 2).step_by(step))
        .filter(|pixel| pixel[3] >= MIN_ALPHA)
        .map(|&pixel| to_oklab(straight(pixel)))
        .collect()
}

/// The first colour, then always the one farthest from all chosen, until nothing new is left.
fn first_centres(sample: &[Oklab]) -> Vec<Oklab> {
    let mut centres: Vec<Oklab> = sample.first().copied().into_iter().collect();
    while centres.len() < MAX_COLOURS {
        let gap = |colour: &Oklab| centres.iter().map(|centre| distance(colour, centre)).fold(f64::INFINITY, f64::min);
        let farthest = sample.iter().map(|colour| (gap(colour), colour)).max_by(|a, b| a.0.total_cmp(&b.0));
        match farthest {
            Some((gap, colour)) if gap > SAME_COLOUR => centres.push(*colour),
            _ => break,
        }
    }
    centres
}

fn nearest(colour: &Oklab, centres: &[Oklab]) -> Option<usize> {
    (0..centres.len()).min_by(|&a, &b| distance(colour, &centres[a]).total_cmp(&distance(colour, &centres[b])))
}

fn distance(a: &Oklab, b: &Oklab) -> f64 {
    a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum::<f64>().sqrt()
}

fn to_oklab([r, g, b, _]: [u8; 4]) -> Oklab {
    let linear = |byte: u8| {
        let value = f64::from(byte) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let (r, g, b) = (linear(r), linear(g), linear(b));
    let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
    let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
    let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
    [
        0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
        1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
        0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
    ]
}

fn from_oklab([lightness, a, b]: Oklab) -> Colour {
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    let byte = |linear: f64| {
        let value = if linear <= 0.003_130_8 { 12.92 * linear } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 };
        (value * 255.0).round().clamp(0.0, 255.0) as u8
    };
    Colour::rgb(
        byte(4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s),
        byte(-1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s),
        byte(-0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oklab_round_trips() {
        for rgb in [[0, 0, 0], [255, 255, 255], [255, 0, 0], [12, 200, 77], [3, 3, 250]] {
            let [r, g, b] = rgb;
            assert_eq!(from_oklab(to_oklab([r, g, b, 255])), Colour::rgb(r, g, b));
        }
    }

    #[test]
    fn two_colours_are_found_with_their_shares() {
        let mut picture = Pixmap::filled(100, 100, Colour::rgb(20, 30, 120));
        picture.pixels_mut()[..2500].fill([240, 240, 230, 255]);
        picture.pixels_mut()[9000..].fill([0; 4]);
        let swatches = palette(&picture);
        assert_eq!(swatches.len(), 2, "{swatches:?}");
        assert_eq!(swatches[0].colour, Colour::rgb(20, 30, 120));
        assert!((swatches[1].share - 2500.0 / 9000.0).abs() < 0.03);
    }

    #[test]
    fn nothing_visible_gives_no_colour() {
        assert!(palette(&Pixmap::filled(9, 9, Colour { rgba: [0; 4] })).is_empty());
    }
}
