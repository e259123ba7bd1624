//! The texts of the inspector while they are typed, and the commands that they become.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::affiliate::{AffiliateError, Cleaned, Programs, clean_with};
use crate::edit::Command;
use crate::i18n::{Lang, panels as say};
use crate::model::{Collage, Link, LinkError, MerchantUrl, Price, ProductKey, ProductSnapshot, TileId, Timestamp};

use super::super::super::state::{InspectorDraft, typed_amount, typed_currency};

/// What is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The address.
    Link(AffiliateError),
    /// The amount.
    Amount,
    /// The currency.
    Currency,
}

impl Problem {
    /// As a sentence.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::Link(AffiliateError::Link(LinkError::Scheme(_))) => say::wrong_scheme(lang),
            Self::Link(AffiliateError::Link(LinkError::UserInfo(_))) => say::wrong_user_info(lang),
            Self::Link(AffiliateError::Link(LinkError::TooLong(_))) => {
                say::wrong_too_long(lang, MerchantUrl::MAX_BYTES)
            }
            Self::Link(_) => say::wrong_address(lang),
            Self::Amount => say::wrong_amount(lang),
            Self::Currency => say::wrong_currency(lang),
        }
    }
}

/// What a draft becomes.
#[derive(Debug, Default)]
pub struct Made {
    /// In this order.
    pub commands: Vec<Command>,
    /// The address that was typed, if one was, and what was taken out of it.
    pub cleaned: Option<Cleaned>,
}

/// The texts as the collage has them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
struct Texts {
    name: String,
    title: String,
    url: String,
    merchant: String,
    price: String,
    currency: String,
}

impl Texts {
    fn of(collage: &Collage, id: TileId) -> Option<Self> {
        let tile = collage.tiles.get(&id)?;
        let product = collage.product_of(tile).cloned().unwrap_or_default();
        Some(Self {
            name: tile.name.clone(),
            title: product.title,
            url: collage.url_of(tile).map(MerchantUrl::to_string).unwrap_or_default(),
            merchant: product.merchant.unwrap_or_default(),
            price: product.price.map(|price| price.amount.to_string()).unwrap_or_default(),
            currency: product.price.and_then(|price| price.currency).map(|code| code.to_string()).unwrap_or_default(),
        })
    }

    fn typed(draft: &InspectorDraft) -> Self {
        let InspectorDraft { name, title, url, merchant, price, currency, .. } = draft;
        let [name, title, url, merchant, price, currency] =
            [name, title, url, merchant, price, currency].map(|text| text.trim().to_owned());
        Self { name, title, url, merchant, price, currency }
    }

    fn fingerprint(&self, collage: &Collage) -> u64 {
        let mut hasher = DefaultHasher::new();
        (collage.id, self).hash(&mut hasher);
        hasher.finish()
    }
}

/// Whether the draft was made from the tile as it is now.
pub fn is_current(draft: &InspectorDraft, collage: &Collage, id: TileId) -> bool {
    Texts::of(collage, id).is_some_and(|texts| draft.of == Some((id, texts.fingerprint(collage))))
}

/// Whether something was typed.
pub fn is_changed(draft: &InspectorDraft, collage: &Collage, id: TileId) -> bool {
    Texts::of(collage, id).is_some_and(|texts| texts != Texts::typed(draft))
}

/// Makes the draft from the tile.
pub fn load(draft: &mut InspectorDraft, collage: &Collage, id: TileId) {
    let texts = Texts::of(collage, id).unwrap_or_default();
    let of = Some((id, texts.fingerprint(collage)));
    let Texts { name, title, url, merchant, price, currency } = texts;
    *draft = InspectorDraft { of, name, title, url, merchant, price, currency, problem: None };
}

/// The commands that make the collage say what was typed.
///
/// # Errors
/// The first text that cannot be meant; then nothing is changed.
pub fn commands(
    draft: &InspectorDraft,
    collage: &Collage,
    id: TileId,
    programs: &Programs,
    now: Timestamp,
) -> Result<Made, Problem> {
    let mut made = Made::default();
    let (Some(before), Some(tile)) = (Texts::of(collage, id), collage.tiles.get(&id)) else { return Ok(made) };
    let typed = Texts::typed(draft);
    let renamed = typed.name != before.name;
    if (Texts { name: String::new(), ..typed.clone() }) != (Texts { name: String::new(), ..before.clone() }) {
        let old = collage.product_of(tile).cloned().unwrap_or_default();
        let mut url = collage.url_of(tile).cloned();
        if typed.url != before.url {
            made.cleaned = typed_address(&typed.url, programs)?;
            url = made.cleaned.as_ref().map(|cleaned| cleaned.url.clone());
        }
        let snapshot = corrected(old, &typed, url, now)?;
        made.commands.push(match &tile.link {
            Link::Product(product) => Command::EditProduct { product: *product, snapshot },
            Link::None | Link::Url(_) => new_link(collage, id, snapshot),
        });
    }
    if renamed {
        made.commands.push(Command::Rename { tile: id, name: typed.name });
    }
    Ok(made)
}

/// Nothing, or an address cleaned. People leave `https://` away.
fn typed_address(text: &str, programs: &Programs) -> Result<Option<Cleaned>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    let bare = !text.contains(':') && text.split('/').next().is_some_and(|host| host.contains('.'));
    let text = if bare { format!("https://{text}") } else { text.to_owned() };
    clean_with(programs, &text).map(Some).map_err(Problem::Link)
}

fn corrected(
    old: ProductSnapshot,
    typed: &Texts,
    url: Option<MerchantUrl>,
    now: Timestamp,
) -> Result<ProductSnapshot, Problem> {
    let currency = typed_currency(&typed.currency).map_err(|_| Problem::Currency)?;
    let price = match typed.price.as_str() {
        "" => None,
        amount => {
            let amount = typed_amount(amount).ok_or(Problem::Amount)?;
            Some(Price::new(amount, currency).map_err(|_| Problem::Amount)?)
        }
    };
    let seen_now = price != old.price;
    let list_price = old
        .list_price
        .filter(|list| price.is_some_and(|price| list.currency == price.currency && list.amount > price.amount));
    Ok(ProductSnapshot {
        title: typed.title.clone(),
        merchant: (!typed.merchant.is_empty()).then(|| typed.merchant.clone()),
        url,
        price,
        list_price,
        price_seen_at: if seen_now { price.map(|_| now) } else { old.price_seen_at },
        ..old
    })
}

/// For a tile without a product: a bare address stays one, anything more makes a product of its own.
fn new_link(collage: &Collage, id: TileId, snapshot: ProductSnapshot) -> Command {
    let only_address = snapshot == ProductSnapshot { url: snapshot.url.clone(), ..ProductSnapshot::default() };
    if only_address {
        let link = snapshot.url.map_or(Link::None, Link::Url);
        return Command::SetLink { tiles: vec![id], link, product: None };
    }
    // Neither id is ever given twice, so that their hash is as good as a fresh number.
    let mut hasher = DefaultHasher::new();
    ("product of", collage.id, id).hash(&mut hasher);
    let link = Link::Product(ProductKey::from_raw(hasher.finish()));
    Command::SetLink { tiles: vec![id], link, product: Some(snapshot) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CollageId, Content, Frame, Point, Shape, ShapeKind, Size, Tile};

    const NOW: Timestamp = Timestamp(1000);

    fn with_link(link: Link, product: Option<ProductSnapshot>) -> (Collage, TileId) {
        let mut collage = Collage::new(CollageId::from_raw(9), "Test", Collage::DEFAULT_SIZE, Timestamp(0));
        let id = TileId::from_raw(1);
        let content = Content::Shape(Shape { kind: ShapeKind::Rectangle, fill: crate::model::Colour::BLACK });
        let frame = Frame::upright(Point::default(), Size::new(10.0, 10.0));
        collage.tiles.insert(id, Tile { link, ..Tile::new(frame, content) });
        collage.products.extend(product.map(|product| (ProductKey::from_raw(5), product)));
        (collage, id)
    }

    fn drafted(collage: &Collage, id: TileId, change: impl FnOnce(&mut InspectorDraft)) -> InspectorDraft {
        let mut draft = InspectorDraft::default();
        load(&mut draft, collage, id);
        assert!(is_current(&draft, collage, id) && !is_changed(&draft, collage, id));
        change(&mut draft);
        draft
    }

    fn made(collage: &Collage, id: TileId, change: impl FnOnce(&mut InspectorDraft)) -> Result<Made, Problem> {
        commands(&drafted(collage, id, change), collage, id, &Programs::default(), NOW)
    }

    #[test]
    fn a_bare_address_becomes_a_plain_link_and_loses_its_trackers() {
        let (collage, id) = with_link(Link::None, None);
        let made = made(&collage, id, |draft| draft.url = " shop.example/coat?utm_source=x ".into()).unwrap();
        let url = MerchantUrl::parse("https://shop.example/coat").unwrap();
        let wanted = Command::SetLink { tiles: vec![id], link: Link::Url(url), product: None };
        assert_eq!(made.commands, [wanted]);
        assert_eq!(made.cleaned.map(|cleaned| cleaned.removed.len()), Some(1));
    }

    #[test]
    fn a_price_makes_a_product_of_the_address() {
        let url = MerchantUrl::parse("https://shop.example/coat").unwrap();
        let (collage, id) = with_link(Link::Url(url.clone()), None);
        let made = made(&collage, id, |draft| {
            draft.price = "49,90".into();
            draft.currency = "eur".into();
        });
        match made.unwrap().commands.as_slice() {
            [Command::SetLink { link: Link::Product(_), product: Some(product), .. }] => {
                assert_eq!(product.url, Some(url));
                assert_eq!(product.price.map(|price| price.to_string()), Some("49.90 EUR".into()));
                assert_eq!(product.price_seen_at, Some(NOW));
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_corrected_title_leaves_the_price_as_old_as_it_is() {
        let old = ProductSnapshot {
            title: "Coat".into(),
            price: Price::parse("10", None).ok(),
            list_price: Price::parse("20", None).ok(),
            price_seen_at: Some(Timestamp(7)),
            ..ProductSnapshot::default()
        };
        let (collage, id) = with_link(Link::Product(ProductKey::from_raw(5)), Some(old.clone()));
        let titled = made(&collage, id, |draft| draft.title = "Warm coat".into()).unwrap();
        let snapshot = ProductSnapshot { title: "Warm coat".into(), ..old };
        assert_eq!(titled.commands, [Command::EditProduct { product: ProductKey::from_raw(5), snapshot }]);
        let dearer = made(&collage, id, |draft| draft.price = "30".into()).unwrap();
        match dearer.commands.as_slice() {
            [Command::EditProduct { snapshot, .. }] => {
                assert_eq!((snapshot.list_price, snapshot.price_seen_at), (None, Some(NOW)));
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        let (collage, id) = with_link(Link::None, None);
        assert_eq!(made(&collage, id, |draft| draft.price = "ten".into()).unwrap_err(), Problem::Amount);
        let no_currency = |draft: &mut InspectorDraft| {
            draft.price = "10".into();
            draft.currency = "€€".into();
        };
        assert_eq!(made(&collage, id, no_currency).unwrap_err(), Problem::Currency);
        for address in ["javascript:alert(1)", "no address", "https://me:secret@shop.example/"] {
            assert!(
                matches!(made(&collage, id, |draft| draft.url = address.into()), Err(Problem::Link(_))),
                "{address}"
            );
        }
    }

    #[test]
    fn the_draft_of_another_collage_is_not_current() {
        let (collage, id) = with_link(Link::None, None);
        let draft = drafted(&collage, id, |_| {});
        let other = Collage { id: CollageId::from_raw(10), ..collage };
        assert!(!is_current(&draft, &other, id));
    }
}
