//! The edge between data and markup: everything that came from a person or a shop passes through here.

use std::fmt::Write as _;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Escapes text for element content and for double- or single-quoted attribute values.
///
/// Control characters other than tab and line feed vanish, as do the bidirectional overrides, embeddings
/// and isolates (U+202A–202E, U+2066–2069): a shop's title must not turn around the words of the page.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Text on one line, as for a title or a label: runs of white space become one space.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The address as an attribute value, or `None` unless it is plain `http` or `https`.
pub fn href(url: &str) -> Option<String> {
    let parsed = url::Url::parse(url).ok()?;
    matches!(parsed.scheme(), "http" | "https").then(|| escape(url))
}

/// A number for CSS and SVG: at most four decimals, no exponent, no `-0`.
pub fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    let trimmed = text.trim_end_matches('0').trim_end_matches('.');
    if matches!(trimmed, "-0" | "") { "0".to_owned() } else { trimmed.to_owned() }
}

/// A share of a whole as a CSS percentage.
pub fn percent(part: f64, whole: f64) -> String {
    number(part / whole * 100.0) + "%"
}

/// Bytes as standard base64 (RFC 4648 section 4), with padding.
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Reads what [`base64()`] wrote; white space is allowed, anything else is not.
pub fn from_base64(text: &[u8]) -> Option<Vec<u8>> {
    let text: Vec<u8> = text.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    STANDARD.decode(text).ok()
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn markup_becomes_text() {
        assert_eq!(escape("</style><b a='1'>&"), "&lt;/style&gt;&lt;b a=&#39;1&#39;&gt;&amp;");
        assert_eq!(escape("a\u{202e}b\u{0}c\u{85}\u{2066}d\ne"), "abcd\ne");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(href("https://a.example/?q=\"&x"), Some("https://a.example/?q=&quot;&amp;x".into()));
        for wrong in ["javascript:alert(1)", "data:text/html,x", "file:///etc", "//a.example", ""] {
            assert_eq!(href(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(number(-0.000_01), "0");
        assert_eq!(number(12.5), "12.5");
        assert_eq!(number(100.0), "100");
        assert_eq!(percent(1.0, 3.0), "33.3333%");
    }

    #[test]
    fn base64_of_the_standard() {
        for (plain, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
        for wrong in ["Z", "Zg", "Zg=", "Zg===", "Z===", "Zg==Zg==", "Z*==", "===="] {
            assert_eq!(from_base64(wrong.as_bytes()), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn base64_round_trips(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            prop_assert_eq!(from_base64(base64(&bytes).as_bytes()), Some(bytes));
        }

        #[test]
        fn escaped_text_opens_nothing(text in "\\PC{0,60}") {
            let escaped = escape(&text);
            prop_assert!(!escaped.contains(['<', '>', '"', '\'']));
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = from_base64(&bytes);
        }
    }
}
