//! The geometry of composing: pure functions that look at a collage and answer with plans (values), never
//! with effects. A gesture shows a plan while it runs; a command makes it true.
//!
//! May import model only. No clock, no randomness, no window.

pub mod align;
pub mod arrange;
pub mod crop;
pub mod flip;
pub mod hit;
pub mod order;
pub mod place;
pub mod resize;
pub mod rotate;
pub mod select;
pub mod snap;

use crate::model::{Content, Frame, Point, Rect, Size, TextBlock, Tile, TileId, Vector};

/// Where a tile lies, before or after a kernel: what a plan is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// The tile.
    pub id: TileId,
    /// Its frame.
    pub frame: Frame,
    /// The em of its letters if it is a text: a scaled text scales its letters with its box.
    pub text_size_px: Option<f64>,
}

/// The box with handles around a selection: turned with a single tile, upright around several.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SelectionBox {
    /// In scene space.
    pub centre: Point,
    /// Before rotation, in scene pixels.
    pub size: Size,
    /// Clockwise, in [0, 360).
    pub rotation_deg: f64,
}

/// A grip of a box, named as seen when the box is upright. Flips of the tile do not move it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Handle {
    TopLeft,
    Top,
    TopRight,
    Right,
    BottomRight,
    Bottom,
    BottomLeft,
    Left,
}

/// A direction of the scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// From left to right.
    X,
    /// From top to bottom.
    Y,
}

impl Placed {
    /// Where a tile lies now.
    pub fn of(id: TileId, tile: &Tile) -> Self {
        let text_size_px = match &tile.content {
            Content::Text(block) => Some(block.size_px),
            Content::Picture(_) | Content::Shape(_) => None,
        };
        Self { id, frame: tile.frame, text_size_px }
    }

    /// Moved by `by`.
    #[must_use]
    pub fn moved(self, by: Vector) -> Self {
        Self { frame: Frame { centre: self.frame.centre + by, ..self.frame }.sanitised(), ..self }
    }

    /// Scaled by `factor`, letters included, while `fixed` stays where it is.
    #[must_use]
    pub fn scaled_about(self, fixed: Point, factor: f64) -> Self {
        let Size { width, height } = self.frame.size;
        let frame = Frame {
            centre: fixed + (self.frame.centre - fixed) * factor,
            size: Size::new(width * factor, height * factor),
            ..self.frame
        };
        Self { frame: frame.sanitised(), text_size_px: self.text_size_px.map(|size| size * factor), ..self }
    }

    /// The factors by which the tile may be scaled without a side or its letters leaving their range.
    /// Always holds 1.
    pub fn scale_range(&self) -> (f64, f64) {
        let Size { width, height } = self.frame.size;
        let (mut least, mut most) = (Frame::MIN_SIDE_PX / width.min(height), Frame::MAX_PX / width.max(height));
        if let Some(size) = self.text_size_px {
            least = least.max(TextBlock::SIZE_RANGE_PX.start() / size);
            most = most.min(TextBlock::SIZE_RANGE_PX.end() / size);
        }
        (least.min(1.0), most.max(1.0))
    }
}

impl SelectionBox {
    /// The box around tiles: the frame of a single one, else the upright rectangle around all.
    pub fn around(tiles: &[Placed]) -> Option<Self> {
        match tiles {
            [single] => Some(Self {
                centre: single.frame.centre,
                size: single.frame.size,
                rotation_deg: single.frame.rotation_deg,
            }),
            several => {
                let bounds = bounds_of(several)?;
                Some(Self { centre: bounds.centre(), size: bounds.size(), rotation_deg: 0.0 })
            }
        }
    }

    /// Where a handle is, in scene space.
    pub fn handle_pos(&self, handle: Handle) -> Point {
        let (x, y) = handle.sign();
        self.centre + Vector::new(x * self.size.width / 2.0, y * self.size.height / 2.0).rotated(self.rotation_deg)
    }

    /// The smallest upright rectangle around the box.
    pub fn bounds(&self) -> Rect {
        Frame { rotation_deg: self.rotation_deg, ..Frame::upright(self.centre, self.size) }.bounds()
    }
}

impl Handle {
    /// All eight, clockwise from the top left.
    pub const ALL: [Self; 8] = [
        Self::TopLeft,
        Self::Top,
        Self::TopRight,
        Self::Right,
        Self::BottomRight,
        Self::Bottom,
        Self::BottomLeft,
        Self::Left,
    ];

    /// On which side of the centre it is, along x and y: -1, 0 or 1.
    pub const fn sign(self) -> (f64, f64) {
        match self {
            Self::TopLeft => (-1.0, -1.0),
            Self::Top => (0.0, -1.0),
            Self::TopRight => (1.0, -1.0),
            Self::Right => (1.0, 0.0),
            Self::BottomRight => (1.0, 1.0),
            Self::Bottom => (0.0, 1.0),
            Self::BottomLeft => (-1.0, 1.0),
            Self::Left => (-1.0, 0.0),
        }
    }

    /// The one across the centre.
    pub const fn opposite(self) -> Self {
        match self {
            Self::TopLeft => Self::BottomRight,
            Self::Top => Self::Bottom,
            Self::TopRight => Self::BottomLeft,
            Self::Right => Self::Left,
            Self::BottomRight => Self::TopLeft,
            Self::Bottom => Self::Top,
            Self::BottomLeft => Self::TopRight,
            Self::Left => Self::Right,
        }
    }

    /// Whether it moves two sides.
    pub const fn is_corner(self) -> bool {
        matches!(self, Self::TopLeft | Self::TopRight | Self::BottomRight | Self::BottomLeft)
    }
}

impl Axis {
    /// The coordinate of `point` along this axis.
    pub const fn of(self, point: Point) -> f64 {
        match self {
            Self::X => point.x,
            Self::Y => point.y,
        }
    }

    /// The other axis.
    pub const fn across(self) -> Self {
        match self {
            Self::X => Self::Y,
            Self::Y => Self::X,
        }
    }

    /// The vector of `length` along this axis.
    pub const fn vector(self, length: f64) -> Vector {
        match self {
            Self::X => Vector::new(length, 0.0),
            Self::Y => Vector::new(0.0, length),
        }
    }
}

/// The smallest upright rectangle around all tiles, or `None` for none.
pub fn bounds_of(tiles: &[Placed]) -> Option<Rect> {
    Rect::union_of(tiles.iter().map(|tile| tile.frame.bounds()))
}

/// Collages and strategies for the tests of the kernels.
#[cfg(test)]
pub(crate) mod fixtures {
    use proptest::prelude::*;

    use super::Placed;
    use crate::model::{
        Collage, CollageId, Colour, Content, Frame, ImageHash, Picture, Point, Shape, ShapeKind, Size, TextAlign,
        TextBlock, Tile, TileId, Timestamp, Typeface, UnitRect,
    };

    pub(crate) fn id(raw: u32) -> TileId {
        TileId::from_raw(raw)
    }

    pub(crate) fn boxed(left: f64, top: f64, width: f64, height: f64) -> Frame {
        Frame::upright(Point::new(left + width / 2.0, top + height / 2.0), Size::new(width, height))
    }

    pub(crate) fn picture(crop: UnitRect) -> Picture {
        Picture { image: ImageHash([7; 32]), size_px: (800, 600), crop }
    }

    pub(crate) fn shape(kind: ShapeKind) -> Content {
        Content::Shape(Shape { kind, fill: Colour::WHITE })
    }

    pub(crate) fn words(text: &str) -> Content {
        Content::Text(TextBlock {
            text: text.into(),
            typeface: Typeface::Sans,
            size_px: 20.0,
            colour: Colour::WHITE,
            align: TextAlign::Left,
            bold: false,
        })
    }

    /// Tiles 0, 1, 2… from back to front.
    pub(crate) fn collage(tiles: impl IntoIterator<Item = (Frame, Content)>) -> Collage {
        let mut collage = Collage::new(CollageId::from_raw(1), "", Size::new(1000.0, 800.0), Timestamp(0));
        for (raw, (frame, content)) in (0..).zip(tiles) {
            collage.tiles.insert(id(raw), Tile::new(frame, content));
            collage.page.order.push(id(raw));
            collage.ids.next_tile = raw + 1;
        }
        collage
    }

    /// Rectangles 0, 1, 2… from back to front.
    pub(crate) fn rectangles(frames: impl IntoIterator<Item = Frame>) -> Collage {
        collage(frames.into_iter().map(|frame| (frame, shape(ShapeKind::Rectangle))))
    }

    pub(crate) fn placed(frames: impl IntoIterator<Item = Frame>) -> Vec<Placed> {
        (0..).zip(frames).map(|(raw, frame)| Placed { id: id(raw), frame, text_size_px: None }).collect()
    }

    pub(crate) fn any_frame() -> impl Strategy<Value = Frame> {
        (-1e3..1e3, -1e3..1e3, 4.0..500.0, 4.0..500.0, 0.0..360.0, any::<bool>(), any::<bool>()).prop_map(
            |(x, y, width, height, rotation_deg, flip_x, flip_y)| Frame {
                centre: Point::new(x, y),
                size: Size::new(width, height),
                rotation_deg,
                flip_x,
                flip_y,
            },
        )
    }
}
