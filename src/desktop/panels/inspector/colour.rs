//! Choosing a colour: a well with a picker, and colours that go with most pictures.

use egui::color_picker::{Alpha, color_edit_button_srgba};
use egui::{Popup, Sense, Stroke, StrokeKind, TextEdit, Ui, vec2};

use crate::i18n::{Lang, panels as say};
use crate::model::Colour;

use super::super::super::canvas;
use super::super::super::intent::Intent;
use super::super::super::theme;
use super::super::super::tokens::{size, space};
use super::super::super::widgets::{field, named};

/// A name and its colour.
type Swatch = (fn(Lang) -> String, Colour);

const SWATCHES: [Swatch; 8] = [
    (say::colour_white, Colour::WHITE),
    (say::colour_cream, Colour::rgb(0xf7, 0xf1, 0xe6)),
    (say::colour_blush, Colour::rgb(0xf2, 0xd9, 0xd6)),
    (say::colour_sand, Colour::rgb(0xe3, 0xcf, 0xb4)),
    (say::colour_sage, Colour::rgb(0xc3, 0xcf, 0xb9)),
    (say::colour_sky, Colour::rgb(0xc6, 0xd8, 0xe6)),
    (say::colour_plum, Colour::rgb(0x7a, 0x2d, 0x4c)),
    (say::colour_ink, Colour::rgb(0x22, 0x1d, 0x19)),
];

/// Draws the field. `set` makes the wish for a new colour; while the picker is open its wishes are one step.
pub fn show(
    ui: &mut Ui,
    label: &str,
    now: Colour,
    lang: Lang,
    intents: &mut Vec<Intent>,
    set: impl Fn(Colour) -> Intent,
) {
    field(ui, label, |ui| {
        let mut picked = canvas::colour(now);
        let response = color_edit_button_srgba(ui, &mut picked, Alpha::Opaque);
        let palette = theme::palette(ui);
        let stroke =
            if response.has_focus() { Stroke::new(2.0, palette.accent) } else { Stroke::new(1.0, palette.outline) };
        ui.painter().rect_stroke(response.rect, size::RADIUS, stroke, StrokeKind::Inside);
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::labeled(egui::Role::ColorWell, true, label);
            info.current_text_value = Some(now.to_string());
            info
        });
        let picking = response.id.with("picking");
        if response.changed() {
            let [red, green, blue, _] = picked.to_array();
            intents.push(set(Colour { rgba: [red, green, blue, now.rgba[3]] }));
            ui.data_mut(|data| data.insert_temp(picking, true));
        } else if !Popup::is_any_open(ui.ctx()) && ui.data_mut(|data| data.remove_temp::<bool>(picking)).is_some() {
            intents.push(Intent::Seal);
        }
        code(ui, picking, label, now, lang, intents, &set);
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        for (name, colour) in SWATCHES {
            if swatch(ui, &name(lang), colour, colour == now) {
                intents.push(set(colour));
                intents.push(Intent::Seal);
            }
        }
    });
}

/// The colour as it is written in pages, to type or to paste; it is on the page as soon as it is whole.
fn code(
    ui: &mut Ui,
    well: egui::Id,
    label: &str,
    now: Colour,
    lang: Lang,
    intents: &mut Vec<Intent>,
    set: &impl Fn(Colour) -> Intent,
) {
    let id = well.with("code");
    let mut typed = ui.data(|data| data.get_temp(id)).unwrap_or_else(|| now.to_string());
    let edit = TextEdit::singleline(&mut typed).id(id).font(egui::TextStyle::Monospace).char_limit(7);
    let response = ui.add(
        edit.desired_width(ui.available_width()).min_size(vec2(0.0, size::CONTROL)).align(egui::Align2::LEFT_CENTER),
    );
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::TextInput, true, say::colour_code(lang, label));
        info.current_text_value = Some(typed.clone());
        info
    });
    if response.changed()
        && let Ok(colour) = typed.trim().parse::<Colour>()
    {
        intents.push(set(Colour { rgba: [colour.rgba[0], colour.rgba[1], colour.rgba[2], now.rgba[3]] }));
    }
    if response.has_focus() {
        ui.data_mut(|data| data.insert_temp(id, typed));
    } else if ui.data_mut(|data| data.remove_temp::<String>(id)).is_some() {
        intents.push(Intent::Seal);
    }
}

fn swatch(ui: &mut Ui, name: &str, colour: Colour, chosen: bool) -> bool {
    let palette = theme::palette(ui);
    let side = size::CONTROL - space::XS;
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::click());
    named(&response, egui::Role::Button, true, chosen, name);
    let stroke = match (chosen, response.hovered() || response.has_focus()) {
        (true, _) => Stroke::new(2.0, palette.accent),
        (false, true) => Stroke::new(1.5, palette.ink_soft),
        // Strong enough that neither white by day nor ink by night merges with the panel.
        (false, false) => Stroke::new(1.0, palette.outline),
    };
    let disc = rect.shrink(1.0);
    ui.painter().rect(disc, disc.height() / 2.0, canvas::colour(colour), stroke, StrokeKind::Inside);
    response.on_hover_text(name).clicked()
}
