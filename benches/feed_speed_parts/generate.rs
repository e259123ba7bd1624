//! A Google Merchant feed of invented products: about 1.5 kB each, as such feeds are, most of it description.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

const WORDS: [&str; 24] = [
    "wool",
    "linen",
    "a soft",
    "warm",
    "cut by hand",
    "from",
    "the north",
    "with",
    "buttons",
    "of horn",
    "and",
    "a lining",
    "that",
    "breathes",
    "for",
    "long days",
    "outside",
    "made in",
    "small",
    "batches",
    "by people",
    "who",
    "know",
    "their craft",
];
const COLOURS: [&str; 6] = ["blue", "sand", "forest green", "black", "off white", "rust"];

/// Numbers that look random and come again (splitmix64).
fn mixed(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Writes the feed; returns its length in bytes.
pub fn write(path: &Path, products: u64) -> u64 {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path).unwrap());
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:g=\"http://base.google.com/ns/1.0\">\n\
          <channel>\n<title>Invented shop</title>\n<link>https://shop.example</link>\n",
    )
    .unwrap();
    let mut item = String::new();
    for n in 0..products {
        item.clear();
        product(&mut item, n);
        out.write_all(item.as_bytes()).unwrap();
    }
    out.write_all(b"</channel>\n</rss>\n").unwrap();
    out.into_inner().unwrap().metadata().unwrap().len()
}

fn product(item: &mut String, n: u64) {
    let random = mixed(n);
    let word = |salt: u64| WORDS[(mixed(random ^ salt) % WORDS.len() as u64) as usize];
    let colour = COLOURS[(random % 6) as usize];
    let cents = 500 + random % 40_000;
    write!(
        item,
        "<item>\n<g:id>SKU-{n}</g:id>\n<g:title>Coat of {} &amp; {} no. {n}, {colour}</g:title>\n<g:description>",
        word(1),
        word(2)
    )
    .unwrap();
    for salt in 0..92 {
        let _ = write!(item, "{} ", word(salt));
    }
    write!(
        item,
        "</g:description>\n<g:link>https://shop.example/products/coat-{n}?variant={random}</g:link>\n\
         <g:image_link>https://images.shop.example/products/{random:x}/large.jpg</g:image_link>\n\
         <g:additional_image_link>https://images.shop.example/products/{random:x}/back.jpg</g:additional_image_link>\n\
         <g:availability>{}</g:availability>\n<g:price>{}.{:02} EUR</g:price>\n",
        if random.is_multiple_of(9) { "out_of_stock" } else { "in_stock" },
        cents / 100,
        cents % 100
    )
    .unwrap();
    if random.is_multiple_of(4) {
        writeln!(item, "<g:sale_price>{}.{:02} EUR</g:sale_price>", cents / 125, cents % 100).unwrap();
    }
    write!(
        item,
        "<g:google_product_category>Apparel &amp; Accessories &gt; Clothing &gt; Outerwear</g:google_product_category>\n\
         <g:product_type>Women &gt; Coats &gt; {colour}</g:product_type>\n<g:brand>House {}</g:brand>\n<g:mpn>M-{n}</g:mpn>\n\
         <g:condition>new</g:condition>\n<g:color>{colour}</g:color>\n<g:size>{}</g:size>\n<g:gender>female</g:gender>\n\
         <g:age_group>adult</g:age_group>\n<g:shipping>\n<g:country>FR</g:country>\n<g:price>4.95 EUR</g:price>\n</g:shipping>\n</item>\n",
        random % 500,
        ["S", "M", "L", "XL"][(random % 4) as usize]
    )
    .unwrap();
}
