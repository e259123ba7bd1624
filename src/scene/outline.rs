//! Glyphs → outlines, for renderers that fill paths.

use skrifa::instance::{LocationRef, Size as EmSize};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use crate::model::Point;

use super::draw::{GlyphRun, Outline, Segment};
use super::fonts;

/// The outline of a whole run, in the run's own (tile) space. Glyphs without an outline, such as spaces,
/// add nothing.
pub fn of_run(run: &GlyphRun) -> Outline {
    let mut outline = Outline::default();
    let Some(font) = fonts::face(run.face).and_then(|face| FontRef::new(face.bytes).ok()) else { return outline };
    let glyphs = font.outline_glyphs();
    let size = EmSize::new(run.size_px as f32);
    for glyph in &run.glyphs {
        let Some(drawn) = glyphs.get(GlyphId::new(glyph.id)) else { continue };
        let before = outline.0.len();
        let mut pen = Pen { origin: glyph.pos, segments: &mut outline.0 };
        if drawn.draw(DrawSettings::unhinted(size, LocationRef::default()), &mut pen).is_err() {
            outline.0.truncate(before);
        }
    }
    outline
}

struct Pen<'a> {
    origin: Point,
    segments: &'a mut Vec<Segment>,
}

impl Pen<'_> {
    /// Fonts count `y` upwards from the baseline.
    fn at(&self, x: f32, y: f32) -> Point {
        Point::new(self.origin.x + f64::from(x), self.origin.y - f64::from(y))
    }
}

impl OutlinePen for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.segments.push(Segment::Move(self.at(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.segments.push(Segment::Line(self.at(x, y)));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.segments.push(Segment::Quad(self.at(cx, cy), self.at(x, y)));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.segments.push(Segment::Cubic(self.at(cx0, cy0), self.at(cx1, cy1), self.at(x, y)));
    }

    fn close(&mut self) {
        self.segments.push(Segment::Close);
    }
}
