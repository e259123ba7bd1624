//! Words and shapes as inline SVG, from the same outlines that canvas and files are drawn from.

use std::fmt::Write as _;

use super::html::number;
use crate::model::{Colour, Point, Size, TileId};
use crate::scene::draw::{DrawKind, DrawList, Outline, Segment};
use crate::scene::outline::of_run;

/// The outlines of one tile in its own box; nothing when it has none.
pub fn svg(drawing: &DrawList, tile: TileId, box_px: Size) -> String {
    let mut paths = String::new();
    for item in drawing.items.iter().filter(|item| item.tile == tile) {
        match &item.kind {
            DrawKind::Path { path, fill, .. } => push_path(&mut paths, *fill, path),
            DrawKind::Glyphs { runs, .. } => {
                for run in runs {
                    push_path(&mut paths, run.colour, &of_run(run));
                }
            }
            DrawKind::Image { .. } => {}
        }
    }
    if paths.is_empty() {
        return String::new();
    }
    format!(
        "<svg viewBox=\"0 0 {} {}\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">{paths}</svg>",
        number(box_px.width),
        number(box_px.height)
    )
}

fn push_path(out: &mut String, fill: Colour, outline: &Outline) {
    if !outline.0.is_empty() {
        let _ = write!(out, "<path fill=\"{fill}\" d=\"{}\"/>", path_data(outline));
    }
}

/// SVG path data of an outline.
fn path_data(outline: &Outline) -> String {
    let mut out = String::new();
    let mut step = |letter: char, points: &[Point]| {
        out.push(letter);
        for (place, point) in points.iter().enumerate() {
            if place > 0 {
                out.push(' ');
            }
            let _ = write!(out, "{} {}", short(point.x), short(point.y));
        }
    };
    for segment in &outline.0 {
        match *segment {
            Segment::Move(to) => step('M', &[to]),
            Segment::Line(to) => step('L', &[to]),
            Segment::Quad(control, to) => step('Q', &[control, to]),
            Segment::Cubic(first, second, to) => step('C', &[first, second, to]),
            Segment::Close => step('Z', &[]),
        }
    }
    out
}

/// A hundredth of a scene pixel is finer than any screen shows.
fn short(value: f64) -> String {
    number((value * 100.0).round() / 100.0)
}
