//! The meaning of the data that shop systems embed for their own scripts: Shopify's product JSON, WooCommerce's
//! variations, Salesforce's and Magento's prices, `__NEXT_DATA__`, data layers.
//!
//! Such data speaks of many products; an object counts only where its name or number is the page's. Amounts
//! are believed only in the shapes of known systems: a data layer may hold them without tax.

use serde_json::Value;

use super::candidate::Candidate;
use super::dom::Dom;
use super::merge::About;
use super::systems::{self, Keys};
use super::{address, normalise, scripts, visible};
use crate::ingest::price::PriceHints;
use crate::model::Currency;

/// Deepest nesting that is searched.
const MAX_DEPTH: usize = 32;
/// Most values that are looked at.
const MAX_VISITS: usize = 400_000;

/// The product of the page as embedded data describes it: none or one.
pub(super) fn read(dom: &Dom<'_>, about: &About<'_>, hints: &PriceHints<'_>) -> Vec<Candidate> {
    let mut search = Search { about, hints, visits: 0, found: Vec::new(), currency: None };
    for literal in scripts::literals(dom) {
        search.visit(&literal, 0);
    }
    let variations = systems::woocommerce(dom, search.currency.or(hints.currency));
    search.found.extend(variations.map(|candidate| (0, candidate)));
    search.found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let mut found = search.found.into_iter().map(|(_, candidate)| candidate);
    let Some(mut product) = found.next() else { return Vec::new() };
    for other in found {
        fill(&mut product.brand, other.brand);
        fill(&mut product.sku, other.sku);
        fill(&mut product.mpn, other.mpn);
        fill(&mut product.colour, other.colour);
        product.gtins.extend(other.gtins.into_iter().take(3));
        product.availability = product.availability.or(other.availability);
        if product.offers.is_empty() && product.variants.is_empty() {
            product.offers = other.offers;
            product.variants = other.variants;
        }
        product.stated = product.stated.or(other.stated);
        if product.images.is_empty() {
            product.images = other.images;
        }
        product.variant_count = product.variant_count.max(other.variant_count);
    }
    vec![product]
}

fn fill(field: &mut Option<String>, from: Option<String>) {
    if field.is_none() {
        *field = from;
    }
}

struct Search<'s> {
    about: &'s About<'s>,
    hints: &'s PriceHints<'s>,
    visits: usize,
    /// With how many fields each has.
    found: Vec<(usize, Candidate)>,
    currency: Option<Currency>,
}

impl Search<'_> {
    fn visit(&mut self, value: &Value, depth: usize) {
        self.visits += 1;
        if depth > MAX_DEPTH || self.visits > MAX_VISITS || self.found.len() > 60 {
            return;
        }
        match value {
            Value::Array(list) => list.iter().for_each(|value| self.visit(value, depth + 1)),
            Value::Object(map) => {
                let keys = Keys::new(map);
                if let Some(code) =
                    keys.text(&["currencycode", "currency", "pricecurrency"]).filter(|code| code.len() == 3)
                {
                    self.currency = code.parse().ok().or(self.currency);
                }
                if let Some(candidate) = self.product(&keys) {
                    let fields = [&candidate.brand, &candidate.sku, &candidate.mpn]
                        .into_iter()
                        .filter(|field| field.is_some())
                        .count();
                    self.found.push((fields + 2 * candidate.all_offers().count().min(1), candidate));
                }
                map.values()
                    .filter(|value| value.is_object() || value.is_array())
                    .for_each(|value| self.visit(value, depth + 1));
            }
            _ => {}
        }
    }

    /// The object as a candidate, when it is the page's product.
    fn product(&self, keys: &Keys<'_>) -> Option<Candidate> {
        let title = keys.text(&["name", "title", "productname", "itemname", "displayname", "producttitle"]);
        let title = title.as_deref().and_then(normalise::plain_text);
        let number = keys
            .text(&["sku", "productid", "id", "itemid", "productsku", "pid", "code"])
            .filter(|number| number.len() >= 5);
        let by_title = title.as_deref().is_some_and(|title| {
            let words = title.split_whitespace().count();
            self.about.titles.iter().any(|other| {
                other.eq_ignore_ascii_case(title) || words >= 2 && visible::similarity(title, other) >= 0.8
            })
        });
        let by_number = number.as_deref().is_some_and(|number| {
            number.bytes().any(|byte| byte.is_ascii_digit())
                && self.about.url.is_some_and(|url| address::names(url, number))
        });
        if !by_title && !(by_number && (title.is_none() || keys.has("brand"))) {
            return None;
        }
        let mut candidate = Candidate {
            brand: keys.text(&[
                "brand",
                "brandname",
                "itembrand",
                "productbrand",
                "manufacturer",
                "manufacturername",
                "vendor",
            ]),
            sku: keys.text(&["sku", "productsku", "itemsku", "articlenumber"]),
            mpn: keys.text(&["mpn", "partnumber", "manufacturerpartnumber", "manufacturerpartnumbers"]),
            colour: keys.text(&["color", "colour"]),
            availability: keys.stock(),
            title,
            ..Candidate::default()
        };
        candidate.gtins = ["gtin", "gtin13", "ean", "eans", "ean13", "upc", "barcode", "isbn"]
            .iter()
            .filter_map(|key| keys.text(&[key]))
            .take(3)
            .collect();
        systems::offers(keys, self.currency.or(self.hints.currency), &mut candidate);
        candidate.stated = systems::stated_price(keys);
        if candidate.images.is_empty() {
            candidate.images = systems::images(keys);
        }
        let useful = candidate.brand.is_some()
            || candidate.sku.is_some()
            || candidate.stated.is_some()
            || !candidate.gtins.is_empty()
            || candidate.all_offers().next().is_some();
        useful.then_some(candidate)
    }
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    fn read_page(html: &str) -> Vec<Candidate> {
        let html = Html::parse_document(html);
        let about = About { titles: vec!["Arc lamp brass"], url: None, image: None };
        read(&Dom::new(&html), &about, &PriceHints::default())
    }

    #[test]
    fn shopify_counts_in_hundredths() {
        let found = read_page(
            r#"<script type="application/json" data-product-json>{"title":"Arc lamp brass","vendor":"Lumen","variants":[
            {"sku":"L-1","price":12900,"compare_at_price":15900,"available":true},{"sku":"L-2","price":"119.00","compare_at_price":null,"available":false}]}</script>"#,
        );
        assert_eq!(found[0].brand.as_deref(), Some("Lumen"));
        let prices: Vec<String> =
            found[0].all_offers().filter_map(|offer| Some(offer.price.as_ref()?.price.to_string())).collect();
        assert_eq!(prices, ["129.00", "119.00"]);
    }

    #[test]
    fn other_products_of_the_page_stay_out() {
        let found = read_page(
            r#"<script>var x = {"items":[{"name":"Table","brand":"Oak","sku":"1"},{"name":"Arc lamp brass","brand":"Lumen","price":"9"}]};</script>"#,
        );
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].brand.as_deref(), found[0].offers.len()), (Some("Lumen"), 0));
    }

    #[test]
    fn salesforce_prices() {
        let found = read_page(
            r#"<div data-product='{"productName":"Arc lamp brass","id":"4711","brand":"Lumen","price":{"sales":{"value":80.5,"currency":"EUR"},"list":{"value":100}}}'></div>"#,
        );
        assert_eq!(found[0].offers[0].price.as_ref().unwrap().price.to_string(), "80.5 EUR");
        assert_eq!(found[0].offers[0].list_price.as_ref().unwrap().price.amount.to_string(), "100");
    }
}
