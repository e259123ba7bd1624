//! Backups: the plain files of a library, without its database, as a folder or a zip. A backup *is* a
//! library: opening it, or putting it back, makes the database anew.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use zip::write::SimpleFileOptions;

use super::error::{IoContext, LibraryError};
use super::files::{make_dir, names_in, size_of_dir, sync_dir, write_whole};
use super::open::Library;
use super::pictures::hash_of;
use super::records::has_content;
use super::snapshot::snapshot_path;
use crate::model::ImageHash;

/// The largest file that is taken from a backup.
const MAX_FILE_BYTES: u64 = 4 << 30;

/// What a backup holds, and what it lacks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct BackupReport {
    /// Pictures in it, each the one that was once kept.
    pub pictures: usize,
    /// Pictures whose files cannot be read or are not what was once kept. What is left of them lies in
    /// `damaged-pictures/` of the backup; putting it back leaves them out.
    pub damaged: Vec<ImageHash>,
    /// Pictures that finds or collages show and that have no file.
    pub missing: Vec<ImageHash>,
}

impl BackupReport {
    /// Whether the backup holds everything that is shown.
    pub fn is_whole(&self) -> bool {
        self.damaged.is_empty() && self.missing.is_empty()
    }
}

impl Library {
    /// Writes everything but session state and things set aside to a folder, or to a zip if the name ends
    /// so. The target must not exist yet; it appears whole or not at all. Damaged and missing pictures are
    /// named, and everything else is in the backup.
    pub fn backup(&self, to: &Path) -> Result<BackupReport, LibraryError> {
        if to.exists() {
            let source = io::Error::from(io::ErrorKind::AlreadyExists);
            return Err(LibraryError::Io { action: "writing the backup", path: to.to_owned(), source });
        }
        let seq = self.records.fold_now()?;
        let snapshot = snapshot_path(&self.dir().join("journal"), seq);
        let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        make_dir(parent)?;
        self.records.has_room_in(parent, size_of_dir(&self.pictures_dir()) + size_of(&snapshot))?;
        if is_zip(to) { self.backup_to_zip(to, &snapshot) } else { self.backup_to_folder(to, parent, &snapshot) }
    }

    fn backup_to_zip(&self, to: &Path, snapshot: &Path) -> Result<BackupReport, LibraryError> {
        let mut outcome = Ok(BackupReport::default());
        let written = write_whole(to, |out| {
            let mut zip = zip::ZipWriter::new(out);
            outcome = self.hand_over(snapshot, &mut |name, bytes| {
                let is_picture = !matches!(part_of(name), Some(Part::Header | Part::Journal));
                let method = if is_picture { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
                let options = SimpleFileOptions::default().compression_method(method).large_file(true);
                let put = zip.start_file(name, options).map_err(io::Error::from).and_then(|()| zip.write_all(bytes));
                put.doing("writing the backup", to)
            });
            if outcome.is_err() {
                // The file is given up; what is told is the reason above.
                return Err(io::Error::other("the backup was given up"));
            }
            zip.finish()?.flush()
        });
        let report = outcome?;
        written?;
        Ok(report)
    }

    fn backup_to_folder(&self, to: &Path, parent: &Path, snapshot: &Path) -> Result<BackupReport, LibraryError> {
        let beside = tempfile::Builder::new().prefix(".etalage-backup-").tempdir_in(parent);
        let beside = beside.doing("making a folder in", parent)?;
        let report = self.hand_over(snapshot, &mut |name, bytes| {
            let target = beside.path().join(name);
            if let Some(folder) = target.parent() {
                make_dir(folder)?;
            }
            write_whole(&target, |out| out.write_all(bytes))
        })?;
        sync_dir(beside.path())?;
        fs::rename(beside.path(), to).doing("renaming", to)?;
        // It has another name now, so there is nothing left to remove.
        let _ = beside.keep();
        sync_dir(parent)?;
        Ok(report)
    }

    /// Gives the files of a backup to `put`, by name.
    fn hand_over(
        &self,
        snapshot: &Path,
        put: &mut dyn FnMut(&str, &[u8]) -> Result<(), LibraryError>,
    ) -> Result<BackupReport, LibraryError> {
        let header = self.dir().join("library.json");
        put("library.json", &fs::read(&header).doing("reading", &header)?)?;
        let name = snapshot.file_name().unwrap_or_default().to_string_lossy();
        put(&format!("journal/{name}"), &fs::read(snapshot).doing("reading", snapshot)?)?;
        let mut report = BackupReport::default();
        let mut missing = self.shown_pictures()?;
        missing.retain(|hash| !self.has_picture(*hash));
        for hash in self.pictures()? {
            let name = hash.to_string();
            match fs::read(self.picture_path(hash)) {
                Ok(bytes) if hash_of(&bytes) == hash => {
                    put(&format!("pictures/{}/{name}", name.get(..2).unwrap_or_default()), &bytes)?;
                    report.pictures += 1;
                }
                Ok(bytes) => {
                    put(&format!("damaged-pictures/{name}"), &bytes)?;
                    report.damaged.push(hash);
                }
                Err(_) => report.damaged.push(hash),
            }
        }
        report.missing = missing.into_iter().collect();
        Ok(report)
    }

    /// Puts a backup into an empty folder, checking every picture; the next opening makes the database. The
    /// folder appears whole or not at all. Returns the pictures that the backup holds damaged: they are left
    /// out, the rest comes back.
    pub fn restore_backup(from: &Path, dir: &Path) -> Result<Vec<ImageHash>, LibraryError> {
        if has_content(dir) {
            return Err(LibraryError::NotEmpty(dir.to_owned()));
        }
        let parent = dir.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        make_dir(parent)?;
        let beside = tempfile::Builder::new().prefix(".etalage-restore-").tempdir_in(parent);
        let beside = beside.doing("making a folder in", parent)?;
        let mut restored = Restored::default();
        if from.is_dir() {
            read_folder(from, beside.path(), &mut restored)?;
        } else {
            read_zip(from, beside.path(), &mut restored)?;
        }
        if restored.journal_parts == 0 {
            return Err(not_a_backup(from, "it has no snapshot"));
        }
        sync_dir(beside.path())?;
        if dir.exists() {
            // Only an empty folder can be removed like this.
            fs::remove_dir(dir).doing("replacing", dir)?;
        }
        let whole = beside.keep();
        fs::rename(&whole, dir).doing("renaming", dir)?;
        sync_dir(parent)?;
        Ok(restored.damaged)
    }
}

/// What came out of a backup.
#[derive(Default)]
struct Restored {
    journal_parts: usize,
    damaged: Vec<ImageHash>,
}

fn size_of(path: &Path) -> u64 {
    fs::metadata(path).as_ref().map_or(0, Metadata::len)
}

fn is_zip(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}

fn not_a_backup(path: &Path, reason: impl Into<String>) -> LibraryError {
    LibraryError::NotABackup { path: path.to_owned(), reason: reason.into() }
}

/// What a file of a backup is, by its name; nothing else is taken from one.
enum Part {
    Header,
    Journal,
    Picture(ImageHash),
}

fn part_of(name: &str) -> Option<Part> {
    let is_plain = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
    match *name.split('/').collect::<Vec<_>>().as_slice() {
        ["library.json"] => Some(Part::Header),
        ["journal", file] if is_plain(file) && file.ends_with(".jsonl") && !file.starts_with('.') => {
            Some(Part::Journal)
        }
        ["pictures", folder, file] if file.get(..2) == Some(folder) => file.parse().ok().map(Part::Picture),
        _ => None,
    }
}

/// Writes one part; a damaged picture is noted instead.
fn take(dir: &Path, name: &str, bytes: &[u8], restored: &mut Restored) -> Result<(), LibraryError> {
    let Some(part) = part_of(name) else { return Ok(()) };
    if let Part::Picture(hash) = part
        && hash_of(bytes) != hash
    {
        restored.damaged.push(hash);
        return Ok(());
    }
    let target = dir.join(name);
    if let Some(parent) = target.parent() {
        make_dir(parent)?;
    }
    write_whole(&target, |out| out.write_all(bytes))?;
    restored.journal_parts += usize::from(matches!(part, Part::Journal));
    Ok(())
}

fn read_folder(from: &Path, dir: &Path, restored: &mut Restored) -> Result<(), LibraryError> {
    let mut names = vec!["library.json".to_owned()];
    names.extend(names_in(&from.join("journal"))?.into_iter().map(|name| format!("journal/{name}")));
    for folder in names_in(&from.join("pictures"))? {
        let files = names_in(&from.join("pictures").join(&folder))?;
        names.extend(files.into_iter().map(|name| format!("pictures/{folder}/{name}")));
    }
    for name in names.iter().filter(|name| part_of(name).is_some()) {
        let path = from.join(name);
        let bytes = fs::read(&path).doing("reading", &path)?;
        take(dir, name, &bytes, restored)?;
    }
    Ok(())
}

fn read_zip(from: &Path, dir: &Path, restored: &mut Restored) -> Result<(), LibraryError> {
    let file = File::open(from).doing("opening", from)?;
    let mut zip = zip::ZipArchive::new(file).map_err(|error| not_a_backup(from, error.to_string()))?;
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).map_err(|error| not_a_backup(from, error.to_string()))?;
        let Ok(name) = entry.name().map(std::borrow::Cow::into_owned) else { continue };
        if part_of(&name).is_none() {
            continue;
        }
        let mut bytes = Vec::new();
        let limited = &mut io::Read::take(&mut entry, MAX_FILE_BYTES);
        io::copy(limited, &mut bytes).doing("reading", from)?;
        take(dir, &name, &bytes, restored)?;
    }
    Ok(())
}
