//! The finds that feeds list, put many at a time.
//!
//! A find is known again by its merchant address, and where a feed gives none by the feed's own name for it.
//! Finds that a feed no longer lists are marked, never removed.

use std::collections::{HashMap, HashSet};

use super::error::LibraryError;
use super::open::Library;
use super::products::{PutReport, merged, product_key, text_key, url_key};
use super::records::{Batch, View};
use crate::model::{FeedId, Listing, Product, ProductKey, Timestamp};

/// Finds per commit while they are marked.
const MARK_CHUNK: usize = 1_000;

/// A find as a feed lists it.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The find, under a key that was never used.
    pub product: Product,
    /// The feed's own name for it, for finds without an address.
    pub name: Option<String>,
}

impl Library {
    /// Adds the finds of one feed or brings known ones up to date, in one commit of many: after
    /// the last of them [`Library::settle`] puts all on disk. A kill before that loses nothing, a power cut may
    /// lose the last commits.
    ///
    /// As in [`Library::put_products`], a known find keeps its key, the day it came, the person's tags and what
    /// the feed lacks. A find of which only the time its price was seen is new counts as unchanged.
    pub fn put_listed(&self, finds: &[Listed]) -> Result<PutReport, LibraryError> {
        self.records.commit_in_row(|view, batch| {
            let mut work = Work { view, batch, met: HashMap::new(), report: PutReport::default() };
            finds.iter().try_for_each(|find| work.put(find))?;
            Ok(work.report)
        })
    }

    /// Marks the finds of a feed that are not among `seen` as gone since `at`; those marked before keep their
    /// date. Returns those that were marked.
    pub fn mark_gone(
        &self,
        feed: FeedId,
        seen: &HashSet<ProductKey>,
        at: Timestamp,
    ) -> Result<Vec<ProductKey>, LibraryError> {
        let gone = self.records.read(|view| {
            let mut gone = Vec::new();
            view.scan("p/", |key, text| {
                let is_seen = |key: &str| key.parse().is_ok_and(|key| seen.contains(&key));
                if key.strip_prefix("p/").is_none_or(is_seen) {
                    return;
                }
                let product = serde_json::from_slice::<Product>(text).ok();
                let is_of = |product: &Product| product.listing == Some(Listing { feed, gone_since: None });
                gone.extend(product.filter(is_of).map(|product| product.key));
            })?;
            Ok(gone)
        })?;
        for chunk in gone.chunks(MARK_CHUNK) {
            self.records.commit(|view, _, batch| {
                for &key in chunk {
                    let Some(mut product) = view.get::<Product>(&product_key(key))? else { continue };
                    product.listing = Some(Listing { feed, gone_since: Some(at) });
                    batch.put(product_key(key), &product)?;
                }
                Ok(())
            })?;
        }
        Ok(gone)
    }

    /// Ends an import: the database is synced, and what a large one left in the journal is folded, so that the
    /// next opening has little to read.
    pub fn settle(&self) -> Result<(), LibraryError> {
        self.records.fold_beside()
    }
}

/// One commit under way.
struct Work<'a> {
    view: &'a View<'a>,
    batch: &'a mut Batch,
    /// Finds of this commit by the record that leads to them: the same one may come twice.
    met: HashMap<String, Product>,
    report: PutReport,
}

impl Work<'_> {
    fn put(&mut self, Listed { product, name }: &Listed) -> Result<(), LibraryError> {
        let feed = product.listing.map(|listing| listing.feed);
        let lead = match (&product.snapshot.url, feed, name) {
            (Some(url), ..) => Some(url_key(url)),
            (None, Some(feed), Some(name)) => Some(text_key(&format!("{feed}\n{name}"))),
            _ => None,
        };
        let kept = lead.as_ref().map(|lead| self.known(lead)).transpose()?.flatten();
        let next = match &kept {
            None => {
                self.report.added += 1;
                if let Some(lead) = &lead {
                    self.batch.put(lead.clone(), &product.key)?;
                }
                product.clone()
            }
            Some(kept) => {
                let next = merged(kept, product);
                self.report.keys.push(next.key);
                if next == *kept {
                    self.report.unchanged += 1;
                    return Ok(());
                }
                let mut as_seen_before = next.clone();
                as_seen_before.snapshot.price_seen_at = kept.snapshot.price_seen_at;
                if as_seen_before == *kept {
                    self.report.unchanged += 1;
                } else {
                    self.report.updated += 1;
                }
                next
            }
        };
        if kept.is_none() {
            self.report.keys.push(next.key);
        }
        self.batch.put(product_key(next.key), &next)?;
        if let Some(lead) = lead {
            self.met.insert(lead, next);
        }
        Ok(())
    }

    fn known(&self, lead: &str) -> Result<Option<Product>, LibraryError> {
        if let Some(product) = self.met.get(lead) {
            return Ok(Some(product.clone()));
        }
        match self.view.get::<ProductKey>(lead)? {
            Some(key) => self.view.get(&product_key(key)),
            None => Ok(None),
        }
    }
}
