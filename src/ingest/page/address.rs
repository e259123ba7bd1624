//! The product's number in the page's address, where the page itself uses it as an id.

use std::collections::HashSet;

use url::Url;

use super::dom::Dom;

/// Attributes in which pages carry the ids of their products.
const ID_ATTRIBUTES: [&str; 16] = [
    "data-sku", "data-product-sku", "data-product-id", "data-productid", "data-product", "data-pid", "data-item-id", "data-itemid", "data-id",
    "data-asin", "data-article", "data-code", "data-product-code", "data-article-number", "data-item", "data-offer-id",
];

/// Names of form fields that carry the product into the basket.
const ID_FIELDS: [&str; 18] = [
    "asin", "sku", "product", "product_id", "productid", "pid", "item", "itemid", "item_id", "id", "products_id", "id_product", "product_code",
    "artnr", "article", "add-to-cart", "variantid", "product-id",
];

/// The part of the address that looks like a number and that the page uses as an id too.
pub(super) fn product_number(url: &Url, dom: &Dom<'_>) -> Option<String> {
    let tokens = tokens(url);
    if tokens.is_empty() {
        return None;
    }
    let ids = ids(dom);
    tokens.into_iter().find(|token| ids.contains(&token.to_lowercase()))
}

/// Whether the text stands in the address as a whole token.
pub(super) fn names(url: &Url, text: &str) -> bool {
    let text: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let address: String = format!("{}?{}", url.path(), url.query().unwrap_or_default()).to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    text.len() >= 4 && address.contains(&text)
}

/// Number-like parts of an address, the last part of the path first.
fn tokens(url: &Url) -> Vec<String> {
    let mut tokens = Vec::new();
    let segments: Vec<&str> = url.path_segments().map(|segments| segments.filter(|segment| !segment.is_empty()).collect()).unwrap_or_default();
    let values: Vec<String> = url.query_pairs().map(|(_, value)| value.into_owned()).take(20).collect();
    for part in segments.iter().rev().take(3).map(|segment| (*segment).to_owned()).chain(values) {
        let stem = part.rsplit_once('.').map_or(part.as_str(), |(stem, _)| stem);
        for token in std::iter::once(stem).chain(stem.split(['-', '_', ',', '.', ';', '~'])) {
            let digits = token.bytes().filter(u8::is_ascii_digit).count();
            let fits = (4..=24).contains(&token.len()) && digits >= 3 && digits * 3 >= token.len() && token.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if fits && !tokens.iter().any(|known| known == token) {
                tokens.push(token.to_owned());
            }
            // “p3182808”, “x3410048”: the letter says what the number is.
            let bare = token.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            if fits && bare.len() >= 5 && bare.bytes().all(|byte| byte.is_ascii_digit()) && !tokens.iter().any(|known| known == bare) {
                tokens.push(bare.to_owned());
            }
        }
    }
    tokens
}

fn ids(dom: &Dom<'_>) -> HashSet<String> {
    let mut ids = HashSet::new();
    for item in &dom.items {
        if ids.len() > 5000 {
            break;
        }
        let element = item.element;
        for name in ID_ATTRIBUTES {
            ids.extend(element.attr(name).map(|value| value.trim().to_lowercase()));
        }
        if element.value().name() == "input"
            && let (Some(name), Some(value)) = (element.attr("name").or(element.attr("id")), element.attr("value"))
            && ID_FIELDS.contains(&name.to_ascii_lowercase().as_str())
        {
            ids.insert(value.trim().to_lowercase());
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    #[test]
    fn a_number_needs_a_witness() {
        let url = Url::parse("https://shop.example/lamp-red-p123456.html?x=1").unwrap();
        let html = Html::parse_document("<input type=hidden name=product_id value=123456>");
        assert_eq!(product_number(&url, &Dom::new(&html)).as_deref(), Some("123456"));
        assert_eq!(product_number(&url, &Dom::new(&Html::parse_document("<p>123456"))), None);
        assert!(names(&url, "12-34-56") && !names(&url, "9999"));
    }
}
