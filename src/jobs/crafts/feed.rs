//! Feed files into the library, piece by piece.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;

use crossbeam_channel::{Receiver, Sender};
use url::Url;

use crate::affiliate::clean;
use crate::ingest::feed::{self, ColumnMapping, FeedFormat, FeedItem, FeedOptions, FeedReport, Input};
use crate::library::Listed;
use crate::model::{Currency, FeedId, Listing, Product, ProductKey, ProductSnapshot, Source, Timestamp};

use super::super::error::JobsError;
use super::super::studio::Studio;

/// Finds per commit: few enough to bound memory, many enough to share one sync.
const BATCH: usize = 1_000;
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
    /// Finds as they were, but for the time at which their price was seen.
    pub unchanged: usize,
    /// Finds that the feed listed before and does not any more: marked, not removed.
    pub gone: usize,
}

/// How far an import is.
#[derive(Debug)]
pub struct FeedStep {
    /// Products taken so far.
    pub taken: u64,
    /// The finds of this step as they are in the library now; empty unless they were asked for.
    pub finds: Vec<Product>,
}

/// How to read a feed.
#[derive(Debug, Clone, Default)]
pub struct FeedChoices {
    /// What it is; recognised when absent.
    pub format: Option<FeedFormat>,
    /// What its columns mean; remembered for files with the same header.
    pub mapping: Option<ColumnMapping>,
    /// The currency of prices that carry none.
    pub currency: Option<Currency>,
    /// The shop's name, where the feed does not say.
    pub merchant: Option<String>,
    /// Where the feed is on the web, for relative addresses.
    pub base: Option<Url>,
    /// Whether each step hands over its finds: a window shows them, a script has no use for them.
    pub tell_finds: bool,
}

impl FeedChoices {
    fn options(&self, now: Timestamp) -> FeedOptions {
        FeedOptions {
            format: self.format,
            mapping: self.mapping.clone(),
            currency: self.currency,
            merchant: self.merchant.clone(),
            base: self.base.clone(),
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

/// What the columns of a table mean where a person says so: `wanted` are pairs of a field and a column, by its
/// name or its number from 1. The rest stays as `remembered`, else as it is proposed.
///
/// # Errors
/// [`JobsError::UnknownColumn`] for a pair that names no field or no column; those of reading for what is no table.
pub fn mapping_for(
    path: &Path,
    wanted: &[(String, String)],
    remembered: &dyn Fn(&ColumnMapping) -> Option<ColumnMapping>,
) -> Result<ColumnMapping, JobsError> {
    let mut input = open(path)?;
    let table = feed::preview(&mut input, &FeedOptions::default())?;
    let mut mapping = remembered(&table.mapping).unwrap_or(table.mapping);
    for (field, column) in wanted {
        let unknown = || JobsError::UnknownColumn {
            pair: format!("{field}={column}"),
            columns: mapping.header.join(", "),
            fields: feed::Field::ALL.iter().map(|field| field.name()).collect::<Vec<_>>().join(", "),
        };
        let known = feed::Field::ALL.into_iter().find(|known| known.name() == field.trim()).ok_or_else(unknown)?;
        let place = mapping.column(column).ok_or_else(unknown)?;
        mapping.set(known, place);
    }
    Ok(mapping)
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
        let remembered = report.mapping.as_ref().and_then(|mapping| self.remembered_mapping(mapping));
        Ok(FeedPreview { format: report.format, mapping: remembered.or(report.mapping), cells, products })
    }

    /// What a person said of the columns of files with the same header.
    pub fn remembered_mapping(&self, proposed: &ColumnMapping) -> Option<ColumnMapping> {
        let value = self.library.feed_mapping(&ColumnMapping::signature(&proposed.header)).ok()??;
        serde_json::from_value(value).ok()
    }

    /// Imports what is in `input` as the feed `id`. Each step goes to `step`, which stops the import by returning
    /// `false`; what was taken stays. Finds of the feed that are missing from a whole reading are marked.
    pub(super) fn import_feed_from(
        &self,
        input: &mut dyn Input,
        id: FeedId,
        choices: &FeedChoices,
        step: &mut dyn FnMut(FeedStep) -> bool,
    ) -> Result<FeedOutcome, JobsError> {
        let mut options = choices.options(self.clock.now());
        match &options.mapping {
            Some(mapping) => {
                let value = serde_json::to_value(mapping).unwrap_or_default();
                self.library.set_feed_mapping(&ColumnMapping::signature(&mapping.header), &value)?;
            }
            // What is no table has no columns.
            None => {
                let table = feed::preview(input, &options).ok();
                options.mapping = table.and_then(|table| self.remembered_mapping(&table.mapping));
            }
        }
        let was_read = self.library.feed(id).is_ok_and(|feed| feed.last.is_some());
        let keeper = Keeper { studio: self, tell_finds: choices.tell_finds, was_read };
        // Reading goes on while the batch before is written.
        let (report, kept) = std::thread::scope(|scope| {
            let (batches, to_keep) = crossbeam_channel::bounded::<Vec<Listed>>(1);
            let (answers, answered) = crossbeam_channel::bounded::<Vec<Product>>(4);
            let keeper = &keeper;
            // It owns its ends: they close when it is done.
            let keep = move || keeper.keep(&to_keep, &answers);
            let writing = std::thread::Builder::new().name("feed-keep".to_owned()).spawn_scoped(scope, keep);
            let writing = writing.map_err(JobsError::Thread)?;
            let mut taker = Taker { id, next_key: self.ids.fresh(), now: options.now, batch: Vec::new(), taken: 0 };
            let report = feed::read(input, &options, &mut |item| {
                taker.take(item);
                if taker.batch.len() < BATCH {
                    return ControlFlow::Continue(());
                }
                // The keeper goes away when it fails; its error is asked for below.
                let sent = batches.send(std::mem::take(&mut taker.batch)).is_ok();
                let finds = answered.try_iter().flatten().collect();
                if sent && step(FeedStep { taken: taker.taken, finds }) {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            });
            if report.is_ok() {
                let _ = batches.send(taker.batch);
            }
            drop(batches);
            let taken = taker.taken;
            for finds in &answered {
                // Everything was read: there is nothing left to stop.
                let _ = step(FeedStep { taken, finds });
            }
            let kept = writing.join().unwrap_or(Err(JobsError::Cancelled));
            Ok::<_, JobsError>((report, kept))
        })?;
        let Kept { added, updated, unchanged, seen } = kept?;
        let report = report?;
        let gone = match &seen {
            Some(seen) if report.is_whole() => self.mark_gone(id, seen, choices, &report, step)?,
            _ => 0,
        };
        self.library.settle()?;
        Ok(FeedOutcome { report, added, updated, unchanged, gone })
    }

    fn mark_gone(
        &self,
        id: FeedId,
        seen: &HashSet<ProductKey>,
        choices: &FeedChoices,
        report: &FeedReport,
        step: &mut dyn FnMut(FeedStep) -> bool,
    ) -> Result<usize, JobsError> {
        let gone = self.library.mark_gone(id, seen, self.clock.now())?;
        if choices.tell_finds {
            for keys in gone.chunks(BATCH) {
                let finds = keys.iter().map(|key| self.library.product(*key)).collect::<Result<_, _>>()?;
                step(FeedStep { taken: report.products, finds });
            }
        }
        Ok(gone.len())
    }
}

/// Makes finds of what is read.
struct Taker {
    id: FeedId,
    /// Growing keys lie side by side in the database, which doubles its speed.
    next_key: u64,
    now: Timestamp,
    batch: Vec<Listed>,
    taken: u64,
}

impl Taker {
    fn take(&mut self, item: FeedItem) {
        self.taken += 1;
        let key = ProductKey::from_raw(self.next_key);
        self.next_key = self.next_key.wrapping_add(1);
        let title = || Some(item.snapshot.title.clone());
        let name = item.group.or(item.id).or_else(|| item.snapshot.sku.clone()).or_else(title);
        let product = Product {
            key,
            snapshot: without_ids(item.snapshot),
            picture: None,
            picture_size_px: None,
            source: Source::Feed,
            listing: Some(Listing { feed: self.id, gone_since: None }),
            added_at: self.now,
            tags: Vec::new(),
        };
        self.batch.push(Listed { product, name });
    }
}

/// Keeps finds, on a thread of its own.
struct Keeper<'a> {
    studio: &'a Studio,
    tell_finds: bool,
    /// Whether the feed was read before, so that finds may be missing from it.
    was_read: bool,
}

/// What became of all of them.
#[derive(Default)]
struct Kept {
    added: usize,
    updated: usize,
    unchanged: usize,
    /// Keys of the finds that the feed lists, where it was read before.
    seen: Option<HashSet<ProductKey>>,
}

impl Keeper<'_> {
    fn keep(&self, batches: &Receiver<Vec<Listed>>, answers: &Sender<Vec<Product>>) -> Result<Kept, JobsError> {
        let library = &self.studio.library;
        let mut kept = Kept { seen: self.was_read.then(HashSet::new), ..Kept::default() };
        for batch in batches {
            let report = library.put_listed(&batch)?;
            kept.added += report.added;
            kept.updated += report.updated;
            kept.unchanged += report.unchanged;
            if let Some(seen) = &mut kept.seen {
                seen.extend(&report.keys);
            }
            if self.tell_finds {
                let finds = report.keys.iter().map(|key| library.product(*key)).collect::<Result<_, _>>()?;
                // Nobody listening is no reason to stop.
                let _ = answers.send(finds);
            }
        }
        Ok(kept)
    }
}

pub(super) fn open(path: &Path) -> Result<BufReader<File>, JobsError> {
    let fail = |error| JobsError::Read { path: path.to_owned(), error };
    let mut file = super::add::open_regular(path)?;
    // A folder opens on some systems and fails at the first read.
    let mut first = [0; 1];
    file.read(&mut first).map_err(fail)?;
    file.seek(SeekFrom::Start(0)).map_err(fail)?;
    Ok(BufReader::new(file))
}
