//! Which variant of a product the page's address asks for: by its own address, its number, its colour or size.

use url::Url;

use super::address;
use super::candidate::Candidate;

/// Names of query fields that say where a visitor came from.
const TRACKING: [&str; 12] =
    ["ref", "source", "gclid", "fbclid", "msclkid", "srsltid", "cid", "lang", "locale", "currency", "page", "q"];

/// Brings the facts of the variant that the address asks for forward: its price, stock, numbers, colour and
/// pictures. Where several fit alike (one colour in many sizes), what they share comes forward.
pub(super) fn choose(product: &mut Candidate, url: &Url) {
    choose_offer(product, url);
    product.variant_count = product.variant_count.max(product.variants.len());
    let asked = Asked::of(url);
    let scored: Vec<u32> = product.variants.iter().map(|variant| asked.score(variant)).collect();
    let best = scored.iter().copied().max().unwrap_or(0);
    if best == 0 || scored.len() > 1 && scored.iter().all(|score| *score == best) {
        return;
    }
    let fitting: Vec<&Candidate> =
        product.variants.iter().zip(&scored).filter(|(_, score)| **score == best).map(|(variant, _)| variant).collect();
    let Some(first) = fitting.first().copied().cloned() else { return };
    let offers: Vec<_> = fitting.iter().flat_map(|variant| variant.offers.iter().cloned()).collect();
    let one = fitting.len() == 1;
    let same_colour = fitting.iter().all(|variant| variant.colour == first.colour);
    product.colour = first.colour.clone().filter(|_| same_colour).or(product.colour.take());
    product.availability = first.availability.filter(|_| one).or(product.availability);
    if !offers.is_empty() {
        product.offers = offers;
    }
    if one {
        product.sku = first.sku.clone().or(product.sku.take());
        product.mpn = first.mpn.clone().or(product.mpn.take());
        product.gtins =
            Some(first.gtins.clone()).filter(|gtins| !gtins.is_empty()).unwrap_or_else(|| product.gtins.clone());
    }
    if one || same_colour && first.colour.is_some() {
        let others: Vec<&String> = product.variants.iter().flat_map(|variant| &variant.images).collect();
        let shared = product.images.iter().filter(|image| !others.contains(image));
        product.images = first.images.iter().chain(shared).cloned().collect();
    }
    product.chosen = true;
}

/// How much in the address asks for this variant.
pub(super) fn score(url: &Url, variant: &Candidate) -> u32 {
    Asked::of(url).score(variant)
}

/// Offers that each have an address of their own: the one that is this page's stays.
fn choose_offer(product: &mut Candidate, url: &Url) {
    if product.offers.len() < 2 {
        return;
    }
    let asked = Asked::of(url);
    let fits: Vec<bool> =
        product.offers.iter().map(|offer| offer.url.as_deref().is_some_and(|own| asked.is_at(own))).collect();
    let count = fits.iter().filter(|fit| **fit).count();
    if count == 0 || count == fits.len() {
        return;
    }
    let mut fits = fits.into_iter();
    product.offers.retain(|_| fits.next().unwrap_or(true));
    if let [offer] = product.offers.as_slice() {
        product.sku = offer.sku.clone().or(product.sku.take());
        product.gtins = offer.gtin.clone().map_or_else(|| product.gtins.clone(), |gtin| vec![gtin]);
    }
    product.chosen = true;
}

/// What an address says besides the page it leads to.
struct Asked<'u> {
    url: &'u Url,
    /// Values of the query and parts of the fragment, squeezed.
    values: Vec<String>,
    /// Words of the values, squeezed.
    said: Vec<String>,
    /// Words of the path, squeezed.
    words: Vec<String>,
}

impl<'u> Asked<'u> {
    fn of(url: &'u Url) -> Self {
        let pairs = own_pairs(url);
        let fragment = url.fragment().unwrap_or_default();
        let mut values: Vec<String> = pairs.iter().map(|(_, value)| squeeze(value)).collect();
        values.extend(fragment.split(['/', '&', '=', '?', '!']).take(30).map(squeeze));
        let mut words: Vec<String> = url.path().split(['/', '-', '_', '.', ',']).take(100).map(squeeze).collect();
        let texts = pairs.iter().map(|(_, value)| value.as_str()).chain([fragment]);
        let said = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric())).take(100).map(squeeze);
        let mut said: Vec<String> = said.collect();
        [&mut values, &mut words, &mut said].into_iter().for_each(|list| list.retain(|word| !word.is_empty()));
        Self { url, values, said, words }
    }

    /// Whether an address is this page's, with something that tells it from its siblings'.
    fn is_at(&self, own: &str) -> bool {
        let Ok(own) = self.url.join(own) else { return false };
        if own.path().trim_end_matches('/') != self.url.path().trim_end_matches('/') {
            return false;
        }
        let (pairs, asked) = (own_pairs(&own), own_pairs(self.url));
        let by_query = !pairs.is_empty() && pairs.iter().all(|pair| asked.contains(pair));
        let by_fragment = own.fragment().is_some_and(|part| !part.is_empty() && self.url.fragment() == Some(part));
        by_query || by_fragment || pairs.is_empty() && asked.is_empty() && own.fragment().is_none()
    }

    fn score(&self, variant: &Candidate) -> u32 {
        let mut score = 0;
        let addresses = variant.url.iter().chain(variant.offers.iter().filter_map(|offer| offer.url.as_ref()));
        if addresses.into_iter().any(|own| self.is_at(own)) {
            score += 8;
        }
        let skus = variant.offers.iter().filter_map(|offer| offer.sku.as_ref());
        let numbers = variant.ids.iter().chain(&variant.sku).chain(&variant.mpn).chain(&variant.gtins).chain(skus);
        let is_named = |number: &String| {
            let squeezed = squeeze(number);
            squeezed.len() >= 3 && [&self.values, &self.said, &self.words].iter().any(|list| list.contains(&squeezed))
                || address::names(self.url, number)
        };
        if numbers.into_iter().any(is_named) {
            score += 6;
        }
        for option in
            variant.colour.iter().chain(variant.options.iter().filter(|own| Some(*own) != variant.colour.as_ref()))
        {
            let squeezed = squeeze(option);
            if squeezed.is_empty() {
                continue;
            }
            if self.values.contains(&squeezed) || self.said.contains(&squeezed) {
                score += 3;
            } else if squeezed.chars().count() >= 3 && self.words.contains(&squeezed)
                || address::names(self.url, option)
            {
                score += 2;
            }
        }
        score
    }
}

/// The fields of a query that may ask for a variant.
fn own_pairs(url: &Url) -> Vec<(String, String)> {
    let pairs = url.query_pairs().map(|(name, value)| (name.to_lowercase(), value.into_owned()));
    pairs.filter(|(name, _)| !name.starts_with("utm_") && !TRACKING.contains(&name.as_str())).take(20).collect()
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::page::candidate::Offer;
    use crate::ingest::price;

    fn variant(sku: &str, colour: &str, size: &str, amount: &str) -> Candidate {
        let price = price::parse_machine(amount, "EUR".parse().ok());
        Candidate {
            sku: Some(sku.to_owned()),
            ids: vec![format!("44{sku}")],
            colour: Some(colour.to_owned()),
            options: vec![colour.to_owned(), size.to_owned()],
            offers: vec![Offer { price, url: Some(format!("/p/dress?variant=44{sku}")), ..Offer::default() }],
            ..Candidate::default()
        }
    }

    fn chosen(address: &str) -> (Option<String>, Option<String>, usize) {
        let variants = vec![
            variant("101", "Red", "S", "10"),
            variant("102", "Red", "M", "11"),
            variant("103", "Navy blue", "S", "12"),
        ];
        let mut product = Candidate { variants, ..Candidate::default() };
        choose(&mut product, &Url::parse(address).unwrap());
        (product.sku, product.colour, product.offers.len())
    }

    #[test]
    fn addresses_ask_in_many_ways() {
        let one = |sku: &str, colour: &str| (Some(sku.to_owned()), Some(colour.to_owned()), 1);
        let host = "https://shop.example/p/dress";
        assert_eq!(chosen(&format!("{host}?variant=44102")), one("102", "Red"));
        assert_eq!(chosen(&format!("{host}?utm_source=x&variant=44103")), one("103", "Navy blue"));
        assert_eq!(chosen(&format!("{host}#/7-size-m/9-color-red")), one("102", "Red"));
        assert_eq!(chosen(&format!("{host}?attribute_pa_color=navy-blue")), one("103", "Navy blue"));
        assert_eq!(chosen(&format!("{host}#102")), one("102", "Red"));
        assert_eq!(chosen("https://shop.example/p/dress-navy-blue"), one("103", "Navy blue"));
        // One colour in two sizes: the colour is known, the number is not.
        assert_eq!(chosen(&format!("{host}?color=red")), (None, Some("Red".to_owned()), 2));
        assert_eq!(chosen(host), (None, None, 0));
    }
}
