//! Settings: affiliate programs and the links they make, channels, language, looks.

use egui::accesskit::Role;
use egui::{Key, Modifiers, Theme};
use etalage::edit::{Command, Piece};
use etalage::i18n::Lang;
use etalage::model::{Colour, Content, Frame, Link, Point, Shape, ShapeKind, Size};

use crate::bench::Bench;

const SHOPS: [&str; 8] = [
    "https://www.amazon.com/dp/B012345678",
    "https://awin.example/a?x=1",
    "https://cj.example/a",
    "https://rakuten.example/a",
    "https://www.ebay.fr/itm/1234567890",
    "https://impact.example/a",
    "https://param.example/a",
    "https://none.example/a",
];

/// A page with a tile for every shop.
fn collage() -> Bench {
    let mut bench = Bench::empty();
    bench.new_collage();
    let pieces = SHOPS
        .iter()
        .zip(1..)
        .map(|(url, n)| {
            let shape = Shape { kind: ShapeKind::Rectangle, fill: Colour::BLACK };
            let frame = Frame::upright(Point::new(f64::from(n) * 130.0, 600.0), Size::new(100.0, 100.0));
            let mut piece = Piece::plain(frame, Content::Shape(shape));
            piece.tile.link = Link::Url(url.parse().unwrap());
            piece
        })
        .collect();
    bench.apply(&Command::Place { pieces });
    bench
}

fn program(bench: &mut Bench, title: &str, shop: Option<&str>, ids: &[(&str, &str)]) {
    bench.click_role(Role::ListItem, title);
    if let Some(shop) = shop {
        bench.write("Shop’s address", shop).click("Add the shop");
    }
    for (label, id) in ids {
        bench.write(label, id);
    }
}

/// Enters an id for every program of the first set.
fn enter_ids(bench: &mut Bench) {
    bench.press(Modifiers::COMMAND, Key::Comma).click_role(Role::Tab, "Affiliate programs");
    program(bench, "Amazon", None, &[("Tracking id", "me-20")]);
    program(bench, "Awin", Some("awin.example"), &[("Publisher id", "123"), ("Advertiser id", "4567")]);
    program(bench, "CJ", Some("cj.example"), &[("Website id (PID)", "765")]);
    let rakuten = [("Publisher code (11 characters)", "aBc*eF/hiJk"), ("Advertiser id", "24513")];
    program(bench, "Rakuten Advertising", Some("rakuten.example"), &rakuten);
    program(bench, "eBay", None, &[("Campaign id", "5338")]);
    let impact = [
        ("Media partner id", "11"),
        ("Tracking host of the brand", "brand.pxf.io"),
        ("Ad id", "22"),
        ("Campaign id", "33"),
    ];
    program(bench, "Impact", Some("impact.example"), &impact);
    program(bench, "Parameter", Some("param.example"), &[("Parameter", "ref"), ("Value", "me&you")]);
    bench.click("Save");
    assert!(bench.window.state().state.dialog.is_none(), "{:?}", bench.notes());
}

/// The page as exported for a channel.
fn page(bench: &mut Bench, channel: &str, lang: &str) -> String {
    let to = bench.dir.path().join("page.html");
    bench.press(Modifiers::COMMAND, Key::E);
    if channel != "Web page" {
        bench.choose("Where it will be seen", channel);
    }
    if lang != "English" {
        bench.choose("Language of the page", lang);
    }
    assert!(bench.shows("Affiliate ids and disclosure (") || channel != "Web page");
    bench.write("Save as", &to.display().to_string()).click_role(Role::Button, "Export");
    std::fs::read_to_string(to).unwrap_or_else(|error| panic!("{error}: {:?}", bench.notes()))
}

/// The opening tags of the anchors to a place.
fn anchors(page: &str, to: &str) -> Vec<String> {
    page.split("<a ")
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .map(|(tag, _)| tag.to_owned())
        .filter(|tag| tag.contains(to))
        .collect()
}

#[test]
fn every_exported_tile_carries_its_programs_deep_link() {
    let mut bench = collage();
    enter_ids(&mut bench);
    let page = page(&mut bench, "Web page", "English");
    for wanted in [
        "https://www.amazon.com/dp/B012345678?tag=me-20",
        "https://www.awin1.com/cread.php?awinmid=4567&amp;awinaffid=123&amp;clickref=",
        "&amp;ued=https%3A%2F%2Fawin.example%2Fa%3Fx%3D1",
        "https://www.anrdoezrs.net/links/765/type/dlg/sid/",
        "https://click.linksynergy.com/deeplink?id=aBc%2AeF%2FhiJk&amp;mid=24513&amp;u1=",
        "mkrid=709-53476-19255-0&amp;campid=5338&amp;toolid=10001&amp;customid=",
        "https://brand.pxf.io/c/11/22/33?subId1=",
        "https://param.example/a?ref=me%26you",
    ] {
        let found = anchors(&page, wanted);
        assert!(!found.is_empty(), "{wanted}");
        for tag in found {
            assert!(tag.contains("rel=\"sponsored nofollow noopener\""), "{tag}");
        }
    }
    let plain = anchors(&page, "https://none.example/a");
    assert!(!plain.is_empty() && plain.iter().all(|tag| !tag.contains("sponsored")), "{plain:?}");
    let (disclosure, first) = (page.find("class=\"disclosure\""), page.find("https://www.amazon.com/"));
    assert!(disclosure.is_some() && disclosure < first, "the disclosure stands above the first link");
    assert!(page.contains("This page has partner links"));
}

#[test]
fn the_disclosure_speaks_the_pages_language() {
    let mut bench = collage();
    enter_ids(&mut bench);
    let page = page(&mut bench, "Web page", "Français");
    assert!(page.contains("Cette page contient des liens partenaires"));
}

#[test]
fn amazon_stays_plain_where_its_policy_forbids_ids() {
    let mut bench = collage();
    enter_ids(&mut bench);
    let page = page(&mut bench, "E-mail", "English");
    assert!(!page.contains("tag=me-20"));
    assert!(page.contains("Amazon forbids partner links in e-mail"), "the reason is said");
    assert!(page.contains("https://www.amazon.com/dp/B012345678"));
}

#[test]
fn without_ids_there_is_no_disclosure() {
    let mut bench = collage();
    bench.press(Modifiers::COMMAND, Key::E);
    let to = bench.dir.path().join("page.html");
    bench.write("Save as", &to.display().to_string()).click_role(Role::Button, "Export");
    let page = std::fs::read_to_string(to).unwrap();
    assert!(!page.contains("class=\"disclosure\"") && !page.contains("sponsored nofollow"));
}

#[test]
fn a_wrong_id_is_refused_with_what_is_expected() {
    let mut bench = Bench::empty();
    bench.press(Modifiers::COMMAND, Key::Comma).click_role(Role::Tab, "Affiliate programs");
    program(&mut bench, "CJ", None, &[("Website id (PID)", "12a")]);
    assert!(bench.shows("Expected: up to 12 characters: digits."));
    bench.click("Save");
    assert!(bench.window.state().state.dialog.is_some(), "it cannot be saved");
    bench.write("Website id (PID)", "12").click("Save");
    assert!(bench.window.state().state.dialog.is_none());
}

#[test]
fn ids_are_kept_and_forgotten() {
    let mut bench = Bench::empty();
    enter_ids(&mut bench);
    let mut next = Bench::on(bench.close(), Lang::En);
    next.press(Modifiers::COMMAND, Key::Comma).click_role(Role::Tab, "Affiliate programs");
    next.click_role(Role::ListItem, "CJ, in use").click("Forget").click("Save");
    let kept = next.window.state().state.settings.affiliate_programs.to_string();
    assert!(!kept.contains("765") && kept.contains("me-20"), "{kept}");
}

#[test]
fn a_channel_of_ones_own_can_be_exported_to() {
    let mut bench = collage();
    bench.press(Modifiers::COMMAND, Key::Comma).click_role(Role::Tab, "Channels");
    bench.write("Name", "My letter").click("Add the channel").click("Save");
    page(&mut bench, "My letter (E-mail)", "English");
    assert!(bench.said("Exported to"), "{:?}", bench.notes());
}

#[test]
fn the_window_speaks_french_at_once_and_next_time() {
    let mut bench = Bench::with_samples();
    bench.click_role(Role::Button, "Menu").click("Français");
    assert!(bench.shows("Nouveau collage") && !bench.shows("New collage"));
    let mut next = Bench::on(bench.close(), Lang::En);
    assert!(next.shows("Nouveau collage"));
    next.press(Modifiers::COMMAND, Key::Comma).click("English").click("Enregistrer");
    assert!(next.shows("New collage"));
}

#[test]
fn the_looks_are_switched_and_kept() {
    let mut bench = Bench::empty();
    let both = Modifiers { shift: true, ..Modifiers::COMMAND };
    let before = bench.window.ctx.theme();
    bench.press(both, Key::D);
    assert_ne!(bench.window.ctx.theme(), before);
    bench.press(Modifiers::COMMAND, Key::Comma).click("Dark").click("Save");
    assert_eq!(bench.window.ctx.theme(), Theme::Dark);
    let next = Bench::on(bench.close(), Lang::En);
    assert_eq!(next.window.ctx.theme(), Theme::Dark);
}
