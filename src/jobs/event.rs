//! What comes back from the workers.

use std::path::PathBuf;

use super::clipping::Clipping;
use crate::imaging::{AlphaMap, Pixmap};
use crate::ingest::feed::ColumnMapping;
use crate::library::{CollageSummary, Settings, Version};
use crate::model::{Collage, CollageId, ImageHash, Product, ProductKey, Timestamp};
use crate::publish::Preflight;

/// How far a long errand is.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// What it is doing, in the person's language.
    pub words: String,
    /// Done so far.
    pub done: u64,
    /// Of how many, if that is known.
    pub total: Option<u64>,
}

/// An answer.
#[expect(missing_docs, reason = "the names say it")]
pub enum AppEvent {
    /// The library is open; `notice` says what had to be rebuilt.
    Opened {
        settings: Box<Settings>,
        finds: Vec<Product>,
        collages: Vec<CollageSummary>,
        notice: Option<String>,
    },
    /// Another window has this library open and was brought forward; this one closes.
    AlreadyOpen,
    /// The library cannot be used; the words say why and what to do.
    OpenFailed(String),
    Collages(Vec<CollageSummary>),
    Loaded(Box<Collage>),
    /// So many edits of a collage are on disk, or could not be written.
    Committed {
        collage: CollageId,
        count: usize,
        problem: Option<String>,
    },
    /// The disk refused edits. They wait in memory; [`super::Request::SaveAgain`] tries again, best at `again_at`
    /// and whenever the person asks. So does every further edit.
    NotSaved {
        collage: CollageId,
        /// How many edits of this collage wait.
        waiting: usize,
        /// Why, and what to do, in the person's language.
        why: String,
        again_at: Timestamp,
    },
    /// All edits that waited are on disk.
    SavedAgain,
    Versions {
        collage: CollageId,
        versions: Vec<Version>,
    },
    Version {
        seq: u64,
        collage: Box<Collage>,
    },
    /// Finds came or changed; `place` asks to put them on the open collage.
    FindsChanged {
        finds: Vec<Product>,
        place: bool,
    },
    FindsRemoved(Vec<ProductKey>),
    SettingsSaved(Box<Settings>),
    /// How it stands with finds from the browser.
    Clipping(Box<Clipping>),
    /// A find came from the browser; `known` tells that it was there before.
    Clipped {
        find: Box<Product>,
        known: bool,
    },
    /// A browser was paired; its name.
    BrowserPaired(String),
    /// The extension was written into this folder.
    ExtensionSaved(PathBuf),
    /// A shop refuses programs; the words point to the clipper.
    Refused(String),
    Progress(Option<Progress>),
    FeedSniffed {
        path: PathBuf,
        mapping: ColumnMapping,
        header: Vec<String>,
        /// The first rows as they stand, for tables.
        cells: Vec<Vec<String>>,
        /// The first products as they would be imported: title, price, shop, address.
        finds: Vec<Vec<String>>,
        format: String,
    },
    FeedImported {
        taken: u64,
        skipped: u64,
        warnings: Vec<String>,
    },
    BundleImported(CollageId),
    Preflight(Box<Preflight>),
    Exported {
        path: PathBuf,
        warnings: Vec<String>,
    },
    Picture {
        image: ImageHash,
        side_px: u32,
        picture: Option<Pixmap>,
        alpha: Option<AlphaMap>,
    },
    Cover {
        collage: CollageId,
        seq: u64,
        picture: Option<Pixmap>,
    },
    Text {
        hash: u64,
        step: i8,
        picture: Option<Pixmap>,
    },
    /// A problem in words for the person.
    Problem(String),
    /// The person stopped the work; the words say what became of it.
    Stopped(String),
    /// A good end in words for the person.
    Done(String),
}
