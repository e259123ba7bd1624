//! Text → exact amount and currency, for every convention that shops use.
//!
//! [`parse`] reads what people read (`1.299,00 €`, `35€99`, `from $9`); [`parse_machine`] reads fields meant
//! for programs (JSON-LD `price`, `content=`, `g:price`), where a point is a decimal point. The method
//! follows Zyte's price-parser in spirit: find numbers and signs, take the number beside the sign, and let
//! the count of digits after the last separator say what the separator is.

mod hints;
mod number;
mod symbols;

use rust_decimal::Decimal;

pub use self::hints::PriceHints;
use self::number::{Number, Triple};
use self::symbols::Found;
use crate::model::{Currency, Price};

/// A price read from a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedPrice {
    /// Amount, and currency where the text or the hints tell it.
    pub price: Price,
    /// The currency sign as the text (or the text beside it) writes it.
    pub symbol: Option<String>,
    /// The text that was read, shortened to [`RAW_CHARS`].
    pub raw: String,
    /// The amount is per kilogramme, metre, month…: not what the thing costs.
    pub per_unit: bool,
}

/// The most characters of a text that are looked at and kept.
pub const RAW_CHARS: usize = 240;

/// Words that say “nothing to pay”, for texts without a number.
const FREE: [&str; 9] =
    ["free", "gratis", "gratuit", "kostenlos", "gratuito", "бесплатно", "zdarma", "za darmo", "無料"];

/// Words before a number that make it an instalment or a saving rather than a price.
const NOT_A_PRICE_BEFORE: [&str; 8] =
    ["save", "you save", "x de", "spare", "économisez", "sparen", "ahorra", "risparmi"];

/// Measures: a bare number before one is a size.
const MEASURES: [&str; 24] = [
    "cm", "mm", "kg", "g", "gr", "ml", "cl", "l", "gb", "tb", "mb", "w", "v", "hz", "inch", "zoll", "st", "pcs", "x",
    "ah", "mah", "m", "pack", "stk",
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads a text written for people: the number beside a currency sign, else the first number that is
/// neither a percentage, a size, a date nor an instalment. Of a range the lower end is taken.
pub fn parse(text: &str, hints: &PriceHints<'_>) -> Option<ParsedPrice> {
    let raw = shorten(text);
    let text = number::normalise(&raw);
    let signs = symbols::find_all(&text);
    let numbers = number::find_all(&text);
    let Some((chosen, sign)) = choose(&text, &numbers, &signs) else {
        return free_of_charge(&text, numbers.is_empty(), raw, hints);
    };
    let beside = hints.beside.map(|beside| number::normalise(&shorten(beside)));
    let hinted = beside.as_deref().and_then(safe_sign);
    let anywhere = sign.or_else(|| signs.iter().copied().find(|sign| sign.safe));
    let (symbol, iso) = match (anywhere, hinted) {
        (Some(sign), _) => (text.get(sign.start..sign.end), sign.iso),
        (None, Some((symbol, iso))) => (Some(symbol), iso),
        (None, None) => (None, ""),
    };
    let currency = currency_of(symbol, iso, hints);
    let (amount, end) = read_amount(&text, &chosen, sign, currency)?;
    let price = Price::new(amount, currency).ok()?;
    let per_unit = is_per_unit(text.get(end..).unwrap_or_default());
    Some(ParsedPrice { price, symbol: symbol.map(str::to_owned), raw, per_unit })
}

/// Reads a field meant for programs. A point is a decimal point, unless the digits stand in groups of three
/// and `currency` (or the field's own) has no minor unit. Negative amounts are no prices.
pub fn parse_machine(text: &str, currency: Option<Currency>) -> Option<ParsedPrice> {
    let raw = shorten(text);
    let text = number::normalise(raw.trim());
    if let Some(amount) = program_number(&text) {
        let price = Price::new(amount?, currency).ok()?;
        return Some(ParsedPrice { price, symbol: None, raw, per_unit: false });
    }
    let signs = symbols::find_all(&text);
    let numbers = number::find_all(&text);
    let [only] = numbers.as_slice() else {
        return parse(&raw, &PriceHints { currency, ..PriceHints::default() });
    };
    if touches_minus(&text, only.start) {
        return None;
    }
    let sign = signs.iter().find(|sign| sign.start >= only.end || sign.end <= only.start);
    let symbol = sign.and_then(|sign| text.get(sign.start..sign.end));
    let hints = PriceHints { currency, ..PriceHints::default() };
    let currency = currency_of(symbol, sign.map_or("", |sign| sign.iso), &hints);
    let digits = text.get(only.start..only.end)?;
    let without_minor = currency.is_some_and(|currency| currency.minor_digits() == 0 || currency.code() == "COP");
    let triple = if without_minor { Triple::Thousands } else { Triple::PointIsDecimal };
    let price = Price::new(number::amount(digits, triple)?, currency).ok()?;
    Some(ParsedPrice { price, symbol: symbol.map(str::to_owned), raw, per_unit: false })
}

/// A number as only programs write it: `1e5`, `1.5E-3`, `0x10`. Its letter is no currency and its digits are no
/// price by themselves: `None` for other texts, `Some(None)` where the amount is none that a price can have.
fn program_number(text: &str) -> Option<Option<Decimal>> {
    let plain = text.trim();
    let (mantissa, exponent) = plain.split_once(['e', 'E']).or_else(|| plain.split_once(['x', 'X']))?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if mantissa == "0" && plain.contains(['x', 'X']) {
        return exponent.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(None);
    }
    let whole = mantissa.split_once('.').map_or_else(|| digits(mantissa), |(a, b)| digits(a) && digits(b));
    let signless = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    (whole && digits(signless) && !plain.contains(['x', 'X'])).then(|| Decimal::from_scientific(plain).ok())
}

/// Reads a currency field: a code in any case, or a sign. `RUR` is today's `RUB`.
pub fn parse_currency(text: &str, hints: &PriceHints<'_>) -> Option<Currency> {
    let text = number::normalise(&shorten(text));
    let (symbol, iso) = safe_sign(text.trim())?;
    currency_of(Some(symbol), iso, hints)
}

/// The currency sign of a text that may hold no number at all.
pub fn find_symbol(text: &str) -> Option<String> {
    let text = number::normalise(&shorten(text));
    safe_sign(&text).map(|(symbol, _)| symbol.to_owned())
}

fn shorten(text: &str) -> String {
    text.chars().take(RAW_CHARS).collect()
}

/// The first sign that may be believed without a number beside it, or one that is the whole text.
fn safe_sign(text: &str) -> Option<(&str, &'static str)> {
    let whole = text.trim().len();
    let found = symbols::find_all(text);
    let sign = found.iter().find(|sign| sign.safe || sign.end - sign.start == whole)?;
    Some((text.get(sign.start..sign.end)?, sign.iso))
}

fn currency_of(symbol: Option<&str>, iso: &str, hints: &PriceHints<'_>) -> Option<Currency> {
    match (symbol, iso) {
        (None, _) => hints.currency,
        (Some(_), "RUR") => "RUB".parse().ok(),
        (Some(symbol), "") => hints::resolve(symbol, hints),
        (Some(_), iso) => iso.parse().ok(),
    }
}

/// The number that is the price, and the sign beside it.
fn choose(text: &str, numbers: &[Number], signs: &[Found]) -> Option<(Number, Option<Found>)> {
    // Several signs and numbers: whether signs lead or follow is read off the first pair.
    let leads = match (signs.first(), numbers.first()) {
        (Some(sign), Some(number)) => sign.start < number.start,
        _ => true,
    };
    let mut ranked: Vec<(i32, usize, Option<Found>)> = Vec::new();
    for (index, number) in numbers.iter().enumerate() {
        let Some(penalty) = penalty(text, number) else { continue };
        let sign = beside(text, number, signs, leads);
        ranked.push((penalty + if sign.is_some() { 0 } else { 4 }, index, sign));
    }
    let (score, index, sign) = ranked.iter().min_by_key(|(score, index, _)| (*score, *index)).copied()?;
    let number = numbers.get(index)?;
    if sign.is_none() && !bare_number_is_price(text, number, score) {
        return None;
    }
    // “26 to 50 €”: the sign stands beside the upper end, the price begins at the lower one.
    if let Some(lower) = index.checked_sub(1).and_then(|before| numbers.get(before))
        && sign.is_some_and(|sign| sign.start >= number.end)
        && penalty(text, lower) == Some(0)
        && joins_range(text.get(lower.end..number.start).unwrap_or_default())
    {
        return Some((lower.clone(), sign));
    }
    Some((number.clone(), sign))
}

/// How unlikely a number is to be the price; `None` when it cannot be one.
fn penalty(text: &str, number: &Number) -> Option<i32> {
    let after = text.get(number.end..).unwrap_or_default();
    let before = text.get(..number.start).unwrap_or_default();
    if after.trim_start().starts_with('%') || touches_minus(text, number.start) {
        return None;
    }
    if after.starts_with('+') {
        return None;
    }
    let after_word: String =
        after.trim_start().chars().take_while(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
    let mut penalty = 0;
    if MEASURES.contains(&after_word.as_str()) && !(after_word == "l" && after.starts_with(' ')) {
        penalty += 3;
    }
    if is_per_unit(skip_sign(after)) {
        penalty += 2;
    }
    let before = before.to_lowercase();
    let before = before.trim_end_matches(|c: char| !c.is_alphabetic() || matches!(c, 'r'));
    if NOT_A_PRICE_BEFORE.iter().any(|word| before.ends_with(word)) {
        penalty += 3;
    }
    Some(penalty)
}

/// A minus that belongs to the number: `-5 €`, `(-5`, but not the dash of a range or of `Preis:-5`.
fn touches_minus(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let before = before.trim_end_matches(['$', '€', '£', '¥']);
    before.strip_suffix(['-', '−', '–']).is_some_and(|rest| {
        rest.is_empty()
            || rest.ends_with('(')
            || rest.ends_with(' ') && !rest.trim_end().ends_with(|c: char| c.is_ascii_digit() || "€$£".contains(c))
    })
}

fn skip_sign(after: &str) -> &str {
    after.trim_start_matches(|c: char| !matches!(c, '/' | 'p' | 'j' | 'a') && !c.is_ascii_digit()).trim_start()
}

/// What follows a price per kilogramme, per month and so on.
pub(super) fn is_per_unit(after: &str) -> bool {
    let after = after.trim_start_matches(|c: char| c == ' ' || c == '*' || (!c.is_alphanumeric() && c != '/'));
    let after = after.to_lowercase();
    let units = [
        "kg", "100", "l", "liter", "litre", "m²", "m2", "sqft", "month", "mo", "monat", "mois", "kilo", "ml", "week",
        "mes", "lb", "oz", "unit",
    ];
    ["/ ", "/", "per ", "pro ", "je ", "par "].iter().any(|lead| {
        after.strip_prefix(lead).is_some_and(|rest| {
            let rest = rest.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit() && !after.contains("100"));
            units.iter().any(|unit| {
                rest.strip_prefix(unit)
                    .is_some_and(|tail| *unit == "kilo" || *unit == "100" || !tail.starts_with(char::is_alphabetic))
            })
        })
    })
}

fn joins_range(between: &str) -> bool {
    matches!(
        between.trim().to_lowercase().as_str(),
        "-" | "–" | "—" | "~" | "to" | "bis" | "à" | "a" | "до" | "do" | "till" | "…" | "..."
    )
}

/// Whether a number without any sign beside it is a price: not part of a sentence, a date or a month.
fn bare_number_is_price(text: &str, number: &Number, score: i32) -> bool {
    let digits = text.get(number.start..number.end).unwrap_or_default();
    let lower = text.to_lowercase();
    let has_decimals = digits.contains(['.', ',']);
    let others = text.get(number.end..).unwrap_or_default();
    if others.starts_with('-') && others.get(1..2).is_some_and(|next| next.bytes().all(|byte| byte.is_ascii_digit())) {
        return false;
    }
    if !has_decimals && (MONTHS.iter().any(|month| lower.contains(month)) || lower.contains(':') && lower.contains('('))
    {
        return false;
    }
    let words = text.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1).count();
    has_decimals || words <= 2 && score < 7
}

/// The nearest sign beside a number: only blanks and light punctuation between, or another sign.
fn beside(text: &str, number: &Number, signs: &[Found], leads: bool) -> Option<Found> {
    let light =
        |gap: &str| gap.chars().count() <= 6 && gap.chars().all(|c| c.is_whitespace() || ":.,-–—*='\"()".contains(c));
    let mut before: Vec<Found> = Vec::new();
    let mut edge = number.start;
    for sign in signs.iter().rev().filter(|sign| sign.end <= number.start) {
        if !text.get(sign.end..edge).is_some_and(light) {
            break;
        }
        before.push(*sign);
        edge = sign.start;
    }
    let mut after: Vec<Found> = Vec::new();
    let mut edge = number.end;
    for sign in signs.iter().filter(|sign| sign.start >= number.end) {
        if !text.get(edge..sign.start).is_some_and(light) {
            break;
        }
        after.push(*sign);
        edge = sign.end;
    }
    let best = |list: &[Found]| list.iter().find(|sign| !sign.iso.is_empty()).or_else(|| list.first()).copied();
    // The sign of a neighbouring number is not this one's.
    let before = best(&before).filter(|sign| leads || !follows_number(text, sign));
    let after = best(&after).filter(|sign| !leads || !precedes_number(text, sign));
    match (before, after) {
        (Some(before), Some(after)) if before.iso.is_empty() && !after.iso.is_empty() => Some(after),
        (Some(before), Some(after)) if !leads => {
            Some(if before.iso.is_empty() || !after.iso.is_empty() { after } else { before })
        }
        (Some(before), _) => Some(before),
        (None, after) => after,
    }
}

fn follows_number(text: &str, sign: &Found) -> bool {
    text.get(..sign.start).unwrap_or_default().trim_end().ends_with(|c: char| c.is_ascii_digit())
}

fn precedes_number(text: &str, sign: &Found) -> bool {
    text.get(sign.end..).unwrap_or_default().trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// The amount and the place in the text where it ends.
fn read_amount(
    text: &str,
    number: &Number,
    sign: Option<Found>,
    currency: Option<Currency>,
) -> Option<(Decimal, usize)> {
    let digits = text.get(number.start..number.end)?;
    let three_digits = currency.is_some_and(|currency| currency.minor_digits() == 3);
    let triple = if three_digits { Triple::PointIsDecimal } else { Triple::Thousands };
    let amount = number::amount(digits, triple)?;
    // “35€99” and “35 € 99”: the sign stands where the decimal point would.
    if let Some(sign) = sign.filter(|sign| sign.start >= number.end && sign.end - sign.start <= 3)
        && amount.is_integer()
        && text.get(number.end..sign.start).is_some_and(|gap| gap.trim().is_empty())
    {
        let tail = text.get(sign.end..).unwrap_or_default();
        let spaced = tail.starts_with(' ');
        let cents: String = tail.trim_start().chars().take_while(char::is_ascii_digit).collect();
        let after = tail.trim_start().get(cents.len()..).unwrap_or_default();
        let ends = !after
            .trim_start()
            .starts_with(|c: char| matches!(c, '.' | ',' | '%' | '€' | '$' | '£') || c.is_ascii_digit());
        if ends && (cents.len() == 2 || !spaced && (1..=3).contains(&cents.len())) {
            let with_cents = Decimal::from_str_exact(&format!("{}.{cents}", amount.trunc())).ok()?;
            return Some((with_cents, text.len() - after.len()));
        }
    }
    Some((amount, sign.map_or(number.end, |sign| sign.end.max(number.end))))
}

fn free_of_charge(text: &str, no_numbers: bool, raw: String, hints: &PriceHints<'_>) -> Option<ParsedPrice> {
    let word = text.trim().trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    if !no_numbers || !FREE.contains(&word.as_str()) {
        return None;
    }
    let price = Price::new(Decimal::ZERO, hints.currency).ok()?;
    Some(ParsedPrice { price, symbol: None, raw, per_unit: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_programs_are_never_cut_at_their_letter() {
        let eur: Option<Currency> = "EUR".parse().ok();
        let amount = |text: &str| parse_machine(text, eur).map(|parsed| parsed.price.to_string());
        assert_eq!(amount("1.5e3").as_deref(), Some("1500 EUR"));
        assert_eq!(amount("1E2").as_deref(), Some("100 EUR"));
        for wrong in ["1e308", "1e20", "0x10", "1.2345678901234568e29"] {
            assert_eq!(amount(wrong), None, "{wrong}");
        }
    }

    fn read(text: &str) -> String {
        parse(text, &PriceHints::default()).map_or_else(|| "–".to_owned(), |parsed| parsed.price.to_string())
    }

    #[test]
    fn every_convention() {
        let cases = [
            ("1.144.000", "1144000"),
            ("50DKK", "50 DKK"),
            ("1 299,00 €", "1299.00 EUR"),
            ("1\u{a0}299,00\u{202f}€", "1299.00 EUR"),
            ("₹1,25,000", "125000 INR"),
            ("CHF 1'250.–", "1250 CHF"),
            ("35€99", "35.99 EUR"),
            ("35 € 99", "35.99 EUR"),
            ("From 26 to 50 €", "26 EUR"),
            ("£6.95 – £9.95", "6.95 GBP"),
            ("ab 19,90 €", "19.90 EUR"),
            ("٤٩٫٩٠ ر.س", "49.90 SAR"),
            ("۱۵۷٬۰۰۰ تومان", "157000"),
            ("423.923 KD", "423.923 KWD"),
            ("AED 8000 (USD 2179)", "8000 AED"),
            ("$1,190.00 AUD", "1190.00 AUD"),
            ("3 pieces for only 14,85 EUR", "14.85 EUR"),
            ("-20 % 12,00 €", "12.00 EUR"),
            ("2963yen", "2963 JPY"),
            ("199,-", "199"),
            ("Free!", "0"),
            ("40% OFF", "–"),
            ("July, 2004", "–"),
            ("", "–"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn unit_prices_and_instalments_stand_back() {
        assert_eq!(read("12x de R$ 44,00 ou R$ 528,00"), "528.00 BRL");
        assert_eq!(read("€ 3,20/kg € 1,60"), "1.60 EUR");
        assert!(parse("$30.56/Month", &PriceHints::default()).unwrap().per_unit);
        assert!(!parse("$426.20/EA", &PriceHints::default()).unwrap().per_unit);
    }

    #[test]
    fn machines_write_points() {
        let read = |text, code: &str| parse_machine(text, code.parse().ok()).unwrap().price.to_string();
        assert_eq!(read("49.900", "EUR"), "49.900 EUR");
        assert_eq!(read("24.990", "CLP"), "24990 CLP");
        assert_eq!(read("26,00 €", ""), "26.00 EUR");
        assert_eq!(read("15.00 USD", ""), "15.00 USD");
        assert_eq!(read("1,299.00", "USD"), "1299.00 USD");
        assert_eq!(parse_machine("-5", None), None);
        assert_eq!(parse_machine("{}", None), None);
    }

    #[test]
    fn an_ambiguous_sign_needs_a_hint() {
        let hints = PriceHints { domain: Some("com.au"), ..PriceHints::default() };
        assert_eq!(parse("$5", &hints).unwrap().price.to_string(), "5 AUD");
        assert_eq!(read("$5"), "5");
        let beside = PriceHints { beside: Some("Cena zł"), ..PriceHints::default() };
        assert_eq!(parse("5", &beside).unwrap().price.to_string(), "5 PLN");
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,60}", beside in "\\PC{0,20}") {
            let _ = parse(&text, &PriceHints { beside: Some(&beside), ..PriceHints::default() });
            let _ = parse_machine(&text, None);
            let _ = parse_currency(&text, &PriceHints::default());
        }

        #[test]
        fn price_like_texts_do_not_panic(text in "[-0-9., '$€%/+kgx()]{0,40}") {
            let _ = parse(&text, &PriceHints::default());
            let _ = parse_machine(&text, None);
        }

        #[test]
        fn plain_decimals_read_back(units in 0_u32..1_000_000, cents in 0_u32..100) {
            let text = format!("{units}.{cents:02} EUR");
            proptest::prop_assert_eq!(read(&text), text.as_str());
            let machine = parse_machine(&format!("{units}.{cents:02}"), "EUR".parse().ok()).unwrap();
            proptest::prop_assert_eq!(machine.price.to_string(), text);
        }
    }
}
