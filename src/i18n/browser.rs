//! What is said about finds that come from the browser: Settings, the page of confirmation, refusals of shops.

crate::i18n::messages! {
    /// The page of confirmation: heading.
    page_title() { en: "Add to Etalage", fr: "Ajouter à Etalage" }
    /// The page of confirmation: at work.
    page_looking() { en: "Reading the page…", fr: "Lecture de la page…" }
    /// The page of confirmation: the button.
    page_add() { en: "Add to my finds", fr: "Ajouter à mes trouvailles" }
    /// The page of confirmation: at work.
    page_adding() { en: "Adding…", fr: "Ajout en cours…" }
    /// The page of confirmation: done.
    page_added() { en: "Added to your finds.", fr: "Ajouté à vos trouvailles." }
    /// The page of confirmation: done, and it was there before.
    page_updated() { en: "You had this find already. It is up to date now.", fr: "Vous aviez déjà cette trouvaille. Elle est à jour." }
    /// The page of confirmation: leave.
    page_close() { en: "Close", fr: "Fermer" }
    /// The page of confirmation: how many pictures.
    page_pictures_one() { en: "1 picture", fr: "1 image" }
    /// The page of confirmation: how many pictures.
    page_pictures_many(count) { en: "{count} pictures", fr: "{count} images" }
    /// The page of confirmation was opened by hand.
    page_nothing_sent() { en: "Nothing was sent. Open a shop’s page and use the bookmark there.", fr: "Rien n’a été envoyé. Ouvrez la page d’une boutique et utilisez le favori depuis cette page." }
    /// The page of confirmation: the app was closed.
    page_app_gone() { en: "Etalage does not answer. Open it and try again.", fr: "Etalage ne répond pas. Ouvrez-le et réessayez." }
    /// The page of confirmation is old.
    page_run_out() { en: "This confirmation has run out. Use the bookmark again.", fr: "Cette confirmation a expiré. Utilisez de nouveau le favori." }
    /// The page of confirmation: why it asks.
    page_why_confirm() { en: "Any page could lead here, so nothing is kept until you say so.", fr: "N’importe quelle page pourrait mener ici\u{202f}: rien n’est gardé sans votre accord." }

    /// A clip came while the library was closing.
    library_closed() { en: "The library is closed. Open Etalage and try again.", fr: "La bibliothèque est fermée. Ouvrez Etalage et réessayez." }
    /// A clipped page without a product.
    nothing_on_page() { en: "No product was found on this page. Right-click a picture and choose “Add this picture to Etalage”.", fr: "Aucun produit trouvé sur cette page. Faites un clic droit sur une image et choisissez «\u{202f}Ajouter cette image à Etalage\u{202f}»." }
    /// A clipped page that shows a captcha.
    check_shown(url) { en: "{url} still shows its check. Finish it in the browser, then clip the page again.", fr: "{url} affiche encore son contrôle. Terminez-le dans le navigateur, puis envoyez de nouveau la page." }
    /// The list of browsers is of a newer version, or broken.
    pairings_unreadable(why) { en: "The list of paired browsers in the library cannot be read ({why}). Use a newer version of Etalage, or restore a backup.", fr: "La liste des navigateurs associés ne peut pas être lue ({why}). Utilisez une version plus récente d’Etalage, ou restaurez une sauvegarde." }
    /// The extension cannot be saved there.
    folder_in_use(path) { en: "{path} holds other files. Name an empty or a new folder.", fr: "{path} contient d’autres fichiers. Indiquez un dossier vide ou nouveau." }

    /// Settings: what the tab is about.
    what_is_the_clipper() { en: "Many shops refuse programs but show their pages to you. The clipper sends the page in front of you to this app, and nowhere else.", fr: "Beaucoup de boutiques refusent les programmes mais vous montrent leurs pages. L’extension envoie la page que vous voyez à cette application, et nulle part ailleurs." }
    /// Settings: the first step.
    step_extension() { en: "1. Put the extension into your browser", fr: "1. Mettez l’extension dans votre navigateur" }
    /// Settings: where the extension goes.
    extension_folder() { en: "Folder for the extension", fr: "Dossier pour l’extension" }
    /// Settings: writes the extension.
    save_extension() { en: "Save the extension", fr: "Enregistrer l’extension" }
    /// Settings: how Chromium takes it.
    load_in_chromium() { en: "Chromium, Chrome, Edge: open chrome://extensions, switch on developer mode, choose “Load unpacked” and that folder.", fr: "Chromium, Chrome, Edge\u{202f}: ouvrez chrome://extensions, activez le mode développeur, choisissez «\u{202f}Charger l’extension non empaquetée\u{202f}» et ce dossier." }
    /// Settings: how Firefox takes it.
    load_in_firefox() { en: "Firefox: open about:debugging, “This Firefox”, “Load Temporary Add-on”, and choose manifest.json in that folder. Firefox forgets it when it closes.", fr: "Firefox\u{202f}: ouvrez about:debugging, «\u{202f}Ce Firefox\u{202f}», «\u{202f}Charger un module complémentaire temporaire\u{202f}», et choisissez manifest.json dans ce dossier. Firefox l’oublie en se fermant." }
    /// Settings: the second step.
    step_pair() { en: "2. Pair it with this library", fr: "2. Associez-la à cette bibliothèque" }
    /// Settings: how.
    how_to_pair() { en: "Click the extension’s button in the browser and type the code there. Only paired browsers may send finds.", fr: "Cliquez sur le bouton de l’extension dans le navigateur et tapez-y le code. Seuls les navigateurs associés peuvent envoyer des trouvailles." }
    /// Settings: makes a code.
    show_code() { en: "Show a code", fr: "Afficher un code" }
    /// Settings: copies the code.
    copy_code() { en: "Copy the code", fr: "Copier le code" }
    /// Settings: how long the code lasts.
    code_runs_out() { en: "The code is good for ten minutes and for one browser.", fr: "Le code est valable dix minutes et pour un seul navigateur." }
    /// Settings: a paired browser.
    paired_since(date) { en: "paired on {date}", fr: "associé le {date}" }
    /// Settings: shows a browser out.
    revoke(browser) { en: "Stop {browser} from sending finds", fr: "Ne plus laisser {browser} envoyer de trouvailles" }
    /// Settings: the other way.
    or_bookmark() { en: "Or without an extension", fr: "Ou sans extension" }
    /// Settings: what the bookmark does.
    what_is_the_bookmark() { en: "Make a bookmark in your browser and paste this as its address. On a product’s page, it opens a page of this app that shows what was understood and asks you first.", fr: "Créez un favori dans votre navigateur et collez ceci comme adresse. Sur la page d’un produit, il ouvre une page de cette application qui montre ce qui a été compris et vous demande votre accord." }
    /// Settings: copies the bookmark.
    copy_bookmark() { en: "Copy the bookmark", fr: "Copier le favori" }
    /// A note: a browser was paired.
    browser_paired(browser) { en: "{browser} may now send finds.", fr: "{browser} peut maintenant envoyer des trouvailles." }
    /// A note: the extension was written.
    extension_saved(path) { en: "The extension is in {path}.", fr: "L’extension est dans {path}." }
    /// A note’s button: opens the settings of the browser.
    about_the_clipper() { en: "The clipper…", fr: "L’extension…" }
    /// A note: a find came.
    clip_added(title) { en: "From your browser: “{title}”.", fr: "De votre navigateur\u{202f}: «\u{202f}{title}\u{202f}»." }
    /// A note: a find came again.
    clip_updated(title) { en: "From your browser: “{title}” is up to date.", fr: "De votre navigateur\u{202f}: «\u{202f}{title}\u{202f}» est à jour." }
    /// A note’s button: puts the find onto the page.
    place_clip() { en: "Put it on the page", fr: "Mettre sur la page" }
}
