//! Which feeds are known, and telling them apart by what they hold.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::field::normalise;

macro_rules! formats {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A kind of feed. The text form is what `--format` takes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum FeedFormat { $($(#[$doc])* $variant,)* }

        impl FeedFormat {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

formats! {
    /// Google Merchant RSS or Atom; Meta, Pinterest and CJ take the same, with columns of their own.
    GoogleXml = "google-xml",
    /// Google Merchant as text with tabs, commas or semicolons.
    GoogleText = "google-text",
    /// Meta catalogue as a table.
    MetaCsv = "meta-csv",
    /// Shopify product export.
    ShopifyCsv = "shopify-csv",
    /// Shopify `products.json`, storefront or admin.
    ShopifyJson = "shopify-json",
    /// WooCommerce product export.
    WooCsv = "woo-csv",
    /// WooCommerce Store or REST API.
    WooJson = "woo-json",
    /// Awin product data.
    Awin = "awin",
    /// CJ's own columns.
    Cj = "cj",
    /// Rakuten LinkShare, without a header.
    Rakuten = "rakuten",
    /// Tradedoubler.
    Tradedoubler = "tradedoubler",
    /// TradeTracker.
    TradeTracker = "tradetracker",
    /// Webgains.
    Webgains = "webgains",
    /// Partner-ads.
    PartnerAds = "partner-ads",
    /// Yandex market language.
    Yml = "yml",
    /// Kelkoo and comparison sites like it.
    Kelkoo = "kelkoo",
    /// Etsy's download of listings.
    Etsy = "etsy",
    /// Wix product export.
    Wix = "wix",
    /// Medusa product export.
    Medusa = "medusa",
    /// Spree product export.
    Spree = "spree",
    /// Vendure product import.
    Vendure = "vendure",
    /// Magento product export.
    Magento = "magento",
    /// Any other XML with a repeated element.
    Xml = "xml",
    /// Any other JSON with an array of objects.
    Json = "json",
    /// Any other table with a header.
    Table = "table",
}

/// How records lie in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Xml,
    Json,
    Table,
}

/// A format name that is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no feed format: leave it out, or use one of {names}", names = known_names())]
pub struct UnknownFormat(String);

fn known_names() -> String {
    FeedFormat::ALL.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for FeedFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for FeedFormat {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        let wanted = text.trim().to_ascii_lowercase().replace('_', "-");
        let known = Self::ALL.iter().copied().find(|format| format.name() == wanted);
        known
            .or(match wanted.as_str() {
                "google" => Some(Self::GoogleXml),
                "csv" | "tsv" => Some(Self::Table),
                "woo-store-api" => Some(Self::WooJson),
                _ => None,
            })
            .ok_or_else(|| UnknownFormat(text.chars().take(40).collect()))
    }
}

/// How the text of a feed lies, from its first characters.
pub(super) fn container_of(head: &str) -> Container {
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    match start.chars().next() {
        Some('<') => Container::Xml,
        Some('{' | '[') => Container::Json,
        _ => Container::Table,
    }
}

/// The format of a table, from its header.
pub(super) fn of_header(header: &[String]) -> FeedFormat {
    let names: std::collections::HashSet<String> = header.iter().map(|name| normalise(name)).collect();
    let all = |wanted: &[&str]| wanted.iter().all(|name| names.contains(*name));
    let any = |wanted: &[&str]| wanted.iter().any(|name| names.contains(*name));
    use FeedFormat as F;
    if any(&["awdeeplink", "awproductid", "awimageurl"]) {
        F::Awin
    } else if all(&["handleid", "fieldtype"]) {
        F::Wix
    } else if all(&["producthandle", "producttitle"]) {
        F::Medusa
    } else if all(&["handle"]) && any(&["variantprice", "variantsku", "imagesrc", "bodyhtml"])
        || all(&["urlhandle", "title"]) && any(&["price", "productimageurl"])
    {
        F::ShopifyCsv
    } else if all(&["optiongroups"]) && any(&["variantassets", "optionvalues"]) {
        F::Vendure
    } else if any(&["attributesetcode", "productwebsites", "storeviewcode"]) && all(&["sku"]) {
        F::Magento
    } else if all(&["slug", "sku", "option1name"]) && any(&["image1src", "compareatprice"]) {
        F::Spree
    } else if any(&["attribute1name", "attribut1name", "nomdelattribut1", "name1attribut"])
        || all(&["regularprice", "type"])
        || all(&["regularprice", "saleprice", "published"])
    {
        F::WooCsv
    } else if all(&["title", "image1", "currencycode"]) {
        F::Etsy
    } else if any(&["europeanarticlenumber", "bestsellers"]) && any(&["deeplink", "programname", "programid"])
        || all(&["deeplink", "programid", "productname"])
    {
        F::Webgains
    } else if all(&["productid", "producturl", "imageurl"])
        && any(&["campaignid", "categorypath", "extra1", "subcategories"])
        || all(&["productid", "producturl", "imageurl", "name", "currency", "price"]) && !any(&["tdproductid"])
    {
        F::TradeTracker
    } else if any(&["tdproductid", "tdcategoryname"]) {
        F::Tradedoubler
    } else if all(&["programname"]) && any(&["catalogname", "buyurl", "catalogid"]) {
        F::Cj
    } else if all(&["id", "title"]) && any(&["image0url", "fbproductcategory", "quantitytosellonfacebook", "video0url"])
    {
        F::MetaCsv
    } else if all(&["id", "title", "link"]) && any(&["imagelink", "additionalimagelink"]) {
        F::GoogleText
    } else if all(&["vareurl", "produktnavn"]) {
        F::PartnerAds
    } else if any(&["landingpageurl", "offerid"]) && any(&["merchantcategory", "deliverycost", "producturl"]) {
        F::Kelkoo
    } else {
        F::Table
    }
}

/// The format of an XML feed, from its first characters and the name of its records.
pub(super) fn of_xml(head: &str, record_name: &str) -> FeedFormat {
    let has = |text: &str| head.contains(text);
    let local = record_name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
    match local.as_str() {
        _ if has("<yml_catalog") => FeedFormat::Yml,
        "produkt" if has("<produkter") => FeedFormat::PartnerAds,
        "offer" if has("<currencies") || has("<categories") => FeedFormat::Yml,
        _ if has("base.google.com/ns/1.0") || has("<g:") => FeedFormat::GoogleXml,
        "product" if has("<productFeed") || has("<properties") && has("<campaign") => FeedFormat::TradeTracker,
        "product" if has("<merchandiser") => FeedFormat::Rakuten,
        "prod" if has("<merchant") || has("<cafProductFeed") || has("<awTrack") => FeedFormat::Awin,
        _ if has("TDProductId") || has("tradedoubler") || has("tradeDoubler") => FeedFormat::Tradedoubler,
        "item" | "entry" => FeedFormat::GoogleXml,
        _ if has("<catalog") && has("<programname") || has("<buyurl") => FeedFormat::Cj,
        "offer" => FeedFormat::Kelkoo,
        _ if has("<offer-id") || has("<landing-page-url") || has("<offerid") => FeedFormat::Kelkoo,
        _ if has("<european_article_number") || has("<program_id") && has("<deeplink") => FeedFormat::Webgains,
        _ => FeedFormat::Xml,
    }
}

/// The format of a JSON feed, from its first characters.
pub(super) fn of_json(head: &str) -> FeedFormat {
    let has = |text: &str| head.contains(text);
    if has("\"currency_minor_unit\"") || has("\"permalink\"") {
        FeedFormat::WooJson
    } else if has("\"priceHistory\"") || has("\"productHeader\"") {
        FeedFormat::Tradedoubler
    } else if has("\"compareAtPrice\"") && has("\"handle\"")
        || has("\"body_html\"")
        || has("\"vendor\"") && has("\"variants\"")
    {
        FeedFormat::ShopifyJson
    } else {
        FeedFormat::Json
    }
}
