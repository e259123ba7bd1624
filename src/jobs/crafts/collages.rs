//! Making, naming and editing collages without a window.

use std::collections::BTreeSet;

use crate::edit::{Command, Context, Editor, Outcome, Step, StepKind};
use crate::model::{Collage, CollageId, Diff, ImageHash, Size};

use super::super::error::JobsError;
use super::super::studio::Studio;

impl Studio {
    /// Makes an empty collage.
    pub fn create_collage(&self, title: &str, size: Size) -> Result<Collage, JobsError> {
        let now = self.clock.now();
        let mut editor =
            Editor::new(Collage::new(CollageId::from_raw(self.ids.fresh()), title, Collage::DEFAULT_SIZE, now));
        let context = Context { now, text: &*self.shaper };
        // Through the same gate as every later size, so that the limits are told in the same words.
        editor.apply(&Command::SetPageSize { size, scale_tiles: false }, &context)?;
        let mut collage = editor.collage().clone();
        collage.meta.author = self.library.settings()?.author;
        self.library.create_collage(&collage, &Step { kind: StepKind::Create, tiles: 0 }.to_string())?;
        Ok(collage)
    }

    /// Gives a collage another title.
    pub fn rename_collage(&self, id: CollageId, title: &str) -> Result<Collage, JobsError> {
        let command = Command::SetMeta {
            title: Some(title.to_owned()),
            author: None,
            credit: None,
            sponsored_by: None,
            language: None,
            tags: None,
        };
        let mut editor = Editor::new(self.collage(id)?);
        self.edit_collage(&mut editor, &command)?;
        Ok(editor.collage().clone())
    }

    /// Carries out a command and puts it on disk. When this returns `Ok`, the edit survives a power cut.
    pub fn edit_collage(&self, editor: &mut Editor, command: &Command) -> Result<Outcome, JobsError> {
        Ok(self.edit_numbered(editor, command)?.0)
    }

    /// Like [`Self::edit_collage`], with the number of the commit; `None` when the command changed nothing.
    /// The command may come from anywhere: pictures that the library does not hold are refused.
    pub fn edit_numbered(&self, editor: &mut Editor, command: &Command) -> Result<(Outcome, Option<u64>), JobsError> {
        if let Some(image) = images_of(command).into_iter().find(|image| !self.library.has_picture(*image)) {
            return Err(JobsError::UnknownPicture(image));
        }
        let context = Context { now: self.clock.now(), text: &*self.shaper };
        let outcome = editor.apply(command, &context)?;
        if outcome.diff.is_empty() {
            return Ok((outcome, None));
        }
        let after = editor.collage();
        let commit = self.library.commit_edit(after.id, &outcome.step.to_string(), &outcome.diff, after)?;
        Ok((outcome, Some(commit.seq)))
    }

    /// Puts edits on disk, in order and with one sync: all of them or none. `after` is the state after the last.
    pub fn save(&self, after: &Collage, edits: &[(Step, Diff)]) -> Result<(), JobsError> {
        let labels: Vec<String> = edits.iter().map(|(step, _)| step.to_string()).collect();
        let edits: Vec<_> = labels.iter().map(String::as_str).zip(edits.iter().map(|(_, diff)| diff)).collect();
        self.library.commit_edits(after.id, &edits, after)?;
        Ok(())
    }

    /// Brings back a collage as it was after commit `seq`, as a new step of its history.
    pub fn restore_version(&self, id: CollageId, seq: u64) -> Result<Collage, JobsError> {
        let collage = Box::new(self.library.version(id, seq)?);
        let mut editor = Editor::new(self.collage(id)?);
        self.edit_collage(&mut editor, &Command::Restore { collage })?;
        Ok(editor.collage().clone())
    }
}

/// Every picture that a command brings into a collage.
fn images_of(command: &Command) -> BTreeSet<ImageHash> {
    match command {
        Command::Place { pieces } => {
            pieces.iter().filter_map(|piece| piece.tile.picture().map(|picture| picture.image)).collect()
        }
        Command::ReplacePicture { image, .. } => BTreeSet::from([*image]),
        Command::Batch { commands } => commands.iter().flat_map(images_of).collect(),
        _ => BTreeSet::new(),
    }
}
