//! What a fuzzer feeds: each function takes any bytes, must return, and must hold what it asserts. The fuzz targets
//! call them, and `tests/fuzz_seeds.rs` with every `cargo test`.

use std::io::Cursor;
use std::ops::ControlFlow;

use etalage::ingest::feed::{self, FeedOptions, Limits};
use etalage::ingest::page::{self, PageContext};
use etalage::ingest::price::{self, PriceHints};
use etalage::model::{MerchantUrl, Price, ProductSnapshot, Timestamp};

/// A shop's page.
pub fn page(bytes: &[u8]) {
    let context = PageContext { url: url::Url::parse("https://shop.example/p/1").ok(), content_type: None };
    let Ok(report) = page::extract(bytes, &context) else { return };
    for product in report.product.iter().chain(&report.listed) {
        check(&product.snapshot);
    }
}

/// JSON-LD, sound or broken, on a page of nothing else.
pub fn json_ld(bytes: &[u8]) {
    let head: &[u8] = b"<!doctype html><meta charset=utf-8><script type=\"application/ld+json\">";
    page(&[head, bytes, b"</script><body>"].concat());
}

/// A price for people, for programs, and beside another text.
pub fn price(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (text, beside) = text.split_once('\n').unwrap_or((&text, ""));
    let hints = PriceHints { beside: Some(beside), domain: Some("co.uk"), ..PriceHints::default() };
    for read in [price::parse(text, &hints), price::parse(text, &PriceHints::default())].into_iter().flatten() {
        check_price(&read.price);
        assert!(read.raw.chars().count() <= price::RAW_CHARS);
    }
    for code in ["EUR", "JPY", "KWD"] {
        price::parse_machine(text, code.parse().ok()).iter().for_each(|read| check_price(&read.price));
    }
    let _ = price::parse_currency(text, &hints);
}

/// A feed as a table, packed or not; whatever the bytes are taken for.
pub fn table(bytes: &[u8]) {
    feed(bytes);
    let _ = feed::preview(&mut Cursor::new(bytes), &options());
}

/// A feed in XML or JSON; a start is put before bytes that have none.
pub fn xml(bytes: &[u8]) {
    feed(bytes);
    if !bytes.starts_with(b"<") {
        let head: &[u8] = b"<rss xmlns:g=\"http://base.google.com/ns/1.0\"><channel><item>";
        feed(&[head, bytes].concat());
    }
}

fn feed(bytes: &[u8]) {
    let _ = feed::sniff(bytes);
    let mut left = 10_000;
    // Errors and warnings are values; only panics, hangs and lies are findings.
    let report = feed::read(&mut Cursor::new(bytes), &options(), &mut |item| {
        check(&item.snapshot);
        left -= 1;
        if left > 0 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    if let Ok(report) = report {
        assert!(report.warnings.len() <= options().limits.warnings + 1, "{} warnings", report.warnings.len());
    }
}

fn options() -> FeedOptions {
    let limits = Limits { bytes: 16 << 20, record_bytes: 64 << 10, warnings: 50, ..Limits::default() };
    FeedOptions {
        base: url::Url::parse("https://feed.example/").ok(),
        now: Timestamp(1_790_000_000_000),
        limits,
        ..FeedOptions::default()
    }
}

/// What holds for every product that a reader hands over.
fn check(product: &ProductSnapshot) {
    if let Some(url) = &product.url {
        assert_eq!(MerchantUrl::parse(url.as_str()).as_ref(), Ok(url), "the address is canonical");
    }
    product.price.iter().chain(&product.list_price).for_each(check_price);
    if let (Some(price), Some(list)) = (&product.price, &product.list_price) {
        assert!(list.amount > price.amount && list.currency == price.currency, "{list} is struck for {price}");
    }
    if let Some(gtin) = &product.gtin {
        assert!(matches!(gtin.len(), 8 | 12 | 13 | 14) && gtin.bytes().all(|digit| digit.is_ascii_digit()), "{gtin}");
    }
    assert!(!product.title.contains('\0'), "{:?}", product.title);
}

fn check_price(price: &Price) {
    assert!(!price.amount.is_sign_negative() || price.amount.is_zero(), "{price}");
}
