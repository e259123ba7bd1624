//! The index: what filters and sorting need of each find, the words of all finds with the places where they
//! stand, and the whole catalogue in each order that was asked for, kept until the next change.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use rust_decimal::Decimal;

use super::query::{Query, Sort};
use super::words::{each_word, sort_key, words_of};
use crate::model::{Currency, Price, Product, ProductKey};

/// Finds in memory, ready to be searched. Shop names and words are stored once and numbered.
#[derive(Debug, Default)]
pub struct Catalogue {
    products: Vec<Product>,
    rows: Vec<Row>,
    places: HashMap<ProductKey, usize>,
    words: BTreeMap<Box<str>, u32>,
    /// Rows by word number; a row stands at most once under a word.
    postings: Vec<Vec<u32>>,
    /// All places in the order of each [`Sort`].
    orders: [OnceLock<Vec<u32>>; Sort::COUNT],
}

/// What is compared of a find, prepared.
#[derive(Debug)]
struct Row {
    title: Box<str>,
    shop: Option<Box<str>>,
    shop_key: Box<str>,
    category: Box<str>,
    colour: Vec<String>,
    words: Vec<u32>,
}

/// What there is to filter by.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facets {
    /// Shops and how many finds each has, most first.
    pub shops: Vec<(String, usize)>,
    /// Top-level categories and how many finds each has, most first.
    pub categories: Vec<(String, usize)>,
    /// Lowest and highest amount by currency; `None` stands for finds without one.
    pub prices: BTreeMap<Option<Currency>, (Decimal, Decimal)>,
}

impl Catalogue {
    /// Builds the index; of finds with the same key the last one counts.
    pub fn build(products: Vec<Product>) -> Self {
        let mut catalogue = Self::default();
        catalogue.places.reserve(products.len());
        for product in products {
            catalogue.upsert(product);
        }
        catalogue
    }

    /// How many finds there are.
    pub fn len(&self) -> usize {
        self.products.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.products.is_empty()
    }

    /// All finds, in no particular order; [`Self::query`] answers with places in this slice, which hold
    /// until the next change.
    pub fn products(&self) -> &[Product] {
        &self.products
    }

    /// One find by its place.
    pub fn get(&self, place: u32) -> Option<&Product> {
        self.products.get(place as usize)
    }

    /// One find by its key.
    pub fn by_key(&self, key: ProductKey) -> Option<&Product> {
        self.products.get(*self.places.get(&key)?)
    }

    /// Adds a find or replaces the one with its key.
    pub fn upsert(&mut self, product: Product) {
        match self.places.get(&product.key).copied() {
            Some(place) => {
                self.unlist(place);
                let row = self.row_of(&product, place);
                self.products[place] = product;
                self.rows[place] = row;
            }
            None => {
                let place = self.products.len();
                let row = self.row_of(&product, place);
                self.places.insert(product.key, place);
                self.products.push(product);
                self.rows.push(row);
            }
        }
    }

    /// Removes a find; returns it if it was there. The last find takes its place.
    pub fn remove(&mut self, key: ProductKey) -> Option<Product> {
        let place = self.places.remove(&key)?;
        self.unlist(place);
        let last = self.products.len() - 1;
        let removed = self.products.swap_remove(place);
        self.rows.swap_remove(place);
        if let Some(moved) = self.products.get(place) {
            self.places.insert(moved.key, place);
            for &word in &self.rows[place].words {
                for each in &mut self.postings[word as usize] {
                    if *each == last as u32 {
                        *each = place as u32;
                    }
                }
            }
        }
        Some(removed)
    }

    /// The places of the finds that match, in the order asked for.
    pub fn query(&self, query: &Query) -> Vec<u32> {
        let order = self.order(query.sort);
        let with_words = self.with_words(&query.words);
        let filter = Filter::of(query);
        if with_words.is_none() && filter.is_none() {
            return order.clone();
        }
        let passes =
            |place: usize| filter.as_ref().is_none_or(|filter| filter.passes(&self.rows[place], &self.products[place]));
        let has_words = |place: usize| with_words.as_ref().is_none_or(|hit| hit[place]);
        order.iter().copied().filter(|&place| has_words(place as usize) && passes(place as usize)).collect()
    }

    /// What there is to filter by, over the whole catalogue.
    pub fn facets(&self) -> Facets {
        let (mut shops, mut categories) = (HashMap::<&str, usize>::new(), HashMap::<&str, usize>::new());
        let mut prices = BTreeMap::<Option<Currency>, (Decimal, Decimal)>::new();
        for (product, row) in self.products.iter().zip(&self.rows) {
            if let Some(shop) = &row.shop {
                *shops.entry(shop).or_default() += 1;
            }
            let category = product.snapshot.category.as_deref().and_then(|path| path.split('>').next()).map(str::trim);
            if let Some(category) = category.filter(|category| !category.is_empty()) {
                *categories.entry(category).or_default() += 1;
            }
            if let Some(Price { amount, currency }) = product.snapshot.price {
                let span = prices.entry(currency).or_insert((amount, amount));
                *span = (span.0.min(amount), span.1.max(amount));
            }
        }
        Facets { shops: most_first(shops), categories: most_first(categories), prices }
    }

    /// For each place, whether its find has a word that begins with each of the query's; `None` if the
    /// query has no words.
    fn with_words(&self, text: &str) -> Option<Vec<bool>> {
        let mut prefixes = words_of(text);
        // The rarest lists come from the longest words: they thin out the rest early.
        prefixes.sort_unstable_by_key(|word| std::cmp::Reverse(word.len()));
        prefixes.dedup();
        let mut found: Option<Vec<bool>> = None;
        for prefix in &prefixes {
            let mut hit = vec![false; self.products.len()];
            let from =
                self.words.range::<str, _>((std::ops::Bound::Included(prefix.as_str()), std::ops::Bound::Unbounded));
            for (_, &word) in from.take_while(|(word, _)| word.starts_with(prefix.as_str())) {
                for &place in &self.postings[word as usize] {
                    hit[place as usize] = true;
                }
            }
            if let Some(before) = &found {
                hit.iter_mut().zip(before).for_each(|(hit, before)| *hit &= before);
            }
            found = Some(hit);
        }
        found
    }

    /// All places in an order; made when first asked for after a change.
    fn order(&self, sort: Sort) -> &Vec<u32> {
        self.orders[sort as usize].get_or_init(|| {
            let mut places: Vec<u32> = (0..self.products.len() as u32).collect();
            self.sort(&mut places, sort);
            places
        })
    }

    fn sort(&self, places: &mut [u32], sort: Sort) {
        let product = |place: u32| &self.products[place as usize];
        let row = |place: u32| &self.rows[place as usize];
        let newest = |a: u32, b: u32| {
            let (a, b) = (product(a), product(b));
            b.added_at.cmp(&a.added_at).then(a.key.cmp(&b.key))
        };
        let price = |a: u32, b: u32, down: bool| match (product(a).snapshot.price, product(b).snapshot.price) {
            (Some(a), Some(b)) => known_first(a.currency, b.currency).then_with(|| {
                let order = a.amount.cmp(&b.amount);
                if down { order.reverse() } else { order }
            }),
            (a, b) => b.is_some().cmp(&a.is_some()),
        };
        let title = |a: u32, b: u32| empty_last(&row(a).title, &row(b).title);
        let compare = |a: u32, b: u32| -> Ordering {
            match sort {
                Sort::Newest => Ordering::Equal,
                Sort::PriceUp => price(a, b, false),
                Sort::PriceDown => price(a, b, true),
                Sort::Title => title(a, b),
                Sort::Shop => empty_last(&row(a).shop_key, &row(b).shop_key).then_with(|| title(a, b)),
            }
        };
        places.sort_unstable_by(|&a, &b| compare(a, b).then_with(|| newest(a, b)));
    }

    /// Prepares a row and lists its words.
    fn row_of(&mut self, product: &Product, place: usize) -> Row {
        self.orders = Default::default();
        let snapshot = &product.snapshot;
        let shop = snapshot.shop();
        let mut numbers = Vec::new();
        let (words, postings) = (&mut self.words, &mut self.postings);
        let mut list = |word: &str| {
            let number = match words.get(word) {
                Some(&number) => number,
                None => {
                    let number = postings.len() as u32;
                    words.insert(word.into(), number);
                    postings.push(Vec::new());
                    number
                }
            };
            if !numbers.contains(&number) {
                postings[number as usize].push(place as u32);
                numbers.push(number);
            }
        };
        let texts = [
            Some(&snapshot.title),
            snapshot.brand.as_ref(),
            shop.as_ref(),
            snapshot.category.as_ref(),
            snapshot.colour.as_ref(),
        ];
        for text in texts.into_iter().flatten().chain(&product.tags) {
            each_word(text, &mut list);
        }
        Row {
            title: sort_key(&snapshot.title).into(),
            category: path_of(snapshot.category.as_deref().unwrap_or_default()).into(),
            shop_key: shop.as_deref().map(sort_key).unwrap_or_default().into(),
            shop: shop.map(Into::into),
            colour: snapshot.colour.as_deref().map(words_of).unwrap_or_default(),
            words: numbers,
        }
    }

    /// Takes a row out of the lists of its words.
    fn unlist(&mut self, place: usize) {
        self.orders = Default::default();
        for &word in &self.rows[place].words {
            self.postings[word as usize].retain(|each| *each != place as u32);
        }
    }
}

/// The conditions of a query but its words, prepared.
struct Filter<'a> {
    query: &'a Query,
    colour: Vec<String>,
    category: String,
    priced: bool,
}

impl<'a> Filter<'a> {
    /// `None` if every find passes.
    fn of(query: &'a Query) -> Option<Self> {
        let colour = query.colour.as_deref().map(words_of).unwrap_or_default();
        let category = query.category.as_deref().map(path_of).unwrap_or_default();
        let priced = query.price_min.is_some() || query.price_max.is_some() || query.currency.is_some();
        let any = priced || query.shop.is_some() || !colour.is_empty() || !category.is_empty();
        any.then_some(Self { query, colour, category, priced })
    }

    fn passes(&self, row: &Row, product: &Product) -> bool {
        let query = self.query;
        (query.shop.is_none() || query.shop.as_deref() == row.shop.as_deref())
            && row.category.starts_with(&self.category)
            && self.colour.iter().all(|wanted| row.colour.iter().any(|word| word.starts_with(wanted.as_str())))
            && (!self.priced
                || product.snapshot.price.is_some_and(|price| {
                    (query.currency.is_none() || query.currency == price.currency)
                        && query.price_min.is_none_or(|min| price.amount >= min)
                        && query.price_max.is_none_or(|max| price.amount <= max)
                }))
    }
}

/// A category path with folded steps, each followed by `>`, so that the beginning of a path is a prefix.
fn path_of(path: &str) -> String {
    let steps = path.split('>').map(sort_key).filter(|step| !step.is_empty());
    steps.fold(String::new(), |path, step| path + &step + ">")
}

fn known_first(a: Option<Currency>, b: Option<Currency>) -> Ordering {
    b.is_some().cmp(&a.is_some()).then(a.cmp(&b))
}

fn empty_last(a: &str, b: &str) -> Ordering {
    a.is_empty().cmp(&b.is_empty()).then_with(|| a.cmp(b))
}

fn most_first(counts: HashMap<&str, usize>) -> Vec<(String, usize)> {
    let mut sorted: Vec<_> = counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    sorted.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    sorted
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::model::{ProductSnapshot, Source, Timestamp};

    fn product() -> impl Strategy<Value = Product> {
        let word = prop::sample::select(vec!["Coat", "coats", "Été", "bleu", "Red", "wool", "à", "Boots", "œuf"]);
        let text = prop::collection::vec(word, 0..4).prop_map(|words| words.join(" "));
        let price = prop::option::of((0_i64..50, prop::sample::select(vec![None, Some("EUR"), Some("USD")])));
        let shop = prop::option::of(prop::sample::select(vec!["Atelier", "béton", "Zed"]));
        let category = prop::option::of(prop::sample::select(vec!["Women > Coats", "women", "Home>Lamps"]));
        (0_u64..25, text.clone(), price, shop, category, prop::option::of(text), 0_i64..5).prop_map(
            |(key, title, price, shop, category, colour, added)| Product {
                key: ProductKey::from_raw(key),
                snapshot: ProductSnapshot {
                    title,
                    merchant: shop.map(str::to_owned),
                    category: category.map(str::to_owned),
                    colour,
                    price: price.map(|(amount, currency)| Price {
                        amount: amount.into(),
                        currency: currency.map(|code| code.parse().unwrap()),
                    }),
                    ..ProductSnapshot::default()
                },
                picture: None,
                picture_size_px: None,
                source: Source::Hand,
                listing: None,
                added_at: Timestamp(added),
                tags: vec!["Tagged".to_owned()],
            },
        )
    }

    fn query() -> impl Strategy<Value = Query> {
        let words =
            prop::collection::vec(prop::sample::select(vec!["co", "COAT", "ete", "É", "r", "tag", "zz", "oe"]), 0..3);
        let amount = || prop::option::of((0_i64..50).prop_map(Decimal::from));
        let sort = prop::sample::select(vec![Sort::Newest, Sort::PriceUp, Sort::PriceDown, Sort::Title, Sort::Shop]);
        let currency = prop::option::of(Just("EUR"));
        let shop = prop::option::of(prop::sample::select(vec!["Atelier", "béton"]));
        let category = prop::option::of(prop::sample::select(vec!["WOMEN", "women > coats", "Home"]));
        let colour = prop::option::of(prop::sample::select(vec!["ble", "red wool"]));
        (words, amount(), amount(), currency, shop, category, colour, sort).prop_map(
            |(words, price_min, price_max, currency, shop, category, colour, sort)| Query {
                words: words.join(" "),
                price_min,
                price_max,
                currency: currency.map(|code| code.parse().unwrap()),
                shop: shop.map(str::to_owned),
                category: category.map(str::to_owned),
                colour: colour.map(str::to_owned),
                sort,
            },
        )
    }

    /// The same question answered without an index, from its wording.
    fn naive(product: &Product, query: &Query) -> bool {
        let snapshot = &product.snapshot;
        let all = [
            snapshot.title.clone(),
            snapshot.merchant.clone().unwrap_or_default(),
            snapshot.category.clone().unwrap_or_default(),
            snapshot.colour.clone().unwrap_or_default(),
            product.tags.join(" "),
        ]
        .join(" ");
        let begins = |text: &str, wanted: &str| {
            words_of(wanted).iter().all(|wanted| words_of(text).iter().any(|word| word.starts_with(wanted.as_str())))
        };
        let priced = query.price_min.is_some() || query.price_max.is_some() || query.currency.is_some();
        begins(&all, &query.words)
            && query.shop.as_ref().is_none_or(|shop| snapshot.merchant.as_ref() == Some(shop))
            && query.colour.as_ref().is_none_or(|colour| begins(snapshot.colour.as_deref().unwrap_or(""), colour))
            && query.category.as_ref().is_none_or(|wanted| {
                let squeeze = |path: &str| path.to_lowercase().replace(' ', "") + ">";
                squeeze(snapshot.category.as_deref().unwrap_or("")).starts_with(&squeeze(wanted))
            })
            && (!priced
                || snapshot.price.is_some_and(|price| {
                    query.price_min.is_none_or(|min| min <= price.amount)
                        && query.price_max.is_none_or(|max| price.amount <= max)
                        && query.currency.is_none_or(|currency| price.currency == Some(currency))
                }))
    }

    proptest! {
        #[test]
        fn answers_are_those_of_a_naive_scan(
            products in prop::collection::vec(product(), 0..40),
            removed in prop::collection::vec(0_u64..25, 0..10),
            queries in prop::collection::vec(query(), 1..6),
        ) {
            let mut model = BTreeMap::new();
            let mut catalogue = Catalogue::build(products.clone());
            model.extend(products.into_iter().map(|product| (product.key, product)));
            for key in removed.into_iter().map(ProductKey::from_raw) {
                prop_assert_eq!(catalogue.remove(key), model.remove(&key));
            }
            prop_assert_eq!(catalogue.len(), model.len());
            for query in queries {
                let found: Vec<&Product> = catalogue.query(&query).into_iter().map(|place| catalogue.get(place).unwrap()).collect();
                let mut keys: Vec<_> = found.iter().map(|product| product.key).collect();
                for pair in found.windows(2) {
                    prop_assert!(in_order(pair[0], pair[1], query.sort), "{:?} {:?}", pair, query.sort);
                }
                keys.sort();
                let wanted: Vec<_> = model.values().filter(|product| naive(product, &query)).map(|product| product.key).collect();
                prop_assert_eq!(keys, wanted);
            }
            let facets = catalogue.facets();
            let with_shop = model.values().filter(|product| product.snapshot.merchant.is_some()).count();
            prop_assert_eq!(facets.shops.iter().map(|(_, count)| count).sum::<usize>(), with_shop);
            for product in model.values() {
                if let Some(price) = product.snapshot.price {
                    let (low, high) = facets.prices[&price.currency];
                    prop_assert!(low <= price.amount && price.amount <= high);
                }
            }
        }

        #[test]
        fn any_words_are_answered_without_panic(words in "\\PC{0,30}") {
            let query = Query { words, ..Query::default() };
            prop_assert!(Catalogue::default().query(&query).is_empty());
        }
    }

    fn in_order(a: &Product, b: &Product, sort: Sort) -> bool {
        let newest = a.added_at >= b.added_at;
        match sort {
            Sort::Newest => newest,
            Sort::PriceUp | Sort::PriceDown => match (a.snapshot.price, b.snapshot.price) {
                (Some(a), Some(b)) if a.currency == b.currency && a.amount != b.amount => {
                    (a.amount < b.amount) == (sort == Sort::PriceUp)
                }
                (Some(_), Some(_)) => true,
                (None, Some(_)) => false,
                (Some(_), None) => true,
                (None, None) => newest,
            },
            Sort::Title => {
                let (a, b) = (sort_key(&a.snapshot.title), sort_key(&b.snapshot.title));
                b.is_empty() || (!a.is_empty() && a <= b)
            }
            Sort::Shop => {
                let key = |product: &Product| product.snapshot.merchant.as_deref().map(sort_key);
                key(b).is_none() || key(a).is_some_and(|a| Some(a) <= key(b))
            }
        }
    }
}
