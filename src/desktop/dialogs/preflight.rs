//! The pre-flight sheet: what will leave, and what is worth a look before it does.

use egui::accesskit::Role;
use egui::{CollapsingHeader, Frame, Label, Margin, RichText, ScrollArea, Sense, Ui, Vec2};

use crate::i18n::{Lang, dialogs as say};
use crate::model::TileId;
use crate::publish::{Item, Line, Preflight, Severity};

use super::super::icons;
use super::super::theme;
use super::super::tokens::{size, space, text};
use super::super::widgets::{icon, icon_button, named};
use super::fields;

/// Groups with more lines than this begin closed.
const OPEN_UP_TO: usize = 5;
const ROW: f32 = 22.0;

/// Draws the sheet, or that it is being made. Returns the tile that the person wants to see.
pub fn show(ui: &mut Ui, lang: Lang, sheet: Option<&Preflight>) -> Option<TileId> {
    let palette = theme::palette(ui);
    ui.label(RichText::new(say::what_leaves(lang)).font(theme::medium(text::TITLE)));
    let frame = Frame::new().fill(palette.panel).corner_radius(size::RADIUS).inner_margin(Margin::same(space::M as i8));
    frame
        .show(ui, |ui| {
            ui.set_min_size(ui.available_size());
            let Some(sheet) = sheet else {
                ui.horizontal(|ui| {
                    ui.spinner();
                    ui.label(say::looking(lang));
                });
                return None;
            };
            ScrollArea::vertical()
                .auto_shrink(false)
                .show(ui, |ui| {
                    let shown = look(ui, lang, sheet);
                    leaving(ui, lang, sheet);
                    let stays: Vec<&Line> =
                        sheet.warnings.iter().filter(|line| line.severity == Severity::Info).collect();
                    group(ui, lang, &say::group_stays(lang), &stays);
                    shown
                })
                .inner
        })
        .inner
}

/// What is worth a look: every line in full, with a way to its tile.
fn look(ui: &mut Ui, lang: Lang, sheet: &Preflight) -> Option<TileId> {
    let palette = theme::palette(ui);
    let mut lines: Vec<&Line> = sheet.warnings.iter().filter(|line| line.severity > Severity::Info).collect();
    if lines.is_empty() {
        fields::remark(ui, icons::CHECK_CIRCLE, palette.good, &say::nothing_to_look_at(lang));
        return None;
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.severity));
    let mut shown = None;
    for line in lines {
        let (glyph, colour) = match line.severity {
            Severity::Warning => (icons::WARNING_CIRCLE, palette.warn),
            _ => (icons::INFO, palette.guide),
        };
        ui.horizontal_top(|ui| {
            let button = if line.tile.is_some() { size::ICON_BUTTON + space::S } else { 0.0 };
            let room = ui.available_width() - button;
            ui.scope(|ui| {
                ui.set_width(room);
                fields::remark(ui, glyph, colour, &line.message(lang));
            });
            if let Some(tile) = line.tile
                && icon_button(ui, icons::EYE, &say::show_tile(lang), None, true, false).clicked()
            {
                shown = Some(tile);
            }
        });
    }
    shown
}

/// What leaves, by kind.
fn leaving(ui: &mut Ui, lang: Lang, sheet: &Preflight) {
    let of = |wanted: fn(&Item) -> bool| sheet.leaves.iter().filter(|line| wanted(&line.item)).collect::<Vec<_>>();
    let ids = of(|item| matches!(item, Item::AffiliateId { .. } | Item::Disclosure { .. }));
    let pictures = of(|item| matches!(item, Item::Pictures { .. }));
    let addresses = of(|item| matches!(item, Item::Address { .. }));
    let prices = of(|item| matches!(item, Item::Price { .. }));
    let known = |item: &Item| {
        matches!(
            item,
            Item::AffiliateId { .. }
                | Item::Disclosure { .. }
                | Item::Pictures { .. }
                | Item::Address { .. }
                | Item::Price { .. }
        )
    };
    let words: Vec<&Line> = sheet.leaves.iter().filter(|line| !known(&line.item)).collect();
    group(ui, lang, &say::group_ids(lang), &ids);
    group(ui, lang, &say::group_words(lang), &words);
    group(ui, lang, &say::group_pictures(lang), &pictures);
    group(ui, lang, &say::group_addresses(lang), &addresses);
    group(ui, lang, &say::group_prices(lang), &prices);
}

fn group(ui: &mut Ui, lang: Lang, title: &str, lines: &[&Line]) {
    if lines.is_empty() {
        return;
    }
    let heading = RichText::new(format!("{title} ({})", lines.len())).font(theme::medium(text::BODY));
    CollapsingHeader::new(heading).id_salt(title).default_open(lines.len() <= OPEN_UP_TO).show(ui, |ui| {
        for line in lines {
            row(ui, &line.message(lang));
        }
    });
}

/// One line that is cut where it is too long; the whole of it shows under the pointer. Rows out of sight
/// cost nothing.
fn row(ui: &mut Ui, words: &str) {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW), Sense::hover());
    if !ui.is_rect_visible(rect) {
        return;
    }
    named(&response, Role::ListItem, true, false, words);
    let palette = theme::palette(ui);
    let mut inside =
        ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(egui::Layout::left_to_right(egui::Align::Center)));
    inside.label(icon(icons::CHECK, text::SMALL).color(palette.ink_soft));
    inside.add(Label::new(RichText::new(words).size(text::SMALL + 1.0)).truncate());
    response.on_hover_text(words);
}
