//! The board: draws the open collage and turns pointer and keys into gestures and wishes.

mod context_menu;
mod crop;
mod input;
mod overlay;
mod paint;

use egui::accesskit::Role;
use egui::{CursorIcon, Id, PointerButton, Rect as ViewRect, Response, Sense, Ui, WidgetInfo};

use crate::edit::gesture::{Gesture, Preview};
use crate::edit::kernels::snap::SnapTargets;
use crate::i18n::{Lang, desktop as msg};
use crate::model::{Point, ProductKey, TileId, UnitRect};
use crate::scene::TextShaper;

use super::document::{Document, Mode};
use super::intent::Intent;
use super::textures::Textures;
use super::theme;
use super::tokens::size;

pub use paint::{Brush, View, colour};

/// What is dragged from the finds onto the board.
#[derive(Debug, Clone)]
pub struct DraggedFinds(pub Vec<ProductKey>);

/// What the board keeps between frames besides the document.
#[derive(Default)]
pub struct Board {
    /// Lines to snap to, made when a gesture begins.
    targets: SnapTargets,
    /// Whether smart guides are on.
    pub snapping_off: bool,
    /// The last preview of the running gesture.
    preview: Preview,
    /// Where a secondary click opened the menu, in scene space.
    pub menu_pos_in_scene: Option<Point>,
}

/// What the board needs from the application.
pub struct Tools<'a> {
    /// Pictures and texts on the graphics card.
    pub textures: &'a mut Textures,
    /// Lays texts out.
    pub shaper: &'a TextShaper,
    /// The person's language.
    pub lang: Lang,
}

/// Draws the board and handles what happens on it.
pub fn show(ui: &mut Ui, board: &mut Board, doc: &mut Document, tools: &mut Tools<'_>, intents: &mut Vec<Intent>) {
    let rect = ui.available_rect_before_wrap();
    let id = Id::unique("board");
    ui.advance_cursor_after_rect(rect);
    let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(rect));
    ui.set_clip_rect(rect);
    doc.view_size = crate::model::Size::new(f64::from(rect.width()), f64::from(rect.height()));
    if doc.camera.is_none() && rect.width() > 50.0 {
        doc.camera = Some(doc.camera());
    }
    let view = View { rect, camera: doc.camera(), pixels_per_point: ui.pixels_per_point() };
    let response = ui.interact(rect, id, Sense::click_and_drag());
    let title = doc.collage().meta.title.clone();
    response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, msg::board(tools.lang, &title)));

    let clicked_tiles = tile_nodes(&ui, &view, doc, tools.lang);
    input::zoom_and_pan(&ui, &response, doc, &view);
    let view = View { camera: doc.camera(), ..view };
    if !matches!(doc.mode, Mode::Crop { .. }) {
        input::select_and_drag(&ui, &response, &clicked_tiles, board, doc, &view, tools, intents);
    }
    context_menu::show(&response, doc, tools.lang, intents);
    accept_drops(&ui, &response, &view, intents);

    let palette = theme::palette(&ui);
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, palette.desk);
    let mut brush =
        paint::Brush { painter: &painter, view: &view, textures: tools.textures, shaper: tools.shaper, palette };
    let collage = doc.editor.collage();
    brush.page(collage);
    let cropping = match &doc.mode {
        Mode::Crop { tile, .. } => Some(*tile),
        Mode::Arrange | Mode::Write { .. } => None,
    };
    for (id, tile) in collage.tiles_in_order() {
        if cropping == Some(id) {
            continue;
        }
        match board.preview.placed.iter().find(|placed| placed.id == id) {
            Some(placed) => {
                let mut moved = tile.clone();
                if let (Some(size_px), crate::model::Content::Text(block)) = (placed.text_size_px, &mut moved.content) {
                    block.size_px = size_px;
                }
                brush.tile(id, &moved, &placed.frame);
            }
            None => brush.tile(id, tile, &tile.frame),
        }
    }
    if cropping.is_some() {
        crop::show(&ui, &response, board, doc, &view, tools, intents);
    } else {
        overlay::show(&painter, &view, doc, &board.preview, palette);
    }
}

/// Gives every visible tile a node for screen readers, by name and place. Returns those that an assistive
/// technology clicked.
fn tile_nodes(ui: &Ui, view: &View, doc: &Document, lang: Lang) -> Vec<TileId> {
    let mut clicked = Vec::new();
    if ui.ctx().accesskit_node_builder(Id::unique("board"), |_| ()).is_none() {
        return clicked;
    }
    let count = doc.collage().page.order.len();
    for (place, (tile_id, tile)) in doc.collage().tiles_in_order().enumerate() {
        if tile.hidden {
            continue;
        }
        let rect = view.rect_to_screen(&tile.frame.bounds()).intersect(view.rect);
        if !rect.is_positive() {
            continue;
        }
        let id = Id::unique(("tile", tile_id.raw()));
        let response = ui.interact(rect, id, Sense::focusable_noninteractive());
        let name = doc.collage().tile_name(tile).unwrap_or_else(|| msg::unnamed_tile(lang));
        let name = msg::tile_node(lang, name, place + 1, count);
        let selected = doc.selection.contains(&tile_id);
        response.widget_info(|| WidgetInfo::selected(Role::Button, !tile.locked, selected, &name));
        ui.ctx().accesskit_node_builder(id, |node| node.add_action(egui::accesskit::Action::Click));
        if ui.input(|input| input.has_accesskit_action_request(id, egui::accesskit::Action::Click)) {
            clicked.push(tile_id);
        }
    }
    clicked
}

fn accept_drops(ui: &Ui, response: &Response, view: &View, intents: &mut Vec<Intent>) {
    if let Some(finds) = response.dnd_release_payload::<DraggedFinds>()
        && let Some(pos) = ui.input(|input| input.pointer.interact_pos())
    {
        intents.push(Intent::PlaceFinds(finds.0.clone(), Some(view.to_scene(pos))));
    }
}

/// Ends a running gesture without effect.
pub fn cancel_gesture(board: &mut Board, doc: &mut Document) -> bool {
    board.preview = Preview::default();
    doc.gesture.take().is_some()
}

/// Begins a gesture: the tiles that stay become lines to snap to.
fn begin(board: &mut Board, doc: &mut Document, gesture: Gesture) {
    board.targets = SnapTargets::for_collage(doc.collage(), &doc.selection);
    board.preview = Preview::default();
    doc.gesture = Some(gesture);
}

/// The visible part that a running crop gesture would leave.
fn previewed_crop(board: &Board) -> Option<UnitRect> {
    board.preview.crop.map(|(_, part)| part)
}

/// How far things snap, in scene pixels.
fn snap_tolerance_px(view: &View) -> f64 {
    view.scene_px(size::SNAP_REACH)
}

fn gesture_keys(ui: &Ui, board: &Board) -> crate::edit::gesture::Modifiers {
    let keys = ui.input(|input| input.modifiers);
    crate::edit::gesture::Modifiers {
        no_snap: keys.command != board.snapping_off,
        constrain: keys.shift,
        from_centre: keys.alt,
    }
}

fn pointer(ui: &Ui, rect: ViewRect) -> Option<egui::Pos2> {
    ui.input(|input| input.pointer.interact_pos()).filter(|pos| rect.contains(*pos))
}

fn is_panning(ui: &Ui, response: &Response) -> bool {
    response.dragged_by(PointerButton::Middle)
        || (response.dragged_by(PointerButton::Primary) && ui.input(|input| input.key_down(egui::Key::Space)))
}

fn cursor_for(handle: crate::edit::kernels::Handle, rotation_deg: f64) -> CursorIcon {
    use crate::edit::kernels::Handle;
    let base = match handle {
        Handle::Top | Handle::Bottom => 0.0,
        Handle::TopRight | Handle::BottomLeft => 45.0,
        Handle::Right | Handle::Left => 90.0,
        Handle::BottomRight | Handle::TopLeft => 135.0,
    };
    match (((base + rotation_deg) / 45.0).round() as i64).rem_euclid(4) {
        0 => CursorIcon::ResizeVertical,
        1 => CursorIcon::ResizeNeSw,
        2 => CursorIcon::ResizeHorizontal,
        _ => CursorIcon::ResizeNwSe,
    }
}
