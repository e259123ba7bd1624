//! `etalage import feed`: the products of a feed.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::affiliate::clean;
use crate::i18n::{Lang, cli as msg, format};
use crate::ingest::feed::{FeedFormat, FeedReport};
use crate::jobs::explain;
use crate::jobs::world::SystemClock;
use crate::jobs::{FeedChoices, Studio, read_feed};
use crate::model::{Clock, Currency};
use crate::net::Validators;

use super::error::CliError;
use super::import_page::{client_for_looking, is_address};
use super::output::Output;
use super::{Session, shapes};

/// How often a download speaks up.
const TOLD_EVERY_BYTES: u64 = 10_000_000;
/// How often an import speaks up, in finds.
const TOLD_EVERY_FINDS: u64 = 5_000;

/// Takes the products of a feed into the finds.
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
    /// Prints each product and keeps nothing.
    #[arg(long)]
    dry_run: bool,
}

impl Feed {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        let from_web = is_address(&self.from);
        let studio = match (self.dry_run, from_web) {
            (false, _) => Some(session.studio()?),
            (true, true) => session.studio_if_any(),
            (true, false) => None,
        };
        let (lang, out) = (session.lang, &session.out);
        // Gone at the end, with what was downloaded.
        let mut downloaded = None;
        let path = if from_web {
            let file = download(studio.as_ref(), &self.from, lang, out)?;
            let path = file.path().to_owned();
            downloaded = Some(file);
            path
        } else {
            PathBuf::from(&self.from)
        };
        let choices = FeedChoices {
            format: self.format,
            mapping: None,
            currency: self.currency,
            merchant: self.merchant,
            dry_run: self.dry_run,
        };
        match studio.filter(|_| !self.dry_run) {
            Some(studio) => import(&studio, &path, &choices, lang, out)?,
            None => {
                let report = read_feed(&path, &choices, SystemClock.now(), &mut |snapshot| {
                    out.result(&shapes::product(&snapshot, &[]), || shapes::product_line(lang, &snapshot));
                })?;
                tell(&report, lang, out);
            }
        }
        drop(downloaded);
        Ok(())
    }
}

fn import(studio: &Studio, path: &Path, choices: &FeedChoices, lang: Lang, out: &Output) -> Result<(), CliError> {
    let mut told = 0;
    let outcome = studio.import_feed(path, choices, &mut |finds| {
        if finds >= told + TOLD_EVERY_FINDS {
            told = finds;
            out.note(&msg::feed_so_far(lang, format::number(lang, &finds.to_string())));
        }
        true
    })?;
    let report = &outcome.report;
    tell(report, lang, out);
    out.result(
        &json!({
            "format": report.format,
            "rows": report.rows,
            "products": report.products,
            "added": outcome.added,
            "updated": outcome.updated,
            "unchanged": outcome.unchanged,
            "skipped": report.skipped,
            "warnings": report.warnings.iter().map(|warning| explain::warning(warning, lang)).collect::<Vec<_>>(),
            "more_warnings": report.more_warnings,
        }),
        || msg::feed_imported(lang, report.format, outcome.added, outcome.updated, outcome.unchanged, report.skipped),
    );
    Ok(())
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
