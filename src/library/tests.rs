//! The library through its public interface.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use super::*;
use crate::model::{
    Clock, Collage, CollageId, Content, Currency, Diff, Frame, Ids, Link, MerchantUrl, Point, Price, Product,
    ProductKey, ProductSnapshot, Shape, ShapeKind, Size, Source, Tile, TileId, Timestamp,
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

pub(super) fn options() -> OpenOptions {
    OpenOptions {
        clock: Arc::new(Ticking(AtomicI64::new(1_700_000_000_000))),
        ids: Arc::new(Counting(AtomicU64::new(1_000))),
        role: "a test".to_owned(),
        control: Some("127.0.0.1:4000".to_owned()),
    }
}

pub(super) fn open(dir: &Path) -> Library {
    let (library, report) = Library::open(dir, options()).unwrap();
    assert_eq!(report.recovered, None);
    assert!(report.unreadable.is_empty());
    library
}

pub(super) fn sample(id: u64) -> Collage {
    Collage::new(CollageId::from_raw(id), "Autumn", Size::new(800.0, 600.0), Timestamp(5))
}

/// Adds one square and gives the diff.
pub(super) fn add_tile(collage: &mut Collage) -> Diff {
    let before = collage.clone();
    let id = TileId::from_raw(collage.ids.next_tile);
    collage.ids.next_tile += 1;
    let frame = Frame::upright(Point::new(10.0 * f64::from(id.raw()), 20.0), Size::new(30.0, 40.0));
    let fill = crate::model::Colour::rgb(200, 10, 10);
    collage.tiles.insert(id, Tile::new(frame, Content::Shape(Shape { kind: ShapeKind::Ellipse, fill })));
    collage.page.order.push(id);
    Diff::between(&before, collage)
}

pub(super) fn find(key: u64, url: Option<&str>, price: Option<&str>) -> Product {
    let eur = "EUR".parse::<Currency>().ok();
    Product {
        key: ProductKey::from_raw(key),
        snapshot: ProductSnapshot {
            title: format!("Coat {key}"),
            url: url.map(|url| MerchantUrl::parse(url).unwrap()),
            price: price.map(|price| Price::parse(price, eur).unwrap()),
            ..ProductSnapshot::default()
        },
        picture: None,
        picture_size_px: None,
        source: Source::Feed,
        listing: None,
        added_at: Timestamp(7),
        tags: vec![format!("tag {key}")],
    }
}

#[test]
fn edits_and_every_version_come_back() {
    let dir = tempfile::tempdir().unwrap();
    let library = open(dir.path());
    let mut collage = sample(1);
    let mut states = vec![(library.create_collage(&collage, "New collage").unwrap().seq, collage.clone())];
    for n in 0..12 {
        let diff = match n {
            5 => {
                let before = collage.clone();
                collage.tiles.remove(&TileId::from_raw(2));
                collage.page.order.retain(|id| id.raw() != 2);
                collage.meta.title = "Winter".to_owned();
                Diff::between(&before, &collage)
            }
            _ => add_tile(&mut collage),
        };
        let seq = library.commit_edit(collage.id, &format!("Edit {n}"), &diff, &collage).unwrap().seq;
        states.push((seq, collage.clone()));
    }
    drop(library);
    let library = open(dir.path());
    assert_eq!(library.collage(collage.id).unwrap(), OpenedCollage { collage: collage.clone(), damaged: Vec::new() });
    let history = library.history(collage.id).unwrap();
    assert_eq!(history.len(), states.len());
    assert_eq!(history[0].label, "Edit 11");
    for (seq, state) in &states {
        let mut old = library.version(collage.id, *seq).unwrap();
        assert!(old.ids.next_tile >= state.ids.next_tile, "ids stay spent");
        old.ids = state.ids;
        assert_eq!(&old, state);
    }
    assert!(matches!(library.version(collage.id, 999), Err(LibraryError::NoVersion { .. })));
    let summary = library.collages().unwrap().remove(0);
    assert_eq!((summary.title.as_str(), summary.tiles, summary.seq), ("Winter", 10, states.last().unwrap().0));
    assert!(library.verify().unwrap().problems.is_empty());
}

#[test]
fn an_empty_edit_writes_nothing_and_an_unknown_collage_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let library = open(dir.path());
    let collage = sample(1);
    assert!(matches!(
        library.commit_edit(collage.id, "x", &Diff::default(), &collage),
        Err(LibraryError::NoCollage(_))
    ));
    let seq = library.create_collage(&collage, "new").unwrap().seq;
    assert!(matches!(library.create_collage(&collage, "new"), Err(LibraryError::CollageExists(_))));
    assert_eq!(library.commit_edit(collage.id, "x", &Diff::default(), &collage).unwrap().seq, seq);
    assert_eq!(library.history(collage.id).unwrap().len(), 1);
}

#[test]
fn trash_restore_duplicate_delete() {
    let dir = tempfile::tempdir().unwrap();
    let library = open(dir.path());
    let mut collage = sample(1);
    library.create_collage(&collage, "new").unwrap();
    let diff = add_tile(&mut collage);
    library.commit_edit(collage.id, "add", &diff, &collage).unwrap();
    let copy = library.duplicate(collage.id, "Autumn 2", "Duplicate").unwrap();
    assert_ne!(copy, collage.id);
    library.trash(collage.id).unwrap();
    let trashed = |id| library.collages().unwrap().iter().find(|each| each.id == id).unwrap().trashed_at.is_some();
    assert!(trashed(collage.id) && !trashed(copy));
    library.restore(collage.id).unwrap();
    assert!(!trashed(collage.id));
    library.delete_forever(collage.id).unwrap();
    assert!(matches!(library.collage(collage.id), Err(LibraryError::NoCollage(_))));
    assert!(library.history(collage.id).unwrap().is_empty());
    let kept = library.collage(copy).unwrap().collage;
    assert_eq!((kept.meta.title.as_str(), kept.tiles == collage.tiles), ("Autumn 2", true));
    assert!(library.verify().unwrap().problems.is_empty());
}

#[test]
fn the_same_address_is_the_same_find() {
    let dir = tempfile::tempdir().unwrap();
    let library = open(dir.path());
    let (a, b) = ("https://shop.example/a", "https://shop.example/b");
    let first = [find(1, Some(a), Some("10.00")), find(2, None, None), find(3, Some(a), Some("9.00"))];
    let report = library.put_products(&first).unwrap();
    assert_eq!((report.added, report.updated, report.unchanged), (2, 1, 0));
    assert_eq!(report.keys, [1, 2, 1].map(ProductKey::from_raw));
    let kept = library.product(ProductKey::from_raw(1)).unwrap();
    assert_eq!(kept.snapshot.price.unwrap().to_string(), "9.00 EUR");
    assert_eq!(kept.tags, ["tag 1", "tag 3"]);

    // Without a price the old one stays; the same again changes nothing.
    let again = library.put_products(&[find(9, Some(a), None)]).unwrap();
    assert_eq!(again.keys, [ProductKey::from_raw(1)]);
    assert_eq!(library.product(ProductKey::from_raw(1)).unwrap().snapshot.price.unwrap().to_string(), "9.00 EUR");
    assert_eq!(library.put_products(&[find(9, Some(a), None)]).unwrap().unchanged, 1);

    // An edit by hand moves the address; then the old one is free.
    let mut moved = library.product(ProductKey::from_raw(1)).unwrap();
    moved.snapshot.url = MerchantUrl::parse(b).ok();
    library.put_products(&[moved.clone()]).unwrap();
    assert_eq!(library.product_by_url(&MerchantUrl::parse(b).unwrap()).unwrap(), Some(moved));
    assert_eq!(library.product_by_url(&MerchantUrl::parse(a).unwrap()).unwrap(), None);

    assert_eq!(library.remove_products(&[ProductKey::from_raw(1), ProductKey::from_raw(77)]).unwrap(), 1);
    assert_eq!(library.products_count().unwrap(), 1);
    assert!(matches!(library.product(ProductKey::from_raw(1)), Err(LibraryError::NoProduct(_))));
    assert_eq!(library.put_products(&[find(5, Some(b), None)]).unwrap().added, 1);
}

#[test]
fn pictures_are_stored_once_and_checked() {
    let dir = tempfile::tempdir().unwrap();
    let library = open(dir.path());
    let hash = library.put_picture(b"a picture").unwrap();
    assert_eq!(library.put_picture(b"a picture").unwrap(), hash);
    assert_eq!(library.pictures().unwrap(), [hash]);
    assert_eq!(library.read_picture(hash).unwrap(), b"a picture");
    std::fs::write(library.picture_path(hash), b"another").unwrap();
    assert!(matches!(library.read_picture(hash), Err(LibraryError::PictureChanged(_))));
    assert_eq!(library.verify().unwrap().problems.len(), 1);
    library.put_picture(b"a picture").unwrap();
    assert_eq!(library.read_picture(hash).unwrap(), b"a picture");
    assert!(library.verify().unwrap().problems.is_empty());
}

#[test]
fn settings_keep_what_they_do_not_know() {
    let dir = tempfile::tempdir().unwrap();
    let library = open(dir.path());
    assert_eq!(library.settings().unwrap(), Settings::default());
    let mut settings = Settings { author: "Ada".to_owned(), ..Settings::default() };
    settings.other.insert("later".to_owned(), serde_json::json!({"x": 1}));
    library.set_settings(&settings).unwrap();
    library.set_feed_mapping("title,price", &serde_json::json!({"title": 0})).unwrap();
    library.set_session("camera 1/2", &(1.5, 2)).unwrap();
    drop(library);
    let library = open(dir.path());
    assert_eq!(library.settings().unwrap(), settings);
    assert_eq!(library.feed_mapping("title,price").unwrap(), Some(serde_json::json!({"title": 0})));
    assert_eq!(library.feed_mapping("other").unwrap(), None);
    assert_eq!(library.session::<(f64, i32)>("camera 1/2"), Some((1.5, 2)));
}

#[test]
fn a_second_opener_is_told_who_has_it() {
    let dir = tempfile::tempdir().unwrap();
    let library = open(dir.path());
    library.set_control(Some("127.0.0.1:4001".to_owned())).unwrap();
    match Library::open(dir.path(), options()) {
        Err(LibraryError::InUse { pid, role, control, .. }) => {
            assert_eq!(pid, Some(std::process::id()));
            assert_eq!(role, "a test");
            assert_eq!(control.as_deref(), Some("127.0.0.1:4001"));
        }
        other => panic!("{other:?}"),
    }
    drop(library);
    open(dir.path());
}

#[test]
fn newer_formats_are_refused_untouched() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("library.json"), "{\"format\":99,\"x\":1}").unwrap();
    assert!(matches!(Library::open(dir.path(), options()), Err(LibraryError::Newer { found: 99, .. })));
    assert_eq!(std::fs::read_to_string(dir.path().join("library.json")).unwrap(), "{\"format\":99,\"x\":1}");
    assert!(!dir.path().join("db").exists());
}

#[test]
fn compact_and_backup_keep_everything() {
    let dir = tempfile::tempdir().unwrap();
    let library = open(dir.path());
    let mut collage = sample(1);
    library.create_collage(&collage, "new").unwrap();
    for n in 0..30 {
        let diff = add_tile(&mut collage);
        library.commit_edit(collage.id, &format!("add {n}"), &diff, &collage).unwrap();
    }
    library.put_products(&(0..50).map(|n| find(n, None, Some("1.00"))).collect::<Vec<_>>()).unwrap();
    let picture = library.put_picture(b"a picture").unwrap();
    library.compact().unwrap();
    let diff = add_tile(&mut collage);
    library.commit_edit(collage.id, "after compacting", &diff, &collage).unwrap();
    let everything = |library: &Library| {
        assert_eq!(library.verify().unwrap().problems, Vec::<String>::new());
        (
            library.collage(collage.id).unwrap().collage,
            library.history(collage.id).unwrap(),
            library.products().unwrap(),
            library.read_picture(picture).unwrap(),
        )
    };
    let wanted = everything(&library);
    assert_eq!(wanted.0, collage);

    for name in ["copy", "copy.zip"] {
        let (target, back) = (dir.path().join(name), dir.path().join(format!("back-{name}")));
        library.backup(&target).unwrap();
        assert!(library.backup(&target).is_err(), "an earlier backup is not overwritten");
        Library::restore_backup(&target, &back).unwrap();
        let (restored, report) = Library::open(&back, options()).unwrap();
        assert_eq!(report.recovered.map(|recovery| recovery.moved_to), Some(None));
        assert_eq!(everything(&restored), wanted);
        assert!(matches!(Library::restore_backup(&target, &back), Err(LibraryError::NotEmpty(_))));
    }
}

#[test]
fn a_damaged_picture_in_a_backup_costs_that_picture_only() {
    let dir = tempfile::tempdir().unwrap();
    let (source, target, back) = (dir.path().join("from"), dir.path().join("copy"), dir.path().join("back"));
    let (library, _) = Library::open(&source, options()).unwrap();
    let whole = library.put_picture(b"whole").unwrap();
    let broken = library.put_picture(b"broken").unwrap();
    library.backup(&target).unwrap();
    let name = broken.to_string();
    std::fs::write(target.join("pictures").join(&name[..2]).join(&name), b"junk").unwrap();
    assert_eq!(Library::restore_backup(&target, &back).unwrap(), [broken]);
    let (restored, _) = Library::open(&back, options()).unwrap();
    assert_eq!(restored.read_picture(whole).unwrap(), b"whole");
    assert!(!restored.has_picture(broken));
    // A source that is no backup leaves nothing behind that could be taken for a library.
    let nothing = dir.path().join("nothing");
    assert!(Library::restore_backup(dir.path().join("back/pictures").as_path(), &nothing).is_err());
    assert!(!nothing.exists());
}

#[test]
fn the_journal_is_folded_when_it_outgrows_the_snapshot() {
    let dir = tempfile::tempdir().unwrap();
    let library = open(dir.path());
    let mut collage = sample(1);
    library.create_collage(&collage, "new").unwrap();
    for n in 0..60 {
        let before = collage.clone();
        collage.meta.credit = format!("{n}").repeat(50_000);
        let diff = Diff::between(&before, &collage);
        library.commit_edit(collage.id, "credit", &diff, &collage).unwrap();
    }
    drop(library);
    let names = super::files::names_in(&dir.path().join("journal")).unwrap();
    assert_eq!(names.iter().filter(|name| name.starts_with("snapshot-")).count(), 1, "{names:?}");
    std::fs::remove_dir_all(dir.path().join("db")).unwrap();
    let (library, report) = Library::open(dir.path(), options()).unwrap();
    assert!(report.recovered.is_some());
    assert_eq!(library.collage(collage.id).unwrap().collage, collage);
    assert_eq!(library.history(collage.id).unwrap().len(), 61);
}

#[test]
fn a_part_from_elsewhere_is_left_out_and_kept() {
    let dir = tempfile::tempdir().unwrap();
    let library = open(dir.path());
    let mut collage = sample(1);
    for _ in 0..3 {
        add_tile(&mut collage);
    }
    collage.products.insert(ProductKey::from_raw(4), ProductSnapshot::default());
    collage.tiles.get_mut(&TileId::from_raw(0)).unwrap().link = Link::Product(ProductKey::from_raw(4));
    library.create_collage(&collage, "new").unwrap();
    library
        .records
        .commit(|_, _, batch| {
            batch.put(format!("c/{}/t/{}", collage.id, TileId::from_raw(1)), &serde_json::json!({"frame": "round"}))?;
            batch.put(format!("c/{}/p/{}", collage.id, ProductKey::from_raw(4)), &serde_json::json!(7))
        })
        .unwrap();
    let summary = format!("i/{}", collage.id);
    library.records.commit(|_, _, batch| batch.put(summary.clone(), &serde_json::json!("odd"))).unwrap();
    assert_eq!(library.collages().unwrap()[0].id, collage.id);
    let opened = library.collage(collage.id).unwrap();
    assert_eq!(opened.damaged.len(), 2);
    assert!(opened.damaged.iter().all(|part| part.kept_at.as_ref().is_some_and(|path| path.exists())));
    assert_eq!(opened.collage.check(), []);
    assert_eq!(opened.collage.tiles.len(), 2);
    assert_eq!(opened.collage.ids.next_tile, 3, "the id of the lost tile stays spent");
    let mut edited = opened.collage;
    let diff = add_tile(&mut edited);
    library.commit_edit(edited.id, "add", &diff, &edited).unwrap();
    assert_eq!(library.collages().unwrap()[0].title, "Autumn");
    assert_eq!(library.collage(collage.id).unwrap().damaged.len(), 2, "the edit did not overwrite it");
}
