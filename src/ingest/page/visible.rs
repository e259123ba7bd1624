//! What a reader sees: the price beside the name, the struck price, the words on stock, labelled facts.

use super::dom::{self, Dom};
use super::normalise;
use crate::ingest::price::{self, ParsedPrice, PriceHints};

/// Longest text of an element that is taken for a price, in characters.
const MAX_PRICE_CHARS: usize = 60;
/// Most price elements that are weighed.
const MAX_PRICES: usize = 600;

/// Parts of class names, ids and test ids of elements that hold a price, in the languages of shops.
const PRICE_WORDS: [&str; 17] = [
    "fiyat", "harga", "kakaku", "price", "prix", "preis", "cena", "prezzo", "precio", "preco", "prijs", "pris",
    "cijena", "amount", "hinta", "kaina", "deal",
];
/// Parts that say that it is not what the shopper pays now.
const STRUCK_WORDS: [&str; 47] = [
    "old",
    "was",
    "strike",
    "list-price",
    "listprice",
    "list_price",
    "rrp",
    "msrp",
    "uvp",
    "regular",
    "original",
    "before",
    "crossed",
    "compare",
    "previous",
    "highest",
    "non-sale",
    "nonsale",
    "price-standard",
    "standard-price",
    "standardprice",
    "price-common",
    "normal-price",
    "price-normal",
    "normalprice",
    "normalpris",
    "ordinary",
    "ordinarie",
    "ordpris",
    "ord-pris",
    "forpris",
    "suggested",
    "reference-price",
    "price-reference",
    "streich",
    "statt",
    "vorher",
    "anterior",
    "antes",
    "tachado",
    "barre",
    "barred",
    "durchgestrichen",
    "ancien",
    "puvodni",
    "przekresl",
    "_disc",
];
/// Parts that say that it is no price of the product.
const OTHER_WORDS: [&str; 33] = [
    "save",
    "saving",
    "unit",
    "installment",
    "instalment",
    "shipping",
    "delivery",
    "cart",
    "basket",
    "finance",
    "per-",
    "loan",
    "month",
    "discount",
    "filter",
    "range",
    "price-slider",
    "priceslider",
    "rate",
    "tax",
    "total",
    "points",
    "coupon",
    "label",
    "minprice",
    "min-price",
    "savings",
    "taxes",
    "credit",
    "warranty",
    "service",
    "stock",
    "trade",
];

/// Words before a price that shoppers do not pay.
const STRUCK_LABELS: [&str; 27] = [
    "was",
    "rrp",
    "msrp",
    "statt",
    "instead",
    "list price",
    "original price",
    "regular price",
    "regular:",
    "cena regularna",
    "najniższa cena",
    "pierwotna cena",
    "lowest price",
    "ordinarie pris",
    "ord. pris",
    "ord.pris",
    "normalpris",
    "vejl. pris",
    "avant",
    "prix normal",
    "uvp",
    "antes",
    "prima",
    "před",
    "původní cena",
    "希望小売価格",
    "save",
];

/// Words beside a price that shoppers do not pay.
const WITHOUT_TAX: [&str; 16] = [
    "excl. vat",
    "ex vat",
    "ex. vat",
    "excl vat",
    "excl. tax",
    "ohne mwst",
    "zzgl. mwst",
    "hors taxe",
    "€ ht",
    "netto",
    "bez dph",
    "brez ddv",
    "sin iva",
    "+ iva",
    "excl. btw",
    "exkl. moms",
];

/// A price that stands in the page.
#[derive(Debug, Clone)]
pub(super) struct SeenPrice {
    /// The price.
    pub price: ParsedPrice,
    /// How likely it is what the shopper pays.
    pub score: f32,
    /// Struck out, or named as if it were.
    pub struck: bool,
    /// Struck out by the markup itself: `s`, `del`, `strike`.
    pub crossed: bool,
    /// Index of the element.
    pub at: usize,
}

/// Every price element outside the asides, best first. Where no element is named after its price, short texts
/// with a currency sign are taken.
pub(super) fn prices(dom: &Dom<'_>, heading: Option<usize>, hints: &PriceHints<'_>) -> Vec<SeenPrice> {
    let mut seen = weigh(dom, heading, hints, true);
    if !seen.iter().any(|seen| !seen.struck && seen.score > MIN_SCORE) {
        seen.extend(weigh(dom, heading, hints, false));
    }
    seen.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
    seen
}

/// Visible prices below this score are too doubtful to stand alone.
pub(super) const MIN_SCORE: f32 = -3.5;
/// How much lower the score of a price may be that is only named as if it were struck.
const NAMED_STRUCK: f32 = 3.0;

/// What the shopper pays as far as the page shows it: the best price that is not struck. Where there is none,
/// one whose class says “old” but that nothing strikes out: templates name the only price so too.
pub(super) fn asking(seen: &[SeenPrice]) -> Option<&SeenPrice> {
    let plain = seen.iter().find(|seen| !seen.struck).filter(|seen| seen.score > MIN_SCORE);
    plain.or_else(|| seen.iter().find(|seen| seen.struck && !seen.crossed && seen.score > MIN_SCORE - NAMED_STRUCK))
}

fn weigh(dom: &Dom<'_>, heading: Option<usize>, hints: &PriceHints<'_>, by_name: bool) -> Vec<SeenPrice> {
    let mut seen: Vec<SeenPrice> = Vec::new();
    for (at, item) in dom.items.iter().enumerate() {
        if seen.len() >= MAX_PRICES {
            break;
        }
        if item.hidden {
            continue;
        }
        let element = item.element;
        let own = own_words(element);
        let data = ["data-price-amount", "data-price", "data-asin-price", "data-product-price", "data-current-price"]
            .iter()
            .find_map(|name| element.attr(name));
        let struck_name = is_struck_name(element.value().name());
        let named = struck_name || PRICE_WORDS.iter().any(|word| own.contains(word));
        let looked_at = match by_name {
            true => named || data.is_some(),
            false => {
                !named
                    && matches!(
                        element.value().name(),
                        "span" | "b" | "strong" | "p" | "td" | "div" | "li" | "font" | "em" | "dd" | "h2" | "h3"
                    )
            }
        };
        if !looked_at {
            continue;
        }
        // A container of a struck and a current price is read without the struck one.
        let text = if struck_name {
            dom::text_within(element, MAX_PRICE_CHARS)
        } else {
            dom::text_without_struck(element, MAX_PRICE_CHARS)
        };
        let from_text =
            text.map(once).filter(|text| (named || !by_name) && text.chars().any(char::is_numeric)).and_then(|text| {
                price::parse(&text, hints).filter(|parsed| {
                    parsed.symbol.as_deref().is_some_and(|sign| by_name || !is_letter(sign))
                        || by_name && is_bare_amount(&text)
                })
            });
        let parsed = from_text.or_else(|| data.and_then(|text| price::parse_machine(text, hints.currency)));
        let Some(parsed) = parsed.filter(|parsed| !parsed.price.amount.is_zero()) else { continue };
        let mut score = 0.0;
        score -= if data.is_none() && holds_two(&parsed) { 3.0 } else { 0.0 };
        score += if parsed.symbol.is_some() { 2.0 } else { 0.0 };
        score -= if named { 0.0 } else { 0.5 };
        score -= if parsed.per_unit || unit_behind(dom, at) { 4.0 } else { 0.0 };
        let (mut struck, mut crossed) = (false, false);
        for (depth, (_, ancestor)) in dom.ancestors(at).enumerate().take(8) {
            let words = own_words(ancestor.element);
            let name = ancestor.element.value().name();
            crossed |= depth < 3 && is_struck_name(name);
            if depth < 4 && is_struck_name(name) || depth < 3 && has_any(&words, &STRUCK_WORDS) {
                struck = true;
            }
            if depth < 4 && has_any(&words, &OTHER_WORDS) && !words.contains("with-tax") && !words.contains("withtax") {
                score -= if depth == 0 { 4.0 } else { 1.5 };
            }
            if depth < 4
                && [
                    "main",
                    "current",
                    "final",
                    "sale",
                    "special",
                    "now",
                    "buy",
                    "our",
                    "detail",
                    "pricenew",
                    "price-new",
                    "new-price",
                ]
                .iter()
                .any(|word| words.contains(word))
            {
                score += 0.4;
            }
            if matches!(name, "header" | "footer" | "nav") {
                score -= 3.0;
            }
        }
        let before = text_before(dom, at);
        if struck_inside(dom, at, item.end, &parsed) {
            struck = true;
        }
        if STRUCK_LABELS.iter().any(|word| before.contains(word)) {
            (struck, crossed) = (true, true);
        }
        if struck && !by_name {
            continue;
        }
        score -= if struck { 4.0 } else { 0.0 } + if crossed { 4.0 } else { 0.0 };
        let raw = parsed.raw.to_lowercase();
        score -= if WITHOUT_TAX.iter().any(|words| raw.contains(words) || before.ends_with(words)) { 4.0 } else { 0.0 };
        score -= if item.aside { 5.0 } else { 0.0 };
        // Prices stand near the name, mostly behind it.
        if let Some(heading) = heading {
            let distance = at.abs_diff(heading) as f32;
            let total = dom.items.len().max(1) as f32;
            score -= (distance / 60.0).min(4.0) + distance / total * 3.0;
            score -= if at < heading { 1.0 } else { 0.0 };
        } else {
            score -= at as f32 / dom.items.len().max(1) as f32 * 3.0;
        }
        seen.push(SeenPrice { price: parsed, score, struck, crossed, at });
    }
    seen
}

/// Whether the element's whole price stands in a struck descendant.
fn struck_inside(dom: &Dom<'_>, at: usize, end: usize, parsed: &ParsedPrice) -> bool {
    dom.items.iter().take(end).skip(at + 1).take(6).any(|inner| {
        let words = own_words(inner.element);
        has_any(&words, &STRUCK_WORDS)
            && dom::text_within(inner.element, MAX_PRICE_CHARS)
                .and_then(|text| price::parse(&text, &PriceHints::default()))
                .is_some_and(|inner| inner.price.amount == parsed.price.amount)
    })
}

/// The struck price that belongs to a current one: larger, of the same currency, nearby.
pub(super) fn list_price<'s>(seen: &'s [SeenPrice], current: &SeenPrice) -> Option<&'s SeenPrice> {
    seen.iter()
        .filter(|other| {
            other.struck && other.price.price.amount > current.price.price.amount && other.at.abs_diff(current.at) < 40
        })
        .filter(|other| {
            other.price.price.currency.is_none() || other.price.price.currency == current.price.price.currency
        })
        .min_by_key(|other| other.at.abs_diff(current.at))
}

fn is_struck_name(name: &str) -> bool {
    matches!(name, "s" | "del" | "strike")
}

/// A text of digits and punctuation only, or with one of the words that stand before a price.
fn is_bare_amount(text: &str) -> bool {
    const LEADS: [&str; 14] =
        ["was", "now", "from", "only", "før", "nu", "fra", "från", "ab", "nur", "statt", "van", "voor", "od"];
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.next().is_none_or(|word| LEADS.contains(&word)) && words.next().is_none()
}

/// A text that says the same price twice, once for screen readers, cut to once.
fn once(text: String) -> String {
    let squeezed: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (half, rest) = squeezed.split_at(squeezed.len() / 2);
    if half == rest && half.iter().any(char::is_ascii_digit) && !half.iter().all(char::is_ascii_digit) {
        half.iter().collect()
    } else {
        text
    }
}

/// An element around two prices, such as the struck and the current one.
fn holds_two(parsed: &ParsedPrice) -> bool {
    let with_cents = |word: &&str| {
        let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
        let tail = digits.rsplit_once([',', '.']).map(|(_, tail)| tail);
        tail.is_some_and(|tail| tail.len() == 2)
    };
    parsed.symbol.as_deref().is_some_and(|symbol| parsed.raw.matches(symbol).count() > 1)
        || parsed.raw.split_whitespace().filter(with_cents).count() > 1
}

/// “4K” is no price in kwacha: one letter is a currency's sign only in an element that is named after its price.
fn is_letter(sign: &str) -> bool {
    sign.len() == 1 && sign.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Whether one of these words is in an element's names. Short words must stand alone or beside a word for price:
/// “holder” is not old, “orange” no range.
fn has_any(names: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        let is_price = |text: &str, at_end: bool| {
            let fits = |price: &&str| if at_end { text.ends_with(*price) } else { text.starts_with(*price) };
            PRICE_WORDS.iter().any(fits)
        };
        names.match_indices(word).any(|(at, _)| {
            let (before, after) =
                (names.get(..at).unwrap_or_default(), names.get(at + word.len()..).unwrap_or_default());
            word.len() > 5
                || (!before.ends_with(char::is_alphabetic) || is_price(before, true))
                    && (!after.starts_with(char::is_alphabetic) || is_price(after, false))
        })
    })
}

/// The class, id and the like of an element in lower case, “oldPrice” as “old-price”.
fn own_words(element: scraper::ElementRef<'_>) -> String {
    let mut words = String::new();
    for name in ["class", "id", "itemprop", "data-testid", "data-test", "data-qa", "data-price-type"] {
        let text = element.attr(name).unwrap_or_default();
        // “with-list-price”, “has-discount”: of what stands beside it.
        for word in text.split_whitespace().filter(|word| !word.starts_with("with-") && !word.starts_with("has-")) {
            let mut after_small = false;
            for letter in word.chars() {
                if after_small && letter.is_ascii_uppercase() {
                    words.push('-');
                }
                after_small = letter.is_ascii_lowercase();
                words.push(letter);
            }
            words.push(' ');
        }
    }
    words.make_ascii_lowercase();
    words
}

/// The label before an element within its parent: the text and the elements there, up to another number.
fn text_before(dom: &Dom<'_>, at: usize) -> String {
    let Some(item) = dom.items.get(at) else { return String::new() };
    let mut label = String::new();
    for node in item.element.prev_siblings().take(3) {
        let text = match node.value() {
            scraper::Node::Text(text) => text.to_string(),
            scraper::Node::Element(_) => {
                let text = scraper::ElementRef::wrap(node).and_then(|element| dom::text_within(element, 40));
                let Some(text) = text else { break };
                text
            }
            _ => continue,
        };
        // Another price: what stands before it is its own.
        let label_of_this = text.rsplit(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
        label.insert_str(0, label_of_this);
        if label_of_this.len() < text.len() {
            break;
        }
    }
    label.trim().trim_end_matches(':').to_lowercase()
}

/// Whether “/ l” or “per month” stands right behind an element.
fn unit_behind(dom: &Dom<'_>, at: usize) -> bool {
    let text =
        dom.items.get(at).and_then(|item| item.element.next_sibling()?.value().as_text().map(|text| text.to_string()));
    text.is_some_and(|text| price::is_per_unit(&text))
}

/// The `<h1>` that names the product: shown, outside asides, most like the page's other titles.
pub(super) fn heading(dom: &Dom<'_>, titles: &[&str]) -> Option<(usize, String)> {
    dom.named("h1")
        .filter(|(_, item)| !item.hidden && !item.aside)
        .filter_map(|(at, item)| Some((at, normalise::plain_text(&dom::text(item.element, 300))?)))
        .max_by(|(at, text), (other_at, other)| {
            let likeness = |text: &str| titles.iter().map(|title| similarity(text, title)).fold(0.0_f32, f32::max);
            likeness(text).total_cmp(&likeness(other)).then(other_at.cmp(at))
        })
}

/// How much of the shorter text's words stand in the other, 0 to 1.
pub(super) fn similarity(a: &str, b: &str) -> f32 {
    let words = |text: &str| -> std::collections::BTreeSet<String> {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (a, b) = (words(a), words(b));
    let shorter = a.len().min(b.len());
    if shorter == 0 {
        return 0.0;
    }
    let shared = a.intersection(&b).count() as f32;
    // One shared word of one is weak evidence against a long title.
    shared / (shorter as f32 + if shorter == 1 { 0.3 } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    fn seen(html: &str) -> Vec<SeenPrice> {
        let html = Html::parse_document(html);
        let dom = Dom::new(&html);
        let heading = heading(&dom, &[]).map(|(at, _)| at);
        prices(&dom, heading, &PriceHints::default())
    }

    #[test]
    fn the_price_beside_the_name_wins() {
        let seen = seen(
            r#"<div class="minicart"><span class=price>1,00 €</span></div><h1>Lamp</h1><del class="price">59,00 €</del>
            <span class="price">49,00 €</span><span class="shipping-price">4,90 €</span>
            <div class="related-items"><span class="price">9,00 €</span></div>"#,
        );
        assert_eq!(seen[0].price.price.to_string(), "49.00 EUR");
        assert_eq!(list_price(&seen, &seen[0]).unwrap().price.price.to_string(), "59.00 EUR");
    }

    #[test]
    fn likeness_of_titles() {
        assert!(similarity("Red dress", "Red Dress | Acme") > 0.9);
        assert!(similarity("Home", "Red dress") < 0.1);
    }
}
