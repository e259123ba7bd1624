//! Which product the page is about, and which source is believed for each field.

use std::collections::HashMap;

use url::Url;

use super::candidate::{Candidate, Offer};
use super::{address, variants, visible};

/// What the page itself says it is about.
pub(super) struct About<'a> {
    /// Heading, Open Graph title, page title: those that there are.
    pub titles: Vec<&'a str>,
    /// The page's own address.
    pub url: Option<&'a Url>,
    /// `og:image`.
    pub image: Option<&'a str>,
}

/// What one tier holds.
pub(super) enum Pick {
    /// No product.
    Nothing,
    /// The page's product.
    One(Box<Candidate>),
    /// Several, and the page is about none of them.
    List(Vec<Candidate>),
}

/// Likeness of titles from which two name the same thing.
const ALIKE: f32 = 0.6;

/// Groups variants and picks the product of the page.
pub(super) fn pick(candidates: Vec<Candidate>, about: &About<'_>) -> Pick {
    let mut groups: Vec<Vec<Candidate>> = Vec::new();
    let mut by_key: HashMap<String, usize> = HashMap::new();
    for (index, candidate) in candidates.into_iter().enumerate() {
        // An entry of a list counts even where the template left it empty: the page is about several.
        if !candidate.listed
            && candidate.title.is_none()
            && candidate.offers.is_empty()
            && candidate.gtins.is_empty()
            && candidate.images.is_empty()
            && candidate.variants.is_empty()
        {
            continue;
        }
        match by_key.get(&key(&candidate, index)).and_then(|at| groups.get_mut(*at)) {
            Some(group) => group.push(candidate),
            None => {
                by_key.insert(key(&candidate, index), groups.len());
                groups.push(vec![candidate]);
            }
        }
    }
    let mut scored: Vec<(f32, Vec<Candidate>)> =
        groups.into_iter().map(|group| (evidence(&group, about), group)).collect();
    let several = scored.len() > 1;
    let with_price = scored.iter().filter(|(_, group)| group.iter().any(Candidate::has_price)).count();
    let all_listed = scored.iter().all(|(_, group)| group.iter().all(|candidate| candidate.listed));
    // A stable sort: among equals the first in the page wins.
    scored.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let Some((best, _)) = scored.first() else { return Pick::Nothing };
    let unsure = *best < 3.0 && (all_listed || with_price > 2);
    if several && unsure {
        return Pick::List(scored.into_iter().map(|(_, group)| fold(group, about)).collect());
    }
    match scored.into_iter().next() {
        Some((_, group)) => Pick::One(Box::new(fold(group, about))),
        None => Pick::Nothing,
    }
}

fn key(candidate: &Candidate, index: usize) -> String {
    let name = candidate.title.as_deref().unwrap_or_default().trim().to_lowercase();
    match (&candidate.group, name.is_empty()) {
        (Some(group), _) => format!("group {group}"),
        (None, false) => format!("name {name} {}", candidate.brand.as_deref().unwrap_or_default().to_lowercase()),
        (None, true) => format!("index {index}"),
    }
}

/// How much speaks for a group being what the page is about.
fn evidence(group: &[Candidate], about: &About<'_>) -> f32 {
    let mut best = f32::MIN;
    for candidate in group {
        let mut score = 0.0;
        if let (Some(url), Some(own)) = (about.url, candidate.url.as_deref()) {
            let same = url.join(own).is_ok_and(|own| own.path() == url.path() && own.path().len() > 1);
            score += if same { 4.0 } else { 0.0 };
        }
        let title = candidate.title.as_deref().unwrap_or_default();
        let likeness = about.titles.iter().map(|other| visible::similarity(title, other)).fold(0.0, f32::max);
        score += if likeness >= ALIKE { 3.0 * likeness } else { 0.0 };
        let numbers = [candidate.sku.as_deref(), candidate.mpn.as_deref()];
        let named =
            about.url.is_some_and(|url| numbers.into_iter().flatten().any(|number| address::names(url, number)));
        score += if named { 3.0 } else { 0.0 };
        score += if candidate.has_price() { 1.0 } else { 0.0 };
        score -= if candidate.listed { 2.0 } else { 0.0 };
        best = best.max(score);
    }
    best
}

/// One product out of the nodes of its variants.
fn fold(group: Vec<Candidate>, about: &About<'_>) -> Candidate {
    let count = group.len();
    let hint = |candidate: &Candidate| {
        let asked = about.url.map_or(0, |url| variants::score(url, candidate));
        let image = about.image.is_some_and(|image| candidate.images.iter().any(|own| own == image));
        asked + if image { 2 } else { 0 }
    };
    let mut ranked: Vec<(u32, Candidate)> = group.into_iter().map(|candidate| (hint(&candidate), candidate)).collect();
    ranked.sort_by_key(|(hint, _)| std::cmp::Reverse(*hint));
    let asked = |rank: Option<&(u32, Candidate)>| rank.map_or(0, |(hint, _)| *hint);
    // One of several nodes fits the address better than every other: it is the variant that is asked for.
    let chosen = asked(ranked.first()) > asked(ranked.get(1));
    let mut rest = ranked.into_iter().map(|(_, candidate)| candidate);
    let mut product = rest.next().unwrap_or_default();
    let is_group = !product.variants.is_empty();
    for other in rest {
        complete(&mut product, &other);
        product.variants.push(other);
    }
    if count > 1 {
        // The number of one variant is not the product's, unless the address asks for that one.
        if !chosen && product.variants.iter().any(|variant| variant.sku != product.sku) {
            product.sku = None;
            product.mpn = None;
        }
        product.variant_count = product.variant_count.max(count);
    }
    let settled = count > 1 && chosen && !is_group;
    if let Some(url) = about.url.filter(|_| !settled) {
        variants::choose(&mut product, url);
    }
    product
}

/// Fills what is missing from another description of the same product; prices stay where they are.
fn complete(product: &mut Candidate, other: &Candidate) {
    let fill = |field: &mut Option<String>, from: &Option<String>| {
        if field.is_none() {
            field.clone_from(from);
        }
    };
    fill(&mut product.brand, &other.brand);
    fill(&mut product.mpn, &other.mpn);
    fill(&mut product.category, &other.category);
    if product.images.is_empty() {
        product.images.clone_from(&other.images);
    }
}

/// Prices that other parts of the page show, to tell which of several offers is meant.
pub(super) type Witnesses = Vec<rust_decimal::Decimal>;

/// The asking price among the offers, and the list price that goes with it.
pub(super) fn choose_offer(product: &Candidate, witnesses: &Witnesses) -> Option<Offer> {
    let own = product.offers.iter().any(|offer| offer.price.is_some());
    let offers: Vec<&Offer> = if own { product.offers.iter().collect() } else { product.all_offers().collect() };
    let priced: Vec<(&Offer, rust_decimal::Decimal)> = offers
        .iter()
        .filter_map(|offer| Some((*offer, offer.price.as_ref()?.price.amount)))
        .filter(|(_, amount)| !amount.is_zero())
        .collect();
    let in_stock = |offer: &Offer| offer.availability != Some(crate::model::Availability::OutOfStock);
    let witnessed = witnesses.iter().find_map(|witness| priced.iter().find(|(_, amount)| amount == witness));
    let lowest = || {
        let some_in_stock = priced.iter().any(|(offer, _)| in_stock(offer));
        priced.iter().filter(|(offer, _)| !some_in_stock || in_stock(offer)).min_by_key(|(_, amount)| *amount)
    };
    let (chosen, amount) = witnessed.or_else(lowest)?;
    let mut chosen = (*chosen).clone();
    // Two offers for the very same thing: the dearer one is the price before the sale.
    if let [(first, _), (second, _)] = priced.as_slice()
        && chosen.list_price.is_none()
        && first.sku == second.sku
        && first.gtin == second.gtin
        && (first.url == second.url || first.url.is_none() || second.url.is_none())
        && first.seller == second.seller
        && own
    {
        let dearer = [first, second]
            .into_iter()
            .filter_map(|offer| offer.price.clone())
            .find(|price| price.price.amount > *amount);
        chosen.list_price = dearer;
    }
    Some(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::price;

    fn named(title: &str, colour: Option<&str>, amount: &str, listed: bool) -> Candidate {
        let price = price::parse_machine(amount, "EUR".parse().ok());
        Candidate {
            title: Some(title.to_owned()),
            colour: colour.map(str::to_owned),
            offers: vec![Offer { price, ..Offer::default() }],
            listed,
            ..Candidate::default()
        }
    }

    #[test]
    fn variants_fold_and_the_address_chooses() {
        let url = Url::parse("https://shop.example/dress-crimson").unwrap();
        let about = About { titles: vec!["Dress"], url: Some(&url), image: None };
        let picked =
            pick(vec![named("Dress", Some("Navy"), "9", false), named("Dress", Some("Crimson"), "8", false)], &about);
        let Pick::One(dress) = picked else { panic!("one product") };
        assert_eq!((dress.colour.as_deref(), dress.variant_count), (Some("Crimson"), 2));
    }

    #[test]
    fn a_list_is_no_product() {
        let about = About { titles: vec!["All lamps"], url: None, image: None };
        let list = vec![named("Red", None, "1", true), named("Blue", None, "2", true)];
        assert!(matches!(pick(list, &about), Pick::List(list) if list.len() == 2));
        assert!(matches!(pick(Vec::new(), &about), Pick::Nothing));
    }

    #[test]
    fn the_witnessed_offer_wins() {
        let mut product = named("Dress", None, "10", false);
        product.offers.push(named("", None, "8", false).offers.remove(0));
        let chosen = choose_offer(&product, &Vec::new()).unwrap();
        assert_eq!(chosen.price.unwrap().price.to_string(), "8 EUR");
        assert_eq!(chosen.list_price.unwrap().price.to_string(), "10 EUR");
        let chosen = choose_offer(&product, &vec!["10".parse().unwrap()]).unwrap();
        assert_eq!((chosen.price.unwrap().price.to_string(), chosen.list_price), ("10 EUR".to_owned(), None));
    }
}
