//! A running drag: plain session data that turns a pointer position into a preview. Letting go makes the last
//! preview one command; Esc drops the gesture, and nothing has happened.

use std::collections::BTreeSet;

use super::kernels::resize::{ResizeOptions, resize, scales_uniformly};
use super::kernels::rotate::{rotate, snapped_deg, swept_deg};
use super::kernels::select::movable;
use super::kernels::snap::{Guide, Moving, SnapTargets};
use super::kernels::{Axis, Handle, Placed, SelectionBox, bounds_of, crop};
use crate::model::{Collage, Frame, Picture, Point, Rect, TileId, UnitRect, Vector};

/// What is being dragged, and how everything lay when it began. Positions are in scene space.
#[derive(Debug, Clone, PartialEq)]
pub enum Gesture {
    /// Tiles follow the pointer.
    Move {
        /// Where the pointer went down.
        from: Point,
        /// The tiles that move.
        start: Vec<Placed>,
    },
    /// A handle of the selection's box is pulled.
    Resize {
        /// Where the pointer went down.
        from: Point,
        /// The tiles that change.
        start: Vec<Placed>,
        /// The handle.
        handle: Handle,
        /// Whether both sides grow by one factor unless the modifier is held.
        keep_aspect: bool,
    },
    /// The selection turns about the centre of its box.
    Rotate {
        /// Where the pointer went down.
        from: Point,
        /// The tiles that turn.
        start: Vec<Placed>,
    },
    /// A rectangle is drawn that selects what it touches.
    Marquee {
        /// Where the pointer went down.
        from: Point,
    },
    /// The visible part of a picture changes.
    Crop {
        /// Where the pointer went down.
        from: Point,
        /// The tile.
        id: TileId,
        /// What it shows.
        picture: Picture,
        /// Its frame.
        frame: Frame,
        /// The crop handle that is pulled, or `None` to push the picture about under its frame.
        handle: Option<Handle>,
    },
}

/// The keys held while dragging, by what they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Modifiers {
    /// Ctrl: nothing snaps.
    pub no_snap: bool,
    /// Shift: a move keeps to one axis, a resize keeps (or, where it does anyway, leaves) the shape, an angle
    /// keeps to steps of 15°.
    pub constrain: bool,
    /// Alt: a resize leaves the centre where it is.
    pub from_centre: bool,
}

/// What the canvas shows while the drag runs, and what letting go makes true.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Preview {
    /// Where the tiles lie. The caller gives a text whose width changed the height of its words, with
    /// [`with_text_height`](super::kernels::resize::with_text_height).
    pub placed: Vec<Placed>,
    /// The visible part of a picture, while cropping.
    pub crop: Option<(TileId, UnitRect)>,
    /// The rectangle that selects.
    pub marquee: Option<Rect>,
    /// The lines that say what was snapped to.
    pub guides: Vec<Guide>,
}

impl Gesture {
    /// A pull at a handle of the selection's box: corners keep the shape of pictures, edges move one side.
    pub fn resize(collage: &Collage, selection: &BTreeSet<TileId>, handle: Handle, from: Point) -> Self {
        let start = movable(collage, selection);
        let shows_picture = |tile: &Placed| collage.tiles.get(&tile.id).is_some_and(|each| each.picture().is_some());
        let keep_aspect = handle.is_corner() && start.iter().any(shows_picture);
        Self::Resize { from, start, handle, keep_aspect }
    }

    /// What the drag amounts to with the pointer at `pointer`. `tolerance_px` says how far things snap, in
    /// scene pixels.
    pub fn update(&self, pointer: Point, keys: Modifiers, targets: &SnapTargets, tolerance_px: f64) -> Preview {
        let snapping = Snapping { targets, tolerance_px: if keys.no_snap { None } else { Some(tolerance_px) } };
        match self {
            Self::Move { from, start } => moved(start, pointer - *from, keys, &snapping),
            Self::Resize { from, start, handle, keep_aspect } => {
                let options =
                    ResizeOptions { keep_aspect: *keep_aspect != keys.constrain, from_centre: keys.from_centre };
                resized(start, *handle, pointer - *from, options, &snapping)
            }
            Self::Rotate { from, start } => rotated(start, *from, pointer, keys),
            Self::Marquee { from } => {
                Preview { marquee: Some(Rect::from_corners(*from, pointer)), ..Preview::default() }
            }
            Self::Crop { from, id, picture, frame, handle } => {
                cropped(*id, picture, frame, *handle, pointer - *from, &snapping)
            }
        }
    }
}

/// The targets, and how far they draw; not at all while the key is held.
struct Snapping<'a> {
    targets: &'a SnapTargets,
    tolerance_px: Option<f64>,
}

impl Snapping<'_> {
    fn delta(&self, rect: Rect, moving: Moving) -> Vector {
        self.tolerance_px.map_or(Vector::ZERO, |tolerance_px| self.targets.delta(rect, moving, tolerance_px))
    }

    fn guides(&self, rect: Rect, moving: Moving) -> Vec<Guide> {
        if self.tolerance_px.is_some() { self.targets.guides(rect, moving) } else { Vec::new() }
    }
}

fn moved(start: &[Placed], drag: Vector, keys: Modifiers, snapping: &Snapping<'_>) -> Preview {
    let Some(bounds) = bounds_of(start) else { return Preview::default() };
    let locked = keys.constrain.then(|| if drag.x.abs() >= drag.y.abs() { Axis::Y } else { Axis::X });
    let kept = |by: Vector| match locked {
        Some(Axis::X) => Vector::new(0.0, by.y),
        Some(Axis::Y) => Vector::new(by.x, 0.0),
        None => by,
    };
    let drag = kept(drag);
    let drag = drag + kept(snapping.delta(bounds.translated(drag), Moving::Whole));
    Preview {
        placed: start.iter().map(|tile| tile.moved(drag)).collect(),
        guides: snapping.guides(bounds.translated(drag), Moving::Whole),
        ..Preview::default()
    }
}

fn resized(start: &[Placed], handle: Handle, drag: Vector, options: ResizeOptions, snapping: &Snapping<'_>) -> Preview {
    let Some(around) = SelectionBox::around(start) else { return Preview::default() };
    let after = |drag: Vector| resize(start, handle, drag, options);
    let plain = after(drag);
    // The sides of a box at any other angle lie on no line that could be snapped to.
    let Some((moving, sign)) = moving_edges(handle, around.rotation_deg) else {
        return Preview { placed: plain, ..Preview::default() };
    };
    let Some(bounds) = bounds_of(&plain) else { return Preview::default() };
    let delta = snapping.delta(bounds, moving);
    let placed = if delta == Vector::ZERO {
        plain
    } else if scales_uniformly(start, handle, options) {
        after(uniform_drag(around.bounds(), bounds, sign, delta, options.from_centre))
    } else {
        after(drag + delta)
    };
    // Asked anew, since a size at its limit does not follow the pointer.
    let guides = bounds_of(&placed).map(|bounds| snapping.guides(bounds, moving)).unwrap_or_default();
    Preview { placed, guides, ..Preview::default() }
}

/// The drag that scales `before` by one factor so that the nearer of the two snaps of `scaled` is met.
fn uniform_drag(before: Rect, scaled: Rect, sign: Vector, delta: Vector, from_centre: bool) -> Vector {
    let reach = if from_centre { 2.0 } else { 1.0 };
    let (old, new) = (before.size(), scaled.size());
    let by_x = (new.width + sign.x * delta.x * reach) / old.width;
    let by_y = (new.height + sign.y * delta.y * reach) / old.height;
    let x_is_nearer = delta.y == 0.0 || (delta.x != 0.0 && delta.x.abs() <= delta.y.abs());
    let grown = if x_is_nearer { by_x } else { by_y } - 1.0;
    Vector::new(sign.x * old.width * grown, sign.y * old.height * grown) * (1.0 / reach)
}

/// Which edges of the upright bounds a handle moves, and its side in scene space; `None` unless the box stands
/// at a quarter turn.
fn moving_edges(handle: Handle, rotation_deg: f64) -> Option<(Moving, Vector)> {
    if rotation_deg % 90.0 != 0.0 {
        return None;
    }
    let (x, y) = handle.sign();
    let sign = Vector::new(x, y).rotated(rotation_deg);
    let side = |value: f64| value.round() as i8;
    Some((Moving::Edges { x: side(sign.x), y: side(sign.y) }, sign))
}

fn rotated(start: &[Placed], from: Point, pointer: Point, keys: Modifiers) -> Preview {
    let Some(around) = SelectionBox::around(start) else { return Preview::default() };
    let swept = swept_deg(around.centre, from, pointer);
    let angle = if keys.constrain { snapped_deg(&around, swept) } else { swept };
    Preview { placed: rotate(start, around.centre, angle), ..Preview::default() }
}

fn cropped(
    id: TileId,
    picture: &Picture,
    frame: &Frame,
    handle: Option<Handle>,
    drag: Vector,
    snapping: &Snapping<'_>,
) -> Preview {
    let Some(handle) = handle else {
        return Preview { crop: Some((id, crop::pan(picture, frame, drag))), ..Preview::default() };
    };
    let (mut part, mut after) = crop::drag_handle(picture, frame, handle, drag);
    let mut guides = Vec::new();
    if let Some((moving, _)) = moving_edges(handle, frame.rotation_deg) {
        let delta = snapping.delta(after.bounds(), moving);
        (part, after) = crop::drag_handle(picture, frame, handle, drag + delta);
        guides = snapping.guides(after.bounds(), moving);
    }
    let placed = vec![Placed { id, frame: after, text_size_px: None }];
    Preview { placed, crop: Some((id, part)), guides, marquee: None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::kernels::fixtures::{any_frame, boxed, collage, id, picture, placed, shape};
    use crate::model::{Content, ShapeKind, Size};

    const FREE: Modifiers = Modifiers { no_snap: true, constrain: false, from_centre: false };
    const SNAP: Modifiers = Modifiers { no_snap: false, ..FREE };
    const HELD: Modifiers = Modifiers { constrain: true, ..FREE };

    fn no_targets() -> SnapTargets {
        SnapTargets::default()
    }

    /// One other tile, from (200, 200) to (300, 300), on a page without lines near it.
    fn one_target() -> SnapTargets {
        SnapTargets::new(vec![boxed(200.0, 200.0, 100.0, 100.0).bounds()], Size::new(9_001.0, 9_001.0))
    }

    fn pulled(frame: Frame, handle: Handle, keep_aspect: bool) -> Gesture {
        Gesture::Resize { from: Point::default(), start: placed([frame]), handle, keep_aspect }
    }

    fn only(preview: &Preview) -> Frame {
        assert_eq!(preview.placed.len(), 1);
        preview.placed[0].frame
    }

    #[test]
    fn a_move_follows_keeps_to_an_axis_and_snaps() {
        let gesture = Gesture::Move { from: Point::new(5.0, 5.0), start: placed([boxed(0.0, 0.0, 50.0, 50.0)]) };
        let to = |keys, x, y| only(&gesture.update(Point::new(x, y), keys, &one_target(), 4.0));
        assert_eq!(to(FREE, 153.0, 25.0), boxed(148.0, 20.0, 50.0, 50.0));
        assert_eq!(to(SNAP, 153.0, 25.0), boxed(150.0, 20.0, 50.0, 50.0));
        assert_eq!(to(HELD, 153.0, 25.0), boxed(148.0, 0.0, 50.0, 50.0));
        assert_eq!(to(HELD, 25.0, 153.0), boxed(0.0, 148.0, 50.0, 50.0));
    }

    #[test]
    fn guides_are_shown_only_while_snapping() {
        let gesture = Gesture::Move { from: Point::default(), start: placed([boxed(0.0, 0.0, 50.0, 50.0)]) };
        let guides = |keys| gesture.update(Point::new(150.0, 20.0), keys, &one_target(), 4.0).guides;
        assert_eq!((guides(SNAP).len(), guides(FREE).len()), (1, 0));
    }

    #[test]
    fn shift_toggles_the_aspect_and_alt_keeps_the_centre() {
        let frame = boxed(0.0, 0.0, 100.0, 50.0);
        let pull = |keep, keys| {
            only(&pulled(frame, Handle::BottomRight, keep).update(Point::new(100.0, 50.0), keys, &no_targets(), 4.0))
        };
        assert_eq!(pull(true, FREE), boxed(0.0, 0.0, 200.0, 100.0));
        assert_eq!(pull(false, Modifiers { from_centre: true, ..FREE }), boxed(-100.0, -50.0, 300.0, 150.0));
        let free = pulled(frame, Handle::BottomRight, true).update(Point::new(100.0, 0.0), HELD, &no_targets(), 4.0);
        assert_eq!(only(&free), boxed(0.0, 0.0, 200.0, 50.0));
    }

    #[test]
    fn a_pulled_edge_snaps_also_with_a_kept_aspect_and_at_a_quarter_turn() {
        let frame = boxed(0.0, 0.0, 100.0, 50.0);
        let free = pulled(frame, Handle::Right, false).update(Point::new(97.0, 0.0), SNAP, &one_target(), 4.0);
        assert_eq!(only(&free), boxed(0.0, 0.0, 200.0, 50.0));
        assert_eq!(free.guides.len(), 1);
        let kept = pulled(frame, Handle::BottomRight, true).update(Point::new(98.0, 49.0), SNAP, &one_target(), 4.0);
        assert_eq!(only(&kept), boxed(0.0, 0.0, 200.0, 100.0));
        // Both sides have a line near; one factor can meet only one of them, and the nearer is taken.
        let both = SnapTargets::new(vec![boxed(200.0, 97.0, 300.0, 300.0).bounds()], Size::new(9_001.0, 9_001.0));
        let nearer = pulled(frame, Handle::BottomRight, true).update(Point::new(97.0, 48.5), SNAP, &both, 4.0);
        assert!((only(&nearer).size.height - 97.0).abs() < 1e-9 && (only(&nearer).size.width - 194.0).abs() < 1e-9);
        // The top handle of a box turned clockwise by a quarter points to the right.
        let turned = Frame { rotation_deg: 90.0, ..boxed(0.0, 0.0, 50.0, 100.0) };
        let right = turned.bounds().max.x;
        let pull = pulled(turned, Handle::Top, false).update(Point::new(197.0 - right, 0.0), SNAP, &one_target(), 4.0);
        assert!((only(&pull).bounds().max.x - 200.0).abs() < 1e-9);
        assert!((only(&pull).bounds().min.x - turned.bounds().min.x).abs() < 1e-9);
    }

    #[test]
    fn corners_keep_the_shape_of_pictures_only() {
        let frame = boxed(0.0, 0.0, 10.0, 10.0);
        let tiles = collage([(frame, Content::Picture(picture(UnitRect::FULL))), (frame, shape(ShapeKind::Ellipse))]);
        let keeps = |raw, handle| match Gesture::resize(&tiles, &BTreeSet::from([id(raw)]), handle, Point::default()) {
            Gesture::Resize { keep_aspect, start, .. } => (keep_aspect, start.len()),
            other => panic!("{other:?}"),
        };
        assert_eq!(keeps(0, Handle::TopLeft), (true, 1));
        assert_eq!(keeps(0, Handle::Left), (false, 1));
        assert_eq!(keeps(1, Handle::TopLeft), (false, 1));
    }

    #[test]
    fn a_turn_keeps_to_steps_while_the_key_is_held() {
        let gesture =
            Gesture::Rotate { from: Point::new(100.0, 0.0), start: placed([boxed(-10.0, -10.0, 20.0, 20.0)]) };
        let turn = |keys| only(&gesture.update(Point::new(100.0, 80.0), keys, &no_targets(), 4.0)).rotation_deg;
        assert!((turn(FREE) - 38.66).abs() < 0.01);
        assert!((turn(HELD) - 45.0).abs() < 1e-9);
    }

    #[test]
    fn a_marquee_is_the_rectangle_between_the_corners() {
        let gesture = Gesture::Marquee { from: Point::new(50.0, 10.0) };
        let preview = gesture.update(Point::new(20.0, 30.0), FREE, &no_targets(), 4.0);
        assert_eq!(preview.marquee, Some(boxed(20.0, 10.0, 30.0, 20.0).bounds()));
        assert!(preview.placed.is_empty());
    }

    #[test]
    fn a_crop_edge_snaps_and_a_push_moves_no_frame() {
        let crop = |handle| Gesture::Crop {
            from: Point::default(),
            id: id(0),
            picture: picture(UnitRect { x1: 0.5, ..UnitRect::FULL }),
            frame: boxed(0.0, 0.0, 150.0, 100.0),
            handle,
        };
        let pull = crop(Some(Handle::Right)).update(Point::new(48.0, 0.0), SNAP, &one_target(), 4.0);
        assert_eq!(only(&pull), boxed(0.0, 0.0, 200.0, 100.0));
        assert!((pull.crop.unwrap().1.x1 - 2.0 / 3.0).abs() < 1e-9);
        let push = crop(None).update(Point::new(-30.0, 0.0), SNAP, &one_target(), 4.0);
        assert!(push.placed.is_empty());
        assert!((push.crop.unwrap().1.x0 - 0.1).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn a_drag_back_to_its_start_changes_nothing(
            frames in proptest::collection::vec(any_frame(), 1..4), handle in 0..8_usize, x in -1e3..1e3, y in -1e3..1e3,
        ) {
            let (from, start) = (Point::new(x, y), placed(frames));
            let gestures = [
                Gesture::Move { from, start: start.clone() },
                Gesture::Resize { from, start: start.clone(), handle: Handle::ALL[handle], keep_aspect: true },
                Gesture::Rotate { from, start: start.clone() },
            ];
            for gesture in gestures {
                for (before, after) in start.iter().zip(gesture.update(from, FREE, &no_targets(), 4.0).placed) {
                    prop_assert!(before.frame.centre.distance(after.frame.centre) < 1e-6);
                    prop_assert!((before.frame.size.width - after.frame.size.width).abs() < 1e-6);
                }
            }
        }

        #[test]
        fn a_snapped_resize_shows_its_line(
            frames in proptest::collection::vec(any_frame(), 1..3), quarter in 0..4_u8, handle in 0..8_usize,
            keep_aspect: bool, from_centre: bool, near in -5.0..5.0,
        ) {
            let upright = |frame: Frame| Frame { rotation_deg: f64::from(quarter) * 90.0, ..frame };
            let start = placed(frames.into_iter().map(upright));
            let handle = Handle::ALL[handle];
            let around = SelectionBox::around(&start).unwrap();
            let gesture = Gesture::Resize { from: around.handle_pos(handle), start, handle, keep_aspect };
            // Outwards, where no size is at its limit, to near the edges of another tile there.
            let (x, y) = handle.sign();
            let outwards = Vector::new(x, y).rotated(around.rotation_deg);
            let pointer = around.handle_pos(handle) + outwards * 40.0;
            let other = boxed(pointer.x + near, pointer.y + near, 3000.0, 3000.0).bounds();
            let targets = SnapTargets::new(vec![other], Size::new(50_001.0, 50_001.0));
            let keys = |no_snap| Modifiers { no_snap, constrain: false, from_centre };
            let snapped = gesture.update(pointer, keys(false), &targets, 6.0);
            let free = gesture.update(pointer, keys(true), &targets, 6.0);
            prop_assert!(snapped.placed == free.placed || !snapped.guides.is_empty());
            if !keep_aspect && snapped.placed.len() == 1 {
                prop_assert!(!snapped.guides.is_empty());
            }
        }

        #[test]
        fn a_snapped_move_differs_by_at_most_the_tolerance(frame in any_frame(), x in -1e3..1e3, y in -1e3..1e3) {
            let gesture = Gesture::Move { from: Point::default(), start: placed([frame]) };
            let pointer = Point::new(x, y);
            let snapped = only(&gesture.update(pointer, SNAP, &one_target(), 6.0));
            let free = only(&gesture.update(pointer, FREE, &one_target(), 6.0));
            prop_assert!((snapped.centre.x - free.centre.x).abs() <= 6.0 + 1e-9);
            prop_assert!((snapped.centre.y - free.centre.y).abs() <= 6.0 + 1e-9);
        }
    }
}
