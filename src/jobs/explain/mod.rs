//! Errors in the person's language: what happened, to what, and what to do next.
//!
//! The rooms' own messages are English, for logs and for who builds on the crate; what a person reads comes from
//! here. Each room has a `match` without a wildcard, so that an error without a sentence does not compile.
//! `affiliate` and `publish` speak themselves, for their own sentences quote errors.

mod edit;
mod ingest;
mod library;
mod net;
#[cfg(test)]
mod tests;

pub use edit::edit;
pub use ingest::{ingest, warning};
pub use library::library;
pub use net::{loopback, net};

pub use crate::affiliate::link_words as link;
pub use crate::publish::words::{imaging, render};

use crate::i18n::{Lang, browser, errors::jobs as say, format, system};
use crate::loopback::NotUnderstood;
use crate::model::{Currency, Price};

use super::error::JobsError;

/// Why an errand ended without result.
pub fn jobs(error: &JobsError, lang: Lang) -> String {
    match error {
        JobsError::Library(error) => library(error, lang),
        JobsError::Ingest(error) => ingest(error, lang),
        JobsError::Imaging(error) => imaging(error, lang),
        JobsError::Net(error) => net(error, lang),
        JobsError::Publish(error) => error.message(lang),
        JobsError::Render(error) => render(error, lang),
        JobsError::Affiliate(error) => error.message(lang),
        JobsError::Edit(error) => edit(error, lang),
        JobsError::Link(error) => link(error, lang),
        JobsError::Blocked { url } => say::blocked(lang, url),
        JobsError::NoProduct { url } => say::no_product(lang, url),
        JobsError::ListPage { url, count } => say::list_page(lang, url, count),
        JobsError::Read { path, error } => say::read(lang, path.display(), system::words(lang, error)),
        JobsError::FileTooLarge { path, bytes, limit_bytes } => {
            say::file_too_large(lang, path.display(), bytes, limit_bytes)
        }
        JobsError::NoRegularFile { path } => say::no_regular_file(lang, path.display()),
        JobsError::UnknownColumn { pair, columns, fields } => say::unknown_column(lang, pair, columns, fields),
        JobsError::UnknownFile { path } => say::unknown_file(lang, path.display()),
        JobsError::UnknownChannel { name, known } if known.is_empty() => say::no_own_channel(lang, name),
        JobsError::UnknownChannel { name, known } => say::unknown_channel(lang, name, known),
        JobsError::UnknownCollage { name } => say::unknown_collage(lang, name),
        JobsError::AmbiguousCollage { name, count } => say::ambiguous_collage(lang, count, name),
        JobsError::UnknownPicture(picture) => say::unknown_picture(lang, picture),
        JobsError::NoAddress { path } => say::no_address(lang, path.display()),
        JobsError::Trashed(collage) => say::trashed(lang, collage),
        JobsError::Programs(why) => say::programs(lang, why),
        JobsError::CheckShown { url } => browser::check_shown(lang, url),
        JobsError::Loopback(error) => loopback(error, lang),
        JobsError::Browsers(why) => browser::pairings_unreadable(lang, why),
        JobsError::FolderInUse { path } => browser::folder_in_use(lang, path.display()),
        JobsError::Write { path, error } => say::write(lang, path.display(), system::words(lang, error)),
        JobsError::Thread(error) => say::no_worker(lang, system::words(lang, error)),
        JobsError::Cancelled => say::cancelled(lang),
    }
}

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
