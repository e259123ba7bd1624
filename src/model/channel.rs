//! Where an export goes: what a program's policy and a sub-id need to know of it.

use serde::{Deserialize, Serialize};

use super::ids::ChannelId;

/// The kind of place; affiliate programs allow or forbid ids by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ChannelKind {
    Web,
    Blog,
    Mail,
    Attachment,
    Facebook,
    Instagram,
    Pinterest,
    Tiktok,
    Print,
    Qr,
    Local,
}

impl ChannelKind {
    /// All kinds, in the order of their built-in channels.
    pub const ALL: [Self; 11] = [
        Self::Web,
        Self::Blog,
        Self::Mail,
        Self::Attachment,
        Self::Facebook,
        Self::Instagram,
        Self::Pinterest,
        Self::Tiktok,
        Self::Print,
        Self::Qr,
        Self::Local,
    ];

    /// The word used on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Blog => "blog",
            Self::Mail => "mail",
            Self::Attachment => "attachment",
            Self::Facebook => "facebook",
            Self::Instagram => "instagram",
            Self::Pinterest => "pinterest",
            Self::Tiktok => "tiktok",
            Self::Print => "print",
            Self::Qr => "qr",
            Self::Local => "local",
        }
    }
}

/// A channel: one of the built-in ones, or one that a person added ("my newsletter" of kind `mail`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// Carried in sub-ids; built-in channels have the ids 1 to 11, added ones start at 256.
    pub id: ChannelId,
    /// Unique among a person's channels; for built-in ones the kind's name.
    pub name: String,
    /// What it is for policies.
    pub kind: ChannelKind,
}

impl Channel {
    /// The built-in channel of a kind.
    pub fn builtin(kind: ChannelKind) -> Self {
        let place = ChannelKind::ALL.iter().position(|&each| each == kind).unwrap_or(0);
        Self { id: ChannelId::from_raw(place as u16 + 1), name: kind.name().to_owned(), kind }
    }

    /// All built-in channels.
    pub fn builtins() -> Vec<Self> {
        ChannelKind::ALL.into_iter().map(Self::builtin).collect()
    }
}
