//! Is a bundle what its manifest says?

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;

use super::bundle::MAX_TOTAL_BYTES;
use super::document::{self, COLLAGE_FILE};
use super::error::PublishError;
use super::manifest::{MANIFEST_FILE, Manifest};
use super::read;
use crate::model::{ChannelKind, CollageId};

/// How a file compares with the manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    /// Length and hash are as listed.
    Good,
    /// Listed but not there.
    Missing,
    /// There, with other contents.
    Changed,
    /// There, but not listed.
    Unlisted,
}

/// One file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileVerdict {
    /// Relative to the bundle.
    pub path: String,
    /// How it compares.
    pub state: FileState,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerifyReport {
    /// Every listed file is good, the document can be read, and it is the collage that the manifest names.
    /// Files that are not listed do not count against a bundle.
    pub ok: bool,
    /// Which collage it is.
    pub collage: CollageId,
    /// What it is called.
    pub title: String,
    /// Where it went.
    pub channel: String,
    /// What kind of place that is.
    pub channel_kind: ChannelKind,
    /// Tiles that lead somewhere.
    pub links: usize,
    /// Every file, listed or there.
    pub files: Vec<FileVerdict>,
    /// What is wrong beside single files.
    pub problems: Vec<String>,
}

/// Compares every file of a bundle with its manifest. A stand-alone page holds document and pictures only.
pub fn verify(path: &Path) -> Result<VerifyReport, PublishError> {
    let mut source = read::open(path)?;
    let manifest = source.read(MANIFEST_FILE, MAX_TOTAL_BYTES)?.ok_or_else(|| PublishError::NotABundle {
        path: path.to_owned(),
        why: format!("there is no {MANIFEST_FILE} in it"),
    })?;
    let manifest = Manifest::from_bytes(&manifest)?;
    let mut files = Vec::new();
    let mut problems = Vec::new();
    for listed in &manifest.files {
        // A file longer than listed is changed, however long it is.
        let state = match source.read(&listed.path, listed.bytes.min(MAX_TOTAL_BYTES)) {
            Ok(Some(bytes)) if listed.matches(&bytes) => FileState::Good,
            Ok(Some(_)) | Err(PublishError::Limit { .. } | PublishError::Damaged { .. }) => FileState::Changed,
            Ok(None) => FileState::Missing,
            Err(error) => return Err(error),
        };
        files.push(FileVerdict { path: listed.path.clone(), state });
    }
    let listed: BTreeSet<&str> = manifest.files.iter().map(|file| file.path.as_str()).collect();
    for name in source.names() {
        if name != MANIFEST_FILE && !listed.contains(name.as_str()) {
            files.push(FileVerdict { path: name, state: FileState::Unlisted });
        }
    }
    match source.read(COLLAGE_FILE, MAX_TOTAL_BYTES)?.map(|bytes| document::from_bytes(&bytes)) {
        Some(Ok(collage)) if collage.id == manifest.collage => {}
        Some(Ok(collage)) => {
            problems.push(format!("the manifest names collage {}, the document is {}", manifest.collage, collage.id));
        }
        Some(Err(error)) => problems.push(error.to_string()),
        None => problems.push(format!("there is no {COLLAGE_FILE}")),
    }
    let good = files.iter().all(|file| matches!(file.state, FileState::Good | FileState::Unlisted));
    Ok(VerifyReport {
        ok: good && problems.is_empty(),
        collage: manifest.collage,
        title: manifest.title,
        channel: manifest.channel.name,
        channel_kind: manifest.channel.kind,
        links: manifest.tiles.len(),
        files,
        problems,
    })
}
