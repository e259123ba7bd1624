//! The finds beside the board: search, filters, and a grid that draws only the cards in view.

mod card;
mod filters;

use std::sync::Arc;

use egui::{
    Align, DragAndDrop, Frame, Id, LayerId, Layout, Margin, Order, Panel, Popup, RichText, ScrollArea, Sense, Ui, vec2,
};

use crate::i18n::{Lang, format, panels as say};
use crate::model::ProductKey;

use super::super::action::Action;
use super::super::canvas::DraggedFinds;
use super::super::dialog::Dialog;
use super::super::icons;
use super::super::intent::Intent;
use super::super::menu::{entry, item, keys};
use super::super::state::Finds;
use super::super::textures::Textures;
use super::super::theme;
use super::super::tokens::{size, space, text};
use super::super::widgets::{caption, empty_state, icon_button, icon_text_button};

/// How one brings finds in.
const BRING_IN: [Action; 3] = [Action::AddFromLink, Action::AddFiles, Action::ImportFeed];

/// Draws the panel.
pub fn show(ui: &mut Ui, finds: &mut Finds, textures: &mut Textures, lang: Lang, intents: &mut Vec<Intent>) {
    if finds.stale {
        filters::refresh(finds);
    }
    let palette = theme::palette(ui);
    // The right margin belongs to the content, so that the scroll bar of the cards can float in it.
    let margin = Margin { left: space::M as i8, right: 0, top: space::S as i8, bottom: 0 };
    let frame = Frame::new().fill(palette.panel).inner_margin(margin);
    Panel::left("finds").default_size(size::LEFT_PANEL).size_range(248.0..=560.0).frame(frame).show(ui, |ui| {
        Frame::new().inner_margin(Margin { right: space::M as i8, ..Margin::ZERO }).show(ui, |ui| {
            header(ui, finds, lang, intents);
            if finds.catalogue.is_empty() {
                nothing_yet(ui, lang, intents);
            } else {
                filters::show(ui, finds, lang);
            }
        });
        if finds.catalogue.is_empty() {
            return;
        }
        if finds.shown.is_empty() {
            empty_state(ui, icons::MAGNIFYING_GLASS, &say::nothing_matches(lang), &say::nothing_matches_hint(lang));
            ui.vertical_centered(|ui| {
                if ui.button(say::clear_filters(lang)).clicked() {
                    filters::clear(finds);
                }
            });
            return;
        }
        grid(ui, finds, textures, lang, intents);
    });
    ghost(ui, finds, textures);
}

fn header(ui: &mut Ui, finds: &Finds, lang: Lang, intents: &mut Vec<Intent>) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(say::finds(lang)).font(theme::medium(text::TITLE)));
        let (shown, all) = (finds.shown.len(), finds.catalogue.len());
        let number = |count: usize| format::number(lang, &count.to_string());
        if all > 0 {
            let words = if shown == all { number(all) } else { say::so_many_of(lang, number(shown), number(all)) };
            caption(ui, words);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = Action::ToggleFinds;
            if icon_button(ui, icons::X, &close.label(lang), keys(ui, close, lang).as_deref(), true, false).clicked() {
                intents.push(Intent::Do(close));
            }
            let add = icon_button(ui, icons::PLUS, &say::add_finds(lang), None, true, false);
            Popup::menu(&add).show(|ui| {
                ui.set_min_width(240.0);
                for action in BRING_IN {
                    item(ui, action, lang, true, intents);
                }
            });
        });
    });
}

fn nothing_yet(ui: &mut Ui, lang: Lang, intents: &mut Vec<Intent>) {
    empty_state(ui, icons::SHOPPING_BAG, &say::no_finds_yet(lang), &say::no_finds_hint(lang));
    ui.vertical_centered_justified(|ui| {
        for action in BRING_IN {
            if icon_text_button(ui, action.icon(), &action.label(lang)).clicked() {
                intents.push(Intent::Do(action));
            }
        }
    });
}

fn grid(ui: &mut Ui, finds: &mut Finds, textures: &mut Textures, lang: Lang, intents: &mut Vec<Intent>) {
    let [usual_width, height] = size::FIND_CARD;
    let width = ui.available_width() - space::M;
    let columns = ((width + space::S) / (usual_width + space::S)).round().max(1.0) as usize;
    let card_width = (width - space::S * (columns as f32 - 1.0)) / columns as f32;
    let rows = finds.shown.len().div_ceil(columns);
    let shown = std::mem::take(&mut finds.shown);
    ScrollArea::vertical().id_salt("finds_grid").auto_shrink(false).show_rows(ui, height, rows, |ui, visible| {
        for row in visible {
            let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
            for column in 0..columns {
                let place = row * columns + column;
                let Some(key) = shown.get(place).copied() else { break };
                let left = rect.left() + (card_width + space::S) * column as f32;
                let rect = egui::Rect::from_min_size(egui::pos2(left, rect.top()), vec2(card_width, height));
                one(ui, rect, key, place, &shown, finds, textures, lang, intents);
            }
        }
    });
    finds.shown = shown;
}

#[expect(clippy::too_many_arguments, reason = "one card with all it needs")]
fn one(
    ui: &mut Ui,
    rect: egui::Rect,
    key: ProductKey,
    place: usize,
    shown: &[ProductKey],
    finds: &mut Finds,
    textures: &mut Textures,
    lang: Lang,
    intents: &mut Vec<Intent>,
) {
    let Some(find) = finds.catalogue.by_key(key) else { return };
    let selected = finds.selected.contains(&key);
    let response = card::show(ui, rect, find, selected, textures, lang);
    let meant = if selected { finds.selected.clone() } else { vec![key] };
    response.dnd_set_drag_payload(DraggedFinds(meant.clone()));
    let url = find.snapshot.url.clone();
    if response.double_clicked() || (response.has_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))) {
        intents.push(Intent::PlaceFinds(vec![key], None));
    } else if response.clicked() {
        let keys = ui.input(|input| input.modifiers);
        select(&mut finds.selected, shown, place, keys);
    }
    if response.secondary_clicked() && !selected {
        finds.selected = vec![key];
    }
    response.context_menu(|ui| {
        ui.set_min_width(220.0);
        if entry(ui, icons::PLUS, &say::add_to_collage(lang), None, true).clicked() {
            intents.push(Intent::PlaceFinds(meant.clone(), None));
            ui.close();
        }
        if entry(ui, icons::PENCIL_SIMPLE, &say::edit_find(lang), None, true).clicked() {
            intents.push(Intent::Open(Dialog::EditFind { product: key }));
            ui.close();
        }
        if entry(ui, icons::ARROW_SQUARE_OUT, &say::open_in_shop(lang), None, url.is_some()).clicked() {
            if let Some(url) = &url {
                ui.ctx().open_url(egui::OpenUrl::new_tab(url));
            }
            ui.close();
        }
        ui.separator();
        if entry(ui, icons::TRASH, &say::remove_find(lang), None, true).clicked() {
            intents.push(Intent::RemoveFinds(meant.clone()));
            ui.close();
        }
    });
}

/// A click selects one; with Ctrl (⌘) it adds or takes away; with Shift it selects up to there.
fn select(selected: &mut Vec<ProductKey>, shown: &[ProductKey], place: usize, keys: egui::Modifiers) {
    let Some(&key) = shown.get(place) else { return };
    if keys.command {
        match selected.iter().position(|each| *each == key) {
            Some(found) => drop(selected.remove(found)),
            None => selected.push(key),
        }
        return;
    }
    let anchor = selected.first().filter(|_| keys.shift).and_then(|first| shown.iter().position(|each| each == first));
    *selected = match anchor {
        Some(anchor) if anchor <= place => shown.get(anchor..=place).unwrap_or_default().to_vec(),
        // The anchor stays first, so that the next Shift-click starts from it again.
        Some(anchor) => shown.get(place..=anchor).unwrap_or_default().iter().rev().copied().collect(),
        None => vec![key],
    };
}

/// What is being dragged follows the pointer.
fn ghost(ui: &Ui, finds: &Finds, textures: &mut Textures) {
    let Some(dragged): Option<Arc<DraggedFinds>> = DragAndDrop::payload(ui.ctx()) else { return };
    let Some(pos) = ui.input(|input| input.pointer.latest_pos()) else { return };
    let Some(find) = dragged.0.first().and_then(|key| finds.catalogue.by_key(*key)) else { return };
    ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Tooltip, Id::unique("dragged_finds")));
    card::ghost(&painter, pos, find, dragged.0.len(), theme::palette(ui), textures, ui.pixels_per_point());
}

#[cfg(test)]
mod tests {
    use egui::Modifiers;

    use super::*;

    #[test]
    fn clicks_select_as_people_expect() {
        let shown: Vec<_> = (1..=6).map(ProductKey::from_raw).collect();
        let raw = |selected: &[ProductKey]| selected.iter().map(|key| key.raw()).collect::<Vec<_>>();
        let mut selected = Vec::new();
        select(&mut selected, &shown, 2, Modifiers::NONE);
        assert_eq!(raw(&selected), [3]);
        select(&mut selected, &shown, 4, Modifiers::SHIFT);
        assert_eq!(raw(&selected), [3, 4, 5]);
        select(&mut selected, &shown, 1, Modifiers::SHIFT);
        assert_eq!(raw(&selected), [3, 2], "from the same anchor to the other side");
        select(&mut selected, &shown, 5, Modifiers::COMMAND);
        select(&mut selected, &shown, 2, Modifiers::COMMAND);
        assert_eq!(raw(&selected), [2, 6]);
        select(&mut selected, &shown, 0, Modifiers::NONE);
        assert_eq!(raw(&selected), [1]);
    }
}
