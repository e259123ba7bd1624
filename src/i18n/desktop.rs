//! What the window says.

crate::i18n::messages! {
    /// An action.
    action_new_collage() { en: "New collage", fr: "Nouveau collage" }
    /// An action.
    action_open_gallery() { en: "My collages", fr: "Mes collages" }
    /// An action.
    action_add_from_link() { en: "Add from link…", fr: "Ajouter depuis un lien…" }
    /// An action.
    action_add_files() { en: "Add files…", fr: "Ajouter des fichiers…" }
    /// An action.
    action_import_feed() { en: "Import a feed…", fr: "Importer un flux…" }
    /// An action.
    action_import_bundle() { en: "Open a bundle…", fr: "Ouvrir un lot…" }
    /// An action.
    action_export() { en: "Export…", fr: "Exporter…" }
    /// An action.
    action_page_setup() { en: "Page and title…", fr: "Page et titre…" }
    /// An action.
    action_history() { en: "Version history…", fr: "Historique des versions…" }
    /// An action.
    action_settings() { en: "Settings…", fr: "Réglages…" }
    /// An action.
    action_shortcuts() { en: "Keyboard shortcuts", fr: "Raccourcis clavier" }
    /// An action.
    action_commands() { en: "All commands…", fr: "Toutes les commandes…" }
    /// An action.
    action_toggle_theme() { en: "Light or dark", fr: "Clair ou sombre" }
    /// An action.
    action_toggle_finds() { en: "Show or hide finds", fr: "Afficher ou masquer les trouvailles" }
    /// An action.
    action_undo() { en: "Undo", fr: "Annuler" }
    /// An action.
    action_redo() { en: "Redo", fr: "Rétablir" }
    /// An action.
    action_cut() { en: "Cut", fr: "Couper" }
    /// An action.
    action_copy() { en: "Copy", fr: "Copier" }
    /// An action.
    action_paste() { en: "Paste", fr: "Coller" }
    /// An action.
    action_duplicate() { en: "Duplicate", fr: "Dupliquer" }
    /// An action.
    action_delete() { en: "Delete", fr: "Supprimer" }
    /// An action.
    action_select_all() { en: "Select all", fr: "Tout sélectionner" }
    /// An action.
    action_select_none() { en: "Select nothing", fr: "Ne rien sélectionner" }
    /// An action.
    action_select_next() { en: "Select next tile", fr: "Sélectionner la tuile suivante" }
    /// An action.
    action_select_previous() { en: "Select previous tile", fr: "Sélectionner la tuile précédente" }
    /// An action.
    action_group() { en: "Group", fr: "Grouper" }
    /// An action.
    action_ungroup() { en: "Ungroup", fr: "Dégrouper" }
    /// An action.
    action_bring_to_front() { en: "Bring to front", fr: "Mettre au premier plan" }
    /// An action.
    action_bring_forward() { en: "Bring forward", fr: "Avancer" }
    /// An action.
    action_send_backward() { en: "Send backward", fr: "Reculer" }
    /// An action.
    action_send_to_back() { en: "Send to back", fr: "Mettre à l’arrière-plan" }
    /// An action.
    action_flip_horizontal() { en: "Flip horizontally", fr: "Retourner horizontalement" }
    /// An action.
    action_flip_vertical() { en: "Flip vertically", fr: "Retourner verticalement" }
    /// An action.
    action_lock() { en: "Lock or unlock", fr: "Verrouiller ou déverrouiller" }
    /// An action.
    action_unlock_all() { en: "Unlock all tiles", fr: "Déverrouiller toutes les tuiles" }
    /// An action.
    action_hide() { en: "Hide or show", fr: "Masquer ou afficher" }
    /// An action.
    action_show_all() { en: "Show all tiles", fr: "Afficher toutes les tuiles" }
    /// An action.
    action_crop() { en: "Crop", fr: "Recadrer" }
    /// An action.
    action_reset_crop() { en: "Undo the crop", fr: "Annuler le recadrage" }
    /// An action.
    action_add_text() { en: "Add text", fr: "Ajouter du texte" }
    /// An action.
    action_add_rectangle() { en: "Add rectangle", fr: "Ajouter un rectangle" }
    /// An action.
    action_add_ellipse() { en: "Add ellipse", fr: "Ajouter une ellipse" }
    /// An action.
    action_align_left() { en: "Align left", fr: "Aligner à gauche" }
    /// An action.
    action_align_centre() { en: "Align centres", fr: "Centrer horizontalement" }
    /// An action.
    action_align_right() { en: "Align right", fr: "Aligner à droite" }
    /// An action.
    action_align_top() { en: "Align top", fr: "Aligner en haut" }
    /// An action.
    action_align_middle() { en: "Align middles", fr: "Centrer verticalement" }
    /// An action.
    action_align_bottom() { en: "Align bottom", fr: "Aligner en bas" }
    /// An action.
    action_distribute_horizontally() { en: "Distribute horizontally", fr: "Répartir horizontalement" }
    /// An action.
    action_distribute_vertically() { en: "Distribute vertically", fr: "Répartir verticalement" }
    /// An action.
    action_nudge_left() { en: "Nudge left", fr: "Décaler à gauche" }
    /// An action.
    action_nudge_right() { en: "Nudge right", fr: "Décaler à droite" }
    /// An action.
    action_nudge_up() { en: "Nudge up", fr: "Décaler vers le haut" }
    /// An action.
    action_nudge_down() { en: "Nudge down", fr: "Décaler vers le bas" }
    /// An action.
    action_zoom_in() { en: "Zoom in", fr: "Zoom avant" }
    /// An action.
    action_zoom_out() { en: "Zoom out", fr: "Zoom arrière" }
    /// An action.
    action_zoom_actual() { en: "Zoom to 100 %", fr: "Zoom à 100 %" }
    /// An action.
    action_zoom_fit() { en: "Fit the page", fr: "Ajuster à la page" }
    /// An action.
    action_zoom_selection() { en: "Fit the selection", fr: "Ajuster à la sélection" }
    /// An action.
    action_toggle_snapping() { en: "Smart guides", fr: "Repères intelligents" }
    /// The board for screen readers.
    board(title) { en: "Board: {title}", fr: "Planche\u{202f}: {title}" }
    /// A tile for screen readers when nothing says what it shows.
    unnamed_tile() { en: "Picture without a name", fr: "Image sans nom" }
    /// A tile for screen readers.
    tile_node(name, place, count) { en: "{name}, tile {place} of {count}", fr: "{name}, tuile {place} sur {count}" }
    /// Takes a note away.
    dismiss() { en: "Dismiss", fr: "Fermer" }
    /// A button on the note that something is not saved.
    try_again() { en: "Try again", fr: "Réessayer" }
    /// What was not saved is saved after all.
    saved_again() { en: "Everything is saved.", fr: "Tout est enregistré." }
    /// Saving failed.
    not_saved(problem) { en: "The last change is not saved: {problem}", fr: "La dernière modification n’est pas enregistrée\u{202f}: {problem}" }
    /// After a feed import.
    feed_done(taken, skipped) { en: "Finds imported: {taken}. Records skipped: {skipped}.", fr: "Trouvailles importées : {taken}. Articles ignorés : {skipped}." }
    /// After an export.
    exported(path) { en: "Exported to {path}", fr: "Exporté vers {path}" }
    /// Opens the folder of an export.
    reveal() { en: "Show", fr: "Afficher" }
    /// A picture was placed that leads nowhere.
    no_link_yet() { en: "No link yet. Copy the product’s address and paste it here.", fr: "Pas encore de lien. Copiez l’adresse du produit et collez-la ici." }
    /// One find came.
    one_find_added() { en: "1 find added.", fr: "1 trouvaille ajoutée." }
    /// Several finds came.
    finds_added(count) { en: "{count} finds added.", fr: "{count} trouvailles ajoutées." }
    /// The title of a new collage.
    untitled() { en: "Untitled", fr: "Sans titre" }
    /// The title of a copy.
    copy_of(title) { en: "{title} (copy)", fr: "{title} (copie)" }
    /// All queues are full.
    too_busy() { en: "Too much is going on at once. Try again in a moment.", fr: "Trop de choses à la fois. Réessayez dans un instant." }
    /// A find was to be placed without an open collage.
    open_a_collage_first() { en: "Open a collage first.", fr: "Ouvrez d’abord un collage." }
    /// A find has no picture.
    find_without_picture() { en: "This find has no picture yet. Open its page and copy one.", fr: "Cette trouvaille n’a pas encore d’image. Ouvrez sa page et copiez-en une." }
    /// The clipboard holds nothing usable.
    nothing_to_paste() { en: "The clipboard holds no picture, address or tile.", fr: "Le presse-papiers ne contient ni image, ni adresse, ni tuile." }
    /// The words of a new text.
    new_text() { en: "Your words", fr: "Vos mots" }
    /// A page shape.
    preset_square() { en: "Square", fr: "Carré" }
    /// A page shape.
    preset_portrait() { en: "Portrait 4:5", fr: "Portrait 4:5" }
    /// A page shape.
    preset_landscape() { en: "Landscape 16:10", fr: "Paysage 16:10" }
    /// A page shape.
    preset_story() { en: "Story 9:16", fr: "Story 9:16" }
    /// A page shape.
    preset_pin() { en: "Pin 2:3", fr: "Épingle 2:3" }
    /// A page shape.
    preset_a4() { en: "A4 page", fr: "Page A4" }
    /// There is no display.
    no_display() { en: "There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set). On a server, use the commands instead: “etalage --help” lists them.", fr: "Il n’y a pas d’écran pour ouvrir une fenêtre (ni DISPLAY ni WAYLAND_DISPLAY n’est défini). Sur un serveur, utilisez les commandes\u{202f}: «\u{202f}etalage --help\u{202f}» les énumère." }
    /// A button: writes over the export of another collage.
    replace_export() { en: "Replace it", fr: "Le remplacer" }
    /// Threads could not be started.
    no_workers(why) { en: "The workers could not be started ({why}). Close other programs and try again.", fr: "Les tâches de fond n’ont pas pu démarrer ({why}). Fermez d’autres programmes et réessayez." }
    /// The graphics libraries are missing.
    no_window(reason, packages) { en: "The window cannot be opened ({reason}). On Debian and Ubuntu, install what it needs with: sudo apt-get install {packages}", fr: "La fenêtre ne peut pas s’ouvrir ({reason}). Sous Debian et Ubuntu, installez ce qu’il faut avec\u{202f}: sudo apt-get install {packages}" }
}
