//! Which finds are shown, and in which order.

use egui::{Align, Button, ComboBox, Layout, Popup, PopupCloseBehavior, RichText, ScrollArea, TextEdit, Ui, vec2};

use crate::i18n::{Lang, format, panels as say};
use crate::search::{Query, Sort};

use super::super::super::icons;
use super::super::super::state::{Finds, typed_amount};
use super::super::super::theme;
use super::super::super::tokens::{size, space, text};
use super::super::super::widgets::{icon, icon_button, named, section};

const SORTS: [Sort; 5] = [Sort::Newest, Sort::PriceUp, Sort::PriceDown, Sort::Title, Sort::Shop];

/// Applies words, filters and order anew.
pub fn refresh(finds: &mut Finds) {
    let query = Query {
        words: finds.words.clone(),
        shop: finds.shop.clone(),
        price_min: typed_amount(&finds.price_min),
        price_max: typed_amount(&finds.price_max),
        sort: finds.sort,
        ..Query::default()
    };
    let places = finds.catalogue.query(&query);
    finds.shown = places.into_iter().filter_map(|place| Some(finds.catalogue.get(place)?.key)).collect();
    finds.facets = finds.catalogue.facets();
    finds.stale = false;
}

/// Shows everything again.
pub fn clear(finds: &mut Finds) {
    finds.words.clear();
    finds.shop = None;
    finds.price_min.clear();
    finds.price_max.clear();
    finds.stale = true;
}

/// The search field, the filters and the order.
pub fn show(ui: &mut Ui, finds: &mut Finds, lang: Lang) {
    let palette = theme::palette(ui);
    let glass = icon(icons::MAGNIFYING_GLASS, text::TITLE).color(palette.ink_soft);
    let search = TextEdit::singleline(&mut finds.words)
        .id_salt("finds_words")
        .desired_width(f32::INFINITY)
        .prefix(glass)
        .hint_text(say::search_finds(lang))
        .min_size(vec2(0.0, size::CONTROL))
        .align(egui::Align2::LEFT_CENTER);
    let response = ui.add(search);
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::SearchInput, true, say::search_finds(lang));
        info.current_text_value = Some(finds.words.clone());
        info
    });
    finds.stale |= response.changed();
    ui.horizontal(|ui| {
        filter_button(ui, finds, lang);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| order(ui, finds, lang));
    });
}

fn filter_button(ui: &mut Ui, finds: &mut Finds, lang: Lang) {
    let palette = theme::palette(ui);
    let prices = [&finds.price_min, &finds.price_max];
    let active = usize::from(finds.shop.is_some()) + usize::from(prices.iter().any(|text| !text.trim().is_empty()));
    let words = if active == 0 { say::filters(lang) } else { say::filters_active(lang, active) };
    let colour = if active == 0 { palette.ink } else { palette.accent };
    let glyph = icon(icons::FUNNEL_SIMPLE, text::TITLE).color(colour);
    let response = ui.add(Button::new((glyph, RichText::new(&words).color(colour))));
    named(&response, egui::Role::Button, true, active > 0, &words);
    Popup::menu(&response).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(260.0);
        popover(ui, finds, lang);
    });
    if active > 0 && icon_button(ui, icons::X, &say::clear_filters(lang), None, true, false).clicked() {
        clear(finds);
    }
}

fn popover(ui: &mut Ui, finds: &mut Finds, lang: Lang) {
    section(ui, &say::price(lang));
    ui.horizontal(|ui| {
        for (typed, label) in
            [(&mut finds.price_min, say::price_from(lang)), (&mut finds.price_max, say::price_to(lang))]
        {
            let wrong = !typed.trim().is_empty() && typed_amount(typed).is_none();
            let name = ui.label(&label);
            let colour = wrong.then(|| theme::palette(ui).bad);
            let edit = TextEdit::singleline(typed).id_salt(&label).desired_width(64.0).text_color_opt(colour);
            // On a popover a field has the colour of what is behind it.
            let edit = edit.background_color(theme::palette(ui).desk);
            finds.stale |= ui.add(edit).labelled_by(name.id).changed();
        }
    });
    section(ui, &say::shop(lang));
    let mut chosen = finds.shop.clone();
    ScrollArea::vertical().id_salt("shops").max_height(260.0).show(ui, |ui| {
        let all = finds.catalogue.len();
        shop_row(ui, &say::all_shops(lang), all, chosen.is_none(), lang).then(|| chosen = None);
        for (shop, count) in &finds.facets.shops {
            if shop_row(ui, shop, *count, chosen.as_ref() == Some(shop), lang) {
                chosen = Some(shop.clone());
            }
        }
    });
    if chosen != finds.shop {
        finds.shop = chosen;
        finds.stale = true;
    }
    ui.add_space(space::XS);
    if ui.button(say::clear_filters(lang)).clicked() {
        clear(finds);
        ui.close();
    }
}

fn shop_row(ui: &mut Ui, shop: &str, count: usize, chosen: bool, lang: Lang) -> bool {
    let palette = theme::palette(ui);
    let count = format::number(lang, &count.to_string());
    let right = RichText::new(&count).size(text::SMALL).color(palette.ink_soft);
    let row = Button::selectable(chosen, shop).truncate().right_text(right);
    let response = ui.add_sized([ui.available_width(), 26.0], row);
    named(&response, egui::Role::RadioButton, true, chosen, &format!("{shop}, {count}"));
    response.clicked()
}

fn order(ui: &mut Ui, finds: &mut Finds, lang: Lang) {
    let before = finds.sort;
    let response = ComboBox::from_id_salt("finds_order")
        .selected_text(sort_name(lang, finds.sort))
        .width(ui.available_width().min(132.0))
        .truncate()
        .show_ui(ui, |ui| {
            for sort in SORTS {
                ui.selectable_value(&mut finds.sort, sort, sort_name(lang, sort));
            }
        })
        .response;
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::ComboBox, true, say::sort_by(lang));
        info.current_text_value = Some(sort_name(lang, before));
        info
    });
    response.on_hover_text(say::sort_by(lang));
    finds.stale |= finds.sort != before;
}

fn sort_name(lang: Lang, sort: Sort) -> String {
    match sort {
        Sort::Newest => say::sort_newest(lang),
        Sort::PriceUp => say::sort_price_up(lang),
        Sort::PriceDown => say::sort_price_down(lang),
        Sort::Title => say::sort_title(lang),
        Sort::Shop => say::sort_shop(lang),
    }
}
