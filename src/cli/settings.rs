//! `etalage settings`: a person's choices.

use serde_json::{Value, json};

use crate::i18n::{Lang, cli as msg};
use crate::library::Settings;
use crate::library::settings::Theme;

use super::Session;
use super::error::CliError;
use super::usage::Usage;

/// A person's choices.
#[derive(Debug, clap::Subcommand)]
pub enum SettingsCommand {
    /// Lists them.
    List,
    /// Changes one: author NAME, lang en|fr|system, theme light|dark|system, allow-private-network yes|no.
    Set {
        /// author, lang, theme or allow-private-network.
        key: String,
        /// What to set it to.
        value: String,
    },
}

impl SettingsCommand {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        let studio = session.studio()?;
        let mut settings = studio.library.settings()?;
        if let Self::Set { key, value } = &self {
            set(&mut settings, key, value)?;
            studio.library.set_settings(&settings)?;
        }
        let lang = studio.lang(session.lang);
        session.out.result(&shape(&settings), || {
            let yes = if settings.allow_private_network { msg::yes(lang) } else { msg::no(lang) };
            let theme = match settings.theme {
                Theme::System => "system",
                Theme::Light => "light",
                Theme::Dark => "dark",
            };
            let tag = settings.lang.as_deref().unwrap_or("system");
            format!("author: {}\nlang: {tag}\ntheme: {theme}\nallow-private-network: {yes}", settings.author)
        });
        Ok(())
    }
}

fn shape(settings: &Settings) -> Value {
    json!({
        "author": settings.author,
        "lang": settings.lang,
        "theme": settings.theme,
        "allow-private-network": settings.allow_private_network,
    })
}

fn set(settings: &mut Settings, key: &str, value: &str) -> Result<(), CliError> {
    let wrong = |allowed| CliError::from(Usage::SettingValue { key: key.to_owned(), value: value.to_owned(), allowed });
    match key.replace('_', "-").as_str() {
        "author" => value.clone_into(&mut settings.author),
        "lang" if value == "system" => settings.lang = None,
        "lang" => {
            let lang: Lang = value.parse().map_err(|_| wrong("en, fr, system"))?;
            settings.lang = Some(lang.tag().to_owned());
        }
        "theme" => {
            settings.theme = match value {
                "system" => Theme::System,
                "light" => Theme::Light,
                "dark" => Theme::Dark,
                _ => return Err(wrong("light, dark, system")),
            }
        }
        "allow-private-network" => {
            settings.allow_private_network = match value {
                "yes" | "true" | "on" => true,
                "no" | "false" | "off" => false,
                _ => return Err(wrong("yes, no")),
            }
        }
        _ => return Err(Usage::NoSetting(key.to_owned()).into()),
    }
    Ok(())
}
