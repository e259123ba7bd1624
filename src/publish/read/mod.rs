//! Bundle → collage. Three shapes, one reader: a folder, a zip, a page that stands alone.
//!
//! Nothing is unpacked onto the disk. A bundle says which files it holds; only those whose names follow from
//! the document are read, each under a limit, and a picture counts only if its bytes have the hash that names
//! it and its header can be read.

mod folder;
mod names;
mod page;
mod zip;

use std::path::Path;

use super::bundle::{MAX_TOTAL_BYTES, limit};
use super::document::{self, COLLAGE_FILE};
use super::error::PublishError;
use super::flaws::{Flaw, Measure, NoBundle};
use super::manifest::{MANIFEST_FILE, Manifest};
use super::pictures::PICTURES_DIR;
use super::words;
use crate::i18n::Lang;
use crate::i18n::errors::publish as flaws;
use crate::i18n::publish as say;
use crate::imaging::{self, ImagingError, Limits};
use crate::model::{Collage, CollageId, Content, ImageHash};

/// The longest document or manifest that is read.
const MAX_JSON_BYTES: u64 = 64 << 20;

/// The files of a bundle, whatever shape it has.
pub(super) trait Source {
    /// The paths of all files, relative to the bundle.
    fn names(&self) -> Vec<String>;
    /// A file, or `None` when there is none of that path. Longer ones than `max_bytes` are an error.
    fn read(&mut self, name: &str, max_bytes: u64) -> Result<Option<Vec<u8>>, PublishError>;
}

/// A collage that was read from a bundle.
#[derive(Debug)]
pub struct Imported {
    /// The document. It keeps its id, so that bundling it again gives the same links.
    pub collage: Collage,
    /// The pictures that are whole, each once.
    pub pictures: Vec<(ImageHash, Vec<u8>)>,
    /// The manifest, if there is a readable one.
    pub manifest: Option<Manifest>,
    /// What is amiss.
    pub warnings: Vec<ImportWarning>,
}

/// Something amiss in a bundle that could be read nevertheless.
#[derive(Debug)]
pub enum ImportWarning {
    /// The document shows a picture that is not there.
    PictureMissing(ImageHash),
    /// A picture is not what its name says or cannot be read.
    PictureDamaged {
        /// The picture's name.
        image: ImageHash,
        /// What is wrong.
        why: PictureFlaw,
    },
    /// There is no manifest, or none that can be used.
    NoManifest(PublishError),
    /// A file differs from what the manifest says of it.
    Changed(String),
}

impl ImportWarning {
    /// In words.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::PictureMissing(image) => say::import_picture_missing(lang, short(*image)),
            Self::PictureDamaged { image, why } => say::import_picture_damaged(lang, short(*image), why.message(lang)),
            Self::NoManifest(why) => say::import_no_manifest(lang, why.message(lang)),
            Self::Changed(path) => say::import_changed(lang, path),
        }
    }
}

/// Why a picture of a bundle is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureFlaw {
    /// Its bytes are not those that its name tells of.
    OtherHash,
    /// It cannot be read.
    Unreadable(ImagingError),
}

impl PictureFlaw {
    /// In words.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::OtherHash => flaws::other_hash(lang),
            Self::Unreadable(error) => words::imaging(error, lang),
        }
    }
}

/// Nobody reads 64 digits.
fn short(image: ImageHash) -> String {
    image.to_string().chars().take(12).collect()
}

/// Opens a folder, a zip or a page, by what it is and not by its name.
pub(super) fn open(path: &Path) -> Result<Box<dyn Source>, PublishError> {
    let found = std::fs::metadata(path).map_err(PublishError::read(path))?;
    if found.is_dir() {
        return Ok(Box::new(folder::Folder::open(path)?));
    }
    // A pipe would wait for ever, a device never end.
    if !found.is_file() {
        return Err(PublishError::NotABundle { path: path.to_owned(), why: NoBundle::Neither });
    }
    limit(Measure::Bytes, found.len(), MAX_TOTAL_BYTES + MAX_TOTAL_BYTES / 2)?;
    if zip::looks_like(path)? {
        return Ok(Box::new(zip::Zip::open(path)?));
    }
    match page::Page::open(path)? {
        Some(page) => Ok(Box::new(page)),
        // The page, the document or the manifest inside a bundle folder stands for the folder.
        None => match path.parent().map(folder::Folder::open) {
            Some(Ok(folder)) => Ok(Box::new(folder)),
            Some(Err(_)) | None => Err(PublishError::NotABundle { path: path.to_owned(), why: NoBundle::Neither }),
        },
    }
}

/// The collage that a zip or a stand-alone page was exported from; `None` for every other file.
pub(super) fn collage_of_file(path: &Path) -> Option<CollageId> {
    let found = std::fs::metadata(path).ok().filter(|found| found.is_file())?;
    limit(Measure::Bytes, found.len(), MAX_TOTAL_BYTES + MAX_TOTAL_BYTES / 2).ok()?;
    let mut source: Box<dyn Source> = if zip::looks_like(path).ok()? {
        Box::new(zip::Zip::open(path).ok()?)
    } else {
        Box::new(page::Page::open(path).ok()??)
    };
    Some(read_manifest(source.as_mut()).ok()?.collage)
}

/// Reads a bundle: a folder, a `.zip`, or a stand-alone `.html`.
pub fn import(path: &Path) -> Result<Imported, PublishError> {
    let mut source = open(path)?;
    let document = source
        .read(COLLAGE_FILE, MAX_JSON_BYTES)?
        .ok_or_else(|| PublishError::NotABundle { path: path.to_owned(), why: NoBundle::Lacks(COLLAGE_FILE) })?;
    let mut collage = document::from_bytes(&document)?;
    let mut warnings = Vec::new();
    let manifest = match read_manifest(source.as_mut()) {
        Ok(manifest) => Some(manifest),
        Err(why) => {
            warnings.push(ImportWarning::NoManifest(why));
            None
        }
    };
    if let Some(manifest) = &manifest
        && let Some(file) = manifest.files.iter().find(|file| file.path == COLLAGE_FILE)
        && !file.matches(&document)
    {
        warnings.push(ImportWarning::Changed(COLLAGE_FILE.to_owned()));
    }
    let names = source.names();
    let mut pictures = Vec::new();
    let mut total = document.len() as u64;
    for image in collage.images() {
        let stem = format!("{PICTURES_DIR}/{image}.");
        let Some(name) = names.iter().find(|name| name.starts_with(&stem)) else {
            warnings.push(ImportWarning::PictureMissing(image));
            continue;
        };
        let limits = Limits::default();
        let Some(bytes) = source.read(name, limits.max_bytes)? else {
            warnings.push(ImportWarning::PictureMissing(image));
            continue;
        };
        total += bytes.len() as u64;
        limit(Measure::Bytes, total, MAX_TOTAL_BYTES)?;
        match check_picture(image, &bytes, &limits) {
            Ok(size_px) => {
                set_size(&mut collage, image, size_px);
                pictures.push((image, bytes));
            }
            Err(why) => warnings.push(ImportWarning::PictureDamaged { image, why }),
        }
    }
    Ok(Imported { collage, pictures, manifest, warnings })
}

fn read_manifest(source: &mut dyn Source) -> Result<Manifest, PublishError> {
    let bytes = source
        .read(MANIFEST_FILE, MAX_JSON_BYTES)?
        .ok_or_else(|| PublishError::Damaged { part: MANIFEST_FILE.to_owned(), why: Flaw::NotThere })?;
    Manifest::from_bytes(&bytes)
}

/// The upright size of a picture that is what its name says.
fn check_picture(image: ImageHash, bytes: &[u8], limits: &Limits) -> Result<(u32, u32), PictureFlaw> {
    if imaging::hash(bytes) != image {
        return Err(PictureFlaw::OtherHash);
    }
    let info = imaging::probe(bytes, limits).map_err(PictureFlaw::Unreadable)?;
    Ok((info.width_px, info.height_px))
}

/// The file knows its size better than the document does.
fn set_size(collage: &mut Collage, image: ImageHash, size_px: (u32, u32)) {
    for tile in collage.tiles.values_mut() {
        if let Content::Picture(picture) = &mut tile.content
            && picture.image == image
        {
            picture.size_px = size_px;
        }
    }
}
