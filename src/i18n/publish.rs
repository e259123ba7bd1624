//! What exported pages and the sheet before an export say.

use super::messages;

messages! {
    /// A page without a title of its own.
    untitled() { en: "Untitled collage", fr: "Collage sans titre" }
    /// Under the title: who made the collage.
    by_author(author) { en: "By {author}", fr: "Par {author}" }
    /// The link, for keyboards, that jumps over the picture.
    skip_to_list() { en: "Skip to the list of finds", fr: "Aller à la liste des articles" }
    /// The name of the picture made of tiles, for screen readers.
    board_label(title) { en: "The collage “{title}”", fr: "Le collage «\u{202f}{title}\u{202f}»" }
    /// Heading of the list under the collage.
    list_heading() { en: "In this collage", fr: "Dans ce collage" }
    /// The link of a list entry.
    view_at(shop) { en: "View at {shop}", fr: "Voir chez {shop}" }
    /// The link of a tile for screen readers: what and where.
    tile_label(name, shop) { en: "{name}, at {shop}", fr: "{name}, chez {shop}" }
    /// A tile that leads somewhere but has no name.
    nameless_find() { en: "Find", fr: "Article" }
    /// Under a price: when it was seen.
    price_seen(date) { en: "Price seen on {date}", fr: "Prix relevé le {date}" }
    /// In place of a price that may not be printed or is not known.
    see_price() { en: "See price at the shop", fr: "Voir le prix en boutique" }
    /// For screen readers, before the struck-out price.
    was_price() { en: "before", fr: "avant" }
    /// The shop no longer had it when the price was seen.
    was_out_of_stock() { en: "Was out of stock", fr: "Était en rupture de stock" }
    /// It can be ordered before it is sold.
    was_preorder() { en: "Pre-order", fr: "En précommande" }
    /// It comes later.
    was_backorder() { en: "On back-order", fr: "Livrable plus tard" }
    /// Beside a picture: who made it.
    picture_credit(name) { en: "Picture: {name}", fr: "Image\u{202f}: {name}" }
    /// Beside a link that earns nothing on a page where others do.
    plain_note() { en: "Plain link, without a commission", fr: "Lien simple, sans commission" }
    /// Under the list: the sum of the printed prices in one currency.
    total(price) { en: "Together {price}", fr: "En tout {price}" }
    /// Under the sum.
    total_note() { en: "Prices as seen on the dates given; the shop’s own price counts.",
        fr: "Prix relevés aux dates indiquées\u{202f}; seul le prix de la boutique fait foi." }
    /// In the foot of the page: thanks to others.
    credit(names) { en: "With thanks to {names}", fr: "Merci à {names}" }
    /// In the foot of the page: the last edit.
    edited_on(date) { en: "Last edited on {date}.", fr: "Dernière modification le {date}." }
    /// In the foot of the page: the program.
    made_with(generator) { en: "Made with {generator}. This page loads nothing from anyone and sets no cookie.",
        fr: "Fait avec {generator}. Cette page ne charge rien chez personne et ne dépose aucun cookie." }

    /// Pre-flight: the title leaves.
    leaves_title(title) { en: "Title: {title}", fr: "Titre\u{202f}: {title}" }
    /// Pre-flight: the author's name leaves.
    leaves_author(name) { en: "Your name: {name}", fr: "Votre nom\u{202f}: {name}" }
    /// Pre-flight: the credit leaves.
    leaves_credit(text) { en: "Credit: {text}", fr: "Remerciement\u{202f}: {text}" }
    /// Pre-flight: the sponsor leaves.
    leaves_sponsor(name) { en: "Sponsor: {name}", fr: "Partenaire\u{202f}: {name}" }
    /// Pre-flight: the person's tags leave, in the document.
    leaves_tags(tags) { en: "Your tags: {tags}", fr: "Vos mots-clés\u{202f}: {tags}" }
    /// Pre-flight: a name that the person gave to a tile leaves.
    leaves_tile_name(name) { en: "Your name for a tile: {name}", fr: "Le nom donné à un élément\u{202f}: {name}" }
    /// Pre-flight: a text tile leaves.
    leaves_text(text) { en: "Text: {text}", fr: "Texte\u{202f}: {text}" }
    /// Pre-flight: an address that a tile leads to.
    leaves_address(name, url) { en: "{name} leads to {url}", fr: "{name} mène à {url}" }
    /// Pre-flight: an affiliate id leaves; one link.
    leaves_id_one(program) { en: "Your {program} id, in 1 link", fr: "Votre identifiant {program}, dans 1 lien" }
    /// Pre-flight: an affiliate id leaves; several links.
    leaves_id_many(program, count) { en: "Your {program} id, in {count} links",
        fr: "Votre identifiant {program}, dans {count} liens" }
    /// Pre-flight: a disclosure stands at the top.
    leaves_disclosure(text) { en: "Disclosure at the top: {text}", fr: "Mention en haut de page\u{202f}: {text}" }
    /// Pre-flight: one picture.
    leaves_picture_one(size) { en: "1 picture ({size}), without its camera data",
        fr: "1 image ({size}), sans les données de l’appareil" }
    /// Pre-flight: several pictures.
    leaves_picture_many(count, size) { en: "{count} pictures ({size}), without their camera data",
        fr: "{count} images ({size}), sans les données de l’appareil" }
    /// Pre-flight: a price is printed.
    leaves_price(name, price, date) { en: "{name}: {price}, seen on {date}", fr: "{name}\u{202f}: {price}, relevé le {date}" }
    /// Pre-flight: a price is printed whose date is not known.
    leaves_price_undated(name, price) { en: "{name}: {price}, date unknown", fr: "{name}\u{202f}: {price}, date inconnue" }

    /// Pre-flight: an old price.
    stale_price(name, days) { en: "The price of {name} is {days} days old: check it at the shop",
        fr: "Le prix de {name} date de {days} jours\u{202f}: vérifiez-le en boutique" }
    /// Pre-flight: a price of unknown age.
    undated_price(name) { en: "Nobody knows when the price of {name} was seen: check it at the shop",
        fr: "On ne sait pas quand le prix de {name} a été relevé\u{202f}: vérifiez-le en boutique" }
    /// Pre-flight: a price that may not be printed.
    price_withheld(name) { en: "The price of {name} is not printed: this program allows only prices from its own interface",
        fr: "Le prix de {name} n’est pas imprimé\u{202f}: ce programme n’autorise que les prix de sa propre interface" }
    /// Pre-flight: a tile without a link.
    missing_link(name) { en: "{name} has no link: nobody can buy it", fr: "{name} n’a pas de lien\u{202f}: personne ne peut l’acheter" }
    /// Pre-flight: a link without an id, and why.
    plain_link(name, reason) { en: "{name}: {reason}", fr: "{name}\u{202f}: {reason}" }
    /// Pre-flight: a link so long that some programs cut it.
    long_link(name, bytes) { en: "The link of {name} is {bytes} characters long: some mail programs cut such links",
        fr: "Le lien de {name} fait {bytes} caractères\u{202f}: certaines messageries coupent de tels liens" }
    /// A name in a sentence.
    quoted(name) { en: "“{name}”", fr: "«\u{202f}{name}\u{202f}»" }
    /// Pre-flight: one hidden tile.
    hidden_one() { en: "1 hidden tile stays here", fr: "1 élément masqué reste ici" }
    /// Pre-flight: several hidden tiles.
    hidden_many(count) { en: "{count} hidden tiles stay here", fr: "{count} éléments masqués restent ici" }
    /// Pre-flight: one unused product.
    unused_one() { en: "1 product that no visible tile shows stays here",
        fr: "1 article qu’aucun élément visible ne montre reste ici" }
    /// Pre-flight: several unused products.
    unused_many(count) { en: "{count} products that no visible tile shows stay here",
        fr: "{count} articles qu’aucun élément visible ne montre restent ici" }
    /// Pre-flight: the budget is private.
    budget_stays() { en: "Your budget stays here", fr: "Votre budget reste ici" }
    /// Pre-flight: a picture is lost.
    picture_lost(name, why) { en: "{name} is left out. {why}", fr: "{name} est laissé de côté. {why}" }
    /// After drawing: a picture is damaged.
    picture_damaged(name, why) { en: "{name} shows a placeholder. {why}", fr: "{name} montre un cadre vide. {why}" }
    /// Pre-flight: one picture that belongs to a shop.
    rights_one(shop) { en: "1 picture comes from {shop} and names no source: make sure that you may publish it",
        fr: "1 image vient de {shop} sans mention de source\u{202f}: assurez-vous de pouvoir la publier" }
    /// Pre-flight: several pictures that belong to a shop.
    rights_many(count, shop) { en: "{count} pictures come from {shop} and name no source: make sure that you may publish them",
        fr: "{count} images viennent de {shop} sans mention de source\u{202f}: assurez-vous de pouvoir les publier" }
    /// Pre-flight: a picture that nothing is known of.
    rights_unknown_one() { en: "1 picture has no link and names no source: make sure that you may publish it",
        fr: "1 image n’a ni lien ni mention de source\u{202f}: assurez-vous de pouvoir la publier" }
    /// Pre-flight: pictures that nothing is known of.
    rights_unknown_many(count) { en: "{count} pictures have no link and name no source: make sure that you may publish them",
        fr: "{count} images n’ont ni lien ni mention de source\u{202f}: assurez-vous de pouvoir les publier" }
    /// Pre-flight: a title is missing.
    no_title() { en: "The collage has no title", fr: "Le collage n’a pas de titre" }
    /// A tile without a name, by its number in reading order.
    tile_number(number) { en: "Tile {number}", fr: "L’élément {number}" }

    /// Check: a listed file is not there.
    verify_missing(path) { en: "Missing: {path}. Export the collage again.", fr: "Manquant\u{202f}: {path}. Exportez de nouveau le collage." }
    /// Check: a listed file has other contents.
    verify_changed(path) { en: "Changed after the export: {path}.", fr: "Modifié après l’export\u{202f}: {path}." }
    /// Check: a picture of the document is nowhere.
    verify_picture_missing(image) { en: "The collage shows a picture that is not in the bundle: {image}. Export it again.", fr: "Le collage montre une image absente de l’archive\u{202f}: {image}. Exportez-le de nouveau." }
    /// Check: two collages in one bundle.
    verify_other_collage(listed, found) { en: "The manifest names collage {listed}, and the document is {found}. One of them comes from another bundle.", fr: "Le manifeste nomme le collage {listed}, et le document est {found}. L’un des deux vient d’une autre archive." }
    /// Import: a picture of the bundle is missing.
    import_picture_missing(image) { en: "The picture {image} is not in the bundle; its tiles stay empty",
        fr: "L’image {image} manque dans l’archive\u{202f}; ses éléments restent vides" }
    /// Import: a picture of the bundle is damaged.
    import_picture_damaged(image, why) { en: "The picture {image} is damaged and its tiles stay empty. {why}",
        fr: "L’image {image} est abîmée et ses éléments restent vides. {why}" }
    /// Import: there is no manifest, or it cannot be read.
    import_no_manifest(why) { en: "The collage was read without the bundle’s manifest. {why}",
        fr: "Le collage a été lu sans le manifeste de l’archive. {why}" }
    /// Import: somebody edited a file of the bundle.
    import_changed(path) { en: "{path} was changed after the export", fr: "{path} a été modifié après l’export" }
}
