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
    file_missing(path) { en: "missing: {path}", fr: "manquant\u{202f}: {path}" }
    /// A file of a bundle.
    file_changed(path) { en: "changed: {path}", fr: "modifié\u{202f}: {path}" }
    /// A file of a bundle.
    file_unlisted(path) { en: "not in the manifest: {path}", fr: "absent du manifeste\u{202f}: {path}" }

    /// What a library holds.
    library_holds(finds, collages, pictures, records) { en: "Finds: {finds}, collages: {collages}, pictures: {pictures}, records: {records}.", fr: "Trouvailles\u{202f}: {finds}, collages\u{202f}: {collages}, images\u{202f}: {pictures}, enregistrements\u{202f}: {records}." }
    /// A library was compacted.
    library_compacted(before, after) { en: "Database and journal: {before} kB before, {after} kB now.", fr: "Base et journal\u{202f}: {before} ko avant, {after} ko maintenant." }
    /// A library was put back.
    library_restored(path, finds, collages) { en: "{path} is back: {finds} finds, {collages} collages.", fr: "{path} est de retour\u{202f}: {finds} trouvailles, {collages} collages." }

    /// Some of several failed.
    partly(failed, all) { en: "{failed} of {all} failed; the rest is done", fr: "{failed} sur {all} ont échoué\u{202f}; le reste est fait" }
    /// A check failed.
    unsound(what, count) { en: "{what}: problems found: {count}", fr: "{what}\u{202f}: problèmes trouvés\u{202f}: {count}" }
}
