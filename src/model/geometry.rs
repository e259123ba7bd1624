//! Points, sizes, rectangles, tile frames and affine maps. Scene space: pixels of the page at 1×, origin
//! at its top left corner, `y` down, angles clockwise.

use serde::{Deserialize, Serialize};

/// A place in some space; which one is said by the name of the variable.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// A difference between two points.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Vector {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// Width and height.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Size {
    /// Along `x`.
    pub width: f64,
    /// Along `y`.
    pub height: f64,
}

/// An upright rectangle, `min` ≤ `max`.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Rect {
    /// Top left corner.
    pub min: Point,
    /// Bottom right corner.
    pub max: Point,
}

/// A part of a picture in fractions of its upright width and height: `0 ≤ x0 < x1 ≤ 1`, likewise `y`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct UnitRect {
    /// Left.
    pub x0: f64,
    /// Top.
    pub y0: f64,
    /// Right.
    pub x1: f64,
    /// Bottom.
    pub y1: f64,
}

/// Where a tile lies: a box of `size` around `centre`, flipped in its own space, then turned.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// In scene space.
    pub centre: Point,
    /// Before rotation, in scene pixels; both sides at least [`Frame::MIN_SIDE_PX`].
    pub size: Size,
    /// Clockwise, in [0, 360).
    #[serde(default)]
    pub rotation_deg: f64,
    /// Mirrored left to right.
    #[serde(default)]
    pub flip_x: bool,
    /// Mirrored top to bottom.
    #[serde(default)]
    pub flip_y: bool,
}

/// A map of the plane: `x' = a·x + c·y + e`, `y' = b·x + d·y + f` (the order of SVG's and PDF's `matrix`).
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "the six coefficients have no better names than their letters")]
pub struct Affine {
    pub a: f64,
    pub b: f64,
    pub c: f64,
    pub d: f64,
    pub e: f64,
    pub f: f64,
}

impl Point {
    /// A point from its coordinates.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Straight-line distance to `other`.
    pub fn distance(self, other: Self) -> f64 {
        (self - other).length()
    }
}

impl std::ops::Add<Vector> for Point {
    type Output = Self;
    fn add(self, by: Vector) -> Self {
        Self::new(self.x + by.x, self.y + by.y)
    }
}

impl std::ops::Sub for Point {
    type Output = Vector;
    fn sub(self, other: Self) -> Vector {
        Vector::new(self.x - other.x, self.y - other.y)
    }
}

impl Vector {
    /// No movement.
    pub const ZERO: Self = Self::new(0.0, 0.0);

    /// A vector from its parts.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Euclidean length.
    pub fn length(self) -> f64 {
        self.x.hypot(self.y)
    }

    /// Turned clockwise (in a space whose `y` grows downwards).
    pub fn rotated(self, degrees: f64) -> Self {
        let (sin, cos) = sin_cos_deg(degrees);
        Self::new(self.x * cos - self.y * sin, self.x * sin + self.y * cos)
    }
}

impl std::ops::Mul<f64> for Vector {
    type Output = Self;
    fn mul(self, by: f64) -> Self {
        Self::new(self.x * by, self.y * by)
    }
}

impl std::ops::Add for Vector {
    type Output = Self;
    fn add(self, by: Self) -> Self {
        Self::new(self.x + by.x, self.y + by.y)
    }
}

impl Size {
    /// A size from its sides.
    pub const fn new(width: f64, height: f64) -> Self {
        Self { width, height }
    }

    /// Width divided by height.
    pub fn aspect(self) -> f64 {
        self.width / self.height
    }

    /// The largest size of this shape inside `bounds`.
    pub fn fitted(self, bounds: Self) -> Self {
        let scale = (bounds.width / self.width).min(bounds.height / self.height);
        Self::new(self.width * scale, self.height * scale)
    }
}

impl Rect {
    /// The smallest rectangle around two corners, in any order.
    pub fn from_corners(a: Point, b: Point) -> Self {
        Self { min: Point::new(a.x.min(b.x), a.y.min(b.y)), max: Point::new(a.x.max(b.x), a.y.max(b.y)) }
    }

    /// A rectangle from its top left corner and size.
    pub fn from_min_size(min: Point, size: Size) -> Self {
        Self { min, max: Point::new(min.x + size.width, min.y + size.height) }
    }

    /// The middle.
    pub fn centre(&self) -> Point {
        Point::new(f64::midpoint(self.min.x, self.max.x), f64::midpoint(self.min.y, self.max.y))
    }

    /// Width and height.
    pub fn size(&self) -> Size {
        Size::new(self.max.x - self.min.x, self.max.y - self.min.y)
    }

    /// Whether `point` lies inside or on the edge.
    pub fn contains(&self, point: Point) -> bool {
        (self.min.x..=self.max.x).contains(&point.x) && (self.min.y..=self.max.y).contains(&point.y)
    }

    /// Whether the two share a point.
    pub fn intersects(&self, other: &Self) -> bool {
        self.min.x <= other.max.x && other.min.x <= self.max.x && self.min.y <= other.max.y && other.min.y <= self.max.y
    }

    /// The smallest rectangle around both.
    pub fn union(&self, other: &Self) -> Self {
        Self {
            min: Point::new(self.min.x.min(other.min.x), self.min.y.min(other.min.y)),
            max: Point::new(self.max.x.max(other.max.x), self.max.y.max(other.max.y)),
        }
    }

    /// The smallest rectangle around all, or `None` for none.
    pub fn union_of(rects: impl IntoIterator<Item = Self>) -> Option<Self> {
        rects.into_iter().reduce(|all, one| all.union(&one))
    }

    /// Moved by `by`.
    pub fn translated(&self, by: Vector) -> Self {
        Self { min: self.min + by, max: self.max + by }
    }
}

impl UnitRect {
    /// The whole picture.
    pub const FULL: Self = Self { x0: 0.0, y0: 0.0, x1: 1.0, y1: 1.0 };

    /// The smallest side a crop may have.
    pub const MIN_SIDE: f64 = 0.001;

    /// A part of a picture, clamped into it and kept at least [`Self::MIN_SIDE`] wide and high. Values
    /// that are no numbers give the whole picture.
    pub fn clamped(x0: f64, y0: f64, x1: f64, y1: f64) -> Self {
        if ![x0, y0, x1, y1].iter().all(|value| value.is_finite()) {
            return Self::FULL;
        }
        let span = |from: f64, to: f64| {
            let (from, to) = (from.min(to).clamp(0.0, 1.0 - Self::MIN_SIDE), from.max(to).clamp(0.0, 1.0));
            (from, to.max(from + Self::MIN_SIDE))
        };
        let ((x0, x1), (y0, y1)) = (span(x0, x1), span(y0, y1));
        Self { x0, y0, x1, y1 }
    }

    /// Fraction of the picture's width.
    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    /// Fraction of the picture's height.
    pub fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    /// Whether nothing is cropped away.
    pub fn is_full(&self) -> bool {
        *self == Self::FULL
    }

    /// Whether all four values keep the invariant.
    pub fn is_valid(&self) -> bool {
        let ok = |from: f64, to: f64| from >= 0.0 && to <= 1.0 && to - from >= Self::MIN_SIDE / 2.0;
        ok(self.x0, self.x1) && ok(self.y0, self.y1)
    }
}

impl Frame {
    /// The smallest side of a tile.
    pub const MIN_SIDE_PX: f64 = 1.0;
    /// The largest side of a tile, and the farthest a centre may lie from the origin.
    pub const MAX_PX: f64 = 1_000_000.0;

    /// An upright, unflipped frame.
    pub const fn upright(centre: Point, size: Size) -> Self {
        Self { centre, size, rotation_deg: 0.0, flip_x: false, flip_y: false }
    }

    /// The frame brought within what [`Self::is_valid`] asks; values that are no numbers become 0 or the
    /// smallest side.
    #[must_use]
    pub fn sanitised(self) -> Self {
        let place = |value: f64| if value.is_finite() { value.clamp(-Self::MAX_PX, Self::MAX_PX) } else { 0.0 };
        let side = |value: f64| {
            if value.is_finite() { value.abs().clamp(Self::MIN_SIDE_PX, Self::MAX_PX) } else { Self::MIN_SIDE_PX }
        };
        Self {
            centre: Point::new(place(self.centre.x), place(self.centre.y)),
            size: Size::new(side(self.size.width), side(self.size.height)),
            rotation_deg: normalised_deg(self.rotation_deg),
            ..self
        }
    }

    /// Whether every number is finite and in range.
    pub fn is_valid(&self) -> bool {
        *self == self.sanitised()
    }

    /// From tile space (origin at the frame's top left before rotation, scene pixels) to scene space.
    pub fn to_scene(&self) -> Affine {
        let (half_width, half_height) = (self.size.width / 2.0, self.size.height / 2.0);
        let flip = |flipped: bool| if flipped { -1.0 } else { 1.0 };
        Affine::translation(-half_width, -half_height)
            .then(&Affine::scaling(flip(self.flip_x), flip(self.flip_y)))
            .then(&Affine::rotation(self.rotation_deg))
            .then(&Affine::translation(self.centre.x, self.centre.y))
    }

    /// A scene position in tile space; inside the frame when both parts lie in `0..=size`.
    pub fn to_tile(&self, pos_in_scene: Point) -> Point {
        let unturned = (pos_in_scene - self.centre).rotated(-self.rotation_deg);
        let mirrored = |value: f64, flipped: bool| if flipped { -value } else { value };
        Point::new(
            mirrored(unturned.x, self.flip_x) + self.size.width / 2.0,
            mirrored(unturned.y, self.flip_y) + self.size.height / 2.0,
        )
    }

    /// Whether a scene position lies in the turned box.
    pub fn contains(&self, pos_in_scene: Point) -> bool {
        let pos = self.to_tile(pos_in_scene);
        (0.0..=self.size.width).contains(&pos.x) && (0.0..=self.size.height).contains(&pos.y)
    }

    /// The corners in scene space: top left, top right, bottom right, bottom left of the unflipped box.
    pub fn corners(&self) -> [Point; 4] {
        let (x, y) = (self.size.width / 2.0, self.size.height / 2.0);
        [(-x, -y), (x, -y), (x, y), (-x, y)].map(|(x, y)| self.centre + Vector::new(x, y).rotated(self.rotation_deg))
    }

    /// The smallest upright rectangle around the turned box.
    pub fn bounds(&self) -> Rect {
        let [a, b, c, d] = self.corners();
        Rect::from_corners(a, c).union(&Rect::from_corners(b, d))
    }
}

impl Affine {
    /// Leaves everything where it is.
    pub const IDENTITY: Self = Self { a: 1.0, b: 0.0, c: 0.0, d: 1.0, e: 0.0, f: 0.0 };

    /// Moves.
    pub const fn translation(x: f64, y: f64) -> Self {
        Self { e: x, f: y, ..Self::IDENTITY }
    }

    /// Scales about the origin.
    pub const fn scaling(x: f64, y: f64) -> Self {
        Self { a: x, d: y, ..Self::IDENTITY }
    }

    /// Turns clockwise about the origin.
    pub fn rotation(degrees: f64) -> Self {
        let (sin, cos) = sin_cos_deg(degrees);
        Self { a: cos, b: sin, c: -sin, d: cos, e: 0.0, f: 0.0 }
    }

    /// `self` first, then `next`.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        Self {
            a: next.a * self.a + next.c * self.b,
            b: next.b * self.a + next.d * self.b,
            c: next.a * self.c + next.c * self.d,
            d: next.b * self.c + next.d * self.d,
            e: next.a * self.e + next.c * self.f + next.e,
            f: next.b * self.e + next.d * self.f + next.f,
        }
    }

    /// Where `point` goes.
    pub fn apply(&self, point: Point) -> Point {
        Point::new(self.a * point.x + self.c * point.y + self.e, self.b * point.x + self.d * point.y + self.f)
    }

    /// The way back, unless the map flattens the plane.
    pub fn inverse(&self) -> Option<Self> {
        let det = self.a * self.d - self.b * self.c;
        if !det.is_finite() || det.abs() < 1e-12 {
            return None;
        }
        let (a, b, c, d) = (self.d / det, -self.b / det, -self.c / det, self.a / det);
        Some(Self { a, b, c, d, e: -(a * self.e + c * self.f), f: -(b * self.e + d * self.f) })
    }
}

/// `degrees` in [0, 360); what is no number becomes 0.
pub fn normalised_deg(degrees: f64) -> f64 {
    if !degrees.is_finite() {
        return 0.0;
    }
    let turned = degrees.rem_euclid(360.0);
    // rem_euclid of a tiny negative number rounds up to 360 itself.
    if turned >= 360.0 { 0.0 } else { turned }
}

/// Sine and cosine, exact at quarter turns, so that a tile turned by 90° keeps straight edges.
fn sin_cos_deg(degrees: f64) -> (f64, f64) {
    let turned = normalised_deg(degrees);
    if turned == 0.0 {
        (0.0, 1.0)
    } else if turned == 90.0 {
        (1.0, 0.0)
    } else if turned == 180.0 {
        (0.0, -1.0)
    } else if turned == 270.0 {
        (-1.0, 0.0)
    } else {
        turned.to_radians().sin_cos()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn frame() -> impl Strategy<Value = Frame> {
        (-1e4..1e4, -1e4..1e4, 1.0..1e4, 1.0..1e4, 0.0..360.0, any::<bool>(), any::<bool>()).prop_map(
            |(x, y, width, height, rotation_deg, flip_x, flip_y)| Frame {
                centre: Point::new(x, y),
                size: Size::new(width, height),
                rotation_deg,
                flip_x,
                flip_y,
            },
        )
    }

    proptest! {
        #[test]
        fn to_tile_undoes_to_scene(frame in frame(), x in -1e4..1e4, y in -1e4..1e4) {
            let there = frame.to_scene().apply(Point::new(x, y));
            prop_assert!(frame.to_tile(there).distance(Point::new(x, y)) < 1e-6);
        }

        #[test]
        fn bounds_hold_the_corners(frame in frame()) {
            let bounds = frame.bounds();
            for corner in frame.corners() {
                prop_assert!(bounds.contains(corner));
            }
        }

        #[test]
        fn inverse_undoes(frame in frame(), x in -1e3..1e3, y in -1e3..1e3) {
            let map = frame.to_scene();
            let back = map.inverse().unwrap().apply(map.apply(Point::new(x, y)));
            prop_assert!(back.distance(Point::new(x, y)) < 1e-6);
        }

        #[test]
        fn sanitising_always_gives_a_valid_frame(x in any::<f64>(), w in any::<f64>(), r in any::<f64>()) {
            let frame = Frame { rotation_deg: r, ..Frame::upright(Point::new(x, w), Size::new(w, x)) };
            prop_assert!(frame.sanitised().is_valid());
        }

        #[test]
        fn clamping_always_gives_a_valid_crop(a in any::<f64>(), b in any::<f64>(), c in -2.0..2.0, d in -2.0..2.0) {
            prop_assert!(UnitRect::clamped(a, c, b, d).is_valid());
        }
    }
}
