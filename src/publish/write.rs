//! Onto the disk, whole or not at all: into a temporary sibling, synced, then renamed.

use std::fs::{self, File};
use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::bundle::{self, BundleFile};
use super::error::PublishError;
use super::export::Export;
use super::manifest::{MANIFEST_FILE, Manifest};
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

/// Exports to `path` in the format of its extension. Pictures are `width_px` wide, or as wide as the page.
///
/// `progress` is called with steps done and steps in all and stops the work by returning `false`. An
/// existing file is replaced; an existing folder only if it is empty or an export made all that is in it.
pub fn write(
    export: &Export<'_>,
    path: &Path,
    width_px: Option<u32>,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Exported, PublishError> {
    let target = Target::of(path)?;
    if target == Target::Folder {
        refuse_foreign(path)?;
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
            write_folder(path, &files)?;
            (files.len(), files.iter().map(|file| file.bytes.len() as u64).sum())
        }
        Target::Zip => {
            let files = bundle::files(export, &prepared)?;
            let bytes = zip_bytes(&files, prepared.collage.meta.changed_at).map_err(PublishError::write(path))?;
            write_file(path, &bytes)?;
            (files.len(), bytes.len() as u64)
        }
        Target::Page => one_file(path, &bundle::stand_alone_page(export, &prepared)?)?,
        Target::Png | Target::Jpeg | Target::Webp | Target::Pdf => {
            let drawn = picture::picture(export, &prepared, target, width_px)?;
            warnings.extend(preflight::damaged(export, drawn.damaged));
            one_file(path, &drawn.bytes)?
        }
    };
    progress(steps + 1, steps + 1);
    Ok(Exported { path: path.to_owned(), target, files, bytes, warnings })
}

fn one_file(path: &Path, bytes: &[u8]) -> Result<(usize, u64), PublishError> {
    write_file(path, bytes)?;
    Ok((1, bytes.len() as u64))
}

/// The folder that a target lies in; `.` for a bare name.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Temporary files are private; what a person exports has the rights that their other files have.
#[cfg(unix)]
fn ordinary(builder: &mut tempfile::Builder<'_, '_>, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(mode));
}

#[cfg(not(unix))]
fn ordinary(_: &mut tempfile::Builder<'_, '_>, _: u32) {}

/// Puts a file in place in one step.
fn write_file(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    let into_place = || -> io::Result<()> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".etalage-").suffix(".part");
        ordinary(&mut builder, 0o666);
        let mut file = builder.tempfile_in(parent(path))?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        sync_dir(parent(path));
        Ok(())
    };
    into_place().map_err(PublishError::write(path))
}

/// Puts a folder in place. What was there before steps aside first and returns if the new one cannot come.
fn write_folder(path: &Path, files: &[BundleFile]) -> Result<(), PublishError> {
    let into_place = || -> io::Result<()> {
        fs::create_dir_all(parent(path))?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".etalage-").suffix(".part");
        ordinary(&mut builder, 0o777);
        let making = builder.tempdir_in(parent(path))?;
        let fresh = making.path().join("new");
        fs::create_dir(&fresh)?;
        for file in files {
            let target = fresh.join(&file.path);
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder)?;
            }
            let mut out = File::create_new(&target)?;
            out.write_all(&file.bytes)?;
            out.sync_all()?;
        }
        sync_dir(&fresh.join(super::pictures::PICTURES_DIR));
        sync_dir(&fresh);
        let old = making.path().join("old");
        let had_old = path.exists();
        if had_old {
            fs::rename(path, &old)?;
        }
        if let Err(error) = fs::rename(&fresh, path) {
            if had_old {
                fs::rename(&old, path)?;
            }
            return Err(error);
        }
        sync_dir(parent(path));
        Ok(())
    };
    into_place().map_err(PublishError::write(path))
}

/// Makes renames in a folder last through a power cut. Not every system can; those that cannot say so.
fn sync_dir(path: &Path) {
    if let Ok(folder) = File::open(path) {
        let _ = folder.sync_all();
    }
}

/// Names that systems strew into folders; losing them loses nothing.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Refuses a folder that holds anything but an earlier export of ours.
fn refuse_foreign(path: &Path) -> Result<(), PublishError> {
    let found = match names_in(path) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(PublishError::read(path)(error)),
    };
    if found.is_empty() {
        return Ok(());
    }
    let listed = fs::read(path.join(MANIFEST_FILE)).ok().and_then(|bytes| Manifest::from_bytes(&bytes).ok());
    let foreign = match &listed {
        None => found.first().cloned(),
        Some(manifest) => found
            .into_iter()
            .find(|name| name != MANIFEST_FILE && !manifest.files.iter().any(|file| file.path == *name)),
    };
    match foreign {
        None => Ok(()),
        Some(found) => Err(PublishError::ForeignFolder { folder: path.to_owned(), found }),
    }
}

/// Every file under a folder, relative and with `/`; litter and empty folders do not count. Only the
/// depth that a bundle has is walked; what lies deeper is named by its folder.
fn names_in(path: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    let mut folders = vec![(path.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if LITTER.contains(&name.as_str()) {
                continue;
            }
            if entry.file_type()?.is_dir() && prefix.is_empty() {
                folders.push((entry.path(), format!("{name}/")));
            } else {
                names.push(format!("{prefix}{name}"));
            }
        }
    }
    names.sort();
    Ok(names)
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
