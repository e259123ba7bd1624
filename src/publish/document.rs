//! `collage.json`: the document as it travels.

use serde::{Deserialize, Serialize};

use super::error::PublishError;
use crate::model::Collage;

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
    // Addresses of the shop's pictures are plain texts in the model; nothing but the web may be behind them.
    for product in collage.products.values_mut() {
        product
            .images
            .retain(|address| url::Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https")));
    }
    Ok(collage)
}

/// Refuses files of another kind or of a later version before their contents are looked at.
pub(super) fn check_head(bytes: &[u8], part: &'static str, format: &str, known: u64) -> Result<(), PublishError> {
    let head: Head = serde_json::from_slice(bytes).map_err(|error| damaged(part, &error))?;
    if head.format != format {
        let found: String = head.format.chars().take(40).collect();
        return Err(PublishError::Damaged {
            part: part.to_owned(),
            why: format!("its format is “{found}”, not “{format}”"),
        });
    }
    if head.version == 0 {
        return Err(PublishError::Damaged { part: part.to_owned(), why: "it is of format version 0".to_owned() });
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
    PublishError::Damaged { part: part.to_owned(), why: error.to_string() }
}
