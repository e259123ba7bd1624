//! What lies under the pointer or inside a marquee.

use crate::model::{AlphaAt, Collage, Content, Point, Rect, ShapeKind, Tile, TileId};

/// Pictures less opaque than this (of 255) are see-through: what lies behind is hit.
pub const ALPHA_THRESHOLD: u8 = 16;

/// When a marquee takes a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MarqueeMode {
    /// As soon as it touches the tile's turned box.
    #[default]
    Touch,
    /// Only when it holds the whole box.
    Enclose,
}

/// The frontmost tile at a scene position. Tiles narrower or lower than twice `slop_px` (scene pixels) can be
/// hit that far from their centre, so that small ones can be taken at all.
pub fn topmost(collage: &Collage, pos_in_scene: Point, alpha: &dyn AlphaAt, slop_px: f64) -> Option<TileId> {
    hits(collage, pos_in_scene, alpha, slop_px).next()
}

/// Every tile at a scene position, from front to back.
pub fn all_at(collage: &Collage, pos_in_scene: Point, alpha: &dyn AlphaAt, slop_px: f64) -> Vec<TileId> {
    hits(collage, pos_in_scene, alpha, slop_px).collect()
}

/// The tile behind `current` at a scene position, for clicks that go deeper; the frontmost again after the
/// last, or when `current` is not there.
pub fn next_below(
    collage: &Collage,
    pos_in_scene: Point,
    alpha: &dyn AlphaAt,
    slop_px: f64,
    current: Option<TileId>,
) -> Option<TileId> {
    let all = all_at(collage, pos_in_scene, alpha, slop_px);
    let behind = current.and_then(|current| all.iter().skip_while(|id| **id != current).nth(1));
    behind.or(all.first()).copied()
}

/// The tiles that a marquee (scene space) takes, from back to front. Exact for turned tiles.
pub fn in_marquee(collage: &Collage, marquee: Rect, mode: MarqueeMode) -> Vec<TileId> {
    let taken = |tile: &Tile| match mode {
        MarqueeMode::Touch => touches(tile, marquee),
        MarqueeMode::Enclose => tile.frame.corners().iter().all(|corner| marquee.contains(*corner)),
    };
    collage.tiles_in_order().filter(|(_, tile)| is_reachable(tile) && taken(tile)).map(|(id, _)| id).collect()
}

fn hits<'a>(
    collage: &'a Collage,
    pos_in_scene: Point,
    alpha: &'a dyn AlphaAt,
    slop_px: f64,
) -> impl Iterator<Item = TileId> + 'a {
    let hit = move |tile: &Tile| is_reachable(tile) && tile.opacity > 0.0 && is_hit(tile, pos_in_scene, alpha, slop_px);
    collage.tiles_in_order().rev().filter(move |(_, tile)| hit(tile)).map(|(id, _)| id)
}

fn is_reachable(tile: &Tile) -> bool {
    !tile.hidden && !tile.locked
}

fn is_hit(tile: &Tile, pos_in_scene: Point, alpha: &dyn AlphaAt, slop_px: f64) -> bool {
    let size = tile.frame.size;
    let pos = tile.frame.to_tile(pos_in_scene);
    // Fractions of the box, 0 to 1 inside it.
    let (u, v) = (pos.x / size.width, pos.y / size.height);
    if size.width < 2.0 * slop_px || size.height < 2.0 * slop_px {
        let near = |fraction: f64, side: f64| (fraction - 0.5).abs() * side <= (side / 2.0).max(slop_px);
        return near(u, size.width) && near(v, size.height);
    }
    if !(0.0..=1.0).contains(&u) || !(0.0..=1.0).contains(&v) {
        return false;
    }
    match &tile.content {
        Content::Text(_) => true,
        Content::Shape(shape) => match shape.kind {
            ShapeKind::Rectangle => true,
            ShapeKind::Ellipse => (u - 0.5).hypot(v - 0.5) <= 0.5,
        },
        Content::Picture(picture) => {
            let crop = picture.crop;
            let pos_in_picture = Point::new(crop.x0 + u * crop.width(), crop.y0 + v * crop.height());
            alpha.alpha_at(picture.image, pos_in_picture).is_none_or(|alpha| alpha >= ALPHA_THRESHOLD)
        }
    }
}

/// Separating axes: two boxes are apart exactly when one of their four side directions shows a gap.
fn touches(tile: &Tile, marquee: Rect) -> bool {
    let frame = &tile.frame;
    let Rect { min, max } = marquee;
    let corners = [min, Point::new(max.x, min.y), max, Point::new(min.x, max.y)].map(|corner| frame.to_tile(corner));
    let tile_box = Rect { min: Point::default(), max: Point::new(frame.size.width, frame.size.height) };
    let [a, b, c, d] = corners;
    let marquee_in_tile = Rect::from_corners(a, c).union(&Rect::from_corners(b, d));
    frame.bounds().intersects(&marquee) && marquee_in_tile.intersects(&tile_box)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::kernels::fixtures::{any_frame, boxed, collage, id, picture, rectangles, shape, words};
    use crate::model::ports::AllOpaque;
    use crate::model::{Frame, ImageHash, UnitRect};

    /// Opaque in the left half of the picture only.
    struct LeftHalf;

    impl AlphaAt for LeftHalf {
        fn alpha_at(&self, _: ImageHash, pos_in_picture: Point) -> Option<u8> {
            Some(if pos_in_picture.x < 0.5 { ALPHA_THRESHOLD } else { ALPHA_THRESHOLD - 1 })
        }
    }

    fn at(collage: &Collage, x: f64, y: f64) -> Option<TileId> {
        topmost(collage, Point::new(x, y), &LeftHalf, 0.0)
    }

    #[test]
    fn the_front_is_hit_unless_it_is_see_through_there() {
        let box_ = boxed(0.0, 0.0, 100.0, 100.0);
        let both = collage([(box_, words("behind")), (box_, Content::Picture(picture(UnitRect::FULL)))]);
        assert_eq!(at(&both, 10.0, 50.0), Some(id(1)));
        assert_eq!(at(&both, 90.0, 50.0), Some(id(0)));
        assert_eq!(at(&both, 101.0, 50.0), None);
    }

    #[test]
    fn crop_flip_and_turn_are_respected() {
        let box_ = boxed(0.0, 0.0, 100.0, 100.0);
        let right = UnitRect { x0: 0.4, y0: 0.0, x1: 0.9, y1: 1.0 };
        let cropped = collage([(box_, Content::Picture(picture(right)))]);
        assert_eq!(at(&cropped, 15.0, 50.0), Some(id(0)));
        assert_eq!(at(&cropped, 25.0, 50.0), None);
        let full = || Content::Picture(picture(UnitRect::FULL));
        let flipped = collage([(Frame { flip_x: true, ..box_ }, full())]);
        assert_eq!((at(&flipped, 10.0, 50.0), at(&flipped, 90.0, 50.0)), (None, Some(id(0))));
        // A quarter turn clockwise brings the left half to the top.
        let turned = collage([(Frame { rotation_deg: 90.0, ..box_ }, full())]);
        assert_eq!((at(&turned, 90.0, 10.0), at(&turned, 90.0, 90.0)), (Some(id(0)), None));
    }

    #[test]
    fn hidden_locked_and_invisible_tiles_are_passed() {
        let mut tiles = rectangles([boxed(0.0, 0.0, 10.0, 10.0); 4]);
        tiles.tiles.get_mut(&id(3)).unwrap().hidden = true;
        tiles.tiles.get_mut(&id(2)).unwrap().locked = true;
        tiles.tiles.get_mut(&id(1)).unwrap().opacity = 0.0;
        assert_eq!(at(&tiles, 5.0, 5.0), Some(id(0)));
        let marquee = boxed(0.0, 0.0, 10.0, 10.0).bounds();
        assert_eq!(in_marquee(&tiles, marquee, MarqueeMode::Touch), [id(0), id(1)]);
    }

    #[test]
    fn an_ellipse_is_hit_in_its_outline_only() {
        let round = collage([(boxed(0.0, 0.0, 200.0, 100.0), shape(ShapeKind::Ellipse))]);
        assert_eq!(at(&round, 100.0, 2.0), Some(id(0)));
        assert_eq!(at(&round, 8.0, 8.0), None);
    }

    #[test]
    fn small_tiles_have_a_wider_target() {
        let dot = collage([(boxed(50.0, 50.0, 2.0, 2.0), shape(ShapeKind::Ellipse))]);
        assert_eq!(topmost(&dot, Point::new(54.0, 47.5), &AllOpaque, 4.0), Some(id(0)));
        assert_eq!(topmost(&dot, Point::new(56.0, 51.0), &AllOpaque, 4.0), None);
    }

    #[test]
    fn clicks_go_deeper_and_round() {
        let pile = rectangles([boxed(0.0, 0.0, 10.0, 10.0); 3]);
        let below = |current| next_below(&pile, Point::new(5.0, 5.0), &AllOpaque, 0.0, current);
        assert_eq!(below(None), Some(id(2)));
        assert_eq!(below(Some(id(2))), Some(id(1)));
        assert_eq!(below(Some(id(0))), Some(id(2)));
        assert_eq!(below(Some(id(9))), Some(id(2)));
    }

    #[test]
    fn a_marquee_in_the_empty_corner_of_a_turned_tile_misses_it() {
        let diamond = rectangles([Frame { rotation_deg: 45.0, ..boxed(0.0, 0.0, 100.0, 100.0) }]);
        let corner = Rect::from_corners(Point::new(-20.0, -20.0), Point::new(5.0, 5.0));
        assert!(diamond.tiles[&id(0)].frame.bounds().intersects(&corner));
        assert_eq!(in_marquee(&diamond, corner, MarqueeMode::Touch), []);
        let middle = Rect::from_corners(Point::new(0.0, 45.0), Point::new(1.0, 55.0));
        assert_eq!(in_marquee(&diamond, middle, MarqueeMode::Touch), [id(0)]);
        assert_eq!(in_marquee(&diamond, middle, MarqueeMode::Enclose), []);
        // Apart along the page's axes only: seen in its own, the diamond lies within the marquee's corners.
        let beside = Rect::from_corners(Point::new(125.0, -150.0), Point::new(525.0, 250.0));
        assert_eq!(in_marquee(&diamond, beside, MarqueeMode::Touch), []);
        let around = Rect::from_corners(Point::new(-21.0, -21.0), Point::new(121.0, 121.0));
        assert_eq!(in_marquee(&diamond, around, MarqueeMode::Enclose), [id(0)]);
    }

    proptest! {
        #[test]
        fn hits_run_from_front_to_back_and_hold_the_point(
            frames in proptest::collection::vec(any_frame(), 1..20), x in -1e3..1e3, y in -1e3..1e3,
        ) {
            let tiles = rectangles(frames.clone());
            let pos = Point::new(x, y);
            let found = all_at(&tiles, pos, &AllOpaque, 0.0);
            let expected: Vec<_> =
                (0..frames.len()).rev().filter(|&at| frames[at].contains(pos)).map(|at| id(at as u32)).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn what_is_enclosed_is_touched(frames in proptest::collection::vec(any_frame(), 1..20), corner in any_frame()) {
            let tiles = rectangles(frames);
            let marquee = corner.bounds();
            let touched = in_marquee(&tiles, marquee, MarqueeMode::Touch);
            for id in in_marquee(&tiles, marquee, MarqueeMode::Enclose) {
                prop_assert!(touched.contains(&id));
            }
        }

        #[test]
        fn a_marquee_touches_what_shares_a_point(frame in any_frame(), u in 0.0..1.0, v in 0.0..1.0, w in 0.0..50.0) {
            let inside = frame.to_scene().apply(Point::new(u * frame.size.width, v * frame.size.height));
            let marquee = Rect::from_corners(Point::new(inside.x - w, inside.y - 1.0), Point::new(inside.x + 1.0, inside.y + w));
            prop_assert_eq!(in_marquee(&rectangles([frame]), marquee, MarqueeMode::Touch), vec![id(0)]);
        }
    }
}
