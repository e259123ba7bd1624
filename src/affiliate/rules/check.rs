//! Holds a rules file against its own promises, so that a wrong entry is found where it is written and
//! not in somebody's link.

use std::collections::BTreeSet;

use super::{Kind, LinkMode, ProgramRule, Redirector, Rules, Scope};
use crate::affiliate::error::AffiliateError;
use crate::affiliate::sub_id::Placement;
use crate::affiliate::template::{Slot, Template};

impl Rules {
    pub(super) fn check(&self) -> Result<(), AffiliateError> {
        let file = |what: String| Err(AffiliateError::Rules { place: "the file".to_owned(), what });
        if self.version != Self::VERSION {
            return file(format!("version {} is not the version {} that is read here", self.version, Self::VERSION));
        }
        let mut names = BTreeSet::new();
        let mut hosts = BTreeSet::new();
        for rule in &self.programs {
            let wrong = |what: String| AffiliateError::Rules { place: rule.name.clone(), what };
            rule.check().map_err(wrong)?;
            if !names.insert(&rule.name) {
                return Err(wrong("the name is there twice".to_owned()));
            }
            if let Some(host) = rule.markets.iter().flat_map(|market| &market.hosts).find(|host| !hosts.insert(*host)) {
                return Err(wrong(format!("the shop {host} is there twice")));
            }
        }
        for rule in &self.programs {
            if let Some(heir) = &rule.replaced_by
                && !names.contains(heir)
            {
                return Err(AffiliateError::Rules { place: rule.name.clone(), what: format!("there is no {heir}") });
            }
        }
        self.redirectors.iter().try_for_each(check_redirector).or_else(file)
    }
}

impl ProgramRule {
    fn check(&self) -> Result<(), String> {
        let word = |text: &str| {
            !text.is_empty()
                && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        if !word(&self.name) {
            return Err("a name has lower-case letters, digits and - only".to_owned());
        }
        if !is_date(&self.checked_on) {
            return Err(format!("checked_on is no date: {}", self.checked_on));
        }
        if self.dead_since.is_some() && self.kind != Kind::Recognise {
            return Err("a dead program is recognised only".to_owned());
        }
        self.check_kind()?;
        self.check_slots()?;
        self.check_shops()?;
        if let Some(both) = self.forbidden.iter().find(|kind| self.ask_first.contains(kind)) {
            return Err(format!("{} is both forbidden and asked for", both.name()));
        }
        if let Some(sub) = &self.sub
            && sub.max < Placement::DIGITS
        {
            return Err(format!("a sub-id of {} characters does not fit into {}", Placement::DIGITS, sub.max));
        }
        self.redirectors.iter().try_for_each(check_redirector)
    }

    /// Each kind has its own fields.
    fn check_kind(&self) -> Result<(), String> {
        let described = self.template_id.as_ref().is_some_and(|key| self.id(key).is_some());
        match self.kind {
            Kind::Append if self.params.is_empty() || self.template.is_some() || self.template_id.is_some() => {
                Err("append needs params and has no template".to_owned())
            }
            Kind::Wrap if !self.params.is_empty() || self.template.is_some() == described => {
                Err("wrap needs one template and has no params".to_owned())
            }
            Kind::Wrap if self.mode == LinkMode::Direct || self.owns_shops() => {
                Err("a wrapping program is neither direct nor owner of shops".to_owned())
            }
            Kind::Recognise if !self.params.is_empty() || self.template.is_some() || !self.ids.is_empty() => {
                Err("a recognised program has no template, params or ids".to_owned())
            }
            _ => Ok(()),
        }
    }

    /// Slots have something to be filled with, and nothing is asked for in vain.
    fn check_slots(&self) -> Result<(), String> {
        let params = self.params.iter().flat_map(|(key, value)| [key, value]);
        let templates: Vec<&Template> = self.template.iter().chain(params).collect();
        let slots = || templates.iter().flat_map(|template| template.slots());
        for slot in slots() {
            let known = match slot {
                Slot::Url(_) => self.kind == Kind::Wrap,
                Slot::Sub => self.sub.is_some(),
                Slot::Id(key) => self.id(key).is_some(),
                Slot::Market(key) => {
                    !self.markets.is_empty() && self.markets.iter().all(|market| market.values.contains_key(key))
                }
            };
            if !known {
                return Err(format!("nothing fills the slot {slot:?}"));
            }
        }
        let described = self.template_id.as_deref();
        for id in &self.ids {
            let used = described == Some(id.key.as_str()) || slots().any(|slot| *slot == Slot::Id(id.key.clone()));
            if !used || id.key.contains('.') || id.min > id.max {
                return Err(format!("the id {} is not used, has a dot in its key or impossible lengths", id.key));
            }
            if id.scope == Scope::Market && !self.owns_shops() {
                return Err(format!("the id {} differs by marketplace, but there are none", id.key));
            }
        }
        if self.sub.is_some() && described.is_none() && !slots().any(|slot| *slot == Slot::Sub) {
            return Err("the sub-id is not used".to_owned());
        }
        if let Some(template) = &self.template
            && (template.slots().filter(|slot| matches!(slot, Slot::Url(_))).count() != 1
                || !template.as_str().starts_with("https://"))
        {
            return Err("a template begins with https:// and has one destination".to_owned());
        }
        Ok(())
    }

    fn check_shops(&self) -> Result<(), String> {
        let mut codes = BTreeSet::new();
        for market in &self.markets {
            if let Some(code) = std::iter::once(&market.code).chain(&market.aliases).find(|code| !codes.insert(*code)) {
                return Err(format!("the marketplace {code} is there twice"));
            }
            market.hosts.iter().try_for_each(|host| check_host(host))?;
        }
        self.exceptions.iter().flat_map(|exception| &exception.hosts).try_for_each(|host| check_host(host))
    }
}

fn check_redirector(redirector: &Redirector) -> Result<(), String> {
    let any = redirector.hosts.iter().any(|host| host == "*");
    if redirector.hosts.is_empty() || (any && (redirector.path.is_none() || redirector.targets.is_empty())) {
        return Err("a redirector has hosts; one for any host also has a path and targets".to_owned());
    }
    redirector.hosts.iter().filter(|host| *host != "*").try_for_each(|host| check_host(host))
}

fn check_host(host: &str) -> Result<(), String> {
    let good = host.contains('.')
        && host.split('.').all(|label| !label.is_empty())
        && host.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte));
    if good { Ok(()) } else { Err(format!("“{host}” is no host name")) }
}

fn is_date(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(place, byte)| if matches!(place, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROGRAM: &str = r#"{"name":"x","title":"X","kind":"wrap","template":"https://go.example/?a={ids.a}&u={url|enc}",
        "ids":[{"key":"a","label":{"en":"A","fr":"A"},"alphabet":"digits","max":9,"scope":"account"}],
        "redirectors":[{"hosts":["go.example"],"targets":[{"query":"u"}]}],"source":"documented","checked_on":"2026-01-01"}"#;

    fn parse(program: &str) -> Result<Rules, AffiliateError> {
        Rules::parse(&format!(r#"{{"version":1,"about":[],"trackers":[],"redirectors":[],"programs":[{program}]}}"#))
    }

    #[test]
    fn the_rules_that_came_with_the_program_load() {
        let rules = Rules::parse(include_str!("../../../assets/programs.json")).unwrap();
        for name in ["amazon", "awin", "cj", "rakuten", "ebay", "impact", "generic", "generic-wrap"] {
            assert!(rules.settable().any(|rule| rule.name == name), "{name}");
        }
    }

    #[test]
    fn wrong_entries_are_refused_with_their_place() {
        parse(PROGRAM).unwrap();
        for (from, to, says) in [
            ("\"x\"", "\"X Y\"", "lower-case"),
            ("{url|enc}", "x", "one destination"),
            ("https://go", "http://go", "https"),
            ("{ids.a}", "{ids.b}", "fills"),
            ("a={ids.a}&", "", "not used"),
            ("wrap", "append", "params"),
            ("\"2026-01-01\"", "\"today\"", "date"),
            ("\"account\"", "\"market\"", "marketplace"),
            ("\"go.example\"", "\"GO\"", "host name"),
            ("\"checked_on\"", "\"replaced_by\":\"y\",\"checked_on\"", "no y"),
            ("\"checked_on\"", "\"dead_since\":\"2020\",\"checked_on\"", "recognised"),
            ("\"checked_on\"", "\"sub\":{\"key\":\"s\",\"max\":20,\"alphabet\":\"digits\"},\"checked_on\"", "sub-id"),
            ("\"checked_on\"", "\"forbidden\":[\"mail\"],\"ask_first\":[\"mail\"],\"checked_on\"", "both"),
            ("\"checked_on\"", "\"surprise\":1,\"checked_on\"", "surprise"),
        ] {
            let changed = PROGRAM.replacen(from, to, 1);
            assert_ne!(changed, PROGRAM);
            let error = parse(&changed).unwrap_err().to_string();
            assert!(error.contains(says), "{from} → {to}: {error}");
        }
        assert!(parse(&format!("{PROGRAM},{PROGRAM}")).unwrap_err().to_string().contains("twice"));
    }
}
