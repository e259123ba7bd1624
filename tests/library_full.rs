//! A library on a disk that really fills up: a small file system in memory, mounted for this test alone. Where
//! the system does not let a person do that, these tests say so and are passed over; `src/library/trouble.rs`
//! holds the same laws with a disk that only pretends.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail loudly and says what it skips")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use etalage::library::{Library, LibraryError, OpenOptions};
use etalage::model::{
    Clock, Collage, CollageId, Diff, Ids, Product, ProductKey, ProductSnapshot, Size, Source, Timestamp,
};

const CHILD: &str = "ETALAGE_FULL_DISK";
const ID: CollageId = CollageId::from_raw(7);
const MB: u64 = 1 << 20;

struct Fixed(AtomicU64);

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        Timestamp(1_700_000_000_000)
    }
}

impl Ids for Fixed {
    fn fresh(&self) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed)
    }
}

fn open(dir: &Path) -> Library {
    let fixed = Arc::new(Fixed(AtomicU64::new(1)));
    let options = OpenOptions { clock: fixed.clone(), ids: fixed, role: "a test".to_owned(), control: None };
    let (library, report) = Library::open(dir, options).unwrap();
    assert!(report.unreadable.is_empty(), "{report:?}");
    library
}

fn finds(from: u64, count: u64, kilobytes: usize) -> Vec<Product> {
    let find = |key: u64| Product {
        key: ProductKey::from_raw(key),
        snapshot: ProductSnapshot { title: "x".repeat(kilobytes << 10), ..ProductSnapshot::default() },
        picture: None,
        picture_size_px: None,
        source: Source::Feed,
        added_at: Timestamp(1),
        tags: Vec::new(),
        listing: None,
    };
    (from..from + count).map(find).collect()
}

fn credit(library: &Library, collage: &mut Collage, words: &str) -> Result<(), LibraryError> {
    let before = collage.clone();
    let mut after = collage.clone();
    after.meta.credit = words.to_owned();
    library.commit_edit(ID, words, &Diff::between(&before, &after), &after)?;
    *collage = after;
    Ok(())
}

/// Leaves `free_bytes` on the disk of `dir`.
fn fill(dir: &Path, free_bytes: u64) {
    let ballast = dir.join("ballast");
    let _ = fs::remove_file(&ballast);
    let mut file = fs::File::create(&ballast).unwrap();
    let free = fs2::available_space(dir).unwrap();
    let piece = vec![1; MB as usize];
    for _ in 0..(free - free_bytes) / MB {
        file.write_all(&piece).unwrap();
    }
}

/// Runs a test of this file again as a child that has a disk of its own at the folder it is given.
fn on_a_small_disk(test: &str) -> Option<std::path::PathBuf> {
    if let Some(dir) = std::env::var_os(CHILD) {
        return Some(dir.into());
    }
    let dir = tempfile::tempdir().unwrap();
    let script = r#"mount -t tmpfs -o size=160m none "$1" && touch "$1/mounted" && exec "$2" --exact "$3" --nocapture"#;
    let run = |arguments: &[&str]| {
        let program = std::env::current_exe().unwrap();
        let mut command = Command::new("unshare");
        command.args(arguments).args(["sh", "-c", script, "sh"]).arg(dir.path()).arg(program).arg(test);
        command.env(CHILD, dir.path()).output()
    };
    for arguments in [&["-m"][..], &["-U", "-r", "-m"][..]] {
        let Ok(output) = run(arguments) else { continue };
        let words = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        if output.status.success() {
            assert!(words.contains("1 passed"), "{words}");
            return None;
        }
        assert!(!words.contains("running 1 test"), "{words}");
    }
    println!("passed over: no file system can be mounted here");
    None
}

#[test]
fn a_write_that_fills_the_disk_leaves_nothing_behind() {
    let Some(disk) = on_a_small_disk("a_write_that_fills_the_disk_leaves_nothing_behind") else { return };
    let dir = disk.join("library");
    let library = open(&dir);
    let mut collage = Collage::new(ID, "Kept", Size::new(80.0, 60.0), Timestamp(1));
    library.create_collage(&collage, "new").unwrap();
    // The journal itself does not fit: half of a line is written.
    for round in 0..3 {
        fill(&disk, 10 * MB);
        let refused = library.put_products(&finds(0, 900, 16));
        assert!(matches!(refused, Err(LibraryError::Io { .. })), "{refused:?}");
        assert_eq!(library.products_count().unwrap(), 0);
        fs::remove_file(disk.join("ballast")).unwrap();
        library.resume().unwrap();
        credit(&library, &mut collage, &format!("round {round}")).unwrap();
        assert_eq!(library.verify().unwrap().problems, Vec::<String>::new());
    }
    assert_eq!(library.put_products(&finds(0, 900, 16)).unwrap().added, 900);
    drop(library);
    let library = open(&dir);
    assert_eq!(library.products_count().unwrap(), 900);
    assert_eq!(library.collage(ID).unwrap().collage, collage);
    assert_eq!(library.history(ID).unwrap().len(), 4);
}

#[test]
fn a_database_that_fills_the_disk_loses_no_edit() {
    let Some(disk) = on_a_small_disk("a_database_that_fills_the_disk_loses_no_edit") else { return };
    for ends_full in [false, true] {
        let dir = disk.join(format!("library {ends_full}"));
        let library = open(&dir);
        let mut collage = Collage::new(ID, "Kept", Size::new(80.0, 60.0), Timestamp(1));
        library.create_collage(&collage, "new").unwrap();
        // The journal fits, the database does not.
        fill(&disk, 11 * MB);
        assert_eq!(library.put_products(&finds(0, 500, 16)).unwrap().added, 500);
        assert_eq!(library.products_count().unwrap(), 500);
        // Too little is left for another edit; it is told, and nothing of it is written.
        fill(&disk, 4 * MB);
        let refused = credit(&library, &mut collage, "refused");
        assert!(matches!(refused, Err(LibraryError::NoRoom { .. })), "{refused:?}");
        let refused = library.put_picture(&[7; 1_000]);
        assert!(matches!(refused, Err(LibraryError::NoRoom { .. })), "{refused:?}");
        if ends_full {
            drop(library);
            fs::remove_file(disk.join("ballast")).unwrap();
        } else {
            fs::remove_file(disk.join("ballast")).unwrap();
            credit(&library, &mut collage, "with room").unwrap();
            library.resume().unwrap();
            credit(&library, &mut collage, "on disk again").unwrap();
            drop(library);
        }
        let library = open(&dir);
        assert_eq!(library.products_count().unwrap(), 500);
        assert_eq!(library.collage(ID).unwrap().collage, collage);
        assert_eq!(library.verify().unwrap().problems, Vec::<String>::new());
        credit(&library, &mut collage, "after all").unwrap();
        drop(library);
        fs::remove_dir_all(&dir).unwrap();
    }
}
