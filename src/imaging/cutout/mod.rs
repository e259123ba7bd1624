//! Cut-outs: a product photo loses its plain background, softly.
//!
//! The steps, each in its own file: the picture is shrunk to at most a megapixel; the empty background is fitted
//! (`plate`); steps are told from slopes (`sharpness`); the cheapest cut parts product from background, coarsely
//! and then along the line (`segment`, `min_cut`); pixels at the line are unmixed at full size (`matte`). What
//! came out is judged (`confidence`), so that only safe cut-outs are applied unasked.

mod colour_model;
mod confidence;
mod corrections;
mod detail;
mod matte;
mod min_cut;
mod plate;
mod raster;
mod segment;
mod sharpness;

pub use self::confidence::Reason;

use super::error::ImagingError;
use super::format::Limits;
use super::pixmap::Pixmap;
use crate::model::{Correction, CutoutRecipe, ShadowChoice};

use self::colour_model::ColourModel;
use self::matte::{Mixing, Sides};
use self::plate::Plate;
use self::raster::Raster;
use self::segment::Tolerance;

/// The longest side that is analysed.
const FINE_SIDE: usize = 1000;
/// The longest side of the coarse grid.
const COARSE_SIDE: usize = 250;

/// Confidence from which a cut-out is applied unasked.
const SAFE: f64 = 0.8;
/// Rims with less background than this are busy.
const PLAIN_SHARE: f32 = 0.6;
/// How often the colours of both sides are learnt anew inside a lasso.
const LASSO_ROUNDS: usize = 3;

/// A picture without its background.
#[derive(Debug, Clone, PartialEq)]
pub struct Cutout {
    /// The product in its own colours, without the background's share at its edges.
    pub picture: Pixmap,
    /// How sure the shape is: from 0, a guess, to 1, safe.
    pub confidence: f64,
    /// Why it is in doubt.
    pub reasons: Vec<Reason>,
}

impl Cutout {
    /// Whether it may be applied without asking.
    pub fn is_confident(&self) -> bool {
        self.confidence >= SAFE
    }
}

/// Takes the background away.
///
/// # Errors
/// [`ImagingError::TooManyPixels`] beyond the limits.
pub fn cut_out(picture: &Pixmap, recipe: &CutoutRecipe, limits: &Limits) -> Result<Cutout, ImagingError> {
    let (width_px, height_px) = (picture.width_px(), picture.height_px());
    if u64::from(width_px) * u64::from(height_px) > limits.max_px {
        return Err(ImagingError::TooManyPixels { width_px, height_px, max_px: limits.max_px });
    }
    let longest = width_px.max(height_px) as usize;
    let untouched = |reason: Reason| Cutout { picture: picture.clone(), confidence: 0.0, reasons: vec![reason] };
    if width_px.min(height_px) < 8 {
        return Ok(untouched(Reason::TooSmall));
    }
    if !picture.is_opaque() {
        return Ok(untouched(Reason::AlreadyCutOut));
    }
    let factor = longest.div_ceil(FINE_SIDE);
    let fine = raster::shrunk(picture, factor);
    let coarse_factor = fine.width.max(fine.height).div_ceil(COARSE_SIDE);
    let coarse = raster::means(&fine, coarse_factor);
    let plate = plate::find(&fine, &coarse, coarse_factor);

    let ease = 4.0_f32.powf(recipe.strength as f32 - 0.5);
    let like = (2.0 + 1.0 * plate.noise + 1.5 * plate.misfit) * ease;
    let tolerance = Tolerance { like, step: 2.0 + plate.noise, shade: 1.0 / ease };
    let steps = sharpness::measure(&fine, plate.noise);
    let coarse_steps = sharpness::coarsened(&steps, coarse_factor);
    let texture = sharpness::texture(&fine, coarse_factor, plate.noise);
    let said = corrections::said(&recipe.corrections, &fine, &steps);
    let coarse_said = corrections::coarsened(&said, coarse_factor);
    let has_lasso = recipe.corrections.iter().any(|correction| matches!(correction, Correction::Lasso { .. }));
    let is_busy = has_lasso && plate.rim_share < PLAIN_SHARE;
    let (mut kept, agreement) = if is_busy {
        // Steps are everywhere in a busy picture: only those above the usual ones part well.
        let mut all = coarse_steps.across.cells.clone();
        let tolerance = Tolerance { step: tolerance.step.max(raster::quantile(&mut all, 0.8)), ..tolerance };
        let mut rough = colour_model::not_cleared(&coarse_said);
        let mut model = ColourModel::new(&coarse, &rough);
        for _ in 0..LASSO_ROUNDS {
            let wishes = coarse.cells.iter().map(|colour| model.wish(*colour)).collect();
            let wishes = Raster { width: coarse.width, height: coarse.height, cells: wishes };
            rough = segment::coarse(&wishes, &coarse_steps, &tolerance, &coarse_said);
            model = ColourModel::new(&coarse, &rough);
        }
        let wish = |x: usize, y: usize| model.wish(fine.at(x, y));
        let size = (fine.width, fine.height);
        (segment::fine(size, wish, &steps, &tolerance, &rough, coarse_factor, &said), 1.0)
    } else {
        let wishes =
            |tolerance: &Tolerance| segment::wishes(&coarse, &plate, coarse_factor as f32, tolerance, &texture);
        let mut first = wishes(&tolerance);
        let mut rough = segment::coarse(&first, &coarse_steps, &tolerance, &coarse_said);
        // A shape that hangs on the tolerance is no safe one. Half the grid would be faster, but does not see it.
        let agreement = [0.6, 1.7].map(|ease| {
            let other = Tolerance { like: tolerance.like * ease, shade: tolerance.shade / ease, ..tolerance };
            confidence::agreement(&rough, &segment::coarse(&wishes(&other), &coarse_steps, &other, &coarse_said))
        });
        let darkness = segment::darkness(&coarse, &plate, coarse_factor as f32);
        if detail::clear_pockets(&mut first, &darkness, &texture, &coarse_steps, &tolerance, &rough) {
            rough = segment::coarse(&first, &coarse_steps, &tolerance, &coarse_said);
        }
        let tolerance = Tolerance { like: like + plate.noise, ..tolerance };
        let wish =
            |x: usize, y: usize| segment::wish(fine.at(x, y), plate.at(x as f32 + 0.5, y as f32 + 0.5), &tolerance);
        let size = (fine.width, fine.height);
        let kept = segment::fine(size, wish, &steps, &tolerance, &rough, coarse_factor, &said);
        (kept, agreement[0].min(agreement[1]))
    };
    if !is_busy {
        detail::open_and_clean(&fine, &plate, &steps, &tolerance, &said, &mut kept);
    }

    let mut zones = matte::zones(&kept, 2);
    if !is_busy {
        detail::mark_strands(&fine, &steps, plate.noise, &kept, &mut zones);
    }
    let sides = matte::sides(&fine, &kept, &zones);
    let shade = (recipe.shadow == ShadowChoice::Keep).then(|| shade(&sides, &plate, like));
    let mixing =
        Mixing { kept: &kept, zones: &zones, sides: &sides, factor, noise: plate.noise, shade: shade.as_ref() };
    let picture = matte::compose(picture, &mixing);
    let signs = confidence::signs(&fine, &plate, &steps, &tolerance, &kept, agreement);
    let (confidence, reasons) = confidence::judge(&signs);
    Ok(Cutout { picture, confidence, reasons })
}

/// How much darker than the empty background it is beside the product.
fn shade(sides: &Sides, plate: &Plate, like: f32) -> Raster<f32> {
    let background = &sides.background;
    let mut out = Raster::filled(background.width, background.height, 0.0);
    for y in 0..background.height {
        for x in 0..background.width {
            let empty = plate.at((x as f32 + 0.5) * 2.0, (y as f32 + 0.5) * 2.0);
            let seen = background.at(x, y);
            let sum = |colour: raster::Rgb| colour[0] + colour[1] + colour[2];
            let darker = 1.0 - (sum(seen) + 1.5 * like) / sum(empty).max(1.0);
            out.set(x, y, darker.clamp(0.0, 1.0));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Colour, Point};

    /// A red ring with a hole, on paper of one colour.
    fn ring(side: u32, paper: u8) -> Pixmap {
        let mut picture = Pixmap::filled(side, side, Colour { rgba: [paper, paper, paper, 255] });
        let centre = f64::from(side) / 2.0;
        for (place, pixel) in picture.pixels_mut().iter_mut().enumerate() {
            let (x, y) = (f64::from(place as u32 % side), f64::from(place as u32 / side));
            let from_centre = (x + 0.5 - centre).hypot(y + 0.5 - centre) / centre;
            if (0.3..0.7).contains(&from_centre) {
                *pixel = [180, 30, 40, 255];
            }
        }
        picture
    }

    fn cut(picture: &Pixmap, corrections: Vec<Correction>) -> Cutout {
        let recipe = CutoutRecipe { corrections, ..CutoutRecipe::default() };
        cut_out(picture, &recipe, &Limits::default()).unwrap()
    }

    fn alpha(cut: &Cutout, x: f64, y: f64) -> u8 {
        let side = |fraction: f64, count: u32| (fraction * f64::from(count)) as u32;
        cut.picture.pixel(side(x, cut.picture.width_px()), side(y, cut.picture.height_px())).unwrap()[3]
    }

    #[test]
    fn a_ring_loses_its_paper_and_its_hole() {
        for paper in [255, 245, 220, 90] {
            let cut = cut(&ring(300, paper), Vec::new());
            assert!(cut.is_confident(), "{paper}: {} {:?}", cut.confidence, cut.reasons);
            assert_eq!(
                (alpha(&cut, 0.02, 0.02), alpha(&cut, 0.5, 0.5), alpha(&cut, 0.5, 0.25)),
                (0, 0, 255),
                "{paper}"
            );
            // No paper shines through where the edge is soft.
            for &[r, g, _, a] in cut.picture.pixels() {
                assert!(a == 255 || u32::from(g) <= u32::from(a) / 2, "{paper}: {r} {g} {a}");
            }
        }
    }

    #[test]
    fn a_pale_product_is_kept_and_its_soft_shadow_goes_or_stays() {
        let mut picture = Pixmap::filled(400, 400, Colour::WHITE);
        for (place, pixel) in picture.pixels_mut().iter_mut().enumerate() {
            let (x, y) = ((place % 400) as f64, (place / 400) as f64);
            let shade = 70.0 * (-((x - 200.0) / 90.0).powi(2) - ((y - 300.0) / 25.0).powi(2)).exp();
            *pixel = [255 - shade as u8; 4];
            pixel[3] = 255;
            if (100.0..300.0).contains(&x) && (80.0..290.0).contains(&y) {
                *pixel = [236, 235, 232, 255];
            }
        }
        let dropped = cut(&picture, Vec::new());
        assert_eq!((alpha(&dropped, 0.5, 0.5), alpha(&dropped, 0.5, 0.8)), (255, 0));
        let recipe = CutoutRecipe { shadow: ShadowChoice::Keep, ..CutoutRecipe::default() };
        let kept = cut_out(&picture, &recipe, &Limits::default()).unwrap();
        let under = kept.picture.pixel(200, 315).unwrap();
        assert!(under[3] > 15 && under[3] < 120 && under[0] == 0, "{under:?}");
        assert_eq!(alpha(&kept, 0.05, 0.05), 0);
    }

    #[test]
    fn what_a_person_says_holds() {
        let picture = ring(300, 255);
        let hole = Point::new(0.5, 0.5);
        let kept = cut(&picture, vec![Correction::Region { at: hole, keep: true }]);
        assert_eq!((alpha(&kept, 0.5, 0.5), alpha(&kept, 0.02, 0.5)), (255, 0));
        let path = vec![Point::new(0.5, 0.1), Point::new(0.5, 0.4)];
        let brushed = cut(&picture, vec![Correction::Brush { path, radius: 0.03, keep: false }]);
        assert_eq!((alpha(&brushed, 0.5, 0.25), alpha(&brushed, 0.25, 0.5)), (0, 255));
        let outline = [(0.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0)].map(|(x, y)| Point::new(x, y)).to_vec();
        let half = cut(&picture, vec![Correction::Lasso { outline }]);
        assert_eq!((alpha(&half, 0.25, 0.5), alpha(&half, 0.75, 0.5)), (255, 0));
    }

    #[test]
    fn a_busy_background_is_only_offered_and_a_lasso_helps() {
        let mut picture = ring(300, 0);
        for (place, pixel) in picture.pixels_mut().iter_mut().enumerate() {
            if pixel[0] == 0 {
                let (x, y) = (place % 300, place / 300);
                *pixel = if (x / 20 + y / 20) % 2 == 0 { [30, 120, 60, 255] } else { [90, 160, 220, 255] };
            }
        }
        let plain = cut(&picture, Vec::new());
        assert!(!plain.is_confident() && plain.reasons.contains(&Reason::BusyBackground), "{:?}", plain.reasons);
        let outline = [(0.08, 0.08), (0.92, 0.08), (0.92, 0.92), (0.08, 0.92)].map(|(x, y)| Point::new(x, y)).to_vec();
        let helped = cut(&picture, vec![Correction::Lasso { outline }]);
        assert_eq!((alpha(&helped, 0.5, 0.25), alpha(&helped, 0.12, 0.12), alpha(&helped, 0.5, 0.5)), (255, 0, 0));
    }

    #[test]
    fn nothing_is_done_to_what_is_cut_out_already_or_too_small() {
        let clear = Pixmap::filled(40, 40, Colour { rgba: [9, 9, 9, 100] });
        assert_eq!(cut(&clear, Vec::new()).reasons, [Reason::AlreadyCutOut]);
        assert_eq!(cut(&Pixmap::filled(1, 1, Colour::WHITE), Vec::new()).reasons, [Reason::TooSmall]);
        assert!(!cut(&Pixmap::filled(50, 50, Colour::WHITE), Vec::new()).is_confident());
        let limits = Limits { max_px: 10, ..Limits::default() };
        let refused = cut_out(&Pixmap::filled(4, 4, Colour::WHITE), &CutoutRecipe::default(), &limits);
        assert!(matches!(refused, Err(ImagingError::TooManyPixels { .. })));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn no_picture_and_no_correction_panics(
            size in prop_oneof![(1_u32..60, 1_u32..60), (8_u32..12, 900_u32..1300), (900_u32..1300, 8_u32..12)],
            seed in any::<u32>(),
            plain in any::<bool>(),
            strength in 0.0..=1.0_f64,
            places in prop::collection::vec((-2.0..3.0_f64, -2.0..3.0_f64), 0..6),
            radius in 0.0..=1.0_f64,
        ) {
            let mut state = seed;
            let pixels = (0..size.0 * size.1)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    let [r, g, b, pick] = state.to_be_bytes();
                    if plain && pick > 30 { [250, 250, 250, 255] } else { [r, g, b, 255] }
                })
                .collect();
            let picture = Pixmap::from_pixels(size.0, size.1, pixels).unwrap();
            let points: Vec<Point> = places.iter().map(|(x, y)| Point::new(*x, *y)).collect();
            let mut corrections: Vec<Correction> =
                points.iter().map(|at| Correction::Region { at: *at, keep: at.x > 0.5 }).collect();
            corrections.push(Correction::Brush { path: points.clone(), radius, keep: true });
            if seed % 2 == 0 {
                corrections.push(Correction::Lasso { outline: points });
            }
            let recipe = CutoutRecipe { strength, corrections, shadow: ShadowChoice::Keep, ..CutoutRecipe::default() };
            let cut = cut_out(&picture, &recipe, &Limits::default()).unwrap();
            prop_assert_eq!((cut.picture.width_px(), cut.picture.height_px()), size);
            prop_assert!((0.0..=1.0).contains(&cut.confidence));
            for pixel in cut.picture.pixels() {
                prop_assert!(pixel[0] <= pixel[3] && pixel[1] <= pixel[3] && pixel[2] <= pixel[3]);
            }
        }
    }
}
