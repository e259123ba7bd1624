//! Where the rules are from. A fact without a source is a rumour, and says so.

use serde::{Deserialize, Serialize};

use super::Words;
use crate::i18n::{self, Lang};

/// Where something that a rule says is from.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Of what.
    pub about: Topic,
    /// What is worth knowing about it beyond the rule itself.
    #[serde(default)]
    pub says: Option<Words>,
    /// The source: a page, or who said so.
    pub from: String,
    /// How sure it is.
    pub confidence: Confidence,
}

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// The link's form: encoding and order.
    Form,
    /// The ids it needs.
    Ids,
    /// The sub-id: name, length, characters.
    Sub,
    /// Channels that carry no id.
    Channels,
    /// Whether links may go through a redirect.
    Mode,
    /// How fresh prices must be.
    Prices,
    /// How fresh pictures must be.
    Pictures,
    /// What readers must be told.
    Sentence,
    /// Where its links keep their destination.
    Redirect,
    /// That it is no more.
    End,
    /// The programmes of its shops.
    Programmes,
}

/// How sure a fact is, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// By the program's own pages or links in the wild.
    Documented,
    /// By other people's pages.
    SecondHand,
    /// From memory.
    Unverified,
}

impl Topic {
    /// In words.
    pub fn words(self, lang: Lang) -> String {
        use i18n::affiliate as say;
        match self {
            Self::Form => say::topic_form(lang),
            Self::Ids => say::topic_ids(lang),
            Self::Sub => say::topic_sub(lang),
            Self::Channels => say::topic_channels(lang),
            Self::Mode => say::topic_mode(lang),
            Self::Prices => say::topic_prices(lang),
            Self::Pictures => say::topic_pictures(lang),
            Self::Sentence => say::topic_sentence(lang),
            Self::Redirect => say::topic_redirect(lang),
            Self::End => say::topic_end(lang),
            Self::Programmes => say::topic_programmes(lang),
        }
    }
}

impl Confidence {
    /// In words.
    pub fn words(self, lang: Lang) -> String {
        use i18n::affiliate as say;
        match self {
            Self::Documented => say::confidence_documented(lang),
            Self::SecondHand => say::confidence_second_hand(lang),
            Self::Unverified => say::confidence_unverified(lang),
        }
    }
}
