//! What can be done to all selected tiles, be it one or many.

use egui::{Slider, Ui};

use crate::edit::{Command, MergeKey};
use crate::i18n::{Lang, panels as say};
use crate::model::{Tile, TileId};

use super::super::super::action::Action;
use super::super::super::document::Document;
use super::super::super::icons;
use super::super::super::intent::Intent;
use super::super::super::menu::{button, keys};
use super::super::super::tokens::space;
use super::super::super::widgets::{caption, field, icon_button, section};
use super::super::money::price_text;
use super::place::seal_when_left;

/// Draws the inspector of several tiles.
pub fn show(ui: &mut Ui, doc: &Document, lang: Lang, intents: &mut Vec<Intent>) {
    let count = doc.selection.len();
    super::heading(ui, icons::STACK, &say::tiles_selected(lang, count));
    let prices: Vec<String> = selected(doc)
        .filter_map(|(_, tile)| doc.collage().product_of(tile)?.price)
        .take(3)
        .map(|price| price_text(lang, &price))
        .collect();
    if !prices.is_empty() {
        caption(ui, prices.join(" · "));
    }
    section(ui, &say::align(lang));
    row(ui, Action::ALIGN, lang, true, intents);
    section(ui, &say::distribute(lang));
    row(ui, &[Action::DistributeHorizontally, Action::DistributeVertically], lang, count > 2, intents);
    section(ui, &say::group(lang));
    ui.horizontal_wrapped(|ui| {
        if ui.button(Action::Group.label(lang)).clicked() {
            intents.push(Intent::Do(Action::Group));
        }
        let grouped = selected(doc).any(|(_, tile)| tile.group.is_some());
        if ui.add_enabled(grouped, egui::Button::new(Action::Ungroup.label(lang))).clicked() {
            intents.push(Intent::Do(Action::Ungroup));
        }
    });
    look(ui, doc, lang, intents);
    states(ui, doc, lang, intents);
}

fn selected(doc: &Document) -> impl Iterator<Item = (TileId, &Tile)> {
    doc.selection.iter().filter_map(|id| Some((*id, doc.collage().tiles.get(id)?)))
}

fn row(ui: &mut Ui, actions: &[Action], lang: Lang, enabled: bool, intents: &mut Vec<Intent>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS / 2.0;
        for &action in actions {
            button(ui, action, lang, enabled, false, intents);
        }
    });
}

/// Opacity, order, flips.
pub fn look(ui: &mut Ui, doc: &Document, lang: Lang, intents: &mut Vec<Intent>) {
    section(ui, &say::look(lang));
    let Some((first, tile)) = selected(doc).next() else { return };
    field(ui, &say::opacity(lang), |ui| {
        let before = (tile.opacity * 100.0).round();
        let mut percent = before;
        ui.spacing_mut().slider_width = (ui.available_width() - 72.0).max(40.0);
        let slider = Slider::new(&mut percent, 0.0..=100.0).fixed_decimals(0).suffix(" %").trailing_fill(true);
        let response = ui.add(slider);
        if response.changed() && percent != before {
            let tiles = doc.selection.iter().copied().collect();
            let command = Command::SetOpacity { tiles, opacity: percent / 100.0 };
            intents.push(Intent::EditMerging(command, MergeKey("opacity", Some(first))));
        }
        seal_when_left(&response, intents);
    });
    let order = [Action::BringToFront, Action::BringForward, Action::SendBackward, Action::SendToBack];
    field(ui, &say::order(lang), |ui| row(ui, &order, lang, true, intents));
    field(ui, &say::flip(lang), |ui| row(ui, &[Action::FlipHorizontal, Action::FlipVertical], lang, true, intents));
}

/// Lock, hide, duplicate, delete.
pub fn states(ui: &mut Ui, doc: &Document, lang: Lang, intents: &mut Vec<Intent>) {
    section(ui, &say::tile(lang));
    let locked = selected(doc).all(|(_, tile)| tile.locked);
    let hidden = selected(doc).all(|(_, tile)| tile.hidden);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS / 2.0;
        // The glyph shows how it is now; the name says what a click does.
        let glyph = if locked { icons::LOCK_SIMPLE } else { icons::LOCK_SIMPLE_OPEN };
        toggle(ui, Action::Lock, glyph, locked, lang, intents);
        let glyph = if hidden { icons::EYE_SLASH } else { icons::EYE };
        toggle(ui, Action::Hide, glyph, hidden, lang, intents);
        button(ui, Action::Duplicate, lang, true, false, intents);
        button(ui, Action::Delete, lang, !locked, false, intents);
    });
}

fn toggle(ui: &mut Ui, action: Action, glyph: &str, on: bool, lang: Lang, intents: &mut Vec<Intent>) {
    let keys = keys(ui, action, lang);
    if icon_button(ui, glyph, &action.label(lang), keys.as_deref(), true, on).clicked() {
        intents.push(Intent::Do(action));
    }
}
