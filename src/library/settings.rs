//! Settings: `s/settings`, and the column mappings of feeds, `s/mapping/<signature>`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::error::LibraryError;
use super::open::{Commit, Library};
use crate::model::{Channel, CollageId};

const KEY: &str = "s/settings";
/// Which browsers may send finds. Apart from the settings, so that a dialog that saves those brings no revoked
/// browser back.
const BROWSERS_KEY: &str = "s/browsers";

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Where the window was, in points.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct WindowPlace {
    pub x: Option<f32>,
    pub y: Option<f32>,
    pub width: f32,
    pub height: f32,
    pub maximised: bool,
}

/// A person's choices. Fields that this version does not know are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Version of this structure.
    pub schema: u32,
    /// Language tag; `None` follows the system.
    pub lang: Option<String>,
    /// Light or dark.
    pub theme: Theme,
    /// Affiliate programs with one's own ids; the `affiliate` room owns the shape.
    pub affiliate_programs: Value,
    /// Channels that the person added; built-in ones are not listed.
    pub channels: Vec<Channel>,
    /// Name printed on exports.
    pub author: String,
    /// Whether pages may be fetched from private and loopback addresses.
    pub allow_private_network: bool,
    /// The collage to open at the next start.
    pub last_collage: Option<CollageId>,
    /// Where the window was.
    pub window: Option<WindowPlace>,
    /// What newer versions or other rooms put here.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            schema: 1,
            lang: None,
            theme: Theme::default(),
            affiliate_programs: Value::Null,
            channels: Vec::new(),
            author: String::new(),
            allow_private_network: false,
            last_collage: None,
            window: None,
            other: Map::new(),
        }
    }
}

impl Settings {
    /// The built-in channels and the person's own.
    pub fn all_channels(&self) -> Vec<Channel> {
        Channel::builtins().into_iter().chain(self.channels.iter().cloned()).collect()
    }
}

impl Library {
    /// The settings; defaults before any were set.
    pub fn settings(&self) -> Result<Settings, LibraryError> {
        Ok(self.records.read(|view| view.get(KEY))?.unwrap_or_default())
    }

    /// Replaces the settings. Settings that cannot be read are copied aside first.
    pub fn set_settings(&self, settings: &Settings) -> Result<Commit, LibraryError> {
        let (seq, ()) = self.records.commit(|view, _, batch| {
            if let Err(LibraryError::Unreadable { .. }) = view.get::<Settings>(KEY) {
                let mut kept = Ok(());
                view.scan(KEY, |_, text| kept = self.records.aside().keep(text).map(drop))?;
                kept?;
            }
            batch.put(KEY.to_owned(), settings)
        })?;
        Ok(Commit { seq })
    }

    /// The browsers that may send finds; `loopback` owns the shape. `Null` before any were paired.
    pub fn browsers(&self) -> Result<Value, LibraryError> {
        Ok(self.records.read(|view| view.get(BROWSERS_KEY))?.unwrap_or_default())
    }

    /// Replaces the browsers that may send finds.
    pub fn set_browsers(&self, browsers: &Value) -> Result<Commit, LibraryError> {
        let (seq, ()) = self.records.commit(|_, _, batch| batch.put(BROWSERS_KEY.to_owned(), browsers))?;
        Ok(Commit { seq })
    }

    /// How the columns of feeds with this header were mapped; `ingest` owns the shape.
    pub fn feed_mapping(&self, header: &str) -> Result<Option<Value>, LibraryError> {
        self.records.read(|view| view.get(&mapping_key(header)))
    }

    /// Remembers how the columns of feeds with this header are mapped.
    pub fn set_feed_mapping(&self, header: &str, mapping: &Value) -> Result<Commit, LibraryError> {
        let (seq, ()) = self.records.commit(|_, _, batch| match mapping {
            Value::Null => {
                batch.remove(mapping_key(header));
                Ok(())
            }
            mapping => batch.put(mapping_key(header), mapping),
        })?;
        Ok(Commit { seq })
    }
}

fn mapping_key(header: &str) -> String {
    let digest = Sha256::digest(header.as_bytes());
    digest.iter().take(16).fold("s/mapping/".to_owned(), |text, byte| format!("{text}{byte:02x}"))
}
