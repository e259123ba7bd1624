//! Why an errand ended without result.

crate::i18n::messages! {
    /// The shop shows a captcha.
    blocked(url) { en: "The shop shows programs a check instead of the page. Open {url} in your browser and send it with the Etalage clipper: see Settings, Browser.", fr: "La boutique montre un contrôle au lieu de la page. Ouvrez {url} dans votre navigateur et envoyez-la avec l’extension Etalage : voir Réglages, Navigateur." }
    /// A page without a product.
    no_product(url) { en: "No product was found on {url}. Copy its picture, then its address.", fr: "Aucun produit trouvé sur {url}. Copiez son image, puis son adresse." }
    /// A page of many products.
    list_page(url, count) { en: "{url} lists {count} products. Open the page of the one you mean.", fr: "{url} présente {count} produits. Ouvrez la page de celui que vous voulez." }
    /// A file of an unknown kind.
    unknown_file(path) { en: "{path} is neither a picture, a saved page nor a link file. Choose one of these.", fr: "{path} n’est ni une image, ni une page enregistrée, ni un fichier de lien. Choisissez-en un de ceux-là." }
    /// A mapping of columns that does not fit.
    unknown_column(pair, columns, fields) { en: "“{pair}” names no field and column of this feed. Its columns are {columns}; the fields are {fields}.", fr: "« {pair} » ne nomme pas un champ et une colonne de ce flux. Ses colonnes sont {columns} ; les champs sont {fields}." }
    /// A bundle of a collage that lay in the trash.
    out_of_the_trash() { en: "The collage lay in the trash and is back.", fr: "Le collage était dans la corbeille et en est revenu." }
    /// A bundle of a collage that is there and differs.
    earlier_version_kept() { en: "The collage was here already. It is as in the bundle now; what it was before is in its history.", fr: "Le collage était déjà ici. Il est maintenant comme dans l’export ; ce qu’il était avant est dans son historique." }
    /// No file, but a pipe or a device.
    no_regular_file(path) { en: "{path} is neither a file nor a folder. Name a file.", fr: "{path} n’est ni un fichier ni un dossier. Nommez un fichier." }
    /// A worker for an errand.
    no_worker(why) { en: "A worker could not be started: {why}. Close other programs, then try again.", fr: "Un travailleur n’a pas pu démarrer : {why}. Fermez d’autres programmes, puis réessayez." }
    /// An errand was stopped.
    cancelled() { en: "Stopped. What was taken so far is kept.", fr: "Arrêté. Ce qui a été pris est conservé." }
    /// A file that cannot be opened.
    read(path, why) {
        en: "{path} cannot be read ({why}). Check the name and the rights of the file.",
        fr: "{path} ne peut pas être lu ({why}). Vérifiez le nom et les droits du fichier.",
    }
    /// A file past the limit.
    file_too_large(path, bytes, limit_bytes) {
        en: "{path} is {bytes} bytes long; files of up to {limit_bytes} are read. Save a smaller one and try again.",
        fr: "{path} fait {bytes} octets\u{202f}; les fichiers sont lus jusqu’à {limit_bytes}. Enregistrez-en un plus petit et réessayez.",
    }
    /// No such channel.
    unknown_channel(name, known) {
        en: "“{name}” is no channel. Use one of {known}.",
        fr: "«\u{202f}{name}\u{202f}» n’est pas un canal. Utilisez l’un de ceux-ci\u{202f}: {known}.",
    }
    /// No such channel, and none of one's own.
    no_own_channel(name) {
        en: "“{name}” is no channel of yours. See “etalage channels list”.",
        fr: "«\u{202f}{name}\u{202f}» n’est pas un de vos canaux. Voyez «\u{202f}etalage channels list\u{202f}».",
    }
    /// No collage of that title.
    unknown_collage(name) {
        en: "No collage is called “{name}”. See “etalage collages list”.",
        fr: "Aucun collage ne s’appelle «\u{202f}{name}\u{202f}». Voyez «\u{202f}etalage collages list\u{202f}».",
    }
    /// Several collages of that title.
    ambiguous_collage(count, name) {
        en: "{count} collages are called “{name}”. Use an id from “etalage collages list”.",
        fr: "{count} collages s’appellent «\u{202f}{name}\u{202f}». Utilisez un identifiant de «\u{202f}etalage collages list\u{202f}».",
    }
    /// A picture that the library does not hold.
    unknown_picture(picture) {
        en: "The library holds no picture {picture}. Bring it in first, for example with “etalage import pictures”.",
        fr: "La bibliothèque n’a pas d’image {picture}. Ajoutez-la d’abord, par exemple avec «\u{202f}etalage import pictures\u{202f}».",
    }
    /// A saved page without its address.
    no_address(path) {
        en: "{path} does not say which page it is. Give its address with --url.",
        fr: "{path} ne dit pas de quelle page il s’agit. Donnez son adresse avec --url.",
    }
    /// In the trash.
    trashed(collage) {
        en: "Collage {collage} lies in the trash. Restore it first.",
        fr: "Le collage {collage} est dans la corbeille. Restaurez-le d’abord.",
    }
    /// Settings that cannot be read.
    programs(why) {
        en: "The settings hold affiliate programs that cannot be read ({why}). Correct them in Settings.",
        fr: "Les réglages contiennent des programmes d’affiliation illisibles ({why}). Corrigez-les dans les réglages.",
    }
    /// A file that cannot be written.
    write(path, why) {
        en: "{path} cannot be written ({why}). Choose another place or check its rights.",
        fr: "{path} ne peut pas être écrit ({why}). Choisissez un autre endroit ou vérifiez ses droits.",
    }
    /// A pairing that was not kept.
    pairing_not_saved(why) {
        en: "The paired browser could not be remembered ({why}). Make room on the disk and pair it again.",
        fr: "Le navigateur associé n’a pas pu être retenu ({why}). Faites de la place sur le disque et associez-le de nouveau.",
    }
    /// Nothing listens to a second window.
    no_listener(why) {
        en: "A second start of the program will not bring this window forward ({why}). Everything else works.",
        fr: "Un second lancement du programme n’amènera pas cette fenêtre au premier plan ({why}). Tout le reste fonctionne.",
    }
    /// The first window cannot be called.
    no_place() {
        en: "The open window cannot be reached. Switch to it by hand.",
        fr: "La fenêtre ouverte est injoignable. Passez-y vous-même.",
    }
    /// The first window does not answer.
    silent(why) {
        en: "The open window does not answer ({why}). Switch to it by hand.",
        fr: "La fenêtre ouverte ne répond pas ({why}). Passez-y vous-même.",
    }
}
