//! The bar at the bottom: what the page costs and how sure that is, the budget, and what is going on.

use egui::accesskit::Role;
use egui::{
    Align, Button, Frame, Label, Layout, Margin, Panel, Popup, PopupCloseBehavior, ProgressBar, RichText, Sense,
    Stroke, Ui, vec2,
};
use rust_decimal::prelude::ToPrimitive;

use crate::i18n::{Lang, format, panels as say};
use crate::model::{Clock, Collage, Price, Timestamp};

use super::super::icons;
use super::super::intent::Intent;
use super::super::state::{LinkOffer, State};
use super::super::theme;
use super::super::tokens::{size, space, text};
use super::super::widgets::{icon, named, primary_button};
use super::money::{Totals, age_text, amount_text, is_stale, price_text};
use super::{budget, top_bar};

/// Draws the bar.
pub fn show(ui: &mut Ui, state: &mut State, clock: &dyn Clock, lang: Lang, intents: &mut Vec<Intent>) {
    let Some(doc) = &state.doc else { return };
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(space::M as i8, 0));
    if let Some(offer) = &state.offer {
        Panel::bottom("link_offer")
            .exact_size(size::TOP_BAR)
            .frame(frame.fill(palette.accent_soft))
            .show(ui, |ui| ui.horizontal_centered(|ui| offered_link(ui, offer, lang, intents)));
    }
    Panel::bottom("bottom_bar").exact_size(size::BOTTOM_BAR).frame(frame).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            let totals = Totals::of(doc.collage());
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(soft(ui, &say::percent(lang, top_bar::zoom_percent(doc))));
                ui.add_space(space::S);
                spending(ui, doc.collage(), &totals, lang, intents);
                if let Some(progress) = &state.progress {
                    running(ui, progress, state.cancel.is_some(), lang, intents);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| prices(ui, &totals, clock.now(), lang));
            });
        });
    });
}

fn soft(ui: &Ui, words: &str) -> RichText {
    RichText::new(words).size(text::SMALL).color(theme::palette(ui).ink_soft)
}

fn prices(ui: &mut Ui, totals: &Totals, now: Timestamp, lang: Lang) {
    let palette = theme::palette(ui);
    let tiles = totals.tiles as u64;
    let shown = format::number(lang, &tiles.to_string());
    ui.label(soft(ui, &lang.plural(tiles, say::one_tile(lang, &shown), say::many_tiles(lang, &shown))));
    if totals.by_currency.is_empty() && totals.without_price == 0 {
        return;
    }
    ui.add_space(space::XS);
    ui.label(icon(icons::TAG_SIMPLE, text::TITLE).color(palette.ink_soft));
    let sums: Vec<String> =
        totals.by_currency.iter().map(|(currency, amount)| amount_text(lang, *amount, *currency)).collect();
    if !sums.is_empty() {
        let words = say::total(lang, sums.join(" + "));
        ui.add(Label::new(RichText::new(words).font(theme::medium(text::BODY))).truncate());
    }
    let mut remarks = Vec::new();
    if let Some(seen_at) = totals.oldest_seen_at {
        remarks.push(say::prices_seen(lang, age_text(lang, seen_at, now)));
    }
    if totals.without_price > 0 {
        let count = totals.without_price;
        remarks.push(lang.plural(count, say::one_without_price(lang, count), say::many_without_price(lang, count)));
    }
    let stale = totals.oldest_seen_at.is_some_and(|seen_at| is_stale(seen_at, now));
    let colour = if stale { palette.warn } else { palette.ink_soft };
    let words = RichText::new(remarks.join("  ·  ")).size(text::SMALL).color(colour);
    ui.add(Label::new(words).truncate());
}

/// The budget: a click changes it.
fn spending(ui: &mut Ui, collage: &Collage, totals: &Totals, lang: Lang, intents: &mut Vec<Intent>) {
    let palette = theme::palette(ui);
    let limit = collage.meta.budget;
    let over = limit.is_some_and(|limit| totals.spent(limit.currency) > limit.amount);
    let words = match limit {
        None => say::add_budget(lang),
        Some(limit) => {
            let spent = amount_text(lang, totals.spent(limit.currency), limit.currency);
            let of = say::spent_of(lang, spent, price_text(lang, &limit));
            if over { say::over_budget(lang, of) } else { of }
        }
    };
    let colour = if over { palette.warn } else { palette.ink_soft };
    let response = ui
        .scope(|ui| {
            ui.visuals_mut().widgets.inactive.weak_bg_fill = egui::Color32::TRANSPARENT;
            ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::NONE;
            ui.spacing_mut().button_padding = vec2(space::S, 2.0);
            ui.spacing_mut().interact_size.y = 26.0;
            let words = RichText::new(&words).size(text::SMALL).color(colour);
            ui.add(Button::new((icon(icons::WALLET, text::TITLE).color(colour), words)))
        })
        .inner;
    named(&response, Role::Button, true, false, &say::budget_button(lang, &words));
    Popup::menu(&response).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(260.0);
        ui.label(RichText::new(say::budget(lang)).font(theme::medium(text::TITLE)));
        if budget::editor(ui, collage, lang, intents) {
            ui.close();
        }
    });
    if let Some(limit) = limit {
        meter(ui, totals, &limit, over);
    }
}

fn meter(ui: &mut Ui, totals: &Totals, limit: &Price, over: bool) {
    let palette = theme::palette(ui);
    let spent = totals.spent(limit.currency);
    let share = spent.checked_div(limit.amount).and_then(|share| share.to_f32());
    let share = share.unwrap_or(if over { 1.0 } else { 0.0 }).clamp(0.0, 1.0);
    let (rect, _) = ui.allocate_exact_size(vec2(96.0, 6.0), Sense::hover());
    ui.painter().rect_filled(rect, 3.0, palette.active);
    let done = egui::Rect::from_min_size(rect.min, vec2(rect.width() * share, rect.height()));
    ui.painter().rect_filled(done, 3.0, if over { palette.warn } else { palette.good });
}

fn running(ui: &mut Ui, progress: &crate::jobs::Progress, can_be_stopped: bool, lang: Lang, intents: &mut Vec<Intent>) {
    if can_be_stopped && ui.add(Button::new(RichText::new(say::cancel(lang)).size(text::SMALL)).small()).clicked() {
        intents.push(Intent::Cancel);
    }
    match progress.total.filter(|total| *total > 0) {
        Some(total) => {
            let share = (progress.done as f32 / total as f32).clamp(0.0, 1.0);
            let bar = ui.add(ProgressBar::new(share).desired_width(120.0).desired_height(8.0));
            bar.widget_info(|| egui::WidgetInfo::labeled(Role::ProgressIndicator, true, &progress.words));
        }
        None => {
            ui.add(egui::Spinner::new().size(text::TITLE));
        }
    }
    let words = if progress.total.is_none() && progress.done > 0 {
        format!("{} {}", progress.words, format::number(lang, &progress.done.to_string()))
    } else {
        progress.words.clone()
    };
    ui.scope(|ui| {
        ui.set_max_width(280.0);
        ui.add(Label::new(soft(ui, &words)).truncate());
    });
    ui.add_space(space::S);
}

fn offered_link(ui: &mut Ui, offer: &LinkOffer, lang: Lang, intents: &mut Vec<Intent>) {
    let palette = theme::palette(ui);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if ui.button(say::not_now(lang)).clicked() {
            intents.push(Intent::DeclineOfferedLink);
        }
        if offer.url.is_some() && primary_button(ui, say::accept_link(lang), true).clicked() {
            intents.push(Intent::AcceptOfferedLink);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let (glyph, words) = match &offer.url {
                Some(url) => (icons::LINK, say::offer_link(lang, url.as_str().trim_start_matches("https://"))),
                None => (icons::LINK_BREAK, say::waiting_for_link(lang)),
            };
            ui.label(icon(glyph, text::ICON).color(palette.accent));
            ui.add(Label::new(words).truncate());
        });
    });
}
