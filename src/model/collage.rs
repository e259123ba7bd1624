//! The document.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::colour::Colour;
use super::geometry::Size;
use super::ids::{CollageId, GroupId, ImageHash, ProductKey, TileId};
use super::money::Price;
use super::product::ProductSnapshot;
use super::tile::{Content, Link, TextBlock, Tile};
use super::time::Timestamp;
use super::url::MerchantUrl;

/// A collage: everything that is saved, published and undone together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Collage {
    /// Unique in the world.
    pub id: CollageId,
    /// Title, author and the like.
    pub meta: Meta,
    /// Size, background, z-order.
    pub page: Page,
    /// Named sets of tiles that are selected together.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<GroupId, Group>,
    /// The pieces.
    #[serde(default)]
    pub tiles: BTreeMap<TileId, Tile>,
    /// The products that tiles link to.
    #[serde(default)]
    pub products: BTreeMap<ProductKey, ProductSnapshot>,
    /// The next free ids; only ever counted up, also across undo.
    #[serde(default)]
    pub ids: IdCounters,
}

/// What is said about the collage as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    /// Shown above the page.
    pub title: String,
    /// Who made it; printed with the credits.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// Whom else to thank: the collage it was remixed from, photographers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub credit: String,
    /// `en`, `fr`: the language it is written in; `None` follows the reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What the person wants to spend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Budget>,
    /// Who paid for it, named in the disclosure.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sponsored_by: String,
    /// The person's words for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// When it was begun.
    pub made_at: Timestamp,
    /// When it was last edited.
    pub changed_at: Timestamp,
    /// When it was last exported or published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<Timestamp>,
}

/// An amount not to exceed, in one currency.
pub type Budget = Price;

/// The paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// In scene pixels, each side within [`Page::SIDE_RANGE_PX`].
    pub size: Size,
    /// Behind all tiles.
    pub background: Colour,
    /// Back to front: the z-order. Every tile once.
    #[serde(default)]
    pub order: Vec<TileId>,
}

impl Page {
    /// Smallest and largest side.
    pub const SIDE_RANGE_PX: std::ops::RangeInclusive<f64> = 16.0..=20_000.0;
}

/// A set of tiles.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Group {
    /// The person's name for it; empty when they gave none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The group around this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<GroupId>,
}

/// High-water marks for ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct IdCounters {
    /// The next tile gets this one.
    pub next_tile: u32,
    /// The next group gets this one.
    pub next_group: u32,
}

impl IdCounters {
    /// The larger of both, part by part.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self { next_tile: self.next_tile.max(other.next_tile), next_group: self.next_group.max(other.next_group) }
    }
}

/// A broken invariant; never seen by a person unless a file was damaged or made by another program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Violation {
    #[error("tile {0} does not stand in the order exactly once")]
    Order(TileId),
    #[error("the order names tile {0}, which does not exist")]
    OrderUnknown(TileId),
    #[error("tile {0} has a place or size that is out of range")]
    Frame(TileId),
    #[error("tile {0} has an opacity outside 0 to 1")]
    Opacity(TileId),
    #[error("tile {0} is cropped outside its picture, or its picture has no size")]
    Picture(TileId),
    #[error("tile {0} has a text that is too long or of an impossible size")]
    Text(TileId),
    #[error("tile {0} is in a group that does not exist")]
    Group(TileId),
    #[error("group {0} is inside itself or inside a group that does not exist")]
    GroupParent(GroupId),
    #[error("tile {0} links to a product that the collage does not hold")]
    Product(TileId),
    #[error("the page size is out of range")]
    Page,
    #[error("an id was given twice: the counters lie behind the tiles or groups")]
    Counters,
}

impl Collage {
    /// The side length of a first page.
    pub const DEFAULT_SIZE: Size = Size::new(1200.0, 1200.0);

    /// An empty white page.
    pub fn new(id: CollageId, title: impl Into<String>, size: Size, now: Timestamp) -> Self {
        Self {
            id,
            meta: Meta {
                title: title.into(),
                author: String::new(),
                credit: String::new(),
                language: None,
                budget: None,
                sponsored_by: String::new(),
                tags: Vec::new(),
                made_at: now,
                changed_at: now,
                published_at: None,
            },
            page: Page { size, background: Colour::WHITE, order: Vec::new() },
            groups: BTreeMap::new(),
            tiles: BTreeMap::new(),
            products: BTreeMap::new(),
            ids: IdCounters::default(),
        }
    }

    /// The tiles from back to front, hidden ones included.
    pub fn tiles_in_order(&self) -> impl DoubleEndedIterator<Item = (TileId, &Tile)> {
        self.page.order.iter().filter_map(|id| Some((*id, self.tiles.get(id)?)))
    }

    /// The product a tile leads to.
    pub fn product_of(&self, tile: &Tile) -> Option<&ProductSnapshot> {
        match &tile.link {
            Link::Product(key) => self.products.get(key),
            Link::None | Link::Url(_) => None,
        }
    }

    /// The address a tile leads to.
    pub fn url_of<'a>(&'a self, tile: &'a Tile) -> Option<&'a MerchantUrl> {
        match &tile.link {
            Link::None => None,
            Link::Url(url) => Some(url),
            Link::Product(key) => self.products.get(key)?.url.as_ref(),
        }
    }

    /// What a tile is called: its own name, else its product's title, else the words it shows.
    pub fn tile_name(&self, tile: &Tile) -> Option<String> {
        if !tile.name.is_empty() {
            return Some(tile.name.clone());
        }
        if let Some(product) = self.product_of(tile).filter(|product| !product.title.is_empty()) {
            return Some(product.title.clone());
        }
        match &tile.content {
            Content::Text(block) => Some(block.text.lines().next().unwrap_or_default().chars().take(60).collect()),
            Content::Picture(_) | Content::Shape(_) => None,
        }
    }

    /// Every picture that a tile shows, each once.
    pub fn images(&self) -> BTreeSet<ImageHash> {
        self.tiles.values().filter_map(|tile| tile.picture().map(|picture| picture.image)).collect()
    }

    /// The group that a click on a tile selects: the outermost one around it.
    pub fn outermost_group(&self, tile: &Tile) -> Option<GroupId> {
        let mut group = tile.group?;
        // Bounded, so that a damaged file with a ring of groups cannot hang us.
        for _ in 0..self.groups.len() {
            match self.groups.get(&group).and_then(|each| each.parent) {
                Some(parent) => group = parent,
                None => break,
            }
        }
        Some(group)
    }

    /// All broken invariants; empty for every collage that our own commands made.
    pub fn check(&self) -> Vec<Violation> {
        let mut found = Vec::new();
        let side = |value: f64| Page::SIDE_RANGE_PX.contains(&value);
        if !side(self.page.size.width) || !side(self.page.size.height) {
            found.push(Violation::Page);
        }
        let mut seen = BTreeSet::new();
        for id in &self.page.order {
            if !self.tiles.contains_key(id) {
                found.push(Violation::OrderUnknown(*id));
            } else if !seen.insert(*id) {
                found.push(Violation::Order(*id));
            }
        }
        for (&id, tile) in &self.tiles {
            if !seen.contains(&id) {
                found.push(Violation::Order(id));
            }
            self.check_tile(id, tile, &mut found);
        }
        for (&id, group) in &self.groups {
            if group.parent.is_some_and(|parent| !self.groups.contains_key(&parent) || self.is_inside(parent, id)) {
                found.push(Violation::GroupParent(id));
            }
        }
        let behind = |last: Option<u32>, next: u32| last.is_some_and(|last| last >= next);
        if behind(self.tiles.last_key_value().map(|(id, _)| id.raw()), self.ids.next_tile)
            || behind(self.groups.last_key_value().map(|(id, _)| id.raw()), self.ids.next_group)
        {
            found.push(Violation::Counters);
        }
        found
    }

    fn check_tile(&self, id: TileId, tile: &Tile, found: &mut Vec<Violation>) {
        if !tile.frame.is_valid() {
            found.push(Violation::Frame(id));
        }
        if !(0.0..=1.0).contains(&tile.opacity) {
            found.push(Violation::Opacity(id));
        }
        match &tile.content {
            Content::Picture(picture)
                if !picture.crop.is_valid() || picture.size_px.0 == 0 || picture.size_px.1 == 0 =>
            {
                found.push(Violation::Picture(id));
            }
            Content::Text(block)
                if block.text.len() > TextBlock::MAX_BYTES || !TextBlock::SIZE_RANGE_PX.contains(&block.size_px) =>
            {
                found.push(Violation::Text(id));
            }
            Content::Picture(_) | Content::Text(_) | Content::Shape(_) => {}
        }
        if tile.group.is_some_and(|group| !self.groups.contains_key(&group)) {
            found.push(Violation::Group(id));
        }
        if let Link::Product(key) = &tile.link
            && !self.products.contains_key(key)
        {
            found.push(Violation::Product(id));
        }
    }

    /// Whether `group` is `around` or lies somewhere inside it. A ring counts as inside.
    pub fn is_inside(&self, group: GroupId, around: GroupId) -> bool {
        let mut next = Some(group);
        for _ in 0..=self.groups.len() {
            match next {
                None => return false,
                Some(id) if id == around => return true,
                Some(id) => next = self.groups.get(&id).and_then(|each| each.parent),
            }
        }
        true
    }
}
