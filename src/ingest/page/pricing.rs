//! The price: which source is believed, and what the others say against it.

use rust_decimal::Decimal;

use super::assemble::{Evidence, note};
use super::candidate::{Offer, Tier};
use super::visible::{self, SeenPrice};
use super::{PageProduct, merge};
use crate::ingest::price::ParsedPrice;
use crate::ingest::report::{Warning, WarningKind};
use crate::model::Price;

/// Price and list price, always from one source and in one currency.
pub(super) fn fill(
    product: &mut PageProduct,
    evidence: &Evidence<'_>,
    seen: &[SeenPrice],
    best_seen: Option<&SeenPrice>,
    warnings: &mut Vec<Warning>,
) {
    let amount_of = |offer: &Offer| offer.price.as_ref().map(|price| price.price.amount);
    let mut witnesses: Vec<Decimal> = evidence
        .sources
        .iter()
        .filter(|(tier, _)| *tier == Tier::Meta)
        .flat_map(|(_, candidate)| &candidate.offers)
        .filter_map(amount_of)
        .collect();
    witnesses.extend(best_seen.map(|seen| seen.price.price.amount));
    let structured =
        evidence.by_variant().find_map(|(tier, candidate)| Some((*tier, merge::choose_offer(candidate, &witnesses)?)));
    let stated = || evidence.sources.iter().find_map(|(tier, candidate)| Some((*tier, candidate.stated.clone()?)));
    let (tier, price, mut list) = match (structured, best_seen) {
        (Some((tier, offer)), _) => {
            let Some(price) = offer.price else { return };
            (tier, price, offer.list_price)
        }
        (None, Some(seen_price)) => {
            let list = visible::list_price(seen, seen_price).map(|seen| seen.price.clone());
            (Tier::Visible, seen_price.price.clone(), list)
        }
        (None, None) if let Some((tier, price)) = stated() => (tier, price, None),
        (None, None) => {
            warnings.push(Warning::general(WarningKind::NoPrice));
            return;
        }
    };
    let meta = evidence
        .sources
        .iter()
        .find(|(tier, _)| *tier == Tier::Meta)
        .and_then(|(_, candidate)| candidate.offers.first()?.price.clone());
    let (tier, price, crossed) = cross_check(tier, price, seen, best_seen, &witnesses, meta);
    list = crossed.or(list);
    if list.is_none()
        && let Some(same) = seen.iter().find(|seen| {
            !seen.struck && seen.price.price.amount == price.price.amount && seen.score > visible::MIN_SCORE
        })
    {
        list = visible::list_price(seen, same).map(|seen| seen.price.clone());
    }
    note(product, "price", tier, &price.raw);
    // Data that names no currency is in the one that the page shows.
    let shown = || best_seen.and_then(|seen| seen.price.price.currency);
    let told = || evidence.sources.iter().find_map(|(_, candidate)| candidate.currency());
    let kept = Price { currency: price.price.currency.or_else(told).or_else(shown), ..price.price };
    product.snapshot.price = Some(kept);
    if kept.currency.is_none() {
        warnings.push(Warning::general(WarningKind::NoCurrency));
    }
    if let Some(list) = list {
        let value = Price { currency: list.price.currency.or(kept.currency), ..list.price };
        if value.amount > kept.amount && value.currency == kept.currency {
            note(product, "list_price", tier, &list.raw);
            product.snapshot.list_price = Some(value);
        } else if value.amount < kept.amount {
            warnings.push(Warning::general(WarningKind::ListPriceNotHigher(value.to_string())));
        }
    }
}

/// Structured data that holds the list price while the page shows a lower one: the shown one is paid. The
/// structured value must be seen struck out for that; else it stays and the other is ignored.
fn cross_check(
    tier: Tier,
    price: ParsedPrice,
    seen: &[SeenPrice],
    best_seen: Option<&SeenPrice>,
    witnesses: &[Decimal],
    meta: Option<ParsedPrice>,
) -> (Tier, ParsedPrice, Option<ParsedPrice>) {
    if tier == Tier::Visible {
        return (tier, price, None);
    }
    let struck_in_page = seen.iter().any(|seen| seen.struck && seen.price.price.amount == price.price.amount);
    let shown_plain = seen
        .iter()
        .any(|seen| !seen.struck && seen.score > visible::MIN_SCORE && seen.price.price.amount == price.price.amount);
    // Markup that nobody sees, against a head and a page that agree: the markup is stale.
    if let (Some(meta), Some(shown)) = (meta, best_seen)
        && tier < Tier::Meta
        && !struck_in_page
        && !shown_plain
        && meta.price.amount == shown.price.price.amount
        && meta.price.currency == price.price.currency
    {
        return (Tier::Meta, meta, None);
    }
    match best_seen {
        Some(shown)
            if struck_in_page
                && !shown_plain
                && !shown.struck
                && shown.price.price.amount < price.price.amount
                && shown.price.price.currency == price.price.currency
                && witnesses.contains(&shown.price.price.amount) =>
        {
            (Tier::Visible, shown.price.clone(), Some(price))
        }
        _ => (tier, price, None),
    }
}
