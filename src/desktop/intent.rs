//! What panels answer with. Panels draw and collect wishes; `dispatch` carries them out afterwards.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::edit::{Command, MergeKey};
use crate::i18n::Lang;
use crate::library::Settings;
use crate::model::{ChannelId, Collage, CollageId, Point, Product, ProductKey, Size, TileId};

use super::action::Action;
use super::chooser::Ask;
use super::dialog::Dialog;

/// A wish.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Intent {
    Do(Action),
    /// A nudge of a bigger step.
    Leap(Action),
    /// One step of the history.
    Edit(Command),
    /// Part of a running change of one control; [`Intent::Seal`] ends it.
    EditMerging(Command, MergeKey),
    Seal,
    Select(BTreeSet<TileId>),
    /// Puts finds on the page, at a scene position or where there is room.
    PlaceFinds(Vec<ProductKey>, Option<Point>),
    Open(Dialog),
    CloseDialog,
    /// Tries again to save what the disk refused.
    SaveAgain,
    /// Closes the window although edits wait for the disk.
    Leave,

    CreateCollage {
        title: String,
        size: Size,
    },
    OpenCollage(CollageId),
    RenameCollage(CollageId, String),
    DuplicateCollage(CollageId),
    TrashCollage(CollageId),
    RestoreCollage(CollageId),
    DeleteForever(CollageId),
    /// Looks at an old version beside the list.
    ShowVersion(u64),
    RestoreVersion(u64),

    AddLink(String),
    ImportFiles(Vec<PathBuf>),
    /// Reads the head of a feed to propose columns.
    SniffFeed(PathBuf),
    ImportFeed(Box<crate::jobs::FeedImport>),
    /// Stops the running import or export.
    Cancel,
    ImportBundle(PathBuf),
    /// Computes what an export would send.
    Preflight {
        channel: ChannelId,
        lang: Lang,
    },
    Export {
        to: PathBuf,
        channel: ChannelId,
        lang: Lang,
    },
    /// Opens a file dialog of the system for the sheet on show.
    Choose(Ask),
    /// Exports over the export of another collage, which the person was asked about.
    ReplaceExport {
        collage: Arc<Collage>,
        to: PathBuf,
        channel: ChannelId,
        lang: Lang,
    },
    /// Shows a file or folder in the system's file manager.
    Reveal(PathBuf),

    SaveFind(Box<Product>),
    RemoveFinds(Vec<ProductKey>),
    /// Looks on the clipboard for an address to offer to the picture that waits for one.
    LookForLink,
    /// Gives the address that was offered to the tile that lacks one.
    AcceptOfferedLink,
    DeclineOfferedLink,
    SaveSettings(Box<Settings>),
    /// Something about finds from the browser.
    Clipper(crate::jobs::OfClipper),
    DismissToast(u64),
}
