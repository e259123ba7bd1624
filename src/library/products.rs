//! Finds: `p/<key>`, and `u/<hash of the merchant address>` that leads from an address to its key.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::error::LibraryError;
use super::open::Library;
use super::records::View;
use crate::model::{MerchantUrl, Product, ProductKey, ProductSnapshot};

/// Changes per commit when many finds come at once: bounds memory and the length of a journal line.
const PUT_CHUNK: usize = 1_000;

/// What became of finds that were put.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PutReport {
    /// New in the library.
    pub added: usize,
    /// Known before, now with other data.
    pub updated: usize,
    /// Known before, with the same data.
    pub unchanged: usize,
    /// The key of each find in the library, in the order given. A find whose merchant address was known
    /// has the key it had there, not the one it was put with.
    pub keys: Vec<ProductKey>,
}

impl Library {
    /// Adds finds or brings known ones up to date; on disk when this returns.
    ///
    /// A find with a known key replaces what was kept under it. Otherwise a known merchant address decides:
    /// the key, the day it came and the person's tags stay, data that the new source lacks stays, price,
    /// list price and the time they were seen change together.
    pub fn put_products(&self, products: &[Product]) -> Result<PutReport, LibraryError> {
        let mut report = PutReport::default();
        for chunk in products.chunks(PUT_CHUNK) {
            let (_, part) = self.records.commit(|view, _, batch| {
                let mut pending = Pending { view, products: HashMap::new(), by_url: HashMap::new() };
                let mut part = PutReport::default();
                for product in chunk {
                    let known = match pending.product(product.key)? {
                        Some(kept) => {
                            let listing = product.listing.or(kept.listing);
                            Some((kept, Product { listing, ..product.clone() }))
                        }
                        None => pending.by_url(product.snapshot.url.as_ref())?.map(|kept| {
                            let merged = merged(&kept, product);
                            (kept, merged)
                        }),
                    };
                    let (kept, next) = known.map_or((None, product.clone()), |(kept, next)| (Some(kept), next));
                    part.keys.push(next.key);
                    match &kept {
                        None => part.added += 1,
                        Some(kept) if *kept == next => {
                            part.unchanged += 1;
                            continue;
                        }
                        Some(_) => part.updated += 1,
                    }
                    let (old_url, new_url) =
                        (kept.as_ref().and_then(|kept| kept.snapshot.url.as_ref()), next.snapshot.url.as_ref());
                    if old_url != new_url {
                        if let Some(url) = old_url
                            && pending.key_of(url)? == Some(next.key)
                        {
                            batch.remove(url_key(url));
                            pending.by_url.insert(url_key(url), None);
                        }
                        if let Some(url) = new_url
                            && pending.key_of(url)?.is_none()
                        {
                            batch.put(url_key(url), &next.key)?;
                            pending.by_url.insert(url_key(url), Some(next.key));
                        }
                    }
                    batch.put(product_key(next.key), &next)?;
                    pending.products.insert(next.key, next);
                }
                Ok(part)
            })?;
            report.added += part.added;
            report.updated += part.updated;
            report.unchanged += part.unchanged;
            report.keys.extend(part.keys);
        }
        Ok(report)
    }

    /// Removes finds; collages keep their own snapshots. Unknown keys are passed over. Returns how many
    /// were removed.
    pub fn remove_products(&self, keys: &[ProductKey]) -> Result<usize, LibraryError> {
        let mut removed = 0;
        for chunk in keys.chunks(PUT_CHUNK) {
            let (_, count) = self.records.commit(|view, _, batch| {
                let mut count = 0;
                for &key in chunk {
                    let Some(product) = view.get::<Product>(&product_key(key))? else { continue };
                    batch.remove(product_key(key));
                    if let Some(url) = &product.snapshot.url
                        && view.get::<ProductKey>(&url_key(url))? == Some(key)
                    {
                        batch.remove(url_key(url));
                    }
                    count += 1;
                }
                Ok(count)
            })?;
            removed += count;
        }
        Ok(removed)
    }

    /// One find.
    pub fn product(&self, key: ProductKey) -> Result<Product, LibraryError> {
        self.records.read(|view| view.get(&product_key(key)))?.ok_or(LibraryError::NoProduct(key))
    }

    /// The find with a merchant address.
    pub fn product_by_url(&self, url: &MerchantUrl) -> Result<Option<Product>, LibraryError> {
        self.records.read(|view| match view.get::<ProductKey>(&url_key(url))? {
            Some(key) => view.get(&product_key(key)),
            None => Ok(None),
        })
    }

    /// All finds, by key. Records that cannot be read are left out; [`Library::verify`] names them.
    pub fn products(&self) -> Result<Vec<Product>, LibraryError> {
        self.records.read(|view| {
            let mut products = Vec::new();
            view.scan("p/", |_, text| products.extend(serde_json::from_slice::<Product>(text)))?;
            Ok(products)
        })
    }

    /// How many finds there are.
    pub fn products_count(&self) -> Result<usize, LibraryError> {
        self.records.read(|view| {
            let mut count = 0;
            view.scan("p/", |_, _| count += 1)?;
            Ok(count)
        })
    }
}

/// The records as they will be after the batch that is being built.
struct Pending<'a> {
    view: &'a View<'a>,
    products: HashMap<ProductKey, Product>,
    by_url: HashMap<String, Option<ProductKey>>,
}

impl Pending<'_> {
    fn product(&self, key: ProductKey) -> Result<Option<Product>, LibraryError> {
        match self.products.get(&key) {
            Some(product) => Ok(Some(product.clone())),
            None => self.view.get(&product_key(key)),
        }
    }

    fn key_of(&self, url: &MerchantUrl) -> Result<Option<ProductKey>, LibraryError> {
        let key = url_key(url);
        match self.by_url.get(&key) {
            Some(known) => Ok(*known),
            None => self.view.get(&key),
        }
    }

    fn by_url(&self, url: Option<&MerchantUrl>) -> Result<Option<Product>, LibraryError> {
        match url.map(|url| self.key_of(url)).transpose()?.flatten() {
            Some(key) => self.product(key),
            None => Ok(None),
        }
    }
}

pub(super) fn product_key(key: ProductKey) -> String {
    format!("p/{key}")
}

/// Addresses may be kilobytes long: their hash stands for them.
pub(super) fn url_key(url: &MerchantUrl) -> String {
    text_key(url.as_str())
}

/// The record that leads from a text to the find that it names.
pub(super) fn text_key(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let mut key = String::with_capacity(34);
    key.push_str("u/");
    for byte in digest.iter().take(16) {
        for half in [byte >> 4, byte & 15] {
            key.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
    }
    key
}

/// What is known of a find after its address was seen again.
pub(super) fn merged(kept: &Product, new: &Product) -> Product {
    let (old, snapshot) = (&kept.snapshot, new.snapshot.clone());
    let keeps_price = snapshot.price.is_none();
    let prices = if keeps_price { old } else { &new.snapshot };
    Product {
        key: kept.key,
        snapshot: ProductSnapshot {
            title: if snapshot.title.is_empty() { old.title.clone() } else { snapshot.title },
            brand: snapshot.brand.or_else(|| old.brand.clone()),
            merchant: snapshot.merchant.or_else(|| old.merchant.clone()),
            url: snapshot.url,
            price: prices.price,
            list_price: prices.list_price,
            price_seen_at: prices.price_seen_at,
            availability: snapshot.availability.or(old.availability),
            images: if snapshot.images.is_empty() { old.images.clone() } else { snapshot.images },
            gtin: snapshot.gtin.or_else(|| old.gtin.clone()),
            sku: snapshot.sku.or_else(|| old.sku.clone()),
            mpn: snapshot.mpn.or_else(|| old.mpn.clone()),
            category: snapshot.category.or_else(|| old.category.clone()),
            colour: snapshot.colour.or_else(|| old.colour.clone()),
            variants: if snapshot.variants == 0 { old.variants } else { snapshot.variants },
            credit: snapshot.credit.or_else(|| old.credit.clone()),
        },
        picture: new.picture.or(kept.picture),
        picture_size_px: if new.picture.is_some() { new.picture_size_px } else { kept.picture_size_px },
        source: kept.source,
        listing: new.listing.or(kept.listing),
        added_at: kept.added_at,
        tags: kept.tags.iter().chain(new.tags.iter().filter(|tag| !kept.tags.contains(tag))).cloned().collect(),
    }
}
