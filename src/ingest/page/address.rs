//! The product's number in the page's address, where the page itself uses it as an id.

use url::Url;

/// The part of the address that looks like a number and that the page uses as an id too: it stands in the
/// markup as a whole value, between quotes.
pub(super) fn product_number(url: &Url, html: &str) -> Option<String> {
    tokens(url).into_iter().find(|token| {
        html.match_indices(token.as_str()).take(200).any(|(at, _)| {
            let before = html.get(..at).and_then(|before| before.chars().next_back());
            let after = html.get(at + token.len()..).and_then(|after| after.chars().next());
            matches!((before, after), (Some('"'), Some('"')) | (Some('\''), Some('\'')))
        })
    })
}

/// Whether the text stands in the address as a whole token.
pub(super) fn names(url: &Url, text: &str) -> bool {
    let text: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let address: String = format!("{}?{}", url.path(), url.query().unwrap_or_default())
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    text.len() >= 4 && address.contains(&text)
}

/// Number-like parts of an address, the last part of the path first.
fn tokens(url: &Url) -> Vec<String> {
    let mut tokens = Vec::new();
    let segments: Vec<&str> = url
        .path_segments()
        .map(|segments| segments.filter(|segment| !segment.is_empty()).collect())
        .unwrap_or_default();
    let values: Vec<String> = url.query_pairs().map(|(_, value)| value.into_owned()).take(20).collect();
    for part in segments.iter().rev().take(3).map(|segment| (*segment).to_owned()).chain(values) {
        let stem = part.rsplit_once('.').map_or(part.as_str(), |(stem, _)| stem);
        for token in std::iter::once(stem).chain(stem.split(['-', '_', ',', '.', ';', '~'])) {
            let digits = token.bytes().filter(u8::is_ascii_digit).count();
            let fits = (5..=24).contains(&token.len())
                && digits >= 3
                && digits * 3 >= token.len()
                && token.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if fits && !tokens.iter().any(|known| known == token) {
                tokens.push(token.to_owned());
            }
            // “p3182808”, “x3410048”: the letter says what the number is.
            let bare = token.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            for run in
                token.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() >= 7 && run.len() < token.len())
            {
                if !tokens.iter().any(|known| known == run) {
                    tokens.push(run.to_owned());
                }
            }
            if fits
                && bare.len() >= 5
                && bare.bytes().all(|byte| byte.is_ascii_digit())
                && !tokens.iter().any(|known| known == bare)
            {
                tokens.push(bare.to_owned());
            }
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_needs_a_witness() {
        let url = Url::parse("https://shop.example/lamp-red-p123456.html?x=1").unwrap();
        assert_eq!(
            product_number(&url, "<input type=hidden name=product_id value='123456'>").as_deref(),
            Some("123456")
        );
        assert_eq!(product_number(&url, "<p>123456"), None);
        assert!(names(&url, "12-34-56") && !names(&url, "9999"));
    }
}
