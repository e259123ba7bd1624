//! `etalage programs`: one's ids with affiliate programs.

use serde_json::json;

use crate::affiliate::{Programs, Rules};
use crate::i18n::cli as msg;
use crate::jobs::Studio;

use super::Session;
use super::error::CliError;

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
