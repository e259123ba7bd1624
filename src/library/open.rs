//! The library itself, and opening it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::aside::Aside;
use super::disk::Disk;
use super::error::LibraryError;
use super::files::make_dir;
use super::format;
use super::lock::Lock;
use super::ours;
use super::records::{Places, Records, has_content};
use super::report::{OpenReport, Recovery};
use crate::model::{Clock, Ids, ImageHash};

/// What is read through at every opening, so that damage there is reported then. Finds and history are many:
/// their damage is mended when they are read.
const CHECKED: [&str; 3] = ["c/", "i/", "s/"];

/// An open library. Shared between threads as it is; writers take turns.
pub struct Library {
    pub(super) records: Records,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) ids: Arc<dyn Ids>,
    /// Whether `library.json` was there and could not be read.
    pub(super) header_was_damaged: bool,
    /// Whether parts of the plain files could not be read at opening.
    pub(super) lacks_parts: bool,
    /// Pictures that were kept or asked for since the library was opened: a record that shows them may be on
    /// its way, so tidying leaves them where they are.
    pub(super) in_use: Mutex<BTreeSet<ImageHash>>,
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
    /// A folder that holds other things is refused and left as it is.
    pub fn open(dir: &Path, options: OpenOptions) -> Result<(Self, OpenReport), LibraryError> {
        Self::open_on(dir, options, Disk::of_system())
    }

    /// [`Self::open`] on a disk whose room a test chooses.
    pub(super) fn open_on(dir: &Path, options: OpenOptions, disk: Disk) -> Result<(Self, OpenReport), LibraryError> {
        if dir.is_dir() {
            ours::check(dir)?;
        } else {
            make_dir(dir)?;
        }
        let lock = Lock::take(dir, &options.role, options.control, options.clock.now())?;
        let places = Places { root: dir.to_owned() };
        let is_new = !has_content(&places.journal()) && !has_content(&places.db());
        let aside = Aside::new(dir, options.clock.clone());
        let bad_header = format::check(dir)?;
        let header_was_damaged = bad_header.is_some();
        if let Some(bytes) = bad_header.filter(|bytes| !bytes.is_empty()) {
            aside.keep(&bytes)?;
        }
        let (records, findings) = Records::open(places, aside, disk, &CHECKED)?;
        let library = Self {
            records,
            clock: options.clock,
            ids: options.ids,
            header_was_damaged,
            lacks_parts: !findings.unreadable.is_empty(),
            in_use: Mutex::default(),
            lock,
        };
        let pictures_alone = if library.records.last_seq() == 0 { library.pictures()?.len() } else { 0 };
        let report = OpenReport {
            recovered: findings.recovered,
            unreadable: findings.unreadable,
            pictures_alone,
            is_new: is_new && pictures_alone == 0,
        };
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

    /// Makes writing possible again after it failed, if the disk allows it by now. The next edit does the same
    /// for itself; this also puts the database back on the disk where it had to move to memory.
    pub fn resume(&self) -> Result<(), LibraryError> {
        self.records.resume()
    }

    /// Repairs made since the last call: damage that opening did not see is mended when it is met. To be
    /// asked after the finds were loaded, and now and then.
    pub fn take_repairs(&self) -> Vec<Recovery> {
        self.records.take_repairs()
    }
}
