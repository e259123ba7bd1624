//! (being written)
use crate::i18n::Lang;
pub fn opening(_: &mut egui::Ui, _: Lang) {}
pub fn failed(_: &mut egui::Ui, _: Lang, _: &str) {}
