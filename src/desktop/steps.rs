//! What the steps of the history are called.

use crate::edit::{Step, StepKind};
use crate::i18n::{Lang, panels as say};

/// The name of a step: “Move”, “Move (3 tiles)”.
pub fn step_name(lang: Lang, step: Step) -> String {
    let name = kind_name(lang, step.kind);
    if step.tiles > 1 { say::step_of_tiles(lang, name, step.tiles) } else { name }
}

fn kind_name(lang: Lang, kind: StepKind) -> String {
    match kind {
        StepKind::Create => say::step_create(lang),
        StepKind::Place => say::step_place(lang),
        StepKind::Remove => say::step_remove(lang),
        StepKind::Duplicate => say::step_duplicate(lang),
        StepKind::Move => say::step_move(lang),
        StepKind::Resize => say::step_resize(lang),
        StepKind::Rotate => say::step_rotate(lang),
        StepKind::Align => say::step_align(lang),
        StepKind::Distribute => say::step_distribute(lang),
        StepKind::Arrange => say::step_arrange(lang),
        StepKind::Flip => say::step_flip(lang),
        StepKind::Reorder => say::step_reorder(lang),
        StepKind::Opacity => say::step_opacity(lang),
        StepKind::Lock => say::step_lock(lang),
        StepKind::Unlock => say::step_unlock(lang),
        StepKind::Hide => say::step_hide(lang),
        StepKind::Show => say::step_show(lang),
        StepKind::Rename => say::step_rename(lang),
        StepKind::Group => say::step_group(lang),
        StepKind::Ungroup => say::step_ungroup(lang),
        StepKind::Crop => say::step_crop(lang),
        StepKind::Replace => say::step_replace(lang),
        StepKind::Text => say::step_text(lang),
        StepKind::Shape => say::step_shape(lang),
        StepKind::Link => say::step_link(lang),
        StepKind::Product => say::step_product(lang),
        StepKind::Background => say::step_background(lang),
        StepKind::PageSize => say::step_page_size(lang),
        StepKind::Meta => say::step_meta(lang),
        StepKind::Budget => say::step_budget(lang),
        StepKind::Restore => say::step_restore(lang),
        StepKind::Several => say::step_several(lang),
        StepKind::Undo => say::step_undo(lang),
        StepKind::Redo => say::step_redo(lang),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_step_has_a_name_of_its_own() {
        for lang in Lang::ALL {
            let names: BTreeSet<_> = StepKind::ALL.iter().map(|kind| kind_name(lang, *kind)).collect();
            assert_eq!(names.len(), StepKind::ALL.len());
        }
    }

    #[test]
    fn several_tiles_are_counted() {
        let step = |tiles| step_name(Lang::Fr, Step { kind: StepKind::Move, tiles });
        assert_eq!((step(1), step(3)), ("Déplacer".into(), "Déplacer (3 tuiles)".into()));
    }
}
