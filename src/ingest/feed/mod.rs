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
mod record;
mod report;
mod slicer;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod unpack;
mod value;
mod xml;

use std::io::{BufReader, Cursor, Read};
use std::ops::ControlFlow;

use url::Url;

pub use self::columns::{ColumnMapping, propose};
pub use self::field::Field;
pub use self::format::{FeedFormat, UnknownFormat};
pub use self::limits::Limits;
pub use self::report::FeedReport;
pub use self::unpack::Input;

use self::build::Context;
use self::field::Aliases;
use self::format::Container;
use self::group::Grouper;
use self::limits::io_error;
use self::record::Record;
use self::report::Notes;
use self::slicer::{Piece, Scanner, Slicer};
use self::table::{Dialect, Rows, TableRow};
use self::text::{Utf8, encoding_of};
use crate::ingest::{IngestError, WarningKind};
use crate::model::{Currency, ProductSnapshot, Timestamp};

/// The most pictures that a product keeps.
const MOST_PICTURES: usize = 20;
/// How much is looked at to tell what a file is.
const HEAD_BYTES: usize = 64 * 1024;
/// Rows that are looked at for the header and the meaning of the columns.
const SAMPLE_ROWS: usize = 30;

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
    let mut plain = Vec::new();
    let limits = Limits::default();
    // A head that is cut off does not unpack to its end: what came until then is enough.
    let cut_off = |reader: &mut dyn Read, plain: &mut Vec<u8>| {
        let mut byte = [0; 512];
        while plain.len() < HEAD_BYTES {
            match reader.read(&mut byte) {
                Ok(read) if read > 0 => plain.extend_from_slice(byte.get(..read).unwrap_or_default()),
                _ => break,
            }
        }
        Ok(())
    };
    unpack::unpack(&mut Cursor::new(head), &limits, |reader| cut_off(reader, &mut plain))?;
    let mut text = String::new();
    // Decoding bytes in memory does not fail.
    let _ = Utf8::new(plain.as_slice(), encoding_of(&plain)).read_to_string(&mut text);
    Ok(match format::container_of(&text) {
        Container::Xml => format::of_xml(&text, &xml::record_name(&text).unwrap_or_default()),
        Container::Json => format::of_json(&text),
        Container::Table => Table::open(text.as_bytes(), &text, &FeedOptions::default())?.format,
    })
}

/// Reads a feed and hands over its products, each once all its variants are there. `take` may stop it.
pub fn read(
    input: &mut dyn Input,
    options: &FeedOptions,
    take: &mut dyn FnMut(FeedItem) -> ControlFlow<()>,
) -> Result<FeedReport, IngestError> {
    unpack::unpack(input, &options.limits, |plain| read_plain(plain, options, take))
}

fn read_plain(
    plain: &mut dyn Read,
    options: &FeedOptions,
    take: &mut dyn FnMut(FeedItem) -> ControlFlow<()>,
) -> Result<FeedReport, IngestError> {
    let mut head = vec![0; HEAD_BYTES];
    let filled = unpack::fill(plain, &mut head).map_err(|error| io_error(&error))?;
    head.truncate(filled);
    if head.iter().all(u8::is_ascii_whitespace) {
        return Err(IngestError::Empty { what: "feed" });
    }
    let encoding = encoding_of(&head);
    let mut head_text = String::new();
    Utf8::new(head.as_slice(), encoding).read_to_string(&mut head_text).map_err(|error| io_error(&error))?;
    let text = Utf8::new(head.as_slice().chain(plain), encoding);
    let feed = match format::container_of(&head_text) {
        Container::Xml => read_xml(text, &head_text, options, take),
        Container::Json => read_json(text, &head_text, options, take),
        Container::Table => read_table(text, &head_text, options, take),
    }?;
    feed.close(take)
}

/// A reading under way.
struct Feed {
    context: Context,
    grouper: Grouper,
    notes: Notes,
    rows: u64,
    mapping: Option<ColumnMapping>,
    stopped: bool,
}

impl Feed {
    fn new(format: FeedFormat, options: &FeedOptions) -> Self {
        // Partner-ads is Danish, whatever its files leave out.
        let implied = if format == FeedFormat::PartnerAds { "DKK".parse().ok() } else { None };
        Self {
            context: Context {
                format,
                currency: implied.or(options.currency),
                merchant: options.merchant.clone(),
                base: options.base.clone(),
                now: options.now,
                categories: std::collections::HashMap::new(),
            },
            grouper: Grouper::new(&options.limits),
            notes: Notes::new(options.limits.warnings),
            rows: 0,
            mapping: None,
            stopped: false,
        }
    }

    /// Takes a record; breaks when the caller wants no more.
    fn record(&mut self, record: &Record, take: &mut dyn FnMut(FeedItem) -> ControlFlow<()>) -> ControlFlow<()> {
        if record.is_empty() {
            return ControlFlow::Continue(());
        }
        self.rows += 1;
        let row = self.context.row(record, &mut self.notes);
        let flow = self.grouper.push(row, &mut self.notes, take);
        self.stopped |= flow.is_break();
        flow
    }

    fn skip(&mut self, line: u64, reason: &str) {
        self.rows += 1;
        self.notes.skip(line, reason);
    }

    /// What a failed read means: with records taken already it ends the feed, else there is none.
    fn read_failed(&mut self, error: &std::io::Error) -> Result<(), IngestError> {
        match io_error(error) {
            IngestError::Unreadable { reason, .. } if self.rows > 0 => {
                let reason = format!("the file breaks off here ({reason}); what came before was taken");
                self.notes.general(WarningKind::RecordSkipped(reason));
                Ok(())
            }
            fatal => Err(fatal),
        }
    }

    fn close(mut self, take: &mut dyn FnMut(FeedItem) -> ControlFlow<()>) -> Result<FeedReport, IngestError> {
        if !self.stopped {
            self.stopped = self.grouper.finish(&mut self.notes, take).is_break();
        }
        if self.rows == 0 {
            let hint = "it holds no record: check that the whole file was saved".to_owned();
            return Err(IngestError::Unrecognised { what: "feed", hint });
        }
        Ok(FeedReport {
            format: self.context.format,
            rows: self.rows,
            products: self.grouper.products,
            skipped: self.notes.skipped,
            warnings: self.notes.warnings,
            more_warnings: self.notes.more,
            mapping: self.mapping,
            stopped: self.stopped,
        })
    }
}

/// Cuts a text into pieces and reads each.
fn read_pieces<S: Scanner>(
    feed: &mut Feed,
    text: impl Read,
    scanner: S,
    limits: &Limits,
    mut read: impl FnMut(&mut Feed, u64, String) -> ControlFlow<()>,
) -> Result<(), IngestError> {
    let mut slicer = Slicer::new(text, scanner, limits.record_bytes);
    loop {
        match slicer.next_piece() {
            Ok(Some(Piece::Record(line, text))) => {
                if read(feed, line, text).is_break() {
                    return Ok(());
                }
            }
            Ok(Some(Piece::Broken(line, why))) => feed.skip(line, why),
            Ok(None) => return Ok(()),
            Err(error) => return feed.read_failed(&error),
        }
    }
}

fn read_xml(
    text: impl Read,
    head: &str,
    options: &FeedOptions,
    take: &mut dyn FnMut(FeedItem) -> ControlFlow<()>,
) -> Result<Feed, IngestError> {
    let name = xml::record_name(head).ok_or_else(|| IngestError::Unrecognised {
        what: "feed",
        hint: "no element in it repeats like the products of a feed; a product page is imported as a page".to_owned(),
    })?;
    let format = options.format.unwrap_or_else(|| format::of_xml(head, &name));
    let mut feed = Feed::new(format, options);
    if format == FeedFormat::Yml {
        let preamble = xml::preamble(head.split(&format!("<{name} ")).next().unwrap_or_default());
        feed.context.categories = preamble.categories;
        feed.context.merchant = feed.context.merchant.or(preamble.merchant);
    }
    let aliases = Aliases::new(format);
    read_pieces(&mut feed, text, xml::XmlScanner::new(&name), &options.limits, |feed, line, text| {
        let mut record = Record::new(line);
        if let Err(reason) = xml::read_record(&text, &aliases, &mut record) {
            feed.skip(line, &reason);
            return ControlFlow::Continue(());
        }
        feed.record(&record, take)
    })?;
    Ok(feed)
}

fn read_json(
    text: impl Read,
    head: &str,
    options: &FeedOptions,
    take: &mut dyn FnMut(FeedItem) -> ControlFlow<()>,
) -> Result<Feed, IngestError> {
    let format = options.format.unwrap_or_else(|| format::of_json(head));
    let mut feed = Feed::new(format, options);
    let aliases = Aliases::new(format);
    let scanner = json::JsonScanner::new(json::stands_alone(head));
    read_pieces(&mut feed, text, scanner, &options.limits, |feed, line, text| match serde_json::from_str(&text) {
        Ok(value) => {
            for record in json::records_of(&value, format, &aliases, line) {
                feed.record(&record, take)?;
            }
            ControlFlow::Continue(())
        }
        Err(error) => {
            feed.skip(line, &error.to_string());
            ControlFlow::Continue(())
        }
    })?;
    Ok(feed)
}

fn read_table(
    text: impl Read,
    head: &str,
    options: &FeedOptions,
    take: &mut dyn FnMut(FeedItem) -> ControlFlow<()>,
) -> Result<Feed, IngestError> {
    let mut table = Table::open(BufReader::new(text), head, options)?;
    let mut feed = Feed::new(table.format, options);
    feed.context.currency = table.mapping.price_currency.or(feed.context.currency);
    let mut ahead = std::mem::take(&mut table.ahead).into_iter();
    let mut last_group = String::new();
    loop {
        let row = match ahead.next() {
            Some(row) => row,
            None => match table.rows.next_row() {
                Ok(Some(row)) => row,
                Ok(None) => break,
                Err(error) => {
                    feed.read_failed(&error)?;
                    break;
                }
            },
        };
        if row.broken {
            feed.skip(row.line, "a quote in it is never closed");
            continue;
        }
        let Some(mut record) = table.record(&row, &mut feed) else { continue };
        // Vendure names the product in its first row only.
        if table.format == FeedFormat::Vendure {
            if record.get(Field::Group).is_empty() {
                record.offer(Field::Group, 0, &last_group);
            }
            record.get(Field::Group).clone_into(&mut last_group);
        }
        if feed.record(&record, take).is_break() {
            break;
        }
    }
    feed.mapping = Some(table.mapping);
    Ok(feed)
}

/// A table whose header and columns are understood.
struct Table<R> {
    rows: Rows<R>,
    format: FeedFormat,
    mapping: ColumnMapping,
    /// For each column its fields and how soon they are believed.
    columns: Vec<Vec<(Field, u8)>>,
    /// Rows below the header that were read to understand it.
    ahead: Vec<TableRow>,
}

/// Rakuten's files have no header: the fields in their order.
#[rustfmt::skip]
const RAKUTEN: [&str; 29] = [
    "id", "name", "sku", "category", "secondary category", "affiliate link", "image link", "buy link", "short description",
    "long description", "discount", "discount type", "sale price", "price", "begin date", "end date", "brand", "shipping",
    "keywords", "mpn", "maker", "shipping information", "availability", "upc", "class id", "link flag", "storefront flag",
    "merchandiser flag", "currency",
];

impl<R: std::io::BufRead> Table<R> {
    fn open(input: R, head: &str, options: &FeedOptions) -> Result<Self, IngestError> {
        let rakuten = options.format == Some(FeedFormat::Rakuten) || head.starts_with("HDR|");
        let dialect =
            if rakuten { Dialect { delimiter: '|', quotes: false } } else { table::dialect_of(whole_lines(head)) };
        let mut rows = Rows::new(input, dialect, options.limits.record_bytes);
        let mut ahead = Vec::new();
        while ahead.len() < SAMPLE_ROWS {
            match rows.next_row() {
                Ok(Some(row)) => ahead.push(row),
                Ok(None) => break,
                // It comes again when the rows are read.
                Err(_) if !ahead.is_empty() => break,
                Err(error) => return Err(io_error(&error)),
            }
        }
        let header: Vec<String> = if rakuten {
            RAKUTEN.iter().map(|name| (*name).to_owned()).collect()
        } else {
            let place = header_place(&ahead, options.mapping.as_ref());
            let header = ahead.drain(..=place).next_back().map(|row| row.cells).unwrap_or_default();
            header.iter().map(|name| name.trim().to_owned()).collect()
        };
        rows.width = Some(header.len());
        let sample: Vec<Vec<String>> = ahead.iter().map(|row| row.cells.clone()).collect();
        let format = match options.format {
            Some(format) => format,
            None if rakuten => FeedFormat::Rakuten,
            None => columns::format_of(&header, &sample),
        };
        let mapping = match &options.mapping {
            Some(mapping) => mapping.clone(),
            None => columns::propose_as(&header, &sample, format, options.currency),
        };
        if !mapping.is_usable() {
            let hint = "no column looks like the names of products: choose the columns by hand".to_owned();
            return Err(IngestError::Unrecognised { what: "feed", hint });
        }
        let mut columns = vec![Vec::new(); header.len()];
        for (&field, places) in &mapping.fields {
            for (rank, &place) in places.iter().enumerate() {
                if let Some(column) = columns.get_mut(place) {
                    // Columns of pictures add up; of the others the first that is not blank counts.
                    column.push((field, if field.is_list() { 0 } else { u8::try_from(rank).unwrap_or(u8::MAX) }));
                }
            }
        }
        Ok(Self { rows, format, mapping, columns, ahead })
    }

    /// The values of a row by field; `None` for rows that are no records.
    fn record(&self, row: &TableRow, feed: &mut Feed) -> Option<Record> {
        let first = row.cells.first().map(|cell| cell.trim()).unwrap_or_default();
        if first.starts_with('#') || self.format == FeedFormat::Rakuten && matches!(first, "HDR" | "TRL") {
            return None;
        }
        if row.cells.len() == 1 && self.columns.len() > 1 {
            feed.skip(row.line, "it has one cell only");
            return None;
        }
        let mut record = Record::new(row.line);
        for (cell, fields) in row.cells.iter().zip(&self.columns) {
            for &(field, rank) in fields {
                record.offer(field, rank, cell);
            }
        }
        Some(record)
    }
}

/// The head without the line that it cuts off.
fn whole_lines(head: &str) -> &str {
    match head.rfind('\n') {
        Some(end) if head.len() + 4 >= HEAD_BYTES => head.get(..end).unwrap_or(head),
        _ => head,
    }
}

/// Which of the first rows is the header: the one that a mapping names, else the first in which most names
/// are known, comments left out.
fn header_place(rows: &[TableRow], mapping: Option<&ColumnMapping>) -> usize {
    let is_comment = |row: &TableRow| row.cells.first().is_some_and(|cell| cell.trim_start().starts_with('#'));
    if let Some(mapping) = mapping {
        let wanted = ColumnMapping::signature(&mapping.header);
        if let Some(place) = rows.iter().position(|row| ColumnMapping::signature(&row.cells) == wanted) {
            return place;
        }
    }
    let aliases = Aliases::new(FeedFormat::Table);
    let known = |row: &TableRow| row.cells.iter().filter(|cell| cell.len() < 60 && aliases.field(cell).is_some()).count();
    let first = rows.iter().position(|row| !is_comment(row)).unwrap_or(0);
    let candidates = rows.iter().enumerate().skip(first).take(8).filter(|(_, row)| !is_comment(row));
    let mut best = (first, rows.get(first).map_or(0, known));
    for (place, row) in candidates {
        // Two more known names than the first row: below junk stands a real header.
        if known(row) > best.1 + 1 {
            best = (place, known(row));
        }
    }
    best.0
}
