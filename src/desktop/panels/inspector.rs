//! (being written)
use crate::i18n::Lang;
use crate::model::Clock;
use super::super::{intent::Intent, state::State};
pub fn show(_: &mut egui::Ui, _: &mut State, _: &dyn Clock, _: Lang, _: &mut Vec<Intent>) {}
