//! The library keeps what it acknowledged: killed at any moment, with a damaged database, with a torn
//! journal. `ETALAGE_KILL_ROUNDS` sets the number of kills (30 unless told).

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use etalage::library::{Library, LibraryError, OpenOptions, OpenReport, Settings};
use etalage::model::{
    Clock, Collage, CollageId, Colour, Content, Diff, Frame, Ids, MerchantUrl, Point, Product, ProductKey,
    ProductSnapshot, Shape, ShapeKind, Size, Source, Tile, TileId, Timestamp,
};

struct Ticking(AtomicI64);

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.fetch_add(1_000, Ordering::Relaxed))
    }
}

struct Counting(AtomicU64);

impl Ids for Counting {
    fn fresh(&self) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed)
    }
}

fn open(dir: &Path) -> Result<(Library, OpenReport), LibraryError> {
    let options = OpenOptions {
        clock: Arc::new(Ticking(AtomicI64::new(1_700_000_000_000))),
        ids: Arc::new(Counting(AtomicU64::new(1_000))),
        role: "a test".to_owned(),
        control: None,
    };
    Library::open(dir, options)
}

const ID: CollageId = CollageId::from_raw(77);

fn find(number: u64) -> Product {
    Product {
        key: ProductKey::from_raw(number),
        snapshot: ProductSnapshot {
            title: format!("Find {number}"),
            url: MerchantUrl::parse(&format!("https://shop.example/{number}")).ok(),
            ..ProductSnapshot::default()
        },
        picture: None,
        picture_size_px: None,
        source: Source::Feed,
        listing: None,
        added_at: Timestamp(number as i64),
        tags: Vec::new(),
    }
}

/// Edit number `n`: a new tile, and a long credit line, so that records are split and the journal folds.
fn edit(collage: &mut Collage, n: u64) -> Diff {
    let before = collage.clone();
    let id = TileId::from_raw(collage.ids.next_tile);
    collage.ids.next_tile += 1;
    let frame = Frame::upright(Point::new(n as f64, 20.0), Size::new(30.0, 40.0));
    let content = Content::Shape(Shape { kind: ShapeKind::Ellipse, fill: Colour::BLACK });
    collage.tiles.insert(id, Tile { name: format!("tile of edit {n}"), ..Tile::new(frame, content) });
    collage.page.order.push(id);
    // A page of bounded size: the oldest tile goes.
    if collage.tiles.len() > 40
        && let Some((oldest, _)) = collage.tiles.pop_first()
    {
        collage.page.order.retain(|each| *each != oldest);
    }
    collage.meta.credit = format!("{n} {}", "é".repeat(4_000));
    Diff::between(&before, collage)
}

fn number_of(collage: &Collage) -> u64 {
    collage.meta.credit.split(' ').next().and_then(|text| text.parse().ok()).unwrap_or(0)
}

// --- killed at any moment ---------------------------------------------------------------------------

const CHILD: &str = "ETALAGE_CRASH_CHILD";

/// Not a test by itself: what [`acknowledged_edits_survive_kills`] starts and kills.
#[test]
fn child_that_edits_until_it_is_killed() {
    let Some(dir) = std::env::var_os(CHILD) else { return };
    let (library, _) = open(Path::new(&dir)).unwrap();
    let mut collage = match library.collage(ID) {
        Ok(opened) => opened.collage,
        Err(LibraryError::NoCollage(_)) => {
            let collage = Collage::new(ID, "Kept", Size::new(800.0, 600.0), Timestamp(1));
            library.create_collage(&collage, "new").unwrap();
            collage
        }
        Err(error) => panic!("{error}"),
    };
    let mut out = std::io::stdout();
    for n in number_of(&collage) + 1.. {
        let diff = edit(&mut collage, n);
        let seq = library.commit_edit(ID, &format!("edit {n}"), &diff, &collage).unwrap().seq;
        writeln!(out, "ack edit {n} {seq}").unwrap();
        out.flush().unwrap();
        if n % 5 == 0 {
            library.put_products(&[find(n)]).unwrap();
            library.set_settings(&Settings { author: format!("author {n}"), ..Settings::default() }).unwrap();
            library.put_picture(format!("picture {n}").as_bytes()).unwrap();
            writeln!(out, "ack find {n} 0").unwrap();
            out.flush().unwrap();
        }
    }
}

struct KillOnDrop(Child);

impl Drop for KillOnDrop {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn acknowledged_edits_survive_kills() {
    let rounds: u64 = std::env::var("ETALAGE_KILL_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(30);
    let dir = tempfile::tempdir().unwrap();
    let (mut edits, mut finds) = (0, Vec::new());
    // xorshift: only spreads the moments of the kills.
    let mut random = u64::from(std::process::id()) | 1;
    for round in 0..rounds {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child_that_edits_until_it_is_killed", "--nocapture", "--test-threads=1"])
            .env(CHILD, dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut child = KillOnDrop(child);
        let out = child.0.stdout.take().unwrap();
        let reader = std::thread::Builder::new()
            .name("acks".to_owned())
            .spawn(move || BufReader::new(out).lines().map_while(Result::ok).collect::<Vec<_>>())
            .unwrap();
        std::thread::sleep(Duration::from_micros(random % 400_000));
        drop(child);
        for line in reader.join().unwrap() {
            // The test runner's own words may stand before the first one.
            let Some((_, ack)) = line.split_once("ack ") else { continue };
            let words: Vec<&str> = ack.split(' ').collect();
            let [kind, n, _] = words.as_slice() else { continue };
            let n: u64 = n.parse().unwrap();
            if *kind == "edit" { edits = n } else { finds.push(n) }
        }

        let (library, report) = open(dir.path()).unwrap();
        assert_eq!(report.unreadable, [], "round {round}");
        if edits == 0 {
            continue;
        }
        let opened = library.collage(ID).unwrap();
        assert!(opened.damaged.is_empty());
        assert_eq!(opened.collage.check(), []);
        let kept = number_of(&opened.collage);
        assert!(kept == edits || kept == edits + 1, "round {round}: {kept} kept, {edits} acknowledged");
        let labels: Vec<String> = library.history(ID).unwrap().into_iter().rev().map(|version| version.label).collect();
        let wanted: Vec<String> =
            std::iter::once("new".to_owned()).chain((1..=kept).map(|n| format!("edit {n}"))).collect();
        assert_eq!(labels, wanted, "round {round}");
        for &n in &finds {
            assert_eq!(library.product(ProductKey::from_raw(n)).unwrap(), find(n));
        }
        if let Some(last) = finds.last() {
            let author = library.settings().unwrap().author;
            assert!(author[7..].parse::<u64>().unwrap() >= *last);
            let hash = etalage::library::hash_of(format!("picture {last}").as_bytes());
            assert!(library.read_picture(hash).is_ok());
        }
        edits = kept;
    }
    let (library, _) = open(dir.path()).unwrap();
    assert_eq!(library.verify().unwrap().problems, Vec::<String>::new());
    assert!(edits > rounds, "only {edits} edits in {rounds} rounds: the child hardly ran");
}

// --- a damaged database -----------------------------------------------------------------------------

/// Everything that must survive.
#[derive(Debug, PartialEq)]
struct Everything {
    collages: Vec<Collage>,
    versions: Vec<(u64, String, Collage)>,
    products: Vec<Product>,
    settings: Settings,
    mapping: Option<serde_json::Value>,
    picture: Vec<u8>,
}

const PICTURE: &[u8] = b"the bytes of a picture";

fn everything(library: &Library) -> Everything {
    let mut ids: Vec<CollageId> = library.collages().unwrap().iter().map(|summary| summary.id).collect();
    ids.sort();
    let collage = |&id: &CollageId| {
        let opened = library.collage(id).unwrap();
        assert!(opened.damaged.is_empty());
        opened.collage
    };
    let version = |version: etalage::library::Version| {
        let mut collage = library.version(ID, version.seq).unwrap();
        // Spent ids stay spent in older versions too: they depend on the newest one.
        collage.ids = etalage::model::IdCounters::default();
        (version.seq, version.label, collage)
    };
    Everything {
        collages: ids.iter().map(collage).collect(),
        versions: library.history(ID).unwrap().into_iter().map(version).collect(),
        products: library.products().unwrap(),
        settings: library.settings().unwrap(),
        mapping: library.feed_mapping("a,b").unwrap(),
        picture: library.read_picture(etalage::library::hash_of(PICTURE)).unwrap(),
    }
}

/// A library with a snapshot, a journal after it, and a copy of its database from before that.
fn sample(dir: &Path) -> Everything {
    let (library, _) = open(dir).unwrap();
    let mut collage = Collage::new(ID, "Kept", Size::new(800.0, 600.0), Timestamp(1));
    library.create_collage(&collage, "new").unwrap();
    library.put_products(&(0..300).map(find).collect::<Vec<_>>()).unwrap();
    library.set_settings(&Settings { author: "Ada".to_owned(), ..Settings::default() }).unwrap();
    library.set_feed_mapping("a,b", &serde_json::json!({"a": 1})).unwrap();
    library.put_picture(PICTURE).unwrap();
    for n in 1..20 {
        let diff = edit(&mut collage, n);
        library.commit_edit(ID, &format!("edit {n}"), &diff, &collage).unwrap();
    }
    drop(library);
    copy(&dir.join("db"), &dir.join("old db"));
    let (library, _) = open(dir).unwrap();
    library.compact().unwrap();
    library.duplicate(ID, "Copy", "duplicate").unwrap();
    for n in 20..40 {
        let diff = edit(&mut collage, n);
        library.commit_edit(ID, &format!("edit {n}"), &diff, &collage).unwrap();
    }
    let wanted = everything(&library);
    assert_eq!((wanted.collages.len(), wanted.versions.len(), wanted.products.len()), (2, 40, 300));
    wanted
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn snapshots_of_sled(db: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(db).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("snap.")).collect()
}

fn flip(path: &Path, every: usize, from: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes.iter_mut().skip(from).step_by(every).for_each(|byte| *byte ^= 0x55);
    fs::write(path, bytes).unwrap();
}

fn cut(path: &Path, numerator: u64, denominator: u64) {
    let len = fs::metadata(path).unwrap().len();
    fs::File::options().write(true).open(path).unwrap().set_len(len * numerator / denominator).unwrap();
}

#[test]
fn a_damaged_database_is_rebuilt() {
    let root = tempfile::tempdir().unwrap();
    let whole = root.path().join("whole");
    let wanted = sample(&whole);
    // Opening makes sled write a snapshot of its own.
    drop(open(&whole).unwrap());

    type Damage = (&'static str, bool, fn(&Path));
    let damages: &[Damage] = &[
        ("no folder", true, |db| fs::remove_dir_all(db).unwrap()),
        ("an empty folder", true, |db| {
            fs::remove_dir_all(db).unwrap();
            fs::create_dir(db).unwrap();
        }),
        ("a file in place of the folder", true, |db| {
            fs::remove_dir_all(db).unwrap();
            fs::write(db, "not a folder").unwrap();
        }),
        ("a folder in place of the log", true, |db| {
            fs::remove_file(db.join("db")).unwrap();
            fs::create_dir(db.join("db")).unwrap();
        }),
        ("no log", true, |db| fs::remove_file(db.join("db")).unwrap()),
        ("an empty log", true, |db| fs::write(db.join("db"), "").unwrap()),
        ("a log of zeros", true, |db| {
            let len = fs::metadata(db.join("db")).unwrap().len();
            fs::write(db.join("db"), vec![0; len as usize]).unwrap();
        }),
        ("half a log", true, |db| cut(&db.join("db"), 1, 2)),
        ("a log cut short", false, |db| cut(&db.join("db"), 99, 100)),
        ("a flipped byte every 4 kB", true, |db| flip(&db.join("db"), 4096, 100)),
        ("a flipped byte every 64 kB", false, |db| flip(&db.join("db"), 65_536, 5_000)),
        ("one flipped byte", false, |db| flip(&db.join("db"), usize::MAX, 20_000)),
        ("a garbled log", true, |db| flip(&db.join("db"), 3, 0)),
        ("no configuration", false, |db| fs::remove_file(db.join("conf")).unwrap()),
        ("an empty configuration", false, |db| fs::write(db.join("conf"), "").unwrap()),
        ("a garbled configuration", true, |db| flip(&db.join("conf"), 2, 0)),
        ("no snapshot", false, |db| snapshots_of_sled(db).iter().for_each(|path| fs::remove_file(path).unwrap())),
        ("half a snapshot", true, |db| snapshots_of_sled(db).iter().for_each(|path| cut(path, 1, 2))),
        ("a garbled snapshot", true, |db| snapshots_of_sled(db).iter().for_each(|path| flip(path, 2, 0))),
        ("an unfinished snapshot", false, |db| fs::write(db.join("snap.00000000ffffffff.generating"), "half").unwrap()),
        ("a snapshot of garbage", true, |db| fs::write(db.join("snap.7fffffffffffffff"), [7; 500]).unwrap()),
        ("the database of an earlier day", true, |db| {
            fs::remove_dir_all(db).unwrap();
            copy(&db.with_file_name("old db"), db);
        }),
    ];
    for (name, must_be_seen, damage) in damages {
        let dir = root.path().join(name);
        copy(&whole, &dir);
        damage(&dir.join("db"));
        let (library, report) = open(&dir).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(everything(&library) == wanted, "{name}: something is missing");
        let repairs: Vec<_> = report.recovered.into_iter().chain(library.take_repairs()).collect();
        assert!(!repairs.is_empty() || !must_be_seen, "{name} went unnoticed");
        assert!(repairs.iter().filter_map(|repair| repair.moved_to.as_ref()).all(|path| path.exists()), "{name}");
        assert_eq!(report.unreadable, [], "{name}");
        assert_eq!(library.verify().unwrap().problems, Vec::<String>::new(), "{name}");
        drop(library);
        let (library, report) = open(&dir).unwrap();
        assert_eq!(report, OpenReport::default(), "{name}: mended for good");
        assert!(everything(&library) == wanted, "{name}: something is missing");
    }
}

// --- a damaged journal ------------------------------------------------------------------------------

fn last_segment(dir: &Path) -> PathBuf {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(dir.join("journal")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.file_name().unwrap().to_string_lossy().starts_with("journal-"));
    paths.sort();
    paths.pop().unwrap()
}

#[test]
fn a_damaged_journal_costs_nothing_while_the_database_is_well() {
    let root = tempfile::tempdir().unwrap();
    let whole = root.path().join("whole");
    let wanted = sample(&whole);
    type Damage = (&'static str, bool, fn(&Path));
    let damages: &[Damage] = &[
        ("a torn end", false, |journal| {
            let mut bytes = fs::read(journal).unwrap();
            bytes.extend_from_slice(b"{\"seq\":99,\"ops\":[[\"c/");
            fs::write(journal, bytes).unwrap();
        }),
        ("a second try over the remains of a longer first one", false, |journal| {
            // The cut of the failed write was on disk, the length of the file not yet.
            let mut bytes = fs::read(journal).unwrap();
            let line = bytes.split_inclusive(|&byte| byte == b'\n').next().unwrap().to_vec();
            bytes.extend_from_slice(&line[line.len() / 2..]);
            bytes.extend_from_slice(b"{\"seq\":99,\"ops\":[[\"c/");
            fs::write(journal, bytes).unwrap();
        }),
        ("a new segment that was begun and not used", false, |journal| {
            fs::write(journal.with_file_name("journal-0000000000000999.jsonl"), "").unwrap();
        }),
        ("a snapshot that was being written", false, |journal| {
            fs::write(journal.with_file_name("snapshot-0000000000000999.jsonl.77-1.part"), "{\"snap").unwrap();
        }),
        ("zeros at the end", false, |journal| {
            let mut bytes = fs::read(journal).unwrap();
            bytes.extend_from_slice(&[0; 5_000]);
            fs::write(journal, bytes).unwrap();
        }),
        ("the last line is gone", true, |journal| cut(journal, 19, 20)),
        ("a bad line in the middle", true, |journal| flip(journal, usize::MAX, 200_000)),
        ("an empty journal", true, |journal| fs::write(journal, "").unwrap()),
        ("no journal", true, |journal| fs::remove_file(journal).unwrap()),
        ("no snapshot", true, |journal| {
            for entry in fs::read_dir(journal.parent().unwrap()).unwrap() {
                let path = entry.unwrap().path();
                if path.file_name().unwrap().to_string_lossy().starts_with("snapshot-") {
                    fs::remove_file(path).unwrap();
                }
            }
        }),
        ("nothing", true, |journal| fs::remove_dir_all(journal.parent().unwrap()).unwrap()),
    ];
    for (name, is_told, damage) in damages {
        let dir = root.path().join(name);
        copy(&whole, &dir);
        damage(&last_segment(&dir));
        let (library, report) = open(&dir).unwrap();
        assert_eq!(!report.unreadable.is_empty(), *is_told, "{name}: {report:?}");
        assert!(everything(&library) == wanted, "{name}: something is missing");
        assert_eq!(library.verify().unwrap().problems, Vec::<String>::new(), "{name}");
        drop(library);
        // The journal is whole again: the database may go.
        fs::remove_dir_all(dir.join("db")).unwrap();
        let (library, report) = open(&dir).unwrap();
        assert_eq!(report.unreadable, [], "{name}");
        assert!(everything(&library) == wanted, "{name}: something is missing");
    }
}

#[test]
fn a_torn_journal_without_a_database_keeps_all_whole_edits() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("library");
    let wanted = sample(&dir);
    fs::remove_dir_all(dir.join("db")).unwrap();
    cut(&last_segment(&dir), 1, 2);
    let (library, report) = open(&dir).unwrap();
    assert!(report.recovered.is_some());
    let kept = everything(&library);
    assert!(kept.versions.len() > 21, "what the snapshot holds and more");
    assert!(wanted.versions.ends_with(&kept.versions));
    assert_eq!((kept.products, kept.settings), (wanted.products, wanted.settings));
}

// --- who may open -----------------------------------------------------------------------------------

#[test]
fn another_process_is_told_who_has_the_library() {
    let dir = tempfile::tempdir().unwrap();
    let mut child = KillOnDrop(
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child_that_edits_until_it_is_killed", "--nocapture", "--test-threads=1"])
            .env(CHILD, dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let mut lines = BufReader::new(child.0.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("ack edit")));
    match open(dir.path()) {
        Err(LibraryError::InUse { pid, role, .. }) => assert_eq!((pid, role.as_str()), (Some(child.0.id()), "a test")),
        other => panic!("{other:?}"),
    }
    drop(child);
    open(dir.path()).unwrap();
}

#[test]
fn a_folder_that_cannot_be_written_is_a_typed_error() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("file");
    fs::write(&file, "mine").unwrap();
    assert!(matches!(open(&file), Err(LibraryError::Io { .. })));
    assert!(matches!(open(&file.join("inside")), Err(LibraryError::Io { .. })));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    // Not even root can write there.
    if cfg!(target_os = "linux") {
        assert!(matches!(open(Path::new("/proc/etalage")), Err(LibraryError::Io { .. })));
        assert!(matches!(open(Path::new("/proc/self")), Err(LibraryError::NotALibrary(_))));
    }
}

#[test]
fn a_library_that_lost_its_marks_opens_and_strangers_do_not() {
    let root = tempfile::tempdir().unwrap();
    let whole = root.path().join("whole");
    let wanted = sample(&whole);
    type Loss = (&'static str, fn(&Path));
    let losses: &[Loss] = &[
        ("no number", |dir| fs::remove_file(dir.join("library.json")).unwrap()),
        ("no lock", |dir| fs::remove_file(dir.join("etalage.lock")).unwrap()),
        ("an empty number", |dir| fs::write(dir.join("library.json"), "").unwrap()),
        ("neither, and no database", |dir| {
            fs::remove_file(dir.join("library.json")).unwrap();
            fs::remove_file(dir.join("etalage.lock")).unwrap();
            fs::remove_dir_all(dir.join("db")).unwrap();
        }),
        ("neither, and no journal", |dir| {
            fs::remove_file(dir.join("library.json")).unwrap();
            fs::remove_file(dir.join("etalage.lock")).unwrap();
            fs::remove_dir_all(dir.join("journal")).unwrap();
        }),
        ("a compaction between its two renames", |dir| {
            fs::rename(dir.join("db"), dir.join("db.old")).unwrap();
            copy(&dir.join("db.old"), &dir.join("db.new"));
        }),
    ];
    for (name, lose) in losses {
        let dir = root.path().join(name);
        copy(&whole, &dir);
        lose(&dir);
        let (library, _) = open(&dir).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(everything(&library) == wanted, "{name}: something is missing");
        library.compact().unwrap();
        drop(library);
        let (library, report) = open(&dir).unwrap();
        assert_eq!(report, OpenReport::default(), "{name}: mended for good");
        assert!(everything(&library) == wanted, "{name}: something is missing");
    }
    let stranger = root.path().join("stranger");
    fs::create_dir(&stranger).unwrap();
    fs::write(stranger.join("db"), "mine").unwrap();
    assert!(matches!(open(&stranger), Err(LibraryError::NotALibrary(_))));
    assert_eq!(fs::read_dir(&stranger).unwrap().count(), 1);
    assert_eq!(fs::read_to_string(stranger.join("db")).unwrap(), "mine");
}
