//! Scaling tiles by the handles of their box.

use super::{Handle, Placed, SelectionBox};
use crate::model::{Frame, Point, Size, Vector};

/// How a drag of a handle is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ResizeOptions {
    /// Both sides grow by one factor.
    pub keep_aspect: bool,
    /// The centre stays, not the opposite handle.
    pub from_centre: bool,
}

/// The tiles after the `handle` of their [`SelectionBox::around`] was dragged by `drag` (scene space).
///
/// A single tile changes in its own turned axes. Several scale by one factor, since a turned tile among them
/// could not follow otherwise. A text scales its letters when a corner is dragged; its left and right handles
/// set the width at which it wraps, and its top and bottom handles do nothing, as its height follows its words
/// (see [`with_text_height`]). Dragging past the opposite side stops at the smallest size.
pub fn resize(start: &[Placed], handle: Handle, drag: Vector, options: ResizeOptions) -> Vec<Placed> {
    let Some(around) = SelectionBox::around(start) else { return Vec::new() };
    let wanted = dragged_size(&around, handle, drag, options);
    match start {
        [single] if !scales_uniformly(start, handle, options) => {
            vec![stretched(single, handle, wanted, options.from_centre)]
        }
        _ => {
            let factor = clamped_factor(start, uniform_factor(around.size, wanted, handle));
            let fixed = if options.from_centre { around.centre } else { around.handle_pos(handle.opposite()) };
            start.iter().map(|tile| tile.scaled_about(fixed, factor)).collect()
        }
    }
}

/// Whether a drag of `handle` scales both sides by one factor.
pub fn scales_uniformly(start: &[Placed], handle: Handle, options: ResizeOptions) -> bool {
    match start {
        [single] if single.text_size_px.is_some() => handle.is_corner(),
        [_] => options.keep_aspect,
        _ => true,
    }
}

/// The frame of a text whose words take `height_px`: its first line stays where it is.
pub fn with_text_height(frame: Frame, height_px: f64) -> Frame {
    let down = if frame.flip_y { -0.5 } else { 0.5 } * (height_px - frame.size.height);
    Frame {
        centre: frame.centre + Vector::new(0.0, down).rotated(frame.rotation_deg),
        size: Size::new(frame.size.width, height_px),
        ..frame
    }
    .sanitised()
}

/// The size the pointer asks for, each side for itself and not yet clamped.
fn dragged_size(around: &SelectionBox, handle: Handle, drag: Vector, options: ResizeOptions) -> Size {
    let local = drag.rotated(-around.rotation_deg);
    let (x, y) = handle.sign();
    let reach = if options.from_centre { 2.0 } else { 1.0 };
    Size::new(around.size.width + x * local.x * reach, around.size.height + y * local.y * reach)
}

/// The factor nearest to what the pointer asks for: for a corner the foot of the pointer on the diagonal.
fn uniform_factor(size: Size, wanted: Size, handle: Handle) -> f64 {
    let (x, y) = handle.sign();
    let (width, height) = (size.width * x.abs(), size.height * y.abs());
    (wanted.width * width + wanted.height * height) / (width * width + height * height)
}

fn clamped_factor(start: &[Placed], factor: f64) -> f64 {
    let ranges = start.iter().map(Placed::scale_range);
    let (least, most) = ranges.fold((0.0, f64::MAX), |all: (f64, f64), one| (all.0.max(one.0), all.1.min(one.1)));
    if factor.is_finite() { factor.clamp(least, most) } else { 1.0 }
}

fn stretched(tile: &Placed, handle: Handle, wanted: Size, from_centre: bool) -> Placed {
    let before = tile.frame.size;
    let side = |px: f64| px.clamp(Frame::MIN_SIDE_PX, Frame::MAX_PX);
    let height = if tile.text_size_px.is_some() { before.height } else { side(wanted.height) };
    let size = Size::new(side(wanted.width), height);
    let (x, y) = handle.sign();
    let shift = if from_centre {
        Vector::ZERO
    } else {
        Vector::new(x * (size.width - before.width) / 2.0, y * (size.height - before.height) / 2.0)
    };
    let centre: Point = tile.frame.centre + shift.rotated(tile.frame.rotation_deg);
    Placed { frame: Frame { centre, size, ..tile.frame }.sanitised(), ..*tile }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::kernels::fixtures::{any_frame, boxed, id, placed};

    const FREE: ResizeOptions = ResizeOptions { keep_aspect: false, from_centre: false };
    const KEEP: ResizeOptions = ResizeOptions { keep_aspect: true, from_centre: false };

    fn single(frame: Frame, handle: Handle, drag: (f64, f64), options: ResizeOptions) -> Frame {
        resize(&placed([frame]), handle, Vector::new(drag.0, drag.1), options)[0].frame
    }

    #[test]
    fn edges_and_corners_of_an_upright_tile() {
        let start = boxed(0.0, 0.0, 100.0, 50.0);
        assert_eq!(single(start, Handle::Right, (20.0, 9.0), FREE), boxed(0.0, 0.0, 120.0, 50.0));
        assert_eq!(single(start, Handle::TopLeft, (-20.0, -10.0), FREE), boxed(-20.0, -10.0, 120.0, 60.0));
        assert_eq!(single(start, Handle::BottomRight, (100.0, 50.0), KEEP), boxed(0.0, 0.0, 200.0, 100.0));
        assert_eq!(single(start, Handle::Bottom, (0.0, 50.0), KEEP), boxed(-50.0, 0.0, 200.0, 100.0));
        let centred = ResizeOptions { from_centre: true, ..FREE };
        assert_eq!(single(start, Handle::Right, (20.0, 0.0), centred), boxed(-20.0, 0.0, 140.0, 50.0));
    }

    #[test]
    fn dragging_past_the_opposite_side_stops_at_the_smallest_size() {
        let start = boxed(0.0, 0.0, 100.0, 50.0);
        assert_eq!(single(start, Handle::Left, (500.0, 0.0), FREE), boxed(99.0, 0.0, 1.0, 50.0));
        assert_eq!(single(start, Handle::BottomRight, (-500.0, -500.0), KEEP).size, Size::new(2.0, 1.0));
    }

    #[test]
    fn a_text_scales_its_letters_at_corners_and_wraps_at_sides() {
        let text = [Placed { id: id(0), frame: boxed(0.0, 0.0, 100.0, 50.0), text_size_px: Some(20.0) }];
        let by = |handle, x, y| resize(&text, handle, Vector::new(x, y), FREE)[0];
        let corner = by(Handle::BottomRight, 100.0, 50.0);
        assert_eq!((corner.frame, corner.text_size_px), (boxed(0.0, 0.0, 200.0, 100.0), Some(40.0)));
        let side = by(Handle::Left, 40.0, 7.0);
        assert_eq!((side.frame, side.text_size_px), (boxed(40.0, 0.0, 60.0, 50.0), Some(20.0)));
        assert_eq!(by(Handle::Bottom, 0.0, 30.0), text[0]);
        assert_eq!(by(Handle::TopLeft, 99.0, 49.0).text_size_px, Some(1.0));
    }

    #[test]
    fn the_first_line_of_a_text_stays() {
        let frame = Frame { rotation_deg: 90.0, ..boxed(0.0, 0.0, 100.0, 50.0) };
        for frame in [frame, Frame { flip_y: true, ..frame }] {
            let taller = with_text_height(frame, 80.0);
            let top = |frame: &Frame| frame.to_scene().apply(Point::default());
            assert!(top(&taller).distance(top(&frame)) < 1e-9);
            assert_eq!(taller.size, Size::new(100.0, 80.0));
        }
    }

    #[test]
    fn several_tiles_scale_together_and_keep_their_angles() {
        let start = placed([boxed(0.0, 0.0, 10.0, 10.0), Frame { rotation_deg: 90.0, ..boxed(30.0, 0.0, 10.0, 10.0) }]);
        let after = resize(&start, Handle::Right, Vector::new(40.0, 0.0), FREE);
        assert_eq!(after[0].frame, boxed(0.0, -5.0, 20.0, 20.0));
        assert_eq!(after[1].frame, Frame { rotation_deg: 90.0, ..boxed(60.0, -5.0, 20.0, 20.0) });
        assert_eq!(resize(&[], Handle::Right, Vector::ZERO, FREE), []);
    }

    proptest! {
        #[test]
        fn the_opposite_handle_stays(
            frames in proptest::collection::vec(any_frame(), 1..4), handle in 0..8_usize,
            x in -800.0..800.0, y in -800.0..800.0, keep_aspect: bool,
        ) {
            let (start, handle) = (placed(frames), Handle::ALL[handle]);
            let after = resize(&start, handle, Vector::new(x, y), ResizeOptions { keep_aspect, from_centre: false });
            let anchor = |tiles: &[Placed]| SelectionBox::around(tiles).unwrap().handle_pos(handle.opposite());
            prop_assert!(anchor(&start).distance(anchor(&after)) < 1e-6);
            for (before, after) in start.iter().zip(&after) {
                prop_assert!(after.frame.is_valid());
                prop_assert_eq!(before.frame.rotation_deg, after.frame.rotation_deg);
            }
        }

        #[test]
        fn from_the_centre_the_centre_stays(
            frames in proptest::collection::vec(any_frame(), 1..4), handle in 0..8_usize,
            x in -800.0..800.0, y in -800.0..800.0, keep_aspect: bool,
        ) {
            let start = placed(frames);
            let options = ResizeOptions { keep_aspect, from_centre: true };
            let after = resize(&start, Handle::ALL[handle], Vector::new(x, y), options);
            let centre = |tiles: &[Placed]| SelectionBox::around(tiles).unwrap().centre;
            prop_assert!(centre(&start).distance(centre(&after)) < 1e-6);
        }

        #[test]
        fn a_free_handle_follows_the_pointer(frame in any_frame(), handle in 0..8_usize, x in 0.0..300.0, y in 0.0..300.0) {
            let handle = Handle::ALL[handle];
            let (sign_x, sign_y) = handle.sign();
            // Outwards, so that no clamp is met; along an edge handle's own direction only.
            let drag = Vector::new(sign_x * x, sign_y * y).rotated(frame.rotation_deg);
            let start = placed([frame]);
            let after = resize(&start, handle, drag, FREE);
            let grip = |tiles: &[Placed]| SelectionBox::around(tiles).unwrap().handle_pos(handle);
            prop_assert!((grip(&start) + drag).distance(grip(&after)) < 1e-6);
        }

        #[test]
        fn one_factor_keeps_the_aspect(frame in any_frame(), handle in 0..8_usize, x in -300.0..300.0, y in -300.0..300.0) {
            let after = single(frame, Handle::ALL[handle], (x, y), KEEP);
            prop_assert!((after.size.aspect() / frame.size.aspect() - 1.0).abs() < 1e-9);
        }

        #[test]
        fn no_drag_yields_an_invalid_frame(frame in any_frame(), handle in 0..8_usize, x: f64, y: f64, keep_aspect: bool) {
            let options = ResizeOptions { keep_aspect, from_centre: false };
            prop_assert!(single(frame, Handle::ALL[handle], (x, y), options).is_valid());
        }
    }
}
