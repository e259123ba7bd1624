//! A bundle in a zip.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use ::zip::ZipArchive;

use super::super::bundle::{MAX_ENTRIES, MAX_TOTAL_BYTES, limit};
use super::super::document::COLLAGE_FILE;
use super::super::error::PublishError;
use super::super::flaws::{Danger, Flaw, Measure, NoBundle};
use super::Source;
use super::names::safe_name;

/// No text or picture of ours is packed tighter than this.
const MAX_RATIO: u64 = 200;
/// Entries up to this size are not asked for their ratio.
const RATIO_FREE_BYTES: u64 = 1 << 20;

/// The entries of an archive whose every name and size was checked.
pub(super) struct Zip {
    path: PathBuf,
    archive: ZipArchive<BufReader<File>>,
    /// Path in the bundle → place in the archive.
    places: BTreeMap<String, usize>,
}

/// Whether a file begins like a zip.
pub(super) fn looks_like(path: &Path) -> Result<bool, PublishError> {
    let mut start = [0; 4];
    let mut file = File::open(path).map_err(PublishError::read(path))?;
    Ok(file.read_exact(&mut start).is_ok() && matches!(&start, b"PK\x03\x04" | b"PK\x05\x06"))
}

impl Zip {
    pub(super) fn open(path: &Path) -> Result<Self, PublishError> {
        let mut file = File::open(path).map_err(PublishError::read(path))?;
        if let Some(entries) = declared_entries(&mut file).map_err(PublishError::read(path))? {
            limit(Measure::Files, entries, MAX_ENTRIES)?;
        }
        let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| broken(path, &error))?;
        limit(Measure::Files, archive.len() as u64, MAX_ENTRIES)?;
        if archive.has_duplicate_names() {
            return Err(PublishError::UnsafeEntry { name: path.display().to_string(), why: Danger::Twice });
        }
        let mut files = Vec::new();
        let mut lower = BTreeSet::new();
        let mut total = 0_u64;
        for place in 0..archive.len() {
            let entry = archive.by_index_raw(place).map_err(|error| broken(path, &error))?;
            let name = safe_name(entry.name_raw())?;
            let refuse = |why| PublishError::UnsafeEntry { name: name.clone(), why };
            if entry.is_symlink() {
                return Err(refuse(Danger::Link));
            }
            if entry.encrypted() {
                return Err(refuse(Danger::Encrypted));
            }
            // Names that differ in case alone fall together on many disks.
            if !lower.insert(name.to_lowercase()) {
                return Err(refuse(Danger::Twice));
            }
            if entry.is_dir() {
                continue;
            }
            let (packed, size) = (entry.compressed_size(), entry.size());
            if size > RATIO_FREE_BYTES && size / packed.max(1) > MAX_RATIO {
                return Err(refuse(Danger::Bloats));
            }
            total = total.saturating_add(size);
            limit(Measure::Bytes, total, MAX_TOTAL_BYTES)?;
            files.push((name, place));
        }
        let root = root_of(files.iter().map(|(name, _)| name.as_str()));
        let places = files
            .into_iter()
            .filter_map(|(name, place)| Some((name.strip_prefix(root.as_str())?.to_owned(), place)))
            .collect();
        Ok(Self { path: path.to_owned(), archive, places })
    }
}

impl Source for Zip {
    fn names(&self) -> Vec<String> {
        self.places.keys().cloned().collect()
    }

    fn read(&mut self, name: &str, max_bytes: u64) -> Result<Option<Vec<u8>>, PublishError> {
        let Some(&place) = self.places.get(name) else { return Ok(None) };
        let damaged = |why: Flaw| PublishError::Damaged { part: name.to_owned(), why };
        let entry = self.archive.by_index(place).map_err(|error| broken(&self.path, &error))?;
        let declared = entry.size();
        limit(Measure::PartBytes(name.to_owned()), declared, max_bytes)?;
        let mut bytes = Vec::new();
        // The header may lie: what comes out counts.
        entry
            .take(declared.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(Flaw::Unreadable(error.to_string())))?;
        if bytes.len() as u64 != declared {
            return Err(damaged(Flaw::OtherLength { bytes: declared }));
        }
        Ok(Some(bytes))
    }
}

/// A zip made of a folder by hand has that folder at its root: `outfit/collage.json`.
fn root_of<'a>(names: impl Iterator<Item = &'a str> + Clone) -> String {
    if names.clone().any(|name| name == COLLAGE_FILE) {
        return String::new();
    }
    names
        .filter_map(|name| name.strip_suffix(COLLAGE_FILE))
        .find(|prefix| prefix.matches('/').count() == 1 && prefix.ends_with('/'))
        .unwrap_or_default()
        .to_owned()
}

/// How many entries the end record declares (APPNOTE 4.3.16), read before any of them is.
fn declared_entries(file: &mut File) -> std::io::Result<Option<u64>> {
    const RECORD: usize = 22;
    const MAX_COMMENT: u64 = 65_535;
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(RECORD as u64 + MAX_COMMENT)))?;
    let mut tail = Vec::new();
    file.take(RECORD as u64 + MAX_COMMENT).read_to_end(&mut tail)?;
    file.seek(SeekFrom::Start(0))?;
    let record = tail.windows(RECORD).rev().find(|window| window.starts_with(b"PK\x05\x06"));
    Ok(record.map(|record| u64::from(u16::from_le_bytes([record[10], record[11]]))))
}

fn broken(path: &Path, error: &::zip::result::ZipError) -> PublishError {
    PublishError::NotABundle { path: path.to_owned(), why: NoBundle::Zip(error.to_string()) }
}
