//! Pointer and wheel on the board while arranging.

use std::collections::{BTreeMap, BTreeSet};

use egui::{CursorIcon, PointerButton, Response, Ui};

use crate::edit::gesture::{Gesture, Preview};
use crate::edit::kernels::hit::{self, MarqueeMode};
use crate::edit::kernels::select;
use crate::edit::{Command, FrameChange};
use crate::model::{Content, TileId, Vector};

use super::super::document::{Document, Mode};
use super::super::intent::Intent;
use super::overlay::{self, Grip};
use super::paint::View;
use super::{Board, Tools, begin, cursor_for, gesture_keys, is_panning, pointer, snap_tolerance_px};

/// Wheel, pinch, middle button, Space.
pub fn zoom_and_pan(ui: &Ui, response: &Response, doc: &mut Document, view: &View) {
    let mut camera = view.camera;
    if response.hovered() {
        let (scroll, zoom, pos) =
            ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta(), input.pointer.hover_pos()));
        if zoom != 1.0
            && let Some(pos) = pos
        {
            let at = pos - view.rect.min;
            let at = crate::model::Point::new(f64::from(at.x), f64::from(at.y));
            camera = camera.zoomed_at(f64::from(zoom), at, view.size());
        } else if scroll != egui::Vec2::ZERO {
            camera = camera.panned(Vector::new(f64::from(scroll.x), f64::from(scroll.y)));
        }
    }
    if is_panning(ui, response) {
        let delta = response.drag_delta();
        camera = camera.panned(Vector::new(f64::from(delta.x), f64::from(delta.y)));
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    }
    if camera != view.camera {
        doc.camera = Some(camera);
    }
}

/// Clicks, drags and the gestures they become.
#[expect(clippy::too_many_arguments, reason = "the board's parts, each used")]
pub fn select_and_drag(
    ui: &Ui,
    response: &Response,
    clicked_tiles: &[TileId],
    board: &mut Board,
    doc: &mut Document,
    view: &View,
    tools: &mut Tools<'_>,
    intents: &mut Vec<Intent>,
) {
    if let Some(tile) = clicked_tiles.first() {
        intents.push(Intent::Select(select::expand(doc.collage(), *tile)));
    }
    if is_panning(ui, response) {
        return;
    }
    let slop = view.scene_px(3.0);
    let hit_at =
        |doc: &Document, tools: &Tools<'_>, pos| hit::topmost(doc.collage(), view.to_scene(pos), tools.textures, slop);

    if doc.gesture.is_none() {
        hover(ui, board, doc, view, |doc, pos| hit_at(doc, tools, pos));
    }
    if response.drag_started_by(PointerButton::Primary)
        && let Some(from) = ui.input(|input| input.pointer.press_origin())
    {
        start_drag(ui, board, doc, view, from, hit_at(doc, tools, from));
    }
    if let Some(gesture) = &doc.gesture {
        if let Some(pos) = ui.input(|input| input.pointer.latest_pos()) {
            let keys = gesture_keys(ui, board);
            board.preview = gesture.update(view.to_scene(pos), keys, &board.targets, snap_tolerance_px(view));
        }
        if response.drag_stopped_by(PointerButton::Primary) {
            finish(ui, board, doc, intents);
        }
        return;
    }
    if let Some(pos) = response.interact_pointer_pos() {
        if response.double_clicked() {
            if let Some(tile) = hit_at(doc, tools, pos) {
                open_inside(doc, tile);
            }
        } else if response.clicked_by(PointerButton::Primary) {
            click(ui, doc, view, tools, pos);
        } else if response.secondary_clicked() {
            board.menu_pos_in_scene = Some(view.to_scene(pos));
            match hit_at(doc, tools, pos) {
                Some(tile) if !doc.selection.contains(&tile) => doc.selection = select::expand(doc.collage(), tile),
                Some(_) => {}
                None => doc.selection.clear(),
            }
        }
    }
}

fn hover(
    ui: &Ui,
    board: &Board,
    doc: &mut Document,
    view: &View,
    hit_at: impl Fn(&Document, egui::Pos2) -> Option<TileId>,
) {
    let over_board = ui.rect_contains_pointer(view.rect);
    let Some(pos) = pointer(ui, view.rect).filter(|_| over_board) else {
        doc.hovered = None;
        return;
    };
    let grip = overlay::selection_box(doc, &board.preview)
        .and_then(|around| Some((overlay::grip_at(view, &around, pos)?, around.rotation_deg)));
    match grip {
        Some((Grip::Resize(handle), rotation)) => ui.ctx().set_cursor_icon(cursor_for(handle, rotation)),
        Some((Grip::Rotate, _)) => ui.ctx().set_cursor_icon(CursorIcon::Alias),
        None => {
            doc.hovered = hit_at(doc, pos);
            if doc.hovered.is_some_and(|tile| doc.selection.contains(&tile)) {
                ui.ctx().set_cursor_icon(CursorIcon::Move);
            }
        }
    }
}

fn start_drag(
    ui: &Ui,
    board: &mut Board,
    doc: &mut Document,
    view: &View,
    from_on_screen: egui::Pos2,
    hit: Option<TileId>,
) {
    let from = view.to_scene(from_on_screen);
    let around = overlay::selection_box(doc, &Preview::default());
    let grip = around.and_then(|around| overlay::grip_at(view, &around, from_on_screen));
    let gesture = match grip {
        Some(grip) => {
            let start = select::movable(doc.collage(), &doc.selection);
            if start.is_empty() {
                return;
            }
            match grip {
                Grip::Rotate => Gesture::Rotate { from, start },
                Grip::Resize(handle) => {
                    let shapes_only = start.iter().all(|placed| {
                        let tile = doc.collage().tiles.get(&placed.id);
                        tile.is_some_and(|tile| matches!(tile.content, Content::Shape(_)))
                    });
                    let (x, y) = handle.sign();
                    let corner = x != 0.0 && y != 0.0;
                    Gesture::Resize { from, start, handle, keep_aspect: corner && !shapes_only }
                }
            }
        }
        None => match hit {
            Some(tile) => {
                if !doc.selection.contains(&tile) {
                    let wanted = select::expand(doc.collage(), tile);
                    if ui.input(|input| input.modifiers.shift) {
                        doc.selection.extend(wanted);
                    } else {
                        doc.selection = wanted;
                    }
                }
                Gesture::Move { from, start: select::movable(doc.collage(), &doc.selection) }
            }
            None => Gesture::Marquee { from },
        },
    };
    begin(board, doc, gesture);
}

fn finish(ui: &Ui, board: &mut Board, doc: &mut Document, intents: &mut Vec<Intent>) {
    let preview = std::mem::take(&mut board.preview);
    let Some(gesture) = doc.gesture.take() else { return };
    let change = match gesture {
        Gesture::Marquee { .. } => {
            let Some(marquee) = preview.marquee else { return };
            let hits = hit::in_marquee(doc.collage(), marquee, MarqueeMode::Touch);
            let mut chosen = select::expand_all(doc.collage(), hits);
            if ui.input(|input| input.modifiers.shift) {
                chosen.extend(doc.selection.iter().copied());
            }
            intents.push(Intent::Select(chosen));
            return;
        }
        Gesture::Move { .. } => FrameChange::Move,
        Gesture::Resize { .. } => FrameChange::Resize,
        Gesture::Rotate { .. } => FrameChange::Rotate,
        Gesture::Crop { .. } => return,
    };
    let frames: BTreeMap<_, _> = preview.placed.iter().map(|placed| (placed.id, placed.frame)).collect();
    let text_sizes_px = if change == FrameChange::Resize {
        preview.placed.iter().filter_map(|placed| Some((placed.id, placed.text_size_px?))).collect()
    } else {
        BTreeMap::new()
    };
    if !frames.is_empty() {
        intents.push(Intent::Edit(Command::SetFrames { frames, text_sizes_px, change }));
    }
}

fn click(ui: &Ui, doc: &mut Document, view: &View, tools: &Tools<'_>, pos: egui::Pos2) {
    let keys = ui.input(|input| input.modifiers);
    let at = view.to_scene(pos);
    let slop = view.scene_px(3.0);
    let hit = if keys.alt {
        // Alt digs: the tile below the one that is selected.
        let all = hit::all_at(doc.collage(), at, tools.textures, slop);
        let current = all.iter().position(|tile| doc.selection.contains(tile));
        current.and_then(|place| all.get(place + 1)).or(all.first()).copied()
    } else {
        hit::topmost(doc.collage(), at, tools.textures, slop)
    };
    let chosen: BTreeSet<TileId> = match hit {
        Some(tile) if keys.command || keys.alt => BTreeSet::from([tile]),
        Some(tile) => select::expand(doc.collage(), tile),
        None => BTreeSet::new(),
    };
    if keys.shift {
        if chosen.iter().all(|tile| doc.selection.contains(tile)) {
            doc.selection.retain(|tile| !chosen.contains(tile));
        } else {
            doc.selection.extend(chosen);
        }
    } else {
        doc.selection = chosen;
    }
    doc.mode = Mode::Arrange;
}

fn open_inside(doc: &mut Document, tile: TileId) {
    let Some(it) = doc.collage().tiles.get(&tile).filter(|it| !it.locked) else { return };
    let mode = match &it.content {
        Content::Picture(picture) => Mode::Crop { tile, part: picture.crop },
        Content::Text(_) => Mode::Write { tile },
        Content::Shape(_) => Mode::Arrange,
    };
    doc.selection = BTreeSet::from([tile]);
    doc.mode = mode;
}
