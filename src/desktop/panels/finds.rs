//! (being written)
use crate::i18n::Lang;
use super::super::{intent::Intent, state::Finds, textures::Textures};
pub fn show(_: &mut egui::Ui, _: &mut Finds, _: &mut Textures, _: Lang, _: &mut Vec<Intent>) {}
