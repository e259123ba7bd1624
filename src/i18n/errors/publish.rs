//! Why a collage was not exported, or a bundle not read.

crate::i18n::messages! {
    /// The name of the target says no format.
    unknown_format(path) {
        en: "The name {path} does not say what to write. End it with .zip, .html, .png, .jpg, .webp or .pdf, or give a folder name without an extension.",
        fr: "Le nom {path} ne dit pas quoi écrire. Terminez-le par .zip, .html, .png, .jpg, .webp ou .pdf, ou donnez un nom de dossier sans extension.",
    }
    /// The target folder holds something else.
    foreign_folder(folder, found) {
        en: "The folder {folder} holds what no export wrote (“{found}”). Choose another name or an empty folder.",
        fr: "Le dossier {folder} contient ce qu’aucun export n’a écrit («\u{202f}{found}\u{202f}»). Choisissez un autre nom ou un dossier vide.",
    }
    /// The target holds another collage.
    other_collage(folder, title) {
        en: "{folder} holds the export of another collage, “{title}”. Nothing was replaced: choose another folder, or say that it may be replaced.",
        fr: "{folder} contient l’export d’un autre collage, «\u{202f}{title}\u{202f}». Rien n’a été remplacé\u{202f}: choisissez un autre dossier, ou dites qu’il peut l’être.",
    }
    /// The target is somebody's file.
    file_in_the_way(path) {
        en: "There is a file at {path} already. Nothing was replaced: choose another name, or say that it may be replaced.",
        fr: "Il y a déjà un fichier à {path}. Rien n’a été remplacé\u{202f}: choisissez un autre nom, ou dites qu’il peut l’être.",
    }
    /// The target cannot be written.
    write(path, why) {
        en: "{path} could not be written ({why}). Choose another place or check its rights.",
        fr: "{path} n’a pas pu être écrit ({why}). Choisissez un autre endroit ou vérifiez ses droits.",
    }
    /// What was asked for cannot be read.
    read(path, why) {
        en: "{path} could not be read ({why}). Check the name and the rights of the file.",
        fr: "{path} n’a pas pu être lu ({why}). Vérifiez le nom et les droits du fichier.",
    }
    /// No bundle.
    not_a_bundle(path, why) {
        en: "{path} is not a collage bundle: {why}. Choose a folder, .zip or .html that an export made.",
        fr: "{path} n’est pas une archive de collage\u{202f}: {why}. Choisissez un dossier, un .zip ou un .html fait par un export.",
    }
    /// What a bundle lacks.
    lacks(part) { en: "there is no {part} in it", fr: "il n’y a pas de {part} dedans" }
    /// What a bundle is not.
    neither() { en: "it is neither a zip nor a page that holds a collage", fr: "ce n’est ni un zip ni une page qui contient un collage" }
    /// A zip that cannot be opened.
    broken_zip(why) { en: "the zip is damaged ({why})", fr: "le zip est abîmé ({why})" }
    /// Made by a later version.
    newer(part, found, known) {
        en: "{part} is of format version {found}; this program reads versions up to {known}. Update it to open this bundle.",
        fr: "{part} est au format {found}\u{202f}; ce programme lit jusqu’au format {known}. Mettez-le à jour pour ouvrir cette archive.",
    }
    /// More than a bundle may hold.
    limit(what, found, most) {
        en: "The bundle is too large: {what} is {found}, the limit is {most}. Make a smaller collage of it.",
        fr: "L’archive est trop grande\u{202f}: {what} est de {found}, la limite de {most}. Faites-en un collage plus petit.",
    }
    /// What was measured.
    number_of_files() { en: "the number of files", fr: "le nombre de fichiers" }
    /// What was measured.
    size_in_bytes() { en: "its size in bytes", fr: "sa taille en octets" }
    /// What was measured.
    size_of_part(part) { en: "the size of {part} in bytes", fr: "la taille en octets de {part}" }
    /// An entry that nothing honest holds.
    unsafe_entry(name, why) {
        en: "The bundle holds an unsafe entry “{name}”: {why}. Nothing was read from it; ask whoever sent it for another one.",
        fr: "L’archive contient une entrée dangereuse «\u{202f}{name}\u{202f}»\u{202f}: {why}. Rien n’en a été lu\u{202f}; demandez-en une autre à qui l’a envoyée.",
    }
    /// What is wrong with an entry.
    name_not_utf8() { en: "its name is not UTF-8", fr: "son nom n’est pas en UTF-8" }
    /// What is wrong with an entry.
    name_too_long() { en: "its name is too long", fr: "son nom est trop long" }
    /// What is wrong with an entry.
    name_with_controls() { en: "its name holds control characters", fr: "son nom contient des caractères de contrôle" }
    /// What is wrong with an entry.
    name_with_backslash() { en: "its name holds a backslash", fr: "son nom contient une barre oblique inverse" }
    /// What is wrong with an entry.
    name_with_colon() { en: "its name holds a colon, as drives do", fr: "son nom contient un deux-points, comme un lecteur" }
    /// What is wrong with an entry.
    path_absolute() { en: "its path is absolute", fr: "son chemin est absolu" }
    /// What is wrong with an entry.
    path_leads_out() { en: "its path leads out of the archive", fr: "son chemin sort de l’archive" }
    /// What is wrong with an entry.
    path_part_empty() { en: "its path has an empty part", fr: "son chemin a une partie vide" }
    /// What is wrong with an entry.
    path_too_deep() { en: "its path is too deep", fr: "son chemin est trop profond" }
    /// What is wrong with an entry.
    entry_twice() { en: "two entries have one name", fr: "deux entrées portent le même nom" }
    /// What is wrong with an entry.
    entry_is_link() { en: "it is a link to another file", fr: "c’est un lien vers un autre fichier" }
    /// What is wrong with an entry.
    entry_encrypted() { en: "it is encrypted", fr: "elle est chiffrée" }
    /// What is wrong with an entry.
    entry_bloats() { en: "it unpacks to far more than a real file does", fr: "elle se déploie bien au-delà d’un vrai fichier" }
    /// A part that does not say what it should.
    damaged(part, why) {
        en: "{part} of the bundle is damaged: {why}. Export the collage again where it came from.",
        fr: "{part} est abîmé dans l’archive\u{202f}: {why}. Exportez de nouveau le collage là d’où il vient.",
    }
    /// What is wrong with a part.
    not_there() { en: "it is not there", fr: "il n’y est pas" }
    /// What is wrong with a part.
    other_format(found, wanted) { en: "its format is “{found}”, not “{wanted}”", fr: "son format est «\u{202f}{found}\u{202f}», et non «\u{202f}{wanted}\u{202f}»" }
    /// What is wrong with a part.
    version_zero() { en: "it is of format version 0", fr: "il est au format 0" }
    /// What is wrong with a part.
    not_base64() { en: "it is not valid base64", fr: "ce n’est pas du base64 valable" }
    /// What is wrong with a part.
    other_length(bytes) { en: "it should have {bytes} bytes and has others", fr: "il devrait faire {bytes} octets et n’en fait pas autant" }
    /// The document contradicts itself.
    broken(why) {
        en: "The collage in the bundle is damaged: {why}. Export it again where it came from.",
        fr: "Le collage de l’archive est abîmé\u{202f}: {why}. Exportez-le de nouveau là d’où il vient.",
    }
    /// The document contradicts itself in several places.
    broken_more(why, others) {
        en: "The collage in the bundle is damaged: {why}, and {others} things more. Export it again where it came from.",
        fr: "Le collage de l’archive est abîmé\u{202f}: {why}, et {others} choses encore. Exportez-le de nouveau là d’où il vient.",
    }
    /// A broken rule of the document.
    rule_order(tile) { en: "tile {tile} does not stand in the order exactly once", fr: "la tuile {tile} ne figure pas exactement une fois dans l’ordre" }
    /// A broken rule of the document.
    rule_order_unknown(tile) { en: "the order names tile {tile}, which does not exist", fr: "l’ordre nomme la tuile {tile}, qui n’existe pas" }
    /// A broken rule of the document.
    rule_frame(tile) { en: "tile {tile} has a place or size that is out of range", fr: "la tuile {tile} a une place ou une taille hors limites" }
    /// A broken rule of the document.
    rule_opacity(tile) { en: "tile {tile} has an opacity outside 0 to 1", fr: "la tuile {tile} a une opacité hors de 0 à 1" }
    /// A broken rule of the document.
    rule_picture(tile) { en: "tile {tile} is cropped outside its picture, or its picture has no size", fr: "la tuile {tile} est recadrée hors de son image, ou son image n’a pas de taille" }
    /// A broken rule of the document.
    rule_text(tile) { en: "tile {tile} has a text that is too long or of an impossible size", fr: "la tuile {tile} a un texte trop long ou d’une taille impossible" }
    /// A broken rule of the document.
    rule_group(tile) { en: "tile {tile} is in a group that does not exist", fr: "la tuile {tile} est dans un groupe qui n’existe pas" }
    /// A broken rule of the document.
    rule_group_parent(group) { en: "group {group} is inside itself or inside a group that does not exist", fr: "le groupe {group} est dans lui-même ou dans un groupe qui n’existe pas" }
    /// A broken rule of the document.
    rule_product(tile) { en: "tile {tile} links to a product that the collage does not hold", fr: "la tuile {tile} mène à un produit que le collage ne contient pas" }
    /// A broken rule of the document.
    rule_page() { en: "the page size is out of range", fr: "la taille de la page est hors limites" }
    /// A broken rule of the document.
    rule_counters() { en: "an id was given twice: the counters lie behind the tiles or groups", fr: "un identifiant a été donné deux fois\u{202f}: les compteurs sont en retard sur les tuiles ou les groupes" }
    /// Nothing was drawn; the reason is a sentence.
    draw(why) { en: "The collage could not be drawn. {why}", fr: "Le collage n’a pas pu être dessiné. {why}" }
    /// Stopped by the person.
    cancelled() { en: "The export was stopped. Nothing was written.", fr: "L’export a été arrêté. Rien n’a été écrit." }

    /// Why a picture stays behind.
    picture_gone() { en: "Its file is not in the library any more. Add the picture again.", fr: "Son fichier n’est plus dans la bibliothèque. Ajoutez l’image de nouveau." }
    /// Why a picture of a bundle is not taken.
    other_hash() { en: "Its bytes do not have the hash that names it.", fr: "Ses octets n’ont pas l’empreinte qui la nomme." }
}
