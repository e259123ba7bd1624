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
}
