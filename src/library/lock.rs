//! One process per library: our own lock file, taken before anything else is touched.
//!
//! The database has a lock too, but it names no holder. This one says who to ask, and guards the clean-up
//! that must happen before the database is opened. The system drops it when the process ends, however it
//! ends, so it is never stale; the file itself stays.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use super::error::{IoContext, LibraryError};
use crate::model::Timestamp;

/// Name of the lock file inside a library.
pub(super) const LOCK_FILE: &str = "etalage.lock";

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Holder {
    pid: u32,
    role: String,
    since: Timestamp,
    control: Option<String>,
}

/// Whether a file is a lock of ours; an empty one is, since a power cut may leave it so.
pub(super) fn is_lock(path: &Path) -> bool {
    std::fs::read(path).is_ok_and(|bytes| bytes.is_empty() || serde_json::from_slice::<Holder>(&bytes).is_ok())
}

/// Held as long as the library is open.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: Mutex<(File, Holder)>,
}

impl Lock {
    /// Takes the lock or says who has it; never waits.
    pub(super) fn take(dir: &Path, role: &str, control: Option<String>, now: Timestamp) -> Result<Self, LibraryError> {
        let path = dir.join(LOCK_FILE);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .doing("opening the lock", &path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                // Some systems forbid reading a locked file: then the holder stays unnamed.
                let _ = file.read_to_string(&mut text);
                let holder: Option<Holder> = serde_json::from_str(&text).ok();
                return Err(LibraryError::InUse {
                    dir: dir.to_owned(),
                    pid: holder.as_ref().map(|holder| holder.pid),
                    role: holder.as_ref().map_or_else(|| "another program".to_owned(), |holder| holder.role.clone()),
                    control: holder.and_then(|holder| holder.control),
                });
            }
            Err(TryLockError::Error(source)) => {
                return Err(LibraryError::Io { action: "locking", path, source });
            }
        }
        let holder = Holder { pid: std::process::id(), role: role.to_owned(), since: now, control };
        write_holder(&mut file, &holder).doing("writing the lock", &path)?;
        Ok(Self { path, file: Mutex::new((file, holder)) })
    }

    /// Tells later openers where this process listens.
    pub(super) fn set_control(&self, control: Option<String>) -> Result<(), LibraryError> {
        let mut guard = self.file.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (file, holder) = &mut *guard;
        holder.control = control;
        write_holder(file, holder).doing("writing the lock", &self.path)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let (file, _) = self.file.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
        // Closing alone would do, but for a program that is just being started from here: until it runs, it
        // has a copy of the handle, and with it the lock.
        let _ = file.unlock();
    }
}

fn write_holder(file: &mut File, holder: &Holder) -> io::Result<()> {
    let text = serde_json::to_string(holder)?;
    file.rewind()?;
    file.write_all(text.as_bytes())?;
    file.set_len(text.len() as u64)
}
