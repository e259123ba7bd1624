//! Raw field texts → clean values: plain text, availability, GTIN, pictures, brands.

use url::Url;

use crate::model::Availability;
use crate::model::text::one_line;

/// Longest title, brand and the like that is kept, in characters.
const MAX_TEXT_CHARS: usize = 500;
/// Longest address that is kept, in bytes.
const MAX_URL_BYTES: usize = 4096;
/// Rounds of entity decoding: templates escape twice, rarely three times.
const ENTITY_ROUNDS: usize = 3;

/// Plain text: entities decoded until stable, markup removed, blanks collapsed, template leftovers refused.
pub(super) fn plain_text(raw: &str) -> Option<String> {
    let mut text = raw.to_owned();
    for _ in 0..ENTITY_ROUNDS {
        if !text.contains('&') {
            break;
        }
        let decoded = html_escape::decode_html_entities(&text).into_owned();
        if decoded == text {
            break;
        }
        text = decoded;
    }
    let text = without_markup(&text);
    let text: String = one_line(&text).chars().take(MAX_TEXT_CHARS).collect();
    let text = text.trim().to_owned();
    (!text.is_empty() && !is_leftover(&text)).then_some(text)
}

/// Removes tags such as `<b>`; a lone `<` or `>` in a name (`size < 40`) stays.
fn without_markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let is_tag = tag.chars().nth(1).is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        match tag.find('>').filter(|_| is_tag) {
            Some(end) => {
                out.push(' ');
                rest = tag.get(end + 1..).unwrap_or_default();
            }
            None => {
                out.push('<');
                rest = tag.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

/// What a template leaves where it had nothing to say.
fn is_leftover(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    matches!(
        lower.as_str(),
        "null"
            | "undefined"
            | "none"
            | "nan"
            | "n/a"
            | "na"
            | "-"
            | "--"
            | "."
            | "..."
            | "…"
            | "unknown"
            | "not applicable"
            | "[object object]"
            | "false"
            | "true"
            | "{}"
            | "[]"
            | "0"
    ) || (text.starts_with('$') && !text.contains(' ') && text.chars().nth(1).is_some_and(char::is_alphabetic))
        || text.contains("{{")
        || text.contains("${")
        || (text.starts_with("%%") && text.ends_with("%%"))
}

/// A maker's name without labels such as “Brand:” and “Visit the … store”.
pub(super) fn brand(raw: &str) -> Option<String> {
    let text = plain_text(raw)?;
    let labels = [
        "brand:",
        "marke:",
        "marque:",
        "marque :",
        "marca:",
        "brand :",
        "by ",
        "značka:",
        "merk:",
        "märke:",
        "hersteller:",
        "manufacturer:",
        "производитель:",
        "бренд:",
    ];
    let lower = text.to_lowercase();
    let mut name = text.as_str();
    for label in labels {
        if lower.starts_with(label) && lower.len() == text.len() {
            name = name.get(label.len()..).unwrap_or(name).trim();
            break;
        }
    }
    // “More articles of the brand: X”: a sentence with a colon ends in the name.
    if let Some((lead, tail)) = name.rsplit_once(": ")
        && lead.split_whitespace().count() >= 2
        && !tail.is_empty()
    {
        name = tail;
    }
    for (lead, tail) in STORE_PHRASES {
        if let Some(inner) = name.strip_prefix(lead).and_then(|rest| rest.strip_suffix(tail)) {
            name = inner.trim();
            break;
        }
    }
    let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '|' | ','));
    let lower = name.to_lowercase();
    let unknown = ["no brand", "generic", "sans marque", "brak", "ohne marke", "not specified"];
    (!name.is_empty() && name.chars().count() <= 80 && !unknown.contains(&lower.as_str()) && !lower.starts_with("http"))
        .then(|| name.to_owned())
}

/// How a link to all things of one maker is worded.
const STORE_PHRASES: [(&str, &str); 9] = [
    ("Visit the ", " Store"),
    ("Visita lo Store di ", ""),
    ("Visiter la boutique ", ""),
    ("Visitez la boutique ", ""),
    ("Besuche den ", "-Store"),
    ("Besuchen Sie den ", "-Store"),
    ("Visita la Store de ", ""),
    ("Visita la tienda de ", ""),
    ("Bezoek de ", "-winkel"),
];

/// What a shop says on stock: a schema.org address, a feed's word, or a short text.
pub(super) fn availability(raw: &str) -> Option<Availability> {
    let tail = raw.trim().trim_end_matches('/').rsplit(['/', '#', ':']).next().unwrap_or_default();
    let word: String = tail.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    Some(match word.as_str() {
        "instock"
        | "instoreonly"
        | "onlineonly"
        | "limitedavailability"
        | "available"
        | "true"
        | "yes"
        | "availablefororder"
        | "instoreandonline"
        | "lowstock"
        | "limitedstock"
        | "onstock"
        | "oneinstock" => Availability::InStock,
        "outofstock" | "soldout" | "discontinued" | "unavailable" | "notavailable" | "oos" | "false" | "no"
        | "outstock" => Availability::OutOfStock,
        "preorder" | "presale" => Availability::Preorder,
        "backorder" | "madetoorder" => Availability::Backorder,
        _ => return None,
    })
}

/// A GTIN with its check digit right, as 8, 12, 13 or 14 digits. `Err` holds a text that has digits and is
/// no GTIN, `Ok(None)` is a field left empty.
pub(super) fn gtin(raw: &str) -> Result<Option<String>, String> {
    if !raw.contains(|c: char| c.is_ascii_digit()) {
        return Ok(None);
    }
    crate::ingest::gtin::read(raw).map_err(|()| raw.trim().chars().take(40).collect())
}

/// A shop's or maker's number: short, one line, no sentence.
pub(super) fn number(raw: &str) -> Option<String> {
    let text = plain_text(raw)?;
    let text = text
        .strip_prefix("sku:")
        .or_else(|| text.strip_prefix("SKU:"))
        .or_else(|| text.strip_prefix("mpn:"))
        .unwrap_or(&text)
        .trim();
    // “TE502955-1293415 Chair cover”: the number, with the name behind it.
    let first = text.split_whitespace().next().unwrap_or_default();
    let named = text.split_whitespace().count() > 2
        && first.len() >= 6
        && first.bytes().filter(u8::is_ascii_digit).count() >= 4;
    let text = if named { first } else { text };
    let fits = text.chars().count() <= 64 && text.chars().any(char::is_alphanumeric) && !text.contains("://");
    fits.then(|| text.to_owned())
}

/// An absolute address. Blanks and line breaks inside are dropped as browsers do.
pub(super) fn absolute_url(raw: &str, base: Option<&Url>) -> Option<Url> {
    let raw = raw.trim();
    if raw.is_empty() || raw.len() > MAX_URL_BYTES {
        return None;
    }
    let raw = if raw.contains("&amp;") { raw.replace("&amp;", "&") } else { raw.to_owned() };
    let url = match base {
        Some(base) => base.join(&raw).ok()?,
        None if raw.starts_with("//") => Url::parse(&format!("https:{raw}")).ok()?,
        None => Url::parse(&raw).ok()?,
    };
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// The address of a product's picture, absolute where the page's address is known (else as it stands).
/// Logos, icons, placeholders and drawings (`.svg`) are none.
pub(super) fn image(raw: &str, base: Option<&Url>) -> Option<String> {
    let raw = raw.trim();
    if raw.is_empty() || raw.len() > MAX_URL_BYTES || raw.starts_with("data:") || raw.starts_with("blob:") {
        return None;
    }
    let text = match absolute_url(raw, base) {
        Some(url) => url.to_string(),
        None if base.is_none() && !raw.contains(':') => raw.to_owned(),
        None => return None,
    };
    (!is_decoration(&text)).then_some(text)
}

/// Whether a picture's address names something that is no product.
fn is_decoration(url: &str) -> bool {
    const WORDS: [&str; 20] = [
        "logo",
        "favicon",
        "icon",
        "placeholder",
        "default-lazy",
        "pixel",
        "sprite",
        "spacer",
        "blank.",
        "loading",
        "noimage",
        "no-image",
        "no_image",
        "no-photo",
        "nophoto",
        "transparent",
        "1x1",
        "avatar",
        "share-default",
        "dummy",
    ];
    let lower = url.to_ascii_lowercase();
    let path = lower.split(['?', '#']).next().unwrap_or_default();
    let after_host = path.split_once("://").map_or(path, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let file = after_host.rsplit('/').next().unwrap_or_default();
    if file.ends_with(".svg") {
        return true;
    }
    WORDS.iter().any(|word| {
        file.match_indices(word).any(|(at, _)| {
            // “iconic-dress.jpg” and “logos-tee” are products: the word must end there.
            let tail = file.get(at + word.len()..).unwrap_or_default();
            let before = file.get(..at).unwrap_or_default();
            !tail.starts_with(|c: char| c.is_ascii_alphabetic()) && !before.ends_with(|c: char| c.is_ascii_alphabetic())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_plain() {
        assert_eq!(plain_text("Boots\u{202e}gnp\u{2069} &#x202e;<b>5</b>").as_deref(), Some("Bootsgnp 5"));
        assert_eq!(plain_text("می\u{200c}خواهم").as_deref(), Some("می\u{200c}خواهم"));
        assert_eq!(plain_text(" Selfie &amp;amp; Stick <b>Black</b>\n").unwrap(), "Selfie & Stick Black");
        assert_eq!(plain_text("Size < 40 > 20").unwrap(), "Size < 40 > 20");
        for nothing in ["", " ", "null", "$metabrand", "{{name}}", "${title}", "<br>"] {
            assert_eq!(plain_text(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn brands_lose_their_labels() {
        assert_eq!(brand("Brand: Acme").unwrap(), "Acme");
        assert_eq!(brand("Ver mais artigos da Marca: Acme").unwrap(), "Acme");
        assert_eq!(brand("Visit the Acme Store").unwrap(), "Acme");
        assert_eq!(brand("No brand"), None);
    }

    #[test]
    fn stock_in_many_spellings() {
        for text in ["http://schema.org/InStock", "https://schema.org/InStock/", "in stock", "InStock", "in_stock"] {
            assert_eq!(availability(text), Some(Availability::InStock), "{text}");
        }
        assert_eq!(availability("schema:SoldOut"), Some(Availability::OutOfStock));
        assert_eq!(availability("maybe"), None);
    }

    #[test]
    fn pictures_are_pictures() {
        let base = Url::parse("https://shop.example/p/1").unwrap();
        assert_eq!(image("//cdn.shop.example/a.jpg", Some(&base)).unwrap(), "https://cdn.shop.example/a.jpg");
        assert_eq!(image("dress.jpg", None).unwrap(), "dress.jpg");
        assert_eq!(image("/img/iconic-dress.jpg", Some(&base)).unwrap(), "https://shop.example/img/iconic-dress.jpg");
        for no in
            ["/img/logo.png", "/img/site-logo-big.png", "/a/placeholder.gif", "data:image/png;base64,AA", "/x.svg"]
        {
            assert_eq!(image(no, Some(&base)), None, "{no}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_normalised(text in "\\PC{0,60}") {
            let _ = (plain_text(&text), brand(&text), availability(&text), gtin(&text), number(&text), image(&text, None));
        }
    }
}
