//! What the window shows before the library is open, or when it cannot be.

use egui::{Align, CentralPanel, Layout, RichText, Spinner, Ui};

use crate::i18n::{Lang, panels as say};

use super::super::icons;
use super::super::theme;
use super::super::tokens::{size, space, text};
use super::super::widgets::{caption, icon};

/// The library is being opened.
pub fn opening(ui: &mut Ui, lang: Lang) {
    CentralPanel::default().show(ui, |ui| {
        let palette = theme::palette(ui);
        ui.with_layout(Layout::top_down(Align::Center), |ui| {
            ui.add_space(ui.available_height() * 0.4);
            ui.label(RichText::new("Etalage").font(theme::bold(text::DISPLAY)).color(palette.ink));
            ui.add_space(space::S);
            ui.add(Spinner::new().size(size::CONTROL).color(palette.accent));
            caption(ui, say::opening_library(lang));
        });
    });
}

/// The library cannot be used.
pub fn failed(ui: &mut Ui, lang: Lang, why: &str) {
    CentralPanel::default().show(ui, |ui| {
        let palette = theme::palette(ui);
        ui.with_layout(Layout::top_down(Align::Center), |ui| {
            ui.add_space(ui.available_height() * 0.3);
            ui.set_max_width(560.0);
            ui.label(icon(icons::WARNING_CIRCLE, text::ICON_LARGE).color(palette.bad));
            ui.label(RichText::new(say::library_failed(lang)).font(theme::bold(text::HEADING)));
            ui.add_space(space::S);
            // The words may name a folder: they can be copied.
            ui.add(egui::Label::new(RichText::new(why).color(palette.ink_soft)).wrap().selectable(true));
            ui.add_space(space::M);
            caption(ui, say::nothing_was_changed(lang));
        });
    });
}
