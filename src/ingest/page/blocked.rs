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
const TITLES: [(&str, BlockKind); 33] = [
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
    ("robot or human", BlockKind::Captcha),
    ("human verification", BlockKind::Captcha),
    ("bot verification", BlockKind::Captcha),
    ("verification required", BlockKind::Captcha),
    ("unusual traffic", BlockKind::Captcha),
    ("client challenge", BlockKind::BrowserCheck),
    ("security checkpoint", BlockKind::BrowserCheck),
    ("making sure you", BlockKind::BrowserCheck),
    ("nur einen moment", BlockKind::BrowserCheck),
    ("un instant…", BlockKind::BrowserCheck),
    ("you have been blocked", BlockKind::AccessDenied),
    ("request blocked", BlockKind::AccessDenied),
    ("request rejected", BlockKind::AccessDenied),
    ("zugriff verweigert", BlockKind::AccessDenied),
    ("accès refusé", BlockKind::AccessDenied),
    ("acceso denegado", BlockKind::AccessDenied),
    ("доступ ограничен", BlockKind::AccessDenied),
];

/// What shops say where a product was, in lower case.
const MISSING: [&str; 24] = [
    "page not found",
    "not found",
    "page can't be found",
    "page cannot be found",
    "page doesn't exist",
    "seite nicht gefunden",
    "seite wurde nicht gefunden",
    "page introuvable",
    "page non trouvée",
    "página no encontrada",
    "pagina non trovata",
    "página não encontrada",
    "pagina niet gevonden",
    "sidan hittades inte",
    "sidan kunde inte hittas",
    "siden blev ikke fundet",
    "siden ble ikke funnet",
    "sivua ei löytynyt",
    "nie znaleziono strony",
    "stránka nenalezena",
    "stránka nebyla nalezena",
    "страница не найдена",
    "ページが見つかりません",
    "sayfa bulunamadı",
];

/// Whether a page's title or heading says that there is no such page.
pub(super) fn is_missing(title: Option<&str>, heading: Option<&str>) -> bool {
    [title, heading].into_iter().flatten().any(|text| {
        let text = text.trim().to_lowercase();
        let rest = text.strip_prefix("error").unwrap_or(&text).trim_start();
        let number = rest.strip_prefix("404").is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        let short = text.chars().count() <= 80;
        number && (rest.len() == 3 || MISSING.iter().any(|words| rest.contains(words)))
            || short && MISSING.iter().any(|words| text.starts_with(words) || text.ends_with(words))
    })
}

/// Signs in the markup of short pages, in lower case.
const SIGNS: [(&str, BlockKind); 13] = [
    ("validatecaptcha", BlockKind::Captcha),
    ("g-recaptcha", BlockKind::Captcha),
    ("h-captcha", BlockKind::Captcha),
    ("captcha-delivery", BlockKind::Captcha),
    ("px-captcha", BlockKind::Captcha),
    ("cf-challenge", BlockKind::BrowserCheck),
    ("cf-chl", BlockKind::BrowserCheck),
    ("_incapsula_resource", BlockKind::BrowserCheck),
    ("reference&#32;&#35;", BlockKind::AccessDenied),
    ("cf-turnstile", BlockKind::Captcha),
    ("awswaf", BlockKind::BrowserCheck),
    ("kpsdk", BlockKind::BrowserCheck),
    ("errors.edgesuite.net", BlockKind::AccessDenied),
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

    #[test]
    fn missing_pages_say_so() {
        for title in ["404", "Error 404 - Page not found | Lumen", "Page not found", "Lumen: Seite nicht gefunden"] {
            assert!(is_missing(Some(title), None), "{title}");
        }
        for title in ["404 Shoes", "Lost and Not Found Poster by Lumen", "Arc lamp"] {
            assert!(!is_missing(Some(title), None), "{title}");
        }
    }
}
