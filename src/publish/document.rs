//! `collage.json`: the document as it travels.

use serde::{Deserialize, Serialize};

use super::error::PublishError;
use super::flaws::Flaw;
use crate::model::{Collage, Content, text};

/// The name of the document in a bundle.
pub const COLLAGE_FILE: &str = "collage.json";
const FORMAT: &str = "etalage-collage";
/// The newest version that is understood. Version 1: the collage as `model::Collage` serialises it, without
/// hidden tiles, unused products and the budget; picture hashes are those of the files in `pictures/`.
const VERSION: u64 = 1;

#[derive(Serialize)]
struct Envelope<'a> {
    format: &'static str,
    version: u64,
    collage: &'a Collage,
}

#[derive(Deserialize)]
struct Opened {
    collage: Collage,
}

/// What every versioned file of ours begins with.
#[derive(Deserialize)]
pub(super) struct Head {
    pub(super) format: String,
    pub(super) version: u64,
}

/// The document's bytes; the same collage gives the same bytes.
pub fn to_bytes(collage: &Collage) -> Result<Vec<u8>, PublishError> {
    json(COLLAGE_FILE, &Envelope { format: FORMAT, version: VERSION, collage })
}

/// Reads a document and checks every rule of the model.
pub fn from_bytes(bytes: &[u8]) -> Result<Collage, PublishError> {
    check_head(bytes, COLLAGE_FILE, FORMAT, VERSION)?;
    let mut collage = serde_json::from_slice::<Opened>(bytes).map_err(|error| damaged(COLLAGE_FILE, &error))?.collage;
    let violations = collage.check();
    if let Some((first, rest)) = violations.split_first() {
        return Err(PublishError::Broken { first: first.clone(), others: rest.len() });
    }
    make_plain(&mut collage);
    // Addresses of the shop's pictures are plain texts in the model; nothing but the web may be behind them.
    for product in collage.products.values_mut() {
        product
            .images
            .retain(|address| url::Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https")));
    }
    Ok(collage)
}

/// The collage as it may leave: what [`from_bytes`] would take out of its texts is taken out before, so that a
/// bundle that comes back leaves as it came.
pub fn plain(collage: &Collage) -> Collage {
    let mut collage = collage.clone();
    make_plain(&mut collage);
    collage
}

/// Takes out of the document's texts what an outsider could have put in to mislead: controls, and the invisible
/// characters that turn the direction of text.
fn make_plain(collage: &mut Collage) {
    let meta = &mut collage.meta;
    for line in [&mut meta.title, &mut meta.author, &mut meta.credit, &mut meta.sponsored_by] {
        *line = kept_or(line, text::one_line);
    }
    for tag in &mut meta.tags {
        *tag = kept_or(tag, text::one_line);
    }
    for group in collage.groups.values_mut() {
        group.name = kept_or(&group.name, text::one_line);
    }
    for tile in collage.tiles.values_mut() {
        tile.name = kept_or(&tile.name, text::one_line);
        if let Content::Text(block) = &mut tile.content {
            block.text = kept_or(&block.text, text::with_lines);
        }
    }
    for product in collage.products.values_mut() {
        product.title = kept_or(&product.title, text::one_line);
        let names = [&mut product.brand, &mut product.merchant, &mut product.category, &mut product.colour];
        let numbers = [&mut product.gtin, &mut product.sku, &mut product.mpn, &mut product.credit];
        for fact in names.into_iter().chain(numbers).flatten() {
            *fact = kept_or(fact, text::one_line);
        }
    }
}

/// A text that is plain already stays to the byte, so that a bundle of a bundle is the same bundle.
fn kept_or(text: &str, made_plain: fn(&str) -> String) -> String {
    if text.chars().all(text::is_plain) { text.to_owned() } else { made_plain(text) }
}

/// Refuses files of another kind or of a later version before their contents are looked at.
pub(super) fn check_head(
    bytes: &[u8],
    part: &'static str,
    format: &'static str,
    known: u64,
) -> Result<(), PublishError> {
    let head: Head = serde_json::from_slice(bytes).map_err(|error| damaged(part, &error))?;
    if head.format != format {
        let found: String = head.format.chars().take(40).collect();
        return Err(PublishError::Damaged { part: part.to_owned(), why: Flaw::OtherFormat { found, wanted: format } });
    }
    if head.version == 0 {
        return Err(PublishError::Damaged { part: part.to_owned(), why: Flaw::VersionZero });
    }
    if head.version > known {
        return Err(PublishError::Newer { part, found: head.version, known });
    }
    Ok(())
}

/// Indented JSON with a line feed at the end: people read and compare these files.
pub(super) fn json(part: &str, value: &impl Serialize) -> Result<Vec<u8>, PublishError> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(|error| damaged(part, &error))?;
    bytes.push(b'\n');
    Ok(bytes)
}

pub(super) fn damaged(part: &str, error: &serde_json::Error) -> PublishError {
    PublishError::Damaged { part: part.to_owned(), why: Flaw::Unreadable(error.to_string()) }
}
