//! Bytes → products and warnings: pages, feeds, prices, pasted fragments. May import `model`.
//!
//! Owns the reading of everything that describes a product: [`page`] reads a shop's page, [`feed`] a file
//! of many products, [`price`] amounts as people and machines write them, [`html_fragment`] what a browser
//! puts on the clipboard, [`picture`] the addresses of pictures in other sizes, [`report`] holds the errors and
//! warnings of all of them. Knows no disk, no network and no database: callers bring the bytes and keep the
//! products.
//!
//! What a source does not say stays unknown. Partial failure is a value: a reader hands back what it took
//! and a [`report::Warning`] for what it did not.

pub mod feed;
mod gtin;
pub mod html_fragment;
pub mod page;
pub mod picture;
pub mod price;
pub mod report;

pub use self::report::{Hint, IngestError, Warning, WarningKind};
