//! XML feeds: finding the repeated element, reading its children.
//!
//! Names are compared without prefix and case. Only direct children count, for shipping and instalments
//! nest prices of their own; the few nested paths that carry product data are listed.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::field::{Aliases, Field};
use super::record::Record;
use super::value::plain;
use super::xml_walk::{Part, Walk, attribute, each_attribute, local};

/// Names that a record of a feed has, without prefix.
const RECORD_NAMES: [&str; 16] = [
    "item", "entry", "product", "offer", "produkt", "shopitem", "artikel", "article", "deal", "listing", "producto",
    "prodotto", "produit", "row", "prod", "produkte",
];

/// Nested elements that carry product data, by the path from the record.
#[rustfmt::skip]
const NESTED: [(&str, Field); 49] = [
    ("images/image", Field::Image), ("images/imageurl", Field::Image), ("images/url", Field::Image),
    ("image/url", Field::Image), ("pictures/picture", Field::Image), ("productimage/image", Field::Image),
    ("productimage/url", Field::Image), ("categories/category", Field::Category), ("categories/category/name", Field::Category),
    ("brand/name", Field::Brand), ("identifiers/ean", Field::Gtin), ("identifiers/upc", Field::Gtin),
    ("identifiers/mpn", Field::Mpn), ("identifiers/sku", Field::Sku), ("offers/offer/producturl", Field::AffiliateLink),
    ("offers/offer/sourceproducturl", Field::Link), ("offers/offer/availability", Field::Availability),
    ("offers/offer/pricehistory/price/value", Field::Price), ("offers/offer/pricehistory/price", Field::Price),
    ("images/image/url", Field::Image), ("images/image/src", Field::Image), ("images/large", Field::Image),
    ("imgs/main", Field::Image), ("imgs/i", Field::MoreImages), ("photos/photo", Field::Image), ("media/image", Field::Image),
    ("url/product", Field::AffiliateLink), ("url/productimage", Field::Image), ("price/sale", Field::SalePrice),
    ("price/retail", Field::Price), ("price/buynow", Field::Price), ("price/rrp", Field::ListPrice), ("price/actualp", Field::Price),
    ("price/rrpp", Field::ListPrice), ("price/amount", Field::Price), ("price/value", Field::Price), ("price/currency", Field::Currency),
    ("category/primary", Field::Category), ("category/name", Field::Category), ("shipping/availability", Field::Availability),
    ("uri/awtrack", Field::AffiliateLink), ("uri/mlink", Field::Link), ("uri/mimage", Field::Image), ("text/name", Field::Title),
    ("cat/mcat", Field::Category), ("brand/brandname", Field::Brand), ("manufacturer/name", Field::Brand),
    ("prices/price", Field::Price), ("stock/availability", Field::Availability),
];

/// Elements that carry the name of what they say in an attribute, and how many levels up that attribute is.
const PARAMETERS: [(&str, usize); 12] = [
    ("param", 0),
    ("property", 0),
    ("attribute", 0),
    ("properties/property", 0),
    ("properties/property/value", 1),
    ("attributes/attribute", 0),
    ("attributes/attribute/value", 1),
    ("fields/field", 0),
    ("fields/field/value", 1),
    ("attrs/a", 0),
    ("specifications/specification", 0),
    ("parameters/parameter", 0),
];

/// The name (as written, with prefix) of the element that holds a record: the first that is named like
/// one, else the first element with children that comes twice under the same parent.
pub(super) fn record_name(head: &str) -> Option<String> {
    first_record(head).or_else(|| repeated_name(head))
}

/// The name of the first element that is named like a record.
pub(super) fn first_record(head: &str) -> Option<String> {
    let is_yml = head.contains("<yml_catalog");
    let mut reader = lenient(head);
    let mut depth = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                let local = start.local_name().as_ref().to_ascii_lowercase();
                // A feed whose root is called like a record holds others.
                if depth > 0 && RECORD_NAMES.contains(&local.as_str()) && (!is_yml || local == "offer") {
                    return Some(start.name().0.to_owned());
                }
                depth += 1;
            }
            Ok(Event::Empty(start)) if depth > 0 => {
                // All in attributes.
                let local = start.local_name().as_ref().to_ascii_lowercase();
                let rich = start.attributes_raw().contains('=') && start.attributes_raw().len() > 30;
                if rich && RECORD_NAMES.contains(&local.as_str()) && !is_yml {
                    return Some(start.name().0.to_owned());
                }
            }
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

fn repeated_name(head: &str) -> Option<String> {
    let mut reader = lenient(head);
    let mut parents: Vec<String> = Vec::new();
    let mut met: HashMap<String, u32> = HashMap::new();
    let mut repeated: Option<(usize, String)> = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                let name = start.name().0.to_owned();
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
                    let of = |name| attribute(start.attributes_raw(), name).map(|value| plain(&value));
                    open = of("id").map(|id| (id, of("parentId")));
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
            Ok(Event::Text(text)) => content.push_str(&text),
            Ok(Event::CData(text)) => content.push_str(&text),
            // Resolved at the end, at once.
            Ok(Event::GeneralRef(name)) => {
                content.push('&');
                content.push_str(&name);
                content.push(';');
            }
            Ok(_) => {}
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

/// What the names in a feed mean. Names come in the same order in each record: the one that is expected next
/// is compared first.
pub(super) struct Names {
    aliases: Aliases,
    known: Vec<(Box<str>, Meaning)>,
    next: usize,
}

/// What one name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Meaning {
    field: Option<(Field, u8)>,
    /// Whether product data may lie in elements below it.
    nests: bool,
}

impl Names {
    /// More names than this are looked up each time.
    const MOST: usize = 400;

    pub(super) fn new(aliases: Aliases) -> Self {
        Self { aliases, known: Vec::new(), next: 0 }
    }

    fn meaning(&mut self, name: &str) -> Meaning {
        if let Some((known, meaning)) = self.known.get(self.next)
            && **known == *name
        {
            let meaning = *meaning;
            self.next += 1;
            return meaning;
        }
        if let Some(place) = self.known.iter().position(|(known, _)| **known == *name) {
            self.next = place + 1;
            return self.known.get(place).map_or(Meaning { field: None, nests: true }, |(_, meaning)| *meaning);
        }
        let plain = local(name);
        let lower = plain.to_ascii_lowercase();
        let below = |path: &str| path.split_once('/').is_some_and(|(first, _)| first == lower);
        let nests = NESTED.iter().any(|(path, _)| below(path))
            || PARAMETERS.iter().any(|(path, _)| path.split('/').any(|part| part == lower));
        let meaning = Meaning { field: self.aliases.field(plain), nests };
        if self.known.len() < Self::MOST {
            self.known.push((name.into(), meaning));
            self.next = self.known.len();
        }
        meaning
    }
}

/// Reads the children of a record. `Err` with what is wrong when it is broken; what came before is taken.
pub(super) fn read_record<'a>(text: &'a str, names: &mut Names, record: &mut Record<'a>) -> Result<(), String> {
    let mut walk = Walk::new(text);
    let mut path: Vec<Child<'a>> = Vec::new();
    let mut content: Cow<'a, str> = Cow::Borrowed("");
    let mut inside = false;
    while let Some(part) = walk.next_part() {
        match part {
            Part::Open { attributes, closed, .. } if !inside => {
                inside = true;
                attributes_of_record(attributes, &names.aliases, record);
                if closed {
                    return Ok(());
                }
            }
            Part::Open { name, attributes, closed } => {
                content = Cow::Borrowed("");
                let meaning = if path.is_empty() { names.meaning(name) } else { Meaning { field: None, nests: true } };
                if meaning.field.is_none() && !meaning.nests && attributes.is_empty() {
                    if !closed {
                        walk.pass_over(name);
                    }
                    continue;
                }
                path.push(Child::new(name, attributes, meaning));
                if closed {
                    offer(&path, Cow::Borrowed(""), names, record);
                    leave(&mut path);
                }
            }
            Part::Close => {
                if path.is_empty() {
                    return Ok(());
                }
                let text = std::mem::take(&mut content);
                if path.last().is_some_and(|child| !child.has_children || !text.trim().is_empty()) {
                    offer(&path, text, names, record);
                }
                leave(&mut path);
            }
            Part::Text(text) | Part::Fenced(text) => match content.is_empty() {
                true => content = Cow::Borrowed(text),
                false => content.to_mut().push_str(text),
            },
        }
    }
    Err("it does not end".to_owned())
}

fn leave(path: &mut Vec<Child<'_>>) {
    path.pop();
    if let Some(parent) = path.last_mut() {
        parent.has_children = true;
    }
}

/// An element on the way to the current text.
struct Child<'a> {
    name: &'a str,
    prefixed: bool,
    attributes: &'a str,
    meaning: Meaning,
    has_children: bool,
}

impl<'a> Child<'a> {
    fn new(name: &'a str, attributes: &'a str, meaning: Meaning) -> Self {
        let plain = local(name);
        Self { name: plain, prefixed: plain.len() < name.len(), attributes, meaning, has_children: false }
    }

    /// `href`, `url` or `src`. Links of a feed about itself are not the product's.
    fn address(&self) -> Option<Cow<'a, str>> {
        attribute(self.attributes, "rel")
            .is_none_or(|rel| rel == "alternate")
            .then(|| ["href", "url", "src"].into_iter().find_map(|name| attribute(self.attributes, name)))?
    }
}

/// Takes the text of the element at the end of `path`.
fn offer<'a>(path: &[Child<'a>], content: Cow<'a, str>, names: &Names, record: &mut Record<'a>) {
    let Some(last) = path.last() else { return };
    let has_text = !content.trim().is_empty();
    let known = match path {
        [child] if child.attributes.is_empty() => child.meaning.field,
        _ => parameter(path, names).or_else(|| match path {
            [child] => child.meaning.field,
            _ => {
                let full = path.iter().map(|child| child.name.to_ascii_lowercase()).collect::<Vec<_>>().join("/");
                let place = NESTED.iter().position(|(nested, _)| *nested == full);
                place.and_then(|place| {
                    NESTED.get(place).map(|(_, field)| (*field, 60 + u8::try_from(place).unwrap_or(0)))
                })
            }
        }),
    };
    let Some((field, rank)) = known else { return };
    let text = if has_text {
        content
    } else if let Some(address) = last.address() {
        address
    } else if let Some(value) = attribute(last.attributes, "value") {
        value
    } else {
        return;
    };
    // Of `g:title` and `title` the first is written for programs.
    record.offer(field, rank.saturating_mul(2).saturating_add(u8::from(!last.prefixed)), text);
    if matches!(field, Field::Price | Field::SalePrice | Field::ListPrice) {
        let of =
            |child: &Child<'a>| attribute(child.attributes, "currency").or_else(|| attribute(child.attributes, "curr"));
        if let Some(currency) = path.iter().rev().find_map(of) {
            record.offer(Field::Currency, 0, currency);
        }
    }
}

/// The meaning of an element that carries its name in an attribute: `<param name="colour">`.
fn parameter(path: &[Child<'_>], names: &Names) -> Option<(Field, u8)> {
    let lower: Vec<String> = path.iter().map(|child| child.name.to_ascii_lowercase()).collect();
    let full = lower.join("/");
    let (_, up) = PARAMETERS.iter().find(|(path, _)| *path == full)?;
    let named = path.get(path.len().checked_sub(1 + up)?)?;
    let name = attribute(named.attributes, "name").or_else(|| attribute(named.attributes, "key"))?;
    let (field, rank) = names.aliases.field(&plain(&name))?;
    // Product data in parameters; addresses and prices there are of something else.
    use Field as F;
    let wanted = matches!(
        field,
        F::Brand
            | F::Colour
            | F::Gtin
            | F::Mpn
            | F::Sku
            | F::Category
            | F::Group
            | F::Availability
            | F::ListPrice
            | F::SalePrice
            | F::MoreImages
            | F::Currency
    );
    wanted.then_some((field, rank.saturating_add(90)))
}

/// What a record says in its own tag: its id and stock, or all of it.
fn attributes_of_record<'a>(attributes: &'a str, aliases: &Aliases, record: &mut Record<'a>) {
    if attributes.is_empty() {
        return;
    }
    for (name, value) in each_attribute(attributes) {
        if let Some((field, _)) = aliases.field(local(name)) {
            record.offer(field, u8::MAX, value.into_owned());
        }
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

    fn fields(text: &str) -> (Record<'_>, Result<(), String>) {
        let mut record = Record::new(1);
        let result = read_record(text, &mut Names::new(Aliases::new(FeedFormat::GoogleXml)), &mut record);
        (record, result)
    }

    #[test]
    fn data_in_attributes_and_named_properties() {
        let (record, _) = fields(
            "<product id='7' name='Jug'><price currency='SEK'>9</price><properties><property name='brand'><value>Kiln</value></property>\
             <property name='colour'>blue</property></properties><imgs><main url='https://k.example/1.jpg'/></imgs></product>",
        );
        assert_eq!((record.get(Field::Id), record.get(Field::Title), record.get(Field::Brand)), ("7", "Jug", "Kiln"));
        assert_eq!((record.get(Field::Currency), record.get(Field::Colour)), ("SEK", "blue"));
        assert_eq!(record.picture_cells().collect::<Vec<_>>(), ["https://k.example/1.jpg"]);
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
