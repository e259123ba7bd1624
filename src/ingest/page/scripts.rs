//! The data literals in a page's scripts and attributes.

use serde_json::Value;

use super::dom::Dom;
use super::repair;

/// Most literals that are parsed of one page.
const MAX_LITERALS: usize = 80;
/// Most bytes that are parsed of one page.
const MAX_TOTAL_BYTES: usize = 6 << 20;
/// Longest literal that is tried as JSON5, which is slow.
const MAX_LENIENT_BYTES: usize = 48 << 10;
/// Most literals without an end in one script: each is read to the script's end.
const MAX_FAILURES: usize = 12;
/// Shorter literals say nothing of a product.
const MIN_BYTES: usize = 24;

/// Every literal that may speak of a product, in document order.
pub(super) fn literals(dom: &Dom<'_>) -> Vec<Value> {
    let mut found = Vec::new();
    let mut budget = MAX_TOTAL_BYTES;
    for item in &dom.items {
        if found.len() >= MAX_LITERALS {
            break;
        }
        let element = item.element;
        if element.value().name() != "script" {
            if !item.aside {
                for (name, value) in element.value().attrs() {
                    if name.starts_with("data-")
                        && value.trim_start().starts_with(['{', '['])
                        && speaks_of_products(value)
                    {
                        parse(value, &mut budget, &mut found);
                    }
                }
            }
            continue;
        }
        let kind = element.attr("type").unwrap_or_default().to_ascii_lowercase();
        if element.attr("src").is_some() || kind.contains("ld+json") {
            continue;
        }
        let text: String = element.text().collect();
        if kind.contains("json") {
            if speaks_of_products(&text) {
                parse(&text, &mut budget, &mut found);
            }
        } else {
            assigned(&text, &mut budget, &mut found);
        }
    }
    found
}

fn speaks_of_products(text: &str) -> bool {
    text.len() >= MIN_BYTES && ["rice", "rand", "sku", "SKU", "ean", "EAN"].iter().any(|word| text.contains(word))
}

/// Literals behind `=` and `(`: assignments, `dataLayer.push({…})`.
fn assigned(script: &str, budget: &mut usize, found: &mut Vec<Value>) {
    let mut at = 0;
    let mut failures = 0;
    while let Some(offset) = script.get(at..).and_then(|rest| rest.find(['{', '['])) {
        let start = at + offset;
        at = start + 1;
        let before = script.get(..start).unwrap_or_default().trim_end();
        if !before.ends_with(['=', '(']) {
            continue;
        }
        if failures > MAX_FAILURES || found.len() >= MAX_LITERALS || *budget == 0 {
            return;
        }
        let Some(literal) = repair::balanced(script, start) else {
            failures += 1;
            continue;
        };
        if literal.len() < MIN_BYTES || !speaks_of_products(literal) {
            continue;
        }
        let before = found.len();
        parse(literal, budget, found);
        // A function's body is no literal, but one may stand inside it.
        if found.len() > before {
            at = start + literal.len();
        }
    }
}

fn parse(text: &str, budget: &mut usize, found: &mut Vec<Value>) {
    if text.len() > *budget || text.len() > repair::MAX_BYTES {
        return;
    }
    *budget -= text.len();
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        found.push(value);
    } else if text.contains(":undefined")
        && let Ok(value) = serde_json::from_str::<Value>(&text.replace(":undefined", ":null"))
    {
        found.push(value);
    } else if text.len() <= MAX_LENIENT_BYTES
        && let Some(value) = repair::lenient(text)
    {
        found.push(value);
    }
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    #[test]
    fn literals_of_scripts_and_attributes() {
        let html = Html::parse_document(
            r#"<script>dataLayer.push({ecommerce: {items: [{item_name: 'Lamp', price: 5}]}}); function f() { return {a: 1} }</script>
            <script type="application/json">{"product":{"title":"Lamp","price":500}}</script>
            <form data-product_variations='[{"display_price":12.5,"sku":"a"}]'></form>"#,
        );
        let found = literals(&Dom::new(&html));
        assert_eq!(found.len(), 3);
        assert_eq!(found[0]["ecommerce"]["items"][0]["item_name"], "Lamp");
    }
}
