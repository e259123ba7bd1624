//! The way from plain bytes to products, common to all formats, and the readers of XML and JSON.

use std::io::Read;
use std::ops::ControlFlow;

use super::build::Context;
use super::columns::ColumnMapping;
use super::field::Aliases;
use super::format::{self, Container, FeedFormat};
use super::group::Grouper;
use super::limits::{Limits, io_error};
use super::record::Record;
use super::report::{FeedReport, Notes};
use super::slicer::{Piece, Scanner, Slicer};
use super::text::{Utf8, decoded, encoding_of};
use super::xml_scan::XmlScanner;
use super::{FeedItem, FeedOptions, HEAD_BYTES, json, sheet, unpack, xml};
use crate::ingest::{Hint, IngestError, WarningKind};

/// How far the first product of an XML feed is looked for.
const FAR_HEAD_BYTES: usize = 16 << 20;

/// Where products go; breaks when no more are wanted.
pub(super) type Take<'a> = &'a mut dyn FnMut(FeedItem) -> ControlFlow<()>;

/// Recognises the text and reads it to its end.
pub(super) fn read_plain(
    plain: &mut dyn Read,
    options: &FeedOptions,
    take: Take<'_>,
) -> Result<FeedReport, IngestError> {
    let mut head = vec![0; HEAD_BYTES];
    let filled = unpack::fill(plain, &mut head).map_err(|error| io_error(&error))?;
    head.truncate(filled);
    if head.iter().all(u8::is_ascii_whitespace) {
        return Err(IngestError::Empty { what: "feed" });
    }
    let encoding = encoding_of(&head);
    let mut head_text = decoded(&head, encoding);
    // Tables of categories may fill megabytes before the first product.
    while format::container_of(&head_text) == Container::Xml
        && xml::first_record(&head_text).is_none()
        && head.len() < FAR_HEAD_BYTES
    {
        let filled = head.len();
        head.resize(filled * 4, 0);
        let more = unpack::fill(plain, head.get_mut(filled..).unwrap_or_default()).map_err(|error| io_error(&error))?;
        head.truncate(filled + more);
        if more == 0 {
            break;
        }
        head_text = decoded(&head, encoding);
    }
    let text = Utf8::new(head.as_slice().chain(plain), encoding);
    let feed = match format::container_of(&head_text) {
        Container::Xml => read_xml(text, &head_text, options, take),
        Container::Json => read_json(text, &head_text, options, take),
        Container::Table => sheet::read_table(text, &head_text, options, take),
    }?;
    feed.close(take)
}

/// A reading under way.
pub(super) struct Feed {
    pub(super) context: Context,
    grouper: Grouper,
    notes: Notes,
    rows: u64,
    pub(super) mapping: Option<ColumnMapping>,
    stopped: bool,
    broke_off: bool,
}

impl Feed {
    pub(super) fn new(format: FeedFormat, options: &FeedOptions) -> Self {
        // Partner-ads is Danish, whatever its files leave out.
        let implied = if format == FeedFormat::PartnerAds { "DKK".parse().ok() } else { None };
        Self {
            context: Context {
                format,
                implied,
                hint: options.currency,
                merchant: options.merchant.clone(),
                base: options.base.clone(),
                now: options.now,
                categories: std::collections::HashMap::new(),
            },
            grouper: Grouper::new(&options.limits, options.currency),
            notes: Notes::new(options.limits.warnings),
            rows: 0,
            mapping: None,
            stopped: false,
            broke_off: false,
        }
    }

    /// Takes a record; breaks when the caller wants no more.
    pub(super) fn record(&mut self, record: &Record<'_>, take: Take<'_>) -> ControlFlow<()> {
        if record.is_empty() {
            return ControlFlow::Continue(());
        }
        self.rows += 1;
        let row = self.context.row(record, &mut self.notes);
        if row.lacks_currency {
            self.context.hint = self.grouper.usual_currency();
        }
        let flow = self.grouper.push(row, &mut self.notes, take);
        self.stopped |= flow.is_break();
        flow
    }

    pub(super) fn skip(&mut self, line: u64, reason: &str) {
        self.rows += 1;
        self.notes.skip(line, reason);
    }

    /// What a failed read means: with records taken already it ends the feed, else there is none.
    pub(super) fn read_failed(&mut self, error: &std::io::Error) -> Result<(), IngestError> {
        match io_error(error) {
            IngestError::Unreadable { reason, .. } if self.rows > 0 => {
                let reason = format!("the file breaks off here ({reason}); what came before was taken");
                self.notes.general(WarningKind::RecordSkipped(reason));
                self.broke_off = true;
                Ok(())
            }
            fatal => Err(fatal),
        }
    }

    fn close(mut self, take: Take<'_>) -> Result<FeedReport, IngestError> {
        if !self.stopped {
            self.stopped = self.grouper.finish(&mut self.notes, take).is_break();
        }
        if self.rows == 0 {
            return Err(IngestError::Unrecognised { what: "feed", hint: Hint::NoRecord });
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
            broke_off: self.broke_off,
        })
    }
}

/// Cuts a text into pieces and reads each.
fn read_pieces<S: Scanner>(
    feed: &mut Feed,
    text: impl Read,
    scanner: S,
    limits: &Limits,
    mut read: impl FnMut(&mut Feed, u64, &str) -> ControlFlow<()>,
) -> Result<(), IngestError> {
    let mut slicer = Slicer::new(text, scanner, limits.record_bytes);
    loop {
        match slicer.next_piece() {
            Ok(Some(Piece::Record(line, text))) => {
                if read(feed, line, &text).is_break() {
                    return Ok(());
                }
            }
            Ok(Some(Piece::Broken(line, why))) => feed.skip(line, why),
            Ok(None) => return Ok(()),
            Err(error) => return feed.read_failed(&error),
        }
    }
}

fn read_xml(text: impl Read, head: &str, options: &FeedOptions, take: Take<'_>) -> Result<Feed, IngestError> {
    let name = xml::record_name(head).ok_or(IngestError::Unrecognised { what: "feed", hint: Hint::NothingRepeats })?;
    let format = options.format.unwrap_or_else(|| format::of_xml(head, &name));
    let mut feed = Feed::new(format, options);
    if format == FeedFormat::Yml {
        let preamble = xml::preamble(head.split(&format!("<{name} ")).next().unwrap_or_default());
        feed.context.categories = preamble.categories;
        feed.context.merchant = feed.context.merchant.or(preamble.merchant);
    }
    let mut names = xml::Names::new(Aliases::new(format));
    read_pieces(&mut feed, text, XmlScanner::new(&name), &options.limits, |feed, line, text| {
        let mut record = Record::new(line);
        if let Err(reason) = xml::read_record(text, &mut names, &mut record) {
            feed.skip(line, &reason);
            return ControlFlow::Continue(());
        }
        feed.record(&record, take)
    })?;
    Ok(feed)
}

fn read_json(text: impl Read, head: &str, options: &FeedOptions, take: Take<'_>) -> Result<Feed, IngestError> {
    let format = options.format.unwrap_or_else(|| format::of_json(head));
    let mut feed = Feed::new(format, options);
    let aliases = Aliases::new(format);
    let scanner = json::JsonScanner::new(json::stands_alone(head));
    read_pieces(&mut feed, text, scanner, &options.limits, |feed, line, text| match serde_json::from_str(text) {
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
