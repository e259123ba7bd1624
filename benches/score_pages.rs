//! Measures page and price reading on a folder of fixtures: `cargo bench --bench score_pages -- FOLDER`.
//!
//! Prints the figures, each target with `pass` or `FAIL`, and with `-v` every miss. The folder is other people's data and is not part of the project.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program that prints figures")]

use std::path::Path;

use std::collections::BTreeMap;
use std::io::Read as _;
use std::time::Instant;

use etalage::ingest::page::{self, PageContext, PageProduct, PageReport, Tier};
use etalage::ingest::price::{self, PriceHints};
use etalage::model::Availability;

/// How often a page is read again to know how long it takes.
const MORE_RUNS: usize = if cfg!(debug_assertions) { 0 } else { 4 };

/// One figure beside what it has to reach.
fn verdict(name: &str, figure: f64, target: f64) {
    let word = if figure >= target { "pass" } else { "FAIL" };
    println!("{word}  {name}: {figure:.3} (target {target})");
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let verbose = arguments.iter().any(|argument| argument == "-v");
    let Some(folder) = arguments.iter().find(|argument| !argument.starts_with('-')) else {
        println!("score_pages: give the folder of fixtures as an argument; nothing was measured");
        return;
    };
    let folder = Path::new(folder);
    score_prices(folder, verbose);
    score_truth(folder, verbose);
    score_manifest(folder, verbose);
}

/// Hits, wrong values, values where there is none, missing values.
#[derive(Default)]
struct Tally {
    right: u32,
    given: u32,
    true_values: u32,
}

impl Tally {
    fn f1(&self) -> (f64, f64, f64) {
        let precision = f64::from(self.right) / f64::from(self.given.max(1));
        let recall = f64::from(self.right) / f64::from(self.true_values.max(1));
        (2.0 * precision * recall / (precision + recall).max(f64::EPSILON), precision, recall)
    }
}

fn read_page(path: &Path, url: Option<&str>) -> (PageReport, usize, f64) {
    let mut bytes = Vec::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::MultiGzDecoder::new(std::fs::File::open(path).unwrap()).read_to_end(&mut bytes).unwrap();
    } else {
        bytes = std::fs::read(path).unwrap();
    }
    let context = PageContext { url: url.map(|url| url.parse().unwrap()), content_type: None };
    let timed = || {
        let start = Instant::now();
        let report = page::extract(&bytes, &context).unwrap();
        (report, start.elapsed().as_secs_f64())
    };
    let (report, mut seconds) = timed();
    // Other programs on the machine only ever add time: the best of a few runs is the page's own.
    for (_, again) in std::iter::repeat_with(timed).take(MORE_RUNS) {
        seconds = seconds.min(again);
    }
    (report, bytes.len(), seconds)
}

fn availability_name(availability: Availability) -> &'static str {
    match availability {
        Availability::OutOfStock => "OutOfStock",
        _ => "InStock",
    }
}

fn fields(product: &PageProduct) -> BTreeMap<&'static str, String> {
    let snapshot = &product.snapshot;
    let mut fields = BTreeMap::new();
    let mut put = |name, value: Option<String>| value.map(|value| fields.insert(name, value));
    put("price", snapshot.price.map(|price| price.amount.normalize().to_string()));
    put("availability", snapshot.availability.map(|availability| availability_name(availability).to_owned()));
    put("brand", snapshot.brand.clone());
    put("sku", snapshot.sku.clone());
    put("gtin", snapshot.gtin.clone());
    put("mpn", snapshot.mpn.clone());
    fields
}

/// The published benchmark's way: a value is right when it equals an accepted one; a value where the truth has
/// none lowers precision.
fn score_truth(folder: &Path, verbose: bool) {
    let truth = std::fs::read(folder.join("pages/truth.json")).unwrap();
    let truth: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(&truth).unwrap();
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let (mut bytes, mut seconds, mut invalid) = (0, 0.0, 0_u32);
    for (name, expected) in &truth {
        let url = expected["url"].as_str().unwrap();
        let path = folder.join("pages").join(format!("{name}.html.gz"));
        let (report, length, took) = read_page(&path, Some(url));
        bytes += length;
        seconds += took;
        let got = report.product.as_ref().map(fields).unwrap_or_default();
        invalid += u32::from(got.get("gtin").is_some_and(|gtin| !gtin_is_valid(gtin)));
        for field in ["price", "availability", "brand", "sku", "gtin", "mpn"] {
            let accepted: Vec<String> = expected
                .get(field)
                .and_then(|list| list.as_array())
                .into_iter()
                .flatten()
                .filter_map(|value| Some(canonical(field, value.as_str()?)))
                .collect();
            let value = got.get(field);
            let right = value.is_some_and(|value| accepted.contains(&canonical(field, value)));
            let tally = tallies.entry(field).or_default();
            tally.right += u32::from(right);
            tally.given += u32::from(value.is_some());
            tally.true_values += u32::from(!accepted.is_empty());
            if verbose && !right && (value.is_some() || !accepted.is_empty()) {
                let from = report.product.as_ref().and_then(|product| product.provenance.get(field));
                println!(
                    "{field:12} {} {} got {value:?}, not {accepted:?} {from:?}",
                    &name[..8],
                    &url[..url.len().min(60)]
                );
            }
        }
    }
    for (field, tally) in &tallies {
        let (f1, precision, recall) = tally.f1();
        println!(
            "{field:12} F1 {f1:.3}  P {precision:.3}  R {recall:.3}  ({} true, {} given)",
            tally.true_values, tally.given
        );
    }
    let pages = truth.len();
    println!("{pages} pages, {:.1} MB in {seconds:.2} s", bytes as f64 / 1e6);
    for (field, target) in [("price", 0.95), ("availability", 0.95), ("brand", 0.85), ("sku", 0.75)] {
        verdict(&format!("{field} F1"), tallies.get(field).map_or(0.0, |tally| tally.f1().0), target);
    }
    verdict("pages without an invalid GTIN", 1.0 - f64::from(invalid) / pages as f64, 1.0);
    let profile = if cfg!(debug_assertions) { " (unoptimised build)" } else { "" };
    verdict(&format!("pages a second on one core{profile}"), pages as f64 / seconds, 30.0);
}

fn canonical(field: &str, value: &str) -> String {
    let value = value.trim();
    match field {
        "price" => value
            .parse::<rust_decimal::Decimal>()
            .map_or_else(|_| value.to_owned(), |amount| amount.normalize().to_string()),
        "gtin" => value.trim_start_matches('0').to_owned(),
        _ => value.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn gtin_is_valid(gtin: &str) -> bool {
    let sum: u32 =
        gtin.bytes().rev().enumerate().map(|(i, b)| u32::from(b - b'0') * if i % 2 == 1 { 3 } else { 1 }).sum();
    matches!(gtin.len(), 8 | 12 | 13 | 14) && sum.is_multiple_of(10) && gtin.bytes().any(|byte| byte != b'0')
}

/// The expected values of whole pages and of single pieces of markup: every field exact, unknown where empty.
///
/// What is only assumed counts as unknown. The manifest lists what a page's markup says; `truth.json` what its
/// readers see. A value that the manifest leaves empty and that `truth.json` confirms for the same page is right.
fn score_manifest(folder: &Path, verbose: bool) {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .flexible(true)
        .from_path(folder.join("MANIFEST.tsv"))
        .unwrap();
    let headers: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let truth: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("pages/truth.json")).unwrap()).unwrap();
    let (mut right, mut total, mut rows_right, mut rows_strict, mut rows) = (0, 0, 0, 0, 0);
    for row in reader.records() {
        let row = row.unwrap();
        let cell = |name: &str| {
            headers.iter().position(|header| header == name).and_then(|at| row.get(at)).unwrap_or_default()
        };
        let file = cell("file");
        if !(file.starts_with("pages/") || file.starts_with("markup/")) {
            continue;
        }
        let url = cell("notes").split_whitespace().find_map(|word| word.strip_prefix("page_url="));
        let (report, ..) = read_page(&folder.join(file), url);
        let count = usize::from(report.product.is_some()) + report.listed.len();
        let product = report.product.clone().or_else(|| report.listed.first().cloned()).unwrap_or_default();
        let snapshot = &product.snapshot;
        let name = file.trim_start_matches("pages/").trim_end_matches(".html.gz");
        let confirmed = |field: &str, value: &str| {
            let list = truth.get(name).and_then(|page| page.get(field)?.as_array());
            list.is_some_and(|list| {
                list.iter()
                    .filter_map(|each| each.as_str())
                    .any(|each| canonical(field, each) == canonical(field, value))
            })
        };
        let assumed = product.provenance.get("availability").is_some_and(|from| from.tier == Tier::Assumed);
        let base: Option<url::Url> = url.map(|url| url.parse().unwrap());
        let image = match &base {
            Some(base) if !cell("image_url").is_empty() => base.join(cell("image_url")).unwrap().to_string(),
            _ => cell("image_url").to_owned(),
        };
        let amount = |text: &str| {
            text.parse::<rust_decimal::Decimal>().map(|amount| amount.normalize().to_string()).unwrap_or_default()
        };
        let checks = [
            ("n_products", count.to_string(), cell("n_products").to_owned()),
            ("title", snapshot.title.to_lowercase(), cell("first_title").to_lowercase()),
            ("brand", snapshot.brand.clone().unwrap_or_default(), cell("brand").to_owned()),
            (
                "price",
                snapshot.price.map(|price| price.amount.normalize().to_string()).unwrap_or_default(),
                amount(cell("price")),
            ),
            (
                "list_price",
                snapshot.list_price.map(|price| price.amount.normalize().to_string()).unwrap_or_default(),
                amount(cell("list_price")),
            ),
            (
                "currency",
                snapshot.price.and_then(|price| price.currency).map(|code| code.to_string()).unwrap_or_default(),
                cell("currency").to_owned(),
            ),
            (
                "availability",
                snapshot
                    .availability
                    .filter(|_| !assumed)
                    .map(|availability| availability_name(availability).to_owned())
                    .unwrap_or_default(),
                cell("availability").to_owned(),
            ),
            ("image_url", snapshot.images.first().cloned().unwrap_or_default(), image),
            ("gtin", snapshot.gtin.clone().unwrap_or_default(), cell("gtin").to_owned()),
        ];
        let (mut row_right, mut row_strict) = (true, true);
        for (field, got, expected) in checks {
            row_strict &= got == expected;
            row_right &= got == expected || expected.is_empty();
            let ok = got == expected || expected.is_empty() && confirmed(field, &got);
            total += 1;
            right += u32::from(ok);
            if verbose && !ok {
                let from = product.provenance.get(field);
                println!("manifest     {} {field}: {got:?}, not {expected:?} {from:?}", file.get(..24).unwrap_or(file));
            }
        }
        rows += 1;
        rows_right += u32::from(row_right);
        rows_strict += u32::from(row_strict);
    }
    println!(
        "manifest: {right} of {total} fields; {rows_right} of {rows} rows all right, {rows_strict} by its own word"
    );
    verdict("manifest fields", f64::from(right) / f64::from(total), 0.97);
    verdict("manifest rows", f64::from(rows_right) / f64::from(rows), 0.97);
}

fn score_prices(folder: &Path, verbose: bool) {
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_path(folder.join("price_strings.tsv")).unwrap();
    let (mut right, mut rows) = (0_usize, 0_u32);
    for row in reader.records() {
        let row = row.unwrap();
        let cell = |index: usize| row.get(index).filter(|text| *text != "<None>");
        let hints = PriceHints { beside: cell(1), ..PriceHints::default() };
        let parsed = price::parse(cell(2).unwrap_or_default(), &hints);
        let amount = parsed.as_ref().map(|parsed| parsed.price.amount);
        let symbol = match &parsed {
            Some(parsed) => parsed.symbol.clone(),
            None => cell(2).and_then(price::find_symbol).or_else(|| cell(1).and_then(price::find_symbol)),
        };
        let ok = amount == cell(5).map(|text| text.parse().unwrap()) && symbol.as_deref() == cell(3);
        rows += 1;
        right += usize::from(ok);
        if verbose && !ok {
            println!(
                "price  {:?} beside {:?}: {amount:?} {symbol:?}, not {:?} {:?}",
                &row[2],
                cell(1),
                cell(5),
                cell(3)
            );
        }
    }
    verdict(&format!("price strings, {right} of {rows}"), right as f64 / f64::from(rows), 0.97);
}
