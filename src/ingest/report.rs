//! What can go wrong while reading products, and what is said about the parts that were skipped.

use std::fmt;

use serde::{Serialize, Serializer};

/// Why nothing at all could be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IngestError {
    /// Past a byte limit.
    #[error("the {what} is {bytes} bytes long; up to {limit_bytes} are read: save a smaller part of it and try again")]
    TooLarge {
        /// What was being read: `page`, `feed`, `fragment`.
        what: &'static str,
        /// Its length, as far as it was measured.
        bytes: u64,
        /// The most that is read.
        limit_bytes: u64,
    },
    /// No bytes, or only white space.
    #[error("the {what} is empty: check the address or the file")]
    Empty {
        /// What was being read.
        what: &'static str,
    },
    /// Nothing about the bytes says what they are.
    #[error("this is no {what} that can be read: {hint}")]
    Unrecognised {
        /// What was expected.
        what: &'static str,
        /// What to do next.
        hint: Hint,
    },
    /// Broken past repair (a truncated archive, an XML file without one whole record).
    #[error("the {what} cannot be read: {reason}")]
    Unreadable {
        /// What was being read.
        what: &'static str,
        /// What is wrong with it, and where.
        reason: String,
    },
}

/// What to do with a file that is not what was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// Nothing is in it.
    NoRecord,
    /// An XML file that is no list.
    NothingRepeats,
    /// A table without a column of names.
    NoNames,
    /// No table.
    NoColumns,
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoRecord => "it holds no record: check that the whole file was saved",
            Self::NothingRepeats => {
                "no element in it repeats like the products of a feed: a product page is imported as a page"
            }
            Self::NoNames => "no column looks like the names of products: choose the columns by hand",
            Self::NoColumns => "it has no columns to choose: import it as it is",
        })
    }
}

/// Something that was skipped, repaired or assumed while the rest was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// 1-based line of the source, where lines mean something.
    pub line: Option<u64>,
    /// What it was.
    pub kind: WarningKind,
}

/// The kinds of [`Warning`]. Each displays as a plain sentence without a full stop.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WarningKind {
    /// A block of structured data in a page could not be parsed, even after repair.
    #[error("a block of structured data is broken and was skipped")]
    BrokenData,
    /// No price was found.
    #[error("no price was found")]
    NoPrice,
    /// An amount was found, its currency was not.
    #[error("the price carries no currency")]
    NoCurrency,
    /// Prices without a currency, in a feed whose other prices nearly all have this one, or by a person's choice.
    #[error("prices without a currency were read as {0}")]
    CurrencyAssumed(String),
    /// A GTIN that fails its check digit, is all zeros, or is meant for use inside one shop.
    #[error("“{0}” is no valid GTIN and was dropped")]
    InvalidGtin(String),
    /// A list price that is not larger than the price.
    #[error("the list price {0} is not above the price and was dropped")]
    ListPriceNotHigher(String),
    /// Two sources of one page disagree about the price; the trusted one was kept.
    #[error("the page also shows the price {other} ({source_name}); {kept} was kept")]
    PriceDisagrees {
        /// The price that was kept.
        kept: String,
        /// The other one.
        other: String,
        /// Where the other one stands.
        source_name: String,
    },
    /// Nothing says that it can be bought; a price without a word on stock usually means yes.
    #[error("the page shows a price and says nothing about stock: in stock was assumed")]
    AvailabilityAssumed,
    /// Several products, none of which the page is about.
    #[error("the page lists {0} products and is about none of them: open the product's own page")]
    ListPage(usize),
    /// The page has no product in it.
    #[error("no product was found in the page")]
    NoProduct,
    /// A field that could not be read.
    #[error("the {field} “{value}” could not be read")]
    Unreadable {
        /// Name of the field.
        field: &'static str,
        /// Its text, shortened.
        value: String,
    },
    /// A record of a feed that was left out.
    #[error("the record was skipped: {0}")]
    RecordSkipped(String),
}

impl Warning {
    /// A warning about the source as a whole.
    pub fn general(kind: WarningKind) -> Self {
        Self { line: None, kind }
    }

    /// A warning about one line (1-based).
    pub fn at(line: u64, kind: WarningKind) -> Self {
        Self { line: Some(line), kind }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.kind),
            None => write!(f, "{}", self.kind),
        }
    }
}

/// As its sentence: scripts read it, nothing reads it back.
impl Serialize for Warning {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_names_its_line() {
        assert_eq!(Warning::at(7, WarningKind::NoPrice).to_string(), "line 7: no price was found");
        let json = serde_json::to_string(&Warning::general(WarningKind::InvalidGtin("000".into()))).unwrap();
        assert_eq!(json, "\"“000” is no valid GTIN and was dropped\"");
    }
}
