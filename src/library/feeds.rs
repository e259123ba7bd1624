//! The feeds that the library remembers: `s/feed/<id>`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::error::LibraryError;
use super::open::{Commit, Library};
use crate::model::{Currency, FeedId, Timestamp};

/// A feed, how it is read, and what became of it last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FeedSource {
    /// Its name here.
    pub id: FeedId,
    /// A web address, or the absolute path of a file.
    pub from: String,
    /// What the person said that it is; recognised when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The currency of prices that carry none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The shop's name, where the feed does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant: Option<String>,
    /// What its columns mean, where a person has said so; `ingest` owns the shape.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub mapping: Value,
    /// How often it is read again, in seconds; on demand only when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_every_s: Option<u64>,
    /// What the server named its last version; `net` owns the shape.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub validators: Value,
    /// When it was last tried, whatever came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tried_at: Option<Timestamp>,
    /// Why the last try failed, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// The last import that went through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<FeedImported>,
    /// What newer versions put here.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// The figures of an import.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct FeedImported {
    pub at: Timestamp,
    pub format: String,
    pub rows: u64,
    pub products: u64,
    pub skipped: u64,
    pub added: u64,
    pub updated: u64,
    pub unchanged: u64,
    /// Finds that this import marked as gone.
    pub gone: u64,
}

impl FeedSource {
    /// A feed that was never read.
    pub fn new(id: FeedId, from: String) -> Self {
        Self {
            id,
            from,
            format: None,
            currency: None,
            merchant: None,
            mapping: Value::Null,
            refresh_every_s: None,
            validators: Value::Null,
            tried_at: None,
            problem: None,
            last: None,
            other: Map::new(),
        }
    }

    /// When it is to be read again by itself; `None` for feeds without a schedule.
    pub fn due_at(&self) -> Option<Timestamp> {
        let every_ms = i64::try_from(self.refresh_every_s?.saturating_mul(1000)).unwrap_or(i64::MAX);
        Some(self.tried_at.map_or(Timestamp(i64::MIN), |tried| Timestamp(tried.0.saturating_add(every_ms))))
    }
}

impl Library {
    /// The remembered feeds, by id. Records that cannot be read are left out.
    pub fn feeds(&self) -> Result<Vec<FeedSource>, LibraryError> {
        self.records.read(|view| {
            let mut feeds = Vec::new();
            view.scan("s/feed/", |_, text| feeds.extend(serde_json::from_slice::<FeedSource>(text)))?;
            Ok(feeds)
        })
    }

    /// One of them.
    pub fn feed(&self, id: FeedId) -> Result<FeedSource, LibraryError> {
        self.records.read(|view| view.get(&feed_key(id)))?.ok_or(LibraryError::NoFeed(id))
    }

    /// Remembers a feed.
    pub fn set_feed(&self, feed: &FeedSource) -> Result<Commit, LibraryError> {
        let (seq, ()) = self.records.commit(|_, _, batch| batch.put(feed_key(feed.id), feed))?;
        Ok(Commit { seq })
    }

    /// Forgets a feed; its finds stay. Says whether there was one.
    pub fn forget_feed(&self, id: FeedId) -> Result<bool, LibraryError> {
        let (_, known) = self.records.commit(|view, _, batch| {
            let known = view.get::<Value>(&feed_key(id))?.is_some();
            if known {
                batch.remove(feed_key(id));
            }
            Ok(known)
        })?;
        Ok(known)
    }
}

fn feed_key(id: FeedId) -> String {
    format!("s/feed/{id}")
}
