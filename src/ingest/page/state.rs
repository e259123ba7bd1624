//! The meaning of the data that shop systems embed for their own scripts: Shopify's product JSON, WooCommerce's
//! variations, Salesforce's and Magento's prices, `__NEXT_DATA__`, data layers.
//!
//! Such data speaks of many products; an object counts only where its name or number is the page's. Amounts
//! are believed only in the shapes of known systems: a data layer may hold them without tax.

use serde_json::{Map, Value};

use super::candidate::{Candidate, Offer};
use super::dom::Dom;
use super::merge::About;
use super::{address, normalise, schema, scripts, visible};
use crate::ingest::price::{self, PriceHints};
use crate::model::{Availability, Currency};

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
        if product.offers.is_empty() {
            product.offers = other.offers;
        }
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
                    self.found.push((fields + 2 * candidate.offers.len().min(1), candidate));
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
        self.offers(keys, &mut candidate);
        let useful = candidate.brand.is_some()
            || candidate.sku.is_some()
            || !candidate.gtins.is_empty()
            || !candidate.offers.is_empty();
        useful.then_some(candidate)
    }

    fn offers(&self, keys: &Keys<'_>, candidate: &mut Candidate) {
        let currency = self.currency.or(self.hints.currency);
        let amount = |value: Option<&Value>, cents: bool| price_of(value?, cents, currency);
        if let Some(variants) = keys
            .list("variants")
            .filter(|variants| variants.iter().any(|variant| variant.get("compare_at_price").is_some()))
        {
            // Shopify: whole numbers are hundredths, texts are not.
            candidate.variant_count = variants.len();
            for variant in variants.iter().take(250) {
                candidate.offers.push(Offer {
                    price: amount(variant.get("price"), true),
                    list_price: amount(variant.get("compare_at_price"), true),
                    availability: variant.get("available").and_then(Value::as_bool).map(in_stock),
                    sku: variant.get("sku").and_then(schema::text),
                    gtin: variant.get("barcode").and_then(schema::text),
                    ..Offer::default()
                });
            }
            candidate.sku =
                candidate.sku.take().or_else(|| candidate.offers.first().and_then(|offer| offer.sku.clone()));
            if let Some(images) = keys.list("images") {
                candidate.images = images
                    .iter()
                    .filter_map(|image| image.as_str().map(str::to_owned).or_else(|| schema::text(image.get("src")?)))
                    .collect();
            }
        } else if let Some(price) = keys.get("displayprice").filter(|_| keys.has("displayregularprice")) {
            // WooCommerce.
            let offer = Offer {
                price: amount(Some(price), false),
                list_price: amount(keys.get("displayregularprice"), false),
                ..Offer::default()
            };
            candidate.offers.push(offer);
        } else if let Some(price) = keys.get("price").filter(|price| price.get("sales").is_some()) {
            // Salesforce Commerce Cloud.
            let code = price
                .get("sales")
                .and_then(|sales| schema::text(sales.get("currency")?))
                .and_then(|code| code.parse().ok())
                .or(currency);
            let value = |key: &str| price_of(price.get(key)?.get("value")?, false, code);
            candidate.offers.push(Offer { price: value("sales"), list_price: value("list"), ..Offer::default() });
        } else if let Some(prices) =
            keys.get("priceinfo").or_else(|| keys.get("prices")).filter(|prices| prices.get("finalPrice").is_some())
        {
            // Magento.
            let value = |key: &str| {
                let price = prices.get(key)?;
                price_of(price.get("amount").unwrap_or(price), false, currency)
            };
            candidate.offers.push(Offer {
                price: value("finalPrice"),
                list_price: value("oldPrice"),
                ..Offer::default()
            });
        }
        candidate.offers.retain(|offer| offer.price.is_some());
    }
}

fn in_stock(yes: bool) -> Availability {
    if yes { Availability::InStock } else { Availability::OutOfStock }
}

fn price_of(value: &Value, cents: bool, currency: Option<Currency>) -> Option<price::ParsedPrice> {
    let mut parsed = price::parse_machine(&schema::text(value)?, currency)?;
    if cents && value.is_u64() {
        parsed.price.amount /= rust_decimal::Decimal::ONE_HUNDRED;
    }
    Some(parsed)
}

/// An object's values under their names without case and punctuation.
struct Keys<'v>(Vec<(String, &'v Value)>);

impl<'v> Keys<'v> {
    fn new(map: &'v Map<String, Value>) -> Self {
        let squeeze =
            |key: &str| key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        Self(map.iter().take(200).map(|(key, value)| (squeeze(key), value)).collect())
    }

    fn get(&self, key: &str) -> Option<&'v Value> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| *value)
    }

    fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    fn list(&self, key: &str) -> Option<&'v Vec<Value>> {
        self.get(key)?.as_array()
    }

    fn text(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.get(key).and_then(schema::text))
    }

    fn stock(&self) -> Option<Availability> {
        let value = ["available", "isinstock", "instock", "availability", "stockstatus"]
            .iter()
            .find_map(|key| self.get(key))?;
        match value {
            Value::Bool(yes) => Some(in_stock(*yes)),
            Value::String(text) => normalise::availability(text),
            _ => None,
        }
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
        assert_eq!(found[0].offers[0].price.as_ref().unwrap().price.to_string(), "129");
        assert_eq!(found[0].offers[1].price.as_ref().unwrap().price.to_string(), "119.00");
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
