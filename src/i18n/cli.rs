//! What the command line says.

crate::i18n::messages! {
    /// The demo begins.
    demo_library(path) { en: "Library: {path}", fr: "Bibliothèque : {path}" }
    /// Progress of the demo.
    demo_filling(done, total) { en: "Drawing the starter finds… {done} of {total}", fr: "Dessin des trouvailles de départ… {done} sur {total}" }
    /// The starter finds are there.
    demo_finds(all, added) { en: "Starter finds: {all}, of which {added} are new", fr: "Trouvailles de départ : {all}, dont {added} nouvelles" }
    /// A sample collage was made.
    demo_composed(title, id) { en: "Composed and saved “{title}” ({id})", fr: "« {title} » composé et enregistré ({id})" }
    /// A sample collage was there already.
    demo_known(title, id) { en: "“{title}” is there already ({id})", fr: "« {title} » est déjà là ({id})" }
    /// The export begins.
    demo_exporting(title) { en: "Exporting “{title}”…", fr: "Exportation de « {title} »…" }
    /// The demo ends.
    demo_done(page, files) { en: "Done: {files} files. Open {page} in a browser, or run “etalage” to go on in the app.", fr: "Terminé : {files} fichiers. Ouvrez {page} dans un navigateur, ou lancez « etalage » pour continuer dans l’application." }
}
