//! Currency signs, words and codes as shops write them, and finding them in a text.

use std::collections::HashMap;
use std::sync::LazyLock;

/// How freely a sign is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A sign of its own: believed anywhere.
    Sign,
    /// A word: believed between non-letters, in any case.
    Word,
    /// The beginning of a word with endings (`руб`, `рублей`).
    Stem,
    /// Letters that mean many things: believed only beside a number, exactly as spelled.
    Short,
}

use Class::{Short, Sign, Stem, Word};

/// Sign, ISO 4217 code (empty where it stands for several currencies or none), class.
type Entry = (&'static str, &'static str, Class);

/// Longer spellings win over shorter ones wherever both match. Words and stems are in lower case.
#[rustfmt::skip]
const ENTRIES: &[Entry] = &[
    // Signs.
    ("€", "EUR", Sign), ("£", "GBP", Sign), ("₤", "", Sign), ("¥", "", Sign), ("₹", "INR", Sign),
    ("र", "INR", Short), ("₽", "RUB", Sign), ("₴", "UAH", Sign), ("₺", "TRY", Sign), ("₩", "KRW", Sign),
    ("₪", "ILS", Sign), ("₫", "VND", Sign), ("฿", "THB", Sign), ("₱", "PHP", Sign),
    ("₦", "NGN", Sign), ("₡", "CRC", Sign), ("₲", "PYG", Sign), ("₵", "GHS", Sign), ("₸", "KZT", Sign),
    ("₮", "MNT", Sign), ("₭", "LAK", Sign), ("៛", "KHR", Sign), ("₼", "AZN", Sign), ("₾", "GEL", Sign),
    ("֏", "AMD", Sign), ("؋", "AFN", Sign), ("﷼", "", Sign), ("₿", "", Sign), ("Ƀ", "", Sign), ("₣", "", Sign),
    ("৳", "BDT", Sign), ("¢", "", Sign), ("₨", "", Sign), ("원", "KRW", Sign), ("円", "JPY", Sign),
    ("元", "", Sign), ("圆", "CNY", Sign), ("圓", "TWD", Sign), ("บาท", "THB", Sign), ("ரூ", "INR", Sign),
    ("ლარი", "GEL", Sign), ("ናቕፋ", "ERN", Sign),
    // Dollars, pesos, reais.
    ("$", "", Sign), ("US$", "USD", Sign), ("US $", "USD", Sign), ("U$S", "USD", Sign), ("USD$", "USD", Sign),
    ("A$", "AUD", Sign), ("AU$", "AUD", Sign), ("AU $", "AUD", Sign), ("AUD$", "AUD", Sign), ("C$", "CAD", Sign),
    ("CA$", "CAD", Sign), ("CAD$", "CAD", Sign), ("CDN$", "CAD", Sign), ("NZ$", "NZD", Sign), ("NZD$", "NZD", Sign),
    ("HK$", "HKD", Sign), ("S$", "SGD", Sign), ("NT$", "TWD", Sign), ("R$", "BRL", Sign), ("MX$", "MXN", Sign),
    ("J$", "JMD", Sign), ("MOP$", "MOP", Sign), ("TT$", "TTD", Sign), ("GY$", "GYD", Sign), ("AR$", "ARS", Sign),
    ("CLP$", "CLP", Sign), ("COL$", "COP", Sign), ("RD$", "DOP", Sign), ("$U", "UYU", Short), ("$b", "BOB", Sign),
    ("B/.", "PAB", Sign), ("S/.", "PEN", Sign), ("S/", "PEN", Short), ("Bs", "BOB", Short), ("FJ$", "FJD", Sign),
    // Words and abbreviations in Latin letters.
    ("euro", "EUR", Word), ("euros", "EUR", Word), ("kr", "", Word), ("kr.", "", Word), ("kč", "CZK", Word),
    ("kčs", "CZK", Word), ("zł", "PLN", Word), ("zl", "PLN", Short), ("zlotych", "PLN", Word), ("ft", "HUF", Short),
    ("Ft", "HUF", Short), ("Ft.", "HUF", Short), ("lei", "RON", Word), ("leu", "RON", Word), ("tl", "TRY", Short),
    ("TL", "TRY", Word), ("rp", "IDR", Word), ("rs", "", Word), ("rs.", "", Word), ("Re", "INR", Short),
    ("RM", "MYR", Short), ("kn", "HRK", Short), ("Kn", "HRK", Short), ("din", "RSD", Short), ("din.", "RSD", Short),
    ("fcfa", "", Word), ("cfa", "", Word), ("Fr.", "CHF", Short), ("Fr", "", Short), ("fr.", "CHF", Short),
    ("sfr", "CHF", Word), ("sfr.", "CHF", Word), ("franc", "", Word), ("francs", "", Word), ("yen", "JPY", Word),
    ("KD", "KWD", Short), ("BD", "BHD", Short), ("SR", "SAR", Short), ("QR", "QAR", Short), ("DH", "", Short),
    ("Dh", "", Short), ("dhs", "", Word), ("LE", "EGP", Short), ("DT", "TND", Short), ("DA", "DZD", Short),
    ("ksh", "KES", Word), ("TSh", "TZS", Short), ("USh", "UGX", Short), ("UM", "MRU", Short), ("VT", "VUV", Short),
    ("ZK", "ZMW", Short), ("FG", "GNF", Short), ("GFr", "GNF", Short), ("FBu", "BIF", Short), ("Fbu", "BIF", Short),
    ("Fdj", "DJF", Short), ("Nfk", "ERN", Short), ("Nu.", "BTN", Short), ("Nu", "BTN", Short), ("Br", "", Short),
    ("Br.", "", Short), ("Ks", "MMK", Short), ("K", "", Short), ("L", "", Short), ("E", "SZL", Short),
    ("D", "GMD", Short), ("R", "ZAR", Short), ("Q", "GTQ", Short), ("q", "GTQ", Short), ("RF", "RWF", Short),
    ("stg", "GBP", Short), ("nis", "ILS", Short), ("kwz", "AOA", Short), ("so'm", "UZS", Word), ("Sʻ", "UZS", Short),
    ("vnđ", "VND", Word), ("đ", "VND", Short), ("GBp", "", Short), ("ntd", "TWD", Word), ("rmb", "CNY", Word),
    ("CND", "", Short),
    // Cyrillic.
    ("руб", "RUB", Stem), ("руб.", "RUB", Stem), ("р.", "", Short), ("р", "", Short), ("Р", "", Short),
    ("грн", "UAH", Word), ("грн.", "UAH", Word), ("лв", "BGN", Word), ("лв.", "BGN", Word), ("тг", "KZT", Word),
    ("тг.", "KZT", Word), ("тенге", "KZT", Word), ("ден", "MKD", Word), ("дин", "RSD", Word), ("дин.", "RSD", Word),
    ("км", "BAM", Short), ("сум", "UZS", Word), ("сом", "KGS", Word),
    // Arabic and Hebrew.
    ("ر.س", "SAR", Sign), ("ريال", "", Word), ("ریال", "IRR", Word), ("تومان", "", Word), ("جنيه", "EGP", Word),
    ("ج.م", "EGP", Sign), ("درهم", "", Word), ("د.إ", "AED", Sign), ("د.ك", "KWD", Sign),
    ("دينار كويتي", "KWD", Word), ("دينار", "", Word), ("ر.ق", "QAR", Sign), ("ر.ع", "OMR", Sign),
    ("د.ب", "BHD", Sign), ("د.أ", "JOD", Sign), ("د.ج", "DZD", Sign), ("دج", "DZD", Word), ("ل.س", "SYP", Sign),
    ("ل.د", "LYD", Sign), ("د.ل", "LYD", Sign), ("ل.ل", "LBP", Sign), ("ع.د", "IQD", Sign), ("د.ع", "IQD", Sign),
    ("ج.س.", "SDG", Sign), ("د.ت", "TND", Sign), ("ش.ص", "", Sign), ("ש״ח", "ILS", Sign), ("ש\"ח", "ILS", Sign),
    ("ש'ח", "ILS", Sign),
];

/// ISO 4217 codes in use, and some that old price lists still carry.
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP \
    BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF \
    GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD \
    LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR \
    PLN PYG QAR RON RSD RUB RUR RWF SAR SBD SCR SDG SEK SGD SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD \
    TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL DEM FRF ITL ESP PTE LTL LVL EEK";

/// Codes that are English words: believed only beside a number.
const WORDY_CODES: &str = "ALL TRY TOP CUP GEL PEN MOP SOS MAD COP BAM";

/// A currency sign found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// Byte range in the text.
    pub start: usize,
    /// End of the byte range.
    pub end: usize,
    /// ISO code, or empty where the sign stands for several.
    pub iso: &'static str,
    /// Believed without a number beside it.
    pub safe: bool,
}

static BY_FIRST: LazyLock<HashMap<char, Vec<Entry>>> = LazyLock::new(|| {
    let mut map: HashMap<char, Vec<Entry>> = HashMap::new();
    for entry in ENTRIES {
        if let Some(first) = entry.0.chars().next() {
            map.entry(fold(first)).or_default().push(*entry);
        }
    }
    for list in map.values_mut() {
        list.sort_by_key(|entry| std::cmp::Reverse(entry.0.len()));
    }
    map
});

fn fold(character: char) -> char {
    character.to_lowercase().next().unwrap_or(character)
}

/// The code as a static text when `text` is one in any case.
fn known_code(text: &str) -> Option<&'static str> {
    if text.len() != 3 || !text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    CODES.split_ascii_whitespace().find(|code| code.eq_ignore_ascii_case(text))
}

/// Every currency sign of the text, in order, the longest at each place.
pub(super) fn find_all(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut before: Option<char> = None;
    while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        match longest_at(rest, before) {
            Some((len, iso, safe)) => {
                found.push(Found { start: at, end: at + len, iso, safe });
                before = rest.get(..len).and_then(|sign| sign.chars().next_back());
                at += len;
            }
            None => {
                before = Some(character);
                at += character.len_utf8();
            }
        }
    }
    found
}

fn longest_at(rest: &str, before: Option<char>) -> Option<(usize, &'static str, bool)> {
    let first = rest.chars().next()?;
    let after_letter = before.is_some_and(char::is_alphabetic);
    let mut best = None;
    for &(sign, iso, class) in BY_FIRST.get(&fold(first)).map(Vec::as_slice).unwrap_or_default() {
        let starts_with_letter = sign.starts_with(char::is_alphabetic);
        let Some(len) = matched_len(rest, sign, matches!(class, Word | Stem)) else { continue };
        let next_is_letter = rest.get(len..).is_some_and(|tail| tail.starts_with(char::is_alphabetic));
        let ends_with_letter = sign.ends_with(char::is_alphabetic);
        let fits = match class {
            Sign => !(starts_with_letter && sign.is_ascii() && after_letter),
            Stem => !after_letter,
            Word | Short => !(after_letter && starts_with_letter || ends_with_letter && next_is_letter),
        };
        if fits {
            best = Some((len, iso, class != Short));
            break;
        }
    }
    if let Some(code) = rest.get(..3).and_then(known_code)
        && !after_letter
        && !rest.get(3..).is_some_and(|tail| tail.starts_with(char::is_alphabetic))
        && best.is_none_or(|(len, _, safe)| len < 3 || len == 3 && !safe)
        && rest.get(..3) != Some("GBp")
    {
        let exact = rest.starts_with(code) && !WORDY_CODES.contains(code);
        return Some((3, code, exact));
    }
    best
}

fn matched_len(rest: &str, sign: &str, any_case: bool) -> Option<usize> {
    if rest.starts_with(sign) {
        return Some(sign.len());
    }
    if !any_case {
        return None;
    }
    let mut text = rest.chars();
    let mut len = 0;
    for wanted in sign.chars() {
        let got = text.next()?;
        if fold(got) != wanted {
            return None;
        }
        len += got.len_utf8();
    }
    Some(len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(text: &str) -> Vec<&str> {
        find_all(text).iter().map(|found| &text[found.start..found.end]).collect()
    }

    #[test]
    fn the_longest_sign_wins() {
        assert_eq!(signs("US$:12.99"), ["US$"]);
        assert_eq!(signs("5 LEI"), ["LEI"]);
        assert_eq!(signs("1128240 рублей"), ["руб"]);
        assert_eq!(signs("SGD$4.90"), ["SGD", "$"]);
        assert_eq!(signs("Kroner"), [] as [&str; 0]);
    }
}
