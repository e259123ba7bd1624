//! The system's file dialogs. They block, so each runs on a thread of its own and leaves what was chosen in
//! a slot; where the system has none, the path can always be typed.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use egui::Context;

/// What to ask for.
#[derive(Debug, Clone)]
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

#[derive(Debug, Default)]
enum Slot {
    #[default]
    Closed,
    Open,
    Chosen(Vec<PathBuf>),
}

/// A file dialog that may be open.
#[derive(Debug, Clone, Default)]
pub struct Picker(Arc<Mutex<Slot>>);

impl Picker {
    /// Opens the dialog unless it is open already.
    pub fn ask(&self, ctx: &Context, ask: Ask) {
        if self.is_open() {
            return;
        }
        self.put(Slot::Open);
        let (slot, ctx) = (self.clone(), ctx.clone());
        let run = move || {
            slot.put(Slot::Chosen(run(ask)));
            ctx.request_repaint();
        };
        if std::thread::Builder::new().name("file dialog".to_owned()).spawn(run).is_err() {
            self.put(Slot::Closed);
        }
    }

    /// Whether the dialog is open.
    pub fn is_open(&self) -> bool {
        matches!(*self.0.lock().unwrap_or_else(PoisonError::into_inner), Slot::Open)
    }

    /// What was chosen since the last call; empty when the person chose nothing.
    pub fn take(&self) -> Vec<PathBuf> {
        let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match std::mem::take(&mut *slot) {
            Slot::Chosen(paths) => paths,
            other => {
                *slot = other;
                Vec::new()
            }
        }
    }

    fn put(&self, slot: Slot) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = slot;
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
    fn what_was_chosen_is_taken_once() {
        let picker = Picker::default();
        assert!(picker.take().is_empty() && !picker.is_open());
        picker.put(Slot::Open);
        assert!(picker.take().is_empty() && picker.is_open(), "taking does not close it");
        picker.put(Slot::Chosen(vec!["a.png".into()]));
        assert_eq!(picker.take(), [PathBuf::from("a.png")]);
        assert!(picker.take().is_empty());
    }
}
