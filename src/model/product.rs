//! What can be bought.

use serde::{Deserialize, Serialize};

use super::ids::{FeedId, ImageHash, ProductKey};
use super::money::Price;
use super::time::Timestamp;
use super::url::MerchantUrl;

/// Whether the shop has it. Unknown is `None` around this, never one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Availability {
    InStock,
    OutOfStock,
    Preorder,
    Backorder,
}

/// How a find came into the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Source {
    Starter,
    Page,
    Feed,
    Clip,
    Paste,
    Picture,
    Bundle,
    Hand,
}

/// What is known of a product at one moment. It travels inside the collage, so that it outlives the
/// catalogue. What the source does not say is `None` or empty, never guessed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ProductSnapshot {
    /// Name as the shop writes it, as plain text.
    pub title: String,
    /// Maker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<String>,
    /// The shop's name, or its host where no name is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant: Option<String>,
    /// Where it can be bought, free of anybody's affiliate ids.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<MerchantUrl>,
    /// What the shopper pays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Price>,
    /// The struck-out price, always larger than `price` and in its currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_price: Option<Price>,
    /// When the price was seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_seen_at: Option<Timestamp>,
    /// Whether the shop has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability: Option<Availability>,
    /// Addresses of the shop's pictures, best first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<String>,
    /// Valid GTIN of 8, 12, 13 or 14 digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gtin: Option<String>,
    /// The shop's own number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// The maker's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mpn: Option<String>,
    /// A path such as `Women > Dresses`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The shop's word for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
    /// How many variants (sizes, colours) the source listed; 0 when it did not say.
    #[serde(skip_serializing_if = "is_zero")]
    pub variants: u32,
    /// Who made the picture, printed beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
}

fn is_zero(value: &u32) -> bool {
    *value == 0
}

impl ProductSnapshot {
    /// The shop as shown to people: its name, else its host, else nothing.
    pub fn shop(&self) -> Option<String> {
        self.merchant.clone().or_else(|| self.url.as_ref().map(MerchantUrl::shop_host))
    }
}

/// The feed that a find comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// Which one.
    pub feed: FeedId,
    /// When the feed was first read without the find in it; `None` while it is listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone_since: Option<Timestamp>,
}

/// A find in the library.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Product {
    /// Its name in the library and in collages.
    pub key: ProductKey,
    /// What is known of it.
    #[serde(flatten)]
    pub snapshot: ProductSnapshot,
    /// The kept picture, if one was stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<ImageHash>,
    /// Upright width and height of that picture in its own pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture_size_px: Option<(u32, u32)>,
    /// How it came.
    pub source: Source,
    /// The feed that last listed it, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listing: Option<Listing>,
    /// When it came.
    pub added_at: Timestamp,
    /// The person's own words for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}
