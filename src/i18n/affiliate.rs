//! Sentences about partner links.

use super::messages;

messages! {
    /// Why a link carries no id.
    plain_no_program(host) {
        en: "No program serves {host}.",
        fr: "Aucun programme ne couvre {host}.",
    }
    /// Why a link carries no id.
    plain_forbidden(title, channel) {
        en: "{title} forbids partner links {channel}: the link is plain.",
        fr: "{title} interdit les liens partenaires {channel} : le lien est simple.",
    }
    /// Why a link carries no id, and how to say that it may.
    plain_unconfirmed(title, channel, name, kind) {
        en: "The link is plain until you confirm that {title} allows partner links {channel}: set allow_{kind}=yes for {name}.",
        fr: "Le lien reste simple tant que vous n’avez pas confirmé que {title} autorise les liens partenaires {channel} : réglez allow_{kind}=yes pour {name}.",
    }
    /// Why a link carries no id.
    plain_missing_ids(title, keys, name) {
        en: "{title} needs {keys} for this link: set it for {name}.",
        fr: "{title} demande {keys} pour ce lien : réglez-le pour {name}.",
    }
    /// Why a link carries no id.
    plain_opaque(host) {
        en: "The link through {host} hides its destination, so it stays as it is: paste the shop’s own address.",
        fr: "Le lien passant par {host} cache sa destination et reste donc tel quel : collez l’adresse du marchand.",
    }
    /// Why a link carries no id.
    plain_unusable(error) {
        en: "The partner link could not be made. {error}",
        fr: "Le lien partenaire n’a pas pu être créé. {error}",
    }
    /// Where a link appears; completes “allows partner links …”.
    channel_web() { en: "on web pages", fr: "sur les pages web" }
    /// Where a link appears.
    channel_blog() { en: "on blogs", fr: "sur les blogs" }
    /// Where a link appears.
    channel_mail() { en: "in e-mail", fr: "dans les e-mails" }
    /// Where a link appears.
    channel_attachment() { en: "in attachments", fr: "dans les pièces jointes" }
    /// Where a link appears: a platform.
    channel_named(name) { en: "on {name}", fr: "sur {name}" }
    /// Where a link appears.
    channel_print() { en: "in print and PDF", fr: "dans les imprimés et les PDF" }
    /// Where a link appears.
    channel_qr() { en: "in QR codes", fr: "dans les codes QR" }
    /// Where a link appears.
    channel_local() { en: "in files opened from disk", fr: "dans les fichiers ouverts depuis le disque" }
    /// What cleaning took out.
    removed_tracker(what) { en: "Tracker “{what}” removed.", fr: "Traceur «\u{202f}{what}\u{202f}» retiré." }
    /// What cleaning took out.
    removed_foreign_id(what, program) {
        en: "Somebody else’s {program} id removed ({what}).",
        fr: "Identifiant {program} de quelqu’un d’autre retiré ({what}).",
    }
    /// What cleaning took out.
    removed_own_id(what, program) {
        en: "Your own {program} id taken off ({what}); exports put it back.",
        fr: "Votre propre identifiant {program} mis de côté ({what}) ; les exports le remettent.",
    }
    /// What cleaning took out.
    removed_redirector(host) {
        en: "The link went through {host}; it now goes to the shop directly.",
        fr: "Le lien passait par {host} ; il mène maintenant directement au marchand.",
    }
    /// What cleaning could not do.
    opaque_link(host) {
        en: "Links through {host} hide their destination: paste the shop’s own address.",
        fr: "Les liens passant par {host} cachent leur destination : collez l’adresse du marchand.",
    }
    /// Marks a page with partner links.
    label_advertising() { en: "Advertising", fr: "Publicité" }
    /// Marks a page that somebody paid for.
    label_sponsored() { en: "Paid partnership", fr: "Collaboration commerciale" }
    /// Above a page with partner links.
    disclosure_links() {
        en: "This page has partner links: its author may earn a commission when you buy through them, at no extra cost to you.",
        fr: "Cette page contient des liens partenaires : son auteur peut toucher une commission si vous achetez en passant par eux, sans surcoût pour vous.",
    }
    /// Above a page that somebody paid for.
    disclosure_sponsored(sponsor) {
        en: "Made in paid partnership with {sponsor}.",
        fr: "Réalisé en collaboration commerciale avec {sponsor}.",
    }
}
