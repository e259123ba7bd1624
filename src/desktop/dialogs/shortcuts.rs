//! The help page: every action that has keys.

use egui::accesskit::Role;
use egui::{Align, Layout, ScrollArea, Sense, Stroke, Ui, UiBuilder, Vec2};

use crate::i18n::dialogs as say;

use super::super::action::Action;
use super::super::intent::Intent;
use super::super::keys::written;
use super::super::theme;
use super::super::tokens::{size, space, text};
use super::super::widgets::{icon, named};
use super::Moment;
use super::sheet::{Outcome, Sheet};

const ROW: f32 = 34.0;
/// Height of a key.
const CAP: f32 = 22.0;

/// Draws the dialog.
pub fn show(ui: &Ui, moment: Moment, intents: &mut Vec<Intent>) {
    let lang = moment.lang;
    let outcome = Sheet::new(say::shortcuts(lang), 460.0).tall(560.0).show(ui, lang, |ui| {
        let palette = theme::palette(ui);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for action in Action::ALL {
                let Some(keys) = action.shortcut() else { continue };
                let keys = written(ui.ctx(), lang, keys);
                let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW), Sense::hover());
                let label = action.label(lang);
                named(&response, Role::ListItem, true, false, &format!("{label}: {keys}"));
                ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, palette.line));
                let row = UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center));
                let mut row = ui.new_child(row);
                row.label(icon(action.icon(), text::ICON).color(palette.ink_soft));
                row.label(label);
                row.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.add_space(space::M);
                    let words = ui.painter().layout_no_wrap(keys, theme::medium(text::SMALL), palette.ink);
                    let (cap, _) =
                        ui.allocate_exact_size(Vec2::new(words.size().x + 2.0 * space::S, CAP), Sense::hover());
                    ui.painter().rect_filled(cap, size::RADIUS, palette.hover);
                    ui.painter().galley(cap.center() - words.size() / 2.0, words, palette.ink);
                });
            }
        });
        true
    });
    if outcome == Outcome::Closed {
        intents.push(Intent::CloseDialog);
    }
}
