//! Addresses as text: the query's pairs in their own order and spelling. The `url` crate's pair editor
//! re-encodes every pair it keeps, and a shop's own parameters must stay as they came.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986, section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Percent-encodes a value: unreserved characters stay, a space becomes `%20`, text is UTF-8.
pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Undoes one level of percent-encoding; `None` where the bytes are no UTF-8. A `+` stays a `+`.
pub(super) fn decode(text: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(text).decode_utf8().ok()
}

/// An address in three pieces; the marks `?` and `#` belong to none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    /// Up to the query.
    pub base: &'a str,
    /// Empty when there is none.
    pub query: &'a str,
    /// What follows the first `#`.
    pub fragment: Option<&'a str>,
}

impl<'a> Parts<'a> {
    pub fn of(url: &'a str) -> Self {
        let (rest, fragment) = url.split_once('#').map_or((url, None), |(rest, fragment)| (rest, Some(fragment)));
        let (base, query) = rest.split_once('?').unwrap_or((rest, ""));
        Self { base, query, fragment }
    }

    /// The pairs as they are written; none for an empty query.
    pub fn pairs(&self) -> impl Iterator<Item = &'a str> {
        self.query.split('&').filter(|_| !self.query.is_empty())
    }

    /// The value of a parameter as it is written, and where in `query` it begins.
    pub fn raw_value(&self, wanted: &str) -> Option<(&'a str, usize)> {
        let mut start = 0;
        for pair in self.pairs() {
            if let Some((_, raw)) = pair.split_once('=')
                && key(pair) == wanted
            {
                return Some((raw, start + pair.len() - raw.len()));
            }
            start += pair.len() + 1;
        }
        None
    }

    /// The address with other pairs.
    pub fn with_pairs<S: AsRef<str>>(&self, pairs: &[S]) -> String {
        let mut url = self.base.to_owned();
        for (place, pair) in pairs.iter().enumerate() {
            url.push(if place == 0 { '?' } else { '&' });
            url.push_str(pair.as_ref());
        }
        if let Some(fragment) = self.fragment {
            url.push('#');
            url.push_str(fragment);
        }
        url
    }
}

/// The decoded key of a pair.
pub(super) fn key(pair: &str) -> Cow<'_, str> {
    let raw = pair.split_once('=').map_or(pair, |(key, _)| key);
    decode(raw).unwrap_or(Cow::Borrowed(raw))
}

/// The decoded value of a pair; empty where there is none.
pub(super) fn value(pair: &str) -> Cow<'_, str> {
    let raw = pair.split_once('=').map_or("", |(_, value)| value);
    decode(raw).unwrap_or(Cow::Borrowed(raw))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_apart_and_together_unchanged() {
        for url in [
            "https://a.example/",
            "https://a.example/?x",
            "https://a.example/p?a=1&&b=%2F+c#f?g&h",
            "https://a.example/#?",
        ] {
            let parts = Parts::of(url);
            assert_eq!(parts.with_pairs(&parts.pairs().collect::<Vec<_>>()), url);
        }
    }

    #[test]
    fn values_are_found_with_their_place() {
        let parts = Parts::of("https://a.example/?x&a=1&%75=https%3A&b=2");
        let (raw, start) = parts.raw_value("u").unwrap();
        assert_eq!((raw, &parts.query[start..]), ("https%3A", "https%3A&b=2"));
        assert_eq!(parts.raw_value("x"), None);
    }

    #[test]
    fn encoding_keeps_unreserved_characters_only() {
        assert_eq!(encode("a-._~ &ü/%2F"), "a-._~%20%26%C3%BC%2F%252F");
        assert_eq!(decode("%FF"), None);
    }
}
