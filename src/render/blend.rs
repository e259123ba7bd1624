//! "Over" on rows of premultiplied pixels. Plain loops over arrays, laid out so that the compiler turns them
//! into vector instructions.

/// Puts `source` over `target`, pixel by pixel, dimmed by `opacity` (255 is solid).
pub(super) fn over_row(target: &mut [[u8; 4]], source: &[[u8; 4]], opacity: u8) {
    if opacity == 255 {
        for (to, &from) in target.iter_mut().zip(source) {
            *to = over(*to, from);
        }
    } else {
        for (to, &from) in target.iter_mut().zip(source) {
            *to = over(*to, dimmed(from, opacity));
        }
    }
}

/// One pixel over another.
#[inline]
pub(super) fn over(behind: [u8; 4], front: [u8; 4]) -> [u8; 4] {
    let through = u16::from(255 - front[3]);
    std::array::from_fn(|i| {
        let product = u16::from(behind[i]) * through + 128;
        // Premultiplied values never exceed their alpha, so the sum stays within a byte; a source that breaks
        // the rule is cut off instead of wrapping around.
        front[i].saturating_add(((product + (product >> 8)) >> 8) as u8)
    })
}

/// A pixel at a part of its strength.
#[inline]
pub(super) fn dimmed(pixel: [u8; 4], strength: u8) -> [u8; 4] {
    let strength = u16::from(strength);
    pixel.map(|value| {
        let product = u16::from(value) * strength + 128;
        ((product + (product >> 8)) >> 8) as u8
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::imaging::pixmap::premultiplied;

    proptest! {
        #[test]
        fn over_agrees_with_real_numbers(behind: [u8; 4], front: [u8; 4], opacity: u8) {
            let (behind, front) = (premultiplied(behind), premultiplied(front));
            let mut row = [behind];
            over_row(&mut row, &[front], opacity);
            let strength = f64::from(opacity) / 255.0;
            let through = 1.0 - f64::from(front[3]) / 255.0 * strength;
            for i in 0..4 {
                let exact = f64::from(front[i]) * strength + f64::from(behind[i]) * through;
                prop_assert!((f64::from(row[0][i]) - exact).abs() <= 1.6, "{} {exact}", row[0][i]);
            }
        }

        #[test]
        fn solid_hides_and_clear_shows(behind: [u8; 4], front: [u8; 3]) {
            let behind = premultiplied(behind);
            let [r, g, b] = front;
            prop_assert_eq!(over(behind, [r, g, b, 255]), [r, g, b, 255]);
            prop_assert_eq!(over(behind, [0; 4]), behind);
        }
    }
}
