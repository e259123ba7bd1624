//! What lies over the page while arranging: outlines, handles, guides, the marquee.

use egui::{Painter, Pos2, Rect as ViewRect, Shape, Stroke, StrokeKind, Vec2};

use crate::edit::gesture::Preview;
use crate::edit::kernels::snap::GuideKind;
use crate::edit::kernels::{Handle, Placed, SelectionBox, select};
use crate::model::{Frame, Point, Vector};

use super::super::document::Document;
use super::super::tokens::{HANDLE_FILL, Palette, size};
use super::paint::View;

/// A grip of the selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grip {
    /// One of the eight handles of the box.
    Resize(Handle),
    /// The knob above the box.
    Rotate,
}

/// The box around the selection as it is shown now.
pub fn selection_box(doc: &Document, preview: &Preview) -> Option<SelectionBox> {
    if preview.placed.is_empty() {
        return select::selection_frame(doc.collage(), &doc.selection);
    }
    let shown: Vec<Placed> = doc
        .selection
        .iter()
        .filter_map(|id| {
            let dragged = preview.placed.iter().find(|placed| placed.id == *id).copied();
            dragged.or_else(|| Some(Placed::of(*id, doc.collage().tiles.get(id)?)))
        })
        .collect();
    SelectionBox::around(&shown)
}

/// Where the rotation knob is on screen.
pub fn knob_pos(view: &View, around: &SelectionBox) -> Pos2 {
    let up = Vector::new(0.0, -1.0).rotated(around.rotation_deg);
    let top = view.to_screen(around.handle_pos(Handle::Top));
    top + Vec2::new(up.x as f32, up.y as f32) * size::ROTATE_OFFSET
}

/// The handles that are shown: small boxes keep a free middle to be moved by.
pub fn shown_handles(view: &View, around: &SelectionBox) -> impl Iterator<Item = Handle> {
    let (width, height) = (view.points(around.size.width), view.points(around.size.height));
    Handle::ALL.into_iter().filter(move |handle| {
        let (x, y) = handle.sign();
        let corner = x != 0.0 && y != 0.0;
        corner || (x == 0.0 && width > 48.0) || (y == 0.0 && height > 48.0)
    })
}

/// The grip under the pointer, if the selection may be changed.
pub fn grip_at(view: &View, around: &SelectionBox, pos: Pos2) -> Option<Grip> {
    if knob_pos(view, around).distance(pos) <= size::HANDLE_REACH {
        return Some(Grip::Rotate);
    }
    // A tiny tile is mostly there to be moved: its middle belongs to the tile.
    let small = view.points(around.size.width.min(around.size.height)) < 28.0;
    let reach = if small { size::HANDLE_REACH * 0.6 } else { size::HANDLE_REACH };
    shown_handles(view, around)
        .map(|handle| (handle, view.to_screen(around.handle_pos(handle)).distance(pos)))
        .filter(|(_, distance)| *distance <= reach)
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(handle, _)| Grip::Resize(handle))
}

/// Draws it all.
pub fn show(painter: &Painter, view: &View, doc: &Document, preview: &Preview, palette: &'static Palette) {
    let thin = Stroke::new(1.0, palette.accent);
    let frame_of = |id| {
        let dragged = preview.placed.iter().find(|placed| placed.id == id).map(|placed| placed.frame);
        dragged.or_else(|| Some(doc.collage().tiles.get(&id)?.frame))
    };
    if doc.gesture.is_none()
        && let Some(frame) = doc.hovered.filter(|id| !doc.selection.contains(id)).and_then(frame_of)
    {
        outline(painter, view, &frame, Stroke::new(1.5, palette.accent.gamma_multiply(0.7)));
    }
    if doc.selection.len() > 1 {
        for frame in doc.selection.iter().filter_map(|id| frame_of(*id)) {
            outline(painter, view, &frame, Stroke::new(1.0, palette.accent.gamma_multiply(0.6)));
        }
    }
    if let Some(around) = selection_box(doc, preview) {
        let frame = Frame { rotation_deg: around.rotation_deg, ..Frame::upright(around.centre, around.size) };
        outline(painter, view, &frame, Stroke::new(1.5, palette.accent));
        let locked = doc.selection.iter().all(|id| doc.collage().tiles.get(id).is_some_and(|tile| tile.locked));
        if !locked {
            grips(painter, view, &around, palette);
        }
    }
    for guide in &preview.guides {
        let (from, to) = guide.ends();
        let (from, to) = (view.to_screen(from), view.to_screen(to));
        let stroke = Stroke::new(1.0, palette.guide);
        painter.line_segment([from, to], stroke);
        if matches!(guide.kind, GuideKind::Gap) {
            // Ticks at both ends: a distance, not a line.
            let across = (to - from).normalized().rot90() * 4.0;
            for end in [from, to] {
                painter.line_segment([end - across, end + across], stroke);
            }
        }
    }
    if let Some(marquee) = preview.marquee {
        let rect = view.rect_to_screen(&marquee);
        painter.rect(rect, 2.0, palette.accent.gamma_multiply(0.1), thin, StrokeKind::Inside);
    }
}

/// The tile's turned box.
pub fn outline(painter: &Painter, view: &View, frame: &Frame, stroke: Stroke) {
    let points: Vec<Pos2> = frame.corners().iter().map(|corner: &Point| view.to_screen(*corner)).collect();
    painter.add(Shape::closed_line(points, stroke));
}

fn grips(painter: &Painter, view: &View, around: &SelectionBox, palette: &'static Palette) {
    let stroke = Stroke::new(1.5, palette.accent);
    let knob = knob_pos(view, around);
    painter.line_segment([view.to_screen(around.handle_pos(Handle::Top)), knob], Stroke::new(1.0, palette.accent));
    painter.circle(knob, size::HANDLE / 2.0, HANDLE_FILL, stroke);
    for handle in shown_handles(view, around) {
        let centre = view.to_screen(around.handle_pos(handle));
        let rect = ViewRect::from_center_size(centre, Vec2::splat(size::HANDLE));
        painter.rect(rect, 2.0, HANDLE_FILL, stroke, StrokeKind::Inside);
    }
}
