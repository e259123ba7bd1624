//! (being written)
use crate::i18n::Lang;
use super::super::{intent::Intent, state::State, textures::Textures};
pub fn show(_: &mut egui::Ui, _: &mut State, _: &mut Textures, _: Lang, _: &mut Vec<Intent>) {}
