//! A collage as records, so that an edit writes only what it changed.
//!
//! `c/<id>/m` meta, `c/<id>/o` page, `c/<id>/n` id counters, `c/<id>/t/<tile>`, `c/<id>/g/<group>`,
//! `c/<id>/p/<product>`; `i/<id>` a summary for the gallery.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::error::LibraryError;
use super::records::{Batch, View};
use super::report::Unreadable;
use crate::model::diff::Change;
use crate::model::{Collage, CollageId, Diff, ImageHash, Link, Page, Size, Timestamp, Violation};

/// How many pictures a summary names.
const COVER_PICTURES: usize = 4;

/// What the gallery shows of a collage, kept so that listing reads no tiles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CollageSummary {
    /// Which one.
    pub id: CollageId,
    /// Its title.
    pub title: String,
    /// When it was begun.
    pub made_at: Timestamp,
    /// When it was last committed to.
    pub changed_at: Timestamp,
    /// When it was put in the trash, if it lies there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trashed_at: Option<Timestamp>,
    /// How many tiles it has.
    pub tiles: usize,
    /// Its page, in scene pixels.
    pub size: Size,
    /// Its largest pictures, largest first, up to four.
    #[serde(default)]
    pub cover: Vec<ImageHash>,
    /// The last commit that changed it; a thumbnail made for another number is stale.
    #[serde(default)]
    pub seq: u64,
}

/// A collage as read, with the parts that could not be.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenedCollage {
    /// Sound: its invariants hold.
    pub collage: Collage,
    /// Parts that were left out. They stay in the library, and a copy lies in `set-aside/`.
    pub damaged: Vec<Unreadable>,
}

impl CollageSummary {
    /// Stands for a summary that cannot be read, so that the collage still shows in the gallery.
    pub(super) fn bare(id: CollageId) -> Self {
        let empty = Collage::new(id, id.to_string(), Collage::DEFAULT_SIZE, Timestamp::default());
        Self::of(&empty, 0, Timestamp::default(), None)
    }

    /// The summary after commit `seq`.
    pub(super) fn of(collage: &Collage, seq: u64, now: Timestamp, trashed_at: Option<Timestamp>) -> Self {
        let mut pictures: Vec<(f64, ImageHash)> = collage
            .tiles_in_order()
            .filter(|(_, tile)| !tile.hidden)
            .filter_map(|(_, tile)| Some((tile.frame.size.width * tile.frame.size.height, tile.picture()?.image)))
            .collect();
        pictures.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut seen = BTreeSet::new();
        pictures.retain(|(_, image)| seen.insert(*image));
        Self {
            id: collage.id,
            title: collage.meta.title.clone(),
            made_at: collage.meta.made_at,
            changed_at: now,
            trashed_at,
            tiles: collage.tiles.len(),
            size: collage.page.size,
            cover: pictures.into_iter().take(COVER_PICTURES).map(|(_, image)| image).collect(),
            seq,
        }
    }
}

pub(super) fn summary_key(id: CollageId) -> String {
    format!("i/{id}")
}

/// A collage's summary. One that cannot be understood is replaced by a bare one: everything in it follows
/// from the collage, and the next edit writes it anew.
pub(super) fn summary(view: &View<'_>, id: CollageId) -> Result<Option<CollageSummary>, LibraryError> {
    match view.get(&summary_key(id)) {
        Err(LibraryError::Unreadable { .. }) => Ok(Some(CollageSummary::bare(id))),
        answer => answer,
    }
}

/// Prefix of all records of a collage but summary and history.
pub(super) fn parts_prefix(id: CollageId) -> String {
    format!("c/{id}/")
}

/// Writes a whole collage.
pub(super) fn put_whole(batch: &mut Batch, collage: &Collage) -> Result<(), LibraryError> {
    let prefix = parts_prefix(collage.id);
    batch.put(format!("{prefix}m"), &collage.meta)?;
    batch.put(format!("{prefix}o"), &collage.page)?;
    batch.put(format!("{prefix}n"), &collage.ids)?;
    for (id, tile) in &collage.tiles {
        batch.put(format!("{prefix}t/{id}"), tile)?;
    }
    for (id, group) in &collage.groups {
        batch.put(format!("{prefix}g/{id}"), group)?;
    }
    for (key, product) in &collage.products {
        batch.put(format!("{prefix}p/{key}"), product)?;
    }
    Ok(())
}

/// Writes the "after" side of a diff.
pub(super) fn put_diff(batch: &mut Batch, id: CollageId, diff: &Diff, after: &Collage) -> Result<(), LibraryError> {
    fn put<K: std::fmt::Display, V: Serialize>(
        batch: &mut Batch,
        prefix: &str,
        changes: &BTreeMap<K, Change<V>>,
    ) -> Result<(), LibraryError> {
        for (key, (_, after)) in changes {
            match after {
                Some(value) => batch.put(format!("{prefix}{key}"), value)?,
                None => batch.remove(format!("{prefix}{key}")),
            }
        }
        Ok(())
    }
    let prefix = parts_prefix(id);
    if let Some((_, meta)) = &diff.meta {
        batch.put(format!("{prefix}m"), meta)?;
    }
    if let Some((_, page)) = &diff.page {
        batch.put(format!("{prefix}o"), page)?;
    }
    batch.put(format!("{prefix}n"), &after.ids.max(diff.ids))?;
    put(batch, &format!("{prefix}t/"), &diff.tiles)?;
    put(batch, &format!("{prefix}g/"), &diff.groups)?;
    put(batch, &format!("{prefix}p/"), &diff.products)
}

/// A record that could not be understood, with its text.
pub(super) struct BadRecord {
    key: String,
    text: Vec<u8>,
    reason: String,
}

impl BadRecord {
    /// Copies the record aside and words it for the report.
    pub(super) fn keep(self, aside: &super::aside::Aside) -> Result<Unreadable, LibraryError> {
        let kept = [self.key.as_bytes(), b"\n", &self.text].concat();
        Ok(Unreadable { what: self.key, reason: self.reason, kept_at: Some(aside.keep(&kept)?) })
    }
}

/// Reads a collage. Parts that cannot be understood are left out, and what referred to them is mended.
pub(super) fn load(view: &View<'_>, id: CollageId) -> Result<(Collage, Vec<BadRecord>), LibraryError> {
    let Some(summary) = summary(view, id)? else { return Err(LibraryError::NoCollage(id)) };
    let mut collage = Collage::new(id, summary.title, summary.size, summary.made_at);
    let mut bad = Vec::new();
    let prefix = parts_prefix(id);
    view.scan(&prefix, |key, text| {
        let name = key.get(prefix.len()..).unwrap_or_default();
        let read = match name.split_once('/') {
            None if name == "m" => read_into(text, |meta| collage.meta = meta),
            None if name == "o" => read_into(text, |page| collage.page = page),
            None if name == "n" => read_into(text, |ids| collage.ids = ids),
            Some(("t", key)) => read_entry(key, text, &mut collage.tiles),
            Some(("g", key)) => read_entry(key, text, &mut collage.groups),
            Some(("p", key)) => read_entry(key, text, &mut collage.products),
            _ => Err("no known part of a collage".to_owned()),
        };
        if let Err(reason) = read {
            bad.push(BadRecord { key: key.to_owned(), text: text.to_vec(), reason });
        }
    })?;
    mend(&mut collage, &mut bad);
    Ok((collage, bad))
}

fn read_into<T: DeserializeOwned>(text: &[u8], put: impl FnOnce(T)) -> Result<(), String> {
    put(serde_json::from_slice(text).map_err(|error| error.to_string())?);
    Ok(())
}

fn read_entry<K, V>(key: &str, text: &[u8], map: &mut BTreeMap<K, V>) -> Result<(), String>
where
    K: FromStr<Err: std::fmt::Display> + Ord,
    V: DeserializeOwned,
{
    let key = key.parse().map_err(|error: K::Err| error.to_string())?;
    map.insert(key, serde_json::from_slice(text).map_err(|error| error.to_string())?);
    Ok(())
}

/// Makes the invariants hold after parts were left out. Does nothing to a sound collage.
fn mend(collage: &mut Collage, bad: &mut Vec<BadRecord>) {
    if collage.check().is_empty() {
        return;
    }
    // Ids that a left-out tile had are spent all the same.
    let last = |next: u32, ids: Option<u32>| next.max(ids.map_or(0, |id| id.saturating_add(1)));
    collage.ids.next_tile = last(collage.ids.next_tile, collage.tiles.last_key_value().map(|(id, _)| id.raw()));
    collage.ids.next_tile = last(collage.ids.next_tile, collage.page.order.iter().map(|id| id.raw()).max());
    collage.ids.next_group = last(collage.ids.next_group, collage.groups.last_key_value().map(|(id, _)| id.raw()));
    if collage.check().contains(&Violation::Page) {
        collage.page.size = Collage::DEFAULT_SIZE;
    }
    let groups: Vec<_> = collage.groups.keys().copied().collect();
    for id in groups {
        let parent = collage.groups.get(&id).and_then(|group| group.parent);
        if parent.is_some_and(|parent| !collage.groups.contains_key(&parent) || collage.is_inside(parent, id))
            && let Some(group) = collage.groups.get_mut(&id)
        {
            group.parent = None;
        }
    }
    for tile in collage.tiles.values_mut() {
        tile.group = tile.group.filter(|group| collage.groups.contains_key(group));
        if matches!(&tile.link, Link::Product(key) if !collage.products.contains_key(key)) {
            tile.link = Link::None;
        }
    }
    for violation in collage.check() {
        if let Violation::Frame(id) | Violation::Opacity(id) | Violation::Picture(id) | Violation::Text(id) = violation
            && let Some(tile) = collage.tiles.remove(&id)
        {
            let text = serde_json::to_vec(&tile).unwrap_or_default();
            let key = format!("{}t/{id}", parts_prefix(collage.id));
            bad.push(BadRecord { key, text, reason: violation.to_string() });
        }
    }
    let mut seen = BTreeSet::new();
    let Page { order, .. } = &mut collage.page;
    order.retain(|id| collage.tiles.contains_key(id) && seen.insert(*id));
    order.extend(collage.tiles.keys().filter(|id| !seen.contains(id)));
}
