//! What a browser hands over, what it is told, and who does the work.

use serde::{Deserialize, Serialize};

use super::pairing::Pairings;

/// The largest clip, as JSON. A page's document is rarely past two million bytes.
pub const MAX_CLIP_BYTES: usize = 8 << 20;

/// A page that a person looks at, as their browser has it. Fields that are not known are passed over: the extension
/// may be newer than the app.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Clip {
    /// The page's address.
    pub url: String,
    /// Its document as HTML.
    pub html: String,
    /// The picture that the person picked, as an absolute or `data:` address.
    #[serde(default)]
    pub picture: Option<String>,
    /// Where that picture leads, if it is part of a link.
    #[serde(default)]
    pub link: Option<String>,
    /// What the window is called.
    #[serde(default)]
    pub title: String,
}

/// What was understood of a clip, in the person's language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Understood {
    /// The product's name, or the page's.
    pub title: String,
    /// Maker.
    pub brand: Option<String>,
    /// As people write it.
    pub price: Option<String>,
    /// The struck-out price, likewise.
    pub list_price: Option<String>,
    /// Name or host.
    pub shop: Option<String>,
    /// Where it can be bought, cleaned of other people's ids.
    pub url: Option<String>,
    /// How many pictures the page has of it.
    pub pictures: usize,
    /// The kept picture, small, as a `data:` address.
    pub thumbnail: Option<String>,
    /// The find was in the library before and was brought up to date.
    pub known: bool,
    /// What was skipped, repaired or assumed.
    pub warnings: Vec<String>,
}

/// Why nothing was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotUnderstood {
    /// For programs: `no_product`, `list_page`, `blocked` or `failed`.
    pub why: &'static str,
    /// For the person.
    pub words: String,
}

/// What comes of a clip.
pub type Answer = Result<Understood, NotUnderstood>;

/// What the page says on which a bookmark's find is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PageWords {
    /// Language tag.
    pub lang: String,
    pub title: String,
    pub looking: String,
    pub add: String,
    pub adding: String,
    pub added: String,
    pub updated: String,
    pub close: String,
    pub pictures_one: String,
    pub pictures_many: String,
    pub nothing_sent: String,
    pub app_gone: String,
    pub run_out: String,
    pub why_confirm: String,
}

/// Who keeps finds and pairings. Called on the threads of connections, several at once.
pub trait Desk: Send + Sync {
    /// Reads a clip and keeps what it is about.
    fn keep(&self, clip: &Clip) -> Answer;
    /// Reads a clip, keeps nothing and fetches nothing.
    fn look(&self, clip: &Clip) -> Answer;
    /// Writes the pairings down. The error is in words.
    fn save_pairings(&self, pairings: &Pairings) -> Result<(), String>;
    /// A browser was paired.
    fn paired(&self, browser: &str);
    /// What the page of confirmation says.
    fn words(&self) -> PageWords;
}
