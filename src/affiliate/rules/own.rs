//! The rules that came with the program, and with them those that a person added.

use std::ops::Deref;
use std::sync::Arc;

use super::{Rules, place};
use crate::affiliate::error::AffiliateError;

/// Rules to work with; a clone is cheap. Without a person's own they are the built-in ones.
#[derive(Debug, Clone, Default)]
pub struct RuleBook(Option<Arc<Rules>>);

impl RuleBook {
    /// The built-in rules and those of a person's own file of the same form. Its programs come first where a
    /// shop could belong to several; it may add programs, redirectors and trackers, but not change what is
    /// built in, so that a later version can mend that.
    ///
    /// # Errors
    /// [`AffiliateError::Rules`] as [`Rules::parse`], and for names and shops that are taken.
    pub fn with_own(file: &str, json: &str) -> Result<Self, AffiliateError> {
        let mut own = Rules::parse(file, json)?;
        let builtin = Rules::builtin();
        for rule in &own.programs {
            let wrong = |field, what| {
                place::of_wrong(file, json, place::Wrong { program: Some(rule.name.clone()), field, what })
            };
            if builtin.programs.iter().any(|known| known.name == rule.name) {
                return Err(wrong("name", "a program that came with Etalage has this name".to_owned()));
            }
            let mut hosts = rule.markets.iter().flat_map(|market| &market.hosts);
            if let Some((host, owner)) = hosts.find_map(|host| Some((host, builtin.owner(host)?))) {
                return Err(wrong("markets", format!("{host} belongs to {} already", owner.title)));
            }
        }
        let mut all = builtin.clone();
        own.programs.append(&mut all.programs);
        own.redirectors.append(&mut all.redirectors);
        own.trackers.append(&mut all.trackers);
        all = Rules { programs: own.programs, redirectors: own.redirectors, trackers: own.trackers, ..all };
        all.check().map_err(|wrong| place::of_wrong(file, json, wrong))?;
        Ok(Self(Some(Arc::new(all))))
    }

    /// Whether a program came with Etalage.
    pub fn is_builtin(&self, name: &str) -> bool {
        Rules::builtin().programs.iter().any(|rule| rule.name == name)
    }
}

impl Deref for RuleBook {
    type Target = Rules;

    fn deref(&self) -> &Rules {
        self.0.as_deref().unwrap_or_else(|| Rules::builtin())
    }
}

impl PartialEq for RuleBook {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(own), Some(others)) => Arc::ptr_eq(own, others),
            _ => false,
        }
    }
}

impl Eq for RuleBook {}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(program: &str) -> Result<RuleBook, AffiliateError> {
        RuleBook::with_own("mine.json", &format!("{{\"version\": 2,\n\"programs\": [\n{program}]}}"))
    }

    const MINE: &str = r#"{"name": "mine", "title": "Mine", "kind": "wrap",
        "template": "https://go.mine.example/?u={url|enc}", "redirectors": [{"hosts": ["go.mine.example"], "targets": [{"query": "u"}]}]}"#;

    #[test]
    fn own_programs_stand_before_those_that_came_with_the_program() {
        let book = own(MINE).unwrap();
        assert_eq!(book.programs.first().map(|rule| rule.name.as_str()), Some("mine"));
        assert!(book.program("awin").is_ok() && !book.is_builtin("mine") && book.is_builtin("awin"));
        assert_eq!(book, book.clone());
        assert_ne!(book, RuleBook::default());
    }

    #[test]
    fn what_is_built_in_cannot_be_changed() {
        let taken = own(&MINE.replace("\"mine\"", "\"awin\"")).unwrap_err().to_string();
        assert!(taken.contains("mine.json") && taken.contains("line 3") && taken.contains("field name"), "{taken}");
        let shop = r#"{"name": "shop", "title": "Shop", "kind": "append", "params": [["a", "1"]],
            "markets": [{"code": "fr", "hosts": ["smile.amazon.fr"]}]}"#;
        let taken = own(shop).unwrap_err().to_string();
        assert!(taken.contains("field markets") && taken.contains("Amazon") && taken.contains("line 4"), "{taken}");
    }
}
