//! The only thing that may change a collage.

use std::collections::BTreeMap;

use crate::model::diff::Change;
use crate::model::{
    Collage, Diff, Group, GroupId, IdCounters, Link, Meta, Page, ProductKey, ProductSnapshot, Tile, TileId,
};

use super::error::EditError;

/// A change in the making. Keeps what each touched record was before; [`Txn::commit`] yields the diff and
/// [`Txn::roll_back`] puts everything back.
#[derive(Debug)]
pub struct Txn<'a> {
    collage: &'a mut Collage,
    meta: Option<Meta>,
    page: Option<Page>,
    tiles: BTreeMap<TileId, Option<Tile>>,
    groups: BTreeMap<GroupId, Option<Group>>,
    products: BTreeMap<ProductKey, Option<ProductSnapshot>>,
    ids_before: IdCounters,
}

impl<'a> Txn<'a> {
    /// Begins a change.
    pub fn new(collage: &'a mut Collage) -> Self {
        let ids_before = collage.ids;
        Self {
            collage,
            meta: None,
            page: None,
            tiles: BTreeMap::new(),
            groups: BTreeMap::new(),
            products: BTreeMap::new(),
            ids_before,
        }
    }

    /// The collage as it is now, with the changes so far.
    pub fn collage(&self) -> &Collage {
        self.collage
    }

    /// Title, author and the like, to be changed.
    pub fn meta_mut(&mut self) -> &mut Meta {
        self.meta.get_or_insert_with(|| self.collage.meta.clone());
        &mut self.collage.meta
    }

    /// Size, background and order, to be changed.
    pub fn page_mut(&mut self) -> &mut Page {
        self.page.get_or_insert_with(|| self.collage.page.clone());
        &mut self.collage.page
    }

    /// A tile, to be changed.
    pub fn tile_mut(&mut self, id: TileId) -> Result<&mut Tile, EditError> {
        let tile = self.collage.tiles.get_mut(&id).ok_or(EditError::UnknownTile(id))?;
        self.tiles.entry(id).or_insert_with(|| Some(tile.clone()));
        Ok(tile)
    }

    /// A group, to be changed.
    pub fn group_mut(&mut self, id: GroupId) -> Result<&mut Group, EditError> {
        let group = self.collage.groups.get_mut(&id).ok_or(EditError::UnknownGroup(id))?;
        self.groups.entry(id).or_insert_with(|| Some(group.clone()));
        Ok(group)
    }

    /// A new tile in front of all others.
    pub fn add_tile(&mut self, tile: Tile) -> TileId {
        let id = TileId::from_raw(self.collage.ids.next_tile);
        self.collage.ids.next_tile += 1;
        self.tiles.entry(id).or_insert(None);
        self.collage.tiles.insert(id, tile);
        self.page_mut().order.push(id);
        id
    }

    /// Takes a tile out of the collage and its order.
    pub fn remove_tile(&mut self, id: TileId) -> Result<(), EditError> {
        let tile = self.collage.tiles.remove(&id).ok_or(EditError::UnknownTile(id))?;
        self.tiles.entry(id).or_insert(Some(tile));
        self.page_mut().order.retain(|each| *each != id);
        Ok(())
    }

    /// A new group.
    pub fn add_group(&mut self, group: Group) -> GroupId {
        let id = GroupId::from_raw(self.collage.ids.next_group);
        self.collage.ids.next_group += 1;
        self.groups.entry(id).or_insert(None);
        self.collage.groups.insert(id, group);
        id
    }

    /// Takes a group out; nothing may refer to it any more.
    pub fn remove_group(&mut self, id: GroupId) -> Result<(), EditError> {
        let group = self.collage.groups.remove(&id).ok_or(EditError::UnknownGroup(id))?;
        self.groups.entry(id).or_insert(Some(group));
        Ok(())
    }

    /// Puts a product in, or a newer state of it.
    pub fn put_product(&mut self, key: ProductKey, snapshot: ProductSnapshot) {
        let before = self.collage.products.insert(key, snapshot);
        self.products.entry(key).or_insert(before);
    }

    /// Replaces everything but the id, the moment of the last edit, and the counters, which only grow.
    pub fn replace_all(&mut self, with: Collage) {
        let changed_at = self.collage.meta.changed_at;
        *self.meta_mut() = Meta { changed_at, ..with.meta };
        *self.page_mut() = with.page;
        fn swap<K: Ord + Copy, V>(now: &mut BTreeMap<K, V>, with: BTreeMap<K, V>, kept: &mut BTreeMap<K, Option<V>>) {
            for key in with.keys().filter(|key| !now.contains_key(key)) {
                kept.entry(*key).or_insert(None);
            }
            for (key, value) in std::mem::replace(now, with) {
                kept.entry(key).or_insert(Some(value));
            }
        }
        swap(&mut self.collage.tiles, with.tiles, &mut self.tiles);
        swap(&mut self.collage.groups, with.groups, &mut self.groups);
        swap(&mut self.collage.products, with.products, &mut self.products);
        self.collage.ids = self.collage.ids.max(with.ids);
    }

    /// Drops groups with fewer than two parts and products that no tile links to: nothing invisible is
    /// left in the document to be published by surprise.
    fn tidy(&mut self) {
        loop {
            let mut parts: BTreeMap<GroupId, u32> = self.collage.groups.keys().map(|id| (*id, 0)).collect();
            let of_tiles = self.collage.tiles.values().filter_map(|tile| tile.group);
            let of_groups = self.collage.groups.values().filter_map(|group| group.parent);
            for group in of_tiles.chain(of_groups) {
                *parts.entry(group).or_default() += 1;
            }
            let Some(thin) = parts.into_iter().find(|(id, count)| *count < 2 && self.collage.groups.contains_key(id))
            else {
                break;
            };
            self.dissolve(thin.0);
        }
        if self.tiles.is_empty() && self.products.is_empty() {
            return;
        }
        let mut unused = self.collage.products.clone();
        for tile in self.collage.tiles.values() {
            if let Link::Product(key) = &tile.link {
                unused.remove(key);
            }
        }
        for key in unused.into_keys() {
            let before = self.collage.products.remove(&key);
            self.products.entry(key).or_insert(before);
        }
    }

    /// Hands a group's parts to the group around it and takes it out.
    pub fn dissolve(&mut self, id: GroupId) {
        let Some(parent) = self.collage.groups.get(&id).map(|group| group.parent) else { return };
        let tiles: Vec<_> =
            self.collage.tiles.iter().filter(|(_, tile)| tile.group == Some(id)).map(|(tile, _)| *tile).collect();
        for tile in tiles {
            if let Ok(tile) = self.tile_mut(tile) {
                tile.group = parent;
            }
        }
        let groups: Vec<_> =
            self.collage.groups.iter().filter(|(_, group)| group.parent == Some(id)).map(|(group, _)| *group).collect();
        for group in groups {
            if let Ok(group) = self.group_mut(group) {
                group.parent = parent;
            }
        }
        // It was there a moment ago.
        let _ = self.remove_group(id);
    }

    /// Ends the change. Records that are as before do not appear in the diff.
    pub fn commit(mut self) -> Diff {
        self.tidy();
        fn changes<K: Ord + Copy, V: PartialEq + Clone>(
            before: BTreeMap<K, Option<V>>,
            now: &BTreeMap<K, V>,
        ) -> BTreeMap<K, Change<V>> {
            before
                .into_iter()
                .map(|(key, before)| (key, (before, now.get(&key).cloned())))
                .filter(|(_, (before, after))| before != after)
                .collect()
        }
        Diff {
            meta: self.meta.map(|before| (before, self.collage.meta.clone())).filter(|(before, after)| before != after),
            page: self.page.map(|before| (before, self.collage.page.clone())).filter(|(before, after)| before != after),
            tiles: changes(self.tiles, &self.collage.tiles),
            groups: changes(self.groups, &self.collage.groups),
            products: changes(self.products, &self.collage.products),
            ids: self.collage.ids,
        }
    }

    /// Puts everything back as it was.
    pub fn roll_back(self) {
        fn put<K: Ord, V>(now: &mut BTreeMap<K, V>, before: BTreeMap<K, Option<V>>) {
            for (key, value) in before {
                match value {
                    Some(value) => now.insert(key, value),
                    None => now.remove(&key),
                };
            }
        }
        if let Some(meta) = self.meta {
            self.collage.meta = meta;
        }
        if let Some(page) = self.page {
            self.collage.page = page;
        }
        put(&mut self.collage.tiles, self.tiles);
        put(&mut self.collage.groups, self.groups);
        put(&mut self.collage.products, self.products);
        self.collage.ids = self.ids_before;
    }
}
