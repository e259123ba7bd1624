//! Uses of a command that make no sense, in the person's language.

use std::path::PathBuf;

use crate::i18n::{Lang, cli as msg, errors::affiliate as programs, links};

use super::channels::MAX_NAME;
use super::shapes::plain;

/// Why the arguments make no sense together, or name what is not there.
#[derive(Debug)]
pub enum Usage {
    /// The build lacks the sample collages.
    NoSamples,
    /// The build lacks the window.
    #[cfg_attr(feature = "desktop", expect(dead_code, reason = "this build has a window"))]
    NoWindow,
    /// A built-in channel cannot be removed.
    ChannelBuiltin(String),
    /// A channel's name is empty, too long, or holds control characters.
    ChannelName,
    /// There is a channel of that name.
    ChannelTaken(String),
    /// No paired browser has this id.
    NoBrowser(String),
    /// One file for several channels.
    OneFile {
        /// The file.
        target: String,
        /// How many channels.
        channels: usize,
    },
    /// Two channels for one target.
    SamePlace,
    /// No setting has this name.
    NoSetting(String),
    /// A setting cannot have this value.
    SettingValue {
        /// The setting.
        key: String,
        /// The value.
        value: String,
        /// What it can be, separated by commas.
        allowed: &'static str,
    },
    /// A cut-out needs a format that is partly see-through.
    NotPng(PathBuf),
    /// A name that is no picture's.
    NotAPicture(PathBuf),
    /// No program has this name.
    UnknownProgram {
        /// As it was written.
        name: String,
        /// A program of nearly that name.
        nearest: Option<String>,
    },
    /// A sample gives no proposal of this name.
    NoProposal {
        /// As it was written.
        name: String,
        /// Those it gives, separated by commas.
        known: String,
    },
    /// A text that names no placement.
    NotASubId(String),
    /// Several programs have names that begin so.
    AmbiguousProgram {
        /// As it was written.
        name: String,
        /// Their names, separated by commas.
        candidates: String,
    },
}

impl Usage {
    /// As sentences: what is wrong and what to do next.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::NoSamples => msg::no_samples(lang),
            Self::NoWindow => msg::build_without_window(lang),
            Self::ChannelBuiltin(name) => msg::channel_builtin(lang, name),
            Self::ChannelName => msg::channel_name(lang, MAX_NAME),
            Self::ChannelTaken(name) => msg::channel_taken(lang, name),
            Self::NoBrowser(id) => msg::no_such_browser(lang, plain(id)),
            Self::OneFile { target, channels } => msg::one_file(lang, target, channels, "{channel}"),
            Self::SamePlace => msg::same_place(lang),
            Self::NoSetting(key) => msg::no_setting(lang, key),
            Self::SettingValue { key, value, allowed } => msg::setting_value(lang, value, key, allowed),
            Self::NotPng(path) => msg::not_png(lang, path.display()),
            Self::NotAPicture(path) => msg::not_a_picture(lang, path.display()),
            Self::UnknownProgram { name, nearest: Some(nearest) } => {
                programs::unknown_program_nearly(lang, name, nearest)
            }
            Self::UnknownProgram { name, nearest: None } => programs::unknown_program_listed(lang, name),
            Self::NoProposal { name, known } => links::no_such_proposal(lang, name, known),
            Self::NotASubId(text) => links::not_a_sub_id(lang, text),
            Self::AmbiguousProgram { name, candidates } => programs::ambiguous_program(lang, name, candidates),
        }
    }
}
