//! Words on stock, and the button that buys.

use super::dom::{self, Dom};
use crate::model::Availability;

/// Parts of class names, ids and test ids of elements that speak of stock.
const STOCK_PLACES: [&str; 16] = [
    "availab",
    "stock",
    "lager",
    "dispon",
    "soldout",
    "sold-out",
    "inventory",
    "giacenz",
    "voorraad",
    "dostup",
    "dostep",
    "verfueg",
    "verfügbar",
    "buybox",
    "buy-box",
    "delivery-status",
];

/// Phrases that say that it cannot be bought, in the languages of shops.
const GONE: [&str; 40] = [
    "out of stock",
    "sold out",
    "currently unavailable",
    "temporarily unavailable",
    "no longer available",
    "not available",
    "nicht verfügbar",
    "ausverkauft",
    "nicht auf lager",
    "nicht lieferbar",
    "vergriffen",
    "rupture de stock",
    "en rupture",
    "indisponible",
    "épuisé",
    "agotado",
    "no disponible",
    "sin stock",
    "esaurito",
    "non disponibile",
    "esgotado",
    "indisponível",
    "uitverkocht",
    "niet beschikbaar",
    "slutsåld",
    "slut i lager",
    "udsolgt",
    "utsolgt",
    "loppu",
    "wyprzedan",
    "niedostępn",
    "vyprodáno",
    "není skladem",
    "нет в наличии",
    "распродан",
    "売り切れ",
    "在庫切れ",
    "缺貨",
    "غير متوفر",
    "rasprodano",
];

/// Phrases that say that it can.
const THERE: [&str; 34] = [
    "in stock",
    "auf lager",
    "sofort lieferbar",
    "lieferbar",
    "verfügbar",
    "en stock",
    "disponible",
    "disponibile",
    "disponibilità immediata",
    "disponível",
    "em stock",
    "op voorraad",
    "leverbaar",
    "i lager",
    "på lager",
    "varastossa",
    "dostępny",
    "w magazynie",
    "skladem",
    "na sklade",
    "в наличии",
    "есть в наличии",
    "在庫あり",
    "現貨",
    "有货",
    "متوفر",
    "in stoc",
    "na zalogi",
    "na zalihi",
    "laos",
    "noliktavā",
    "raktáron",
    "available now",
    "במלאי",
];

/// Texts and names of the button that buys.
const BUY: [&str; 50] = [
    "add to cart",
    "add to bag",
    "add to basket",
    "add to trolley",
    "buy now",
    "buy it now",
    "place bid",
    "in den warenkorb",
    "jetzt kaufen",
    "ajouter au panier",
    "acheter",
    "añadir al carrito",
    "agregar al carro",
    "comprar",
    "añadir a la cesta",
    "aggiungi al carrello",
    "acquista",
    "adicionar ao carrinho",
    "adicionar",
    "in winkelwagen",
    "in winkelmand",
    "lägg i varukorg",
    "køb",
    "læg i kurv",
    "kjøp",
    "lisää ostoskoriin",
    "do koszyka",
    "dodaj do koszyka",
    "do košíka",
    "do košíku",
    "kúpiť",
    "koupit",
    "в корзину",
    "купить",
    "カートに入れる",
    "加入購物車",
    "加入购物车",
    "أضف إلى",
    "adaugă în coș",
    "adauga in cos",
    "v košarico",
    "u košaricu",
    "kosárba",
    "lisa ostukorvi",
    "ostukorvi",
    "sepete ekle",
    "הוסף לסל",
    "הוספה לסל",
    "pievienot grozam",
    "pirkt",
];
const BUY_NAMES: [&str; 14] = [
    "addtocart",
    "add-to-cart",
    "add_to_cart",
    "addtobasket",
    "add-to-basket",
    "addtobag",
    "add-to-bag",
    "buynow",
    "buy-now",
    "btn-buy",
    "addtrolley",
    "buy_btn",
    "buybtn",
    "buy-btn",
];

/// What the page says on stock near its product; the text that says it.
pub(super) fn seen(dom: &Dom<'_>) -> Option<(Availability, String)> {
    let mut there = None;
    let mut gone = None;
    for item in dom.items.iter().filter(|item| !item.aside && !item.hidden) {
        let mut words = String::new();
        for name in ["class", "id", "data-testid", "data-test", "itemprop"] {
            if let Some(text) = item.element.attr(name) {
                words.push_str(text);
                words.push(' ');
            }
        }
        words.make_ascii_lowercase();
        if !STOCK_PLACES.iter().any(|place| words.contains(place)) {
            continue;
        }
        let Some(text) = dom::text_within(item.element, 160) else { continue };
        let lower = text.to_lowercase();
        if GONE.iter().any(|phrase| lower.contains(phrase)) {
            gone.get_or_insert(text);
        } else if THERE.iter().any(|phrase| lower.contains(phrase)) {
            there.get_or_insert(text);
        }
    }
    if let Some(text) = there {
        return Some((Availability::InStock, text));
    }
    let button = buy_button(dom);
    match (button, gone) {
        (Some(button), _) => Some((Availability::InStock, button)),
        (None, Some(text)) => Some((Availability::OutOfStock, text)),
        (None, None) => None,
    }
}

/// The label of the button that buys the page's product, if it can be pressed.
fn buy_button(dom: &Dom<'_>) -> Option<String> {
    dom.items.iter().filter(|item| !item.aside && !item.hidden).find_map(|item| {
        let element = item.element;
        let name = element.value().name();
        let is_button = match name {
            "button" | "a" => true,
            "input" => element
                .attr("type")
                .is_some_and(|kind| matches!(kind.to_ascii_lowercase().as_str(), "submit" | "button" | "image")),
            _ => element.attr("role").is_some_and(|role| role == "button"),
        };
        if !is_button || element.attr("disabled").is_some() {
            return None;
        }
        let text = match element.attr("value").or(element.attr("title")).filter(|_| name == "input") {
            Some(value) => value.to_owned(),
            None => dom::text_within(element, 40).unwrap_or_default(),
        };
        let lower = text.to_lowercase();
        if BUY.iter().any(|phrase| lower.starts_with(phrase)) {
            return Some(text);
        }
        let named = ["id", "class", "name", "data-testid", "data-action", "aria-label"]
            .iter()
            .filter_map(|name| element.attr(name))
            .any(|words| {
                let words = words.to_ascii_lowercase();
                BUY_NAMES.iter().any(|name| words.contains(name)) && !words.contains("disabled")
            });
        named.then(|| if text.is_empty() { "add to cart".to_owned() } else { text })
    })
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    fn read(html: &str) -> Option<Availability> {
        seen(&Dom::new(&Html::parse_document(html))).map(|(availability, _)| availability)
    }

    #[test]
    fn words_and_buttons() {
        assert_eq!(read("<p class=availability>Nicht auf Lager</p>"), Some(Availability::OutOfStock));
        assert_eq!(read("<p id=stock>Na sklade &gt; 5 ks</p>"), Some(Availability::InStock));
        assert_eq!(read("<button>Ajouter au panier</button>"), Some(Availability::InStock));
        assert_eq!(read("<button disabled>Add to cart</button>"), None);
        assert_eq!(read("<div class=related><button>Add to cart</button></div>"), None);
    }
}
