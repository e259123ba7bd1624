//! Collages: the gallery, edits, the trash.

use super::collage_records::{
    BadRecord, CollageSummary, OpenedCollage, load, parts_prefix, put_diff, put_whole, summary, summary_key,
};
use super::error::LibraryError;
use super::history;
use super::open::{Commit, Library};
use super::report::Unreadable;
use crate::model::{Collage, CollageId, Diff, Timestamp};

impl Library {
    /// Commits one edit: `diff` leads to `after`, `label` names it in the history. On disk when this
    /// returns; an empty diff writes nothing.
    pub fn commit_edit(
        &self,
        id: CollageId,
        label: &str,
        diff: &Diff,
        after: &Collage,
    ) -> Result<Commit, LibraryError> {
        self.commit_edits(id, &[(label, diff)], after)
    }

    /// Commits edits in order, each a version of its own, with the one sync of a single edit: all are on disk
    /// when this returns, or none is. `after` is the state after the last.
    pub fn commit_edits(
        &self,
        id: CollageId,
        edits: &[(&str, &Diff)],
        after: &Collage,
    ) -> Result<Commit, LibraryError> {
        let now = self.clock.now();
        let commits = self.records.commit_each(edits.len().max(1), |view, place, seq, batch| {
            let Some(old) = summary(view, id)? else {
                return Err(LibraryError::NoCollage(id));
            };
            let Some((label, diff)) = edits.get(place).filter(|(_, diff)| !diff.is_empty()) else {
                return Ok(());
            };
            put_diff(batch, id, diff, after)?;
            batch.put(summary_key(id), &CollageSummary::of(after, seq, now, old.trashed_at))?;
            history::put(batch, (id, seq), now, label, Some(diff))
        })?;
        Ok(Commit { seq: commits.last().map_or(0, |(seq, ())| *seq) })
    }

    /// Adds a collage; its history begins here.
    pub fn create_collage(&self, collage: &Collage, label: &str) -> Result<Commit, LibraryError> {
        let now = self.clock.now();
        let (seq, ()) = self.records.commit(|view, seq, batch| {
            if summary(view, collage.id)?.is_some() {
                return Err(LibraryError::CollageExists(collage.id));
            }
            put_whole(batch, collage)?;
            batch.put(summary_key(collage.id), &CollageSummary::of(collage, seq, now, None))?;
            history::put(batch, (collage.id, seq), now, label, None)
        })?;
        Ok(Commit { seq })
    }

    /// Adds a collage, or makes the kept one equal to it as one edit.
    pub fn put_collage(&self, collage: &Collage, label: &str) -> Result<Commit, LibraryError> {
        match self.collage(collage.id) {
            Ok(kept) => self.commit_edit(collage.id, label, &Diff::between(&kept.collage, collage), collage),
            Err(LibraryError::NoCollage(_)) => self.create_collage(collage, label),
            Err(error) => Err(error),
        }
    }

    /// All collages, those in the trash too, last changed first.
    pub fn collages(&self) -> Result<Vec<CollageSummary>, LibraryError> {
        let mut summaries = self.records.read(|view| {
            let mut summaries = Vec::new();
            view.scan("i/", |key, text| {
                // A summary that cannot be read is made anew from the collage below.
                let id = key.trim_start_matches("i/").parse().ok();
                summaries.push((id, serde_json::from_slice::<CollageSummary>(text).ok()));
            })?;
            let whole = |(id, summary): (Option<CollageId>, Option<CollageSummary>)| {
                summary.or_else(|| id.map(CollageSummary::bare))
            };
            Ok(summaries.into_iter().filter_map(whole).collect::<Vec<_>>())
        })?;
        summaries.sort_by(|a, b| b.changed_at.cmp(&a.changed_at).then(b.seq.cmp(&a.seq)));
        Ok(summaries)
    }

    /// One collage, sound; its unreadable parts are left out, copied aside and named.
    pub fn collage(&self, id: CollageId) -> Result<OpenedCollage, LibraryError> {
        let (collage, bad) = self.records.read(|view| load(view, id))?;
        let keep = |record: BadRecord| record.keep(self.records.aside());
        let damaged = bad.into_iter().map(keep).collect::<Result<Vec<Unreadable>, _>>()?;
        Ok(OpenedCollage { collage, damaged })
    }

    /// Puts a collage in the trash.
    pub fn trash(&self, id: CollageId) -> Result<Commit, LibraryError> {
        self.set_trashed(id, Some(self.clock.now()))
    }

    /// Takes a collage out of the trash.
    pub fn restore(&self, id: CollageId) -> Result<Commit, LibraryError> {
        self.set_trashed(id, None)
    }

    fn set_trashed(&self, id: CollageId, trashed_at: Option<Timestamp>) -> Result<Commit, LibraryError> {
        let (seq, ()) = self.records.commit(|view, _, batch| {
            let Some(kept) = summary(view, id)? else {
                return Err(LibraryError::NoCollage(id));
            };
            batch.put(summary_key(id), &CollageSummary { trashed_at, ..kept })
        })?;
        Ok(Commit { seq })
    }

    /// Removes a collage and its history. Its pictures stay: finds and other collages may show them.
    pub fn delete_forever(&self, id: CollageId) -> Result<Commit, LibraryError> {
        let (seq, ()) = self.records.commit(|view, _, batch| {
            let mut keys = Vec::new();
            let [titles, diffs] = history::prefixes(id);
            for prefix in [summary_key(id), parts_prefix(id), titles, diffs, history::named_prefix(id)] {
                view.scan(&prefix, |key, _| keys.push(key.to_owned()))?;
            }
            if keys.is_empty() {
                return Err(LibraryError::NoCollage(id));
            }
            keys.into_iter().for_each(|key| batch.remove(key));
            Ok(())
        })?;
        Ok(Commit { seq })
    }

    /// Adds a copy under a new id and title; the copy's history begins with it.
    pub fn duplicate(&self, id: CollageId, title: &str, label: &str) -> Result<CollageId, LibraryError> {
        let mut copy = self.collage(id)?.collage;
        let now = self.clock.now();
        copy.id = CollageId::from_raw(self.ids.fresh());
        copy.meta.title = title.to_owned();
        copy.meta.made_at = now;
        copy.meta.changed_at = now;
        copy.meta.published_at = None;
        self.create_collage(&copy, label)?;
        Ok(copy.id)
    }
}
