//! Everything the window knows. Panels read it and answer with intents; `dispatch` and `events` change it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rust_decimal::Decimal;

use crate::i18n::Lang;
use crate::ingest::feed::ColumnMapping;
use crate::jobs::{Clipping, Progress};
use crate::library::{CollageSummary, Settings, Version};
use crate::model::{Collage, Currency, MerchantUrl, Product, ProductKey, Size, TileId, Timestamp};
use crate::publish::Preflight;
use crate::search::{Catalogue, Facets, Sort};

use super::canvas::Board;
use super::chooser::Choosing;
use super::dialog::Dialog;
use super::document::Document;
use super::toasts::Toasts;

/// How far the library is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// The window is there, the library is being opened.
    Opening,
    /// All is well.
    Ready,
    /// It cannot be used; the words say why.
    Failed(String),
}

/// What fills the middle of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// All collages.
    Gallery,
    /// The open collage.
    Board,
}

/// The finds and how they are filtered.
pub struct Finds {
    /// All finds, searchable.
    pub catalogue: Catalogue,
    /// Words typed into the search field.
    pub words: String,
    /// Only this shop.
    pub shop: Option<String>,
    /// Lowest price, as typed.
    pub price_min: String,
    /// Highest price, as typed.
    pub price_max: String,
    /// Order.
    pub sort: Sort,
    /// What the filters leave, in order; made anew when `stale`.
    pub shown: Vec<ProductKey>,
    /// The shops to filter by, with their counts; made anew with `shown`.
    pub facets: Facets,
    /// Whether `shown` must be made anew.
    pub stale: bool,
    /// The selected finds.
    pub selected: Vec<ProductKey>,
}

/// The feed that is being looked at before import.
pub struct FeedDraft {
    /// The file.
    pub path: PathBuf,
    /// What it was recognised as.
    pub format: String,
    /// Its column names.
    pub header: Vec<String>,
    /// Its first rows as they stand; none where the format has no columns.
    pub cells: Vec<Vec<String>>,
    /// The first finds as they would be imported: title, price, shop, address.
    pub finds: Vec<Vec<String>>,
    /// What the columns mean.
    pub mapping: ColumnMapping,
    /// The currency typed for prices without one.
    pub currency: String,
    /// The shop's name typed for a feed that does not say.
    pub merchant: String,
}

/// The history of the open collage.
#[derive(Default)]
pub struct HistoryView {
    /// Newest first.
    pub versions: Vec<Version>,
    /// The version looked at.
    pub shown: Option<(u64, Box<Collage>)>,
}

/// A picture came without an address, and the next copied address is offered to it.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkOffer {
    /// The tile without an address.
    pub tile: TileId,
    /// The address on the clipboard; `None` until one is copied.
    pub url: Option<MerchantUrl>,
}

/// Why the clipboard was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClipboardUse {
    /// The person pastes.
    Paste,
    /// A picture waits for an address.
    Offer,
}

/// The inspector's texts while they are typed.
#[derive(Default)]
pub struct InspectorDraft {
    /// The tile and revision the draft was made from.
    pub of: Option<(TileId, u64)>,
    /// Name of the tile.
    pub name: String,
    /// Product title.
    pub title: String,
    /// Address.
    pub url: String,
    /// Shop.
    pub merchant: String,
    /// Amount.
    pub price: String,
    /// Currency code.
    pub currency: String,
    /// What is wrong with the address or the price, in words.
    pub problem: Option<String>,
}

/// All of it.
pub struct State {
    /// How far the library is.
    pub phase: Phase,
    /// What fills the middle.
    pub screen: Screen,
    /// The person's choices.
    pub settings: Settings,
    /// The system's language, where the settings name none.
    pub system_lang: Lang,
    /// All collages, trashed ones included.
    pub collages: Vec<CollageSummary>,
    /// Words typed into the gallery's search field.
    pub gallery_words: String,
    /// Whether the gallery shows the trash.
    pub gallery_trash: bool,
    /// The finds.
    pub finds: Finds,
    /// Whether the finds are shown beside the board.
    pub finds_open: bool,
    /// The open collage.
    pub doc: Option<Document>,
    /// Edits that the disk refused and that wait for it.
    pub not_saved: Option<NotSaved>,
    /// The person closes the window although edits wait.
    pub leaves_unsaved: bool,
    /// When the remembered feeds are looked at next.
    pub feeds_due_at: Timestamp,
    /// Set to stop reading them.
    pub feeds_stop: Arc<AtomicBool>,
    /// The board's session.
    pub board: Board,
    /// Texts being typed in the inspector.
    pub inspector: InspectorDraft,
    /// A window over the window.
    pub dialog: Option<Dialog>,
    /// A file dialog of the system for that window.
    pub choosing: Choosing,
    /// The feed being looked at.
    pub feed: Option<FeedDraft>,
    /// Set to stop the running import or export; `None` while nothing runs that can be stopped.
    pub cancel: Option<Arc<AtomicBool>>,
    /// How far the running errand is.
    pub progress: Option<Progress>,
    /// The history dialog's content.
    pub history: HistoryView,
    /// What the export dialog's choice would send.
    pub preflight: Option<Box<Preflight>>,
    /// A picture that waits for an address.
    pub offer: Option<LinkOffer>,
    /// Why the clipboard was asked, until it answers.
    pub asked_clipboard: Option<ClipboardUse>,
    /// Tiles cut or copied in this window.
    pub clipboard: Vec<crate::edit::Piece>,
    /// What the system's clipboard was given for them: while it lies there, they are what is pasted.
    pub copied_words: String,
    /// How often the same tiles were pasted.
    pub pastes: u32,
    /// Short notes.
    pub toasts: Toasts,
    /// How it stands with finds from the browser.
    pub clipping: Clipping,
    /// The settings being changed in their dialog.
    pub settings_draft: Option<Box<Settings>>,
    /// The find being changed in its dialog.
    pub find_draft: Option<Box<Product>>,
}

/// Edits that the disk refused.
#[derive(Debug, Clone, PartialEq)]
pub struct NotSaved {
    /// Why, and what to do.
    pub why: String,
    /// When they are tried again by themselves; `None` while that is under way.
    pub again_at: Option<Timestamp>,
}

impl State {
    /// A window before its library is open.
    pub fn new(system_lang: Lang) -> Self {
        Self {
            phase: Phase::Opening,
            screen: Screen::Gallery,
            settings: Settings::default(),
            system_lang,
            collages: Vec::new(),
            gallery_words: String::new(),
            gallery_trash: false,
            finds: Finds {
                catalogue: Catalogue::default(),
                words: String::new(),
                shop: None,
                price_min: String::new(),
                price_max: String::new(),
                sort: Sort::Newest,
                shown: Vec::new(),
                facets: Facets::default(),
                stale: true,
                selected: Vec::new(),
            },
            finds_open: true,
            doc: None,
            not_saved: None,
            leaves_unsaved: false,
            feeds_due_at: Timestamp(0),
            feeds_stop: Arc::default(),
            board: Board::default(),
            inspector: InspectorDraft::default(),
            dialog: None,
            choosing: Choosing::default(),
            feed: None,
            cancel: None,
            progress: None,
            history: HistoryView::default(),
            preflight: None,
            offer: None,
            asked_clipboard: None,
            clipboard: Vec::new(),
            copied_words: String::new(),
            pastes: 0,
            toasts: Toasts::default(),
            clipping: Clipping::default(),
            settings_draft: None,
            find_draft: None,
        }
    }

    /// The language in effect.
    pub fn lang(&self) -> Lang {
        self.settings.lang.as_deref().and_then(|tag| tag.parse().ok()).unwrap_or(self.system_lang)
    }
}

/// Page shapes to choose from: name, width, height.
pub fn page_presets(lang: Lang) -> Vec<(String, Size)> {
    use crate::i18n::desktop as msg;
    vec![
        (msg::preset_square(lang), Size::new(1200.0, 1200.0)),
        (msg::preset_portrait(lang), Size::new(1200.0, 1500.0)),
        (msg::preset_landscape(lang), Size::new(1600.0, 1000.0)),
        (msg::preset_story(lang), Size::new(1080.0, 1920.0)),
        (msg::preset_pin(lang), Size::new(1000.0, 1500.0)),
        (msg::preset_a4(lang), Size::new(1240.0, 1754.0)),
    ]
}

/// A typed amount: digits with a point or a comma.
pub fn typed_amount(text: &str) -> Option<Decimal> {
    let plain = text.trim().replace([' ', '\u{a0}', '\u{202f}'], "").replace(',', ".");
    Decimal::from_str_exact(&plain).ok().filter(|amount| !amount.is_sign_negative())
}

/// A typed currency code; empty is none.
pub fn typed_currency(text: &str) -> Result<Option<Currency>, crate::model::MoneyError> {
    if text.trim().is_empty() { Ok(None) } else { text.parse().map(Some) }
}
