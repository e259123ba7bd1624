//! The meaning of schema.org nodes, whichever syntax they came in: JSON-LD, microdata and RDFa are all turned
//! into JSON values first, keys in lower case, and read here.

use serde_json::{Map, Value};

use super::candidate::{Candidate, Offer};
use super::normalise;
use crate::ingest::price::{self, ParsedPrice, PriceHints};
use crate::model::Currency;

/// A schema.org node.
pub(super) type Node = Map<String, Value>;

/// Deepest nesting that is followed.
const MAX_DEPTH: usize = 24;
/// Most offers, variants and pictures that are read of one product.
const MAX_LIST: usize = 500;

/// Types that are things to buy.
const PRODUCT_TYPES: [&str; 13] = [
    "product",
    "productgroup",
    "productmodel",
    "individualproduct",
    "someproducts",
    "book",
    "vehicle",
    "car",
    "motorcycle",
    "musicalbum",
    "productcollection",
    "artwork",
    "drug",
];

/// Keys under which other products stand.
const OTHER_PRODUCTS: [&str; 8] = [
    "isrelatedto",
    "issimilarto",
    "isaccessoryorsparepartfor",
    "isconsumablefor",
    "review",
    "reviews",
    "aggregaterating",
    "breadcrumb",
];

/// Every key in lower case and without its vocabulary, every `@type` short and in lower case.
pub(super) fn lower_keys(value: Value, depth: usize) -> Value {
    match value {
        _ if depth > 100 => Value::Null,
        Value::Object(map) => {
            let mut out = Map::new();
            for (key, value) in map {
                let key = short_name(&key);
                let value = lower_keys(value, depth + 1);
                // A key that occurs twice in different spelling: the first one with something in it stays.
                if out.get(&key).is_none_or(Value::is_null) {
                    out.insert(key, value);
                }
            }
            Value::Object(out)
        }
        Value::Array(list) => Value::Array(list.into_iter().map(|value| lower_keys(value, depth + 1)).collect()),
        other => other,
    }
}

/// `http://schema.org/Product` and `schema:Product` → `product`.
pub(super) fn short_name(name: &str) -> String {
    let name = name.trim().trim_end_matches('/');
    name.rsplit(['/', '#', ':']).next().unwrap_or(name).to_lowercase()
}

/// Whether the node is of one of these types.
pub(super) fn has_type(node: &Node, types: &[&str]) -> bool {
    let is = |value: &Value| value.as_str().is_some_and(|name| types.contains(&short_name(name).as_str()));
    match node.get("@type") {
        Some(Value::Array(list)) => list.iter().any(is),
        Some(value) => is(value),
        None => false,
    }
}

/// Whether the node is a thing to buy.
pub(super) fn is_product(node: &Node) -> bool {
    has_type(node, &PRODUCT_TYPES)
}

/// The product nodes of a value, with whether each stands in a list of several.
pub(super) fn products(value: &Value) -> Vec<(&Node, bool)> {
    let mut found = Vec::new();
    collect(value, false, 0, &mut found);
    found
}

fn collect<'v>(value: &'v Value, listed: bool, depth: usize, found: &mut Vec<(&'v Node, bool)>) {
    if depth > MAX_DEPTH || found.len() >= MAX_LIST {
        return;
    }
    match value {
        Value::Array(list) => list.iter().for_each(|value| collect(value, listed, depth + 1, found)),
        Value::Object(node) => {
            if is_product(node) {
                found.push((node, listed));
                return;
            }
            let is_list = has_type(node, &["itemlist", "offercatalog", "collectionpage", "searchresultspage"]);
            for (key, value) in node {
                if !OTHER_PRODUCTS.contains(&key.as_str()) {
                    let listed = listed || is_list || key == "itemlistelement";
                    collect(value, listed, depth + 1, found);
                }
            }
        }
        _ => {}
    }
}

/// The text of a value: itself, its `@value`, `value` or `name`, or the first of a list.
pub(super) fn text(value: &Value) -> Option<String> {
    text_at(value, 0)
}

fn text_at(value: &Value, depth: usize) -> Option<String> {
    if depth > 4 {
        return None;
    }
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) => list.iter().find_map(|value| text_at(value, depth + 1)),
        Value::Object(node) => {
            ["name", "@value", "value", "title", "content"].iter().find_map(|key| text_at(node.get(*key)?, depth + 1))
        }
        _ => None,
    }
}

fn field(node: &Node, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| text(node.get(*key)?))
}

/// The node as a candidate.
pub(super) fn candidate(node: &Node, hints: &PriceHints<'_>) -> Candidate {
    read(node, hints, 0)
}

fn read(node: &Node, hints: &PriceHints<'_>, depth: usize) -> Candidate {
    let mut candidate = Candidate {
        title: field(node, &["name", "title"]),
        brand: field(node, &["brand", "manufacturer"]),
        sku: field(node, &["sku", "productid"]),
        mpn: field(node, &["mpn", "model"]).filter(|mpn| mpn.chars().count() <= 40),
        category: node.get("category").and_then(category),
        colour: field(node, &["color", "colour"]),
        url: field(node, &["url", "@id", "mainentityofpage"]),
        group: field(node, &["productgroupid", "inproductgroupwithid"]),
        availability: field(node, &["availability"]).and_then(|text| normalise::availability(&text)),
        ..Candidate::default()
    };
    for key in ["gtin", "gtin13", "gtin14", "gtin12", "gtin8", "ean", "isbn", "upc", "ean13", "barcode"] {
        candidate.gtins.extend(node.get(key).and_then(text));
    }
    if candidate.sku.as_deref().is_some_and(|sku| sku.starts_with("isbn:")) {
        candidate.gtins.extend(candidate.sku.take());
    }
    for key in ["image", "images", "photo", "thumbnailurl", "contenturl"] {
        if let Some(value) = node.get(key) {
            images(value, 0, &mut candidate.images);
        }
        if !candidate.images.is_empty() {
            break;
        }
    }
    let own_currency = currency(node, hints);
    if let Some(value) = node.get("offers").or_else(|| node.get("offer")) {
        offers(value, own_currency, hints, 0, &mut candidate);
    }
    if candidate.offers.is_empty() && (node.contains_key("price") || node.contains_key("lowprice")) {
        offer(node, own_currency, hints, &mut candidate);
    }
    if depth < 3 {
        let variants = ["hasvariant", "model"].iter().filter_map(|key| node.get(*key)).flat_map(as_nodes);
        for variant in variants.filter(|variant| is_product(variant) || variant.contains_key("offers")).take(MAX_LIST) {
            candidate.variants.push(read(variant, hints, depth + 1));
        }
        if let Some(parent) = node.get("isvariantof").and_then(|value| as_nodes(value).next()) {
            let parent = read(parent, hints, depth + 1);
            candidate.group = candidate.group.or(parent.group).or_else(|| parent.title.clone());
            candidate.brand = candidate.brand.or(parent.brand);
            candidate.title = candidate.title.or(parent.title);
            candidate.category = candidate.category.or(parent.category);
            if candidate.images.is_empty() {
                candidate.images = parent.images;
            }
        }
    }
    let first = candidate.variants.first();
    if candidate.images.is_empty() {
        candidate.images = first.map(|variant| variant.images.clone()).unwrap_or_default();
    }
    candidate.brand = candidate.brand.or_else(|| candidate.variants.iter().find_map(|variant| variant.brand.clone()));
    candidate
}

fn as_nodes(value: &Value) -> Box<dyn Iterator<Item = &Node> + '_> {
    match value {
        Value::Object(node) => Box::new(std::iter::once(node)),
        Value::Array(list) => Box::new(list.iter().filter_map(Value::as_object)),
        _ => Box::new(std::iter::empty()),
    }
}

fn category(value: &Value) -> Option<String> {
    match value {
        Value::Array(list) => {
            let parts: Vec<String> = list.iter().filter_map(text).take(8).collect();
            (!parts.is_empty()).then(|| parts.join(" > "))
        }
        other => text(other),
    }
}

fn images(value: &Value, depth: usize, out: &mut Vec<String>) {
    if depth > 4 || out.len() >= 60 {
        return;
    }
    match value {
        Value::String(text) if !text.trim().is_empty() => out.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|value| images(value, depth + 1, out)),
        Value::Object(node) => {
            for key in ["contenturl", "url", "image", "@id"] {
                if let Some(value) = node.get(key) {
                    let before = out.len();
                    images(value, depth + 1, out);
                    if out.len() > before {
                        return;
                    }
                }
            }
        }
        _ => {}
    }
}

fn currency(node: &Node, hints: &PriceHints<'_>) -> Option<Currency> {
    let text = field(node, &["pricecurrency", "currency", "currencycode"])?;
    price::parse_currency(&text, hints)
}

fn money(value: &Value, currency: Option<Currency>) -> Option<ParsedPrice> {
    let text = match value {
        // `{"sales": {"value": 9.5}}`: the asking price first.
        Value::Object(node) => {
            let inner =
                ["sales", "sale", "value", "amount", "price", "@value"].iter().find_map(|key| node.get(*key))?;
            return money(inner, currency);
        }
        Value::Array(list) => return list.iter().find_map(|value| money(value, currency)),
        other => text(other)?,
    };
    price::parse_machine(&text, currency).filter(|parsed| !parsed.per_unit)
}

fn offers(value: &Value, outer: Option<Currency>, hints: &PriceHints<'_>, depth: usize, candidate: &mut Candidate) {
    if depth > 6 {
        return;
    }
    for node in as_nodes(value).take(MAX_LIST) {
        offer(node, currency(node, hints).or(outer), hints, candidate);
        if let Some(inner) = node.get("offers") {
            offers(inner, currency(node, hints).or(outer), hints, depth + 1, candidate);
        }
    }
    // A bare price as text.
    if let Value::String(text) = value
        && let Some(price) = price::parse_machine(text, outer)
    {
        candidate.offers.push(Offer { price: Some(price), ..Offer::default() });
    }
}

/// Types of a price specification that are no asking price.
const STRUCK: [&str; 7] =
    ["strikethroughprice", "listprice", "srp", "msrp", "regularprice", "rrp", "minimumadvertisedprice"];

fn offer(node: &Node, currency: Option<Currency>, hints: &PriceHints<'_>, candidate: &mut Candidate) {
    let mut offer = Offer {
        availability: field(node, &["availability"]).and_then(|text| normalise::availability(&text)),
        sku: field(node, &["sku", "mpn"]),
        gtin: field(node, &["gtin", "gtin13", "gtin14", "gtin12", "gtin8", "ean"]),
        url: field(node, &["url", "@id"]),
        seller: node.get("seller").or_else(|| node.get("offeredby")).and_then(text),
        ..Offer::default()
    };
    offer.price = ["price", "lowprice", "saleprice"].iter().find_map(|key| money(node.get(*key)?, currency));
    specifications(node, currency, hints, &mut offer);
    if let Some(list) =
        ["listprice", "regularprice", "highprice_struck"].iter().find_map(|key| money(node.get(*key)?, currency))
    {
        offer.list_price.get_or_insert(list);
    }
    for item in node.get("itemoffered").into_iter().flat_map(as_nodes).take(20) {
        offer.sku = offer.sku.take().or_else(|| field(item, &["sku"]));
        candidate.colour = candidate.colour.take().or_else(|| field(item, &["color"]));
    }
    if offer.price.is_some() || offer.availability.is_some() || offer.list_price.is_some() {
        candidate.offers.push(offer);
    }
}

/// The prices of `priceSpecification`: of several the sale price is asked, then the first; prices for members,
/// per measure and for delivery are not.
fn specifications(node: &Node, currency: Option<Currency>, hints: &PriceHints<'_>, offer: &mut Offer) {
    let (mut asked, mut sale) = (None, None);
    let outer = node.get("pricespecification").into_iter().flat_map(as_nodes).take(20);
    let parts = |node: &'_ Node| node.get("pricecomponent").cloned();
    let compound: Vec<Value> =
        node.get("pricespecification").into_iter().flat_map(as_nodes).filter_map(parts).collect();
    for specification in outer.chain(compound.iter().take(20).flat_map(as_nodes).take(20)) {
        let currency = self::currency(specification, hints).or(currency);
        let amount = ["price", "minprice"].iter().find_map(|key| money(specification.get(*key)?, currency));
        let Some(amount) = amount else { continue };
        let kind = field(specification, &["pricetype"]).map(|kind| short_name(&kind)).unwrap_or_default();
        let for_some = ["validformembertier", "eligiblecustomertype", "membershippointsearned"]
            .iter()
            .any(|key| specification.contains_key(*key));
        if STRUCK.contains(&kind.as_str()) {
            offer.list_price = Some(amount);
        } else if kind == "saleprice" && !for_some {
            sale.get_or_insert(amount);
        } else if !for_some
            && !is_per_measure(specification)
            && !has_type(specification, &["deliverychargespecification"])
        {
            asked.get_or_insert(amount);
        }
    }
    // An offer that repeats its list price as its price: the sale price is what is paid.
    let repeats = |list: &Option<ParsedPrice>, price: &Option<ParsedPrice>| {
        list.as_ref().zip(price.as_ref()).is_some_and(|(list, price)| list.price.amount == price.price.amount)
    };
    if repeats(&offer.list_price, &offer.price) {
        offer.price = sale.or(asked).or(offer.price.take());
    } else {
        offer.price = offer.price.take().or(sale).or(asked);
    }
}

/// Whether a price is per kilogramme, litre or month rather than for the thing. A reference quantity that itself
/// refers to another only says how a unit price would be counted.
fn is_per_measure(specification: &Node) -> bool {
    const PIECES: [&str; 8] = ["c62", "ea", "h87", "pce", "nmp", "set", "pr", "xpk"];
    let quantity = specification.get("referencequantity").and_then(|value| as_nodes(value).next());
    if quantity.is_some_and(|quantity| quantity.contains_key("valuereference")) {
        return false;
    }
    let unit = quantity.unwrap_or(specification);
    let unit = field(unit, &["unitcode", "unittext"]).map(|unit| unit.to_lowercase());
    let of_pieces = unit.as_deref().is_some_and(|unit| PIECES.contains(&unit));
    !of_pieces && (quantity.is_some() || unit.is_some() || specification.contains_key("billingduration"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read_json(value: Value) -> Vec<(Candidate, bool)> {
        let value = lower_keys(value, 0);
        products(&value).iter().map(|(node, listed)| (candidate(node, &PriceHints::default()), *listed)).collect()
    }

    fn price_of(candidate: &Candidate) -> String {
        candidate.offers[0].price.as_ref().unwrap().price.to_string()
    }

    #[test]
    fn shapes_of_types_and_keys() {
        for kind in [
            json!("product"),
            json!(["Thing", "Product"]),
            json!("https://schema.org/Product"),
            json!("schema:Product"),
        ] {
            let found = read_json(
                json!({"@graph": [{"@type": kind, "Name": "Shirt", "Offers": {"lowPrice": "5", "pricecurrency": "eur"}}]}),
            );
            assert_eq!(found[0].0.title.as_deref(), Some("Shirt"));
            assert_eq!(price_of(&found[0].0), "5 EUR");
        }
    }

    #[test]
    fn struck_prices_are_no_prices() {
        let found = read_json(
            json!({"@type": "Product", "name": "Shirt", "offers": {"@type": "Offer", "priceSpecification": [
            {"@type": "UnitPriceSpecification", "priceType": "https://schema.org/StrikethroughPrice", "price": 50, "priceCurrency": "EUR"},
            {"@type": "UnitPriceSpecification", "price": 40.5, "priceCurrency": "EUR"},
            {"@type": "UnitPriceSpecification", "price": 4, "priceCurrency": "EUR", "referenceQuantity": {"value": 100}}]}}),
        );
        assert_eq!(price_of(&found[0].0), "40.5 EUR");
        assert_eq!(found[0].0.offers[0].list_price.as_ref().unwrap().price.to_string(), "50 EUR");
    }

    #[test]
    fn other_products_are_left_alone() {
        let found = read_json(
            json!({"@type": "ItemPage", "mainEntity": {"@type": "Book", "name": "A", "isRelatedTo": {"@type": "Product", "name": "B"}}}),
        );
        assert_eq!(found.len(), 1);
        let found = read_json(
            json!({"@type": "ItemList", "itemListElement": [{"item": {"@type": "Product", "name": "A"}}, {"item": {"@type": "Product", "name": "B"}}]}),
        );
        assert!(found.len() == 2 && found.iter().all(|(_, listed)| *listed));
    }
}
