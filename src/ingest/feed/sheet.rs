//! Tables: finding the header, understanding its columns, reading the rows below.

use std::io::{BufReader, Read};

use super::columns::{self, ColumnMapping};
use super::field::{Aliases, Field};
use super::format::FeedFormat;
use super::limits::io_error;
use super::reader::{Feed, Take};
use super::record::Record;
use super::table::{self, Dialect, Rows, TableRow};
use super::{FeedOptions, HEAD_BYTES};
use crate::ingest::{Hint, IngestError};

/// Rows that are looked at for the header and the meaning of the columns.
const SAMPLE_ROWS: usize = 30;

/// The start of a table, for a person to say what its columns mean.
#[derive(Debug, Clone, PartialEq)]
pub struct TablePreview {
    /// What it was taken for.
    pub format: FeedFormat,
    /// The header, and what its columns are thought to mean; with no column for the name of products it
    /// cannot be read as it stands.
    pub mapping: ColumnMapping,
    /// The first rows below the header.
    pub rows: Vec<Vec<String>>,
}

/// Looks at the start of a table.
pub(super) fn preview(head: &str, options: &FeedOptions) -> Result<TablePreview, IngestError> {
    let table = Sheet::open(whole_lines(head).as_bytes(), head, options)?;
    let rows = table.ahead.into_iter().map(|row| row.cells).collect();
    Ok(TablePreview { format: table.format, mapping: table.mapping, rows })
}

/// Reads a table.
pub(super) fn read_table(
    text: impl Read,
    head: &str,
    options: &FeedOptions,
    take: Take<'_>,
) -> Result<Feed, IngestError> {
    let mut table = Sheet::open(BufReader::new(text), head, options)?;
    if !table.mapping.is_usable() {
        return Err(IngestError::Unrecognised { what: "feed", hint: Hint::NoNames });
    }
    let mut feed = Feed::new(table.format, options);
    feed.context.implied = table.mapping.price_currency.or(feed.context.implied);
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
        let row = table.realigned(row);
        let Some(mut record) = table.record(&row, &mut feed) else { continue };
        // Vendure names the product in its first row only.
        if table.format == FeedFormat::Vendure {
            if record.get(Field::Group).is_empty() {
                record.offer(Field::Group, 0, last_group.clone());
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
pub(super) struct Sheet<R> {
    rows: Rows<R>,
    pub(super) format: FeedFormat,
    mapping: ColumnMapping,
    /// For each column its fields and how soon they are believed.
    columns: Vec<Vec<(Field, u8)>>,
    /// Rows below the header that were read to understand it.
    ahead: Vec<TableRow>,
}

/// Where Rakuten's files have the product's address, from 0.
const RAKUTEN_LINK: usize = 5;

/// Rakuten's files have no header: the fields in their order.
#[rustfmt::skip]
const RAKUTEN: [&str; 29] = [
    "id", "name", "sku", "category", "secondary category", "affiliate link", "image link", "buy link", "short description",
    "long description", "discount", "discount type", "sale price", "price", "begin date", "end date", "brand", "shipping",
    "keywords", "mpn", "maker", "shipping information", "availability", "upc", "class id", "link flag", "storefront flag",
    "merchandiser flag", "currency",
];

impl<R: std::io::BufRead> Sheet<R> {
    /// Finds the header and says what the columns mean.
    pub(super) fn open(input: R, head: &str, options: &FeedOptions) -> Result<Self, IngestError> {
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
        if ahead.is_empty() {
            return Err(IngestError::Empty { what: "feed" });
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
        let mut columns = vec![Vec::new(); header.len()];
        for (&field, places) in &mapping.fields {
            for (rank, &place) in places.iter().enumerate() {
                if let Some(column) = columns.get_mut(place) {
                    column.push((field, u8::try_from(rank).unwrap_or(u8::MAX)));
                }
            }
        }
        Ok(Self { rows, format, mapping, columns, ahead })
    }

    /// Rakuten's files quote nothing: a bar in a name shifts all that follows. The address that stands sixth
    /// says by how much.
    fn realigned(&self, mut row: TableRow) -> TableRow {
        if self.format != FeedFormat::Rakuten {
            return row;
        }
        let address = |cell: &String| cell.trim_start().starts_with("http");
        let shift = row.cells.iter().skip(RAKUTEN_LINK).take(5).position(address).unwrap_or(0);
        if shift > 0 {
            let name = row.cells.drain(1..=1 + shift).collect::<Vec<_>>().join("|");
            row.cells.insert(1, name);
        }
        row
    }

    /// The values of a row by field; `None` for rows that are no records.
    fn record<'a>(&self, row: &'a TableRow, feed: &mut Feed) -> Option<Record<'a>> {
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
                record.offer(field, rank, cell.as_str());
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
    let known =
        |row: &TableRow| row.cells.iter().filter(|cell| cell.len() < 60 && aliases.field(cell).is_some()).count();
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
