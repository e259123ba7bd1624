//! `manifest.json`: what a bundle holds, where its tiles lead and why.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::document::{check_head, damaged, json};
use super::error::PublishError;
use super::export::{Export, Prepared};
use super::html::hex;
use crate::model::{Channel, CollageId, MerchantUrl, ProductKey, TileId, Timestamp};

/// The name of the manifest in a bundle.
pub const MANIFEST_FILE: &str = "manifest.json";
const FORMAT: &str = "etalage-bundle";
const VERSION: u64 = 1;

/// The same collage, channel, language, programs and program version give the same manifest to the byte:
/// its only time is the document's last edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always `etalage-bundle`.
    pub format: String,
    /// Version of this file's format.
    pub version: u64,
    /// Name and version of the program that made the bundle.
    pub generator: String,
    /// Which collage it is.
    pub collage: CollageId,
    /// What it is called.
    pub title: String,
    /// When it was last edited.
    pub changed_at: Timestamp,
    /// Where it went.
    pub channel: Channel,
    /// BCP 47 tag of the page's language.
    pub language: String,
    /// Tiles that lead somewhere, in reading order.
    pub tiles: Vec<ManifestTile>,
    /// Every other file of the bundle, in the order of their paths.
    pub files: Vec<ManifestFile>,
}

/// Where a tile leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestTile {
    /// Which tile.
    pub tile: TileId,
    /// The product it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<ProductKey>,
    /// The shop's own address.
    pub url: MerchantUrl,
    /// The address that the page leads to.
    pub link: String,
    /// Whether `link` carries an affiliate id.
    pub carries_id: bool,
    /// The program that made `link` or would have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub program: Option<String>,
    /// What the program's reports name this tile and channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub_id: Option<String>,
    /// Why `link` carries no id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why_plain: Option<String>,
}

/// A file of the bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestFile {
    /// Relative, with `/` between folders.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of its contents in lower-case hexadecimal digits.
    pub sha256: String,
}

impl Manifest {
    /// The manifest of an export with these files.
    pub(super) fn new(export: &Export<'_>, prepared: &Prepared, files: Vec<ManifestFile>) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            generator: export.generator.to_owned(),
            collage: prepared.collage.id,
            title: prepared.collage.meta.title.clone(),
            changed_at: prepared.collage.meta.changed_at,
            channel: export.channel.clone(),
            language: export.lang.tag().to_owned(),
            tiles: prepared.links.iter().map(super::links::TileLink::for_manifest).collect(),
            files,
        }
    }

    /// Its bytes in a bundle.
    pub fn to_bytes(&self) -> Result<Vec<u8>, PublishError> {
        json(MANIFEST_FILE, self)
    }

    /// Reads a manifest.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PublishError> {
        check_head(bytes, MANIFEST_FILE, FORMAT, VERSION)?;
        serde_json::from_slice(bytes).map_err(|error| damaged(MANIFEST_FILE, &error))
    }
}

impl ManifestFile {
    /// Describes a file.
    pub fn of(path: &str, bytes: &[u8]) -> Self {
        Self { path: path.to_owned(), bytes: bytes.len() as u64, sha256: sha256(bytes) }
    }

    /// Whether these are the bytes that were described.
    pub fn matches(&self, bytes: &[u8]) -> bool {
        self.bytes == bytes.len() as u64 && self.sha256.eq_ignore_ascii_case(&sha256(bytes))
    }
}

fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
