//! From what was pasted to the shop's own address: redirects unwrapped, trackers and partners' ids taken
//! out, and a list of what was taken, because nothing is changed silently.

use std::fmt;

use super::error::{AffiliateError, excerpt};
use super::query::{self, Parts};
use super::rules::{Kind, ProgramRule, Scope};
use super::settings::Programs;
use super::strip::strip;
use super::template::{Reading, Template};
use super::unwrap;
use crate::i18n::{self, Lang};
use crate::model::{LinkError, MerchantUrl};

/// More redirects inside each other than this are not followed.
const MAX_LEVELS: usize = 6;

/// A shop's address and what stood in its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// Free of trackers and ids.
    pub url: MerchantUrl,
    /// As it was pasted, without white space around it.
    pub before: String,
    /// What was taken out, outermost first.
    pub removed: Vec<Removed>,
    /// The host of a partner link whose destination cannot be read offline; `url` still leads there.
    pub opaque: Option<String>,
}

/// Something that was taken out of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// The parameter, or the redirect's host.
    pub what: String,
    /// Its decoded value, or the whole redirect.
    pub value: String,
    /// What it was.
    pub kind: RemovedKind,
}

/// What a removed thing was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemovedKind {
    /// Follows people, earns nobody money.
    Tracker,
    /// Somebody else earns by it, through this program.
    ForeignId {
        /// The program's title.
        program: String,
    },
    /// The person's own id; it comes back when the collage is exported.
    Own {
        /// The program's title.
        program: String,
    },
    /// The address led through another.
    Redirector {
        /// The other's host.
        host: String,
    },
}

impl Removed {
    /// As a sentence.
    pub fn message(&self, lang: Lang) -> String {
        use i18n::affiliate as say;
        match &self.kind {
            RemovedKind::Tracker => say::removed_tracker(lang, &self.what),
            RemovedKind::ForeignId { program } => say::removed_foreign_id(lang, self.shown(), program),
            RemovedKind::Own { program } => say::removed_own_id(lang, self.shown(), program),
            RemovedKind::Redirector { host } => say::removed_redirector(lang, host),
        }
    }
}

impl Removed {
    /// The parameter with its value, where it has one.
    fn shown(&self) -> String {
        if self.value.is_empty() { self.what.clone() } else { format!("{}={}", self.what, excerpt(&self.value)) }
    }
}

impl Cleaned {
    /// Whether an id of the person's own was taken off.
    pub fn had_own_id(&self) -> bool {
        self.removed.iter().any(|removed| matches!(removed.kind, RemovedKind::Own { .. }))
    }

    /// Whether anything was taken out.
    pub fn is_changed(&self) -> bool {
        !self.removed.is_empty()
    }

    /// What was taken out and what could not be, one sentence each.
    pub fn messages(&self, lang: Lang) -> Vec<String> {
        let opaque = self.opaque.iter().map(|host| i18n::affiliate::opaque_link(lang, host));
        self.removed.iter().map(|removed| removed.message(lang)).chain(opaque).collect()
    }
}

impl fmt::Display for Cleaned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.url.fmt(f)
    }
}

/// Cleans an address for a person without programs.
///
/// # Errors
/// As [`clean_with`].
pub fn clean(text: &str) -> Result<Cleaned, AffiliateError> {
    clean_with(&Programs::default(), text)
}

/// Cleans an address: `&amp;` becomes `&`, redirects are unwrapped offline, trackers and partners' ids are
/// taken out; ids that are the person's own are named so. The shop's own parameters keep their order and
/// spelling. Cleaning the result again changes nothing.
///
/// # Errors
/// [`AffiliateError::Link`] when the text is no web address, [`AffiliateError::TooDeep`] when redirects
/// stand more than six levels inside each other.
pub fn clean_with(programs: &Programs, text: &str) -> Result<Cleaned, AffiliateError> {
    repeat(text, |url, removed| match step_out(programs, url, removed)? {
        Step::Plain => Ok(Step::Out(reparsed(&strip(programs, url, removed))?)),
        step => Ok(step),
    })
}

/// Unwraps an address and leaves its parameters alone: only redirects go, with the ids that they carried.
///
/// # Errors
/// As [`clean_with`].
pub fn unwrap_with(programs: &Programs, text: &str) -> Result<Cleaned, AffiliateError> {
    repeat(text, |url, removed| step_out(programs, url, removed))
}

/// What one look at an address finds.
enum Step {
    /// It leads to another, or became another.
    Out(MerchantUrl),
    /// It is a redirect whose destination cannot be read; its parameters are what makes it lead anywhere.
    Opaque(String),
    /// It is an ordinary address.
    Plain,
}

/// Steps are repeated until one changes nothing, which makes a second time change nothing.
fn repeat(
    text: &str,
    step: impl Fn(&MerchantUrl, &mut Vec<Removed>) -> Result<Step, AffiliateError>,
) -> Result<Cleaned, AffiliateError> {
    let before = text.trim();
    if before.len() > MerchantUrl::MAX_BYTES {
        return Err(LinkError::TooLong(before.len()).into());
    }
    let mut url = reparsed(before)?;
    let mut removed = Vec::new();
    for _ in 0..=MAX_LEVELS {
        let (next, opaque) = match step(&url, &mut removed)? {
            Step::Out(next) => (next, None),
            Step::Opaque(host) => (url.clone(), Some(host)),
            Step::Plain => (url.clone(), None),
        };
        if next == url {
            return Ok(Cleaned { url, before: before.to_owned(), removed, opaque });
        }
        url = next;
    }
    Err(AffiliateError::TooDeep(MAX_LEVELS))
}

/// One redirect less.
fn step_out(programs: &Programs, url: &MerchantUrl, removed: &mut Vec<Removed>) -> Result<Step, AffiliateError> {
    if let Some((rule, target)) = own_wrapper(programs, url.as_str()) {
        removed.push(redirector(url));
        removed.push(Removed {
            what: rule.title.clone(),
            value: String::new(),
            kind: RemovedKind::Own { program: rule.title.clone() },
        });
        return Ok(Step::Out(target));
    }
    match unwrap::redirect(programs.rules(), &url.to_url()) {
        Some(unwrap::Redirect { program, target: Some(target), .. }) => {
            removed.push(redirector(url));
            if let Some(rule) = program {
                partner_of(programs, rule, url.as_str(), removed);
            }
            Ok(Step::Out(reparsed(target.as_str())?))
        }
        Some(hidden) => Ok(Step::Opaque(hidden.host)),
        None => Ok(Step::Plain),
    }
}

fn reparsed(text: &str) -> Result<MerchantUrl, AffiliateError> {
    Ok(MerchantUrl::parse(&unescape(text))?)
}

fn redirector(url: &MerchantUrl) -> Removed {
    let host = url.host();
    Removed { what: host.clone(), value: url.to_string(), kind: RemovedKind::Redirector { host } }
}

/// Links copied from feeds carry `&amp;`, some of them escaped more than once.
fn unescape(text: &str) -> String {
    let mut text = text.to_owned();
    while text.contains("&amp;") {
        text = text.replace("&amp;", "&");
    }
    text
}

/// A link made by a template that the person described, or one of theirs that leads to a shop's front door.
fn own_wrapper<'a>(programs: &'a Programs, link: &str) -> Option<(&'a ProgramRule, MerchantUrl)> {
    programs.rules().programs.iter().find_map(|rule| {
        let entries = programs.entries.iter().filter(|entry| entry.name == rule.name && !entry.hosts.is_empty());
        entries.into_iter().find_map(|entry| {
            let target = match (&rule.template_id, &rule.template) {
                (Some(key), _) => Template::parse(entry.ids.get(key)?).ok()?.read_url(link)?,
                (None, Some(template)) if rule.kind == Kind::Door => {
                    let read = template.read(link)?;
                    let is_own = |(key, value): (&String, &String)| {
                        programs.values(&rule.name, key).any(|own| own.eq_ignore_ascii_case(value))
                    };
                    let of_shop = |(key, own): (&String, &String)| {
                        read.ids.get(key).is_some_and(|value| value.eq_ignore_ascii_case(own))
                    };
                    let host = entry.hosts.first()?;
                    if !read.ids.iter().all(is_own) || !entry.ids.iter().all(of_shop) {
                        return None;
                    }
                    format!("https://{host}/")
                }
                _ => return None,
            };
            let target = MerchantUrl::parse(&target).ok()?;
            (target.as_str() != link).then_some((rule, target))
        })
    })
}

/// Whose partner link it was.
fn partner_of(programs: &Programs, rule: &ProgramRule, link: &str, removed: &mut Vec<Removed>) {
    let program = rule.title.clone();
    let account = rule.ids.iter().filter(|id| id.scope == Scope::Account);
    let account: Vec<_> = if account.clone().count() > 0 { account.collect() } else { rule.ids.iter().collect() };
    let decoded = query::decode(link).unwrap_or_default();
    let own = !account.is_empty()
        && account.iter().all(|id| programs.values(&rule.name, &id.key).any(|value| has_word(&decoded, value)));
    let kind = if own { RemovedKind::Own { program } } else { RemovedKind::ForeignId { program } };
    let mut found: Vec<(String, String)> = read_link(rule, link).map_or_else(Vec::new, |read| {
        let of_link = |id: &&super::rules::IdRule| Some((id.key.clone(), read.ids.get(&id.key)?.clone()));
        rule.ids.iter().filter_map(|id| of_link(&id)).collect()
    });
    if found.is_empty() {
        let params: Vec<&str> = rule.template.iter().flat_map(Template::named_ids).map(|(param, _)| param).collect();
        let parts = Parts::of(link);
        let pairs = parts.pairs().filter(|pair| params.contains(&query::key(pair).as_ref()));
        found = pairs.map(|pair| (query::key(pair).into_owned(), query::value(pair).into_owned())).collect();
    }
    if found.is_empty() {
        found.push((rule.title.clone(), String::new()));
    }
    removed.extend(found.into_iter().map(|(what, value)| Removed { what, value, kind: kind.clone() }));
}

/// What a network's link was made of; its links have several hosts, and templates name one of them.
pub(super) fn read_link(rule: &ProgramRule, link: &str) -> Option<Reading> {
    let template = rule.template.as_ref()?;
    let home = template.as_str().split('/').nth(2).filter(|host| !host.contains('{'));
    let (_, rest) = link.split_once("://")?;
    let elsewhere = home.zip(rest.split_once('/')).map(|(home, (_, path))| format!("https://{home}/{path}"));
    template.read(link).or_else(|| template.read(&elsewhere?))
}

/// Whether `word` stands in `text` with no letter or digit beside it.
fn has_word(text: &str, word: &str) -> bool {
    let joins = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    !word.is_empty()
        && text.match_indices(word).any(|(at, _)| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
            !joins(before) && !joins(after)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(cleaned: &Cleaned) -> Vec<(&str, &RemovedKind)> {
        cleaned.removed.iter().map(|removed| (removed.what.as_str(), &removed.kind)).collect()
    }

    #[test]
    fn trackers_go_and_the_rest_keeps_its_spelling() {
        let cleaned =
            clean(" https://shop.example/a%2fb?utm_source=x&colour=r%C3%B6t+2&amp;GCLID=1&empty=&x#size ").unwrap();
        assert_eq!(cleaned.url.as_str(), "https://shop.example/a%2fb?colour=r%C3%B6t+2&empty=&x#size");
        assert_eq!(kinds(&cleaned), [("utm_source", &RemovedKind::Tracker), ("GCLID", &RemovedKind::Tracker)]);
        assert!(cleaned.messages(Lang::En).iter().any(|message| message.contains("utm_source")));
        assert_eq!(clean("https://shop.example/?utm_id=1").unwrap().url.as_str(), "https://shop.example/");
    }

    #[test]
    fn a_shop_of_amazon_keeps_the_product_only() {
        let text = "https://www.amazon.fr/dp/B000000000/ref=sr_1_1?tag=other-21&linkCode=ll1&th=1&qid=5#x";
        let cleaned = clean(text).unwrap();
        assert_eq!(cleaned.url.as_str(), "https://www.amazon.fr/dp/B000000000?th=1#x");
        let foreign = RemovedKind::ForeignId { program: "Amazon".to_owned() };
        assert!(kinds(&cleaned).contains(&("tag", &foreign)));
        let mut programs = Programs::default();
        programs.set("amazon", &["tag=me-20", "tag.fr=other-21"]).unwrap();
        let own = RemovedKind::Own { program: "Amazon".to_owned() };
        assert!(kinds(&clean_with(&programs, text).unwrap()).contains(&("tag", &own)));
    }

    #[test]
    fn redirects_are_named_with_their_partner() {
        let link = "https://www.awin1.com/cread.php?awinmid=45&awinaffid=123&ued=https%3A%2F%2Fshop.example%2Fa%3Futm_medium%3Dx";
        let cleaned = clean(link).unwrap();
        assert_eq!(cleaned.url.as_str(), "https://shop.example/a");
        let foreign = RemovedKind::ForeignId { program: "Awin".to_owned() };
        assert!(kinds(&cleaned).contains(&("awinaffid", &foreign)));
        let mut programs = Programs::default();
        programs.set("awin", &["awinaffid=123"]).unwrap();
        let own = RemovedKind::Own { program: "Awin".to_owned() };
        assert!(kinds(&clean_with(&programs, link).unwrap()).contains(&("awinaffid", &own)));
    }

    #[test]
    fn links_that_hide_their_destination_are_named() {
        let cleaned = clean("https://amzn.to/3abc").unwrap();
        assert_eq!(cleaned.opaque.as_deref(), Some("amzn.to"));
        assert_eq!(cleaned.messages(Lang::Fr).len(), 1);
    }

    #[test]
    fn endless_nesting_and_wrong_texts_are_refused() {
        let nested = (0..9).fold("https://shop.example/".to_owned(), |inner, _| {
            format!("https://www.awin1.com/cread.php?ued={}", query::encode(&inner))
        });
        assert!(matches!(clean(&nested), Err(AffiliateError::TooDeep(_) | AffiliateError::Link(_))));
        let deep = (0..9).fold("https://shop.example/".to_owned(), |inner, _| {
            format!("https://www.anrdoezrs.net/links/1/type/dlg/{inner}")
        });
        assert_eq!(clean(&deep), Err(AffiliateError::TooDeep(MAX_LEVELS)));
        for wrong in ["", "javascript:alert(1)", "https://me:pw@shop.example/", "not an address"] {
            assert!(clean(wrong).is_err(), "{wrong}");
        }
    }
}
