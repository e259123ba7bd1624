//! What can be asked of the workers.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::edit::Step;
use crate::i18n::Lang;
use crate::ingest::feed::ColumnMapping;
use crate::library::Settings;
use crate::model::{ChannelId, Collage, CollageId, Currency, Diff, ImageHash, MerchantUrl, Product, ProductKey, Size};
use crate::scene::draw::GlyphRun;

/// One errand. Answers come as [`super::AppEvent`]s.
#[expect(missing_docs, reason = "the names say it")]
pub enum Request {
    /// Opens the library and sends everything the window shows first.
    Open,
    /// Writes edits of one collage, in order; `after` is the state after the last.
    Commit {
        edits: Vec<(Step, Diff)>,
        after: Arc<Collage>,
    },
    /// Tries again to save edits that the disk refused; does nothing when there are none.
    SaveAgain,
    CreateCollage {
        title: String,
        size: Size,
    },
    LoadCollage(CollageId),
    RenameCollage(CollageId, String),
    DuplicateCollage {
        collage: CollageId,
        title: String,
    },
    TrashCollage(CollageId),
    RestoreCollage(CollageId),
    DeleteForever(CollageId),
    Versions(CollageId),
    Version {
        collage: CollageId,
        seq: u64,
    },
    SaveFinds(Vec<Product>),
    RemoveFinds(Vec<ProductKey>),
    SaveSettings(Box<Settings>),
    /// Something about finds that come from the browser.
    Clipper(OfClipper),

    /// Fetches a page or a picture and keeps the find; `place` puts it on the open collage as well.
    AddLink {
        url: String,
        place: bool,
    },
    /// Keeps a picture that a fragment of a page names by its address (`https:` or `data:`).
    AddClipping {
        image: String,
        title: String,
        link: Option<MerchantUrl>,
        place: bool,
    },
    /// Keeps pixels from the clipboard: straight RGBA, row by row.
    AddPixels {
        size_px: (u32, u32),
        rgba: Vec<u8>,
        link: Option<MerchantUrl>,
        place: bool,
    },
    /// Keeps pictures, saved pages and link files.
    AddFiles {
        paths: Vec<PathBuf>,
        place: bool,
    },
    /// Tidies the library, if it was not tidied today.
    Tidy,
    SniffFeed(PathBuf),
    ImportFeed(Box<FeedImport>),
    /// Reads the remembered feeds again whose schedule says so; asked now and then while the window is open.
    /// Nothing is due, nothing is fetched. `cancel` stops it; what was taken stays.
    RefreshDueFeeds {
        cancel: Arc<AtomicBool>,
    },
    ImportBundle(PathBuf),
    Preflight {
        collage: Arc<Collage>,
        channel: ChannelId,
        lang: Lang,
    },
    /// Exports a collage; the export of another one in its place is replaced only when `replace` is set.
    Export {
        collage: Arc<Collage>,
        to: PathBuf,
        channel: ChannelId,
        lang: Lang,
        /// Write over another collage's export.
        replace: bool,
        /// Set to stop; then nothing is written.
        cancel: Arc<AtomicBool>,
    },

    /// Reads a picture at a size for the screen.
    Picture {
        image: ImageHash,
        side_px: u32,
    },
    /// Draws a collage as it was at commit `seq` for the gallery.
    Cover {
        collage: CollageId,
        seq: u64,
    },
    /// Draws a text for the screen at `2^(step/2)` pixels per scene pixel.
    Text {
        hash: u64,
        step: i8,
        runs: Vec<GlyphRun>,
        size: Size,
    },
}

/// What can be asked about finds that come from the browser. Each is answered with how it stands then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfClipper {
    /// How it stands.
    Tell,
    /// A fresh pairing code, to be shown.
    NewCode,
    /// Shows a paired browser out.
    Revoke(u64),
    /// Writes the extension into a folder.
    SaveExtension(PathBuf),
}

/// A feed to import.
#[derive(Debug, Clone)]
pub struct FeedImport {
    /// The file.
    pub path: PathBuf,
    /// What its columns mean, where the format does not say.
    pub mapping: Option<ColumnMapping>,
    /// The currency of prices that carry none.
    pub currency: Option<Currency>,
    /// The shop's name, where the feed does not say.
    pub merchant: Option<String>,
    /// Set to stop; what was taken stays.
    pub cancel: Arc<AtomicBool>,
}

/// Requests of one lane are handled in order (by one thread) or side by side (by several).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// Reads and writes of the library: one thread, strictly in order.
    Library,
    /// Network, imports, exports, whole collages drawn: may take long.
    Errands,
    /// Pictures for the screen.
    Pictures,
}

impl Request {
    /// Which queue it goes into.
    pub fn lane(&self) -> Lane {
        match self {
            Self::Picture { .. } | Self::Text { .. } => Lane::Pictures,
            Self::AddLink { .. }
            | Self::AddClipping { .. }
            | Self::AddPixels { .. }
            | Self::AddFiles { .. }
            | Self::Tidy
            | Self::SniffFeed(_)
            | Self::ImportFeed(_)
            | Self::RefreshDueFeeds { .. }
            | Self::ImportBundle(_)
            | Self::Preflight { .. }
            | Self::Cover { .. }
            | Self::Export { .. } => Lane::Errands,
            _ => Lane::Library,
        }
    }

    /// Whether this changes collages, so that it must not overtake edits that wait.
    pub(super) fn changes_collages(&self) -> bool {
        matches!(
            self,
            Self::RenameCollage(..)
                | Self::DuplicateCollage { .. }
                | Self::TrashCollage(_)
                | Self::RestoreCollage(_)
                | Self::DeleteForever(_)
        )
    }
}
