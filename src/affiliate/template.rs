//! Texts with slots: how a rule writes links, parameters and their values.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::error::{AffiliateError, excerpt};
use super::query;

/// A text with slots. `{url}` is the destination as it is, or encoded when it has a fragment, which would
/// otherwise end the link; `{url|enc}` is encoded once as a whole, `{url|enc2}` twice, for a tracker inside
/// a tracker; `{sub}` is the sub-id, `{ids.KEY}` an id of the person, `{market.KEY}` a value of the
/// marketplace. Values other than the destination are percent-encoded. A part in `[…]` is left out when a
/// slot in it has no value.
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

/// How the destination is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UrlForm {
    /// As it is, unless it has a fragment.
    Raw,
    /// Percent-encoded as a whole, this many times.
    Encoded(u8),
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
                    into.push(Piece::Slot(Slot::parse(name).ok_or_else(|| wrong("a slot has an unknown name"))?));
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
        Ok(Self { text: text.to_owned(), pieces })
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

    /// Parameters of a query that are followed by an id: `awinaffid` in `…&awinaffid={ids.awinaffid}`.
    pub(super) fn id_params(&self) -> impl Iterator<Item = &str> {
        self.pieces.windows(2).filter_map(|pair| match pair {
            [Piece::Text(text), Piece::Slot(Slot::Id(_))] => {
                text.strip_suffix('=').and_then(|text| text.rsplit(['?', '&']).next())
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
            match_pieces(&chosen.collect::<Vec<_>>(), link)
        })
    }
}

/// Walks pieces and text together; yields the decoded destination when both end together.
fn match_pieces(pieces: &[&Piece], text: &str) -> Option<String> {
    let mut rest = text;
    let mut found = None;
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(literal) => rest = rest.strip_prefix(literal.as_str())?,
            Piece::Slot(slot) => {
                // The value reaches to the next literal, or to the end.
                let end = match pieces.get(at + 1) {
                    Some(Piece::Text(next)) => rest.find(next.as_str())?,
                    Some(_) => return None,
                    None => rest.len(),
                };
                let (value, tail) = rest.split_at(end);
                if let Slot::Url(form) = slot {
                    found = Some(form.read(value)?);
                }
                rest = tail;
            }
            Piece::Optional(_) => return None,
        }
    }
    found.filter(|_| rest.is_empty())
}

impl Slot {
    fn parse(name: &str) -> Option<Self> {
        let key = |key: &str| Some(key.to_owned()).filter(|key| !key.is_empty());
        Some(match name {
            "url" => Self::Url(UrlForm::Raw),
            "url|enc" => Self::Url(UrlForm::Encoded(1)),
            "url|enc2" => Self::Url(UrlForm::Encoded(2)),
            "sub" => Self::Sub,
            _ => match name.split_once('.')? {
                ("ids", rest) => Self::Id(key(rest)?),
                ("market", rest) => Self::Market(key(rest)?),
                _ => return None,
            },
        })
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

impl UrlForm {
    fn write(self, url: &str) -> String {
        match self {
            Self::Raw if url.contains('#') => query::encode(url),
            Self::Raw => url.to_owned(),
            Self::Encoded(times) => (0..times).fold(url.to_owned(), |text, _| query::encode(&text)),
        }
    }

    fn read(self, text: &str) -> Option<String> {
        let times = match self {
            Self::Raw => u8::from(!text.contains("://")),
            Self::Encoded(times) => times,
        };
        (0..times).try_fold(text.to_owned(), |text, _| query::decode(&text).map(std::borrow::Cow::into_owned))
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
        for form in ["{url}", "{url|enc}", "{url|enc2}"] {
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
    fn parameters_of_ids_are_found() {
        let template = Template::parse("https://go.example/?a={ids.x}&b=1&c={ids.y}[&s={sub}]&u={url|enc}").unwrap();
        assert_eq!(template.id_params().collect::<Vec<_>>(), ["a", "c"]);
    }

    #[test]
    fn wrong_templates_are_refused() {
        for wrong in ["{", "}", "{url", "[a", "a]", "[[a]]", "{host2}", "{ids.}", "{ids}", "{url|enc3}", "{é"] {
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
