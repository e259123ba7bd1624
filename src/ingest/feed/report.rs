//! What a reading has to say for itself.

use super::columns::ColumnMapping;
use super::format::FeedFormat;
use crate::ingest::{Warning, WarningKind};
use crate::model::Currency;

/// What became of a feed.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedReport {
    /// What it was taken for.
    pub format: FeedFormat,
    /// Records that were found, those left out included.
    pub rows: u64,
    /// Products that were handed over.
    pub products: u64,
    /// Records that were left out, each with its reason among the warnings.
    pub skipped: u64,
    /// The first warnings; how many is a limit.
    pub warnings: Vec<Warning>,
    /// How many warnings there were beyond those.
    pub more_warnings: u64,
    /// Which columns were read as what, where the feed is a table.
    pub mapping: Option<ColumnMapping>,
    /// Whether the caller stopped it; what was handed over until then is whole.
    pub stopped: bool,
    /// Whether the file broke off before its end.
    pub broke_off: bool,
}

impl FeedReport {
    /// Whether it was read to its end, so that what is not in it is not in the feed.
    pub fn is_whole(&self) -> bool {
        !self.stopped && !self.broke_off
    }
}

/// Collects warnings within a bound.
#[derive(Debug)]
pub(super) struct Notes {
    pub(super) warnings: Vec<Warning>,
    pub(super) more: u64,
    pub(super) skipped: u64,
    limit: usize,
    said_currency: bool,
}

impl Notes {
    pub(super) fn new(limit: usize) -> Self {
        Self { warnings: Vec::new(), more: 0, skipped: 0, limit, said_currency: false }
    }

    fn push(&mut self, warning: Warning) {
        if self.warnings.len() < self.limit {
            self.warnings.push(warning);
        } else {
            self.more += 1;
        }
    }

    pub(super) fn warn(&mut self, line: u64, kind: WarningKind) {
        self.push(Warning::at(line, kind));
    }

    pub(super) fn general(&mut self, kind: WarningKind) {
        self.push(Warning::general(kind));
    }

    pub(super) fn unreadable(&mut self, line: u64, field: &'static str, text: &str) {
        self.warn(line, WarningKind::Unreadable { field, value: text.chars().take(60).collect() });
    }

    /// A record is left out.
    pub(super) fn skip(&mut self, line: u64, reason: &str) {
        self.skipped += 1;
        self.warn(line, WarningKind::RecordSkipped(reason.to_owned()));
    }

    /// Prices without currency: said once, for it is the same on every line.
    pub(super) fn no_currency(&mut self, assumed: Option<Currency>) {
        if !std::mem::replace(&mut self.said_currency, true) {
            self.general(
                assumed.map_or(WarningKind::NoCurrency, |currency| {
                    WarningKind::CurrencyAssumed(currency.code().to_owned())
                }),
            );
        }
    }
}
