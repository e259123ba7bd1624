//! What the gallery and the dialogs say.

use super::messages;

messages! {
    /// On buttons and menus.
    add() { en: "Add", fr: "Ajouter" }
    /// On buttons and menus.
    apply() { en: "Apply", fr: "Appliquer" }
    /// On buttons and menus.
    cancel() { en: "Cancel", fr: "Annuler" }
    /// On buttons and menus.
    close() { en: "Close", fr: "Fermer" }
    /// On buttons and menus.
    create() { en: "Create", fr: "Créer" }
    /// On buttons and menus.
    done() { en: "Done", fr: "Terminé" }
    /// On buttons and menus.
    duplicate() { en: "Duplicate", fr: "Dupliquer" }
    /// On buttons and menus.
    export_now() { en: "Export", fr: "Exporter" }
    /// On buttons and menus.
    import() { en: "Import", fr: "Importer" }
    /// On buttons and menus.
    open() { en: "Open", fr: "Ouvrir" }
    /// On buttons and menus.
    rename() { en: "Rename", fr: "Renommer" }
    /// On buttons and menus.
    rename_ask() { en: "Rename…", fr: "Renommer…" }
    /// On buttons and menus.
    restore() { en: "Restore", fr: "Restaurer" }
    /// On buttons and menus.
    restore_version() { en: "Restore this version", fr: "Restaurer cette version" }
    /// On buttons and menus.
    save() { en: "Save", fr: "Enregistrer" }
    /// On buttons and menus.
    move_to_trash() { en: "Move to trash", fr: "Mettre à la corbeille" }
    /// On buttons and menus.
    delete_for_ever() { en: "Delete for ever", fr: "Supprimer définitivement" }
    /// On buttons and menus.
    delete_for_ever_ask() { en: "Delete for ever…", fr: "Supprimer définitivement…" }
    /// On buttons and menus.
    browse() { en: "Browse…", fr: "Parcourir…" }
    /// On buttons and menus.
    browse_folder() { en: "Choose a folder…", fr: "Choisir un dossier…" }
    /// On buttons and menus.
    show_tile() { en: "Show the tile", fr: "Voir la tuile" }
    /// On buttons and menus.
    more_about(title) { en: "More about “{title}”", fr: "Autres actions pour «\u{202f}{title}\u{202f}»" }
    /// The label of a field, or a hint in it.
    title() { en: "Title", fr: "Titre" }
    /// The label of a field, or a hint in it.
    name() { en: "Name", fr: "Nom" }
    /// The label of a field, or a hint in it.
    author() { en: "Author", fr: "Auteur" }
    /// The label of a field, or a hint in it.
    author_hint() { en: "Your name, printed with the credits", fr: "Votre nom, imprimé avec les crédits" }
    /// The label of a field, or a hint in it.
    credit() { en: "Credit", fr: "Remerciements" }
    /// The label of a field, or a hint in it.
    credit_hint() { en: "Photographers, the collage it came from", fr: "Photographes, collage d’origine" }
    /// The label of a field, or a hint in it.
    sponsored_by() { en: "Sponsored by", fr: "Sponsorisé par" }
    /// The label of a field, or a hint in it.
    sponsor_hint() { en: "Named in the disclosure", fr: "Cité dans la mention" }
    /// The label of a field, or a hint in it.
    address() { en: "Address", fr: "Adresse" }
    /// The label of a field, or a hint in it.
    brand() { en: "Brand", fr: "Marque" }
    /// The label of a field, or a hint in it.
    shop() { en: "Shop", fr: "Boutique" }
    /// The label of a field, or a hint in it.
    price() { en: "Price", fr: "Prix" }
    /// The label of a field, or a hint in it.
    currency() { en: "Currency", fr: "Devise" }
    /// The label of a field, or a hint in it.
    amount() { en: "Amount", fr: "Montant" }
    /// The label of a field, or a hint in it.
    tags() { en: "Tags", fr: "Mots-clés" }
    /// The label of a field, or a hint in it.
    tags_hint() { en: "winter, blue, for Ana", fr: "hiver, bleu, pour Ana" }
    /// The label of a field, or a hint in it.
    kind() { en: "Kind", fr: "Type" }
    /// The label of a field, or a hint in it.
    width_px() { en: "Width in pixels", fr: "Largeur en pixels" }
    /// The label of a field, or a hint in it.
    height_px() { en: "Height in pixels", fr: "Hauteur en pixels" }
    /// The label of a field, or a hint in it.
    optional(label) { en: "{label} (optional)", fr: "{label} (facultatif)" }
    /// A collage without a title.
    untitled() { en: "Untitled", fr: "Sans titre" }
    /// What is wrong with what was typed.
    wrong_size() {
        en: "Each side must be a number from 16 to 20,000 pixels.",
        fr: "Chaque côté doit être un nombre de 16 à 20\u{202f}000 pixels.",
    }
    /// What is wrong with what was typed.
    wrong_price() {
        en: "That is no price: use a number such as 49.90, and three letters for the currency.",
        fr: "Ce n’est pas un prix\u{202f}: écrivez un nombre tel que 49,90, et trois lettres pour la devise.",
    }
    /// What is wrong with what was typed.
    wrong_currency() {
        en: "A currency has three letters, such as EUR.",
        fr: "Une devise a trois lettres, par exemple EUR.",
    }
    /// What is wrong with what was typed.
    not_an_address() {
        en: "That is no web address: it should look like https://shop.example/item.",
        fr: "Ce n’est pas une adresse web\u{202f}: elle devrait ressembler à https://shop.example/item.",
    }
    /// What is wrong with what was typed.
    wrong_scheme(scheme) {
        en: "Links start with https:// or http://, this one with “{scheme}:”.",
        fr: "Un lien commence par https:// ou http://, celui-ci par «\u{202f}{scheme}:\u{202f}».",
    }
    /// What is wrong with what was typed.
    address_with_password(host) {
        en: "The address for {host} holds a user name or password: remove it.",
        fr: "L’adresse pour {host} contient un nom d’utilisateur ou un mot de passe\u{202f}: retirez-le.",
    }
    /// What is wrong with what was typed.
    address_too_long(bytes) { en: "The address is longer than {bytes} bytes.", fr: "L’adresse dépasse {bytes} octets." }
    /// What is wrong with what was typed.
    unknown_format() {
        en: "This ending is not known: choose a format above.",
        fr: "Cette extension est inconnue\u{202f}: choisissez un format ci-dessus.",
    }
    /// New collage, renaming, deleting.
    new_collage() { en: "New collage", fr: "Nouveau collage" }
    /// New collage, renaming, deleting.
    page_shape() { en: "Page", fr: "Page" }
    /// New collage, renaming, deleting.
    rename_collage() { en: "Rename the collage", fr: "Renommer le collage" }
    /// Closing while edits wait.
    leave_unsaved() { en: "Not everything is saved", fr: "Tout n’est pas enregistré" }
    /// The dangerous button.
    leave_anyway() { en: "Close and lose it", fr: "Fermer et perdre" }
    /// Above the reason.
    leave_question() { en: "Close without the last changes?", fr: "Fermer sans les dernières modifications\u{202f}?" }
    /// What follows.
    leave_consequence() { en: "Changes that the disk refused are kept only while this window is open.", fr: "Les modifications que le disque a refusées ne sont gardées que tant que cette fenêtre est ouverte." }
    /// New collage, renaming, deleting.
    delete_question(title) {
        en: "Delete “{title}” for ever?",
        fr: "Supprimer définitivement «\u{202f}{title}\u{202f}»\u{202f}?",
    }
    /// New collage, renaming, deleting.
    delete_consequence() {
        en: "Its tiles and its whole history go with it. This cannot be undone. Your finds stay.",
        fr: "Ses tuiles et tout son historique disparaissent avec lui. C’est irréversible. Vos trouvailles restent.",
    }
    /// Adding finds.
    add_link() { en: "Add from link", fr: "Ajouter depuis un lien" }
    /// Adding finds.
    what_is_fetched() {
        en: "Etalage fetches this one page and its picture, reads title, price and shop from it, and keeps the link without trackers. Nothing else is sent.",
        fr: "Etalage télécharge cette page et son image, y lit le titre, le prix et la boutique, et garde le lien sans traceurs. Rien d’autre n’est envoyé.",
    }
    /// Adding finds.
    add_files() { en: "Add files", fr: "Ajouter des fichiers" }
    /// Adding finds.
    path_of_file() { en: "Path of the file", fr: "Chemin du fichier" }
    /// Adding finds.
    files_pictures() { en: "Pictures: PNG, JPEG, WebP, GIF, BMP", fr: "Images\u{202f}: PNG, JPEG, WebP, GIF, BMP" }
    /// Adding finds.
    files_pages() { en: "Saved pages of shops: .html", fr: "Pages de boutique enregistrées\u{202f}: .html" }
    /// Adding finds.
    files_links() { en: "Links from your desktop: .url, .webloc", fr: "Liens de votre bureau\u{202f}: .url, .webloc" }
    /// Adding finds.
    files_feeds() {
        en: "Product feeds: .xml, .csv, .tsv, .txt, .json, also packed as .gz or .zip",
        fr: "Flux de produits\u{202f}: .xml, .csv, .tsv, .txt, .json, aussi compressés en .gz ou .zip",
    }
    /// Adding finds.
    files_can_be_dropped() {
        en: "You can also drop files anywhere on the window.",
        fr: "Vous pouvez aussi déposer des fichiers n’importe où dans la fenêtre.",
    }
    /// Adding finds.
    open_bundle() { en: "Open a bundle", fr: "Ouvrir un lot" }
    /// Adding finds.
    path_of_bundle() { en: "Path of the bundle", fr: "Chemin du lot" }
    /// Adding finds.
    what_is_a_bundle() {
        en: "A bundle is a collage that was exported with Etalage: a .zip, a folder, or one .html file. It is added to your collages; nothing of yours is replaced.",
        fr: "Un lot est un collage exporté avec Etalage\u{202f}: un .zip, un dossier ou un seul fichier .html. Il s’ajoute à vos collages\u{202f}; rien de ce que vous avez n’est remplacé.",
    }
    /// Importing a feed.
    import_feed() { en: "Import a feed", fr: "Importer un flux" }
    /// Importing a feed.
    feed_recognised(file, format) {
        en: "{file} was recognised as: {format}.",
        fr: "{file} a été reconnu comme\u{202f}: {format}.",
    }
    /// Importing a feed.
    format_table() { en: "a table", fr: "un tableau" }
    /// Importing a feed.
    currency_of_bare_prices() { en: "Currency of prices without one", fr: "Devise des prix qui n’en ont pas" }
    /// Importing a feed.
    shop_of_feed() { en: "Shop, if the feed names none", fr: "Boutique, si le flux n’en nomme pas" }
    /// Importing a feed.
    shop_of_feed_hint() { en: "As in the feed", fr: "Celle du flux" }
    /// Importing a feed.
    no_find_recognised() {
        en: "No product was recognised yet: say below which column holds what.",
        fr: "Aucun produit n’a encore été reconnu\u{202f}: indiquez ci-dessous ce que contient chaque colonne.",
    }
    /// Importing a feed.
    feed_names_its_fields() {
        en: "This format says itself what its fields mean; there is nothing to choose.",
        fr: "Ce format dit lui-même ce que signifient ses champs\u{202f}; il n’y a rien à choisir.",
    }
    /// Importing a feed.
    columns() { en: "What the columns hold", fr: "Ce que contiennent les colonnes" }
    /// Importing a feed.
    column_unused() { en: "Not used", fr: "Non utilisée" }
    /// Importing a feed.
    column_of_title_missing() {
        en: "Choose the column that holds the title.",
        fr: "Choisissez la colonne qui contient le titre.",
    }
    /// Importing a feed.
    field_id() { en: "Record number", fr: "Numéro de fiche" }
    /// Importing a feed.
    field_group() { en: "Group of variants", fr: "Groupe de variantes" }
    /// Importing a feed.
    field_affiliate_link() { en: "Affiliate link", fr: "Lien d’affiliation" }
    /// Importing a feed.
    field_image() { en: "Picture", fr: "Image" }
    /// Importing a feed.
    field_more_images() { en: "More pictures", fr: "Autres images" }
    /// Importing a feed.
    field_sale_price() { en: "Sale price", fr: "Prix soldé" }
    /// Importing a feed.
    field_list_price() { en: "Struck-out price", fr: "Prix barré" }
    /// Importing a feed.
    field_sale_dates() { en: "Dates of the sale", fr: "Dates des soldes" }
    /// A field of a feed.
    field_sale_from() { en: "Sale begins", fr: "Début de la promotion" }
    /// A field of a feed.
    field_sale_to() { en: "Sale ends", fr: "Fin de la promotion" }
    /// Importing a feed.
    field_availability() { en: "Availability", fr: "Disponibilité" }
    /// Importing a feed.
    field_sku() { en: "Shop’s number (SKU)", fr: "Référence boutique (SKU)" }
    /// Importing a feed.
    field_mpn() { en: "Maker’s number (MPN)", fr: "Référence fabricant (MPN)" }
    /// Importing a feed.
    field_category() { en: "Category", fr: "Catégorie" }
    /// Importing a feed.
    field_category_id() { en: "Category number", fr: "Numéro de catégorie" }
    /// Importing a feed.
    field_colour() { en: "Colour", fr: "Couleur" }
    /// Importing a feed.
    field_status() { en: "Status", fr: "Statut" }
    /// Importing a feed.
    field_kind() { en: "Kind of record", fr: "Type de fiche" }
    /// Importing a feed.
    field_parent() { en: "Parent product", fr: "Produit parent" }
    /// Importing a feed.
    field_children() { en: "Variants of the product", fr: "Variantes du produit" }
    /// Importing a feed.
    field_handle() { en: "End of the address", fr: "Fin de l’adresse" }
    /// Importing a feed.
    field_option_name(number) { en: "Option {number}: name", fr: "Option {number}\u{202f}: nom" }
    /// Importing a feed.
    field_option_value(number) { en: "Option {number}: value", fr: "Option {number}\u{202f}: valeur" }
    /// Importing a feed.
    field_discount_mode() { en: "Kind of discount", fr: "Type de remise" }
    /// Importing a feed.
    field_discount_value() { en: "Size of discount", fr: "Montant de la remise" }
    /// Importing a feed.
    field_type_prefix() { en: "First part of the name", fr: "Début du nom" }
    /// Importing a feed.
    field_model() { en: "Last part of the name", fr: "Fin du nom" }
    /// Export and the pre-flight sheet.
    export() { en: "Export", fr: "Exporter" }
    /// Export and the pre-flight sheet.
    format() { en: "Format", fr: "Format" }
    /// Export and the pre-flight sheet.
    save_as() { en: "Save as", fr: "Enregistrer sous" }
    /// Export and the pre-flight sheet.
    format_folder() { en: "Web page", fr: "Page web" }
    /// Export and the pre-flight sheet.
    format_folder_detail() { en: "a folder", fr: "un dossier" }
    /// Export and the pre-flight sheet.
    format_zip_detail() { en: "one file", fr: "un fichier" }
    /// Export and the pre-flight sheet.
    format_page_detail() { en: "one page", fr: "une page" }
    /// Export and the pre-flight sheet.
    format_picture_detail() { en: "a picture", fr: "une image" }
    /// Export and the pre-flight sheet.
    format_pdf_detail() { en: "links inside", fr: "avec liens" }
    /// Export and the pre-flight sheet.
    channel() { en: "Where it will be seen", fr: "Où il sera vu" }
    /// Export and the pre-flight sheet.
    page_language() { en: "Language of the page", fr: "Langue de la page" }
    /// Export and the pre-flight sheet.
    what_leaves() { en: "What leaves your computer", fr: "Ce qui quitte votre ordinateur" }
    /// Export and the pre-flight sheet.
    looking() { en: "Looking at what would leave…", fr: "Examen de ce qui partirait…" }
    /// Export and the pre-flight sheet.
    nothing_to_look_at() { en: "Nothing needs a second look.", fr: "Rien ne demande un second regard." }
    /// Export and the pre-flight sheet.
    group_ids() { en: "Affiliate ids and disclosure", fr: "Identifiants d’affilié et mention" }
    /// Export and the pre-flight sheet.
    group_words() { en: "Names and texts", fr: "Noms et textes" }
    /// Export and the pre-flight sheet.
    group_pictures() { en: "Pictures", fr: "Images" }
    /// Export and the pre-flight sheet.
    group_addresses() { en: "Addresses", fr: "Adresses" }
    /// Export and the pre-flight sheet.
    group_prices() { en: "Prices", fr: "Prix" }
    /// Export and the pre-flight sheet.
    group_stays() { en: "Good to know", fr: "Bon à savoir" }
    /// Page and title.
    page_setup() { en: "Page and title", fr: "Page et titre" }
    /// Page and title.
    scale_tiles() { en: "Scale the tiles with the page", fr: "Adapter les tuiles à la page" }
    /// Page and title.
    budget() { en: "Budget", fr: "Budget" }
    /// Page and title.
    no_budget() { en: "No budget", fr: "Pas de budget" }
    /// Page and title.
    budget_is_private() {
        en: "Your budget never leaves this computer.",
        fr: "Votre budget ne quitte jamais cet ordinateur.",
    }
    /// Version history.
    history() { en: "Version history", fr: "Historique des versions" }
    /// Version history.
    newest_version(when) { en: "{when} · as it is now", fr: "{when} · état actuel" }
    /// Version history.
    date_and_time(date, time) { en: "{date}, {time} UTC", fr: "{date}, {time} UTC" }
    /// Version history.
    choose_version() { en: "Choose a version", fr: "Choisissez une version" }
    /// Version history.
    history_hint() {
        en: "Every edit is kept. Restoring one is an edit too and can be undone.",
        fr: "Chaque modification est gardée. Une restauration peut aussi être annulée.",
    }
    /// Version history.
    version_picture(title) { en: "“{title}” as it was", fr: "«\u{202f}{title}\u{202f}» tel qu’il était" }
    /// Version history.
    one_tile(count) { en: "{count} tile", fr: "{count} tuile" }
    /// Version history.
    tiles(count) { en: "{count} tiles", fr: "{count} tuiles" }
    /// Settings.
    settings() { en: "Settings", fr: "Réglages" }
    /// A tab of the settings.
    tab_browser() { en: "Browser", fr: "Navigateur" }
    /// Settings.
    tab_general() { en: "General", fr: "Général" }
    /// Settings.
    tab_programs() { en: "Affiliate programs", fr: "Programmes d’affiliation" }
    /// Settings.
    tab_channels() { en: "Channels", fr: "Canaux" }
    /// Settings.
    language() { en: "Language", fr: "Langue" }
    /// Settings.
    theme() { en: "Appearance", fr: "Apparence" }
    /// Settings.
    as_the_system() { en: "As the system", fr: "Comme le système" }
    /// Settings.
    theme_light() { en: "Light", fr: "Clair" }
    /// Settings.
    theme_dark() { en: "Dark", fr: "Sombre" }
    /// Settings.
    network() { en: "Network", fr: "Réseau" }
    /// Settings.
    allow_private() {
        en: "Fetch pages from private addresses too",
        fr: "Télécharger aussi depuis des adresses privées",
    }
    /// Settings.
    private_is_risky() {
        en: "A link that you paste may then reach devices in your own network, such as a router or a company server. Leave this off unless you need it.",
        fr: "Un lien collé peut alors atteindre des appareils de votre propre réseau, comme une box ou un serveur d’entreprise. Laissez cette option désactivée sauf besoin.",
    }
    /// Settings.
    private_is_closed() {
        en: "Links to your own computer and network are refused.",
        fr: "Les liens vers votre ordinateur et votre réseau sont refusés.",
    }
    /// Settings.
    what_programs_do() {
        en: "Exported tiles carry your ids for the shops listed here. Shops without a program keep plain links.",
        fr: "Les tuiles exportées portent vos identifiants pour les boutiques indiquées ici. Les autres gardent des liens simples.",
    }
    /// Settings.
    program_in_use(title) { en: "{title}, in use", fr: "{title}, utilisé" }
    /// Settings.
    programs_unreadable() {
        en: "Your programs were written by another version and cannot be read by this one. They are left as they are.",
        fr: "Vos programmes ont été écrits par une autre version et sont illisibles pour celle-ci. Ils restent tels quels.",
    }
    /// Settings.
    forget_program() { en: "Forget", fr: "Oublier" }
    /// Settings.
    serves_any_shop() {
        en: "Serves every shop that no other program serves.",
        fr: "Couvre toutes les boutiques qu’aucun autre programme ne couvre.",
    }
    /// Settings.
    plain_in(title, kinds) {
        en: "{title} forbids partner links in: {kinds}. There the links are plain.",
        fr: "{title} interdit les liens partenaires dans\u{202f}: {kinds}. Les liens y restent simples.",
    }
    /// Settings.
    per_marketplace() { en: "Other ids for single marketplaces", fr: "Autres identifiants par pays" }
    /// Settings.
    shops() { en: "Shops", fr: "Boutiques" }
    /// Settings.
    no_shops(title) {
        en: "Add the shops that you promote through {title}.",
        fr: "Ajoutez les boutiques que vous recommandez via {title}.",
    }
    /// Settings.
    shop_host() { en: "Shop’s address", fr: "Adresse de la boutique" }
    /// Settings.
    add_shop() { en: "Add the shop", fr: "Ajouter la boutique" }
    /// Settings.
    remove_shop(host) { en: "Remove {host}", fr: "Retirer {host}" }
    /// Settings.
    bad_host() {
        en: "That is no shop’s address: write it like shop.example.",
        fr: "Ce n’est pas l’adresse d’une boutique\u{202f}: écrivez par exemple shop.example.",
    }
    /// Settings.
    host_taken(host, title) {
        en: "{host} is served by {title} already: remove it there first.",
        fr: "{host} est déjà couvert par {title}\u{202f}: retirez-le d’abord là-bas.",
    }
    /// Settings.
    direct_only(host, title) {
        en: "{host} belongs to {title}, which forbids links through others: set {title} instead.",
        fr: "{host} appartient à {title}, qui interdit les liens par des tiers\u{202f}: réglez plutôt {title}.",
    }
    /// Settings.
    permissions() { en: "Permissions", fr: "Autorisations" }
    /// Settings.
    what_permissions_do(title) {
        en: "Tick where {title} allows you to use partner links; elsewhere they stay plain.",
        fr: "Cochez là où {title} vous autorise les liens partenaires\u{202f}; ailleurs ils restent simples.",
    }
    /// Settings.
    id_wanted(wanted) { en: "Expected: {wanted}.", fr: "Attendu\u{202f}: {wanted}." }
    /// Settings.
    exactly(count, characters) {
        en: "exactly {count} characters: {characters}",
        fr: "exactement {count} caractères\u{202f}: {characters}",
    }
    /// Settings.
    up_to(count, characters) {
        en: "up to {count} characters: {characters}",
        fr: "jusqu’à {count} caractères\u{202f}: {characters}",
    }
    /// Settings.
    digits() { en: "digits", fr: "chiffres" }
    /// Settings.
    letters_and_digits() { en: "letters and digits", fr: "lettres et chiffres" }
    /// Settings.
    word_characters() { en: "letters, digits, _ - .", fr: "lettres, chiffres, _ - ." }
    /// Settings.
    token_characters() { en: "letters, digits, _ - . * / = +", fr: "lettres, chiffres, _ - . * / = +" }
    /// Settings.
    host_characters() { en: "a host name", fr: "un nom d’hôte" }
    /// Settings.
    text_characters() { en: "no spaces or quotes", fr: "ni espaces ni guillemets" }
    /// Settings.
    template_wanted(slot) {
        en: "a link with {slot} where the destination goes",
        fr: "un lien avec {slot} à la place de la destination",
    }
    /// Settings.
    what_is_a_channel() {
        en: "A channel says where a collage goes: it decides which links may carry your ids, and reports tell channels apart.",
        fr: "Un canal dit où va un collage\u{202f}: il décide quels liens peuvent porter vos identifiants, et distingue les rapports.",
    }
    /// Settings.
    own_channels() { en: "Your channels", fr: "Vos canaux" }
    /// Settings.
    no_own_channels() {
        en: "None yet: add your newsletter, or a second blog.",
        fr: "Aucun pour l’instant\u{202f}: ajoutez votre lettre, ou un second blog.",
    }
    /// Settings.
    builtin_channels() { en: "Always there", fr: "Toujours présents" }
    /// Settings.
    channel_hint() { en: "My newsletter", fr: "Ma lettre" }
    /// Settings.
    add_channel() { en: "Add the channel", fr: "Ajouter le canal" }
    /// Settings.
    remove_channel(name) { en: "Remove {name}", fr: "Retirer {name}" }
    /// Settings.
    channel_name_taken() { en: "There is a channel of this name already.", fr: "Un canal porte déjà ce nom." }
    /// Settings.
    own_channel(name, kind) { en: "{name} ({kind})", fr: "{name} ({kind})" }
    /// Settings.
    kind_web() { en: "Web page", fr: "Page web" }
    /// Settings.
    kind_blog() { en: "Blog", fr: "Blog" }
    /// Settings.
    kind_mail() { en: "E-mail", fr: "E-mail" }
    /// Settings.
    kind_attachment() { en: "E-mail attachment", fr: "Pièce jointe" }
    /// Settings.
    kind_print() { en: "Print and PDF", fr: "Imprimé et PDF" }
    /// Settings.
    kind_qr() { en: "QR code", fr: "Code QR" }
    /// Settings.
    kind_local() { en: "Only on this computer", fr: "Seulement sur cet ordinateur" }
    /// Help, finds.
    shortcuts() { en: "Keyboard shortcuts", fr: "Raccourcis clavier" }
    /// Help, finds.
    edit_find() { en: "Edit the find", fr: "Modifier la trouvaille" }
    /// The gallery.
    tab_collages(count) { en: "Collages ({count})", fr: "Collages ({count})" }
    /// The gallery.
    tab_trash(count) { en: "Trash ({count})", fr: "Corbeille ({count})" }
    /// The gallery.
    search_collages() { en: "Search titles", fr: "Chercher un titre" }
    /// The gallery.
    clear_search() { en: "Clear the search", fr: "Effacer la recherche" }
    /// The gallery.
    no_collage_found(words) { en: "No title holds “{words}”", fr: "Aucun titre ne contient «\u{202f}{words}\u{202f}»" }
    /// The gallery.
    no_collage_found_hint() {
        en: "Try fewer letters, or look in the other tab.",
        fr: "Essayez moins de lettres, ou l’autre onglet.",
    }
    /// The gallery.
    trash_is_empty() { en: "The trash is empty", fr: "La corbeille est vide" }
    /// The gallery.
    trash_hint() {
        en: "Collages that you delete wait here until you delete them for ever.",
        fr: "Les collages supprimés attendent ici que vous les supprimiez définitivement.",
    }
    /// The gallery.
    trashed_on(date) { en: "Deleted {date}", fr: "Supprimé le {date}" }
    /// The gallery.
    welcome() { en: "Make a window of your finds", fr: "Composez votre vitrine" }
    /// The gallery.
    welcome_promise() {
        en: "Collages whose every tile can be bought. They are yours: on your disk, offline, for good.",
        fr: "Des collages où tout s’achète. Ils sont à vous\u{202f}: sur votre disque, hors ligne, pour de bon.",
    }
    /// The gallery.
    step_one() { en: "Bring finds in", fr: "Réunissez" }
    /// The gallery.
    step_one_hint() {
        en: "Paste a link or a picture, drop files, or import a shop’s feed.",
        fr: "Collez un lien ou une image, déposez des fichiers ou importez un flux.",
    }
    /// The gallery.
    step_two() { en: "Compose", fr: "Composez" }
    /// The gallery.
    step_two_hint() {
        en: "Arrange, crop and write on a page of any shape.",
        fr: "Disposez, recadrez et écrivez sur une page de toute forme.",
    }
    /// The gallery.
    step_three() { en: "Export", fr: "Exportez" }
    /// The gallery.
    step_three_hint() {
        en: "As a page, a picture or a PDF, with your own links.",
        fr: "En page, en image ou en PDF, avec vos propres liens.",
    }
    /// Title of the dialog that finds actions.
    commands() { en: "Commands", fr: "Commandes" }
    /// Label of its field.
    command_words() { en: "What would you like to do?", fr: "Que voulez-vous faire\u{202f}?" }
    /// Its main button.
    carry_out() { en: "Do it", fr: "Exécuter" }
    /// Nothing matches.
    no_command() { en: "No command has this name", fr: "Aucune commande ne porte ce nom" }
}
