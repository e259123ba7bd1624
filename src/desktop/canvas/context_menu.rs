//! The menu that a secondary click on the board opens.

use egui::{Response, Ui};

use crate::i18n::{Lang, panels as say};
use crate::model::Tile;

use super::super::action::Action;
use super::super::document::Document;
use super::super::icons;
use super::super::intent::Intent;
use super::super::menu::{entry, item};

/// Opens on a secondary click on `response`, the board, after the click has selected what lies there.
pub fn show(response: &Response, doc: &Document, lang: Lang, intents: &mut Vec<Intent>) {
    response.context_menu(|ui| {
        ui.set_min_width(260.0);
        if doc.selection.is_empty() { page(ui, doc, lang, intents) } else { tiles(ui, doc, lang, intents) }
    });
}

fn page(ui: &mut Ui, doc: &Document, lang: Lang, intents: &mut Vec<Intent>) {
    let tiles = &doc.collage().tiles;
    item(ui, Action::Paste, lang, true, intents);
    item(ui, Action::SelectAll, lang, !tiles.is_empty(), intents);
    ui.separator();
    for action in [Action::AddText, Action::AddRectangle, Action::AddEllipse] {
        item(ui, action, lang, true, intents);
    }
    ui.separator();
    item(ui, Action::UnlockAll, lang, tiles.values().any(|tile| tile.locked), intents);
    item(ui, Action::ShowAll, lang, tiles.values().any(|tile| tile.hidden), intents);
    ui.separator();
    item(ui, Action::ZoomFit, lang, true, intents);
    item(ui, Action::PageSetup, lang, true, intents);
}

fn tiles(ui: &mut Ui, doc: &Document, lang: Lang, intents: &mut Vec<Intent>) {
    let collage = doc.collage();
    let selected: Vec<&Tile> = doc.selection.iter().filter_map(|id| collage.tiles.get(id)).collect();
    let any_free = selected.iter().any(|tile| !tile.locked);
    item(ui, Action::Cut, lang, any_free, intents);
    item(ui, Action::Copy, lang, true, intents);
    item(ui, Action::Paste, lang, true, intents);
    item(ui, Action::Duplicate, lang, true, intents);
    item(ui, Action::Delete, lang, any_free, intents);
    ui.separator();
    ui.menu_button(say::order(lang), |ui| {
        for action in [Action::BringToFront, Action::BringForward, Action::SendBackward, Action::SendToBack] {
            item(ui, action, lang, true, intents);
        }
    });
    ui.menu_button(say::align_and_distribute(lang), |ui| {
        for &action in Action::ALIGN {
            item(ui, action, lang, true, intents);
        }
        ui.separator();
        for action in [Action::DistributeHorizontally, Action::DistributeVertically] {
            item(ui, action, lang, selected.len() > 2, intents);
        }
    });
    item(ui, Action::FlipHorizontal, lang, true, intents);
    item(ui, Action::FlipVertical, lang, true, intents);
    ui.separator();
    item(ui, Action::Group, lang, selected.len() > 1, intents);
    item(ui, Action::Ungroup, lang, selected.iter().any(|tile| tile.group.is_some()), intents);
    item(ui, Action::Lock, lang, true, intents);
    item(ui, Action::Hide, lang, true, intents);
    if let [tile] = selected.as_slice() {
        one(ui, doc, tile, lang, intents);
    }
}

fn one(ui: &mut Ui, doc: &Document, tile: &Tile, lang: Lang, intents: &mut Vec<Intent>) {
    if let Some(picture) = tile.picture() {
        ui.separator();
        item(ui, Action::Crop, lang, !tile.locked, intents);
        item(ui, Action::ResetCrop, lang, !tile.locked && !picture.crop.is_full(), intents);
    }
    if let Some(url) = doc.collage().url_of(tile) {
        ui.separator();
        if entry(ui, icons::ARROW_SQUARE_OUT, &say::open_in_shop(lang), None, true).clicked() {
            ui.ctx().open_url(egui::OpenUrl::new_tab(url));
            ui.close();
        }
    }
}
