//! Choosing the size of a page: shapes as cards, and two numbers.

use egui::{Color32, Painter, Rect, Stroke, StrokeKind, Ui, Vec2};

use crate::i18n::{Lang, dialogs as say};
use crate::model::{Page, Size};

use super::super::state::page_presets;
use super::super::tokens::space;
use super::{cards, fields};

/// A page's size from two typed numbers, if both are within bounds.
pub fn typed_size(width: &str, height: &str) -> Option<Size> {
    let side = |text: &str| {
        let side: f64 = text.trim().replace(',', ".").parse().ok()?;
        Page::SIDE_RANGE_PX.contains(&side).then(|| side.round())
    };
    Some(Size::new(side(width)?, side(height)?))
}

/// Draws cards and fields; returns which preset the numbers are, if any, and the size if it is right.
pub fn chooser(ui: &mut Ui, lang: Lang, width: &mut String, height: &mut String) -> (Option<usize>, Option<Size>) {
    let presets = page_presets(lang);
    let typed = typed_size(width, height);
    let chosen = typed.and_then(|size| presets.iter().position(|(_, preset)| *preset == size));
    fields::labelled(ui, &say::page_shape(lang), |ui| {
        let clicked = cards::rows(ui, presets.len(), 3, 96.0, |ui, place, card| {
            let (name, size) = presets.get(place).cloned().unwrap_or_default();
            let detail = format!("{} × {}", size.width, size.height);
            cards::choice(ui, card, chosen == Some(place), &name, &detail, |painter, rect, colour| {
                paper(painter, rect, colour, size);
            })
        });
        if let Some((_, size)) = clicked.and_then(|place| presets.get(place)) {
            *width = size.width.to_string();
            *height = size.height.to_string();
        }
    });
    fields::pair(
        ui,
        |ui| {
            fields::text_field(ui, &say::width_px(lang), width, "1200");
        },
        |ui| {
            fields::text_field(ui, &say::height_px(lang), height, "1200");
        },
    );
    let typed = typed_size(width, height);
    if typed.is_none() {
        fields::problem(ui, &say::wrong_size(lang));
    }
    (chosen, typed)
}

fn paper(painter: &Painter, rect: Rect, colour: Color32, size: Size) {
    let room = rect.shrink(space::XS);
    let scale = (f64::from(room.width()) / size.width).min(f64::from(room.height()) / size.height);
    let page = Vec2::new((size.width * scale) as f32, (size.height * scale) as f32);
    painter.rect_stroke(Rect::from_center_size(room.center(), page), 2.0, Stroke::new(1.5, colour), StrokeKind::Inside);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_bounds() {
        assert_eq!(typed_size(" 1200", "900,4"), Some(Size::new(1200.0, 900.0)));
        assert_eq!(typed_size("16", "20000"), Some(Size::new(16.0, 20_000.0)));
        for (width, height) in
            [("15", "100"), ("100", "20001"), ("", "100"), ("100", "-5"), ("NaN", "100"), ("inf", "9e9")]
        {
            assert_eq!(typed_size(width, height), None, "{width} × {height}");
        }
    }
}
