//! The page: shown while nothing is selected.

use egui::{ComboBox, Ui};

use crate::edit::{Command, MergeKey};
use crate::i18n::{Lang, panels as say};
use crate::model::Size;

use super::super::super::action::Action;
use super::super::super::document::Document;
use super::super::super::icons;
use super::super::super::intent::Intent;
use super::super::super::menu::item;
use super::super::super::state::page_presets;
use super::super::super::theme;
use super::super::super::tokens::{space, text};
use super::super::super::widgets::{caption, field, icon_text_button, section};
use super::super::budget;
use super::colour;

/// Draws the inspector of the page.
pub fn show(ui: &mut Ui, doc: &Document, lang: Lang, intents: &mut Vec<Intent>) {
    let collage = doc.collage();
    super::heading(ui, icons::FRAME_CORNERS, &say::page(lang));
    ui.add(egui::Label::new(egui::RichText::new(&collage.meta.title).color(theme::palette(ui).ink_soft)).truncate());
    colour::show(ui, &say::background(lang), collage.page.background, lang, intents, |colour| {
        Intent::EditMerging(Command::SetBackground { colour }, MergeKey("background", None))
    });
    format(ui, collage.page.size, lang, intents);
    ui.add_space(space::S);
    if icon_text_button(ui, Action::PageSetup.icon(), &Action::PageSetup.label(lang)).clicked() {
        intents.push(Intent::Do(Action::PageSetup));
    }
    section(ui, &say::budget(lang));
    budget::editor(ui, collage, lang, intents);
    hidden_and_locked(ui, doc, lang, intents);
    ui.add_space(space::L);
    caption(ui, say::page_hint(lang));
}

fn format(ui: &mut Ui, now: Size, lang: Lang, intents: &mut Vec<Intent>) {
    let presets = page_presets(lang);
    let custom = say::custom_size(lang);
    let name = presets.iter().find(|(_, size)| *size == now).map_or(&custom, |(name, _)| name);
    field(ui, &say::page_format(lang), |ui| {
        ComboBox::from_id_salt("page_format").selected_text(name).width(ui.available_width()).truncate().show_ui(
            ui,
            |ui| {
                for (name, size) in &presets {
                    let words = format!("{name}  {} × {}", size.width, size.height);
                    if ui.selectable_label(*size == now, words).clicked() && *size != now {
                        let command = Command::SetPageSize { size: *size, scale_tiles: true };
                        intents.push(Intent::Edit(command));
                    }
                }
                ui.separator();
                if ui.selectable_label(false, &custom).clicked() {
                    intents.push(Intent::Do(Action::PageSetup));
                }
            },
        );
    });
    field(ui, "", |ui| caption(ui, format!("{} × {} px", now.width.round(), now.height.round())));
}

/// A way back for tiles that a click cannot reach.
fn hidden_and_locked(ui: &mut Ui, doc: &Document, lang: Lang, intents: &mut Vec<Intent>) {
    let tiles = &doc.collage().tiles;
    let any_hidden = tiles.values().any(|tile| tile.hidden);
    let any_locked = tiles.values().any(|tile| tile.locked);
    if !any_hidden && !any_locked {
        return;
    }
    section(ui, &say::out_of_reach(lang));
    ui.style_mut().override_font_id = Some(egui::FontId::proportional(text::BODY));
    for (action, wanted) in [(Action::ShowAll, any_hidden), (Action::UnlockAll, any_locked)] {
        if wanted {
            item(ui, action, lang, true, intents);
        }
    }
}
