//! From a hit tile to a selection, and from a selection to what may be moved.

use std::collections::BTreeSet;

use super::{Placed, SelectionBox};
use crate::model::{Collage, GroupId, TileId};

/// What a click on a tile selects: all of its outermost group, or the tile alone.
pub fn expand(collage: &Collage, hit: TileId) -> BTreeSet<TileId> {
    match collage.tiles.get(&hit).and_then(|tile| collage.outermost_group(tile)) {
        Some(group) => group_members(collage, group),
        None => BTreeSet::from([hit]),
    }
}

/// What a marquee around `hits` selects: each with all of its outermost group.
pub fn expand_all(collage: &Collage, hits: impl IntoIterator<Item = TileId>) -> BTreeSet<TileId> {
    let mut selection = BTreeSet::new();
    for hit in hits {
        if !selection.contains(&hit) {
            selection.append(&mut expand(collage, hit));
        }
    }
    selection
}

/// The tiles of a group and of the groups inside it.
pub fn group_members(collage: &Collage, group: GroupId) -> BTreeSet<TileId> {
    let inside = |own: Option<GroupId>| own.is_some_and(|own| collage.is_inside(own, group));
    collage.tiles.iter().filter(|(_, tile)| inside(tile.group)).map(|(id, _)| *id).collect()
}

/// The box with handles around a selection: a single tile's own turned frame, else upright around all.
pub fn selection_frame(collage: &Collage, selection: &BTreeSet<TileId>) -> Option<SelectionBox> {
    let tiles: Vec<_> = selection.iter().filter_map(|id| Some(Placed::of(*id, collage.tiles.get(id)?))).collect();
    SelectionBox::around(&tiles)
}

/// The tiles of a selection that may be moved, in the order of their ids: all but the locked ones.
pub fn movable(collage: &Collage, selection: &BTreeSet<TileId>) -> Vec<Placed> {
    let free = |id: &TileId| collage.tiles.get(id).filter(|tile| !tile.locked).map(|tile| Placed::of(*id, tile));
    selection.iter().filter_map(free).collect()
}

/// A part of a selection that keeps its shape when parts are aligned or arranged.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// The group, if it is one.
    pub group: Option<GroupId>,
    /// Its movable tiles; never empty.
    pub tiles: Vec<Placed>,
}

/// The units of a selection: each largest group that is selected as a whole, and the other tiles one by one,
/// in the order of their first tile. Locked tiles stay out.
pub fn units(collage: &Collage, selection: &BTreeSet<TileId>) -> Vec<Unit> {
    let whole: BTreeSet<GroupId> = collage
        .groups
        .keys()
        .filter(|group| {
            let members = group_members(collage, **group);
            !members.is_empty() && members.is_subset(selection)
        })
        .copied()
        .collect();
    let mut units: Vec<Unit> = Vec::new();
    for tile in movable(collage, selection) {
        let own = collage.tiles.get(&tile.id).and_then(|each| each.group);
        let group = outermost_of(collage, own, &whole);
        match units.iter_mut().find(|unit| group.is_some() && unit.group == group) {
            Some(unit) => unit.tiles.push(tile),
            None => units.push(Unit { group, tiles: vec![tile] }),
        }
    }
    units
}

/// The outermost group around and including `inner` that is one of `wanted`.
fn outermost_of(collage: &Collage, inner: Option<GroupId>, wanted: &BTreeSet<GroupId>) -> Option<GroupId> {
    let parent = |group: &GroupId| collage.groups.get(group).and_then(|each| each.parent);
    // Bounded, so that a damaged file with a ring of groups cannot hang us.
    std::iter::successors(inner, parent).take(collage.groups.len()).filter(|group| wanted.contains(group)).last()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::kernels::fixtures::{boxed, id, rectangles, words};
    use crate::model::{Frame, Group, Point, Size};

    fn group(raw: u32) -> GroupId {
        GroupId::from_raw(raw)
    }

    /// Tiles 0 and 1 in group 1 inside group 0, tile 2 in group 0, tile 3 alone.
    fn nested() -> Collage {
        let mut collage = rectangles((0..4).map(|at| boxed(f64::from(at) * 20.0, 0.0, 10.0, 10.0)));
        collage.groups.insert(group(0), Group::default());
        collage.groups.insert(group(1), Group { parent: Some(group(0)), ..Group::default() });
        for (tile, own) in [(0, 1), (1, 1), (2, 0)] {
            collage.tiles.get_mut(&id(tile)).unwrap().group = Some(group(own));
        }
        collage
    }

    fn set(raw: impl IntoIterator<Item = u32>) -> BTreeSet<TileId> {
        raw.into_iter().map(id).collect()
    }

    #[test]
    fn a_click_takes_the_outermost_group() {
        let collage = nested();
        assert_eq!(expand(&collage, id(0)), set(0..3));
        assert_eq!(expand(&collage, id(3)), set([3]));
        assert_eq!(expand_all(&collage, [id(1), id(3)]), set(0..4));
        assert_eq!(group_members(&collage, group(1)), set(0..2));
    }

    #[test]
    fn a_ring_of_groups_hangs_nobody() {
        let mut collage = nested();
        collage.groups.get_mut(&group(0)).unwrap().parent = Some(group(1));
        assert!(expand(&collage, id(0)).contains(&id(0)));
        assert!(!units(&collage, &set(0..4)).is_empty());
    }

    #[test]
    fn one_tile_keeps_its_turned_box_and_several_get_an_upright_one() {
        let mut collage = nested();
        collage.tiles.get_mut(&id(0)).unwrap().frame.rotation_deg = 30.0;
        let frame = collage.tiles[&id(0)].frame;
        let single = selection_frame(&collage, &set([0])).unwrap();
        assert_eq!((single.centre, single.size, single.rotation_deg), (frame.centre, frame.size, 30.0));
        let pair = selection_frame(&collage, &set([2, 3])).unwrap();
        assert_eq!((pair.centre, pair.size), (Point::new(55.0, 5.0), Size::new(30.0, 10.0)));
        assert_eq!(selection_frame(&collage, &set([])), None);
        assert_eq!(selection_frame(&collage, &set([99])), None);
    }

    #[test]
    fn groups_are_units_only_as_a_whole() {
        let mut collage = nested();
        let sizes = |selection| units(&collage, &selection).iter().map(|unit| unit.tiles.len()).collect::<Vec<_>>();
        assert_eq!(sizes(set(0..4)), [3, 1]);
        assert_eq!(sizes(set([0, 1, 3])), [2, 1]);
        assert_eq!(sizes(set([0, 2, 3])), [1, 1, 1]);
        collage.tiles.get_mut(&id(2)).unwrap().locked = true;
        assert_eq!(units(&collage, &set(0..4)).iter().map(|unit| unit.tiles.len()).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn a_text_carries_its_letters_along() {
        let mut collage = nested();
        collage.tiles.get_mut(&id(3)).unwrap().content = words("hello");
        assert_eq!(movable(&collage, &set([3]))[0].text_size_px, Some(20.0));
        let Placed { frame: Frame { size, .. }, text_size_px, .. } =
            movable(&collage, &set([3]))[0].scaled_about(Point::default(), 2.0);
        assert_eq!((size, text_size_px), (Size::new(20.0, 20.0), Some(40.0)));
    }
}
