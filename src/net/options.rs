//! What the client may do, and what it is asked for.

use std::path::PathBuf;
use std::time::Duration;

/// What a client may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetOptions {
    /// Whether the person has allowed loopback and private networks in Settings.
    pub allow_private: bool,
    /// For a whole page or picture; for a feed, the longest silence.
    pub timeout: Duration,
    /// The largest page.
    pub page_bytes: u64,
    /// The largest picture.
    pub picture_bytes: u64,
    /// The largest feed.
    pub feed_bytes: u64,
    /// How many redirects are followed.
    pub max_redirects: u32,
    /// Who is asking.
    pub user_agent: String,
    /// The languages that the person reads, as in the `Accept-Language` header.
    pub accept_language: String,
    /// Where replies are kept between runs; in memory only when `None`.
    pub cache_folder: Option<PathBuf>,
}

impl Default for NetOptions {
    fn default() -> Self {
        Self {
            allow_private: false,
            timeout: Duration::from_secs(20),
            page_bytes: 20_000_000,
            picture_bytes: 50_000_000,
            feed_bytes: 4_000_000_000,
            max_redirects: 5,
            user_agent: concat!("Etalage/", env!("CARGO_PKG_VERSION"), " (desktop; on a person's request)").to_owned(),
            accept_language: "en".to_owned(),
            cache_folder: None,
        }
    }
}

/// What is hoped for behind an address: it sets the limits, the manners and the `Accept` header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// A product page.
    Page,
    /// A file of many products.
    Feed,
    /// A product picture.
    Picture,
}

impl Want {
    pub(super) fn accept(self) -> &'static str {
        match self {
            Self::Page => "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5",
            Self::Feed => "*/*",
            // Only what `imaging` decodes: a shop that could send AVIF should not.
            Self::Picture => "image/webp,image/png,image/jpeg,image/gif;q=0.9,image/*;q=0.5",
        }
    }

    /// Between two requests to one host. Browsers fetch a page's pictures in parallel; a short pause is
    /// kinder than that.
    pub(super) fn pause(self) -> Duration {
        match self {
            Self::Page | Self::Feed => Duration::from_millis(250),
            Self::Picture => Duration::from_millis(25),
        }
    }
}
