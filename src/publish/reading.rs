//! The order in which a page is read aloud and walked through by keyboard.

use crate::model::{Collage, TileId};

/// The page is read in this many horizontal bands.
const BANDS: f64 = 5.0;

/// Tiles from top to bottom in bands of a fifth of the page, and from left to right within a band. The
/// z-order says nothing to somebody who does not see the page.
pub fn reading_order(collage: &Collage) -> Vec<TileId> {
    let band_px = collage.page.size.height / BANDS;
    let mut tiles: Vec<_> = collage
        .tiles_in_order()
        .map(|(id, tile)| {
            let centre = tile.frame.centre;
            ((centre.y / band_px).floor(), centre.x, id)
        })
        .collect();
    tiles.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    tiles.into_iter().map(|(.., id)| id).collect()
}
