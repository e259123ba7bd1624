//! Cells into values: text, prices, stock, addresses, sale windows.

use rust_decimal::Decimal;

use crate::ingest::{gtin, price};
use crate::model::text::one_line;
use crate::model::{Availability, Currency, Price, Timestamp};

/// Plain text: character references resolved until nothing changes (feeds escape up to three times),
/// white space collapsed, placeholders gone.
pub(super) fn plain(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut text = std::borrow::Cow::Borrowed(text);
    for _ in 0..3 {
        if !text.contains('&') {
            break;
        }
        let decoded = html_escape::decode_html_entities(&text).into_owned();
        if decoded == *text {
            break;
        }
        text = decoded.into();
    }
    let mut result = one_line(&text);
    if matches!(result.as_str(), "null" | "NULL" | "None" | "N/A" | "n/a" | "{}" | "[]" | "-" | "$metabrand") {
        result.clear();
    }
    result
}

/// Whether [`plain`] would change nothing, as is nearly always so: printable, single blanks, no reference.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut before = b' ';
    for &byte in bytes {
        if byte == b'&' || !(b' '..0x7f).contains(&byte) || byte == b' ' && before == b' ' {
            return false;
        }
        before = byte;
    }
    before != b' ' && bytes.len() > 4
}

/// A price. `Ok(None)` for what says nothing (blank, zero); `Err` for what cannot be read.
pub(super) fn price(text: &str, currency: Option<Currency>) -> Result<Option<Price>, ()> {
    if text.is_empty() {
        return Ok(None);
    }
    let read = match quick_price(text.trim(), currency) {
        Some(price) => price,
        None => {
            let text = plain(text);
            if text.is_empty() {
                return Ok(None);
            }
            price::parse_machine(&text, currency).ok_or(())?.price
        }
    };
    Ok(Some(read).filter(|price| !price.amount.is_zero()))
}

/// The shape that nearly all feeds write, `49.90 EUR` or `49.90`, without the work that the others need.
fn quick_price(text: &str, currency: Option<Currency>) -> Option<Price> {
    let (amount, code) = match text.split_once(' ') {
        Some((amount, code)) if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) => (amount, Some(code)),
        None => (text, None),
        Some(_) => return None,
    };
    let currency = match code {
        Some("RUR") => return None,
        Some(code) => Some(code.parse().ok()?),
        None => currency,
    };
    let (_, decimals) = amount.split_once('.').unwrap_or((amount, ""));
    let plain = !amount.is_empty() && amount.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    // Three digits after the point may be thousands: the price reader knows where.
    if !plain || decimals.len() == 3 || amount.starts_with('.') || amount.ends_with('.') {
        return None;
    }
    Price::new(Decimal::from_str_exact(amount).ok()?, currency).ok()
}

/// Whether a price says nothing but an amount.
pub(super) fn is_bare_amount(text: &str) -> bool {
    !text.chars().any(|c| c.is_alphabetic() || !c.is_ascii() && !c.is_whitespace() && !matches!(c, '’' | '٫' | '٬'))
        && !text.contains('$')
}

/// A currency cell.
pub(super) fn currency(text: &str) -> Option<Currency> {
    if text.is_empty() {
        return None;
    }
    if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()) && text != "RUR" {
        return text.parse().ok();
    }
    price::parse_currency(&plain(text), &price::PriceHints::default())
}

/// Stock in the words, flags and numbers of all feeds and several languages; unknown words stay unknown.
pub(super) fn availability(text: &str) -> Option<Availability> {
    match text {
        "" => return None,
        "in_stock" | "in stock" => return Some(Availability::InStock),
        "out_of_stock" | "out of stock" => return Some(Availability::OutOfStock),
        _ => {}
    }
    let lower = plain(text).to_lowercase();
    let last = lower.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let word: String = last.chars().filter(|c| !matches!(c, ' ' | '_' | '-' | '.' | '!')).collect();
    match word.as_str() {
        "instock"
        | "available"
        | "availablefororder"
        | "true"
        | "yes"
        | "y"
        | "now"
        | "availabletoorder"
        | "limitedavailability"
        | "limitedstock"
        | "lowstock"
        | "onlineonly"
        | "instoreonly"
        | "ja"
        | "oui"
        | "si"
        | "sí"
        | "tak"
        | "ano"
        | "auflager"
        | "lieferbar"
        | "sofortlieferbar"
        | "vorrätig"
        | "verfügbar"
        | "enstock"
        | "disponible"
        | "disponibile"
        | "disponível"
        | "pålager"
        | "ilager"
        | "opvoorraad"
        | "skladem"
        | "dostępny"
        | "вналичии"
        | "естьвналичии"
        | "vorhanden"
        | "sofortverfügbar"
        | "jest"
        | "skladom"
        | "finnsilager"
        | "varastossa" => Some(Availability::InStock),
        "outofstock"
        | "outstock"
        | "soldout"
        | "unavailable"
        | "notavailable"
        | "false"
        | "no"
        | "n"
        | "discontinued"
        | "markassold"
        | "nein"
        | "non"
        | "nee"
        | "nie"
        | "ne"
        | "nichtlieferbar"
        | "ausverkauft"
        | "nichtvorrätig"
        | "nichtauflager"
        | "rupture"
        | "rupturedestock"
        | "épuisé"
        | "indisponible"
        | "agotado"
        | "esaurito"
        | "nondisponibile"
        | "nietopvoorraad"
        | "udsolgt"
        | "ikkepålager"
        | "slutsåld"
        | "нетвналичии" => Some(Availability::OutOfStock),
        "preorder" | "presale" | "comingsoon" | "vorbestellung" | "vorbestellbar" | "précommande" => {
            Some(Availability::Preorder)
        }
        "backorder" | "onbackorder" | "backordered" | "onorder" => Some(Availability::Backorder),
        _ => {
            let number = last.trim().trim_end_matches('+').trim_start_matches('>').trim();
            let pieces: Decimal = number.parse().ok()?;
            Some(if pieces > Decimal::ZERO { Availability::InStock } else { Availability::OutOfStock })
        }
    }
}

/// A GTIN that means the same in every shop. `Err` for anything else that is there.
pub(super) fn gtin(text: &str) -> Result<Option<String>, ()> {
    let read = gtin::read(text)?;
    if read.as_deref().is_some_and(gtin::is_of_one_shop) { Err(()) } else { Ok(read) }
}

/// Addresses in a cell: one, or several with commas, semicolons, bars or spaces between them.
pub(super) fn addresses(text: &str) -> Vec<String> {
    let one = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b',' | b';' | b'|' | b'"' | b'&' | b'\'');
    if text.starts_with("http") && text.bytes().all(one) {
        return vec![text.to_owned()];
    }
    let text = address(text);
    let text = text.trim().trim_matches(['"', '[', ']']);
    // Objects of JSON in a cell: what stands between quotes.
    if text.starts_with('{') {
        let quoted = text.split('"').filter(|part| part.starts_with("http")).map(|part| part.replace("\\/", "/"));
        return quoted.collect();
    }
    let separator = |c: char| matches!(c, ',' | ';' | '|' | ' ' | '\n' | '\t' | '"' | '\'');
    let absolute = |rest: &str| {
        ["http://", "https://", "//"]
            .iter()
            .any(|start| rest.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)))
    };
    // Commas stand in addresses too: only one before a new address parts two.
    let mut starts: Vec<usize> = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if separator(before) && absolute(text.get(at..).unwrap_or_default()) {
            starts.push(at);
        }
        before = c;
    }
    if starts.first() != Some(&0) {
        // Relative addresses, media ids and file names: any separator but a space parts them.
        let parts = text.split([',', ';', '|', '\n']).map(str::trim).filter(|part| !part.is_empty());
        return parts.map(str::to_owned).collect();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let parts = starts.iter().zip(ends).filter_map(|(&start, end)| text.get(start..end));
    parts.map(|part| part.trim_end_matches(separator).to_owned()).collect()
}

/// An address with its character references resolved.
pub(super) fn address(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains('&') || !["&amp;", "&#", "&quot;", "&apos;"].iter().any(|known| text.contains(known)) {
        return text.into();
    }
    // Only those: `&copy=1` in an address is no sign.
    let text = text.replace("&amp;", "&").replace("&amp;", "&");
    let text = text.replace("&#38;", "&").replace("&#038;", "&").replace("&#x26;", "&").replace("&#61;", "=");
    text.replace("&quot;", "\"").replace("&apos;", "'").into()
}

/// When a sale price holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sale<'a> {
    /// `from/to` in one, where the feed writes it so.
    pub(super) window: &'a str,
    /// Else its two ends; blank for open.
    pub(super) from: &'a str,
    pub(super) to: &'a str,
}

impl Sale<'_> {
    /// Whether the sale price holds at `now`. Without a date it always does, and a date that cannot be read
    /// is none.
    pub(super) fn is_on(self, now: Timestamp) -> bool {
        let split = || {
            let window = self.window.trim();
            window.split_once('/').filter(|(from, _)| from.len() >= 8).or_else(|| window.split_once(" - "))
        };
        let (from, to) = if self.window.is_empty() { (self.from, self.to) } else { split().unwrap_or(("", "")) };
        let ended = moment(to).is_some_and(|(to, whole_day)| {
            // A date without a time includes its day.
            let last = if whole_day { to.0 + 86_400_000 - 1 } else { to.0 };
            last < now.0
        });
        !ended && moment(from).is_none_or(|(from, _)| from <= now)
    }
}

/// A moment, and whether it is a date without a time. Besides RFC 3339 the spellings of shop systems:
/// `2026-11-22 10:00:00`, seconds since 1970, `22.11.2026`, `11/22/26, 12:00 AM`.
fn moment(text: &str) -> Option<(Timestamp, bool)> {
    let text = text.trim();
    if text.is_empty() || text.starts_with("0000") {
        return None;
    }
    if let Ok(moment) = text.parse() {
        return Some((moment, text.len() == 10));
    }
    if let Ok(moment) = text.replacen(' ', "T", 1).parse() {
        return Some((moment, false));
    }
    if let Some(seconds) = text.parse::<i64>().ok().filter(|_| (9..=10).contains(&text.len())) {
        return Some((Timestamp(seconds * 1000), false));
    }
    let date = text.split([' ', ',', 'T']).next()?;
    if let Ok(moment) = date.parse() {
        return Some((moment, true));
    }
    let parts: Vec<i64> = date.split(['.', '/', '-']).map(str::parse).collect::<Result<_, _>>().ok()?;
    let &[first, second, year] = parts.as_slice() else { return None };
    // With dots the day comes first; with slashes the month does, unless it cannot be one.
    let (day, month) = if date.contains('/') && first <= 12 { (second, first) } else { (first, second) };
    let year = if year < 100 { year + 2000 } else { year };
    let day = Timestamp::from_date(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)?;
    Some((day, true))
}

/// A path of categories in one spelling.
pub(super) fn category(text: &str) -> String {
    let text = plain(text);
    let parts: Vec<&str> = if text.contains(" -> ") {
        text.split(" -> ").collect()
    } else if text.contains('>') {
        text.split('>').collect()
    } else if text.contains("~~") {
        text.split("~~").collect()
    } else {
        return text;
    };
    parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" > ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str, code: Option<&str>) -> String {
        match price(text, code.map(|code| code.parse().unwrap())) {
            Ok(Some(price)) => price.to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn prices_of_feeds() {
        for (text, wanted) in [
            ("15.00 USD", "15.00 USD"),
            ("45,00 DKK", "45.00 DKK"),
            ("50DKK", "50 DKK"),
            ("374990 KZT", "374990 KZT"),
            ("GBP12.00", "12.00 GBP"),
            ("1.299,00 EUR", "1299.00 EUR"),
            ("3,999 INR", "3999 INR"),
            ("18.000 KWD", "18.000 KWD"),
            ("18.000 JPY", "18000 JPY"),
            ("10.20", "10.20"),
            ("0.0 KZT", "Ok(None)"),
            ("", "Ok(None)"),
            ("on request", "Err(())"),
        ] {
            assert_eq!(amount(text, None), wanted, "{text}");
        }
        assert_eq!(amount("10.20", Some("EUR")), "10.20 EUR");
        assert_eq!(amount("1990 RUR", None), "1990 RUB");
    }

    #[test]
    fn stock_in_many_words() {
        for text in ["in stock", "in_stock ", "InStock", "http://schema.org/InStock", "Now", "1", "50+", "TRUE"] {
            assert_eq!(availability(text), Some(Availability::InStock), "{text}");
        }
        for text in ["out of stock", "discontinued", "mark_as_sold", "0", "-2", "false"] {
            assert_eq!(availability(text), Some(Availability::OutOfStock), "{text}");
        }
        assert_eq!(availability("preorder"), Some(Availability::Preorder));
        assert_eq!(availability("pending"), None);
        assert_eq!(availability(""), None);
    }

    #[test]
    fn addresses_part_where_new_ones_begin() {
        let two = ["https://a.example/1,w_200.jpg", "https://a.example/2.jpg"];
        for text in [
            two.join(","),
            two.join(", "),
            two.join(";"),
            two.join("|"),
            two.join(" "),
            format!(" {} ", two.join("\n")),
        ] {
            assert_eq!(addresses(&text), two, "{text}");
        }
        assert_eq!(addresses("https://a.example/?u=https://b.example/x"), ["https://a.example/?u=https://b.example/x"]);
        assert_eq!(addresses("a~mv2.jpg;b~mv2.jpg"), ["a~mv2.jpg", "b~mv2.jpg"]);
        assert!(addresses(" ").is_empty());
    }

    #[test]
    fn sale_windows() {
        let now = "2026-11-22T12:00:00Z".parse().unwrap();
        let window = |window| Sale { window, from: "", to: "" }.is_on(now);
        for on in ["", "2026-11-01T00:00+0100/2026-12-01T00:00-08:00", "2026-11-01/2026-11-22", "nonsense", "/", "0/0"]
        {
            assert!(window(on), "{on}");
        }
        for off in ["2020-04-30T09:30-08:00/2020-05-30T23:59-08:00", "2026-12-01/2026-12-02", "2026-11-01/2026-11-21"] {
            assert!(!window(off), "{off}");
        }
        let ends = |from, to| Sale { window: "", from, to }.is_on(now);
        for (from, to) in [
            ("", ""),
            ("2026-11-22 11:59:00", ""),
            ("11/1/26, 12:00 AM", "11/22/26"),
            ("01.11.2026", "22.11.2026"),
            ("?", "!"),
        ] {
            assert!(ends(from, to), "{from} {to}");
        }
        for (from, to) in
            [("2026-11-22 12:01:00", ""), ("", "11/21/26"), ("", "1590000000"), ("23.11.2026", ""), ("", "21/11/2026")]
        {
            assert!(!ends(from, to), "{from} {to}");
        }
    }

    #[test]
    fn text_is_unescaped_until_stable() {
        assert_eq!(plain("Boots \u{202e}&amp;#x2066;gnp\u{7}x"), "Boots gnp x");
        assert_eq!(plain(" A &amp;amp;gt; B\n&nbsp;C &aring; "), "A > B C å");
        assert_eq!(plain("Salt & Pepper &unknown;"), "Salt & Pepper &unknown;");
        assert_eq!(category("Home &amp;gt; Kitchen>Pans"), "Home > Kitchen > Pans");
        assert_eq!(category("Kitchen -> Pans"), "Kitchen > Pans");
    }

    proptest::proptest! {
        #[test]
        fn any_cell_is_read_without_panic(text in "\\PC{0,60}") {
            let _ = (price(&text, None), availability(&text), gtin(&text), addresses(&text), category(&text));
            let _ = (Sale { window: &text, from: &text, to: &text }.is_on(Timestamp(0)), address(&text));
        }
    }
}
