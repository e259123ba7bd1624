//! Edits that the disk refused: kept in order, and tried again at the next edit, when the person asks, and
//! after a while that doubles with every refusal.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use crate::edit::Step;
use crate::i18n::Lang;
use crate::model::{Collage, CollageId, Diff, Timestamp};

use super::error::JobsError;
use super::event::AppEvent;
use super::explain;
use super::studio::Studio;

/// Edits that share one sync. Bounds the length of a write.
const AT_ONCE: usize = 200;
/// The wait after the first refusal, and the longest.
const FIRST_WAIT_MS: i64 = 2_000;
const LONGEST_WAIT_MS: i64 = 60_000;

/// Edits in the order they were made.
#[derive(Default)]
pub struct Backlog {
    waiting: VecDeque<Waiting>,
    /// Refusals since everything was last saved.
    refusals: u32,
}

/// Edits of one collage.
struct Waiting {
    edits: VecDeque<(Step, Diff)>,
    /// The collage after the last of them.
    after: Arc<Collage>,
}

impl Backlog {
    /// Adds edits of one collage; `after` is the state after the last.
    pub fn push(&mut self, edits: Vec<(Step, Diff)>, after: Arc<Collage>) {
        match self.waiting.back_mut().filter(|last| last.after.id == after.id) {
            Some(last) => {
                last.edits.extend(edits);
                last.after = after;
            }
            None => self.waiting.push_back(Waiting { edits: edits.into(), after }),
        }
    }

    /// Whether there is nothing to save.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// A collage as it is after the edits that wait.
    pub fn latest(&self, id: CollageId) -> Option<&Collage> {
        self.waiting.iter().rev().map(|waiting| &*waiting.after).find(|after| after.id == id)
    }

    /// How many edits wait, by collage.
    fn counts(&self) -> BTreeMap<CollageId, usize> {
        let mut counts = BTreeMap::new();
        for waiting in &self.waiting {
            *counts.entry(waiting.after.id).or_insert(0) += waiting.edits.len();
        }
        counts
    }

    /// Puts what waits on disk, in order, until the disk refuses; what is there then stays. Edits that fail for
    /// another reason would fail for ever: they are given up, and that is told. Says what happened in `answers`,
    /// and whether everything is saved.
    pub fn save(&mut self, studio: &Studio, lang: Lang, answers: &mut Vec<AppEvent>) -> bool {
        while let Some(next) = self.waiting.front_mut() {
            let count = next.edits.len().min(AT_ONCE);
            let edits = next.edits.make_contiguous().get(..count).unwrap_or_default();
            match studio.save(&next.after, edits) {
                Ok(()) => {
                    next.edits.drain(..count);
                    answers.push(AppEvent::Committed { collage: next.after.id, count, problem: None });
                    if next.edits.is_empty() {
                        self.waiting.pop_front();
                    }
                }
                Err(JobsError::Library(error)) if error.may_pass() => {
                    let again_at = Timestamp(studio.clock.now().0.saturating_add(self.next_wait_ms()));
                    let why = explain::jobs(&error.into(), lang);
                    let not_saved =
                        |(collage, waiting)| AppEvent::NotSaved { collage, waiting, why: why.clone(), again_at };
                    answers.extend(self.counts().into_iter().map(not_saved));
                    return false;
                }
                Err(error) => {
                    let problem = Some(explain::jobs(&error, lang));
                    answers.push(AppEvent::Committed { collage: next.after.id, count: next.edits.len(), problem });
                    self.waiting.pop_front();
                }
            }
        }
        if std::mem::take(&mut self.refusals) > 0 {
            answers.push(AppEvent::SavedAgain);
        }
        true
    }

    fn next_wait_ms(&mut self) -> i64 {
        let wait_ms = FIRST_WAIT_MS << self.refusals.min(10);
        self.refusals = self.refusals.saturating_add(1);
        wait_ms.min(LONGEST_WAIT_MS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::StepKind;
    use crate::model::Size;

    #[test]
    fn edits_of_one_collage_join_and_the_order_between_collages_stays() {
        let collage = |id: u64, title: &str| {
            Arc::new(Collage::new(CollageId::from_raw(id), title, Size::new(10.0, 10.0), Timestamp(1)))
        };
        let edit = || vec![(Step { kind: StepKind::Create, tiles: 0 }, Diff::default())];
        let mut backlog = Backlog::default();
        for (id, title) in [(1, "a"), (1, "b"), (2, "c"), (1, "d")] {
            backlog.push(edit(), collage(id, title));
        }
        let order: Vec<_> = backlog.waiting.iter().map(|each| (each.edits.len(), &*each.after.meta.title)).collect();
        assert_eq!(order, [(2, "b"), (1, "c"), (1, "d")]);
        assert_eq!(backlog.latest(CollageId::from_raw(1)).unwrap().meta.title, "d");
        assert_eq!(backlog.counts().into_values().collect::<Vec<_>>(), [3, 1]);
        let waits: Vec<i64> = (0..8).map(|_| backlog.next_wait_ms() / 1_000).collect();
        assert_eq!(waits, [2, 4, 8, 16, 32, 60, 60, 60]);
    }
}
