//! What the tiles of a collage cost together, and how old those prices are.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::i18n::{Lang, format, panels as say};
use crate::model::{Collage, Content, Currency, Link, Price, Timestamp};

/// Prices older than this deserve a second look.
pub const STALE_AFTER_DAYS: i64 = 14;

/// The sum over the visible tiles. A product counts once, however many tiles show it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// Visible tiles.
    pub tiles: usize,
    /// What the products cost, by currency; `None` where the shop named none.
    pub by_currency: BTreeMap<Option<Currency>, Decimal>,
    /// Things that can be bought and whose price is not known.
    pub without_price: u64,
    /// When the oldest of the prices was seen.
    pub oldest_seen_at: Option<Timestamp>,
}

impl Totals {
    /// Adds up a collage.
    pub fn of(collage: &Collage) -> Self {
        let mut totals = Self::default();
        let mut counted = BTreeSet::new();
        for tile in collage.tiles.values().filter(|tile| !tile.hidden) {
            totals.tiles += 1;
            match &tile.link {
                Link::Product(key) if !counted.insert(*key) => {}
                Link::Product(key) => {
                    let product = collage.products.get(key);
                    match product.and_then(|product| Some((product.price?, product.price_seen_at))) {
                        Some((price, seen_at)) => totals.add(price, seen_at),
                        None => totals.without_price += 1,
                    }
                }
                Link::Url(_) => totals.without_price += 1,
                // Words and forms are decoration until they lead somewhere.
                Link::None if matches!(tile.content, Content::Picture(_)) => totals.without_price += 1,
                Link::None => {}
            }
        }
        totals
    }

    fn add(&mut self, price: Price, seen_at: Option<Timestamp>) {
        let sum = self.by_currency.entry(price.currency).or_default();
        *sum = sum.saturating_add(price.amount);
        self.oldest_seen_at = match (self.oldest_seen_at, seen_at) {
            (Some(oldest), Some(seen)) => Some(oldest.min(seen)),
            (oldest, seen) => oldest.or(seen),
        };
    }

    /// What was spent of a budget in `currency`.
    pub fn spent(&self, currency: Option<Currency>) -> Decimal {
        self.by_currency.get(&currency).copied().unwrap_or_default()
    }
}

/// An amount as people write it, with the digits of its currency.
pub fn amount_text(lang: Lang, amount: Decimal, currency: Option<Currency>) -> String {
    let digits = currency.map_or_else(|| amount.scale().min(2), Currency::minor_digits) as usize;
    let rounded = amount.round_dp(digits as u32);
    format::price(lang, &format!("{rounded:.digits$}"), currency.as_ref().map(Currency::code))
}

/// A price as people write it.
pub fn price_text(lang: Lang, price: &Price) -> String {
    amount_text(lang, price.amount, price.currency)
}

/// How long ago something was seen, as a half sentence: “today”, “3 days ago”.
pub fn age_text(lang: Lang, seen_at: Timestamp, now: Timestamp) -> String {
    match now.days_since(seen_at) {
        ..=0 => say::today(lang),
        1 => say::yesterday(lang),
        days => say::days_ago(lang, days),
    }
}

/// Whether a price is so old that it may be wrong.
pub fn is_stale(seen_at: Timestamp, now: Timestamp) -> bool {
    now.days_since(seen_at) > STALE_AFTER_DAYS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        CollageId, Frame, ImageHash, Picture, Point, ProductKey, ProductSnapshot, Size, Tile, TileId, UnitRect,
    };

    fn eur() -> Option<Currency> {
        "EUR".parse().ok()
    }

    fn collage(links: Vec<Link>) -> Collage {
        let mut collage = Collage::new(CollageId::from_raw(1), "Test", Collage::DEFAULT_SIZE, Timestamp(0));
        for (place, link) in links.into_iter().enumerate() {
            let picture = Picture { image: ImageHash([1; 32]), size_px: (10, 10), crop: UnitRect::FULL };
            let frame = Frame::upright(Point::default(), Size::new(10.0, 10.0));
            let tile = Tile { link, ..Tile::new(frame, Content::Picture(picture)) };
            collage.tiles.insert(TileId::from_raw(place as u32), tile);
        }
        collage
    }

    fn product(amount: Option<&str>, currency: Option<Currency>, seen: i64) -> ProductSnapshot {
        ProductSnapshot {
            price: amount.map(|amount| Price::parse(amount, currency).unwrap()),
            price_seen_at: Some(Timestamp(seen)),
            ..ProductSnapshot::default()
        }
    }

    #[test]
    fn a_product_counts_once_and_currencies_stay_apart() {
        let key = ProductKey::from_raw;
        let mut collage = collage(vec![
            Link::Product(key(1)),
            Link::Product(key(1)),
            Link::Product(key(2)),
            Link::Product(key(3)),
            Link::Product(key(4)),
            Link::None,
        ]);
        collage.products.insert(key(1), product(Some("19.90"), eur(), 500));
        collage.products.insert(key(2), product(Some("0.10"), eur(), 300));
        collage.products.insert(key(3), product(Some("7"), None, 900));
        collage.products.insert(key(4), product(None, None, 1));
        let totals = Totals::of(&collage);
        assert_eq!(totals.tiles, 6);
        assert_eq!(totals.spent(eur()), Decimal::new(2000, 2));
        assert_eq!(totals.spent(None), Decimal::from(7));
        assert_eq!(totals.without_price, 2, "one product without a price, one picture without a product");
        assert_eq!(totals.oldest_seen_at, Some(Timestamp(300)), "of the prices that count");
    }

    #[test]
    fn what_is_hidden_is_not_bought() {
        let key = ProductKey::from_raw(1);
        let mut collage = collage(vec![Link::Product(key), Link::None]);
        collage.products.insert(key, product(Some("5"), eur(), 0));
        collage.tiles.values_mut().for_each(|tile| tile.hidden = true);
        assert_eq!(Totals::of(&collage), Totals::default());
    }

    #[test]
    fn amounts_have_the_digits_of_their_currency() {
        assert_eq!(amount_text(Lang::En, Decimal::new(3444, 1), eur()), "€344.40");
        assert_eq!(amount_text(Lang::En, Decimal::from(1200), "JPY".parse().ok()), "¥1,200");
        assert_eq!(amount_text(Lang::Fr, Decimal::from(12), None), "12");
    }

    #[test]
    fn ages_are_counted_in_days() {
        let day = 86_400_000;
        let age = |days: i64| age_text(Lang::En, Timestamp(0), Timestamp(days * day + 5));
        assert_eq!((age(0), age(1), age(3)), ("today".into(), "yesterday".into(), "3 days ago".into()));
        assert_eq!(age_text(Lang::Fr, Timestamp(9), Timestamp(0)), "aujourd’hui", "a clock set back");
        assert!(!is_stale(Timestamp(0), Timestamp(14 * day)) && is_stale(Timestamp(0), Timestamp(15 * day)));
    }
}
