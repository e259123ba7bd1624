//! How a destination is written inside another link: raw, percent-encoded in one of the manners that
//! networks and the tools of their partners use, or in base64.

use std::borrow::Cow;

use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::query;

/// How the destination is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UrlForm {
    /// As it is, unless it has a fragment: then as [`Manner::Rfc3986`], once.
    Raw,
    /// Percent-encoded as a whole, this many times.
    Encoded(Manner, u8),
    /// RFC 4648 section 5 (`-` and `_`), without padding.
    Base64Url,
    /// RFC 4648 section 4 (`+` and `/`), padded, then percent-encoded once.
    Base64,
}

/// Which characters percent-encoding leaves alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// The unreserved ones of RFC 3986 section 2.3: `enc`.
    Rfc3986,
    /// Those of ECMAScript's `encodeURIComponent`: `js`.
    Script,
    /// Those of WHATWG's form encoding; a space becomes `+`: `form`.
    Form,
    /// As [`Self::Rfc3986`], and slashes: `path`.
    Path,
    /// Those of .NET's `UrlEncode`; a space becomes `+`, hexadecimal digits are in lower case: `lower`.
    Lower,
    /// All but what would end or change the value: `min`.
    Least,
}

/// More encodings inside each other than this are not looked for.
pub(super) const MAX_ENCODINGS: u8 = 3;

const KEEP: &AsciiSet = NON_ALPHANUMERIC;
const SCRIPT: &AsciiSet = &KEEP
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*');
const FORM: &AsciiSet = &KEEP.remove(b'-').remove(b'.').remove(b'_').remove(b'*').remove(b' ');
const PATH: &AsciiSet = &KEEP.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');
const LOWER: &AsciiSet =
    &KEEP.remove(b'-').remove(b'.').remove(b'_').remove(b'!').remove(b'(').remove(b')').remove(b'*').remove(b' ');
const LEAST: &AsciiSet = &SCRIPT.remove(b'/').remove(b':').remove(b'@').remove(b',').remove(b';').remove(b'$');

const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, lenient(false));
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, lenient(true));

const fn lenient(padded: bool) -> GeneralPurposeConfig {
    GeneralPurposeConfig::new()
        .with_encode_padding(padded)
        .with_decode_padding_mode(base64::engine::DecodePaddingMode::Indifferent)
}

impl Manner {
    /// All of them, the best known first, with the word that templates use.
    pub const ALL: [(&'static str, Self); 6] = [
        ("enc", Self::Rfc3986),
        ("js", Self::Script),
        ("form", Self::Form),
        ("path", Self::Path),
        ("lower", Self::Lower),
        ("min", Self::Least),
    ];

    fn write(self, text: &str) -> String {
        let with = |set| utf8_percent_encode(text, set).to_string();
        match self {
            Self::Rfc3986 => query::encode(text),
            Self::Script => with(SCRIPT),
            Self::Form => with(FORM).replace(' ', "+"),
            Self::Path => with(PATH),
            Self::Lower => {
                with(LOWER).replace(' ', "+").split('%').enumerate().fold(String::new(), |out, (at, part)| {
                    let (digits, rest) = part.split_at(if at == 0 { 0 } else { part.len().min(2) });
                    out + if at == 0 { "" } else { "%" } + &digits.to_ascii_lowercase() + rest
                })
            }
            Self::Least => with(LEAST),
        }
    }

    fn read(self, text: &str) -> Option<String> {
        let spaced = match self {
            Self::Form | Self::Lower => Cow::Owned(text.replace('+', " ")),
            _ => Cow::Borrowed(text),
        };
        query::decode(&spaced).map(Cow::into_owned)
    }
}

impl UrlForm {
    /// Every form that a link may use, the likeliest first.
    pub fn all() -> impl Iterator<Item = Self> {
        let encoded = (1..=MAX_ENCODINGS)
            .flat_map(|times| Manner::ALL.into_iter().map(move |(_, manner)| Self::Encoded(manner, times)));
        encoded.chain([Self::Raw, Self::Base64Url, Self::Base64])
    }

    /// Reads the word behind `url|`.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "base64url" => return Some(Self::Base64Url),
            "base64" => return Some(Self::Base64),
            _ => {}
        }
        let (name, times) = match word.strip_suffix(|last: char| matches!(last, '2' | '3')) {
            Some(name) => (name, if word.ends_with('2') { 2 } else { 3 }),
            None => (word, 1),
        };
        Manner::ALL.into_iter().find(|(own, _)| *own == name).map(|(_, manner)| Self::Encoded(manner, times))
    }

    /// The slot that writes it, without braces.
    pub fn slot(self) -> String {
        match self {
            Self::Raw => "url".to_owned(),
            Self::Base64Url => "url|base64url".to_owned(),
            Self::Base64 => "url|base64".to_owned(),
            Self::Encoded(manner, times) => {
                let name = Manner::ALL.into_iter().find(|(_, own)| *own == manner).map_or("enc", |(name, _)| name);
                if times == 1 { format!("url|{name}") } else { format!("url|{name}{times}") }
            }
        }
    }

    pub fn write(self, url: &str) -> String {
        match self {
            Self::Raw if url.contains('#') => query::encode(url),
            Self::Raw => url.to_owned(),
            Self::Encoded(manner, times) => (0..times).fold(url.to_owned(), |text, _| manner.write(&text)),
            Self::Base64Url => URL_SAFE.encode(url),
            Self::Base64 => query::encode(&STANDARD.encode(url)),
        }
    }

    pub fn read(self, text: &str) -> Option<String> {
        match self {
            Self::Raw if text.contains("://") => Some(text.to_owned()),
            Self::Raw => Manner::Rfc3986.read(text),
            Self::Encoded(manner, times) => (0..times).try_fold(text.to_owned(), |text, _| manner.read(&text)),
            Self::Base64Url => from_base64(text),
            Self::Base64 => from_base64(&query::decode(text)?),
        }
    }
}

/// The text inside either alphabet of base64, padded or not.
pub(super) fn from_base64(text: &str) -> Option<String> {
    let bytes = URL_SAFE.decode(text).or_else(|_| STANDARD.decode(text)).ok()?;
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_manner_keeps_its_characters() {
        let text = "https://a.example/b c?d=ü&e=!'()*~+%2F";
        for (form, expected) in [
            ("enc", "https%3A%2F%2Fa.example%2Fb%20c%3Fd%3D%C3%BC%26e%3D%21%27%28%29%2A~%2B%252F"),
            ("js", "https%3A%2F%2Fa.example%2Fb%20c%3Fd%3D%C3%BC%26e%3D!'()*~%2B%252F"),
            ("form", "https%3A%2F%2Fa.example%2Fb+c%3Fd%3D%C3%BC%26e%3D%21%27%28%29*%7E%2B%252F"),
            ("path", "https%3A//a.example/b%20c%3Fd%3D%C3%BC%26e%3D%21%27%28%29%2A~%2B%252F"),
            ("lower", "https%3a%2f%2fa.example%2fb+c%3fd%3d%c3%bc%26e%3d!%27()*%7e%2b%252F"),
            ("min", "https://a.example/b%20c%3Fd%3D%C3%BC%26e%3D!'()*~%2B%252F"),
        ] {
            let form = UrlForm::parse(form).unwrap();
            assert_eq!(form.write(text), expected);
            assert_eq!(form.read(expected).as_deref(), Some(text));
        }
        assert_eq!(UrlForm::parse("base64url").unwrap().write("https://a.example/?>"), "aHR0cHM6Ly9hLmV4YW1wbGUvPz4");
        assert_eq!(UrlForm::parse("base64").unwrap().write("https://a.example/?>"), "aHR0cHM6Ly9hLmV4YW1wbGUvPz4%3D");
        assert_eq!(UrlForm::parse("enc4"), None);
    }

    proptest::proptest! {
        #[test]
        fn every_form_reads_what_it_writes(tail in "\\PC{0,40}") {
            let url = format!("https://shop.example/{tail}");
            for form in UrlForm::all() {
                proptest::prop_assert_eq!(form.read(&form.write(&url)), Some(url.clone()), "{:?}", form);
                let word = form.slot();
                let parsed = word.strip_prefix("url|").map_or(Some(UrlForm::Raw), UrlForm::parse);
                proptest::prop_assert_eq!(parsed, Some(form));
            }
        }
    }
}
