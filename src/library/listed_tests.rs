//! Finds of feeds: known again, marked, folded, and there after a crash.

use std::collections::HashSet;

use super::listed::Listed;
use super::open::Library;
use super::tests::{find, open, options};
use crate::model::{FeedId, Listing, ProductKey, Timestamp};

const FEED: FeedId = FeedId::from_raw(5);

fn listed(key: u64, url: Option<&str>, price: &str) -> Listed {
    let mut product = find(key, url, Some(price));
    product.listing = Some(Listing { feed: FEED, gone_since: None });
    product.snapshot.title = "Coat".to_owned();
    product.tags.clear();
    Listed { product, name: Some(format!("name {}", key % 100)) }
}

#[test]
fn finds_of_feeds_are_known_again_by_address_or_name() {
    let dir = tempfile::tempdir().unwrap();
    let library = open(dir.path());
    let url = Some("https://a.example/1");
    let report =
        library.put_listed(&[listed(1, url, "5.00"), listed(2, None, "6.00"), listed(101, url, "5.00")]).unwrap();
    assert_eq!((report.added, report.updated, report.unchanged), (2, 0, 1));
    let key = ProductKey::from_raw;
    assert_eq!(report.keys, [key(1), key(2), key(1)]);
    // Later, with another price seen at another time, and only another time.
    let mut later = listed(201, url, "4.00");
    later.product.snapshot.price_seen_at = Some(Timestamp(99));
    let mut as_before = listed(202, None, "6.00");
    as_before.product.snapshot.price_seen_at = Some(Timestamp(99));
    let report = library.put_listed(&[later, as_before]).unwrap();
    assert_eq!((report.added, report.updated, report.unchanged), (0, 1, 1));
    assert_eq!(report.keys, [key(1), key(2)]);
    assert_eq!(library.product(key(1)).unwrap().snapshot.price.unwrap().to_string(), "4.00 EUR");
    assert_eq!(library.product(key(2)).unwrap().snapshot.price_seen_at, Some(Timestamp(99)));
    assert_eq!(library.products_count().unwrap(), 2);
}

#[test]
fn finds_that_are_gone_keep_the_day_until_they_are_back() {
    let dir = tempfile::tempdir().unwrap();
    let library = open(dir.path());
    let key = ProductKey::from_raw;
    let other = Listed { product: find(9, Some("https://b.example/9"), None), name: None };
    library
        .put_listed(&[
            listed(1, Some("https://a.example/1"), "5.00"),
            listed(2, Some("https://a.example/2"), "6.00"),
            other,
        ])
        .unwrap();
    assert_eq!(library.mark_gone(FEED, &HashSet::from([key(1)]), Timestamp(7)).unwrap(), [key(2)]);
    assert_eq!(library.mark_gone(FEED, &HashSet::from([key(1)]), Timestamp(8)).unwrap(), []);
    let gone_since = |raw| library.product(key(raw)).unwrap().listing.and_then(|listing| listing.gone_since);
    assert_eq!([gone_since(1), gone_since(2), gone_since(9)], [None, Some(Timestamp(7)), None]);
    // A clip of the same page changes nothing of that.
    library.put_products(&[find(50, Some("https://a.example/2"), Some("3.00"))]).unwrap();
    assert_eq!(gone_since(2), Some(Timestamp(7)));
    let report = library.put_listed(&[listed(60, Some("https://a.example/2"), "6.00")]).unwrap();
    assert_eq!((report.updated, gone_since(2)), (1, None));
}

#[test]
fn an_import_that_was_not_settled_is_there_after_opening_again() {
    let dir = tempfile::tempdir().unwrap();
    let library = open(dir.path());
    for batch in 0..5 {
        let finds: Vec<Listed> = (0..200)
            .map(|n| listed(batch * 1_000 + n, Some(&format!("https://a.example/{batch}/{n}")), "5.00"))
            .collect();
        library.put_listed(&finds).unwrap();
    }
    drop(library);
    let library = open(dir.path());
    assert_eq!(library.products_count().unwrap(), 1_000);
    library.settle().unwrap();
    drop(library);
    // From the plain files alone.
    std::fs::remove_dir_all(dir.path().join("db")).unwrap();
    let (library, report) = Library::open(dir.path(), options()).unwrap();
    assert!(report.recovered.is_some());
    assert_eq!(library.products_count().unwrap(), 1_000);
}
