//! Which window lies over the window, and what is typed in it.

use crate::i18n::Lang;
use crate::model::{ChannelId, CollageId, ProductKey};

/// A window over the window.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Dialog {
    NewCollage {
        title: String,
        preset: usize,
        width: String,
        height: String,
    },
    AddLink {
        url: String,
    },
    Feed,
    OpenBundle {
        path: String,
    },
    AddFiles {
        path: String,
    },
    Export {
        path: String,
        channel: ChannelId,
        lang: Lang,
    },
    PageSetup {
        title: String,
        author: String,
        credit: String,
        sponsored_by: String,
        width: String,
        height: String,
        scale: bool,
    },
    History,
    Settings {
        tab: usize,
    },
    Shortcuts,
    Commands {
        typed: String,
        chosen: usize,
    },
    RenameCollage {
        collage: CollageId,
        title: String,
    },
    DeleteForever {
        collage: CollageId,
        title: String,
    },
    /// The window was to close while edits wait for the disk.
    LeaveUnsaved,
    EditFind {
        product: ProductKey,
    },
}
