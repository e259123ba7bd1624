//! What a tile shows: words, a form, a picture.

use egui::{Button, ComboBox, DragValue, TextEdit, Ui};

use crate::edit::{Command, MergeKey};
use crate::i18n::{Lang, panels as say};
use crate::model::{Content, Picture, Shape, ShapeKind, TextAlign, TextBlock, Tile, TileId, Typeface};

use super::super::super::action::Action;
use super::super::super::icons;
use super::super::super::intent::Intent;
use super::super::super::menu::button;
use super::super::super::tokens::{size, space};
use super::super::super::widgets::{caption, field, icon_button, named, section};
use super::colour;
use super::place::seal_when_left;

/// What kind of tile it is.
pub fn kind_name(lang: Lang, tile: &Tile) -> String {
    match &tile.content {
        Content::Picture(_) => say::picture(lang),
        Content::Text(_) => say::text(lang),
        Content::Shape(Shape { kind: ShapeKind::Rectangle, .. }) => say::rectangle(lang),
        Content::Shape(Shape { kind: ShapeKind::Ellipse, .. }) => say::ellipse(lang),
    }
}

/// The words and their looks.
pub fn text(ui: &mut Ui, tile: TileId, block: &TextBlock, locked: bool, lang: Lang, intents: &mut Vec<Intent>) {
    let changed = |text: TextBlock| Command::SetText { tile, text };
    ui.add_space(space::S);
    let mut words = block.text.clone();
    let edit = TextEdit::multiline(&mut words)
        .id_salt(("words", tile.raw()))
        .desired_width(f32::INFINITY)
        .desired_rows(3)
        .char_limit(TextBlock::MAX_BYTES / 4);
    let response = ui.add_enabled(!locked, edit);
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::MultilineTextInput, !locked, say::words(lang));
        info.current_text_value = Some(block.text.clone());
        info
    });
    if response.changed() {
        let key = MergeKey("text", Some(tile));
        intents.push(Intent::EditMerging(changed(TextBlock { text: words, ..block.clone() }), key));
    }
    seal_when_left(&response, intents);

    field(ui, &say::typeface(lang), |ui| {
        let mut face = block.typeface;
        ComboBox::from_id_salt("typeface")
            .selected_text(face_name(lang, face))
            .width(ui.available_width())
            .truncate()
            .show_ui(ui, |ui| {
                for each in Typeface::ALL {
                    ui.selectable_value(&mut face, each, face_name(lang, each));
                }
            });
        if face != block.typeface {
            intents.push(Intent::Edit(changed(TextBlock { typeface: face, ..block.clone() })));
        }
    });
    field(ui, &say::text_size(lang), |ui| {
        let mut size_px = block.size_px;
        let drag =
            DragValue::new(&mut size_px).range(TextBlock::SIZE_RANGE_PX).speed(0.5).max_decimals(1).suffix(" px");
        let response = ui.add(drag.update_while_editing(false));
        // Without a name of its own the field would be called after its unit.
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::labeled(egui::Role::SpinButton, true, say::text_size(lang));
            info.value = Some(block.size_px);
            info
        });
        if response.changed() {
            let key = MergeKey("text size", Some(tile));
            intents.push(Intent::EditMerging(changed(TextBlock { size_px, ..block.clone() }), key));
        }
        seal_when_left(&response, intents);
    });
    field(ui, &say::style(lang), |ui| {
        ui.spacing_mut().item_spacing.x = space::XS / 2.0;
        if icon_button(ui, icons::TEXT_B, &say::bold(lang), None, true, block.bold).clicked() {
            intents.push(Intent::Edit(changed(TextBlock { bold: !block.bold, ..block.clone() })));
        }
        ui.add_space(space::XS);
        for (align, glyph, name) in [
            (TextAlign::Left, icons::TEXT_ALIGN_LEFT, say::lines_left(lang)),
            (TextAlign::Centre, icons::TEXT_ALIGN_CENTER, say::lines_centre(lang)),
            (TextAlign::Right, icons::TEXT_ALIGN_RIGHT, say::lines_right(lang)),
        ] {
            if icon_button(ui, glyph, &name, None, true, block.align == align).clicked() {
                intents.push(Intent::Edit(changed(TextBlock { align, ..block.clone() })));
            }
        }
    });
    colour::show(ui, &say::colour(lang), block.colour, lang, intents, |colour| {
        Intent::EditMerging(changed(TextBlock { colour, ..block.clone() }), MergeKey("text colour", Some(tile)))
    });
}

fn face_name(lang: Lang, face: Typeface) -> String {
    match face {
        Typeface::Sans => say::face_sans(lang),
        Typeface::Serif => say::face_serif(lang),
        Typeface::Script => say::face_script(lang),
        Typeface::Display => say::face_display(lang),
        Typeface::Mono => say::face_mono(lang),
    }
}

/// The form and its colour.
pub fn shape(ui: &mut Ui, tile: TileId, shape: &Shape, lang: Lang, intents: &mut Vec<Intent>) {
    field(ui, &say::form(lang), |ui| {
        ui.spacing_mut().item_spacing.x = space::XS / 2.0;
        for (kind, glyph, name) in [
            (ShapeKind::Rectangle, icons::RECTANGLE, say::rectangle(lang)),
            (ShapeKind::Ellipse, icons::CIRCLE, say::ellipse(lang)),
        ] {
            if icon_button(ui, glyph, &name, None, true, shape.kind == kind).clicked() && shape.kind != kind {
                let shape = Shape { kind, fill: shape.fill };
                intents.push(Intent::Edit(Command::SetShape { tile, shape }));
            }
        }
    });
    let kind = shape.kind;
    colour::show(ui, &say::colour(lang), shape.fill, lang, intents, |fill| {
        let shape = Shape { kind, fill };
        Intent::EditMerging(Command::SetShape { tile, shape }, MergeKey("fill", Some(tile)))
    });
}

/// The visible part of a picture.
pub fn picture(ui: &mut Ui, picture: &Picture, locked: bool, lang: Lang, intents: &mut Vec<Intent>) {
    section(ui, &say::picture(lang));
    ui.horizontal(|ui| {
        let label = Action::Crop.label(lang);
        let glyph = super::super::super::widgets::icon(Action::Crop.icon(), super::super::super::tokens::text::ICON);
        let crop = Button::new((glyph, label.as_str())).min_size(egui::vec2(0.0, size::CONTROL));
        let response = ui.add_enabled(!locked, crop);
        named(&response, egui::Role::Button, !locked, false, &label);
        if response.clicked() {
            intents.push(Intent::Do(Action::Crop));
        }
        button(ui, Action::ResetCrop, lang, !locked && !picture.crop.is_full(), false, intents);
        let (width, height) = picture.size_px;
        caption(ui, format!("{width} × {height} px"));
    });
}
