//! How known shop systems write variants and prices in the data that they embed for their own scripts.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::candidate::{Candidate, Offer};
use super::dom::Dom;
use super::{normalise, schema};
use crate::ingest::price::{self, ParsedPrice};
use crate::model::{Availability, Currency};

/// Most variants that are read of one product.
const MAX_VARIANTS: usize = 250;
/// Longest attribute with variations that is read, in bytes.
const MAX_ATTRIBUTE_BYTES: usize = 2 << 20;
/// Names of the option that is the colour.
const COLOUR: [&str; 12] =
    ["color", "colour", "farbe", "couleur", "färg", "farve", "kolor", "colore", "cor", "kleur", "barva", "カラー"];

/// An object's values under their names without case and punctuation.
pub(super) struct Keys<'v>(Vec<(String, &'v Value)>);

impl<'v> Keys<'v> {
    pub(super) fn new(map: &'v Map<String, Value>) -> Self {
        let squeeze =
            |key: &str| key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        Self(map.iter().take(200).map(|(key, value)| (squeeze(key), value)).collect())
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&'v Value> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| *value)
    }

    /// Whether a key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The first text of these keys.
    pub(super) fn text(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.get(key).and_then(schema::text))
    }

    /// A list, also one written as `{"nodes": […]}` or `{"edges": [{"node": …}]}`.
    fn list(&self, key: &str) -> Vec<&'v Value> {
        let value = match self.get(key) {
            Some(Value::Object(map)) => map.get("nodes").or_else(|| map.get("edges")),
            other => other,
        };
        let list = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        list.iter().take(MAX_VARIANTS).map(|entry| entry.get("node").unwrap_or(entry)).collect()
    }

    /// What it says on stock.
    pub(super) fn stock(&self) -> Option<Availability> {
        let names = ["available", "isinstock", "instock", "availableforsale", "availability", "stockstatus"];
        match names.iter().find_map(|key| self.get(key))? {
            Value::Bool(yes) => Some(in_stock(*yes)),
            Value::String(text) => normalise::availability(text),
            _ => None,
        }
    }
}

/// Fills offers and variants, where the object is written as a known system does. `currency` is the page's.
pub(super) fn offers(keys: &Keys<'_>, currency: Option<Currency>, candidate: &mut Candidate) {
    let variants = keys.list("variants");
    if variants.iter().any(|variant| is_shopify(variant)) {
        shopify(keys, &variants, currency, candidate);
    } else if keys.has("displayprice") && keys.has("displayregularprice") {
        candidate.offers.extend(woocommerce_offer(keys, currency));
    } else if let Some(price) = keys.get("price").filter(|price| price.get("sales").is_some()) {
        // Salesforce Commerce Cloud.
        let code = price.get("sales").and_then(|sales| schema::text(sales.get("currency")?));
        let code = code.and_then(|code| code.parse().ok()).or(currency);
        let value = |key: &str| amount(price.get(key)?.get("value")?, false, code);
        candidate.offers.push(Offer { price: value("sales"), list_price: value("list"), ..Offer::default() });
    } else if let Some(prices) =
        keys.get("priceinfo").or_else(|| keys.get("prices")).filter(|prices| prices.get("finalPrice").is_some())
    {
        // Magento.
        let value = |key: &str| {
            let price = prices.get(key)?;
            amount(price.get("amount").unwrap_or(price), false, currency)
        };
        let offer = Offer { price: value("finalPrice"), list_price: value("oldPrice"), ..Offer::default() };
        candidate.offers.push(offer);
    } else if let Some(range) = keys.get("pricerange").and_then(|range| range.get("minVariantPrice")) {
        // Shopify's storefront interface.
        candidate.offers.push(Offer { price: money(range), availability: keys.stock(), ..Offer::default() });
    }
    candidate.offers.retain(|offer| offer.price.is_some());
}

/// A price that says its own currency, or stands beside one, in whatever shape: the last resort of pages that
/// show nothing before their scripts run.
pub(super) fn stated_price(keys: &Keys<'_>) -> Option<ParsedPrice> {
    let beside = keys.text(&["currency", "currencycode", "pricecurrency"]).and_then(|code| code.trim().parse().ok());
    ["saleprice", "currentprice", "finalprice", "price"].iter().find_map(|key| match keys.get(key)? {
        object @ Value::Object(_) => money(object),
        Value::String(text) => {
            let parsed = price::parse_machine(text, beside)?;
            parsed.price.currency.is_some().then_some(parsed)
        }
        // A bare whole number may count hundredths.
        number @ Value::Number(_) if number.as_f64().is_some_and(|number| number.fract() != 0.0) => {
            beside.and_then(|code| amount(number, false, Some(code)))
        }
        _ => None,
    })
}

/// The variations that WooCommerce writes into its form: of the page's product, without its name.
pub(super) fn woocommerce(dom: &Dom<'_>, currency: Option<Currency>) -> Option<Candidate> {
    let text =
        dom.items.iter().filter(|item| !item.aside).find_map(|item| item.element.attr("data-product_variations"))?;
    let list: Vec<Value> = serde_json::from_str(text.get(..text.len().min(MAX_ATTRIBUTE_BYTES))?).ok()?;
    let mut product = Candidate::default();
    for entry in list.iter().take(MAX_VARIANTS).filter_map(Value::as_object) {
        let keys = Keys::new(entry);
        let attributes = keys.get("attributes").and_then(Value::as_object);
        let named = |name: &str| COLOUR.iter().any(|colour| name.ends_with(colour));
        let options = attributes.into_iter().flatten().filter_map(|(name, value)| Some((name, schema::text(value)?)));
        let mut variant = Candidate {
            sku: keys.text(&["sku"]),
            ids: keys.text(&["variationid"]).into_iter().collect(),
            offers: woocommerce_offer(&keys, currency).into_iter().collect(),
            ..Candidate::default()
        };
        for (name, value) in options.take(10) {
            if named(name) {
                variant.colour = Some(value.clone());
            }
            variant.options.push(value);
        }
        let image = keys.get("image").and_then(Value::as_object);
        variant.images.extend(image.and_then(|image| schema::text(image.get("full_src").or(image.get("src"))?)));
        product.variants.push(variant);
    }
    product.variant_count = product.variants.len();
    product.variants.iter().any(|variant| !variant.offers.is_empty()).then_some(product)
}

fn woocommerce_offer(keys: &Keys<'_>, currency: Option<Currency>) -> Option<Offer> {
    let value = |key: &str| amount(keys.get(key)?, false, currency);
    let price = value("displayprice").filter(|price| !price.price.amount.is_zero())?;
    let list_price = value("displayregularprice").filter(|list| list.price.amount > price.price.amount);
    Some(Offer { price: Some(price), list_price, availability: keys.stock(), ..Offer::default() })
}

fn is_shopify(variant: &Value) -> bool {
    ["compare_at_price", "compareAtPrice", "availableForSale"].iter().any(|key| variant.get(key).is_some())
        || variant.get("option1").is_some() && variant.get("price").is_some()
}

/// Shopify: whole numbers are hundredths, texts are not.
fn shopify(keys: &Keys<'_>, variants: &[&Value], currency: Option<Currency>, candidate: &mut Candidate) {
    let options = keys.list("options");
    let name = |option: &Value| option.as_str().map(str::to_owned).or_else(|| schema::text(option.get("name")?));
    let is_colour = |name: &str| COLOUR.contains(&name.to_lowercase().as_str());
    let colour_at = options.iter().position(|option| name(option).is_some_and(|name| is_colour(&name)));
    candidate.variant_count = variants.len();
    for entry in variants.iter().filter_map(|variant| variant.as_object()) {
        let own = Keys::new(entry);
        let price_of = |keys: &[&str]| {
            let value = keys.iter().find_map(|key| own.get(key))?;
            money(value).or_else(|| amount(value, true, currency))
        };
        let price = price_of(&["price", "pricev2"]);
        let list = price_of(&["compareatprice", "compareatpricev2"]);
        let list_price = list.filter(|list| price.as_ref().is_some_and(|price| list.price.amount > price.price.amount));
        let offer = Offer {
            price,
            list_price,
            availability: own.stock(),
            sku: own.text(&["sku"]),
            gtin: own.text(&["barcode"]),
            ..Offer::default()
        };
        let mut variant = Candidate { sku: offer.sku.clone(), offers: vec![offer], ..Candidate::default() };
        variant.gtins.extend(own.text(&["barcode"]));
        variant.ids.extend(own.text(&["id"]).and_then(|id| id.rsplit('/').next().map(str::to_owned)));
        for (at, key) in ["option1", "option2", "option3"].iter().enumerate() {
            let Some(value) = own.text(&[key]) else { continue };
            if colour_at == Some(at) {
                variant.colour = Some(value.clone());
            }
            variant.options.push(value);
        }
        for option in own.list("selectedoptions") {
            let Some(value) = option.get("value").and_then(schema::text) else { continue };
            if option.get("name").and_then(Value::as_str).is_some_and(is_colour) {
                variant.colour = Some(value.clone());
            }
            variant.options.push(value);
        }
        let picture = own.get("featuredimage").or(own.get("image"));
        variant.images.extend(picture.and_then(|image| schema::text(image.get("src").or(image.get("url"))?)));
        variant.offers.retain(|offer| offer.price.is_some());
        candidate.variants.push(variant);
    }
    if let [only] = candidate.variants.as_slice() {
        candidate.sku = candidate.sku.take().or_else(|| only.sku.clone());
        candidate.gtins.extend(only.gtins.clone());
    }
    candidate.images = images(keys);
}

/// The pictures of a product, in the lists that shop systems keep them in.
pub(super) fn images(keys: &Keys<'_>) -> Vec<String> {
    let address = |image: &Value| match image {
        Value::String(text) => Some(text.clone()),
        Value::Object(map) => {
            let keys = Keys::new(map);
            keys.text(&["src", "url", "originalsrc", "fullsrc", "zoom", "large", "href"])
        }
        _ => None,
    };
    let lists = ["images", "gallery", "mediagallery", "pictures", "photos"];
    let found = lists.iter().map(|key| keys.list(key)).find(|list| !list.is_empty()).unwrap_or_default();
    found.into_iter().filter_map(address).filter(|text| text.contains('/') || text.contains('.')).take(40).collect()
}

/// `{"amount": "9.50", "currencyCode": "EUR"}`, `{"centAmount": 950, …}`, `{"value": 9.5, "currency": "EUR"}`.
fn money(value: &Value) -> Option<ParsedPrice> {
    let keys = Keys::new(value.as_object()?);
    let code: Option<Currency> =
        keys.text(&["currencycode", "currency", "currencyiso", "currencyunit"])?.trim().parse().ok();
    if let Some(cents) = keys.get("centamount") {
        let digits = keys.get("fractiondigits").and_then(Value::as_u64).unwrap_or(2);
        let mut parsed = amount(cents, false, code)?;
        parsed.price.amount = shifted(parsed.price.amount, u32::try_from(digits).ok()?)?;
        return Some(parsed);
    }
    amount(["amount", "value", "price"].iter().find_map(|key| keys.get(key))?, false, Some(code?))
}

/// Divided by a power of ten.
fn shifted(amount: Decimal, digits: u32) -> Option<Decimal> {
    (digits <= 4).then(|| Decimal::try_new(1, digits).ok()?.checked_mul(amount))?
}

fn in_stock(yes: bool) -> Availability {
    if yes { Availability::InStock } else { Availability::OutOfStock }
}

fn amount(value: &Value, hundredths: bool, currency: Option<Currency>) -> Option<ParsedPrice> {
    let mut parsed = price::parse_machine(&schema::text(value)?, currency)?;
    if hundredths && value.is_u64() {
        parsed.price.amount = shifted(parsed.price.amount, 2)?;
    }
    Some(parsed)
}

#[cfg(test)]
mod tests {
    use scraper::Html;
    use serde_json::json;

    use super::*;

    fn read(value: &Value) -> Candidate {
        let mut candidate = Candidate::default();
        offers(&Keys::new(value.as_object().unwrap()), "EUR".parse().ok(), &mut candidate);
        candidate
    }

    fn price_of(candidate: &Candidate) -> String {
        candidate.all_offers().next().unwrap().price.as_ref().unwrap().price.to_string()
    }

    #[test]
    fn shapes_of_known_systems() {
        let storefront =
            read(&json!({"title": "Lamp", "variants": {"edges": [{"node": {"id": "gid://shopify/ProductVariant/77",
            "availableForSale": true, "price": {"amount": "59.0", "currencyCode": "SEK"}, "compareAtPrice": null,
            "selectedOptions": [{"name": "Color", "value": "Brass"}]}}]}}));
        assert_eq!(price_of(&storefront), "59.0 SEK");
        assert_eq!(
            (storefront.variants[0].colour.as_deref(), storefront.variants[0].ids[0].as_str()),
            (Some("Brass"), "77")
        );
        assert_eq!(price_of(&read(&json!({"price": {"sales": {"value": 5, "currency": "USD"}}}))), "5 USD");
        assert_eq!(price_of(&read(&json!({"prices": {"finalPrice": {"amount": 7.5}}}))), "7.5 EUR");
        let range = json!({"priceRange": {"minVariantPrice": {"amount": "12.5", "currencyCode": "GBP"}}});
        assert_eq!(price_of(&read(&range)), "12.5 GBP");
    }

    #[test]
    fn stated_prices_say_their_currency() {
        let read =
            |value: Value| stated_price(&Keys::new(value.as_object().unwrap())).map(|price| price.price.to_string());
        let cents = json!({"price": {"centAmount": 12900, "currencyCode": "EUR", "fractionDigits": 2}});
        assert_eq!(read(cents).as_deref(), Some("129.00 EUR"));
        assert_eq!(read(json!({"price": 12.5, "currency": "EUR"})).as_deref(), Some("12.5 EUR"));
        assert_eq!(read(json!({"price": 12900, "currency": "EUR"})), None);
        assert_eq!(read(json!({"price": "12.50"})), None);
    }

    #[test]
    fn woocommerce_variations() {
        let html = Html::parse_document(
            r#"<form class="variations_form" data-product_variations='[{"variation_id":81,"sku":"R","display_price":10,"display_regular_price":12,
            "is_in_stock":true,"attributes":{"attribute_pa_color":"red"},"image":{"full_src":"/r.jpg"}},{"variation_id":82,"display_price":11,"display_regular_price":11,"attributes":{}}]'>"#,
        );
        let found = woocommerce(&Dom::new(&html), "EUR".parse().ok()).unwrap();
        let red = &found.variants[0];
        assert_eq!((red.colour.as_deref(), red.images[0].as_str()), (Some("red"), "/r.jpg"));
        assert_eq!(red.offers[0].list_price.as_ref().unwrap().price.to_string(), "12 EUR");
        assert_eq!(found.variants[1].offers[0].list_price, None);
    }
}
