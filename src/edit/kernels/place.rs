//! Where new tiles go, and how far an arrow key moves them.

use super::Axis;
use crate::model::{Collage, Frame, Point, Rect, Size, Vector};

/// The most of the page's shorter side that a new picture takes.
pub const MAX_SHARE: f64 = 0.45;

/// How far a new tile steps aside when another lies exactly there, to the right and down.
pub const CASCADE_PX: f64 = 24.0;

/// An arrow key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Arrow {
    Left,
    Right,
    Up,
    Down,
}

/// The movement of an arrow key in scene pixels: one, or ten when `coarse`.
pub const fn nudge(arrow: Arrow, coarse: bool) -> Vector {
    let step = if coarse { 10.0 } else { 1.0 };
    match arrow {
        Arrow::Left => Axis::X.vector(-step),
        Arrow::Right => Axis::X.vector(step),
        Arrow::Up => Axis::Y.vector(-step),
        Arrow::Down => Axis::Y.vector(step),
    }
}

/// The frame of a new picture of `size_px` (its own pixels): never enlarged, at most [`MAX_SHARE`] of the
/// page's shorter side, around the cursor if that is on the page and in view, else in the middle of the view.
/// All in scene space.
pub fn fit(size_px: Size, page: Size, view: Rect, cursor: Option<Point>) -> Frame {
    Frame::upright(anchor(page, view, cursor), fitted(size_px, MAX_SHARE * page.width.min(page.height)))
}

/// The frames of several new pictures: a grid of equal cells, row by row, where one picture would go.
pub fn fit_several(sizes_px: &[Size], page: Size, view: Rect, cursor: Option<Point>) -> Vec<Frame> {
    /// The part of the page's shorter side that the grid takes.
    const GRID_SHARE: f64 = 0.9;
    /// The part of a cell that stays free.
    const GAP_SHARE: f64 = 0.06;
    if sizes_px.is_empty() {
        return Vec::new();
    }
    let columns = (sizes_px.len() as f64).sqrt().ceil();
    let rows = (sizes_px.len() as f64 / columns).ceil();
    let shorter = page.width.min(page.height);
    let cell = (GRID_SHARE * shorter / columns).min(MAX_SHARE * shorter);
    let middle = anchor(page, view, cursor);
    let cell_centre = |at: usize| {
        let at = at as f64;
        let (row, column) = ((at / columns).floor(), at % columns);
        middle + Vector::new((column - (columns - 1.0) / 2.0) * cell, (row - (rows - 1.0) / 2.0) * cell)
    };
    let size_in_cell = |size_px: &Size| fitted(*size_px, cell * (1.0 - GAP_SHARE));
    sizes_px
        .iter()
        .enumerate()
        .map(|(at, size)| Frame::upright(cell_centre(at), size_in_cell(size)).sanitised())
        .collect()
}

/// The frame moved aside until no tile has its centre there, so that pasting twice shows two tiles.
pub fn cascaded(collage: &Collage, frame: Frame) -> Frame {
    let taken = |frame: &Frame| collage.tiles.values().any(|tile| tile.frame.centre.distance(frame.centre) < 1.0);
    let aside = |frame: &Frame| Frame { centre: frame.centre + Vector::new(CASCADE_PX, CASCADE_PX), ..*frame };
    // One of these is free: there is one more than there are tiles.
    std::iter::successors(Some(frame), |last| Some(aside(last)))
        .take(collage.tiles.len() + 1)
        .find(|frame| !taken(frame))
        .unwrap_or(frame)
        .sanitised()
}

fn anchor(page: Size, view: Rect, cursor: Option<Point>) -> Point {
    let page = Rect::from_min_size(Point::default(), page);
    cursor.filter(|cursor| page.contains(*cursor) && view.contains(*cursor)).unwrap_or_else(|| view.centre())
}

/// A size of the same shape, at most natural and inside a square of `side_px`.
fn fitted(size_px: Size, side_px: f64) -> Size {
    let natural = Frame::upright(Point::default(), size_px).sanitised().size;
    let inside = natural.fitted(Size::new(side_px, side_px));
    let smaller = if inside.width < natural.width { inside } else { natural };
    // A picture of one by ten thousand pixels would fall below the smallest side.
    Size::new(smaller.width.max(Frame::MIN_SIDE_PX), smaller.height.max(Frame::MIN_SIDE_PX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::kernels::fixtures::{boxed, rectangles};

    const PAGE: Size = Size::new(1000.0, 800.0);

    fn view() -> Rect {
        boxed(0.0, 0.0, 500.0, 400.0).bounds()
    }

    #[test]
    fn one_picture_lands_at_the_cursor_or_in_the_middle_of_the_view() {
        let big = Size::new(3000.0, 1500.0);
        let at = |x, y| fit(big, PAGE, view(), Some(Point::new(x, y)));
        assert_eq!(at(100.0, 90.0), Frame::upright(Point::new(100.0, 90.0), Size::new(360.0, 180.0)));
        assert_eq!(at(-1.0, 90.0).centre, Point::new(250.0, 200.0));
        assert_eq!(at(700.0, 700.0).centre, Point::new(250.0, 200.0));
        assert_eq!(fit(Size::new(20.0, 10.0), PAGE, view(), None).size, Size::new(20.0, 10.0));
    }

    #[test]
    fn several_pictures_stand_in_a_grid() {
        let frames = fit_several(&[Size::new(900.0, 900.0); 4], PAGE, view(), None);
        let centres: Vec<_> = frames.iter().map(|frame| (frame.centre.x, frame.centre.y)).collect();
        assert_eq!(centres, [(70.0, 20.0), (430.0, 20.0), (70.0, 380.0), (430.0, 380.0)]);
        assert!(fit_several(&[], PAGE, view(), None).is_empty());
    }

    #[test]
    fn the_same_place_twice_steps_aside() {
        let spot = boxed(0.0, 0.0, 10.0, 10.0);
        let taken = rectangles([spot, boxed(CASCADE_PX, CASCADE_PX, 10.0, 10.0)]);
        assert_eq!(cascaded(&taken, spot), boxed(2.0 * CASCADE_PX, 2.0 * CASCADE_PX, 10.0, 10.0));
        assert_eq!(cascaded(&rectangles([]), spot), spot);
    }

    #[test]
    fn arrows_move_by_one_or_ten() {
        assert_eq!(nudge(Arrow::Up, false), Vector::new(0.0, -1.0));
        assert_eq!(nudge(Arrow::Right, true), Vector::new(10.0, 0.0));
    }

    proptest! {
        #[test]
        fn every_new_frame_is_valid_and_small_enough(width in 1.0..60_000.0, height in 1.0..60_000.0, count in 1..30_usize) {
            let limit = MAX_SHARE * 800.0 + 1e-9;
            let mut frames = fit_several(&vec![Size::new(width, height); count], PAGE, view(), None);
            frames.push(fit(Size::new(width, height), PAGE, view(), None));
            for frame in &frames {
                prop_assert!(frame.is_valid());
                prop_assert!(frame.size.width <= limit && frame.size.height <= limit);
            }
        }

        #[test]
        fn a_grid_does_not_overlap(width in 1.0..3000.0, height in 1.0..3000.0, count in 2..20_usize) {
            let frames = fit_several(&vec![Size::new(width, height); count], PAGE, view(), None);
            for (at, one) in frames.iter().enumerate() {
                for other in &frames[at + 1..] {
                    prop_assert!(!one.bounds().intersects(&other.bounds()));
                }
            }
        }
    }
}
