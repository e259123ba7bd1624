//! Why something was not fetched.

crate::i18n::messages! {
    /// The text is no address.
    not_an_address(text) {
        en: "“{text}” is not a web address. It should look like https://shop.example/item.",
        fr: "«\u{202f}{text}\u{202f}» n’est pas une adresse web. Elle devrait ressembler à https://shop.example/item.",
    }
    /// Anything but http and https.
    scheme(scheme) {
        en: "Only http and https addresses are fetched, and this one starts with “{scheme}:”. Give the address of the shop’s page.",
        fr: "Seules les adresses http et https sont consultées, et celle-ci commence par «\u{202f}{scheme}\u{202f}:\u{202f}». Donnez l’adresse de la page de la boutique.",
    }
    /// An address with a password.
    user_info(host) {
        en: "The address for {host} holds a user name or a password. Remove it.",
        fr: "L’adresse pour {host} contient un nom d’utilisateur ou un mot de passe. Enlevez-le.",
    }
    /// A private network.
    private_address(host, address) {
        en: "{host} is at {address}, which is not on the public internet. To fetch from your own network, allow it in Settings.",
        fr: "{host} se trouve à {address}, hors de l’internet public. Pour consulter votre propre réseau, autorisez-le dans les réglages.",
    }
    /// Name resolution failed.
    no_such_host(host) {
        en: "{host} was not found. Check the spelling of the address and the connection to the internet.",
        fr: "{host} est introuvable. Vérifiez l’orthographe de l’adresse et la connexion à internet.",
    }
    /// No connection.
    unreachable(host, why) {
        en: "There is no connection to {host} ({why}). Try again later.",
        fr: "Pas de connexion avec {host} ({why}). Réessayez plus tard.",
    }
    /// The reply broke off.
    broken(host, why) {
        en: "The reply of {host} could not be read ({why}). Try again later.",
        fr: "La réponse de {host} n’a pas pu être lue ({why}). Réessayez plus tard.",
    }
    /// Time ran out.
    too_slow(host, seconds) {
        en: "{host} did not answer within {seconds} s. Try again later.",
        fr: "{host} n’a pas répondu en {seconds} s. Réessayez plus tard.",
    }
    /// Too many bytes.
    too_big(host, megabytes) {
        en: "The reply of {host} is larger than the {megabytes} MB that are read of such a thing. Save a smaller part of it and import that.",
        fr: "La réponse de {host} dépasse les {megabytes} Mo qui en sont lus. Enregistrez-en une partie plus petite et importez-la.",
    }
    /// Redirects without end.
    too_many_redirects(host, limit) {
        en: "{host} redirects more than {limit} times. Open the page in your browser and copy its final address.",
        fr: "{host} redirige plus de {limit} fois. Ouvrez la page dans votre navigateur et copiez son adresse finale.",
    }
    /// Redirects in a circle.
    redirect_loop(host) {
        en: "{host} redirects in a circle. Open the page in your browser and copy its final address.",
        fr: "{host} redirige en rond. Ouvrez la page dans votre navigateur et copiez son adresse finale.",
    }
    /// A redirect to nowhere.
    bad_redirect(host, target) {
        en: "{host} redirects to “{target}”, which is no web address. Open the page in your browser and copy its final address.",
        fr: "{host} redirige vers «\u{202f}{target}\u{202f}», qui n’est pas une adresse web. Ouvrez la page dans votre navigateur et copiez son adresse finale.",
    }
    /// A shop refused a fetch.
    refused(host, status) {
        en: "{host} refused to answer a program ({status}). Open the page in your browser and send it with the Etalage clipper: see Settings, Browser.",
        fr: "{host} refuse de répondre à un programme ({status}). Ouvrez la page dans votre navigateur et envoyez-la avec l’extension Etalage\u{202f}: voir Réglages, Navigateur.",
    }
    /// Gone.
    not_found(host, status) {
        en: "{host} has nothing at this address ({status}). The product may be gone.",
        fr: "{host} n’a rien à cette adresse ({status}). Le produit n’est peut-être plus vendu.",
    }
    /// Another failure of the shop's.
    status(host, status) {
        en: "{host} answered with an error ({status}). Try again later.",
        fr: "{host} a répondu par une erreur ({status}). Réessayez plus tard.",
    }
    /// Stopped by the person.
    cancelled(host) {
        en: "Fetching from {host} was stopped.",
        fr: "La consultation de {host} a été arrêtée.",
    }
    /// The disk refused what came.
    write(host, why) {
        en: "What came from {host} could not be written ({why}). Make room on the disk and try again.",
        fr: "Ce qui est venu de {host} n’a pas pu être écrit ({why}). Faites de la place sur le disque et réessayez.",
    }
    /// No client.
    setup(why) {
        en: "The network client could not start ({why}). Start the program again.",
        fr: "Le client réseau n’a pas pu démarrer ({why}). Relancez le programme.",
    }
}
