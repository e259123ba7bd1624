//! Words → glyphs at places, wrapped at a width.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::style::{FontFamily, FontFamilyName, FontWeight, LineHeight, OverflowWrap, StyleProperty};
use parley::{Alignment, AlignmentOptions, FontContext, Layout, LayoutContext, PositionedLayoutItem};

use crate::model::{Colour, Point, Size, TextAlign, TextBlock, TextBounds};

use super::draw::{FaceId, Glyph, GlyphRun};
use super::fonts::{FACES, family_name};

/// A line is this many ems high.
const LINE_HEIGHT: f32 = 1.25;
/// Texts kept shaped; more than any page shows at once.
const CACHED_TEXTS: usize = 512;

/// A text after shaping, in tile space.
#[derive(Debug, Clone, PartialEq)]
pub struct ShapedText {
    /// In reading order.
    pub runs: Vec<GlyphRun>,
    /// The wrap width, and the height of all lines together; at least one line.
    pub size: Size,
}

/// Shapes texts with the bundled fonts and remembers the last ones. Can be shared between threads.
pub struct TextShaper {
    inner: Mutex<Inner>,
}

struct Inner {
    fonts: FontContext,
    layouts: LayoutContext<()>,
    /// The ids of the font files' blobs, in the order of [`FACES`].
    blob_ids: Vec<u64>,
    cache: HashMap<Key, Arc<ShapedText>>,
}

#[derive(PartialEq, Eq, Hash)]
struct Key {
    text: String,
    look: (crate::model::Typeface, bool, TextAlign, Colour),
    size_bits: u64,
    width_bits: u64,
}

impl Default for TextShaper {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for TextShaper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextShaper").finish_non_exhaustive()
    }
}

impl TextShaper {
    /// A shaper that knows the bundled fonts and no others.
    pub fn new() -> Self {
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        let blob_ids = FACES
            .iter()
            .map(|face| {
                let blob = Blob::new(Arc::new(face.bytes));
                let id = blob.id();
                let weight = if face.bold { FontWeight::BOLD } else { FontWeight::NORMAL };
                let named = FontInfoOverride {
                    family_name: Some(family_name(face.typeface)),
                    weight: Some(weight),
                    ..Default::default()
                };
                collection.register_fonts(blob, Some(named));
                id
            })
            .collect();
        let fonts = FontContext { collection, source_cache: SourceCache::default() };
        Self { inner: Mutex::new(Inner { fonts, layouts: LayoutContext::new(), blob_ids, cache: HashMap::new() }) }
    }

    /// Glyphs for `block`, wrapped at `wrap_width_px`; words that are wider break anywhere.
    pub fn shape(&self, block: &TextBlock, wrap_width_px: f64) -> Arc<ShapedText> {
        let key = Key {
            text: block.text.clone(),
            look: (block.typeface, block.bold, block.align, block.colour),
            size_bits: block.size_px.to_bits(),
            width_bits: wrap_width_px.to_bits(),
        };
        // A panic while shaping leaves nothing half-done in here that the next call would trust.
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shaped) = inner.cache.get(&key) {
            return Arc::clone(shaped);
        }
        let shaped = Arc::new(inner.shape(block, wrap_width_px));
        if inner.cache.len() >= CACHED_TEXTS {
            inner.cache.clear();
        }
        inner.cache.insert(key, Arc::clone(&shaped));
        shaped
    }
}

impl TextBounds for TextShaper {
    fn text_size(&self, text: &TextBlock, wrap_width_px: f64) -> Size {
        self.shape(text, wrap_width_px).size
    }
}

impl Inner {
    fn shape(&mut self, block: &TextBlock, wrap_width_px: f64) -> ShapedText {
        let families =
            [Some(block.typeface), None].map(|typeface| FontFamilyName::Named(Cow::Borrowed(family_name(typeface))));
        let weight = if block.bold { FontWeight::BOLD } else { FontWeight::NORMAL };
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, &block.text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(Cow::Borrowed(&families))));
        builder.push_default(StyleProperty::FontSize(block.size_px as f32));
        builder.push_default(StyleProperty::FontWeight(weight));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(LINE_HEIGHT)));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        let mut layout: Layout<()> = builder.build(&block.text);
        layout.break_all_lines(Some(wrap_width_px as f32));
        let alignment = match block.align {
            TextAlign::Left => Alignment::Left,
            TextAlign::Centre => Alignment::Center,
            TextAlign::Right => Alignment::Right,
        };
        layout.align(alignment, AlignmentOptions::default());

        let mut runs = Vec::new();
        for line in layout.lines() {
            for item in line.items() {
                let PositionedLayoutItem::GlyphRun(run) = item else { continue };
                runs.push(self.run(&run, block));
            }
        }
        let one_line = f64::from(LINE_HEIGHT) * block.size_px;
        ShapedText { runs, size: Size::new(wrap_width_px, f64::from(layout.height()).max(one_line)) }
    }

    fn run(&self, run: &parley::layout::GlyphRun<'_, ()>, block: &TextBlock) -> GlyphRun {
        let blob = run.run().font().data.id();
        // Only registered fonts are asked, so the fallback's place is never needed.
        let face = self.blob_ids.iter().position(|id| *id == blob).unwrap_or(FACES.len() - 1);
        let range = run.run().text_range();
        let mut x = run.offset();
        let mut glyphs = Vec::new();
        for cluster in run.run().visual_clusters() {
            let bytes = cluster.text_range();
            for glyph in cluster.glyphs() {
                glyphs.push(Glyph {
                    id: glyph.id,
                    pos: Point::new(f64::from(x + glyph.x), f64::from(run.baseline() - glyph.y)),
                    advance_px: f64::from(glyph.advance),
                    text: bytes.start.saturating_sub(range.start)..bytes.end.saturating_sub(range.start),
                });
                x += glyph.advance;
            }
        }
        GlyphRun {
            face: FaceId(face as u16),
            size_px: block.size_px,
            colour: block.colour,
            glyphs,
            text: block.text.get(range).unwrap_or_default().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Typeface;

    fn block(text: &str) -> TextBlock {
        TextBlock {
            text: text.to_owned(),
            typeface: Typeface::Serif,
            size_px: 40.0,
            colour: Colour::BLACK,
            align: TextAlign::Left,
            bold: false,
        }
    }

    #[test]
    fn words_wrap_and_lines_stack() {
        let shaper = TextShaper::new();
        let one = shaper.shape(&block("Rentrée"), 1000.0);
        let two = shaper.shape(&block("Rentrée Rentrée"), 160.0);
        assert_eq!(one.size.height, 50.0);
        assert_eq!(two.size.height, 100.0);
        assert_eq!(two.runs.len(), 2);
        assert_eq!(one.runs[0].text, "Rentrée");
        assert!(one.runs[0].glyphs.iter().all(|glyph| glyph.id != 0), "every letter is in the font");
    }

    #[test]
    fn letters_that_a_face_lacks_come_from_the_fallback() {
        let shaped = TextShaper::new().shape(&TextBlock { typeface: Typeface::Script, ..block("a\u{2192}b Ω") }, 500.0);
        assert!(shaped.runs.iter().any(|run| usize::from(run.face.0) == FACES.len() - 1), "{shaped:?}");
    }

    #[test]
    fn alignment_moves_the_line() {
        let shaper = TextShaper::new();
        let x = |align| shaper.shape(&TextBlock { align, ..block("x") }, 400.0).runs[0].glyphs[0].pos.x;
        assert!(x(TextAlign::Left) < x(TextAlign::Centre) && x(TextAlign::Centre) < x(TextAlign::Right));
    }

    #[test]
    fn an_empty_text_has_the_height_of_a_line() {
        assert_eq!(TextShaper::new().text_size(&block(""), 300.0).height, 50.0);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn any_text_is_shaped_without_panic(text in "\\PC{0,60}", width in 1.0..500.0_f64) {
            let shaped = TextShaper::new().shape(&block(&text), width);
            proptest::prop_assert!(shaped.size.height.is_finite());
            for run in &shaped.runs {
                for glyph in &run.glyphs {
                    proptest::prop_assert!(run.text.get(glyph.text.clone()).is_some());
                }
            }
        }
    }
}
