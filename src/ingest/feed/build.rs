//! From a record to a product or one of its variants.

use std::collections::HashMap;

use rust_decimal::Decimal;
use url::Url;

use super::field::{Field, normalise};
use super::format::FeedFormat;
use super::record::Record;
use super::report::Notes;
use super::value;
use crate::ingest::WarningKind;
use crate::model::{Currency, MerchantUrl, Price, ProductSnapshot, Timestamp};

/// What all records of a feed share.
pub(super) struct Context {
    pub(super) format: FeedFormat,
    /// What the format or the column's name says of all prices.
    pub(super) implied: Option<Currency>,
    /// What amounts are read by where nothing says their currency.
    pub(super) hint: Option<Currency>,
    pub(super) merchant: Option<String>,
    /// Where the shop is, for relative addresses.
    pub(super) base: Option<Url>,
    pub(super) now: Timestamp,
    /// Paths by the number that records give.
    pub(super) categories: HashMap<String, String>,
}

/// A record understood.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) id: Option<String>,
    /// Names of the product it belongs to; empty when it stands for itself.
    pub(super) keys: Vec<String>,
    /// The name under which the group is told to the caller.
    pub(super) group: Option<String>,
    /// Speaks for the whole product: its title, link and pictures come first.
    pub(super) leads: bool,
    /// Can be bought as it is.
    pub(super) is_variant: bool,
    pub(super) draft: bool,
    pub(super) affiliate_url: Option<String>,
    /// Its prices carry no currency: the feed's usual one goes there when the product is handed over.
    pub(super) lacks_currency: bool,
    pub(super) snapshot: ProductSnapshot,
}

impl Context {
    /// Reads one record; what cannot be read is noted and left unknown.
    pub(super) fn row(&self, record: &Record<'_>, notes: &mut Notes) -> Row {
        let mut row = Row { line: record.line, id: record.text(Field::Id), ..Row::default() };
        let (price, list_price) = self.prices(record, notes);
        let (url, affiliate_url) = self.links(record, notes);
        let gtin = value::gtin(record.get(Field::Gtin)).unwrap_or_else(|()| {
            notes.warn(record.line, WarningKind::InvalidGtin(record.get(Field::Gtin).chars().take(40).collect()));
            None
        });
        row.snapshot = ProductSnapshot {
            title: self.title(record),
            brand: record.text(Field::Brand),
            merchant: record.text(Field::Merchant).or_else(|| self.merchant.clone()),
            images: self.pictures(record, url.as_ref()),
            url,
            price_seen_at: price.map(|_| self.now),
            price,
            list_price,
            availability: value::availability(record.get(Field::Availability)),
            gtin,
            sku: record.text(Field::Sku).map(|sku| sku.trim_start_matches('\'').to_owned()),
            mpn: record.text(Field::Mpn),
            category: self.category(record),
            colour: colour(record),
            ..ProductSnapshot::default()
        };
        row.affiliate_url = affiliate_url;
        row.lacks_currency = row.snapshot.price.is_some_and(|price| price.currency.is_none());
        row.draft = is_draft(record.get(Field::Status));
        row.is_variant = price.is_some();
        self.place(record, &mut row);
        row
    }

    /// Says which product the row belongs to.
    fn place(&self, record: &Record<'_>, row: &mut Row) {
        let kind = normalise(record.get(Field::Kind));
        let own = |field| Some(record.get(field).trim().to_owned()).filter(|text| !text.is_empty());
        match self.format {
            FeedFormat::WooCsv => {
                let is = |word: &str| kind.contains(word);
                if is("variation")
                    && let Some(parent) = own(Field::Parent)
                {
                    row.keys = vec![parent];
                    row.is_variant = true;
                } else if is("variable") {
                    row.leads = true;
                    row.is_variant = false;
                    row.keys = own(Field::Sku).into_iter().chain(own(Field::Id).map(|id| format!("id:{id}"))).collect();
                }
            }
            FeedFormat::Magento => {
                row.keys.extend(own(Field::Sku));
                row.leads = kind == "configurable";
                row.is_variant &= !row.leads;
                let children = record.get(Field::Children).split('|');
                let sku_of =
                    |child: &str| child.split(',').find_map(|pair| pair.trim().strip_prefix("sku=")).map(str::to_owned);
                row.keys.extend(children.filter_map(sku_of));
            }
            _ => {
                row.keys.extend(own(Field::Group));
                if self.format == FeedFormat::Wix {
                    row.leads = kind == "product";
                }
            }
        }
        row.group = row.keys.first().cloned();
    }

    fn title(&self, record: &Record<'_>) -> String {
        let title = record.text(Field::Title).or_else(|| {
            let parts = [Field::TypePrefix, Field::Brand, Field::Model].map(|part| record.text(part));
            Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
        });
        title.unwrap_or_default()
    }

    /// What is paid, and the struck-out price if it is larger.
    fn prices(&self, record: &Record<'_>, notes: &mut Notes) -> (Option<Price>, Option<Price>) {
        let stated = value::currency(record.get(Field::Currency)).or(self.implied);
        let mut read = |field: Field, name: &'static str, currency: Option<Currency>| {
            let text = record.get(field);
            let price = value::price(text, currency.or(self.hint)).unwrap_or_else(|()| {
                notes.unreadable(record.line, name, text);
                None
            })?;
            // Read by the hint, but not said.
            let currency = if currency.is_none() && value::is_bare_amount(text) { None } else { price.currency };
            match record.minor_digits {
                Some(digits) => {
                    let amount = Decimal::try_from_i128_with_scale(price.amount.trunc().mantissa(), digits).ok()?;
                    Some(Price { amount, currency })
                }
                None => Some(Price { currency, ..price }),
            }
        };
        let regular = read(Field::Price, "price", stated);
        let inherited = regular.and_then(|price| price.currency).or(stated);
        let sale = read(Field::SalePrice, "sale price", inherited).filter(|_| self.sale_is_on(record));
        let listed = read(Field::ListPrice, "list price", inherited);
        let discounted = regular.and_then(|price| discounted(price, record));
        let paid = match (regular, sale.or(discounted)) {
            // Sale and list swapped: the lower one is what is paid.
            (Some(regular), Some(sale)) if sale.amount < regular.amount => Some(sale),
            (None, sale) => sale,
            (regular, _) => regular,
        };
        let Some(paid) = paid else { return (None, None) };
        let same = |price: &Price| price.currency == paid.currency;
        let highest = [regular, listed].into_iter().flatten().filter(same).max_by_key(|price| price.amount);
        let list_price = highest.filter(|price| price.amount > paid.amount);
        if list_price.is_none()
            && let Some(listed) = listed.filter(|listed| listed.amount < paid.amount)
        {
            notes.warn(record.line, WarningKind::ListPriceNotHigher(listed.to_string()));
        }
        (Some(paid), list_price)
    }

    fn sale_is_on(&self, record: &Record<'_>) -> bool {
        let (window, from) = (record.get(Field::SaleDates), record.get(Field::SaleFrom));
        value::Sale { window, from, to: record.get(Field::SaleTo) }.is_on(self.now)
    }

    /// The shop's own address, and the network's where both are given.
    fn links(&self, record: &Record<'_>, notes: &mut Notes) -> (Option<MerchantUrl>, Option<String>) {
        let mut read = |field: Field| {
            let text = value::address(record.get(field));
            let text = text.trim();
            if text.is_empty() {
                return None;
            }
            let url = absolute(text, self.base.as_ref()).and_then(|url| MerchantUrl::from_url(&url).ok());
            if url.is_none() {
                notes.unreadable(record.line, "link", text);
            }
            url
        };
        let link = read(Field::Link);
        let affiliate = read(Field::AffiliateLink);
        let through = link.is_some().then(|| affiliate.as_ref().map(|url| url.as_str().to_owned())).flatten();
        let from_handle = || {
            let shopify = matches!(self.format, FeedFormat::ShopifyCsv | FeedFormat::ShopifyJson);
            let handle =
                Some(record.get(if self.format == FeedFormat::ShopifyCsv { Field::Group } else { Field::Handle }));
            let handle = handle.filter(|handle| shopify && !handle.is_empty())?;
            let url = self.base.as_ref()?.join(&format!("/products/{handle}")).ok()?;
            MerchantUrl::from_url(&url).ok()
        };
        (link.or(affiliate).or_else(from_handle), through)
    }

    fn pictures(&self, record: &Record<'_>, link: Option<&MerchantUrl>) -> Vec<String> {
        let mut pictures: Vec<String> = Vec::new();
        for cell in record.picture_cells() {
            for address in value::addresses(cell) {
                let address = self.picture(address, link);
                if let Some(address) = address.filter(|address| !pictures.contains(address)) {
                    pictures.push(address);
                }
            }
        }
        pictures.truncate(super::MOST_PICTURES);
        pictures
    }

    /// One address of a picture: made absolute where something says against what, else kept as written.
    fn picture(&self, address: String, link: Option<&MerchantUrl>) -> Option<String> {
        if is_whole(&address) {
            return Some(address);
        }
        if self.format == FeedFormat::Wix && !address.contains('/') {
            return Some(format!("https://static.wixstatic.com/media/{address}"));
        }
        match Url::parse(&address) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => {
                let clean = address.chars().all(|c| c.is_ascii_graphic());
                Some(if clean { address } else { url.into() })
            }
            Ok(_) => None,
            Err(_) if address.starts_with("//") => Some(format!("https:{address}")),
            Err(_) => match link.map(MerchantUrl::to_url).or_else(|| self.base.clone()) {
                Some(base) => base.join(&address).ok().map(Url::into),
                None => Some(address).filter(|path| !path.contains(char::is_whitespace)),
            },
        }
    }

    fn category(&self, record: &Record<'_>) -> Option<String> {
        let stated = value::category(record.get(Field::Category));
        let stated = match self.format {
            // Several paths in one cell; the first one counts.
            FeedFormat::WooCsv | FeedFormat::Magento => {
                let first = stated.replace("\\,", "\u{1}");
                let first = first.split(',').next().unwrap_or_default().replace('\u{1}', ",");
                let first = first.trim().trim_start_matches("Default Category/");
                if self.format == FeedFormat::Magento { first.replace('/', " > ") } else { first.to_owned() }
            }
            _ => stated,
        };
        // A bare number is Google's code: it says nothing to a person.
        let stated = Some(stated).filter(|text| !text.is_empty() && !text.bytes().all(|b| b.is_ascii_digit()));
        stated.or_else(|| self.categories.get(record.get(Field::CategoryId)).cloned())
    }
}

/// Whether it is an ordinary web address, which needs no further look.
fn is_whole(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")) else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric)
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        && rest.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>'))
}

/// An address made absolute: against the shop, or by the scheme that was left out.
fn absolute(text: &str, base: Option<&Url>) -> Option<Url> {
    match Url::parse(text) {
        Ok(url) => Some(url),
        Err(_) if text.starts_with("//") => Url::parse(&format!("https:{text}")).ok(),
        Err(_) if text.starts_with("www.") => Url::parse(&format!("https://{text}")).ok(),
        Err(_) => base?.join(text).ok(),
    }
}

fn discounted(price: Price, record: &Record<'_>) -> Option<Price> {
    let size: Decimal = record.get(Field::DiscountValue).trim().parse().ok()?;
    let amount = match normalise(record.get(Field::DiscountMode)).as_str() {
        "percent" => price.amount - price.amount * size / Decimal::ONE_HUNDRED,
        "amount" => price.amount - size,
        _ => return None,
    };
    Some(Price { amount: amount.round_dp(2), ..price }).filter(|sale| sale.amount > Decimal::ZERO)
}

/// The shop's word for the colour: its own field, or the choice that is called so.
fn colour(record: &Record<'_>) -> Option<String> {
    let choices = [
        (Field::Option1Name, Field::Option1Value),
        (Field::Option2Name, Field::Option2Value),
        (Field::Option3Name, Field::Option3Value),
    ];
    let named = |name: &str| {
        if name.is_empty() {
            return false;
        }
        let name = normalise(name);
        ["color", "colour", "couleur", "farbe", "kleur", "colore", "färg", "farve", "farge", "цвет"]
            .iter()
            .any(|word| name.contains(word))
    };
    let chosen =
        || choices.iter().find(|(name, _)| named(record.get(*name))).and_then(|(_, value)| record.text(*value));
    record.text(Field::Colour).or_else(chosen)
}

fn is_draft(status: &str) -> bool {
    matches!(
        normalise(status).as_str(),
        "draft" | "archived" | "proposed" | "rejected" | "false" | "0" | "-1" | "hidden" | "staging" | "unlisted" | "2"
    )
}
