//! JSON-LD: the scripts of a page, repaired, their references resolved, their product nodes read.

use std::collections::HashMap;

use serde_json::Value;

use super::candidate::Candidate;
use super::dom::Dom;
use super::{crumbs, repair, schema};
use crate::ingest::price::PriceHints;

/// Most scripts that are read.
const MAX_SCRIPTS: usize = 200;
/// Longest node that is put in a reference's place.
const MAX_REFERENCE_BYTES: usize = 20_000;
/// Most `@id` references that are put in place.
const MAX_REFERENCES: usize = 400;

/// What the scripts said.
pub(super) struct JsonLd {
    /// Product nodes, in document order.
    pub products: Vec<Candidate>,
    /// Names of the breadcrumbs, outermost first.
    pub breadcrumbs: Vec<String>,
    /// Name of the site or its organisation.
    pub site: Option<String>,
    /// Scripts that were broken past repair.
    pub broken: usize,
}

/// Reads every script of type `application/ld+json`.
pub(super) fn read(dom: &Dom<'_>, hints: &PriceHints<'_>) -> JsonLd {
    let mut values = Vec::new();
    let mut broken = 0;
    let scripts = dom.named("script").filter(|(_, item)| {
        item.element
            .attr("type")
            .is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("application/ld+json"))
    });
    for (_, item) in scripts.take(MAX_SCRIPTS) {
        let text: String = item.element.text().collect();
        if text.trim().is_empty() {
            continue;
        }
        let found = repair::values(&text);
        broken += usize::from(found.is_empty() && text.contains(':'));
        values.extend(found.into_iter().map(|value| schema::lower_keys(value, 0)));
    }
    resolve_references(&mut values);
    let mut read = JsonLd { products: Vec::new(), breadcrumbs: Vec::new(), site: None, broken };
    for value in &values {
        read.products.extend(schema::products(value).into_iter().map(|(node, listed)| {
            let mut candidate = schema::candidate(node, hints);
            candidate.listed = listed;
            candidate
        }));
        if read.breadcrumbs.is_empty() {
            read.breadcrumbs = crumbs::in_value(value, 0);
        }
        page_facts(value, 0, &mut read);
    }
    read
}

/// The site's name.
fn page_facts(value: &Value, depth: usize, read: &mut JsonLd) {
    match value {
        Value::Array(list) if depth < 6 => list.iter().take(200).for_each(|value| page_facts(value, depth + 1, read)),
        Value::Object(node) if depth < 6 => {
            if schema::has_type(node, &["website", "onlinestore", "store"]) && read.site.is_none() {
                read.site = node.get("name").and_then(schema::text);
            }
            for key in ["@graph", "breadcrumb", "mainentity", "publisher", "ispartof"] {
                if let Some(value) = node.get(key) {
                    page_facts(value, depth + 1, read);
                }
            }
        }
        _ => {}
    }
}

/// Puts nodes in the place of `{"@id": …}` references to them, one level deep, so that cycles end.
fn resolve_references(values: &mut [Value]) {
    let mut known: HashMap<String, Value> = HashMap::new();
    for value in values.iter() {
        index(value, 0, &mut known);
    }
    if known.is_empty() {
        return;
    }
    let mut budget = MAX_REFERENCES;
    for value in values.iter_mut() {
        replace(value, &known, 0, &mut budget);
    }
}

fn index(value: &Value, depth: usize, known: &mut HashMap<String, Value>) {
    if depth > 12 || known.len() > MAX_REFERENCES {
        return;
    }
    match value {
        Value::Array(list) => list.iter().for_each(|value| index(value, depth + 1, known)),
        Value::Object(node) => {
            if let Some(id) = node.get("@id").and_then(Value::as_str)
                && node.len() > 2
                && node.contains_key("@type")
                && value.to_string().len() < MAX_REFERENCE_BYTES
            {
                known.entry(id.to_owned()).or_insert_with(|| value.clone());
            }
            node.values().for_each(|value| index(value, depth + 1, known));
        }
        _ => {}
    }
}

fn replace(value: &mut Value, known: &HashMap<String, Value>, depth: usize, budget: &mut usize) {
    if depth > 12 || *budget == 0 {
        return;
    }
    match value {
        Value::Array(list) => list.iter_mut().for_each(|value| replace(value, known, depth + 1, budget)),
        Value::Object(node) => {
            for (key, value) in node.iter_mut() {
                // A page's main entity stands in the graph itself: replacing it would double it.
                if matches!(key.as_str(), "@graph" | "mainentityofpage" | "ispartof" | "mainentity") {
                    if key == "@graph" {
                        replace(value, known, depth + 1, budget);
                    }
                    continue;
                }
                let target =
                    value.as_object().filter(|inner| inner.len() <= 2).and_then(|inner| inner.get("@id")?.as_str());
                let target = target.and_then(|id| known.get(id));
                match target {
                    Some(target) if *budget > 0 => {
                        *budget -= 1;
                        *value = target.clone();
                    }
                    _ => replace(value, known, depth + 1, budget),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    fn read_page(html: &str) -> JsonLd {
        read(&Dom::new(&Html::parse_document(html)), &PriceHints::default())
    }

    #[test]
    fn scripts_of_every_spelling() {
        let read = read_page(
            r#"<script type="Application/LD+JSON; charset=utf-8">{"@type":"Product","name":"Shirt"}</script>
            <script type="application/ld+json">{"@type":"Product","name":"Broken"</script>
            <script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":[{"item":{"name":"Men"}},{"name":"Shirts"}]}</script>"#,
        );
        assert_eq!(read.products.len(), 1);
        assert_eq!(read.broken, 1);
        assert_eq!(read.breadcrumbs, ["Men", "Shirts"]);
    }

    #[test]
    fn references_inside_the_page_are_followed() {
        let read = read_page(
            r##"<script type="application/ld+json">{"@graph":[
            {"@type":"Product","@id":"#p","name":"Shirt","brand":{"@id":"#b"},"offers":{"@id":"#o"}},
            {"@type":"Brand","@id":"#b","name":"Acme"},
            {"@type":"Offer","@id":"#o","price":"9.50","priceCurrency":"GBP","itemOffered":{"@id":"#p"}}]}</script>"##,
        );
        assert_eq!(read.products[0].brand.as_deref(), Some("Acme"));
        assert_eq!(read.products[0].offers[0].price.as_ref().unwrap().price.to_string(), "9.50 GBP");
    }
}
