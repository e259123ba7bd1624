//! The person's ids with their programs, and which program serves which shop.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::error::{AffiliateError, excerpt};
use super::query;
use super::rules::{
    Alphabet, IdRule, Kind, LinkMode, Market, ProgramRule, Programme, RuleBook, Rules, Scope, host_within,
};
use super::template::{Slot, Template, Values};
use crate::model::{ChannelKind, MerchantUrl};

/// The affiliate programs that a person takes part in. Ids are no secrets: every link shows them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Programs {
    /// Per program one entry for the account and one for each shop.
    pub entries: Vec<ProgramEntry>,
    /// What the programs want; not kept with the entries.
    #[serde(skip)]
    rules: RuleBook,
}

/// Ids with a program: those of the account when `hosts` is empty, else those for a shop.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ProgramEntry {
    /// Name of the program's rule.
    pub name: String,
    /// The shop's hosts; hosts below them belong to it too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<String>,
    /// Ids by key; one of a marketplace has its code behind the key: `tag.de`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ids: BTreeMap<String, String>,
    /// Kinds of channel of which the person said that the program allows them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub allow: BTreeSet<ChannelKind>,
}

/// The program that serves a shop, with everything a link needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serving<'a> {
    /// Name of the program.
    pub name: &'a str,
    /// The account's ids and those for the shop.
    pub ids: BTreeMap<String, String>,
    /// The account's permissions and those for the shop.
    pub allow: BTreeSet<ChannelKind>,
}

impl Programs {
    /// Most entries that are kept.
    pub const MAX_ENTRIES: usize = 10_000;

    /// The same entries under other rules: those of a person's own file beside the built-in ones.
    #[must_use]
    pub fn with_rules(self, rules: RuleBook) -> Self {
        Self { rules, ..self }
    }

    /// What the programs want.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// As [`Self::rules`], to be kept.
    pub fn rule_book(&self) -> &RuleBook {
        &self.rules
    }

    /// Takes assignments for one program, all or none:
    ///
    /// - `KEY=VALUE` sets an id, `KEY=` takes it back;
    /// - `KEY.de=VALUE` is for one marketplace, `KEY.shop.example=VALUE` for one shop;
    /// - `host=shop.example`, once or more, says that the program serves the shop; every `KEY=VALUE` that
    ///   differs by shop then counts for these shops;
    /// - `programme=etsy-fr` takes a shop and its ids from the network's list of programmes;
    /// - `allow_mail=yes` says that the program allows ids in mails, `=no` takes it back; so for every kind
    ///   of channel; beside `host` only for those shops.
    ///
    /// # Errors
    /// Says which program, key, value or host is wrong; then nothing was changed.
    pub fn set<S: AsRef<str>>(&mut self, name: &str, assignments: &[S]) -> Result<(), AffiliateError> {
        let rules = self.rules.clone();
        let rule = buildable(&rules, name)?;
        let mut changed = self.clone();
        let mut hosts = Vec::new();
        let mut pairs = Vec::new();
        let mut programmes = Vec::new();
        for text in assignments {
            let (key, value) = text
                .as_ref()
                .split_once('=')
                .map(|(key, value)| (key.trim(), value.trim()))
                .filter(|(key, _)| !key.is_empty())
                .ok_or_else(|| AffiliateError::NotAnAssignment(excerpt(text.as_ref())))?;
            if key == "host" {
                hosts.push(shop_host(&rules, rule, value)?);
            } else if key == "programme" && rule.id(key).is_none() {
                programmes.push(programme(rule, value)?);
            } else {
                pairs.push((key, value));
            }
        }
        if hosts.is_empty() && pairs.is_empty() && programmes.is_empty() {
            return Err(AffiliateError::NothingToSet { title: rule.title.clone(), known: known_keys(rule) });
        }
        for host in &hosts {
            changed.entry(rule, Some(host))?;
        }
        for (key, value) in pairs {
            changed.assign(rule, &hosts, key, value)?;
        }
        for programme in programmes {
            for (key, value) in &programme.ids {
                changed.assign(rule, std::slice::from_ref(&programme.host), key, value)?;
            }
        }
        changed.entries.retain(|entry| !entry.hosts.is_empty() || !entry.ids.is_empty() || !entry.allow.is_empty());
        *self = changed;
        Ok(())
    }

    /// Forgets a program; says whether there was anything to forget.
    ///
    /// # Errors
    /// [`AffiliateError::UnknownProgram`] when there is neither an entry nor a rule of that name.
    pub fn remove(&mut self, name: &str) -> Result<bool, AffiliateError> {
        let before = self.entries.len();
        self.entries.retain(|entry| entry.name != name);
        if self.entries.len() == before {
            self.rules.program(name)?;
        }
        Ok(self.entries.len() < before)
    }

    /// Forgets one shop of a program; says whether there was anything to forget.
    pub fn remove_shop(&mut self, name: &str, host: &str) -> bool {
        let before = self.entries.len();
        self.entries.retain(|entry| entry.name != name || !entry.hosts.iter().any(|own| own == host));
        self.entries.len() < before
    }

    /// The program for a shop: the one that the person gave it to, else the shop's own, else one for any
    /// shop. The most exact host wins.
    pub fn serving(&self, host: &str) -> Option<Serving<'_>> {
        let rules = self.rules();
        let fits = |own: &&String| host_within(host, own);
        let best = self
            .entries
            .iter()
            .filter_map(|entry| Some((entry, entry.hosts.iter().filter(fits).map(String::len).max()?)))
            .max_by_key(|(_, length)| *length)
            .map(|(entry, _)| entry);
        let shop = best.or_else(|| {
            let account = |rule: &ProgramRule| self.entries.iter().find(|entry| entry.name == rule.name);
            match rules.owner(host) {
                Some(owner) => account(owner),
                None => rules.programs.iter().filter(|rule| rule.any_shop).find_map(account),
            }
        })?;
        let mut serving = Serving { name: &shop.name, ids: BTreeMap::new(), allow: BTreeSet::new() };
        let account = self.entries.iter().filter(|entry| entry.name == shop.name && entry.hosts.is_empty());
        for entry in account.chain(best) {
            serving.ids.extend(entry.ids.clone());
            serving.allow.extend(&entry.allow);
        }
        Some(serving)
    }

    /// All values that the person has for an id of a program, of every shop and marketplace.
    pub(super) fn values<'a>(&'a self, name: &str, key: &str) -> impl Iterator<Item = &'a str> {
        let is_key =
            move |own: &str| own.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.entries
            .iter()
            .filter(move |entry| entry.name == name)
            .flat_map(|entry| &entry.ids)
            .filter(move |(own, _)| is_key(own))
            .map(|(_, value)| value.as_str())
    }

    /// One assignment; `hosts` are the shops that an id which differs by shop is for, when its key names none.
    fn assign(&mut self, rule: &ProgramRule, hosts: &[String], key: &str, value: &str) -> Result<(), AffiliateError> {
        let unknown =
            || AffiliateError::UnknownKey { title: rule.title.clone(), key: excerpt(key), known: known_keys(rule) };
        let shops = || hosts.iter().map(|host| Some(host.clone())).collect::<Vec<_>>();
        if let Some(kind) = key.strip_prefix("allow_") {
            let kind = ChannelKind::ALL.into_iter().find(|known| known.name() == kind).ok_or_else(unknown)?;
            let yes = permission(rule, kind, value)?;
            let places = if hosts.is_empty() { vec![None] } else { shops() };
            for place in places {
                let allow = &mut self.entry(rule, place.as_deref())?.allow;
                if yes {
                    allow.insert(kind)
                } else {
                    allow.remove(&kind)
                };
            }
            return Ok(());
        }
        let (base, behind) = key.split_once('.').map_or((key, None), |(base, behind)| (base, Some(behind)));
        let id = rule.id(base).ok_or_else(unknown)?;
        let mut stored_key = base.to_owned();
        let places = match (id.scope, behind) {
            (Scope::Account | Scope::Market, None) => vec![None],
            (Scope::Account, Some(_)) => return Err(unknown()),
            (Scope::Market, Some(code)) => {
                let has = |market: &&Market| market.code == code || market.aliases.iter().any(|own| own == code);
                stored_key = format!("{base}.{}", rule.markets.iter().find(has).ok_or_else(unknown)?.code);
                vec![None]
            }
            (Scope::Shop, Some(shop)) => vec![Some(shop_host(&self.rules, rule, shop)?)],
            (Scope::Shop, None) if hosts.is_empty() => {
                return Err(AffiliateError::WhichShop { title: rule.title.clone(), key: base.to_owned() });
            }
            (Scope::Shop, None) => shops(),
        };
        if !value.is_empty() {
            check_value(rule, id, value)?;
        }
        for place in places {
            let ids = &mut self.entry(rule, place.as_deref())?.ids;
            if value.is_empty() {
                ids.remove(&stored_key);
            } else {
                ids.insert(stored_key.clone(), value.to_owned());
            }
        }
        Ok(())
    }

    /// The entry for the account, or for a shop; made when it is not there.
    fn entry(&mut self, rule: &ProgramRule, host: Option<&str>) -> Result<&mut ProgramEntry, AffiliateError> {
        let has = |entry: &ProgramEntry| {
            host.map_or(entry.hosts.is_empty(), |host| entry.hosts.iter().any(|own| own == host))
        };
        if let Some(host) = host
            && let Some(other) = self.entries.iter().find(|entry| entry.name != rule.name && has(entry))
        {
            return Err(AffiliateError::HostTaken { host: host.to_owned(), by: other.name.clone() });
        }
        let place = match self.entries.iter().position(|entry| entry.name == rule.name && has(entry)) {
            Some(place) => place,
            None if self.entries.len() >= Self::MAX_ENTRIES => {
                return Err(AffiliateError::TooManyEntries(self.entries.len()));
            }
            None => {
                let hosts = host.map(str::to_owned).into_iter().collect();
                self.entries.push(ProgramEntry { name: rule.name.clone(), hosts, ..ProgramEntry::default() });
                self.entries.len() - 1
            }
        };
        self.entries.get_mut(place).ok_or(AffiliateError::TooManyEntries(place))
    }
}

/// A program that can be set.
pub(super) fn buildable<'a>(rules: &'a Rules, name: &str) -> Result<&'a ProgramRule, AffiliateError> {
    let rule = rules.program(name)?;
    if rule.kind == Kind::Recognise {
        let instead = rule.replaced_by.as_ref().map_or_else(String::new, |heir| format!(": use {heir}"));
        return Err(AffiliateError::NotBuildable { title: rule.title.clone(), instead });
    }
    Ok(rule)
}

/// What `allow_KIND=` says; nothing can allow what the program forbids.
fn permission(rule: &ProgramRule, kind: ChannelKind, value: &str) -> Result<bool, AffiliateError> {
    match value {
        "yes" if rule.forbidden.contains(&kind) => {
            Err(AffiliateError::ChannelForbidden { title: rule.title.clone(), kind: kind.name() })
        }
        "yes" => Ok(true),
        "no" | "" => Ok(false),
        _ => Err(AffiliateError::BadValue {
            title: rule.title.clone(),
            key: format!("allow_{}", kind.name()),
            value: excerpt(value),
            wanted: "“yes” and “no”".to_owned(),
        }),
    }
}

fn known_keys(rule: &ProgramRule) -> String {
    let host = if rule.owns_shops() { "" } else { ", host" };
    let programme = if rule.programmes.is_empty() { "" } else { ", programme" };
    format!("{}{host}{programme}, allow_mail", rule.keys())
}

/// One of the programmes that a network has for a shop.
fn programme<'a>(rule: &'a ProgramRule, code: &str) -> Result<&'a Programme, AffiliateError> {
    let known = || rule.programmes.iter().map(|programme| programme.code.as_str()).collect::<Vec<_>>().join(", ");
    rule.programmes.iter().find(|programme| programme.code == code).ok_or_else(|| match rule.programmes.is_empty() {
        true => AffiliateError::UnknownKey {
            title: rule.title.clone(),
            key: "programme".to_owned(),
            known: known_keys(rule),
        },
        false => AffiliateError::UnknownProgramme { title: rule.title.clone(), code: excerpt(code), known: known() },
    })
}

/// A shop's host as the address bar has it: lower case, ASCII, without `www.`; a whole address will do.
fn shop_host(rules: &Rules, rule: &ProgramRule, text: &str) -> Result<String, AffiliateError> {
    if rule.owns_shops() {
        return Err(AffiliateError::OwnShopsOnly { title: rule.title.clone() });
    }
    let address = if text.contains("://") { text.to_owned() } else { format!("https://{text}/") };
    let host = MerchantUrl::parse(&address).map(|url| url.shop_host()).ok();
    let host = host.filter(|host| host.contains('.')).ok_or_else(|| AffiliateError::BadHost(excerpt(text)))?;
    match rules.owner(&host) {
        Some(owner) if owner.mode == LinkMode::Direct => {
            Err(AffiliateError::DirectOnly { host, title: owner.title.clone() })
        }
        _ => Ok(host),
    }
}

/// Holds a value against the characters and lengths of its id.
pub(super) fn check_value(rule: &ProgramRule, id: &IdRule, value: &str) -> Result<(), AffiliateError> {
    let bad = |wanted: String| AffiliateError::BadValue {
        title: rule.title.clone(),
        key: id.key.clone(),
        value: excerpt(value),
        wanted,
    };
    let length = value.chars().count();
    if length < id.min.max(1) || length > id.max || !value.chars().all(|character| id.alphabet.has(character)) {
        let lengths = if id.min == id.max { format!("{}", id.max) } else { format!("{} to {}", id.min.max(1), id.max) };
        return Err(bad(format!("{lengths} characters, {},", id.alphabet.words())));
    }
    match id.alphabet {
        Alphabet::Host if !value.contains('.') || MerchantUrl::parse(&format!("https://{value}/")).is_err() => {
            Err(AffiliateError::BadHost(excerpt(value)))
        }
        Alphabet::Template => check_template(value),
        _ => Ok(()),
    }
}

/// A person's own template must give links that browsers do not rewrite and that can be read back.
fn check_template(text: &str) -> Result<(), AffiliateError> {
    let wrong = |what: &str| AffiliateError::Template { template: excerpt(text), what: what.to_owned() };
    let template = Template::parse(text)?;
    if template.slots().any(|slot| matches!(slot, Slot::Id(_) | Slot::Market(_))) {
        return Err(wrong("only the destination, as in {url|enc}, and {sub} have a value here"));
    }
    if template.slots().filter(|slot| matches!(slot, Slot::Url(_))).count() != 1 {
        return Err(wrong("it needs the destination once: {url|enc}"));
    }
    let none = BTreeMap::new();
    for url in ["https://shop.example/a%2Fb?c=1&d=%C3%BC", "https://shop.example/#top"] {
        for sub in [None, Some("0")] {
            let Some(link) = template.render(Values { url, sub, ids: &none, market: &none }) else { continue };
            if MerchantUrl::parse(&link).map_err(|error| wrong(&error.to_string()))?.as_str() != link {
                return Err(wrong("browsers would rewrite its links: write the host in lower case, and a / behind it"));
            }
            let fragment = query::Parts::of(&link).fragment.is_some();
            if template.read_url(&link).as_deref() != Some(url) || fragment != text.contains('#') {
                return Err(wrong("the destination could not be found again in its links"));
            }
        }
    }
    Ok(())
}
