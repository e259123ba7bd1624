//! What has to be known all the time that it lasts: that the disk refuses what was done, and what to do.

use egui::{Align, Frame, Label, Layout, Margin, Panel, Spinner, Ui};

use crate::i18n::{Lang, desktop as msg, panels as say};

use super::super::icons;
use super::super::intent::Intent;
use super::super::state::State;
use super::super::theme;
use super::super::tokens::{size, space, text};
use super::super::widgets::icon;

/// Draws the banner below the top bar while edits wait for the disk.
pub fn show(ui: &mut Ui, state: &State, lang: Lang, intents: &mut Vec<Intent>) {
    let Some(not_saved) = &state.not_saved else { return };
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.raised).inner_margin(Margin::symmetric(space::L as i8, space::S as i8));
    Panel::top("not_saved").frame(frame).show(ui, |ui| {
        ui.set_min_height(size::CONTROL);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if not_saved.again_at.is_some() {
                if ui.button(msg::try_again(lang)).clicked() {
                    intents.push(Intent::SaveAgain);
                }
            } else {
                ui.label(say::saving(lang));
                ui.add(Spinner::new().size(text::TITLE));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.label(icon(icons::WARNING_CIRCLE, text::ICON).color(palette.warn));
                ui.add(Label::new(msg::not_saved(lang, &not_saved.why)).wrap());
            });
        });
    });
}
