//! What can go wrong with a library.

use std::io;
use std::path::{Path, PathBuf};

use crate::model::{CollageId, FeedId, ImageHash, ProductKey};

/// Why the library could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// Another program, or another window, has the library open.
    #[error("the library {} is already open in {role}: use that window, or close it first", dir.display())]
    InUse {
        /// The library.
        dir: PathBuf,
        /// The process that holds it, where it could be read.
        pid: Option<u32>,
        /// What the holder calls itself, such as `desktop`.
        role: String,
        /// Where the holder listens, if it does; send "come forward" there.
        control: Option<String>,
    },
    /// The folder is somebody else's.
    #[error(
        "the folder {} holds other files and is no library; nothing in it was touched: choose a new or an empty folder",
        .0.display()
    )]
    NotALibrary(PathBuf),
    /// A file or folder could not be read or written.
    #[error("{action} {} failed: {source}", path.display())]
    Io {
        /// In words, such as `writing`.
        action: &'static str,
        /// What it was done to.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Made by a newer version of the program.
    #[error("the library {} has format {found}; this version knows up to {known}: open it with a newer Etalage", dir.display())]
    Newer {
        /// The library.
        dir: PathBuf,
        /// Its format.
        found: u32,
        /// What this version can read.
        known: u32,
    },
    /// The disk is too full to begin writing. Nothing was written.
    #[error(
        "only {} MB are free on the disk of {} and {} MB are needed: make room there, then try again",
        free_bytes >> 20,
        dir.display(),
        needed_bytes.div_ceil(1 << 20)
    )]
    NoRoom {
        /// A folder on that disk.
        dir: PathBuf,
        /// What is free.
        free_bytes: u64,
        /// What must be free, with what is left for edits.
        needed_bytes: u64,
    },
    /// The database gave back something else than was put in. Reading again after a rebuild helps.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// There is no such collage.
    #[error("there is no collage {0}: it may have been deleted")]
    NoCollage(CollageId),
    /// A collage with that id is there already.
    #[error("there is already a collage {0}")]
    CollageExists(CollageId),
    /// There is no such find.
    #[error("there is no find {0}: it may have been removed")]
    NoProduct(ProductKey),
    /// There is no such feed.
    #[error("there is no feed {0}: “etalage feeds list” names those that are remembered")]
    NoFeed(FeedId),
    /// The collage never had that version.
    #[error("collage {collage} has no version {seq}: pick one of its history")]
    NoVersion {
        /// The collage.
        collage: CollageId,
        /// The version asked for.
        seq: u64,
    },
    /// The picture was never stored or its file is gone.
    #[error("the picture {0} is not in the library")]
    NoPicture(ImageHash),
    /// The picture's file no longer has the bytes that it was stored with.
    #[error("the file of picture {0} was changed or damaged: add the picture again")]
    PictureChanged(ImageHash),
    /// A value could not be written as JSON.
    #[error("{what} cannot be kept: {source}")]
    Unwritable {
        /// The record.
        what: String,
        /// The reason.
        source: serde_json::Error,
    },
    /// A record exists but cannot be understood. It stays as it is.
    #[error("{what} cannot be read: {reason}")]
    Unreadable {
        /// The record.
        what: String,
        /// The reason.
        reason: String,
    },
    /// A backup that is none, or that lacks parts.
    #[error("{} is not a whole backup of a library: {reason}", path.display())]
    NotABackup {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// Pictures stay where they are while records may be missing.
    #[error("nothing was tidied: {0}. See `etalage library verify`")]
    NotTidied(String),
    /// A library is put back only into an empty folder.
    #[error("the folder {} is not empty: choose an empty one", .0.display())]
    NotEmpty(PathBuf),
}

impl LibraryError {
    /// Whether the same may work later, once there is room or the disk is back.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::NoRoom { .. } | Self::Io { .. } | Self::Damaged(_))
    }
}

/// Adds what was done, and to which file, to an I/O error.
pub(super) trait IoContext<T> {
    fn doing(self, action: &'static str, path: &Path) -> Result<T, LibraryError>;
}

impl<T> IoContext<T> for io::Result<T> {
    fn doing(self, action: &'static str, path: &Path) -> Result<T, LibraryError> {
        self.map_err(|source| LibraryError::Io { action, path: path.to_owned(), source })
    }
}
