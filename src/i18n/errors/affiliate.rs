//! What is wrong with a program, an id or a link.

crate::i18n::messages! {
    /// The rules file is wrong.
    rules(place, what) {
        en: "The rules of the affiliate programs are wrong at {place} ({what}). Install the program again.",
        fr: "Les règles des programmes d’affiliation sont fausses à {place} ({what}). Réinstallez le programme.",
    }
    /// A template that cannot be read.
    template(template, what) {
        en: "The template “{template}” cannot be used ({what}). Correct it in Settings.",
        fr: "Le modèle «\u{202f}{template}\u{202f}» est inutilisable ({what}). Corrigez-le dans les réglages.",
    }
    /// No such program.
    unknown_program(name, known) {
        en: "There is no affiliate program “{name}”. Known are {known}.",
        fr: "Il n’y a pas de programme d’affiliation «\u{202f}{name}\u{202f}». Sont connus\u{202f}: {known}.",
    }
    /// No such program, but one of nearly that name.
    unknown_program_nearly(name, nearest) {
        en: "There is no affiliate program “{name}”. Did you mean {nearest}? All are listed by “etalage programs list --known”.",
        fr: "Il n’y a pas de programme d’affiliation «\u{202f}{name}\u{202f}». Vouliez-vous dire {nearest}\u{202f}? Tous sont listés par «\u{202f}etalage programs list --known\u{202f}».",
    }
    /// No such program.
    unknown_program_listed(name) {
        en: "There is no affiliate program “{name}”. All are listed by “etalage programs list --known”.",
        fr: "Il n’y a pas de programme d’affiliation «\u{202f}{name}\u{202f}». Tous sont listés par «\u{202f}etalage programs list --known\u{202f}».",
    }
    /// Several programs of nearly that name.
    ambiguous_program(name, candidates) {
        en: "“{name}” may be {candidates}. Write the whole name.",
        fr: "«\u{202f}{name}\u{202f}» peut être {candidates}. Écrivez le nom en entier.",
    }
    /// A program whose links are only read.
    not_buildable(title, instead) {
        en: "Links of {title} are recognised but cannot be made{instead}.",
        fr: "Les liens de {title} sont reconnus mais ne peuvent pas être créés{instead}.",
    }
    /// Not `KEY=VALUE`.
    not_an_assignment(text) {
        en: "“{text}” is not KEY=VALUE. Write for example tag=mine-21.",
        fr: "«\u{202f}{text}\u{202f}» n’est pas de la forme CLÉ=VALEUR. Écrivez par exemple tag=moi-21.",
    }
    /// Nothing to set.
    nothing_to_set(title, known) {
        en: "There is nothing to set for {title}. Give KEY=VALUE, with one of the keys {known}.",
        fr: "Il n’y a rien à régler pour {title}. Donnez CLÉ=VALEUR, avec l’une des clés {known}.",
    }
    /// A key that is none.
    unknown_key(title, key, known) {
        en: "{title} has no “{key}”. Its keys are {known}.",
        fr: "{title} n’a pas de «\u{202f}{key}\u{202f}». Ses clés sont {known}.",
    }
    /// A value that cannot be right.
    bad_value(value, key, title, wanted) {
        en: "“{value}” cannot be the {key} of {title}. Expected: {wanted}.",
        fr: "«\u{202f}{value}\u{202f}» ne peut pas être le {key} de {title}. Attendu\u{202f}: {wanted}.",
    }
    /// Against the program's rules.
    channel_forbidden(title, kind) {
        en: "{title} forbids partner links in the channel {kind}. No confirmation can allow them.",
        fr: "{title} interdit les liens partenaires dans le canal {kind}. Aucune confirmation ne peut les autoriser.",
    }
    /// An id without its shop.
    which_shop(title, key) {
        en: "{title} has its own {key} for each shop. Write {key}.shop.example=… or add host=shop.example.",
        fr: "{title} a un {key} propre à chaque boutique. Écrivez {key}.shop.example=… ou ajoutez host=shop.example.",
    }
    /// A shop where none belongs.
    own_shops_only(title) {
        en: "{title} serves its own shops only. Leave the host out.",
        fr: "{title} ne couvre que ses propres boutiques. N’indiquez pas d’hôte.",
    }
    /// Not a host.
    bad_host(text) {
        en: "“{text}” is not a host name. Write for example shop.example.",
        fr: "«\u{202f}{text}\u{202f}» n’est pas un nom d’hôte. Écrivez par exemple shop.example.",
    }
    /// Another program has it.
    host_taken(host, by) {
        en: "{host} is served by {by} already. Remove it there first.",
        fr: "{host} est déjà couvert par {by}. Enlevez-le d’abord de là.",
    }
    /// A shop that forbids redirects.
    direct_only(host, title) {
        en: "{host} belongs to {title}, which forbids links behind a redirect. Set {title} instead.",
        fr: "{host} appartient à {title}, qui interdit les liens derrière une redirection. Réglez plutôt {title}.",
    }
    /// Too many shops.
    too_many_entries(count) {
        en: "There are {count} shops with programs already, and no more are kept. Remove one first.",
        fr: "Il y a déjà {count} boutiques avec un programme, et pas plus ne sont conservées. Enlevez-en une d’abord.",
    }
    /// Ids without which no link can be made.
    missing_ids(title, keys) {
        en: "{title} needs {keys} for this link. Set it in Settings.",
        fr: "{title} demande {keys} pour ce lien. Réglez-le dans les réglages.",
    }
    /// A shop of somebody else.
    foreign_shop(host, title) {
        en: "{host} is not a shop of {title}. Leave the program out, or give an address of one of its shops.",
        fr: "{host} n’est pas une boutique de {title}. N’indiquez pas de programme, ou donnez l’adresse de l’une de ses boutiques.",
    }
    /// No sub-id of ours.
    not_a_sub_id(text) {
        en: "“{text}” is not a sub-id of Etalage, or it was damaged. Copy it whole from the program’s report.",
        fr: "«\u{202f}{text}\u{202f}» n’est pas un sous-identifiant d’Etalage, ou il a été abîmé. Copiez-le en entier depuis le rapport du programme.",
    }
    /// Redirects inside each other.
    too_deep(levels) {
        en: "The address wraps others more than {levels} levels deep. Paste the shop’s own address.",
        fr: "L’adresse en emballe d’autres sur plus de {levels} niveaux. Collez l’adresse de la boutique elle-même.",
    }
    /// Not an address.
    link_not_an_address(text) {
        en: "“{text}” is not a web address. It should look like https://shop.example/item.",
        fr: "«\u{202f}{text}\u{202f}» n’est pas une adresse web. Elle devrait ressembler à https://shop.example/item.",
    }
    /// Not the web.
    link_scheme(scheme) {
        en: "Links must start with http:// or https://, and this one starts with “{scheme}:”. Give the address of the shop’s page.",
        fr: "Les liens doivent commencer par http:// ou https://, et celui-ci commence par «\u{202f}{scheme}\u{202f}:\u{202f}». Donnez l’adresse de la page de la boutique.",
    }
    /// A password.
    link_user_info(host) {
        en: "The address for {host} holds a user name or a password. Remove it.",
        fr: "L’adresse pour {host} contient un nom d’utilisateur ou un mot de passe. Enlevez-le.",
    }
    /// Too long.
    link_too_long(bytes, most) {
        en: "The address is {bytes} bytes long; links of up to {most} are kept. Cut off what follows the product.",
        fr: "L’adresse fait {bytes} octets\u{202f}; les liens vont jusqu’à {most}. Coupez ce qui suit le produit.",
    }
}
