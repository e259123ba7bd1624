//! How well feeds are read: `cargo test --bench score_feeds -- DIR`, where DIR holds `MANIFEST.tsv` and the
//! files it names. Prints each field that differs and the share of exact ones.
//!
//! The manifest has a row per file: kind (`feed:…`), records, products after folding variants, and fields of
//! the first product; an empty cell means that the reader must not know.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, reason = "a bench prints, and stops at once")]

use std::collections::HashMap;
use std::fs::File;
use std::ops::ControlFlow;
use std::path::Path;

use etalage::ingest::feed::{FeedItem, FeedOptions, read};
use etalage::model::Availability;

fn main() {
    // Cargo adds `--bench`; a run without a folder (`cargo test`) has nothing to measure.
    let Some(folder) = std::env::args().skip(1).find(|argument| !argument.starts_with('-')) else {
        println!("score_feeds: give the folder with MANIFEST.tsv");
        return;
    };
    let manifest = std::fs::read_to_string(Path::new(&folder).join("MANIFEST.tsv")).expect("MANIFEST.tsv");
    let mut lines = manifest.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let (mut exact, mut total, mut counts, mut count_total) = (0, 0, 0, 0);
    let (mut whole_rows, mut rows) = (0, 0);
    for line in lines {
        let row: HashMap<&str, &str> = header.iter().copied().zip(line.split('\t')).collect();
        if !row["kind"].starts_with("feed:") {
            continue;
        }
        let mut first = None;
        let mut file = File::open(Path::new(&folder).join(row["file"])).expect("a file of the manifest");
        let options = FeedOptions { now: "2026-11-22".parse().unwrap(), ..FeedOptions::default() };
        let report = read(&mut file, &options, &mut |item| {
            first.get_or_insert(item);
            ControlFlow::Continue(())
        });
        let report = match report {
            Ok(report) => report,
            Err(error) => {
                println!("{}: {error}", row["file"]);
                (total, count_total, rows) = (total + 8, count_total + 2, rows + 1);
                continue;
            }
        };
        let check = |name: &str, found: String, right: &mut u32, of: &mut u32| {
            *of += 1;
            if row[name] == found {
                *right += 1;
            } else {
                println!("{} ({}): {name} is “{found}”, not “{}”", row["file"], report.format, row[name]);
            }
        };
        check("n_rows", report.rows.to_string(), &mut counts, &mut count_total);
        check("n_products", report.products.to_string(), &mut counts, &mut count_total);
        let wrong_before = total - exact;
        for (name, found) in fields(first.as_ref()) {
            check(name, found, &mut exact, &mut total);
        }
        rows += 1;
        whole_rows += u32::from(total - exact == wrong_before);
        println!(
            "{}: {} of {} records skipped, {} warnings",
            row["file"],
            report.skipped,
            report.rows,
            report.warnings.len()
        );
        for warning in report.warnings.iter().take(5) {
            println!("    {warning}");
        }
    }
    let share = |part: u32, of: u32| 100.0 * f64::from(part) / f64::from(of.max(1));
    let verdict = |met: bool| if met { "pass" } else { "FAIL" };
    println!("fields exact: {exact} of {total} ({:.1} %)", share(exact, total));
    let rows_share = share(whole_rows, rows);
    println!("rows exact: {whole_rows} of {rows} ({rows_share:.1} %, target 97 %)  {}", verdict(rows_share >= 97.0));
    println!("counts exact: {counts} of {count_total} (target: all)  {}", verdict(counts == count_total));
    println!("speed and memory: cargo bench --no-default-features --bench feed_speed -- 1000000");
}

fn fields(item: Option<&FeedItem>) -> Vec<(&'static str, String)> {
    let snapshot = item.map(|item| item.snapshot.clone()).unwrap_or_default();
    let currency = snapshot.price.and_then(|price| price.currency);
    let availability = match snapshot.availability {
        Some(Availability::InStock) => "InStock",
        Some(Availability::OutOfStock) => "OutOfStock",
        Some(Availability::Preorder) => "PreOrder",
        Some(Availability::Backorder) => "BackOrder",
        None => "",
    };
    vec![
        ("first_title", snapshot.title),
        ("brand", snapshot.brand.unwrap_or_default()),
        ("price", snapshot.price.map(|price| price.amount.to_string()).unwrap_or_default()),
        ("list_price", snapshot.list_price.map(|price| price.amount.to_string()).unwrap_or_default()),
        ("currency", currency.map(|currency| currency.to_string()).unwrap_or_default()),
        ("availability", availability.to_owned()),
        ("image_url", snapshot.images.into_iter().next().unwrap_or_default()),
        ("gtin", snapshot.gtin.unwrap_or_default()),
    ]
}
