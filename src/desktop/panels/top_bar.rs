//! The bar at the top: where you are, whether it is saved, what can be added, and the way out.

use egui::accesskit::Role;
use egui::{Align, Button, Frame, Label, Layout, Margin, Panel, Popup, RichText, Sense, Stroke, Ui};

use crate::i18n::{Lang, panels as say};

use super::super::action::Action;
use super::super::document::Document;
use super::super::icons;
use super::super::intent::Intent;
use super::super::menu::{button, item, keys};
use super::super::state::{Screen, State};
use super::super::steps::step_name;
use super::super::theme;
use super::super::tokens::{size, space, text};
use super::super::widgets::{icon, icon_button, named, primary_button};

/// Draws the bar.
pub fn show(ui: &mut Ui, state: &mut State, lang: Lang, intents: &mut Vec<Intent>) {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(space::M as i8, 0));
    Panel::top("top_bar").exact_size(size::TOP_BAR).frame(frame).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            main_menu(ui, state, lang, intents);
            ui.add_space(space::XS);
            ui.label(RichText::new("Etalage").font(theme::bold(text::TITLE)).color(palette.accent));
            ui.add_space(space::S);
            match (state.screen, &state.doc) {
                (Screen::Board, Some(doc)) => {
                    board(ui, doc, !state.board.snapping_off, state.finds_open, lang, intents);
                }
                _ => gallery(ui, lang, intents),
            }
        });
    });
}

fn gallery(ui: &mut Ui, lang: Lang, intents: &mut Vec<Intent>) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if primary_button(ui, Action::NewCollage.label(lang), true).clicked() {
            intents.push(Intent::Do(Action::NewCollage));
        }
        ui.add_space(space::XS);
        for action in [Action::ImportFeed, Action::AddFiles, Action::AddFromLink] {
            button(ui, action, lang, true, false, intents);
        }
    });
}

fn board(ui: &mut Ui, doc: &Document, snapping: bool, finds_open: bool, lang: Lang, intents: &mut Vec<Intent>) {
    button(ui, Action::OpenGallery, lang, true, false, intents);
    button(ui, Action::ToggleFinds, lang, true, finds_open, intents);
    // The tools have their place first; the title takes what is left.
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if primary_button(ui, Action::Export.label(lang), true).clicked() {
            intents.push(Intent::Do(Action::Export));
        }
        gap(ui);
        zoom(ui, doc, lang, intents);
        gap(ui);
        button(ui, Action::ToggleSnapping, lang, true, snapping, intents);
        gap(ui);
        for action in [Action::AddEllipse, Action::AddRectangle, Action::AddText] {
            button(ui, action, lang, true, false, intents);
        }
        gap(ui);
        travel(ui, Action::Redo, doc.editor.redo_step(), lang, intents);
        travel(ui, Action::Undo, doc.editor.undo_step(), lang, intents);
        gap(ui);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            gap(ui);
            title_and_saved(ui, doc, lang, intents);
        });
    });
}

fn gap(ui: &mut Ui) {
    let palette = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(egui::vec2(space::M, size::CONTROL), Sense::hover());
    ui.painter().vline(rect.center().x, rect.shrink2(egui::vec2(0.0, 5.0)).y_range(), Stroke::new(1.0, palette.line));
}

/// Undo or redo; the tooltip says which step.
fn travel(ui: &mut Ui, action: Action, step: Option<crate::edit::Step>, lang: Lang, intents: &mut Vec<Intent>) {
    let keys = keys(ui, action, lang).unwrap_or_default();
    let tip = match step {
        Some(step) => format!("{keys}\n{}", step_name(lang, step)),
        None => keys,
    };
    if icon_button(ui, action.icon(), &action.label(lang), Some(&tip), step.is_some(), false).clicked() {
        intents.push(Intent::Do(action));
    }
}

fn title_and_saved(ui: &mut Ui, doc: &Document, lang: Lang, intents: &mut Vec<Intent>) {
    let palette = theme::palette(ui);
    let (glyph, words, colour) = if doc.save_failed {
        (icons::WARNING_CIRCLE, say::not_saved(lang), palette.bad)
    } else if doc.is_saved() {
        (icons::CHECK, say::saved(lang), palette.ink_soft)
    } else {
        (icons::CLOCK, say::saving(lang), palette.ink_soft)
    };
    let saved = RichText::new(&words).size(text::SMALL).color(colour);
    let saved_width = ui.painter().layout_no_wrap(words, egui::FontId::proportional(text::SMALL), colour).size().x;
    let room = ui.available_width() - saved_width - text::SMALL - 3.0 * space::S;
    if room > 40.0 {
        ui.scope(|ui| {
            ui.set_max_width(room);
            ui.visuals_mut().widgets.inactive.weak_bg_fill = egui::Color32::TRANSPARENT;
            ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::NONE;
            let title = &doc.collage().meta.title;
            let shown = RichText::new(title).font(theme::medium(text::TITLE));
            let response = ui.add(Button::new(shown).truncate().min_size(egui::vec2(0.0, size::CONTROL)));
            named(&response, Role::Button, true, false, &say::title_button(lang, title));
            if response.on_hover_text(Action::PageSetup.label(lang)).clicked() {
                intents.push(Intent::Do(Action::PageSetup));
            }
        });
    }
    ui.label(icon(glyph, text::SMALL + 2.0).color(colour));
    ui.add(Label::new(saved).truncate());
}

fn zoom(ui: &mut Ui, doc: &Document, lang: Lang, intents: &mut Vec<Intent>) {
    button(ui, Action::ZoomIn, lang, true, false, intents);
    let percent = say::percent(lang, zoom_percent(doc));
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().button_padding.x = space::XS;
            ui.visuals_mut().widgets.inactive.weak_bg_fill = egui::Color32::TRANSPARENT;
            ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::NONE;
            ui.add(Button::new(&percent).min_size(egui::vec2(54.0, size::CONTROL)))
        })
        .inner;
    named(&response, Role::Button, true, false, &say::zoom_button(lang, &percent));
    Popup::menu(&response).show(|ui| {
        ui.set_min_width(240.0);
        for action in [Action::ZoomFit, Action::ZoomActual] {
            item(ui, action, lang, true, intents);
        }
        item(ui, Action::ZoomSelection, lang, !doc.selection.is_empty(), intents);
        ui.separator();
        for action in [Action::ZoomIn, Action::ZoomOut] {
            item(ui, action, lang, true, intents);
        }
    });
    button(ui, Action::ZoomOut, lang, true, false, intents);
}

/// The zoom in whole per cent.
pub fn zoom_percent(doc: &Document) -> i64 {
    (doc.camera().zoom * 100.0).round() as i64
}

fn main_menu(ui: &mut Ui, state: &State, lang: Lang, intents: &mut Vec<Intent>) {
    let on_board = state.screen == Screen::Board && state.doc.is_some();
    let response = icon_button(ui, icons::LIST_BULLETS, &say::menu(lang), None, true, false);
    Popup::menu(&response).show(|ui| {
        ui.set_min_width(280.0);
        let groups: [&[Action]; 5] = [
            &[Action::NewCollage, Action::OpenGallery, Action::ImportBundle],
            &[Action::AddFromLink, Action::AddFiles, Action::ImportFeed],
            &[Action::PageSetup, Action::History, Action::Export],
            &[Action::ToggleFinds, Action::ToggleSnapping, Action::ToggleTheme],
            &[Action::Commands, Action::Settings, Action::Shortcuts],
        ];
        for (place, group) in groups.into_iter().enumerate() {
            if place > 0 {
                ui.separator();
            }
            for &action in group {
                item(ui, action, lang, on_board || action.works_in_gallery(), intents);
            }
        }
        ui.separator();
        languages(ui, state, lang, intents);
    });
}

fn languages(ui: &mut Ui, state: &State, lang: Lang, intents: &mut Vec<Intent>) {
    ui.horizontal(|ui| {
        let palette = theme::palette(ui);
        ui.add_space(space::S);
        ui.label(icon(icons::TRANSLATE, text::ICON).color(palette.ink_soft));
        // Each language is named in itself, so that it is found by those who read only it.
        for (each, name) in [(Lang::En, "English"), (Lang::Fr, "Français")] {
            if ui.add(Button::selectable(each == lang, name)).clicked() && each != lang {
                let settings = crate::library::Settings { lang: Some(each.tag().to_owned()), ..state.settings.clone() };
                intents.push(Intent::SaveSettings(Box::new(settings)));
                ui.close();
            }
        }
    });
}
