//! A program's ids, or a form of link that no rule has yet, from one sample: the destination is found inside
//! the link, what is left becomes the template, and a proposal counts only when it gives the sample back.

use std::collections::{BTreeMap, BTreeSet};

use super::build::build;
use super::clean::{clean_with, read_link};
use super::error::AffiliateError;
use super::forms::UrlForm;
use super::learn_find::{Found, find_destination};
use super::query::{self, Parts};
use super::rules::{Kind, ProgramRule, Rules, Scope, host_within};
use super::settings::{Programs, check_value};
use super::template::{Template, Values};
use super::unwrap;
use crate::model::{Channel, ChannelKind, MerchantUrl};

/// What a sample teaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// The link, as browsers send it.
    pub sample: String,
    /// Where it leads.
    pub destination: MerchantUrl,
    /// The shop that the proposals are for.
    pub shop: String,
    /// What could be saved, the best first; never empty.
    pub proposals: Vec<Proposal>,
}

/// A program with the ids of the sample, or a template made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Name of the program.
    pub program: String,
    /// As people call it.
    pub title: String,
    /// The link with slots.
    pub template: Option<String>,
    /// What [`Programs::set`] is to be given.
    pub assignments: Vec<String>,
    /// The sub-id of the sample and its parameter.
    pub sub: Option<(String, String)>,
    /// The link that the proposal makes with the sample's own values.
    pub rebuilt: String,
    /// Whether that is the sample to the byte.
    pub exact: bool,
    /// Ids that the person has already and that the sample contradicts: the key, theirs, the sample's.
    pub replaces: Vec<(String, String, String)>,
}

impl Lesson {
    /// The proposal to take unless the person says otherwise.
    pub fn best(&self) -> Option<&Proposal> {
        self.proposals.first()
    }
}

impl Proposal {
    /// Keeps it among the person's programs.
    ///
    /// # Errors
    /// [`AffiliateError::NotExact`] for a template that does not give back the sample,
    /// [`AffiliateError::WouldReplace`] unless `replace`, and those of [`Programs::set`].
    pub fn save(&self, programs: &mut Programs, replace: bool) -> Result<(), AffiliateError> {
        // Ids that stand in named parameters are right wherever these stand.
        let by_name = programs.rules().program(&self.program)?.kind == Kind::Append;
        if !self.exact && !by_name {
            return Err(AffiliateError::NotExact { title: self.title.clone(), rebuilt: self.rebuilt.clone() });
        }
        if let Some((key, old, new)) = self.replaces.first().filter(|_| !replace) {
            return Err(AffiliateError::WouldReplace {
                title: self.title.clone(),
                key: key.clone(),
                old: old.clone(),
                new: new.clone(),
            });
        }
        programs.set(&self.program, &self.assignments)
    }
}

/// Parameters by which shops without a network know their partners.
const PARTNER_PARAMS: [&str; 14] = [
    "ref",
    "aff",
    "affid",
    "aff_id",
    "affiliate",
    "affiliate_id",
    "partner",
    "partner_id",
    "via",
    "tag",
    "a_aid",
    "rfsn",
    "sca_ref",
    "tracking_id",
];

/// Sub-id parameters of networks without a rule.
const SUB_PARAMS: [&str; 12] =
    ["subid", "subid1", "sub_id", "sub1", "subId", "aff_sub", "afftrack", "clickref", "epi", "u1", "s1", "xcust"];

/// Learns from a link. `shop` says which shop it leads to, where several addresses stand in it.
///
/// # Errors
/// [`AffiliateError::NothingToLearn`] where no address stands in it and no partner's parameter behind it,
/// [`AffiliateError::OtherShop`] where none of the addresses is `shop`'s, [`AffiliateError::Link`] for what is
/// no web address.
pub fn learn(programs: &Programs, sample: &str, shop: Option<&str>) -> Result<Lesson, AffiliateError> {
    let rules = programs.rules();
    let link = MerchantUrl::parse(&sample.trim().replace("&amp;", "&"))?;
    let shop = shop.map(host_of).transpose()?;
    let mut proposals = Vec::new();
    let found = find_destination(rules, link.as_str(), shop.as_deref());
    let destination = match &found {
        Some(found) => MerchantUrl::parse(&found.text)?,
        None => link.clone(),
    };
    let host = shop.clone().unwrap_or_else(|| destination.shop_host());
    if found.is_some() && !host_within(&destination.host(), &host) {
        return Err(AffiliateError::OtherShop { found: destination.shop_host(), wanted: host });
    }
    match &found {
        Some(found) => {
            proposals.extend(known_wraps(programs, &link, found, &host));
            proposals.extend(own_template(rules, &link, found, &host));
            // A network's own rule is better than a template, unless it gives another link.
            proposals.sort_by_key(|proposal| !proposal.exact);
        }
        None => {
            proposals.extend(doors(programs, &link, shop.as_deref()));
            proposals.extend(append(programs, &link, &host));
        }
    }
    if proposals.is_empty() {
        return Err(AffiliateError::NothingToLearn { host: link.host() });
    }
    let destination = if found.is_some() { destination } else { clean_with(programs, link.as_str())?.url };
    Ok(Lesson { sample: link.to_string(), destination, shop: host, proposals })
}

fn host_of(text: &str) -> Result<String, AffiliateError> {
    let address = if text.contains("://") { text.to_owned() } else { format!("https://{text}/") };
    let host = MerchantUrl::parse(&address).map(|url| url.shop_host()).ok();
    host.filter(|host| host.contains('.')).ok_or_else(|| AffiliateError::BadHost(super::error::excerpt(text)))
}

/// Networks whose link it is, with the ids that stand in it.
fn known_wraps(programs: &Programs, link: &MerchantUrl, found: &Found, host: &str) -> Vec<Proposal> {
    let rules = programs.rules();
    let by_redirect = unwrap::redirect(rules, &link.to_url()).and_then(|redirect| redirect.program);
    let candidates = rules.programs.iter().filter(|rule| rule.kind == Kind::Wrap && rule.template.is_some());
    candidates
        .filter_map(|rule| {
            let (ids, sub) = match read_link(rule, link.as_str()) {
                Some(read) => (read.ids, read.sub),
                None if by_redirect.is_some_and(|known| known.name == rule.name) => (named_ids(rule, link), None),
                None => return None,
            };
            let complete = rule.ids.iter().all(|id| match ids.get(&id.key) {
                Some(value) => check_value(rule, id, value).is_ok(),
                None => id.optional,
            });
            if !complete || ids.is_empty() {
                return None;
            }
            let none = BTreeMap::new();
            let values = Values { url: &found.text, sub: sub.as_deref(), ids: &ids, market: &none };
            let rebuilt = rule.template.as_ref()?.render(values)?;
            let sub = rule.sub.as_ref().map(|slot| slot.key.clone()).zip(sub);
            Some(proposal(programs, rule, &ids, Some(host), sub, rebuilt, link))
        })
        .collect()
}

/// Ids that stand in parameters of their own.
fn named_ids(rule: &ProgramRule, link: &MerchantUrl) -> BTreeMap<String, String> {
    let parts = Parts::of(link.as_str());
    let named = rule.template.iter().flat_map(Template::named_ids);
    named
        .filter_map(|(param, key)| {
            let pair = parts.pairs().find(|pair| query::key(pair) == param)?;
            Some((key.to_owned(), query::value(pair).into_owned()))
        })
        .collect()
}

fn proposal(
    programs: &Programs,
    rule: &ProgramRule,
    ids: &BTreeMap<String, String>,
    host: Option<&str>,
    sub: Option<(String, String)>,
    rebuilt: String,
    link: &MerchantUrl,
) -> Proposal {
    let account = programs.entries.iter().find(|entry| entry.name == rule.name && entry.hosts.is_empty());
    let replaces = ids.iter().filter_map(|(key, new)| {
        let old = account?.ids.get(key).filter(|old| *old != new)?;
        Some((key.clone(), old.clone(), new.clone()))
    });
    let replaces = replaces.collect();
    let assignments = ids.iter().map(|(key, value)| format!("{key}={value}"));
    Proposal {
        program: rule.name.clone(),
        title: rule.title.clone(),
        template: rule.template.as_ref().map(|template| template.as_str().to_owned()),
        assignments: assignments.chain(host.map(|host| format!("host={host}"))).collect(),
        sub,
        exact: rebuilt == link.as_str(),
        rebuilt,
        replaces,
    }
}

/// The sample with slots in the places of its destination and its sub-id.
fn own_template(rules: &Rules, link: &MerchantUrl, found: &Found, host: &str) -> Option<Proposal> {
    let rule = rules.programs.iter().find(|rule| rule.template_id.is_some())?;
    let key = rule.template_id.as_deref()?;
    let sample = link.as_str();
    let with_sub = sub_slot(rules, sample, found);
    let plain = (Template::literal(sample.get(..found.start)?), Template::literal(sample.get(found.end..)?), None);
    with_sub.into_iter().chain([plain]).find_map(|(before, after, sub)| {
        let text = format!("{before}{{{}}}{after}", found.form.slot());
        let template = Template::parse(&text).ok()?;
        let none = BTreeMap::new();
        let value = sub.as_ref().map(|(_, value): &(String, String)| value.as_str());
        let rebuilt = template.render(Values { url: &found.text, sub: value, ids: &none, market: &none })?;
        let usable = check_value(rule, rule.id(key)?, &text).is_ok();
        let exact = rebuilt == sample && template.read_url(sample).as_deref() == Some(found.text.as_str());
        (usable && exact).then(|| Proposal {
            program: rule.name.clone(),
            title: rule.title.clone(),
            assignments: vec![format!("{key}={text}"), format!("host={host}")],
            template: Some(text),
            sub,
            rebuilt,
            exact,
            replaces: Vec::new(),
        })
    })
}

/// What stands before and after the destination, with a slot for the sub-id on one of the sides.
fn sub_slot(rules: &Rules, sample: &str, found: &Found) -> Option<(String, String, Option<(String, String)>)> {
    let of_rules = rules.programs.iter().filter_map(|rule| rule.sub.as_ref()).map(|sub| sub.key.as_str());
    // One letter is too little to tell a sub-id by.
    let known: BTreeSet<&str> = of_rules.filter(|key| key.len() > 1).chain(SUB_PARAMS).collect();
    let (before, after) = (sample.get(..found.start)?, sample.get(found.end..)?);
    let authority = before.find("://").map_or(0, |at| at + 3);
    let path = before.get(authority..)?.find('/').map_or(before.len(), |at| authority + at);
    let in_text = |text: &str, from: usize, first: bool| -> Option<(String, (String, String))> {
        let mut start = from;
        for part in text.get(from..)?.split_inclusive(['&', '?', '/', '#']) {
            let bare = part.trim_end_matches(['&', '?', '/', '#']);
            let mark = start.checked_sub(1).and_then(|at| text.get(at..start)).unwrap_or_default();
            if let Some((key, raw)) = bare.split_once(['=', ':'])
                && known.contains(key)
                && let Some(value) = query::decode(raw).filter(|value| query::encode(value) == raw)
            {
                let end = start + bare.len();
                let sign = bare.get(key.len()..=key.len())?;
                let (head, tail) = (text.get(..start)?, text.get(end..)?);
                let slot = match mark {
                    // Without a sub-id the whole parameter is left out.
                    "&" | "/" => {
                        let head = head.get(..head.len() - 1)?;
                        format!("{}[{mark}{key}{sign}{{sub}}]{}", Template::literal(head), Template::literal(tail))
                    }
                    "?" if tail.starts_with('&') => {
                        let tail = tail.get(1..)?;
                        format!("{}[{key}{sign}{{sub}}&]{}", Template::literal(head), Template::literal(tail))
                    }
                    _ if first => {
                        format!("{}{key}{sign}{{sub}}{}", Template::literal(head), Template::literal(tail))
                    }
                    _ => return None,
                };
                return Some((slot, (key.to_owned(), value.into_owned())));
            }
            start += part.len();
        }
        None
    };
    if let Some((before, sub)) = in_text(before, path, true) {
        return Some((before, Template::literal(after), Some(sub)));
    }
    let (after, sub) = in_text(after, 0, false)?;
    Some((Template::literal(before), after, Some(sub)))
}

/// Links to a shop's front door, with the ids that stand in them.
fn doors(programs: &Programs, link: &MerchantUrl, shop: Option<&str>) -> Vec<Proposal> {
    let rules = programs.rules().programs.iter().filter(|rule| rule.kind == Kind::Door);
    rules
        .filter_map(|rule| {
            let read = rule.template.as_ref()?.read(link.as_str())?;
            let none = BTreeMap::new();
            let values = Values { url: "", sub: read.sub.as_deref(), ids: &read.ids, market: &none };
            let rebuilt = rule.template.as_ref()?.render(values)?;
            let sub = rule.sub.as_ref().map(|slot| slot.key.clone()).zip(read.sub.clone());
            Some(proposal(programs, rule, &read.ids, Some(shop?), sub, rebuilt, link))
        })
        .collect()
}

/// A shop's own address with parameters behind it: of the program that owns the shop, or any partner's.
fn append(programs: &Programs, link: &MerchantUrl, host: &str) -> Option<Proposal> {
    let rules = programs.rules();
    let parts = Parts::of(link.as_str());
    let value_of = |param: &str| {
        let pair = parts.pairs().find(|pair| query::key(pair) == param)?;
        Some(query::value(pair).into_owned()).filter(|value| !value.is_empty())
    };
    let channel = Channel::builtin(ChannelKind::Web);
    let allow = BTreeSet::from([ChannelKind::Web]);
    if let Some(rule) = rules.owner(&link.host()) {
        let market = rule.market(&link.host())?;
        let ids: BTreeMap<String, String> = rule
            .params
            .iter()
            .filter_map(|(param, value)| {
                let (key, value) = (value.only_id()?, value_of(param.as_str())?);
                let in_market = rule.id(key).is_some_and(|id| id.scope == Scope::Market);
                Some((if in_market { format!("{key}.{}", market.code) } else { key.to_owned() }, value))
            })
            .collect();
        if ids.is_empty() {
            return None;
        }
        let sub = rule.sub.as_ref().and_then(|slot| Some((slot.key.clone(), value_of(&slot.key)?)));
        let url = clean_with(programs, link.as_str()).ok()?.url;
        let value = sub.as_ref().map(|(_, value)| value.as_str());
        let rebuilt = build(rule, &ids, &allow, &url, value, &channel).ok()?.url;
        return Some(proposal(programs, rule, &ids, None, sub, rebuilt, link));
    }
    let (param, value) = PARTNER_PARAMS.into_iter().find_map(|param| Some((param, value_of(param)?)))?;
    let rule = rules.programs.iter().find(|rule| rule.params.iter().any(|(key, _)| key.only_id() == Some("param")))?;
    let ids = BTreeMap::from([("param".to_owned(), param.to_owned()), ("value".to_owned(), value)]);
    let kept: Vec<&str> = parts.pairs().filter(|pair| query::key(pair) != param).collect();
    let url = MerchantUrl::parse(&parts.with_pairs(&kept)).ok()?;
    let rebuilt = build(rule, &ids, &allow, &url, None, &channel).ok()?.url;
    Some(proposal(programs, rule, &ids, Some(host), None, rebuilt, link))
}

/// In words for people who know links: how the destination is written.
impl Proposal {
    /// The slot that the destination stands in, as in `url|enc2`; none for parameters behind an address.
    pub fn slot(&self) -> Option<&str> {
        let template = self.template.as_deref()?;
        let start = template.find("{url")? + 1;
        let word = template.get(start..)?.split('}').next()?;
        let known = word == "url" || word.strip_prefix("url|").is_some_and(|form| UrlForm::parse(form).is_some());
        known.then_some(word)
    }
}
