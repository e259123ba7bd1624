//! Walking the tags of one record. Feeds are large and most of a record is a description that nobody asks
//! for: elements that mean nothing are passed over without looking at what is in them.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memmem};
use quick_xml::events::BytesStart;

/// A piece of a record, from left to right.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// `<name …>`; `closed` for `<name …/>`.
    Open { name: &'a str, attributes: &'a str, closed: bool },
    /// `</name>`.
    Close,
    /// Text, character references still in it.
    Text(&'a str),
    /// The text of a CDATA section, or what is left of one.
    Fenced(&'a str),
}

/// Reads the parts of a record.
pub(super) struct Walk<'a> {
    rest: &'a str,
}

impl<'a> Walk<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// The next part; `None` at the end. What is no tag is text.
    pub(super) fn next_part(&mut self) -> Option<Part<'a>> {
        loop {
            let rest = self.rest;
            if rest.is_empty() {
                return None;
            }
            let Some(inner) = rest.strip_prefix('<') else {
                return Some(Part::Text(self.take_to(memchr(b'<', rest.as_bytes()).unwrap_or(rest.len()))));
            };
            match inner.as_bytes().first() {
                Some(b'/') => {
                    self.take_past(inner, '>');
                    return Some(Part::Close);
                }
                Some(b'!') => {
                    if let Some(fenced) = inner.strip_prefix("![CDATA[") {
                        return Some(Part::Fenced(self.take_until(fenced, "]]>")));
                    }
                    match inner.strip_prefix("!--") {
                        Some(comment) => drop(self.take_until(comment, "-->")),
                        None => self.take_past(inner, '>'),
                    }
                }
                Some(b'?') => drop(self.take_until(inner, "?>")),
                Some(first) if first.is_ascii_alphabetic() || *first == b'_' || *first >= 0x80 => {
                    return Some(self.open_tag(inner));
                }
                // A bare `<` in a text.
                _ => {
                    let end = memchr(b'<', inner.as_bytes()).map_or(rest.len(), |at| at + 1);
                    return Some(Part::Text(self.take_to(end)));
                }
            }
        }
    }

    /// Goes behind the end tag of the element `name` that was just opened, if there is one.
    pub(super) fn pass_over(&mut self, name: &str) {
        let bytes = self.rest.as_bytes();
        let (mut at, mut depth) = (0, 0_usize);
        while let Some(found) = bytes.get(at..).and_then(|rest| memchr(b'<', rest)) {
            at += found;
            let tag = bytes.get(at + 1..).unwrap_or_default();
            let is_named = |tag: &[u8]| {
                let after = tag.strip_prefix(name.as_bytes()).map(|rest| rest.first().copied());
                after.is_some_and(|next| {
                    next.is_none_or(|byte| matches!(byte, b'>' | b'/') || byte.is_ascii_whitespace())
                })
            };
            if tag.starts_with(b"![CDATA[") {
                let Some(end) = memmem::find(tag, b"]]>") else { return };
                at += end + 4;
            } else if let Some(closing) = tag.strip_prefix(b"/") {
                if is_named(closing) {
                    if depth == 0 {
                        let Some(end) = memchr(b'>', closing) else { return };
                        self.rest = self.rest.get(at + 2 + end + 1..).unwrap_or_default();
                        return;
                    }
                    depth -= 1;
                }
                at += 1;
            } else {
                let opens =
                    is_named(tag) && memchr(b'>', tag).and_then(|end| tag.get(end.checked_sub(1)?)) != Some(&b'/');
                depth += usize::from(opens);
                at += 1;
            }
        }
    }

    fn open_tag(&mut self, inner: &'a str) -> Part<'a> {
        let bytes = inner.as_bytes();
        let name_end = bytes
            .iter()
            .position(|byte| matches!(byte, b'>' | b'/' | b'<') || byte.is_ascii_whitespace())
            .unwrap_or(bytes.len());
        let (name, after) = inner.split_at_checked(name_end).unwrap_or((inner, ""));
        let end = tag_end(after);
        let attributes = after.get(..end).unwrap_or_default();
        // A tag that never ends, ends where the next one begins.
        self.rest = after.get(end..).map(|rest| rest.strip_prefix('>').unwrap_or(rest)).unwrap_or_default();
        let closed = attributes.ends_with('/');
        let attributes = attributes.strip_suffix('/').unwrap_or(attributes).trim();
        Part::Open { name, attributes, closed }
    }

    fn take_to(&mut self, at: usize) -> &'a str {
        let (text, rest) = self.rest.split_at_checked(at).unwrap_or((self.rest, ""));
        self.rest = rest;
        text
    }

    fn take_past(&mut self, from: &'a str, end: char) {
        self.rest = from.split_once(end).map_or("", |(_, rest)| rest);
    }

    fn take_until(&mut self, from: &'a str, end: &str) -> &'a str {
        let (text, rest) = from.split_once(end).unwrap_or((from, ""));
        self.rest = rest;
        text
    }
}

/// Where the tag ends: its `>` outside quotes, or the next `<`.
fn tag_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    match bytes.first() {
        Some(b'>') => return 0,
        None => return 0,
        _ => {}
    }
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' | b'<' => return at,
            b'"' | b'\'' => {
                // A quote that never closes is none.
                let rest = bytes.get(at + 1..).unwrap_or_default();
                at += memchr2(byte, b'<', rest).filter(|&end| rest.get(end) == Some(&byte)).map_or(1, |end| end + 2);
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The value of an attribute, by its name without prefix and case.
pub(super) fn attribute<'a>(attributes: &'a str, wanted: &str) -> Option<Cow<'a, str>> {
    if attributes.is_empty() {
        return None;
    }
    let found = each_attribute(attributes).find(|(name, _)| local(name).eq_ignore_ascii_case(wanted));
    found.map(|(_, value)| value)
}

/// The attributes of a tag by their names, as written.
pub(super) fn each_attribute(attributes: &str) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
    let start = BytesStart::from_content(attributes, 0);
    let found: Vec<(usize, usize, String)> = start
        .html_attributes()
        .with_checks(false)
        .flatten()
        .filter_map(|attribute| {
            let name = attribute.key.0;
            let at = attributes.find(name)?;
            Some((at, at + name.len(), attribute.value.to_string()))
        })
        .collect();
    found.into_iter().filter_map(move |(from, to, value)| Some((attributes.get(from..to)?, Cow::Owned(value))))
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<Part<'_>> {
        let mut walk = Walk::new(text);
        std::iter::from_fn(|| walk.next_part()).collect()
    }

    #[test]
    fn parts_of_a_record() {
        let open = |name, attributes, closed| Part::Open { name, attributes, closed };
        assert_eq!(
            parts("<item id='>1'><g:a/>x &amp; <![CDATA[<b>]]><!-- <c> --> y<br /></item>"),
            [
                open("item", "id='>1'", false),
                open("g:a", "", true),
                Part::Text("x &amp; "),
                Part::Fenced("<b>"),
                Part::Text(" y"),
                open("br", "", true),
                Part::Close,
            ]
        );
        assert_eq!(parts("a < b<c"), [Part::Text("a "), Part::Text("< b"), open("c", "", false)]);
    }

    #[test]
    fn elements_are_passed_over_whole() {
        let mut walk = Walk::new("<d/>a<d>b</d><![CDATA[</d>]]></dx></d ><e>");
        walk.pass_over("d");
        assert_eq!(walk.rest, "<e>");
        let mut walk = Walk::new("never <b>closed");
        walk.pass_over("d");
        assert_eq!(walk.rest, "never <b>closed");
    }

    #[test]
    fn attributes_by_name() {
        assert_eq!(attribute("x:href=\"a&amp;b\" Rel='r'", "rel").as_deref(), Some("r"));
        assert_eq!(attribute("x:href=\"a b\" Rel='r'", "href").as_deref(), Some("a b"));
        assert_eq!(attribute("rel", "href"), None);
    }

    proptest::proptest! {
        /// Of well-formed text the same is read as by a full parser.
        #[test]
        fn well_formed_text_reads_as_a_full_parser_reads_it(
            text in "(<a>|</a>|<b c='1'>|</b>|<d/>|<!\\[CDATA\\[x<\\]\\]>|<!-- y -->|z ){0,20}"
        ) {
            let mut reader = quick_xml::Reader::from_str(&text);
            reader.config_mut().check_end_names = false;
            reader.config_mut().allow_unmatched_ends = true;
            let mut wanted = Vec::new();
            loop {
                use quick_xml::events::Event;
                match reader.read_event().unwrap() {
                    Event::Start(start) => wanted.push(format!("<{}", start.name().0)),
                    Event::Empty(start) => wanted.push(format!("<{}/", start.name().0)),
                    Event::End(_) => wanted.push("/".to_owned()),
                    Event::Text(text) => wanted.push(text.to_string()),
                    Event::CData(text) => wanted.push(text.to_string()),
                    Event::Eof => break,
                    _ => {}
                }
            }
            let read: Vec<String> = parts(&text).into_iter().map(|part| match part {
                Part::Open { name, closed, .. } => format!("<{name}{}", if closed { "/" } else { "" }),
                Part::Close => "/".to_owned(),
                Part::Text(text) | Part::Fenced(text) => text.to_owned(),
            }).collect();
            proptest::prop_assert_eq!(read, wanted);
        }

        #[test]
        fn any_text_is_walked_without_panic(text in "(<item>|</item>|<!\\[CDATA\\[|\\]\\]>|<!--|-->|<\\?|é|[a<>/\"' &;=!?]){0,40}") {
            let mut walk = Walk::new(&text);
            walk.pass_over("item");
            while let Some(part) = walk.next_part() {
                if let Part::Open { attributes, .. } = part {
                    let _ = attribute(attributes, "a");
                }
            }
        }
    }
}
