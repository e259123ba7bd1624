//! What is said of links and programs, on the command line and in the window.

use super::messages;

messages! {
    /// A line of a lesson: the link that was given.
    sample(link) { en: "sample    {link}", fr: "exemple   {link}" }
    /// A line of a lesson: the link that the proposal makes.
    rebuilt(link) { en: "rebuilt   {link}", fr: "refait    {link}" }
    /// A line of a lesson: where the link leads.
    leads_to(link) { en: "leads to  {link}", fr: "mène à    {link}" }
    /// A line of a lesson: the link with slots.
    template(text) { en: "template  {text}", fr: "modèle    {text}" }
    /// A line of a lesson: the ids and the shop.
    settings(program, text) { en: "settings  {program}: {text}", fr: "réglages  {program}\u{202f}: {text}" }
    /// A line of a lesson: the sub-id of the sample.
    sample_sub(key, value) { en: "sub-id    {key}={value}", fr: "sous-id   {key}={value}" }
    /// The proposal gives back the sample.
    to_the_byte() { en: "The rebuilt link is the sample to the byte.", fr: "Le lien refait est l’exemple, octet pour octet." }
    /// The proposal gives another link.
    not_to_the_byte() {
        en: "The rebuilt link differs from the sample.",
        fr: "Le lien refait diffère de l’exemple.",
    }
    /// A proposal was kept.
    lesson_saved(shop, program) { en: "Saved for {shop} with {program}.", fr: "Enregistré pour {shop} avec {program}." }
    /// A proposal was only shown.
    lesson_shown() { en: "Nothing was saved.", fr: "Rien n’a été enregistré." }
    /// There are other ways to keep a sample.
    other_proposals(names) { en: "It could also be kept as {names}: choose with --as.", fr: "Il peut aussi être gardé comme {names}\u{202f}: choisissez avec --as." }
    /// A proposal that was asked for is not there.
    no_such_proposal(name, known) {
        en: "The sample gives no proposal for “{name}”. Choose one of {known}.",
        fr: "L’exemple ne donne pas de proposition pour «\u{202f}{name}\u{202f}». Choisissez parmi {known}.",
    }
    /// One's own link, made anew.
    own_link_again(link) { en: "Your own link again: {link}", fr: "Votre propre lien, refait\u{202f}: {link}" }
    /// A placement that a sub-id names.
    placement(collage, tile, channel) { en: "collage {collage}, tile {tile}, channel {channel}", fr: "collage {collage}, tuile {tile}, canal {channel}" }
    /// A text that names no placement.
    not_a_sub_id(text) {
        en: "“{text}” is no sub-id of this library, or it was damaged.",
        fr: "«\u{202f}{text}\u{202f}» n’est pas un sous-identifiant de cette bibliothèque, ou il a été abîmé.",
    }

    /// A fact of a program.
    kind_append() { en: "its parameters are added to the shop’s own address", fr: "ses paramètres s’ajoutent à l’adresse de la boutique" }
    /// A fact of a program.
    kind_wrap() { en: "the shop’s address goes into its link", fr: "l’adresse de la boutique va dans son lien" }
    /// A fact of a program.
    kind_door() { en: "its link leads to the shop’s front page, not to one product", fr: "son lien mène à l’accueil de la boutique, pas à un produit" }
    /// A fact of a program.
    kind_recognise() { en: "its links are read, never written", fr: "ses liens sont lus, jamais écrits" }
    /// A program that is no more.
    dead_since(year) { en: "no more since {year}", fr: "disparu depuis {year}" }
    /// A program that another took over.
    replaced_by(heir) { en: "replaced by {heir}", fr: "remplacé par {heir}" }
    /// Before a program's title when a person added it.
    of_your_own() { en: "from your own programs.json", fr: "de votre propre programs.json" }
    /// A field of a program.
    label_link() { en: "link", fr: "lien" }
    /// A field of a program.
    label_ids() { en: "ids", fr: "identifiants" }
    /// A field of a program.
    label_sub() { en: "sub-id", fr: "sous-id" }
    /// A field of a program.
    label_mode() { en: "redirects", fr: "redirections" }
    /// A field of a program.
    label_channels() { en: "channels", fr: "canaux" }
    /// A field of a program.
    label_hosts() { en: "link hosts", fr: "hôtes des liens" }
    /// A field of a program.
    label_shops() { en: "shops", fr: "boutiques" }
    /// A field of a program.
    label_prices() { en: "prices", fr: "prix" }
    /// A field of a program.
    label_pictures() { en: "pictures", fr: "images" }
    /// A field of a program.
    label_programmes() { en: "programmes", fr: "programmes proposés" }
    /// A field of a program.
    label_sentence() { en: "must say", fr: "doit dire" }
    /// A field of a program.
    label_sources() { en: "sources", fr: "d’après" }
    /// A sub-id slot.
    sub_slot(key, most, characters) { en: "{key}, up to {most} characters: {characters}", fr: "{key}, jusqu’à {most} caractères\u{202f}: {characters}" }
    /// Further sub-id slots.
    sub_more(keys) { en: "also {keys}", fr: "aussi {keys}" }
    /// A link mode.
    mode_direct() { en: "forbidden: links point at the shop itself", fr: "interdites\u{202f}: les liens mènent à la boutique même" }
    /// A link mode.
    mode_hub() { en: "allowed", fr: "autorisées" }
    /// A link mode.
    mode_both() { en: "allowed in some channels", fr: "autorisées dans certains canaux" }
    /// Channels that never carry an id.
    channels_forbidden(kinds) { en: "never {kinds}", fr: "jamais {kinds}" }
    /// Channels that carry an id after a confirmation.
    channels_asked(kinds) { en: "only after you confirm: {kinds}", fr: "seulement après confirmation\u{202f}: {kinds}" }
    /// Channels that a shop closes.
    channels_of_shop(shop, kinds) { en: "{shop}: never {kinds}", fr: "{shop}\u{202f}: jamais {kinds}" }
    /// A freshness rule.
    fresh_interface() { en: "only from its own interface", fr: "uniquement par sa propre interface" }
    /// A freshness rule.
    fresh_linked() { en: "only from the shop’s own address", fr: "uniquement depuis l’adresse de la boutique" }
    /// A freshness rule.
    fresh_hours(hours) { en: "at most {hours} hours old", fr: "vieux de {hours} heures au plus" }
    /// When a rule was last compared with its sources.
    checked_on(day) { en: "compared on {day}", fr: "comparé le {day}" }
    /// A rules file is right.
    rules_fine(file, programs) { en: "{file} is right: {programs} programs of your own.", fr: "{file} est correct\u{202f}: {programs} programmes à vous." }
    /// Characters of a sub-id.
    letters_digits() { en: "letters and digits", fr: "lettres et chiffres" }
    /// Characters of a sub-id.
    digits_only() { en: "digits", fr: "chiffres" }
    /// Characters of a sub-id.
    letters_and_signs() { en: "letters, digits and some signs", fr: "lettres, chiffres et quelques signes" }

    /// A fold of the settings.
    learn_from_link() { en: "Learn from a link…", fr: "Apprendre d’un lien…" }
    /// A field.
    link_to_learn() { en: "A link that a network made for you", fr: "Un lien qu’un réseau a créé pour vous" }
    /// What the fold is for.
    what_learning_does() {
        en: "Paste one of your tracking links. Your ids are read from it, or its form is learnt if the network is not listed.",
        fr: "Collez l’un de vos liens de suivi. Vos identifiants y sont lus, ou sa forme est apprise si le réseau n’est pas dans la liste.",
    }
    /// What was understood.
    learnt(title, destination) { en: "{title}: leads to {destination}", fr: "{title} : mène à {destination}" }
    /// The link carries another id than the person's own.
    learning_replaces(key, other, own) {
        en: "The link has {key} {other}, yours is {own}. It may be somebody else’s.",
        fr: "Le lien a {key} {other}, le vôtre est {own}. C’est peut-être celui de quelqu’un d’autre.",
    }
    /// A button.
    keep_for_shop(shop) { en: "Keep for {shop}", fr: "Garder pour {shop}" }
    /// A button.
    keep_and_replace() { en: "Keep and replace mine", fr: "Garder et remplacer le mien" }
}
