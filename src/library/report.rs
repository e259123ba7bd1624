//! What a library tells about its repairs, so that the app can tell the person.

use std::path::PathBuf;

/// The database was rebuilt, or caught up, from the plain files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// What was wrong, in words for a log.
    pub reason: String,
    /// Where the old database lies now; `None` if there was none, or if it was good enough to go on with.
    pub moved_to: Option<PathBuf>,
    /// How many records were restored.
    pub records: usize,
}

/// Something that cannot be read. It was left where it is or copied aside, never overwritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// What it is, in words.
    pub what: String,
    /// Why it cannot be read.
    pub reason: String,
    /// Where a copy of it lies, if there was anything to copy.
    pub kept_at: Option<PathBuf>,
}

/// How opening went.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OpenReport {
    /// Set if the database had to be mended.
    pub recovered: Option<Recovery>,
    /// Parts of the plain files that cannot be read.
    pub unreadable: Vec<Unreadable>,
    /// How many pictures lie in a library that has no record at all: its finds and collages are gone. 0 in
    /// every other library.
    pub pictures_alone: usize,
    /// Whether the library was made just now.
    pub is_new: bool,
}
