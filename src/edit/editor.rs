//! A collage under edit with its history.

use std::collections::BTreeSet;

use crate::model::{Collage, Diff, Meta, TextBounds, TileId, Timestamp};

use super::apply;
use super::command::Command;
use super::error::EditError;
use super::step::{Step, StepKind};
use super::txn::Txn;

/// What commands need from outside.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The moment of the edit.
    pub now: Timestamp,
    /// Measures texts, whose frames follow their words.
    pub text: &'a dyn TextBounds,
}

/// Names a control that is being dragged: its changes become one step until it is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MergeKey(pub &'static str, pub Option<TileId>);

/// What an edit did.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// What changed; empty when the command had no effect.
    pub diff: Diff,
    /// What the step is called.
    pub step: Step,
    /// The ids of new tiles, in the order of the command.
    pub created: Vec<TileId>,
    /// Tiles whose place or size was asked for out of range and brought into it.
    pub clamped: BTreeSet<TileId>,
}

#[derive(Debug, Clone)]
struct Entry {
    diff: Diff,
    step: Step,
    merge: Option<MergeKey>,
}

/// A collage and the steps that led to it.
#[derive(Debug, Clone)]
pub struct Editor {
    collage: Collage,
    entries: Vec<Entry>,
    /// How many of `entries` are in effect; the rest can be redone.
    done: usize,
    /// Whether the next command may not join the last step.
    sealed: bool,
}

impl Editor {
    /// The most tiles a collage holds.
    pub const MAX_TILES: usize = 20_000;

    /// Begins to edit `collage`, with nothing to undo.
    pub fn new(collage: Collage) -> Self {
        Self { collage, entries: Vec::new(), done: 0, sealed: true }
    }

    /// The collage as it is now.
    pub fn collage(&self) -> &Collage {
        &self.collage
    }

    /// Carries out a command, or changes nothing.
    pub fn apply(&mut self, command: &Command, context: &Context<'_>) -> Result<Outcome, EditError> {
        self.apply_merging(command, None, context)
    }

    /// Like [`Self::apply`]; a step with the same key directly before takes this one in, unless
    /// [`Self::seal`] came between.
    pub fn apply_merging(
        &mut self,
        command: &Command,
        merge: Option<MergeKey>,
        context: &Context<'_>,
    ) -> Result<Outcome, EditError> {
        let mut txn = Txn::new(&mut self.collage);
        let mut effects = apply::Effects::default();
        if let Err(error) = apply::run(&mut txn, command, context, &mut effects) {
            txn.roll_back();
            return Err(error);
        }
        let diff = txn.commit();
        debug_assert_eq!(self.collage.check(), [], "after {command:?}");
        let step = Step::of(command);
        if !diff.is_empty() {
            self.collage.meta.changed_at = context.now;
            self.record(Entry { diff: diff.clone(), step, merge });
        }
        let apply::Effects { created, clamped } = effects;
        Ok(Outcome { diff, step, created, clamped })
    }

    fn record(&mut self, entry: Entry) {
        self.entries.truncate(self.done);
        let joins = !self.sealed && entry.merge.is_some();
        match self.entries.last_mut().filter(|last| joins && last.merge == entry.merge) {
            Some(last) => {
                last.diff = std::mem::take(&mut last.diff).squashed(entry.diff);
                // Between both, the moment of the edit was written, which is no change of its own.
                last.diff.meta.take_if(|(before, after)| {
                    let moment = before.changed_at;
                    *before == Meta { changed_at: moment, ..after.clone() }
                });
                self.sealed = last.diff.is_empty();
                if self.sealed {
                    // Back where the drag began. The step before may have the same key but was sealed.
                    self.entries.pop();
                }
            }
            None => {
                self.entries.push(entry);
                self.sealed = false;
            }
        }
        self.done = self.entries.len();
    }

    /// Ends a run of merging steps: the control was left.
    pub fn seal(&mut self) {
        self.sealed = true;
    }

    /// Takes the last step back. `None` when there is nothing to undo.
    pub fn undo(&mut self, now: Timestamp) -> Option<Outcome> {
        let entry = self.entries.get(self.done.checked_sub(1)?)?;
        let diff = entry.diff.reversed();
        let tiles = entry.step.tiles;
        self.done -= 1;
        Some(self.travel(diff, Step { kind: StepKind::Undo, tiles }, now))
    }

    /// Does the last undone step again. `None` when there is nothing to redo.
    pub fn redo(&mut self, now: Timestamp) -> Option<Outcome> {
        let entry = self.entries.get(self.done)?;
        let diff = entry.diff.clone();
        let tiles = entry.step.tiles;
        self.done += 1;
        Some(self.travel(diff, Step { kind: StepKind::Redo, tiles }, now))
    }

    fn travel(&mut self, diff: Diff, step: Step, now: Timestamp) -> Outcome {
        diff.apply_to(&mut self.collage);
        self.collage.meta.changed_at = now;
        self.sealed = true;
        debug_assert_eq!(self.collage.check(), [], "after {step}");
        Outcome { diff, step, created: Vec::new(), clamped: BTreeSet::new() }
    }

    /// The step that [`Self::undo`] would take back.
    pub fn undo_step(&self) -> Option<Step> {
        Some(self.entries.get(self.done.checked_sub(1)?)?.step)
    }

    /// The step that [`Self::redo`] would do again.
    pub fn redo_step(&self) -> Option<Step> {
        Some(self.entries.get(self.done)?.step)
    }

    /// All steps, oldest first, and how many of them are in effect.
    pub fn steps(&self) -> (impl ExactSizeIterator<Item = Step>, usize) {
        (self.entries.iter().map(|entry| entry.step), self.done)
    }
}
