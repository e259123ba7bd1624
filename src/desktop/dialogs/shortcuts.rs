//! The help page: every action that has keys.

use egui::accesskit::Role;
use egui::{Align, Frame, Layout, Margin, RichText, ScrollArea, Sense, Stroke, Ui, UiBuilder, Vec2};

use crate::i18n::dialogs as say;

use super::super::action::Action;
use super::super::intent::Intent;
use super::super::theme;
use super::super::tokens::{size, space, text};
use super::super::widgets::{icon, named};
use super::Moment;
use super::sheet::{Outcome, Sheet};

const ROW: f32 = 32.0;

/// Draws the dialog.
pub fn show(ui: &Ui, moment: Moment, intents: &mut Vec<Intent>) {
    let lang = moment.lang;
    let outcome = Sheet::new(say::shortcuts(lang), 460.0).tall(560.0).show(ui, lang, |ui| {
        let palette = theme::palette(ui);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for action in Action::ALL {
                let Some(keys) = action.shortcut() else { continue };
                let keys = ui.ctx().format_shortcut(&keys);
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
                    let cap = Frame::new().fill(palette.hover).corner_radius(size::RADIUS);
                    cap.inner_margin(Margin::symmetric(space::S as i8, 2)).show(ui, |ui| {
                        ui.label(RichText::new(keys).font(theme::medium(text::SMALL)));
                    });
                });
            }
        });
        true
    });
    if outcome == Outcome::Closed {
        intents.push(Intent::CloseDialog);
    }
}
