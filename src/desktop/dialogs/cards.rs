//! Choices as little cards.

use egui::accesskit::Role;
use egui::{Color32, CornerRadius, FontId, Painter, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, pos2};

use super::super::theme;
use super::super::tokens::{size, space, text};
use super::super::widgets::{named, one_line};

/// One choice of several: a drawing, a name, and a few words below it.
pub fn choice(
    ui: &mut Ui,
    card: Vec2,
    selected: bool,
    name: &str,
    detail: &str,
    draw: impl FnOnce(&Painter, Rect, Color32),
) -> Response {
    let (rect, response) = ui.allocate_exact_size(card, Sense::click());
    named(&response, Role::RadioButton, ui.is_enabled(), selected, &format!("{name}, {detail}"));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let palette = theme::palette(ui);
    let fill = match (selected, response.hovered()) {
        (true, _) => palette.accent_soft,
        (false, true) => palette.hover,
        (false, false) => palette.raised,
    };
    let stroke = if selected || response.has_focus() {
        Stroke::new(1.5, palette.accent)
    } else {
        Stroke::new(1.0, palette.line)
    };
    let painter = ui.painter();
    painter.rect(rect, CornerRadius::same(size::RADIUS), fill, stroke, StrokeKind::Inside);
    let width = card.x - 2.0 * space::XS;
    let ink = if selected { palette.accent } else { palette.ink };
    let below = one_line(painter, detail, FontId::proportional(text::SMALL), palette.ink_soft, width);
    let title = one_line(painter, name, theme::medium(text::SMALL + 0.5), ink, width);
    let mut bottom = rect.bottom() - space::S;
    for galley in [below, title] {
        bottom -= galley.size().y;
        painter.galley(pos2(rect.center().x - galley.size().x / 2.0, bottom), galley, ink);
    }
    let picture =
        Rect::from_min_max(rect.min + Vec2::splat(space::S), pos2(rect.right() - space::S, bottom - space::XS));
    draw(painter, picture, if selected { palette.accent } else { palette.ink_soft });
    response
}

/// An icon in the middle of a card's picture.
pub fn glyph(painter: &Painter, rect: Rect, colour: Color32, glyph: &str) {
    let font = FontId::new(text::ICON + 4.0, theme::icons());
    painter.text(rect.center(), egui::Align2::CENTER_CENTER, glyph, font, colour);
}

/// Draws choices in rows of `per_row`, all of one size; returns the one that was clicked.
pub fn rows(
    ui: &mut Ui,
    count: usize,
    per_row: usize,
    height: f32,
    mut card: impl FnMut(&mut Ui, usize, Vec2) -> Response,
) -> Option<usize> {
    let gap = space::S;
    let width = ((ui.available_width() - gap * (per_row as f32 - 1.0)) / per_row as f32).floor();
    let mut clicked = None;
    for first in (0..count).step_by(per_row.max(1)) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for place in first..count.min(first + per_row) {
                if card(ui, place, Vec2::new(width, height)).clicked() {
                    clicked = Some(place);
                }
            }
        });
    }
    clicked
}
