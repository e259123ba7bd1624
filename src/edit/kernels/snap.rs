//! Smart guides: a moving box is drawn to the edges and centres of the other tiles and of the page, and to
//! places with equal gaps in its row or column.
//!
//! [`SnapTargets`] is built once when a gesture starts; a question per frame costs two binary searches per
//! moving edge and one walk over the tiles for the gaps.

use std::collections::BTreeSet;

use super::Axis;
use crate::model::{Collage, Point, Rect, Size, TileId, Vector};

/// How near a line must be to be drawn as touched, in scene pixels.
const TOUCH_PX: f64 = 0.01;

/// What others offer to snap to.
#[derive(Debug, Clone, Default)]
pub struct SnapTargets {
    x: Lines,
    y: Lines,
    /// The other tiles' bounds, for gaps.
    others: Vec<Rect>,
}

/// Which parts of the box move, and so may snap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moving {
    /// All of it: both edges and the centre snap, and gaps count.
    Whole,
    /// The edges on these sides, as in [`super::Handle::sign`]: negative left or top, positive right or
    /// bottom, 0 none.
    Edges {
        /// Left, none or right.
        x: i8,
        /// Top, none or bottom.
        y: i8,
    },
}

/// A segment to draw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guide {
    /// The axis that the segment runs along.
    pub along: Axis,
    /// Its coordinate on the other axis.
    pub at: f64,
    /// Where it starts on its own axis.
    pub from: f64,
    /// Where it ends on its own axis.
    pub to: f64,
    /// What it shows.
    pub kind: GuideKind,
}

/// Why a guide is shown, from the strongest reason to the weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GuideKind {
    /// An edge or the centre of the page.
    Page,
    /// The edge of a tile.
    Edge,
    /// The centre of a tile.
    Centre,
    /// One of several equal gaps.
    Gap,
}

impl Guide {
    /// Both ends in scene space.
    pub const fn ends(&self) -> (Point, Point) {
        match self.along {
            Axis::X => (Point::new(self.from, self.at), Point::new(self.to, self.at)),
            Axis::Y => (Point::new(self.at, self.from), Point::new(self.at, self.to)),
        }
    }

    /// Its length in scene pixels; for a gap, how wide the gap is.
    pub const fn length_px(&self) -> f64 {
        self.to - self.from
    }
}

/// The lines across one axis, sorted by `at`.
#[derive(Debug, Clone, Default)]
struct Lines(Vec<Line>);

#[derive(Debug, Clone, Copy)]
struct Line {
    at: f64,
    /// The extent of its owner along the other axis.
    from: f64,
    to: f64,
    kind: GuideKind,
}

impl Lines {
    fn across(axis: Axis, others: &[Rect], page: &Rect) -> Self {
        let mut lines = Vec::with_capacity(3 * (others.len() + 1));
        let owners = others.iter().map(|rect| (rect, GuideKind::Edge, GuideKind::Centre));
        for (rect, edge, centre) in owners.chain([(page, GuideKind::Page, GuideKind::Page)]) {
            let (from, to) = span(axis.across(), rect);
            let (min, max) = span(axis, rect);
            for (at, kind) in [(min, edge), (f64::midpoint(min, max), centre), (max, edge)] {
                lines.push(Line { at, from, to, kind });
            }
        }
        lines.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.kind.cmp(&b.kind)));
        Self(lines)
    }

    /// The lines from `from` to `to`, both included.
    fn between(&self, from: f64, to: f64) -> &[Line] {
        let start = self.0.partition_point(|line| line.at < from);
        let end = self.0.partition_point(|line| line.at <= to);
        self.0.get(start..end).unwrap_or_default()
    }

    /// The lines at most `tolerance_px` from `at` that are nearest: just before and just after.
    fn nearest(&self, at: f64, tolerance_px: f64) -> impl Iterator<Item = f64> {
        let split = self.0.partition_point(|line| line.at < at);
        let before = split.checked_sub(1).and_then(|index| self.0.get(index));
        let near = move |line: &&Line| (line.at - at).abs() <= tolerance_px;
        before.into_iter().chain(self.0.get(split)).filter(near).map(|line| line.at)
    }
}

impl SnapTargets {
    /// Targets from the bounds of the tiles that stay, and the page.
    pub fn new(others: Vec<Rect>, page: Size) -> Self {
        let page = Rect::from_min_size(Point::default(), page);
        Self { x: Lines::across(Axis::X, &others, &page), y: Lines::across(Axis::Y, &others, &page), others }
    }

    /// Targets while the tiles of `moving` move: every other visible tile, and the page.
    pub fn for_collage(collage: &Collage, moving: &BTreeSet<TileId>) -> Self {
        let stays = |id: &TileId| !moving.contains(id);
        let tiles = collage.tiles.iter().filter(|(id, tile)| stays(id) && !tile.hidden);
        Self::new(tiles.map(|(_, tile)| tile.frame.bounds()).collect(), collage.page.size)
    }

    /// The movement that draws `rect` to the nearest targets: each axis for itself, at most `tolerance_px`
    /// (scene pixels) far.
    pub fn delta(&self, rect: Rect, moving: Moving, tolerance_px: f64) -> Vector {
        let along = |axis| self.delta_along(axis, &rect, moving, tolerance_px);
        Vector::new(along(Axis::X), along(Axis::Y))
    }

    /// The guides that `rect` touches as it lies.
    pub fn guides(&self, rect: Rect, moving: Moving) -> Vec<Guide> {
        let mut guides = Vec::new();
        for axis in [Axis::X, Axis::Y] {
            self.line_guides(axis, &rect, moving, &mut guides);
            if moving == Moving::Whole {
                self.gap_guides(axis, &rect, &mut guides);
            }
        }
        guides
    }

    fn lines(&self, axis: Axis) -> &Lines {
        match axis {
            Axis::X => &self.x,
            Axis::Y => &self.y,
        }
    }

    fn delta_along(&self, axis: Axis, rect: &Rect, moving: Moving, tolerance_px: f64) -> f64 {
        let lines = self.lines(axis);
        let to_lines =
            moving.stops(axis, rect).flat_map(|stop| lines.nearest(stop, tolerance_px).map(move |at| at - stop));
        let to_gaps = (moving == Moving::Whole).then(|| deltas_to_equal(gaps_around(axis, rect, &self.others)));
        let near_gaps = to_gaps.into_iter().flatten().filter(|delta| delta.abs() <= tolerance_px);
        // Of two that are equally far the one to the left or top wins, so that the result never flickers.
        to_lines.chain(near_gaps).min_by(|a, b| a.abs().total_cmp(&b.abs()).then(a.total_cmp(b))).unwrap_or(0.0)
    }

    /// One guide per touched coordinate, as long as all that touch it together.
    fn line_guides(&self, axis: Axis, rect: &Rect, moving: Moving, guides: &mut Vec<Guide>) {
        let own = span(axis.across(), rect);
        for stop in moving.stops(axis, rect) {
            let touched = self.lines(axis).between(stop - TOUCH_PX, stop + TOUCH_PX);
            let Some(strongest) = touched.iter().map(|line| line.kind).min() else { continue };
            let from = touched.iter().map(|line| line.from).fold(own.0, f64::min);
            let to = touched.iter().map(|line| line.to).fold(own.1, f64::max);
            guides.push(Guide { along: axis.across(), at: stop, from, to, kind: strongest });
        }
    }

    /// Both of two neighbouring gaps that are equal.
    fn gap_guides(&self, axis: Axis, rect: &Rect, guides: &mut Vec<Guide>) {
        let gaps = gaps_around(axis, rect, &self.others);
        let equal = |pair: &[Option<Gap>]| match pair {
            [Some(a), Some(b)] => a.length_px() > TOUCH_PX && (a.length_px() - b.length_px()).abs() <= TOUCH_PX,
            _ => false,
        };
        let pairs = gaps.windows(2).enumerate().filter(|(_, pair)| equal(pair));
        let shown: BTreeSet<usize> = pairs.flat_map(|(at, _)| [at, at + 1]).collect();
        for Gap { from, to, at } in shown.into_iter().filter_map(|at| gaps.get(at).copied().flatten()) {
            guides.push(Guide { along: axis, at, from, to, kind: GuideKind::Gap });
        }
    }
}

impl Moving {
    /// The coordinates that may snap.
    fn stops(self, axis: Axis, rect: &Rect) -> impl Iterator<Item = f64> {
        let (min, max) = span(axis, rect);
        let stops = match self {
            Self::Whole => [Some(min), Some(f64::midpoint(min, max)), Some(max)],
            Self::Edges { x, y } => {
                let side = if axis == Axis::X { x } else { y };
                [(side < 0).then_some(min), None, (side > 0).then_some(max)]
            }
        };
        stops.into_iter().flatten()
    }
}

/// The free space between two neighbours.
#[derive(Debug, Clone, Copy)]
struct Gap {
    from: f64,
    to: f64,
    /// Where it is drawn on the other axis: the middle of what the two share there.
    at: f64,
}

impl Gap {
    fn between(axis: Axis, first: &Rect, second: &Rect) -> Self {
        let (a, b) = (span(axis.across(), first), span(axis.across(), second));
        let at = f64::midpoint(a.0.max(b.0), a.1.min(b.1));
        Self { from: span(axis, first).1, to: span(axis, second).0, at }
    }

    /// Negative where the two overlap.
    fn length_px(&self) -> f64 {
        self.to - self.from
    }
}

/// The gaps of the row that `rect` stands in: between its two neighbours before it, before it, after it, and
/// between its two neighbours after it.
///
/// The row are those of `others` that share a part of the other axis with `rect`. Which side a neighbour is on
/// is told by the centre of `rect`, so that nothing changes sides within a snap.
fn gaps_around(axis: Axis, rect: &Rect, others: &[Rect]) -> [Option<Gap>; 4] {
    let cross = span(axis.across(), rect);
    let min = |other: &Rect| span(axis, other).0;
    let max = |other: &Rect| span(axis, other).1;
    let in_row = |other: &&Rect| {
        let (from, to) = span(axis.across(), other);
        from < cross.1 && cross.0 < to
    };
    let last_ending_by = |limit: f64| {
        let ending = others.iter().filter(in_row).filter(|other| max(other) <= limit);
        ending.max_by(|a, b| max(a).total_cmp(&max(b)))
    };
    let first_starting_from = |limit: f64| {
        let starting = others.iter().filter(in_row).filter(|other| min(other) >= limit);
        starting.min_by(|a, b| min(a).total_cmp(&min(b)))
    };
    let centre = axis.of(rect.centre());
    let (before, after) = (last_ending_by(centre), first_starting_from(centre));
    let gap = |first: Option<&Rect>, second: Option<&Rect>| Some(Gap::between(axis, first?, second?));
    [
        gap(before.and_then(|near| last_ending_by(min(near))), before),
        gap(before, Some(rect)),
        gap(Some(rect), after),
        gap(after, after.and_then(|near| first_starting_from(max(near)))),
    ]
}

/// The movements that make neighbouring gaps equal: to the middle between two tiles, or to continue a row.
fn deltas_to_equal([far_before, before, after, far_after]: [Option<Gap>; 4]) -> impl Iterator<Item = f64> {
    let length = |gap: Option<Gap>| gap.map(|gap| gap.length_px());
    let both = |a, b| length(a).zip(length(b));
    let to_middle = both(before, after).filter(|(before, after)| before + after > 0.0).map(|(b, a)| (a - b) / 2.0);
    let continuing = both(far_before, before).map(|(far, near)| far - near);
    let leading = both(after, far_after).map(|(near, far)| near - far);
    [to_middle, continuing, leading].into_iter().flatten()
}

/// The extent of `rect` along `axis`.
const fn span(axis: Axis, rect: &Rect) -> (f64, f64) {
    (axis.of(rect.min), axis.of(rect.max))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rect(left: f64, top: f64, width: f64, height: f64) -> Rect {
        Rect::from_min_size(Point::new(left, top), Size::new(width, height))
    }

    /// A page so large and odd that only the others count near them.
    fn targets(others: &[Rect]) -> SnapTargets {
        SnapTargets::new(others.to_vec(), Size::new(9_001.0, 9_001.0))
    }

    struct Snap {
        delta: Vector,
        guides: Vec<Guide>,
    }

    /// The movement, and the guides that the box touches after it.
    fn snap(targets: &SnapTargets, rect: Rect, moving: Moving, tolerance_px: f64) -> Snap {
        let delta = targets.delta(rect, moving, tolerance_px);
        let after = match moving {
            Moving::Whole => rect.translated(delta),
            Moving::Edges { x, y } => {
                let only = |wanted: bool, by: f64| if wanted { by } else { 0.0 };
                Rect {
                    min: rect.min + Vector::new(only(x < 0, delta.x), only(y < 0, delta.y)),
                    max: rect.max + Vector::new(only(x > 0, delta.x), only(y > 0, delta.y)),
                }
            }
        };
        Snap { delta, guides: targets.guides(after, moving) }
    }

    fn moved(others: &[Rect], moving: Rect) -> Snap {
        snap(&targets(others), moving, Moving::Whole, 5.0)
    }

    #[test]
    fn edges_and_centres_of_tiles() {
        let other = rect(100.0, 100.0, 50.0, 50.0);
        let to_edge = moved(&[other], rect(153.0, 300.0, 20.0, 20.0));
        assert_eq!(to_edge.delta, Vector::new(-3.0, 0.0));
        let guide = Guide { along: Axis::Y, at: 150.0, from: 100.0, to: 320.0, kind: GuideKind::Edge };
        assert_eq!(to_edge.guides, [guide]);
        assert_eq!(guide.ends(), (Point::new(150.0, 100.0), Point::new(150.0, 320.0)));
        let to_centre = moved(&[other], rect(300.0, 111.0, 20.0, 30.0));
        assert_eq!(to_centre.delta, Vector::new(0.0, -1.0));
        assert_eq!(to_centre.guides[0].kind, GuideKind::Centre);
    }

    #[test]
    fn the_page_is_a_target() {
        let page = SnapTargets::new(vec![], Size::new(1000.0, 800.0));
        let snap = snap(&page, rect(448.0, 3.0, 100.0, 100.0), Moving::Whole, 5.0);
        assert_eq!(snap.delta, Vector::new(2.0, -3.0));
        assert!(snap.guides.iter().all(|guide| guide.kind == GuideKind::Page));
        assert_eq!(snap.guides.len(), 2);
    }

    #[test]
    fn nothing_in_reach_moves_nothing() {
        let far = moved(&[rect(100.0, 100.0, 50.0, 50.0)], rect(206.0, 206.0, 20.0, 21.0));
        assert_eq!((far.delta, far.guides), (Vector::ZERO, vec![]));
    }

    #[test]
    fn only_moving_edges_snap_while_resizing() {
        let other = targets(&[rect(100.0, 0.0, 50.0, 50.0)]);
        let right = Moving::Edges { x: 1, y: 0 };
        assert_eq!(snap(&other, rect(3.0, 60.0, 95.0, 9.0), right, 5.0).delta, Vector::new(2.0, 0.0));
        assert_eq!(snap(&other, rect(103.0, 60.0, 95.0, 9.0), right, 5.0).delta, Vector::new(0.0, 0.0));
        let guides = snap(&other, rect(3.0, 60.0, 95.0, 9.0), right, 5.0).guides;
        assert_eq!(guides, [Guide { along: Axis::Y, at: 100.0, from: 0.0, to: 69.0, kind: GuideKind::Edge }]);
    }

    // In these three, nothing but gaps is near: the others' lines across lie at 0, 100 and 200.

    #[test]
    fn equal_gaps_between_two() {
        let others = [rect(100.0, 0.0, 50.0, 200.0), rect(300.0, 0.0, 50.0, 200.0)];
        // Free: 150 to 300. A box of 40 leaves 55 on both sides.
        let snap = moved(&others, rect(208.0, 30.0, 40.0, 24.0));
        assert_eq!(snap.delta, Vector::new(-3.0, 0.0));
        let gap = |from, to| Guide { along: Axis::X, at: 42.0, from, to, kind: GuideKind::Gap };
        assert_eq!(snap.guides, [gap(150.0, 205.0), gap(245.0, 300.0)]);
        assert_eq!(snap.guides[0].length_px(), 55.0);
    }

    #[test]
    fn a_row_is_continued_with_its_gap() {
        let others = [rect(100.0, 0.0, 50.0, 200.0), rect(180.0, 0.0, 50.0, 200.0)];
        let after = moved(&others, rect(262.0, 30.0, 40.0, 24.0));
        assert_eq!(after.delta, Vector::new(-2.0, 0.0));
        let gaps = |snap: &Snap| snap.guides.iter().map(|guide| (guide.from, guide.to)).collect::<Vec<_>>();
        assert_eq!(gaps(&after), [(150.0, 180.0), (230.0, 260.0)]);
        let before = moved(&others, rect(27.0, 30.0, 40.0, 24.0));
        assert_eq!(before.delta, Vector::new(3.0, 0.0));
        assert_eq!(gaps(&before), [(70.0, 100.0), (150.0, 180.0)]);
    }

    #[test]
    fn a_column_is_continued_too() {
        let others = [rect(0.0, 100.0, 200.0, 50.0), rect(0.0, 180.0, 200.0, 50.0)];
        let below = moved(&others, rect(30.0, 258.0, 24.0, 40.0));
        assert_eq!(below.delta, Vector::new(0.0, 2.0));
        assert!(below.guides.iter().all(|guide| guide.kind == GuideKind::Gap && guide.along == Axis::Y));
        assert_eq!(below.guides.len(), 2);
    }

    #[test]
    fn of_two_equally_near_the_first_wins() {
        let others = [rect(100.0, 0.0, 4.0, 4.0)];
        assert_eq!(moved(&others, rect(97.0, 500.0, 50.0, 50.0)).delta.x, 3.0);
        let pair = [rect(50.0, 0.0, 50.0, 1.0), rect(104.0, 0.0, 50.0, 1.0)];
        assert_eq!(moved(&pair, rect(102.0, 500.0, 200.0, 50.0)).delta.x, -2.0);
    }

    fn any_rect() -> impl Strategy<Value = Rect> {
        (0.0..900.0, 0.0..700.0, 1.0..200.0, 1.0..200.0).prop_map(|(x, y, width, height)| rect(x, y, width, height))
    }

    proptest! {
        #[test]
        fn a_snap_stays_in_tolerance(
            others in proptest::collection::vec(any_rect(), 0..30), moving in any_rect(), tolerance in 0.5..12.0,
        ) {
            let targets = SnapTargets::new(others, Size::new(1000.0, 800.0));
            let delta = targets.delta(moving, Moving::Whole, tolerance);
            prop_assert!(delta.x.abs() <= tolerance && delta.y.abs() <= tolerance);
        }

        #[test]
        fn what_moved_an_edge_is_shown(
            others in proptest::collection::vec(any_rect(), 0..30), moving in any_rect(), x in -1_i8..=1, y in -1_i8..=1,
        ) {
            let targets = SnapTargets::new(others, Size::new(1000.0, 800.0));
            let snap = snap(&targets, moving, Moving::Edges { x, y }, 8.0);
            let shown = |along: Axis| snap.guides.iter().any(|guide| guide.along == along);
            prop_assert!(snap.delta.x == 0.0 || shown(Axis::Y));
            prop_assert!(snap.delta.y == 0.0 || shown(Axis::X));
        }

        #[test]
        fn equal_gaps_are_found_wherever_they_are(
            left in 10.0..200.0, first in 5.0..100.0, second in 5.0..100.0, gap in 11.0..60.0, own in 5.0..100.0,
            off in -4.0..4.0_f64,
        ) {
            // Two in a row, and a third that almost continues it.
            let others = [rect(left, 0.0, first, 200.0), rect(left + first + gap, 0.0, second, 200.0)];
            let place = left + first + gap + second + gap;
            let delta = targets(&others).delta(rect(place + off, 30.0, own, 24.0), Moving::Whole, 5.0);
            // Other lines may be nearer, but never may the box stay where it is.
            prop_assert!(delta.x.abs() <= off.abs() + 1e-9);
            prop_assert!(off.abs() < 1e-9 || delta.x != 0.0);
        }

        #[test]
        fn no_line_is_nearer_than_the_one_chosen(
            others in proptest::collection::vec(any_rect(), 0..30), moving in any_rect(), x in -1_i8..=1, y in -1_i8..=1,
        ) {
            let targets = SnapTargets::new(others.clone(), Size::new(1000.0, 800.0));
            let moving_edges = Moving::Edges { x, y };
            let delta = targets.delta(moving, moving_edges, 8.0);
            let nearest = |axis: Axis| {
                let page = rect(0.0, 0.0, 1000.0, 800.0);
                let all = others.iter().chain([&page]).flat_map(|other| {
                    let (min, max) = span(axis, other);
                    [min, f64::midpoint(min, max), max]
                });
                let all: Vec<f64> = all.collect();
                let deltas = moving_edges.stops(axis, &moving).flat_map(|stop| all.iter().map(move |at| (at - stop).abs()));
                deltas.filter(|delta| *delta <= 8.0).fold(f64::INFINITY, f64::min)
            };
            for (found, best) in [(delta.x, nearest(Axis::X)), (delta.y, nearest(Axis::Y))] {
                prop_assert_eq!(found.abs(), if best.is_finite() { best } else { 0.0 });
            }
        }
    }
}
