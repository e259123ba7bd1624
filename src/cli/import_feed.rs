//! `etalage import feed`: the products of a feed.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};

use crate::affiliate::clean;
use crate::i18n::{Lang, cli as msg, format};
use crate::ingest::feed::{ColumnMapping, FeedFormat, FeedReport};
use crate::jobs::explain;
use crate::jobs::world::SystemClock;
use crate::jobs::{FeedChoices, FeedEvent, FeedOutcome, Studio, mapping_for, read_feed};
use crate::model::{Clock, Currency, FeedId};
use crate::net::Validators;

use super::error::CliError;
use super::import_page::{client_for_looking, is_address};
use super::output::Output;
use super::{Session, shapes};

/// How often a download speaks up.
const TOLD_EVERY_BYTES: u64 = 10_000_000;
/// How often an import speaks up, in finds.
const TOLD_EVERY_FINDS: u64 = 5_000;

/// Takes the products of a feed into the finds, and remembers the feed.
#[derive(Debug, clap::Args)]
pub struct Feed {
    /// A feed file (packed or not), or the address of one.
    #[arg(value_name = "FILE|URL")]
    from: String,
    /// What it is, such as google-xml or shopify-csv; recognised when absent.
    #[arg(long)]
    format: Option<FeedFormat>,
    /// The currency of prices that carry none.
    #[arg(long)]
    currency: Option<Currency>,
    /// The shop's name, where the feed does not say.
    #[arg(long)]
    merchant: Option<String>,
    /// What a column of a table means, such as title=Artikel or price=3; may be given several times, and is
    /// remembered for files with the same header.
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = pair)]
    map: Vec<(String, String)>,
    /// Reads the feed again by itself, such as every 24h, 90m or 7d.
    #[arg(long, value_name = "TIME", value_parser = period, conflicts_with = "dry_run")]
    refresh_every: Option<Duration>,
    /// Prints each product and keeps nothing.
    #[arg(long)]
    dry_run: bool,
}

impl Feed {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        let from_web = is_address(&self.from);
        if from_web {
            // Refused before anything is opened.
            clean(&self.from)?;
        }
        let studio = match (self.dry_run, from_web) {
            (false, _) => Some(session.studio()?),
            (true, true) => session.studio_if_any(),
            (true, false) => None,
        };
        let (lang, out) = (session.lang, &session.out);
        // Only a file can be looked at before it is read; gone at the end, with what was downloaded.
        let downloaded = match from_web && (self.dry_run || !self.map.is_empty()) {
            true => Some(download(studio.as_ref(), &self.from, lang, out)?),
            false => None,
        };
        let path = downloaded.as_ref().map_or_else(|| PathBuf::from(&self.from), |file| file.path().to_owned());
        let remembered = |proposed: &ColumnMapping| studio.as_ref()?.remembered_mapping(proposed);
        let mapping = match self.map.is_empty() {
            true => None,
            false => Some(mapping_for(&path, &self.map, &remembered)?),
        };
        let choices = FeedChoices {
            format: self.format,
            mapping,
            currency: self.currency,
            merchant: self.merchant,
            ..FeedChoices::default()
        };
        match studio.filter(|_| !self.dry_run) {
            Some(studio) => {
                let mut told = Told::new(lang, out);
                let (id, outcome) =
                    studio.import_feed(&self.from, &choices, self.refresh_every, &mut |event| told.hear(&event))?;
                tell_outcome(id, &outcome, lang, out);
            }
            None => {
                let report = read_feed(&path, &choices, SystemClock.now(), &mut |snapshot| {
                    out.result(&shapes::product(&snapshot, &[]), || shapes::product_line(lang, &snapshot));
                })?;
                tell(&report, lang, out);
            }
        }
        Ok(())
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (field, column) = text.split_once('=').ok_or("write it as FIELD=COLUMN")?;
    Ok((field.trim().to_owned(), column.trim().to_owned()))
}

/// `90m`, `24h`, `7d`; seconds where no letter stands behind.
fn period(text: &str) -> Result<Duration, String> {
    let wrong = || "write it as 90m, 24h or 7d".to_owned();
    let text = text.trim();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit_s = match text.get(digits.len()..) {
        Some("" | "s") => 1,
        Some("m") => 60,
        Some("h") => 3_600,
        Some("d") => 86_400,
        _ => return Err(wrong()),
    };
    let count: u64 = digits.parse().map_err(|_| wrong())?;
    count.checked_mul(unit_s).filter(|seconds| *seconds > 0).map(Duration::from_secs).ok_or_else(wrong)
}

/// Speaks up now and then while a feed is read.
pub struct Told<'a> {
    lang: Lang,
    out: &'a Output,
    bytes: u64,
    finds: u64,
}

impl<'a> Told<'a> {
    pub fn new(lang: Lang, out: &'a Output) -> Self {
        Self { lang, out, bytes: 0, finds: 0 }
    }

    /// Tells what was heard, if it is time; asks for more.
    pub fn hear(&mut self, event: &FeedEvent) -> bool {
        match event {
            FeedEvent::Downloading(bytes) if *bytes >= self.bytes + TOLD_EVERY_BYTES => {
                self.bytes = *bytes;
                self.out.note(&msg::feed_downloading(self.lang, bytes / 1_000_000));
            }
            FeedEvent::Step(step) if step.taken >= self.finds + TOLD_EVERY_FINDS => {
                self.finds = step.taken;
                self.out.note(&msg::feed_so_far(self.lang, format::number(self.lang, &step.taken.to_string())));
            }
            _ => {}
        }
        true
    }
}

/// What an import did.
pub fn tell_outcome(id: FeedId, outcome: &FeedOutcome, lang: Lang, out: &Output) {
    let report = &outcome.report;
    tell(report, lang, out);
    out.result(&outcome_shape(id, outcome, lang), || {
        let mut words =
            msg::feed_imported(lang, report.format, outcome.added, outcome.updated, outcome.unchanged, report.skipped);
        if outcome.gone > 0 {
            words.push(' ');
            words.push_str(&msg::feed_gone(lang, outcome.gone));
        }
        words
    });
}

fn outcome_shape(id: FeedId, outcome: &FeedOutcome, lang: Lang) -> Value {
    let report = &outcome.report;
    json!({
        "feed": id,
        "format": report.format,
        "rows": report.rows,
        "products": report.products,
        "added": outcome.added,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "gone": outcome.gone,
        "skipped": report.skipped,
        "warnings": report.warnings.iter().map(|warning| explain::warning(warning, lang)).collect::<Vec<_>>(),
        "more_warnings": report.more_warnings,
    })
}

fn tell(report: &FeedReport, lang: Lang, out: &Output) {
    report.warnings.iter().for_each(|warning| out.note(&shapes::plain(&explain::warning(warning, lang))));
    if report.more_warnings > 0 {
        out.note(&msg::more_warnings(lang, report.more_warnings));
    }
}

fn download(
    studio: Option<&Studio>,
    address: &str,
    lang: Lang,
    out: &Output,
) -> Result<tempfile::NamedTempFile, CliError> {
    // The address is asked for as it is: feeds are addressed with the person's own keys.
    let host = clean(address)?.url.host();
    let client = client_for_looking(studio)?;
    let io = |error| CliError::Io { what: msg::temporary_file(lang), error };
    let mut file = tempfile::NamedTempFile::new().map_err(io)?;
    let mut told = 0;
    client.download(address, &Validators::default(), &mut file, &mut |progress| {
        if progress.bytes >= told + TOLD_EVERY_BYTES {
            told = progress.bytes;
            out.note(&msg::downloading(lang, &host, progress.bytes / 1_000_000));
        }
        ControlFlow::Continue(())
    })?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read() {
        for (text, seconds) in [("24h", 86_400), ("90m", 5_400), ("7d", 604_800), ("30", 30), ("1s", 1)] {
            assert_eq!(period(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for wrong in ["", "h", "0h", "-1h", "1w", "1.5h", "99999999999999999999d", "é"] {
            assert!(period(wrong).is_err(), "{wrong}");
        }
    }
}
