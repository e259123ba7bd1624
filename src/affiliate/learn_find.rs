//! Where in a link another address stands: in the query, the path or the fragment, percent-encoded up to
//! three times or in base64, and perhaps inside the link of another tracker.

use url::Url;

use super::forms::{self, UrlForm};
use super::query;
use super::rules::{Rules, host_within};
use super::unwrap;

/// An address inside a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// As it was before it was encoded.
    pub text: String,
    /// How it was encoded.
    pub form: UrlForm,
    /// Where it begins in the link, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// Trackers inside each other that are looked through.
const MAX_DEPTH: usize = 4;

/// The address that a link leads to: the one of `shop` where that is given, else the innermost that is not
/// itself a known redirect.
pub(super) fn find_destination(rules: &Rules, link: &str, shop: Option<&str>) -> Option<Found> {
    let mut all = Vec::new();
    collect(rules, link, shop, MAX_DEPTH, &mut all);
    let fits = |text: &str| shop.is_none_or(|shop| host_of(text).is_some_and(|host| host_within(&host, shop)));
    let in_link = |text: &String| place(link, text);
    // Where the wanted shop is nowhere, any other is found, so that it can be named.
    all.iter().filter(|text| fits(text)).find_map(in_link).or_else(|| all.iter().find_map(in_link))
}

/// Addresses inside a link, the likeliest first.
fn collect(rules: &Rules, link: &str, shop: Option<&str>, depth: usize, into: &mut Vec<String>) {
    if depth == 0 {
        return;
    }
    let own_host = host_of(link).unwrap_or_default();
    let mut here: Vec<String> = values(link).into_iter().filter_map(|value| address(&value)).collect();
    here.dedup();
    // Links back to the tracker itself are pictures and error pages of its own.
    here.sort_by_key(|text| host_of(text).is_none_or(|host| host == own_host));
    for text in here {
        let is_redirect = Url::parse(&text).is_ok_and(|url| unwrap::redirect(rules, &url).is_some());
        let is_shop = shop.is_some_and(|shop| host_of(&text).is_some_and(|host| host_within(&host, shop)));
        if (is_redirect || shop.is_some()) && !is_shop {
            collect(rules, &text, shop, depth - 1, into);
        }
        if !into.contains(&text) {
            into.push(text);
        }
    }
}

/// Every part of a link that could be a value.
fn values(link: &str) -> Vec<String> {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    let Some(start) = rest.find(['/', '?', '#']) else { return Vec::new() };
    let tail = rest.get(start..).unwrap_or_default();
    let (before_fragment, fragment) = tail.split_once('#').unwrap_or((tail, ""));
    let (path, query) = before_fragment.split_once('?').unwrap_or((before_fragment, ""));
    let mut out = Vec::new();
    let pairs = |text: &str, out: &mut Vec<String>| {
        let mut at = 0;
        for pair in text.split('&') {
            if let Some((_, value)) = pair.split_once('=') {
                // A destination that nobody encoded takes the rest of the query with it.
                let raw = value.contains("://") && value.contains('?');
                let from = at + pair.len() - value.len();
                out.push(if raw { text.get(from..).unwrap_or(value) } else { value }.to_owned());
            }
            at += pair.len() + 1;
        }
    };
    pairs(query, &mut out);
    out.push(query.to_owned());
    // In a path, an address that nobody encoded reaches to the end; an encoded one to the next slash.
    for scheme in ["https://", "http://"] {
        if let Some(at) = path.find(scheme) {
            out.push(before_fragment.get(at..).unwrap_or_default().to_owned());
        }
    }
    for segment in path.split(['/', ';']) {
        out.push(segment.to_owned());
        out.extend(segment.split_once([':', '=']).map(|(_, value)| value.to_owned()));
        out.extend(segment.split_once('(').map(|(_, value)| value.trim_end_matches(')').to_owned()));
    }
    if let Some(at) = before_fragment.find("url(") {
        let inside = before_fragment.get(at + 4..).unwrap_or_default();
        out.extend(inside.rsplit_once(')').map(|(value, _)| value.to_owned()));
    }
    let inner = fragment.split_once('?').map_or(fragment, |(_, query)| query);
    pairs(inner, &mut out);
    out.extend(fragment.split('/').map(str::to_owned));
    out.push(fragment.trim_start_matches(['!', '/']).to_owned());
    out
}

/// An address: as it stands, percent-encoded, or in base64.
fn address(text: &str) -> Option<String> {
    let mut text = text.to_owned();
    for _ in 0..=forms::MAX_ENCODINGS {
        if is_address(&text) {
            return Some(text);
        }
        if let Some(inside) = forms::from_base64(&text).filter(|inside| is_address(inside)) {
            return Some(inside);
        }
        let decoded = query::decode(&text)?.into_owned();
        if decoded == text {
            return None;
        }
        text = decoded;
    }
    None
}

fn is_address(text: &str) -> bool {
    let head: String = text.chars().take(8).collect::<String>().to_ascii_lowercase();
    (head.starts_with("http://") || head.starts_with("https://"))
        && host_of(text).is_some_and(|host| host.contains('.'))
}

fn host_of(text: &str) -> Option<String> {
    Url::parse(text).ok()?.host_str().map(str::to_owned)
}

/// Where an address stands in a link, and in which form.
fn place(link: &str, text: &String) -> Option<Found> {
    let authority = link.find("://").map_or(0, |at| at + 3);
    let spaced = text.replace('+', " ");
    // Two manners write a space as +; the address then reads otherwise.
    let texts = if spaced == *text { vec![text] } else { vec![text, &spaced] };
    UrlForm::all().find_map(|form| {
        texts.iter().find_map(|text| {
            if form == UrlForm::Raw && text.contains('#') {
                return None;
            }
            let written = form.write(text);
            let at = link.get(authority..)?.rfind(&written)? + authority;
            Some(Found { text: (*text).clone(), form, start: at, end: at + written.len() })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(link: &str, shop: Option<&str>) -> Option<(String, String)> {
        let found = find_destination(Rules::builtin(), link, shop)?;
        assert_eq!(found.form.write(&found.text), link[found.start..found.end]);
        Some((found.text, found.form.slot()))
    }

    #[test]
    fn addresses_are_found_wherever_they_stand() {
        for (link, text, slot) in [
            ("https://go.example/?u=https%3A%2F%2Fshop.example%2Fa%3Fb%3D1", "https://shop.example/a?b=1", "url|enc"),
            ("https://go.example/?u=https%253A%252F%252Fshop.example%252F", "https://shop.example/", "url|enc2"),
            (
                "https://go.example/?u=https%25253A%25252F%25252Fshop.example%25252F",
                "https://shop.example/",
                "url|enc3",
            ),
            ("https://go.example/?u=https%3a%2f%2fshop.example%2fa", "https://shop.example/a", "url|lower"),
            ("https://go.example/?u=https%3A//shop.example/a%3Fb%3D1", "https://shop.example/a?b=1", "url|path"),
            ("https://go.example/?u=https%3A%2F%2Fshop.example%2Fa(1)", "https://shop.example/a(1)", "url|js"),
            ("https://go.example/?u=https://shop.example/a?b=1&c=2", "https://shop.example/a?b=1&c=2", "url"),
            ("https://go.example/to/https://shop.example/a?b=1", "https://shop.example/a?b=1", "url"),
            ("https://go.example/to/https%3A%2F%2Fshop.example%2Fa/x", "https://shop.example/a", "url|enc"),
            ("https://go.example/x:1/dest:https%3A%2F%2Fshop.example%2Fa", "https://shop.example/a", "url|enc"),
            ("https://go.example/#/out?u=https%3A%2F%2Fshop.example%2Fa", "https://shop.example/a", "url|enc"),
            ("https://go.example/b/aHR0cHM6Ly9zaG9wLmV4YW1wbGUvYQ?x=1", "https://shop.example/a", "url|base64url"),
            ("https://go.example/?https%3A%2F%2Fshop.example%2Fa", "https://shop.example/a", "url|enc"),
        ] {
            assert_eq!(found(link, None), Some((text.to_owned(), slot.to_owned())), "{link}");
        }
        for link in ["https://go.example/", "https://go.example/abc?x=1", "https://go.example/?u=javascript%3Aalert(1)"]
        {
            assert_eq!(found(link, None), None, "{link}");
        }
    }

    #[test]
    fn the_wanted_shop_is_found_behind_a_tracker_within_a_tracker() {
        let link = "https://go.example/?pixel=https%3A%2F%2Fgo.example%2Fp&u=https%3A%2F%2Fin.example%2F%3Fv%3Dhttps%253A%252F%252Fshop.example%252Fa";
        assert_eq!(found(link, Some("shop.example")).unwrap(), ("https://shop.example/a".into(), "url|enc2".into()));
        assert_eq!(found(link, None).unwrap().0, "https://in.example/?v=https%3A%2F%2Fshop.example%2Fa");
        assert!(found(link, Some("other.example")).is_some());
    }

    proptest::proptest! {
        #[test]
        fn any_link_is_searched_without_panic(tail in "\\PC{0,60}") {
            if let Ok(url) = Url::parse(&format!("https://go.example/{tail}")) {
                let _ = find_destination(Rules::builtin(), url.as_str(), None);
            }
        }
    }
}
