//! Variants folded into products, in the order in which the products first appear.
//!
//! Rows of one product nearly always stand together, but not always: a window of open products takes
//! rows that come a little later. When it is full the oldest product is handed over and only its keys are
//! remembered (as 64-bit hashes, up to a limit); a variant that comes after that is left out with a
//! warning, for its product is there already. Past the limit such a variant becomes a product of its own
//! with the same group, which the caller can still merge.

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;

use super::FeedItem;
use super::build::Row;
use super::limits::Limits;
use super::report::Notes;
use crate::model::{Availability, Currency, ProductSnapshot};

/// Takes rows, gives products.
pub(super) struct Grouper {
    /// Products still open, oldest first; a slot is empty when its product was merged into another one.
    window: VecDeque<Option<Row>>,
    /// Number of the product at the front of the window.
    first: u64,
    /// Open products by key.
    open: HashMap<String, u64>,
    seen_rows: Seen,
    closed_keys: Seen,
    most_open: usize,
    /// How often each currency was met.
    currencies: Vec<(Currency, u64)>,
    /// What a person chose for a feed that names none.
    fallback: Option<Currency>,
    pub(super) products: u64,
}

impl Grouper {
    pub(super) fn new(limits: &Limits, fallback: Option<Currency>) -> Self {
        Self {
            window: VecDeque::new(),
            first: 0,
            open: HashMap::new(),
            seen_rows: Seen::new(limits.remembered_ids / 2),
            closed_keys: Seen::new(limits.remembered_ids / 2),
            most_open: limits.window_groups.max(1),
            currencies: Vec::new(),
            fallback,
            products: 0,
        }
    }

    /// The currency that most prices of the feed carry so far, else what the person chose.
    pub(super) fn usual_currency(&self) -> Option<Currency> {
        self.currencies.iter().max_by_key(|(_, count)| *count).map(|(currency, _)| *currency).or(self.fallback)
    }

    fn count_currency(&mut self, row: &Row) {
        let Some(currency) = row.snapshot.price.and_then(|price| price.currency) else { return };
        if let Some((_, count)) = self.currencies.iter_mut().find(|(known, _)| *known == currency) {
            *count += 1;
        } else if self.currencies.len() < 200 {
            self.currencies.push((currency, 1));
        }
    }

    /// Takes a row; hands over the oldest product if the window is full.
    pub(super) fn push(
        &mut self,
        mut row: Row,
        notes: &mut Notes,
        emit: &mut dyn FnMut(FeedItem) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if let Some(id) = &row.id
            && !self.seen_rows.insert(&(id, &row.keys, &row.snapshot.url, &row.affiliate_url))
        {
            notes.skip(row.line, "a record with the same id and link came before");
            return ControlFlow::Continue(());
        }
        self.count_currency(&row);
        let mut known: Vec<u64> = row.keys.iter().filter_map(|key| self.open.get(key).copied()).collect();
        known.sort_unstable();
        known.dedup();
        if let Some((&number, others)) = known.split_first() {
            for other in others {
                if let Some(other) = self.slot(*other).and_then(Option::take) {
                    self.merge_into(number, other);
                }
            }
            self.merge_into(number, row);
            return ControlFlow::Continue(());
        }
        if row.keys.iter().any(|key| self.closed_keys.contains(key)) {
            notes.skip(row.line, "it is a variant that stands too far from the rest of its product");
            return ControlFlow::Continue(());
        }
        let number = self.first + self.window.len() as u64;
        for key in &row.keys {
            self.open.insert(key.clone(), number);
        }
        row.snapshot.variants = u32::from(row.is_variant && !row.keys.is_empty());
        self.window.push_back(Some(row));
        if self.window.len() > self.most_open { self.pop(notes, emit) } else { ControlFlow::Continue(()) }
    }

    /// Hands over what is still open.
    pub(super) fn finish(
        &mut self,
        notes: &mut Notes,
        emit: &mut dyn FnMut(FeedItem) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        while !self.window.is_empty() {
            self.pop(notes, emit)?;
        }
        ControlFlow::Continue(())
    }

    fn slot(&mut self, number: u64) -> Option<&mut Option<Row>> {
        self.window.get_mut(usize::try_from(number.checked_sub(self.first)?).ok()?)
    }

    fn merge_into(&mut self, number: u64, row: Row) {
        for key in &row.keys {
            self.open.insert(key.clone(), number);
        }
        if let Some(Some(product)) = self.slot(number) {
            merge(product, row);
        }
    }

    fn pop(&mut self, notes: &mut Notes, emit: &mut dyn FnMut(FeedItem) -> ControlFlow<()>) -> ControlFlow<()> {
        let Some(slot) = self.window.pop_front() else { return ControlFlow::Continue(()) };
        self.first += 1;
        let Some(mut row) = slot else { return ControlFlow::Continue(()) };
        if row.lacks_currency {
            let usual = self.usual_currency();
            notes.no_currency(usual);
            let snapshot = &mut row.snapshot;
            for price in [&mut snapshot.price, &mut snapshot.list_price].into_iter().flatten() {
                price.currency = price.currency.or(usual);
            }
        }
        for key in &row.keys {
            self.open.remove(key);
            self.closed_keys.insert(key);
        }
        if row.snapshot.title.is_empty() {
            notes.skip(row.line, "it has no title");
            return ControlFlow::Continue(());
        }
        self.products += 1;
        emit(FeedItem {
            snapshot: row.snapshot,
            group: row.group,
            id: row.id,
            affiliate_url: row.affiliate_url,
            draft: row.draft,
            line: row.line,
        })
    }
}

/// Adds a row to a product: what the product does not know yet, the better price, one more variant.
fn merge(product: &mut Row, row: Row) {
    let counted = row.snapshot.variants;
    product.snapshot.variants += if counted > 0 { counted } else { u32::from(row.is_variant) };
    for key in row.keys {
        if !product.keys.contains(&key) {
            product.keys.push(key);
        }
    }
    let (ours, theirs) = (&mut product.snapshot, row.snapshot);
    if is_better(&theirs, ours) {
        (ours.price, ours.list_price, ours.price_seen_at) = (theirs.price, theirs.list_price, theirs.price_seen_at);
        product.lacks_currency = row.lacks_currency;
    }
    if theirs.availability == Some(Availability::InStock) || ours.availability.is_none() {
        ours.availability = theirs.availability;
    }
    if row.leads {
        let kept = std::mem::replace(&mut ours.images, theirs.images);
        add_pictures(&mut ours.images, kept);
        if !theirs.title.is_empty() {
            ours.title = theirs.title;
        }
        for (ours, theirs) in [
            (&mut ours.brand, theirs.brand),
            (&mut ours.category, theirs.category),
            (&mut ours.sku, theirs.sku),
            (&mut ours.merchant, theirs.merchant),
        ] {
            if theirs.is_some() {
                *ours = theirs;
            }
        }
        ours.url = theirs.url.or(ours.url.take());
        (product.draft, product.leads) = (row.draft, true);
        product.id = row.id.or(product.id.take());
    } else {
        add_pictures(&mut ours.images, theirs.images);
        if ours.title.is_empty() {
            ours.title = theirs.title;
        }
        for (ours, theirs) in [
            (&mut ours.brand, theirs.brand),
            (&mut ours.category, theirs.category),
            (&mut ours.sku, theirs.sku),
            (&mut ours.merchant, theirs.merchant),
        ] {
            if ours.is_none() {
                *ours = theirs;
            }
        }
        ours.url = ours.url.take().or(theirs.url);
    }
    ours.gtin = ours.gtin.take().or(theirs.gtin);
    ours.mpn = ours.mpn.take().or(theirs.mpn);
    ours.colour = ours.colour.take().or(theirs.colour);
    product.affiliate_url = product.affiliate_url.take().or(row.affiliate_url);
}

fn add_pictures(pictures: &mut Vec<String>, more: Vec<String>) {
    for picture in more {
        if pictures.len() < super::MOST_PICTURES && !pictures.contains(&picture) {
            pictures.push(picture);
        }
    }
}

/// Whether a variant's price should stand for the product: the lowest that can be bought.
fn is_better(theirs: &ProductSnapshot, ours: &ProductSnapshot) -> bool {
    let buyable = |snapshot: &ProductSnapshot| snapshot.availability != Some(Availability::OutOfStock);
    match (theirs.price, ours.price) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(their_price), Some(our_price)) => {
            let same_currency = their_price.currency == our_price.currency;
            match (buyable(theirs), buyable(ours)) {
                (true, false) => true,
                (false, true) => false,
                _ => same_currency && their_price.amount < our_price.amount,
            }
        }
    }
}

/// A set of things met before, by hash, that stops growing at its limit.
struct Seen {
    hashes: HashSet<u64, BuildHasherDefault<AsItIs>>,
    limit: usize,
}

impl Seen {
    fn new(limit: usize) -> Self {
        Self { hashes: HashSet::default(), limit }
    }

    /// `false` when it was met before.
    fn insert(&mut self, thing: &impl Hash) -> bool {
        let hash = hash(thing);
        if self.hashes.len() >= self.limit {
            return !self.hashes.contains(&hash);
        }
        self.hashes.insert(hash)
    }

    fn contains(&self, thing: &impl Hash) -> bool {
        self.hashes.contains(&hash(thing))
    }
}

/// Hashes of hashes need no further stirring.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

fn hash(thing: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    thing.hash(&mut hasher);
    hasher.finish()
}
