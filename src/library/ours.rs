//! Which folders are taken for a library: empty ones, and those that bear a library's marks. Any other folder
//! is somebody else's, and nothing in it is touched.

use std::fs;
use std::path::Path;

use super::error::LibraryError;
use super::files::names_in;
use super::format;
use super::journal::segments;
use super::lock;
use super::pictures::pictures_in;
use super::snapshot::snapshots;

/// What systems put into folders by themselves.
const OF_THE_SYSTEM: [&str; 5] = [".DS_Store", ".directory", "Thumbs.db", "desktop.ini", "lost+found"];

/// Refuses a folder that holds something and bears none of a library's marks: its number or its lock, a journal
/// or a snapshot, a picture under its hash. One mark is enough, so that a library opens that lost the others.
pub(super) fn check(dir: &Path) -> Result<(), LibraryError> {
    let names = names_in(dir)?;
    if names.iter().all(|name| OF_THE_SYSTEM.contains(&name.as_str())) && !has_unnamable(dir) {
        return Ok(());
    }
    let journal = dir.join("journal");
    let is_ours = format::is_header(dir)
        || lock::is_lock(&dir.join(lock::LOCK_FILE))
        || (journal.is_dir() && !(segments(&journal)?.is_empty() && snapshots(&journal)?.is_empty()))
        || !pictures_in(&dir.join("pictures"))?.is_empty();
    if is_ours { Ok(()) } else { Err(LibraryError::NotALibrary(dir.to_owned())) }
}

/// Whether a folder has an entry whose name is no text; none of ours or the system's is such.
fn has_unnamable(dir: &Path) -> bool {
    fs::read_dir(dir).is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name().to_str().is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        dir
    }

    #[test]
    fn one_mark_makes_a_library_and_none_makes_a_stranger() {
        let picture = format!("pictures/ab/ab{}", "0".repeat(62));
        let ours: [&[(&str, &str)]; 9] = [
            &[],
            &[(".DS_Store", "x"), ("lost+found/x", "")],
            &[("library.json", "{\"format\":1}"), ("db", "x")],
            &[("library.json", "{\"format\":99}")],
            &[("etalage.lock", "")],
            &[("etalage.lock", "{\"pid\":1,\"role\":\"x\",\"since\":\"2026-01-01T00:00:00Z\",\"control\":null}")],
            &[("journal/journal-0000000000000001.jsonl", ""), ("notes.txt", "x")],
            &[("journal/snapshot-0000000000000007.jsonl", "")],
            &[(&picture, "x"), ("library.json", "")],
        ];
        for files in ours {
            assert!(check(folder(files).path()).is_ok(), "{files:?}");
        }
        let strange: [&[(&str, &str)]; 9] = [
            &[("db", "a file")],
            &[("db/conf", "x"), ("db/db", "another program's sled")],
            &[("library.json", "{\"name\":\"of another program\"}")],
            &[("library.json", "")],
            &[("etalage.lock", "not ours")],
            &[("journal/2026-11-22.md", "dear diary")],
            &[("journal", "a file"), ("pictures", "a file")],
            &[("pictures/holiday.jpg", "x"), ("pictures/ab/me.jpg", "x")],
            &[(".git/HEAD", "x")],
        ];
        for files in strange {
            assert!(matches!(check(folder(files).path()), Err(LibraryError::NotALibrary(_))), "{files:?}");
        }
    }
}
