//! The catalogue in memory: finds by words, price, shop, category and colour.
//!
//! May import `model` (and `imaging`'s feature types, for look-alikes); never names egui or a disk.
//! [`words`] turns text into comparable words, [`query`] says what is asked, [`catalogue`] answers. Words
//! match as prefixes of words in title, brand, shop, category, colour and tags, whatever their case and
//! accents; all words of a query must match.

pub mod catalogue;
pub mod query;
pub mod words;

pub use self::catalogue::{Catalogue, Facets};
pub use self::query::{Query, Sort};
