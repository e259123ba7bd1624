//! `etalage channels`: where collages go.

use serde_json::json;

use crate::i18n::cli as msg;
use crate::jobs::JobsError;
use crate::library::Settings;
use crate::model::{Channel, ChannelId, ChannelKind};

use super::Session;
use super::error::CliError;
use super::usage::Usage;

/// The first id of an added channel.
const FIRST_OWN: u16 = 256;
/// Where the settings remember the next free id, so that none is ever used twice; the window does the same.
const NEXT_ID: &str = "next_channel";
/// The longest name, in characters.
pub const MAX_NAME: usize = 60;

/// Where collages go.
#[derive(Debug, clap::Subcommand)]
pub enum Channels {
    /// Lists the built-in channels and your own.
    List,
    /// Adds a channel.
    Add {
        /// Its name, such as “my newsletter”.
        name: String,
        /// What it is for the programs' policies: web, blog, mail, attachment, facebook, instagram, pinterest, tiktok, print, qr, local.
        #[arg(value_parser = kind)]
        kind: ChannelKind,
    },
    /// Removes one of your channels.
    Remove {
        /// Its name.
        name: String,
    },
}

fn kind(text: &str) -> Result<ChannelKind, String> {
    let known = || ChannelKind::ALL.map(ChannelKind::name).join(", ");
    let wanted = text.to_ascii_lowercase();
    ChannelKind::ALL.into_iter().find(|kind| kind.name() == wanted).ok_or_else(|| format!("use one of {}", known()))
}

impl Channels {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        let studio = session.studio()?;
        let lang = session.lang;
        let mut settings = studio.library.settings()?;
        match self {
            Self::List => {
                for channel in settings.all_channels() {
                    session.out.result(&channel, || format!("{}  {}", channel.name, channel.kind.name()));
                }
            }
            Self::Add { name, kind } => {
                let channel = add(&mut settings, &name, kind)?;
                studio.library.set_settings(&settings)?;
                session.out.result(&channel, || msg::channel_added(lang, &channel.name, channel.kind.name()));
            }
            Self::Remove { name } => {
                let is_it = |channel: &Channel| channel.name.to_lowercase() == name.to_lowercase();
                if Channel::builtins().iter().any(is_it) {
                    return Err(Usage::ChannelBuiltin(name).into());
                }
                let next = next_id(&settings);
                settings.other.insert(NEXT_ID.to_owned(), next.into());
                let before = settings.channels.len();
                settings.channels.retain(|channel| !is_it(channel));
                if settings.channels.len() == before {
                    let known = settings.channels.iter().map(|each| each.name.as_str()).collect::<Vec<_>>().join(", ");
                    return Err(JobsError::UnknownChannel { name, known }.into());
                }
                studio.library.set_settings(&settings)?;
                session.out.result(&json!({"name": name, "removed": true}), || msg::channel_removed(lang, &name));
            }
        }
        Ok(())
    }
}

/// Adds a channel under an id that none ever had.
fn add(settings: &mut Settings, name: &str, kind: ChannelKind) -> Result<Channel, CliError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > MAX_NAME || !name.chars().all(crate::model::text::is_plain) {
        return Err(Usage::ChannelName.into());
    }
    if settings.all_channels().iter().any(|each| each.name.to_lowercase() == name.to_lowercase()) {
        return Err(Usage::ChannelTaken(name.to_owned()).into());
    }
    let id = next_id(settings);
    let channel = Channel { id: ChannelId::from_raw(id), name: name.to_owned(), kind };
    settings.channels.push(channel.clone());
    settings.other.insert(NEXT_ID.to_owned(), id.saturating_add(1).into());
    Ok(channel)
}

fn next_id(settings: &Settings) -> u16 {
    let remembered = settings.other.get(NEXT_ID).and_then(serde_json::Value::as_u64);
    let remembered = remembered.and_then(|id| u16::try_from(id).ok()).unwrap_or(FIRST_OWN);
    let behind = settings.channels.iter().map(|channel| channel.id.raw().saturating_add(1)).max();
    remembered.max(behind.unwrap_or(FIRST_OWN)).max(FIRST_OWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_is_used_twice() {
        let mut settings = Settings::default();
        let first = add(&mut settings, "Letter", ChannelKind::Mail).unwrap();
        settings.channels.clear();
        let second = add(&mut settings, "Letter", ChannelKind::Mail).unwrap();
        assert_eq!((first.id.raw(), second.id.raw()), (256, 257));
        assert!(add(&mut settings, "letter", ChannelKind::Web).is_err());
        assert!(add(&mut settings, "Web", ChannelKind::Web).is_err());
        assert!(add(&mut settings, "  ", ChannelKind::Web).is_err());
    }
}
