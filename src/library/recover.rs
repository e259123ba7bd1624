//! Opening: compares the store with the net and makes them agree again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::aside::Aside;
use super::error::{IoContext, LibraryError};
use super::files::sync_dir;
use super::journal::ops_of;
use super::memory_store::MemoryStore;
use super::net::{self, Damage, Survey};
use super::records::{Places, has_content};
use super::report::{Recovery, Unreadable};
use super::sled_store::{SledStore, is_locked};
use super::snapshot::RecordMap;
use super::store::{Op, Store, StoreError};

/// Records per batch while a store is filled.
const FILL_BATCH: usize = 1_000;

/// How opening ended.
pub(super) struct Opened {
    /// The store, in agreement with the net.
    pub(super) store: Box<dyn Store>,
    /// The last commit.
    pub(super) seq: u64,
    /// The journal segment to go on with, and its good length.
    pub(super) segment: (u64, u64),
    /// Bytes of the journal.
    pub(super) journal_bytes: u64,
    /// Bytes of the snapshot.
    pub(super) snapshot_bytes: u64,
    /// Whether the net lost something that the store has.
    pub(super) rewrite_net: bool,
    /// For the report.
    pub(super) findings: Findings,
}

/// What opening found and mended.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) recovered: Option<Recovery>,
    pub(super) unreadable: Vec<Unreadable>,
}

/// Opens store and net, rebuilding the one from the other where needed.
pub(super) fn open(places: &Places, aside: &Aside, checked: &[&str]) -> Result<Opened, LibraryError> {
    let survey = net::survey(&places.journal())?;
    let mut findings = Findings { recovered: None, unreadable: aside.keep_damage(&survey.damage)? };
    if !survey.tail.is_empty() {
        // Usually the torn write of an edit that was never acknowledged; a copy costs little.
        aside.keep(&survey.tail)?;
    }
    let mut rewrite_net = !survey.damage.is_empty();
    let had_db = has_content(&places.db()) || places.db().is_file();
    let agreed = if !had_db && survey.last_seq > 0 {
        Err(StoreError::Damaged("the database is missing".to_owned()))
    } else {
        open_store(places, checked).and_then(|(store, seq)| match distrust(seq, &survey) {
            Some(reason) => Err(StoreError::Damaged(reason)),
            None => Ok((catch_up(&store, &survey, seq)?, store, seq)),
        })
    };
    let (store, seq): (Box<dyn Store>, u64) = match agreed {
        Ok((caught_up, store, seq)) => {
            // One batch is what a kill leaves behind; more means that the database forgot.
            if caught_up.batches > 1 {
                let reason = format!("the database lacked the last {} edits", caught_up.batches);
                findings.recovered = Some(Recovery { reason, moved_to: None, records: caught_up.changes });
            }
            if seq > survey.last_seq {
                rewrite_net = true;
                findings.unreadable.push(Unreadable {
                    what: format!("edits {} to {seq} of the journal", survey.last_seq + 1),
                    reason: "they are missing there; the database has them".to_owned(),
                    kept_at: None,
                });
            }
            (Box::new(store), seq.max(survey.last_seq))
        }
        Err(StoreError::Io(source)) if is_no_damage(&source) => {
            return Err(LibraryError::Io { action: "opening", path: places.db(), source });
        }
        Err(error) => {
            let rebuilt = rebuild(places, aside, &survey, &error.to_string())?;
            findings.recovered = Some(rebuilt.recovery);
            rewrite_net |= !rebuilt.damage.is_empty();
            findings.unreadable.extend(aside.keep_damage(&rebuilt.damage)?);
            (rebuilt.store, survey.last_seq)
        }
    };
    let snapshot_bytes =
        survey.snapshot.as_ref().and_then(|(_, path)| fs::metadata(path).ok()).map_or(0, |meta| meta.len());
    let segment = survey.open_segment.unwrap_or((survey.last_seq + 1, 0));
    Ok(Opened { store, seq, segment, journal_bytes: survey.journal_bytes, snapshot_bytes, rewrite_net, findings })
}

/// Why a database that opened cannot be the one that the net belongs to.
fn distrust(seq: u64, survey: &Survey) -> Option<String> {
    let snapshot_seq = survey.snapshot.as_ref().map_or(0, |(seq, _)| *seq);
    if seq == 0 && survey.last_seq > 0 {
        Some("the database is empty".to_owned())
    } else if seq < snapshot_seq {
        Some(format!("the database ends at edit {seq}, before the last snapshot ({snapshot_seq})"))
    } else {
        None
    }
}

/// Opens sled and reads through the records that every start needs, so that damage shows now.
fn open_store(places: &Places, checked: &[&str]) -> Result<(SledStore, u64), StoreError> {
    let store = SledStore::open(&places.db())?;
    let seq = store.seq()?;
    for prefix in checked {
        store.scan(prefix, &mut |_, _| {})?;
    }
    Ok((store, seq))
}

/// Errors of the system that moving the database aside would not cure.
fn is_no_damage(error: &io::Error) -> bool {
    use io::ErrorKind;
    matches!(
        error.kind(),
        ErrorKind::StorageFull
            | ErrorKind::QuotaExceeded
            | ErrorKind::ReadOnlyFilesystem
            | ErrorKind::PermissionDenied
            | ErrorKind::OutOfMemory
    ) || is_locked(error)
}

fn store_error(places: &Places, error: StoreError) -> LibraryError {
    match error {
        StoreError::Damaged(reason) => LibraryError::Damaged(reason),
        StoreError::Io(source) => LibraryError::Io { action: "writing", path: places.db(), source },
    }
}

/// What a store lacked.
struct CaughtUp {
    batches: usize,
    changes: usize,
}

/// Applies the batches that the store lacks.
fn catch_up(store: &SledStore, survey: &Survey, from: u64) -> Result<CaughtUp, StoreError> {
    let mut caught_up = CaughtUp { batches: 0, changes: 0 };
    for (seq, text) in survey.batches.iter().filter(|(seq, _)| *seq > from) {
        let ops = ops_of(text).map_err(|error| StoreError::Damaged(format!("edit {seq} of the journal: {error}")))?;
        store.apply(*seq, &ops)?;
        caught_up.batches += 1;
        caught_up.changes += ops.len();
    }
    Ok(caught_up)
}

/// A store made anew.
pub(super) struct Rebuilt {
    pub(super) store: Box<dyn Store>,
    pub(super) recovery: Recovery,
    /// What of the snapshot could not be read.
    pub(super) damage: Vec<Damage>,
}

/// Makes a store in memory from the net, where the disk refuses a database: the journal keeps everything.
pub(super) fn rebuild_in_memory(survey: &Survey, reason: String) -> Result<Rebuilt, LibraryError> {
    let (records, damage) = survey.records()?;
    let recovery = Recovery { reason, moved_to: None, records: records.len() };
    Ok(Rebuilt { store: Box::new(MemoryStore::holding(records, survey.last_seq)), recovery, damage })
}

/// Moves the database aside and makes a new one from the net. If even that fails for another reason than
/// the disk, the records stay in memory, and the journal keeps them.
pub(super) fn rebuild(places: &Places, aside: &Aside, survey: &Survey, reason: &str) -> Result<Rebuilt, LibraryError> {
    let moved_to =
        if has_content(&places.db()) || places.db().is_file() { Some(aside.take(&places.db())?) } else { None };
    let (records, damage) = survey.records()?;
    let mut recovery = Recovery { reason: reason.to_owned(), moved_to, records: records.len() };
    let filled = SledStore::open(&places.db()).and_then(|store| {
        fill(&store, &records, survey.last_seq)?;
        Ok(store)
    });
    let store: Box<dyn Store> = match filled {
        Ok(store) => Box::new(store),
        Err(StoreError::Io(error)) if is_no_damage(&error) => {
            return Err(LibraryError::Io { action: "rebuilding", path: places.db(), source: error });
        }
        Err(error) => {
            recovery.reason =
                format!("{reason}; no new database could be made ({error}), the journal alone keeps everything");
            Box::new(MemoryStore::holding(records, survey.last_seq))
        }
    };
    Ok(Rebuilt { store, recovery, damage })
}

/// Makes a database from the net beside the one in use; returns its folder.
pub(super) fn make_beside(places: &Places, survey: &Survey) -> Result<PathBuf, LibraryError> {
    let new = places.root.join("db.new");
    if new.exists() {
        fs::remove_dir_all(&new).doing("removing", &new)?;
    }
    let (records, damage) = survey.records()?;
    if !damage.is_empty() {
        return Err(LibraryError::Damaged("the snapshot cannot be read back".to_owned()));
    }
    let store = SledStore::open(&new).map_err(|error| store_error(places, error))?;
    fill(&store, &records, survey.last_seq).map_err(|error| store_error(places, error))?;
    Ok(new)
}

/// Puts a database made by [`make_beside`] in the place of the one in use, which must be closed.
pub(super) fn swap(places: &Places, new: &Path) -> Result<Box<dyn Store>, LibraryError> {
    let old = places.root.join("db.old");
    if old.exists() {
        fs::remove_dir_all(&old).doing("removing", &old)?;
    }
    fs::rename(places.db(), &old).doing("renaming", &places.db())?;
    fs::rename(new, places.db()).doing("renaming", new)?;
    sync_dir(&places.root)?;
    fs::remove_dir_all(&old).doing("removing", &old)?;
    Ok(Box::new(SledStore::open(&places.db()).map_err(|error| store_error(places, error))?))
}

/// Fills an empty store. The number comes with the last batch, so that a store filled halfway is seen.
fn fill(store: &dyn Store, records: &RecordMap, seq: u64) -> Result<(), StoreError> {
    let ops: Vec<Op> = records.iter().map(|(key, value)| Op { key: key.clone(), value: Some(value.clone()) }).collect();
    for batch in ops.chunks(FILL_BATCH) {
        store.apply(0, batch)?;
    }
    store.apply(seq, &[])
}
