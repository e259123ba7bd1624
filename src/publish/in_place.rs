//! Files and folders put in place whole or not at all: into a temporary sibling, synced, then renamed. A folder
//! cannot be replaced in one step, so the old one waits under a known name and is put back by the next export
//! if this one is stopped in between.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::bundle::BundleFile;
use super::document::COLLAGE_FILE;
use super::error::PublishError;
use super::manifest::{MANIFEST_FILE, Manifest};
use super::page::PAGE_FILE;
use super::pictures::PICTURES_DIR;
use super::read;
use crate::model::CollageId;

/// Names that systems strew into folders; losing them loses nothing.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Puts a file in place in one step.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    let into_place = || -> io::Result<()> {
        make_parent(path)?;
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
    into_place().map_err(unnamed).map_err(PublishError::write(path))
}

/// Puts a folder in place. What was there before steps aside first and returns if the new one cannot come.
pub(super) fn write_folder(path: &Path, files: &[BundleFile]) -> Result<(), PublishError> {
    let into_place = || -> io::Result<()> {
        make_parent(path)?;
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
        sync_dir(&fresh.join(PICTURES_DIR));
        sync_dir(&fresh);
        let old = aside(path);
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
        if had_old {
            // What stays is tidied up by the next export.
            let _ = fs::remove_dir_all(&old);
        }
        Ok(())
    };
    into_place().map_err(unnamed).map_err(PublishError::write(path))
}

/// Tidies up after an export to `path` that was stopped by force: an old folder that stepped aside returns if
/// the new one never came, and goes if it did.
pub(super) fn recover(path: &Path) -> Result<(), PublishError> {
    let old = aside(path);
    if fs::symlink_metadata(&old).is_err() {
        return Ok(());
    }
    if !path.exists() {
        fs::rename(&old, path).map_err(PublishError::write(path))?;
        sync_dir(parent(path));
        return Ok(());
    }
    // Only an export ever has this name, and only its files are removed.
    refuse_foreign(&old, None)?;
    fs::remove_dir_all(&old).map_err(PublishError::write(&old))
}

/// Where the old folder waits: beside the target, hidden, under its name.
fn aside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".before-export");
    parent(path).join(name)
}

/// Refuses a folder that holds anything but an earlier export; with `collage`, also the export of another one.
pub(super) fn refuse_foreign(path: &Path, collage: Option<CollageId>) -> Result<(), PublishError> {
    let found = match names_in(path) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(PublishError::read(path)(error)),
    };
    if found.is_empty() {
        return Ok(());
    }
    let manifest = fs::read(path.join(MANIFEST_FILE)).ok().and_then(|bytes| Manifest::from_bytes(&bytes).ok());
    let is_ours = |name: &String| {
        let Some(manifest) = &manifest else { return false };
        // A manifest that lists other things than a bundle has does not make them an export.
        let of_a_bundle = [PAGE_FILE, COLLAGE_FILE].contains(&name.as_str()) || in_pictures(name);
        name == MANIFEST_FILE || of_a_bundle && manifest.files.iter().any(|file| file.path == *name)
    };
    if let Some(foreign) = found.into_iter().find(|name| !is_ours(name)) {
        return Err(PublishError::ForeignFolder { folder: path.to_owned(), found: foreign });
    }
    match (manifest, collage) {
        (Some(manifest), Some(collage)) if manifest.collage != collage => {
            Err(PublishError::OtherCollage { folder: path.to_owned(), title: manifest.title })
        }
        _ => Ok(()),
    }
}

/// Refuses a file that is not an earlier export of this collage. A picture does not say whose it is.
pub(super) fn refuse_file(path: &Path, collage: CollageId) -> Result<(), PublishError> {
    if fs::symlink_metadata(path).is_err() || read::collage_of_file(path) == Some(collage) {
        return Ok(());
    }
    Err(PublishError::FileInTheWay { path: path.to_owned() })
}

fn in_pictures(name: &str) -> bool {
    name.strip_prefix(PICTURES_DIR).is_some_and(|rest| rest.starts_with('/'))
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

/// The folder that a target lies in; `.` for a bare name.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes the folders that lead to a target.
fn make_parent(path: &Path) -> io::Result<()> {
    let folder = parent(path);
    if folder.ancestors().any(Path::is_file) {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    fs::create_dir_all(folder)
}

/// The error without the temporary name that it may carry: nobody asked for that file.
fn unnamed(error: io::Error) -> io::Error {
    if error.get_ref().is_some() { error.kind().into() } else { error }
}

/// Temporary files are private; what a person exports has the rights that their other files have.
#[cfg(unix)]
fn ordinary(builder: &mut tempfile::Builder<'_, '_>, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(mode));
}

#[cfg(not(unix))]
fn ordinary(_: &mut tempfile::Builder<'_, '_>, _: u32) {}

/// Makes renames in a folder last through a power cut. Not every system can; those that cannot say so.
fn sync_dir(path: &Path) {
    if let Ok(folder) = File::open(path) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(text: &str) -> Vec<BundleFile> {
        vec![BundleFile { path: PAGE_FILE.to_owned(), bytes: text.as_bytes().to_vec() }]
    }

    fn page(path: &Path) -> String {
        fs::read_to_string(path.join(PAGE_FILE)).unwrap()
    }

    #[test]
    fn a_stop_between_the_renames_loses_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("look");
        write_folder(&path, &files("first")).unwrap();
        // The state after the first rename and before the second.
        fs::rename(&path, aside(&path)).unwrap();
        recover(&path).unwrap();
        assert_eq!(page(&path), "first");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing lies around");
    }

    #[test]
    fn a_stop_after_the_renames_leaves_the_new_folder() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("look");
        write_folder(&path, &files("new")).unwrap();
        fs::create_dir(aside(&path)).unwrap();
        recover(&path).unwrap();
        assert_eq!(page(&path), "new");
        assert!(!aside(&path).exists());
        // A folder of that name that no export made is left alone.
        fs::create_dir(aside(&path)).unwrap();
        fs::write(aside(&path).join("letter.txt"), "dear").unwrap();
        assert!(matches!(recover(&path), Err(PublishError::ForeignFolder { .. })));
        assert!(aside(&path).join("letter.txt").exists());
    }

    #[test]
    fn a_missing_parent_is_made_for_files_and_folders() {
        let dir = tempfile::tempdir().unwrap();
        write_file(&dir.path().join("a/b/look.zip"), b"zip").unwrap();
        write_folder(&dir.path().join("c/d/look"), &files("page")).unwrap();
        assert_eq!(fs::read(dir.path().join("a/b/look.zip")).unwrap(), b"zip");
        assert_eq!(page(&dir.path().join("c/d/look")), "page");
    }

    #[test]
    fn no_message_names_a_temporary_file() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("letter"), "dear").unwrap();
        let path = dir.path().join("letter/look.zip");
        let folder = dir.path().join("letter/look");
        for error in [write_file(&path, b"zip").unwrap_err(), write_folder(&folder, &files("")).unwrap_err()] {
            let words = error.message(crate::i18n::Lang::En);
            assert!(words.contains("letter") && words.contains("not a folder"), "{words}");
            assert!(!words.contains(".part") && !error.to_string().contains(".part"), "{words}");
        }
    }
}
