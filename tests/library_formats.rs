//! Libraries of every format that was ever written still open. `tests/libraries/v<format>` holds the plain
//! files of a library of that format; the database is made from them. When the format changes, run
//! `cargo test --test library_formats -- --ignored` on the last commit of the old one to write its files.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use etalage::library::{Library, OpenOptions, Settings, hash_of};
use etalage::model::{
    Clock, Collage, CollageId, Colour, Content, Diff, Frame, Ids, Link, MerchantUrl, Picture, Point, Price, Product,
    ProductKey, ProductSnapshot, Size, Source, TextBlock, Tile, TileId, Timestamp, UnitRect,
};

struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        Timestamp(1_800_000_000_000)
    }
}

impl Ids for Fixed {
    fn fresh(&self) -> u64 {
        4
    }
}

const PICTURE: &[u8] = b"not really a picture";
const ID: CollageId = CollageId::from_raw(77);

fn open(dir: &Path) -> Library {
    let options =
        OpenOptions { clock: Arc::new(Fixed), ids: Arc::new(Fixed), role: "a test".to_owned(), control: None };
    Library::open(dir, options).unwrap().0
}

fn find() -> Product {
    Product {
        key: ProductKey::from_raw(5),
        snapshot: ProductSnapshot {
            title: "Coat “Été”".to_owned(),
            brand: Some("Maison Lune".to_owned()),
            url: MerchantUrl::parse("https://lune.example/coat").ok(),
            price: Price::parse("344.00", "EUR".parse().ok()).ok(),
            price_seen_at: Some(Timestamp(1_700_000_000_000)),
            ..ProductSnapshot::default()
        },
        picture: Some(hash_of(PICTURE)),
        picture_size_px: None,
        source: Source::Page,
        listing: None,
        added_at: Timestamp(1_700_000_000_000),
        tags: vec!["winter".to_owned()],
    }
}

/// The collage before and after its one edit.
fn collages() -> (Collage, Collage) {
    let mut before = Collage::new(ID, "Winter", Size::new(800.0, 600.0), Timestamp(1_700_000_000_000));
    let frame = Frame::upright(Point::new(100.5, 200.25), Size::new(300.0, 400.0));
    let crop = UnitRect { x0: 0.1, y0: 0.0, x1: 0.9, y1: 1.0 };
    let picture = Content::Picture(Picture { image: hash_of(PICTURE), size_px: (30, 40), crop });
    let link = Link::Product(ProductKey::from_raw(5));
    before.tiles.insert(TileId::from_raw(0), Tile { link, ..Tile::new(frame, picture) });
    before.products.insert(ProductKey::from_raw(5), find().snapshot);
    before.page.order.push(TileId::from_raw(0));
    before.ids.next_tile = 1;
    let mut after = before.clone();
    let text = TextBlock {
        text: "Froid\nmais beau".to_owned(),
        typeface: etalage::model::Typeface::Serif,
        size_px: 32.0,
        colour: Colour::rgb(10, 20, 30),
        align: etalage::model::TextAlign::Centre,
        bold: true,
    };
    after.tiles.insert(TileId::from_raw(1), Tile::new(Frame { rotation_deg: 12.5, ..frame }, Content::Text(text)));
    after.page.order.push(TileId::from_raw(1));
    after.ids.next_tile = 2;
    (before, after)
}

fn settings() -> Settings {
    Settings { author: "Ada".to_owned(), lang: Some("fr".to_owned()), ..Settings::default() }
}

fn fixture(format: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/libraries").join(format!("v{format}"))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, target) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if path.is_dir() { copy(&path, &target) } else { fs::copy(&path, &target).map(drop).unwrap() }
    }
}

#[test]
fn a_library_of_format_1_opens() {
    let dir = tempfile::tempdir().unwrap();
    copy(&fixture(1), dir.path());
    let library = open(dir.path());
    let (before, after) = collages();
    assert_eq!(library.collage(ID).unwrap().collage, after);
    let history = library.history(ID).unwrap();
    assert_eq!(history.iter().map(|version| version.label.as_str()).collect::<Vec<_>>(), ["Add text", "New collage"]);
    let first = library.version(ID, history[1].seq).unwrap();
    assert_eq!(first, Collage { ids: after.ids, ..before });
    assert_eq!(library.products().unwrap(), [find()]);
    assert_eq!(library.settings().unwrap(), settings());
    assert_eq!(library.feed_mapping("title,price").unwrap(), Some(serde_json::json!({"title": 0, "price": 1})));
    assert_eq!(library.read_picture(hash_of(PICTURE)).unwrap(), PICTURE);
    assert_eq!(library.verify().unwrap().problems, Vec::<String>::new());
}

#[test]
fn write_the_present_format() {
    // Once per format, by the person who makes it: ETALAGE_WRITE_FORMAT=1.
    if std::env::var_os("ETALAGE_WRITE_FORMAT").is_none() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let library = open(dir.path());
    library.put_picture(PICTURE).unwrap();
    library.put_products(&[find()]).unwrap();
    library.set_settings(&settings()).unwrap();
    library.set_feed_mapping("title,price", &serde_json::json!({"title": 0, "price": 1})).unwrap();
    let (before, after) = collages();
    library.create_collage(&before, "New collage").unwrap();
    library.compact().unwrap();
    // One edit stays in the journal.
    library.commit_edit(ID, "Add text", &Diff::between(&before, &after), &after).unwrap();
    drop(library);
    let target = fixture(1);
    assert!(!target.exists(), "an old format is never written anew");
    fs::create_dir_all(&target).unwrap();
    fs::copy(dir.path().join("library.json"), target.join("library.json")).unwrap();
    copy(&dir.path().join("journal"), &target.join("journal"));
    copy(&dir.path().join("pictures"), &target.join("pictures"));
}
