//! Records that outlive their database: every batch goes to the journal and to the store, and a store that
//! fails is rebuilt from the journal. Knows nothing of collages and finds.
//!
//! Order of a commit: journal (written and synced), then store (applied, flushed, synced), then it counts.
//! A kill in between leaves the store one batch behind, which the next opening catches up.
//!
//! What the journal has is saved. A journal that cannot be written refuses the commit, and nothing of it is
//! left: the same commit may be tried again. A store that cannot be written is replaced by one in memory, and
//! commits go on; [`Records::resume`] puts a database on the disk again.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::thread::JoinHandle;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::aside::Aside;
use super::disk::{Disk, LAST_BYTES, RESERVE_BYTES};
use super::error::{IoContext, LibraryError};
use super::files::{make_dir, size_of_dir};
use super::journal::Journal;
use super::memory_store::{MemoryStore, NoStore};
use super::net::{self, Survey};
use super::recover::{self, Findings, Opened};
use super::report::Recovery;
use super::snapshot::{self, RecordMap};
use super::store::{Op, Store, StoreError};

/// The journal may grow this far before it is folded, however small the snapshot is.
const MIN_FOLD_BYTES: u64 = 4 << 20;

/// Changes that are committed together.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) ops: Vec<Op>,
}

impl Batch {
    /// Sets a record.
    pub(super) fn put(&mut self, key: String, value: &impl Serialize) -> Result<(), LibraryError> {
        match serde_json::to_string(value) {
            Ok(text) => {
                self.ops.push(Op { key, value: Some(text) });
                Ok(())
            }
            Err(source) => Err(LibraryError::Unwritable { what: key, source }),
        }
    }

    /// Removes a record.
    pub(super) fn remove(&mut self, key: String) {
        self.ops.push(Op { key, value: None });
    }
}

/// Where the records of a library lie.
#[derive(Debug, Clone)]
pub(super) struct Places {
    /// The library.
    pub(super) root: PathBuf,
}

impl Places {
    /// sled's folder.
    pub(super) fn db(&self) -> PathBuf {
        self.root.join("db")
    }

    /// Journal and snapshots.
    pub(super) fn journal(&self) -> PathBuf {
        self.root.join("journal")
    }
}

/// The records as they are at one moment: no commit happens while this lives.
pub(super) struct View<'a> {
    store: &'a dyn Store,
    db: &'a Path,
}

impl View<'_> {
    /// One record, as the type it was put as.
    pub(super) fn get<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, LibraryError> {
        let Some(bytes) = self.store.get(key).map_err(|error| self.store_error(error))? else { return Ok(None) };
        let unreadable =
            |error: serde_json::Error| LibraryError::Unreadable { what: key.to_owned(), reason: error.to_string() };
        serde_json::from_slice(&bytes).map(Some).map_err(unreadable)
    }

    /// Visits all records under a prefix as (key, JSON text), by key.
    pub(super) fn scan(&self, prefix: &str, mut visit: impl FnMut(&str, &[u8])) -> Result<(), LibraryError> {
        self.store.scan(prefix, &mut visit).map_err(|error| self.store_error(error))
    }

    /// Everything.
    pub(super) fn all(&self) -> Result<RecordMap, LibraryError> {
        let mut records = RecordMap::new();
        self.scan("", |key, value| {
            // Only text was ever put.
            records.insert(key.to_owned(), String::from_utf8_lossy(value).into_owned());
        })?;
        Ok(records)
    }

    fn store_error(&self, error: StoreError) -> LibraryError {
        match error {
            StoreError::Damaged(reason) => LibraryError::Damaged(reason),
            StoreError::Io(source) => LibraryError::Io { action: "reading", path: self.db.to_owned(), source },
        }
    }
}

/// Records, journal and their repair. Locks are taken in the order `writer`, `slot`.
pub(super) struct Records {
    places: Places,
    db: PathBuf,
    aside: Aside,
    slot: RwLock<Slot>,
    writer: Mutex<Writer>,
    snapshot_bytes: Arc<AtomicU64>,
    /// Repairs made since the library was opened.
    repairs: Mutex<Vec<Recovery>>,
    folding: Mutex<Option<JoinHandle<Result<(), LibraryError>>>>,
    disk: Disk,
}

/// What a commit waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Syncing {
    /// Journal and database are on disk.
    Both,
    /// Neither: more of the same follows, and then [`Records::sync_row`].
    InRow,
}

/// The store, and how often it was replaced.
struct Slot {
    store: Box<dyn Store>,
    generation: u64,
    place: Place,
}

/// Where the store has its records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Where they belong.
    Disk,
    /// The disk refused a database; the journal keeps what is committed.
    Memory,
    /// Nowhere: there is no store until the next question makes one.
    None,
}

impl Slot {
    fn replace(&mut self, store: Box<dyn Store>, place: Place) {
        // The old store is closed before anything may be done to its files.
        self.store = store;
        self.place = place;
        self.generation += 1;
    }
}

struct Writer {
    journal: Journal,
    seq: u64,
    /// Journal bytes that no snapshot holds yet.
    unfolded_bytes: u64,
}

impl Records {
    /// Opens the records of a library whose lock is held; `checked` are the key prefixes to read through.
    pub(super) fn open(
        places: Places,
        aside: Aside,
        disk: Disk,
        checked: &[&str],
    ) -> Result<(Self, Findings), LibraryError> {
        make_dir(&places.journal())?;
        let Opened { store, seq, segment, journal_bytes, snapshot_bytes, rewrite_net, findings } =
            recover::open(&places, &aside, checked)?;
        let journal = Journal::open(&places.journal(), segment.0, segment.1)?;
        let records = Self {
            db: places.db(),
            places,
            aside,
            slot: RwLock::new(Slot { store, generation: 0, place: Place::Disk }),
            writer: Mutex::new(Writer { journal, seq, unfolded_bytes: journal_bytes }),
            snapshot_bytes: Arc::new(AtomicU64::new(snapshot_bytes)),
            repairs: Mutex::default(),
            folding: Mutex::default(),
            disk,
        };
        if rewrite_net {
            // The store has what the net lost: from now on the net has it too. The last room may be used for it.
            let mut writer = records.writer();
            records.disk.has_room(&records.places.root, records.net_bytes(&writer), LAST_BYTES)?;
            records.fold_as_writer(&mut writer)?;
        }
        Ok((records, findings))
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the store once; also says which store it was.
    fn ask<T>(&self, ask: impl FnOnce(&View<'_>) -> Result<T, LibraryError>) -> (u64, Result<T, LibraryError>) {
        let slot = self.slot.read().unwrap_or_else(PoisonError::into_inner);
        if slot.place == Place::None {
            return (slot.generation, Err(LibraryError::Damaged("the database is closed".to_owned())));
        }
        (slot.generation, ask(&View { store: &*slot.store, db: &self.db }))
    }

    /// Reads; a store that turns out damaged is rebuilt once and asked again.
    pub(super) fn read<T>(&self, ask: impl Fn(&View<'_>) -> Result<T, LibraryError>) -> Result<T, LibraryError> {
        match self.ask(&ask) {
            (generation, Err(LibraryError::Damaged(reason))) => {
                self.rebuild(&mut self.writer(), generation, &reason)?;
                self.ask(ask).1
            }
            (_, answer) => answer,
        }
    }

    /// The same for callers that hold the writer.
    fn read_as_writer<T>(
        &self,
        writer: &mut Writer,
        mut ask: impl FnMut(&View<'_>) -> Result<T, LibraryError>,
    ) -> Result<T, LibraryError> {
        match self.ask(&mut ask) {
            (generation, Err(LibraryError::Damaged(reason))) => {
                self.rebuild(writer, generation, &reason)?;
                self.ask(ask).1
            }
            (_, answer) => answer,
        }
    }

    /// Commits what `build` makes of the records as they are now; nobody else writes meanwhile. `build`
    /// gets the number of the commit and runs again if the store has to be rebuilt first. An empty batch
    /// is no commit. Everything is on disk when this returns; after an error nothing of it is.
    pub(super) fn commit<T>(
        &self,
        build: impl Fn(&View<'_>, u64, &mut Batch) -> Result<T, LibraryError>,
    ) -> Result<(u64, T), LibraryError> {
        let mut answers = self.commit_each(1, |view, _, seq, batch| build(view, seq, batch))?;
        // One was asked for, so one is there.
        answers.pop().ok_or_else(|| LibraryError::Damaged("the commit has no answer".to_owned()))
    }

    /// Makes `count` commits with one write and one sync: all are on disk when this returns, or none is. Each
    /// `build` sees the records as they are before the first, and its place in the row.
    pub(super) fn commit_each<T>(
        &self,
        count: usize,
        build: impl Fn(&View<'_>, usize, u64, &mut Batch) -> Result<T, LibraryError>,
    ) -> Result<Vec<(u64, T)>, LibraryError> {
        self.commit_as(Syncing::Both, count, build)
    }

    /// One commit of many, as an import makes them: on disk after [`Records::sync_row`]. A kill before that loses
    /// nothing, since opening catches up from the journal; a power cut may lose the last commits, whole ones.
    pub(super) fn commit_in_row<T>(
        &self,
        build: impl Fn(&View<'_>, &mut Batch) -> Result<T, LibraryError>,
    ) -> Result<T, LibraryError> {
        let mut answers = self.commit_as(Syncing::InRow, 1, |view, _, _, batch| build(view, batch))?;
        let (_, answer) = answers.pop().ok_or_else(|| LibraryError::Damaged("the commit has no answer".to_owned()))?;
        Ok(answer)
    }

    /// Puts on disk what [`Records::commit_in_row`] committed.
    pub(super) fn sync_row(&self) -> Result<(), LibraryError> {
        self.writer().journal.sync()?;
        self.read(|view| view.store.sync().map_err(|error| view.store_error(error)))
    }

    fn commit_as<T>(
        &self,
        syncing: Syncing,
        count: usize,
        build: impl Fn(&View<'_>, usize, u64, &mut Batch) -> Result<T, LibraryError>,
    ) -> Result<Vec<(u64, T)>, LibraryError> {
        let mut writer = self.writer();
        self.disk.has_room(&self.places.root, 0, LAST_BYTES)?;
        writer.journal.mend()?;
        let before = writer.seq;
        let (batches, answers) = self.read_as_writer(&mut writer, |view| {
            let (mut batches, mut answers) = (Vec::<(u64, Vec<Op>)>::new(), Vec::with_capacity(count));
            for place in 0..count {
                let seq = before + batches.len() as u64 + 1;
                let mut batch = Batch::default();
                let answer = build(view, place, seq, &mut batch)?;
                if batch.ops.is_empty() {
                    answers.push((seq - 1, answer));
                } else {
                    batches.push((seq, batch.ops));
                    answers.push((seq, answer));
                }
            }
            Ok((batches, answers))
        })?;
        if batches.is_empty() {
            return Ok(answers);
        }
        let bytes = match syncing {
            Syncing::Both => writer.journal.append(&batches)?,
            Syncing::InRow => writer.journal.append_in_row(&batches)?,
        };
        writer.unfolded_bytes += bytes;
        writer.seq = before + batches.len() as u64;
        // From here on it is committed, whatever becomes of the store.
        let ops: Vec<Op> = batches.into_iter().flat_map(|(_, ops)| ops).collect();
        // Readers wait, so that none sees half a commit.
        let mut slot = self.slot.write().unwrap_or_else(PoisonError::into_inner);
        let folds = writer.unfolded_bytes > MIN_FOLD_BYTES.max(self.snapshot_bytes.load(Ordering::Relaxed));
        // A snapshot must not be ahead of the database on disk.
        let applied = match syncing {
            Syncing::InRow if !folds => slot.store.apply_unsynced(writer.seq, &ops),
            _ => slot.store.apply(writer.seq, &ops),
        };
        match applied {
            Ok(()) => {}
            // The journal has everything, so the rebuilt store has it too. If none can be made now, the next
            // question tries again.
            Err(StoreError::Damaged(reason)) => drop(self.rebuild_slot(&mut writer, &mut slot, &reason)),
            Err(StoreError::Io(error)) => self.go_on_in_memory(&mut writer, &mut slot, &ops, &error.to_string()),
        }
        drop(slot);
        if folds {
            // The commit itself is safe; a fold that fails is tried again later.
            let _ = self.start_fold(&mut writer);
        }
        Ok(answers)
    }

    /// Replaces a damaged store, unless somebody else did so meanwhile.
    fn rebuild(&self, writer: &mut Writer, generation: u64, reason: &str) -> Result<(), LibraryError> {
        let mut slot = self.slot.write().unwrap_or_else(PoisonError::into_inner);
        if slot.generation == generation { self.rebuild_slot(writer, &mut slot, reason) } else { Ok(()) }
    }

    fn rebuild_slot(&self, writer: &mut Writer, slot: &mut Slot, reason: &str) -> Result<(), LibraryError> {
        // The old database must be closed before its folder is moved.
        slot.replace(Box::new(NoStore), Place::None);
        self.finish_fold();
        let survey = self.survey(writer)?;
        let (rebuilt, place) = match recover::rebuild(&self.places, &self.aside, &survey, reason) {
            Ok(rebuilt) => (rebuilt, Place::Disk),
            Err(error) => (recover::rebuild_in_memory(&survey, format!("{reason}; {error}"))?, Place::Memory),
        };
        self.aside.keep_damage(&rebuilt.damage)?;
        slot.replace(rebuilt.store, place);
        self.note_repair(rebuilt.recovery);
        Ok(())
    }

    /// Puts a store in memory in the place of one that could not be written, with all it held and `ops`.
    fn go_on_in_memory(&self, writer: &mut Writer, slot: &mut Slot, ops: &[Op], reason: &str) {
        // A database that refuses writes still answers; what it holds may already be changed by `ops`, which
        // then change nothing.
        let held = View { store: &*slot.store, db: &self.db }.all();
        let store = held.ok().map(|records| MemoryStore::holding(records, writer.seq));
        match store.filter(|store| store.apply(writer.seq, ops).is_ok()) {
            Some(store) => {
                slot.replace(Box::new(store), Place::Memory);
                let reason = format!("the database could not be written ({reason}); the journal keeps everything");
                self.note_repair(Recovery { reason, moved_to: None, records: ops.len() });
            }
            // If even that fails there is no store, and the next question tries again.
            None => drop(self.rebuild_slot(writer, slot, reason)),
        }
    }

    /// Makes writing possible again after the disk refused it: mends the journal and puts a database on the
    /// disk where the store had to move to memory. Changes nothing while all is well.
    pub(super) fn resume(&self) -> Result<(), LibraryError> {
        let mut writer = self.writer();
        self.disk.has_room(&self.places.root, 0, LAST_BYTES)?;
        writer.journal.mend()?;
        let place = self.slot.read().unwrap_or_else(PoisonError::into_inner).place;
        if place == Place::Disk { Ok(()) } else { self.compact_as_writer(&mut writer) }
    }

    /// The net as far as it is committed: what a failed write left behind is no part of it.
    fn survey(&self, writer: &Writer) -> Result<Survey, LibraryError> {
        let mut survey = net::survey(&self.places.journal())?;
        survey.batches.retain(|(seq, _)| *seq <= writer.seq);
        survey.last_seq = survey.last_seq.min(writer.seq);
        Ok(survey)
    }

    /// Asks for room before much is written in the library.
    pub(super) fn has_room_for(&self, bytes: u64) -> Result<(), LibraryError> {
        self.disk.has_room(&self.places.root, bytes, RESERVE_BYTES)
    }

    /// Asks for room before much is written elsewhere.
    pub(super) fn has_room_in(&self, dir: &Path, bytes: u64) -> Result<(), LibraryError> {
        self.disk.has_room(dir, bytes, RESERVE_BYTES)
    }

    /// The number of the last commit; 0 before the first.
    pub(super) fn last_seq(&self) -> u64 {
        self.writer().seq
    }

    fn note_repair(&self, repair: Recovery) {
        self.repairs.lock().unwrap_or_else(PoisonError::into_inner).push(repair);
    }

    /// Repairs made since the last call.
    pub(super) fn take_repairs(&self) -> Vec<Recovery> {
        std::mem::take(&mut *self.repairs.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Folds the journal on a thread of its own; commits go on in a new segment.
    fn start_fold(&self, writer: &mut Writer) -> Result<(), LibraryError> {
        let mut folding = self.folding.lock().unwrap_or_else(PoisonError::into_inner);
        if folding.as_ref().is_some_and(|thread| !thread.is_finished()) {
            return Ok(());
        }
        let seq = writer.seq;
        self.has_room_for(self.net_bytes(writer))?;
        writer.journal.sync()?;
        writer.journal = Journal::open(&self.places.journal(), seq + 1, 0)?;
        writer.unfolded_bytes = 0;
        let (dir, bytes) = (self.places.journal(), self.snapshot_bytes.clone());
        let fold = move || {
            if let Some(written) = net::fold(&dir, seq)? {
                bytes.store(written, Ordering::Relaxed);
            }
            Ok(())
        };
        let thread = std::thread::Builder::new().name("library-fold".to_owned()).spawn(fold);
        *folding = Some(thread.doing("starting to fold", &self.places.journal())?);
        Ok(())
    }

    /// Folds what was committed until now from files alone, and waits for it.
    pub(super) fn fold_beside(&self) -> Result<(), LibraryError> {
        self.sync_row()?;
        self.finish_fold();
        let mut writer = self.writer();
        if writer.unfolded_bytes > MIN_FOLD_BYTES {
            self.start_fold(&mut writer)?;
        }
        drop(writer);
        self.finish_fold();
        Ok(())
    }

    /// Waits for a fold that runs.
    pub(super) fn finish_fold(&self) {
        let thread = self.folding.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // A fold that failed left the journal as it was; it is tried again when that has grown.
            let _ = thread.join();
        }
    }

    /// Writes a snapshot of what the store holds and begins a new segment. Returns the number folded to.
    pub(super) fn fold_now(&self) -> Result<u64, LibraryError> {
        let mut writer = self.writer();
        self.has_room_for(self.net_bytes(&writer))?;
        self.fold_as_writer(&mut writer)
    }

    fn fold_as_writer(&self, writer: &mut Writer) -> Result<u64, LibraryError> {
        self.finish_fold();
        writer.journal.mend()?;
        let records = self.read_as_writer(writer, |view| view.all())?;
        let dir = self.places.journal();
        let bytes = snapshot::write(&dir, writer.seq, &records)?;
        writer.journal = Journal::open(&dir, writer.seq + 1, 0)?;
        writer.unfolded_bytes = 0;
        self.snapshot_bytes.store(bytes, Ordering::Relaxed);
        net::remove_replaced(&dir, writer.seq)?;
        Ok(writer.seq)
    }

    /// No snapshot of what is committed is longer than this.
    fn net_bytes(&self, writer: &Writer) -> u64 {
        self.snapshot_bytes.load(Ordering::Relaxed) + writer.unfolded_bytes
    }

    /// Runs `work` on the records while nobody writes; `work` also gets what the net alone would give.
    pub(super) fn compare<T>(
        &self,
        work: impl FnOnce(&RecordMap, &RecordMap, &[net::Damage]) -> T,
    ) -> Result<T, LibraryError> {
        let mut writer = self.writer();
        self.finish_fold();
        let in_store = self.read_as_writer(&mut writer, |view| view.all())?;
        let survey = self.survey(&writer)?;
        let (in_net, mut damage) = survey.records()?;
        damage.extend(survey.damage);
        Ok(work(&in_store, &in_net, &damage))
    }

    /// Folds, then replaces the store by a fresh one with the same records: sled never shrinks by itself.
    pub(super) fn compact(&self) -> Result<(), LibraryError> {
        self.compact_as_writer(&mut self.writer())
    }

    fn compact_as_writer(&self, writer: &mut Writer) -> Result<(), LibraryError> {
        self.has_room_for(2 * self.net_bytes(writer) + size_of_dir(&self.db))?;
        self.fold_as_writer(writer)?;
        let survey = self.survey(writer)?;
        let new = recover::make_beside(&self.places, &survey)?;
        let mut slot = self.slot.write().unwrap_or_else(PoisonError::into_inner);
        // Closed before its folder goes. Nothing can be lost from here on: the snapshot has everything, and a
        // store that is missing after an error is made from it at the next question.
        slot.replace(Box::new(NoStore), Place::None);
        slot.replace(recover::swap(&self.places, &new)?, Place::Disk);
        Ok(())
    }

    /// The library's folder.
    pub(super) fn root(&self) -> &Path {
        &self.places.root
    }

    /// Where unreadable things are kept.
    pub(super) fn aside(&self) -> &Aside {
        &self.aside
    }
}

#[cfg(test)]
impl Records {
    /// Makes the next write to the journal fail, after `torn` got into it.
    pub(super) fn break_journal(&self, torn: &[u8]) {
        self.writer().journal.break_down(torn);
    }

    /// Puts another store in the place of the one in use.
    pub(super) fn change_store(&self, change: impl FnOnce(Box<dyn Store>) -> Box<dyn Store>) {
        let mut slot = self.slot.write().unwrap();
        let store = std::mem::replace(&mut slot.store, Box::new(NoStore));
        slot.store = change(store);
    }

    /// Whether the store is a database on the disk.
    pub(super) fn is_on_disk(&self) -> bool {
        self.slot.read().unwrap().place == Place::Disk
    }
}

impl Drop for Records {
    fn drop(&mut self) {
        self.finish_fold();
    }
}

/// Whether a folder has anything in it.
pub(super) fn has_content(dir: &Path) -> bool {
    fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some())
}
