//! One link of one program, and whether the channel may carry it.

use std::collections::{BTreeMap, BTreeSet};

use super::error::{AffiliateError, excerpt};
use super::query::{self, Parts};
use super::rules::{Kind, ProgramRule, Scope, host_within};
use super::settings::check_value;
use super::template::{Slot, Template, Values};
use crate::i18n::{self, Lang};
use crate::model::{Channel, ChannelKind, MerchantUrl};

/// Links longer than this are refused by some networks, mail programs and chat apps.
pub const LONG_LINK_BYTES: usize = 2048;

/// Where a tile leads in one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeepLink {
    /// The address for the anchor.
    pub url: String,
    /// Name of the program that serves the shop, also when its id had to stay away.
    pub program: Option<String>,
    /// Whether the person may earn by it; such links need the disclosure and `rel="sponsored"`.
    pub carries_id: bool,
    /// The placement, where the program takes one.
    pub sub_id: Option<String>,
    /// Why there is no id.
    pub why_plain: Option<PlainReason>,
}

impl DeepLink {
    /// Whether it is longer than [`LONG_LINK_BYTES`].
    pub fn is_long(&self) -> bool {
        self.url.len() > LONG_LINK_BYTES
    }

    pub(super) fn plain(url: &str, program: Option<&str>, why: PlainReason) -> Self {
        Self {
            url: url.to_owned(),
            program: program.map(str::to_owned),
            carries_id: false,
            sub_id: None,
            why_plain: Some(why),
        }
    }
}

/// Why a link carries no id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlainReason {
    /// No program serves the shop.
    NoProgram {
        /// The shop.
        host: String,
    },
    /// The program forbids ids in this kind of channel.
    Forbidden {
        /// The program's title.
        title: String,
        /// Where the link was to appear.
        kind: ChannelKind,
    },
    /// The person has not said yet that the program allows it.
    Unconfirmed {
        /// The program's name.
        name: String,
        /// The program's title.
        title: String,
        /// Where the link was to appear.
        kind: ChannelKind,
    },
    /// Ids are missing.
    MissingIds {
        /// The program's name.
        name: String,
        /// The program's title.
        title: String,
        /// The keys, separated by commas.
        keys: String,
    },
    /// The address is a partner link whose destination cannot be read.
    Opaque {
        /// The redirect's host.
        host: String,
    },
    /// The address, or an id in the settings, is not usable.
    Unusable {
        /// What is wrong.
        error: AffiliateError,
    },
}

impl PlainReason {
    /// Whether a program of the person would have earned here: what a pre-flight sheet should show.
    pub fn is_loss(&self) -> bool {
        !matches!(self, Self::NoProgram { .. })
    }

    /// As a sentence.
    pub fn message(&self, lang: Lang) -> String {
        use i18n::affiliate as say;
        match self {
            Self::NoProgram { host } => say::plain_no_program(lang, host),
            Self::Forbidden { title, kind } => say::plain_forbidden(lang, title, channel_words(lang, *kind)),
            Self::Unconfirmed { name, title, kind } => {
                say::plain_unconfirmed(lang, title, channel_words(lang, *kind), name, kind.name())
            }
            Self::MissingIds { name, title, keys } => say::plain_missing_ids(lang, title, keys, name),
            Self::Opaque { host } => say::plain_opaque(lang, host),
            Self::Unusable { error } => say::plain_unusable(lang, error.message(lang)),
        }
    }
}

fn channel_words(lang: Lang, kind: ChannelKind) -> String {
    use i18n::affiliate as say;
    match kind {
        ChannelKind::Web => say::channel_web(lang),
        ChannelKind::Blog => say::channel_blog(lang),
        ChannelKind::Mail => say::channel_mail(lang),
        ChannelKind::Attachment => say::channel_attachment(lang),
        ChannelKind::Facebook => say::channel_named(lang, "Facebook"),
        ChannelKind::Instagram => say::channel_named(lang, "Instagram"),
        ChannelKind::Pinterest => say::channel_named(lang, "Pinterest"),
        ChannelKind::Tiktok => say::channel_named(lang, "TikTok"),
        ChannelKind::Print => say::channel_print(lang),
        ChannelKind::Qr => say::channel_qr(lang),
        ChannelKind::Local => say::channel_local(lang),
    }
}

/// Makes a program's link to a destination that carries nobody's ids. `ids` has a marketplace's value
/// behind the key: `tag.de`. The channel's policy counts as in [`super::deep_link`]: a forbidden one gives
/// the plain link with the reason; `allow` lists the kinds that the person confirmed.
///
/// # Errors
/// [`AffiliateError::MissingIds`], [`AffiliateError::BadValue`] for an id or sub-id that the program cannot
/// take, [`AffiliateError::ForeignShop`] for a destination that a program with its own shops does not own,
/// [`AffiliateError::NotBuildable`] for a program that is only recognised.
pub fn build(
    rule: &ProgramRule,
    ids: &BTreeMap<String, String>,
    allow: &BTreeSet<ChannelKind>,
    url: &MerchantUrl,
    sub: Option<&str>,
    channel: &Channel,
) -> Result<DeepLink, AffiliateError> {
    let host = url.host();
    let market = rule.market(&host);
    if rule.owns_shops() && market.is_none() {
        return Err(AffiliateError::ForeignShop { host, title: rule.title.clone() });
    }
    if let Some(why) = gate(rule, &host, channel.kind, allow) {
        return Ok(DeepLink::plain(url.as_str(), Some(&rule.name), why));
    }
    let ids = chosen_ids(rule, ids, market.map(|market| market.code.as_str()))?;
    let sub = sub.filter(|_| rule.sub.is_some());
    check_sub(rule, sub)?;
    let none = BTreeMap::new();
    let values = Values { url: url.as_str(), sub, ids: &ids, market: market.map_or(&none, |market| &market.values) };
    let missing = || AffiliateError::MissingIds { title: rule.title.clone(), keys: rule.keys() };
    let (link, has_sub) = match rule.kind {
        Kind::Append => append(&rule.params, values),
        Kind::Wrap => {
            let own =
                rule.template_id.as_ref().and_then(|key| ids.get(key)).map(|text| Template::parse(text)).transpose()?;
            let template = own.as_ref().or(rule.template.as_ref()).ok_or_else(missing)?;
            (template.render(values).ok_or_else(missing)?, template.slots().any(|slot| *slot == Slot::Sub))
        }
        Kind::Recognise => {
            return Err(AffiliateError::NotBuildable { title: rule.title.clone(), instead: String::new() });
        }
    };
    Ok(DeepLink {
        url: link,
        program: Some(rule.name.clone()),
        carries_id: true,
        sub_id: sub.filter(|_| has_sub).map(str::to_owned),
        why_plain: None,
    })
}

/// Whether policy keeps the id away: the program's word first, then the shop's, then the question.
fn gate(rule: &ProgramRule, host: &str, kind: ChannelKind, allow: &BTreeSet<ChannelKind>) -> Option<PlainReason> {
    let exceptions: Vec<_> =
        rule.exceptions.iter().filter(|exception| exception.hosts.iter().any(|shop| host_within(host, shop))).collect();
    if rule.forbidden.contains(&kind) || exceptions.iter().any(|exception| exception.forbidden.contains(&kind)) {
        return Some(PlainReason::Forbidden { title: rule.title.clone(), kind });
    }
    let asks = rule.ask_first.contains(&kind) || exceptions.iter().any(|exception| exception.ask_first.contains(&kind));
    (asks && !allow.contains(&kind)).then(|| PlainReason::Unconfirmed {
        name: rule.name.clone(),
        title: rule.title.clone(),
        kind,
    })
}

/// The ids for this marketplace, checked; all that are needed are there.
fn chosen_ids(
    rule: &ProgramRule,
    given: &BTreeMap<String, String>,
    market: Option<&str>,
) -> Result<BTreeMap<String, String>, AffiliateError> {
    let mut chosen = BTreeMap::new();
    let mut missing = Vec::new();
    for id in &rule.ids {
        let special =
            market.filter(|_| id.scope == Scope::Market).and_then(|code| given.get(&format!("{}.{code}", id.key)));
        match special.or_else(|| given.get(&id.key)) {
            Some(value) => {
                check_value(rule, id, value)?;
                chosen.insert(id.key.clone(), value.clone());
            }
            None if !id.optional => missing.push(id.key.as_str()),
            None => {}
        }
    }
    if missing.is_empty() {
        Ok(chosen)
    } else {
        Err(AffiliateError::MissingIds { title: rule.title.clone(), keys: missing.join(", ") })
    }
}

fn check_sub(rule: &ProgramRule, sub: Option<&str>) -> Result<(), AffiliateError> {
    match (&rule.sub, sub) {
        (Some(limits), Some(sub))
            if sub.is_empty() || sub.len() > limits.max || !sub.chars().all(|letter| limits.alphabet.has(letter)) =>
        {
            Err(AffiliateError::BadValue {
                title: rule.title.clone(),
                key: limits.key.clone(),
                value: excerpt(sub),
                wanted: format!("1 to {} characters, {},", limits.max, limits.alphabet.words()),
            })
        }
        _ => Ok(()),
    }
}

/// Adds parameters before the fragment; pairs with the same key go. Says whether the sub-id found a place.
fn append(params: &[(Template, Template)], values: Values<'_>) -> (String, bool) {
    let mut has_sub = false;
    let added: Vec<(String, String)> = params
        .iter()
        .filter_map(|(key, value)| {
            let pair = (key.render(values)?, value.render(values)?);
            has_sub |= value.slots().any(|slot| *slot == Slot::Sub);
            Some(pair)
        })
        .collect();
    let parts = Parts::of(values.url);
    let kept = parts.pairs().filter(|pair| {
        let own = query::key(pair);
        !added.iter().any(|(key, _)| *key == own)
    });
    let pairs: Vec<String> =
        kept.map(str::to_owned).chain(added.iter().map(|(key, value)| format!("{key}={value}"))).collect();
    (parts.with_pairs(&pairs), has_sub)
}
