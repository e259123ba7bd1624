//! The library itself, and opening it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::aside::Aside;
use super::error::LibraryError;
use super::files::make_dir;
use super::format;
use super::lock::Lock;
use super::records::{Places, Records, has_content};
use super::report::{OpenReport, Recovery};
use crate::model::{Clock, Ids};

/// What is read through at every opening, so that damage there is reported then. Finds and history are many:
/// their damage is mended when they are read.
const CHECKED: [&str; 3] = ["c/", "i/", "s/"];

/// An open library. Shared between threads as it is; writers take turns.
pub struct Library {
    pub(super) records: Records,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) ids: Arc<dyn Ids>,
    // Dropped last: everything else must be closed before somebody else may open.
    lock: Lock,
}

/// What opening needs from outside.
#[derive(Clone)]
pub struct OpenOptions {
    /// Dates versions and repairs.
    pub clock: Arc<dyn Clock>,
    /// Names new collages.
    pub ids: Arc<dyn Ids>,
    /// What this process is, as told to a second one: `the desktop app`, `the command line`.
    pub role: String,
    /// Where this process listens, if it does already.
    pub control: Option<String>,
}

/// A commit that is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commit {
    /// Its number; commits of a library are counted from 1.
    pub seq: u64,
}

impl std::fmt::Debug for Library {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Library({})", self.dir().display())
    }
}

impl Library {
    /// Opens the library in a folder, or makes it there. A database that cannot be used is rebuilt from
    /// the plain files first; the report says so.
    pub fn open(dir: &Path, options: OpenOptions) -> Result<(Self, OpenReport), LibraryError> {
        make_dir(dir)?;
        let lock = Lock::take(dir, &options.role, options.control, options.clock.now())?;
        let places = Places { root: dir.to_owned() };
        let is_new = !has_content(&places.journal()) && !has_content(&places.db());
        format::check(dir)?;
        let aside = Aside::new(dir, options.clock.clone());
        let (records, findings) = Records::open(places, aside, &CHECKED)?;
        let library = Self { records, clock: options.clock, ids: options.ids, lock };
        let report = OpenReport { recovered: findings.recovered, unreadable: findings.unreadable, is_new };
        Ok((library, report))
    }

    /// The library's folder.
    pub fn dir(&self) -> &Path {
        self.records.root()
    }

    /// Where the backup-worthy picture files lie.
    pub(super) fn pictures_dir(&self) -> PathBuf {
        self.dir().join("pictures")
    }

    /// Tells later openers where this process listens.
    pub fn set_control(&self, control: Option<String>) -> Result<(), LibraryError> {
        self.lock.set_control(control)
    }

    /// Repairs made since the last call: damage that opening did not see is mended when it is met. To be
    /// asked after the finds were loaded, and now and then.
    pub fn take_repairs(&self) -> Vec<Recovery> {
        self.records.take_repairs()
    }
}
