//! Collage → draw list.

use crate::model::{Affine, Collage, Content, Frame, Point, ShapeKind, Tile, TileId};

use super::draw::{DrawItem, DrawKind, DrawList, Outline, Segment};
use super::text::TextShaper;

/// Everything visible, from back to front.
pub fn flatten(collage: &Collage, shaper: &TextShaper) -> DrawList {
    DrawList {
        page_size: collage.page.size,
        background: collage.page.background,
        items: collage.tiles_in_order().filter_map(|(id, tile)| item(id, tile, &tile.frame, shaper)).collect(),
    }
}

/// What one tile draws when it lies at `frame` (its own, or where a running drag has it); `None` when it
/// is hidden.
pub fn item(id: TileId, tile: &Tile, frame: &Frame, shaper: &TextShaper) -> Option<DrawItem> {
    if tile.hidden {
        return None;
    }
    let to_scene = frame.to_scene();
    let kind = match &tile.content {
        Content::Picture(picture) => DrawKind::Image {
            image: picture.image,
            part: picture.crop,
            to_scene: Affine::scaling(frame.size.width, frame.size.height).then(&to_scene),
        },
        Content::Text(block) => DrawKind::Glyphs { runs: shaper.shape(block, frame.size.width).runs.clone(), to_scene },
        Content::Shape(shape) => {
            let path = match shape.kind {
                ShapeKind::Rectangle => rectangle(frame.size.width, frame.size.height),
                ShapeKind::Ellipse => ellipse(frame.size.width, frame.size.height),
            };
            DrawKind::Path { path, fill: shape.fill, to_scene }
        }
    };
    Some(DrawItem { tile: id, opacity: tile.opacity, kind })
}

fn rectangle(width: f64, height: f64) -> Outline {
    Outline(vec![
        Segment::Move(Point::new(0.0, 0.0)),
        Segment::Line(Point::new(width, 0.0)),
        Segment::Line(Point::new(width, height)),
        Segment::Line(Point::new(0.0, height)),
        Segment::Close,
    ])
}

/// Four cubic arcs; the handle length 4/3·(√2−1) keeps them within 0.03 % of the true ellipse.
fn ellipse(width: f64, height: f64) -> Outline {
    const HANDLE: f64 = 0.552_284_749_830_793_4;
    let (rx, ry) = (width / 2.0, height / 2.0);
    let at = |x: f64, y: f64| Point::new(rx + x * rx, ry + y * ry);
    Outline(vec![
        Segment::Move(at(1.0, 0.0)),
        Segment::Cubic(at(1.0, HANDLE), at(HANDLE, 1.0), at(0.0, 1.0)),
        Segment::Cubic(at(-HANDLE, 1.0), at(-1.0, HANDLE), at(-1.0, 0.0)),
        Segment::Cubic(at(-1.0, -HANDLE), at(-HANDLE, -1.0), at(0.0, -1.0)),
        Segment::Cubic(at(HANDLE, -1.0), at(1.0, -HANDLE), at(1.0, 0.0)),
        Segment::Close,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CollageId, Colour, Shape, Size, Timestamp};

    #[test]
    fn hidden_tiles_draw_nothing_and_order_is_kept() {
        let mut collage = Collage::new(CollageId::from_raw(1), "t", Size::new(100.0, 100.0), Timestamp(0));
        for raw in 0..3 {
            let id = TileId::from_raw(raw);
            let frame = Frame::upright(Point::new(50.0, 50.0), Size::new(10.0, 20.0));
            let shape = Shape { kind: ShapeKind::Ellipse, fill: Colour::BLACK };
            let mut tile = Tile::new(frame, Content::Shape(shape));
            tile.hidden = raw == 1;
            collage.tiles.insert(id, tile);
            collage.page.order.insert(0, id);
        }
        let list = flatten(&collage, &TextShaper::new());
        assert_eq!(list.items.iter().map(|item| item.tile.raw()).collect::<Vec<_>>(), [2, 0]);
    }
}
