//! What the window works with: workers, clock, texts, clipboard, file dialogs. Whoever opens a window hands them over.

use std::sync::Arc;

use crossbeam_channel::Receiver;

use crate::jobs::{FromOutside, Jobs};
use crate::model::Clock;
use crate::scene::TextShaper;

use super::chooser::Chooser;
use super::clipboard::Clipboard;

/// What the window works with.
pub struct Services {
    /// The workers.
    pub jobs: Jobs,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Lays texts out.
    pub shaper: Arc<TextShaper>,
    /// The system's clipboard.
    pub clipboard: Box<dyn Clipboard>,
    /// The system's file dialogs.
    pub chooser: Box<dyn Chooser>,
    /// What a second window on the same library asks for, and what comes from the browser.
    pub calls: Receiver<FromOutside>,
}
