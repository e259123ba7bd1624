//! This room's errors in the person's language.

use super::error::AffiliateError;
use crate::i18n::Lang;
use crate::i18n::errors::affiliate as say;
use crate::model::{LinkError, MerchantUrl};

impl AffiliateError {
    /// As sentences: what happened, to what, and what to do next.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Rules { place, what } => say::rules(lang, place, what),
            Self::Template { template, what } => say::template(lang, template, what),
            Self::UnknownProgram { name, known } => say::unknown_program(lang, name, known),
            Self::NotBuildable { title, instead } => say::not_buildable(lang, title, instead),
            Self::NotAnAssignment(text) => say::not_an_assignment(lang, text),
            Self::NothingToSet { title, known } => say::nothing_to_set(lang, title, known),
            Self::UnknownKey { title, key, known } => say::unknown_key(lang, title, key, known),
            Self::BadValue { title, key, value, wanted } => {
                say::bad_value(lang, value, key, title, wanted.trim_end_matches(','))
            }
            Self::ChannelForbidden { title, kind } => say::channel_forbidden(lang, title, kind),
            Self::WhichShop { title, key } => say::which_shop(lang, title, key),
            Self::OwnShopsOnly { title } => say::own_shops_only(lang, title),
            Self::BadHost(text) => say::bad_host(lang, text),
            Self::HostTaken { host, by } => say::host_taken(lang, host, by),
            Self::DirectOnly { host, title } => say::direct_only(lang, host, title),
            Self::TooManyEntries(count) => say::too_many_entries(lang, count),
            Self::MissingIds { title, keys } => say::missing_ids(lang, title, keys),
            Self::ForeignShop { host, title } => say::foreign_shop(lang, host, title),
            Self::NotASubId(text) => say::not_a_sub_id(lang, text),
            Self::Link(error) => link(error, lang),
            Self::TooDeep(levels) => say::too_deep(lang, levels),
        }
    }
}

/// Why a text cannot be a link, as sentences.
pub fn link(error: &LinkError, lang: Lang) -> String {
    match error {
        LinkError::NotAnAddress(text) => say::link_not_an_address(lang, text),
        LinkError::Scheme(scheme) => say::link_scheme(lang, scheme),
        LinkError::UserInfo(host) => say::link_user_info(lang, host),
        LinkError::TooLong(bytes) => say::link_too_long(lang, bytes, MerchantUrl::MAX_BYTES),
    }
}
