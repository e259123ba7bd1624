//! Where a tile leads and what that costs.

use egui::{Label, RichText, TextEdit, Ui, vec2};

use crate::i18n::{Lang, panels as say};
use crate::model::{Availability, Collage, Tile, Timestamp};

use super::super::super::icons;
use super::super::super::state::InspectorDraft;
use super::super::super::theme;
use super::super::super::tokens::{size, space, text};
use super::super::super::widgets::{describe_by_hint, field, icon, icon_button, section};
use super::super::money::{age_text, is_stale};

/// Draws the fields. Returns whether one of them was left.
pub fn show(
    ui: &mut Ui,
    collage: &Collage,
    tile: &Tile,
    draft: &mut InspectorDraft,
    now: Timestamp,
    lang: Lang,
) -> bool {
    let mut left = false;
    section(ui, &say::product(lang));
    left |= line(ui, &say::name(lang), &mut draft.name, &say::name_hint(lang));
    left |= line(ui, &say::title(lang), &mut draft.title, "");
    let url = collage.url_of(tile);
    field(ui, &say::address(lang), |ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let room = ui.available_width() - if url.is_some() { size::ICON_BUTTON + space::XS } else { 0.0 };
        let edit = TextEdit::singleline(&mut draft.url).desired_width(room).hint_text("https://").clip_text(true);
        let response = ui.add(edit.min_size(vec2(0.0, size::CONTROL)).align(egui::Align2::LEFT_CENTER));
        describe_by_hint(&response, "https://");
        left |= response.lost_focus();
        if let Some(url) = url {
            let open = icon_button(ui, icons::ARROW_SQUARE_OUT, &say::open_in_shop(lang), None, true, false);
            if open.clicked() {
                ui.ctx().open_url(egui::OpenUrl::new_tab(url));
            }
        }
    });
    left |= line(ui, &say::shop(lang), &mut draft.merchant, &url.map(|url| url.shop_host()).unwrap_or_default());
    field(ui, &say::price(lang), |ui| {
        let code = 56.0;
        ui.spacing_mut().item_spacing.x = space::XS;
        let room = ui.available_width() - code - space::XS;
        let amount = TextEdit::singleline(&mut draft.price).desired_width(room).hint_text("49.90");
        let response = ui.add(amount.min_size(vec2(0.0, size::CONTROL)).align(egui::Align2::LEFT_CENTER));
        describe_by_hint(&response, "49.90");
        left |= response.lost_focus();
        let currency = TextEdit::singleline(&mut draft.currency).desired_width(code).hint_text("EUR").char_limit(3);
        let response = ui.add(currency.min_size(vec2(0.0, size::CONTROL)).align(egui::Align2::LEFT_CENTER));
        left |= response.lost_focus();
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::labeled(egui::Role::TextInput, true, say::currency(lang));
            info.current_text_value = Some(draft.currency.clone());
            info
        });
    });
    if let Some(problem) = &draft.problem {
        note(ui, icons::WARNING_CIRCLE, problem, theme::palette(ui).bad);
    }
    facts(ui, collage, tile, now, lang);
    if left && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
        // Esc takes back what was typed: the next frame makes the draft anew.
        draft.of = None;
        left = false;
    }
    left
}

fn line(ui: &mut Ui, label: &str, typed: &mut String, hint: &str) -> bool {
    field(ui, label, |ui| {
        let edit = TextEdit::singleline(typed).desired_width(ui.available_width()).hint_text(hint.to_owned());
        let response = ui.add(edit.min_size(vec2(0.0, size::CONTROL)).align(egui::Align2::LEFT_CENTER));
        describe_by_hint(&response, hint);
        response.lost_focus()
    })
}

/// What else is known, and what is missing.
fn facts(ui: &mut Ui, collage: &Collage, tile: &Tile, now: Timestamp, lang: Lang) {
    let palette = theme::palette(ui);
    if collage.url_of(tile).is_none() && tile.picture().is_some() {
        note(ui, icons::LINK_BREAK, &say::no_link_yet_hint(lang), palette.warn);
    }
    let Some(product) = collage.product_of(tile) else { return };
    if let Some(availability) = product.availability {
        let (words, colour) = match availability {
            Availability::InStock => (say::in_stock(lang), palette.good),
            Availability::OutOfStock => (say::out_of_stock(lang), palette.bad),
            Availability::Preorder => (say::preorder(lang), palette.warn),
            Availability::Backorder => (say::backorder(lang), palette.warn),
        };
        note(ui, icons::STOREFRONT, &words, colour);
    }
    if let (Some(_), Some(seen_at)) = (product.price, product.price_seen_at) {
        let colour = if is_stale(seen_at, now) { palette.warn } else { palette.ink_soft };
        note(ui, icons::CLOCK, &say::price_seen(lang, age_text(lang, seen_at, now)), colour);
    }
}

fn note(ui: &mut Ui, glyph: &str, words: &str, colour: egui::Color32) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        ui.label(icon(glyph, text::TITLE).color(colour));
        ui.add(Label::new(RichText::new(words).size(text::SMALL).color(colour)).wrap());
    });
}
