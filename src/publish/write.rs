//! A collage onto the disk, in the format that the target's name asks for.

use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::bundle::{self, BundleFile};
use super::error::PublishError;
use super::export::Export;
use super::in_place;
use super::picture;
use super::preflight::{self, Line};
use crate::model::{Channel, ChannelKind, Timestamp};

/// What is written; the extension of the target's name chooses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A bundle as a folder: a name without an extension, or a folder that exists.
    Folder,
    /// A bundle in one file: `.zip`.
    Zip,
    /// A page that holds its pictures itself: `.html`.
    Page,
    /// A picture: `.png`.
    Png,
    /// A picture: `.jpg`.
    Jpeg,
    /// A picture: `.webp`.
    Webp,
    /// A page of paper whose tiles can be clicked: `.pdf`.
    Pdf,
}

impl Target {
    /// The format for a target.
    pub fn of(path: &Path) -> Result<Self, PublishError> {
        if path.is_dir() {
            return Ok(Self::Folder);
        }
        let Some(extension) = path.extension() else { return Ok(Self::Folder) };
        match extension.to_string_lossy().to_ascii_lowercase().as_str() {
            "zip" => Ok(Self::Zip),
            "html" | "htm" => Ok(Self::Page),
            "png" => Ok(Self::Png),
            "jpg" | "jpeg" => Ok(Self::Jpeg),
            "webp" => Ok(Self::Webp),
            "pdf" => Ok(Self::Pdf),
            _ => Err(PublishError::UnknownFormat(path.to_owned())),
        }
    }
}

/// What was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Exported {
    /// Where.
    pub path: PathBuf,
    /// In which format.
    pub target: Target,
    /// How many files.
    pub files: usize,
    /// How many bytes in all.
    pub bytes: u64,
    /// What the pre-flight sheet warns of, but for the age of prices.
    pub warnings: Vec<Line>,
}

/// Where an export goes.
#[derive(Debug, Clone, Copy)]
pub struct Destination<'a> {
    /// The file or folder; its extension chooses the format.
    pub path: &'a Path,
    /// How wide a picture is; as wide as the page when absent.
    pub width_px: Option<u32>,
    /// Whether the export of another collage may be replaced.
    pub replace: bool,
}

impl<'a> Destination<'a> {
    /// A file or folder, with nothing else said.
    pub fn new(path: &'a Path) -> Self {
        Self { path, width_px: None, replace: false }
    }
}

/// Exports to a destination in the format of its extension.
///
/// `progress` is called with steps done and steps in all and stops the work by returning `false`. Folders
/// that lead to the target are made. An existing zip, page or folder is replaced if it is empty or holds nothing
/// but an earlier export of the same collage; what else is there stays ([`PublishError::OtherCollage`],
/// [`PublishError::FileInTheWay`]) unless the destination says that it may be replaced. What an interrupted export left behind is tidied up first.
pub fn write(
    export: &Export<'_>,
    to: &Destination<'_>,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Exported, PublishError> {
    let path = to.path;
    in_place::recover(path)?;
    let target = Target::of(path)?;
    if target == Target::Folder {
        in_place::refuse_foreign(path, (!to.replace).then_some(export.collage.id))?;
    } else if !to.replace {
        in_place::refuse_file(path, export.collage.id)?;
    }
    // Programs count a PDF as a document, wherever it is then put: their rules for print hold, while the
    // sub-ids still name the channel it was made for.
    let as_document = Channel { kind: ChannelKind::Print, ..export.channel.clone() };
    let passes_on = matches!(export.channel.kind, ChannelKind::Mail | ChannelKind::Attachment);
    let export =
        &if target == Target::Pdf && !passes_on { Export { channel: &as_document, ..*export } } else { *export };
    let mut steps = 0;
    let prepared = export.prepare(&mut |done, total| {
        // Drawing and writing are one more step.
        steps = total;
        progress(done, total + 1)
    })?;
    if !progress(steps, steps + 1) {
        return Err(PublishError::Cancelled);
    }
    let mut warnings = preflight::sheet(export, &prepared, None).warnings;
    let (files, bytes) = match target {
        Target::Folder => {
            let files = bundle::files(export, &prepared)?;
            in_place::write_folder(path, &files)?;
            (files.len(), files.iter().map(|file| file.bytes.len() as u64).sum())
        }
        Target::Zip => {
            let files = bundle::files(export, &prepared)?;
            let bytes = zip_bytes(&files, prepared.collage.meta.changed_at).map_err(PublishError::write(path))?;
            in_place::write_file(path, &bytes)?;
            (files.len(), bytes.len() as u64)
        }
        Target::Page => one_file(path, &bundle::stand_alone_page(export, &prepared)?)?,
        Target::Png | Target::Jpeg | Target::Webp | Target::Pdf => {
            let drawn = picture::picture(export, &prepared, target, to.width_px)?;
            warnings.extend(preflight::damaged(export, drawn.damaged));
            one_file(path, &drawn.bytes)?
        }
    };
    progress(steps + 1, steps + 1);
    Ok(Exported { path: path.to_owned(), target, files, bytes, warnings })
}

fn one_file(path: &Path, bytes: &[u8]) -> Result<(usize, u64), PublishError> {
    in_place::write_file(path, bytes)?;
    Ok((1, bytes.len() as u64))
}

/// A zip whose every byte follows from its files: fixed order, one time, no system's attributes.
fn zip_bytes(files: &[BundleFile], changed_at: Timestamp) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        // Pictures are compressed already.
        let is_picture = file.path.starts_with(super::pictures::PICTURES_DIR);
        let method = if is_picture { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(zip_time(changed_at))
            .unix_permissions(0o644);
        zip.start_file(file.path.as_str(), options)?;
        zip.write_all(&file.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Zip knows the years 1980 to 2107; other times become its first.
fn zip_time(time: Timestamp) -> DateTime {
    let (year, month, day) = time.date();
    let (hour, minute, second, _) = time.time_of_day();
    u16::try_from(year)
        .ok()
        .and_then(|year| {
            DateTime::from_date_and_time(year, month as u8, day as u8, hour as u8, minute as u8, second as u8).ok()
        })
        .unwrap_or_default()
}
