//! Bringing finds in: paste, drop, link.

use egui::{Event, Key, Modifiers};
use etalage::desktop::clipboard::Pasted;
use etalage::model::{ProductSnapshot, TileId};

use crate::bench::Bench;
use crate::web::{png, shop};

const JSON_LD: &str = r#"<html><head><title>x</title><script type="application/ld+json">
{"@context":"https://schema.org","@type":"Product","name":"Tweed jacket","brand":{"@type":"Brand","name":"Northfold"},
"image":"{shop}/jacket.png","url":"{shop}/jacket","offers":{"@type":"Offer","price":"189.00","priceCurrency":"GBP",
"availability":"https://schema.org/InStock"}}</script></head><body></body></html>"#;

const MICRODATA: &str = r#"<html><body><div itemscope itemtype="https://schema.org/Product">
<h1 itemprop="name">Oak stool</h1><img itemprop="image" src="/stool.png">
<div itemprop="offers" itemscope itemtype="https://schema.org/Offer">
<meta itemprop="price" content="75.50"><meta itemprop="priceCurrency" content="EUR"></div></div></body></html>"#;

const OPEN_GRAPH: &str = r#"<html><head><meta property="og:type" content="product">
<meta property="og:title" content="Clay bowl"><meta property="og:image" content="{shop}/bowl.png">
<meta property="product:price:amount" content="24.00"><meta property="product:price:currency" content="USD">
</head><body></body></html>"#;

fn pixels() -> Pasted {
    Pasted::Picture { width_px: 60, height_px: 40, rgba: [10, 120, 200, 255].repeat(60 * 40) }
}

fn board() -> Bench {
    let mut bench = Bench::with_network();
    bench.new_collage();
    bench
}

/// The product of the only selected tile.
fn product(bench: &Bench) -> (TileId, ProductSnapshot) {
    let tile = bench.doc().single().unwrap_or_else(|| panic!("one tile is selected; notes: {:?}", bench.notes()));
    let product = bench.collage().product_of(bench.tile(tile)).cloned();
    (tile, product.expect("the tile shows a product"))
}

fn price(product: &ProductSnapshot) -> String {
    product.price.map(|price| price.to_string()).unwrap_or_default()
}

#[test]
fn a_pasted_picture_has_no_link_yet_and_the_next_copied_address_is_offered() {
    let mut bench = board();
    bench.paste(vec![pixels()]);
    let (tile, find) = product(&bench);
    assert_eq!(find.url, None);
    assert!(bench.said("No link yet") && bench.shows("The last picture has no link yet"), "{:?}", bench.notes());
    // The person goes to the shop, copies something, then the address, and comes back.
    bench.clipboard.put(vec![Pasted::Text("just words".into())]);
    bench.window.event(Event::WindowFocused(true));
    assert!(!bench.settle().shows("Link it"));
    bench.clipboard.put(vec![Pasted::Text("https://shop.example/scarf".into())]);
    bench.window.event(Event::WindowFocused(true));
    assert!(bench.settle().shows("Link shop.example/scarf to the last picture?"));
    bench.click("Link it");
    let url = bench.collage().url_of(bench.tile(tile)).map(ToString::to_string);
    assert_eq!(url.as_deref(), Some("https://shop.example/scarf"));
    assert!(!bench.shows("Link it"));
    let (saved, _dir) = bench.close_and_read();
    assert_eq!(saved.url_of(&saved.tiles[&tile]).unwrap().as_str(), "https://shop.example/scarf");
}

#[test]
fn the_address_can_be_pasted_too_and_its_trackers_go() {
    let mut bench = board();
    bench.paste(vec![pixels()]);
    let (tile, _) = product(&bench);
    bench.paste(vec![Pasted::Text("https://shop.example/scarf?utm_source=letter&size=m".into())]).click("Link it");
    let url = bench.collage().url_of(bench.tile(tile)).map(ToString::to_string);
    assert_eq!(url.as_deref(), Some("https://shop.example/scarf?size=m"));
}

#[test]
fn an_offer_can_be_declined() {
    let mut bench = board();
    bench.paste(vec![pixels()]).paste(vec![Pasted::Text("https://shop.example/scarf".into())]).click("Not now");
    assert_eq!(product(&bench).1.url, None);
    assert!(!bench.shows("Link it") && !bench.shows("has no link yet:"));
}

#[test]
fn a_pasted_picture_address_is_fetched_once_private_networks_are_allowed() {
    let shop = shop(&[("/red-dress.png", "image/png", png(50, 80))]);
    let address = format!("{shop}/red-dress.png");
    let mut closed = Bench::empty();
    closed.new_collage().paste(vec![Pasted::Text(address.clone())]);
    assert!(closed.collage().tiles.is_empty());
    assert!(closed.notes().iter().any(|note| note.contains("127.0.0.1")), "{:?}", closed.notes());
    // The same person opens the network in Settings.
    closed.press(Modifiers::COMMAND, Key::Comma).click("Fetch pages from private addresses too").click("Save");
    closed.paste(vec![Pasted::Text(address)]);
    let (tile, find) = product(&closed);
    assert_eq!(find.title, "red dress");
    assert_eq!(closed.tile(tile).picture().unwrap().size_px, (50, 80));
}

#[test]
fn a_pasted_page_address_becomes_a_product() {
    let shop = shop(&[("/jacket", "text/html", JSON_LD.into()), ("/jacket.png", "image/png", png(40, 60))]);
    let mut bench = board();
    bench.paste(vec![Pasted::Text(format!("{shop}/jacket?utm_campaign=x"))]);
    let (tile, find) = product(&bench);
    assert_eq!((find.title.as_str(), price(&find).as_str()), ("Tweed jacket", "189.00 GBP"));
    assert_eq!(find.url.unwrap().as_str(), format!("{shop}/jacket"));
    assert!(find.price_seen_at.is_some());
    assert_eq!(bench.tile(tile).picture().unwrap().size_px, (40, 60));
}

#[test]
fn add_from_link_reads_microdata_and_open_graph() {
    let shop = shop(&[
        ("/stool", "text/html", MICRODATA.into()),
        ("/stool.png", "image/png", png(30, 30)),
        ("/bowl", "text/html", OPEN_GRAPH.into()),
        ("/bowl.png", "image/png", png(30, 20)),
    ]);
    let mut bench = board();
    bench.press(Modifiers::COMMAND, Key::L).write("Address", &format!("{shop}/stool")).click("Add");
    let (_, find) = product(&bench);
    assert_eq!((find.title.as_str(), price(&find).as_str()), ("Oak stool", "75.50 EUR"));
    bench.menu("Menu", "Add from link…").write("Address", &format!("{shop}/bowl")).click("Add");
    let (_, find) = product(&bench);
    assert_eq!((find.title.as_str(), price(&find).as_str()), ("Clay bowl", "24.00 USD"));
    assert_eq!(bench.collage().tiles.len(), 2);
}

#[test]
fn a_page_that_is_not_there_or_holds_nothing_is_told() {
    let shop = shop(&[("/empty", "text/html", b"<html><body>Hello</body></html>".to_vec())]);
    let mut bench = board();
    for (path, words) in [("nowhere", "404"), ("empty", "/empty")] {
        bench.paste(vec![Pasted::Text(format!("{shop}/{path}"))]);
        assert!(bench.said(words), "{path}: {:?}", bench.notes());
    }
    assert!(bench.collage().tiles.is_empty());
}

#[test]
fn add_from_link_refuses_other_schemes() {
    let mut bench = board();
    bench.press(Modifiers::COMMAND, Key::L).write("Address", "javascript:alert(1)");
    assert!(bench.shows("Links start with https://"));
    assert!(bench.window.state().state.dialog.is_some());
    bench.press(Modifiers::NONE, Key::Escape).press(Modifiers::NONE, Key::Escape);
    assert!(bench.window.state().state.dialog.is_none() && bench.collage().tiles.is_empty());
}

#[test]
fn a_fragment_of_a_page_brings_picture_and_link() {
    let shop = shop(&[("/boots.png", "image/png", png(64, 32))]);
    let html = format!(
        r#"<!--StartFragment--><a href="https://shop.example/boots?fbclid=1"><img src="{shop}/boots.png" alt="Lace-up boots"></a>"#
    );
    let mut bench = board();
    bench.paste(vec![Pasted::Html(html), pixels()]);
    let (tile, find) = product(&bench);
    assert_eq!(find.title, "Lace-up boots");
    assert_eq!(find.url.unwrap().as_str(), "https://shop.example/boots");
    assert_eq!(bench.tile(tile).picture().unwrap().size_px, (64, 32), "the page's own picture, not the copied pixels");
}

#[test]
fn dropped_files_come_and_bad_ones_are_told() {
    let mut bench = board();
    let hat = bench.file("felt-hat.png", png(30, 30));
    let bag = bench.file("tote_bag.png", png(40, 30));
    let broken = bench.file("broken.png", &png(40, 30)[..60]);
    let page = bench.file("page.html", JSON_LD.replace("{shop}", "https://shop.example"));
    bench.drop_files(&[hat, broken, bag]);
    assert_eq!(bench.collage().tiles.len(), 2);
    assert!(bench.said("broken.png"), "{:?}", bench.notes());
    let titles: Vec<String> = bench.collage().products.values().map(|find| find.title.clone()).collect();
    assert!(titles.contains(&"felt hat".to_owned()) && titles.contains(&"tote bag".to_owned()), "{titles:?}");
    bench.drop_files(&[page]);
    assert!(bench.shows("Tweed jacket, £189.00"), "{:?}", bench.notes());
}

#[test]
fn files_are_added_by_their_path() {
    let mut bench = board();
    let hat = bench.file("felt-hat.png", png(30, 30));
    bench.menu("Menu", "Add files…").write("Path of the file", &hat.display().to_string()).click("Add");
    assert_eq!(product(&bench).1.title, "felt hat");
}

#[test]
fn nothing_to_paste_is_told() {
    let mut bench = board();
    bench.paste(vec![Pasted::Text("only words".into())]);
    assert!(bench.said("The clipboard holds no picture"));
}
