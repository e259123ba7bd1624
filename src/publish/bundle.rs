//! A bundle in memory: its files in their order, before a folder, a zip or a page is made of them.

use super::document::{self, COLLAGE_FILE};
use super::error::PublishError;
use super::export::{Export, Prepared};
use super::flaws::Measure;
use super::html::base64;
use super::manifest::{MANIFEST_FILE, Manifest, ManifestFile};
use super::page::{self, PAGE_FILE, Shots};
use crate::scene::flatten;

/// The largest bundle that is written or read, in bytes of all files.
pub const MAX_TOTAL_BYTES: u64 = 1 << 30;
/// The most files a bundle may have.
pub const MAX_ENTRIES: u64 = 5_000;

/// The id of the inert element of a stand-alone page that holds the document.
pub(super) const COLLAGE_ELEMENT: &str = "etalage-collage";
/// The id of the inert element that holds the manifest.
pub(super) const MANIFEST_ELEMENT: &str = "etalage-manifest";

/// A file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleFile {
    /// Relative, with `/` between folders.
    pub path: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// The files of a folder or zip: page, document, manifest, then pictures by name.
pub fn files(export: &Export<'_>, prepared: &Prepared) -> Result<Vec<BundleFile>, PublishError> {
    let drawing = flatten(&prepared.collage, export.shaper);
    let disclosure = super::disclosure(export, prepared);
    let index = page::page(export, prepared, &drawing, disclosure.as_ref(), Shots::Files, "")?;
    let document = document::to_bytes(&prepared.collage)?;
    let mut listed = vec![ManifestFile::of(COLLAGE_FILE, &document), ManifestFile::of(PAGE_FILE, &index)];
    listed.extend(picture_files(prepared));
    let manifest = Manifest::new(export, prepared, listed).to_bytes()?;
    let mut files = vec![
        BundleFile { path: PAGE_FILE.to_owned(), bytes: index },
        BundleFile { path: COLLAGE_FILE.to_owned(), bytes: document },
        BundleFile { path: MANIFEST_FILE.to_owned(), bytes: manifest },
    ];
    files.extend(
        prepared.pictures.values().map(|picture| BundleFile { path: picture.path(), bytes: picture.bytes.clone() }),
    );
    check_size(&files)?;
    Ok(files)
}

/// The stand-alone page: pictures as `data:` addresses, document and manifest in inert elements. Its
/// manifest lists what a bundle's does but for the page, which cannot hold its own hash.
pub fn stand_alone_page(export: &Export<'_>, prepared: &Prepared) -> Result<Vec<u8>, PublishError> {
    let drawing = flatten(&prepared.collage, export.shaper);
    let disclosure = super::disclosure(export, prepared);
    let document = document::to_bytes(&prepared.collage)?;
    let mut listed = vec![ManifestFile::of(COLLAGE_FILE, &document)];
    listed.extend(picture_files(prepared));
    let manifest = Manifest::new(export, prepared, listed).to_bytes()?;
    // A template is parsed, never shown and never run; base64 needs no escaping.
    let attachments = format!(
        "<template id=\"{COLLAGE_ELEMENT}\">{}</template>\n<template id=\"{MANIFEST_ELEMENT}\">{}</template>\n",
        base64(&document),
        base64(&manifest)
    );
    let bytes = page::page(export, prepared, &drawing, disclosure.as_ref(), Shots::Inline, &attachments)?;
    limit(Measure::Bytes, bytes.len() as u64, MAX_TOTAL_BYTES)?;
    Ok(bytes)
}

fn picture_files(prepared: &Prepared) -> impl Iterator<Item = ManifestFile> + '_ {
    prepared.pictures.values().map(|picture| ManifestFile::of(&picture.path(), &picture.bytes))
}

fn check_size(files: &[BundleFile]) -> Result<(), PublishError> {
    limit(Measure::Files, files.len() as u64, MAX_ENTRIES)?;
    limit(Measure::Bytes, files.iter().map(|file| file.bytes.len() as u64).sum(), MAX_TOTAL_BYTES)
}

/// A typed error when there is too much of something.
pub(super) fn limit(what: Measure, found: u64, limit: u64) -> Result<(), PublishError> {
    if found > limit {
        return Err(PublishError::Limit { what, found, limit });
    }
    Ok(())
}
