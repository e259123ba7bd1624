//! Feeds made to do harm, by a seed: whatever comes, reading ends, nothing panics, and no more is handed over
//! than there are records.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use proptest::prelude::*;

use super::tests::{options, try_with};
use super::*;

/// Words that mean something to one of the readers.
const WORDS: &str = "(<rss><channel>|<item>|</item>|<item/>|<g:id>1</g:id>|<g:price>5 EUR</g:price>|<title>|</title>|<!\\[CDATA\\[|\\]\\]>|<!--|-->|<\\?xml|\\?>|\
    <yml_catalog>|<offer id='1'>|</offer>|<categories>|<category id='1' parentId='1'>|<param name='Farbe'>|<product|&amp;|&#0;|&#x10ffff;|\
    id,title,price\n|id;title;price\n|HDR\\|1\\|x\n|TRL\\|\n|\"\"|\"|,|;|\\||\t|\n|\r\n|1,Jug,5 EUR\n|\\{|\\}|\\[|\\]|\"title\":|\"products\":|\"variants\":|\
    \"price\":1e999|-1|0.0|9{40}|null|https://a.example/1|//a|javascript:|data:|é|\u{feff}|\u{0}|%|2026-13-45/9|# )";

fn small() -> FeedOptions {
    let limits = Limits { record_bytes: 2_000, window_groups: 3, remembered_ids: 8, warnings: 5, ..Limits::default() };
    FeedOptions { limits, ..options() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_of_words_is_read_to_its_end(words in prop::collection::vec(WORDS, 0..60), cut in 0..2_000_usize) {
        let text = words.concat();
        let bytes = &text.as_bytes()[..cut.min(text.len())];
        for options in [options(), small()] {
            if let Ok(done) = try_with(bytes, &options) {
                prop_assert!(done.report.products <= done.report.rows);
                prop_assert!(done.items.len() as u64 == done.report.products);
                prop_assert!(done.report.warnings.len() <= options.limits.warnings);
                for item in &done.items {
                    prop_assert!(!item.snapshot.title.is_empty() && item.snapshot.images.len() <= MOST_PICTURES);
                }
            }
        }
        let _ = (sniff(bytes), preview(&mut Cursor::new(bytes), &options()));
    }

    #[test]
    fn broken_packings_are_errors(packing in 0..3_u8, flips in prop::collection::vec((any::<prop::sample::Index>(), 1..=255_u8), 0..6)) {
        let text = "id,title,price,link\n1,Jug,5 EUR,https://k.example/1\n".repeat(20);
        let mut bytes = packed(packing, text.as_bytes());
        for (place, flip) in flips {
            let place = place.index(bytes.len());
            bytes[place] ^= flip;
        }
        let _ = (try_with(&bytes, &options()), sniff(&bytes));
    }
}

fn packed(packing: u8, bytes: &[u8]) -> Vec<u8> {
    match packing {
        0 => {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            packer.write_all(bytes).unwrap();
            packer.finish().unwrap()
        }
        1 => {
            let mut packer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
            packer.write_all(bytes).unwrap();
            packer.finish().unwrap()
        }
        _ => {
            let mut packer = zip::ZipWriter::new(Cursor::new(Vec::new()));
            packer.start_file("feed.csv", zip::write::SimpleFileOptions::default()).unwrap();
            packer.write_all(bytes).unwrap();
            packer.finish().unwrap().into_inner()
        }
    }
}

#[test]
fn bombs_of_every_packing_are_typed_errors() {
    let limits = Limits { bytes: 300_000, ..Limits::default() };
    let small = FeedOptions { limits, ..options() };
    let mut text = b"id,title,price\n".to_vec();
    text.resize(3_000_000, b' ');
    for packing in 0..3 {
        let bomb = packed(packing, &text);
        assert!(matches!(try_with(&bomb, &small), Err(IngestError::TooLarge { .. })), "{packing}");
        let nested = packed(0, &bomb);
        let outcome = try_with(&nested, &small);
        assert!(
            matches!(
                outcome,
                Err(IngestError::TooLarge { .. } | IngestError::Unrecognised { .. } | IngestError::Unreadable { .. })
            ),
            "{packing}: {:?}",
            outcome.map(|done| done.report)
        );
    }
}

/// Deep nesting, endless tags, endless quotes: each is read in a time that grows with its length alone.
#[test]
fn shapes_that_invite_endless_work() {
    let shapes = [
        format!("<rss><item>{}</item><item><title>Jug</title></item></rss>", "<a>".repeat(20_000)),
        format!("<rss><item>{}", "<item>".repeat(20_000)),
        format!("<rss><item><title>{}", "<![CDATA[".repeat(20_000)),
        format!("<rss><item {}><title>x</title></item></rss>", "a='1' ".repeat(10_000)),
        format!("<rss><item><title a={}", "\"<".repeat(20_000)),
        format!("id,title,price\n{}", "1,\"Jug,5\n".repeat(5_000)),
        format!("id,title\n1,{}", "\"\"".repeat(50_000)),
        format!("[{}", "{\"title\":[".repeat(20_000)),
        format!("[{}]", "{\"title\":\"Jug\"},".repeat(20_000)),
        "&amp;".repeat(30_000),
    ];
    for shape in &shapes {
        let mut taken = 0_u64;
        let report = read(&mut Cursor::new(shape.as_bytes()), &options(), &mut |_| {
            taken += 1;
            ControlFlow::Continue(())
        });
        if let Ok(report) = report {
            assert_eq!(report.products, taken);
        }
    }
}
