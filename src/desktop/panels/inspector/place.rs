//! Place, size and angle of one tile in numbers.

use std::collections::BTreeMap;

use egui::{DragValue, Grid, Response, Ui, vec2};

use crate::edit::{Command, FrameChange, MergeKey};
use crate::i18n::{Lang, panels as say};
use crate::model::{Content, Frame, Point, Size, Tile, TileId};

use super::super::super::icons;
use super::super::super::intent::Intent;
use super::super::super::theme;
use super::super::super::tokens::{size, space};
use super::super::super::widgets::section;

/// Draws the numbers. `X` and `Y` are the upper left corner before turning, in scene pixels.
pub fn show(ui: &mut Ui, id: TileId, tile: &Tile, lang: Lang, intents: &mut Vec<Intent>) {
    section(ui, &say::place(lang));
    let frame = tile.frame;
    let Size { width, height } = frame.size;
    // A picture keeps its proportions; the height of a text follows its words.
    let keeps_aspect = matches!(tile.content, Content::Picture(_));
    let follows_words = matches!(tile.content, Content::Text(_));
    let at = |x: f64, y: f64| Frame { centre: Point::new(x + width / 2.0, y + height / 2.0), ..frame };
    let (left, top) = (frame.centre.x - width / 2.0, frame.centre.y - height / 2.0);
    let mut set = |response: &Response, frame: Option<Frame>, change: FrameChange, key: &'static str| {
        if let Some(frame) = frame.filter(|_| response.changed()) {
            let command = Command::SetFrames {
                frames: BTreeMap::from([(id, frame.sanitised())]),
                text_sizes_px: BTreeMap::new(),
                change,
            };
            intents.push(Intent::EditMerging(command, MergeKey(key, Some(id))));
        }
        seal_when_left(response, intents);
    };
    ui.add_enabled_ui(!tile.locked, |ui| {
        // Both columns end where the fields above end.
        let column = (ui.available_width() - space::M) / 2.0;
        let number = |ui: &mut Ui, letter: &str, name: &str, value: f64, unit: &str, enabled: bool| {
            number(ui, column, letter, name, value, unit, enabled)
        };
        Grid::new("place").num_columns(2).spacing([space::M, space::S]).show(ui, |ui| {
            let (x, response) = number(ui, "X", &say::x_position(lang), left, "", true);
            set(&response, Some(at(x, top)), FrameChange::Move, "x");
            let (y, response) = number(ui, "Y", &say::y_position(lang), top, "", true);
            set(&response, Some(at(left, y)), FrameChange::Move, "y");
            ui.end_row();
            let (wanted, response) = number(ui, &say::width_letter(lang), &say::width(lang), width, "", true);
            set(&response, resized(frame, wanted, width, height, true, keeps_aspect), FrameChange::Resize, "width");
            let free = !follows_words;
            let (wanted, response) = number(ui, &say::height_letter(lang), &say::height(lang), height, "", free);
            set(&response, resized(frame, wanted, width, height, false, keeps_aspect), FrameChange::Resize, "height");
            ui.end_row();
            let (degrees, response) =
                number(ui, icons::ARROW_CLOCKWISE, &say::angle(lang), frame.rotation_deg, "°", true);
            set(&response, Some(Frame { rotation_deg: degrees, ..frame }), FrameChange::Rotate, "angle");
            ui.end_row();
        });
    });
}

/// The frame with one side changed; its upper left corner stays where it is drawn.
fn resized(frame: Frame, wanted: f64, width: f64, height: f64, is_width: bool, keeps_aspect: bool) -> Option<Frame> {
    let old = if is_width { width } else { height };
    if !(wanted >= Frame::MIN_SIDE_PX && old > 0.0) {
        return None;
    }
    let factor = wanted / old;
    let size = match (keeps_aspect, is_width) {
        (true, _) => Size::new(width * factor, height * factor),
        (false, true) => Size::new(wanted, height),
        (false, false) => Size::new(width, wanted),
    };
    let grown = crate::model::Vector::new((size.width - width) / 2.0, (size.height - height) / 2.0);
    Some(Frame { size, centre: frame.centre + grown.rotated(frame.rotation_deg), ..frame })
}

fn number(
    ui: &mut Ui,
    column: f32,
    letter: &str,
    name: &str,
    value: f64,
    unit: &str,
    enabled: bool,
) -> (f64, Response) {
    let palette = theme::palette(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let letter = egui::RichText::new(letter).color(palette.ink_soft);
        let beside = 16.0;
        ui.add_sized([beside, size::CONTROL], egui::Label::new(letter));
        let mut changed = value;
        let drag = DragValue::new(&mut changed)
            .speed(1.0)
            .max_decimals(1)
            .suffix(unit.to_owned())
            .range(-Frame::MAX_PX..=Frame::MAX_PX)
            .update_while_editing(false)
            .min_size(vec2(column - beside - space::XS, size::CONTROL));
        let response = ui.add_enabled(enabled, drag);
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::labeled(egui::Role::SpinButton, enabled, name);
            info.value = Some(value);
            info
        });
        (changed, response.on_hover_text(name))
    })
    .inner
}

/// Ends the run of a control's changes when the pointer or the focus leaves it.
pub fn seal_when_left(response: &Response, intents: &mut Vec<Intent>) {
    if response.drag_stopped() || response.lost_focus() {
        intents.push(Intent::Seal);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corner(frame: &Frame) -> Point {
        frame.corners()[0]
    }

    #[test]
    fn a_resized_tile_keeps_its_corner() {
        let frame = Frame { rotation_deg: 30.0, ..Frame::upright(Point::new(50.0, 80.0), Size::new(40.0, 20.0)) };
        for (is_width, keeps_aspect) in [(true, false), (true, true), (false, false), (false, true)] {
            let grown = resized(frame, 100.0, 40.0, 20.0, is_width, keeps_aspect).unwrap();
            assert!(corner(&grown).distance(corner(&frame)) < 1e-9);
            let same = (grown.size.aspect() - 2.0).abs() < 1e-9;
            assert_eq!(same, keeps_aspect);
        }
        assert_eq!(resized(frame, 0.0, 40.0, 20.0, true, false), None);
        assert_eq!(resized(frame, f64::NAN, 40.0, 20.0, true, false), None);
    }
}
