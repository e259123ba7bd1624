//! Making, naming and editing collages without a window.

use crate::edit::{Command, Context, Editor, Outcome, Step, StepKind};
use crate::model::{Collage, CollageId, Diff, Size};

use super::super::error::JobsError;
use super::super::studio::Studio;

impl Studio {
    /// Makes an empty collage.
    pub fn create_collage(&self, title: &str, size: Size) -> Result<Collage, JobsError> {
        let now = self.clock.now();
        let mut editor = Editor::new(Collage::new(CollageId::from_raw(self.ids.fresh()), title, Collage::DEFAULT_SIZE, now));
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
        let context = Context { now: self.clock.now(), text: &*self.shaper };
        let outcome = editor.apply(command, &context)?;
        self.save(editor.collage(), &[(outcome.step, outcome.diff.clone())])?;
        Ok(outcome)
    }

    /// Puts edits on disk, in order; `after` is the state after the last.
    pub fn save(&self, after: &Collage, edits: &[(Step, Diff)]) -> Result<(), JobsError> {
        for (step, diff) in edits {
            if !diff.is_empty() {
                self.library.commit_edit(after.id, &step.to_string(), diff, after)?;
            }
        }
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
