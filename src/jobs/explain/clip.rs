//! What a browser is told of its clip.

use crate::i18n::{Lang, browser, format};
use crate::jobs::error::JobsError;
use crate::loopback::NotUnderstood;
use crate::model::{Currency, Price};

use super::jobs;

/// Why a clip was not kept, for the browser.
pub fn clip(error: &JobsError, lang: Lang) -> NotUnderstood {
    let why = match error {
        JobsError::NoProduct { .. } => "no_product",
        JobsError::ListPage { .. } => "list_page",
        JobsError::CheckShown { .. } => "blocked",
        _ => "failed",
    };
    let words = match error {
        JobsError::NoProduct { .. } => browser::nothing_on_page(lang),
        error => jobs(error, lang),
    };
    NotUnderstood { why, words }
}

/// A price as people write it.
pub fn price(lang: Lang, price: &Price) -> String {
    let mut amount = price.amount;
    if let Some(currency) = price.currency {
        amount.rescale(currency.minor_digits());
    }
    format::price(lang, &amount.to_string(), price.currency.as_ref().map(Currency::code))
}
