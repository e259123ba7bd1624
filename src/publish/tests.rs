//! The room as a whole: what is written reads back, follows from its input alone, and holds no script.

mod hostile;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;

use self::hostile::{check_markup, import_bytes};
use super::*;
use crate::affiliate::Programs;
use crate::i18n::Lang;
use crate::imaging;
use crate::model::{
    Channel, ChannelKind, Collage, CollageId, Colour, Content, Frame, Group, GroupId, ImageHash, Link, MerchantUrl,
    Picture, Point, Price, ProductKey, ProductSnapshot, Shape, ShapeKind, Size, TextAlign, TextBlock, Tile, TileId,
    Timestamp, Typeface, UnitRect,
};
use crate::scene::TextShaper;

type Store = BTreeMap<ImageHash, Arc<[u8]>>;

struct Fixture {
    collage: Collage,
    pictures: Store,
    programs: Programs,
    channel: Channel,
    shaper: TextShaper,
}

impl Fixture {
    fn export(&self, lang: Lang) -> Export<'_> {
        Export {
            collage: &self.collage,
            channel: &self.channel,
            lang,
            programs: &self.programs,
            pictures: &self.pictures,
            shaper: &self.shaper,
            generator: "etalage 0.0.0",
        }
    }

    fn write(&self, path: &Path) -> Exported {
        write(&self.export(Lang::En), &Destination::new(path), &mut |_, _| true).unwrap()
    }
}

/// A picture with a comment that must not leave.
fn png(side_px: u32, colour: [u8; 3]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side_px, side_px);
    encoder.set_color(png::ColorType::Rgb);
    encoder.add_text_chunk("Comment".to_owned(), "taken at my secret address".to_owned()).unwrap();
    let pixels: Vec<u8> = colour.repeat((side_px * side_px) as usize);
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    bytes
}

fn place(collage: &mut Collage, tile: Tile) -> TileId {
    let id = TileId::from_raw(collage.ids.next_tile);
    collage.ids.next_tile += 1;
    collage.tiles.insert(id, tile);
    collage.page.order.push(id);
    id
}

fn picture(image: ImageHash, frame: Frame, link: Link) -> Tile {
    let content = Content::Picture(Picture { image, size_px: (4, 4), crop: UnitRect::FULL });
    Tile { link, ..Tile::new(frame, content) }
}

fn at(x: f64, y: f64, width: f64, height: f64) -> Frame {
    Frame::upright(Point::new(x, y), Size::new(width, height))
}

/// Two products, a text, a shape, a hidden tile with a product of its own, a budget.
fn fixture() -> Fixture {
    let now = "2026-11-20T10:00:00Z".parse().unwrap();
    let mut collage = Collage::new(CollageId::from_raw(0x1234_5678_9abc), "Autumn walk", Size::new(1000.0, 800.0), now);
    collage.meta.author = "Ada".to_owned();
    collage.meta.credit = "Bob, for the idea".to_owned();
    collage.meta.budget = Price::parse("77777", "EUR".parse().ok()).ok();
    collage.page.background = Colour::rgb(0xf4, 0xef, 0xe6);
    let mut pictures = Store::new();
    let mut keep = |bytes: Vec<u8>| {
        let hash = imaging::hash(&bytes);
        pictures.insert(hash, bytes.into());
        hash
    };
    let (red, blue, secret) = (keep(png(4, [200, 30, 30])), keep(png(4, [30, 30, 200])), keep(png(5, [1, 2, 3])));
    let product = |title: &str, url: &str, amount: &str| ProductSnapshot {
        title: title.to_owned(),
        brand: Some("Nordlys".to_owned()),
        merchant: Some("Fjord & Sons".to_owned()),
        url: MerchantUrl::parse(url).ok(),
        price: Price::parse(amount, "EUR".parse().ok()).ok(),
        price_seen_at: Some(now),
        ..ProductSnapshot::default()
    };
    let key = ProductKey::from_raw;
    collage.products.insert(key(1), product("Wool coat", "https://fjord.example/coat?size=m&colour=red", "189"));
    collage.products.insert(
        key(2),
        ProductSnapshot {
            list_price: Price::parse("79", "EUR".parse().ok()).ok(),
            availability: Some(crate::model::Availability::OutOfStock),
            credit: Some("Studio Lumen".to_owned()),
            ..product("Rubber boots", "https://fjord.example/boots", "59.9")
        },
    );
    collage.products.insert(key(3), product("Secret gift", "https://fjord.example/gift", "5"));
    collage.groups.insert(GroupId::from_raw(0), Group::default());
    collage.groups.insert(GroupId::from_raw(1), Group { name: "secret group".to_owned(), parent: None });
    collage.ids.next_group = 2;

    let frame = at(500.0, 400.0, 1000.0, 700.0);
    place(&mut collage, Tile::new(frame, Content::Shape(Shape { kind: ShapeKind::Ellipse, fill: Colour::WHITE })));
    let turned = Frame { rotation_deg: 12.5, flip_x: true, ..at(300.0, 400.0, 300.0, 450.0) };
    let mut coat = picture(red, turned, Link::Product(key(1)));
    coat.group = Some(GroupId::from_raw(0));
    place(&mut collage, coat);
    let mut boots = picture(blue, at(700.0, 500.0, 250.0, 250.0), Link::Product(key(2)));
    boots.opacity = 0.8;
    if let Content::Picture(picture) = &mut boots.content {
        picture.crop = UnitRect { x0: 0.25, y0: 0.0, x1: 0.75, y1: 0.5 };
    }
    place(&mut collage, boots);
    let words = TextBlock {
        text: "Rain or shine".to_owned(),
        typeface: Typeface::Serif,
        size_px: 48.0,
        colour: Colour::rgb(0x33, 0x22, 0x11),
        align: TextAlign::Left,
        bold: false,
    };
    place(&mut collage, Tile::new(at(500.0, 80.0, 400.0, 60.0), Content::Text(words)));
    let mut hidden = picture(secret, at(100.0, 100.0, 50.0, 50.0), Link::Product(key(3)));
    hidden.hidden = true;
    hidden.group = Some(GroupId::from_raw(1));
    place(&mut collage, hidden);
    assert_eq!(collage.check(), []);
    Fixture {
        collage,
        pictures,
        programs: Programs::default(),
        channel: Channel::builtin(ChannelKind::Web),
        shaper: TextShaper::new(),
    }
}

fn index_of(fixture: &Fixture, lang: Lang) -> String {
    let export = fixture.export(lang);
    let prepared = export.prepare(&mut |_, _| true).unwrap();
    let files = bundle::files(&export, &prepared).unwrap();
    String::from_utf8(files[0].bytes.clone()).unwrap()
}

/// Compares with a file under `tests/golden/publish`; `UPDATE_GOLDEN=1` writes it.
fn golden(name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/publish").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(expected == text, "{name} differs: look at the difference, then run with UPDATE_GOLDEN=1");
}

#[test]
fn page_and_manifest_are_golden() {
    let fixture = fixture();
    for lang in Lang::ALL {
        golden(&format!("index.{lang}.html"), &index_of(&fixture, lang));
    }
    let export = fixture.export(Lang::En);
    let files = bundle::files(&export, &export.prepare(&mut |_, _| true).unwrap()).unwrap();
    golden("manifest.json", std::str::from_utf8(&files[2].bytes).unwrap());
    golden("collage.json", std::str::from_utf8(&files[1].bytes).unwrap());
}

#[test]
fn nothing_leaves_unasked() {
    let fixture = fixture();
    let export = fixture.export(Lang::En);
    let files = bundle::files(&export, &export.prepare(&mut |_, _| true).unwrap()).unwrap();
    assert_eq!(files.len(), 3 + 2, "the hidden tile's picture stays");
    for file in &files {
        let text = String::from_utf8_lossy(&file.bytes);
        for secret in ["Secret gift", "secret group", "secret address", "budget", "77777"] {
            assert!(!text.contains(secret), "{}: {secret}", file.path);
        }
    }
    let sheet = preflight(&export, "2026-12-20T10:00:00Z".parse().unwrap()).unwrap();
    let said = |wanted: &Item| sheet.warnings.iter().any(|line| line.item == *wanted);
    assert!(said(&Item::Hidden { count: 1 }));
    assert!(said(&Item::UnusedProducts { count: 1 }));
    assert!(said(&Item::BudgetStays));
    assert!(said(&Item::StalePrice { name: "“Wool coat”".to_owned(), days: 30 }));
    assert!(said(&Item::PictureRights { shop: Some("Fjord & Sons".to_owned()), count: 1 }));
    assert!(sheet.leaves.iter().any(|line| line.item == Item::Author { text: "Ada".to_owned() }));
    for lang in Lang::ALL {
        assert!(sheet.leaves.iter().chain(&sheet.warnings).all(|line| !line.message(lang).is_empty()));
    }
}

#[test]
fn a_bundle_reads_back_and_gives_the_same_manifest() {
    let dir = tempfile::tempdir().unwrap();
    let first = fixture();
    for name in ["look", "look.zip", "look.html"] {
        let path = dir.path().join(name);
        first.write(&path);
        assert!(verify(&path).unwrap().ok, "{name}");
        let imported = import(&path).unwrap();
        assert!(imported.warnings.is_empty(), "{name}: {:?}", imported.warnings);
        assert_eq!(imported.pictures.len(), 2);
        let again = Fixture {
            collage: imported.collage,
            pictures: imported.pictures.into_iter().map(|(hash, bytes)| (hash, bytes.into())).collect(),
            ..fixture()
        };
        let second = dir.path().join(format!("again-{name}"));
        again.write(&second);
        assert_eq!(import(&second).unwrap().manifest, imported.manifest, "{name}");
        if path.is_file() {
            assert_eq!(fs::read(&path).unwrap(), fs::read(&second).unwrap(), "{name}");
        }
    }
}

#[test]
fn an_earlier_export_is_replaced_and_nothing_else_is() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("look");
    let mut fixture = fixture();
    fixture.write(&path);
    fixture.collage.meta.title = "Winter walk".to_owned();
    fixture.write(&path);
    assert_eq!(import(&path).unwrap().collage.meta.title, "Winter walk");
    fs::write(path.join("pictures/mine.txt"), "mine").unwrap();
    let export = fixture.export(Lang::En);
    let refused = write(&export, &Destination::new(&path), &mut |_, _| true).unwrap_err();
    assert!(matches!(refused, PublishError::ForeignFolder { found, .. } if found == "pictures/mine.txt"));
    let other = dir.path().join("photos");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("me.jpg"), "x").unwrap();
    assert!(matches!(
        write(&export, &Destination::new(&other), &mut |_, _| true),
        Err(PublishError::ForeignFolder { found, .. }) if found == "me.jpg"
    ));
    assert_eq!(fs::read(other.join("me.jpg")).unwrap(), b"x");
    assert!(matches!(
        write(&export, &Destination::new(&dir.path().join("x.docx")), &mut |_, _| true),
        Err(PublishError::UnknownFormat(_))
    ));
    assert!(matches!(
        write(&export, &Destination::new(&dir.path().join("never.zip")), &mut |_, _| false),
        Err(PublishError::Cancelled)
    ));
    let left: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "no temporary files stay: {left:?}");
}

#[test]
fn a_lost_picture_is_left_out_and_named() {
    let mut fixture = fixture();
    let lost = imaging::hash(&png(4, [30, 30, 200]));
    fixture.pictures.remove(&lost);
    let export = fixture.export(Lang::En);
    let prepared = export.prepare(&mut |_, _| true).unwrap();
    assert_eq!(prepared.left_out.lost.len(), 1);
    assert_eq!(prepared.collage.check(), []);
    let sheet = preflight(&export, Timestamp(0)).unwrap();
    assert!(sheet.warnings.iter().any(|line| matches!(line.item, Item::PictureLost { .. })));
}

#[test]
fn a_truncated_picture_is_left_out_and_the_rest_leaves() {
    let mut fixture = fixture();
    let boots = png(4, [30, 30, 200]);
    fixture.pictures.insert(imaging::hash(&boots), boots[..boots.len() - 20].into());
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("look.zip");
    let exported = fixture.write(&path);
    let lost = exported.warnings.iter().find(|line| matches!(line.item, Item::PictureLost { .. })).unwrap();
    assert!(lost.message(Lang::En).contains("Rubber boots"));
    assert_eq!(import(&path).unwrap().pictures.len(), 1);
    assert!(verify(&path).unwrap().ok);
}

#[test]
fn the_export_of_another_collage_is_replaced_only_on_request() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("look");
    fixture().write(&path);
    let mut other = fixture();
    other.collage.id = CollageId::from_raw(0xabc);
    other.collage.meta.title = "Spring walk".to_owned();
    let refused = write(&other.export(Lang::En), &Destination::new(&path), &mut |_, _| true).unwrap_err();
    assert!(matches!(&refused, PublishError::OtherCollage { title, .. } if title == "Autumn walk"), "{refused}");
    assert_eq!(import(&path).unwrap().collage.meta.title, "Autumn walk");
    let to = Destination { replace: true, ..Destination::new(&path) };
    write(&other.export(Lang::En), &to, &mut |_, _| true).unwrap();
    assert_eq!(import(&path).unwrap().collage.meta.title, "Spring walk");
    // Consent reaches no further than to exports.
    fs::write(path.join("mine.txt"), "mine").unwrap();
    let refused = write(&other.export(Lang::En), &to, &mut |_, _| true).unwrap_err();
    assert!(matches!(refused, PublishError::ForeignFolder { .. }), "{refused}");
}

#[test]
fn a_manifest_does_not_make_other_peoples_files_an_export() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("look");
    let fixture = fixture();
    fixture.write(&path);
    let mut manifest = Manifest::from_bytes(&fs::read(path.join("manifest.json")).unwrap()).unwrap();
    manifest.files.push(ManifestFile::of("thesis.odt", b"years"));
    fs::write(path.join("manifest.json"), manifest.to_bytes().unwrap()).unwrap();
    fs::write(path.join("thesis.odt"), "years").unwrap();
    let refused = write(&fixture.export(Lang::En), &Destination::new(&path), &mut |_, _| true).unwrap_err();
    assert!(matches!(refused, PublishError::ForeignFolder { found, .. } if found == "thesis.odt"));
}

#[test]
fn an_export_that_was_stopped_between_the_renames_comes_back_with_the_next() {
    let dir = tempfile::tempdir().unwrap();
    let (path, aside) = (dir.path().join("look"), dir.path().join(".look.before-export"));
    let fixture = fixture();
    fixture.write(&path);
    fs::rename(&path, &aside).unwrap();
    let stopped = write(&fixture.export(Lang::En), &Destination::new(&path), &mut |_, _| false);
    assert!(matches!(stopped, Err(PublishError::Cancelled)));
    assert!(path.join("index.html").exists() && !aside.exists(), "the old export is back");
    fs::rename(&path, &aside).unwrap();
    fixture.write(&path);
    assert!(verify(&path).unwrap().ok && !aside.exists());
}

#[test]
fn texts_of_a_bundle_cannot_turn_the_sentence_they_stand_in() {
    let mut fixture = fixture();
    fixture.collage.meta.title = "Look \u{202e}nmutuA\u{202c}".to_owned();
    let first = *fixture.collage.products.keys().next().unwrap();
    fixture.collage.products.get_mut(&first).unwrap().title = "Boots\u{2066}\u{0} 5".to_owned();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("look.zip");
    fixture.write(&path);
    let collage = import(&path).unwrap().collage;
    assert_eq!(collage.meta.title, "Look nmutuA");
    assert_eq!(collage.products[&first].title, "Boots 5");
}

#[test]
fn a_plain_collage_comes_back_as_it_left_and_needs_no_second_cleaning() {
    let mut fixture = fixture();
    fixture.collage.meta.title = "\u{5e9}\u{5dc}\u{5d5}\u{5dd}\u{200f} (ok)\n\u{7}\u{2067}more".to_owned();
    fixture.collage = plain(&fixture.collage);
    assert_eq!(fixture.collage.meta.title, "\u{5e9}\u{5dc}\u{5d5}\u{5dd}\u{200f} (ok) more");
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("look.zip");
    fixture.write(&path);
    assert_eq!(import(&path).unwrap().collage.meta.title, fixture.collage.meta.title);
    assert_eq!(plain(&fixture.collage), fixture.collage);
}

#[test]
fn a_page_that_stands_alone_holds_every_picture_once() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("look.html");
    fixture().write(&path);
    let page = fs::read_to_string(&path).unwrap();
    assert_eq!(page.matches("data:image/").count(), 2);
    assert_eq!(page.matches("<use ").count(), 4, "tile and list entry of both");
    check_markup(&page);
}

#[test]
fn changed_and_missing_files_are_found() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("look");
    fixture().write(&path);
    let pictures: Vec<PathBuf> =
        fs::read_dir(path.join("pictures")).unwrap().map(|entry| entry.unwrap().path()).collect();
    fs::write(&pictures[0], "not a picture").unwrap();
    fs::remove_file(&pictures[1]).unwrap();
    fs::write(path.join("note.txt"), "hello").unwrap();
    let report = verify(&path).unwrap();
    let count = |state| report.files.iter().filter(|file| file.state == state).count();
    assert!(!report.ok);
    assert_eq!([FileState::Changed, FileState::Missing, FileState::Unlisted].map(count), [1, 1, 1]);
    let missing = format!("pictures/{}", pictures[1].file_name().unwrap().display());
    let problems = serde_json::to_value(&report).unwrap()["problems"].clone();
    assert!(problems.to_string().contains(&missing) && problems.as_array().unwrap().len() == 2, "{problems}");
    let imported = import(&path).unwrap();
    assert_eq!(imported.warnings.len(), 2);
    assert_eq!(imported.collage.tiles.len(), 4, "the good part is kept");
    fs::remove_file(path.join("manifest.json")).unwrap();
    assert!(matches!(import(&path).unwrap().warnings[0], ImportWarning::NoManifest(_)));
}

#[test]
fn a_picture_that_nobody_lists_is_missed_too() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("look");
    fixture().write(&path);
    let mut manifest = Manifest::from_bytes(&fs::read(path.join("manifest.json")).unwrap()).unwrap();
    let at = manifest.files.iter().position(|file| file.path.starts_with("pictures/")).unwrap();
    let gone = manifest.files.remove(at);
    fs::write(path.join("manifest.json"), manifest.to_bytes().unwrap()).unwrap();
    fs::remove_file(path.join(&gone.path)).unwrap();
    let report = verify(&path).unwrap();
    assert!(!report.ok);
    assert!(matches!(report.problems[..], [VerifyProblem::PictureMissing(_)]), "{:?}", report.problems);
}

#[test]
fn every_link_is_where_the_manifest_says() {
    let fixture = fixture();
    let export = fixture.export(Lang::En);
    let prepared = export.prepare(&mut |_, _| true).unwrap();
    let page = index_of(&fixture, Lang::En);
    let document = scraper::Html::parse_document(&page);
    let hrefs = |selector: &str| -> Vec<String> {
        let selector = scraper::Selector::parse(selector).unwrap();
        document.select(&selector).map(|element| element.attr("href").unwrap().to_owned()).collect()
    };
    let expected: Vec<String> = prepared.links.iter().map(|link| link.link.url.clone()).collect();
    assert_eq!(expected.len(), 2);
    assert_eq!(hrefs("a.tile"), expected);
    assert_eq!(hrefs(".find a"), expected);
}

fn with_programs(channel: ChannelKind) -> Fixture {
    let mut fixture = fixture();
    fixture.programs.set("awin", &["awinaffid=12345", "mid.fjord.example=678"]).unwrap();
    fixture.programs.set("amazon", &["tag=ada-21"]).unwrap();
    fixture.channel = Channel::builtin(channel);
    if let Some(boots) = fixture.collage.products.get_mut(&ProductKey::from_raw(2)) {
        boots.url = MerchantUrl::parse("https://www.amazon.com/dp/B000000001").ok();
        boots.merchant = Some("Amazon".to_owned());
    }
    fixture
}

#[test]
fn the_channel_decides_which_links_earn() {
    let fixture = with_programs(ChannelKind::Web);
    golden("index.programs.html", &index_of(&fixture, Lang::Fr));
    let page = index_of(&fixture, Lang::En);
    assert!(page.contains("class=\"disclosure\""));
    assert!(page.contains("As an Amazon Associate I earn"));
    assert!(page.contains("https://www.amazon.com/dp/B000000001?tag=ada-21"));
    assert!(page.contains("awin1.com/cread.php?awinmid=678&amp;awinaffid=12345"));
    assert_eq!(page.matches("rel=\"sponsored nofollow noopener\"").count(), 4);
    assert!(page.contains("See price at the shop"), "no Amazon price that is not from their interface");
    assert!(!page.contains("59.90"));

    let fixture = with_programs(ChannelKind::Mail);
    let page = index_of(&fixture, Lang::En);
    assert!(!page.contains("ada-21"));
    assert!(page.contains("Amazon forbids partner links"));
    let sheet = preflight(&fixture.export(Lang::En), Timestamp(0)).unwrap();
    let losses = sheet.warnings.iter().filter(|line| matches!(line.item, Item::PlainLink { .. }));
    assert!(losses.clone().all(|line| line.severity == Severity::Warning));
    assert!(losses.count() >= 1);
}

#[test]
fn the_disclosure_stands_exactly_when_something_earns() {
    let mut fixture = fixture();
    assert!(!index_of(&fixture, Lang::En).contains("class=\"disclosure\""));
    fixture.collage.meta.sponsored_by = "Fjord & Sons".to_owned();
    assert!(index_of(&fixture, Lang::En).contains("class=\"disclosure\""));
    fixture.collage.meta.sponsored_by = String::new();
    fixture.programs.set("awin", &["awinaffid=12345", "mid.fjord.example=678"]).unwrap();
    let page = index_of(&fixture, Lang::En);
    assert!(page.find("class=\"disclosure\"").unwrap() < page.find("<h1").unwrap());
    for tile in fixture.collage.tiles.values_mut() {
        tile.hidden = tile.hidden || tile.picture().is_some();
    }
    assert!(!index_of(&fixture, Lang::En).contains("class=\"disclosure\""));
}

#[test]
fn pictures_are_drawn_at_the_wanted_width() {
    let dir = tempfile::tempdir().unwrap();
    let fixture = fixture();
    for name in ["look.png", "look.jpg", "look.webp"] {
        let path = dir.path().join(name);
        write(
            &fixture.export(Lang::En),
            &Destination { width_px: Some(250), ..Destination::new(&path) },
            &mut |_, _| true,
        )
        .unwrap();
        let info = imaging::probe(&fs::read(&path).unwrap(), &imaging::Limits::default()).unwrap();
        assert_eq!((info.width_px, info.height_px), (250, 200), "{name}");
    }
}

#[test]
fn a_pdf_obeys_the_rules_for_print_and_carries_the_disclosure() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("look.pdf");
    let size = |fixture: &Fixture| {
        let to = Destination { replace: true, ..Destination::new(&path) };
        write(&fixture.export(Lang::En), &to, &mut |_, _| true).unwrap();
        let bytes = fs::read(&path).unwrap();
        assert!(bytes.starts_with(b"%PDF-"));
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let height: f64 = text
            .split("/MediaBox")
            .nth(1)
            .unwrap()
            .split([' ', '[', ']'])
            .filter_map(|part| part.parse().ok())
            .nth(3)
            .unwrap();
        (height, text)
    };
    let (plain, _) = size(&fixture());
    assert!((plain - 600.0).abs() < 0.01);
    // A document, whatever channel it goes through: Amazon's rules forbid the id there.
    for kind in [ChannelKind::Web, ChannelKind::Mail, ChannelKind::Print] {
        let (_, text) = size(&with_programs(kind));
        assert!(!text.contains("tag=ada-21"), "{kind:?}");
        assert!(text.contains("/URI"), "{kind:?}");
    }
    let mut sponsored = fixture();
    sponsored.collage.meta.sponsored_by = "Maison Lumen".to_owned();
    let (taller, _) = size(&sponsored);
    assert!(taller > plain, "the disclosure stands above the collage");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_words_and_places_round_trip(
        title in "\\PC{0,30}",
        text in "\\PC{0,40}",
        x in -500.0..1500.0,
        turn in 0.0..360.0,
        flips in any::<(bool, bool)>(),
        crop in (0.0..0.9, 0.0..0.9),
        hidden in any::<bool>(),
    ) {
        let mut fixture = fixture();
        fixture.collage.meta.title = title;
        let (first, last) = (TileId::from_raw(1), TileId::from_raw(3));
        let tile = fixture.collage.tiles.get_mut(&first).unwrap();
        tile.frame = Frame { rotation_deg: turn, flip_x: flips.0, flip_y: flips.1, ..at(x, 10.0, 80.0, 90.0) };
        tile.hidden = hidden;
        if let Content::Picture(picture) = &mut tile.content {
            picture.crop = UnitRect::clamped(crop.0, crop.1, 1.0, 1.0);
        }
        if let Content::Text(block) = &mut fixture.collage.tiles.get_mut(&last).unwrap().content {
            block.text = text;
        }
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("look.zip");
        fixture.write(&path);
        let imported = import(&path).unwrap();
        prop_assert!(imported.warnings.is_empty());
        let sent = fixture.export(Lang::En).prepare(&mut |_, _| true).unwrap();
        prop_assert_eq!(&imported.collage, &sent.collage);
        let again = Fixture {
            collage: imported.collage,
            pictures: imported.pictures.into_iter().map(|(hash, bytes)| (hash, bytes.into())).collect(),
            ..fixture
        };
        let second = dir.path().join("again.zip");
        again.write(&second);
        prop_assert_eq!(fs::read(&path).unwrap(), fs::read(&second).unwrap());
    }

    #[test]
    fn any_bytes_are_refused_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), zip in any::<bool>()) {
        let start: &[u8] = if zip { b"PK\x03\x04" } else { b"<template id=\"etalage-collage\">" };
        prop_assert!(import_bytes(&[start, &bytes].concat()).is_err());
    }
}
