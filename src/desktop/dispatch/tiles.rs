//! Wishes about the tiles of the open collage.

use std::collections::BTreeSet;

use crate::edit::kernels::align::Align;
use crate::edit::kernels::order::Restack;
use crate::edit::kernels::place::{self, Arrow};
use crate::edit::kernels::{self, crop, select};
use crate::edit::{Command, MergeKey, Mirror, Piece};
use crate::i18n::desktop as msg;
use crate::model::{
    Colour, Content, Frame, Link, Picture, Point, ProductKey, Rect, Shape, ShapeKind, Size, TextAlign, TextBlock,
    TileId, Typeface, UnitRect, Vector,
};
use crate::scene::Camera;

use super::super::action::Action;
use super::super::canvas;
use super::super::document::{Document, Mode};
use super::super::services::Services;
use super::super::state::{LinkOffer, State};
use super::super::toasts::Tone;
use super::super::tokens::size;

/// One step of the zoom keys.
const ZOOM_STEP: f64 = 1.25;

/// Carries out a command; what is wrong with it is told.
pub fn edit(command: &Command, merge: Option<MergeKey>, state: &mut State, services: &Services) {
    let Some(doc) = &mut state.doc else { return };
    match doc.apply(command, merge, services.clock.now(), &services.shaper) {
        Ok(outcome) => {
            if !outcome.created.is_empty() {
                doc.selection = outcome.created.into_iter().collect();
            }
        }
        Err(error) => {
            let words = crate::jobs::explain::edit(&error, state.lang());
            state.toasts.push(Tone::Problem, words, None);
        }
    }
}

/// Carries out an action about tiles or the view.
pub fn act(action: Action, state: &mut State, services: &Services) {
    let lang = state.lang();
    let State { board, doc, .. } = state;
    let Some(doc) = doc else { return };
    let now = services.clock.now();
    let selected: Vec<TileId> = doc.selection.iter().copied().collect();
    let free: Vec<TileId> =
        selected.iter().copied().filter(|id| doc.collage().tiles.get(id).is_some_and(|tile| !tile.locked)).collect();
    let command = match action {
        Action::Undo => {
            canvas::cancel_gesture(board, doc);
            doc.undo(now);
            return;
        }
        Action::Redo => {
            doc.redo(now);
            return;
        }
        Action::SelectAll => {
            doc.selection = doc
                .collage()
                .tiles
                .iter()
                .filter(|(_, tile)| !tile.locked && !tile.hidden)
                .map(|(id, _)| *id)
                .collect();
            return;
        }
        Action::SelectNone => {
            // Esc undoes the innermost thing first: the gesture, the mode, the selection.
            if !canvas::cancel_gesture(board, doc) && doc.mode == Mode::Arrange {
                doc.selection.clear();
            }
            doc.mode = Mode::Arrange;
            doc.editor.seal();
            return;
        }
        Action::SelectNext => return step_selection(doc, true),
        Action::SelectPrevious => return step_selection(doc, false),
        Action::ZoomIn => return zoom(doc, ZOOM_STEP),
        Action::ZoomOut => return zoom(doc, 1.0 / ZOOM_STEP),
        Action::ZoomActual => {
            doc.camera = Some(Camera { zoom: 1.0, ..doc.camera() });
            return;
        }
        Action::ZoomFit => {
            doc.camera = Some(Camera::fitting(&doc.page_rect(), doc.view_size, f64::from(size::FIT_MARGIN)));
            return;
        }
        Action::ZoomSelection => {
            if let Some(bounds) = doc.selection_bounds() {
                doc.camera = Some(Camera::fitting(&bounds, doc.view_size, f64::from(size::FIT_MARGIN)));
            }
            return;
        }
        Action::ToggleSnapping => {
            board.snapping_off = !board.snapping_off;
            return;
        }
        Action::Copy | Action::Cut => {
            if action == Action::Copy || free.is_empty() {
                return;
            }
            Command::Remove { tiles: free }
        }
        Action::UnlockAll => {
            let locked = all_where(doc, |tile| tile.locked);
            Command::SetLocked { tiles: locked, locked: false }
        }
        Action::ShowAll => {
            let hidden = all_where(doc, |tile| tile.hidden);
            Command::SetHidden { tiles: hidden, hidden: false }
        }
        Action::AddText => new_text(doc, msg::new_text(lang)),
        Action::AddRectangle => new_shape(doc, ShapeKind::Rectangle),
        Action::AddEllipse => new_shape(doc, ShapeKind::Ellipse),
        _ if selected.is_empty() => return,
        Action::Delete => Command::Remove { tiles: free },
        Action::Duplicate => {
            let by = Vector::new(place::CASCADE_PX, place::CASCADE_PX);
            Command::Duplicate { tiles: selected, by }
        }
        Action::Group => Command::Group { tiles: selected, name: String::new() },
        Action::Ungroup => {
            let collage = doc.collage();
            let groups: BTreeSet<_> =
                selected.iter().filter_map(|id| collage.outermost_group(collage.tiles.get(id)?)).collect();
            if groups.is_empty() {
                return;
            }
            Command::Ungroup { groups: groups.into_iter().collect() }
        }
        Action::BringToFront => Command::Reorder { tiles: selected, to: Restack::ToFront },
        Action::BringForward => Command::Reorder { tiles: selected, to: Restack::Forward },
        Action::SendBackward => Command::Reorder { tiles: selected, to: Restack::Backward },
        Action::SendToBack => Command::Reorder { tiles: selected, to: Restack::ToBack },
        Action::FlipHorizontal => Command::Flip { tiles: selected, axis: Mirror::Horizontal },
        Action::FlipVertical => Command::Flip { tiles: selected, axis: Mirror::Vertical },
        Action::Lock => {
            let lock = !free.is_empty();
            Command::SetLocked { tiles: selected, locked: lock }
        }
        Action::Hide => {
            let shown = selected.iter().any(|id| doc.collage().tiles.get(id).is_some_and(|tile| !tile.hidden));
            Command::SetHidden { tiles: selected, hidden: shown }
        }
        Action::Crop => return enter_crop(doc),
        Action::ResetCrop => match reset_crop(doc) {
            Some(command) => command,
            None => return,
        },
        Action::AlignLeft => Command::Align { tiles: selected, to: Align::Left },
        Action::AlignCentre => Command::Align { tiles: selected, to: Align::Centre },
        Action::AlignRight => Command::Align { tiles: selected, to: Align::Right },
        Action::AlignTop => Command::Align { tiles: selected, to: Align::Top },
        Action::AlignMiddle => Command::Align { tiles: selected, to: Align::Middle },
        Action::AlignBottom => Command::Align { tiles: selected, to: Align::Bottom },
        Action::DistributeHorizontally => Command::Distribute { tiles: selected, along: kernels::Axis::X },
        Action::DistributeVertically => Command::Distribute { tiles: selected, along: kernels::Axis::Y },
        other => match arrow(other) {
            Some(arrow) => nudge(doc, arrow, false),
            None => return,
        },
    };
    // Nothing that may be changed is no mistake.
    let idle = match &command {
        Command::Remove { tiles } | Command::SetLocked { tiles, .. } | Command::SetHidden { tiles, .. } => {
            tiles.is_empty()
        }
        Command::SetFrames { frames, .. } => frames.is_empty(),
        _ => false,
    };
    if idle {
        return;
    }
    let merge = arrow(action).map(|_| nudges(doc));
    edit(&command, merge, state, services);
    if action == Action::AddText
        && let Some(doc) = &mut state.doc
        && let Some(tile) = doc.single()
    {
        doc.mode = Mode::Write { tile };
    }
}

fn all_where(doc: &Document, wanted: impl Fn(&crate::model::Tile) -> bool) -> Vec<TileId> {
    doc.collage().tiles.iter().filter(|(_, tile)| wanted(tile)).map(|(id, _)| *id).collect()
}

fn zoom(doc: &mut Document, factor: f64) {
    let middle = Point::new(doc.view_size.width / 2.0, doc.view_size.height / 2.0);
    doc.camera = Some(doc.camera().zoomed_at(factor, middle, doc.view_size));
}

fn step_selection(doc: &mut Document, forward: bool) {
    let visible: Vec<TileId> =
        doc.collage().tiles_in_order().filter(|(_, tile)| !tile.hidden && !tile.locked).map(|(id, _)| id).collect();
    let count = visible.len();
    if count == 0 {
        return;
    }
    let current = visible.iter().position(|id| doc.selection.contains(id));
    let next = match (current, forward) {
        (None, true) => 0,
        (None, false) => count - 1,
        (Some(place), true) => (place + 1) % count,
        (Some(place), false) => (place + count - 1) % count,
    };
    doc.selection = visible.get(next).copied().into_iter().collect();
}

/// Moves the selection by the bigger step.
pub fn leap(action: Action, state: &mut State, services: &Services) {
    let (Some(doc), Some(arrow)) = (&state.doc, arrow(action)) else { return };
    if !select::movable(doc.collage(), &doc.selection).is_empty() {
        let (command, merge) = (nudge(doc, arrow, true), nudges(doc));
        edit(&command, Some(merge), state, services);
    }
}

fn arrow(action: Action) -> Option<Arrow> {
    match action {
        Action::NudgeLeft => Some(Arrow::Left),
        Action::NudgeRight => Some(Arrow::Right),
        Action::NudgeUp => Some(Arrow::Up),
        Action::NudgeDown => Some(Arrow::Down),
        _ => None,
    }
}

/// Nudges in a row are one step.
fn nudges(doc: &Document) -> MergeKey {
    MergeKey("nudge", doc.selection.first().copied())
}

fn nudge(doc: &Document, arrow: Arrow, far: bool) -> Command {
    let by = place::nudge(arrow, far);
    let frames = select::movable(doc.collage(), &doc.selection)
        .into_iter()
        .map(|placed| (placed.id, placed.moved(by).frame))
        .collect();
    Command::SetFrames { frames, text_sizes_px: Default::default(), change: crate::edit::FrameChange::Move }
}

fn enter_crop(doc: &mut Document) {
    let Some(tile) = doc.single() else { return };
    let it = doc.collage().tiles.get(&tile);
    if let Some(Content::Picture(picture)) = it.filter(|it| !it.locked).map(|it| &it.content) {
        doc.mode = Mode::Crop { tile, part: picture.crop };
    }
}

fn reset_crop(doc: &mut Document) -> Option<Command> {
    let tile = doc.single()?;
    let it = doc.collage().tiles.get(&tile)?;
    let (crop, frame) = crop::reset(it.picture()?, &it.frame);
    doc.mode = Mode::Arrange;
    Some(Command::Crop { tile, crop, frame: Some(frame) })
}

/// The middle of what is in view, on the page if the page is in view.
fn middle_of_view(doc: &Document) -> Point {
    let (view, page) = (doc.camera().visible(doc.view_size), doc.page_rect());
    let clamp = |value: f64, from: f64, to: f64| value.max(from).min(to);
    let middle = view.centre();
    Point::new(clamp(middle.x, page.min.x, page.max.x), clamp(middle.y, page.min.y, page.max.y))
}

fn new_text(doc: &Document, words: String) -> Command {
    let page = doc.collage().page.size;
    let size_px = (page.width.min(page.height) / 16.0).round().max(8.0);
    let block = TextBlock {
        text: words,
        typeface: Typeface::Serif,
        size_px,
        colour: readable_on(doc.collage().page.background),
        align: TextAlign::Centre,
        bold: false,
    };
    let frame = Frame::upright(middle_of_view(doc), Size::new(page.width * 0.5, size_px * 1.25));
    let frame = place::cascaded(doc.collage(), frame);
    Command::Place { pieces: vec![Piece::plain(frame, Content::Text(block))] }
}

fn readable_on(background: Colour) -> Colour {
    let ink = Colour::rgb(0x22, 0x1d, 0x19);
    if ink.contrast(background) >= Colour::WHITE.contrast(background) { ink } else { Colour::WHITE }
}

fn new_shape(doc: &Document, kind: ShapeKind) -> Command {
    let side = doc.collage().page.size.width.min(doc.collage().page.size.height) / 3.0;
    let frame = place::cascaded(doc.collage(), Frame::upright(middle_of_view(doc), Size::new(side, side)));
    let fill = Colour::rgb(0xe7, 0xc9, 0xb8);
    Command::Place { pieces: vec![Piece::plain(frame, Content::Shape(Shape { kind, fill }))] }
}

/// Copies of the selected tiles with their products, in z-order.
pub fn pieces_of(doc: &Document) -> Vec<Piece> {
    doc.collage()
        .tiles_in_order()
        .filter(|(id, _)| doc.selection.contains(id))
        .map(|(_, tile)| Piece { tile: tile.clone(), product: doc.collage().product_of(tile).cloned() })
        .collect()
}

/// Puts finds on the page, at `at` or where there is room, on top of the others.
pub fn place_finds(keys: &[ProductKey], at: Option<Point>, state: &mut State, services: &Services) {
    let lang = state.lang();
    let Some(doc) = &state.doc else {
        state.toasts.push(Tone::Note, msg::open_a_collage_first(lang), None);
        return;
    };
    let view: Rect = doc.camera().visible(doc.view_size);
    let mut pieces = Vec::new();
    let mut sizes = Vec::new();
    let mut without_picture = 0_u64;
    for key in keys {
        let Some(find) = state.finds.catalogue.by_key(*key) else { continue };
        let (Some(image), Some(size_px)) = (find.picture, find.picture_size_px) else {
            without_picture += 1;
            continue;
        };
        sizes.push(Size::new(f64::from(size_px.0), f64::from(size_px.1)));
        let content = Content::Picture(Picture { image, size_px, crop: UnitRect::FULL });
        let mut piece = Piece::plain(Frame::upright(Point::default(), Size::new(1.0, 1.0)), content);
        piece.tile.link = Link::Product(*key);
        piece.product = Some(find.snapshot.clone());
        pieces.push(piece);
    }
    let frames = place::fit_several(&sizes, doc.collage().page.size, view, at);
    for (piece, frame) in pieces.iter_mut().zip(frames) {
        piece.tile.frame = if at.is_some() { frame } else { place::cascaded(doc.collage(), frame) };
    }
    if without_picture > 0 {
        state.toasts.push(Tone::Note, msg::find_without_picture(lang), None);
    }
    if pieces.is_empty() {
        return;
    }
    let lacks_link = pieces.len() == 1 && pieces[0].product.as_ref().is_some_and(|product| product.url.is_none());
    edit(&Command::Place { pieces }, None, state, services);
    if lacks_link {
        let tile = state.doc.as_ref().and_then(Document::single);
        state.offer = tile.map(|tile| LinkOffer { tile, url: None });
    }
}

/// Gives the offered address to the tile that lacks one.
pub fn accept_offer(state: &mut State, services: &Services) {
    let Some(LinkOffer { tile, url: Some(url) }) = state.offer.take() else { return };
    let Some(it) = state.doc.as_ref().and_then(|doc| doc.collage().tiles.get(&tile)) else { return };
    let command = match &it.link {
        Link::Product(key) => {
            let known = state.doc.as_ref().and_then(|doc| doc.collage().products.get(key));
            let snapshot = crate::model::ProductSnapshot { url: Some(url), ..known.cloned().unwrap_or_default() };
            // The find behind the tile learns its address too.
            if let Some(find) = state.finds.catalogue.by_key(*key) {
                let find = crate::model::Product { snapshot: snapshot.clone(), ..find.clone() };
                let _ = services.jobs.send(crate::jobs::Request::SaveFinds(vec![find]));
            }
            Command::EditProduct { product: *key, snapshot }
        }
        Link::None | Link::Url(_) => Command::SetLink { tiles: vec![tile], link: Link::Url(url), product: None },
    };
    edit(&command, None, state, services);
}
