//! Draws the page and its tiles.

use std::hash::{DefaultHasher, Hash, Hasher};

use egui::{Color32, Mesh, Painter, Pos2, Rect as ViewRect, Shape as Paint, Stroke, pos2};

use crate::model::{Collage, Content, Frame, Point, Rect, ShapeKind, Size, TextBlock, Tile, TileId};
use crate::scene::{Camera, TextShaper};

use super::super::textures::Textures;
use super::super::tokens::Palette;

/// Scene ↔ screen for one frame.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// The canvas on screen, in points.
    pub rect: ViewRect,
    /// Where it looks.
    pub camera: Camera,
    /// Screen pixels per point.
    pub pixels_per_point: f32,
}

impl View {
    /// The canvas's size in points.
    pub fn size(&self) -> Size {
        Size::new(f64::from(self.rect.width()), f64::from(self.rect.height()))
    }

    /// Scene → screen.
    pub fn to_screen(&self, pos_in_scene: Point) -> Pos2 {
        let pos = self.camera.to_view(pos_in_scene, self.size());
        pos2(self.rect.min.x + pos.x as f32, self.rect.min.y + pos.y as f32)
    }

    /// Screen → scene.
    pub fn to_scene(&self, pos_on_screen: Pos2) -> Point {
        let pos = pos_on_screen - self.rect.min;
        self.camera.to_scene(Point::new(f64::from(pos.x), f64::from(pos.y)), self.size())
    }

    /// A scene rectangle on screen.
    pub fn rect_to_screen(&self, rect: &Rect) -> ViewRect {
        ViewRect::from_two_pos(self.to_screen(rect.min), self.to_screen(rect.max))
    }

    /// Screen points for a scene length.
    pub fn points(&self, scene_px: f64) -> f32 {
        (scene_px * self.camera.zoom) as f32
    }

    /// Scene pixels for a length in points.
    pub fn scene_px(&self, points: f32) -> f64 {
        f64::from(points) / self.camera.zoom
    }
}

/// What every tile's painting needs.
pub struct Brush<'a> {
    /// Where to draw.
    pub painter: &'a Painter,
    /// Scene ↔ screen.
    pub view: &'a View,
    /// Pictures and texts.
    pub textures: &'a mut Textures,
    /// Lays texts out.
    pub shaper: &'a TextShaper,
    /// The theme's colours.
    pub palette: &'static Palette,
}

impl Brush<'_> {
    /// The paper with a soft shadow.
    pub fn page(&self, collage: &Collage) {
        let page = Rect::from_min_size(Point::default(), collage.page.size);
        let rect = self.view.rect_to_screen(&page);
        let shadow = egui::Shadow { offset: [0, 6], blur: 24, spread: 0, color: self.palette.shadow };
        self.painter.add(shadow.as_shape(rect, 0));
        self.painter.rect_filled(rect, 0.0, colour(collage.page.background));
    }

    /// One tile at `frame`, unless it lies outside the view.
    pub fn tile(&mut self, id: TileId, tile: &Tile, frame: &Frame) {
        let bounds = self.view.rect_to_screen(&frame.bounds());
        if tile.hidden || !bounds.intersects(self.painter.clip_rect()) {
            return;
        }
        let alpha = (tile.opacity * 255.0).round() as u8;
        match &tile.content {
            Content::Picture(picture) => {
                // The longest side of the *whole* picture on screen: the texture holds all of it.
                let width = f64::from(self.view.points(frame.size.width)) / picture.crop.width();
                let height = f64::from(self.view.points(frame.size.height)) / picture.crop.height();
                let side_px = width.max(height) as f32 * self.view.pixels_per_point;
                let crop = picture.crop;
                let uv = [(crop.x0, crop.y0), (crop.x1, crop.y0), (crop.x1, crop.y1), (crop.x0, crop.y1)];
                match self.textures.picture(picture.image, side_px) {
                    Some(texture) => self.textured(texture, frame, uv, alpha),
                    None => self.placeholder(frame, self.textures.is_broken(picture.image)),
                }
            }
            Content::Text(block) => self.text(id, block, frame, alpha),
            Content::Shape(shape) => {
                let fill = faded(colour(shape.fill), alpha);
                let points = match shape.kind {
                    ShapeKind::Rectangle => self.corners(frame).to_vec(),
                    ShapeKind::Ellipse => self.ellipse(frame),
                };
                self.painter.add(Paint::convex_polygon(points, fill, Stroke::NONE));
            }
        }
    }

    fn text(&mut self, _: TileId, block: &TextBlock, frame: &Frame, alpha: u8) {
        let scale = self.view.camera.zoom as f32 * self.view.pixels_per_point;
        let shaper = self.shaper;
        let width = frame.size.width;
        let texture = self.textures.text(text_hash(block, width), scale, || {
            let shaped = shaper.shape(block, width);
            (shaped.runs.clone(), shaped.size)
        });
        if let Some(texture) = texture {
            // The texture has a margin for letters that reach out of their box.
            let size = shaper.shape(block, width).size;
            let margin = crate::jobs::text_margin_px(&size);
            let (x, y) = (margin / size.width, margin / size.height);
            let grown =
                Frame { size: Size::new(size.width * (1.0 + 2.0 * x), frame.size.height * (1.0 + 2.0 * y)), ..*frame };
            self.textured(texture, &grown, [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)], alpha);
        }
    }

    /// The corners of the tile's picture on screen: its own top left first, flips applied.
    fn corners(&self, frame: &Frame) -> [Pos2; 4] {
        let map = frame.to_scene();
        let Size { width, height } = frame.size;
        [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]
            .map(|(x, y)| self.view.to_screen(map.apply(Point::new(x, y))))
    }

    fn textured(&self, texture: egui::TextureId, frame: &Frame, uv: [(f64, f64); 4], alpha: u8) {
        let mut mesh = Mesh::with_texture(texture);
        let tint = Color32::from_white_alpha(alpha);
        for (pos, (u, v)) in self.corners(frame).into_iter().zip(uv) {
            mesh.vertices.push(egui::epaint::Vertex { pos, uv: pos2(u as f32, v as f32), color: tint });
        }
        mesh.add_triangle(0, 1, 2);
        mesh.add_triangle(0, 2, 3);
        self.painter.add(mesh);
    }

    /// A picture that is still being read, or cannot be.
    fn placeholder(&self, frame: &Frame, broken: bool) {
        let fill = if broken { self.palette.bad.gamma_multiply(0.2) } else { self.palette.ink.gamma_multiply(0.06) };
        let stroke = if broken { Stroke::new(1.0, self.palette.bad) } else { Stroke::NONE };
        self.painter.add(Paint::convex_polygon(self.corners(frame).to_vec(), fill, stroke));
    }

    fn ellipse(&self, frame: &Frame) -> Vec<Pos2> {
        let map = frame.to_scene();
        let (rx, ry) = (frame.size.width / 2.0, frame.size.height / 2.0);
        // Chords of at most about a third of a point off the arc.
        let radius = self.view.points(rx.max(ry)).max(1.0);
        let steps = (f64::from(radius).sqrt() * 6.0).clamp(12.0, 256.0) as u32;
        (0..steps)
            .map(|step| {
                let (sin, cos) = (std::f64::consts::TAU * f64::from(step) / f64::from(steps)).sin_cos();
                self.view.to_screen(map.apply(Point::new(rx + rx * cos, ry + ry * sin)))
            })
            .collect()
    }
}

/// A model colour for egui.
pub fn colour(colour: crate::model::Colour) -> Color32 {
    let [r, g, b, a] = colour.rgba;
    Color32::from_rgba_unmultiplied(r, g, b, a)
}

fn faded(colour: Color32, alpha: u8) -> Color32 {
    colour.gamma_multiply_u8(alpha)
}

fn text_hash(block: &TextBlock, wrap_width_px: f64) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&block.text, block.typeface, block.size_px.to_bits(), block.colour, block.align, block.bold).hash(&mut hasher);
    wrap_width_px.to_bits().hash(&mut hasher);
    hasher.finish()
}
