//! A shop's page → the product it is about.
//!
//! Bytes are decoded, parsed once, and read tier by tier in the order of trust ([`Tier`]): JSON-LD,
//! microdata, RDFa, meta elements, the shop system's embedded state, what a reader sees. For each field the
//! most trusted tier that has it wins and is remembered; price and currency always come together from one
//! tier, and the others are asked as witnesses. What the page does not say stays unknown.

mod address;
mod assemble;
mod blocked;
mod candidate;
mod decode;
mod dom;
mod facts;
mod jsonld;
mod merge;
mod meta;
mod microdata;
mod normalise;
mod pictures;
mod pricing;
mod repair;
mod schema;
mod scripts;
mod state;
mod stock;
mod visible;

use std::collections::BTreeMap;

use scraper::Html;
use serde::Serialize;
use url::Url;

pub use self::blocked::BlockKind;
pub use self::candidate::Tier;
use self::dom::Dom;
use super::report::{IngestError, Warning};
use crate::model::ProductSnapshot;

/// The largest page that is read.
pub const MAX_BYTES: usize = 10 << 20;

/// What is known of a page besides its bytes.
#[derive(Debug, Clone, Default)]
pub struct PageContext {
    /// Where it came from, after redirects.
    pub url: Option<Url>,
    /// The HTTP header `Content-Type`.
    pub content_type: Option<String>,
}

/// Where a field came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// The source that was believed.
    pub tier: Tier,
    /// Its text, before normalisation.
    pub raw: String,
}

/// The product of a page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PageProduct {
    /// Its fields; `price_seen_at` is left to the caller, who has the clock.
    pub snapshot: ProductSnapshot,
    /// Field name → source, for the fields that are known.
    pub provenance: BTreeMap<&'static str, Provenance>,
}

/// What a page gave.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PageReport {
    /// The product that the page is about.
    pub product: Option<PageProduct>,
    /// The products of a page that lists several and is about none: to choose from, never imported by guess.
    pub listed: Vec<PageProduct>,
    /// What was skipped, repaired or assumed.
    pub warnings: Vec<Warning>,
    /// The shop served a captcha or a refusal instead: open the page in a browser and clip it there.
    pub blocked: Option<BlockKind>,
}

/// The most elements inside each other.
const MAX_DEPTH: usize = 10_000;

/// Whether a page opens boxes that it never closes, by the ten thousand. The HTML parser looks through all open
/// elements at many a tag, so that such a page would take minutes. Counted are elements that nothing closes
/// but their own end tag.
fn nests_too_deeply(text: &str) -> bool {
    const BOXES: [&str; 10] = ["div", "span", "section", "article", "ul", "table", "font", "b", "i", "a"];
    let mut open = 0_usize;
    for tag in text.split('<').skip(1) {
        let (closes, tag) = tag.strip_prefix('/').map_or((false, tag), |rest| (true, rest));
        let name_end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        let name = tag.get(..name_end).unwrap_or_default();
        if BOXES.iter().any(|each| name.eq_ignore_ascii_case(each)) {
            open = if closes { open.saturating_sub(1) } else { open + 1 };
        }
        if open > MAX_DEPTH {
            return true;
        }
    }
    false
}

/// Reads a page.
///
/// # Errors
/// [`IngestError::TooLarge`] past [`MAX_BYTES`], [`IngestError::Empty`] without any text. A page without a
/// product is a report with a warning, not an error.
pub fn extract(bytes: &[u8], context: &PageContext) -> Result<PageReport, IngestError> {
    if bytes.len() > MAX_BYTES {
        return Err(IngestError::TooLarge { what: "page", bytes: bytes.len() as u64, limit_bytes: MAX_BYTES as u64 });
    }
    let domain = context.url.as_ref().and_then(Url::host_str).and_then(|host| host.rsplit('.').next());
    let text = decode::decode(bytes, context.content_type.as_deref(), domain);
    if text.trim().is_empty() {
        return Err(IngestError::Empty { what: "page" });
    }
    if nests_too_deeply(&text) {
        let reason = format!("its elements lie more than {MAX_DEPTH} deep: no real page does that");
        return Err(IngestError::Unreadable { what: "page", reason });
    }
    let html = Html::parse_document(&text);
    Ok(assemble::assemble(&Dom::new(&html), &text, context))
}

#[cfg(test)]
mod tests;
