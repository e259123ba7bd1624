//! Microdata and RDFa: elements with scopes and properties → the same JSON values as JSON-LD, for `schema`.

use std::cell::Cell;
use std::collections::HashMap;

use scraper::ElementRef;
use serde_json::{Map, Value};

use super::candidate::Candidate;
use super::crumbs;
use super::dom::{self, Dom};
use super::schema::{self, Node};
use crate::ingest::price::PriceHints;

/// Deepest nesting of scopes.
const MAX_DEPTH: usize = 12;
/// Most scopes at the top of a page.
const MAX_ITEMS: usize = 300;
/// Most elements that are looked at over all scopes of a page.
const MAX_VISITS: usize = 400_000;
/// Most names that one property, and types that one scope may have.
const MAX_NAMES: usize = 8;
/// Longest property text, in characters.
const MAX_TEXT: usize = 1000;

/// The two syntaxes differ only in the names of their attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    /// `itemscope itemtype itemprop`.
    Microdata,
    /// `typeof property`.
    Rdfa,
}

impl Syntax {
    fn kind<'a>(self, element: ElementRef<'a>) -> Option<&'a str> {
        match self {
            // Some templates forget `itemscope`, or write it as a class.
            Self::Microdata => {
                let kind = element.attr("itemtype").unwrap_or_default();
                (element.attr("itemscope").is_some() || kind.contains("schema.org")).then_some(kind)
            }
            Self::Rdfa => element.attr("typeof"),
        }
    }

    fn property<'a>(self, element: ElementRef<'a>) -> Option<&'a str> {
        match self {
            // `<meta property="priceCurrency">` among microdata: mixed up, and meant as `itemprop`.
            Self::Microdata => {
                element.attr("itemprop").or_else(|| element.attr("property").filter(|name| !name.contains(':')))
            }
            Self::Rdfa => element.attr("property"),
        }
    }
}

/// The product scopes of a page, in document order. Breadcrumbs are left in `steps`, where it is empty.
pub(super) fn read(dom: &Dom<'_>, syntax: Syntax, hints: &PriceHints<'_>, steps: &mut Vec<String>) -> Vec<Candidate> {
    let ids = if syntax == Syntax::Microdata { dom.by_id() } else { HashMap::new() };
    let scopes = Scopes { dom, syntax, ids, budget: Cell::new(MAX_VISITS) };
    let mut candidates = Vec::new();
    let mut at = 0;
    let mut tops = 0;
    while let Some(item) = dom.items.get(at) {
        if syntax.kind(item.element).is_none() || tops >= MAX_ITEMS {
            at += 1;
            continue;
        }
        let value = Value::Object(scopes.scope(at, 0));
        if steps.is_empty() {
            *steps = crumbs::in_value(&value, 0);
        }
        let before = candidates.len();
        for (node, listed) in schema::products(&value) {
            let mut candidate = schema::candidate(node, hints);
            candidate.listed = listed || item.aside;
            candidates.push(candidate);
        }
        tops += 1;
        // A page-wide scope (`<body itemscope>`) may hold products that are no property of it.
        at = if candidates.len() > before { item.end.max(at + 1) } else { at + 1 };
    }
    candidates
}

/// The scopes of one page. Scopes inside scopes are read with each, and `itemref` lets scopes name each other:
/// the number of elements looked at over the whole page is bounded.
struct Scopes<'d, 'a> {
    dom: &'d Dom<'a>,
    syntax: Syntax,
    ids: HashMap<&'a str, usize>,
    budget: Cell<usize>,
}

impl Scopes<'_, '_> {
    /// One scope as a node.
    fn scope(&self, at: usize, depth: usize) -> Node {
        let mut node = Map::new();
        let Some(item) = self.dom.items.get(at) else { return node };
        let types: Vec<Value> = self
            .syntax
            .kind(item.element)
            .unwrap_or_default()
            .split_whitespace()
            .take(MAX_NAMES)
            .map(|name| Value::String(schema::short_name(name)))
            .collect();
        node.insert("@type".to_owned(), Value::Array(types));
        self.properties(at + 1, item.end, depth, &mut node);
        let references = item.element.attr("itemref").filter(|_| self.syntax == Syntax::Microdata).unwrap_or_default();
        for id in references.split_whitespace().take(20) {
            if let Some((start, referred)) = self.ids.get(id).and_then(|at| Some((*at, self.dom.items.get(*at)?)))
                && !(start <= at && at < referred.end)
            {
                self.properties(start, referred.end, depth, &mut node);
            }
        }
        node
    }

    /// The properties of the elements from `start` to `end` that belong to the scope around them.
    fn properties(&self, start: usize, end: usize, depth: usize, node: &mut Node) {
        let mut at = start;
        while at < end {
            let Some(item) = self.dom.items.get(at) else { return };
            let Some(left) = self.budget.get().checked_sub(1) else { return };
            self.budget.set(left);
            let element = item.element;
            let is_scope = self.syntax.kind(element).is_some();
            let names = self.syntax.property(element);
            if let Some(names) = names {
                let mut short = names.split_whitespace().take(MAX_NAMES).map(schema::short_name);
                if is_scope && depth < MAX_DEPTH {
                    let inner = Value::Object(self.scope(at, depth + 1));
                    if let Some(name) = short.next() {
                        insert(node, name, inner);
                    }
                } else {
                    let value = value_of(element, names);
                    short.for_each(|name| insert(node, name, Value::String(value.clone())));
                }
            } else if is_scope && depth < MAX_DEPTH {
                // A scope without a property: an offer that the template forgot to link to its product.
                let inner = self.scope(at, depth + 1);
                if schema::has_type(&inner, &["offer", "aggregateoffer"]) && is_product_scope(node) {
                    insert(node, "offers".to_owned(), Value::Object(inner));
                } else if schema::is_product(&inner) || schema::has_type(&inner, &["itemlist", "offercatalog"]) {
                    insert(node, "itemlistelement".to_owned(), Value::Object(inner));
                } else {
                    insert(node, "@scopes".to_owned(), Value::Object(inner));
                }
            }
            at = if is_scope { item.end.max(at + 1) } else { at + 1 };
        }
    }
}

fn is_product_scope(node: &Node) -> bool {
    schema::is_product(node)
}

fn insert(node: &mut Node, name: String, value: Value) {
    match node.get_mut(&name) {
        None => {
            node.insert(name, value);
        }
        Some(Value::Array(list)) if list.len() < 400 => list.push(value),
        Some(Value::Array(_)) => {}
        Some(first) => {
            let earlier = first.take();
            *first = Value::Array(vec![earlier, value]);
        }
    }
}

/// The value of a property, by the rules of the microdata standard; `content` beats everything, as shops expect.
fn value_of(element: ElementRef<'_>, names: &str) -> String {
    let attribute = |name: &str| element.attr(name).map(str::trim).filter(|text| !text.is_empty());
    if let Some(content) = attribute("content") {
        return content.to_owned();
    }
    let is_url = names.contains("image") || names.contains("url") || names.contains("availability");
    let from = match element.value().name() {
        "a" | "area" | "link" if is_url || element.value().name() == "link" => attribute("href"),
        "img" | "audio" | "embed" | "iframe" | "source" | "track" | "video" => {
            ["data-zoom-image", "data-large", "src", "data-src", "data-original"]
                .iter()
                .find_map(|name| attribute(name).filter(|text| !text.starts_with("data:")))
        }
        "object" => attribute("data"),
        "data" | "meter" => attribute("value"),
        "time" => attribute("datetime"),
        "input" => attribute("value"),
        _ => attribute("resource").filter(|_| is_url),
    };
    from.map_or_else(|| dom::text(element, MAX_TEXT), str::to_owned)
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    fn read_page(html: &str, syntax: Syntax) -> Vec<Candidate> {
        read(&Dom::new(&Html::parse_document(html)), syntax, &PriceHints::default(), &mut Vec::new())
    }

    #[test]
    fn scopes_nest() {
        let found = read_page(
            r#"<div itemscope itemtype="http://schema.org/Product"><h1 itemprop="name">Mug</h1>
            <img itemprop="image" src="
              mug.jpg "><div itemprop="brand" itemscope itemtype="Brand"><b itemprop="name">Acme</b></div>
            <div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><span itemprop="price" content="9.50">9,50 €</span>
            <meta itemprop="priceCurrency" content="EUR"><link itemprop="availability" href="http://schema.org/InStock"></div>
            <div itemprop="review" itemscope itemtype="Review"><span itemprop="name">Lovely</span></div></div>"#,
            Syntax::Microdata,
        );
        let mug = &found[0];
        assert_eq!((mug.title.as_deref(), mug.brand.as_deref()), (Some("Mug"), Some("Acme")));
        assert_eq!(mug.offers[0].price.as_ref().unwrap().price.to_string(), "9.50 EUR");
        assert_eq!(mug.images, ["mug.jpg"]);
        assert!(mug.stock().is_some());
    }

    #[test]
    fn references_reach_outside_the_scope() {
        let found = read_page(
            r#"<p id="price">was <b itemprop="price">5.00</b></p><div itemscope itemtype="Product" itemref="price x"><b itemprop="name">Cup</b></div>"#,
            Syntax::Microdata,
        );
        assert_eq!(found[0].offers[0].price.as_ref().unwrap().price.amount.to_string(), "5.00");
    }

    #[test]
    fn rdfa_reads_alike() {
        let found = read_page(
            r#"<div vocab="https://schema.org/" typeof="Product"><img property="image" src="o.jpg"><span property="name">Oven</span>
            <div property="offers" typeof="Offer"><span property="price" content="1000.00">1,000.00</span>
            <span property="priceCurrency">USD</span></div></div>"#,
            Syntax::Rdfa,
        );
        assert_eq!(found[0].title.as_deref(), Some("Oven"));
        assert_eq!(found[0].offers[0].price.as_ref().unwrap().price.to_string(), "1000.00 USD");
    }
}
