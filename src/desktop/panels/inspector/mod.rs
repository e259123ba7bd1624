//! The inspector: what is selected, in words and numbers that can be changed. Nothing selected means the page.

mod colour;
mod content;
mod draft;
mod page;
mod place;
mod product;
mod several;

use egui::{Frame, Margin, Panel, RichText, ScrollArea, Ui};

use crate::affiliate::Programs;
use crate::i18n::Lang;
use crate::model::{Clock, Content, Tile, TileId, Timestamp};

use super::super::document::Document;
use super::super::icons;
use super::super::intent::Intent;
use super::super::state::{InspectorDraft, State};
use super::super::theme;
use super::super::toasts::{Toasts, Tone};
use super::super::tokens::{size, space, text};
use super::super::widgets::icon;

/// Draws the panel.
pub fn show(ui: &mut Ui, state: &mut State, clock: &dyn Clock, lang: Lang, intents: &mut Vec<Intent>) {
    let State { doc, inspector, toasts, settings, .. } = state;
    let Some(doc) = doc.as_ref() else { return };
    // Unreadable ids are the settings dialog's business; links are then cleaned as for a person without any.
    let programs = || serde_json::from_value::<Programs>(settings.affiliate_programs.clone()).unwrap_or_default();
    let now = clock.now();
    take_up(inspector, doc, toasts, &programs, now, lang, intents);

    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin::same(0));
    Panel::right("inspector").exact_size(size::RIGHT_PANEL).resizable(false).frame(frame).show(ui, |ui| {
        ScrollArea::vertical().id_salt("inspector").auto_shrink(false).show(ui, |ui| {
            let margin =
                Margin { left: space::L as i8, right: space::L as i8, top: space::M as i8, bottom: space::XL as i8 };
            Frame::new().inner_margin(margin).show(ui, |ui| {
                let Some(id) = doc.single() else {
                    if doc.selection.is_empty() {
                        page::show(ui, doc, lang, intents);
                    } else {
                        several::show(ui, doc, lang, intents);
                    }
                    return;
                };
                let Some(tile) = doc.collage().tiles.get(&id) else { return };
                let left = one(ui, doc, id, tile, inspector, now, lang, intents);
                if left {
                    commit(inspector, doc, id, toasts, &programs, now, lang, intents);
                }
            });
        });
    });
}

/// Makes the draft of the selected tile. What was typed for the tile before is kept first: a click on the
/// board leaves a field before the field can say so.
fn take_up(
    draft: &mut InspectorDraft,
    doc: &Document,
    toasts: &mut Toasts,
    programs: &dyn Fn() -> Programs,
    now: Timestamp,
    lang: Lang,
    intents: &mut Vec<Intent>,
) {
    if let Some((before, _)) = draft.of
        && doc.single() != Some(before)
    {
        if draft::is_current(draft, doc.collage(), before) {
            commit(draft, doc, before, toasts, programs, now, lang, intents);
            tell_problem(draft, toasts);
        }
        *draft = InspectorDraft::default();
    }
    if let Some(id) = doc.single()
        && !draft::is_current(draft, doc.collage(), id)
    {
        draft::load(draft, doc.collage(), id);
    }
}

/// Keeps what stands in the fields although none of them was left: the board is about to be.
pub fn keep_typed(state: &mut State, clock: &dyn Clock, intents: &mut Vec<Intent>) {
    let lang = state.lang();
    let State { doc, inspector, toasts, settings, .. } = state;
    let (Some(doc), Some((tile, _))) = (doc.as_ref(), inspector.of) else { return };
    if draft::is_current(inspector, doc.collage(), tile) {
        let programs = || serde_json::from_value::<Programs>(settings.affiliate_programs.clone()).unwrap_or_default();
        commit(inspector, doc, tile, toasts, &programs, clock.now(), lang, intents);
        tell_problem(inspector, toasts);
    }
}

/// The field with the problem goes out of sight: its words are told where they are seen.
fn tell_problem(draft: &mut InspectorDraft, toasts: &mut Toasts) {
    if let Some(problem) = &draft.problem {
        toasts.push(Tone::Problem, problem, None);
    }
}

#[expect(clippy::too_many_arguments, reason = "what a draft becomes depends on all of it")]
fn commit(
    draft: &mut InspectorDraft,
    doc: &Document,
    id: TileId,
    toasts: &mut Toasts,
    programs: &dyn Fn() -> Programs,
    now: Timestamp,
    lang: Lang,
    intents: &mut Vec<Intent>,
) {
    draft.problem = None;
    if !draft::is_changed(draft, doc.collage(), id) {
        return;
    }
    match draft::commands(draft, doc.collage(), id, &programs(), now) {
        Ok(made) => {
            intents.extend(made.commands.into_iter().map(Intent::Edit));
            if let Some(cleaned) = made.cleaned.filter(|cleaned| cleaned.is_changed() || cleaned.opaque.is_some()) {
                toasts.push(Tone::Note, cleaned.messages(lang).join("\n"), None);
            }
        }
        Err(problem) => draft.problem = Some(problem.words(lang)),
    }
}

/// Everything about one tile. Returns whether a text field was left.
#[expect(clippy::too_many_arguments, reason = "all parts of the inspector in their order")]
fn one(
    ui: &mut Ui,
    doc: &Document,
    id: TileId,
    tile: &Tile,
    draft: &mut InspectorDraft,
    now: Timestamp,
    lang: Lang,
    intents: &mut Vec<Intent>,
) -> bool {
    let glyph = match &tile.content {
        Content::Picture(_) => icons::IMAGE,
        Content::Text(_) => icons::TEXT_T,
        Content::Shape(_) => icons::RECTANGLE,
    };
    heading(ui, glyph, &content::kind_name(lang, tile));
    match &tile.content {
        Content::Text(block) => content::text(ui, id, block, tile.locked, lang, intents),
        Content::Shape(shape) => content::shape(ui, id, shape, lang, intents),
        Content::Picture(_) => {}
    }
    let left = product::show(ui, doc.collage(), tile, draft, now, lang);
    if let Content::Picture(picture) = &tile.content {
        content::picture(ui, picture, tile.locked, lang, intents);
    }
    place::show(ui, id, tile, lang, intents);
    several::look(ui, doc, lang, intents);
    several::states(ui, doc, lang, intents);
    left
}

/// The title of the panel.
fn heading(ui: &mut Ui, glyph: &str, title: &str) {
    let palette = theme::palette(ui);
    ui.horizontal(|ui| {
        ui.label(icon(glyph, text::ICON).color(palette.ink_soft));
        ui.add(egui::Label::new(RichText::new(title).font(theme::medium(text::TITLE))).truncate());
    });
}
