//! The list under the collage: every product once, in reading order, with all that is known of it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::super::facts::{date_text, price_text};
use super::super::html::{escape, href, number, one_line};
use super::super::links::TileLink;
use super::{Scene, shots};
use crate::i18n::publish as say;
use crate::model::{Availability, Currency, Price, ProductSnapshot};

/// Shape of the box that a list entry's picture fits into; `.find .shot` in the style sheet.
const SHOT_ASPECT: f64 = 0.8;

/// The list, or nothing when no tile leads anywhere.
pub(super) fn list(scene: &Scene<'_>) -> String {
    let entries: Vec<String> = listed(scene.links).into_iter().filter_map(|link| entry(scene, link)).collect();
    if entries.is_empty() {
        return String::new();
    }
    format!(
        "<section class=\"finds\" id=\"finds\" tabindex=\"-1\" aria-labelledby=\"finds-heading\">\n\
         <h2 id=\"finds-heading\">{}</h2>\n<ol>\n{}</ol>\n{}</section>\n",
        escape(&say::list_heading(scene.lang)),
        entries.concat(),
        totals(scene),
    )
}

/// One link per product: several tiles may show the same one.
pub(super) fn listed(links: &[TileLink]) -> Vec<&TileLink> {
    let mut seen = std::collections::BTreeSet::new();
    links.iter().filter(|link| link.product.is_none_or(|key| seen.insert(key))).collect()
}

fn entry(scene: &Scene<'_>, link: &TileLink) -> Option<String> {
    let address = href(&link.link.url)?;
    let lang = scene.lang;
    let product = link.product.and_then(|key| scene.collage.products.get(&key));
    let tile = scene.collage.tiles.get(&link.tile)?;
    let name = link.name.clone().unwrap_or_else(|| say::nameless_find(lang));
    // The heading beside the picture says what it shows.
    let shot = tile.picture().map_or_else(
        || "<span class=\"shot empty\"></span>\n".to_owned(),
        |picture| {
            let aspect = tile.frame.size.aspect();
            let side = if aspect > SHOT_ASPECT { "wide" } else { "tall" };
            let inside = shots::shot(scene, picture, "");
            format!(
                "<span class=\"shot\"><span class=\"fit {side}\" style=\"aspect-ratio:{}\">{inside}</span></span>\n",
                number(aspect)
            )
        },
    );
    let mut facts = String::new();
    if let Some(product) = product {
        let brand = product.brand.as_deref().map(one_line).filter(|brand| !brand.is_empty());
        if let Some(brand) = brand {
            facts.push_str(&format!("<p dir=\"auto\">{}</p>\n", escape(&brand)));
        }
        facts.push_str(&price(scene, link, product));
        if let Some(credit) = product.credit.as_deref().map(one_line).filter(|credit| !credit.is_empty()) {
            facts.push_str(&format!("<p class=\"seen\">{}</p>\n", escape(&say::picture_credit(lang, credit))));
        }
    }
    let page_earns = scene.links.iter().any(|link| link.link.carries_id);
    if let Some(note) = link.note(lang, page_earns) {
        facts.push_str(&format!("<p class=\"plain\">{}</p>\n", escape(&note)));
    }
    Some(format!(
        "<li class=\"find\">\n{shot}<h3 dir=\"auto\">{}</h3>\n{facts}\
         <p class=\"go\"><a href=\"{address}\" target=\"_blank\" rel=\"{}\">{}<span class=\"unseen\">: {}</span></a></p>\n</li>\n",
        escape(&name),
        link.rel(),
        escape(&say::view_at(lang, &link.shop)),
        escape(&name),
    ))
}

fn price(scene: &Scene<'_>, link: &TileLink, product: &ProductSnapshot) -> String {
    let lang = scene.lang;
    let Some(price) = link.price else {
        return format!("<p class=\"price\">{}</p>\n", escape(&say::see_price(lang)));
    };
    let mut out = format!("<p class=\"price\">{}", escape(&price_text(lang, &price)));
    if let Some(before) = product.list_price.filter(|before| before.currency == price.currency) {
        out.push_str(&format!(
            "<s><span class=\"unseen\">{} </span>{}</s>",
            escape(&say::was_price(lang)),
            escape(&price_text(lang, &before))
        ));
    }
    out.push_str("</p>\n");
    if let Some(seen_at) = product.price_seen_at {
        out.push_str(&format!("<p class=\"seen\">{}</p>\n", escape(&say::price_seen(lang, date_text(lang, seen_at)))));
    }
    let state = match product.availability {
        Some(Availability::OutOfStock) => Some(say::was_out_of_stock(lang)),
        Some(Availability::Preorder) => Some(say::was_preorder(lang)),
        Some(Availability::Backorder) => Some(say::was_backorder(lang)),
        Some(Availability::InStock) | None => None,
    };
    if let Some(state) = state {
        out.push_str(&format!("<p class=\"seen gone\">{}</p>\n", escape(&state)));
    }
    out
}

/// The sum per currency of two and more printed prices; prices without a currency are not summed.
fn totals(scene: &Scene<'_>) -> String {
    let mut sums: BTreeMap<Currency, (Decimal, usize)> = BTreeMap::new();
    for price in listed(scene.links).into_iter().filter_map(|link| link.price) {
        if let Some(currency) = price.currency {
            let sum = sums.entry(currency).or_default();
            if let Some(amount) = sum.0.checked_add(price.amount) {
                *sum = (amount, sum.1 + 1);
            }
        }
    }
    let texts: Vec<String> = sums
        .into_iter()
        .filter(|(_, (_, count))| *count > 1)
        .map(|(currency, (amount, _))| price_text(scene.lang, &Price { amount, currency: Some(currency) }))
        .collect();
    if texts.is_empty() {
        return String::new();
    }
    format!(
        "<p class=\"total\">{}<small>{}</small></p>\n",
        escape(&say::total(scene.lang, texts.join(" + "))),
        escape(&say::total_note(scene.lang))
    )
}
