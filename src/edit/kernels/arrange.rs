//! Putting a heap of tiles in order: a grid of equal cells, or rows of one width that keep every shape. The
//! block stays where the selection is: its top left corner does not move. A group that is selected as a whole
//! counts as one; locked tiles stay.

use std::collections::BTreeSet;

use super::select::{Unit, units};
use super::{Placed, bounds_of};
use crate::model::{Collage, Frame, Point, Rect, Size, TileId, Vector};

/// In which order the places are filled, row by row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ArrangeBy {
    /// As the tiles lie now: row by row, from left to right.
    #[default]
    Reading,
    /// By name, then by age.
    Name,
}

/// Something that takes one place.
struct Piece {
    unit: Unit,
    bounds: Rect,
}

/// The selection in a grid of equal cells that fills its bounds, with `gap_px` between cells. Each tile is
/// scaled to fit its cell and stands in the middle of it.
pub fn grid(collage: &Collage, selection: &BTreeSet<TileId>, gap_px: f64, by: ArrangeBy) -> Vec<Placed> {
    let Some((pieces, area)) = pieces(collage, selection, by) else { return Vec::new() };
    let (count, size) = (pieces.len() as f64, area.size());
    let columns = (count * size.aspect()).sqrt().round().clamp(1.0, count);
    let rows = (count / columns).ceil();
    let cell_side = |px: f64, cells: f64| ((px - gap_px * (cells - 1.0)) / cells).max(Frame::MIN_SIDE_PX);
    let cell = Size::new(cell_side(size.width, columns), cell_side(size.height, rows));
    let place = |(at, piece): (usize, &Piece)| {
        let (row, column) = ((at as f64 / columns).floor(), at as f64 % columns);
        let min = area.min + Vector::new(column * (cell.width + gap_px), row * (cell.height + gap_px));
        piece.fitted_into(Rect::from_min_size(min, cell))
    };
    pieces.iter().enumerate().flat_map(place).collect()
}

/// The selection in rows as wide as its bounds, with `gap_px` between tiles and between rows. Tiles of a row
/// get one height; there are as many rows as bring the block nearest to the height of the bounds.
pub fn pack(collage: &Collage, selection: &BTreeSet<TileId>, gap_px: f64, by: ArrangeBy) -> Vec<Placed> {
    let Some((pieces, area)) = pieces(collage, selection, by) else { return Vec::new() };
    let aspects: Vec<f64> = pieces.iter().map(|piece| piece.bounds.size().aspect()).collect();
    let wanted = area.size();
    let layouts = (1..=pieces.len()).filter_map(|rows| Rows::of(&aspects, rows, wanted.width, gap_px));
    let off = |rows: &Rows| (rows.height_px(gap_px) - wanted.height).abs();
    let Some(rows) = layouts.min_by(|a, b| off(a).total_cmp(&off(b))) else { return Vec::new() };
    let mut plan = Vec::new();
    let mut waiting = pieces.iter().zip(&aspects);
    let mut top = area.min.y;
    for (count, height) in rows.0 {
        let mut left = area.min.x;
        for (piece, aspect) in waiting.by_ref().take(count) {
            let place = Rect::from_min_size(Point::new(left, top), Size::new(height * aspect, height));
            plan.extend(piece.fitted_into(place));
            left += height * aspect + gap_px;
        }
        top += height + gap_px;
    }
    plan
}

/// Rows from top to bottom: how many tiles, and how high.
struct Rows(Vec<(usize, f64)>);

impl Rows {
    /// At most `rows` rows of about equal length, or `None` when the gaps leave no width for the tiles.
    fn of(aspects: &[f64], rows: usize, width_px: f64, gap_px: f64) -> Option<Self> {
        let per_row = aspects.iter().sum::<f64>() / rows as f64;
        let mut found = Vec::with_capacity(rows);
        let (mut count, mut in_row, mut before) = (0_usize, 0.0, 0.0);
        for (at, aspect) in aspects.iter().enumerate() {
            (count, in_row) = (count + 1, in_row + aspect);
            let next = aspects.get(at + 1);
            // A row ends where its end is nearest to its share of the whole.
            let share = per_row * (found.len() + 1) as f64;
            let is_full = next.is_none_or(|next| before + in_row + next / 2.0 > share && found.len() + 1 < rows);
            if is_full {
                let height = (width_px - gap_px * (count - 1) as f64) / in_row;
                if height < Frame::MIN_SIDE_PX {
                    return None;
                }
                found.push((count, height));
                (before, count, in_row) = (before + in_row, 0, 0.0);
            }
        }
        Some(Self(found))
    }

    fn height_px(&self, gap_px: f64) -> f64 {
        self.0.iter().map(|(_, height)| height).sum::<f64>() + gap_px * self.0.len().saturating_sub(1) as f64
    }
}

impl Piece {
    /// The tiles scaled by one factor into the middle of `place`.
    fn fitted_into(&self, place: Rect) -> Vec<Placed> {
        let (own, room) = (self.bounds.size(), place.size());
        let wanted = (room.width / own.width).min(room.height / own.height);
        let factor = self
            .unit
            .tiles
            .iter()
            .map(Placed::scale_range)
            .fold(wanted, |factor, (least, most)| factor.clamp(least, most));
        let to_place = place.centre() - self.bounds.centre();
        self.unit.tiles.iter().map(|tile| tile.scaled_about(self.bounds.centre(), factor).moved(to_place)).collect()
    }
}

/// What is to be arranged, in order, and the area it takes.
fn pieces(collage: &Collage, selection: &BTreeSet<TileId>, by: ArrangeBy) -> Option<(Vec<Piece>, Rect)> {
    let units = units(collage, selection).into_iter();
    let pieces: Vec<_> = units.filter_map(|unit| bounds_of(&unit.tiles).map(|bounds| Piece { unit, bounds })).collect();
    let area = Rect::union_of(pieces.iter().map(|piece| piece.bounds))?;
    let ordered = match by {
        ArrangeBy::Reading => in_reading_order(pieces),
        ArrangeBy::Name => by_name(collage, pieces),
    };
    Some((ordered, area))
}

/// Row by row: what has its centre above the lower edge of the row's highest piece belongs to that row.
fn in_reading_order(mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.sort_by(|a, b| a.bounds.min.y.total_cmp(&b.bounds.min.y));
    let mut ordered: Vec<Piece> = Vec::with_capacity(pieces.len());
    while let Some(lower_edge) = pieces.first().map(|piece| piece.bounds.max.y) {
        let (mut row, rest): (Vec<_>, Vec<_>) =
            pieces.into_iter().partition(|piece| piece.bounds.centre().y <= lower_edge);
        row.sort_by(|a, b| a.bounds.min.x.total_cmp(&b.bounds.min.x));
        ordered.append(&mut row);
        pieces = rest;
    }
    ordered
}

/// Without regard to case; pieces without a name come last. The sort is stable and units come by age.
fn by_name(collage: &Collage, mut pieces: Vec<Piece>) -> Vec<Piece> {
    let name = |piece: &Piece| {
        let of_group = piece.unit.group.and_then(|group| collage.groups.get(&group)).map(|group| group.name.clone());
        let of_tile = || collage.tile_name(collage.tiles.get(&piece.unit.tiles.first()?.id)?);
        let name = of_group.filter(|name| !name.is_empty()).or_else(of_tile).unwrap_or_default().to_lowercase();
        (name.is_empty(), name)
    };
    pieces.sort_by_cached_key(name);
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::kernels::fixtures::{any_frame, boxed, id, rectangles};

    fn all(collage: &Collage) -> BTreeSet<TileId> {
        collage.tiles.keys().copied().collect()
    }

    fn ids(plan: &[Placed]) -> Vec<u32> {
        plan.iter().map(|tile| tile.id.raw()).collect()
    }

    /// Two rows of two, slightly crooked, given in a mixed-up order.
    fn crooked() -> Collage {
        rectangles([
            boxed(60.0, 55.0, 40.0, 40.0),
            boxed(5.0, 4.0, 40.0, 40.0),
            boxed(60.0, 0.0, 40.0, 40.0),
            boxed(0.0, 60.0, 40.0, 40.0),
        ])
    }

    #[test]
    fn a_grid_fills_the_bounds_in_reading_order() {
        let plan = grid(&crooked(), &all(&crooked()), 10.0, ArrangeBy::Reading);
        assert_eq!(ids(&plan), [1, 2, 3, 0]);
        let bounds: Vec<_> = plan.iter().map(|tile| tile.frame.bounds()).collect();
        let cells = [(0.0, 0.0), (55.0, 0.0), (0.0, 55.0), (55.0, 55.0)];
        let expected: Vec<_> = cells.iter().map(|(x, y)| boxed(*x, *y, 45.0, 45.0).bounds()).collect();
        assert_eq!(bounds, expected);
    }

    #[test]
    fn names_order_without_regard_to_case() {
        let mut tiles = crooked();
        for (raw, name) in [(0, "b"), (1, "C"), (2, "A")] {
            tiles.tiles.get_mut(&id(raw)).unwrap().name = name.into();
        }
        assert_eq!(ids(&grid(&tiles, &all(&tiles), 0.0, ArrangeBy::Name)), [2, 0, 1, 3]);
    }

    #[test]
    fn rows_are_as_wide_as_the_bounds() {
        let tiles = rectangles([
            boxed(0.0, 0.0, 100.0, 50.0),
            boxed(0.0, 60.0, 50.0, 50.0),
            boxed(60.0, 60.0, 40.0, 40.0),
            boxed(0.0, 120.0, 20.0, 10.0),
        ]);
        let plan = pack(&tiles, &all(&tiles), 4.0, ArrangeBy::Reading);
        let area = bounds_of(&plan).unwrap();
        assert_eq!(area.min, Point::default());
        assert!((area.size().width - 100.0).abs() < 1e-9);
        for (at, one) in plan.iter().enumerate() {
            for other in &plan[at + 1..] {
                assert!(!one.frame.bounds().intersects(&other.frame.bounds()));
            }
        }
    }

    #[test]
    fn nothing_selected_and_huge_gaps_are_harmless() {
        let tiles = crooked();
        assert!(grid(&tiles, &BTreeSet::new(), 10.0, ArrangeBy::Name).is_empty());
        assert!(pack(&tiles, &BTreeSet::new(), 10.0, ArrangeBy::Name).is_empty());
        assert_eq!(pack(&tiles, &all(&tiles), 1e5, ArrangeBy::Reading).len(), 4);
        assert!(grid(&tiles, &all(&tiles), 1e5, ArrangeBy::Reading).iter().all(|tile| tile.frame.is_valid()));
    }

    proptest! {
        #[test]
        fn arranging_keeps_every_tile_its_shape_and_the_origin(
            frames in proptest::collection::vec(any_frame(), 1..25), gap in 0.0..20.0, packed: bool, named: bool,
        ) {
            let tiles = rectangles(frames);
            let by = if named { ArrangeBy::Name } else { ArrangeBy::Reading };
            let selection = all(&tiles);
            let plan = if packed { pack(&tiles, &selection, gap, by) } else { grid(&tiles, &selection, gap, by) };
            prop_assert_eq!(plan.iter().map(|tile| tile.id).collect::<BTreeSet<_>>(), selection);
            for tile in &plan {
                let before = tiles.tiles[&tile.id].frame;
                prop_assert!((tile.frame.size.aspect() / before.size.aspect() - 1.0).abs() < 1e-6);
                prop_assert_eq!(tile.frame.rotation_deg, before.rotation_deg);
                prop_assert!(tile.frame.is_valid());
            }
            let area = Rect::union_of(tiles.tiles.values().map(|tile| tile.frame.bounds())).unwrap();
            let after = bounds_of(&plan).unwrap();
            prop_assert!(after.min.x > area.min.x - 1e-6 && after.min.y > area.min.y - 1e-6);
        }
    }
}
