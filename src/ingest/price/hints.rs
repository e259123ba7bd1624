//! Which currency an ambiguous sign means, from where and in which language it was read.

use crate::model::Currency;

/// What is known around a price text.
#[derive(Debug, Clone, Copy, Default)]
pub struct PriceHints<'a> {
    /// BCP 47 tag of the page: `en-AU`, `sv`.
    pub language: Option<&'a str>,
    /// Last label of the host's name, or the last two where the first is a country's: `se`, `com.au`, `au`.
    pub domain: Option<&'a str>,
    /// The currency that the source states elsewhere.
    pub currency: Option<Currency>,
    /// A text beside the price that may hold the sign, such as a label.
    pub beside: Option<&'a str>,
}

#[rustfmt::skip]
/// Country (as in domain names and language regions) → currency.
const COUNTRIES: &[(&str, &str)] = &[
    ("us", "USD"), ("ca", "CAD"), ("au", "AUD"), ("nz", "NZD"), ("sg", "SGD"), ("hk", "HKD"), ("tw", "TWD"),
    ("mx", "MXN"), ("cl", "CLP"), ("co", "COP"), ("ar", "ARS"), ("uy", "UYU"), ("ec", "USD"), ("sv", "USD"),
    ("se", "SEK"), ("dk", "DKK"), ("no", "NOK"), ("is", "ISK"), ("fo", "DKK"), ("jp", "JPY"), ("cn", "CNY"),
    ("in", "INR"), ("pk", "PKR"), ("lk", "LKR"), ("np", "NPR"), ("mu", "MUR"), ("ch", "CHF"), ("li", "CHF"),
    ("ru", "RUB"), ("by", "BYN"), ("ae", "AED"), ("ma", "MAD"), ("sa", "SAR"), ("qa", "QAR"), ("om", "OMR"),
    ("ye", "YER"), ("kw", "KWD"), ("bh", "BHD"), ("jo", "JOD"), ("dz", "DZD"), ("tn", "TND"), ("iq", "IQD"),
    ("ly", "LYD"), ("sn", "XOF"), ("ci", "XOF"), ("cm", "XAF"), ("md", "MDL"), ("ro", "RON"), ("et", "ETB"),
    ("al", "ALL"), ("hn", "HNL"), ("zm", "ZMW"), ("pg", "PGK"), ("ir", "IRR"),
];

#[rustfmt::skip]
/// Language → currency, where nearly all its speakers share one.
const LANGUAGES: &[(&str, &str)] = &[
    ("sv", "SEK"), ("da", "DKK"), ("nb", "NOK"), ("nn", "NOK"), ("no", "NOK"), ("is", "ISK"), ("ja", "JPY"),
    ("zh", "CNY"), ("hi", "INR"), ("ur", "PKR"), ("be", "BYN"), ("ru", "RUB"), ("am", "ETB"), ("sq", "ALL"),
    ("fa", "IRR"),
];

/// The currencies that an ambiguous sign may stand for; empty for a sign that says too little.
fn candidates(sign: &str) -> &'static [&'static str] {
    match sign.trim_end_matches('.').to_lowercase().as_str() {
        "$" => &[
            "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "CLP", "COP", "ARS", "UYU", "BSD", "BBD", "JMD",
            "TTD", "FJD", "NAD",
        ],
        "kr" => &["SEK", "DKK", "NOK", "ISK"],
        "¥" => &["JPY", "CNY"],
        "元" => &["CNY", "TWD", "HKD"],
        "rs" | "₨" => &["INR", "PKR", "LKR", "NPR", "MUR"],
        "fr" | "franc" | "francs" | "₣" => &["CHF", "XOF", "XAF"],
        "fcfa" | "cfa" => &["XOF", "XAF"],
        "р" => &["RUB", "BYN"],
        "dh" | "dhs" | "درهم" => &["AED", "MAD"],
        "ريال" | "﷼" => &["SAR", "QAR", "OMR", "YER", "IRR"],
        "دينار" => &["KWD", "BHD", "JOD", "DZD", "TND", "IQD", "LYD"],
        "br" => &["BYN", "ETB"],
        "l" => &["ALL", "HNL", "RON", "MDL"],
        "k" => &["ZMW", "PGK"],
        _ => &[],
    }
}

/// What a sign that stands for several currencies means here. A bare `$` without any hint of a country is
/// the US dollar only on pages in English.
pub(super) fn resolve(sign: &str, hints: &PriceHints<'_>) -> Option<Currency> {
    let candidates = candidates(sign);
    let known = |code: &str| if candidates.contains(&code) { code.parse().ok() } else { None };
    if let Some(currency) = hints.currency.and_then(|currency| known(currency.code())) {
        return Some(currency);
    }
    let by_country = |country: &str| COUNTRIES.iter().find(|(name, _)| *name == country).map(|(_, code)| *code);
    let domain = hints.domain.map(str::to_lowercase).unwrap_or_default();
    if let Some(currency) = domain.rsplit('.').next().and_then(by_country).and_then(known) {
        return Some(currency);
    }
    let language = hints.language.map(|tag| tag.to_lowercase().replace('_', "-")).unwrap_or_default();
    let mut parts = language.split('-');
    let spoken = parts.next().unwrap_or_default();
    if let Some(currency) = parts.filter(|part| part.len() == 2).find_map(by_country).and_then(known) {
        return Some(currency);
    }
    let by_language = LANGUAGES.iter().find(|(name, _)| *name == spoken).map(|(_, code)| *code);
    if let Some(currency) = by_language.and_then(known) {
        return Some(currency);
    }
    let generic_domain =
        matches!(domain.rsplit('.').next(), Some("com" | "net" | "org" | "shop" | "store" | "example"));
    (sign == "$" && generic_domain && spoken == "en").then(|| "USD".parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_country_decides_before_the_language() {
        let hints = PriceHints { language: Some("en"), domain: Some("com.au"), ..PriceHints::default() };
        assert_eq!(resolve("$", &hints).unwrap().code(), "AUD");
        let hints = PriceHints { language: Some("da_DK"), domain: Some("com"), ..PriceHints::default() };
        assert_eq!(resolve("kr.", &hints).unwrap().code(), "DKK");
        assert_eq!(resolve("$", &PriceHints::default()), None);
    }
}
