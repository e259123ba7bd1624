//! Whole pages of invented shops.

use super::*;

fn read(html: &str) -> PageReport {
    let url = Url::parse("https://www.lumen.example/lamps/arc-lamp-4711.html").ok();
    extract(html.as_bytes(), &PageContext { url, content_type: None }).unwrap()
}

fn product(html: &str) -> ProductSnapshot {
    read(html).product.expect("a product").snapshot
}

#[test]
fn a_page_with_json_ld() {
    let lamp = product(
        r#"<html lang="en"><title>Arc lamp | Lumen</title><meta property="og:site_name" content="Lumen">
        <script type="application/ld+json">{"@type":"Product","name":"Arc lamp &amp; shade","brand":{"name":"Lumen"},"sku":"4711",
        "gtin13":"5018479061991","color":"Brass","image":["/img/logo.png","//cdn.lumen.example/arc.jpg"],
        "offers":{"price":"129.00","priceCurrency":"EUR","availability":"https://schema.org/InStock"}}</script><h1>Arc lamp</h1>"#,
    );
    assert_eq!(lamp.title, "Arc lamp & shade");
    assert_eq!(lamp.price.unwrap().to_string(), "129.00 EUR");
    assert_eq!(lamp.images, ["https://cdn.lumen.example/arc.jpg"]);
    assert_eq!(
        (lamp.brand.as_deref(), lamp.gtin.as_deref(), lamp.sku.as_deref()),
        (Some("Lumen"), Some("5018479061991"), Some("4711"))
    );
    assert_eq!(lamp.colour.as_deref(), Some("Brass"));
}

#[test]
fn a_page_with_nothing_but_what_people_see() {
    let report = read(
        r#"<html lang="de"><title>Bogenlampe - Lumen</title><h1>Bogenlampe</h1><del class="old-price">159,00 €</del>
        <span class="price">1.129,00 €</span><p>Marke: Lumen</p><button>In den Warenkorb</button>"#,
    );
    let product = report.product.unwrap();
    assert_eq!(product.snapshot.price.unwrap().to_string(), "1129.00 EUR");
    assert_eq!(product.snapshot.list_price, None);
    assert_eq!(product.provenance["price"].tier, Tier::Visible);
    assert_eq!(product.snapshot.brand.as_deref(), Some("Lumen"));
}

#[test]
fn a_sale_is_seen_through_stale_markup() {
    let lamp = product(
        r#"<h1>Arc lamp</h1><script type="application/ld+json">{"@type":"Product","name":"Arc lamp","offers":{"price":"100.00","priceCurrency":"GBP"}}</script>
        <del class="price">£100.00</del> <span class="price">£80.00</span>"#,
    );
    assert_eq!(lamp.price.unwrap().to_string(), "80.00 GBP");
    assert_eq!(lamp.list_price.unwrap().to_string(), "100.00 GBP");
}

#[test]
fn zero_and_sold_out_is_an_unknown_price() {
    let lamp = product(
        r#"<script type="application/ld+json">{"@type":"Product","name":"Arc lamp","offers":{"price":"0","priceCurrency":"EUR","availability":"OutOfStock"}}</script>"#,
    );
    assert_eq!((lamp.price, lamp.availability), (None, Some(crate::model::Availability::OutOfStock)));
}

#[test]
fn markup_in_a_title_is_text() {
    let lamp = product(
        r#"<script type="application/ld+json">{"@type":"Product","name":"<script>alert(1)<\/script>Lamp <b>x</b>"}</script>"#,
    );
    assert_eq!(lamp.title, "alert(1) Lamp x");
}

#[test]
fn refusals_and_limits() {
    assert_eq!(read("<title>Just a moment...</title><p>Checking</p>").blocked, Some(BlockKind::BrowserCheck));
    assert!(matches!(extract(b" ", &PageContext::default()), Err(IngestError::Empty { .. })));
    assert!(matches!(extract(&vec![b'a'; MAX_BYTES + 1], &PageContext::default()), Err(IngestError::TooLarge { .. })));
    let report = read("<title>About us</title><p>We sell lamps.");
    assert!(report.product.is_none() && !report.warnings.is_empty());
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 64, ..Default::default() })]

    #[test]
    fn no_page_panics(parts in proptest::collection::vec(proptest::sample::select(vec![
        "<div itemscope itemtype=Product>", "</div>", "<b itemprop=price>", "1.234,5 €", "<script type=application/ld+json>", "</script>",
        "{\"@type\":\"Product\",\"name\":", "\"x\"", "}", "[", "<h1>", "<meta property=og:title content='a'>", "<del class=price>", "&amp;", "\u{0}", "<table><td>SKU<td>12",
    ]), 0..40)) {
        let _ = extract(parts.concat().as_bytes(), &PageContext::default());
    }
}

#[test]
fn boxes_nested_without_end_are_refused_before_they_are_parsed() {
    let deep = format!("<html><body>{}", "<div>".repeat(200_000));
    assert!(matches!(extract(deep.as_bytes(), &PageContext::default()), Err(IngestError::Unreadable { .. })));
    let long = format!("<html><body>{}", "<div><span>x</span></div>".repeat(20_000));
    assert!(extract(long.as_bytes(), &PageContext::default()).is_ok());
}
