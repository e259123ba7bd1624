//! Where a picture's quad lies among the pixels: which pixels of a row it touches, which it fills, and how
//! much of an edge pixel it covers.

use std::ops::Range;

use crate::model::{Affine, Point, Rect};

/// A parallelogram on the pixel grid: the image of the unit square.
#[derive(Debug, Clone)]
pub(super) struct Quad {
    /// Pixels → unit square.
    pub to_unit: Affine,
    /// Smallest upright rectangle, in pixels.
    pub bounds: Rect,
    edges: [Edges; 2],
}

/// The two opposite edges at 0 and 1 of one unit coordinate `t = a·x + c·y + e`.
#[derive(Debug, Clone, Copy)]
struct Edges {
    a: f64,
    c: f64,
    e: f64,
    /// Length of the gradient: unit lengths per pixel.
    slope: f64,
    /// How far `t` varies from the middle of a pixel to its farthest corner.
    reach: f64,
}

impl Edges {
    fn new(a: f64, c: f64, e: f64) -> Self {
        Self { a, c, e, slope: a.hypot(c), reach: (a.abs() + c.abs()) / 2.0 }
    }

    /// The pixels `x` of a row whose middle has `low ≤ t ≤ high`, as real numbers.
    fn between(&self, row_middle: f64, low: f64, high: f64) -> (f64, f64) {
        let start = self.c * row_middle + self.e;
        if self.a.abs() < 1e-12 {
            return if (low..=high).contains(&start) {
                (f64::NEG_INFINITY, f64::INFINITY)
            } else {
                (f64::INFINITY, f64::NEG_INFINITY)
            };
        }
        let (p, q) = ((low - start) / self.a - 0.5, (high - start) / self.a - 0.5);
        (p.min(q), p.max(q))
    }

    /// The part of a pixel that lies between the two edges, from `t` at its middle.
    fn coverage(&self, t: f64) -> f64 {
        let side = |distance: f64| half_plane(distance, self.a.abs() / self.slope, self.c.abs() / self.slope);
        (side(t / self.slope) + side((1.0 - t) / self.slope) - 1.0).max(0.0)
    }
}

/// The part of a unit pixel on the inner side of a straight edge: `distance` from the pixel's middle to the
/// edge, positive when the middle is inside; `(a, c)` the edge's unit normal, both parts positive. The width
/// of the pixel seen along the edge is a trapezoid; this is its integral.
fn half_plane(distance: f64, a: f64, c: f64) -> f64 {
    let (outer, inner) = ((a + c) / 2.0, (a - c).abs() / 2.0);
    let away = distance.abs();
    let beyond = if away >= outer {
        0.0
    } else if away <= inner {
        0.5 - away / a.max(c)
    } else {
        (outer - away) * (outer - away) / (2.0 * a * c)
    };
    if distance < 0.0 { beyond } else { 1.0 - beyond }
}

impl Quad {
    /// The image of the unit square under `to_pixels`; `None` when it has no area or is out of all bounds.
    pub fn new(to_pixels: &Affine) -> Option<Self> {
        let to_unit = to_pixels.inverse()?;
        let corner = |x: f64, y: f64| to_pixels.apply(Point::new(x, y));
        let bounds = Rect::from_corners(corner(0.0, 0.0), corner(1.0, 1.0))
            .union(&Rect::from_corners(corner(1.0, 0.0), corner(0.0, 1.0)));
        let numbers = [to_unit.a, to_unit.b, to_unit.c, to_unit.d, to_unit.e, to_unit.f, bounds.min.x, bounds.max.y];
        numbers.iter().all(|value| value.is_finite()).then_some(Self {
            edges: [Edges::new(to_unit.a, to_unit.c, to_unit.e), Edges::new(to_unit.b, to_unit.d, to_unit.f)],
            to_unit,
            bounds,
        })
    }

    /// The pixels of row `y` within `columns` that the quad touches at all.
    pub fn touched(&self, y: usize, columns: &Range<usize>) -> Range<usize> {
        self.columns_between(y, columns, |edges| (-edges.reach, 1.0 + edges.reach))
    }

    /// The pixels of row `y` within `columns` that the quad fills entirely.
    pub fn filled(&self, y: usize, columns: &Range<usize>) -> Range<usize> {
        self.columns_between(y, columns, |edges| (edges.reach, 1.0 - edges.reach))
    }

    fn columns_between(&self, y: usize, columns: &Range<usize>, limits: impl Fn(&Edges) -> (f64, f64)) -> Range<usize> {
        let row_middle = y as f64 + 0.5;
        let (mut from, mut to) = (f64::NEG_INFINITY, f64::INFINITY);
        for edges in &self.edges {
            let (low, high) = limits(edges);
            let (first, last) =
                if low <= high { edges.between(row_middle, low, high) } else { (f64::INFINITY, f64::NEG_INFINITY) };
            (from, to) = (from.max(first), to.min(last));
        }
        clipped(from, to, columns)
    }

    /// The part of pixel (x, y) that the quad covers, 0 to 1.
    pub fn coverage(&self, x: usize, y: usize) -> f64 {
        let unit = self.to_unit.apply(Point::new(x as f64 + 0.5, y as f64 + 0.5));
        let [across, down] = &self.edges;
        across.coverage(unit.x) * down.coverage(unit.y)
    }
}

/// The whole numbers from `first` to `last`, both included, that lie within `columns`.
pub(super) fn clipped(first: f64, last: f64, columns: &Range<usize>) -> Range<usize> {
    // Float casts saturate: infinities become the ends of the range.
    let from = (first.ceil().max(0.0) as usize).clamp(columns.start, columns.end);
    let to = ((last.floor() + 1.0).max(0.0) as usize).clamp(from, columns.end.max(from));
    from..to
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn quad(width: f64, height: f64, degrees: f64, x: f64, y: f64) -> Quad {
        let map = Affine::translation(-0.5, -0.5)
            .then(&Affine::scaling(width, height))
            .then(&Affine::rotation(degrees))
            .then(&Affine::translation(x, y));
        Quad::new(&map).unwrap()
    }

    #[test]
    fn an_upright_quad_on_the_grid_has_sharp_edges() {
        let quad = quad(4.0, 2.0, 0.0, 5.0, 3.0);
        assert_eq!(quad.filled(2, &(0..20)), 3..7);
        assert!(quad.filled(1, &(0..20)).is_empty());
        assert_eq!((quad.coverage(2, 2), quad.coverage(3, 2)), (0.0, 1.0));
    }

    #[test]
    fn a_map_that_flattens_is_no_quad() {
        assert!(Quad::new(&Affine::scaling(1.0, 0.0)).is_none());
        assert!(Quad::new(&Affine::translation(f64::NAN, 0.0)).is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn coverage_adds_up_to_the_area(
            width in 1.5..30.0, height in 1.5..30.0, degrees in 0.0..360.0, x in 24.0..26.0, y in 24.0..26.0
        ) {
            let quad = quad(width, height, degrees, x, y);
            let mut area = 0.0;
            for row in 0..50 {
                let touched = quad.touched(row, &(0..50));
                for column in 0..50 {
                    let coverage = quad.coverage(column, row);
                    area += coverage;
                    if coverage > 1e-9 {
                        prop_assert!(touched.contains(&column), "{column} {row} {coverage}");
                    }
                }
                for column in quad.filled(row, &(0..50)) {
                    prop_assert!(quad.coverage(column, row) > 1.0 - 1e-9);
                }
            }
            // Only at the four corners is the product of the two sides an approximation.
            prop_assert!((area - width * height).abs() < 0.6, "{area} {}", width * height);
        }
    }
}
