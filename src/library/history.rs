//! The history of a collage: one record per commit with its diff; older states are the newest one with
//! later diffs reversed.

use serde::{Deserialize, Serialize};

use super::collage_records::load;
use super::error::LibraryError;
use super::open::Library;
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

/// A record of the history as written. The diff is `None` where the history begins.
#[derive(Serialize)]
pub(super) struct Entry<'a> {
    pub(super) at: Timestamp,
    pub(super) label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) diff: Option<&'a Diff>,
}

#[derive(Deserialize)]
struct Title {
    at: Timestamp,
    label: String,
}

#[derive(Deserialize)]
struct Step {
    #[serde(default)]
    diff: Option<Diff>,
}

/// Prefix of a collage's history.
pub(super) fn prefix(id: CollageId) -> String {
    format!("h/{id}/")
}

/// Key of one commit; sorts by number.
pub(super) fn key(id: CollageId, seq: u64) -> String {
    format!("h/{id}/{seq:016x}")
}

fn seq_of(key: &str) -> Option<u64> {
    u64::from_str_radix(key.rsplit('/').next()?, 16).ok()
}

impl Library {
    /// All commits of a collage, newest first. Entries that cannot be read keep their number and stand
    /// without a label.
    pub fn history(&self, id: CollageId) -> Result<Vec<Version>, LibraryError> {
        let mut versions = self.records.read(|view| {
            let mut versions = Vec::new();
            view.scan(&prefix(id), |key, text| {
                let title: Option<Title> = serde_json::from_slice(text).ok();
                let (at, label) = title.map(|title| (title.at, title.label)).unwrap_or_default();
                versions.extend(seq_of(key).map(|seq| Version { seq, at, label }));
            })?;
            Ok(versions)
        })?;
        versions.reverse();
        Ok(versions)
    }

    /// The collage as it was right after a commit. To restore it, commit it with [`Library::put_collage`].
    pub fn version(&self, id: CollageId, seq: u64) -> Result<Collage, LibraryError> {
        self.records.read(|view| {
            let (mut collage, _) = load(view, id)?;
            let mut later = Vec::new();
            let mut found = false;
            let mut unreadable = None;
            view.scan(&prefix(id), |key, text| match seq_of(key) {
                Some(each) if each == seq => found = true,
                Some(each) if each > seq => match serde_json::from_slice::<Step>(text) {
                    Ok(step) => later.push(step.diff.unwrap_or_default()),
                    Err(error) => unreadable = Some((key.to_owned(), error.to_string())),
                },
                _ => {}
            })?;
            if !found {
                return Err(LibraryError::NoVersion { collage: id, seq });
            }
            if let Some((what, reason)) = unreadable {
                return Err(LibraryError::Unreadable { what, reason });
            }
            later.iter().rev().for_each(|diff| diff.reversed().apply_to(&mut collage));
            Ok(collage)
        })
    }
}
