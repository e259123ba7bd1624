//! The parsed page as a flat list of elements in document order, so that every reader walks it without
//! recursion, however deep hostile markup nests.

use std::collections::HashMap;

use ego_tree::iter::Edge;
use scraper::{ElementRef, Html, Node};

/// An element and its place.
pub(super) struct Item<'a> {
    /// The element.
    pub element: ElementRef<'a>,
    /// Index of the parent element.
    pub parent: Option<usize>,
    /// Index just past the last descendant.
    pub end: usize,
    /// Inside a block of other products: related, recommended, recently seen, the basket.
    pub aside: bool,
    /// Not shown: `template`, `noscript`, `display:none`, `hidden`.
    pub hidden: bool,
}

/// The elements of a page. Not `Send`: made and dropped inside one call.
pub(super) struct Dom<'a> {
    /// In document order.
    pub items: Vec<Item<'a>>,
}

/// Most nodes that are looked at for one element's text: empty markup nested without end must cost little.
const MAX_NODES: usize = 500;

/// Parts of class names and ids of blocks that show other products.
const ASIDE: [&str; 27] = [
    "related",
    "recomm",
    "carousel",
    "minicart",
    "mini-cart",
    "similar",
    "upsell",
    "crosssell",
    "cross-sell",
    "cross_sell",
    "also-",
    "recently",
    "last-seen",
    "lastseen",
    "bestseller",
    "sponsored",
    "suggest",
    "accessor",
    "complementary",
    "alternatives",
    "you-may",
    "youmay",
    "people-also",
    "wishlist",
    "header-cart",
    "viewed",
    "bundle",
];

impl<'a> Dom<'a> {
    /// Flattens a parsed page.
    pub(super) fn new(html: &'a Html) -> Self {
        let mut items: Vec<Item<'a>> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for edge in html.tree.root().traverse() {
            match edge {
                Edge::Open(node) => {
                    let Some(element) = ElementRef::wrap(node) else { continue };
                    let parent = open.last().copied();
                    let (inside_aside, inside_hidden) =
                        parent.and_then(|at| items.get(at)).map_or((false, false), |item| (item.aside, item.hidden));
                    let name = element.value().name();
                    let page_wide = matches!(name, "html" | "body" | "main");
                    let aside = inside_aside || !page_wide && is_aside(element);
                    let hidden = inside_hidden || is_hidden(element, name);
                    open.push(items.len());
                    items.push(Item { element, parent, end: 0, aside, hidden });
                }
                Edge::Close(node) => {
                    if node.value().is_element()
                        && let Some(at) = open.pop()
                    {
                        let end = items.len();
                        if let Some(item) = items.get_mut(at) {
                            item.end = end;
                        }
                    }
                }
            }
        }
        Self { items }
    }

    /// Elements of this name, in order, with their index.
    pub(super) fn named<'d>(&'d self, name: &'d str) -> impl Iterator<Item = (usize, &'d Item<'a>)> {
        self.items.iter().enumerate().filter(move |(_, item)| item.element.value().name() == name)
    }

    /// The element at `at` and its ancestors, innermost first.
    pub(super) fn ancestors(&self, at: usize) -> impl Iterator<Item = (usize, &Item<'a>)> {
        let mut next = Some(at);
        std::iter::from_fn(move || {
            let at = next?;
            let item = self.items.get(at)?;
            next = item.parent;
            Some((at, item))
        })
    }

    /// Index by `id` attribute; the first of equal ids counts.
    pub(super) fn by_id(&self) -> HashMap<&'a str, usize> {
        let mut map = HashMap::new();
        for (at, item) in self.items.iter().enumerate() {
            if let Some(id) = item.element.attr("id") {
                map.entry(id).or_insert(at);
            }
        }
        map
    }
}

fn is_aside(element: ElementRef<'_>) -> bool {
    [element.attr("class"), element.attr("id"), element.attr("data-testid"), element.attr("data-component")]
        .into_iter()
        .flatten()
        .any(|text| {
            let text = text.to_ascii_lowercase();
            ASIDE.iter().any(|word| text.contains(word))
        })
}

fn is_hidden(element: ElementRef<'_>, name: &str) -> bool {
    matches!(name, "template" | "noscript" | "script" | "style" | "svg" | "head" | "select")
        || element.attr("hidden").is_some()
        || element.attr("style").is_some_and(|style| {
            let style: String = style.chars().take(200).filter(|c| !c.is_whitespace()).collect();
            style.to_ascii_lowercase().contains("display:none")
        })
}

/// The text that a reader sees of an element, blanks collapsed; at most about `max_chars` characters.
/// `None` when it is longer, which costs no more than reading up to there.
pub(super) fn text_within(element: ElementRef<'_>, max_chars: usize) -> Option<String> {
    text_except(element, max_chars, &["script", "style", "template", "noscript"])
}

/// As [`text_within`], without what is struck out.
pub(super) fn text_without_struck(element: ElementRef<'_>, max_chars: usize) -> Option<String> {
    text_except(element, max_chars, &["script", "style", "template", "noscript", "s", "del", "strike"])
}

fn text_except(element: ElementRef<'_>, max_chars: usize, skipped: &[&str]) -> Option<String> {
    let mut text = String::new();
    let mut count = 0;
    for (visited, node) in element.descendants().enumerate() {
        if visited > MAX_NODES {
            return None;
        }
        let Node::Text(part) = node.value() else { continue };
        let name_of = |node: ego_tree::NodeRef<'_, Node>| {
            node.value().as_element().is_some_and(|element| skipped.contains(&element.name()))
        };
        // Struck prices nest a word or two deep: `<del><span>9</span></del>`.
        if node.ancestors().take(3).take_while(|ancestor| ancestor.id() != element.id()).any(name_of) {
            continue;
        }
        // Blocks beside each other are words apart, parts of one price are not: “12<sup>99</sup>”.
        for word_or_blank in part.chars() {
            if word_or_blank.is_whitespace() {
                if !text.is_empty() && !text.ends_with(' ') {
                    text.push(' ');
                    count += 1;
                }
            } else {
                text.push(word_or_blank);
                count += 1;
            }
            if count > max_chars {
                return None;
            }
        }
    }
    text.truncate(text.trim_end().len());
    Some(text)
}

/// As [`text_within`], cut instead of given up.
pub(super) fn text(element: ElementRef<'_>, max_chars: usize) -> String {
    if let Some(text) = text_within(element, max_chars) {
        return text;
    }
    let parts = element.descendants().take(MAX_NODES).filter_map(|node| node.value().as_text());
    let words: String =
        parts.flat_map(|part| part.split_whitespace()).take(max_chars).flat_map(|word| [word, " "]).collect();
    words.trim().chars().take(max_chars).collect()
}

/// Whether an attribute's text can be an address rather than a flag or a size.
pub(super) fn looks_like_address(text: &str) -> bool {
    text.contains(['/', '.']) && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_and_flags() {
        let html = Html::parse_document("<div class=RelatedItems><p>a<b>b</b></p></div><p hidden>c</p>");
        let dom = Dom::new(&html);
        let (at, p) = dom.named("p").next().unwrap();
        assert!(p.aside && !p.hidden);
        assert_eq!(dom.items[at].end - at, 2);
        assert_eq!(text(p.element, 10), "ab");
        assert!(dom.named("p").nth(1).unwrap().1.hidden);
    }

    #[test]
    fn a_hundred_thousand_levels_do_not_overflow() {
        let deep = "<div>".repeat(20_000);
        let html = Html::parse_document(&deep);
        assert!(Dom::new(&html).items.len() >= 20_000);
    }
}
