//! Money: an exact decimal amount and, where it is known, its currency.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An ISO 4217 code: three upper-case ASCII letters. Whether the code is in use is not checked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// A text that is no amount or no currency code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not three letters.
    #[error("“{0}” is not a currency code: use three letters such as EUR")]
    Currency(String),
    /// Not a plain decimal, negative, or past 10⁹.
    #[error("“{0}” is not a price: use a plain number between 0 and 1000000000 such as 49.90")]
    Amount(String),
}

impl Currency {
    /// The code as text.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Digits after the point in this currency's prices (ISO 4217 exponent).
    pub fn minor_digits(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF" | b"UGX"
            | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let trimmed = text.trim();
        match trimmed.as_bytes() {
            [a, b, c] if trimmed.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                Ok(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase(), c.to_ascii_uppercase()]))
            }
            _ => Err(MoneyError::Currency(text.chars().take(40).collect())),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// What something costs. `currency` is `None` where the source carries none; it is never guessed here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// In major units (euros, not cents); a string in JSON, so that no reader rounds it.
    pub amount: Decimal,
    /// ISO 4217, or unknown.
    pub currency: Option<Currency>,
}

impl Price {
    /// The largest amount that is believed to be a price.
    pub const MAX: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

    /// A price from its parts; amounts below 0 or above [`Self::MAX`] are refused.
    pub fn new(amount: Decimal, currency: Option<Currency>) -> Result<Self, MoneyError> {
        if amount.is_sign_negative() && !amount.is_zero() || amount > Self::MAX {
            return Err(MoneyError::Amount(amount.to_string()));
        }
        Ok(Self { amount, currency })
    }

    /// A price from a plain machine-written decimal such as `49.90`.
    pub fn parse(amount: &str, currency: Option<Currency>) -> Result<Self, MoneyError> {
        let wrong = || MoneyError::Amount(amount.chars().take(40).collect());
        let amount = Decimal::from_str_exact(amount.trim()).map_err(|_| wrong())?;
        Self::new(amount, currency).map_err(|_| wrong())
    }
}

impl fmt::Display for Price {
    /// The plain form for logs and scripts: `49.90 EUR`. People see `i18n`'s.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.currency {
            Some(currency) => write!(f, "{} {currency}", self.amount),
            None => write!(f, "{}", self.amount),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_stay_exact() {
        let eur = "eur".parse::<Currency>().unwrap();
        let price = Price::parse("344.00", Some(eur)).unwrap();
        assert_eq!(serde_json::to_string(&price).unwrap(), r#"{"amount":"344.00","currency":"EUR"}"#);
        assert_eq!(serde_json::from_str::<Price>(r#"{"amount":"0.10","currency":null}"#).unwrap().to_string(), "0.10");
    }

    #[test]
    fn nonsense_is_refused() {
        for wrong in ["", "-1", "1e5", "1,5", "99999999999", "NaN"] {
            assert!(Price::parse(wrong, None).is_err(), "{wrong}");
        }
        assert!("EURO".parse::<Currency>().is_err());
    }
}
