//! What the panels around the board say.

crate::i18n::messages! {
    /// While the library is opened.
    opening_library() { en: "Opening your library…", fr: "Ouverture de votre bibliothèque…" }
    /// Above the reason.
    library_failed() { en: "The library cannot be opened", fr: "La bibliothèque ne peut pas être ouverte" }
    /// Below the reason.
    nothing_was_changed() { en: "Nothing was changed on disk.", fr: "Rien n’a été modifié sur le disque." }

    /// A button that opens a menu.
    menu() { en: "Menu", fr: "Menu" }
    /// Every edit is on disk.
    saved() { en: "Saved", fr: "Enregistré" }
    /// Edits are being written.
    saving() { en: "Saving…", fr: "Enregistrement…" }
    /// Accessible name of the field for a colour’s code.
    colour_code(label) { en: "{label} as #rrggbb", fr: "{label} en #rrvvbb" }
    /// A key.
    key_shift() { en: "Shift", fr: "Maj" }
    /// A key.
    key_escape() { en: "Esc", fr: "Échap" }
    /// A key.
    key_delete() { en: "Del", fr: "Suppr" }
    /// Edits could not be written.
    not_saved() { en: "Not saved", fr: "Non enregistré" }
    /// Accessible name of the title in the top bar.
    title_button(title) { en: "Title: {title}", fr: "Titre : {title}" }
    /// Accessible name of the zoom in the top bar.
    zoom_button(percent) { en: "Zoom: {percent}", fr: "Zoom : {percent}" }
    /// A share.
    percent(value) { en: "{value}%", fr: "{value} %" }

    /// A count.
    one_tile(count) { en: "{count} tile", fr: "{count} tuile" }
    /// A count.
    many_tiles(count) { en: "{count} tiles", fr: "{count} tuiles" }
    /// The sum of all prices.
    total(sums) { en: "Total {sums}", fr: "Total {sums}" }
    /// A count of products.
    one_without_price(count) { en: "{count} without a price", fr: "{count} sans prix" }
    /// A count of products.
    many_without_price(count) { en: "{count} without a price", fr: "{count} sans prix" }
    /// Completes “prices seen …”.
    today() { en: "today", fr: "aujourd’hui" }
    /// Completes “prices seen …”.
    yesterday() { en: "yesterday", fr: "hier" }
    /// Completes “prices seen …”.
    days_ago(days) { en: "{days} days ago", fr: "il y a {days} jours" }
    /// The age of the oldest price.
    prices_seen(age) { en: "prices seen {age}", fr: "prix vus {age}" }
    /// The age of one price.
    price_seen(age) { en: "Price seen {age}", fr: "Prix vu {age}" }

    /// What one wants to spend.
    budget() { en: "Budget", fr: "Budget" }
    /// A button where there is no budget.
    add_budget() { en: "Add a budget", fr: "Ajouter un budget" }
    /// Spent and limit.
    spent_of(spent, limit) { en: "{spent} of {limit}", fr: "{spent} sur {limit}" }
    /// More than the limit.
    over_budget(spent) { en: "Over budget: {spent}", fr: "Budget dépassé : {spent}" }
    /// Accessible name of the budget in the bottom bar.
    budget_button(words) { en: "Budget: {words}", fr: "Budget : {words}" }
    /// A field.
    amount() { en: "Amount", fr: "Montant" }
    /// A field.
    currency() { en: "Currency", fr: "Devise" }
    /// A button.
    set_budget() { en: "Set budget", fr: "Fixer le budget" }
    /// A button.
    remove_budget() { en: "Remove", fr: "Retirer" }

    /// A button.
    cancel() { en: "Cancel", fr: "Annuler" }
    /// An address was copied while a picture waits for one.
    offer_link(address) { en: "Link {address} to the last picture?", fr: "Relier {address} à la dernière image ?" }
    /// A picture waits for an address.
    waiting_for_link() {
        en: "The last picture has no link yet: copy its shop address, and it is offered here.",
        fr: "La dernière image n’a pas encore de lien : copiez l’adresse du marchand, elle sera proposée ici.",
    }
    /// A button.
    accept_link() { en: "Link it", fr: "Relier" }
    /// A button.
    not_now() { en: "Not now", fr: "Pas maintenant" }

    /// Products kept in the library.
    finds() { en: "Finds", fr: "Trouvailles" }
    /// Shown and all.
    so_many_of(shown, all) { en: "{shown} of {all}", fr: "{shown} sur {all}" }
    /// A button that opens a menu.
    add_finds() { en: "Add finds", fr: "Ajouter des trouvailles" }
    /// An empty list.
    no_finds_yet() { en: "No finds yet", fr: "Pas encore de trouvailles" }
    /// How to fill it.
    no_finds_hint() {
        en: "Copy a picture or a product’s address and paste it here, drop files on the window, or start with one of these.",
        fr: "Copiez une image ou l’adresse d’un produit et collez-la ici, déposez des fichiers dans la fenêtre, ou commencez par l’un de ces boutons.",
    }
    /// A search without answers.
    nothing_matches() { en: "Nothing matches", fr: "Aucun résultat" }
    /// What to do about it.
    nothing_matches_hint() {
        en: "Try fewer words or a wider price range.",
        fr: "Essayez moins de mots ou une fourchette de prix plus large.",
    }
    /// A button.
    clear_filters() { en: "Clear filters", fr: "Effacer les filtres" }
    /// A field.
    search_finds() { en: "Search finds", fr: "Chercher une trouvaille" }
    /// A button that opens the filters.
    filters() { en: "Filters", fr: "Filtres" }
    /// The same while some are on.
    filters_active(count) { en: "Filters ({count})", fr: "Filtres ({count})" }
    /// A field: lowest price.
    price_from() { en: "from", fr: "de" }
    /// A field: highest price.
    price_to() { en: "to", fr: "à" }
    /// No filter by shop.
    all_shops() { en: "All shops", fr: "Toutes les boutiques" }
    /// A choice of orders.
    sort_by() { en: "Sort by", fr: "Trier par" }
    /// An order.
    sort_newest() { en: "Newest", fr: "Plus récentes" }
    /// An order.
    sort_price_up() { en: "Price, low to high", fr: "Prix croissant" }
    /// An order.
    sort_price_down() { en: "Price, high to low", fr: "Prix décroissant" }
    /// An order.
    sort_title() { en: "Name", fr: "Nom" }
    /// An order.
    sort_shop() { en: "Shop", fr: "Boutique" }
    /// On the card of a find without an address.
    no_link_yet() { en: "No link yet", fr: "Sans lien" }
    /// In the inspector of such a tile.
    no_link_yet_hint() {
        en: "No link yet: paste the address of the shop’s page.",
        fr: "Pas encore de lien : collez l’adresse de la page du marchand.",
    }
    /// A find without a title.
    untitled_find() { en: "Untitled", fr: "Sans titre" }
    /// A menu entry.
    add_to_collage() { en: "Add to collage", fr: "Ajouter au collage" }
    /// A menu entry.
    edit_find() { en: "Edit…", fr: "Modifier…" }
    /// A menu entry: opens the browser.
    open_in_shop() { en: "Open in the shop", fr: "Ouvrir chez le marchand" }
    /// A menu entry.
    remove_find() { en: "Remove from finds", fr: "Retirer des trouvailles" }

    /// Heading of the inspector.
    page() { en: "Page", fr: "Page" }
    /// Below the page's fields.
    page_hint() {
        en: "Select a tile to see its product, its place and its look.",
        fr: "Sélectionnez une tuile pour voir son produit, sa place et son aspect.",
    }
    /// A field: a colour.
    background() { en: "Background", fr: "Fond" }
    /// A field: the page's shape.
    page_format() { en: "Format", fr: "Format" }
    /// A page that follows no preset.
    custom_size() { en: "Custom size…", fr: "Taille libre…" }
    /// Above buttons that bring tiles back.
    out_of_reach() { en: "Hidden or locked tiles", fr: "Tuiles masquées ou verrouillées" }
    /// Heading of the inspector.
    tiles_selected(count) { en: "{count} tiles", fr: "{count} tuiles" }
    /// Heading of the inspector.
    picture() { en: "Picture", fr: "Image" }
    /// Heading of the inspector.
    text() { en: "Text", fr: "Texte" }
    /// Heading of the inspector; a form.
    rectangle() { en: "Rectangle", fr: "Rectangle" }
    /// Heading of the inspector; a form.
    ellipse() { en: "Ellipse", fr: "Ellipse" }
    /// A section.
    product() { en: "Link and product", fr: "Lien et produit" }
    /// A field: the tile's own name.
    name() { en: "Name", fr: "Nom" }
    /// In the empty name field.
    name_hint() { en: "Optional", fr: "Facultatif" }
    /// A field: the product's title.
    title() { en: "Title", fr: "Titre" }
    /// A field: the product's page.
    address() { en: "Link", fr: "Lien" }
    /// A field.
    shop() { en: "Shop", fr: "Boutique" }
    /// A field.
    price() { en: "Price", fr: "Prix" }
    /// Availability.
    in_stock() { en: "In stock", fr: "En stock" }
    /// Availability.
    out_of_stock() { en: "Out of stock", fr: "En rupture de stock" }
    /// Availability.
    preorder() { en: "Pre-order", fr: "En précommande" }
    /// Availability.
    backorder() { en: "Delivered later", fr: "Livraison différée" }
    /// An address that is none.
    wrong_address() {
        en: "This is not a web address: it should look like https://shop.example/item.",
        fr: "Ce n’est pas une adresse web : elle doit ressembler à https://shop.example/article.",
    }
    /// An address of another kind.
    wrong_scheme() {
        en: "Links start with http:// or https://. Copy the address of the product’s page.",
        fr: "Un lien commence par http:// ou https://. Copiez l’adresse de la page du produit.",
    }
    /// An address with a password.
    wrong_user_info() {
        en: "The address holds a user name or a password: remove it.",
        fr: "L’adresse contient un nom d’utilisateur ou un mot de passe : retirez-le.",
    }
    /// A very long address.
    wrong_too_long(bytes) {
        en: "The address is too long: up to {bytes} bytes are kept.",
        fr: "L’adresse est trop longue : {bytes} octets au plus sont conservés.",
    }
    /// An amount that is none.
    wrong_amount() { en: "Use a plain amount such as 49.90.", fr: "Indiquez un montant simple, par exemple 49,90." }
    /// A currency that is none.
    wrong_currency() { en: "Use a currency code such as EUR.", fr: "Indiquez un code de devise, par exemple EUR." }

    /// A section: where the tile lies.
    place() { en: "Position and size", fr: "Position et taille" }
    /// A field.
    x_position() { en: "Distance from the left", fr: "Distance depuis la gauche" }
    /// A field.
    y_position() { en: "Distance from the top", fr: "Distance depuis le haut" }
    /// A letter before a field.
    width_letter() { en: "W", fr: "L" }
    /// A letter before a field.
    height_letter() { en: "H", fr: "H" }
    /// A field.
    width() { en: "Width", fr: "Largeur" }
    /// A field.
    height() { en: "Height", fr: "Hauteur" }
    /// A field.
    angle() { en: "Angle", fr: "Angle" }
    /// A section.
    look() { en: "Look", fr: "Aspect" }
    /// A field.
    opacity() { en: "Opacity", fr: "Opacité" }
    /// A field, a menu: what covers what.
    order() { en: "Order", fr: "Ordre" }
    /// A field.
    flip() { en: "Flip", fr: "Retourner" }
    /// A section.
    tile() { en: "Tile", fr: "Tuile" }
    /// A section.
    align() { en: "Align", fr: "Aligner" }
    /// A section.
    distribute() { en: "Distribute", fr: "Répartir" }
    /// A menu.
    align_and_distribute() { en: "Align and distribute", fr: "Aligner et répartir" }
    /// A section.
    group() { en: "Group", fr: "Groupe" }
    /// A field: the words of a text tile.
    words() { en: "Words", fr: "Mots" }
    /// In an empty text.
    write_here() { en: "Write here", fr: "Écrivez ici" }
    /// A button.
    done() { en: "Done", fr: "Terminé" }
    /// Beside it.
    escape_ends() { en: "Esc ends, too", fr: "Échap termine aussi" }
    /// A field.
    typeface() { en: "Typeface", fr: "Police" }
    /// A typeface.
    face_sans() { en: "Clear", fr: "Claire" }
    /// A typeface.
    face_serif() { en: "Elegant", fr: "Élégante" }
    /// A typeface.
    face_script() { en: "Handwriting", fr: "Manuscrite" }
    /// A typeface.
    face_display() { en: "Poster", fr: "Affiche" }
    /// A typeface.
    face_mono() { en: "Typewriter", fr: "Machine à écrire" }
    /// A field: height of letters.
    text_size() { en: "Size", fr: "Taille" }
    /// A field: weight and alignment.
    style() { en: "Style", fr: "Style" }
    /// A switch.
    bold() { en: "Bold", fr: "Gras" }
    /// A choice.
    lines_left() { en: "Lines to the left", fr: "Lignes à gauche" }
    /// A choice.
    lines_centre() { en: "Lines in the middle", fr: "Lignes au centre" }
    /// A choice.
    lines_right() { en: "Lines to the right", fr: "Lignes à droite" }
    /// A field.
    colour() { en: "Colour", fr: "Couleur" }
    /// A field: outline of a shape.
    form() { en: "Form", fr: "Forme" }
    /// A colour.
    colour_white() { en: "White", fr: "Blanc" }
    /// A colour.
    colour_cream() { en: "Cream", fr: "Crème" }
    /// A colour.
    colour_blush() { en: "Blush", fr: "Rose poudré" }
    /// A colour.
    colour_sand() { en: "Sand", fr: "Sable" }
    /// A colour.
    colour_sage() { en: "Sage", fr: "Sauge" }
    /// A colour.
    colour_sky() { en: "Sky", fr: "Ciel" }
    /// A colour.
    colour_plum() { en: "Plum", fr: "Prune" }
    /// A colour.
    colour_ink() { en: "Ink", fr: "Encre" }

    /// A step of several tiles.
    step_of_tiles(step, count) { en: "{step} ({count} tiles)", fr: "{step} ({count} tuiles)" }
    /// A step.
    step_create() { en: "Begin the collage", fr: "Commencer le collage" }
    /// A step.
    step_place() { en: "Place", fr: "Placer" }
    /// A step.
    step_remove() { en: "Delete", fr: "Supprimer" }
    /// A step.
    step_duplicate() { en: "Duplicate", fr: "Dupliquer" }
    /// A step.
    step_move() { en: "Move", fr: "Déplacer" }
    /// A step.
    step_resize() { en: "Resize", fr: "Redimensionner" }
    /// A step.
    step_rotate() { en: "Rotate", fr: "Tourner" }
    /// A step.
    step_align() { en: "Align", fr: "Aligner" }
    /// A step.
    step_distribute() { en: "Distribute", fr: "Répartir" }
    /// A step.
    step_arrange() { en: "Arrange", fr: "Disposer" }
    /// A step.
    step_flip() { en: "Flip", fr: "Retourner" }
    /// A step.
    step_reorder() { en: "Change the order", fr: "Changer l’ordre" }
    /// A step.
    step_opacity() { en: "Change the opacity", fr: "Changer l’opacité" }
    /// A step.
    step_lock() { en: "Lock", fr: "Verrouiller" }
    /// A step.
    step_unlock() { en: "Unlock", fr: "Déverrouiller" }
    /// A step.
    step_hide() { en: "Hide", fr: "Masquer" }
    /// A step.
    step_show() { en: "Show", fr: "Afficher" }
    /// A step.
    step_rename() { en: "Rename", fr: "Renommer" }
    /// A step.
    step_group() { en: "Group", fr: "Grouper" }
    /// A step.
    step_ungroup() { en: "Ungroup", fr: "Dégrouper" }
    /// A step.
    step_crop() { en: "Crop", fr: "Recadrer" }
    /// A step.
    step_replace() { en: "Replace the picture", fr: "Remplacer l’image" }
    /// A step.
    step_text() { en: "Change the text", fr: "Modifier le texte" }
    /// A step.
    step_shape() { en: "Change the shape", fr: "Modifier la forme" }
    /// A step.
    step_link() { en: "Change the link", fr: "Modifier le lien" }
    /// A step.
    step_product() { en: "Edit the product", fr: "Modifier le produit" }
    /// A step.
    step_background() { en: "Change the background", fr: "Changer le fond" }
    /// A step.
    step_page_size() { en: "Change the page size", fr: "Changer la taille de la page" }
    /// A step.
    step_meta() { en: "Change title and details", fr: "Modifier le titre et les informations" }
    /// A step.
    step_budget() { en: "Change the budget", fr: "Modifier le budget" }
    /// A step.
    step_restore() { en: "Restore a version", fr: "Restaurer une version" }
    /// A step.
    step_several() { en: "Several changes", fr: "Plusieurs changements" }
    /// A step.
    step_undo() { en: "Undo", fr: "Annuler" }
    /// A step.
    step_redo() { en: "Redo", fr: "Rétablir" }
}
