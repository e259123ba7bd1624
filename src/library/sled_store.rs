//! Records in sled, used inside what was proved to hold: one tree, one atomic batch per commit, values of
//! at most 4 kB (longer ones in chunks, so that sled makes no blob files, which it never syncs), `flush`
//! and then our own `fsync`, since sled's `flush` alone does not survive a power cut on Linux.
//!
//! A stored value is a version byte, a CRC-32 (big-endian) of key and payload, and the payload. Under a
//! record's own key the payload is `0` and the text, or `1` and the number of chunks (`u32`, big-endian);
//! chunks lie under [`CHUNK`] + key + `\0` + place (`u32`, big-endian).

use std::fs::{self, File};
use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use super::store::{Op, Store, StoreError, Visit};

const VERSION: u8 = 1;
const HEADER_BYTES: usize = 5;
/// The longest payload of one sled value.
const CHUNK_BYTES: usize = 4_000;
/// Cache of sled; real memory is a multiple of it.
const CACHE_BYTES: u64 = 32 << 20;
/// Sorts behind every record key, which are printable ASCII.
const CHUNK: u8 = 0x7f;
/// How often, and how long after each other, a database is asked that is still being closed: 5 s in all.
const LOCK_TRIES: u32 = 250;
const LOCK_PAUSE: Duration = Duration::from_millis(20);
/// Key of the number of the last batch; sorts before every record key.
const SEQ_KEY: &[u8] = &[0];

/// An open sled database.
pub(super) struct SledStore {
    /// `None` only while it is being dropped.
    db: Option<sled::Db>,
    /// A second handle on sled's file: fsync is per file, not per handle.
    file: File,
}

impl SledStore {
    /// Opens or makes the database. The caller holds the library's lock.
    pub(super) fn open(dir: &Path) -> Result<Self, StoreError> {
        remove_unfinished_snapshots(dir)?;
        guarded(|| {
            let config = sled::Config::new().path(dir).cache_capacity(CACHE_BYTES);
            let mut opened = config.open();
            // sled's own threads may hold its lock for a moment after it was closed. Nobody else can: the
            // library's lock is ours.
            for _ in 0..LOCK_TRIES {
                match &opened {
                    Err(sled::Error::Io(error)) if is_locked(error) => std::thread::sleep(LOCK_PAUSE),
                    _ => break,
                }
                opened = config.open();
            }
            let db = opened.map_err(from_sled)?;
            let file = File::options().write(true).open(dir.join("db"))?;
            Ok(Self { db: Some(db), file })
        })
    }

    fn db(&self) -> Result<&sled::Db, StoreError> {
        self.db.as_ref().ok_or_else(|| StoreError::Damaged("the database is closed".to_owned()))
    }

    fn value_of(&self, key: &[u8], stored: &[u8]) -> Result<Vec<u8>, StoreError> {
        match unwrap(key, stored)? {
            [0, text @ ..] => Ok(text.to_vec()),
            [1, count @ ..] => {
                let count = count_of(key, count)?;
                let mut text = Vec::new();
                for place in 0..count {
                    let chunk_key = chunk_key(key, place);
                    let chunk = self.db()?.get(&chunk_key).map_err(from_sled)?;
                    let chunk = chunk.ok_or_else(|| damaged(key, "a part is missing"))?;
                    text.extend_from_slice(unwrap(&chunk_key, &chunk)?);
                }
                Ok(text)
            }
            _ => Err(damaged(key, "unknown layout")),
        }
    }

    /// How many chunks a record has now.
    fn chunks_of(&self, key: &[u8]) -> Result<u32, StoreError> {
        match self.db()?.get(key).map_err(from_sled)? {
            None => Ok(0),
            Some(stored) => match unwrap(key, &stored)? {
                [1, count @ ..] => count_of(key, count),
                _ => Ok(0),
            },
        }
    }
}

impl Store for SledStore {
    fn seq(&self) -> Result<u64, StoreError> {
        guarded(|| match self.db()?.get(SEQ_KEY).map_err(from_sled)? {
            None => Ok(0),
            Some(stored) => {
                let bytes = unwrap(SEQ_KEY, &stored)?.try_into().map_err(|_| damaged(SEQ_KEY, "wrong length"))?;
                Ok(u64::from_be_bytes(bytes))
            }
        })
    }

    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        guarded(|| {
            let stored = self.db()?.get(key).map_err(from_sled)?;
            stored.map(|stored| self.value_of(key.as_bytes(), &stored)).transpose()
        })
    }

    fn scan(&self, prefix: &str, visit: Visit<'_>) -> Result<(), StoreError> {
        guarded(|| {
            // An iterator of sled repeats a damage for ever: the first one ends the scan.
            for entry in self.db()?.scan_prefix(prefix) {
                let (key, stored) = entry.map_err(from_sled)?;
                if key.first().is_none_or(|&first| first == CHUNK || first == 0) {
                    continue;
                }
                let name = std::str::from_utf8(&key).map_err(|_| damaged(&key, "the key is not text"))?;
                match unwrap(&key, &stored)? {
                    [0, text @ ..] => visit(name, text),
                    _ => visit(name, &self.value_of(&key, &stored)?),
                }
            }
            Ok(())
        })
    }

    fn apply_unsynced(&self, seq: u64, ops: &[Op]) -> Result<(), StoreError> {
        guarded(|| {
            let mut batch = sled::Batch::default();
            // Chunks of earlier changes of the same key within this batch count as present too.
            let mut chunks = std::collections::HashMap::<&str, u32>::new();
            for Op { key, value } in ops {
                let key_bytes = key.as_bytes();
                let old = match chunks.get(key.as_str()) {
                    Some(&count) => count,
                    None => self.chunks_of(key_bytes)?,
                };
                let mut new = 0;
                match value {
                    None => batch.remove(key_bytes),
                    Some(text) if text.len() < CHUNK_BYTES => {
                        batch.insert(key_bytes, wrap(key_bytes, &[&[0], text.as_bytes()]));
                    }
                    Some(text) => {
                        for chunk in text.as_bytes().chunks(CHUNK_BYTES) {
                            let chunk_key = chunk_key(key_bytes, new);
                            batch.insert(chunk_key.as_slice(), wrap(&chunk_key, &[chunk]));
                            new += 1;
                        }
                        batch.insert(key_bytes, wrap(key_bytes, &[&[1], &new.to_be_bytes()]));
                    }
                }
                for place in new..old {
                    batch.remove(chunk_key(key_bytes, place));
                }
                chunks.insert(key, new);
            }
            batch.insert(SEQ_KEY, wrap(SEQ_KEY, &[&seq.to_be_bytes()]));
            self.db()?.apply_batch(batch).map_err(from_sled)
        })
    }

    fn sync(&self) -> Result<(), StoreError> {
        guarded(|| {
            self.db()?.flush().map_err(from_sled)?;
            Ok(self.file.sync_all()?)
        })
    }
}

impl Drop for SledStore {
    fn drop(&mut self) {
        let db = self.db.take();
        // A damaged sled may panic even here; what matters was synced by `apply`.
        let _ = catch_unwind(AssertUnwindSafe(|| drop(db)));
    }
}

/// Opening replays sled's log and then writes a snapshot under a name that the next opening would take for
/// a finished one if this process died in between. Finished snapshots are never touched: without them sled
/// may come up empty.
fn remove_unfinished_snapshots(dir: &Path) -> Result<(), StoreError> {
    let Ok(entries) = fs::read_dir(dir) else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("snap.") && name.ends_with(".generating") {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Damage makes sled panic in places; that must not take the program along.
fn guarded<T>(work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<String>().map(String::as_str);
        let words = words.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
        Err(StoreError::Damaged(format!("the database stopped: {words}")))
    })
}

/// Whether sled says that somebody has its files open. It gives only words to tell by.
pub(super) fn is_locked(error: &std::io::Error) -> bool {
    error.to_string().contains("could not acquire lock")
}

fn from_sled(error: sled::Error) -> StoreError {
    match error {
        // A log that ends too early is no trouble of the disk: what should be there was cut off.
        sled::Error::Io(error) if matches!(error.kind(), ErrorKind::UnexpectedEof | ErrorKind::InvalidData) => {
            StoreError::Damaged(error.to_string())
        }
        sled::Error::Io(error) => StoreError::Io(error),
        other => StoreError::Damaged(other.to_string()),
    }
}

fn damaged(key: &[u8], what: &str) -> StoreError {
    StoreError::Damaged(format!("record {}: {what}", String::from_utf8_lossy(key).escape_debug()))
}

fn crc_of<'a>(key: &[u8], parts: impl IntoIterator<Item = &'a [u8]>) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(key);
    parts.into_iter().for_each(|part| hasher.update(part));
    hasher.finalize()
}

fn wrap(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let mut stored = Vec::with_capacity(HEADER_BYTES + parts.iter().map(|part| part.len()).sum::<usize>());
    stored.push(VERSION);
    stored.extend_from_slice(&crc_of(key, parts.iter().copied()).to_be_bytes());
    parts.iter().for_each(|part| stored.extend_from_slice(part));
    stored
}

fn unwrap<'a>(key: &[u8], stored: &'a [u8]) -> Result<&'a [u8], StoreError> {
    let Some(([version, crc @ ..], payload)) = stored.split_first_chunk::<HEADER_BYTES>() else {
        return Err(damaged(key, "too short"));
    };
    if *version != VERSION {
        return Err(damaged(key, "unknown version"));
    }
    if u32::from_be_bytes(*crc) != crc_of(key, [payload]) {
        return Err(damaged(key, "the checksum is wrong"));
    }
    Ok(payload)
}

fn count_of(key: &[u8], bytes: &[u8]) -> Result<u32, StoreError> {
    bytes.try_into().map(u32::from_be_bytes).map_err(|_| damaged(key, "wrong length"))
}

fn chunk_key(key: &[u8], place: u32) -> Vec<u8> {
    let mut chunk = Vec::with_capacity(key.len() + 6);
    chunk.push(CHUNK);
    chunk.extend_from_slice(key);
    chunk.push(0);
    chunk.extend_from_slice(&place.to_be_bytes());
    chunk
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::store::contract;

    #[test]
    fn keeps_the_contract() {
        let root = tempfile::tempdir().unwrap();
        let number = std::cell::Cell::new(0);
        let open = |number: i32| Box::new(SledStore::open(&root.path().join(number.to_string())).unwrap());
        contract::holds(
            || {
                number.set(number.get() + 1);
                open(number.get())
            },
            |store| {
                drop(store);
                open(number.get())
            },
        );
    }

    #[test]
    fn a_closed_database_opens_at_once() {
        let root = tempfile::tempdir().unwrap();
        for seq in 1..=40 {
            let store = SledStore::open(root.path()).unwrap();
            let big = Op { key: "p/x".to_owned(), value: Some(format!("\"{}\"", "x".repeat(60_000))) };
            store.apply(seq, &[big]).unwrap();
        }
        // Even while the old one is still being closed.
        let store = SledStore::open(root.path()).unwrap();
        let closing = std::thread::Builder::new().name("closing".to_owned()).spawn(move || {
            std::thread::sleep(Duration::from_millis(300));
            drop(store);
        });
        assert_eq!(SledStore::open(root.path()).unwrap().seq().unwrap(), 40);
        closing.unwrap().join().unwrap();
    }

    #[test]
    fn replaced_chunks_leave_nothing_behind() {
        let root = tempfile::tempdir().unwrap();
        let store = SledStore::open(root.path()).unwrap();
        let put = |value: Option<usize>| Op { key: "p/x".to_owned(), value: value.map(|n| "x".repeat(n)) };
        store.apply(1, &[put(Some(50_000)), put(Some(9_000))]).unwrap();
        store.apply(2, &[put(Some(4_000))]).unwrap();
        assert_eq!(store.db().unwrap().len(), 3, "number, record, one chunk");
        store.apply(3, &[put(None)]).unwrap();
        assert_eq!(store.db().unwrap().len(), 1, "only the number");
    }
}
