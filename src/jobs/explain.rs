//! Errors in the person's language. The rooms' own messages are English; where a person is likely to meet
//! one, its French stands here.

use crate::edit::EditError;
use crate::i18n::{Lang, browser, errors as msg, format};
use crate::library::LibraryError;
use crate::loopback::NotUnderstood;
use crate::model::{Currency, Price};
use crate::net::NetError;

use super::error::JobsError;

/// Why a command was not carried out.
pub fn edit(error: &EditError, lang: Lang) -> String {
    match error {
        EditError::UnknownTile(id) => msg::unknown_tile(lang, id),
        EditError::UnknownGroup(id) => msg::unknown_group(lang, id),
        EditError::UnknownProduct(key) => msg::unknown_product(lang, key),
        EditError::Locked(_) => msg::locked(lang),
        EditError::WrongContent { .. } => msg::wrong_content(lang),
        EditError::OutOfRange { .. } => msg::out_of_range(lang),
        EditError::NoTiles => msg::no_tiles(lang),
        EditError::TooMany => msg::too_many_tiles(lang, crate::edit::Editor::MAX_TILES),
    }
}

/// Why an errand ended without result.
pub fn jobs(error: &JobsError, lang: Lang) -> String {
    match (error, lang) {
        (JobsError::Edit(error), _) => edit(error, lang),
        (JobsError::Blocked { url }, _) => msg::blocked(lang, url),
        (JobsError::Net(NetError::Refused { host, status }), _) => browser::refused(lang, host, status),
        (JobsError::CheckShown { url }, _) => browser::check_shown(lang, url),
        (JobsError::Browsers(why), _) => browser::pairings_unreadable(lang, why),
        (JobsError::FolderInUse { path }, _) => browser::folder_in_use(lang, path.display()),
        (JobsError::NoProduct { url }, _) => msg::no_product(lang, url),
        (JobsError::ListPage { url, count }, _) => msg::list_page(lang, url, count),
        (JobsError::UnknownFile { path }, _) => msg::unknown_file(lang, path.display()),
        (JobsError::Cancelled, _) => msg::cancelled(lang),
        (JobsError::Library(LibraryError::NotALibrary(dir)), _) => msg::not_a_library(lang, dir.display()),
        (JobsError::Library(LibraryError::NoRoom { dir, free_bytes, needed_bytes }), _) => {
            msg::no_room(lang, dir.display(), free_bytes >> 20, needed_bytes.div_ceil(1 << 20))
        }
        (error, _) => error.to_string(),
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
