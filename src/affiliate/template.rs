//! Texts with slots: how a rule writes links, parameters and their values.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::error::{AffiliateError, excerpt};
use super::forms::UrlForm;
use super::query;

/// A text with slots. `{url}` is the destination as it is, or encoded when it has a fragment, which would
/// otherwise end the link; `{url|enc}` is encoded once as a whole, `{url|enc2}` twice, for a tracker inside
/// a tracker, and so on for the other manners of `docs/affiliate-rules.md`; `{sub}` is the sub-id,
/// `{ids.KEY}` an id of the person, `{market.KEY}` a value of the marketplace. Values other than the
/// destination are percent-encoded. A part in `[…]` is left out when a slot in it has no value. `{lbrace}`,
/// `{rbrace}`, `{lbracket}` and `{rbracket}` are those characters themselves.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Template {
    text: String,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Slot(Slot),
    Optional(Vec<Piece>),
}

/// What a template has a place for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Slot {
    /// The destination, in one of its forms.
    Url(UrlForm),
    /// The sub-id.
    Sub,
    /// An id of the person, by key.
    Id(String),
    /// A value of the marketplace, by key.
    Market(String),
}

/// What the slots are filled with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Values<'a> {
    pub url: &'a str,
    pub sub: Option<&'a str>,
    pub ids: &'a BTreeMap<String, String>,
    pub market: &'a BTreeMap<String, String>,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// [`AffiliateError::Template`] for unbalanced or nested brackets and unknown slots.
    pub fn parse(text: &str) -> Result<Self, AffiliateError> {
        let wrong = |what: &str| AffiliateError::Template { template: excerpt(text), what: what.to_owned() };
        let mut pieces = Vec::new();
        let mut optional: Option<Vec<Piece>> = None;
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}', '[', ']']) {
            let (literal, tail) = rest.split_at(at);
            let into = optional.as_mut().unwrap_or(&mut pieces);
            if !literal.is_empty() {
                into.push(Piece::Text(literal.to_owned()));
            }
            let mark = tail.chars().next().unwrap_or_default();
            rest = tail.get(1..).unwrap_or_default();
            match mark {
                '{' => {
                    let (name, after) = rest.split_once('}').ok_or_else(|| wrong("a { has no }"))?;
                    into.push(match BRACKETS.iter().find(|(word, _)| *word == name) {
                        Some((_, bracket)) => Piece::Text((*bracket).to_owned()),
                        None => Piece::Slot(Slot::parse(name).ok_or_else(|| wrong("a slot has an unknown name"))?),
                    });
                    rest = after;
                }
                '[' if optional.is_none() => optional = Some(Vec::new()),
                ']' => match optional.take() {
                    Some(group) => pieces.push(Piece::Optional(group)),
                    None => return Err(wrong("a ] has no [")),
                },
                '[' => return Err(wrong("a [ stands inside another")),
                _ => return Err(wrong("a } has no {")),
            }
        }
        if optional.is_some() {
            return Err(wrong("a [ has no ]"));
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Ok(Self { text: text.to_owned(), pieces: joined(pieces) })
    }

    /// A text as a template writes it: brackets become their slots.
    pub(super) fn literal(text: &str) -> String {
        text.chars().fold(String::with_capacity(text.len()), |mut out, letter| {
            match BRACKETS.iter().find(|(_, bracket)| bracket.starts_with(letter)) {
                Some((word, _)) => out.extend(["{", word, "}"]),
                None => out.push(letter),
            }
            out
        })
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// All slots, in order.
    pub(super) fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.pieces
            .iter()
            .flat_map(|piece| match piece {
                Piece::Optional(group) => group.as_slice(),
                other => std::slice::from_ref(other),
            })
            .filter_map(|piece| match piece {
                Piece::Slot(slot) => Some(slot),
                _ => None,
            })
    }

    /// The id that alone makes up the text, as in `{ids.tag}`.
    pub(super) fn only_id(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [Piece::Slot(Slot::Id(key))] => Some(key),
            _ => None,
        }
    }

    /// Parameters of a query with the id that follows each: `awinaffid` and `awinaffid`.
    pub(super) fn named_ids(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pieces.windows(2).filter_map(|pair| match pair {
            [Piece::Text(text), Piece::Slot(Slot::Id(key))] => {
                let param = text.strip_suffix('=').and_then(|text| text.rsplit(['?', '&']).next())?;
                Some((param, key.as_str()))
            }
            _ => None,
        })
    }

    /// Fills the slots; `None` when one outside of `[…]` has no value.
    pub(super) fn render(&self, values: Values<'_>) -> Option<String> {
        let mut out = String::with_capacity(self.text.len() + values.url.len() * 2);
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Slot(slot) => out.push_str(&slot.fill(values)?),
                Piece::Optional(group) => {
                    let filled: Option<String> = group
                        .iter()
                        .map(|piece| match piece {
                            Piece::Text(text) => Some(text.clone()),
                            Piece::Slot(slot) => slot.fill(values),
                            Piece::Optional(_) => None,
                        })
                        .collect();
                    out.push_str(&filled.unwrap_or_default());
                }
            }
        }
        Some(out)
    }

    /// The destination inside a link that this template made, whatever its other values.
    pub(super) fn read_url(&self, link: &str) -> Option<String> {
        self.read(link)?.url
    }

    /// Everything that a link which this template made was made of.
    pub(super) fn read(&self, link: &str) -> Option<Reading> {
        // Each optional part is there or not; templates have one or two of them.
        let parts: Vec<usize> =
            (0..self.pieces.len()).filter(|&at| matches!(self.pieces[at], Piece::Optional(_))).collect();
        (0..1_u32 << parts.len().min(4)).rev().find_map(|choice| {
            let chosen = self.pieces.iter().enumerate().flat_map(|(at, piece)| match piece {
                Piece::Optional(group) => {
                    let place = parts.iter().position(|&part| part == at).unwrap_or(0);
                    if choice >> place & 1 == 1 { group.as_slice() } else { &[] }
                }
                other => std::slice::from_ref(other),
            });
            let chosen: Vec<Piece> = joined(chosen.cloned().collect());
            match_pieces(&chosen, link)
        })
    }
}

/// What the slots of a link held.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Reading {
    /// The destination, decoded.
    pub url: Option<String>,
    /// The sub-id, decoded.
    pub sub: Option<String>,
    /// Ids, decoded.
    pub ids: BTreeMap<String, String>,
}

/// Neighbouring texts as one, so that a value ends at the whole of what follows it.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.into_iter().fold(Vec::new(), |mut out, piece| {
        match (out.last_mut(), piece) {
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, Piece::Optional(group)) => out.push(Piece::Optional(joined(group))),
            (_, piece) => out.push(piece),
        }
        out
    })
}

/// Walks pieces and text together; yields the values when both end together and agree with themselves.
fn match_pieces(pieces: &[Piece], text: &str) -> Option<Reading> {
    let mut rest = text;
    let mut found = Reading::default();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(literal) => rest = rest.strip_prefix(literal.as_str())?,
            Piece::Slot(slot) => {
                // The value reaches to the next literal, or to the end.
                let end = match pieces.get(at + 1) {
                    // A raw destination may hold what follows it.
                    Some(Piece::Text(next)) if matches!(slot, Slot::Url(_)) => rest.rfind(next.as_str())?,
                    Some(Piece::Text(next)) => rest.find(next.as_str())?,
                    Some(_) => return None,
                    None => rest.len(),
                };
                let (value, tail) = rest.split_at(end);
                let decoded = || query::decode(value).map(std::borrow::Cow::into_owned);
                match slot {
                    Slot::Url(form) => found.url = Some(form.read(value)?),
                    Slot::Sub => found.sub = Some(decoded()?),
                    Slot::Id(key) => {
                        let value = decoded()?;
                        if found.ids.insert(key.clone(), value.clone()).is_some_and(|before| before != value) {
                            return None;
                        }
                    }
                    Slot::Market(_) => {}
                }
                rest = tail;
            }
            Piece::Optional(_) => return None,
        }
    }
    rest.is_empty().then_some(found)
}

/// Characters of the grammar as slots.
const BRACKETS: [(&str, &str); 4] = [("lbrace", "{"), ("rbrace", "}"), ("lbracket", "["), ("rbracket", "]")];

impl Slot {
    fn parse(name: &str) -> Option<Self> {
        let key = |key: &str| Some(key.to_owned()).filter(|key| !key.is_empty());
        Some(match name {
            "url" => Self::Url(UrlForm::Raw),
            "sub" => Self::Sub,
            _ if name.starts_with("url|") => Self::Url(UrlForm::parse(name.strip_prefix("url|")?)?),
            _ => match name.split_once('.')? {
                ("ids", rest) => Self::Id(key(rest)?),
                ("market", rest) => Self::Market(key(rest)?),
                _ => return None,
            },
        })
    }

    /// As a template writes it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Url(form) => format!("{{{}}}", form.slot()),
            Self::Sub => "{sub}".to_owned(),
            Self::Id(key) => format!("{{ids.{key}}}"),
            Self::Market(key) => format!("{{market.{key}}}"),
        }
    }

    fn fill(&self, values: Values<'_>) -> Option<String> {
        match self {
            Self::Url(form) => Some(form.write(values.url)),
            Self::Sub => values.sub.map(query::encode),
            Self::Id(key) => values.ids.get(key).map(|value| query::encode(value)),
            Self::Market(key) => values.market.get(key).map(|value| query::encode(value)),
        }
    }
}

impl TryFrom<String> for Template {
    type Error = AffiliateError;

    fn try_from(text: String) -> Result<Self, AffiliateError> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn slots_are_filled_and_read_back() {
        let none = BTreeMap::new();
        let ids = ids(&[("a", "1/2")]);
        for form in ["{url}", "{url|enc}", "{url|enc2}", "{url|js3}", "{url|lower}", "{url|base64url}"] {
            for url in ["https://shop.example/a%2Fb?x=1&y=%C3%BC", "https://shop.example/#top"] {
                for sub in [None, Some("s1")] {
                    let template =
                        Template::parse(&format!("https://go.example/{{ids.a}}[/s/{{sub}}]/?u={form}")).unwrap();
                    let link = template.render(Values { url, sub, ids: &ids, market: &none }).unwrap();
                    assert!(link.starts_with("https://go.example/1%2F2/"), "{link}");
                    assert_eq!(link.contains("/s/s1"), sub.is_some());
                    assert_eq!(template.read_url(&link).as_deref(), Some(url), "{link}");
                }
            }
        }
    }

    #[test]
    fn a_missing_value_outside_of_brackets_makes_no_text() {
        let none = BTreeMap::new();
        let template = Template::parse("{ids.a}").unwrap();
        assert_eq!(template.only_id(), Some("a"));
        assert_eq!(template.render(Values { url: "", sub: None, ids: &none, market: &none }), None);
    }

    #[test]
    fn values_are_read_back_and_must_agree() {
        let template = Template::parse("https://go.example/{ids.a}?b={ids.a}[&s={sub}]&u={url|enc}").unwrap();
        let read = template.read("https://go.example/1?b=1&s=x%20y&u=https%3A%2F%2Fshop.example%2F").unwrap();
        assert_eq!(
            read,
            Reading {
                url: Some("https://shop.example/".to_owned()),
                sub: Some("x y".to_owned()),
                ids: ids(&[("a", "1")]),
            }
        );
        assert_eq!(template.read("https://go.example/1?b=2&u=https%3A%2F%2Fshop.example%2F"), None);
    }

    #[test]
    fn brackets_are_written_as_slots() {
        let none = BTreeMap::new();
        let text = Template::literal("https://go.example/?a[]={x}&u=") + "{url|enc}";
        assert_eq!(text, "https://go.example/?a{lbracket}{rbracket}={lbrace}x{rbrace}&u={url|enc}");
        let link = Template::parse(&text).unwrap();
        let link = link.render(Values { url: "h", sub: None, ids: &none, market: &none }).unwrap();
        assert_eq!(link, "https://go.example/?a[]={x}&u=h");
    }

    #[test]
    fn parameters_of_ids_are_found() {
        let template = Template::parse("https://go.example/?a={ids.x}&b=1&c={ids.y}[&s={sub}]&u={url|enc}").unwrap();
        assert_eq!(template.named_ids().collect::<Vec<_>>(), [("a", "x"), ("c", "y")]);
    }

    #[test]
    fn wrong_templates_are_refused() {
        for wrong in ["{", "}", "{url", "[a", "a]", "[[a]]", "{host2}", "{ids.}", "{ids}", "{url|enc4}", "{é"] {
            assert!(Template::parse(wrong).is_err(), "{wrong}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "[{}\\[\\]urlsb|.éids]{0,24}", link in "\\PC{0,30}") {
            if let Ok(template) = Template::parse(&text) {
                let _ = template.read_url(&link);
            }
        }
    }
}
