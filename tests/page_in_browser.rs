//! The exported page in a real browser, from disk: every tile and every entry of the list leads exactly where
//! it should, nobody is asked for anything, nothing that came from a shop runs, and the keyboard gets everywhere.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "the helpers of tests may fail loudly too")]

mod webdriver;

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use etalage::affiliate::{Placement, Programs};
use etalage::i18n::Lang;
use etalage::jobs::world::{RandomIds, SystemClock};
use etalage::jobs::{Studio, starter};
use etalage::model::{
    Channel, ChannelKind, Collage, CollageId, Colour, Content, Frame, Link, MerchantUrl, Point, ProductKey, Shape,
    ShapeKind, Size, Tile, TileId, UnitRect,
};
use etalage::publish::{Destination, reading_order};
use etalage::scene::TextShaper;
use serde_json::{Value, json};

use webdriver::{Browser, NotInstalled};

/// What a hostile shop would like to be called.
const MARKUP: &str = "\"><script>alert(1)</script><img src=x onerror=\"window.ran=1\">'--></style>";
/// Tab (WebDriver, section 17.4.2).
const TAB: char = '\u{e004}';

/// A page on disk and what must be true of it.
struct Page {
    file: PathBuf,
    lang: Lang,
    /// Whether links carry ids.
    earns: bool,
}

#[test]
fn every_tile_of_the_exported_page_can_be_bought() {
    let browser = match Browser::start() {
        Ok(browser) => browser,
        Err(NotInstalled(what)) => {
            assert!(std::env::var_os("CI").is_none(), "{what} is not installed, and CI must test the page");
            println!("skipped: {what} is not installed");
            return;
        }
    };
    let folder = tempfile::tempdir().unwrap();
    let (studio, _) = Studio::open(
        &folder.path().join("library"),
        "a test",
        Arc::new(SystemClock),
        Arc::new(RandomIds),
        Arc::new(TextShaper::new()),
    )
    .unwrap();
    let collage = collage(&studio);
    let expected_plain = expected(&collage, false);
    let expected_earning = expected(&collage, true);
    for earns in [false, true] {
        set_programs(&studio, earns);
        for page in export(&studio, &collage, folder.path(), earns) {
            println!("{}", page.file.display());
            let expected = if earns { &expected_earning } else { &expected_plain };
            browser.open(&page.file);
            loads_by_itself(&browser, &page);
            says_what_it_is(&browser, &page);
            runs_nothing(&browser);
            anchors_are_marked(&browser, expected);
            clicks_lead_home(&browser, &collage, expected);
            // Afresh, so that the first Tab starts at the top.
            browser.open(&page.file);
            keyboard_reaches_everything(&browser, expected);
            links_have_names(&browser, expected.len());
            assert_eq!(faults(&browser), [""; 0], "the console stays silent to the end");
            assert_eq!(foreign(&browser), [""; 0], "nobody was asked for anything to the end");
        }
    }
}

/// The outfit of the samples, with a turned, a flipped and a cropped tile, a shape that leads to an address,
/// two tiles of one product, and markup in every text. Drawing the samples' pictures takes long without
/// optimisation, so plain ones stand in for them.
fn collage(studio: &Studio) -> Collage {
    let samples = starter::collages();
    let outfit = samples.iter().find(|sample| sample.name == "outfit").unwrap();
    let products = starter::products();
    let kept = |art: &str| {
        let place = products.iter().position(|product| product.art == art)?;
        let colour = image::Rgba([place as u8 * 5, 90, 160, 255]);
        let mut png = Cursor::new(Vec::new());
        image::RgbaImage::from_pixel(300, 300, colour).write_to(&mut png, image::ImageFormat::Png).unwrap();
        let hash = studio.library.put_picture(png.get_ref()).unwrap();
        Some((ProductKey::from_raw(place as u64 + 1), hash, (300, 300)))
    };
    let mut collage = starter::compose(outfit, Lang::En, CollageId::from_raw(77), studio.clock.now(), &kept);
    let pictures: Vec<TileId> =
        collage.page.order.iter().copied().filter(|id| collage.tiles[id].picture().is_some()).collect();
    let [first, second, third, fourth, ..] = pictures[..] else { panic!("the sample has too few pictures") };
    let tiles = &mut collage.tiles;
    tiles.get_mut(&first).unwrap().frame.rotation_deg = 37.0;
    tiles.get_mut(&second).unwrap().frame.flip_x = true;
    if let Content::Picture(picture) = &mut tiles.get_mut(&third).unwrap().content {
        picture.crop = UnitRect::clamped(0.3, 0.2, 0.7, 0.6);
    }
    // A second tile of the fourth's product, at the edge, half turned and upside down.
    let mut again = tiles[&fourth].clone();
    again.frame = Frame {
        centre: Point::new(120.0, 420.0),
        size: Size::new(160.0, 120.0),
        rotation_deg: 200.0,
        flip_x: false,
        flip_y: true,
    };
    let shape = Shape { kind: ShapeKind::Ellipse, fill: "#336699".parse::<Colour>().unwrap() };
    let frame = Frame {
        centre: Point::new(90.0, 90.0),
        size: Size::new(100.0, 100.0),
        rotation_deg: 0.0,
        flip_x: false,
        flip_y: false,
    };
    let mut badge = Tile::new(frame, Content::Shape(shape));
    badge.link = Link::Url(MerchantUrl::parse("https://unknown.example/a?b=c&d=%22%3E#top").unwrap());
    for tile in [again, badge] {
        let id = TileId::from_raw(collage.ids.next_tile);
        collage.ids.next_tile += 1;
        collage.tiles.insert(id, tile);
        collage.page.order.push(id);
    }
    let titles =
        [(first, MARKUP.to_owned()), (second, format!("</title>{MARKUP}")), (third, "\u{202e}gnp.exe".to_owned())];
    for (tile, title) in titles {
        let Link::Product(key) = collage.tiles[&tile].link else { panic!("the sample's pictures have products") };
        collage.products.get_mut(&key).unwrap().title = title;
    }
    collage.meta.title = format!("Camel {MARKUP}");
    collage.meta.author = MARKUP.to_owned();
    collage.meta.credit = MARKUP.to_owned();
    for tile in collage.tiles.values_mut() {
        if let Content::Text(block) = &mut tile.content {
            block.text.push_str(" <b onclick=alert(1)>");
        }
    }
    assert_eq!(collage.check(), []);
    collage
}

/// Two of the sample's shops are served by programs, the third by none.
fn set_programs(studio: &Studio, earns: bool) {
    let mut programs = Programs::default();
    if earns {
        programs.set("awin", &["awinaffid=123", "mid.northfold.example=4567"]).unwrap();
        programs.set("generic", &["host=atelier-rive.example", "param=ref", "value=me&you"]).unwrap();
    }
    let mut settings = studio.library.settings().unwrap();
    settings.affiliate_programs = serde_json::to_value(programs).unwrap();
    studio.library.set_settings(&settings).unwrap();
}

/// Folder and stand-alone page in both languages.
fn export(studio: &Studio, collage: &Collage, folder: &Path, earns: bool) -> Vec<Page> {
    let channel = Channel::builtin(ChannelKind::Web);
    let mut pages = Vec::new();
    for lang in Lang::ALL {
        let name = format!("{}-{}", lang.tag(), if earns { "ids" } else { "plain" });
        // A space and a quote: pages move to folders that people name.
        let bundle = folder.join(format!("it's {name}"));
        let alone = folder.join(format!("{name}.html"));
        for to in [&bundle, &alone] {
            studio.export(collage, &channel, lang, &Destination::new(to), &mut |_, _| true).unwrap();
        }
        pages.push(Page { file: bundle.join("index.html"), lang, earns });
        pages.push(Page { file: alone, lang, earns });
    }
    pages
}

/// Tile and address of every tile with a link, in reading order; put together here by the programs' own
/// rules, not by the code under test.
fn expected(collage: &Collage, earns: bool) -> Vec<(TileId, String, bool)> {
    let channel = Channel::builtin(ChannelKind::Web).id;
    let leading = reading_order(collage).into_iter().filter_map(|id| Some((id, collage.url_of(&collage.tiles[&id])?)));
    leading
        .map(|(tile, url)| {
            let url = url.as_str();
            let sub = Placement { collage: collage.id, tile, channel }.sub_id();
            if earns && url.starts_with("https://northfold.example/") {
                let destination = url.replace(':', "%3A").replace('/', "%2F");
                let link = format!(
                    "https://www.awin1.com/cread.php?awinmid=4567&awinaffid=123&clickref={sub}&ued={destination}"
                );
                (tile, link, true)
            } else if earns && url.starts_with("https://www.atelier-rive.example/") {
                (tile, format!("{url}?ref=me%26you"), true)
            } else {
                (tile, url.to_owned(), false)
            }
        })
        .collect()
}

/// The addresses of the list: the first tile of each product.
fn listed(collage: &Collage, expected: &[(TileId, String, bool)]) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    let first = |tile: &TileId| match collage.tiles[tile].link {
        Link::Product(key) => seen.insert(key),
        _ => true,
    };
    let mut first = first;
    expected.iter().filter(|(tile, _, _)| first(tile)).map(|(_, link, _)| link.clone()).collect()
}

/// Messages of the console that are worse than information.
fn faults(browser: &Browser) -> Vec<String> {
    let entries =
        browser.log("browser").into_iter().filter(|entry| entry["level"] != "INFO" && entry["level"] != "DEBUG");
    entries.map(|entry| entry["message"].to_string()).collect()
}

/// Requests to anything but files beside the page and data inside it.
fn foreign(browser: &Browser) -> Vec<String> {
    browser.requested().into_iter().filter(|url| !url.starts_with("file:") && !url.starts_with("data:")).collect()
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(|each| each.as_str().unwrap_or_default().to_owned()).collect()
}

fn loads_by_itself(browser: &Browser, page: &Page) {
    assert_eq!(faults(browser), [""; 0]);
    let requested = browser.requested();
    assert!(requested.iter().any(|url| url.ends_with(".html")), "the log of requests works: {requested:?}");
    let strangers = requested.iter().filter(|url| !url.starts_with("file:") && !url.starts_with("data:"));
    assert_eq!(strangers.count(), 0, "{requested:?}");
    let entries = browser.script("return performance.getEntriesByType('resource').map(e => e.name)", &[]);
    assert!(texts(&entries).iter().all(|url| url.starts_with("file:") || url.starts_with("data:")), "{entries}");
    let broken = browser
        .script("return [...document.images].filter(i => !i.complete || i.naturalWidth === 0).map(i => i.src)", &[]);
    assert_eq!(broken, json!([]), "{}", page.file.display());
}

fn says_what_it_is(browser: &Browser, page: &Page) {
    let found = browser.script(
        "const said = document.querySelector('.disclosure');
         const tops = [...document.querySelectorAll('a.tile')].map(t => t.getBoundingClientRect().top);
         const box = said && said.getBoundingClientRect();
         return {
           lang: document.documentElement.lang,
           title: document.title,
           heading: document.querySelector('h1').textContent,
           said: said && said.innerText,
           above: said && box.bottom <= Math.min(...tops) && box.height > 10 && box.top >= 0
             && said.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})
             && said.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)),
         }",
        &[],
    );
    assert_eq!(found["lang"], page.lang.tag());
    let title = format!("Camel {MARKUP}");
    assert_eq!((found["title"].as_str(), found["heading"].as_str()), (Some(title.as_str()), Some(title.as_str())));
    if !page.earns {
        return assert_eq!(found["said"], Value::Null, "nothing to disclose");
    }
    let word = match page.lang {
        Lang::En => "commission when you buy",
        Lang::Fr => "commission si vous achetez",
    };
    assert!(found["said"].as_str().unwrap_or_default().contains(word), "{found}");
    assert_eq!(found["above"], true, "the disclosure can be seen above the first tile: {found}");
}

fn runs_nothing(browser: &Browser) {
    let found = browser.script(
        "return {
           ran: window.ran ?? null,
           scripts: [...document.scripts].filter(s => s.type !== 'application/json').length,
           handlers: [...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on')),
           strangers: document.querySelectorAll('iframe, object, embed, base, form, link[rel~=stylesheet], b').length,
         }",
        &[],
    );
    assert_eq!(found, json!({"ran": null, "scripts": 0, "handlers": [], "strangers": 0}));
}

fn anchors_are_marked(browser: &Browser, expected: &[(TileId, String, bool)]) {
    let anchors = browser
        .script("return [...document.querySelectorAll('a.tile, .find a')].map(a => [a.href, a.rel, a.target])", &[]);
    let anchors = anchors.as_array().unwrap();
    assert!(anchors.len() > expected.len());
    for anchor in anchors {
        let (_, _, earns) = expected.iter().find(|(_, link, _)| anchor[0] == *link).expect("a link of a tile");
        let rel = if *earns { "sponsored nofollow noopener" } else { "nofollow noopener" };
        assert_eq!((&anchor[1], &anchor[2]), (&json!(rel), &json!("_blank")), "{anchor}");
    }
}

/// Clicks every tile where it can be seen, and every entry of the list.
fn clicks_lead_home(browser: &Browser, collage: &Collage, expected: &[(TileId, String, bool)]) {
    // The tab that the click would open has no network to show anything: what the click asks for is recorded.
    browser.script(
        "window.addEventListener('click', event => {
           const link = event.target.closest('a');
           window.asked = [event.isTrusted, link && link.href];
           event.preventDefault();
         }, true)",
        &[],
    );
    let click = |selector: &str, place: usize| -> String {
        let point = browser.script(
            "const link = document.querySelectorAll(arguments[0])[arguments[1]];
             window.asked = null;
             link.scrollIntoView({block: 'center', behavior: 'instant'});
             const box = link.getBoundingClientRect();
             const seen = [];
             for (let i = 1; i < 24; i++) for (let j = 1; j < 24; j++) {
               const x = Math.round(box.left + box.width * i / 24), y = Math.round(box.top + box.height * j / 24);
               const hit = document.elementFromPoint(x, y);
               if (hit && link.contains(hit)) seen.push([Math.hypot(i - 12, j - 12), x, y]);
             }
             return seen.sort((a, b) => a[0] - b[0])[0] ?? null",
            &[json!(selector), json!(place)],
        );
        let (Some(x), Some(y)) = (point[1].as_i64(), point[2].as_i64()) else {
            panic!("{selector} number {place} cannot be seen anywhere")
        };
        browser.click_at(x, y);
        let asked = browser.script("return window.asked", &[]);
        assert_eq!(asked[0], true, "{selector} number {place}: the click at {x}, {y} did not arrive");
        asked[1].as_str().unwrap_or_default().to_owned()
    };
    for (place, (tile, link, _)) in expected.iter().enumerate() {
        assert_eq!(click("a.tile", place), *link, "tile {tile}");
    }
    for (place, link) in listed(collage, expected).iter().enumerate() {
        assert_eq!(click(".find a", place), *link, "entry {place}");
    }
    let more = browser.script("return document.querySelectorAll('.find a').length", &[]);
    assert_eq!(more, listed(collage, expected).len());
}

/// From the top of the page, Tab goes to the skip link, every tile in reading order, and every entry of the
/// list, each visibly.
fn keyboard_reaches_everything(browser: &Browser, expected: &[(TileId, String, bool)]) {
    let links = browser.script("return [...document.querySelectorAll('a.tile, .find a')].map(a => a.href)", &[]);
    let links = texts(&links);
    let mut reached = Vec::new();
    for step in 0..=links.len() {
        browser.press(TAB);
        let found = browser.script(
            "const at = document.activeElement;
             const ring = e => e && getComputedStyle(e).outlineStyle !== 'none' && parseFloat(getComputedStyle(e).outlineWidth) >= 2;
             const box = at.getBoundingClientRect();
             return [at.getAttribute('href'), at.href ?? null,
               at.matches(':focus-visible') && (ring(at) || ring(at.closest('.find'))),
               box.bottom > 0 && box.top < innerHeight]",
            &[],
        );
        assert_eq!((&found[2], &found[3]), (&json!(true), &json!(true)), "focus {step} can be seen: {found}");
        if step == 0 {
            assert_eq!(found[0], "#finds", "the skip link comes first");
        } else {
            reached.push(found[1].as_str().unwrap_or_default().to_owned());
        }
    }
    assert_eq!(reached, links);
    let tiles: Vec<&String> = expected.iter().map(|(_, link, _)| link).collect();
    assert_eq!(reached.iter().take(tiles.len()).collect::<Vec<_>>(), tiles, "tiles come in reading order");
}

fn links_have_names(browser: &Browser, tiles: usize) {
    let names = browser.accessible_names("a");
    assert!(names.len() > tiles);
    assert!(names.iter().all(|name| !name.trim().is_empty()), "{names:?}");
    assert!(
        names.iter().any(|name| name.contains("<script>alert(1)</script>")),
        "markup is read out as text: {names:?}"
    );
}
