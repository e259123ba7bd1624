//! Why something could not be done.

crate::i18n::messages! {
    /// A command names a tile that is gone.
    unknown_tile(tile) { en: "There is no tile {tile} in this collage.", fr: "Il n’y a pas de tuile {tile} dans ce collage." }
    /// A command names a group that is gone.
    unknown_group(group) { en: "There is no group {group} in this collage.", fr: "Il n’y a pas de groupe {group} dans ce collage." }
    /// A link names a product that is not there.
    unknown_product(product) { en: "Product {product} is not in this collage.", fr: "Le produit {product} n’est pas dans ce collage." }
    /// The tile is locked.
    locked() { en: "The tile is locked. Unlock it first.", fr: "La tuile est verrouillée. Déverrouillez-la d’abord." }
    /// The command does not fit what the tile shows.
    wrong_content() { en: "That does not fit what the tile shows.", fr: "Cela ne convient pas au contenu de la tuile." }
    /// A value no collage may hold.
    out_of_range() { en: "The value is out of range.", fr: "La valeur est hors limites." }
    /// Nothing is selected.
    no_tiles() { en: "Select a tile first.", fr: "Sélectionnez d’abord une tuile." }
    /// The page is full.
    too_many_tiles(most) { en: "A collage holds at most {most} tiles.", fr: "Un collage contient au plus {most} tuiles." }
    /// The shop shows a captcha.
    blocked(url) { en: "The shop shows programs a check instead of the page. Open {url} in your browser and send it with the Etalage clipper: see Settings, Browser.", fr: "La boutique montre un contrôle au lieu de la page. Ouvrez {url} dans votre navigateur et envoyez-la avec l’extension Etalage\u{202f}: voir Réglages, Navigateur." }
    /// A page without a product.
    no_product(url) { en: "No product was found on {url}. Copy its picture, then its address.", fr: "Aucun produit trouvé sur {url}. Copiez son image, puis son adresse." }
    /// A page of many products.
    list_page(url, count) { en: "{url} lists {count} products. Open the page of the one you mean.", fr: "{url} présente {count} produits. Ouvrez la page de celui que vous voulez." }
    /// A file of an unknown kind.
    unknown_file(path) { en: "{path} is neither a picture, a saved page nor a link file.", fr: "{path} n’est ni une image, ni une page enregistrée, ni un fichier de lien." }
    /// An errand was stopped.
    cancelled() { en: "Stopped. What was taken so far is kept.", fr: "Arrêté. Ce qui a été pris est conservé." }
    /// Asked before the library is open.
    not_open() { en: "The library is not open yet.", fr: "La bibliothèque n’est pas encore ouverte." }
    /// The database had to be rebuilt.
    recovered(records) { en: "The library’s database was damaged and was rebuilt from its plain files: {records} records are back. The damaged folder was kept aside.", fr: "La base de la bibliothèque était endommagée et a été reconstruite depuis ses fichiers\u{202f}: {records} enregistrements sont de retour. Le dossier endommagé a été mis de côté." }
    /// Parts of the plain files cannot be read.
    kept_aside(count) { en: "{count} damaged parts of the library could not be read. They were kept aside, nothing was overwritten.", fr: "{count} parties endommagées de la bibliothèque n’ont pas pu être lues. Elles ont été mises de côté, rien n’a été écrasé." }
    /// Parts of a collage cannot be read.
    collage_damaged(count) { en: "{count} parts of this collage are damaged and are not shown. They stay in the library.", fr: "{count} parties de ce collage sont endommagées et ne sont pas affichées. Elles restent dans la bibliothèque." }
    /// Progress.
    fetching() { en: "Fetching the page…", fr: "Récupération de la page…" }
    /// Progress.
    importing() { en: "Importing finds…", fr: "Importation des trouvailles…" }
    /// Progress.
    exporting() { en: "Exporting…", fr: "Exportation…" }
    /// The database was made anew, and none was there or none was damaged.
    rebuilt(records) { en: "The library’s database was made from its plain files: {records} records.", fr: "La base de la bibliothèque a été faite depuis ses fichiers : {records} enregistrements." }
    /// The library's folder holds other files.
    not_a_library(dir) { en: "The folder {dir} holds other files and is no library. Nothing in it was touched. Choose a new or an empty folder.", fr: "Le dossier {dir} contient d’autres fichiers et n’est pas une bibliothèque. Rien n’y a été touché. Choisissez un dossier nouveau ou vide." }
    /// The disk is nearly full.
    no_room(dir, free, needed) { en: "Only {free} MB are free on the disk of {dir}, and {needed} MB are needed. Make room there, then try again.", fr: "Il ne reste que {free} Mo sur le disque de {dir}, et il en faut {needed}. Faites de la place, puis réessayez." }
    /// Pictures without any record.
    records_gone(pictures) { en: "The library holds {pictures} pictures, but its finds and collages are gone. Put a backup back into a new folder, or go on with an empty library: the pictures stay.", fr: "La bibliothèque contient {pictures} images, mais ses trouvailles et ses collages ont disparu. Restaurez une sauvegarde dans un nouveau dossier, ou continuez avec une bibliothèque vide : les images restent." }
    /// Edits wait for the disk, and this must not overtake them.
    edits_wait() { en: "This cannot be done yet: earlier changes are not saved. Make room on the disk and try again.", fr: "Ce n’est pas encore possible : des modifications ne sont pas enregistrées. Faites de la place sur le disque et réessayez." }
    /// Pictures were tidied away.
    picked_up(count) { en: "{count} pictures that nothing has shown for a month were put into the folder “picked-up” of the library.", fr: "{count} images que rien ne montre depuis un mois ont été rangées dans le dossier « picked-up » de la bibliothèque." }
    /// A backup held damaged pictures.
    pictures_left_out(count) { en: "{count} pictures of the backup are damaged and were left out; everything else is back.", fr: "{count} images de la sauvegarde sont endommagées et ont été laissées de côté ; tout le reste est revenu." }
}
