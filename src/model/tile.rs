//! One piece of a collage.

use serde::{Deserialize, Serialize};

use super::colour::Colour;
use super::geometry::{Frame, UnitRect};
use super::ids::{GroupId, ImageHash, ProductKey};
use super::url::MerchantUrl;

/// A tile: what it shows, where it lies, and where it leads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tile {
    /// Place, size, angle, flips.
    pub frame: Frame,
    /// 0 (invisible) to 1 (solid).
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub opacity: f64,
    /// Neither selected by a click nor moved.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub locked: bool,
    /// Neither drawn nor exported.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// The person's name for it; empty when they gave none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The innermost group it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// What it shows.
    pub content: Content,
    /// Where it leads.
    #[serde(default, skip_serializing_if = "Link::is_none")]
    pub link: Link,
}

/// What a tile shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// A picture.
    Picture(Picture),
    /// Words.
    Text(TextBlock),
    /// A plain form.
    Shape(Shape),
}

/// A picture, or the part of it that `crop` keeps; the frame's box shows exactly that part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// The file, by the hash of its bytes.
    pub image: ImageHash,
    /// Upright width and height of the file in its own pixels (EXIF orientation applied).
    pub size_px: (u32, u32),
    /// The visible part; the rest is kept.
    #[serde(default = "full", skip_serializing_if = "UnitRect::is_full")]
    pub crop: UnitRect,
}

/// The bundled typefaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Typeface {
    /// Clear, for captions and prices.
    #[default]
    Sans,
    /// High-contrast, for titles.
    Serif,
    /// Handwriting.
    Script,
    /// Narrow capitals, for posters.
    Display,
    /// Typewriter.
    Mono,
}

impl Typeface {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 5] = [Self::Sans, Self::Serif, Self::Script, Self::Display, Self::Mono];
}

/// How lines sit in the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum TextAlign {
    #[default]
    Left,
    Centre,
    Right,
}

/// Words, wrapped at the frame's width. The frame's height follows the words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextBlock {
    /// The words; `\n` starts a new line.
    pub text: String,
    /// One of the bundled faces.
    #[serde(default)]
    pub typeface: Typeface,
    /// Height of an em in scene pixels, within [`TextBlock::SIZE_RANGE_PX`].
    pub size_px: f64,
    /// Colour of the letters.
    pub colour: Colour,
    /// How lines sit in the frame.
    #[serde(default)]
    pub align: TextAlign,
    /// Heavier strokes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bold: bool,
}

impl TextBlock {
    /// Smallest and largest em.
    pub const SIZE_RANGE_PX: std::ops::RangeInclusive<f64> = 1.0..=4000.0;
    /// The longest text of one tile.
    pub const MAX_BYTES: usize = 20_000;
}

/// A plain filled form inside the frame.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// Its outline.
    pub kind: ShapeKind,
    /// Its colour.
    pub fill: Colour,
}

/// Outlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ShapeKind {
    Rectangle,
    Ellipse,
}

/// Where a tile leads.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// Nowhere yet.
    #[default]
    None,
    /// To a product of the collage; its address is in the snapshot.
    Product(ProductKey),
    /// To an address without product data.
    Url(MerchantUrl),
}

impl Link {
    /// Whether the tile leads nowhere.
    pub fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }
}

impl Tile {
    /// A solid, free, visible tile without name, group or link.
    pub fn new(frame: Frame, content: Content) -> Self {
        Self {
            frame,
            opacity: 1.0,
            locked: false,
            hidden: false,
            name: String::new(),
            group: None,
            content,
            link: Link::None,
        }
    }

    /// The picture, if it shows one.
    pub fn picture(&self) -> Option<&Picture> {
        match &self.content {
            Content::Picture(picture) => Some(picture),
            Content::Text(_) | Content::Shape(_) => None,
        }
    }
}

fn one() -> f64 {
    1.0
}

fn is_one(value: &f64) -> bool {
    *value == 1.0
}

fn full() -> UnitRect {
    UnitRect::FULL
}
