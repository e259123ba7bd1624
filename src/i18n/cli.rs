//! What the command line says.

crate::i18n::messages! {
    /// The demo begins.
    demo_library(path) { en: "Library: {path}", fr: "Bibliothèque\u{202f}: {path}" }
    /// Progress of the demo.
    demo_filling(done, total) { en: "Drawing the starter finds… {done} of {total}", fr: "Dessin des trouvailles de départ… {done} sur {total}" }
    /// The starter finds are there.
    demo_finds(all, added) { en: "Starter finds: {all}, of which {added} are new", fr: "Trouvailles de départ\u{202f}: {all}, dont {added} nouvelles" }
    /// A sample collage was made.
    demo_composed(title, id) { en: "Composed and saved “{title}” ({id})", fr: "«\u{202f}{title}\u{202f}» composé et enregistré ({id})" }
    /// A sample collage was there already.
    demo_known(title, id) { en: "“{title}” is there already ({id})", fr: "«\u{202f}{title}\u{202f}» est déjà là ({id})" }
    /// The export begins.
    demo_exporting(title) { en: "Exporting “{title}”…", fr: "Exportation de «\u{202f}{title}\u{202f}»…" }
    /// The demo ends.
    demo_done(page, files) { en: "Done: {files} files. Open {page} in a browser, or run “etalage” to go on in the app.", fr: "Terminé\u{202f}: {files} fichiers. Ouvrez {page} dans un navigateur, ou lancez «\u{202f}etalage\u{202f}» pour continuer dans l’application." }

    /// A product or tile without title.
    untitled() { en: "(untitled)", fr: "(sans titre)" }
    /// A remark about what was read.
    remark(words) { en: "note: {words}", fr: "remarque\u{202f}: {words}" }
    /// A fact of a product.
    fact_url() { en: "link", fr: "lien" }
    /// A fact of a product.
    fact_brand() { en: "brand", fr: "marque" }
    /// A fact of a product.
    fact_list_price() { en: "list price", fr: "prix barré" }
    /// A fact of a product.
    fact_price_seen() { en: "price seen", fr: "prix relevé" }
    /// A fact of a product.
    fact_category() { en: "category", fr: "catégorie" }
    /// A fact of a product.
    fact_colour() { en: "colour", fr: "couleur" }
    /// How many tiles.
    tiles_one(count) { en: "{count} tile", fr: "{count} tuile" }
    /// How many tiles.
    tiles_many(count) { en: "{count} tiles", fr: "{count} tuiles" }
    /// A collage in a list.
    collage_line(id, title, size, tiles, day) { en: "{id}  “{title}”  {size}  {tiles}  {day}", fr: "{id}  «\u{202f}{title}\u{202f}»  {size}  {tiles}  {day}" }
    /// An empty list.
    nothing_found() { en: "Nothing found.", fr: "Rien trouvé." }

    /// A page is fetched.
    fetching_page(url) { en: "Fetching {url}…", fr: "Récupération de {url}…" }
    /// A find was kept.
    find_kept(key, words) { en: "Kept {key}: {words}", fr: "{key} conservé\u{202f}: {words}" }
    /// One file of several failed.
    file_failed(path, why) { en: "{path}: {why}", fr: "{path}\u{202f}: {why}" }
    /// A bundle was imported.
    bundle_imported(title, id) { en: "Imported “{title}” ({id}).", fr: "«\u{202f}{title}\u{202f}» importé ({id})." }
    /// Progress of a feed.
    feed_so_far(finds) { en: "{finds} finds so far…", fr: "{finds} trouvailles jusqu’ici…" }
    /// A feed was imported.
    feed_imported(format, added, updated, unchanged, skipped) { en: "Read as {format}: {added} added, {updated} updated, {unchanged} unchanged, {skipped} skipped.", fr: "Lu comme {format}\u{202f}: {added} ajoutées, {updated} mises à jour, {unchanged} inchangées, {skipped} ignorées." }
    /// What a feed no longer lists.
    feed_gone(count) { en: "{count} are gone from the feed and marked so.", fr: "{count} ont disparu du flux et sont marquées." }
    /// Progress of a download.
    feed_downloading(megabytes) { en: "{megabytes} MB…", fr: "{megabytes} Mo…" }
    /// A feed is as it was.
    feed_not_modified(id) { en: "{id} has not changed since it was last read.", fr: "{id} n’a pas changé depuis la dernière lecture." }
    /// A feed was forgotten.
    feed_forgotten(id) { en: "{id} is forgotten; its finds stay.", fr: "{id} est oublié\u{202f}; ses trouvailles restent." }
    /// An empty list.
    no_feeds() { en: "No feed is remembered yet: “etalage import feed FILE|URL” imports one.", fr: "Aucun flux n’est encore mémorisé\u{202f}: «\u{202f}etalage import feed FILE|URL\u{202f}» en importe un." }
    /// Nothing to do.
    no_feeds_due() { en: "No feed is due.", fr: "Aucun flux n’est à relire." }
    /// A schedule.
    feed_every(period) { en: "every {period}", fr: "tous les {period}" }
    /// The last import of a feed.
    feed_last(day, format, products) { en: "{day}, {format}, {products} products", fr: "{day}, {format}, {products} produits" }
    /// A find that its feed no longer lists.
    fact_gone(day) { en: "gone from its feed since {day}", fr: "absent de son flux depuis le {day}" }
    /// More warnings than are shown.
    more_warnings(count) { en: "and {count} more warnings", fr: "et {count} autres avertissements" }
    /// Progress of a download.
    downloading(host, megabytes) { en: "{megabytes} MB from {host}…", fr: "{megabytes} Mo de {host}…" }
    /// Names a file.
    temporary_file() { en: "the temporary file", fr: "le fichier temporaire" }
    /// Names an input.
    standard_input() { en: "standard input", fr: "l’entrée standard" }
    /// Names an output.
    standard_output() { en: "standard output", fr: "la sortie standard" }
    /// A line of commands past the limit.
    line_too_long(megabytes) { en: "the line is longer than {megabytes} MB: send several commands instead", fr: "la ligne dépasse {megabytes} Mo\u{202f}: envoyez plutôt plusieurs commandes" }
    /// A line that is no command.
    no_command(why) { en: "this is no command: {why}", fr: "ce n’est pas une commande\u{202f}: {why}" }

    /// Finds were removed.
    finds_removed(count) { en: "Finds removed: {count}.", fr: "Trouvailles supprimées\u{202f}: {count}." }
    /// A collage was made.
    collage_made(title, id) { en: "Made “{title}” ({id}).", fr: "«\u{202f}{title}\u{202f}» créé ({id})." }
    /// A collage was renamed.
    collage_renamed(title, id) { en: "{id} is now called “{title}”.", fr: "{id} s’appelle maintenant «\u{202f}{title}\u{202f}»." }
    /// The title of a copy.
    copy_of(title) { en: "{title} (copy)", fr: "{title} (copie)" }
    /// A collage was trashed.
    collage_trashed(id) { en: "{id} is in the trash. Take it back with “etalage collages restore {id}”.", fr: "{id} est dans la corbeille. Reprenez-le avec «\u{202f}etalage collages restore {id}\u{202f}»." }
    /// A collage was deleted.
    collage_deleted(id) { en: "{id} and its history are deleted.", fr: "{id} et son historique sont supprimés." }
    /// A collage left the trash.
    collage_restored(id) { en: "{id} is out of the trash.", fr: "{id} est sorti de la corbeille." }
    /// A version is back.
    version_restored(seq) { en: "Version {seq} is back, as a new step.", fr: "La version {seq} est de retour, comme nouvelle étape." }

    /// No ids yet.
    no_programs() { en: "No program has an id yet: see “etalage programs list --known” and “etalage programs set”.", fr: "Aucun programme n’a d’identifiant\u{202f}: voyez «\u{202f}etalage programs list --known\u{202f}» et «\u{202f}etalage programs set\u{202f}»." }
    /// A program was forgotten.
    program_removed(name) { en: "{name} is forgotten.", fr: "{name} est oublié." }
    /// Nothing to forget.
    program_not_set(name) { en: "{name} had no ids.", fr: "{name} n’avait pas d’identifiant." }
    /// A channel was added.
    channel_added(name, kind) { en: "Added the channel “{name}” ({kind}).", fr: "Canal «\u{202f}{name}\u{202f}» ajouté ({kind})." }
    /// A channel was removed.
    channel_removed(name) { en: "Removed the channel “{name}”.", fr: "Canal «\u{202f}{name}\u{202f}» supprimé." }
    /// A channel that stays.
    channel_builtin(name) { en: "“{name}” is built in and stays.", fr: "«\u{202f}{name}\u{202f}» est intégré et reste." }
    /// A switch is on.
    yes() { en: "yes", fr: "oui" }
    /// A switch is off.
    no() { en: "no", fr: "non" }

    /// A file was written.
    written(path) { en: "Wrote {path}", fr: "{path} écrit" }
    /// A picture was cut out.
    cut_out(path, percent) {
        en: "Wrote {path}, {percent}% sure of the outline",
        fr: "{path} écrit, contour sûr à {percent}\u{202f}%"
    }
    /// A cut-out is in doubt.
    look_at_cut_out() {
        en: "The product is hard to tell from its background: look at the result, or try another --strength",
        fr: "Le produit se distingue mal du fond\u{202f}: regardez le résultat, ou essayez un autre --strength"
    }
    /// An export begins.
    exporting_for(channel) { en: "Exporting for {channel}…", fr: "Exportation pour {channel}…" }
    /// Heads the sheet of what leaves.
    sheet_leaves(channel) { en: "What will leave for {channel}:", fr: "Ce qui partira pour {channel}\u{202f}:" }
    /// Heads the warnings of the sheet.
    sheet_look_at() { en: "Worth a look first:", fr: "À regarder d’abord\u{202f}:" }
    /// A bundle is whole.
    bundle_good(title, files, channel) { en: "“{title}” for {channel}: {files} files, all as its manifest says.", fr: "«\u{202f}{title}\u{202f}» pour {channel}\u{202f}: {files} fichiers, tous conformes au manifeste." }
    /// A file of a bundle.
    file_unlisted(path) { en: "not in the manifest: {path}", fr: "absent du manifeste\u{202f}: {path}" }

    /// What a library holds.
    library_holds(finds, collages, pictures, records) { en: "Finds: {finds}, collages: {collages}, pictures: {pictures}, records: {records}.", fr: "Trouvailles\u{202f}: {finds}, collages\u{202f}: {collages}, images\u{202f}: {pictures}, enregistrements\u{202f}: {records}." }
    /// A library was compacted.
    library_compacted(before, after) { en: "Database and journal: {before} kB before, {after} kB now.", fr: "Base et journal\u{202f}: {before} ko avant, {after} ko maintenant." }
    /// A library was put back.
    library_restored(path, finds, collages) { en: "{path} is back: {finds} finds, {collages} collages.", fr: "{path} est de retour\u{202f}: {finds} trouvailles, {collages} collages." }

    /// How to replace another collage’s export.
    add_replace() { en: "With --replace it is replaced.", fr: "Avec --replace, il est remplacé." }
    /// The build is incomplete.
    no_samples() { en: "The program was built without its samples. Install it again.", fr: "Le programme a été construit sans ses exemples. Réinstallez-le." }
    /// The build has no window.
    build_without_window() { en: "This build has no window. Name a command, see “etalage --help”.", fr: "Cette version n’a pas de fenêtre. Donnez une commande, voyez «\u{202f}etalage --help\u{202f}»." }
    /// A name that no channel can have.
    channel_name(most) { en: "A channel’s name has 1 to {most} plain characters. Choose such a name.", fr: "Le nom d’un canal a de 1 à {most} caractères simples. Choisissez un tel nom." }
    /// A name that a channel has already.
    channel_taken(name) { en: "There is already a channel “{name}”. Choose another name.", fr: "Il y a déjà un canal «\u{202f}{name}\u{202f}». Choisissez un autre nom." }
    /// Several channels for one file.
    one_file(target, channels, slot) { en: "{target} is one file, and there are {channels} channels. Put {slot} in the name, as in page-{slot}.zip.", fr: "{target} est un seul fichier, et il y a {channels} canaux. Mettez {slot} dans le nom, comme dans page-{slot}.zip." }
    /// Two channels for one target.
    same_place() { en: "Two of these channels would be written to the same place. Export them one by one.", fr: "Deux de ces canaux seraient écrits au même endroit. Exportez-les un par un." }
    /// No setting has this name.
    no_setting(key) { en: "“{key}” is no setting. Use author, lang, theme or allow-private-network.", fr: "«\u{202f}{key}\u{202f}» n’est pas un réglage. Utilisez author, lang, theme ou allow-private-network." }
    /// A value that a setting cannot have.
    setting_value(value, key, allowed) { en: "“{value}” is no value of {key}. Use one of these: {allowed}.", fr: "«\u{202f}{value}\u{202f}» n’est pas une valeur de {key}. Utilisez l’une de celles-ci\u{202f}: {allowed}." }
    /// A cut-out needs PNG.
    not_png(path) { en: "{path} cannot hold a cut-out: end the name with .png", fr: "{path} ne peut pas contenir un détourage : terminez le nom par .png" }
    /// A name that is no picture’s.
    not_a_picture(path) { en: "The name {path} is no picture’s. End it with .png, .jpg, .webp or .pdf, or use “etalage export”.", fr: "Le nom {path} n’est pas celui d’une image. Terminez-le par .png, .jpg, .webp ou .pdf, ou utilisez «\u{202f}etalage export\u{202f}»." }
    /// A file or stream could not be read or written.
    io(what, why) { en: "{what}: {why}.", fr: "{what}\u{202f}: {why}." }
    /// What tidying would do.
    can_be_tidied(pictures, kilobytes, versions) { en: "Can be tidied: {pictures} pictures that nothing has shown for 30 days ({kilobytes} kB), {versions} old versions that history does without. Add --do-it to do it.", fr: "À ranger\u{202f}: {pictures} images que rien ne montre depuis 30 jours ({kilobytes} ko), {versions} anciennes versions dont l’historique peut se passer. Ajoutez --do-it pour le faire." }
    /// What tidying did.
    tidied(pictures, kilobytes, versions, back) { en: "Tidied: {pictures} pictures moved to “picked-up” ({kilobytes} kB), {versions} old versions folded into later ones, {back} pictures put back.", fr: "Rangé\u{202f}: {pictures} images déplacées dans «\u{202f}picked-up\u{202f}» ({kilobytes} ko), {versions} anciennes versions fondues dans les suivantes, {back} images remises en place." }
    /// Tidying left the pictures alone.
    tidy_held_back() { en: "Pictures were left alone, since records of the library may be missing: see “etalage library verify”.", fr: "Les images n’ont pas été touchées, car des enregistrements manquent peut-être\u{202f}: voyez «\u{202f}etalage library verify\u{202f}»." }
    /// What lies in the folder of pictures that nothing shows.
    picked_up_holds(pictures, kilobytes) { en: "In “picked-up”: {pictures} pictures ({kilobytes} kB). Add --empty to delete them for good.", fr: "Dans «\u{202f}picked-up\u{202f}»\u{202f}: {pictures} images ({kilobytes} ko). Ajoutez --empty pour les supprimer définitivement." }
    /// Pictures that nothing shows were deleted.
    picked_up_deleted(pictures, kilobytes) { en: "Deleted from “picked-up”: {pictures} pictures ({kilobytes} kB).", fr: "Supprimées de «\u{202f}picked-up\u{202f}»\u{202f}: {pictures} images ({kilobytes} ko)." }
    /// A picture that a backup has only as it is.
    picture_damaged(hash) { en: "damaged picture: {hash}", fr: "image endommagée\u{202f}: {hash}" }
    /// A picture that a backup cannot have.
    picture_missing(hash) { en: "missing picture: {hash}", fr: "image manquante\u{202f}: {hash}" }
    /// A backup without some pictures.
    backup_lacks(path, count) { en: "{path} was written, but {count} pictures are damaged or missing in the library. Add them again, or take them from an older backup.", fr: "{path} a été écrit, mais {count} images sont endommagées ou manquantes dans la bibliothèque. Ajoutez-les de nouveau, ou reprenez-les d’une sauvegarde plus ancienne." }

    /// Some of several failed.
    partly(failed, all) { en: "{failed} of {all} failed; the rest is done", fr: "{failed} sur {all} ont échoué\u{202f}; le reste est fait" }
    /// A check failed.
    unsound(what, count) { en: "{what}: problems found: {count}", fr: "{what}\u{202f}: problèmes trouvés\u{202f}: {count}" }

    /// The extension was written.
    clipper_saved(path) { en: "The extension is in {path}. Load that folder in your browser: in Chromium on chrome://extensions with developer mode and “Load unpacked”, in Firefox on about:debugging with “Load Temporary Add-on”. Then pair it with the code in Settings, Browser.", fr: "L’extension est dans {path}. Chargez ce dossier dans votre navigateur\u{202f}: dans Chromium sur chrome://extensions, mode développeur, «\u{202f}Charger l’extension non empaquetée\u{202f}»\u{202f}; dans Firefox sur about:debugging, «\u{202f}Charger un module complémentaire temporaire\u{202f}». Associez-la ensuite avec le code de Réglages, Navigateur." }
    /// Clips are taken.
    clipper_listening(port, code) { en: "Listening on 127.0.0.1:{port}. Pairing code, good for ten minutes: {code}. Stop with Ctrl+C.", fr: "À l’écoute sur 127.0.0.1:{port}. Code d’association, valable dix minutes\u{202f}: {code}. Arrêtez avec Ctrl+C." }
    /// A browser was paired.
    clipper_paired(browser) { en: "Paired: {browser}", fr: "Associé\u{202f}: {browser}" }
    /// No browser has this id.
    no_such_browser(id) { en: "no paired browser has the id “{id}”: see “etalage clipper paired”", fr: "aucun navigateur associé n’a l’identifiant «\u{202f}{id}\u{202f}»\u{202f}: voyez «\u{202f}etalage clipper paired\u{202f}»" }
    /// Browsers were shown out.
    browsers_revoked(count) { en: "Browsers that may send no more finds: {count}.", fr: "Navigateurs qui ne peuvent plus envoyer de trouvailles\u{202f}: {count}." }
}
