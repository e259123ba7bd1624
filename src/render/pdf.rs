//! A draw list as one PDF page: JPEG files as they came, other pictures with their alpha, shapes as paths, text
//! as text, and a link over every tile that leads somewhere.
//!
//! The same list gives the same bytes: the only time in the file is the document's own.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point as PdfPoint, Quadrilateral, Size as PdfSize, Transform};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Data, Document};

use super::error::{RenderError, RenderWarning};
use super::sources::{FontBytes, MissingPicture, PictureBytes};
use crate::imaging::{Format, Limits, decode, encode_jpeg, strip_metadata};
use crate::model::{Affine, Colour, ImageHash, Point, Rect, Size, TileId, Timestamp, UnitRect};
use crate::scene::draw::{DrawItem, DrawKind, DrawList, FaceId, Glyph, GlyphRun, Outline, Segment};

/// Where a tile leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link<'a> {
    /// The tile.
    pub tile: TileId,
    /// The address, ready to open.
    pub url: &'a str,
    /// What a screen reader says.
    pub name: &'a str,
}

/// What the file says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PdfOptions<'a> {
    /// Shown in the window's title.
    pub title: &'a str,
    /// Empty: nobody is named.
    pub author: &'a str,
    /// `en`, `fr`; empty: not said.
    pub language: &'a str,
    /// The document's own time; `None` writes none.
    pub made_at: Option<Timestamp>,
}

/// A scene pixel is a CSS pixel: 96 to the inch, where a point is 1/72.
const POINTS_PER_PX: f64 = 0.75;
/// The longest side that readers open (ISO 32000-1, annex C); larger pages are scaled down.
const MAX_SIDE_POINTS: f64 = 14_400.0;
/// For pictures that come in no form a PDF can hold and have no alpha.
const JPEG_QUALITY: u8 = 92;
const PLACEHOLDER: Colour = Colour::rgb(236, 236, 238);

/// Writes the page.
pub fn pdf(
    list: &DrawList,
    pictures: &dyn PictureBytes,
    fonts: &dyn FontBytes,
    links: &[Link<'_>],
    options: &PdfOptions<'_>,
) -> Result<(Vec<u8>, Vec<RenderWarning>), RenderError> {
    let Size { width, height } = list.page_size;
    let scale = POINTS_PER_PX.min(MAX_SIDE_POINTS / width.max(height));
    let empty = || RenderError::Empty { width: width.to_string(), height: height.to_string() };
    if !(width > 0.0 && height > 0.0) {
        return Err(empty());
    }
    let settings = PageSettings::from_wh((width * scale) as f32, (height * scale) as f32).ok_or_else(empty)?;
    let write = || {
        let mut document = Document::new();
        document.set_metadata(metadata(options));
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        let to_points = Affine::scaling(scale, scale);
        surface.push_transform(&transform(&to_points));
        if let Some(path) = rectangle(Size::new(width, height)) {
            fill(&mut surface, &path, list.background);
        }
        let mut writer = Writer { pictures, fonts, images: BTreeMap::new(), faces: BTreeMap::new(), warnings: vec![] };
        for item in &list.items {
            writer.draw(&mut surface, item);
        }
        surface.pop();
        surface.finish();
        for item in &list.items {
            for link in links.iter().filter(|link| link.tile == item.tile) {
                if let Some(quad) = quad(&item.kind, &to_points) {
                    let target = Target::Action(Action::Link(LinkAction::new(link.url.to_owned())));
                    let place = LinkAnnotation::new_with_quad_points(vec![quad], target);
                    page.add_annotation(Annotation::new_link(place, Some(link.name.to_owned())));
                }
            }
        }
        page.finish();
        let mut warnings = writer.warnings;
        warnings.sort();
        warnings.dedup();
        document.finish().map(|bytes| (bytes, warnings)).map_err(|error| RenderError::Pdf(format!("{error:?}")))
    };
    // The writer trusts fonts and pictures more than we do.
    catch_unwind(AssertUnwindSafe(write)).unwrap_or_else(|_| Err(RenderError::Pdf("the PDF writer gave up".to_owned())))
}

fn metadata(options: &PdfOptions<'_>) -> Metadata {
    let mut metadata = Metadata::new().creator("Etalage".to_owned());
    if !options.title.is_empty() {
        metadata = metadata.title(options.title.to_owned());
    }
    if !options.author.is_empty() {
        metadata = metadata.authors(vec![options.author.to_owned()]);
    }
    if !options.language.is_empty() {
        metadata = metadata.language(options.language.to_owned());
    }
    if let Some(made_at) = options.made_at {
        let (year, month, day) = made_at.date();
        let (hour, minute, second, _) = made_at.time_of_day();
        if let Ok(year) = u16::try_from(year) {
            let date = DateTime::new(year).month(month as u8).day(day as u8);
            let moment = date.hour(hour as u8).minute(minute as u8).second(second as u8);
            metadata = metadata.creation_date(moment.utc_offset_hour(0).utc_offset_minute(0));
        }
    }
    metadata
}

/// What is shared between items: every picture and font goes into the file once.
struct Writer<'a> {
    pictures: &'a dyn PictureBytes,
    fonts: &'a dyn FontBytes,
    images: BTreeMap<ImageHash, Result<Image, MissingPicture>>,
    faces: BTreeMap<FaceId, Option<Font>>,
    warnings: Vec<RenderWarning>,
}

impl Writer<'_> {
    fn draw(&mut self, surface: &mut Surface<'_>, item: &DrawItem) {
        let opacity = NormalizedF32::new(item.opacity.clamp(0.0, 1.0) as f32).unwrap_or(NormalizedF32::ONE);
        let to_scene = item.kind.to_scene();
        if item.opacity <= 0.0 || !is_drawable(to_scene) {
            return;
        }
        surface.push_transform(&transform(to_scene));
        surface.push_opacity(opacity);
        match &item.kind {
            DrawKind::Image { image, part, .. } => self.picture(surface, item.tile, *image, part),
            DrawKind::Path { path, fill: colour, .. } => {
                if let Some(path) = pdf_path(path) {
                    fill(surface, &path, *colour);
                }
            }
            DrawKind::Glyphs { runs, .. } => {
                for run in runs {
                    self.text(surface, run);
                }
            }
        }
        surface.pop();
        surface.pop();
    }

    /// Onto the unit square.
    fn picture(&mut self, surface: &mut Surface<'_>, tile: TileId, image: ImageHash, part: &UnitRect) {
        let Some(square) = rectangle(Size::new(1.0, 1.0)) else { return };
        let known = match self.images.entry(image) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                entry.insert(self.pictures.bytes(image).and_then(|bytes| embedded(&bytes).map_err(MissingPicture)))
            }
        };
        match known {
            Ok(picture) => {
                let whole = Affine::scaling(1.0 / part.width(), 1.0 / part.height())
                    .then(&Affine::translation(-part.x0 / part.width(), -part.y0 / part.height()));
                let Some(size) = PdfSize::from_wh(1.0, 1.0) else { return };
                surface.push_clip_path(&square, &FillRule::NonZero);
                surface.push_transform(&transform(&whole));
                surface.draw_image(picture.clone(), size);
                surface.pop();
                surface.pop();
            }
            Err(MissingPicture(reason)) => {
                self.warnings.push(RenderWarning::MissingPicture { tile, image, reason: reason.clone() });
                fill(surface, &square, PLACEHOLDER);
            }
        }
    }

    fn text(&mut self, surface: &mut Surface<'_>, run: &GlyphRun) {
        let fonts = self.fonts;
        let font = self.faces.entry(run.face).or_insert_with(|| {
            let bytes: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(fonts.font(run.face)?);
            Font::new(Data::from(bytes), 0)
        });
        let (Some(font), Some(first)) = (font.clone(), run.glyphs.first()) else { return };
        let is_placed =
            |glyph: &Glyph| [glyph.pos.x, glyph.pos.y, glyph.advance_px].iter().all(|value| value.abs() < 1e7);
        if !(run.size_px > 0.0 && run.size_px < 1e6 && run.glyphs.iter().all(is_placed)) {
            return;
        }
        if run.glyphs.iter().any(|glyph| run.text.get(glyph.text.clone()).is_none()) {
            return;
        }
        let mut x = first.pos.x;
        let glyphs: Vec<KrillaGlyph> = run
            .glyphs
            .iter()
            .map(|glyph| {
                // Fractions of an em; offsets grow upwards.
                let em = |length: f64| (length / run.size_px) as f32;
                let x_offset = em(glyph.pos.x - x);
                x += glyph.advance_px;
                KrillaGlyph {
                    glyph_id: GlyphId::new(glyph.id),
                    text_range: glyph.text.clone(),
                    x_advance: em(glyph.advance_px),
                    x_offset,
                    y_offset: em(first.pos.y - glyph.pos.y),
                    y_advance: 0.0,
                    location: None,
                }
            })
            .collect();
        surface.set_fill(Some(paint(run.colour)));
        let start = PdfPoint::from_xy(first.pos.x as f32, first.pos.y as f32);
        surface.draw_glyphs(start, &glyphs, font, &run.text, run.size_px as f32, false);
    }
}

/// A picture in a form that PDF holds. A JPEG goes in as it came, less its metadata.
fn embedded(bytes: &[u8]) -> Result<Image, String> {
    let limits = Limits::default();
    let words = |error: crate::imaging::ImagingError| error.to_string();
    if Format::of(bytes) == Some(Format::Jpeg) {
        let plain = strip_metadata(bytes, &limits).map_err(words)?;
        return Image::from_jpeg(plain.bytes.into(), true);
    }
    let picture = decode(bytes, &limits).map_err(words)?.pixmap;
    if picture.is_opaque() {
        let jpeg = encode_jpeg(&picture, Colour::WHITE, JPEG_QUALITY).map_err(words)?;
        return Image::from_jpeg(jpeg.into(), true);
    }
    Ok(Image::from_rgba8(picture.to_straight_rgba(), picture.width_px(), picture.height_px()))
}

/// Whether a map can be written: it does not flatten, and its numbers are far from the ends of single precision.
/// The writer must never be left half-way by a panic: its own clean-up would end the process.
fn is_drawable(map: &Affine) -> bool {
    const MAX: f64 = 1e7;
    [map.a, map.b, map.c, map.d, map.e, map.f].iter().all(|value| value.abs() < MAX) && map.inverse().is_some()
}

fn transform(map: &Affine) -> Transform {
    Transform::from_row(map.a as f32, map.b as f32, map.c as f32, map.d as f32, map.e as f32, map.f as f32)
}

fn paint(Colour { rgba: [r, g, b, a] }: Colour) -> Fill {
    Fill {
        paint: rgb::Color::new(r, g, b).into(),
        opacity: NormalizedF32::new(f32::from(a) / 255.0).unwrap_or(NormalizedF32::ONE),
        rule: FillRule::NonZero,
    }
}

fn fill(surface: &mut Surface<'_>, path: &Path, colour: Colour) {
    if colour.rgba[3] > 0 {
        surface.set_fill(Some(paint(colour)));
        surface.draw_path(path);
    }
}

fn rectangle(size: Size) -> Option<Path> {
    let corners = [Point::new(size.width, 0.0), Point::new(size.width, size.height), Point::new(0.0, size.height)];
    let lines = corners.map(Segment::Line);
    pdf_path(&Outline([&[Segment::Move(Point::default())], lines.as_slice(), &[Segment::Close]].concat()))
}

fn pdf_path(outline: &Outline) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for segment in &outline.0 {
        match *segment {
            Segment::Move(to) => builder.move_to(to.x as f32, to.y as f32),
            Segment::Line(to) => builder.line_to(to.x as f32, to.y as f32),
            Segment::Quad(c, to) => builder.quad_to(c.x as f32, c.y as f32, to.x as f32, to.y as f32),
            Segment::Cubic(c, d, to) => {
                builder.cubic_to(c.x as f32, c.y as f32, d.x as f32, d.y as f32, to.x as f32, to.y as f32);
            }
            Segment::Close => builder.close(),
        }
    }
    builder.finish()
}

/// Where a click on an item counts, in points: its box, turned with it.
fn quad(kind: &DrawKind, to_points: &Affine) -> Option<Quadrilateral> {
    let own = match kind {
        DrawKind::Image { .. } => Rect { min: Point::default(), max: Point::new(1.0, 1.0) },
        DrawKind::Path { path, .. } => {
            let at = |point: Point| Rect { min: point, max: point };
            Rect::union_of(path.0.iter().filter_map(|segment| match *segment {
                Segment::Move(to) | Segment::Line(to) => Some(at(to)),
                Segment::Quad(c, to) => Some(Rect::from_corners(c, to)),
                Segment::Cubic(c, d, to) => Some(Rect::from_corners(c, d).union(&at(to))),
                Segment::Close => None,
            }))?
        }
        DrawKind::Glyphs { runs, .. } => Rect::union_of(runs.iter().flat_map(|run| {
            // From about the top of capitals with accents to the bottom of descenders.
            run.glyphs.iter().map(|glyph| Rect {
                min: Point::new(glyph.pos.x, glyph.pos.y - 0.9 * run.size_px),
                max: Point::new(glyph.pos.x + glyph.advance_px, glyph.pos.y + 0.25 * run.size_px),
            })
        }))?,
    };
    if !is_drawable(kind.to_scene()) {
        return None;
    }
    let map = kind.to_scene().then(to_points);
    let corner = |x: f64, y: f64| map.apply(Point::new(x, y));
    let corners = [
        corner(own.min.x, own.max.y),
        corner(own.max.x, own.max.y),
        corner(own.max.x, own.min.y),
        corner(own.min.x, own.min.y),
    ];
    let is_usable = |point: &Point| point.x.abs() < 1e7 && point.y.abs() < 1e7;
    corners
        .iter()
        .all(is_usable)
        .then(|| Quadrilateral(corners.map(|point| PdfPoint::from_xy(point.x as f32, point.y as f32))))
}
