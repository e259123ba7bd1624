//! The windows over the window. One is open at a time; Esc closes it.

pub mod export;

use crate::i18n::Lang;

use super::intent::Intent;
use super::state::State;
use super::textures::Textures;

/// Draws the open dialog, if there is one.
pub fn show(_ui: &mut egui::Ui, _state: &mut State, _textures: &mut Textures, _lang: Lang, _intents: &mut Vec<Intent>) {}
