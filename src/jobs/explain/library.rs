//! Why the library could not do what was asked.

use crate::i18n::{Lang, errors::library as say, system};
use crate::library::LibraryError;

/// Why the library could not do what was asked.
pub fn library(error: &LibraryError, lang: Lang) -> String {
    match error {
        LibraryError::InUse { dir, role, pid: _, control: _ } => say::in_use(lang, dir.display(), holder(role, lang)),
        LibraryError::Io { action, path, source } => {
            say::disk(lang, path.display(), system::words(lang, source), doing(action, lang))
        }
        LibraryError::Newer { dir, found, known } => say::newer(lang, dir.display(), found, known),
        LibraryError::NotALibrary(dir) => say::not_a_library(lang, dir.display()),
        LibraryError::NoRoom { dir, free_bytes, needed_bytes } => {
            say::no_room(lang, dir.display(), free_bytes >> 20, needed_bytes.div_ceil(1 << 20))
        }
        LibraryError::NotTidied(why) => say::not_tidied(lang, why),
        LibraryError::Damaged(reason) => say::damaged(lang, reason),
        LibraryError::NoCollage(id) => say::no_collage(lang, id),
        LibraryError::CollageExists(id) => say::collage_exists(lang, id),
        LibraryError::NoProduct(key) => say::no_product(lang, key),
        LibraryError::NoFeed(id) => say::no_feed(lang, id),
        LibraryError::NoVersion { collage, seq } => say::no_version(lang, collage, seq),
        LibraryError::NoPicture(image) => say::no_picture(lang, image),
        LibraryError::PictureChanged(image) => say::picture_changed(lang, image),
        LibraryError::Unwritable { what, source } => say::unwritable(lang, what, source),
        LibraryError::Unreadable { what, reason } => say::unreadable(lang, what, reason),
        LibraryError::NotABackup { path, reason } => say::not_a_backup(lang, path.display(), reason),
        LibraryError::NotEmpty(dir) => say::not_empty(lang, dir.display()),
    }
}

/// What was done to a file; a person needs to know whether it was read or written, not which step failed.
fn doing(action: &str, lang: Lang) -> String {
    match action.split(' ').next().unwrap_or_default() {
        "reading" | "opening" | "listing" => say::reading(lang),
        "renaming" | "moving" | "replacing" => say::renaming(lang),
        "removing" => say::removing(lang),
        "making" => say::making_folder(lang),
        _ => say::writing(lang),
    }
}

/// Who has the library open, as the shells call themselves.
fn holder(role: &str, lang: Lang) -> String {
    match role {
        "the desktop app" => say::in_the_app(lang),
        "the command line" => say::in_the_command_line(lang),
        other => other.to_owned(),
    }
}
