//! The versions of the open collage: look at one, bring it back.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Frame, Id, Layout, Margin, Rect, RichText, ScrollArea, Sense, Ui, UiBuilder, Vec2, pos2};

use crate::edit::Step;
use crate::i18n::{Lang, dialogs as say, format};
use crate::library::Version;
use crate::model::{Collage, Size, Timestamp};
use crate::scene::{Camera, TextShaper};

use super::super::canvas::{Brush, View};
use super::super::icons;
use super::super::intent::Intent;
use super::super::state::State;
use super::super::steps::step_name;
use super::super::textures::Textures;
use super::super::theme;
use super::super::tokens::{size, space, text};
use super::super::widgets::{caption, empty_state, named, one_line};
use super::sheet::{Outcome, Sheet};
use super::{Moment, keep, session};

const ROW: f32 = 46.0;
const LIST: f32 = 264.0;

/// Draws the dialog.
pub fn show(ui: &Ui, moment: Moment, state: &State, textures: &mut Textures, intents: &mut Vec<Intent>) {
    let lang = moment.lang;
    let mut chosen: Option<u64> = session(ui, moment);
    let shown = state.history.shown.as_ref().filter(|(seq, _)| Some(*seq) == chosen);
    let newest = state.history.versions.first().map(|version| version.seq);
    let sheet = Sheet::new(say::history(lang), 760.0).confirm(say::restore_version(lang)).tall(500.0);
    let outcome = sheet.show(ui, lang, |ui| {
        let whole = ui.available_rect_before_wrap();
        let (list, preview) = whole.split_left_right_at_x(whole.left() + LIST);
        let mut left = ui.new_child(UiBuilder::new().id_salt("versions").max_rect(list).layout(Layout::default()));
        if let Some(seq) = versions(&mut left, lang, &state.history.versions, chosen) {
            chosen = Some(seq);
            intents.push(Intent::ShowVersion(seq));
        }
        let preview = preview.with_min_x(preview.left() + space::L);
        let mut right = ui.new_child(UiBuilder::new().id_salt("preview").max_rect(preview).layout(Layout::default()));
        look(&mut right, lang, shown.map(|(_, collage)| &**collage), chosen, textures);
        // The newest version is the collage as it is.
        shown.is_some_and(|(seq, _)| Some(*seq) != newest)
    });
    match (outcome, chosen) {
        (Outcome::Confirmed, Some(seq)) => intents.push(Intent::RestoreVersion(seq)),
        (Outcome::Closed, _) => intents.push(Intent::CloseDialog),
        _ => {}
    }
    keep(ui, chosen);
}

/// The list, newest first; returns the version that was clicked.
fn versions(ui: &mut Ui, lang: Lang, versions: &[Version], chosen: Option<u64>) -> Option<u64> {
    if versions.is_empty() {
        ui.spinner();
        return None;
    }
    let mut clicked = None;
    ui.spacing_mut().item_spacing.y = 2.0;
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW, versions.len(), |ui, range| {
        for place in range {
            let Some(version) = versions.get(place) else { continue };
            if row(ui, lang, version, place == 0, chosen == Some(version.seq)) {
                clicked = Some(version.seq);
            }
        }
    });
    clicked
}

fn row(ui: &mut Ui, lang: Lang, version: &Version, newest: bool, selected: bool) -> bool {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width() - space::S, ROW), Sense::click());
    let name = version.label.parse::<Step>().map_or_else(|()| version.label.clone(), |step| step_name(lang, step));
    let when = moment_text(lang, version.at);
    let detail = if newest { say::newest_version(lang, &when) } else { when };
    named(&response, Role::ListItem, true, selected, &format!("{name}, {detail}"));
    if selected || response.hovered() || response.has_focus() {
        let fill = if selected { palette.accent_soft } else { palette.hover };
        ui.painter().rect_filled(rect, size::RADIUS, fill);
    }
    let painter = ui.painter();
    let width = rect.width() - 2.0 * space::S;
    let ink = if selected { palette.accent } else { palette.ink };
    let title = one_line(painter, &name, theme::medium(text::BODY), ink, width);
    painter.galley(rect.min + Vec2::new(space::S, 5.0), title, ink);
    let font = egui::FontId::proportional(text::SMALL);
    let below = one_line(painter, &detail, font, palette.ink_soft, width);
    painter.galley(pos2(rect.left() + space::S, rect.bottom() - 5.0 - below.size().y), below, palette.ink_soft);
    response.clicked()
}

/// A moment as people write it; the time of day is UTC, as everywhere in the library.
fn moment_text(lang: Lang, at: Timestamp) -> String {
    let (year, month, day) = at.date();
    let (hour, minute, ..) = at.time_of_day();
    say::date_and_time(lang, format::date(lang, year, month, day), format_args!("{hour:02}:{minute:02}"))
}

/// The version as a small picture.
fn look(ui: &mut Ui, lang: Lang, collage: Option<&Collage>, chosen: Option<u64>, textures: &mut Textures) {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.desk).corner_radius(size::RADIUS).inner_margin(Margin::same(space::M as i8));
    frame.show(ui, |ui| {
        let Some(collage) = collage else {
            ui.set_min_size(ui.available_size());
            if chosen.is_some() {
                ui.centered_and_justified(|ui| ui.spinner());
            } else {
                empty_state(ui, icons::CLOCK_COUNTER_CLOCKWISE, &say::choose_version(lang), &say::history_hint(lang));
            }
            return;
        };
        let room = Vec2::new(ui.available_width(), ui.available_height() - 44.0);
        let (rect, response) = ui.allocate_exact_size(room, Sense::hover());
        named(&response, Role::Image, true, false, &say::version_picture(lang, &collage.meta.title));
        draw(ui, collage, rect, textures);
        ui.add_space(space::XS);
        ui.label(RichText::new(&collage.meta.title).font(theme::medium(text::BODY)));
        let tiles = collage.tiles.len() as u64;
        caption(ui, lang.plural(tiles, say::one_tile(lang, tiles), say::tiles(lang, tiles)));
    });
}

/// Draws a collage into `rect`.
fn draw(ui: &Ui, collage: &Collage, rect: Rect, textures: &mut Textures) {
    let shaper: Arc<TextShaper> = ui.data_mut(|data| {
        data.get_temp_mut_or_insert_with(Id::unique("history shaper"), || Arc::new(TextShaper::new())).clone()
    });
    let page = crate::model::Rect::from_min_size(crate::model::Point::default(), collage.page.size);
    let view_size = Size::new(f64::from(rect.width()), f64::from(rect.height()));
    let camera = Camera::fitting(&page, view_size, f64::from(space::M));
    let view = View { rect, camera, pixels_per_point: ui.ctx().pixels_per_point() };
    let desk = ui.painter_at(rect);
    let mut brush = Brush { painter: &desk, view: &view, textures, shaper: &shaper, palette: theme::palette(ui) };
    brush.page(collage);
    let paper = ui.painter_at(rect.intersect(view.rect_to_screen(&page)));
    brush.painter = &paper;
    for (id, tile) in collage.tiles_in_order() {
        brush.tile(id, tile, &tile.frame);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_as_people_write_them() {
        let at = Timestamp(1_795_347_381_500);
        assert_eq!(moment_text(Lang::En, at), "22 November 2026, 11:36 UTC");
        assert_eq!(moment_text(Lang::Fr, at), "22 novembre 2026, 11:36 UTC");
    }
}
