//! `etalage programs`: one's ids with affiliate programs.

use std::collections::BTreeMap;

use serde_json::json;

use crate::affiliate::{Programs, Rules};
use crate::i18n::cli as msg;
use crate::jobs::Studio;

use super::Session;
use super::error::CliError;
use super::usage::Usage;

/// One's ids with affiliate programs.
#[derive(Debug, clap::Subcommand)]
pub enum ProgramsCommand {
    /// Lists the programs you have ids with.
    List {
        /// All programs that are known, with the ids they want.
        #[arg(long)]
        known: bool,
    },
    /// Sets ids: KEY=VALUE, KEY= to take one back, host=shop.example, allow_mail=yes.
    Set {
        /// The program: its name or title as listed by `programs list --known`, or the beginning of one.
        name: String,
        /// What to set.
        #[arg(required = true, value_name = "KEY=VALUE")]
        assignments: Vec<String>,
    },
    /// Forgets a program with all its ids.
    Remove {
        /// The program, named as for `set`.
        name: String,
    },
}

impl ProgramsCommand {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        if let Self::List { known: true } = self {
            let lang = session.lang;
            for rule in Rules::builtin().settable() {
                let ids: Vec<_> = rule
                    .ids
                    .iter()
                    .map(|id| json!({"key": id.key, "label": id.label.get(lang), "optional": id.optional}))
                    .collect();
                session.out.result(&json!({"name": rule.name, "title": rule.title, "ids": ids}), || {
                    format!("{}  {}  {}", rule.name, rule.title, rule.keys())
                });
            }
            return Ok(());
        }
        let studio = session.studio()?;
        let lang = session.lang;
        let mut programs = studio.programs()?;
        match self {
            Self::List { .. } => {
                if programs.entries.is_empty() {
                    session.out.note(&msg::no_programs(lang));
                }
                list(session, &programs, None);
            }
            Self::Set { name, assignments } => {
                let name = named(&name, &programs)?;
                programs.set(&name, &assignments)?;
                save(&studio, &programs)?;
                list(session, &programs, Some(&name));
            }
            Self::Remove { name } => {
                let name = named(&name, &programs)?;
                let removed = programs.remove(&name)?;
                save(&studio, &programs)?;
                session.out.result(&json!({"name": name, "removed": removed}), || {
                    if removed { msg::program_removed(lang, &name) } else { msg::program_not_set(lang, &name) }
                });
            }
        }
        Ok(())
    }
}

/// How alike two names must be for one to be proposed for the other, from 0 to 1.
const NEARLY: f64 = 0.75;

/// The name of the program that a person means: its name or its title in any case, or the beginning of either
/// that only one program has. Programs of the person that no rule knows any more are found too.
pub(super) fn named(text: &str, programs: &Programs) -> Result<String, Usage> {
    let rules = Rules::builtin().programs.iter().map(|rule| (rule.name.as_str(), rule.title.as_str()));
    let kept = programs.entries.iter().map(|entry| (entry.name.as_str(), entry.name.as_str()));
    let all: BTreeMap<&str, &str> = kept.chain(rules).collect();
    let wanted = text.trim().to_lowercase();
    let spelt = |known: &str| known.to_lowercase() == wanted;
    let exact = all.iter().find(|(name, _)| spelt(name)).or_else(|| all.iter().find(|(_, title)| spelt(title)));
    if let Some((name, _)) = exact {
        return Ok((*name).to_owned());
    }
    let begins = |known: &str| known.to_lowercase().starts_with(&wanted);
    let found: Vec<&str> =
        all.iter().filter(|(name, title)| begins(name) || begins(title)).map(|(name, _)| *name).collect();
    match found.as_slice() {
        [only] if !wanted.is_empty() => Ok((*only).to_owned()),
        [_, _, ..] if !wanted.is_empty() => {
            Err(Usage::AmbiguousProgram { name: text.to_owned(), candidates: found.join(", ") })
        }
        _ => {
            let alike = |known: &str| strsim::jaro_winkler(&known.to_lowercase(), &wanted);
            let scored = all.iter().map(|(name, title)| (*name, alike(name).max(alike(title))));
            let nearest = scored.filter(|(_, score)| *score >= NEARLY).max_by(|a, b| a.1.total_cmp(&b.1));
            Err(Usage::UnknownProgram { name: text.to_owned(), nearest: nearest.map(|(name, _)| name.to_owned()) })
        }
    }
}

fn save(studio: &Studio, programs: &Programs) -> Result<(), CliError> {
    let mut settings = studio.library.settings()?;
    settings.affiliate_programs = json!(programs);
    studio.library.set_settings(&settings)?;
    Ok(())
}

/// One line per entry: the account's, then those of shops.
fn list(session: &Session, programs: &Programs, only: Option<&str>) {
    for entry in programs.entries.iter().filter(|entry| only.is_none_or(|name| entry.name == name)) {
        session.out.result(entry, || {
            let hosts = entry.hosts.iter().map(|host| format!("host={host}"));
            let ids = entry.ids.iter().map(|(key, value)| format!("{key}={value}"));
            let allowed = entry.allow.iter().map(|kind| format!("allow_{}=yes", kind.name()));
            let parts: Vec<_> = std::iter::once(entry.name.clone()).chain(hosts).chain(ids).chain(allowed).collect();
            parts.join("  ")
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::affiliate::ProgramEntry;
    use crate::i18n::Lang;

    #[test]
    fn programs_are_found_by_name_title_or_beginning_in_any_case() {
        let none = Programs::default();
        let name = |text: &str| named(text, &none).ok();
        for rule in &Rules::builtin().programs {
            assert_eq!(name(&rule.name.to_uppercase()).as_deref(), Some(rule.name.as_str()));
            assert!(name(&rule.title).is_some(), "{}", rule.title);
        }
        assert_eq!(name("Amazon").as_deref(), Some("amazon"));
        assert_eq!(name(" AMAZ ").as_deref(), Some("amazon"));
    }

    #[test]
    fn a_slip_is_answered_by_the_nearest_name() {
        let wrong = named("amzon", &Programs::default()).unwrap_err();
        assert!(wrong.message(Lang::En).contains("amazon"), "{wrong:?}");
        for nothing_like_it in ["", "  ", "zzzzqqqq"] {
            let wrong = named(nothing_like_it, &Programs::default()).unwrap_err();
            assert!(matches!(wrong, Usage::UnknownProgram { nearest: None, .. }), "{wrong:?}");
        }
    }

    #[test]
    fn a_beginning_of_several_names_is_asked_about() {
        let rules = &Rules::builtin().programs;
        let first = |name: &str| name.chars().next();
        let shared = rules.iter().filter(|rule| first(&rule.name) == Some('a')).count();
        assert!(shared > 1, "the test needs two programs with an a");
        let wrong = named("a", &Programs::default()).unwrap_err();
        assert!(matches!(&wrong, Usage::AmbiguousProgram { candidates, .. } if candidates.contains("amazon")));
    }

    #[test]
    fn a_program_that_only_the_settings_know_can_be_removed() {
        let entry = ProgramEntry { name: "bygone".to_owned(), ..ProgramEntry::default() };
        assert_eq!(named("Bygone", &Programs { entries: vec![entry] }).ok().as_deref(), Some("bygone"));
    }
}
