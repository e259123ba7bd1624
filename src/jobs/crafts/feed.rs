//! Feed files into the library, piece by piece.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;

use crate::affiliate::clean;
use crate::ingest::feed::{self, ColumnMapping, FeedFormat, FeedItem, FeedOptions, FeedReport, Input};
use crate::model::{Currency, Product, ProductKey, ProductSnapshot, Source, Timestamp};

use super::super::error::JobsError;
use super::super::studio::Studio;

/// Finds per commit: few enough to bound memory, many enough to share one sync.
const BATCH: usize = 500;
/// Products shown before the import.
const PREVIEWED: usize = 3;

/// What a feed looks like before it is imported.
#[derive(Debug, Clone)]
pub struct FeedPreview {
    /// What it was recognised as.
    pub format: FeedFormat,
    /// What its columns mean, for tables: a remembered choice of the person's, else a proposal.
    pub mapping: Option<ColumnMapping>,
    /// The first rows as they stand, for tables; empty for other formats.
    pub cells: Vec<Vec<String>>,
    /// The first products as they would be imported.
    pub products: Vec<FeedItem>,
}

/// What an import did.
#[derive(Debug, Clone)]
pub struct FeedOutcome {
    /// The reader's account.
    pub report: FeedReport,
    /// New finds.
    pub added: usize,
    /// Finds with new data.
    pub updated: usize,
    /// Finds as they were.
    pub unchanged: usize,
    /// All finds of the feed that are new or changed.
    pub finds: Vec<Product>,
}

/// How to read a feed.
#[derive(Debug, Clone, Default)]
pub struct FeedChoices {
    /// What it is; recognised when absent.
    pub format: Option<FeedFormat>,
    /// What its columns mean.
    pub mapping: Option<ColumnMapping>,
    /// The currency of prices that carry none.
    pub currency: Option<Currency>,
    /// The shop's name, where the feed does not say.
    pub merchant: Option<String>,
    /// Reads and reports, keeps nothing.
    pub dry_run: bool,
}

impl FeedChoices {
    fn options(&self, now: Timestamp) -> FeedOptions {
        FeedOptions {
            format: self.format,
            mapping: self.mapping.clone(),
            currency: self.currency,
            merchant: self.merchant.clone(),
            now,
            ..FeedOptions::default()
        }
    }
}

/// Reads a feed without keeping anything: each product goes to `take` as it would be kept. Needs no library
/// and no memory for the whole.
pub fn read_feed(
    path: &Path,
    choices: &FeedChoices,
    now: Timestamp,
    take: &mut dyn FnMut(ProductSnapshot),
) -> Result<FeedReport, JobsError> {
    let mut input = open(path)?;
    let report = feed::read(&mut input, &choices.options(now), &mut |item| {
        take(without_ids(item.snapshot));
        ControlFlow::Continue(())
    })?;
    Ok(report)
}

/// Networks' feeds carry links with somebody's ids; the collage keeps the shop's own.
fn without_ids(mut snapshot: ProductSnapshot) -> ProductSnapshot {
    let cleaned = snapshot.url.as_ref().and_then(|url| clean(url.as_str()).ok());
    if let Some(cleaned) = cleaned {
        snapshot.url = Some(cleaned.url);
    }
    snapshot
}

impl Studio {
    /// Looks at the beginning of a feed file.
    pub fn preview_feed(&self, path: &Path) -> Result<FeedPreview, JobsError> {
        let mut input = open(path)?;
        let mut products = Vec::new();
        let options = FeedOptions { now: self.clock.now(), ..FeedOptions::default() };
        let report = feed::read(&mut input, &options, &mut |item| {
            products.push(item);
            if products.len() < PREVIEWED { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        // What is no table has no cells to show.
        let cells = feed::preview(&mut input, &options).map(|table| table.rows).unwrap_or_default();
        let remembered = match &report.mapping {
            Some(mapping) => self.library.feed_mapping(&ColumnMapping::signature(&mapping.header))?,
            None => None,
        };
        let remembered = remembered.and_then(|value| serde_json::from_value(value).ok());
        Ok(FeedPreview { format: report.format, mapping: remembered.or(report.mapping), cells, products })
    }

    /// Imports a feed. `progress` gets the finds so far and stops the import by returning `false`; what was
    /// taken stays.
    pub fn import_feed(
        &self,
        path: &Path,
        choices: &FeedChoices,
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> Result<FeedOutcome, JobsError> {
        let mut input = open(path)?;
        self.import_feed_from(&mut input, choices, progress)
    }

    /// Like [`Self::import_feed`], from any source.
    pub fn import_feed_from(
        &self,
        input: &mut dyn Input,
        choices: &FeedChoices,
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> Result<FeedOutcome, JobsError> {
        if let Some(mapping) = choices.mapping.as_ref().filter(|_| !choices.dry_run) {
            let value = serde_json::to_value(mapping).unwrap_or_default();
            self.library.set_feed_mapping(&ColumnMapping::signature(&mapping.header), &value)?;
        }
        let options = choices.options(self.clock.now());
        let mut sink = Sink { studio: self, dry_run: choices.dry_run, batch: Vec::new(), outcome: Counts::default() };
        let mut problem = None;
        let mut taken = 0;
        let report = feed::read(input, &options, &mut |item| {
            taken += 1;
            sink.batch.push(self.find_of(item));
            if sink.batch.len() >= BATCH {
                if let Err(error) = sink.flush() {
                    problem = Some(error);
                    return ControlFlow::Break(());
                }
                if !progress(taken) {
                    return ControlFlow::Break(());
                }
            }
            ControlFlow::Continue(())
        })?;
        if let Some(problem) = problem {
            return Err(problem);
        }
        sink.flush()?;
        progress(taken);
        let Counts { added, updated, unchanged, finds } = sink.outcome;
        Ok(FeedOutcome { report, added, updated, unchanged, finds })
    }

    fn find_of(&self, item: FeedItem) -> Product {
        let snapshot = without_ids(item.snapshot);
        Product {
            key: ProductKey::from_raw(self.ids.fresh()),
            snapshot,
            picture: None,
            picture_size_px: None,
            source: Source::Feed,
            listing: None,
            added_at: self.clock.now(),
            tags: Vec::new(),
        }
    }
}

#[derive(Default)]
struct Counts {
    added: usize,
    updated: usize,
    unchanged: usize,
    finds: Vec<Product>,
}

struct Sink<'a> {
    studio: &'a Studio,
    dry_run: bool,
    batch: Vec<Product>,
    outcome: Counts,
}

impl Sink<'_> {
    fn flush(&mut self) -> Result<(), JobsError> {
        let batch = std::mem::take(&mut self.batch);
        if self.dry_run {
            self.outcome.added += batch.len();
            self.outcome.finds.extend(batch);
            return Ok(());
        }
        let report = self.studio.library.put_products(&batch)?;
        self.outcome.added += report.added;
        self.outcome.updated += report.updated;
        self.outcome.unchanged += report.unchanged;
        for (key, find) in report.keys.iter().zip(batch) {
            // The same product twice in one feed has one key; the library holds the merged state.
            self.outcome.finds.push(if *key == find.key { find } else { self.studio.library.product(*key)? });
        }
        Ok(())
    }
}

fn open(path: &Path) -> Result<BufReader<File>, JobsError> {
    let fail = |error| JobsError::Read { path: path.to_owned(), error };
    let mut file = File::open(path).map_err(fail)?;
    // A folder opens on some systems and fails at the first read.
    let mut first = [0; 1];
    file.read(&mut first).map_err(fail)?;
    file.seek(SeekFrom::Start(0)).map_err(fail)?;
    Ok(BufReader::new(file))
}
