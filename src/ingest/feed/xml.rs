//! XML feeds: finding the repeated element, reading its children.
//!
//! Names are compared without prefix and case. Only direct children count, for shipping and instalments
//! nest prices of their own; the few nested paths that carry product data are listed.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::field::{Aliases, Field};
use super::record::Record;
use super::value::plain;

/// Names that a record of a feed has, without prefix.
const RECORD_NAMES: [&str; 14] = [
    "item", "entry", "product", "offer", "produkt", "shopitem", "artikel", "article", "deal", "listing", "producto",
    "prodotto", "produit", "row",
];

/// Nested elements that carry product data, by the path from the record.
#[rustfmt::skip]
const NESTED: [(&str, Field); 19] = [
    ("images/image", Field::Image), ("images/imageurl", Field::Image), ("images/url", Field::Image),
    ("image/url", Field::Image), ("pictures/picture", Field::Image), ("productimage/image", Field::Image),
    ("productimage/url", Field::Image), ("categories/category", Field::Category), ("categories/category/name", Field::Category),
    ("brand/name", Field::Brand), ("identifiers/ean", Field::Gtin), ("identifiers/upc", Field::Gtin),
    ("identifiers/mpn", Field::Mpn), ("identifiers/sku", Field::Sku), ("offers/offer/producturl", Field::AffiliateLink),
    ("offers/offer/sourceproducturl", Field::Link), ("offers/offer/availability", Field::Availability),
    ("offers/offer/pricehistory/price/value", Field::Price), ("offers/offer/pricehistory/price", Field::Price),
];

/// The name (as written, with prefix) of the element that holds a record: the first that is named like
/// one, else the first element with children that comes twice under the same parent.
pub(super) fn record_name(head: &str) -> Option<String> {
    let mut reader = lenient(head);
    let mut parents: Vec<String> = Vec::new();
    let mut met: HashMap<String, u32> = HashMap::new();
    let mut repeated: Option<(usize, String)> = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                let name = start.name().0.to_owned();
                let local = start.local_name().as_ref().to_ascii_lowercase();
                // A feed whose root is called like a record holds others.
                if RECORD_NAMES.contains(&local.as_str()) && !parents.is_empty() {
                    return Some(name);
                }
                parents.push(name.clone());
                let path = parents.join("/");
                let times = met.entry(path).or_default();
                *times += 1;
                let depth = parents.len();
                if *times == 2 && depth > 1 && repeated.as_ref().is_none_or(|(known, _)| depth < *known) {
                    repeated = Some((depth, name));
                }
            }
            Ok(Event::End(_)) => {
                parents.pop();
            }
            Ok(Event::Eof) | Err(_) => return repeated.map(|(_, name)| name),
            Ok(_) => {}
        }
    }
}

/// What stands before the first record: shop, categories.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Preamble {
    /// The shop's name.
    pub(super) merchant: Option<String>,
    /// Paths of categories by id.
    pub(super) categories: HashMap<String, String>,
}

/// Reads what stands before the first record of a YML file.
pub(super) fn preamble(text: &str) -> Preamble {
    let mut reader = lenient(text);
    let mut parents: Vec<String> = Vec::new();
    let mut merchant = None;
    let mut flat: HashMap<String, (Option<String>, String)> = HashMap::new();
    let mut open: Option<(String, Option<String>)> = None;
    let mut content = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                content.clear();
                let name = start.local_name().as_ref().to_ascii_lowercase();
                if name == "category" {
                    open = attribute(&start, "id").map(|id| (id, attribute(&start, "parentId")));
                }
                parents.push(name);
            }
            Ok(Event::End(_)) => {
                let name = parents.pop().unwrap_or_default();
                if let Some((id, parent)) = open.take() {
                    flat.insert(id, (parent, plain(&content)));
                } else if name == "name" && parents.last().is_some_and(|parent| parent == "shop") {
                    merchant = Some(plain(&content)).filter(|name| !name.is_empty());
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(event) => append_text(&event, &mut content),
        }
    }
    let path = |id: &String| {
        let mut parts = Vec::new();
        let mut next = Some(id);
        while let Some((parent, name)) = next.and_then(|id| flat.get(id))
            && parts.len() < 12
        {
            parts.push(name.as_str());
            next = parent.as_ref();
        }
        parts.reverse();
        parts.join(" > ")
    };
    Preamble { merchant, categories: flat.keys().map(|id| (id.clone(), path(id))).collect() }
}

/// Reads the children of a record. `Err` with what is wrong when it is broken; what came before is taken.
pub(super) fn read_record(text: &str, aliases: &Aliases, record: &mut Record) -> Result<(), String> {
    let mut reader = lenient(text);
    let mut path: Vec<Child> = Vec::new();
    let mut content = String::new();
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => {
                depth += 1;
                content.clear();
                match depth {
                    1 => attributes_of_record(&start, aliases, record),
                    _ => path.push(Child::new(&start)),
                }
            }
            Event::Empty(start) if depth == 1 => offer(&[Child::new(&start)], "", aliases, record),
            Event::End(_) => {
                depth -= 1;
                if path.last().is_some_and(|child| !child.has_children || !content.trim().is_empty()) {
                    offer(&path, &content, aliases, record);
                }
                path.pop();
                if let Some(parent) = path.last_mut() {
                    parent.has_children = true;
                }
                content.clear();
                if depth <= 0 {
                    return Ok(());
                }
            }
            Event::Eof => return Err("it does not end".to_owned()),
            event => append_text(&event, &mut content),
        }
    }
}

/// An element on the way to the current text.
struct Child {
    name: String,
    prefixed: bool,
    /// `href`, `url` or `src`.
    address: Option<String>,
    currency: Option<String>,
    /// `name` of a `param`.
    param: Option<String>,
    has_children: bool,
}

impl Child {
    fn new(start: &BytesStart<'_>) -> Self {
        let full = start.name().0;
        let mut child = Self {
            name: start.local_name().as_ref().to_owned(),
            prefixed: full.contains(':'),
            address: None,
            currency: None,
            param: None,
            has_children: false,
        };
        if start.attributes_raw().trim().is_empty() {
            return child;
        }
        // Links of a feed about itself are not the product's.
        if attribute(start, "rel").is_none_or(|rel| rel == "alternate") {
            child.address = ["href", "url", "src"].into_iter().find_map(|name| attribute(start, name));
        }
        child.currency = attribute(start, "currency");
        child.param =
            Some("name").filter(|_| child.name.eq_ignore_ascii_case("param")).and_then(|name| attribute(start, name));
        child
    }
}

/// Takes the text of the element at the end of `path`.
fn offer(path: &[Child], content: &str, aliases: &Aliases, record: &mut Record) {
    let Some(last) = path.last() else { return };
    let text = if content.trim().is_empty() { last.address.as_deref().unwrap_or_default() } else { content };
    let known = match path {
        [child] => aliases.field(child.param.as_deref().unwrap_or(&child.name)),
        _ => {
            let full = path.iter().map(|child| child.name.to_ascii_lowercase()).collect::<Vec<_>>().join("/");
            NESTED
                .iter()
                .position(|(nested, _)| *nested == full)
                .and_then(|place| NESTED.get(place).map(|(_, field)| (*field, 60 + u8::try_from(place).unwrap_or(0))))
        }
    };
    let Some((field, rank)) = known else { return };
    // Of `g:title` and `title` the first is written for programs.
    record.offer(field, rank.saturating_mul(2).saturating_add(u8::from(!last.prefixed)), text);
    if field == Field::Price
        && let Some(currency) = &last.currency
    {
        record.offer(Field::Currency, 0, currency);
    }
}

fn attributes_of_record(start: &BytesStart<'_>, aliases: &Aliases, record: &mut Record) {
    for attribute in start.html_attributes().with_checks(false).flatten() {
        if let Some((field @ (Field::Id | Field::Availability | Field::Group), _)) =
            aliases.field(attribute.key.local_name().as_ref())
        {
            record.offer(field, u8::MAX, &attribute.value);
        }
    }
}

fn attribute(start: &BytesStart<'_>, wanted: &str) -> Option<String> {
    let found = start
        .html_attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref().eq_ignore_ascii_case(wanted))?;
    Some(plain(&found.value)).filter(|text| !text.is_empty())
}

/// Adds the text of an event, character references still in it: they are resolved at the end, at once.
fn append_text(event: &Event<'_>, content: &mut String) {
    match event {
        Event::Text(text) => content.push_str(text),
        Event::CData(text) => content.push_str(text),
        Event::GeneralRef(name) => {
            content.push('&');
            content.push_str(name);
            content.push(';');
        }
        _ => {}
    }
}

fn lenient(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

#[cfg(test)]
mod tests {
    use super::super::format::FeedFormat;
    use super::*;

    fn fields(text: &str) -> (Record, Result<(), String>) {
        let mut record = Record::new(1);
        let result = read_record(text, &Aliases::new(FeedFormat::GoogleXml), &mut record);
        (record, result)
    }

    #[test]
    fn children_are_read_without_prefix_and_nested_prices_ignored() {
        let (record, result) = fields(
            "<item><title>plain</title><g:title>Pots &amp; <![CDATA[Pans]]></g:title><g:shipping><g:price>5 USD</g:price></g:shipping>\
             <g:PRICE>12 USD</g:PRICE><link rel='self' href='https://x.example/'/><link href='https://s.example/1'/>\
             <g:additional_image_link>https://s.example/2.jpg</g:additional_image_link><g:color/></item>",
        );
        assert_eq!(result, Ok(()));
        assert_eq!(record.text(Field::Title).unwrap(), "Pots & Pans");
        assert_eq!(record.get(Field::Price), "12 USD");
        assert_eq!(record.get(Field::Link), "https://s.example/1");
        assert_eq!(record.picture_cells().collect::<Vec<_>>(), ["https://s.example/2.jpg"]);
        assert_eq!(record.get(Field::Colour), "");
    }

    #[test]
    fn raw_ampersands_and_unknown_entities_are_text() {
        let (record, result) = fields("<item><title>Bed &nbsp;& B&aring;d &x</title><brand>A&B</brand></item>");
        assert_eq!(result, Ok(()));
        assert_eq!(record.text(Field::Title).unwrap(), "Bed & Båd &x");
        assert_eq!(record.text(Field::Brand).unwrap(), "A&B");
    }

    #[test]
    fn the_repeated_element_is_found() {
        for (text, name) in [
            ("<rss><channel><title>t</title><item><title>x</title></item></channel></rss>", "item"),
            ("<catalog><product><name>x</name></product></catalog>", "product"),
            ("<x:feed><x:entry/><x:entry><x:t>1</x:t></x:entry></x:feed>", "x:entry"),
            ("<stock><thing><a>1</a></thing><thing><a>2</a></thing></stock>", "thing"),
        ] {
            assert_eq!(record_name(text).as_deref(), Some(name), "{text}");
        }
        assert_eq!(record_name("<html><body>no</body></html>"), None);
    }

    #[test]
    fn categories_become_paths() {
        let read = preamble(
            "<yml_catalog><shop><name>Дом</name><categories><category id='1'>Home</category>\
             <category id='2' parentId='1'>Pots &amp; Pans</category><category id='3' parentId='3'>Loop</category>",
        );
        assert_eq!(read.merchant.as_deref(), Some("Дом"));
        assert_eq!(read.categories["2"], "Home > Pots & Pans");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "(<item>|</item>|<a>|</a>|<!\\[CDATA\\[|\\]\\]>|<!--|-->|[a<>/\"' &;]){0,30}") {
            let _ = (fields(&text), record_name(&text), preamble(&text));
        }
    }
}
