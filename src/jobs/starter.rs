//! The starter finds and sample collages that are compiled into the program, so that an empty library has
//! something to compose with: offline, and drawn by us.
//!
//! `assets/starter/products.json` describes the products, `assets/starter/art/` holds their pictures (SVG, square,
//! see-through) and `assets/starter/collages/` the samples. A sample names pictures by their art; [`compose`]
//! makes it a document once the caller has put pictures and products into a library. The shops are invented and
//! live under `.example`, a name that never resolves (RFC 2606).

use serde::Deserialize;

use crate::i18n::Lang;
use crate::model::{
    Availability, Collage, CollageId, Colour, Content, Frame, ImageHash, Link, MerchantUrl, Picture, Point, Price,
    ProductKey, ProductSnapshot, Shape, ShapeKind, Size, TextAlign, TextBlock, Tile, TileId, Timestamp, Typeface,
    UnitRect,
};

/// Makes the table of pictures: art name, bytes of the SVG.
macro_rules! art {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../assets/starter/art/", $name, ".svg")))),*]
    };
}

/// Every drawn picture by name.
const ART: &[(&str, &[u8])] = art![
    "slip-dress",
    "wrap-dress",
    "poplin-shirt",
    "striped-tee",
    "cable-jumper",
    "rust-cardigan",
    "straight-jeans",
    "wide-trousers",
    "pleated-skirt",
    "trench-coat",
    "wool-blazer",
    "white-sneakers",
    "chelsea-boots",
    "suede-pumps",
    "leather-tote",
    "moon-bag",
    "leather-belt",
    "felt-hat",
    "check-scarf",
    "sunglasses",
    "hoop-earrings",
    "pearl-necklace",
    "emerald-ring",
    "field-watch",
    "velvet-armchair",
    "green-sofa",
    "arc-lamp",
    "mushroom-lamp",
    "oak-table",
    "berber-rug",
    "arch-mirror",
    "stoneware-vase",
    "scented-candle",
    "linen-cushion",
    "monstera",
    "column-cactus",
    "olive-tree",
    "wall-shelf",
    "wall-clock",
    "clay-teapot",
    "speckled-mug",
    "fig-perfume",
    "headphones",
    "film-camera",
    "linen-notebook",
    "gift-box",
];

const PRODUCTS: &str = include_str!("../../assets/starter/products.json");

const COLLAGES: [&str; 3] = [
    include_str!("../../assets/starter/collages/outfit.json"),
    include_str!("../../assets/starter/collages/room.json"),
    include_str!("../../assets/starter/collages/gifts.json"),
];

/// A find that comes with the program.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StarterProduct {
    /// The name of its picture; unique, and stable across versions, so that it can serve as an identity.
    pub art: String,
    /// Name in English.
    pub title: String,
    /// Name in French.
    pub title_fr: String,
    /// Maker.
    pub brand: String,
    /// The invented shop.
    pub merchant: String,
    /// Under `.example`.
    pub url: MerchantUrl,
    /// What the shopper pays.
    pub price: Price,
    /// The struck-out price.
    pub list_price: Option<Price>,
    /// Whether the shop has it.
    pub availability: Availability,
    /// A path such as `Women > Dresses`.
    pub category: String,
    /// The shop's word for it, in English.
    pub colour: String,
    /// The same in French.
    pub colour_fr: String,
    /// The shop's number.
    pub sku: String,
    /// Words to find it by, in English.
    pub tags: Vec<String>,
    /// The same in French.
    pub tags_fr: Vec<String>,
    /// The part of the picture that the drawing fills: x0, y0, x1, y1 in fractions of the side.
    art_box: [f64; 4],
    /// The picture: a square SVG on a see-through ground.
    #[serde(skip)]
    pub svg: &'static [u8],
}

impl StarterProduct {
    /// What a library or a collage keeps of it.
    pub fn snapshot(&self, lang: Lang, price_seen_at: Timestamp) -> ProductSnapshot {
        ProductSnapshot {
            title: self.title(lang).to_owned(),
            brand: Some(self.brand.clone()),
            merchant: Some(self.merchant.clone()),
            url: Some(self.url.clone()),
            price: Some(self.price),
            list_price: self.list_price,
            price_seen_at: Some(price_seen_at),
            availability: Some(self.availability),
            sku: Some(self.sku.clone()),
            category: Some(self.category.clone()),
            colour: Some(self.colour(lang).to_owned()),
            ..ProductSnapshot::default()
        }
    }

    /// Its name.
    pub fn title(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.title,
            Lang::Fr => &self.title_fr,
        }
    }

    /// The shop's word for its colour.
    pub fn colour(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.colour,
            Lang::Fr => &self.colour_fr,
        }
    }

    /// Words to find it by.
    pub fn tags(&self, lang: Lang) -> &[String] {
        match lang {
            Lang::En => &self.tags,
            Lang::Fr => &self.tags_fr,
        }
    }

    /// The picture without its empty margin.
    pub fn crop(&self) -> UnitRect {
        let [x0, y0, x1, y1] = self.art_box;
        UnitRect::clamped(x0, y0, x1, y1)
    }
}

/// A sample collage whose pictures are still names.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StarterCollage {
    /// Stable across versions, so that it can serve as an identity: `outfit`, `room`, `gifts`.
    pub name: String,
    /// In English.
    pub title: String,
    /// In French.
    pub title_fr: String,
    /// The person's words for it.
    pub tags: Vec<String>,
    size_px: [f64; 2],
    background: Colour,
    /// Back to front.
    tiles: Vec<Piece>,
}

impl StarterCollage {
    /// Its title.
    pub fn title(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.title,
            Lang::Fr => &self.title_fr,
        }
    }

    /// The names of the pictures it shows, back to front.
    pub fn arts(&self) -> impl Iterator<Item = &str> {
        self.tiles.iter().filter_map(|piece| match piece {
            Piece::Art { art, .. } => Some(art.as_str()),
            Piece::Text { .. } | Piece::Shape { .. } => None,
        })
    }
}

/// A piece of a sample. Lengths are scene pixels, angles degrees clockwise.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum Piece {
    /// A product's picture, cut to its drawing; the height follows from the width.
    Art {
        art: String,
        centre: [f64; 2],
        width_px: f64,
        #[serde(default)]
        rotation_deg: f64,
        #[serde(default)]
        flip_x: bool,
    },
    /// Words.
    Text {
        text: String,
        /// Absent where the words are the same.
        #[serde(default)]
        text_fr: Option<String>,
        #[serde(default)]
        typeface: Typeface,
        size_px: f64,
        colour: Colour,
        #[serde(default)]
        align: TextAlign,
        #[serde(default)]
        bold: bool,
        centre: [f64; 2],
        box_px: [f64; 2],
        #[serde(default)]
        rotation_deg: f64,
    },
    /// A plain form.
    Shape {
        shape: ShapeKind,
        fill: Colour,
        centre: [f64; 2],
        box_px: [f64; 2],
        #[serde(default)]
        rotation_deg: f64,
    },
}

/// Where the picture of an art was kept: its product, its file, and the file's width and height in pixels.
pub type Kept = (ProductKey, ImageHash, (u32, u32));

/// The starter finds. (Compiled in and read by the tests, so there is nothing to fail here.)
pub fn products() -> Vec<StarterProduct> {
    let mut products: Vec<StarterProduct> = serde_json::from_str(PRODUCTS).unwrap_or_default();
    for product in &mut products {
        product.svg = ART.iter().find(|(name, _)| *name == product.art).map_or(&[], |(_, svg)| *svg);
    }
    products
}

/// The sample collages.
pub fn collages() -> Vec<StarterCollage> {
    COLLAGES.into_iter().filter_map(|text| serde_json::from_str(text).ok()).collect()
}

/// Makes the document of a sample. `kept` says where the picture of an art went; pieces whose picture it does not
/// know are left out. The words and product names are those of `lang`.
pub fn compose(
    sample: &StarterCollage,
    lang: Lang,
    id: CollageId,
    now: Timestamp,
    kept: &dyn Fn(&str) -> Option<Kept>,
) -> Collage {
    let [width, height] = sample.size_px;
    let mut collage = Collage::new(id, sample.title(lang), Size::new(width, height), now);
    collage.meta.tags.clone_from(&sample.tags);
    collage.page.background = sample.background;
    let products = products();
    for piece in &sample.tiles {
        let tile = match piece {
            Piece::Art { art, centre, width_px, rotation_deg, flip_x } => {
                let Some(product) = products.iter().find(|product| product.art == *art) else { continue };
                let Some((key, image, size_px)) = kept(art) else { continue };
                let crop = product.crop();
                let (across, down) = (crop.width() * f64::from(size_px.0), crop.height() * f64::from(size_px.1));
                let frame =
                    Frame { flip_x: *flip_x, ..placed(*centre, [*width_px, width_px * down / across], *rotation_deg) };
                let mut tile = Tile::new(frame, Content::Picture(Picture { image, size_px, crop }));
                tile.link = Link::Product(key);
                collage.products.entry(key).or_insert_with(|| product.snapshot(lang, now));
                tile
            }
            Piece::Text { text, text_fr, typeface, size_px, colour, align, bold, centre, box_px, rotation_deg } => {
                let text = match lang {
                    Lang::En => text,
                    Lang::Fr => text_fr.as_ref().unwrap_or(text),
                };
                let block = TextBlock {
                    text: text.clone(),
                    typeface: *typeface,
                    size_px: *size_px,
                    colour: *colour,
                    align: *align,
                    bold: *bold,
                };
                Tile::new(placed(*centre, *box_px, *rotation_deg), Content::Text(block))
            }
            Piece::Shape { shape, fill, centre, box_px, rotation_deg } => {
                Tile::new(placed(*centre, *box_px, *rotation_deg), Content::Shape(Shape { kind: *shape, fill: *fill }))
            }
        };
        let tile_id = TileId::from_raw(collage.ids.next_tile);
        collage.ids.next_tile += 1;
        collage.page.order.push(tile_id);
        collage.tiles.insert(tile_id, tile);
    }
    collage
}

fn placed(centre: [f64; 2], size: [f64; 2], rotation_deg: f64) -> Frame {
    let upright = Frame::upright(Point::new(centre[0], centre[1]), Size::new(size[0], size[1]));
    Frame { rotation_deg, ..upright }.sanitised()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Stands in for a library: keys and hashes made from the place in the table.
    fn kept(art: &str) -> Option<Kept> {
        let place = ART.iter().position(|(name, _)| *name == art)?;
        Some((ProductKey::from_raw(place as u64 + 1), ImageHash([place as u8; 32]), (800, 800)))
    }

    #[test]
    fn every_product_has_its_own_picture_and_every_picture_its_product() {
        let products = products();
        let named: BTreeSet<&str> = products.iter().map(|product| product.art.as_str()).collect();
        assert_eq!(named.len(), products.len(), "an art stands twice");
        assert_eq!(named, ART.iter().map(|(name, _)| *name).collect());
        assert!(products.len() >= 12);
    }

    #[test]
    fn products_are_whole_and_lead_nowhere_real() {
        let mut skus = BTreeSet::new();
        let mut shops = BTreeMap::<String, String>::new();
        for product in products() {
            let art = &product.art;
            assert!(product.url.host().ends_with(".example"), "{art}");
            assert_eq!(
                *shops.entry(product.merchant.clone()).or_insert(product.url.host()),
                product.url.host(),
                "{art}"
            );
            assert!(product.price.currency.is_some() && product.price.amount > rust_decimal::Decimal::ONE, "{art}");
            if let Some(list) = product.list_price {
                assert!(list.amount > product.price.amount && list.currency == product.price.currency, "{art}");
            }
            for text in [&product.title, &product.title_fr, &product.brand, &product.category, &product.colour] {
                assert!(!text.trim().is_empty(), "{art}");
            }
            assert!(!product.tags.is_empty(), "{art}");
            let crop = product.crop();
            assert!(crop.is_valid() && !crop.is_full(), "{art}");
            assert!(skus.insert(product.sku.clone()), "{art}: {} stands twice", product.sku);
        }
        assert_eq!(shops.len(), 5);
    }

    #[test]
    fn pictures_are_small_and_stand_alone() {
        for (name, svg) in ART {
            let text = std::str::from_utf8(svg).unwrap();
            assert!(text.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1000 1000\">"), "{name}");
            assert!(svg.len() <= 20_000, "{name}: {} bytes", svg.len());
            for forbidden in ["<script", "<image", "<text", "<foreignObject", "<style", "<!", "xlink", "data:", " on"] {
                assert!(!text.contains(forbidden), "{name}: {forbidden}");
            }
            for href in text.split("href=\"").skip(1) {
                assert!(href.starts_with('#'), "{name} refers to something outside");
            }
            for paint in text.split("url(").skip(1) {
                assert!(paint.starts_with('#'), "{name} refers to something outside");
            }
        }
    }

    /// Draws a picture with `side_px` and says which box its visible pixels fill, in pixels.
    fn drawn_box(svg: &[u8], side_px: u32) -> [u32; 4] {
        let tree = resvg::usvg::Tree::from_data(svg, &resvg::usvg::Options::default()).unwrap();
        let mut drawn = resvg::tiny_skia::Pixmap::new(side_px, side_px).unwrap();
        let scale = side_px as f32 / 1000.0;
        resvg::render(&tree, resvg::tiny_skia::Transform::from_scale(scale, scale), &mut drawn.as_mut());
        let mut found = [side_px, side_px, 0, 0];
        for (place, pixel) in (0_u32..).zip(drawn.pixels()) {
            if pixel.alpha() > 16 {
                let (x, y) = (place % side_px, place / side_px);
                found = [found[0].min(x), found[1].min(y), found[2].max(x + 1), found[3].max(y + 1)];
            }
        }
        found
    }

    #[test]
    fn art_boxes_hold_the_drawing_and_little_else() {
        let side_px = 200;
        for product in products() {
            let drawn = drawn_box(product.svg, side_px);
            for (edge, (said, seen)) in product.art_box.into_iter().zip(drawn).enumerate() {
                // How far the drawing stays inside this edge of the box; negative where it is cut.
                let seen = f64::from(seen) / f64::from(side_px);
                let inside = if edge < 2 { seen - said } else { said - seen };
                assert!((-0.006..0.02).contains(&inside), "{}, edge {edge}: said {said}, seen {seen}", product.art);
            }
        }
    }

    #[test]
    fn samples_become_sound_documents() {
        for sample in collages() {
            for lang in Lang::ALL {
                let made = compose(&sample, lang, CollageId::from_raw(7), Timestamp::default(), &kept);
                assert_eq!(made.check(), [], "{}", sample.name);
                assert_eq!(made.tiles.len(), sample.tiles.len(), "{}: a piece names an unknown art", sample.name);
                assert_eq!(made.page.order.len(), made.tiles.len());
                assert_eq!(made.meta.title, sample.title(lang));
                let linked: BTreeSet<&str> = sample.arts().collect();
                assert!(linked.len() >= 6, "{}", sample.name);
                assert_eq!(made.products.len(), linked.len());
                let page = Size::new(sample.size_px[0], sample.size_px[1]);
                for tile in made.tiles.values() {
                    let centre = tile.frame.centre;
                    assert!((0.0..=page.width).contains(&centre.x) && (0.0..=page.height).contains(&centre.y));
                }
            }
        }
    }

    #[test]
    fn pictures_keep_their_proportions() {
        for sample in collages() {
            let made = compose(&sample, Lang::En, CollageId::from_raw(7), Timestamp::default(), &kept);
            for tile in made.tiles.values() {
                if let Some(picture) = tile.picture() {
                    let shown = picture.crop.width() / picture.crop.height();
                    assert!((tile.frame.size.width / tile.frame.size.height - shown).abs() < 1e-9);
                }
            }
        }
    }

    #[test]
    fn a_sample_without_its_pictures_keeps_its_words() {
        for sample in collages() {
            let made = compose(&sample, Lang::Fr, CollageId::from_raw(7), Timestamp::default(), &|_| None);
            assert_eq!(made.check(), []);
            assert!(made.products.is_empty() && made.images().is_empty());
            assert_eq!(made.tiles.len(), sample.tiles.len() - sample.arts().count());
        }
    }

    #[test]
    fn every_sample_reads_and_has_its_own_name() {
        for text in COLLAGES {
            serde_json::from_str::<StarterCollage>(text).unwrap();
        }
        serde_json::from_str::<Vec<StarterProduct>>(PRODUCTS).unwrap();
        let collages = collages();
        assert_eq!(collages.iter().map(|each| &each.name).collect::<BTreeSet<_>>().len(), 3);
        assert!(collages.iter().all(|each| each.title != each.title_fr));
    }
}
