//! The way from the shop's first page to the product: breadcrumbs in data, in markup or as people see them.

use serde_json::Value;

use super::dom::{self, Dom};
use super::{normalise, schema};

/// Most steps that are kept.
const MAX_STEPS: usize = 12;
/// Most blocks named after breadcrumbs that are looked at, and most elements of each.
const MAX_BLOCKS: usize = 20;
const MAX_BLOCK_ELEMENTS: usize = 300;
/// What the first step is called, in lower case.
const HOME: [&str; 24] = [
    "home",
    "homepage",
    "home page",
    "start",
    "startseite",
    "startsida",
    "accueil",
    "inicio",
    "início",
    "hem",
    "hjem",
    "forside",
    "etusivu",
    "strona główna",
    "úvod",
    "domů",
    "domov",
    "главная",
    "トップ",
    "ホーム",
    "首页",
    "shop",
    "ana sayfa",
    "kezdőlap",
];

/// The names in a `BreadcrumbList` in or right below a value.
pub(super) fn in_value(value: &Value, depth: usize) -> Vec<String> {
    match value {
        Value::Array(list) if depth < 6 => list
            .iter()
            .take(200)
            .map(|value| in_value(value, depth + 1))
            .find(|steps| !steps.is_empty())
            .unwrap_or_default(),
        Value::Object(node) if depth < 6 => {
            if schema::has_type(node, &["breadcrumblist"]) {
                let elements = node.get("itemlistelement");
                let one = elements.filter(|value| value.is_object());
                let list = elements.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
                return one.into_iter().chain(list).take(MAX_STEPS).filter_map(step).collect();
            }
            ["@graph", "breadcrumb", "mainentity", "@scopes"]
                .iter()
                .filter_map(|key| node.get(*key))
                .map(|value| in_value(value, depth + 1))
                .find(|steps| !steps.is_empty())
                .unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

fn step(value: &Value) -> Option<String> {
    let own = value.get("name").and_then(schema::text);
    own.or_else(|| value.get("item").filter(|item| item.is_object()).and_then(schema::text))
}

/// The links of the first block that is named after breadcrumbs.
pub(super) fn seen(dom: &Dom<'_>) -> Vec<String> {
    let is_block = |item: &dom::Item<'_>| {
        !item.hidden
            && ["class", "id", "aria-label", "data-testid"]
                .iter()
                .filter_map(|name| item.element.attr(name))
                .any(|words| words.to_ascii_lowercase().contains("breadcrumb"))
    };
    dom.items
        .iter()
        .enumerate()
        .filter(|(_, item)| is_block(item))
        .take(MAX_BLOCKS)
        .map(|(at, block)| {
            let inside = dom.items.get(at..block.end.min(at + MAX_BLOCK_ELEMENTS)).unwrap_or_default();
            let links = inside.iter().filter(|item| item.element.value().name() == "a").take(MAX_STEPS);
            links.filter_map(|item| dom::text_within(item.element, 60).filter(|text| !text.is_empty())).collect()
        })
        .find(|steps: &Vec<String>| !steps.is_empty())
        .unwrap_or_default()
}

/// The steps as a path, without the first page and the product itself.
pub(super) fn path(steps: &[String], title: &str) -> Option<String> {
    let steps: Vec<String> = steps.iter().filter_map(|step| normalise::plain_text(step)).collect();
    let own = |step: &String| step.to_lowercase() == title.to_lowercase();
    let kept: Vec<&str> = steps
        .iter()
        .enumerate()
        .filter(|(at, step)| !(own(step) || *at == 0 && HOME.contains(&step.to_lowercase().as_str())))
        .map(|(_, step)| step.as_str())
        .collect();
    (!kept.is_empty()).then(|| kept.join(" > "))
}

#[cfg(test)]
mod tests {
    use scraper::Html;
    use serde_json::json;

    use super::*;

    #[test]
    fn steps_of_every_kind() {
        let list = json!({"@type": "breadcrumblist", "itemlistelement": [{"item": {"name": "Home"}}, {"name": "Lamps"}, {"name": "Arc"}]});
        assert_eq!(path(&in_value(&json!({"@graph": [list]}), 0), "Arc").as_deref(), Some("Lamps"));
        let html = Html::parse_document(
            "<nav aria-label=Breadcrumb><a href=/>Start</a><a>Lamps</a><a>Floor</a><span>Arc</span></nav>",
        );
        assert_eq!(path(&seen(&Dom::new(&html)), "Arc").as_deref(), Some("Lamps > Floor"));
        assert_eq!(path(&[], "Arc"), None);
    }
}
