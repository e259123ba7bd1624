//! Why the library could not do what was asked.

crate::i18n::messages! {
    /// Another window has it.
    in_use(dir, role) {
        en: "The library {dir} is already open in {role}. Use that window, or close it first.",
        fr: "La bibliothèque {dir} est déjà ouverte dans {role}. Utilisez cette fenêtre, ou fermez-la d’abord.",
    }
    /// Who has it.
    in_the_app() { en: "the desktop app", fr: "l’application" }
    /// Who has it.
    in_the_command_line() { en: "the command line", fr: "la ligne de commande" }
    /// The disk refused; what was being done is in the system's log.
    disk(path, why, action) {
        en: "{path}: {action} failed ({why}). Check the disk and the rights of the folder, then try again.",
        fr: "{path}\u{202f}: l’opération «\u{202f}{action}\u{202f}» a échoué ({why}). Vérifiez le disque et les droits du dossier, puis réessayez.",
    }
    /// What was done to a file.
    reading() { en: "reading", fr: "lire" }
    /// What was done to a file.
    writing() { en: "writing", fr: "écrire" }
    /// What was done to a file.
    renaming() { en: "renaming", fr: "renommer" }
    /// What was done to a file.
    removing() { en: "removing", fr: "supprimer" }
    /// What was done to a folder.
    making_folder() { en: "making the folder", fr: "créer le dossier" }
    /// Made by a newer version.
    newer(dir, found, known) {
        en: "The library {dir} has format {found}; this version knows up to {known}. Open it with a newer Etalage.",
        fr: "La bibliothèque {dir} est au format {found}\u{202f}; cette version connaît jusqu’au {known}. Ouvrez-la avec un Etalage plus récent.",
    }
    /// The library's folder holds other files.
    not_a_library(dir) { en: "The folder {dir} holds other files and is no library. Nothing in it was touched. Choose a new or an empty folder.", fr: "Le dossier {dir} contient d’autres fichiers et n’est pas une bibliothèque. Rien n’y a été touché. Choisissez un dossier nouveau ou vide." }
    /// The disk is nearly full.
    no_room(dir, free, needed) { en: "Only {free} MB are free on the disk of {dir}, and {needed} MB are needed. Make room there, then try again.", fr: "Il ne reste que {free} Mo sur le disque de {dir}, et il en faut {needed}. Faites de la place, puis réessayez." }
    /// The database is damaged.
    damaged(why) {
        en: "The library’s database is damaged ({why}). Close the program and open it again: it is then made anew from its plain files.",
        fr: "La base de la bibliothèque est endommagée ({why}). Fermez le programme et rouvrez-le\u{202f}: elle sera refaite depuis ses fichiers.",
    }
    /// No such collage.
    no_collage(collage) {
        en: "There is no collage {collage}. It may have been deleted.",
        fr: "Il n’y a pas de collage {collage}. Il a peut-être été supprimé.",
    }
    /// The collage is there already.
    collage_exists(collage) {
        en: "There is already a collage {collage}. Rename or duplicate that one instead.",
        fr: "Il y a déjà un collage {collage}. Renommez-le ou dupliquez-le plutôt.",
    }
    /// A feed that is not remembered.
    no_feed(id) { en: "There is no feed {id}: “etalage feeds list” names those that are remembered.", fr: "Il n’y a pas de flux {id}\u{202f}: «\u{202f}etalage feeds list\u{202f}» nomme ceux qui sont mémorisés." }
    /// No such find.
    no_product(product) {
        en: "There is no find {product}. It may have been removed.",
        fr: "Il n’y a pas de trouvaille {product}. Elle a peut-être été supprimée.",
    }
    /// No such version.
    no_version(collage, seq) {
        en: "Collage {collage} has no version {seq}. Pick one of its history.",
        fr: "Le collage {collage} n’a pas de version {seq}. Choisissez-en une dans son historique.",
    }
    /// No such picture.
    no_picture(picture) {
        en: "The picture {picture} is not in the library. Add it again.",
        fr: "L’image {picture} n’est pas dans la bibliothèque. Ajoutez-la de nouveau.",
    }
    /// A changed picture.
    picture_changed(picture) {
        en: "The file of picture {picture} was changed or damaged. Add the picture again.",
        fr: "Le fichier de l’image {picture} a été modifié ou abîmé. Ajoutez l’image de nouveau.",
    }
    /// Not JSON.
    unwritable(what, why) {
        en: "{what} cannot be kept ({why}). Undo the last change and try again.",
        fr: "{what} ne peut pas être conservé ({why}). Annulez le dernier changement et réessayez.",
    }
    /// A record that cannot be understood.
    unreadable(what, why) {
        en: "{what} cannot be read ({why}). It stays in the library as it is; a newer Etalage may know it.",
        fr: "{what} ne peut pas être lu ({why}). Il reste tel quel dans la bibliothèque\u{202f}; un Etalage plus récent le connaît peut-être.",
    }
    /// No backup.
    not_a_backup(path, why) {
        en: "{path} is not a whole backup of a library ({why}). Choose a folder or .zip that a backup wrote.",
        fr: "{path} n’est pas une sauvegarde complète d’une bibliothèque ({why}). Choisissez un dossier ou un .zip écrit par une sauvegarde.",
    }
    /// Nothing is tidied while records may be missing.
    not_tidied(why) {
        en: "Nothing was tidied ({why}). See what is wrong with “etalage library verify”.",
        fr: "Rien n’a été rangé ({why}). Voyez ce qui ne va pas avec «\u{202f}etalage library verify\u{202f}».",
    }
    /// A folder that should be empty.
    not_empty(dir) {
        en: "The folder {dir} is not empty. Choose an empty one.",
        fr: "Le dossier {dir} n’est pas vide. Choisissez-en un qui le soit.",
    }
}
