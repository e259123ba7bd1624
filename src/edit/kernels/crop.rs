//! Reversible rectangular crops: which part of the picture the frame shows changes, the file never does.

use super::Handle;
use crate::model::{Frame, Picture, Point, Size, UnitRect, Vector};

/// The frame that shows `part` of the picture with every pixel where it is now.
pub fn frame_showing(picture: &Picture, frame: &Frame, part: UnitRect) -> Frame {
    let (scale_x, scale_y) = px_per_whole(picture, frame);
    let middle_in_tile = Point::new(
        (f64::midpoint(part.x0, part.x1) - picture.crop.x0) * scale_x,
        (f64::midpoint(part.y0, part.y1) - picture.crop.y0) * scale_y,
    );
    Frame {
        centre: frame.to_scene().apply(middle_in_tile),
        size: Size::new(part.width() * scale_x, part.height() * scale_y),
        ..*frame
    }
    .sanitised()
}

/// The frame the whole picture would have: what is drawn faintly while cropping.
pub fn full_frame(picture: &Picture, frame: &Frame) -> Frame {
    frame_showing(picture, frame, UnitRect::FULL)
}

/// The crop undone, with every pixel where it is now.
pub fn reset(picture: &Picture, frame: &Frame) -> (UnitRect, Frame) {
    (UnitRect::FULL, full_frame(picture, frame))
}

/// The part and the frame after a crop handle was dragged by `drag` (scene space). The handle is named as the
/// unflipped box shows it; it stops at the picture's edge and at the smallest frame.
pub fn drag_handle(picture: &Picture, frame: &Frame, handle: Handle, drag: Vector) -> (UnitRect, Frame) {
    let by = in_picture(picture, frame, drag);
    let (x, y) = handle.sign();
    let flipped = |sign: f64, flip: bool| if flip { -sign } else { sign };
    let (scale_x, scale_y) = px_per_whole(picture, frame);
    let crop = picture.crop;
    let (x0, x1) = moved_side((crop.x0, crop.x1), flipped(x, frame.flip_x), by.x, scale_x);
    let (y0, y1) = moved_side((crop.y0, crop.y1), flipped(y, frame.flip_y), by.y, scale_y);
    let part = UnitRect::clamped(x0, y0, x1, y1);
    (part, frame_showing(picture, frame, part))
}

/// The part after the picture was dragged by `drag` (scene space) under a frame that stays.
pub fn pan(picture: &Picture, frame: &Frame, drag: Vector) -> UnitRect {
    let by = in_picture(picture, frame, drag);
    let crop = picture.crop;
    let moved = |from: f64, to: f64, by: f64| {
        let by = by.clamp(to - 1.0, from);
        (from - by, to - by)
    };
    let ((x0, x1), (y0, y1)) = (moved(crop.x0, crop.x1, by.x), moved(crop.y0, crop.y1, by.y));
    UnitRect::clamped(x0, y0, x1, y1)
}

/// How many scene pixels the whole picture would be wide and high.
fn px_per_whole(picture: &Picture, frame: &Frame) -> (f64, f64) {
    (frame.size.width / picture.crop.width(), frame.size.height / picture.crop.height())
}

/// A movement in scene space in fractions of the picture.
fn in_picture(picture: &Picture, frame: &Frame, drag: Vector) -> Vector {
    let local = drag.rotated(-frame.rotation_deg);
    let (scale_x, scale_y) = px_per_whole(picture, frame);
    let flip = |value: f64, flipped: bool| if flipped { -value } else { value };
    Vector::new(flip(local.x, frame.flip_x) / scale_x, flip(local.y, frame.flip_y) / scale_y)
}

/// A span of the picture after its start (`sign` < 0) or its end (`sign` > 0) moved.
fn moved_side((from, to): (f64, f64), sign: f64, by: f64, scale: f64) -> (f64, f64) {
    // A span that is already shorter, in a file from elsewhere, must not be forced to grow.
    let least = (Frame::MIN_SIDE_PX / scale).max(UnitRect::MIN_SIDE).min(to - from);
    if sign < 0.0 {
        ((from + by).clamp(0.0, to - least), to)
    } else if sign > 0.0 {
        (from, (to + by).clamp(from + least, 1.0))
    } else {
        (from, to)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::kernels::SelectionBox;
    use crate::edit::kernels::fixtures::{any_frame, boxed, picture, placed};

    fn part(x0: f64, y0: f64, x1: f64, y1: f64) -> UnitRect {
        UnitRect { x0, y0, x1, y1 }
    }

    /// Where a place of the picture (in fractions) is drawn.
    fn drawn_at(crop: UnitRect, frame: &Frame, u: f64, v: f64) -> Point {
        frame.to_scene().apply(Point::new(
            (u - crop.x0) / crop.width() * frame.size.width,
            (v - crop.y0) / crop.height() * frame.size.height,
        ))
    }

    #[test]
    fn dragging_edges_of_an_upright_picture() {
        let (full, frame) = (picture(UnitRect::FULL), boxed(0.0, 0.0, 100.0, 50.0));
        let by = |frame: &Frame, handle, x, y| drag_handle(&full, frame, handle, Vector::new(x, y));
        assert_eq!(by(&frame, Handle::Left, 25.0, 3.0), (part(0.25, 0.0, 1.0, 1.0), boxed(25.0, 0.0, 75.0, 50.0)));
        assert_eq!(by(&frame, Handle::TopLeft, -9.0, -9.0), (UnitRect::FULL, frame));
        let (tiny, left) = by(&frame, Handle::Right, -500.0, 0.0);
        assert!((tiny.x1 - 0.01).abs() < 1e-12 && (left.size.width - 1.0).abs() < 1e-9);
        // Mirrored, the left handle of the box takes away the right of the picture.
        let mirrored = Frame { flip_x: true, ..frame };
        let (kept, smaller) = by(&mirrored, Handle::Left, 25.0, 0.0);
        assert_eq!((kept, smaller.bounds()), (part(0.0, 0.0, 0.75, 1.0), boxed(25.0, 0.0, 75.0, 50.0).bounds()));
    }

    #[test]
    fn a_part_below_the_smallest_size_is_left_as_it_is() {
        let sliver = picture(part(0.0, 0.0, 0.0006, 1.0));
        let frame = boxed(0.0, 0.0, 1.0, 50.0);
        for handle in [Handle::Left, Handle::Right] {
            let (kept, after) = drag_handle(&sliver, &frame, handle, Vector::new(0.0, 0.0));
            assert!(kept.is_valid() && after.is_valid());
        }
    }

    #[test]
    fn the_whole_picture_comes_back() {
        let (half, frame) = (picture(part(0.5, 0.0, 1.0, 1.0)), boxed(0.0, 0.0, 100.0, 50.0));
        assert_eq!(reset(&half, &frame), (UnitRect::FULL, boxed(-100.0, 0.0, 200.0, 50.0)));
    }

    #[test]
    fn panning_moves_the_picture_under_the_frame() {
        let (middle, frame) = (picture(part(0.25, 0.25, 0.75, 0.75)), boxed(0.0, 0.0, 100.0, 50.0));
        assert_eq!(pan(&middle, &frame, Vector::new(20.0, -5.0)), part(0.15, 0.3, 0.65, 0.8));
        assert_eq!(pan(&middle, &frame, Vector::new(999.0, -999.0)), part(0.0, 0.5, 0.5, 1.0));
    }

    prop_compose! {
        fn any_crop()(x0 in 0.0..0.6, y0 in 0.0..0.6, width in 0.1..0.4, height in 0.1..0.4) -> UnitRect {
            part(x0, y0, x0 + width, y0 + height)
        }
    }

    proptest! {
        #[test]
        fn pixels_stay_in_place(
            crop in any_crop(), frame in any_frame(), handle in 0..8_usize, x in -500.0..500.0, y in -500.0..500.0,
            u in 0.0..1.0, v in 0.0..1.0,
        ) {
            let (kept, after) = drag_handle(&picture(crop), &frame, Handle::ALL[handle], Vector::new(x, y));
            prop_assert!(kept.is_valid() && after.is_valid());
            prop_assert!(drawn_at(crop, &frame, u, v).distance(drawn_at(kept, &after, u, v)) < 1e-6);
        }

        #[test]
        fn the_opposite_handle_stays(
            crop in any_crop(), frame in any_frame(), handle in 0..8_usize, x in -500.0..500.0, y in -500.0..500.0,
        ) {
            let handle = Handle::ALL[handle];
            let (_, after) = drag_handle(&picture(crop), &frame, handle, Vector::new(x, y));
            let anchor = |frame| SelectionBox::around(&placed([frame])).unwrap().handle_pos(handle.opposite());
            prop_assert!(anchor(frame).distance(anchor(after)) < 1e-6);
        }

        #[test]
        fn crop_then_reset_gives_the_full_frame_again(
            crop in any_crop(), frame in any_frame(), handle in 0..8_usize, x in -500.0..500.0, y in -500.0..500.0,
        ) {
            let before = full_frame(&picture(crop), &frame);
            let (kept, after) = drag_handle(&picture(crop), &frame, Handle::ALL[handle], Vector::new(x, y));
            let (_, again) = reset(&picture(kept), &after);
            prop_assert!(before.centre.distance(again.centre) < 1e-6);
            prop_assert!((before.size.width - again.size.width).abs() < 1e-6);
            prop_assert!((before.size.height - again.size.height).abs() < 1e-6);
        }

        #[test]
        fn panning_keeps_the_size_of_the_part(crop in any_crop(), frame in any_frame(), x in -1e3..1e3, y in -1e3..1e3) {
            let moved = pan(&picture(crop), &frame, Vector::new(x, y));
            prop_assert!(moved.is_valid());
            prop_assert!((moved.width() - crop.width()).abs() < 1e-9 && (moved.height() - crop.height()).abs() < 1e-9);
        }

        #[test]
        fn panning_follows_the_pointer(crop in any_crop(), frame in any_frame(), u in 0.0..1.0, v in 0.0..1.0) {
            // A hundredth of a pixel stays within the margin that most crops have; those at an edge are left out.
            prop_assume!(crop.x0 > 0.01 && crop.y0 > 0.01 && crop.x1 < 0.99 && crop.y1 < 0.99);
            let drag = Vector::new(0.01, 0.01);
            let moved = pan(&picture(crop), &frame, drag);
            let before = drawn_at(crop, &frame, u, v) + drag;
            prop_assert!(before.distance(drawn_at(moved, &frame, u, v)) < 1e-6);
        }
    }
}
