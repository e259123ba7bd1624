//! One find as a card, and as the ghost that follows the pointer.

use egui::epaint::text::{LayoutJob, TextWrapping};
use egui::{
    Align2, Color32, CornerRadius, FontId, Painter, Pos2, Rect, Response, Sense, Stroke, StrokeKind, TextFormat, Ui,
    pos2, vec2,
};

use crate::i18n::{Lang, panels as say};
use crate::model::Product;

use super::super::super::icons;
use super::super::super::textures::Textures;
use super::super::super::theme;
use super::super::super::tokens::{Palette, size, space, text};
use super::super::super::widgets::named;
use super::super::money::price_text;

/// Height of the words under the picture.
const WORDS: f32 = 76.0;
/// The longest side of the ghost.
const GHOST: f32 = 96.0;

/// Draws a card into `rect`.
pub fn show(ui: &mut Ui, rect: Rect, find: &Product, selected: bool, textures: &mut Textures, lang: Lang) -> Response {
    let palette = theme::palette(ui);
    let response = ui.interact(rect, ui.scope_id().with(("find", find.key.raw())), Sense::click_and_drag());
    let price = find.snapshot.price.as_ref().map(|price| price_text(lang, price));
    let shop = find.snapshot.shop();
    let name =
        [Some(title(find, lang)), price.clone(), shop.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    named(&response, egui::Role::Button, true, selected, &name);
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let painter = ui.painter();
    let corner = CornerRadius::same(size::RADIUS_LARGE);
    let (fill, stroke) = match (selected, response.hovered() || response.has_focus()) {
        (true, _) => (palette.accent_soft, Stroke::new(2.0, palette.accent)),
        (false, true) => (palette.raised, Stroke::new(1.0, palette.outline)),
        (false, false) => (palette.raised, Stroke::new(1.0, palette.line)),
    };
    painter.rect(rect, corner, fill, stroke, StrokeKind::Inside);

    let stage = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - WORDS)).shrink(space::S);
    picture(painter, stage, find, palette, textures, ui.pixels_per_point(), 1.0);
    if find.snapshot.url.is_none() {
        badge(painter, stage.left_top(), stage.width(), &say::no_link_yet(lang), palette);
    }

    let left = rect.left() + space::S + 2.0;
    let width = rect.width() - 2.0 * space::S - 4.0;
    let top = rect.bottom() - WORDS;
    let price_line = rect.bottom() - space::S;
    let body = FontId::proportional(text::BODY - 0.5);
    let words = elided(painter, &title(find, lang), body, palette.ink, width, 2);
    painter.galley(pos2(left, top), words, palette.ink);
    if let Some(price) = &price {
        let words = elided(painter, price, theme::medium(text::BODY), palette.ink, width, 1);
        painter.galley(pos2(left, price_line - words.size().y), words, palette.ink);
    }
    if let Some(shop) = shop {
        let words = elided(painter, &shop, FontId::proportional(text::SMALL), palette.ink_soft, width, 1);
        let pos = pos2(left, price_line - text::BODY - 5.0 - words.size().y);
        painter.galley(pos, words, palette.ink_soft);
    }
    response
}

fn title(find: &Product, lang: Lang) -> String {
    if find.snapshot.title.trim().is_empty() { say::untitled_find(lang) } else { find.snapshot.title.clone() }
}

/// The picture letter-boxed into `stage`.
fn picture(
    painter: &Painter,
    stage: Rect,
    find: &Product,
    palette: &Palette,
    textures: &mut Textures,
    pixels_per_point: f32,
    opacity: f32,
) -> Rect {
    let (width, height) = find.picture_size_px.unwrap_or((1, 1));
    let (width, height) = (width.max(1) as f32, height.max(1) as f32);
    let scale = (stage.width() / width).min(stage.height() / height);
    let rect = Rect::from_center_size(stage.center(), vec2(width * scale, height * scale));
    let side_px = rect.width().max(rect.height()) * pixels_per_point;
    let texture = find.picture.and_then(|image| textures.picture(image, side_px));
    match (texture, find.picture) {
        (Some(texture), _) => {
            let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
            painter.image(texture, rect, whole, Color32::WHITE.gamma_multiply(opacity));
        }
        (None, Some(image)) if !textures.is_broken(image) => {
            painter.rect_filled(rect, CornerRadius::same(size::RADIUS), palette.hover);
        }
        (None, image) => {
            let glyph = if image.is_some() { icons::WARNING_CIRCLE } else { icons::IMAGE };
            painter.rect_filled(stage, CornerRadius::same(size::RADIUS), palette.hover);
            let font = FontId::new(text::DISPLAY, theme::icons());
            painter.text(stage.center(), Align2::CENTER_CENTER, glyph, font, palette.outline);
        }
    }
    rect
}

fn badge(painter: &Painter, pos: Pos2, room: f32, words: &str, palette: &Palette) {
    let small = FontId::proportional(text::SMALL);
    let words = elided(painter, words, small, palette.warn, room - 3.0 * space::S - text::SMALL, 1);
    let size = vec2(words.size().x + text::SMALL + 2.5 * space::S, words.size().y + space::XS);
    let rect = Rect::from_min_size(pos, size);
    painter.rect(rect, rect.height() / 2.0, palette.raised, Stroke::new(1.0, palette.warn), StrokeKind::Inside);
    let glyph = FontId::new(text::SMALL, theme::icons());
    let middle = pos2(rect.left() + space::S, rect.center().y);
    painter.text(middle, Align2::LEFT_CENTER, icons::LINK_BREAK, glyph, palette.warn);
    let left = rect.left() + space::S + text::SMALL + space::XS;
    painter.galley(pos2(left, rect.center().y - words.size().y / 2.0), words, palette.warn);
}

/// Words in at most `rows` lines, the rest as an ellipsis.
fn elided(
    painter: &Painter,
    words: &str,
    font: FontId,
    colour: Color32,
    width: f32,
    rows: usize,
) -> std::sync::Arc<egui::Galley> {
    let mut job = LayoutJob::single_section(words.to_owned(), TextFormat::simple(font, colour));
    job.wrap =
        TextWrapping { max_width: width.max(1.0), max_rows: rows, break_anywhere: rows == 1, ..Default::default() };
    painter.layout_job(job)
}

/// The first of the dragged finds under the pointer, with how many they are.
pub fn ghost(
    painter: &Painter,
    pos: Pos2,
    find: &Product,
    count: usize,
    palette: &Palette,
    textures: &mut Textures,
    pixels_per_point: f32,
) {
    let stage = Rect::from_center_size(pos, vec2(GHOST, GHOST));
    let rect = picture(painter, stage, find, palette, textures, pixels_per_point, 0.8);
    if count > 1 {
        let centre = rect.right_top();
        painter.circle_filled(centre, 11.0, palette.accent);
        let font = theme::medium(text::SMALL);
        painter.text(centre, Align2::CENTER_CENTER, count.to_string(), font, palette.on_accent);
    }
}
