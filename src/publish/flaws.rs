//! What can be wrong with a bundle, as half sentences for the errors that name it.

use std::fmt;

use crate::i18n::Lang;
use crate::i18n::errors::publish as say;

/// Why something is no bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoBundle {
    /// It lacks this file.
    Lacks(&'static str),
    /// Neither a zip nor a page of ours.
    Neither,
    /// A zip that cannot be opened, in the reader's words.
    Zip(String),
}

/// What a limit was held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// The number of files.
    Files,
    /// The size of all files together.
    Bytes,
    /// The size of one file.
    PartBytes(String),
}

/// Why an entry of an archive is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentences say it")]
pub enum Danger {
    NotUtf8,
    NameTooLong,
    Controls,
    Backslash,
    Colon,
    Absolute,
    LeadsOut,
    EmptyPart,
    TooDeep,
    Twice,
    Link,
    Encrypted,
    Bloats,
}

/// What is wrong with a file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// It is not there.
    NotThere,
    /// It cannot be read, in the reader's words.
    Unreadable(String),
    /// It is of another kind.
    OtherFormat {
        /// What it calls itself, shortened.
        found: String,
        /// What was expected.
        wanted: &'static str,
    },
    /// There never was such a version.
    VersionZero,
    /// Not base64.
    NotBase64,
    /// Not as long as declared.
    OtherLength {
        /// The declared length.
        bytes: u64,
    },
}

impl NoBundle {
    /// In words.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Lacks(part) => say::lacks(lang, part),
            Self::Neither => say::neither(lang),
            Self::Zip(why) => say::broken_zip(lang, why),
        }
    }
}

impl Measure {
    /// In words.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Files => say::number_of_files(lang),
            Self::Bytes => say::size_in_bytes(lang),
            Self::PartBytes(part) => say::size_of_part(lang, part),
        }
    }
}

impl Danger {
    /// In words.
    pub fn message(self, lang: Lang) -> String {
        match self {
            Self::NotUtf8 => say::name_not_utf8(lang),
            Self::NameTooLong => say::name_too_long(lang),
            Self::Controls => say::name_with_controls(lang),
            Self::Backslash => say::name_with_backslash(lang),
            Self::Colon => say::name_with_colon(lang),
            Self::Absolute => say::path_absolute(lang),
            Self::LeadsOut => say::path_leads_out(lang),
            Self::EmptyPart => say::path_part_empty(lang),
            Self::TooDeep => say::path_too_deep(lang),
            Self::Twice => say::entry_twice(lang),
            Self::Link => say::entry_is_link(lang),
            Self::Encrypted => say::entry_encrypted(lang),
            Self::Bloats => say::entry_bloats(lang),
        }
    }
}

impl Flaw {
    /// In words.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::NotThere => say::not_there(lang),
            Self::Unreadable(why) => why.clone(),
            Self::OtherFormat { found, wanted } => say::other_format(lang, found, wanted),
            Self::VersionZero => say::version_zero(lang),
            Self::NotBase64 => say::not_base64(lang),
            Self::OtherLength { bytes } => say::other_length(lang, bytes),
        }
    }
}

/// The errors' own sentences are English.
macro_rules! english {
    ($($name:ty),*) => {
        $(impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.message(Lang::En))
            }
        })*
    };
}
english!(NoBundle, Measure, Danger, Flaw);
