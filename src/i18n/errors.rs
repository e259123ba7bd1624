//! Why something could not be done: what happened, to what, and what to do next. One file per room that fails.

pub mod affiliate;
pub mod imaging;
pub mod ingest;
pub mod jobs;
pub mod library;
pub mod net;
pub mod publish;
pub mod render;

crate::i18n::messages! {
    /// A command names a tile that is gone.
    unknown_tile(tile) { en: "There is no tile {tile} in this collage. It may have been removed.", fr: "Il n’y a pas de tuile {tile} dans ce collage. Elle a peut-être été supprimée." }
    /// A command names a group that is gone.
    unknown_group(group) { en: "There is no group {group} in this collage. It may have been dissolved.", fr: "Il n’y a pas de groupe {group} dans ce collage. Il a peut-être été dissous." }
    /// A link names a product that is not there.
    unknown_product(product) { en: "Product {product} is not in this collage. Give its details with the link.", fr: "Le produit {product} n’est pas dans ce collage. Donnez ses détails avec le lien." }
    /// The tile is locked.
    locked(tile) { en: "The tile is locked ({tile}). Unlock it first.", fr: "La tuile est verrouillée ({tile}). Déverrouillez-la d’abord." }
    /// The command wants a picture.
    no_picture_tile(tile) { en: "Tile {tile} shows no picture. Choose one that does.", fr: "La tuile {tile} ne montre pas d’image. Choisissez-en une qui en montre." }
    /// The command wants a text.
    no_text_tile(tile) { en: "Tile {tile} holds no text. Choose one that does.", fr: "La tuile {tile} ne contient pas de texte. Choisissez-en une qui en contient." }
    /// The command wants a shape.
    no_shape_tile(tile) { en: "Tile {tile} is no shape. Choose one that is.", fr: "La tuile {tile} n’est pas une forme. Choisissez-en une qui en est une." }
    /// A value no collage may hold.
    opacity_range() { en: "The opacity is out of range. It goes from 0 to 1.", fr: "L’opacité est hors limites. Elle va de 0 à 1." }
    /// A value no collage may hold.
    crop_range() { en: "The crop is out of range. It is a part of the picture, 0 to 1 each way.", fr: "Le recadrage est hors limites. C’est une partie de l’image, de 0 à 1 dans chaque sens." }
    /// A value no collage may hold.
    picture_size_range() { en: "The picture has no size. Both sides have at least 1 pixel.", fr: "L’image n’a pas de taille. Chaque côté a au moins 1 pixel." }
    /// A value no collage may hold.
    text_length_range(most) { en: "The text is too long. Texts have up to {most} bytes.", fr: "Le texte est trop long. Les textes ont au plus {most} octets." }
    /// A value no collage may hold.
    text_size_range(least_px, most_px) { en: "The size of the text is out of range. It goes from {least_px} to {most_px} px.", fr: "La taille du texte est hors limites. Elle va de {least_px} à {most_px} px." }
    /// A value no collage may hold.
    page_size_range(least_px, most_px) { en: "The size of the page is out of range. Each side has {least_px} to {most_px} px.", fr: "La taille de la page est hors limites. Chaque côté a de {least_px} à {most_px} px." }
    /// A state that cannot be restored.
    unsound_state() { en: "That state of the collage is damaged and cannot be restored. Choose another version.", fr: "Cet état du collage est abîmé et ne peut pas être restauré. Choisissez une autre version." }
    /// Nothing is selected.
    no_tiles() { en: "Select a tile first.", fr: "Sélectionnez d’abord une tuile." }
    /// The page is full.
    too_many_tiles(most) { en: "A collage holds at most {most} tiles.", fr: "Un collage contient au plus {most} tuiles." }
    /// One file of several.
    of_file(file, why) { en: "{file}: {why}", fr: "{file}\u{202f}: {why}" }
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
    /// Pictures without any record.
    records_gone(pictures) { en: "The library holds {pictures} pictures, but its finds and collages are gone. Put a backup back into a new folder, or go on with an empty library: the pictures stay.", fr: "La bibliothèque contient {pictures} images, mais ses trouvailles et ses collages ont disparu. Restaurez une sauvegarde dans un nouveau dossier, ou continuez avec une bibliothèque vide\u{202f}: les images restent." }
    /// Edits wait for the disk, and this must not overtake them.
    edits_wait() { en: "This cannot be done yet: earlier changes are not saved. Make room on the disk and try again.", fr: "Ce n’est pas encore possible\u{202f}: des modifications ne sont pas enregistrées. Faites de la place sur le disque et réessayez." }
    /// Pictures were tidied away.
    picked_up(count) { en: "{count} pictures that nothing has shown for a month were put into the folder “picked-up” of the library.", fr: "{count} images que rien ne montre depuis un mois ont été rangées dans le dossier «\u{202f}picked-up\u{202f}» de la bibliothèque." }
    /// A backup held damaged pictures.
    pictures_left_out(count) { en: "{count} pictures of the backup are damaged and were left out; everything else is back.", fr: "{count} images de la sauvegarde sont endommagées et ont été laissées de côté ; tout le reste est revenu." }
}
