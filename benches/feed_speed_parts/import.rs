//! Importing the feed into a library, against bare sled writing the same bytes in the same batches.

use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use etalage::affiliate::clean;
use etalage::ingest::feed::{FeedItem, FeedOptions, read};
use etalage::jobs::world::{RandomIds, SystemClock};
use etalage::jobs::{FeedChoices, Studio};
use etalage::model::{FeedId, Listing, Product, ProductKey, Source, Timestamp};
use etalage::scene::TextShaper;
use sha2::{Digest, Sha256};

use super::memory;

/// Finds per commit, as the import has it.
const BATCH: usize = 1_000;

/// Prints (b).
pub fn compare(feed: &Path, folder: &Path, products: u64) {
    let start = Instant::now();
    let added = into_library(feed, &folder.join("library"));
    let ours = start.elapsed();
    memory::print_peak("importing");
    std::fs::remove_dir_all(folder.join("library")).unwrap();
    let (theirs, bytes) = into_sled(feed, &folder.join("sled"));
    assert_eq!(added as u64, products, "every product of the generated feed is new");
    let rate = |time: Duration| products as f64 / time.as_secs_f64();
    let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
    println!("bare sled: {:.1} s, {:.0} products/s, {} MB", theirs.as_secs_f64(), rate(theirs), bytes / 1_000_000);
    println!("import, reading and syncing included: {:.1} s, {:.0} products/s", ours.as_secs_f64(), rate(ours));
    println!(
        "(b) importing at {ratio:.2} × bare sled's rate (target 0.50)  {}",
        if ratio >= 0.5 { "pass" } else { "FAIL" }
    );
}

fn into_library(feed: &Path, dir: &Path) -> usize {
    let (clock, ids, shaper) = (Arc::new(SystemClock), Arc::new(RandomIds), Arc::new(TextShaper::new()));
    let studio = Studio::open(dir, "bench", clock, ids, shaper).unwrap().0;
    let start = Instant::now();
    let (_, outcome) =
        studio.import_feed(feed.to_str().unwrap(), &FeedChoices::default(), None, &mut |_| true).unwrap();
    println!("importing alone: {:.1} s", start.elapsed().as_secs_f64());
    outcome.added
}

/// The time in sled alone, and the bytes written: reading the feed and making JSON is not counted.
fn into_sled(feed: &Path, dir: &Path) -> (Duration, usize) {
    let db = sled::Config::new().path(dir).cache_capacity(32 << 20).open().unwrap();
    let (mut spent, mut bytes) = (Duration::ZERO, 0);
    let mut put = |products: Vec<Product>| {
        let records: Vec<(String, String)> = products.iter().flat_map(records).collect();
        bytes += records.iter().map(|(key, value)| key.len() + value.len()).sum::<usize>();
        let start = Instant::now();
        let mut batch = sled::Batch::default();
        for (key, value) in &records {
            batch.insert(key.as_bytes(), value.as_bytes());
        }
        db.apply_batch(batch).unwrap();
        db.flush().unwrap();
        spent += start.elapsed();
    };
    let options = FeedOptions { now: Timestamp(1_795_000_000_000), ..FeedOptions::default() };
    let mut file = BufReader::new(File::open(feed).unwrap());
    let (mut batch, mut number) = (Vec::with_capacity(BATCH), 0x5eed_0000_0000_0000_u64);
    read(&mut file, &options, &mut |item| {
        number += 1;
        batch.push(product(item, number));
        if batch.len() == BATCH {
            put(std::mem::take(&mut batch));
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    put(batch);
    let start = Instant::now();
    drop(db);
    (spent + start.elapsed(), bytes)
}

fn product(item: FeedItem, number: u64) -> Product {
    let mut snapshot = item.snapshot;
    snapshot.url = snapshot.url.map(|url| clean(url.as_str()).map_or(url, |cleaned| cleaned.url));
    Product {
        key: ProductKey::from_raw(number),
        snapshot,
        picture: None,
        picture_size_px: None,
        source: Source::Feed,
        listing: Some(Listing { feed: FeedId::from_raw(7), gone_since: None }),
        added_at: Timestamp(1_795_000_000_000),
        tags: Vec::new(),
    }
}

/// What the library keeps of a find: the find, and what leads from its address to it.
fn records(product: &Product) -> Vec<(String, String)> {
    let mut records = vec![(format!("p/{}", product.key), serde_json::to_string(product).unwrap())];
    if let Some(url) = &product.snapshot.url {
        let digest = Sha256::digest(url.as_str().as_bytes());
        let lead: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        records.push((format!("u/{lead}"), format!("\"{}\"", product.key)));
    }
    records
}
