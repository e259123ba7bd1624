//! Choosing the visible part of a picture: the whole picture is shown, what will be cut is dimmed. Enter or
//! a click beside it applies, Esc forgets.

use egui::{Color32, CursorIcon, Key, PointerButton, Pos2, Response, Shape, Stroke, StrokeKind, Ui, Vec2};

use crate::edit::Command;
use crate::edit::gesture::Gesture;
use crate::edit::kernels::{Handle, crop};
use crate::model::{Content, Frame, Picture, UnitRect};

use super::super::document::{Document, Mode};
use super::super::intent::Intent;
use super::super::theme;
use super::super::tokens::{HANDLE_FILL, size};
use super::paint::{Brush, View};
use super::{Board, Tools, begin, cursor_for, gesture_keys, overlay, previewed_crop, snap_tolerance_px};

/// Draws the crop and handles its handles.
pub fn show(
    ui: &Ui,
    response: &Response,
    board: &mut Board,
    doc: &mut Document,
    view: &View,
    tools: &mut Tools<'_>,
    intents: &mut Vec<Intent>,
) {
    let Mode::Crop { tile: id, part } = doc.mode else { return };
    let Some(tile) = doc.collage().tiles.get(&id).cloned() else { return };
    let Content::Picture(picture) = &tile.content else { return };
    let shown = previewed_crop(board).unwrap_or(part);
    let full = crop::full_frame(picture, &tile.frame);
    let whole = Picture { crop: UnitRect::FULL, ..picture.clone() };
    let frame = crop::frame_showing(&whole, &full, shown);

    let palette = theme::palette(ui);
    let painter = ui.painter_at(view.rect);
    let mut brush = Brush { painter: &painter, view, textures: tools.textures, shaper: tools.shaper, palette };
    let mut all = tile.clone();
    all.content = Content::Picture(whole);
    all.opacity = 1.0;
    brush.tile(id, &all, &full);
    shade(&painter, view, &full, &frame);
    overlay::outline(&painter, view, &frame, Stroke::new(2.0, palette.accent));
    let around =
        crate::edit::kernels::SelectionBox { centre: frame.centre, size: frame.size, rotation_deg: frame.rotation_deg };
    for handle in Handle::ALL {
        let rect = egui::Rect::from_center_size(view.to_screen(around.handle_pos(handle)), Vec2::splat(size::HANDLE));
        painter.rect(rect, 1.0, HANDLE_FILL, Stroke::new(1.5, palette.accent), StrokeKind::Inside);
    }

    let grip = |pos: Pos2| {
        Handle::ALL
            .into_iter()
            .find(|handle| view.to_screen(around.handle_pos(*handle)).distance(pos) <= size::HANDLE_REACH)
    };
    if let Some(pos) = response.hover_pos() {
        match grip(pos) {
            Some(handle) => ui.ctx().set_cursor_icon(cursor_for(handle, frame.rotation_deg)),
            None if frame.contains(view.to_scene(pos)) => ui.ctx().set_cursor_icon(CursorIcon::Grab),
            None => {}
        }
    }
    if response.drag_started_by(PointerButton::Primary)
        && let Some(from) = ui.input(|input| input.pointer.press_origin())
    {
        let handle = grip(from);
        if handle.is_some() || frame.contains(view.to_scene(from)) {
            let picture = Picture { crop: part, ..picture.clone() };
            begin(board, doc, Gesture::Crop { from: view.to_scene(from), id, picture, frame, handle });
        }
    }
    if let Some(gesture) = &doc.gesture {
        if let Some(pos) = ui.input(|input| input.pointer.latest_pos()) {
            let keys = gesture_keys(ui, board);
            board.preview = gesture.update(view.to_scene(pos), keys, &board.targets, snap_tolerance_px(view));
        }
        if response.drag_stopped_by(PointerButton::Primary) {
            let part = previewed_crop(board).unwrap_or(part);
            doc.mode = Mode::Crop { tile: id, part };
            doc.gesture = None;
            board.preview = crate::edit::gesture::Preview::default();
        }
        return;
    }
    let beside =
        response.clicked() && response.interact_pointer_pos().is_some_and(|pos| !full.contains(view.to_scene(pos)));
    if beside || ui.input(|input| input.key_pressed(Key::Enter)) {
        doc.mode = Mode::Arrange;
        intents.push(Intent::Edit(Command::Crop { tile: id, crop: part, frame: Some(frame) }));
    }
}

/// Dims what lies in `full` and outside `frame`: four strips around the inner box, turned with it.
fn shade(painter: &egui::Painter, view: &View, full: &Frame, frame: &Frame) {
    let outer = full.corners().map(|corner| view.to_screen(corner));
    let inner = frame.corners().map(|corner| view.to_screen(corner));
    let dim = Color32::from_black_alpha(140);
    for side in 0..4 {
        let next = (side + 1) % 4;
        let strip = vec![outer[side], outer[next], inner[next], inner[side]];
        painter.add(Shape::convex_polygon(strip, dim, Stroke::NONE));
    }
}
