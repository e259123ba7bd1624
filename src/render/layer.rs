//! Shapes and text: outlines filled by tiny-skia, strip by strip.

use std::ops::Range;

use tiny_skia::{FillRule, Paint, Path, PathBuilder, PixmapMut, Transform};

use crate::model::{Affine, Colour, Point};
use crate::scene::draw::{Outline, Segment};

/// An outline in pixel coordinates, ready to fill.
pub(super) struct Fill {
    path: Path,
    colour: Colour,
}

/// Filled outlines on a part of a strip.
pub(super) struct Layer {
    /// The strip's columns that it covers.
    pub columns: Range<usize>,
    /// Premultiplied, row by row from the strip's first row.
    texels: Vec<u8>,
}

impl Fill {
    /// The outline brought to pixels; `None` when there is nothing to fill.
    pub fn new(outline: &Outline, colour: Colour, to_pixels: &Affine) -> Option<Self> {
        let at = |point: Point| {
            let pixel = to_pixels.apply(point);
            (pixel.x as f32, pixel.y as f32)
        };
        let mut builder = PathBuilder::new();
        for segment in &outline.0 {
            match *segment {
                Segment::Move(to) => {
                    let (x, y) = at(to);
                    builder.move_to(x, y);
                }
                Segment::Line(to) => {
                    let (x, y) = at(to);
                    builder.line_to(x, y);
                }
                Segment::Quad(control, to) => {
                    let ((x1, y1), (x, y)) = (at(control), at(to));
                    builder.quad_to(x1, y1, x, y);
                }
                Segment::Cubic(first, second, to) => {
                    let ((x1, y1), (x2, y2), (x, y)) = (at(first), at(second), at(to));
                    builder.cubic_to(x1, y1, x2, y2, x, y);
                }
                Segment::Close => builder.close(),
            }
        }
        // The builder refuses outlines without extent and numbers that are none.
        builder.finish().map(|path| Self { path, colour })
    }

    /// The pixels it may touch: columns and rows.
    pub fn touched(&self, width: usize, height: usize) -> (Range<usize>, Range<usize>) {
        let bounds = self.path.bounds();
        let span = |from: f32, to: f32, end: usize| {
            let from = ((from.floor() - 1.0).max(0.0) as usize).min(end);
            from..((to.ceil() + 1.0).max(0.0) as usize).clamp(from, end)
        };
        (span(bounds.left(), bounds.right(), width), span(bounds.top(), bounds.bottom(), height))
    }
}

impl Layer {
    /// Fills outlines onto an empty layer over `columns` of the strip with these rows.
    pub fn new<'a>(fills: impl Iterator<Item = &'a Fill>, columns: Range<usize>, rows: &Range<usize>) -> Option<Self> {
        let (width, height) = (columns.len(), rows.len());
        let mut texels = vec![0; width * height * 4];
        let mut canvas = PixmapMut::from_bytes(&mut texels, width as u32, height as u32)?;
        let shift = Transform::from_translate(-(columns.start as f32), -(rows.start as f32));
        for fill in fills {
            let [r, g, b, a] = fill.colour.rgba;
            let mut paint = Paint { anti_alias: true, ..Paint::default() };
            paint.set_color_rgba8(r, g, b, a);
            canvas.fill_path(&fill.path, &paint, FillRule::Winding, shift, None);
        }
        Some(Self { columns, texels })
    }

    /// The pixels of a row (counted from the strip's first) over some of the strip's columns, and the first
    /// of those columns.
    pub fn row(&self, row: usize, columns: &Range<usize>) -> (usize, &[[u8; 4]]) {
        let from = columns.start.max(self.columns.start);
        let to = columns.end.min(self.columns.end);
        let (texels, _) = self.texels.as_chunks::<4>();
        let start = row * self.columns.len();
        let part = from.saturating_sub(self.columns.start)..to.saturating_sub(self.columns.start);
        (from, texels.get(start + part.start..start + part.end.max(part.start)).unwrap_or_default())
    }
}
