//! The open collage: its editor, and the session around it that is never saved as part of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::edit::gesture::Gesture;
use crate::edit::kernels::select;
use crate::edit::{Command, Context, EditError, Editor, MergeKey, Outcome, Step};
use crate::model::{Collage, CollageId, Diff, Rect, Size, TileId, Timestamp, UnitRect};
use crate::scene::{Camera, TextShaper};

/// What pointer and keys mean on the canvas.
#[derive(Debug, Clone, PartialEq)]
pub enum Mode {
    /// Select, move, resize, rotate.
    Arrange,
    /// Choose the visible part of a picture.
    Crop {
        /// Which tile.
        tile: TileId,
        /// The part so far.
        part: UnitRect,
    },
    /// Write in a text tile.
    Write {
        /// Which tile.
        tile: TileId,
    },
}

/// Edits in order, and the state after the last.
pub type Unsaved = (Vec<(Step, Diff)>, Arc<Collage>);

/// The open collage.
pub struct Document {
    /// The collage and its undo history.
    pub editor: Editor,
    /// What is selected.
    pub selection: BTreeSet<TileId>,
    /// The view; `None` until the canvas knows its size and fits the page.
    pub camera: Option<Camera>,
    /// The canvas's size in points when it was last drawn.
    pub view_size: Size,
    /// A running drag.
    pub gesture: Option<Gesture>,
    /// What pointer and keys mean.
    pub mode: Mode,
    /// The tile under the pointer.
    pub hovered: Option<TileId>,
    /// Edits that are not handed to the library yet.
    outbox: Vec<(Step, Diff)>,
    /// Edits handed over and not yet confirmed to be on disk.
    in_flight: usize,
    /// Whether the last attempt to save failed.
    pub save_failed: bool,
}

impl Document {
    /// Opens a collage.
    pub fn new(collage: Collage) -> Self {
        Self {
            editor: Editor::new(collage),
            selection: BTreeSet::new(),
            camera: None,
            view_size: Size::new(1.0, 1.0),
            gesture: None,
            mode: Mode::Arrange,
            hovered: None,
            outbox: Vec::new(),
            in_flight: 0,
            save_failed: false,
        }
    }

    /// The collage as it is now.
    pub fn collage(&self) -> &Collage {
        self.editor.collage()
    }

    /// Its id.
    pub fn id(&self) -> CollageId {
        self.collage().id
    }

    /// Carries out a command and remembers it for saving.
    pub fn apply(
        &mut self,
        command: &Command,
        merge: Option<MergeKey>,
        now: Timestamp,
        shaper: &TextShaper,
    ) -> Result<Outcome, EditError> {
        let outcome = self.editor.apply_merging(command, merge, &Context { now, text: shaper })?;
        self.after(&outcome);
        Ok(outcome)
    }

    /// Takes the last step back.
    pub fn undo(&mut self, now: Timestamp) -> bool {
        let outcome = self.editor.undo(now);
        outcome.is_some_and(|outcome| self.after(&outcome))
    }

    /// Does the last undone step again.
    pub fn redo(&mut self, now: Timestamp) -> bool {
        let outcome = self.editor.redo(now);
        outcome.is_some_and(|outcome| self.after(&outcome))
    }

    fn after(&mut self, outcome: &Outcome) -> bool {
        let tiles = &self.editor.collage().tiles;
        self.selection.retain(|id| tiles.contains_key(id));
        if let Mode::Crop { tile, .. } | Mode::Write { tile } = self.mode
            && !tiles.contains_key(&tile)
        {
            self.mode = Mode::Arrange;
        }
        if !outcome.diff.is_empty() {
            self.outbox.push((outcome.step, outcome.diff.clone()));
        }
        true
    }

    /// Edits to hand to the library together with the state after them; nothing when all are handed over.
    pub fn take_unsaved(&mut self) -> Option<Unsaved> {
        if self.outbox.is_empty() {
            return None;
        }
        let edits = std::mem::take(&mut self.outbox);
        self.in_flight += edits.len();
        Some((edits, Arc::new(self.collage().clone())))
    }

    /// The library could not be asked just now: keeps the edits for the next frame.
    pub fn put_back_unsaved(&mut self, mut edits: Vec<(Step, Diff)>) {
        self.in_flight -= edits.len();
        edits.append(&mut self.outbox);
        self.outbox = edits;
    }

    /// `count` edits are on disk, or could not be written.
    pub fn confirm_saved(&mut self, count: usize, written: bool) {
        self.in_flight = self.in_flight.saturating_sub(count);
        self.save_failed = !written;
    }

    /// Whether everything is on disk.
    pub fn is_saved(&self) -> bool {
        self.outbox.is_empty() && self.in_flight == 0 && !self.save_failed
    }

    /// The view, fitted to the page at first.
    pub fn camera(&self) -> Camera {
        self.camera.unwrap_or_else(|| Camera::fitting(&self.page_rect(), self.view_size, 36.0))
    }

    /// The page in scene space.
    pub fn page_rect(&self) -> Rect {
        Rect::from_min_size(crate::model::Point::default(), self.collage().page.size)
    }

    /// The upright rectangle around the selection.
    pub fn selection_bounds(&self) -> Option<Rect> {
        select::selection_frame(self.collage(), &self.selection).map(|frame| frame.bounds())
    }

    /// The one selected tile, if it is one.
    pub fn single(&self) -> Option<TileId> {
        match self.selection.len() {
            1 => self.selection.first().copied(),
            _ => None,
        }
    }
}
