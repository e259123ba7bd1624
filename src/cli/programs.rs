//! `etalage programs`: one's ids with affiliate programs.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::affiliate::Programs;
use crate::i18n::{cli as msg, links as say};
use crate::jobs::{Studio, rules_with};
use crate::library::OWN_RULES;

use super::Session;
use super::error::CliError;
use super::programs_show;

/// One's ids with affiliate programs.
#[derive(Debug, clap::Subcommand)]
pub enum ProgramsCommand {
    /// Lists the programs you have ids with.
    List {
        /// All programs that are known, with the ids they want.
        #[arg(long)]
        known: bool,
    },
    /// Shows what a program wants, how its links are made, and where each fact is from.
    Show {
        /// The program; also one that is only recognised.
        name: String,
    },
    /// Checks a rules file of your own; without one, the programs.json of the library.
    Check {
        /// The file.
        file: Option<PathBuf>,
    },
    /// Sets ids: KEY=VALUE, KEY= to take one back, host=shop.example, allow_mail=yes.
    Set {
        /// The program, as listed by `programs list --known`.
        name: String,
        /// What to set.
        #[arg(required = true, value_name = "KEY=VALUE")]
        assignments: Vec<String>,
    },
    /// Forgets a program with all its ids.
    Remove {
        /// The program.
        name: String,
    },
}

impl ProgramsCommand {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        match &self {
            Self::Show { name } => return show(session, name),
            Self::Check { file } => return check(session, file.as_deref()),
            _ => {}
        }
        if let Self::List { known: true } = self {
            let programs = session.programs_if_any()?;
            let lang = session.lang;
            for rule in programs.rules().settable() {
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
            // These need no library, and are done by now.
            Self::Show { .. } | Self::Check { .. } => {}
            Self::Set { name, assignments } => {
                programs.set(&name, &assignments)?;
                save(&studio, &programs)?;
                list(session, &programs, Some(&name));
            }
            Self::Remove { name } => {
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

fn show(session: &mut Session, name: &str) -> Result<(), CliError> {
    let programs = session.programs_if_any()?;
    let lang = session.lang;
    let rule = programs.rules().program(name)?;
    session.out.result(&programs_show::shape(&programs, rule, lang), || programs_show::words(&programs, rule, lang));
    Ok(())
}

fn check(session: &mut Session, file: Option<&Path>) -> Result<(), CliError> {
    let path = file.map_or_else(|| session.library_dir.join(OWN_RULES), Path::to_owned);
    if let Err(error) = std::fs::metadata(&path) {
        return Err(CliError::Io { what: path.display().to_string(), error });
    }
    let rules = rules_with(&path)?;
    let own: Vec<&str> =
        rules.programs.iter().map(|rule| rule.name.as_str()).filter(|name| !rules.is_builtin(name)).collect();
    session
        .out
        .result(&json!({"file": path, "programs": own}), || say::rules_fine(session.lang, path.display(), own.len()));
    Ok(())
}

pub(super) fn save(studio: &Studio, programs: &Programs) -> Result<(), CliError> {
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
