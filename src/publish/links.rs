//! Where every tile leads: made once, used by page, manifest, PDF and pre-flight alike.

use super::html::one_line;
use super::manifest::ManifestTile;
use super::reading::reading_order;
use crate::affiliate::{self, DeepLink, Placement, PlainReason, Programs};
use crate::i18n::Lang;
use crate::i18n::publish as say;
use crate::model::{Channel, Collage, MerchantUrl, Price, ProductKey, TileId};

/// A tile that leads somewhere.
#[derive(Debug, Clone)]
pub struct TileLink {
    /// Which tile.
    pub tile: TileId,
    /// The product it shows.
    pub product: Option<ProductKey>,
    /// What it is called, on one line.
    pub name: Option<String>,
    /// The shop: its name or its host.
    pub shop: String,
    /// The shop's own address.
    pub merchant_url: MerchantUrl,
    /// The address that leaves, and why it carries no id if it carries none.
    pub link: DeepLink,
    /// The price that may be printed.
    pub price: Option<Price>,
    /// Whether there is a price that may not be printed.
    pub price_withheld: bool,
}

impl TileLink {
    /// The `rel` of the anchor. Never `noreferrer`: programs want to see the page that sent the shopper.
    pub fn rel(&self) -> &'static str {
        if self.link.carries_id { "sponsored nofollow noopener" } else { "nofollow noopener" }
    }

    /// What a screen reader says: what, and where.
    pub(super) fn label(&self, lang: Lang) -> String {
        let name = self.name.clone().unwrap_or_else(|| say::nameless_find(lang));
        say::tile_label(lang, name, &self.shop)
    }

    /// What a reader of the page should know of a link without an id: that a program forbids ids here, or,
    /// beside links that do earn, that this one does not. Reasons that only the author can mend are for the
    /// pre-flight sheet.
    pub(super) fn note(&self, lang: Lang, page_earns: bool) -> Option<String> {
        match &self.link.why_plain {
            Some(reason @ PlainReason::Forbidden { .. }) => Some(reason.message(lang)),
            Some(_) if page_earns => Some(say::plain_note(lang)),
            Some(_) | None => None,
        }
    }

    pub(super) fn for_manifest(&self) -> ManifestTile {
        ManifestTile {
            tile: self.tile,
            product: self.product,
            url: self.merchant_url.clone(),
            link: self.link.url.clone(),
            carries_id: self.link.carries_id,
            program: self.link.program.clone(),
            sub_id: self.link.sub_id.clone(),
            // Like every file for programs, the manifest speaks English.
            why_plain: self.link.why_plain.as_ref().map(|reason| reason.message(Lang::En)),
        }
    }
}

/// The links of all tiles that have an address, in reading order.
pub fn links(collage: &Collage, channel: &Channel, programs: &Programs) -> Vec<TileLink> {
    reading_order(collage)
        .into_iter()
        .filter_map(|id| {
            let tile = collage.tiles.get(&id)?;
            let url = collage.url_of(tile)?;
            let product = match tile.link {
                crate::model::Link::Product(key) => Some(key),
                crate::model::Link::None | crate::model::Link::Url(_) => None,
            };
            let snapshot = collage.product_of(tile);
            let placement = Placement { collage: collage.id, tile: id, channel: channel.id };
            let known_price = snapshot.and_then(|product| product.price);
            let may_print = programs.rules().may_print_price(&url.host());
            Some(TileLink {
                tile: id,
                product,
                name: collage.tile_name(tile).map(|name| one_line(&name)).filter(|name| !name.is_empty()),
                shop: snapshot
                    .and_then(crate::model::ProductSnapshot::shop)
                    .map(|shop| one_line(&shop))
                    .filter(|shop| !shop.is_empty())
                    .unwrap_or_else(|| url.shop_host()),
                merchant_url: url.clone(),
                link: affiliate::deep_link(programs, url, &placement, channel),
                price: known_price.filter(|_| may_print),
                price_withheld: known_price.is_some() && !may_print,
            })
        })
        .collect()
}
