//! The system's file dialogs. They block, so each runs on a thread of its own and leaves what was chosen in
//! a slot; where the system has none, the path can always be typed.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// What to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Files to read.
    Files,
    /// One file to read, with these extensions.
    File(&'static [&'static str]),
    /// A folder to read or write.
    Folder,
    /// A file to write, in this folder and with this name to begin with.
    Save {
        /// Where the dialog begins.
        folder: PathBuf,
        /// The proposed name.
        name: String,
    },
}

/// Lets the person choose files. Neither call waits.
pub trait Chooser {
    /// Opens a dialog unless one is open already.
    fn ask(&mut self, ask: Ask);

    /// What was chosen in the dialog that has just closed; empty when the person chose nothing, `None` while
    /// it is open or was answered before.
    fn answer(&mut self) -> Option<Vec<PathBuf>>;
}

/// How far the dialog is that was asked for last.
#[derive(Debug, Default)]
pub struct Choosing {
    /// A dialog is open for the sheet on show.
    pub open: bool,
    /// What was chosen and not yet taken.
    pub chosen: Vec<PathBuf>,
}

impl Choosing {
    /// What was chosen since the last call.
    pub fn take(&mut self) -> Vec<PathBuf> {
        std::mem::take(&mut self.chosen)
    }
}

#[derive(Debug, Default)]
enum Slot {
    #[default]
    Closed,
    Open,
    Chosen(Vec<PathBuf>),
}

/// The dialogs of the system.
pub struct SystemChooser {
    slot: Arc<Mutex<Slot>>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl SystemChooser {
    /// `wake` is called from another thread when a dialog was answered.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self { slot: Arc::default(), wake: Arc::new(wake) }
    }
}

impl Chooser for SystemChooser {
    fn ask(&mut self, ask: Ask) {
        let mut slot = self.slot.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*slot, Slot::Open) {
            return;
        }
        let (answer, wake) = (Arc::clone(&self.slot), Arc::clone(&self.wake));
        let run = move || {
            let chosen = run(ask);
            *answer.lock().unwrap_or_else(PoisonError::into_inner) = Slot::Chosen(chosen);
            wake();
        };
        let began = std::thread::Builder::new().name("file dialog".to_owned()).spawn(run);
        // Without a thread there is no dialog, which is as if nothing had been chosen.
        *slot = if began.is_ok() { Slot::Open } else { Slot::Chosen(Vec::new()) };
    }

    fn answer(&mut self) -> Option<Vec<PathBuf>> {
        let mut slot = self.slot.lock().unwrap_or_else(PoisonError::into_inner);
        match std::mem::take(&mut *slot) {
            Slot::Chosen(paths) => Some(paths),
            other => {
                *slot = other;
                None
            }
        }
    }
}

fn run(ask: Ask) -> Vec<PathBuf> {
    let dialog = rfd::FileDialog::new();
    let one = |path: Option<PathBuf>| path.into_iter().collect();
    match ask {
        Ask::Files => dialog.pick_files().unwrap_or_default(),
        Ask::File(extensions) => one(dialog.add_filter(extensions.join(", "), extensions).pick_file()),
        Ask::Folder => one(dialog.pick_folder()),
        Ask::Save { folder, name } => one(dialog.set_directory(folder).set_file_name(name).save_file()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_is_told_once() {
        let mut chooser = SystemChooser::new(|| {});
        assert_eq!(chooser.answer(), None);
        *chooser.slot.lock().unwrap() = Slot::Open;
        assert_eq!(chooser.answer(), None);
        chooser.ask(Ask::Folder);
        assert!(matches!(*chooser.slot.lock().unwrap(), Slot::Open), "one dialog at a time");
        *chooser.slot.lock().unwrap() = Slot::Chosen(vec!["a.png".into()]);
        assert_eq!(chooser.answer(), Some(vec!["a.png".into()]));
        assert_eq!(chooser.answer(), None);
    }
}
