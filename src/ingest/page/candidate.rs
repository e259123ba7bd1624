//! What one source within a page says of a product, before the sources are weighed against each other.

use serde::Serialize;

use crate::ingest::price::ParsedPrice;
use crate::model::{Availability, Currency};

/// Where in a page a value stands; the order is the order of trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// `<script type="application/ld+json">`.
    JsonLd,
    /// `itemscope`, `itemprop`.
    Microdata,
    /// `typeof`, `property`.
    Rdfa,
    /// Open Graph, `product:`, Twitter.
    Meta,
    /// The data that a shop system embeds for its own scripts.
    State,
    /// What a reader sees.
    Visible,
    /// The page's address.
    Address,
    /// Nowhere: what is usual where a page says nothing.
    Assumed,
}

/// One offer, or one of its prices.
#[derive(Debug, Clone, Default)]
pub(super) struct Offer {
    /// What is asked.
    pub price: Option<ParsedPrice>,
    /// Struck out, where the markup says so.
    pub list_price: Option<ParsedPrice>,
    /// Stock of this offer.
    pub availability: Option<Availability>,
    /// Number of the variant that is offered.
    pub sku: Option<String>,
    /// GTIN of the variant.
    pub gtin: Option<String>,
    /// Address of the variant.
    pub url: Option<String>,
    /// The seller's name.
    pub seller: Option<String>,
}

/// A product as one source describes it; texts are raw.
#[derive(Debug, Clone, Default)]
pub(super) struct Candidate {
    pub title: Option<String>,
    pub brand: Option<String>,
    pub sku: Option<String>,
    pub mpn: Option<String>,
    pub gtins: Vec<String>,
    pub category: Option<String>,
    pub colour: Option<String>,
    pub url: Option<String>,
    pub group: Option<String>,
    pub merchant: Option<String>,
    pub images: Vec<String>,
    pub offers: Vec<Offer>,
    pub availability: Option<Availability>,
    pub variants: Vec<Candidate>,
    /// Numbers that the shop system knows a variant by.
    pub ids: Vec<String>,
    /// What tells a variant from its siblings: colour, size, material.
    pub options: Vec<String>,
    /// The address asked for one variant, and its facts stand here.
    pub chosen: bool,
    /// A price in a shape that no known system writes: believed only where nothing else is.
    pub stated: Option<ParsedPrice>,
    /// How many variants, where that is told without listing them.
    pub variant_count: usize,
    /// One of a list, or shown beside the product that the page is about.
    pub listed: bool,
}

impl Candidate {
    /// The currency of the first price that has one.
    pub(super) fn currency(&self) -> Option<Currency> {
        self.all_offers().find_map(|offer| offer.price.as_ref()?.price.currency)
    }

    /// Its own offers, then those of its variants.
    pub(super) fn all_offers(&self) -> impl Iterator<Item = &Offer> {
        self.offers.iter().chain(self.variants.iter().flat_map(|variant| variant.offers.iter()))
    }

    /// Whether any price above zero is known.
    pub(super) fn has_price(&self) -> bool {
        self.all_offers().any(|offer| offer.price.as_ref().is_some_and(|price| !price.price.amount.is_zero()))
    }

    /// Stock over all offers: in stock if anything is. Of a chosen variant, its own.
    pub(super) fn stock(&self) -> Option<Availability> {
        let shown = if self.chosen { &[] } else { self.variants.as_slice() };
        let inner = shown.iter().flat_map(|variant| variant.offers.iter());
        let offers = self.offers.iter().chain(inner).filter_map(|offer| offer.availability);
        let variants = shown.iter().filter_map(|variant| variant.availability);
        offers.chain(variants).chain(self.availability).min_by_key(|availability| match availability {
            Availability::InStock => 0,
            Availability::Preorder => 1,
            Availability::Backorder => 2,
            Availability::OutOfStock => 3,
        })
    }
}
