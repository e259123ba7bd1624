//! The history of a collage: per commit `h/<id>/<seq>` with time and label, and `d/<id>/<seq>` with its
//! diff, apart so that listing reads no diffs; `n/<id>/<seq>` where a person named it. Older states are the
//! newest one with later diffs reversed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::collage_records::load;
use super::error::LibraryError;
use super::open::{Commit, Library};
use super::records::Batch;
use crate::model::{Collage, CollageId, Diff, Timestamp};

/// One commit of a collage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The commit's number; with it [`Library::version`] gives the collage as it was then.
    pub seq: u64,
    /// When it was committed.
    pub at: Timestamp,
    /// What was done, in the words of the language it was done in.
    pub label: String,
}

/// What is kept of a version apart from its diff.
#[derive(Serialize, Deserialize)]
pub(super) struct Title {
    pub(super) at: Timestamp,
    pub(super) label: String,
}

/// Prefixes of a collage's history: titles and diffs.
pub(super) fn prefixes(id: CollageId) -> [String; 2] {
    [format!("h/{id}/"), format!("d/{id}/")]
}

/// Prefix of the names that a person gave to versions.
pub(super) fn named_prefix(id: CollageId) -> String {
    format!("n/{id}/")
}

/// Writes one commit; there is no diff where the history begins. The numbers sort as text.
pub(super) fn put(
    batch: &mut Batch,
    (id, seq): (CollageId, u64),
    at: Timestamp,
    label: &str,
    diff: Option<&Diff>,
) -> Result<(), LibraryError> {
    let [titles, diffs] = prefixes(id);
    batch.put(format!("{titles}{seq:016x}"), &Title { at, label: label.to_owned() })?;
    diff.map_or(Ok(()), |diff| batch.put(format!("{diffs}{seq:016x}"), diff))
}

/// The number at the end of a key of history.
pub(super) fn seq_of(key: &str) -> Option<u64> {
    u64::from_str_radix(key.rsplit('/').next()?, 16).ok()
}

impl Library {
    /// All commits of a collage, newest first. Entries that cannot be read keep their number and stand
    /// without a label.
    pub fn history(&self, id: CollageId) -> Result<Vec<Version>, LibraryError> {
        let mut versions = self.records.read(|view| {
            let mut versions = Vec::new();
            view.scan(&prefixes(id)[0], |key, text| {
                let title: Option<Title> = serde_json::from_slice(text).ok();
                let (at, label) = title.map(|title| (title.at, title.label)).unwrap_or_default();
                versions.extend(seq_of(key).map(|seq| Version { seq, at, label }));
            })?;
            Ok(versions)
        })?;
        versions.reverse();
        Ok(versions)
    }

    /// Gives a version a name, or with `None` takes it. Thinning keeps named versions for good.
    pub fn name_version(&self, id: CollageId, seq: u64, name: Option<&str>) -> Result<Commit, LibraryError> {
        let key = format!("{}{seq:016x}", named_prefix(id));
        let (seq, ()) = self.records.commit(|view, _, batch| {
            if view.get::<Title>(&format!("{}{seq:016x}", prefixes(id)[0]))?.is_none() {
                return Err(LibraryError::NoVersion { collage: id, seq });
            }
            match name {
                Some(name) => batch.put(key.clone(), &name)?,
                None => batch.remove(key.clone()),
            }
            Ok(())
        })?;
        Ok(Commit { seq })
    }

    /// The names that versions of a collage have, by their number.
    pub fn version_names(&self, id: CollageId) -> Result<BTreeMap<u64, String>, LibraryError> {
        self.records.read(|view| {
            let mut names = BTreeMap::new();
            view.scan(&named_prefix(id), |key, text| {
                // A name that cannot be read still keeps its version.
                names.extend(seq_of(key).map(|seq| (seq, serde_json::from_slice(text).unwrap_or_default())));
            })?;
            Ok(names)
        })
    }

    /// The collage as it was right after a commit. To restore it, commit it with [`Library::put_collage`].
    pub fn version(&self, id: CollageId, seq: u64) -> Result<Collage, LibraryError> {
        self.records.read(|view| {
            let (mut collage, _) = load(view, id)?;
            let [titles, diffs] = prefixes(id);
            if view.get::<Title>(&format!("{titles}{seq:016x}"))?.is_none() {
                return Err(LibraryError::NoVersion { collage: id, seq });
            }
            let mut later = Vec::new();
            let mut unreadable = None;
            view.scan(&diffs, |key, text| {
                if seq_of(key).is_some_and(|each| each > seq) {
                    match serde_json::from_slice::<Diff>(text) {
                        Ok(diff) => later.push(diff),
                        Err(error) => unreadable = Some((key.to_owned(), error.to_string())),
                    }
                }
            })?;
            if let Some((what, reason)) = unreadable {
                return Err(LibraryError::Unreadable { what, reason });
            }
            later.iter().rev().for_each(|diff| diff.reversed().apply_to(&mut collage));
            Ok(collage)
        })
    }
}
