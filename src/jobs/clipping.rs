//! Finds that come from the browser: the library's side of the listener in `loopback`.

use std::sync::{Arc, Weak};

use serde_json::json;

use crate::i18n::{Lang, browser as msg};
use crate::library::Library;
use crate::loopback::{Answer, Clip, ClipServer, Desk, NotUnderstood, PORTS, PageWords, Paired, Pairings};
use crate::model::Timestamp;

use super::error::JobsError;
use super::event::AppEvent;
use super::explain;
use super::studio::Studio;

/// The shape in which paired browsers are kept.
const SCHEMA: u32 = 1;

/// Told of what happens on the threads of the listener.
pub type Tell = dyn Fn(AppEvent) + Send + Sync;

/// The browser's side of the library, for Settings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clipping {
    /// Where clips are taken; `None` when they are not.
    pub port: Option<u16>,
    /// Why they are not.
    pub problem: Option<String>,
    /// The pairing code to show, and until when it is good.
    pub code: Option<(String, Timestamp)>,
    /// The browsers that may send finds, oldest first.
    pub paired: Vec<Paired>,
}

impl Clipping {
    /// How it stands with `server`, or why there is none.
    pub fn of(server: Result<&ClipServer, String>) -> Self {
        match server {
            Ok(server) => Self {
                port: Some(server.port()),
                problem: None,
                code: server.code().map(|code| (code.shown(server.port()), code.until)),
                paired: server.paired(),
            },
            Err(problem) => Self { problem: Some(problem), ..Self::default() },
        }
    }
}

/// Takes clips until the server is dropped. Each find that was kept goes to `tell`. Holds no library open: when the
/// studio is gone, clips are answered with an error.
pub fn take_clips(studio: &Arc<Studio>, system_lang: Lang, tell: Arc<Tell>) -> Result<ClipServer, JobsError> {
    let pairings = pairings(&studio.library)?;
    let desk = Arc::new(StudioDesk { studio: Arc::downgrade(studio), system_lang, tell });
    let (ids, clock) = (Arc::clone(&studio.ids), Arc::clone(&studio.clock));
    Ok(ClipServer::start(desk, pairings, ids, clock, &PORTS)?)
}

/// The paired browsers of a library.
pub fn pairings(library: &Library) -> Result<Pairings, JobsError> {
    let kept = library.browsers()?;
    if kept.is_null() {
        return Ok(Pairings::default());
    }
    // A newer list must not be overwritten with less.
    if kept.get("schema") != Some(&json!(SCHEMA)) {
        let schema = kept.get("schema").cloned().unwrap_or_default();
        return Err(JobsError::Browsers(format!("schema {schema}")));
    }
    let paired = kept.get("paired").cloned().unwrap_or_default();
    serde_json::from_value(paired).map_err(|error| JobsError::Browsers(error.to_string()))
}

/// Replaces them.
pub fn set_pairings(library: &Library, pairings: &Pairings) -> Result<(), JobsError> {
    library.set_browsers(&json!({"schema": SCHEMA, "paired": pairings}))?;
    Ok(())
}

struct StudioDesk {
    studio: Weak<Studio>,
    system_lang: Lang,
    tell: Arc<Tell>,
}

impl StudioDesk {
    fn with<T>(&self, work: impl FnOnce(&Studio, Lang) -> Result<T, JobsError>) -> Result<T, NotUnderstood> {
        let Some(studio) = self.studio.upgrade() else {
            return Err(NotUnderstood { why: "failed", words: msg::library_closed(self.system_lang) });
        };
        let lang = studio.lang(self.system_lang);
        work(&studio, lang).map_err(|error| explain::clip(&error, lang))
    }
}

impl Desk for StudioDesk {
    fn keep(&self, clip: &Clip) -> Answer {
        self.with(|studio, lang| {
            let clipped = studio.clip(clip)?;
            let understood = studio.understood(&clipped, lang);
            (self.tell)(AppEvent::Clipped { find: Box::new(clipped.added.product), known: clipped.known });
            Ok(understood)
        })
    }

    fn look(&self, clip: &Clip) -> Answer {
        self.with(|studio, lang| studio.look_at_clip(clip, lang))
    }

    fn save_pairings(&self, pairings: &Pairings) -> Result<(), String> {
        self.with(|studio, _| set_pairings(&studio.library, pairings)).map_err(|error| error.words)
    }

    fn paired(&self, browser: &str) {
        (self.tell)(AppEvent::BrowserPaired(browser.to_owned()));
    }

    fn words(&self) -> PageWords {
        let lang = self.studio.upgrade().map_or(self.system_lang, |studio| studio.lang(self.system_lang));
        PageWords {
            lang: lang.tag().to_owned(),
            title: msg::page_title(lang),
            looking: msg::page_looking(lang),
            add: msg::page_add(lang),
            adding: msg::page_adding(lang),
            added: msg::page_added(lang),
            updated: msg::page_updated(lang),
            close: msg::page_close(lang),
            pictures_one: msg::page_pictures_one(lang),
            pictures_many: msg::page_pictures_many(lang, "{count}"),
            nothing_sent: msg::page_nothing_sent(lang),
            app_gone: msg::page_app_gone(lang),
            run_out: msg::page_run_out(lang),
            why_confirm: msg::page_why_confirm(lang),
        }
    }
}
