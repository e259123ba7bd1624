//! How fast feeds are read and kept, on a generated Google Merchant feed:
//! `cargo bench --no-default-features --bench feed_speed -- [PRODUCTS] [--folder DIR] [--parse-only]`
//!
//! (a) Parsing against quick-xml only reading the events of the same file. (b) Importing into a library against
//! bare sled writing the same bytes in the same batches. (c) The peak of resident memory after each step. A
//! million products are about 1.5 GB; the library and the bare database take three times as much again.

#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs, reason = "a bench prints and may fail loudly")]

mod feed_speed_parts;

use std::path::PathBuf;

use feed_speed_parts::{generate, import, parse};

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench").peekable();
    let (mut products, mut folder, mut parse_only) = (20_000_u64, std::env::temp_dir(), false);
    let mut given = false;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--folder" => folder = arguments.next().map(PathBuf::from).unwrap(),
            "--parse-only" => parse_only = true,
            number => {
                products = number.parse().unwrap();
                given = true;
            }
        }
    }
    // `cargo test` runs benches too: a short look that it works is enough there.
    if !given {
        products = if cfg!(debug_assertions) { 200 } else { products };
    }
    let folder = tempfile::tempdir_in(folder).unwrap();
    let path = folder.path().join("feed.xml");
    let bytes = generate::write(&path, products);
    println!("{products} products, {} MB", bytes / 1_000_000);
    parse::compare(&path, bytes);
    if !parse_only {
        import::compare(&path, folder.path(), products);
    }
}
