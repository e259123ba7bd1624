//! (being written)
use crate::i18n::Lang;
use super::super::{intent::Intent, document::Document};
pub fn show(_: &mut egui::Ui, _: &mut Document, _: Lang, _: &mut Vec<Intent>) {}
