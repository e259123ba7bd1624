//! The feeds that the library remembers: read for the first time, again on demand, and on their schedule.

use std::io::{Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::ingest::feed::FeedFormat;
use crate::library::{FeedImported, FeedSource};
use crate::model::FeedId;
use crate::net::{Progress as Download, Validators};

use super::super::error::JobsError;
use super::super::studio::Studio;
use super::feed::{FeedChoices, FeedOutcome, FeedStep, open};

/// A shop is not asked more often than this, whatever the schedule says.
const LEAST_PERIOD: Duration = Duration::from_secs(15 * 60);

/// What became of a refresh.
#[derive(Debug, Clone)]
pub enum Refreshed {
    /// It was read.
    Read(Box<FeedOutcome>),
    /// The server says that nothing changed since.
    Unchanged,
}

/// What is heard of an import under way.
pub enum FeedEvent {
    /// So many bytes came from the network.
    Downloading(u64),
    /// Products were taken.
    Step(FeedStep),
}

impl Studio {
    /// Imports a feed from a file or a web address and remembers it; one that was remembered is read again as
    /// its new choices say. `heard` stops the import by returning `false`; what was taken stays.
    pub fn import_feed(
        &self,
        from: &str,
        choices: &FeedChoices,
        refresh_every: Option<Duration>,
        heard: &mut dyn FnMut(FeedEvent) -> bool,
    ) -> Result<(FeedId, FeedOutcome), JobsError> {
        let from = if is_web(from) { from.trim().to_owned() } else { absolute(Path::new(from))? };
        let known = self.library.feeds()?.into_iter().find(|feed| feed.from == from);
        let mut feed = known.unwrap_or_else(|| FeedSource::new(FeedId::from_raw(self.ids.fresh()), from));
        if let Some(format) = choices.format {
            feed.format = Some(format.name().to_owned());
        }
        feed.currency = choices.currency.or(feed.currency);
        feed.merchant = choices.merchant.clone().or(feed.merchant);
        if let Some(mapping) = &choices.mapping {
            feed.mapping = serde_json::to_value(mapping).unwrap_or_default();
        }
        if let Some(every) = refresh_every {
            feed.refresh_every_s = Some(every.max(LEAST_PERIOD).as_secs());
        }
        // Asked for by a person: read even if the server has nothing new.
        let outcome = self.read_source(&mut feed, choices.tell_finds, false, heard)?;
        match outcome {
            Refreshed::Read(outcome) => Ok((feed.id, *outcome)),
            Refreshed::Unchanged => Err(JobsError::Cancelled),
        }
    }

    /// Reads a remembered feed again; from the web only when it has changed.
    pub fn refresh_feed(
        &self,
        id: FeedId,
        tell_finds: bool,
        heard: &mut dyn FnMut(FeedEvent) -> bool,
    ) -> Result<Refreshed, JobsError> {
        let mut feed = self.library.feed(id)?;
        self.read_source(&mut feed, tell_finds, true, heard)
    }

    /// The feeds whose time has come, the longest overdue first.
    pub fn due_feeds(&self) -> Result<Vec<FeedSource>, JobsError> {
        let now = self.clock.now();
        let mut due = self.library.feeds()?;
        due.retain(|feed| feed.due_at().is_some_and(|due| due <= now));
        due.sort_by_key(FeedSource::due_at);
        Ok(due)
    }

    /// Reads a feed and writes down what became of it.
    fn read_source(
        &self,
        feed: &mut FeedSource,
        tell_finds: bool,
        may_be_unchanged: bool,
        heard: &mut dyn FnMut(FeedEvent) -> bool,
    ) -> Result<Refreshed, JobsError> {
        let read = self.read_source_once(feed, tell_finds, may_be_unchanged, heard);
        feed.tried_at = Some(self.clock.now());
        feed.problem = read.as_ref().err().map(ToString::to_string);
        if let Ok(Refreshed::Read(outcome)) = &read {
            let FeedOutcome { report, added, updated, unchanged, gone } = &**outcome;
            feed.last = Some(FeedImported {
                at: self.clock.now(),
                format: report.format.name().to_owned(),
                rows: report.rows,
                products: report.products,
                skipped: report.skipped,
                added: *added as u64,
                updated: *updated as u64,
                unchanged: *unchanged as u64,
                gone: *gone as u64,
            });
        }
        // A first try that failed is not worth remembering.
        if read.is_ok() || feed.last.is_some() {
            self.library.set_feed(feed)?;
        }
        read
    }

    fn read_source_once(
        &self,
        feed: &mut FeedSource,
        tell_finds: bool,
        may_be_unchanged: bool,
        heard: &mut dyn FnMut(FeedEvent) -> bool,
    ) -> Result<Refreshed, JobsError> {
        let choices = FeedChoices {
            format: feed.format.as_deref().and_then(|name| name.parse::<FeedFormat>().ok()),
            mapping: serde_json::from_value(feed.mapping.clone()).ok(),
            currency: feed.currency,
            merchant: feed.merchant.clone(),
            base: feed.from.parse().ok().filter(|_| is_web(&feed.from)),
            tell_finds,
        };
        let mut validators = None;
        let mut input = if is_web(&feed.from) {
            let known: Validators = match may_be_unchanged && feed.last.is_some() {
                true => serde_json::from_value(feed.validators.clone()).unwrap_or_default(),
                false => Validators::default(),
            };
            let fail = |error| JobsError::Read { path: PathBuf::from(&feed.from), error };
            let mut file = tempfile::tempfile().map_err(fail)?;
            let mut stopped = false;
            let told = &mut |progress: Download| {
                stopped |= !heard(FeedEvent::Downloading(progress.bytes));
                if stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            let loaded = self.client()?.download(&feed.from, &known, &mut file, told);
            if stopped {
                return Err(JobsError::Cancelled);
            }
            let loaded = loaded?;
            if loaded.unchanged {
                return Ok(Refreshed::Unchanged);
            }
            validators = serde_json::to_value(loaded.validators).ok();
            file.seek(SeekFrom::Start(0)).map_err(fail)?;
            std::io::BufReader::new(file)
        } else {
            open(Path::new(&feed.from))?
        };
        let outcome = self.import_feed_from(&mut input, feed.id, &choices, &mut |step| heard(FeedEvent::Step(step)))?;
        // Of a feed that was not read whole, the rest is still to come.
        feed.validators = validators.filter(|_| outcome.report.is_whole()).unwrap_or_default();
        Ok(Refreshed::Read(Box::new(outcome)))
    }
}

/// Whether it is fetched rather than opened.
fn is_web(from: &str) -> bool {
    let start = from.trim_start().get(..8).unwrap_or_default().to_ascii_lowercase();
    start.starts_with("http://") || start == "https://"
}

/// The same file is the same feed, from whatever folder it is named.
fn absolute(path: &Path) -> Result<String, JobsError> {
    let whole = std::fs::canonicalize(path).map_err(|error| JobsError::Read { path: path.to_owned(), error })?;
    Ok(whole.to_string_lossy().into_owned())
}
