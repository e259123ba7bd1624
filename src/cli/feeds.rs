//! `etalage feeds`: the feeds that the library remembers.

use serde_json::{Value, json};

use crate::i18n::{Lang, cli as msg, format};
use crate::jobs::Refreshed;
use crate::library::FeedSource;
use crate::model::FeedId;

use super::error::CliError;
use super::import_feed::{Told, tell_outcome};
use super::{Session, shapes};

/// The feeds that were imported.
#[derive(Debug, clap::Subcommand)]
pub enum Feeds {
    /// Lists them with what became of each last.
    List,
    /// Reads feeds again: prices are brought up to date, and what a feed no longer lists is marked.
    Refresh {
        /// Which ones, by their ids; all when none is named.
        ids: Vec<FeedId>,
        /// Only those whose schedule says so.
        #[arg(long, conflicts_with = "ids")]
        due: bool,
    },
    /// Forgets feeds; their finds stay.
    Forget {
        /// Which ones, by their ids.
        #[arg(required = true)]
        ids: Vec<FeedId>,
    },
}

impl Feeds {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        let studio = session.studio()?;
        let (lang, out) = (session.lang, &session.out);
        match self {
            Self::List => {
                let feeds = studio.library.feeds()?;
                feeds.iter().for_each(|feed| out.result(&shape(feed), || line(lang, feed)));
                if feeds.is_empty() {
                    out.note(&msg::no_feeds(lang));
                }
                Ok(())
            }
            Self::Refresh { ids, due } => {
                let ids = match (due, ids.is_empty()) {
                    (true, _) => studio.due_feeds()?.into_iter().map(|feed| feed.id).collect(),
                    (false, true) => studio.library.feeds()?.into_iter().map(|feed| feed.id).collect(),
                    (false, false) => ids,
                };
                let (all, mut failed) = (ids.len(), 0);
                for id in ids {
                    let mut told = Told::new(lang, out);
                    match studio.refresh_feed(id, false, &mut |event| told.hear(&event)) {
                        Ok(Refreshed::Read(outcome)) => tell_outcome(id, &outcome, lang, out),
                        Ok(Refreshed::Unchanged) => {
                            out.result(&json!({"feed": id, "not_modified": true}), || msg::feed_not_modified(lang, id));
                        }
                        Err(error) if all == 1 => return Err(error.into()),
                        Err(error) => {
                            failed += 1;
                            let words = CliError::Jobs(error).words(lang);
                            out.note(&msg::file_failed(lang, id, &words));
                            if out.is_json() {
                                out.result(&json!({"feed": id, "error": words}), String::new);
                            }
                        }
                    }
                }
                if all == 0 {
                    out.note(&msg::no_feeds_due(lang));
                }
                if failed > 0 { Err(CliError::Partly { failed, all }) } else { Ok(()) }
            }
            Self::Forget { ids } => {
                for id in ids {
                    if !studio.library.forget_feed(id)? {
                        return Err(crate::library::LibraryError::NoFeed(id).into());
                    }
                    out.result(&json!({"forgotten": id}), || msg::feed_forgotten(lang, id));
                }
                Ok(())
            }
        }
    }
}

fn shape(feed: &FeedSource) -> Value {
    json!({
        "feed": feed.id,
        "from": feed.from,
        "format": feed.format,
        "currency": feed.currency,
        "merchant": feed.merchant,
        "refresh_every_s": feed.refresh_every_s,
        "due_at": feed.due_at().filter(|_| feed.tried_at.is_some()),
        "tried_at": feed.tried_at,
        "problem": feed.problem,
        "last": feed.last,
    })
}

fn line(lang: Lang, feed: &FeedSource) -> String {
    let every = feed.refresh_every_s.map(|seconds| msg::feed_every(lang, period(seconds)));
    let last = feed.last.as_ref().map(|last| {
        let products = format::number(lang, &last.products.to_string());
        msg::feed_last(lang, shapes::day(lang, last.at), &last.format, products)
    });
    let problem = feed.problem.as_ref().map(|words| shapes::plain(words));
    let parts = [Some(format!("{}  {}", feed.id, shapes::plain(&feed.from))), last, every, problem];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// As `--refresh-every` takes it.
fn period(seconds: u64) -> String {
    match seconds {
        _ if seconds.is_multiple_of(86_400) => format!("{}d", seconds / 86_400),
        _ if seconds.is_multiple_of(3_600) => format!("{}h", seconds / 3_600),
        _ if seconds.is_multiple_of(60) => format!("{}m", seconds / 60),
        _ => format!("{seconds}s"),
    }
}
