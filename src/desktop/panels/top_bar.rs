//! (being written)
use crate::i18n::Lang;
use super::super::{intent::Intent, state::State};
pub fn show(_: &mut egui::Ui, _: &mut State, _: Lang, _: &mut Vec<Intent>) {}
