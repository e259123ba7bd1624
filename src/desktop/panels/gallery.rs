//! All collages as a wall of cards, and the trash.

use egui::accesskit::Role;
use egui::{
    Align, Align2, CentralPanel, CornerRadius, FontId, Frame, Key, Layout, Margin, PointerButton, Rect, Response,
    RichText, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, Vec2, pos2,
};

use crate::i18n::{Lang, dialogs as say, format};
use crate::library::CollageSummary;

use super::super::action::Action;
use super::super::dialog::Dialog;
use super::super::icons;
use super::super::intent::Intent;
use super::super::state::State;
use super::super::textures::Textures;
use super::super::theme;
use super::super::tokens::{size, space, text};
use super::super::widgets::{empty_state, icon, icon_button, icon_text_button, named, one_line, primary_button, tabs};

/// What is below the picture on a card.
const CAPTION: f32 = 56.0;
/// Room at the left and right; the scroll bar floats in the right one.
const SIDE: f32 = 28.0;

/// Draws the gallery into the middle of the window.
pub fn show(ui: &mut Ui, state: &mut State, textures: &mut Textures, lang: Lang, intents: &mut Vec<Intent>) {
    let palette = theme::palette(ui);
    let frame =
        Frame::new().fill(palette.panel).inner_margin(Margin { left: SIDE as i8, right: 0, top: 20, bottom: 0 });
    CentralPanel::no_frame().frame(frame).show(ui, |ui| {
        if state.collages.is_empty() {
            return welcome(ui, lang, intents);
        }
        head(ui, state, lang);
        ui.add_space(space::M);
        let words = state.gallery_words.trim().to_lowercase();
        let trash = state.gallery_trash;
        let shown: Vec<&CollageSummary> = state
            .collages
            .iter()
            .filter(|each| each.trashed_at.is_some() == trash)
            .filter(|each| words.is_empty() || each.title.to_lowercase().contains(&words))
            .collect();
        if shown.is_empty() && !words.is_empty() {
            empty_state(
                ui,
                icons::MAGNIFYING_GLASS,
                &say::no_collage_found(lang, state.gallery_words.trim()),
                &say::no_collage_found_hint(lang),
            );
        } else if shown.is_empty() && trash {
            empty_state(ui, icons::TRASH, &say::trash_is_empty(lang), &say::trash_hint(lang));
        } else {
            // New work begins with the first card, unless something is being looked for.
            let first = !trash && words.is_empty();
            wall(ui, &shown, first, textures, lang, intents);
        }
    });
}

fn head(ui: &mut Ui, state: &mut State, lang: Lang) {
    ui.horizontal(|ui| {
        let trashed = state.collages.iter().filter(|each| each.trashed_at.is_some()).count();
        let kept = state.collages.len() - trashed;
        let names = [say::tab_collages(lang, kept), say::tab_trash(lang, trashed)];
        let mut tab = usize::from(state.gallery_trash);
        tabs(ui, &mut tab, &names);
        state.gallery_trash = tab == 1;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(SIDE);
            if !state.gallery_words.is_empty()
                && icon_button(ui, icons::X, &say::clear_search(lang), None, true, false).clicked()
            {
                state.gallery_words.clear();
            }
            let hint = say::search_collages(lang);
            let field = ui.add(
                TextEdit::singleline(&mut state.gallery_words)
                    .hint_text(hint.as_str())
                    .desired_width(220.0)
                    .align(Align2::LEFT_CENTER)
                    .min_size(Vec2::new(220.0, size::CONTROL)),
            );
            let label = ui.label(icon(icons::MAGNIFYING_GLASS, text::ICON).color(theme::palette(ui).ink_soft));
            named(&label, Role::Label, true, false, &hint);
            field.labelled_by(label.id);
        });
    });
}

/// The cards in rows; only those in sight are drawn.
fn wall(
    ui: &mut Ui,
    shown: &[&CollageSummary],
    with_new: bool,
    textures: &mut Textures,
    lang: Lang,
    intents: &mut Vec<Intent>,
) {
    let [least, height] = size::COLLAGE_CARD;
    let gap = space::L;
    let room = ui.available_width() - SIDE;
    let per_row = (((room + gap) / (least + gap)).floor() as usize).max(1);
    // Whole rows end where the search field ends.
    let card = Vec2::new(((room + gap) / per_row as f32 - gap).floor(), height);
    let extra = usize::from(with_new);
    let rows = (shown.len() + extra).div_ceil(per_row);
    ui.spacing_mut().item_spacing = Vec2::splat(gap);
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, card.y, rows, |ui, range| {
        for row in range {
            ui.horizontal(|ui| {
                for place in row * per_row..(row + 1) * per_row {
                    match place.checked_sub(extra) {
                        None => new_card(ui, card, lang, intents),
                        Some(place) => {
                            if let Some(collage) = shown.get(place) {
                                ui.push_id(collage.id, |ui| collage_card(ui, card, collage, textures, lang, intents));
                            }
                        }
                    }
                }
            });
        }
    });
}

fn new_card(ui: &mut Ui, card: Vec2, lang: Lang, intents: &mut Vec<Intent>) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(card, Sense::click());
    let label = Action::NewCollage.label(lang);
    named(&response, Role::Button, true, false, &label);
    let lit = response.hovered() || response.has_focus();
    let (fill, line) = if lit { (palette.hover, palette.accent) } else { (palette.panel, palette.outline) };
    let corner = CornerRadius::same(size::RADIUS_LARGE);
    ui.painter().rect(rect.shrink(1.0), corner, fill, Stroke::new(1.0, line), StrokeKind::Inside);
    let ink = if lit { palette.accent } else { palette.ink_soft };
    let middle = rect.center() - Vec2::new(0.0, space::L);
    let font = FontId::new(text::ICON_LARGE, theme::icons());
    ui.painter().text(middle, Align2::CENTER_CENTER, icons::PLUS, font, ink);
    let below = middle + Vec2::new(0.0, text::ICON_LARGE);
    ui.painter().text(below, Align2::CENTER_CENTER, label, theme::medium(text::TITLE), ink);
    if response.clicked() {
        intents.push(Intent::Do(Action::NewCollage));
    }
}

fn collage_card(
    ui: &mut Ui,
    card: Vec2,
    collage: &CollageSummary,
    textures: &mut Textures,
    lang: Lang,
    intents: &mut Vec<Intent>,
) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(card, Sense::click());
    let title = if collage.title.trim().is_empty() { say::untitled(lang) } else { collage.title.clone() };
    named(&response, Role::Button, true, response.has_focus(), &title);
    let stroke = match (response.has_focus(), response.hovered()) {
        (true, _) => Stroke::new(2.0, palette.accent),
        (false, true) => Stroke::new(1.0, palette.outline),
        (false, false) => Stroke::new(1.0, palette.line),
    };
    let corner = CornerRadius::same(size::RADIUS_LARGE);
    ui.painter().rect_filled(rect, corner, palette.raised);
    let desk = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - CAPTION));
    let top = CornerRadius { sw: 0, se: 0, ..corner };
    ui.painter().rect_filled(desk, top, palette.desk);
    cover(ui, desk.shrink(space::L), collage, textures);
    ui.painter().rect_stroke(rect, corner, stroke, StrokeKind::Inside);

    let foot = Rect::from_min_max(pos2(rect.left() + space::M, desk.bottom()), rect.max);
    let width = foot.width() - size::ICON_BUTTON - space::M;
    let name = one_line(ui.painter(), &title, theme::medium(text::BODY), palette.ink, width);
    ui.painter().galley(foot.min + Vec2::new(0.0, space::S + 2.0), name, palette.ink);
    let details = details(collage, lang);
    let small = one_line(ui.painter(), &details, FontId::proportional(text::SMALL), palette.ink_soft, width);
    let baseline = foot.bottom() - space::S - 2.0 - small.size().y;
    ui.painter().galley(pos2(foot.left(), baseline), small, palette.ink_soft);
    more_button(ui, foot, collage, &title, lang, intents);
    answer(ui, &response, collage, &title, lang, intents);
}

/// Date and number of tiles.
fn details(collage: &CollageSummary, lang: Lang) -> String {
    let (year, month, day) = collage.trashed_at.unwrap_or(collage.changed_at).date();
    let date = format::date(lang, year, month, day);
    let date = if collage.trashed_at.is_some() { say::trashed_on(lang, date) } else { date };
    let count = collage.tiles as u64;
    format!("{date} · {}", lang.plural(count, say::one_tile(lang, count), say::tiles(lang, count)))
}

/// The page with its shadow, letter-boxed.
fn cover(ui: &Ui, room: Rect, collage: &CollageSummary, textures: &mut Textures) {
    let palette = theme::palette(ui);
    let whole = Vec2::new(collage.size.width.max(1.0) as f32, collage.size.height.max(1.0) as f32);
    let page = Rect::from_center_size(room.center(), whole * (room.width() / whole.x).min(room.height() / whole.y));
    let shadow = egui::Shadow { offset: [0, 3], blur: 12, spread: 0, color: palette.shadow };
    ui.painter().add(shadow.as_shape(page, 0));
    match textures.cover(collage.id, collage.seq) {
        Some(texture) => {
            let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            ui.painter().image(texture, page, uv, egui::Color32::WHITE);
        }
        None => {
            ui.painter().rect_filled(page, 0.0, palette.hover);
        }
    }
}

fn more_button(ui: &mut Ui, foot: Rect, collage: &CollageSummary, title: &str, lang: Lang, intents: &mut Vec<Intent>) {
    let place = Rect::from_center_size(
        pos2(foot.right() - size::ICON_BUTTON / 2.0 - space::S, foot.center().y),
        Vec2::splat(size::ICON_BUTTON),
    );
    let mut corner = ui.new_child(UiBuilder::new().max_rect(place).layout(Layout::left_to_right(Align::Center)));
    let button = icon_button(&mut corner, icons::DOTS_THREE, &say::more_about(lang, title), None, true, false);
    egui::Popup::menu(&button).show(|ui| menu(ui, collage, title, lang, intents));
}

/// What clicks and keys on a card do.
fn answer(ui: &Ui, response: &Response, collage: &CollageSummary, title: &str, lang: Lang, intents: &mut Vec<Intent>) {
    let trashed = collage.trashed_at.is_some();
    if response.clicked_by(PointerButton::Primary) {
        response.request_focus();
    }
    // Enter, Space and screen readers click without a pointer.
    let by_keys = response.clicked() && !response.clicked_by(PointerButton::Primary);
    if !trashed && (response.double_clicked() || by_keys) {
        intents.push(Intent::OpenCollage(collage.id));
    }
    if response.has_focus() {
        let (delete, rename) = ui.input(|input| (input.key_pressed(Key::Delete), input.key_pressed(Key::F2)));
        match (trashed, delete, rename) {
            (false, true, _) => intents.push(Intent::TrashCollage(collage.id)),
            (true, true, _) => intents.push(ask_to_delete(collage, title)),
            (false, false, true) => intents.push(ask_for_title(collage)),
            _ => {}
        }
    }
    response.context_menu(|ui| menu(ui, collage, title, lang, intents));
}

fn menu(ui: &mut Ui, collage: &CollageSummary, title: &str, lang: Lang, intents: &mut Vec<Intent>) {
    let mut entry = |ui: &mut Ui, glyph: &str, label: String, intent: Intent| {
        let response = ui.button((icon(glyph, text::ICON), label.as_str()));
        named(&response, Role::MenuItem, true, false, &label);
        if response.clicked() {
            intents.push(intent);
            ui.close();
        }
    };
    if collage.trashed_at.is_some() {
        entry(ui, icons::ARROW_COUNTER_CLOCKWISE, say::restore(lang), Intent::RestoreCollage(collage.id));
        entry(ui, icons::TRASH, say::delete_for_ever_ask(lang), ask_to_delete(collage, title));
    } else {
        entry(ui, icons::FOLDER_OPEN, say::open(lang), Intent::OpenCollage(collage.id));
        entry(ui, icons::PENCIL_SIMPLE, say::rename_ask(lang), ask_for_title(collage));
        entry(ui, icons::COPY, say::duplicate(lang), Intent::DuplicateCollage(collage.id));
        ui.separator();
        entry(ui, icons::TRASH, say::move_to_trash(lang), Intent::TrashCollage(collage.id));
    }
}

fn ask_for_title(collage: &CollageSummary) -> Intent {
    Intent::Open(Dialog::RenameCollage { collage: collage.id, title: collage.title.clone() })
}

fn ask_to_delete(collage: &CollageSummary, title: &str) -> Intent {
    Intent::Open(Dialog::DeleteForever { collage: collage.id, title: title.to_owned() })
}

/// Nothing is there yet: what the program is for, in three steps.
fn welcome(ui: &mut Ui, lang: Lang, intents: &mut Vec<Intent>) {
    let palette = theme::palette(ui);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        // As much room at the right as at the left.
        ui.set_max_width(ui.available_width() - SIDE);
        ui.vertical_centered(|ui| {
            ui.add_space((ui.available_height() * 0.12).max(space::L));
            ui.label(RichText::new(say::welcome(lang)).font(theme::bold(text::DISPLAY)));
            ui.label(RichText::new(say::welcome_promise(lang)).size(text::TITLE).color(palette.ink_soft));
            ui.add_space(space::XL);
        });
        let steps = [
            (icons::LINK, say::step_one(lang), say::step_one_hint(lang)),
            (icons::SQUARES_FOUR, say::step_two(lang), say::step_two_hint(lang)),
            (icons::EXPORT, say::step_three(lang), say::step_three_hint(lang)),
        ];
        let card = Vec2::new(((ui.available_width() - 4.0 * space::L) / 3.0).clamp(140.0, 260.0), 168.0);
        let side = (ui.available_width() - 3.0 * card.x - 2.0 * space::L) / 2.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(side.max(0.0));
            for (place, (glyph, title, hint)) in steps.iter().enumerate() {
                if place > 0 {
                    ui.add_space(space::L);
                }
                step(ui, card, place + 1, glyph, title, hint);
            }
        });
        ui.add_space(space::XL);
        ui.vertical_centered(|ui| {
            if primary_button(ui, Action::NewCollage.label(lang), true).clicked() {
                intents.push(Intent::Do(Action::NewCollage));
            }
            ui.add_space(space::XS);
            if icon_text_button(ui, icons::FOLDER_OPEN, &Action::ImportBundle.label(lang)).clicked() {
                intents.push(Intent::Do(Action::ImportBundle));
            }
            ui.add_space(space::XL);
        });
    });
}

fn step(ui: &mut Ui, card: Vec2, number: usize, glyph: &str, title: &str, hint: &str) {
    let palette = theme::palette(ui);
    let frame = Frame::new()
        .fill(palette.raised)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(size::RADIUS_LARGE)
        .inner_margin(Margin::same(space::L as i8));
    let (rect, _) = ui.allocate_exact_size(card, Sense::hover());
    let mut inside = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)));
    frame.show(&mut inside, |ui| {
        ui.set_min_size(card - Vec2::splat(2.0 * space::L));
        ui.set_max_width(card.x - 2.0 * space::L);
        ui.label(icon(glyph, 28.0).color(palette.accent));
        ui.add_space(space::XS);
        ui.label(RichText::new(format!("{number}. {title}")).font(theme::medium(text::TITLE)));
        ui.add(egui::Label::new(RichText::new(hint).color(palette.ink_soft)).wrap());
    });
}
