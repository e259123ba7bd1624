//! Records that outlive their database: every batch goes to the journal and to the store, and a store that
//! fails is rebuilt from the journal. Knows nothing of collages and finds.
//!
//! Order of a commit: journal (written and synced), then store (applied, flushed, synced), then it counts.
//! A kill in between leaves the store one batch behind, which the next opening catches up.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::thread::JoinHandle;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::aside::Aside;
use super::error::{IoContext, LibraryError};
use super::files::make_dir;
use super::journal::Journal;
use super::memory_store::NoStore;
use super::net;
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
}

/// The store, and how often it was replaced.
struct Slot {
    store: Box<dyn Store>,
    generation: u64,
}

struct Writer {
    journal: Journal,
    seq: u64,
    /// Journal bytes that no snapshot holds yet.
    unfolded_bytes: u64,
    /// Why writing ended.
    stopped: Option<String>,
}

impl Records {
    /// Opens the records of a library whose lock is held; `checked` are the key prefixes to read through.
    pub(super) fn open(places: Places, aside: Aside, checked: &[&str]) -> Result<(Self, Findings), LibraryError> {
        make_dir(&places.journal())?;
        let Opened { store, seq, segment, journal_bytes, snapshot_bytes, rewrite_net, findings } =
            recover::open(&places, &aside, checked)?;
        let journal = Journal::open(&places.journal(), segment.0, segment.1)?;
        let records = Self {
            db: places.db(),
            places,
            aside,
            slot: RwLock::new(Slot { store, generation: 0 }),
            writer: Mutex::new(Writer { journal, seq, unfolded_bytes: journal_bytes, stopped: None }),
            snapshot_bytes: Arc::new(AtomicU64::new(snapshot_bytes)),
            repairs: Mutex::default(),
            folding: Mutex::default(),
        };
        if rewrite_net {
            // The store has what the net lost: from now on the net has it too.
            records.fold_now()?;
        }
        Ok((records, findings))
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the store once; also says which store it was.
    fn ask<T>(&self, ask: impl FnOnce(&View<'_>) -> Result<T, LibraryError>) -> (u64, Result<T, LibraryError>) {
        let slot = self.slot.read().unwrap_or_else(PoisonError::into_inner);
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
    /// is no commit. Everything is on disk when this returns.
    pub(super) fn commit<T>(
        &self,
        build: impl Fn(&View<'_>, u64, &mut Batch) -> Result<T, LibraryError>,
    ) -> Result<(u64, T), LibraryError> {
        let mut writer = self.writer();
        if let Some(reason) = &writer.stopped {
            return Err(LibraryError::Stopped { reason: reason.clone() });
        }
        let seq = writer.seq + 1;
        let (batch, answer) = self.read_as_writer(&mut writer, |view| {
            let mut batch = Batch::default();
            let answer = build(view, seq, &mut batch)?;
            Ok((batch, answer))
        })?;
        if batch.ops.is_empty() {
            return Ok((writer.seq, answer));
        }
        match writer.journal.append(seq, &batch.ops) {
            Ok(bytes) => writer.unfolded_bytes += bytes,
            Err(error) => {
                writer.stopped = Some(error.to_string());
                return Err(error);
            }
        }
        // Readers wait, so that none sees half a commit.
        let mut slot = self.slot.write().unwrap_or_else(PoisonError::into_inner);
        match slot.store.apply(seq, &batch.ops) {
            Ok(()) => writer.seq = seq,
            // The batch is in the journal, so the rebuilt store has it.
            Err(StoreError::Damaged(reason)) => self.rebuild_slot(&mut writer, &mut slot, &reason)?,
            Err(StoreError::Io(source)) => {
                let error = LibraryError::Io { action: "writing", path: self.db.clone(), source };
                writer.stopped = Some(error.to_string());
                return Err(error);
            }
        }
        drop(slot);
        if writer.unfolded_bytes > MIN_FOLD_BYTES.max(self.snapshot_bytes.load(Ordering::Relaxed)) {
            // The commit itself is safe; a fold that fails is tried again later.
            let _ = self.start_fold(&mut writer);
        }
        Ok((seq, answer))
    }

    /// Replaces a damaged store, unless somebody else did so meanwhile.
    fn rebuild(&self, writer: &mut Writer, generation: u64, reason: &str) -> Result<(), LibraryError> {
        let mut slot = self.slot.write().unwrap_or_else(PoisonError::into_inner);
        if slot.generation == generation { self.rebuild_slot(writer, &mut slot, reason) } else { Ok(()) }
    }

    fn rebuild_slot(&self, writer: &mut Writer, slot: &mut Slot, reason: &str) -> Result<(), LibraryError> {
        // The old database must be closed before its folder is moved.
        slot.store = Box::new(NoStore);
        slot.generation += 1;
        self.finish_fold();
        let rebuilt = net::survey(&self.places.journal()).and_then(|survey| {
            let rebuilt = recover::rebuild(&self.places, &self.aside, &survey, reason)?;
            self.aside.keep_damage(&rebuilt.damage)?;
            Ok((survey.last_seq, rebuilt))
        });
        match rebuilt {
            Ok((seq, rebuilt)) => {
                writer.seq = seq;
                slot.store = rebuilt.store;
                self.repairs.lock().unwrap_or_else(PoisonError::into_inner).push(rebuilt.recovery);
                Ok(())
            }
            Err(error) => {
                writer.stopped = Some(error.to_string());
                Err(error)
            }
        }
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
        self.fold_as_writer(&mut self.writer())
    }

    fn fold_as_writer(&self, writer: &mut Writer) -> Result<u64, LibraryError> {
        self.finish_fold();
        let records = self.read_as_writer(writer, |view| view.all())?;
        let dir = self.places.journal();
        let bytes = snapshot::write(&dir, writer.seq, &records)?;
        writer.journal = Journal::open(&dir, writer.seq + 1, 0)?;
        writer.unfolded_bytes = 0;
        self.snapshot_bytes.store(bytes, Ordering::Relaxed);
        net::remove_replaced(&dir, writer.seq)?;
        Ok(writer.seq)
    }

    /// Runs `work` on the records while nobody writes; `work` also gets what the net alone would give.
    pub(super) fn compare<T>(
        &self,
        work: impl FnOnce(&RecordMap, &RecordMap, &[net::Damage]) -> T,
    ) -> Result<T, LibraryError> {
        let mut writer = self.writer();
        self.finish_fold();
        let in_store = self.read_as_writer(&mut writer, |view| view.all())?;
        let survey = net::survey(&self.places.journal())?;
        let (in_net, mut damage) = survey.records()?;
        damage.extend(survey.damage);
        Ok(work(&in_store, &in_net, &damage))
    }

    /// Folds, then replaces the store by a fresh one with the same records: sled never shrinks by itself.
    pub(super) fn compact(&self) -> Result<(), LibraryError> {
        let mut writer = self.writer();
        self.fold_as_writer(&mut writer)?;
        let survey = net::survey(&self.places.journal())?;
        let new = recover::make_beside(&self.places, &survey)?;
        let mut slot = self.slot.write().unwrap_or_else(PoisonError::into_inner);
        // Closed before its folder goes. Nothing can be lost from here on: the snapshot has everything.
        slot.store = Box::new(NoStore);
        slot.generation += 1;
        match recover::swap(&self.places, &new) {
            Ok(store) => {
                slot.store = store;
                Ok(())
            }
            Err(error) => {
                writer.stopped = Some(error.to_string());
                Err(error)
            }
        }
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

impl Drop for Records {
    fn drop(&mut self) {
        self.finish_fold();
    }
}

/// Whether a folder has anything in it.
pub(super) fn has_content(dir: &Path) -> bool {
    fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some())
}
