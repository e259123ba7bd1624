//! What the operating system says when it refuses something.

use std::io;

use super::{Lang, messages};

/// Why the system refused, as half a sentence. What it says seldom stays in its own words.
pub fn words(lang: Lang, error: &io::Error) -> String {
    if error.get_ref().is_some() {
        // Not the system's: some code of the program or of a library wrote its own sentence.
        return error.to_string();
    }
    match error.kind() {
        io::ErrorKind::NotFound => not_found(lang),
        io::ErrorKind::PermissionDenied => not_allowed(lang),
        io::ErrorKind::AlreadyExists => taken(lang),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => disk_full(lang),
        io::ErrorKind::ReadOnlyFilesystem => read_only(lang),
        io::ErrorKind::IsADirectory => is_a_folder(lang),
        io::ErrorKind::NotADirectory => no_folder(lang),
        io::ErrorKind::DirectoryNotEmpty => not_empty(lang),
        io::ErrorKind::InvalidFilename => bad_name(lang),
        io::ErrorKind::FileTooLarge => too_large(lang),
        io::ErrorKind::ResourceBusy => busy(lang),
        io::ErrorKind::TimedOut => timed_out(lang),
        io::ErrorKind::UnexpectedEof => ends_early(lang),
        io::ErrorKind::BrokenPipe => nobody_reads(lang),
        io::ErrorKind::ConnectionRefused => nobody_answers(lang),
        _ => error.to_string(),
    }
}

messages! {
    /// The system found nothing there.
    not_found() { en: "there is no such file or folder", fr: "il n’existe pas" }
    /// The system forbids it.
    not_allowed() { en: "you have no right to do that there", fr: "vous n’en avez pas le droit" }
    /// Something is in the way.
    taken() { en: "something of that name is there already", fr: "quelque chose porte déjà ce nom" }
    /// No room.
    disk_full() { en: "the disk is full", fr: "le disque est plein" }
    /// Nothing can be written.
    read_only() { en: "the disk can only be read", fr: "le disque est en lecture seule" }
    /// A folder where a file is wanted.
    is_a_folder() { en: "it is a folder", fr: "c’est un dossier" }
    /// A file where a folder is wanted.
    no_folder() { en: "a part of its path is a file, not a folder", fr: "une partie du chemin est un fichier et non un dossier" }
    /// A folder that should be empty.
    not_empty() { en: "the folder is not empty", fr: "le dossier n’est pas vide" }
    /// A name that the disk cannot hold.
    bad_name() { en: "the disk takes no such name", fr: "le disque n’accepte pas ce nom" }
    /// A file past the disk's limit.
    too_large() { en: "the disk takes no file so large", fr: "le disque n’accepte pas un fichier aussi grand" }
    /// In use.
    busy() { en: "another program is using it", fr: "un autre programme l’utilise" }
    /// Too slow.
    timed_out() { en: "it took too long", fr: "cela a pris trop de temps" }
    /// Cut short.
    ends_early() { en: "it ends too early", fr: "il s’arrête trop tôt" }
    /// The reader went away.
    nobody_reads() { en: "nobody reads it any more", fr: "plus personne ne lit" }
    /// No listener.
    nobody_answers() { en: "nobody answers there", fr: "personne ne répond" }
}
