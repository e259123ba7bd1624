//! Why a page or a feed was not read, and what is amiss in one that was.

crate::i18n::messages! {
    /// What is read.
    page() { en: "the page", fr: "la page" }
    /// What is read.
    feed() { en: "the feed", fr: "le flux" }
    /// What is read.
    table() { en: "the table", fr: "le tableau" }
    /// What is read: what was pasted or dropped.
    fragment() { en: "the clipping", fr: "l’extrait" }
    /// Past a limit.
    too_large(what, bytes, limit_bytes) {
        en: "Too long: {what} has {bytes} bytes, and up to {limit_bytes} are read. Save a smaller part of it and try again.",
        fr: "Trop long\u{202f}: {what} fait {bytes} octets, et {limit_bytes} au plus sont lus. Enregistrez-en une partie plus petite et réessayez.",
    }
    /// Nothing in it.
    empty(what) {
        en: "There is nothing in {what}. Check the address or the file.",
        fr: "Il n’y a rien dans {what}. Vérifiez l’adresse ou le fichier.",
    }
    /// Not recognised; the hint is a sentence.
    unrecognised(what, hint) {
        en: "Not possible to read {what}. {hint}",
        fr: "Impossible de lire {what}. {hint}",
    }
    /// Broken past repair.
    unreadable(what, why) {
        en: "Not possible to read {what}: {why}. Save or download it again.",
        fr: "Impossible de lire {what}\u{202f}: {why}. Enregistrez ou téléchargez de nouveau.",
    }
    /// What to do next.
    hint_no_record() {
        en: "It holds no record: check that the whole file was saved.",
        fr: "Il ne contient aucun article\u{202f}: vérifiez que tout le fichier a été enregistré.",
    }
    /// What to do next.
    hint_nothing_repeats() {
        en: "No element in it repeats like the products of a feed: a product page is imported as a page.",
        fr: "Aucun élément ne s’y répète comme les produits d’un flux\u{202f}: une page de produit s’importe comme page.",
    }
    /// What to do next.
    hint_no_names() {
        en: "No column looks like the names of products: choose the columns by hand.",
        fr: "Aucune colonne ne ressemble à des noms de produits\u{202f}: choisissez les colonnes à la main.",
    }
    /// What to do next.
    hint_no_columns() {
        en: "It has no columns to choose: import it as it is.",
        fr: "Il n’a pas de colonnes à choisir\u{202f}: importez-le tel quel.",
    }

    /// Where a warning stands.
    at_line(line, words) { en: "Line {line}: {words}", fr: "Ligne {line}\u{202f}: {words}" }
    /// A block of data in a page.
    broken_data() {
        en: "A block of structured data is broken and was skipped.",
        fr: "Un bloc de données structurées est cassé et a été ignoré.",
    }
    /// No price.
    no_price() { en: "No price was found.", fr: "Aucun prix n’a été trouvé." }
    /// No currency.
    no_currency() { en: "The price carries no currency.", fr: "Le prix n’indique pas de devise." }
    /// A wrong GTIN.
    invalid_gtin(text) { en: "“{text}” is no valid GTIN and was dropped.", fr: "«\u{202f}{text}\u{202f}» n’est pas un GTIN valable et a été laissé de côté." }
    /// A list price that is none.
    list_price_not_higher(amount) {
        en: "The list price {amount} is not above the price and was dropped.",
        fr: "Le prix barré {amount} n’est pas au-dessus du prix et a été laissé de côté.",
    }
    /// Two prices.
    price_disagrees(other, source, kept) {
        en: "The page also shows the price {other} ({source}); {kept} was kept.",
        fr: "La page montre aussi le prix {other} ({source})\u{202f}; {kept} a été retenu.",
    }
    /// In stock, by guess.
    availability_assumed() {
        en: "The page shows a price and says nothing about stock: in stock was assumed.",
        fr: "La page montre un prix et ne dit rien du stock\u{202f}: il est supposé disponible.",
    }
    /// A page of many products.
    list_page(count) {
        en: "The page lists {count} products and is about none of them: open the product’s own page.",
        fr: "La page présente {count} produits sans en décrire un seul\u{202f}: ouvrez la page du produit lui-même.",
    }
    /// A page without a product.
    no_product() { en: "No product was found in the page.", fr: "Aucun produit n’a été trouvé dans la page." }
    /// Prices without a currency.
    currency_assumed(code) {
        en: "Prices without a currency were read as {code}.",
        fr: "Les prix sans devise ont été lus en {code}.",
    }
    /// A field that cannot be read.
    unreadable_field(field, value) {
        en: "The {field} “{value}” could not be read.",
        fr: "La valeur «\u{202f}{value}\u{202f}» de {field} n’a pas pu être lue.",
    }
    /// A record that was left out.
    record_skipped(why) { en: "The record was skipped: {why}.", fr: "L’article a été ignoré\u{202f}: {why}." }
    /// Why a record was left out.
    skipped_far_variant() { en: "it is a variant that stands too far from the rest of its product", fr: "c’est une variante trop éloignée du reste de son produit" }
    /// Why a record was left out.
    skipped_no_title() { en: "it has no title", fr: "il n’a pas de titre" }
    /// Why a record was left out.
    skipped_too_deep() { en: "it is nested too deeply", fr: "il est imbriqué trop profondément" }
    /// Why a record was left out.
    skipped_no_end() { en: "it does not end", fr: "il ne se termine pas" }
    /// Why a record was left out.
    skipped_no_end_before_next() { en: "it does not end before the next one", fr: "il ne se termine pas avant le suivant" }
    /// Why a record was left out.
    skipped_open_quote() { en: "a quote in it is never closed", fr: "un guillemet n’y est jamais fermé" }
    /// Why a record was left out.
    skipped_one_cell() { en: "it has one cell only", fr: "il n’a qu’une seule cellule" }
    /// Why a record was left out.
    skipped_too_large() { en: "it is too large", fr: "il est trop grand" }
}
