//! Keeping the feed in a library, against bare sled writing the same bytes in the same batches.

use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use etalage::ingest::feed::{FeedItem, FeedOptions, read};
use etalage::library::{Library, Listed, OpenOptions};
use etalage::model::{Clock, FeedId, Ids, Listing, Product, ProductKey, Source, Timestamp};
use sha2::{Digest, Sha256};

use super::memory;

/// Finds per commit, as the import has it.
const BATCH: usize = 1_000;

struct Fixed(AtomicU64);

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        Timestamp(1_795_000_000_000)
    }
}

impl Ids for Fixed {
    fn fresh(&self) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed)
    }
}

/// Prints (b).
pub fn compare(feed: &Path, folder: &Path, products: u64) {
    let start = Instant::now();
    let added = into_library(feed, &folder.join("library"));
    let ours = start.elapsed();
    memory::print_peak("importing");
    std::fs::remove_dir_all(folder.join("library")).unwrap();
    let theirs = into_sled(feed, &folder.join("sled"));
    assert_eq!(added as u64, products, "every product of the generated feed is new");
    let rate = |time: Duration| products as f64 / time.as_secs_f64();
    let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
    println!("bare sled: {:.1} s, {:.0} products/s", theirs.as_secs_f64(), rate(theirs));
    println!("import, reading and syncing included: {:.1} s, {:.0} products/s", ours.as_secs_f64(), rate(ours));
    println!("(b) importing at {ratio:.2} × bare sled's rate (target 0.50)  {}", if ratio >= 0.5 { "pass" } else { "FAIL" });
}

fn batches(feed: &Path, mut take: impl FnMut(&[Product])) {
    let options = FeedOptions { now: Timestamp(1_795_000_000_000), ..FeedOptions::default() };
    let mut file = BufReader::new(File::open(feed).unwrap());
    let (mut batch, mut number) = (Vec::with_capacity(BATCH), 0x5eed_0000_0000_0000_u64);
    read(&mut file, &options, &mut |item| {
        number += 1;
        batch.push(product(item, number));
        if batch.len() == BATCH {
            take(&batch);
            batch.clear();
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    take(&batch);
}

fn product(item: FeedItem, number: u64) -> Product {
    Product {
        key: ProductKey::from_raw(number),
        snapshot: item.snapshot,
        picture: None,
        picture_size_px: None,
        source: Source::Feed,
        listing: Some(Listing { feed: FeedId::from_raw(7), gone_since: None }),
        added_at: Timestamp(1_795_000_000_000),
        tags: Vec::new(),
    }
}

fn into_library(feed: &Path, dir: &Path) -> usize {
    let fixed = Arc::new(Fixed(AtomicU64::new(1)));
    let options = OpenOptions { clock: fixed.clone(), ids: fixed, role: "bench".to_owned(), control: None };
    let library = Library::open(dir, options).unwrap().0;
    let mut added = 0;
    batches(feed, |batch| {
        let listed: Vec<Listed> =
            batch.iter().map(|product| Listed { product: product.clone(), name: None }).collect();
        added += library.put_listed(&listed).unwrap().added;
    });
    library.settle().unwrap();
    added
}

/// The time in sled alone: reading the feed and writing JSON is not counted.
fn into_sled(feed: &Path, dir: &Path) -> Duration {
    let db = sled::Config::new().path(dir).cache_capacity(32 << 20).open().unwrap();
    let mut spent = Duration::ZERO;
    batches(feed, |products| {
        let records: Vec<(String, String)> = products.iter().flat_map(records).collect();
        let start = Instant::now();
        let mut batch = sled::Batch::default();
        for (key, value) in &records {
            batch.insert(key.as_bytes(), value.as_bytes());
        }
        db.apply_batch(batch).unwrap();
        db.flush().unwrap();
        spent += start.elapsed();
    });
    let start = Instant::now();
    drop(db);
    spent + start.elapsed()
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
