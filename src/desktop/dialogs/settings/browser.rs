//! Finds from the browser: the extension, pairing, the bookmark.

use egui::{Align, Layout, RichText, ScrollArea, Ui};

use crate::i18n::{Lang, browser as say, dialogs};
use crate::jobs::{Clipping, OfClipper, clipper};
use crate::loopback::Paired;

use super::super::super::chooser::{Ask, Choosing};
use super::super::super::icons;
use super::super::super::intent::Intent;
use super::super::super::theme;
use super::super::super::tokens::{space, text};
use super::super::super::widgets::{icon, icon_button, icon_text_button, section};
use super::super::add::{path_field, typed_path};
use super::super::{Moment, fields};

/// What is being typed.
#[derive(Clone)]
pub struct Typing {
    folder: String,
}

impl Default for Typing {
    fn default() -> Self {
        let folder = std::env::home_dir().unwrap_or_default().join("etalage-clipper");
        Self { folder: folder.display().to_string() }
    }
}

/// Draws the tab.
pub fn show(
    ui: &mut Ui,
    moment: Moment,
    clipping: &Clipping,
    choosing: &mut Choosing,
    typing: &mut Typing,
    intents: &mut Vec<Intent>,
) {
    let lang = moment.lang;
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        fields::paragraph(ui, &say::what_is_the_clipper(lang));
        if let Some(problem) = clipping.problem.as_ref().filter(|problem| !problem.is_empty()) {
            fields::problem(ui, problem);
        }
        section(ui, &say::step_extension(lang));
        extension(ui, moment, choosing, typing, intents);
        section(ui, &say::step_pair(lang));
        pairing(ui, lang, clipping, intents);
        if let Some(port) = clipping.port {
            section(ui, &say::or_bookmark(lang));
            fields::paragraph(ui, &say::what_is_the_bookmark(lang));
            if icon_text_button(ui, icons::COPY, &say::copy_bookmark(lang)).clicked() {
                ui.ctx().copy_text(clipper::bookmark(port));
            }
        }
    });
}

fn extension(
    ui: &mut Ui,
    moment: Moment,
    choosing: &mut Choosing,
    typing: &mut Typing,
    intents: &mut Vec<Intent>,
) {
    let lang = moment.lang;
    if let Some(folder) = choosing.take().into_iter().next() {
        typing.folder = folder.join("etalage-clipper").display().to_string();
    }
    // The dialog's first field has the focus already.
    let drawn = Moment { opening: false, ..moment };
    if path_field(ui, drawn, &say::extension_folder(lang), &mut typing.folder, choosing.open) {
        intents.push(Intent::Choose(Ask::Folder));
    }
    let folder = typed_path(&typing.folder);
    let saves = ui
        .add_enabled_ui(folder.is_some(), |ui| {
            icon_text_button(ui, icons::ARROW_LINE_DOWN, &say::save_extension(lang)).clicked()
        })
        .inner;
    if let Some(folder) = folder.filter(|_| saves) {
        intents.push(Intent::Clipper(OfClipper::SaveExtension(folder)));
    }
    fields::note(ui, &say::load_in_chromium(lang));
    fields::note(ui, &say::load_in_firefox(lang));
}

fn pairing(ui: &mut Ui, lang: Lang, clipping: &Clipping, intents: &mut Vec<Intent>) {
    let palette = theme::palette(ui);
    fields::paragraph(ui, &say::how_to_pair(lang));
    ui.horizontal(|ui| {
        ui.add_enabled_ui(clipping.port.is_some(), |ui| {
            if icon_text_button(ui, icons::LINK, &say::show_code(lang)).clicked() {
                intents.push(Intent::Clipper(OfClipper::NewCode));
            }
        });
        if let Some((code, _)) = &clipping.code {
            ui.add_space(space::S);
            ui.label(RichText::new(code).font(theme::bold(text::HEADING)).color(palette.accent));
            if icon_button(ui, icons::COPY, &say::copy_code(lang), None, true, false).clicked() {
                ui.ctx().copy_text(code.clone());
            }
        }
    });
    if clipping.code.is_some() {
        fields::paragraph(ui, &say::code_runs_out(lang));
    }
    for paired in &clipping.paired {
        if paired_browser(ui, lang, paired) {
            intents.push(Intent::Clipper(OfClipper::Revoke(paired.id)));
        }
    }
}

/// A row for one browser; returns whether it is shown out.
fn paired_browser(ui: &mut Ui, lang: Lang, paired: &Paired) -> bool {
    let palette = theme::palette(ui);
    let (year, month, day) = paired.since.date();
    let since = crate::i18n::format::date(lang, year, month, day);
    ui.horizontal(|ui| {
        ui.label(icon(icons::GLOBE_SIMPLE, text::ICON).color(palette.ink_soft));
        ui.label(RichText::new(name_of(lang, paired)).font(theme::medium(text::BODY)));
        ui.label(RichText::new(say::paired_since(lang, since)).color(palette.ink_soft));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(space::S);
            let name = say::revoke(lang, name_of(lang, paired));
            icon_button(ui, icons::TRASH, &name, None, true, false).clicked()
        })
        .inner
    })
    .inner
}

/// What the extension calls its browser.
fn name_of(lang: Lang, paired: &Paired) -> String {
    if paired.browser.is_empty() { dialogs::tab_browser(lang) } else { paired.browser.clone() }
}
