//! Lining tiles up, spacing them evenly, giving them one size. A group that is selected as a whole moves as
//! one piece; locked tiles stay. Every plan holds only the tiles that change.

use std::collections::BTreeSet;

use super::select::{Unit, movable, units};
use super::{Axis, Placed, bounds_of};
use crate::model::{Collage, Content, Frame, Point, Rect, Size, TileId};

/// Less than this many scene pixels is no movement but rounding.
const STILL_PX: f64 = 1e-6;

/// What is brought to one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Align {
    Left,
    Centre,
    Right,
    Top,
    Middle,
    Bottom,
}

/// Which sides become equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Match {
    Width,
    Height,
    Size,
}

/// The tiles lined up within the bounds of the selection; a single tile or group, within the page.
pub fn align(collage: &Collage, selection: &BTreeSet<TileId>, how: Align) -> Vec<Placed> {
    let units = bounded(units(collage, selection));
    let target = match units.as_slice() {
        [_] => Some(Rect::from_min_size(Point::default(), collage.page.size)),
        several => Rect::union_of(several.iter().map(|(_, bounds)| *bounds)),
    };
    let Some(target) = target else { return Vec::new() };
    let (axis, share) = match how {
        Align::Left => (Axis::X, 0.0),
        Align::Centre => (Axis::X, 0.5),
        Align::Right => (Axis::X, 1.0),
        Align::Top => (Axis::Y, 0.0),
        Align::Middle => (Axis::Y, 0.5),
        Align::Bottom => (Axis::Y, 1.0),
    };
    let line = |rect: &Rect| axis.of(rect.min) + share * (axis.of(rect.max) - axis.of(rect.min));
    units.iter().flat_map(|(unit, bounds)| moved_along(axis, unit, line(&target) - line(bounds))).collect()
}

/// The tiles spread along an axis with equal gaps; the first and the last stay. Where there is no room for
/// gaps, the centres are spread instead, so that nothing changes its order. Needs three tiles or groups.
pub fn distribute(collage: &Collage, selection: &BTreeSet<TileId>, axis: Axis) -> Vec<Placed> {
    let mut units = bounded(units(collage, selection));
    let centre = |bounds: &Rect| axis.of(bounds.centre());
    let length = |bounds: &Rect| axis.of(bounds.max) - axis.of(bounds.min);
    units.sort_by(|(_, a), (_, b)| centre(a).total_cmp(&centre(b)));
    let [(_, first), inner @ .., (_, last)] = units.as_slice() else { return Vec::new() };
    if inner.is_empty() {
        return Vec::new();
    }
    let steps = (inner.len() + 1) as f64;
    let inner_px: f64 = inner.iter().map(|(_, bounds)| length(bounds)).sum();
    let gap = (axis.of(last.min) - axis.of(first.max) - inner_px) / steps;
    let centre_step = (centre(last) - centre(first)) / steps;
    let (mut end_before, mut centre_before) = (axis.of(first.max), centre(first));
    let mut plan = Vec::new();
    for (unit, bounds) in inner {
        let new_centre = if gap >= 0.0 { end_before + gap + length(bounds) / 2.0 } else { centre_before + centre_step };
        plan.extend(moved_along(axis, unit, new_centre - centre(bounds)));
        (end_before, centre_before) = (new_centre + length(bounds) / 2.0, new_centre);
    }
    plan
}

/// The tiles given the width, the height or both of `reference`, around their own centres. Pictures keep their
/// shape: the other side follows, and for [`Match::Size`] they fit inside. Texts take the width only, as their
/// height follows their words.
pub fn match_size(collage: &Collage, selection: &BTreeSet<TileId>, reference: TileId, how: Match) -> Vec<Placed> {
    let Some(model) = collage.tiles.get(&reference).map(|tile| tile.frame.size) else { return Vec::new() };
    let resized = |tile: Placed| {
        let own = tile.frame.size;
        let size = match (collage.tiles.get(&tile.id).map(|each| &each.content)?, how) {
            (Content::Picture(_), Match::Width) => Size::new(model.width, model.width / own.aspect()),
            (Content::Picture(_), Match::Height) => Size::new(model.height * own.aspect(), model.height),
            (Content::Picture(_), Match::Size) => own.fitted(model),
            (Content::Text(_), Match::Height) => own,
            (Content::Text(_), Match::Width | Match::Size) | (Content::Shape(_), Match::Width) => {
                Size::new(model.width, own.height)
            }
            (Content::Shape(_), Match::Height) => Size::new(own.width, model.height),
            (Content::Shape(_), Match::Size) => model,
        };
        let changes = (size.width - own.width).abs() > STILL_PX || (size.height - own.height).abs() > STILL_PX;
        changes.then(|| Placed { frame: Frame { size, ..tile.frame }.sanitised(), ..tile })
    };
    movable(collage, selection).into_iter().filter(|tile| tile.id != reference).filter_map(resized).collect()
}

fn bounded(units: Vec<Unit>) -> Vec<(Unit, Rect)> {
    units.into_iter().filter_map(|unit| bounds_of(&unit.tiles).map(|bounds| (unit, bounds))).collect()
}

fn moved_along(axis: Axis, unit: &Unit, by_px: f64) -> Vec<Placed> {
    if by_px.abs() < STILL_PX {
        return Vec::new();
    }
    unit.tiles.iter().map(|tile| tile.moved(axis.vector(by_px))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::kernels::fixtures::{any_frame, boxed, collage, id, picture, rectangles, shape, words};
    use crate::model::{Group, GroupId, ShapeKind, UnitRect};

    fn all(collage: &Collage) -> BTreeSet<TileId> {
        collage.tiles.keys().copied().collect()
    }

    fn apply(collage: &mut Collage, plan: &[Placed]) {
        for placed in plan {
            collage.tiles.get_mut(&placed.id).unwrap().frame = placed.frame;
        }
    }

    fn lefts(collage: &Collage) -> Vec<f64> {
        collage.tiles.values().map(|tile| tile.frame.bounds().min.x).collect()
    }

    /// Tiles 0 and 1 form a group.
    fn grouped(frames: [Frame; 3]) -> Collage {
        let mut collage = rectangles(frames);
        let group = GroupId::from_raw(0);
        collage.groups.insert(group, Group::default());
        for member in [0, 1] {
            collage.tiles.get_mut(&id(member)).unwrap().group = Some(group);
        }
        collage
    }

    #[test]
    fn several_align_to_their_bounds_and_one_to_the_page() {
        let mut tiles = rectangles([boxed(10.0, 0.0, 10.0, 10.0), boxed(50.0, 30.0, 30.0, 10.0)]);
        let plan = align(&tiles, &all(&tiles), Align::Right);
        assert_eq!(plan.len(), 1);
        apply(&mut tiles, &plan);
        assert_eq!(lefts(&tiles), [70.0, 50.0]);
        let alone = align(&tiles, &BTreeSet::from([id(1)]), Align::Middle);
        assert_eq!(alone[0].frame.centre, Point::new(65.0, 400.0));
        assert!(align(&tiles, &BTreeSet::new(), Align::Left).is_empty());
    }

    #[test]
    fn a_group_moves_as_one_and_locked_tiles_stay() {
        let mut tiles =
            grouped([boxed(100.0, 0.0, 10.0, 10.0), boxed(120.0, 0.0, 10.0, 10.0), boxed(0.0, 50.0, 10.0, 10.0)]);
        let plan = align(&tiles, &all(&tiles), Align::Left);
        apply(&mut tiles, &plan);
        assert_eq!(lefts(&tiles), [0.0, 20.0, 0.0]);
        tiles.tiles.get_mut(&id(2)).unwrap().locked = true;
        let to_page = align(&tiles, &all(&tiles), Align::Right);
        apply(&mut tiles, &to_page);
        assert_eq!(lefts(&tiles), [970.0, 990.0, 0.0]);
    }

    #[test]
    fn gaps_become_equal_and_the_outer_ones_stay() {
        let mut tiles = rectangles([
            boxed(0.0, 0.0, 10.0, 10.0),
            boxed(12.0, 0.0, 30.0, 10.0),
            boxed(44.0, 0.0, 20.0, 10.0),
            boxed(90.0, 0.0, 10.0, 10.0),
        ]);
        let plan = distribute(&tiles, &all(&tiles), Axis::X);
        apply(&mut tiles, &plan);
        assert_eq!(lefts(&tiles), [0.0, 20.0, 60.0, 90.0]);
        assert!(distribute(&tiles, &BTreeSet::from([id(0), id(1)]), Axis::X).is_empty());
    }

    #[test]
    fn sizes_are_matched_by_content() {
        let frame = boxed(0.0, 0.0, 80.0, 60.0);
        let tiles = collage([
            (boxed(0.0, 0.0, 40.0, 20.0), shape(ShapeKind::Rectangle)),
            (frame, shape(ShapeKind::Ellipse)),
            (frame, Content::Picture(picture(UnitRect::FULL))),
            (frame, words("hello")),
        ]);
        let sizes = |how| {
            let plan = match_size(&tiles, &all(&tiles), id(0), how);
            plan.iter().map(|tile| (tile.id.raw(), tile.frame.size.width, tile.frame.size.height)).collect::<Vec<_>>()
        };
        assert_eq!(sizes(Match::Width), [(1, 40.0, 60.0), (2, 40.0, 30.0), (3, 40.0, 60.0)]);
        assert_eq!(sizes(Match::Height)[0], (1, 80.0, 20.0));
        assert_eq!(sizes(Match::Height).len(), 2);
        assert_eq!(sizes(Match::Size)[0], (1, 40.0, 20.0));
        assert!(match_size(&tiles, &all(&tiles), id(99), Match::Size).is_empty());
    }

    proptest! {
        #[test]
        fn aligning_twice_is_aligning_once(frames in proptest::collection::vec(any_frame(), 1..8), how in 0..6_usize) {
            let how = [Align::Left, Align::Centre, Align::Right, Align::Top, Align::Middle, Align::Bottom][how];
            let mut tiles = rectangles(frames);
            let plan = align(&tiles, &all(&tiles), how);
            apply(&mut tiles, &plan);
            prop_assert_eq!(align(&tiles, &all(&tiles), how), vec![]);
        }

        #[test]
        fn distributing_twice_is_distributing_once(
            frames in proptest::collection::vec(any_frame(), 3..9), vertical: bool, spread in 0.0..8.0,
        ) {
            let axis = if vertical { Axis::Y } else { Axis::X };
            // Some runs have room for gaps, others overlap.
            let apart = frames.into_iter().map(|frame| Frame {
                centre: Point::new(frame.centre.x * spread, frame.centre.y * spread), ..frame
            });
            let mut tiles = rectangles(apart);
            let order = |tiles: &Collage| {
                let mut ids: Vec<_> = tiles.tiles.keys().copied().collect();
                ids.sort_by(|a, b| axis.of(tiles.tiles[a].frame.centre).total_cmp(&axis.of(tiles.tiles[b].frame.centre)));
                ids
            };
            let before = order(&tiles);
            let plan = distribute(&tiles, &all(&tiles), axis);
            apply(&mut tiles, &plan);
            if spread > 0.01 {
                prop_assert_eq!(before, order(&tiles));
            }
            prop_assert_eq!(distribute(&tiles, &all(&tiles), axis), vec![]);
        }

        #[test]
        fn matching_twice_is_matching_once(frames in proptest::collection::vec(any_frame(), 2..6), how in 0..3_usize) {
            let how = [Match::Width, Match::Height, Match::Size][how];
            let mut tiles = rectangles(frames);
            let plan = match_size(&tiles, &all(&tiles), id(0), how);
            apply(&mut tiles, &plan);
            prop_assert_eq!(match_size(&tiles, &all(&tiles), id(0), how), vec![]);
        }
    }
}
