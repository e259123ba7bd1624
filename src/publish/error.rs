//! What can go wrong while publishing and reading back.

use std::io;
use std::path::{Path, PathBuf};

use super::flaws::{Danger, Flaw, Measure, NoBundle};
use crate::model::Violation;
use crate::render::RenderError;

/// Why a collage could not be exported, or a bundle not be read.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The extension of the target names no format.
    #[error(
        "cannot tell what to write to {0}: end the name with .zip, .html, .png, .jpg, .webp or .pdf, or give a folder \
         name without an extension"
    )]
    UnknownFormat(PathBuf),
    /// The target folder holds something else.
    #[error(
        "the folder {folder} was not made by an export (it holds “{found}”): choose another name or an empty folder"
    )]
    ForeignFolder {
        /// The target.
        folder: PathBuf,
        /// One thing in it that no export wrote.
        found: String,
    },
    /// The target folder holds the export of another collage.
    #[error("{folder} holds the export of another collage, “{title}”: choose another folder, or replace it knowingly")]
    OtherCollage {
        /// The target.
        folder: PathBuf,
        /// The other collage's title.
        title: String,
    },
    /// The target is a file that was not made by exporting this collage.
    #[error("there is a file at {path} already: choose another name, or replace it knowingly")]
    FileInTheWay {
        /// The target.
        path: PathBuf,
    },
    /// A file or folder could not be written; nothing was left behind.
    #[error("could not write {path}: {source}")]
    Write {
        /// The target.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file or folder could not be read.
    #[error("could not read {path}: {source}")]
    Read {
        /// What was asked for.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Not a folder, zip or page that an export made.
    #[error("{path} is not a collage bundle: {why}")]
    NotABundle {
        /// What was asked for.
        path: PathBuf,
        /// What is missing.
        why: NoBundle,
    },
    /// Made by a later version of the program.
    #[error(
        "{part} is of format version {found}; this program reads versions up to {known}: update it to open this bundle"
    )]
    Newer {
        /// `collage.json` or `manifest.json`.
        part: &'static str,
        /// What the file says.
        found: u64,
        /// The newest that is understood.
        known: u64,
    },
    /// More than a bundle may hold.
    #[error("the bundle is too large: {what} is {found}, the limit is {limit}")]
    Limit {
        /// What was measured.
        what: Measure,
        /// How much there is.
        found: u64,
        /// How much there may be.
        limit: u64,
    },
    /// A zip entry whose name leads out of the archive, or is there twice, or is no plain file.
    #[error("the bundle holds an unsafe entry “{name}” ({why}); nothing was read from it")]
    UnsafeEntry {
        /// The name, shortened.
        name: String,
        /// What is wrong with it.
        why: Danger,
    },
    /// A part that does not say what it should.
    #[error("{part} of the bundle is damaged: {why}")]
    Damaged {
        /// The file in the bundle.
        part: String,
        /// What is wrong with it.
        why: Flaw,
    },
    /// The document contradicts itself.
    #[error("the collage in the bundle is damaged: {first}{}", more(.others))]
    Broken {
        /// The first broken rule.
        first: Violation,
        /// How many more there are.
        others: usize,
    },
    /// Pixels or PDF could not be made.
    #[error("the collage could not be drawn: {0}")]
    Draw(#[from] RenderError),
    /// The person changed their mind.
    #[error("the export was cancelled; nothing was written")]
    Cancelled,
}

fn more(others: &usize) -> String {
    match others {
        0 => String::new(),
        others => format!(" (and {others} more)"),
    }
}

impl PublishError {
    pub(super) fn write(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::Write { path, source }
    }

    pub(super) fn read(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::Read { path, source }
    }
}
