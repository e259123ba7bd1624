//! Every sentence a person reads, in English and French.
//!
//! Ground floor: imports no other room; other rooms and the shells import it. A message is a function of
//! the language (and of what it speaks of), so that a missing one does not compile; `tests/messages.rs`
//! finds those that nothing uses. One file per room that speaks. Numbers, prices and dates are written by
//! [`mod@format`].
//!
//! How we write: sentence case, no exclamation marks, the person is “you” (« vous »), a failed thing is
//! named and followed by what to do. Buttons are verbs. French uses its own quotes and narrow no-break
//! spaces before `;`, `:`, `?`, `!`.

use std::fmt;
use std::str::FromStr;

pub mod affiliate;
pub mod browser;
pub mod cli;
pub mod desktop;
pub mod dialogs;
pub mod errors;
pub mod format;
pub mod panels;
pub mod publish;
pub mod system;

/// Declares messages. Each becomes a function `name(lang, arguments…) -> String`; arguments are anything
/// that displays and stand in the texts as `{name}`.
///
/// ```
/// etalage::i18n::messages! {
///     /// After a collage was saved.
///     collage_saved(title) { en: "Saved “{title}”.", fr: "« {title} » est enregistré." }
///     /// A button.
///     save() { en: "Save", fr: "Enregistrer" }
/// }
/// assert_eq!(collage_saved(etalage::i18n::Lang::En, "Autumn"), "Saved “Autumn”.");
/// ```
#[macro_export]
macro_rules! i18n_messages {
    ($($(#[$doc:meta])* $name:ident($($arg:ident),*) { en: $en:literal, fr: $fr:literal $(,)? })*) => {
        $(
            $(#[$doc])*
            pub fn $name(lang: $crate::i18n::Lang, $($arg: impl ::std::fmt::Display),*) -> String {
                match lang {
                    $crate::i18n::Lang::En => format!($en, $($arg = $arg),*),
                    $crate::i18n::Lang::Fr => format!($fr, $($arg = $arg),*),
                }
            }
        )*
    };
}
pub use crate::i18n_messages as messages;

/// A language that the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

impl Lang {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// The BCP 47 tag, as in `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// The best language for a list of wishes such as `fr_FR.UTF-8` or `fr-CA`; the first known one wins.
    pub fn best<'a>(wishes: impl IntoIterator<Item = &'a str>) -> Self {
        wishes.into_iter().find_map(|wish| wish.get(..2)?.parse().ok()).unwrap_or_default()
    }

    /// Picks the singular or the plural form: French counts 0 and 1 as one, English only 1.
    pub fn plural<T>(self, count: u64, one: T, many: T) -> T {
        let is_one = match self {
            Self::En => count == 1,
            Self::Fr => count <= 1,
        };
        if is_one { one } else { many }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(text: &str) -> Result<Self, UnknownLang> {
        match text.to_ascii_lowercase().as_str() {
            "en" => Ok(Self::En),
            "fr" => Ok(Self::Fr),
            _ => Err(UnknownLang(text.chars().take(40).collect())),
        }
    }
}

/// A language that the program does not speak.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the language “{0}” is not known: use en or fr")]
pub struct UnknownLang(String);
