//! Numbers, prices and dates as people of each language write them.

use super::Lang;

/// Thousands separators and decimal sign: `12,345.60` in English, `12 345,60` in French (narrow no-break
/// spaces). `plain` is a machine-written decimal such as `-12345.60`.
pub fn number(lang: Lang, plain: &str) -> String {
    let (sign, unsigned) = plain.strip_prefix('-').map_or(("", plain), |rest| ("−", rest));
    let (whole, fraction) = unsigned.split_once('.').map_or((unsigned, None), |(whole, part)| (whole, Some(part)));
    let (group, point) = match lang {
        Lang::En => (",", "."),
        Lang::Fr => ("\u{202f}", ","),
    };
    let digits: Vec<char> = whole.chars().collect();
    let mut out = String::from(sign);
    for (place, digit) in digits.iter().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push_str(group);
        }
        out.push(*digit);
    }
    if let Some(fraction) = fraction {
        out.push_str(point);
        out.push_str(fraction);
    }
    out
}

/// A price: `€344.00` in English, `344,00 €` in French; without a currency the bare number. `amount` is a
/// plain decimal already rounded to the currency's digits; `currency` an ISO 4217 code.
pub fn price(lang: Lang, amount: &str, currency: Option<&str>) -> String {
    let figures = number(lang, amount);
    let Some(code) = currency else { return figures };
    let symbol = match code {
        "EUR" => "€",
        "GBP" => "£",
        "USD" => "$",
        "JPY" => "¥",
        _ => "",
    };
    match (lang, symbol) {
        (Lang::En, "") => format!("{figures}\u{a0}{code}"),
        (Lang::En, symbol) => format!("{symbol}{figures}"),
        (Lang::Fr, "") => format!("{figures}\u{a0}{code}"),
        (Lang::Fr, symbol) => format!("{figures}\u{a0}{symbol}"),
    }
}

/// A civil date: `22 November 2026`, `22 novembre 2026`, `1er mai 2026`.
pub fn date(lang: Lang, year: i64, month: u32, day: u32) -> String {
    const EN: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    const FR: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    let place = (month.clamp(1, 12) - 1) as usize;
    match lang {
        Lang::En => format!("{day} {} {year}", EN[place]),
        Lang::Fr if day == 1 => format!("1er {} {year}", FR[place]),
        Lang::Fr => format!("{day} {} {year}", FR[place]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_follow_the_language() {
        assert_eq!(price(Lang::En, "1344.00", Some("EUR")), "€1,344.00");
        assert_eq!(price(Lang::Fr, "1344.00", Some("EUR")), "1\u{202f}344,00\u{a0}€");
        assert_eq!(price(Lang::Fr, "12", Some("CHF")), "12\u{a0}CHF");
        assert_eq!(price(Lang::En, "100000", None), "100,000");
    }

    #[test]
    fn dates_follow_the_language() {
        assert_eq!(date(Lang::Fr, 2026, 5, 1), "1er mai 2026");
        assert_eq!(date(Lang::En, 2026, 11, 22), "22 November 2026");
    }
}
