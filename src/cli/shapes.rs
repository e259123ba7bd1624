//! What products and collages look like in JSON and on a terminal.

use serde_json::{Value, json};

use crate::i18n::{Lang, cli as msg, format};
use crate::jobs::Note;
use crate::jobs::explain::price;
use crate::model::{self, Collage, Product, ProductSnapshot, Timestamp};

/// A product in the documented shape: what is not known is null.
pub fn product(snapshot: &ProductSnapshot, warnings: &[String]) -> Value {
    let title = Some(&snapshot.title).filter(|title| !title.is_empty());
    json!({
        "title": title,
        "brand": snapshot.brand,
        "merchant": snapshot.merchant,
        "url": snapshot.url,
        "price": snapshot.price,
        "list_price": snapshot.list_price,
        "availability": snapshot.availability,
        "images": snapshot.images,
        "gtin": snapshot.gtin,
        "sku": snapshot.sku,
        "mpn": snapshot.mpn,
        "category": snapshot.category,
        "colour": snapshot.colour,
        "variants": snapshot.variants,
        "warnings": warnings,
    })
}

/// What is worth knowing of how a find came, one sentence each.
pub fn notes(lang: Lang, notes: &[Note]) -> Vec<String> {
    notes.iter().flat_map(|note| note.messages(lang)).collect()
}

/// A kept find: the product's shape with what the library knows besides.
pub fn find(find: &Product, warnings: &[String]) -> Value {
    let mut shape = product(&find.snapshot, warnings);
    if let Some(fields) = shape.as_object_mut() {
        fields.insert("key".to_owned(), json!(find.key));
        fields.insert("picture".to_owned(), json!(find.picture));
        fields.insert("picture_size_px".to_owned(), json!(find.picture_size_px));
        fields.insert("price_seen_at".to_owned(), json!(find.snapshot.price_seen_at));
        fields.insert("source".to_owned(), json!(find.source));
        fields.insert("added_at".to_owned(), json!(find.added_at));
        fields.insert("tags".to_owned(), json!(find.tags));
        fields.insert("feed".to_owned(), json!(find.listing.map(|listing| listing.feed)));
        fields.insert("gone_since".to_owned(), json!(find.listing.and_then(|listing| listing.gone_since)));
    }
    shape
}

/// A day as people write it.
pub fn day(lang: Lang, time: Timestamp) -> String {
    let (year, month, day) = time.date();
    format::date(lang, year, month, day)
}

/// A product in one line: title, price, shop.
pub fn product_line(lang: Lang, snapshot: &ProductSnapshot) -> String {
    let title = if snapshot.title.is_empty() { msg::untitled(lang) } else { plain(&snapshot.title) };
    let price = snapshot.price.as_ref().map(|each| price(lang, each));
    let shop = snapshot.shop().map(|shop| plain(&shop));
    [Some(title), price, shop].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A product with everything that is known of it, one fact per line.
pub fn product_sheet(lang: Lang, snapshot: &ProductSnapshot) -> String {
    let mut lines = vec![product_line(lang, snapshot)];
    let mut fact = |name: String, value: Option<String>| {
        lines.extend(value.filter(|value| !value.is_empty()).map(|value| format!("  {name}: {}", plain(&value))));
    };
    fact(msg::fact_url(lang), snapshot.url.as_ref().map(ToString::to_string));
    fact(msg::fact_brand(lang), snapshot.brand.clone());
    fact(msg::fact_list_price(lang), snapshot.list_price.as_ref().map(|each| price(lang, each)));
    fact(msg::fact_price_seen(lang), snapshot.price_seen_at.map(|seen| day(lang, seen)));
    fact(msg::fact_category(lang), snapshot.category.clone());
    fact(msg::fact_colour(lang), snapshot.colour.clone());
    fact("GTIN".to_owned(), snapshot.gtin.clone());
    fact("SKU".to_owned(), snapshot.sku.clone());
    fact("MPN".to_owned(), snapshot.mpn.clone());
    lines.join("\n")
}

/// A find in one line, with whether its feed still lists it.
pub fn find_line(lang: Lang, find: &Product) -> String {
    let gone = find.listing.and_then(|listing| listing.gone_since).map(|since| msg::fact_gone(lang, day(lang, since)));
    let parts = [Some(format!("{}  {}", find.key, product_line(lang, &find.snapshot))), gone];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A find with everything that is known of it, one fact per line.
pub fn find_sheet(lang: Lang, find: &Product) -> String {
    let mut sheet = product_sheet(lang, &find.snapshot);
    if let Some(since) = find.listing.and_then(|listing| listing.gone_since) {
        sheet.push_str("\n  ");
        sheet.push_str(&msg::fact_gone(lang, day(lang, since)));
    }
    sheet
}

/// A collage with its tiles from back to front.
pub fn collage_sheet(lang: Lang, collage: &Collage) -> String {
    let (width, height) = (collage.page.size.width, collage.page.size.height);
    let mut lines = vec![msg::collage_line(
        lang,
        collage.id,
        plain(&collage.meta.title),
        format!("{width} × {height}"),
        tiles(lang, collage.tiles.len()),
        day(lang, collage.meta.changed_at),
    )];
    for (id, tile) in collage.tiles_in_order() {
        let name = collage.tile_name(tile).map_or_else(|| msg::untitled(lang), |name| plain(&name));
        let product = collage.product_of(tile).and_then(|product| product.price.as_ref());
        let price = product.map(|each| price(lang, each));
        let url = collage.url_of(tile).map(ToString::to_string);
        let parts = [Some(format!("  {id} {name}")), price, url];
        lines.push(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    }
    lines.join("\n")
}

/// “3 tiles”.
pub fn tiles(lang: Lang, count: usize) -> String {
    lang.plural(count as u64, msg::tiles_one as fn(Lang, usize) -> String, msg::tiles_many)(lang, count)
}

/// Text from outside without control characters, which could command the terminal, and without those that turn
/// the direction of what stands around it.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| model::text::is_plain(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Price;

    #[test]
    fn what_is_not_known_is_null() {
        let shape = product(&ProductSnapshot::default(), &[]);
        for name in ["title", "brand", "merchant", "url", "price", "list_price", "availability", "gtin", "sku", "mpn"] {
            assert!(shape[name].is_null(), "{name}");
        }
        assert_eq!(shape["images"], json!([]));
    }

    #[test]
    fn an_amount_without_currency_stands_with_null() {
        let snapshot = ProductSnapshot { price: Price::parse("344.00", None).ok(), ..ProductSnapshot::default() };
        assert_eq!(product(&snapshot, &[])["price"], json!({"amount": "344.00", "currency": null}));
    }

    #[test]
    fn terminals_are_not_commanded() {
        assert_eq!(plain("a\u{1b}[31mb\nc\u{202e}d"), "a [31mb cd");
    }
}
