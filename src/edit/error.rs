//! What can be wrong with a command.

use crate::model::{GroupId, ProductKey, TileId};

/// Why a command was not carried out. The collage is then exactly as before.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EditError {
    /// It names a tile that is not there.
    #[error("there is no tile {0} in this collage: list its tiles and try again")]
    UnknownTile(TileId),
    /// It names a group that is not there.
    #[error("there is no group {0} in this collage")]
    UnknownGroup(GroupId),
    /// A link names a product that neither the collage nor the command holds.
    #[error("product {0} is not in this collage: give its details with the link")]
    UnknownProduct(ProductKey),
    /// The tile may not be moved or removed.
    #[error("tile {0} is locked: unlock it first")]
    Locked(TileId),
    /// The tile shows something else.
    #[error("tile {tile} is not a {wanted}")]
    WrongContent {
        /// Which tile.
        tile: TileId,
        /// What the command needs: `picture`, `text` or `shape`.
        wanted: &'static str,
    },
    /// A value that no collage may hold.
    #[error("{what} is out of range: {allowed}")]
    OutOfRange {
        /// The value's name.
        what: &'static str,
        /// What would be accepted.
        allowed: &'static str,
    },
    /// It names no tile at all.
    #[error("the command names no tile")]
    NoTiles,
    /// The page would hold more than [`crate::edit::Editor::MAX_TILES`], or all ids are spent.
    #[error("a collage holds at most {max} tiles", max = crate::edit::Editor::MAX_TILES)]
    TooMany,
}
