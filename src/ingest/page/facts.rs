//! Facts that a page states beside a label or under a telling name: brand, numbers, colour.

use super::dom::{self, Dom};
use super::normalise;

/// A shop's words for facts, by what they mean.
const LABELS: &[(&str, &[&str])] = &[
    (
        "brand",
        &[
            "brand",
            "marke",
            "marque",
            "marca",
            "merk",
            "značka",
            "märke",
            "mærke",
            "merke",
            "varumärke",
            "hersteller",
            "manufacturer",
            "fabricante",
            "fabricant",
            "produttore",
            "бренд",
            "производитель",
            "ブランド",
            "品牌",
            "marka",
            "márka",
            "kaubamärk",
            "zīmols",
            "prekės ženklas",
            "thương hiệu",
            "merek",
            "브랜드",
            "メーカー",
            "الماركة",
            "المارکة",
            "μάρκα",
            "العلامة التجارية",
            "brand name",
            "výrobce",
            "výrobca",
            "producent",
            "producător",
            "proizvođač",
            "proizvajalec",
            "blagovna znamka",
            "gyártó",
            "valmistaja",
            "מותג",
            "make",
            "proizvajalec",
            "tillverkare",
            "fabrikant",
            "κατασκευαστής",
            "виробник",
            "fornitore",
            "品牌名稱",
            "制造商",
        ],
    ),
    (
        "publisher",
        &[
            "publisher",
            "editore",
            "casa editrice",
            "verlag",
            "éditeur",
            "editorial",
            "editora",
            "uitgever",
            "uitgeverij",
            "wydawnictwo",
            "wydawca",
            "förlag",
            "forlag",
            "kustantaja",
            "издательство",
            "nakladatel",
            "vydavateľ",
            "kiadó",
            "出版社",
        ],
    ),
    (
        "sku",
        &[
            "sku",
            "item number",
            "item no",
            "item no.",
            "item #",
            "item",
            "item code",
            "article number",
            "article no",
            "artikelnummer",
            "artikelnr",
            "artikel-nr",
            "art.-nr",
            "art.nr",
            "art. nr",
            "artikelnr.",
            "art.-nr.",
            "référence",
            "reference",
            "ref",
            "réf",
            "referencia",
            "referência",
            "codice",
            "codice prodotto",
            "código",
            "cód",
            "cod",
            "product code",
            "product id",
            "product number",
            "asin",
            "varenummer",
            "tuotenumero",
            "šifra",
            "šifra izdelka",
            "kód",
            "kód produktu",
            "kód tovaru",
            "kod produktu",
            "numer artykułu",
            "артикул",
            "код товара",
            "код",
            "mã sản phẩm",
            "품번",
            "商品番号",
            "商品編號",
            "רק\"ט",
            "מק\"ט",
            "código do produto",
            "bestellnummer",
            "catalogue number",
            "cat. no",
            "ebay item number",
            "ad id",
            "listing id",
            "post id",
            "lot number",
            "web id",
            "cod produs",
            "toote kood",
            "preces kods",
            "codice articolo",
            "numero oggetto ebay",
            "model code",
        ],
    ),
    (
        "mpn",
        &[
            "mpn",
            "manufacturer part number",
            "herstellernummer",
            "model number",
            "item model number",
            "part number",
            "numero modello",
            "numéro du modèle",
            "modellnummer",
            "numéro de modèle",
            "número de modelo",
            "modelnummer",
            "manufacturer reference",
            "référence fabricant",
            "artikelnummer hersteller",
        ],
    ),
    (
        "gtin",
        &[
            "ean",
            "gtin",
            "upc",
            "isbn",
            "isbn-13",
            "isbn13",
            "ean13",
            "ean-code",
            "ean code",
            "ean-nummer",
            "barcode",
            "kod ean",
            "ean kód",
            "code ean",
            "cod ean",
            "codice ean",
            "código ean",
            "gtin/ean",
        ],
    ),
    (
        "colour",
        &[
            "color",
            "colour",
            "farbe",
            "couleur",
            "colore",
            "cor",
            "kleur",
            "färg",
            "farve",
            "kolor",
            "barva",
            "farba",
            "цвет",
            "colour name",
            "väri",
            "boja",
            "culoare",
        ],
    ),
];

/// A labelled fact of the page.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    /// What it is: `brand`, `publisher`, `sku`, `mpn`, `gtin`, `colour`.
    pub field: &'static str,
    /// Its text.
    pub value: String,
}

/// Facts written as a label and a value: table rows, definition lists, “Brand: Acme”.
pub(super) fn facts(dom: &Dom<'_>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let mut named: Vec<Fact> = Vec::new();
    for item in dom.items.iter().filter(|item| !item.aside && !is_invisible(item.element)) {
        let name = item.element.value().name();
        if !matches!(
            name,
            "th" | "td"
                | "dt"
                | "dd"
                | "span"
                | "li"
                | "strong"
                | "b"
                | "p"
                | "div"
                | "label"
                | "em"
                | "h3"
                | "h4"
                | "h5"
                | "h2"
                | "a"
        ) {
            continue;
        }
        let Some(text) = dom::text_within(item.element, 90).filter(|text| !text.is_empty()) else { continue };
        if let Some(field) = named_field(item.element)
            && let value = text.rsplit(": ").next().unwrap_or(&text)
            && fits(field, value)
            && field_of(value).is_none()
        {
            named.push(Fact { field, value: value.to_owned() });
        }
        let (label, rest) = match text.split_once([':', '：']) {
            Some((label, rest)) => (label.trim(), rest.trim()),
            None => (text.as_str(), ""),
        };
        let Some(field) = field_of(label) else { continue };
        let value = if rest.is_empty() { value_beside(item.element) } else { Some(rest.to_owned()) };
        let Some(value) = value.filter(|value| fits(field, value)) else { continue };
        if facts.len() < 200 {
            facts.push(Fact { field, value });
        }
    }
    // A label that people read says more than a name in the markup.
    facts.extend(named.into_iter().take(50));
    facts
}

/// What an element's class, id or test id says that it holds.
fn named_field(element: scraper::ElementRef<'_>) -> Option<&'static str> {
    const NAMES: [(&str, &[&str]); 2] = [
        (
            "brand",
            &[
                "brand",
                "product-brand",
                "productbrand",
                "brand-name",
                "brandname",
                "product__brand",
                "product_brand",
                "byline",
                "bylineinfo",
                "product-manufacturer",
            ],
        ),
        (
            "sku",
            &[
                "product-reference",
                "product-code",
                "product-sku",
                "productcode",
                "product-number",
                "item-number",
                "article-number",
                "product__sku",
                "sku",
                "product-id",
                "artnr",
                "product_reference",
            ],
        ),
    ];
    ["class", "id", "itemprop", "data-testid", "data-test", "data-qa", "data-qa-qualifier"]
        .iter()
        .filter_map(|name| element.attr(name))
        .find_map(|words| {
            let words = words.to_ascii_lowercase();
            let holds = |names: &[&str]| {
                words.split_whitespace().any(|word| {
                    // “productView-brand”, “pdp__brand”: a part of the product's block.
                    let part = word.rsplit(['-', '_']).next().unwrap_or(word);
                    let of_product = ["product", "pdp", "item"].iter().any(|block| word.starts_with(block));
                    names.contains(&word) || of_product && names.contains(&part)
                })
            };
            NAMES.iter().find(|(_, names)| holds(names)).map(|(field, _)| *field)
        })
}

fn is_invisible(element: scraper::ElementRef<'_>) -> bool {
    matches!(element.value().name(), "script" | "style" | "head" | "html" | "body")
}

fn field_of(label: &str) -> Option<&'static str> {
    if label.chars().count() > 32 {
        return None;
    }
    let label = label
        .trim_end_matches([':', '.', ' ', '°', '\u{200e}', '\u{200f}'])
        .trim_start_matches(['\u{200e}', '\u{200f}'])
        .trim()
        .to_lowercase();
    let means = |label: &str| LABELS.iter().find(|(_, labels)| labels.contains(&label)).map(|(field, _)| *field);
    // “Make / manufacturer” is what either word is.
    means(&label).or_else(|| label.split_once('/').and_then(|(one, other)| means(one.trim()).or(means(other.trim()))))
}

/// The text of the next element, or of the text behind the label, within the label's row.
fn value_beside(element: scraper::ElementRef<'_>) -> Option<String> {
    let mut holder = element;
    for _ in 0..2 {
        for node in holder.next_siblings().take(4) {
            let text = match node.value() {
                scraper::Node::Text(text) => Some(text.trim().to_owned()),
                scraper::Node::Element(_) => {
                    scraper::ElementRef::wrap(node).and_then(|element| dom::text_within(element, 90))
                }
                _ => None,
            };
            let text = text
                .map(|text| text.trim_start_matches([':', '：', ' ', '\u{200e}']).trim().to_owned())
                .filter(|text| !text.is_empty());
            if let Some(text) = text {
                return Some(text);
            }
        }
        holder = holder
            .parent()
            .and_then(scraper::ElementRef::wrap)
            .filter(|parent| dom::text_within(*parent, 40).is_some())?;
    }
    None
}

fn fits(field: &str, value: &str) -> bool {
    let chars = value.chars().count();
    let has_digit = value.chars().any(|c| c.is_ascii_digit());
    match field {
        "brand" => {
            (1..=50).contains(&chars)
                && value.split_whitespace().count() <= 6
                && field_of(value).is_none()
                && !value.ends_with(['?', '!'])
        }
        "sku" => chars <= 32 && has_digit && value.split_whitespace().count() <= 2,
        "mpn" => chars <= 32 && value.split_whitespace().count() <= 3,
        "gtin" => normalise::gtin(value).is_ok_and(|gtin| gtin.is_some()),
        _ => chars <= 40 && field_of(value).is_none(),
    }
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    #[test]
    fn labels_and_their_values() {
        let html = Html::parse_document(
            "<table><tr><th>Marke</th><td>Acme</td></tr></table><p>Art.-Nr.: 12-34</p><dl><dt>EAN</dt><dd>5018479061991</dd></dl><span>Brand</span> <a>Other</a>",
        );
        let facts = facts(&Dom::new(&html));
        let find = |field: &str| facts.iter().find(|fact| fact.field == field).map(|fact| fact.value.as_str());
        assert_eq!((find("brand"), find("sku"), find("gtin")), (Some("Acme"), Some("12-34"), Some("5018479061991")));
    }
}
