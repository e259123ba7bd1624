//! The nouns: collages, tiles, products, prices, merchant addresses, channels, geometry, and the diffs
//! between two states of a collage.
//!
//! Ground floor. Imports no other room and names no window, disk, network or clock; its only crates are
//! serde, url and rust_decimal. Everything here is plain data with its invariants; the verbs that change
//! it live in `edit`.
//!
//! Units: scene lengths are pixels of the page at 1× (`_px` or a type from [`geometry`]), `y` grows
//! downwards, angles are degrees clockwise. Times are [`Timestamp`]s (UTC). Money is an exact decimal.

pub mod channel;
pub mod collage;
pub mod colour;
pub mod cutout;
pub mod diff;
pub mod geometry;
pub mod ids;
pub mod money;
pub mod ports;
pub mod product;
pub mod text;
pub mod tile;
pub mod time;
pub mod url;

pub use self::channel::{Channel, ChannelKind};
pub use self::collage::{Budget, Collage, Group, IdCounters, Meta, Page, Violation};
pub use self::colour::Colour;
pub use self::cutout::{Correction, CutoutRecipe, ShadowChoice};
pub use self::diff::Diff;
pub use self::geometry::{Affine, Frame, Point, Rect, Size, UnitRect, Vector};
pub use self::ids::{ChannelId, CollageId, FeedId, GroupId, IdError, ImageHash, ProductKey, TileId};
pub use self::money::{Currency, MoneyError, Price};
pub use self::ports::{AlphaAt, Clock, Ids, TextBounds};
pub use self::product::{Availability, Listing, Product, ProductSnapshot, Source};
pub use self::tile::{Content, Link, Picture, Shape, ShapeKind, TextAlign, TextBlock, Tile, Typeface};
pub use self::time::Timestamp;
pub use self::url::{LinkError, MerchantUrl};
