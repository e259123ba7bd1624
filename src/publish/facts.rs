//! What a page, a sheet and a manifest say of prices and dates, in words.

use crate::i18n::{Lang, format};
use crate::model::{Price, Timestamp};

/// A price as people of the language write it, with all digits of its currency.
pub fn price_text(lang: Lang, price: &Price) -> String {
    let mut amount = price.amount;
    if let Some(currency) = price.currency {
        amount.rescale(currency.minor_digits());
    }
    format::price(lang, &amount.to_string(), price.currency.as_ref().map(crate::model::Currency::code))
}

/// A day as people of the language write it.
pub fn date_text(lang: Lang, time: Timestamp) -> String {
    let (year, month, day) = time.date();
    format::date(lang, year, month, day)
}

/// A length in bytes as people read it: `340 kB`, `2.4 MB`.
pub fn size_text(lang: Lang, bytes: u64) -> String {
    let (unit_kilo, unit_mega) = match lang {
        Lang::En => ("kB", "MB"),
        Lang::Fr => ("ko", "Mo"),
    };
    if bytes < 1_000_000 {
        format!("{}\u{a0}{unit_kilo}", format::number(lang, &bytes.div_ceil(1000).to_string()))
    } else {
        let tenths = (bytes + 50_000) / 100_000;
        format!("{}\u{a0}{unit_mega}", format::number(lang, &format!("{}.{}", tenths / 10, tenths % 10)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_show_all_digits_of_their_currency() {
        let price = |amount: &str, code: &str| Price::parse(amount, code.parse().ok()).unwrap();
        assert_eq!(price_text(Lang::En, &price("12", "EUR")), "€12.00");
        assert_eq!(price_text(Lang::Fr, &price("1200.4", "JPY")), "1\u{202f}200\u{a0}¥");
        assert_eq!(price_text(Lang::En, &Price::parse("12.5", None).unwrap()), "12.5");
    }

    #[test]
    fn sizes_are_rounded() {
        assert_eq!(size_text(Lang::En, 1), "1\u{a0}kB");
        assert_eq!(size_text(Lang::Fr, 2_449_999), "2,4\u{a0}Mo");
    }
}
