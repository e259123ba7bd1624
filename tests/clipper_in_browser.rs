//! The clipper in a real browser: the extension is loaded and paired, its button is clicked on a shop's page, and
//! the product is in the library. Strangers at the listener's door are turned away.

#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::panic, reason = "the helpers of tests may fail loudly too")]

mod devtools;
#[path = "ui/web.rs"]
mod web;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;

use etalage::i18n::Lang;
use etalage::jobs::world::{RandomIds, SystemClock};
use etalage::jobs::{Studio, clipper, take_clips};
use etalage::library::Settings;
use etalage::loopback::ClipServer;
use etalage::model::{Product, Source};
use etalage::scene::TextShaper;

use devtools::{Browser, Tab};

/// A name that a hostile shop has bent to this computer.
const REBOUND: &str = "rebound.example";

const LAMP: &str = r#"<!doctype html><html lang="en"><head><title>Arc lamp | Lumen</title>
<meta property="og:site_name" content="Lumen">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Product", "name": "Arc lamp",
 "image": ["/first.png", "/second.png"], "brand": {"@type": "Brand", "name": "Halo"},
 "offers": {"@type": "Offer", "price": "129.00", "priceCurrency": "EUR",
            "availability": "https://schema.org/InStock"}}</script>
<style>.long { color: red }</style></head>
<body><h1>Arc lamp</h1><img src="/first.png"><img src="/second.png"><p>129,00 €</p></body></html>"#;

/// What a script wrote after the page was there: no fetch of the address would find it.
const MADE_BY_SCRIPT: &str = r#"<!doctype html><html lang="en"><head><title>Made by script</title></head><body>
<script>document.body.insertAdjacentHTML("beforeend", '<div itemscope itemtype="https://schema.org/Product">' +
 '<h1 itemprop="name">Paper kite</h1><img itemprop="image" src="/first.png"><div itemprop="offers" itemscope ' +
 'itemtype="https://schema.org/Offer"><meta itemprop="priceCurrency" content="GBP"><span itemprop="price">12.50' +
 '</span></div></div>')</script></body></html>"#;

const STORY: &str = r#"<!doctype html><html lang="en"><head><title>About us</title></head><body><h1>About us</h1>
<p>We like lamps.</p><img id="kept" src="/second.png"></body></html>"#;

struct Bench {
    browser: Browser,
    extension: String,
    studio: Arc<Studio>,
    server: ClipServer,
    shop: String,
    _dir: tempfile::TempDir,
}

impl Bench {
    fn start() -> Option<Self> {
        let browser = Browser::start(REBOUND)?;
        let dir = tempfile::tempdir().unwrap();
        let studio = studio(&dir.path().join("library"));
        let server = take_clips(&studio, Lang::En, Arc::new(drop)).unwrap();
        let folder = dir.path().join("extension");
        clipper::save_extension(&folder).unwrap();
        let extension = browser.load_extension(&folder);
        let html = "text/html; charset=utf-8";
        let shop = web::shop(&[
            ("/lamp", html, LAMP.into()),
            ("/kite", html, MADE_BY_SCRIPT.into()),
            ("/other-kite", html, MADE_BY_SCRIPT.into()),
            ("/about", html, STORY.into()),
            ("/first.png", "image/png", web::png(40, 30)),
            ("/second.png", "image/png", web::png(30, 50)),
        ]);
        Some(Self { browser, extension, studio, server, shop, _dir: dir })
    }

    fn open(&self, path: &str) -> Tab {
        self.browser.open(&format!("{}{path}", self.shop))
    }

    /// Clicks the button of the toolbar and returns what the popup says in the end.
    fn clip(&self, tab: &Tab) -> String {
        self.browser.click_action(&self.extension, tab);
        self.popup()
    }

    fn popup(&self) -> String {
        let popup = self.browser.wait_for("/popup.html");
        self.browser.until(&popup, "['done', 'failed'].includes(document.body?.dataset.state)");
        let said = self.browser.script(&popup, "document.body.innerText");
        self.browser.close(popup);
        said.as_str().unwrap().to_owned()
    }

    /// Types a code into the extension's options and returns what it says.
    fn pair(&self, code: &str) -> String {
        let options = self.browser.open(&format!("chrome-extension://{}/options.html", self.extension));
        self.browser.script(&options, &format!("document.getElementById('code').value = {code:?}"));
        self.browser.click(&options, "button[type=submit]");
        self.browser.until(&options, "document.getElementById('status')?.textContent");
        let said = self.browser.script(&options, "document.getElementById('status').textContent");
        self.browser.close(options);
        said.as_str().unwrap().to_owned()
    }

    fn finds(&self) -> Vec<Product> {
        let mut finds = self.studio.library.products().unwrap();
        finds.sort_by_key(|find| find.added_at);
        finds
    }

    /// Sends a clip by hand; the status of the answer.
    fn post(&self, host: &str, origin: &str, token: &str) -> u16 {
        let mut stream = TcpStream::connect(("127.0.0.1", self.server.port())).unwrap();
        let body = format!("{{\"url\":\"{}/lamp\",\"html\":\"<h1>x</h1>\"}}", self.shop);
        let length = body.len();
        write!(
            stream,
            "POST /clip HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut told = String::new();
        stream.read_to_string(&mut told).unwrap();
        told.split(' ').nth(1).unwrap().parse().unwrap()
    }
}

fn studio(dir: &Path) -> Arc<Studio> {
    let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
    let (studio, _) = Studio::open(dir, "a test", clock, ids, Arc::new(TextShaper::new())).unwrap();
    // The shop of the test is on this computer.
    let settings = Settings { allow_private_network: true, ..Settings::default() };
    studio.library.set_settings(&settings).unwrap();
    Arc::new(studio)
}

/// One browser for all: starting one takes longest.
#[test]
fn a_page_in_the_browser_becomes_a_find() {
    let Some(bench) = Bench::start() else {
        let what = "chromium (Debian: chromium)";
        assert!(std::env::var_os("CI").is_none(), "{what} is not installed, and CI must test the clipper");
        println!("skipped: {what} is not installed");
        return;
    };
    the_button_sends_nothing_before_it_is_paired(&bench);
    pairing_takes_the_right_code(&bench);
    a_click_adds_the_product(&bench);
    a_picked_picture_becomes_the_finds(&bench);
    strangers_are_refused(&bench);
    a_bookmark_asks_first(&bench);
    a_revoked_browser_is_out(&bench);
}

fn the_button_sends_nothing_before_it_is_paired(bench: &Bench) {
    let tab = bench.open("/lamp");
    assert!(bench.clip(&tab).contains("not paired with Etalage yet"));
    assert_eq!(bench.finds(), []);
    bench.browser.close(tab);
}

fn pairing_takes_the_right_code(bench: &Bench) {
    let port = bench.server.port();
    let code = bench.server.new_code().shown(port);
    let wrong = if code.starts_with('2') { code.replacen('2', "3", 1) } else { format!("2{}", &code[1..]) };
    assert!(bench.pair(&wrong).contains("That is not the code"));
    assert!(bench.server.paired().is_empty());
    assert!(bench.pair(&code.to_lowercase()).contains("Paired"));
    let paired = bench.server.paired();
    assert_eq!((paired.len(), paired[0].browser.as_str()), (1, "Chromium"));
    assert_eq!(paired[0].origin, format!("chrome-extension://{}", bench.extension));
}

fn a_click_adds_the_product(bench: &Bench) {
    let tab = bench.open("/lamp");
    let said = bench.clip(&tab);
    for part in ["Added to your finds", "Arc lamp", "€129.00", "Halo · Lumen"] {
        assert!(said.contains(part), "{part} in {said}");
    }
    let finds = bench.finds();
    let [lamp] = finds.as_slice() else { panic!("{finds:?}") };
    assert_eq!((lamp.snapshot.title.as_str(), lamp.source), ("Arc lamp", Source::Clip));
    assert_eq!(lamp.snapshot.price.unwrap().to_string(), "129.00 EUR");
    assert_eq!(lamp.snapshot.url.as_ref().unwrap().as_str(), format!("{}/lamp", bench.shop));
    assert_eq!((lamp.picture_size_px, lamp.snapshot.images.len()), (Some((40, 30)), 2));
    assert!(bench.studio.library.has_picture(lamp.picture.unwrap()));

    assert!(bench.clip(&tab).contains("You had this find"), "the second time");
    assert_eq!(bench.finds().len(), 1);
    bench.browser.close(tab);

    let tab = bench.open("/kite");
    assert!(bench.clip(&tab).contains("£12.50"), "the page as it is now, not as it was sent");
    bench.browser.close(tab);
    let tab = bench.open("/about");
    assert!(bench.clip(&tab).contains("No product was found on this page"));
    bench.browser.close(tab);
    assert_eq!(bench.finds().len(), 2);
}

/// The menu itself is the system's and cannot be clicked from here: its event is sent to the extension instead.
fn a_picked_picture_becomes_the_finds(bench: &Bench) {
    let worker = bench.browser.wait_for("/background.js");
    let pick = |tab: &Tab| -> String {
        // The click on the button grants the extension this tab, as the click on the menu would.
        bench.clip(tab);
        bench.browser.script(
            &worker,
            &format!(
                "chrome.tabs.query({{active: true, lastFocusedWindow: true}}).then(([tab]) => \
                 chrome.contextMenus.onClicked.dispatch({{menuItemId: 'picture', srcUrl: '{}/second.png'}}, tab))",
                bench.shop
            ),
        );
        // It opens by itself.
        bench.popup()
    };
    let tab = bench.open("/lamp");
    assert!(pick(&tab).contains("You had this find"));
    bench.browser.close(tab);
    let finds = bench.finds();
    assert_eq!((finds.len(), finds[0].picture_size_px), (2, Some((30, 50))), "the lamp has another picture now");
    assert!(finds[0].snapshot.images[0].ends_with("/second.png"));
    let tab = bench.open("/about");
    assert!(pick(&tab).contains("Added to your finds"), "a page without a product");
    bench.browser.close(tab);
    let finds = bench.finds();
    assert_eq!((finds.len(), finds[2].snapshot.title.as_str()), (3, "About us"));
    assert_eq!(finds[2].picture_size_px, Some((30, 50)));
}

fn strangers_are_refused(bench: &Bench) {
    let before = bench.finds();
    let port = bench.server.port();
    let (host, origin) = (format!("127.0.0.1:{port}"), format!("chrome-extension://{}", bench.extension));
    let worker = bench.browser.wait_for("/background.js");
    let token = bench.browser.script(&worker, "chrome.storage.local.get('token').then(kept => kept.token)");
    let token = token.as_str().unwrap();
    assert_eq!(bench.post(&host, &origin, &token.replace(|_: char| true, "0")), 401, "a wrong token");
    assert_eq!(bench.post(&host, &bench.shop, token), 403, "a foreign origin");
    assert_eq!(bench.post(&format!("{REBOUND}:{port}"), &origin, token), 421, "a rebinding host");
    assert_eq!(bench.finds(), before);

    // The same from a page in the browser itself.
    let tab = bench.open("/about");
    let body = "JSON.stringify({url: location.href, html: document.documentElement.outerHTML})";
    for mode in ["cors", "no-cors"] {
        let blocked = bench.browser.script(
            &tab,
            &format!(
                "fetch('http://{host}/clip', {{method: 'POST', mode: '{mode}', body: {body}}})
                   .then(answer => answer.type === 'opaque' ? 'opaque' : answer.status, () => 'blocked')"
            ),
        );
        assert!(blocked == "blocked" || blocked == "opaque", "{mode}: {blocked}");
    }
    bench.browser.close(tab);
    let tab = bench.browser.open(&format!("http://{REBOUND}:{port}/clip"));
    let said = bench.browser.script(&tab, "document.body.innerText");
    assert!(said.as_str().unwrap().contains("wrong_host"), "{said}");
    bench.browser.close(tab);
    assert_eq!(bench.finds(), before);
}

fn a_bookmark_asks_first(bench: &Bench) {
    let tab = bench.open("/other-kite");
    // What the browser does when a bookmark is chosen.
    let bookmark = clipper::bookmark(bench.server.port());
    bench.browser.script(&tab, &format!("location.href = {bookmark:?}; true"));
    let page = bench.browser.wait_for(&format!("127.0.0.1:{}/clip", bench.server.port()));
    bench.browser.until(&page, "document.getElementById('add') && !document.getElementById('add').hidden");
    let said = bench.browser.script(&page, "document.body.innerText");
    assert!(said.as_str().unwrap().contains("Paper kite"), "{said}");
    assert_eq!(bench.browser.script(&page, "location.hash"), "", "nothing stays in the history");
    let before = bench.finds().len();
    bench.browser.until(&page, "!document.getElementById('add').disabled");
    bench.browser.script(&page, "document.getElementById('add').click(); true");
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(bench.finds().len(), before, "a click that no person made adds nothing");
    bench.browser.click(&page, "#add");
    bench.browser.until(&page, "!document.getElementById('close').hidden");
    let said = bench.browser.script(&page, "document.getElementById('status').textContent");
    assert_eq!(said, "Added to your finds.");
    assert_eq!(bench.finds().len(), before + 1);
    bench.browser.close(page);
    bench.browser.close(tab);
}

fn a_revoked_browser_is_out(bench: &Bench) {
    bench.server.revoke(bench.server.paired()[0].id).unwrap();
    let before = bench.finds();
    let tab = bench.open("/lamp");
    assert!(bench.clip(&tab).contains("not paired with Etalage yet"));
    assert_eq!(bench.finds(), before);
    bench.browser.close(tab);
}
