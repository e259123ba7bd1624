//! Disks that fill up or go away while a library is open.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::disk::{Disk, LAST_BYTES, RESERVE_BYTES};
use super::journal::{read_segment, segment_path, segments};
use super::store::{Op, Store, StoreError, Visit};
use super::tests::{add_tile, find, open, options, sample};
use super::*;
use crate::model::{Collage, Diff};

/// A store whose disk is full.
struct Full {
    inner: Box<dyn Store>,
    /// Whether a batch takes effect in memory before the disk refuses it, as sled's does.
    takes: bool,
    error: fn() -> StoreError,
}

impl Store for Full {
    fn seq(&self) -> Result<u64, StoreError> {
        self.inner.seq()
    }

    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.get(key)
    }

    fn scan(&self, prefix: &str, visit: Visit<'_>) -> Result<(), StoreError> {
        self.inner.scan(prefix, visit)
    }

    fn sync(&self) -> Result<(), StoreError> {
        self.inner.sync()
    }

    fn apply_unsynced(&self, seq: u64, ops: &[Op]) -> Result<(), StoreError> {
        if self.takes {
            self.inner.apply(seq, ops)?;
        }
        Err((self.error)())
    }
}

fn full() -> StoreError {
    StoreError::Io(io::Error::from(io::ErrorKind::StorageFull))
}

fn stopped() -> StoreError {
    StoreError::Damaged("the database stopped".to_owned())
}

/// One more tile, and the collage with it.
fn edited(collage: &Collage) -> (Diff, Collage) {
    let mut after = collage.clone();
    (add_tile(&mut after), after)
}

fn labels(library: &Library, collage: &Collage) -> Vec<String> {
    library.history(collage.id).unwrap().into_iter().rev().map(|version| version.label).collect()
}

#[test]
fn an_edit_that_the_disk_refused_is_saved_at_the_next_try() {
    let dir = tempfile::tempdir().unwrap();
    let library = open(dir.path());
    let mut collage = sample(1);
    library.create_collage(&collage, "new").unwrap();
    let journal = segment_path(&dir.path().join("journal"), 1);
    let mut wanted = vec!["new".to_owned()];
    for number in 0..4 {
        let (diff, after) = edited(&collage);
        // What the failed write may have got into the journal: nothing, a part, or all of it and more.
        let torn = match number {
            0 => String::new(),
            1 => "{\"seq\":3,\"ops\":[[\"c/".to_owned(),
            2 => line::seal("{\"seq\":4,\"ops\":[[\"s/settings\",{\"author\":\"nobody\"}]]}"),
            _ => format!("{}half", line::seal("{\"seq\":5,\"ops\":[[\"s/settings\",{\"author\":\"nobody\"}]]}")),
        };
        library.records.break_journal(torn.as_bytes());
        let refused = library.commit_edit(collage.id, "lost", &diff, &after);
        assert!(matches!(refused, Err(LibraryError::Io { .. })), "{number}: {refused:?}");
        assert_eq!(library.collage(collage.id).unwrap().collage, collage, "{number}: nothing of it is kept");
        assert_eq!(library.settings().unwrap(), Settings::default());
        let label = format!("edit {number}");
        library.commit_edit(collage.id, &label, &diff, &after).unwrap();
        wanted.push(label);
        collage = after;
        assert_eq!(library.verify().unwrap().problems, Vec::<String>::new());
        let read = read_segment(&journal).unwrap();
        assert!(read.bad.is_empty() && read.tail.is_empty(), "{number}");
    }
    assert_eq!(labels(&library, &collage), wanted);
    drop(library);
    for without_db in [false, true] {
        if without_db {
            std::fs::remove_dir_all(dir.path().join("db")).unwrap();
        }
        let (library, report) = Library::open(dir.path(), options()).unwrap();
        assert_eq!((report.recovered.is_some(), report.unreadable.len()), (without_db, 0));
        assert_eq!(library.collage(collage.id).unwrap().collage, collage);
        assert_eq!(labels(&library, &collage), wanted);
    }
}

#[test]
fn a_journal_whose_disk_is_gone_is_written_again_when_it_is_back() {
    let dir = tempfile::tempdir().unwrap();
    let library = open(dir.path());
    let collage = sample(1);
    library.create_collage(&collage, "new").unwrap();
    library.records.break_journal(b"");
    let (journal, away) = (dir.path().join("journal"), dir.path().join("away"));
    std::fs::rename(&journal, &away).unwrap();
    let (diff, after) = edited(&collage);
    for _ in 0..3 {
        assert!(library.commit_edit(collage.id, "edit", &diff, &after).is_err());
        assert!(library.resume().is_err());
    }
    std::fs::rename(&away, &journal).unwrap();
    library.resume().unwrap();
    library.commit_edit(collage.id, "edit", &diff, &after).unwrap();
    drop(library);
    assert_eq!(open(dir.path()).collage(collage.id).unwrap().collage, after);
}

#[test]
fn a_database_that_cannot_be_written_costs_no_edit() {
    for (takes, error) in [(false, full as fn() -> StoreError), (true, full), (false, stopped), (true, stopped)] {
        for resumes in [false, true] {
            let dir = tempfile::tempdir().unwrap();
            let library = open(dir.path());
            let mut collage = sample(1);
            library.create_collage(&collage, "new").unwrap();
            library.put_products(&[find(1, Some("https://shop.example/a"), None)]).unwrap();
            library.records.change_store(|inner| Box::new(Full { inner, takes, error }));
            for _ in 0..3 {
                let (diff, after) = edited(&collage);
                library.commit_edit(collage.id, "edit", &diff, &after).unwrap();
                collage = after;
                assert_eq!(library.collage(collage.id).unwrap().collage, collage);
            }
            assert_eq!(library.verify().unwrap().problems.len(), 1, "the repair is told");
            if resumes {
                library.resume().unwrap();
                assert!(library.records.is_on_disk());
                library.resume().unwrap();
                let (diff, after) = edited(&collage);
                library.commit_edit(collage.id, "edit", &diff, &after).unwrap();
                collage = after;
            }
            drop(library);
            let (library, report) = Library::open(dir.path(), options()).unwrap();
            assert!(report.unreadable.is_empty());
            assert!(report.recovered.is_none() || !resumes, "{report:?}");
            assert_eq!(library.collage(collage.id).unwrap().collage, collage);
            assert_eq!(library.products_count().unwrap(), 1);
            assert_eq!(library.history(collage.id).unwrap().len(), collage.tiles.len() + 1);
            assert_eq!(library.verify().unwrap().problems, Vec::<String>::new());
        }
    }
}

#[test]
fn a_full_disk_is_refused_before_anything_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let free = Arc::new(AtomicU64::new(u64::MAX));
    let told = Arc::clone(&free);
    let disk = Disk::with_free(move || told.load(Ordering::Relaxed));
    let (library, _) = Library::open_on(dir.path(), options(), disk).unwrap();
    let collage = sample(1);
    library.create_collage(&collage, "new").unwrap();
    let (diff, after) = edited(&collage);
    let journal_bytes = || {
        let paths = segments(&dir.path().join("journal")).unwrap();
        paths.iter().map(|(_, path)| std::fs::metadata(path).unwrap().len()).sum::<u64>()
    };

    // The last room is for edits: no picture, no snapshot, no backup takes it.
    free.store(RESERVE_BYTES, Ordering::Relaxed);
    assert!(matches!(library.put_picture(b"a picture"), Err(LibraryError::NoRoom { .. })));
    assert!(library.pictures().unwrap().is_empty() && !dir.path().join("pictures").exists());
    assert!(matches!(library.compact(), Err(LibraryError::NoRoom { .. })));
    let target = dir.path().join("backup.zip");
    assert!(matches!(library.backup(&target), Err(LibraryError::NoRoom { .. })));
    assert!(!target.exists());
    library.commit_edit(collage.id, "edit", &diff, &after).unwrap();

    free.store(LAST_BYTES - 1, Ordering::Relaxed);
    let (before, (diff, last)) = (journal_bytes(), edited(&after));
    assert!(matches!(library.commit_edit(after.id, "edit", &diff, &last), Err(LibraryError::NoRoom { .. })));
    assert!(library.resume().is_err());
    assert_eq!(journal_bytes(), before);

    free.store(u64::MAX, Ordering::Relaxed);
    library.commit_edit(after.id, "edit", &diff, &last).unwrap();
    library.put_picture(b"a picture").unwrap();
    library.compact().unwrap();
    assert_eq!(library.collage(collage.id).unwrap().collage, last);
}

#[test]
fn edits_saved_in_one_go_are_versions_of_their_own() {
    let dir = tempfile::tempdir().unwrap();
    let library = open(dir.path());
    let mut states = vec![sample(1)];
    library.create_collage(&states[0], "new").unwrap();
    let mut diffs = Vec::new();
    for number in 0..5 {
        let (mut diff, mut after) = edited(&states[states.len() - 1]);
        if number == 2 {
            // Changes nothing: no version.
            (diff, after) = (Diff::default(), states[states.len() - 1].clone());
        }
        diffs.push(diff);
        states.push(after);
    }
    let names: Vec<String> = (0..5).map(|number| format!("edit {number}")).collect();
    let edits: Vec<(&str, &Diff)> = names.iter().map(String::as_str).zip(&diffs).collect();
    let last = states[5].clone();
    assert_eq!(library.commit_edits(last.id, &edits, &last).unwrap().seq, 5);
    assert_eq!(library.commit_edits(last.id, &[], &last).unwrap().seq, 5);
    drop(library);
    std::fs::remove_dir_all(dir.path().join("db")).unwrap();
    let (library, _) = Library::open(dir.path(), options()).unwrap();
    assert_eq!(library.collage(last.id).unwrap().collage, last);
    assert_eq!(labels(&library, &last), ["new", "edit 0", "edit 1", "edit 3", "edit 4"]);
    for (version, state) in library.history(last.id).unwrap().iter().rev().zip([0, 1, 2, 4, 5]) {
        let mut old = library.version(last.id, version.seq).unwrap();
        old.ids = states[state].ids;
        assert_eq!(old, states[state]);
    }
}

#[test]
fn a_closed_library_opens_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let mut collage = sample(1);
    open(dir.path()).create_collage(&collage, "new").unwrap();
    for number in 0..60 {
        let library = open(dir.path());
        collage.meta.credit = "x".repeat(2_000 * number);
        library.put_collage(&collage, "edit").unwrap();
    }
    assert_eq!(open(dir.path()).collage(collage.id).unwrap().collage, collage);
}
