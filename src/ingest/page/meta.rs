//! `<meta>` and `<link>`: Open Graph, `product:`, Twitter cards, the canonical address, the page's title.

use std::collections::HashMap;

use super::candidate::{Candidate, Offer};
use super::dom::{self, Dom};
use super::normalise;
use crate::ingest::price::{self, PriceHints};

/// Most `<meta>` elements that are read.
const MAX_METAS: usize = 2000;

/// The head of a page.
#[derive(Debug, Default)]
pub(super) struct Head {
    values: HashMap<String, Vec<String>>,
    /// `<title>`.
    pub title: Option<String>,
    /// `<link rel="canonical">`.
    pub canonical: Option<String>,
    /// `<html lang>`, or what `og:locale` says.
    pub language: Option<String>,
    /// `<base href>`.
    pub base: Option<String>,
}

impl Head {
    /// Reads the head; such elements in the body count too, as browsers let them.
    pub(super) fn read(dom: &Dom<'_>) -> Self {
        let mut head = Self::default();
        for (_, item) in dom.named("meta").take(MAX_METAS) {
            let name = ["property", "name", "itemprop"].iter().find_map(|name| item.element.attr(name));
            if let (Some(name), Some(content)) = (name, item.element.attr("content"))
                && !content.trim().is_empty()
            {
                head.values.entry(name.trim().to_lowercase()).or_default().push(content.trim().to_owned());
            }
        }
        for (_, item) in dom.named("link") {
            let is_canonical = item.element.attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
            if is_canonical && head.canonical.is_none() {
                head.canonical = item.element.attr("href").map(|href| href.trim().to_owned());
            }
        }
        head.title =
            dom.named("title").next().and_then(|(_, item)| normalise::plain_text(&dom::text(item.element, 300)));
        head.base = dom.named("base").find_map(|(_, item)| item.element.attr("href").map(str::to_owned));
        let lang =
            dom.named("html").next().and_then(|(_, item)| item.element.attr("lang").or(item.element.attr("xml:lang")));
        head.language = lang
            .filter(|lang| !lang.is_empty())
            .map(str::to_owned)
            .or_else(|| head.get("og:locale").map(str::to_owned));
        head
    }

    /// The first value of a name, which is in lower case.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name)?.first().map(String::as_str)
    }

    /// The first value of the first of these names that has one.
    pub(super) fn any(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.get(name)).map(str::to_owned)
    }

    /// Every name and value of `og:image`.
    fn images(&self) -> Vec<String> {
        let names = ["og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"];
        let mut images: Vec<String> = Vec::new();
        for value in names.iter().filter_map(|name| self.values.get(*name)).flatten().take(40) {
            if !images.contains(value) {
                images.push(value.clone());
            }
        }
        images
    }

    /// The product as the head describes it; `None` where it says nothing that a product has.
    pub(super) fn product(&self, hints: &PriceHints<'_>) -> Candidate {
        let currency = self
            .any(&["product:price:currency", "og:price:currency", "product:sale_price:currency", "pricecurrency"])
            .and_then(|text| price::parse_currency(&text, hints));
        let amount = |names: &[&str]| self.any(names).and_then(|text| price::parse_machine(&text, currency.or(None)));
        let sale = amount(&["product:sale_price:amount"]);
        let asked = amount(&["product:price:amount", "og:price:amount", "product:price", "og:price"]);
        let original =
            amount(&["product:original_price:amount", "og:price:standard_amount", "og:standard_price:amount"]);
        let (price, list_price) = match (sale, asked, original) {
            (Some(sale), asked, original) => (Some(sale), original.or(asked)),
            (None, Some(asked), original) => (Some(asked), original),
            (None, None, _) => (self.twitter_price(hints), None),
        };
        let availability = self
            .any(&["product:availability", "og:availability", "availability", "product:stock"])
            .and_then(|text| normalise::availability(&text));
        let mut candidate = Candidate {
            title: self.any(&["og:title", "twitter:title"]),
            brand: self.any(&["product:brand", "og:brand", "brand", "twitter:brand"]),
            sku: self.any(&["product:retailer_item_id", "og:retailer_item_id", "product:sku", "sku"]),
            mpn: self.any(&["product:mfr_part_no", "product:mpn", "mpn"]),
            category: self.any(&["product:category", "og:category"]),
            colour: self.any(&["product:color", "og:color"]),
            url: self.any(&["og:url"]),
            group: self.any(&["product:item_group_id"]),
            merchant: self.any(&["og:site_name", "application-name"]),
            images: self.images(),
            availability,
            ..Candidate::default()
        };
        let gtin_names = [
            "product:gtin",
            "product:ean",
            "product:upc",
            "product:isbn",
            "og:upc",
            "og:ean",
            "product:gtin13",
            "gtin13",
        ];
        candidate.gtins = self.any(&gtin_names).into_iter().collect();
        if price.is_some() {
            candidate.offers.push(Offer { price, list_price, availability, ..Offer::default() });
        }
        candidate
    }

    /// `twitter:label1` = “Price”, `twitter:data1` = “74,95 €”.
    fn twitter_price(&self, hints: &PriceHints<'_>) -> Option<price::ParsedPrice> {
        ["1", "2"].iter().find_map(|number| {
            let data = self.get(&format!("twitter:data{number}"))?;
            let label = self.get(&format!("twitter:label{number}")).unwrap_or_default().to_lowercase();
            let label_fits = ["price", "preis", "prix", "precio", "prezzo", "cena", "pris", "preço", "цена"]
                .iter()
                .any(|word| label.contains(word));
            let parsed = price::parse(data, hints)?;
            (label_fits || parsed.symbol.is_some() && data.chars().count() < 25).then_some(parsed)
        })
    }
}

/// A page title without the shop's name at its end (or start): “Dress | Shop” → “Dress”.
pub(super) fn without_site<'t>(title: &'t str, site: Option<&str>, host: Option<&str>) -> &'t str {
    let host_word =
        host.map(|host| host.trim_start_matches("www.").split('.').next().unwrap_or_default().to_lowercase());
    let is_site = |part: &str| {
        let part = part.trim().to_lowercase();
        let squeezed: String = part.chars().filter(|c| c.is_alphanumeric()).collect();
        site.is_some_and(|site| site.to_lowercase() == part)
            || host_word.as_deref().is_some_and(|word| word.len() >= 3 && squeezed.starts_with(&word.replace('-', "")))
    };
    for separator in [" | ", " - ", " – ", " — ", " : ", ": ", " · ", " @ ", " » "] {
        if let Some((name, last)) = title.rsplit_once(separator)
            && is_site(last)
            && !name.trim().is_empty()
        {
            return without_site(name.trim(), site, host);
        }
        if let Some((first, name)) = title.split_once(separator)
            && is_site(first)
            && !name.trim().is_empty()
        {
            return name.trim();
        }
    }
    title
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    #[test]
    fn a_head_with_a_sale() {
        let html = Html::parse_document(
            r#"<html lang=fr><title>Robe - Boutique</title><meta property="og:title" content="Robe">
            <meta property="product:price:amount" content="50.00"><meta property="product:price:currency" content="EUR">
            <meta property="product:sale_price:amount" content="40.00"><meta property="product:availability" content="instock">"#,
        );
        let head = Head::read(&Dom::new(&html));
        let product = head.product(&PriceHints::default());
        let offer = &product.offers[0];
        assert_eq!(offer.price.as_ref().unwrap().price.to_string(), "40.00 EUR");
        assert_eq!(offer.list_price.as_ref().unwrap().price.to_string(), "50.00 EUR");
        assert_eq!(head.language.as_deref(), Some("fr"));
    }

    #[test]
    fn titles_lose_the_shop() {
        assert_eq!(without_site("Red dress | Acme", Some("Acme"), None), "Red dress");
        assert_eq!(without_site("Red dress - long - Acme.com", None, Some("www.acme.com")), "Red dress - long");
        assert_eq!(without_site("Acme.co.uk: Pan", None, Some("www.acme.co.uk")), "Pan");
        assert_eq!(without_site("Salt - Pepper", None, Some("acme.com")), "Salt - Pepper");
    }
}
