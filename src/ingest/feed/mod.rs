//! Feeds: files of many products, read as a stream.
//!
//! [`read`] takes any of the formats in [`FeedFormat`] and hands over products one at a time. What the file
//! is (packing, encoding, delimiter, format) is recognised, not asked. The way of the data:
//!
//! ```text
//! bytes ─ unpack ─ text (UTF-8) ─┬ slicer + xml  ─┐
//!                                ├ slicer + json ─┼─ Record ─ build ─ Row ─ group ─ FeedItem
//!                                └ table+columns ─┘
//! ```
//!
//! Memory does not grow with the file, save for the bounded memory of ids in `group`. One broken record
//! never costs the rest: it is a warning with its line.

mod build;
mod columns;
mod field;
mod format;
mod group;
mod json;
mod limits;
mod reader;
mod record;
mod report;
mod sheet;
mod slicer;
mod table;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_formats;
#[cfg(test)]
mod tests_hostile;
mod text;
mod unpack;
mod value;
mod xml;
mod xml_scan;
mod xml_walk;

use std::io::Cursor;
use std::ops::ControlFlow;

use url::Url;

pub use self::columns::{ColumnMapping, propose};
pub use self::field::Field;
pub use self::format::{FeedFormat, UnknownFormat};
pub use self::limits::Limits;
pub use self::report::FeedReport;
pub use self::sheet::TablePreview;
pub use self::unpack::Input;

use self::format::Container;
use self::sheet::Sheet;
use self::text::{decoded, encoding_of};
use crate::ingest::{Hint, IngestError};
use crate::model::{Currency, ProductSnapshot, Timestamp};

/// The most pictures that a product keeps.
const MOST_PICTURES: usize = 20;
/// How much is looked at to tell what a file is.
const HEAD_BYTES: usize = 64 * 1024;

/// How to read a feed.
#[derive(Debug, Clone, Default)]
pub struct FeedOptions {
    /// What it is; recognised when `None`.
    pub format: Option<FeedFormat>,
    /// For prices that carry no currency; of prices in several currencies, the one that is taken.
    pub currency: Option<Currency>,
    /// The shop's name, where the feed does not say.
    pub merchant: Option<String>,
    /// Where the shop (or the feed) is, for relative addresses.
    pub base: Option<Url>,
    /// When the feed was fetched: the time of its prices, and what sale windows are held against.
    pub now: Timestamp,
    /// What the columns mean, where a person has said so.
    pub mapping: Option<ColumnMapping>,
    /// What is too much.
    pub limits: Limits,
}

/// A product of a feed.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedItem {
    /// What is known of it.
    pub snapshot: ProductSnapshot,
    /// The feed's name for the product whose variants were folded.
    pub group: Option<String>,
    /// The feed's name for the (first) record.
    pub id: Option<String>,
    /// The link through the affiliate network that the feed comes from, where it names the shop's too.
    pub affiliate_url: Option<String>,
    /// The shop marks it as not on sale (draft, archived, hidden).
    pub draft: bool,
    /// 1-based line where the first record begins.
    pub line: u64,
}

/// What a feed is, from its first bytes (packed or not). A file that is cut off after some kilobytes is
/// enough.
pub fn sniff(head: &[u8]) -> Result<FeedFormat, IngestError> {
    let text = head_text(&mut Cursor::new(head), &Limits::default())?;
    Ok(match format::container_of(&text) {
        Container::Xml => format::of_xml(&text, &xml::record_name(&text).unwrap_or_default()),
        Container::Json => format::of_json(&text),
        Container::Table => Sheet::open(text.as_bytes(), &text, &FeedOptions::default())?.format,
    })
}

/// The start of a table and what its columns are thought to mean, for the column picker.
pub fn preview(input: &mut dyn Input, options: &FeedOptions) -> Result<TablePreview, IngestError> {
    let text = head_text(input, &options.limits)?;
    match format::container_of(&text) {
        Container::Table => sheet::preview(&text, options),
        Container::Xml | Container::Json => Err(IngestError::Unrecognised { what: "table", hint: Hint::NoColumns }),
    }
}

/// The first characters of what is in `input`. A packed file may be cut off: what unpacks is enough.
fn head_text(input: &mut dyn Input, limits: &Limits) -> Result<String, IngestError> {
    let mut plain = Vec::new();
    unpack::unpack(input, limits, |reader| {
        let mut piece = [0; 512];
        while plain.len() < HEAD_BYTES {
            match reader.read(&mut piece) {
                Ok(read) if read > 0 => plain.extend_from_slice(piece.get(..read).unwrap_or_default()),
                _ => break,
            }
        }
        Ok(())
    })?;
    Ok(decoded(&plain, encoding_of(&plain)))
}

/// Reads a feed and hands over its products, each once all its variants are there. `take` may stop it.
pub fn read(
    input: &mut dyn Input,
    options: &FeedOptions,
    take: &mut dyn FnMut(FeedItem) -> ControlFlow<()>,
) -> Result<FeedReport, IngestError> {
    unpack::unpack(input, &options.limits, |plain| reader::read_plain(plain, options, take))
}
