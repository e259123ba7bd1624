//! Holds a rules file against its own promises, so that a wrong entry is found where it is written and
//! not in somebody's link.

use std::collections::BTreeSet;

use super::place::{InField, Wrong};
use super::{Confidence, Kind, LinkMode, ProgramRule, Redirector, Rules, Scope, Target};
use crate::affiliate::sub_id::Placement;
use crate::affiliate::template::{Slot, Template};

impl Rules {
    pub(super) fn check(&self) -> Result<(), Wrong> {
        let file = |field, what: String| Wrong { program: None, field, what };
        if self.version != Self::VERSION {
            let what = format!("version {} is not the version {} that is read here", self.version, Self::VERSION);
            return Err(file("version", what));
        }
        let mut names = BTreeSet::new();
        let mut hosts = BTreeSet::new();
        for rule in &self.programs {
            let wrong = |(field, what): InField| Wrong { program: Some(rule.name.clone()), field, what };
            rule.check().map_err(wrong)?;
            if !names.insert(&rule.name) {
                return Err(wrong(("name", "the name is there twice".to_owned())));
            }
            if let Some(host) = rule.markets.iter().flat_map(|market| &market.hosts).find(|host| !hosts.insert(*host)) {
                return Err(wrong(("markets", format!("the shop {host} is there twice"))));
            }
        }
        for rule in &self.programs {
            if let Some(heir) = &rule.replaced_by
                && !names.contains(heir)
            {
                let what = format!("there is no program {heir}");
                return Err(Wrong { program: Some(rule.name.clone()), field: "replaced_by", what });
            }
        }
        self.redirectors.iter().try_for_each(check_redirector).map_err(|what| file("redirectors", what))?;
        self.trackers.iter().try_for_each(|key| check_tracker(key)).map_err(|what| file("trackers", what))
    }
}

impl ProgramRule {
    fn check(&self) -> Result<(), InField> {
        if !is_word(&self.name) {
            return Err(("name", "a name has lower-case letters, digits and - only".to_owned()));
        }
        if self.title.trim().is_empty() {
            return Err(("title", "it is empty".to_owned()));
        }
        if !self.checked_on.is_empty() && !is_date(&self.checked_on) {
            return Err(("checked_on", format!("“{}” is no date of the form YYYY-MM-DD", self.checked_on)));
        }
        if self.dead_since.is_some() && self.kind != Kind::Recognise {
            return Err(("dead_since", "a dead program is of the kind recognise".to_owned()));
        }
        if let Some(sub) = &self.sub
            && sub.max < Placement::SHORTEST
        {
            let what = format!("a sub-id has at least {} characters; {} are too few", Placement::SHORTEST, sub.max);
            return Err(("sub", what));
        }
        self.check_kind()?;
        self.check_slots()?;
        self.check_shops()?;
        if let Some(both) = self.forbidden.iter().find(|kind| self.ask_first.contains(kind)) {
            return Err(("ask_first", format!("{} is forbidden already", both.name())));
        }
        if let Some(fact) = self.facts.iter().find(|fact| fact.from.trim().is_empty()) {
            let what = format!("what is said about {:?} has no source", fact.about);
            return Err(("facts", what));
        }
        if let Some(fact) =
            self.facts.iter().find(|fact| fact.says.is_none() && fact.confidence == Confidence::Unverified)
        {
            return Err(("facts", format!("say what is unverified about {:?}", fact.about)));
        }
        self.trackers.iter().try_for_each(|key| check_tracker(key)).map_err(|what| ("trackers", what))?;
        self.redirectors.iter().try_for_each(check_redirector).map_err(|what| ("redirectors", what))
    }

    /// Each kind has its own fields.
    fn check_kind(&self) -> Result<(), InField> {
        let described = self.template_id.as_ref().is_some_and(|key| self.id(key).is_some());
        let wrong = |field, what: &str| Err((field, what.to_owned()));
        match self.kind {
            Kind::Append if self.params.is_empty() => wrong("params", "append needs params"),
            Kind::Append if self.template.is_some() => wrong("template", "append has no template"),
            Kind::Append if self.template_id.is_some() => wrong("template_id", "append has no template_id"),
            Kind::Wrap | Kind::Door if !self.params.is_empty() => wrong("params", "only append has params"),
            Kind::Wrap if self.template.is_some() == described => {
                wrong("template", "wrap needs one template, or a template_id that names one of its ids")
            }
            Kind::Door if self.template.is_none() => wrong("template", "door needs a template"),
            Kind::Wrap | Kind::Door if self.mode == LinkMode::Direct => {
                wrong("mode", "only a program that appends to the shop's own address can be direct")
            }
            Kind::Wrap | Kind::Door if self.owns_shops() => wrong("markets", "only append has markets"),
            Kind::Recognise if !self.params.is_empty() || self.template.is_some() || !self.ids.is_empty() => {
                wrong("kind", "recognise has no template, params or ids")
            }
            _ => Ok(()),
        }
    }

    /// Slots have something to be filled with, and nothing is asked for in vain.
    fn check_slots(&self) -> Result<(), InField> {
        let params = self.params.iter().flat_map(|(key, value)| [("params", key), ("params", value)]);
        let templates: Vec<(&'static str, &Template)> =
            self.template.iter().map(|template| ("template", template)).chain(params).collect();
        let slots = || templates.iter().flat_map(|(field, template)| template.slots().map(|slot| (*field, slot)));
        for (field, slot) in slots() {
            let known = match slot {
                Slot::Url(_) => self.kind == Kind::Wrap,
                Slot::Sub => self.sub.is_some(),
                Slot::Id(key) => self.id(key).is_some(),
                Slot::Market(key) => {
                    !self.markets.is_empty() && self.markets.iter().all(|market| market.values.contains_key(key))
                }
            };
            if !known {
                return Err((field, format!("nothing fills the slot {}", slot.name())));
            }
        }
        let described = self.template_id.as_deref();
        for id in &self.ids {
            let used = described == Some(id.key.as_str())
                || slots().any(|(_, slot)| matches!(slot, Slot::Id(key) if *key == id.key));
            if !used {
                return Err(("ids", format!("the id {} is not used", id.key)));
            }
            if id.key.contains('.') || id.min > id.max {
                return Err(("ids", format!("the id {} has a dot in its key or impossible lengths", id.key)));
            }
            if id.scope == Scope::Market && !self.owns_shops() {
                return Err(("ids", format!("the id {} differs by marketplace, but there are none", id.key)));
            }
        }
        if self.sub.is_some() && described.is_none() && !slots().any(|(_, slot)| *slot == Slot::Sub) {
            return Err(("sub", "the sub-id is not used".to_owned()));
        }
        if let Some(template) = &self.template {
            let destinations = template.slots().filter(|slot| matches!(slot, Slot::Url(_))).count();
            if destinations != usize::from(self.kind == Kind::Wrap) || !template.as_str().starts_with("https://") {
                return Err(("template", "a template begins with https:// and has one destination".to_owned()));
            }
        }
        Ok(())
    }

    fn check_shops(&self) -> Result<(), InField> {
        let mut codes = BTreeSet::new();
        for market in &self.markets {
            if let Some(code) = std::iter::once(&market.code).chain(&market.aliases).find(|code| !codes.insert(*code)) {
                return Err(("markets", format!("the marketplace {code} is there twice")));
            }
            market.hosts.iter().try_for_each(|host| check_host(host)).map_err(|what| ("markets", what))?;
        }
        for programme in &self.programmes {
            check_host(&programme.host).map_err(|what| ("programmes", what))?;
            if !is_word(&programme.code) || !codes.insert(&programme.code) {
                return Err(("programmes", format!("the code {} is no word or is there twice", programme.code)));
            }
            let known = |key: &String| self.id(key).is_some_and(|id| id.scope == Scope::Shop);
            if let Some(key) = programme.ids.keys().find(|key| !known(key)) {
                return Err(("programmes", format!("{key} is no id that differs by shop")));
            }
        }
        let hosts = || self.exceptions.iter().flat_map(|exception| &exception.hosts);
        hosts().try_for_each(|host| check_host(host)).map_err(|what| ("exceptions", what))
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// A list entry that would drop every parameter helps nobody.
fn check_tracker(key: &str) -> Result<(), String> {
    let bare = key.strip_suffix('*').unwrap_or(key);
    let good = !bare.is_empty() && !bare.contains('*');
    if good { Ok(()) } else { Err(format!("“{key}” is no parameter: a * may stand at the end only")) }
}

fn check_redirector(redirector: &Redirector) -> Result<(), String> {
    let any = redirector.hosts.iter().any(|host| host == "*");
    if redirector.hosts.is_empty() || (any && (redirector.path.is_none() || redirector.targets.is_empty())) {
        return Err("a redirector has hosts; one for any host also has a path and targets".to_owned());
    }
    let named = |target: &Target| match target {
        Target::Query(word) | Target::After(word) | Target::Paren(word) | Target::Base64(word) => !word.is_empty(),
        Target::WholeQuery => true,
    };
    if !redirector.targets.iter().all(named) {
        return Err("a target has no name".to_owned());
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
    use crate::affiliate::AffiliateError;

    const PROGRAM: &str = r#"{"name":"x","title":"X","kind":"wrap","template":"https://go.example/?a={ids.a}&u={url|enc}",
        "ids":[{"key":"a","label":{"en":"A","fr":"A"},"alphabet":"digits","max":9,"scope":"account"}],
        "redirectors":[{"hosts":["go.example"],"targets":[{"query":"u"}]}],"checked_on":"2026-01-01"}"#;

    fn parse(program: &str) -> Result<Rules, AffiliateError> {
        Rules::parse("rules.json", &format!("{{\"version\":2,\n\"programs\":[\n{program}]}}"))
    }

    #[test]
    fn the_rules_that_came_with_the_program_load() {
        let rules = Rules::parse("programs.json", include_str!("../../../assets/programs.json")).unwrap();
        for name in ["amazon", "awin", "cj", "rakuten", "ebay", "impact", "generic", "generic-wrap"] {
            assert!(rules.settable().any(|rule| rule.name == name), "{name}");
        }
    }

    #[test]
    fn wrong_entries_are_refused_with_their_place() {
        parse(PROGRAM).unwrap();
        let fact = r#""facts":[{"about":"form","from":"","confidence":"documented"}],"checked_on""#;
        let rumour = r#""facts":[{"about":"form","from":"memory","confidence":"unverified"}],"checked_on""#;
        for (from, to, says) in [
            ("\"x\"", "\"X Y\"", "line 3, program X Y, field name: a name has lower-case"),
            ("\"X\"", "\"\"", "field title"),
            (
                "{url|enc}",
                "x",
                "line 3, program x, field template: a template begins with https:// and has one destination",
            ),
            ("https://go", "http://go", "https"),
            ("{ids.a}", "{ids.b}", "nothing fills the slot {ids.b}"),
            ("a={ids.a}&", "", "line 4, program x, field ids: the id a is not used"),
            ("wrap", "append", "field params"),
            ("wrap", "door", "field template"),
            ("wrap", "knot", "line 3, column 37: unknown variant `knot`"),
            ("\"2026-01-01\"", "\"today\"", "line 5, program x, field checked_on: “today” is no date"),
            ("\"account\"", "\"market\"", "marketplace"),
            ("\"go.example\"", "\"GO\"", "line 5, program x, field redirectors: “GO” is no host name"),
            ("\"checked_on\"", "\"replaced_by\":\"y\",\"checked_on\"", "field replaced_by: there is no program y"),
            ("\"checked_on\"", "\"dead_since\":\"2020\",\"checked_on\"", "recognise"),
            ("\"checked_on\"", "\"sub\":{\"key\":\"s\",\"max\":4,\"alphabet\":\"digits\"},\"checked_on\"", "too few"),
            (
                "\"checked_on\"",
                "\"sub\":{\"key\":\"s\",\"max\":64,\"alphabet\":\"digits\"},\"checked_on\"",
                "sub-id is not used",
            ),
            (
                "\"checked_on\"",
                "\"forbidden\":[\"mail\"],\"ask_first\":[\"mail\"],\"checked_on\"",
                "mail is forbidden already",
            ),
            ("\"checked_on\"", "\"forbidden\":[\"fax\"],\"checked_on\"", "line 5, column "),
            ("\"checked_on\"", "\"trackers\":[\"*\"],\"checked_on\"", "at the end only"),
            ("\"checked_on\"", "\"surprise\":1,\"checked_on\"", "surprise"),
            ("\"checked_on\"", fact, "field facts: what is said about Form has no source"),
            ("\"checked_on\"", rumour, "say what is unverified"),
        ] {
            let changed = PROGRAM.replacen(from, to, 1);
            assert_ne!(changed, PROGRAM);
            let error = parse(&changed).unwrap_err().to_string();
            assert!(error.contains("rules.json") && error.contains(says), "{from} → {to}: {error}");
        }
        assert!(parse(&format!("{PROGRAM},{PROGRAM}")).unwrap_err().to_string().contains("twice"));
        assert!(Rules::parse("f", r#"{"version":1}"#).unwrap_err().to_string().contains("version 1"));
        assert!(Rules::parse("f", "{").unwrap_err().to_string().contains("line 1"));
    }
}
