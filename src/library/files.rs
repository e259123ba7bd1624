//! Writing files so that a power cut leaves either the old or the new one.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::error::{IoContext, LibraryError};

/// Makes a folder and those around it; the new entry is on disk when this returns.
pub(super) fn make_dir(dir: &Path) -> Result<(), LibraryError> {
    if dir.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(dir).doing("making the folder", dir)?;
    if let Some(parent) = dir.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        sync_dir(parent)?;
    }
    Ok(())
}

/// Puts a folder's entries on disk. Only Unix knows folders as files; elsewhere a rename is left to the
/// file system's own journal.
pub(super) fn sync_dir(dir: &Path) -> Result<(), LibraryError> {
    if cfg!(unix) {
        File::open(dir).and_then(|handle| handle.sync_all()).doing("syncing the folder", dir)?;
    }
    Ok(())
}

/// Writes a file under a temporary name, syncs it, renames it, and syncs its folder.
pub(super) fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> Result<(), LibraryError> {
    let temporary = temporary_beside(path);
    let result = File::create_new(&temporary).and_then(|file| {
        let mut writer = BufWriter::with_capacity(1 << 16, file);
        write(&mut writer)?;
        writer.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(&temporary, path)
    });
    if result.is_err() {
        // Best effort: the temporary name is never read, a left-over costs only room.
        let _ = fs::remove_file(&temporary);
    }
    result.doing("writing", path)?;
    // A bare name lies in the folder we are in, which has no name of its own.
    path.parent().map_or(Ok(()), |parent| sync_dir(if parent.as_os_str().is_empty() { Path::new(".") } else { parent }))
}

/// Whether a file name is one that [`write_whole`] may have left behind.
pub(super) fn is_temporary(name: &str) -> bool {
    name.ends_with(".part")
}

fn temporary_beside(path: &Path) -> PathBuf {
    // Two threads may store the same picture at once; the number keeps their temporary files apart.
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}-{number}.part", std::process::id()));
    path.with_file_name(name)
}

/// The names in a folder, sorted; none if there is no such folder.
pub(super) fn names_in(dir: &Path) -> Result<Vec<String>, LibraryError> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.doing("listing", dir)?,
    };
    let mut names = Vec::new();
    for entry in entries {
        if let Ok(name) = entry.doing("listing", dir)?.file_name().into_string() {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}

/// Removes a file; that there is none is fine.
pub(super) fn remove_file(path: &Path) -> Result<(), LibraryError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result.doing("removing", path),
    }
}

/// Bytes of all files below a folder.
pub(super) fn size_of_dir(dir: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(dir) else { return 0 };
    entries
        .flatten()
        .map(|entry| match entry.metadata() {
            Ok(meta) if meta.is_dir() => size_of_dir(&entry.path()),
            Ok(meta) => meta.len(),
            Err(_) => 0,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("note");
        write_whole(&path, |file| file.write_all(b"old")).unwrap();
        let failed = write_whole(&path, |file| {
            file.write_all(b"new")?;
            Err(io::Error::other("no room"))
        });
        assert!(matches!(failed, Err(LibraryError::Io { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names_in(dir.path()).unwrap(), ["note"]);
    }
}
