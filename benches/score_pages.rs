//! Measures page and price reading on a folder of fixtures: `cargo test --bench score_pages -- FOLDER`.
//!
//! Prints the figures and, with `-v`, every miss. The folder is other people's data and is not part of the project.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program that prints figures")]

use std::path::Path;

use etalage::ingest::price::{self, PriceHints};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let verbose = arguments.iter().any(|argument| argument == "-v");
    let Some(folder) = arguments.iter().find(|argument| !argument.starts_with('-')) else {
        println!("score_pages: give the folder of fixtures as an argument; nothing was measured");
        return;
    };
    let folder = Path::new(folder);
    score_prices(folder, verbose);
}

fn score_prices(folder: &Path, verbose: bool) {
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_path(folder.join("price_strings.tsv")).unwrap();
    let (mut right, mut rows) = (0, 0);
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
    println!("price strings: {right} of {rows} right = {:.3}", f64::from(right as u32) / f64::from(rows as u32));
}
