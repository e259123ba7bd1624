//! Tidying: pictures that nothing refers to go to `picked-up/`, and old history is thinned.
//!
//! Nothing that is referred to is ever moved. Every record is looked through as text for anything that could
//! be a picture's hash: finds, collages in and out of the trash, every version of their history, settings,
//! and what newer versions of the program put there; so is everything that was set aside. A picture that was
//! moved and is asked for after all comes back by itself. Only [`Library::empty_picked_up`] deletes.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::time::UNIX_EPOCH;

use serde::Serialize;

use super::error::{IoContext, LibraryError};
use super::files::{make_dir, remove_file, sync_dir};
use super::open::Library;
use super::pictures::{hash_of, pictures_in};
use super::thin;
use crate::model::{ImageHash, Timestamp};

/// How long a picture that nothing refers to stays where it is.
const LEFT_DAYS: i64 = 30;
/// Letters of a hash in text.
const HASH_LETTERS: usize = 64;

/// What tidying did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct TidyReport {
    /// Whether it was done, or only looked at.
    pub done: bool,
    /// Pictures that nothing refers to and that are old enough: moved to `picked-up/` if done.
    pub pictures: usize,
    /// Their bytes.
    pub picture_bytes: u64,
    /// Pictures in `picked-up/` that something refers to: moved back if done.
    pub put_back: usize,
    /// Versions of collages that history does without: each is folded into the next one that stays.
    pub versions: usize,
    /// Pictures that lie in `picked-up/` afterwards.
    pub picked_up: usize,
    /// Their bytes.
    pub picked_up_bytes: u64,
    /// Why pictures were left alone altogether, in words; `None` when they were not.
    pub held_back: Option<String>,
}

impl Library {
    /// Finds what can be tidied, and does it if `do_it` is set. Safe to be stopped at any moment.
    pub fn tidy(&self, do_it: bool) -> Result<TidyReport, LibraryError> {
        let mut report = TidyReport { done: do_it, ..TidyReport::default() };
        // History first: what only a folded version showed is then referred to no more.
        report.versions = self.thin_history(do_it)?;
        report.held_back = self.why_not_tidy()?;
        if report.held_back.is_none() {
            let referred = self.referred_pictures()?;
            let lying = pictures_in(&self.picked_up_dir())?;
            for hash in lying.iter().filter(|hash| referred.contains(hash)) {
                report.put_back += 1;
                if do_it {
                    self.put_back(*hash)?;
                }
            }
            for hash in self.pictures()?.into_iter().filter(|hash| !referred.contains(hash)) {
                let Some(bytes) = self.long_left(hash) else { continue };
                if !do_it || self.pick_up(hash)? {
                    report.pictures += 1;
                    report.picture_bytes += bytes;
                }
            }
        }
        let lying = pictures_in(&self.picked_up_dir())?;
        report.picked_up = lying.len();
        report.picked_up_bytes = lying.iter().map(|hash| size_of(&self.picked_up_path(*hash))).sum();
        Ok(report)
    }

    /// Deletes the pictures in `picked-up/` that nothing refers to, for good. Returns how many, and their bytes.
    pub fn empty_picked_up(&self) -> Result<(usize, u64), LibraryError> {
        if let Some(reason) = self.why_not_tidy()? {
            return Err(LibraryError::NotTidied(reason));
        }
        let referred = self.referred_pictures()?;
        let (mut count, mut bytes) = (0, 0);
        for hash in pictures_in(&self.picked_up_dir())?.into_iter().filter(|hash| !referred.contains(hash)) {
            let in_use = self.in_use.lock().unwrap_or_else(PoisonError::into_inner);
            if !in_use.contains(&hash) {
                let path = self.picked_up_path(hash);
                bytes += size_of(&path);
                fs::remove_file(&path).doing("removing", &path)?;
                count += 1;
            }
        }
        Ok((count, bytes))
    }

    /// Marks a picture as in use and, if tidying had moved it, moves it back. Says whether it did.
    pub(super) fn use_picture(&self, hash: ImageHash) -> Result<bool, LibraryError> {
        let mut in_use = self.in_use.lock().unwrap_or_else(PoisonError::into_inner);
        in_use.insert(hash);
        let (from, to) = (self.picked_up_path(hash), self.picture_path(hash));
        if to.is_file() || !from.is_file() {
            return Ok(false);
        }
        move_file(&from, &to)?;
        Ok(true)
    }

    /// Takes a picture out of `picked-up/` that something refers to. Where there is one in its place too, the
    /// sound one stays.
    fn put_back(&self, hash: ImageHash) -> Result<(), LibraryError> {
        self.use_picture(hash)?;
        let spare = self.picked_up_path(hash);
        match self.read_picture(hash) {
            Ok(_) => remove_file(&spare),
            Err(_) if fs::read(&spare).is_ok_and(|bytes| hash_of(&bytes) == hash) => {
                move_file(&spare, &self.picture_path(hash))
            }
            // Neither is sound: both stay.
            Err(_) => Ok(()),
        }
    }

    /// Moves a picture to `picked-up/`, unless it came into use meanwhile. Says whether it did.
    fn pick_up(&self, hash: ImageHash) -> Result<bool, LibraryError> {
        // Held over the move: whoever asks for the picture next finds it gone and takes it back.
        let in_use = self.in_use.lock().unwrap_or_else(PoisonError::into_inner);
        if in_use.contains(&hash) {
            return Ok(false);
        }
        move_file(&self.picture_path(hash), &self.picked_up_path(hash))?;
        Ok(true)
    }

    /// Why pictures had better stay: records may be lost that refer to them.
    fn why_not_tidy(&self) -> Result<Option<String>, LibraryError> {
        Ok(if self.lacks_parts {
            Some("parts of the library could not be read, and they may show pictures".to_owned())
        } else if self.header_was_damaged {
            Some("library.json was damaged, so records may be missing too".to_owned())
        } else if self.records.last_seq() == 0 {
            Some("the library has no records that could say which pictures are in use".to_owned())
        } else {
            None
        })
    }

    /// Everything in records and things set aside that could be the hash of a picture.
    pub(super) fn referred_pictures(&self) -> Result<BTreeSet<ImageHash>, LibraryError> {
        let mut referred = self.records.read(|view| {
            let mut found = BTreeSet::new();
            view.scan("", |key, text| {
                gather_hashes(key.as_bytes(), &mut found);
                gather_hashes(text, &mut found);
            })?;
            Ok(found)
        })?;
        gather_from_files(&self.dir().join("set-aside"), &mut referred)?;
        Ok(referred)
    }

    /// The bytes of a picture that nobody asked for and whose file was not changed for long.
    fn long_left(&self, hash: ImageHash) -> Option<u64> {
        if self.in_use.lock().unwrap_or_else(PoisonError::into_inner).contains(&hash) {
            return None;
        }
        let meta = fs::metadata(self.picture_path(hash)).ok()?;
        // A file of the future, or of no known time, is left alone.
        let since = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        let changed = Timestamp(i64::try_from(since.as_millis()).ok()?);
        (self.clock.now().days_since(changed) >= LEFT_DAYS).then_some(meta.len())
    }

    fn thin_history(&self, do_it: bool) -> Result<usize, LibraryError> {
        let now = self.clock.now();
        let mut count = 0;
        for summary in self.collages()? {
            count += thin::thin(self, summary.id, now, do_it)?;
        }
        Ok(count)
    }

    fn picked_up_dir(&self) -> PathBuf {
        self.dir().join("picked-up")
    }

    fn picked_up_path(&self, hash: ImageHash) -> PathBuf {
        let name = hash.to_string();
        let folder: String = name.chars().take(2).collect();
        self.picked_up_dir().join(folder).join(name)
    }
}

fn size_of(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |meta| meta.len())
}

/// Moves a file within the library. The new entry is on disk before the old one's absence is.
fn move_file(from: &Path, to: &Path) -> Result<(), LibraryError> {
    if let Some(folder) = to.parent() {
        if let Some(above) = folder.parent() {
            make_dir(above)?;
        }
        make_dir(folder)?;
        fs::rename(from, to).doing("moving", from)?;
        sync_dir(folder)?;
    }
    from.parent().map_or(Ok(()), sync_dir)
}

/// Adds every stretch of 64 hexadecimal letters, and of longer stretches every part of that length.
fn gather_hashes(text: &[u8], found: &mut BTreeSet<ImageHash>) {
    for run in text.split(|byte| !byte.is_ascii_hexdigit()) {
        for window in run.windows(HASH_LETTERS) {
            found.extend(std::str::from_utf8(window).ok().and_then(|text| text.parse::<ImageHash>().ok()));
        }
    }
}

/// The same for all files below a folder, however long.
fn gather_from_files(dir: &Path, found: &mut BTreeSet<ImageHash>) -> Result<(), LibraryError> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.doing("listing", dir)?,
    };
    for entry in entries {
        let path = entry.doing("listing", dir)?.path();
        if path.is_dir() {
            gather_from_files(&path, found)?;
            continue;
        }
        let mut file = File::open(&path).doing("reading", &path)?;
        let mut buffer = vec![0; 1 << 20];
        let mut kept = 0;
        loop {
            let read = file.read(buffer.get_mut(kept..).unwrap_or_default()).doing("reading", &path)?;
            let Some(piece) = buffer.get(..kept + read).filter(|_| read > 0) else { break };
            gather_hashes(piece, found);
            // What a hash at the border of two pieces has in the first.
            let tail = piece.len().saturating_sub(HASH_LETTERS - 1);
            kept = piece.len() - tail;
            buffer.copy_within(tail..tail + kept, 0);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_found_wherever_they_stand() {
        let hash = ImageHash([0xab; 32]);
        let gathered = |text: &str| {
            let mut found = BTreeSet::new();
            gather_hashes(text.as_bytes(), &mut found);
            found
        };
        for text in [format!("\"{hash}\""), format!("x{hash}"), hash.to_string().to_uppercase()] {
            assert_eq!(gathered(&text), BTreeSet::from([hash]), "{text}");
        }
        assert!(gathered(&format!("0123{hash}4567")).contains(&hash));
        assert!(gathered(&hash.to_string()[1..]).is_empty());
        let dir = tempfile::tempdir().unwrap();
        for before in [0, 10, (1 << 20) - 70, (1 << 20) - 64, (1 << 20) - 63, (1 << 20) - 1, 1 << 20, (3 << 20) - 40] {
            fs::write(dir.path().join("old.db"), format!("{}{hash}{}", "z".repeat(before), "z".repeat(99))).unwrap();
            let mut found = BTreeSet::new();
            gather_from_files(dir.path(), &mut found).unwrap();
            assert_eq!(found, BTreeSet::from([hash]), "{before}");
        }
    }
}
