//! What changed between two states of a collage: the one currency of undo, autosave and caches.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde::{Deserialize, Serialize};

use super::collage::{Collage, Group, IdCounters, Meta, Page};
use super::ids::{GroupId, ProductKey, TileId};
use super::product::ProductSnapshot;
use super::tile::Tile;

/// A value before and after; `None` where it did not exist.
pub type Change<T> = (Option<T>, Option<T>);

/// The records that differ, each with its value before and after.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Diff {
    /// Title, author and the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<(Meta, Meta)>,
    /// Size, background, z-order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<(Page, Page)>,
    /// Pieces.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tiles: BTreeMap<TileId, Change<Tile>>,
    /// Groups.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<GroupId, Change<Group>>,
    /// Products.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub products: BTreeMap<ProductKey, Change<ProductSnapshot>>,
    /// At least these ids are spent; the same in both directions.
    pub ids: IdCounters,
}

impl Diff {
    /// Whether nothing that a person could see differs.
    pub fn is_empty(&self) -> bool {
        self.meta.is_none()
            && self.page.is_none()
            && self.tiles.is_empty()
            && self.groups.is_empty()
            && self.products.is_empty()
    }

    /// What leads from `before` to `after`.
    pub fn between(before: &Collage, after: &Collage) -> Self {
        let pair = |changed: bool| changed.then_some(());
        Self {
            meta: pair(before.meta != after.meta).map(|()| (before.meta.clone(), after.meta.clone())),
            page: pair(before.page != after.page).map(|()| (before.page.clone(), after.page.clone())),
            tiles: map_between(&before.tiles, &after.tiles),
            groups: map_between(&before.groups, &after.groups),
            products: map_between(&before.products, &after.products),
            ids: before.ids.max(after.ids),
        }
    }

    /// The way back.
    #[must_use]
    pub fn reversed(&self) -> Self {
        fn turn<K: Ord + Clone, V: Clone>(map: &BTreeMap<K, Change<V>>) -> BTreeMap<K, Change<V>> {
            map.iter().map(|(key, (before, after))| (key.clone(), (after.clone(), before.clone()))).collect()
        }
        Self {
            meta: self.meta.clone().map(|(before, after)| (after, before)),
            page: self.page.clone().map(|(before, after)| (after, before)),
            tiles: turn(&self.tiles),
            groups: turn(&self.groups),
            products: turn(&self.products),
            ids: self.ids,
        }
    }

    /// One diff with the effect of `self` and then `next`; records that end where they began drop out.
    #[must_use]
    pub fn squashed(self, next: Self) -> Self {
        fn both<T: PartialEq>(first: Option<(T, T)>, next: Option<(T, T)>) -> Option<(T, T)> {
            match (first, next) {
                (Some((before, _)), Some((_, after))) => (before != after).then_some((before, after)),
                (first, next) => first.or(next),
            }
        }
        fn maps<K: Ord, V: PartialEq>(
            mut first: BTreeMap<K, Change<V>>,
            next: BTreeMap<K, Change<V>>,
        ) -> BTreeMap<K, Change<V>> {
            for (key, (before, after)) in next {
                match first.entry(key) {
                    Entry::Vacant(entry) => {
                        entry.insert((before, after));
                    }
                    Entry::Occupied(mut entry) => {
                        entry.get_mut().1 = after;
                        let (before, after) = entry.get();
                        if before == after {
                            entry.remove();
                        }
                    }
                }
            }
            first
        }
        Self {
            meta: both(self.meta, next.meta),
            page: both(self.page, next.page),
            tiles: maps(self.tiles, next.tiles),
            groups: maps(self.groups, next.groups),
            products: maps(self.products, next.products),
            ids: self.ids.max(next.ids),
        }
    }

    /// Puts the "after" side into `collage`.
    pub fn apply_to(&self, collage: &mut Collage) {
        fn put<K: Ord + Clone, V: Clone>(map: &mut BTreeMap<K, V>, changes: &BTreeMap<K, Change<V>>) {
            for (key, (_, after)) in changes {
                match after {
                    Some(value) => map.insert(key.clone(), value.clone()),
                    None => map.remove(key),
                };
            }
        }
        if let Some((_, after)) = &self.meta {
            collage.meta = after.clone();
        }
        if let Some((_, after)) = &self.page {
            collage.page = after.clone();
        }
        put(&mut collage.tiles, &self.tiles);
        put(&mut collage.groups, &self.groups);
        put(&mut collage.products, &self.products);
        collage.ids = collage.ids.max(self.ids);
    }
}

fn map_between<K: Ord + Clone, V: Clone + PartialEq>(
    before: &BTreeMap<K, V>,
    after: &BTreeMap<K, V>,
) -> BTreeMap<K, Change<V>> {
    let gone = before.iter().filter(|(key, _)| !after.contains_key(key));
    let mut changes: BTreeMap<K, Change<V>> =
        gone.map(|(key, value)| (key.clone(), (Some(value.clone()), None))).collect();
    for (key, value) in after {
        let old = before.get(key);
        if old != Some(value) {
            changes.insert(key.clone(), (old.cloned(), Some(value.clone())));
        }
    }
    changes
}
