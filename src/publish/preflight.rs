//! The pre-flight sheet: everything that will leave, and everything that a careful person would look at
//! first, before it does.

use std::collections::BTreeMap;

use serde::Serialize;

use super::error::PublishError;
use super::export::{Export, Prepared};
use super::facts::{date_text, price_text, size_text};
use super::html::one_line;
use super::reading::reading_order;
use crate::i18n::Lang;
use crate::i18n::publish as say;
use crate::model::{Content, Price, TileId, Timestamp};

/// Prices older than this are worth a look.
pub const STALE_AFTER_DAYS: i64 = 14;

/// The sheet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Preflight {
    /// The channel's name.
    pub channel: String,
    /// What will leave.
    pub leaves: Vec<Line>,
    /// What is worth a look before it does, and what stays although one might expect otherwise.
    pub warnings: Vec<Line>,
}

/// How much a line matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// For the record.
    Info,
    /// Worth knowing.
    Note,
    /// Worth changing.
    Warning,
}

/// One line of the sheet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// How much it matters.
    pub severity: Severity,
    /// The tile to show when the line is clicked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tile: Option<TileId>,
    /// What it says.
    #[serde(flatten)]
    pub item: Item,
}

/// What a line speaks of. Names are those of tiles as a person knows them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the sentences say it: see `Line::message`")]
pub enum Item {
    Title { text: String },
    Author { text: String },
    Credit { text: String },
    Sponsor { text: String },
    Tags { tags: Vec<String> },
    TileName { text: String },
    Text { text: String },
    Address { name: String, url: String },
    AffiliateId { program: String, links: usize },
    Disclosure { text: String },
    Pictures { count: usize, bytes: u64 },
    Price { name: String, price: Price, seen_at: Option<Timestamp> },
    NoTitle,
    StalePrice { name: String, days: i64 },
    UndatedPrice { name: String },
    PriceWithheld { name: String },
    MissingLink { name: String },
    LongLink { name: String, bytes: usize },
    PlainLink { name: String, program: Option<String>, reason: String },
    PictureRights { shop: Option<String>, count: usize },
    PictureLost { name: String, why: String },
    PictureDamaged { name: String, why: String },
    Hidden { count: usize },
    UnusedProducts { count: usize },
    BudgetStays,
}

impl Line {
    fn new(severity: Severity, tile: Option<TileId>, item: Item) -> Self {
        Self { severity, tile, item }
    }

    /// The line in words.
    pub fn message(&self, lang: Lang) -> String {
        let many = |count: usize| lang.plural(count as u64, false, true);
        match &self.item {
            Item::Title { text } => say::leaves_title(lang, text),
            Item::Author { text } => say::leaves_author(lang, text),
            Item::Credit { text } => say::leaves_credit(lang, text),
            Item::Sponsor { text } => say::leaves_sponsor(lang, text),
            Item::Tags { tags } => say::leaves_tags(lang, tags.join(", ")),
            Item::TileName { text } => say::leaves_tile_name(lang, text),
            Item::Text { text } => say::leaves_text(lang, text),
            Item::Address { name, url } => say::leaves_address(lang, name, url),
            Item::AffiliateId { program, links } if many(*links) => say::leaves_id_many(lang, program, links),
            Item::AffiliateId { program, .. } => say::leaves_id_one(lang, program),
            Item::Disclosure { text } => say::leaves_disclosure(lang, text),
            Item::Pictures { count, bytes } if many(*count) => {
                say::leaves_picture_many(lang, count, size_text(lang, *bytes))
            }
            Item::Pictures { bytes, .. } => say::leaves_picture_one(lang, size_text(lang, *bytes)),
            Item::Price { name, price, seen_at: Some(seen_at) } => {
                say::leaves_price(lang, name, price_text(lang, price), date_text(lang, *seen_at))
            }
            Item::Price { name, price, seen_at: None } => {
                say::leaves_price_undated(lang, name, price_text(lang, price))
            }
            Item::NoTitle => say::no_title(lang),
            Item::StalePrice { name, days } => say::stale_price(lang, name, days),
            Item::UndatedPrice { name } => say::undated_price(lang, name),
            Item::PriceWithheld { name } => say::price_withheld(lang, name),
            Item::MissingLink { name } => say::missing_link(lang, name),
            Item::LongLink { name, bytes } => say::long_link(lang, name, bytes),
            Item::PlainLink { name, reason, .. } => say::plain_link(lang, name, reason),
            Item::PictureRights { shop: Some(shop), count } if many(*count) => say::rights_many(lang, count, shop),
            Item::PictureRights { shop: Some(shop), .. } => say::rights_one(lang, shop),
            Item::PictureRights { shop: None, count } if many(*count) => say::rights_unknown_many(lang, count),
            Item::PictureRights { shop: None, .. } => say::rights_unknown_one(lang),
            Item::PictureDamaged { name, why } => say::picture_damaged(lang, name, why),
            Item::PictureLost { name, why } => say::picture_lost(lang, name, why),
            Item::Hidden { count } if many(*count) => say::hidden_many(lang, count),
            Item::Hidden { .. } => say::hidden_one(lang),
            Item::UnusedProducts { count } if many(*count) => say::unused_many(lang, count),
            Item::UnusedProducts { .. } => say::unused_one(lang),
            Item::BudgetStays => say::budget_stays(lang),
        }
    }
}

/// Looks at an export without writing anything. `now` tells how old the prices are.
pub fn preflight(export: &Export<'_>, now: Timestamp) -> Result<Preflight, PublishError> {
    let prepared = export.prepare(&mut |_, _| true)?;
    Ok(sheet(export, &prepared, Some(now)))
}

/// The sheet of an export that is prepared; without `now` it says nothing about the age of prices.
pub(super) fn sheet(export: &Export<'_>, prepared: &Prepared, now: Option<Timestamp>) -> Preflight {
    let names = Names::new(export);
    Preflight {
        channel: export.channel.name.clone(),
        leaves: leaves(export, prepared, &names),
        warnings: warnings(export, prepared, &names, now),
    }
}

/// Lines for tiles that were drawn as placeholders.
pub(super) fn damaged(export: &Export<'_>, tiles: Vec<(TileId, String)>) -> Vec<Line> {
    let names = Names::new(export);
    let line =
        |(tile, why)| Line::new(Severity::Warning, Some(tile), Item::PictureDamaged { name: names.of(tile), why });
    tiles.into_iter().map(line).collect()
}

/// What tiles are called on the sheet.
struct Names {
    lang: Lang,
    known: BTreeMap<TileId, String>,
    numbers: BTreeMap<TileId, usize>,
}

impl Names {
    fn new(export: &Export<'_>) -> Self {
        let collage = export.collage;
        let known = collage.tiles.iter().filter_map(|(id, tile)| Some((*id, one_line(&collage.tile_name(tile)?))));
        let numbers = reading_order(collage).into_iter().enumerate().map(|(place, id)| (id, place + 1));
        Self {
            lang: export.lang,
            known: known.filter(|(_, name)| !name.is_empty()).collect(),
            numbers: numbers.collect(),
        }
    }

    fn of(&self, tile: TileId) -> String {
        self.known.get(&tile).map_or_else(
            || say::tile_number(self.lang, self.numbers.get(&tile).copied().unwrap_or_default()),
            |name| say::quoted(self.lang, name),
        )
    }
}

fn leaves(export: &Export<'_>, prepared: &Prepared, names: &Names) -> Vec<Line> {
    let collage = &prepared.collage;
    let meta = &collage.meta;
    let mut lines = Vec::new();
    let mut say = |tile: Option<TileId>, item: Item| lines.push(Line::new(Severity::Info, tile, item));
    if let Some(disclosure) = super::disclosure(export, prepared) {
        say(None, Item::Disclosure { text: disclosure.text() });
    }
    let mut say_text = |text: &str, item: fn(String) -> Item| {
        let text = one_line(text);
        if !text.is_empty() {
            say(None, item(text));
        }
    };
    say_text(&meta.title, |text| Item::Title { text });
    say_text(&meta.author, |text| Item::Author { text });
    say_text(&meta.credit, |text| Item::Credit { text });
    say_text(&meta.sponsored_by, |text| Item::Sponsor { text });
    if !meta.tags.is_empty() {
        say(None, Item::Tags { tags: meta.tags.clone() });
    }
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for program in
        prepared.links.iter().filter(|link| link.link.carries_id).filter_map(|link| link.link.program.as_deref())
    {
        *ids.entry(program).or_default() += 1;
    }
    for (program, links) in ids {
        let title = export.programs.rules().program(program).map_or(program, |rule| rule.title.as_str());
        say(None, Item::AffiliateId { program: title.to_owned(), links });
    }
    if !prepared.pictures.is_empty() {
        let bytes = prepared.pictures.values().map(|picture| picture.bytes.len() as u64).sum();
        say(None, Item::Pictures { count: prepared.pictures.len(), bytes });
    }
    for id in reading_order(collage) {
        let Some(tile) = collage.tiles.get(&id) else { continue };
        if !tile.name.is_empty() {
            say(Some(id), Item::TileName { text: one_line(&tile.name) });
        }
        if let Content::Text(block) = &tile.content {
            say(Some(id), Item::Text { text: one_line(&block.text) });
        }
    }
    for link in &prepared.links {
        say(Some(link.tile), Item::Address { name: names.of(link.tile), url: link.link.url.clone() });
        if let Some(price) = link.price {
            let seen_at = link.product.and_then(|key| collage.products.get(&key)?.price_seen_at);
            say(Some(link.tile), Item::Price { name: names.of(link.tile), price, seen_at });
        }
    }
    lines
}

fn warnings(export: &Export<'_>, prepared: &Prepared, names: &Names, now: Option<Timestamp>) -> Vec<Line> {
    let collage = &prepared.collage;
    let left_out = &prepared.left_out;
    let mut lines = Vec::new();
    let mut warn = |severity, tile: Option<TileId>, item: Item| lines.push(Line::new(severity, tile, item));
    if collage.meta.title.trim().is_empty() {
        warn(Severity::Note, None, Item::NoTitle);
    }
    for (tile, why) in &left_out.lost {
        warn(Severity::Warning, Some(*tile), Item::PictureLost { name: names.of(*tile), why: why.clone() });
    }
    let linked: BTreeMap<TileId, _> = prepared.links.iter().map(|link| (link.tile, link)).collect();
    let mut rights: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for id in reading_order(collage) {
        let Some(tile) = collage.tiles.get(&id) else { continue };
        let link = linked.get(&id).copied();
        if tile.picture().is_some() {
            // Words and shapes need no link; a picture that leads nowhere is a find nobody can buy.
            if link.is_none() {
                warn(Severity::Warning, Some(id), Item::MissingLink { name: names.of(id) });
            }
            if collage.product_of(tile).is_none_or(|product| product.credit.is_none()) {
                *rights.entry(link.map(|link| link.shop.clone())).or_default() += 1;
            }
        }
        let Some(link) = link else { continue };
        if let Some(reason) = &link.link.why_plain {
            // Without programs every link is plain, and that is how it should be.
            warn(
                if reason.is_loss() { Severity::Warning } else { Severity::Info },
                Some(id),
                Item::PlainLink {
                    name: names.of(id),
                    program: link.link.program.clone(),
                    reason: reason.message(export.lang),
                },
            );
        }
        if link.link.is_long() {
            warn(Severity::Note, Some(id), Item::LongLink { name: names.of(id), bytes: link.link.url.len() });
        }
        if link.price_withheld {
            warn(Severity::Note, Some(id), Item::PriceWithheld { name: names.of(id) });
        }
        if let (Some(_), Some(now)) = (link.price, now) {
            let seen_at = link.product.and_then(|key| collage.products.get(&key)?.price_seen_at);
            match seen_at.map(|seen_at| now.days_since(seen_at)) {
                Some(days) if days > STALE_AFTER_DAYS => {
                    warn(Severity::Warning, Some(id), Item::StalePrice { name: names.of(id), days });
                }
                Some(_) => {}
                None => warn(Severity::Warning, Some(id), Item::UndatedPrice { name: names.of(id) }),
            }
        }
    }
    for (shop, count) in rights {
        warn(Severity::Note, None, Item::PictureRights { shop, count });
    }
    if !left_out.hidden.is_empty() {
        warn(Severity::Info, left_out.hidden.first().copied(), Item::Hidden { count: left_out.hidden.len() });
    }
    if left_out.unused_products > 0 {
        warn(Severity::Info, None, Item::UnusedProducts { count: left_out.unused_products });
    }
    if left_out.budget {
        warn(Severity::Info, None, Item::BudgetStays);
    }
    lines
}
