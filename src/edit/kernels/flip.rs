//! Mirroring tiles.

use super::{Axis, Placed, SelectionBox};
use crate::model::geometry::normalised_deg;
use crate::model::{Frame, Point};

/// The tiles mirrored along `axis` ([`Axis::X`] swaps left and right) within the box of the selection: a single
/// tile in its own turned axes, several as one picture, so that also their places and angles are mirrored.
pub fn flip(start: &[Placed], axis: Axis) -> Vec<Placed> {
    let Some(around) = SelectionBox::around(start) else { return Vec::new() };
    let is_single = start.len() == 1;
    let mirrored = |value: f64, middle: f64| 2.0 * middle - value;
    let flipped = |tile: &Placed| {
        let mut frame = tile.frame;
        match axis {
            Axis::X => frame.flip_x = !frame.flip_x,
            Axis::Y => frame.flip_y = !frame.flip_y,
        }
        if !is_single {
            let Point { x, y } = frame.centre;
            frame.centre = match axis {
                Axis::X => Point::new(mirrored(x, around.centre.x), y),
                Axis::Y => Point::new(x, mirrored(y, around.centre.y)),
            };
            // A mirror after a turn is the opposite turn after a mirror.
            frame.rotation_deg = normalised_deg(-frame.rotation_deg);
        }
        Placed { frame: Frame::sanitised(frame), ..*tile }
    };
    start.iter().map(flipped).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::kernels::fixtures::{any_frame, boxed, placed};

    #[test]
    fn a_single_tile_keeps_its_place_and_angle() {
        let start = placed([Frame { rotation_deg: 30.0, ..boxed(1.0, 2.0, 3.0, 4.0) }]);
        let after = flip(&start, Axis::X);
        assert_eq!(after[0].frame, Frame { flip_x: true, ..start[0].frame });
        assert!(flip(&[], Axis::Y).is_empty());
    }

    proptest! {
        #[test]
        fn several_become_their_mirror_image(
            frames in proptest::collection::vec(any_frame(), 2..5), vertical: bool, u in 0.0..1.0, v in 0.0..1.0,
        ) {
            let axis = if vertical { Axis::Y } else { Axis::X };
            let start = placed(frames);
            let middle = SelectionBox::around(&start).unwrap().centre;
            for (before, after) in start.iter().zip(flip(&start, axis)) {
                let in_tile = Point::new(u * before.frame.size.width, v * before.frame.size.height);
                let (was, is) = (before.frame.to_scene().apply(in_tile), after.frame.to_scene().apply(in_tile));
                prop_assert!((axis.of(was) + axis.of(is) - 2.0 * axis.of(middle)).abs() < 1e-6);
                prop_assert!((axis.across().of(was) - axis.across().of(is)).abs() < 1e-6);
            }
        }

        #[test]
        fn twice_is_never(frames in proptest::collection::vec(any_frame(), 1..5), vertical: bool) {
            let axis = if vertical { Axis::Y } else { Axis::X };
            let start = placed(frames);
            for (before, after) in start.iter().zip(flip(&flip(&start, axis), axis)) {
                prop_assert!(before.frame.centre.distance(after.frame.centre) < 1e-6);
                prop_assert_eq!((before.frame.flip_x, before.frame.flip_y), (after.frame.flip_x, after.frame.flip_y));
                let apart = normalised_deg(before.frame.rotation_deg - after.frame.rotation_deg);
                prop_assert!(apart.min(360.0 - apart) < 1e-9);
            }
        }
    }
}
