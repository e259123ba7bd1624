//! Every action by its name: type a part of it, choose with the arrow keys, Enter carries it out.

use egui::accesskit::Role;
use egui::{Key, Modifiers, ScrollArea, Sense, Ui, Vec2};

use crate::i18n::{Lang, dialogs as say};

use super::super::action::Action;
use super::super::icons;
use super::super::intent::Intent;
use super::super::menu;
use super::super::theme;
use super::super::tokens::{size, space, text};
use super::super::widgets::{empty_state, named};
use super::sheet::{Outcome, Sheet};
use super::{Moment, fields};

const ROW: f32 = 34.0;

/// Draws the dialog.
pub fn show(
    ui: &Ui,
    moment: Moment,
    on_board: bool,
    typed: &mut String,
    chosen: &mut usize,
    intents: &mut Vec<Intent>,
) {
    let lang = moment.lang;
    let mut clicked = None;
    let mut found = Vec::new();
    let sheet = Sheet::new(say::commands(lang), 520.0).tall(440.0).confirm(say::carry_out(lang));
    let outcome = sheet.show(ui, lang, |ui| {
        let (down, up) = ui.input_mut(|input| {
            let mut take = |key| input.consume_key(Modifiers::NONE, key);
            (take(Key::ArrowDown), take(Key::ArrowUp))
        });
        let field = fields::text_field(ui, &say::command_words(lang), typed, "");
        if moment.opening {
            fields::focus(&field, typed);
        }
        found = matching(lang, on_board, typed);
        if field.changed() {
            *chosen = 0;
        }
        *chosen = chosen.saturating_add(usize::from(down)).saturating_sub(usize::from(up));
        *chosen = (*chosen).min(found.len().saturating_sub(1));
        if found.is_empty() {
            empty_state(ui, icons::MAGNIFYING_GLASS, &say::no_command(lang), "");
        }
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (place, action) in found.iter().enumerate() {
                let response = row(ui, lang, *action, place == *chosen);
                if place == *chosen && (down || up) {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    clicked = Some(*action);
                }
            }
        });
        !found.is_empty()
    });
    let wanted = match outcome {
        Outcome::Confirmed => found.get(*chosen).copied(),
        Outcome::Closed => return intents.push(Intent::CloseDialog),
        Outcome::Open => clicked,
    };
    if let Some(action) = wanted {
        // Closed first: the action may open a dialog of its own.
        intents.extend([Intent::CloseDialog, Intent::Do(action)]);
    }
}

/// The actions that can be asked for here and whose names hold all words typed.
fn matching(lang: Lang, on_board: bool, typed: &str) -> Vec<Action> {
    let typed = typed.to_lowercase();
    let holds = |action: &Action| {
        let label = action.label(lang).to_lowercase();
        typed.split_whitespace().all(|word| label.contains(word))
    };
    let here = |action: &Action| *action != Action::Commands && (on_board || action.works_in_gallery());
    Action::ALL.iter().copied().filter(here).filter(holds).collect()
}

fn row(ui: &mut Ui, lang: Lang, action: Action, chosen: bool) -> egui::Response {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width() - space::S, ROW), Sense::click());
    let label = action.label(lang);
    named(&response, Role::ListItem, true, chosen, &label);
    if chosen || response.hovered() || response.has_focus() {
        let fill = if chosen { palette.accent_soft } else { palette.hover };
        ui.painter().rect_filled(rect, size::RADIUS, fill);
    }
    let ink = if chosen { palette.accent } else { palette.ink };
    let painter = ui.painter();
    let glyph = rect.left_center() + Vec2::new(space::L, 0.0);
    let font = egui::FontId::new(text::ICON, theme::icons());
    painter.text(glyph, egui::Align2::CENTER_CENTER, action.icon(), font, ink);
    let words = rect.left_center() + Vec2::new(2.0 * space::L + space::XS, 0.0);
    painter.text(words, egui::Align2::LEFT_CENTER, label, egui::FontId::proportional(text::BODY), ink);
    if let Some(keys) = menu::keys(ui, action, lang) {
        let right = rect.right_center() - Vec2::new(space::S, 0.0);
        ui.painter().text(
            right,
            egui::Align2::RIGHT_CENTER,
            keys,
            egui::FontId::proportional(text::SMALL),
            palette.ink_soft,
        );
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_any_order_find_an_action() {
        assert_eq!(matching(Lang::En, true, "left align"), [Action::AlignLeft]);
        assert_eq!(matching(Lang::En, false, "align"), []);
        assert_eq!(matching(Lang::En, true, "no such thing"), []);
        let all = matching(Lang::Fr, true, " ");
        assert_eq!(all.len() + 1, Action::ALL.len(), "all but this one");
    }
}
