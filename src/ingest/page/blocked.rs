//! Pages that a shop serves instead of the product: captchas, browser checks, refusals.

use serde::Serialize;

/// Why the page holds no product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// A puzzle to solve.
    Captcha,
    /// “Just a moment”: a script checks the browser.
    BrowserCheck,
    /// Refused outright.
    AccessDenied,
}

/// Titles of such pages, in lower case.
const TITLES: [(&str, BlockKind); 16] = [
    ("just a moment", BlockKind::BrowserCheck),
    ("attention required", BlockKind::BrowserCheck),
    ("checking your browser", BlockKind::BrowserCheck),
    ("please wait", BlockKind::BrowserCheck),
    ("one moment, please", BlockKind::BrowserCheck),
    ("ddos-guard", BlockKind::BrowserCheck),
    ("robot check", BlockKind::Captcha),
    ("are you a human", BlockKind::Captcha),
    ("are you a robot", BlockKind::Captcha),
    ("captcha", BlockKind::Captcha),
    ("security check", BlockKind::Captcha),
    ("verify you are human", BlockKind::Captcha),
    ("access denied", BlockKind::AccessDenied),
    ("access to this page has been denied", BlockKind::AccessDenied),
    ("403 forbidden", BlockKind::AccessDenied),
    ("pardon our interruption", BlockKind::BrowserCheck),
];

/// Signs in the markup of short pages, in lower case.
const SIGNS: [(&str, BlockKind); 9] = [
    ("validatecaptcha", BlockKind::Captcha),
    ("g-recaptcha", BlockKind::Captcha),
    ("h-captcha", BlockKind::Captcha),
    ("captcha-delivery", BlockKind::Captcha),
    ("px-captcha", BlockKind::Captcha),
    ("cf-challenge", BlockKind::BrowserCheck),
    ("cf-chl", BlockKind::BrowserCheck),
    ("_incapsula_resource", BlockKind::BrowserCheck),
    ("reference&#32;&#35;", BlockKind::AccessDenied),
];

/// Pages longer than this are a shop's own.
const SHORT_BYTES: usize = 30_000;

/// Whether a page without a product is one of these.
pub(super) fn kind(title: Option<&str>, html: &str) -> Option<BlockKind> {
    let title = title.unwrap_or_default().to_lowercase();
    let by_title =
        TITLES.iter().find(|(words, _)| title.starts_with(words) || title.contains(words) && html.len() < SHORT_BYTES);
    if let Some((_, kind)) = by_title {
        return Some(*kind);
    }
    if html.len() > SHORT_BYTES {
        return None;
    }
    let lower = html.to_ascii_lowercase();
    SIGNS.iter().find(|(sign, _)| lower.contains(sign)).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn block_pages_are_told_apart() {
        assert_eq!(kind(Some("Just a moment..."), ""), Some(BlockKind::BrowserCheck));
        assert_eq!(kind(Some("Robot Check"), ""), Some(BlockKind::Captcha));
        assert_eq!(kind(None, "<form action=/errors/validateCaptcha>"), Some(BlockKind::Captcha));
        assert_eq!(kind(Some("Red dress"), "<p>Access for all"), None);
    }
}
