//! A bundle in a page that stands alone.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::bundle::{COLLAGE_ELEMENT, MANIFEST_ELEMENT, MAX_ENTRIES, limit};
use super::super::document::COLLAGE_FILE;
use super::super::error::PublishError;
use super::super::flaws::{Flaw, Measure};
use super::super::html::from_base64;
use super::super::manifest::MANIFEST_FILE;
use super::super::pictures::PICTURES_DIR;
use super::Source;
use crate::imaging::{self, Format};

/// Document and manifest from their inert elements, pictures from their `data:` addresses.
pub(super) struct Page {
    files: BTreeMap<String, Vec<u8>>,
}

impl Page {
    /// `None` when the file holds no collage.
    pub(super) fn open(path: &Path) -> Result<Option<Self>, PublishError> {
        let text = std::fs::read(path).map_err(PublishError::read(path))?;
        let Some(document) = element(&text, COLLAGE_ELEMENT) else { return Ok(None) };
        let mut files = BTreeMap::new();
        files.insert(COLLAGE_FILE.to_owned(), decoded(COLLAGE_FILE, document)?);
        if let Some(manifest) = element(&text, MANIFEST_ELEMENT) {
            files.insert(MANIFEST_FILE.to_owned(), decoded(MANIFEST_FILE, manifest)?);
        }
        for data in pictures(&text) {
            // A broken picture is missed later, by its hash.
            let Some(bytes) = from_base64(data) else { continue };
            let Some(format) = Format::of(&bytes) else { continue };
            files.insert(format!("{PICTURES_DIR}/{}.{}", imaging::hash(&bytes), format.extension()), bytes);
            limit(Measure::Files, files.len() as u64, MAX_ENTRIES)?;
        }
        Ok(Some(Self { files }))
    }
}

impl Source for Page {
    fn names(&self) -> Vec<String> {
        self.files.keys().cloned().collect()
    }

    fn read(&mut self, name: &str, max_bytes: u64) -> Result<Option<Vec<u8>>, PublishError> {
        let Some(bytes) = self.files.get(name) else { return Ok(None) };
        limit(Measure::PartBytes(name.to_owned()), bytes.len() as u64, max_bytes)?;
        Ok(Some(bytes.clone()))
    }
}

fn decoded(part: &str, text: &[u8]) -> Result<Vec<u8>, PublishError> {
    from_base64(text).ok_or_else(|| PublishError::Damaged { part: part.to_owned(), why: Flaw::NotBase64 })
}

/// What stands in `<template id="…">…</template>` as the exporter writes it.
fn element<'a>(text: &'a [u8], id: &str) -> Option<&'a [u8]> {
    let start = after(text, format!("<template id=\"{id}\">").as_bytes())?;
    let end = start.iter().position(|byte| *byte == b'<')?;
    start.get(..end)
}

/// The base64 of every picture that the page defines.
fn pictures(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = after(rest, b"href=\"data:image/")?;
        let end = start.iter().position(|byte| *byte == b'"').unwrap_or(start.len());
        let (address, tail) = start.split_at(end);
        rest = tail;
        Some(after(address, b";base64,").unwrap_or_default())
    })
}

/// What follows the first occurrence of `wanted`.
fn after<'a>(text: &'a [u8], wanted: &[u8]) -> Option<&'a [u8]> {
    let first = *wanted.first()?;
    let mut from = 0;
    loop {
        let place = from + text.get(from..)?.iter().position(|byte| *byte == first)?;
        let rest = text.get(place..)?;
        if let Some(found) = rest.strip_prefix(wanted) {
            return Some(found);
        }
        from = place + 1;
    }
}
