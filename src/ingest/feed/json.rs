//! JSON feeds: objects of the outermost array (or one per line), read one at a time.

use serde_json::Value;

use super::field::{Aliases, Field};
use super::format::FeedFormat;
use super::record::Record;
use super::slicer::{Scan, Scanner};

/// Cuts objects out of JSON.
pub(super) struct JsonScanner {
    /// Open brackets around the place looked at.
    open: Vec<u8>,
    /// How many brackets are open around a record.
    level: Option<usize>,
    start: Option<usize>,
    at: usize,
    in_string: bool,
    escaped: bool,
}

impl JsonScanner {
    /// Deeper nesting is broken, not data.
    const MOST_DEPTH: usize = 200;

    /// `lines` says that records stand side by side without an array around them.
    pub(super) fn new(lines: bool) -> Self {
        Self { open: Vec::new(), level: lines.then_some(0), start: None, at: 0, in_string: false, escaped: false }
    }
}

impl Scanner for JsonScanner {
    fn scan(&mut self, text: &[u8], last: bool) -> Scan {
        while let Some(&byte) = text.get(self.at) {
            let here = self.at;
            self.at += 1;
            if self.in_string {
                match byte {
                    _ if self.escaped => self.escaped = false,
                    b'\\' => self.escaped = true,
                    b'"' => self.in_string = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => self.in_string = true,
                b'[' | b'{' => {
                    if byte == b'[' && self.level.is_none() {
                        self.level = Some(self.open.len() + 1);
                    } else if byte == b'{' && self.start.is_none() && self.level == Some(self.open.len()) {
                        self.start = Some(here);
                    }
                    if self.open.len() >= Self::MOST_DEPTH {
                        self.give_up();
                        return Scan::Broken(here, here + 1, "it is nested too deeply");
                    }
                    self.open.push(byte);
                }
                b']' | b'}' => {
                    self.open.pop();
                    if self.level == Some(self.open.len())
                        && let Some(start) = self.start.take()
                    {
                        self.at = 0;
                        return Scan::Record(start, here + 1);
                    }
                }
                _ => {}
            }
        }
        match self.start {
            Some(start) if last => {
                self.give_up();
                Scan::Broken(start, text.len(), "it does not end")
            }
            start => {
                let unneeded = start.unwrap_or(text.len());
                self.start = start.map(|_| 0);
                self.at -= unneeded;
                Scan::More(unneeded)
            }
        }
    }

    fn give_up(&mut self) {
        // The array around the records stays open.
        self.open.truncate(self.level.unwrap_or(0));
        (self.start, self.at, self.in_string, self.escaped) = (None, 0, false, false);
    }
}

/// Whether the records stand side by side (JSON lines), or one of them is the whole file.
pub(super) fn stands_alone(head: &str) -> bool {
    let Some(rest) = head.trim_start().strip_prefix('{') else { return false };
    let first_name = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
    let first_line = head.trim_start().lines().next().unwrap_or_default();
    matches!(first_name, Some("product"))
        || serde_json::from_str::<serde::de::IgnoredAny>(first_line).is_ok() && has_own_name(first_line)
}

/// Whether an object is a product rather than a wrapper around many.
fn has_own_name(line: &str) -> bool {
    serde_json::from_str::<Value>(line)
        .is_ok_and(|value| ["title", "name"].iter().any(|key| value.get(key).is_some_and(Value::is_string)))
}

/// The records of one object: a product, or each of its variants.
pub(super) fn records_of(value: &Value, format: FeedFormat, aliases: &Aliases, line: u64) -> Vec<Record<'static>> {
    let wrapped = ["node", "product"].iter().find_map(|name| value.get(*name).filter(|inner| inner.is_object()));
    let value = wrapped.unwrap_or(value);
    match format {
        FeedFormat::Tradedoubler => vec![tradedoubler(value, aliases, line)],
        FeedFormat::ShopifyJson => shopify(value, line),
        FeedFormat::WooJson => vec![woo(value, line)],
        _ => vec![generic(value, aliases, line)],
    }
}

/// Text of a string, number or flag.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        _ => String::new(),
    }
}

fn offer(record: &mut Record<'static>, field: Field, value: &Value, key: &str) {
    if let Some(value) = value.get(key) {
        record.offer(field, 0, text(value));
    }
}

/// The members of a list, those in the `edges` or `nodes` of GraphQL's answers too.
fn list<'a>(value: &'a Value, key: &str) -> Vec<&'a Value> {
    let Some(found) = value.get(key) else { return Vec::new() };
    let inside = ["edges", "nodes"].iter().find_map(|key| found.get(*key)).unwrap_or(found);
    let members = inside.as_array().map_or(&[][..], Vec::as_slice);
    members.iter().map(|member| member.get("node").unwrap_or(member)).collect()
}

/// A product of Shopify's `products.json`, admin API or `.js`.
fn shopify(product: &Value, line: u64) -> Vec<Record<'static>> {
    let mut shared = Record::new(line);
    for (field, key) in [
        (Field::Group, "id"),
        (Field::Title, "title"),
        (Field::Brand, "vendor"),
        (Field::Category, "product_type"),
        (Field::Category, "type"),
        (Field::Handle, "handle"),
        (Field::Status, "status"),
        (Field::Category, "productType"),
        (Field::Link, "onlineStoreUrl"),
    ] {
        offer(&mut shared, field, product, key);
    }
    for image in list(product, "images") {
        let address = ["src", "url", "originalSrc"].iter().find_map(|key| image.get(*key)).unwrap_or(image);
        shared.offer(Field::Image, 0, text(address));
    }
    let option_names: Vec<String> =
        list(product, "options").iter().map(|option| option.get("name").map_or_else(|| text(option), text)).collect();
    // The storefront's `.js` counts in cents and calls its description so.
    let in_cents = product.get("description").is_some() && product.get("price_min").is_some();
    let variants = list(product, "variants");
    let records = variants.iter().map(|variant| {
        let mut record = shared.clone();
        record.minor_digits = in_cents.then_some(2);
        for (field, key) in [
            (Field::Id, "id"),
            (Field::Sku, "sku"),
            (Field::Price, "price"),
            (Field::ListPrice, "compare_at_price"),
            (Field::ListPrice, "compareAtPrice"),
            (Field::Availability, "availableForSale"),
            (Field::Gtin, "barcode"),
            (Field::Availability, "available"),
            (Field::Option1Value, "option1"),
            (Field::Option2Value, "option2"),
            (Field::Option3Value, "option3"),
        ] {
            let value = variant.get(key).map(inner_amount).unwrap_or_default();
            record.offer(field, 0, value);
        }
        let currency = variant.get("price").and_then(|price| price.get("currencyCode"));
        record.offer(Field::Currency, 0, currency.map(text).unwrap_or_default());
        for (name, field) in option_names.iter().zip([Field::Option1Name, Field::Option2Name, Field::Option3Name]) {
            record.offer(field, 0, name.clone());
        }
        record
    });
    let records: Vec<Record> = records.collect();
    if records.is_empty() { vec![shared] } else { records }
}

/// An amount, alone or with its currency beside it.
fn inner_amount(value: &Value) -> String {
    text(value.get("amount").unwrap_or(value))
}

/// A product of Tradedoubler's newer files: the first offer is the shop's, the first price of its history
/// the current one.
fn tradedoubler(product: &Value, aliases: &Aliases, line: u64) -> Record<'static> {
    let mut record = generic(product, aliases, line);
    for name in ["identifiers", "productImage"] {
        for (key, value) in product.get(name).and_then(Value::as_object).into_iter().flatten() {
            match (name, aliases.field(key)) {
                ("productImage", _) if key == "url" => record.offer(Field::Image, 0, text(value)),
                ("identifiers", Some((field, rank))) => record.offer(field, rank, text(value)),
                _ => {}
            }
        }
    }
    for field in list(product, "fields") {
        let name = field.get("name").map(text).unwrap_or_default();
        if let Some((
            meaning
            @ (Field::ListPrice | Field::Colour | Field::Brand | Field::Gtin | Field::MoreImages | Field::Group),
            rank,
        )) = aliases.field(&name)
        {
            record.offer(meaning, rank.saturating_add(60), field.get("value").map(text).unwrap_or_default());
        }
    }
    let Some(offer) = list(product, "offers").first().copied() else { return record };
    for (field, key) in [
        (Field::AffiliateLink, "productUrl"),
        (Field::Link, "sourceProductUrl"),
        (Field::Availability, "availability"),
        (Field::Availability, "inStock"),
        (Field::Merchant, "programName"),
        (Field::Id, "sourceProductId"),
        (Field::Sku, "sourceProductId"),
    ] {
        record.offer(field, 0, offer.get(key).map(text).unwrap_or_default());
    }
    if let Some(price) = list(offer, "priceHistory").first().and_then(|entry| entry.get("price")) {
        record.offer(Field::Price, 0, text(price.get("value").unwrap_or(price)));
        record.offer(Field::Currency, 0, price.get("currency").map(text).unwrap_or_default());
    }
    record
}

/// A product of WooCommerce's Store API (prices in smallest units) or REST API (prices as decimals).
fn woo(product: &Value, line: u64) -> Record<'static> {
    let mut record = Record::new(line);
    for (field, key) in [
        (Field::Id, "id"),
        (Field::Title, "name"),
        (Field::Link, "permalink"),
        (Field::Sku, "sku"),
        (Field::Gtin, "global_unique_id"),
        (Field::Status, "status"),
        (Field::Availability, "is_in_stock"),
        (Field::Availability, "stock_status"),
    ] {
        offer(&mut record, field, product, key);
    }
    let prices = product.get("prices").filter(|prices| prices.is_object());
    let minor = prices.and_then(|prices| prices.get("currency_minor_unit")).and_then(Value::as_u64);
    record.minor_digits = minor.and_then(|digits| u32::try_from(digits).ok()).filter(|digits| *digits <= 6);
    let prices = prices.unwrap_or(product);
    for (field, key) in
        [(Field::Price, "price"), (Field::ListPrice, "regular_price"), (Field::Currency, "currency_code")]
    {
        offer(&mut record, field, prices, key);
    }
    for image in list(product, "images") {
        offer(&mut record, Field::Image, image, "src");
    }
    let named = |key: &str| list(product, key).first().and_then(|first| first.get("name")).map(text);
    record.offer(Field::Category, 0, named("categories").unwrap_or_default());
    record.offer(Field::Brand, 0, named("brands").unwrap_or_default());
    for attribute in list(product, "attributes") {
        // One value is this product's; several are a choice.
        if let [only] = list(attribute, "terms").as_slice() {
            record.offer(Field::Option1Name, 0, attribute.get("name").map(text).unwrap_or_default());
            record.offer(Field::Option1Value, 0, only.get("name").map(text).unwrap_or_default());
        }
    }
    record
}

/// Any object: its members by name, one level of nesting for the usual wrappers.
fn generic(object: &Value, aliases: &Aliases, line: u64) -> Record<'static> {
    let mut record = Record::new(line);
    for (key, value) in object.as_object().into_iter().flatten() {
        let Some((field, rank)) = aliases.field(key) else { continue };
        match value {
            Value::Array(items) => {
                for item in items {
                    record.offer(field, rank, inner(item));
                }
            }
            Value::Object(parts) => {
                record.offer(field, rank, inner(value));
                let currency = ["currency", "currency_code", "currencyCode"].iter().find_map(|key| parts.get(*key));
                record.offer(Field::Currency, rank, currency.map(text).unwrap_or_default());
            }
            _ => record.offer(field, rank, text(value)),
        }
    }
    record
}

/// The text of a value, or of the member that usually says what an object is about.
fn inner(value: &Value) -> String {
    let key =
        ["src", "url", "href", "name", "title", "amount", "value", "price"].iter().find_map(|key| value.get(*key));
    text(key.unwrap_or(value))
}

#[cfg(test)]
mod tests {
    use super::super::slicer::{Piece, Slicer};
    use super::*;

    fn pieces(json: &str) -> Vec<Piece<'static>> {
        let mut slicer = Slicer::new(json.as_bytes(), JsonScanner::new(stands_alone(json)), 10_000);
        let mut pieces = Vec::new();
        while let Some(piece) = slicer.next_piece().unwrap() {
            pieces.push(match piece {
                Piece::Record(line, text) => Piece::Record(line, text.into_owned().into()),
                Piece::Broken(line, why) => Piece::Broken(line, why),
            });
        }
        pieces
    }

    fn record(line: u64, text: &str) -> Piece<'static> {
        Piece::Record(line, text.to_owned().into())
    }

    #[test]
    fn objects_are_cut_out() {
        let two = [record(2, r#"{"a":"}\""}"#), record(3, r#"{"b":[{"c":1}]}"#)];
        assert_eq!(pieces("[\n{\"a\":\"}\\\"\"},\n{\"b\":[{\"c\":1}]}]"), two);
        assert_eq!(pieces("{\"n\":{},\"products\":[\n{\"a\":\"}\\\"\"},\n{\"b\":[{\"c\":1}]}]}"), two);
        assert_eq!(pieces("{\"title\":\"a\",\"i\":[{}]}\n{\"title\":\"b\"}").len(), 2);
        assert_eq!(pieces("{\"product\":{\"variants\":[{}]}}").len(), 1);
        assert_eq!(pieces("[{\"a\":1},{\"b\":"), [record(1, "{\"a\":1}"), Piece::Broken(1, "it does not end")]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_cut_without_panic(text in "[\\[\\]{}\",:\\\\a1 \n]{0,60}") {
            for piece in pieces(&text) {
                if let Piece::Record(line, text) = piece && let Ok(value) = serde_json::from_str(&text) {
                    for format in [FeedFormat::ShopifyJson, FeedFormat::WooJson, FeedFormat::Json] {
                        records_of(&value, format, &Aliases::new(format), line);
                    }
                }
            }
        }
    }
}
