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
mod crumbs;
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
mod systems;
mod variants;
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
/// The most tags of a page; the largest real ones have a tenth.
const MAX_TAGS: usize = 500_000;

#[rustfmt::skip]
/// Elements that stand open only until the next tag, or that have no inside.
const SHORT_LIVED: [&str; 44] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "html", "head", "body", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "colgroup", "option",
    "optgroup", "path", "circle", "rect", "line", "polyline", "polygon", "ellipse", "use", "stop", "image", "frame",
    "feblend", "fegaussianblur", "animate",
];

/// Why a page's markup is refused before it is parsed. The HTML parser looks through all open elements at many a
/// tag, so that a page that opens boxes by the ten thousand and never closes them would take minutes.
fn refused(text: &str) -> Option<String> {
    let mut open = 0_usize;
    let mut raw: Option<&str> = None;
    for (count, tag) in text.split('<').skip(1).enumerate() {
        if count > MAX_TAGS {
            return Some(format!("it has more than {MAX_TAGS} tags: save a smaller part of it and try again"));
        }
        let (closes, tag) = tag.strip_prefix('/').map_or((false, tag), |rest| (true, rest));
        let name_end = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(tag.len());
        let name = tag.get(..name_end).unwrap_or_default();
        let is = |other: &&str| name.eq_ignore_ascii_case(other);
        if let Some(inside) = raw {
            // “i<a” in a script opens nothing.
            raw = Some(inside).filter(|inside| !(closes && is(inside)));
            continue;
        }
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || SHORT_LIVED.iter().any(&is) {
            continue;
        }
        raw = ["script", "style", "textarea", "title"].into_iter().find(is).filter(|_| !closes);
        open = match (closes, raw) {
            (_, Some(_)) => open,
            (true, None) => open.saturating_sub(1),
            (false, None) => open + 1,
        };
        if open > MAX_DEPTH {
            return Some(format!("its elements lie more than {MAX_DEPTH} deep: no real page does that"));
        }
    }
    None
}

/// Reads a page.
///
/// # Errors
/// [`IngestError::TooLarge`] past [`MAX_BYTES`], [`IngestError::Empty`] without any text,
/// [`IngestError::Unreadable`] for markup beyond all real pages. A page without a product is a
/// report with a warning, not an error.
pub fn extract(bytes: &[u8], context: &PageContext) -> Result<PageReport, IngestError> {
    if bytes.len() > MAX_BYTES {
        return Err(IngestError::TooLarge { what: "page", bytes: bytes.len() as u64, limit_bytes: MAX_BYTES as u64 });
    }
    let domain = context.url.as_ref().and_then(Url::host_str).and_then(|host| host.rsplit('.').next());
    let text = decode::decode(bytes, context.content_type.as_deref(), domain);
    if text.trim().is_empty() {
        return Err(IngestError::Empty { what: "page" });
    }
    if let Some(reason) = refused(&text) {
        return Err(IngestError::Unreadable { what: "page", reason });
    }
    let html = Html::parse_document(&text);
    Ok(assemble::assemble(&Dom::new(&html), &text, context))
}

#[cfg(test)]
mod tests;
