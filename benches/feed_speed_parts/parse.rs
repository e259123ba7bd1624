//! Reading the feed, against quick-xml reading nothing but the events of the same file.

use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use etalage::ingest::feed::{FeedOptions, read};
use quick_xml::events::Event;

use super::memory;

/// Rounds of each, taken in turns; the median counts.
const ROUNDS: usize = 3;

/// Prints (a).
pub fn compare(path: &Path, bytes: u64) {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        theirs.push(events(path));
        ours.push(products(path));
    }
    ours.sort();
    theirs.sort();
    let (ours, theirs) = (ours[ROUNDS / 2], theirs[ROUNDS / 2]);
    let rate = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
    println!("quick-xml, events only: {:.2} s, {:.0} MB/s", theirs.as_secs_f64(), rate(theirs));
    println!("products: {:.2} s, {:.0} MB/s", ours.as_secs_f64(), rate(ours));
    println!(
        "(a) parsing at {ratio:.2} × quick-xml's speed (target 0.50)  {}",
        if ratio >= 0.5 { "pass" } else { "FAIL" }
    );
    memory::print_peak("parsing");
}

fn events(path: &Path) -> Duration {
    let start = Instant::now();
    let mut reader = quick_xml::Reader::from_reader(BufReader::with_capacity(256 * 1024, File::open(path).unwrap()));
    let (mut buffer, mut count) = (Vec::new(), 0_u64);
    loop {
        match reader.read_event_into(&mut buffer).unwrap() {
            Event::Eof => break,
            event => {
                std::hint::black_box(&event);
                count += 1;
            }
        }
        buffer.clear();
    }
    std::hint::black_box(count);
    start.elapsed()
}

fn products(path: &Path) -> Duration {
    let start = Instant::now();
    let options = FeedOptions { now: "2026-11-22".parse().unwrap(), ..FeedOptions::default() };
    let mut file = BufReader::new(File::open(path).unwrap());
    let report = read(&mut file, &options, &mut |item| {
        std::hint::black_box(&item);
        ControlFlow::Continue(())
    });
    assert_eq!(report.unwrap().skipped, 0);
    start.elapsed()
}
