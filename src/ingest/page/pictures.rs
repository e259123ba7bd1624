//! The product's pictures: what the data says, then the gallery that a reader sees.

use super::assemble::{Evidence, note};
use super::candidate::Tier;
use super::dom::{self, Dom, Item};
use super::{PageProduct, normalise, visible};
use crate::ingest::picture;

/// Most pictures that are kept of one product.
pub(super) const MAX_IMAGES: usize = 40;
/// Pictures stated to be smaller than this are swatches and icons.
const MIN_SIDE_PX: u32 = 100;
/// Likeness of a picture's words and the product's name from which the picture shows the product.
const ALIKE: f32 = 0.75;

/// Parts of class names and ids of the block that holds a product's pictures.
const GALLERY: [&str; 14] = [
    "product-gallery",
    "product__gallery",
    "product_gallery",
    "productgallery",
    "gallery-placeholder",
    "product-image",
    "productimage",
    "product__media",
    "product-media",
    "product-photo",
    "media-gallery",
    "image-gallery",
    "imagegallery",
    "pdp-gallery",
];

/// Fills the pictures, best first.
pub(super) fn fill(product: &mut PageProduct, evidence: &Evidence<'_>, dom: &Dom<'_>) {
    let mut found = Pictures::default();
    for (tier, candidate) in evidence.sources {
        // The head's picture may be the shop's own; it counts where nothing better is known.
        if *tier == Tier::Meta && !found.addresses.is_empty() {
            continue;
        }
        for raw in &candidate.images {
            found.take(*tier, raw, evidence);
        }
        if !found.addresses.is_empty() && *tier < Tier::Meta {
            break;
        }
    }
    for raw in gallery(dom, &product.snapshot.title) {
        found.take(Tier::Visible, &raw, evidence);
    }
    if let Some((tier, raw)) = found.first {
        note(product, "images", tier, &raw);
    }
    product.snapshot.images = found.addresses;
}

#[derive(Default)]
struct Pictures {
    addresses: Vec<String>,
    identities: Vec<String>,
    first: Option<(Tier, String)>,
}

impl Pictures {
    fn take(&mut self, tier: Tier, raw: &str, evidence: &Evidence<'_>) {
        if self.addresses.len() >= MAX_IMAGES {
            return;
        }
        let Some(address) = normalise::image(raw, evidence.base) else { return };
        let identity = picture::identity(&address);
        if self.identities.contains(&identity) {
            return;
        }
        self.first.get_or_insert_with(|| (tier, raw.to_owned()));
        self.identities.push(identity);
        self.addresses.push(address);
    }
}

/// The pictures of the page's gallery: in a block named so, or with the product's name as their words.
fn gallery(dom: &Dom<'_>, title: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, item) in dom.named("img") {
        if found.len() >= MAX_IMAGES {
            break;
        }
        let words = item.element.attr("alt").unwrap_or_default();
        let named = words.split_whitespace().count() >= 2 && visible::similarity(words, title) >= ALIKE;
        let mut inside = false;
        let mut excluded = item.aside && !named;
        for (_, ancestor) in dom.ancestors(at).take(10) {
            let element = ancestor.element;
            excluded |= matches!(element.value().name(), "header" | "footer" | "nav" | "noscript" | "template");
            inside |= names_gallery(ancestor);
        }
        if excluded || !(inside || named) || is_small(item) {
            continue;
        }
        found.extend(address(item));
    }
    found
}

fn names_gallery(item: &Item<'_>) -> bool {
    ["class", "id", "data-testid", "data-gallery-role"].iter().filter_map(|name| item.element.attr(name)).any(|words| {
        let words = words.to_ascii_lowercase();
        GALLERY.iter().any(|name| words.contains(name))
    })
}

fn is_small(item: &Item<'_>) -> bool {
    let side = |name: &str| item.element.attr(name).and_then(|text| text.trim_end_matches("px").parse::<u32>().ok());
    let stated = [side("width"), side("height")].into_iter().flatten().min();
    stated.is_some_and(|side| side < MIN_SIDE_PX) && item.element.attr("srcset").is_none()
}

/// The best address that an `img` names: what its zoom loads, the largest of its set, its own.
fn address(item: &Item<'_>) -> Option<String> {
    let attribute = |name: &&str| item.element.attr(name).map(str::trim).filter(|text| !text.is_empty());
    const ZOOM: [&str; 8] = [
        "data-zoom-image",
        "data-large_image",
        "data-old-hires",
        "data-zoom",
        "data-full",
        "data-large",
        "data-src-zoom",
        "data-hi-res",
    ];
    let zoom = ZOOM.iter().find_map(attribute).filter(|text| dom::looks_like_address(text)).map(str::to_owned);
    let set = || ["srcset", "data-srcset"].iter().find_map(attribute).and_then(picture::largest_of_set);
    let own = || ["src", "data-src", "data-original", "data-lazy"].iter().filter_map(attribute).map(str::to_owned);
    zoom.or_else(set).into_iter().chain(own()).find(|text| !text.starts_with("data:"))
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    #[test]
    fn the_gallery_and_nothing_else() {
        let html = Html::parse_document(
            r#"<header><img class="product-image" src="/logo-of-shop.jpg"></header>
            <div class="product-gallery"><img src="/s/1.jpg" data-zoom-image="/l/1.jpg"><img srcset="/s/2.jpg 200w, /l/2.jpg 900w" src="/s/2.jpg">
            <img src="data:image/gif;base64,R0" data-src="/l/3.jpg"><img src="/swatch.jpg" width="40"></div>
            <p><img src="/l/4.jpg" alt="Arc lamp, brass"></p><div class="related"><div class="product-image"><img src="/other.jpg" alt="Table"></div></div>"#,
        );
        assert_eq!(gallery(&Dom::new(&html), "Arc lamp"), ["/l/1.jpg", "/l/2.jpg", "/l/3.jpg", "/l/4.jpg"]);
    }
}
