//! Is a bundle what its manifest says?

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Serialize, Serializer};

use super::bundle::MAX_TOTAL_BYTES;
use super::document::{self, COLLAGE_FILE};
use super::error::PublishError;
use super::flaws::NoBundle;
use super::manifest::{MANIFEST_FILE, Manifest};
use super::pictures::PICTURES_DIR;
use super::read;
use crate::i18n::Lang;
use crate::i18n::publish as say;
use crate::model::{ChannelKind, Collage, CollageId, ImageHash};

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

/// Something that makes a bundle unsound.
#[derive(Debug)]
pub enum VerifyProblem {
    /// A listed file is not there.
    Missing(String),
    /// A listed file has other contents.
    Changed(String),
    /// The document shows a picture that is neither listed nor there.
    PictureMissing(ImageHash),
    /// Manifest and document speak of different collages.
    OtherCollage {
        /// By the manifest.
        listed: CollageId,
        /// By the document.
        found: CollageId,
    },
    /// The document cannot be read.
    Document(PublishError),
}

impl VerifyProblem {
    /// In words.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Missing(path) => say::verify_missing(lang, path),
            Self::Changed(path) => say::verify_changed(lang, path),
            Self::PictureMissing(image) => say::verify_picture_missing(lang, image),
            Self::OtherCollage { listed, found } => say::verify_other_collage(lang, listed, found),
            Self::Document(error) => error.message(lang),
        }
    }
}

/// As its English sentence: scripts read it, nothing reads it back.
impl Serialize for VerifyProblem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.message(Lang::En))
    }
}

/// What a check found.
#[derive(Debug, Serialize)]
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
    /// What is wrong, single files included.
    pub problems: Vec<VerifyProblem>,
}

/// Compares every file of a bundle with its manifest. A stand-alone page holds document and pictures only.
pub fn verify(path: &Path) -> Result<VerifyReport, PublishError> {
    let mut source = read::open(path)?;
    let manifest = source
        .read(MANIFEST_FILE, MAX_TOTAL_BYTES)?
        .ok_or_else(|| PublishError::NotABundle { path: path.to_owned(), why: NoBundle::Lacks(MANIFEST_FILE) })?;
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
        match state {
            FileState::Missing => problems.push(VerifyProblem::Missing(listed.path.clone())),
            FileState::Changed => problems.push(VerifyProblem::Changed(listed.path.clone())),
            FileState::Good | FileState::Unlisted => {}
        }
        files.push(FileVerdict { path: listed.path.clone(), state });
    }
    let listed: BTreeSet<&str> = manifest.files.iter().map(|file| file.path.as_str()).collect();
    for name in source.names() {
        if name != MANIFEST_FILE && !listed.contains(name.as_str()) {
            files.push(FileVerdict { path: name, state: FileState::Unlisted });
        }
    }
    match source.read(COLLAGE_FILE, MAX_TOTAL_BYTES)?.map(|bytes| document::from_bytes(&bytes)) {
        Some(Ok(collage)) => {
            if collage.id != manifest.collage {
                problems.push(VerifyProblem::OtherCollage { listed: manifest.collage, found: collage.id });
            }
            problems.extend(missing_pictures(&collage, &files).map(VerifyProblem::PictureMissing));
        }
        Some(Err(error)) => problems.push(VerifyProblem::Document(error)),
        None if listed.contains(COLLAGE_FILE) => {}
        None => problems.push(VerifyProblem::Missing(COLLAGE_FILE.to_owned())),
    }
    Ok(VerifyReport {
        ok: problems.is_empty(),
        collage: manifest.collage,
        title: manifest.title,
        channel: manifest.channel.name,
        channel_kind: manifest.channel.kind,
        links: manifest.tiles.len(),
        files,
        problems,
    })
}

/// Pictures of the document that no file of the bundle is named after.
fn missing_pictures(collage: &Collage, files: &[FileVerdict]) -> impl Iterator<Item = ImageHash> {
    collage.images().into_iter().filter(|image| {
        let stem = format!("{PICTURES_DIR}/{image}.");
        !files.iter().any(|file| file.path.starts_with(&stem))
    })
}
