//! Turning tiles about a point.

use super::{Placed, SelectionBox};
use crate::model::geometry::normalised_deg;
use crate::model::{Frame, Point};

/// Angles that a held modifier keeps to.
pub const SNAP_STEP_DEG: f64 = 15.0;

/// The tiles turned clockwise about `pivot` (scene space).
pub fn rotate(start: &[Placed], pivot: Point, angle_deg: f64) -> Vec<Placed> {
    let angle_deg = normalised_deg(angle_deg);
    let turned = |frame: Frame| {
        let centre = pivot + (frame.centre - pivot).rotated(angle_deg);
        Frame { centre, rotation_deg: normalised_deg(frame.rotation_deg + angle_deg), ..frame }.sanitised()
    };
    start.iter().map(|tile| Placed { frame: turned(tile.frame), ..*tile }).collect()
}

/// The clockwise angle, in [0, 360), that a drag from one scene position to another sweeps about `pivot`.
pub fn swept_deg(pivot: Point, from: Point, to: Point) -> f64 {
    let (a, b) = (from - pivot, to - pivot);
    normalised_deg((a.x * b.y - a.y * b.x).atan2(a.x * b.x + a.y * b.y).to_degrees())
}

/// The angle nearest to `angle_deg` that brings a box to a multiple of [`SNAP_STEP_DEG`].
pub fn snapped_deg(around: &SelectionBox, angle_deg: f64) -> f64 {
    let end = ((around.rotation_deg + angle_deg) / SNAP_STEP_DEG).round() * SNAP_STEP_DEG;
    normalised_deg(end - around.rotation_deg)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::kernels::fixtures::{any_frame, boxed, placed};

    #[test]
    fn a_quarter_turn_about_a_point() {
        let after = rotate(&placed([boxed(10.0, -1.0, 4.0, 2.0)]), Point::default(), 90.0);
        assert_eq!((after[0].frame.centre, after[0].frame.rotation_deg), (Point::new(0.0, 12.0), 90.0));
    }

    #[test]
    fn a_drag_sweeps_clockwise() {
        let swept = |x, y| swept_deg(Point::new(1.0, 1.0), Point::new(3.0, 1.0), Point::new(x, y));
        assert!((swept(1.0, 5.0) - 90.0).abs() < 1e-9);
        assert!((swept(1.0, -5.0) - 270.0).abs() < 1e-9);
        assert_eq!(swept(1.0, 1.0), 0.0);
    }

    #[test]
    fn a_single_tile_snaps_to_round_angles_of_its_own() {
        let turned = placed([Frame { rotation_deg: 7.0, ..boxed(0.0, 0.0, 9.0, 9.0) }]);
        let around = SelectionBox::around(&turned).unwrap();
        let after = rotate(&turned, around.centre, snapped_deg(&around, 20.0));
        assert!((after[0].frame.rotation_deg - 30.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn turning_back_is_identity(
            frames in proptest::collection::vec(any_frame(), 1..5), x in -1e3..1e3, y in -1e3..1e3, angle in -720.0..720.0,
        ) {
            let (start, pivot) = (placed(frames), Point::new(x, y));
            for (before, after) in start.iter().zip(rotate(&rotate(&start, pivot, angle), pivot, -angle)) {
                prop_assert!(before.frame.centre.distance(after.frame.centre) < 1e-6);
                prop_assert_eq!(before.frame.size, after.frame.size);
                let apart = normalised_deg(before.frame.rotation_deg - after.frame.rotation_deg);
                prop_assert!(apart.min(360.0 - apart) < 1e-9);
            }
        }

        #[test]
        fn snapping_is_near_and_round(frame in any_frame(), angle in 0.0..360.0) {
            let around = SelectionBox::around(&placed([frame])).unwrap();
            let snapped = snapped_deg(&around, angle);
            let apart = normalised_deg(snapped - angle);
            prop_assert!(apart.min(360.0 - apart) <= SNAP_STEP_DEG / 2.0 + 1e-9);
            let steps = (around.rotation_deg + snapped) / SNAP_STEP_DEG;
            prop_assert!((steps - steps.round()).abs() < 1e-9);
        }
    }
}
