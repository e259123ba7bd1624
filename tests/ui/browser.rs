//! Finds from the browser: pairing in Settings, clips that come while the window is open, shops that refuse programs.

use std::io::{Read, Write};
use std::net::TcpStream;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use etalage::model::Source;
use serde_json::{Value, json};

use super::bench::Bench;
use super::web::{png, shop};

const ORIGIN: &str = "moz-extension://00000000-1111-2222-3333-444444444444";

const LAMP: &str = r#"<title>Arc lamp</title><meta property="og:type" content="product">
<meta property="og:title" content="Arc lamp"><meta property="og:image" content="/lamp.png">
<meta property="product:price:amount" content="129.00"><meta property="product:price:currency" content="EUR">"#;

/// What an extension does.
fn post(bench: &Bench, path: &str, token: &str, body: &Value) -> Value {
    let port = bench.window.state().state.clipping.port.unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let body = body.to_string();
    let length = body.len();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: {ORIGIN}\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut told = String::new();
    stream.read_to_string(&mut told).unwrap();
    serde_json::from_str(told.split_once("\r\n\r\n").unwrap().1).unwrap()
}

fn open_settings(bench: &mut Bench) {
    bench.press(Modifiers::COMMAND, Key::Comma).click_role(Role::Tab, "Browser");
}

/// Pairs as a person does, with the code that Settings show.
fn pair(bench: &mut Bench) -> String {
    open_settings(bench);
    bench.click("Show a code");
    let (code, _) = bench.window.state().state.clipping.code.clone().expect("a code");
    assert!(bench.shows(&code));
    let token = post(bench, "/pair", "", &json!({"code": code, "browser": "Firefox"}))["token"].clone();
    bench.settle();
    assert!(bench.said("Firefox may now send finds"), "{:?}", bench.notes());
    assert!(!bench.shows(&code), "a code is good once");
    token.as_str().unwrap().to_owned()
}

#[test]
fn a_paired_browser_sends_finds_until_it_is_revoked() {
    let mut bench = Bench::with_network();
    let shop = shop(&[("/lamp.png", "image/png", png(40, 30))]);
    let token = pair(&mut bench);
    bench.press(Modifiers::NONE, Key::Escape);
    bench.new_collage();
    let clip = json!({"url": format!("{shop}/lamp"), "html": LAMP});
    assert_eq!(post(&bench, "/clip", &token, &clip)["price"], "€129.00");
    bench.settle();
    assert!(bench.said("From your browser: “Arc lamp”."), "{:?}", bench.notes());
    bench.click("Put it on the page");
    let doc = bench.window.state().state.doc.as_ref().unwrap();
    assert_eq!(doc.collage().tiles.len(), 1);
    let found = doc.collage().products.values().next().unwrap();
    assert_eq!((found.title.as_str(), found.price.unwrap().to_string().as_str()), ("Arc lamp", "129.00 EUR"));
    let find = bench.window.state().state.finds.catalogue.products().first().unwrap();
    assert_eq!((find.source, find.picture_size_px), (Source::Clip, Some((40, 30))));

    open_settings(&mut bench);
    bench.click("Stop Firefox from sending finds");
    assert!(!bench.shows("Stop Firefox"));
    assert_eq!(post(&bench, "/clip", &token, &clip)["why"], "not_paired");
}

#[test]
fn a_pairing_is_kept_and_saving_settings_brings_none_back() {
    let mut bench = Bench::with_network();
    let token = pair(&mut bench);
    bench.click("Save");
    let mut next = Bench::on(bench.close(), etalage::i18n::Lang::En);
    open_settings(&mut next);
    assert!(next.shows("paired on"));
    assert_eq!(post(&next, "/hello", &token, &json!({}))["paired"], true);
    next.click("Stop Firefox from sending finds").click("Save");
    let mut last = Bench::on(next.close(), etalage::i18n::Lang::En);
    open_settings(&mut last);
    assert_eq!(post(&last, "/hello", &token, &json!({}))["paired"], false);
}

#[test]
fn the_extension_is_saved_where_it_is_wanted() {
    let mut bench = Bench::empty();
    let folder = bench.dir.path().join("clipper");
    open_settings(&mut bench);
    bench.write("Folder for the extension", &folder.display().to_string()).click("Save the extension");
    assert!(bench.said("The extension is in"), "{:?}", bench.notes());
    assert!(folder.join("manifest.json").is_file());
}

#[test]
fn a_shop_that_refuses_programs_points_to_the_clipper() {
    let mut bench = Bench::with_network();
    let page = "<title>Just a moment...</title><p>Checking your browser</p>";
    let shop = shop(&[("/lamp", "text/html", page.into())]);
    bench.menu("Menu", "Add from link…").write("Address", &format!("{shop}/lamp")).click("Add");
    assert!(bench.said("send it with the Etalage clipper"), "{:?}", bench.notes());
    bench.click("The clipper…");
    assert!(bench.shows("Put the extension into your browser"));
}
