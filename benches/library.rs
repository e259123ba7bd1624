//! How long the library takes with 10,000 finds and 200 collages, and the search over the finds.
//! `cargo bench --no-default-features --bench library`

#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs, reason = "a bench prints and may fail loudly")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use etalage::library::{Library, OpenOptions};
use etalage::model::{
    Clock, Collage, CollageId, Colour, Content, Diff, Frame, Ids, MerchantUrl, Point, Price, Product, ProductKey,
    ProductSnapshot, Shape, ShapeKind, Size, Source, Tile, TileId, Timestamp,
};
use etalage::search::{Catalogue, Query, Sort};

struct Fixed(AtomicI64, AtomicU64);

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.fetch_add(1, Ordering::Relaxed))
    }
}

impl Ids for Fixed {
    fn fresh(&self) -> u64 {
        self.1.fetch_add(1, Ordering::Relaxed)
    }
}

fn open(dir: &Path) -> Library {
    let fixed = Arc::new(Fixed(AtomicI64::new(1), AtomicU64::new(1)));
    let options = OpenOptions { clock: fixed.clone(), ids: fixed, role: "bench".to_owned(), control: None };
    Library::open(dir, options).unwrap().0
}

fn find(n: u64) -> Product {
    let words = ["Wool", "Linen", "Coat", "Dress", "Lamp", "Boots", "Blue", "Été", "Sofa", "Silk", "Ring"];
    let word =
        |salt: u64| words[(n.wrapping_mul(2_654_435_761).rotate_left(salt as u32) % words.len() as u64) as usize];
    Product {
        key: ProductKey::from_raw(n.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
        snapshot: ProductSnapshot {
            title: format!("{} {} {} {n}", word(3), word(17), word(29)),
            brand: Some(format!("Brand {}", n % 300)),
            merchant: Some(format!("Shop {}", n % 40)),
            url: MerchantUrl::parse(&format!("https://shop{}.example/products/item-{n}", n % 40)).ok(),
            price: Price::parse(&format!("{}.90", n % 500), "EUR".parse().ok()).ok(),
            price_seen_at: Some(Timestamp(1_700_000_000_000)),
            images: vec![format!("https://images.shop{}.example/item-{n}/large.jpg", n % 40)],
            sku: Some(format!("SKU-{n}")),
            category: Some(format!("Women > {}", word(7))),
            colour: Some(word(41).to_owned()),
            ..ProductSnapshot::default()
        },
        picture: None,
        picture_size_px: None,
        source: Source::Feed,
        listing: None,
        added_at: Timestamp(n as i64),
        tags: Vec::new(),
    }
}

fn edit(collage: &mut Collage) -> Diff {
    let before = collage.clone();
    let id = TileId::from_raw(collage.ids.next_tile);
    collage.ids.next_tile += 1;
    let frame = Frame::upright(Point::new(f64::from(id.raw()), 20.0), Size::new(30.0, 40.0));
    let content = Content::Shape(Shape { kind: ShapeKind::Ellipse, fill: Colour::BLACK });
    collage.tiles.insert(id, Tile::new(frame, content));
    collage.page.order.push(id);
    Diff::between(&before, collage)
}

fn report(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |part: usize| times[(times.len() * part / 100).min(times.len() - 1)].as_secs_f64() * 1_000.0;
    println!("{what:48} median {:8.2} ms   p99 {:8.2} ms   n {}", at(50), at(99), times.len());
}

fn timed<T>(count: usize, mut work: impl FnMut(usize) -> T) -> Vec<Duration> {
    let once = |n| {
        let start = Instant::now();
        std::hint::black_box(work(n));
        start.elapsed()
    };
    (0..count).map(once).collect()
}

fn main() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("library");
    let library = open(&dir);
    let finds: Vec<Product> = (0..10_000).map(find).collect();
    report("put 10,000 finds", &mut timed(1, |_| library.put_products(&finds).unwrap()));
    report("put the same 10,000 again", &mut timed(1, |_| library.put_products(&finds).unwrap()));
    for n in 0..200 {
        let mut collage =
            Collage::new(CollageId::from_raw(n), format!("Collage {n}"), Size::new(900.0, 900.0), Timestamp(1));
        for _ in 0..30 {
            edit(&mut collage);
        }
        library.create_collage(&collage, "new").unwrap();
    }
    let mut collage = library.collage(CollageId::from_raw(7)).unwrap().collage;
    let mut commits = timed(2_000, |_| {
        if collage.tiles.len() > 60 {
            collage = library.collage(CollageId::from_raw(7)).unwrap().collage;
            collage.tiles.pop_first();
            collage.page.order.retain(|id| collage.tiles.contains_key(id));
        }
        let diff = edit(&mut collage);
        library.commit_edit(collage.id, "edit", &diff, &collage).unwrap()
    });
    report("commit an edit (journal and database synced)", &mut commits);
    drop(library);
    drop(open(&dir));

    report("open", &mut timed(10, |_| drop(open(&dir))));
    let library = open(&dir);
    report("list 200 collages", &mut timed(20, |_| library.collages().unwrap()));
    report("read 10,000 finds", &mut timed(10, |_| library.products().unwrap()));
    report("read a collage", &mut timed(50, |n| library.collage(CollageId::from_raw(n as u64)).unwrap()));
    report("its history", &mut timed(10, |_| library.history(CollageId::from_raw(7)).unwrap()));
    report("verify", &mut timed(1, |_| assert!(library.verify().unwrap().problems.is_empty())));
    drop(library);
    std::fs::remove_dir_all(dir.join("db")).unwrap();
    report("open without a database: rebuild", &mut timed(1, |_| drop(open(&dir))));

    for count in [10_000, 100_000] {
        let finds: Vec<Product> = (0..count).map(find).collect();
        let mut built = None;
        let mut building = timed(1, |_| built = Some(Catalogue::build(finds.clone())));
        report(&format!("index {count} finds"), &mut building);
        let catalogue = built.unwrap();
        let queries = [
            ("no words, newest", Query::default()),
            ("no words, by title", Query { sort: Sort::Title, ..Query::default() }),
            ("“wo co”, cheapest first", Query { words: "wo co".into(), sort: Sort::PriceUp, ..Query::default() }),
            ("“s”, by shop", Query { words: "s".into(), sort: Sort::Shop, ..Query::default() }),
            ("category", Query { category: Some("Women > Lamp".into()), ..Query::default() }),
        ];
        for (name, query) in &queries {
            report(&format!("  query {name}"), &mut timed(100, |_| catalogue.query(query)));
        }
        report("  facets", &mut timed(20, |_| catalogue.facets()));
    }
}
