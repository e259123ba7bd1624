//! What can be asked of the catalogue.

use rust_decimal::Decimal;

use crate::model::Currency;

/// The order of answers. Finds that lack the value come last; ties fall back to the newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sort {
    /// By the day a find came, newest first.
    #[default]
    Newest,
    /// Cheapest first; currencies apart, in the order of their codes.
    PriceUp,
    /// Dearest first; currencies apart, in the order of their codes.
    PriceDown,
    /// By title, without case and accents.
    Title,
    /// By shop, then title.
    Shop,
}

impl Sort {
    /// How many orders there are.
    pub(super) const COUNT: usize = 5;
}

/// Which finds are wanted; every condition must hold. The default wants all.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Query {
    /// Words, each the beginning of a word of the find.
    pub words: String,
    /// Not cheaper than this. A find without a price passes no price condition.
    pub price_min: Option<Decimal>,
    /// Not dearer than this.
    pub price_max: Option<Decimal>,
    /// The currency of the price; with a minimum or maximum and no currency, amounts count whatever theirs.
    pub currency: Option<Currency>,
    /// The shop as [`crate::model::ProductSnapshot::shop`] gives it.
    pub shop: Option<String>,
    /// A category path, or the beginning of one: `Women` finds `Women > Dresses`.
    pub category: Option<String>,
    /// A word of the find's colour, as with `words`.
    pub colour: Option<String>,
    /// In which order.
    pub sort: Sort,
}
