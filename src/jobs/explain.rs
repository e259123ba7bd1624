//! Errors in the person's language. The rooms' own messages are English; where a person is likely to meet
//! one, its French stands here.

use crate::edit::EditError;
use crate::i18n::{Lang, errors as msg};
use crate::library::LibraryError;

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
