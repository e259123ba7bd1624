//! Pages as shop systems write them, of invented shops, against what is expected of them: `tests/pages`.
//!
//! Each page has an entry of its own name in `expected.json`; what the entry names must be exact, `null` means
//! that the page does not say. `from` names the sources that must have been believed.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use etalage::ingest::page::{self, PageContext, PageReport};
use etalage::model::Price;
use serde_json::{Map, Value, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}

fn expected() -> BTreeMap<String, Map<String, Value>> {
    serde_json::from_slice(&std::fs::read(folder().join("expected.json")).unwrap()).unwrap()
}

fn read(name: &str, url: &str) -> PageReport {
    let bytes = std::fs::read(folder().join(name).with_extension("html")).unwrap();
    page::extract(&bytes, &PageContext { url: Some(url.parse().unwrap()), content_type: None }).unwrap()
}

/// What was read, under the names of `expected.json`.
fn found(report: &PageReport) -> Map<String, Value> {
    let text = |price: Option<Price>| price.map(|price| price.to_string());
    let product = report.product.clone().unwrap_or_default();
    let snapshot = &product.snapshot;
    let from: BTreeMap<&str, Value> =
        product.provenance.iter().map(|(field, from)| (*field, json!(from.tier))).collect();
    let Value::Object(found) = json!({
        "title": snapshot.title, "brand": snapshot.brand, "merchant": snapshot.merchant,
        "price": text(snapshot.price), "list_price": text(snapshot.list_price), "availability": snapshot.availability,
        "sku": snapshot.sku, "mpn": snapshot.mpn, "gtin": snapshot.gtin, "category": snapshot.category,
        "colour": snapshot.colour, "variants": snapshot.variants, "images": snapshot.images, "from": from,
        "listed": report.listed.len(), "blocked": report.blocked, "nothing": report.product.is_none(),
    }) else {
        unreachable!()
    };
    found
}

/// `140.0 USD` and `140.00 USD` are one price.
fn canonical(value: &Value) -> Value {
    let price = value.as_str().and_then(|text| {
        let (amount, code) = text.split_once(' ')?;
        Some(json!(format!("{} {code}", amount.parse::<rust_decimal::Decimal>().ok()?.normalize())))
    });
    price.unwrap_or_else(|| value.clone())
}

#[test]
fn every_page_is_read_as_expected() {
    let mut wrong = Vec::new();
    for (name, entry) in expected() {
        let found = found(&read(&name, entry["url"].as_str().unwrap()));
        for (field, expected) in entry.iter().filter(|(field, _)| *field != "url") {
            let got = match (field.as_str(), expected) {
                ("from", Value::Object(named)) => {
                    json!(named.keys().map(|field| (field, &found["from"][field])).collect::<BTreeMap<_, _>>())
                }
                _ => found[field].clone(),
            };
            if canonical(&got) != canonical(expected) {
                wrong.push(format!("{name} {field}: {got}, not {expected} (from {})", found["from"][field]));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_page_has_its_entry() {
    let entries = expected();
    let files = std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path());
    let pages: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|extension| extension == "html")).collect();
    assert_eq!(pages.len(), entries.len());
    assert!(pages.iter().all(|page| entries.contains_key(page.file_stem().unwrap().to_str().unwrap())));
}

#[test]
fn every_known_field_says_where_it_came_from() {
    for (name, entry) in expected() {
        let Some(product) = read(&name, entry["url"].as_str().unwrap()).product else { continue };
        let Value::Object(fields) = serde_json::to_value(&product.snapshot).unwrap() else { unreachable!() };
        for field in fields.keys().filter(|field| !matches!(field.as_str(), "merchant" | "url" | "variants")) {
            assert!(product.provenance.contains_key(field.as_str()), "{name}: {field} has no source");
        }
    }
}

/// A few bytes changed, dropped or doubled, always the same ones: broken pages are read or refused, never worse.
#[test]
fn broken_copies_of_every_page_are_survived() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below.max(1) as u64).unwrap()
    };
    const SEEDS: [&[u8]; 8] = [b"<", b"\"", b"</script>", b"{", b"]", b"\0", b"<div itemscope itemref=a>", b"\xff\xfe"];
    for (name, entry) in expected() {
        let page = std::fs::read(folder().join(&name).with_extension("html")).unwrap();
        let url = entry["url"].as_str().unwrap().parse().unwrap();
        let context = PageContext { url: Some(url), content_type: None };
        for _ in 0..3 {
            let mut broken = page.clone();
            for _ in 0..1 + next(12) {
                let at = next(broken.len());
                match next(3) {
                    0 => drop(broken.splice(at..at, SEEDS[next(SEEDS.len())].iter().copied())),
                    1 => drop(broken.drain(at..(at + next(40)).min(broken.len()))),
                    _ => broken.extend_from_within(at..(at + next(400)).min(broken.len())),
                }
            }
            if let Ok(report) = page::extract(&broken, &context)
                && let Some(product) = report.product
            {
                let list = product.snapshot.list_price;
                assert!(list.is_none_or(|list| product.snapshot.price.is_some_and(|price| list.amount > price.amount)));
            }
        }
    }
}

/// Markup made to be slow: scopes that name each other, deep boxes, scripts without an end.
#[test]
fn hostile_pages_end() {
    let names = (0..20).map(|at| format!("s{at}")).collect::<Vec<_>>().join(" ");
    let scopes: String =
        (0..20).map(|at| format!("<p id=s{at}><b itemprop=x itemscope itemref='{names}'>a</b></p>")).collect();
    let hostile = [
        format!("<div itemscope itemtype=Product>{scopes}</div>"),
        format!("<i itemprop='{}'>x</i>", "name ".repeat(200_000)),
        "<div itemscope><b class=price>1".repeat(4_000),
        format!("<script>{}</script>", "a=[{".repeat(200_000)),
        format!("<script type=application/ld+json>{}", "{\"@graph\":[".repeat(100_000)),
        "<nav class=breadcrumb>".repeat(9_000),
        "<br>".repeat(600_000),
        "<x-y>".repeat(100_000),
    ];
    for page in hostile {
        let _ = page::extract(page.as_bytes(), &PageContext::default());
    }
}
