//! `etalage links`: addresses cleaned and unwrapped, built with one's own ids, learnt from; sub-ids read.

use serde_json::{Value, json};

use crate::affiliate::{
    AffiliateError, Cleaned, DeepLink, Placement, RemovedKind, clean_with, deep_link, preview, unwrap_with,
};
use crate::i18n::{Lang, cli as msg, links as say};
use crate::jobs::Studio;
use crate::model::{Channel, ChannelKind, TileId};

use super::Session;
use super::error::CliError;
use super::links_learn::Learn;
use super::usage::Usage;

/// Addresses.
#[derive(Debug, clap::Subcommand)]
pub enum Links {
    /// Takes trackers, redirects and other people's ids out of addresses.
    Clean {
        /// The addresses.
        #[arg(required = true, value_name = "URL")]
        urls: Vec<String>,
    },
    /// Unwraps redirects, as far as the links themselves say where they lead.
    Unwrap {
        /// The addresses.
        #[arg(required = true, value_name = "URL")]
        urls: Vec<String>,
    },
    /// Builds the link of a tile: with your id, or plain with the reason.
    Build {
        /// The shop's address.
        url: String,
        /// Takes this program instead of the one that serves the shop.
        #[arg(long, value_name = "NAME")]
        program: Option<String>,
        /// The channel it is for.
        #[arg(long, value_name = "CH", default_value = "web")]
        channel: String,
        /// The collage that the sub-id names.
        #[arg(long, requires = "tile")]
        collage: Option<String>,
        /// The tile that the sub-id names.
        #[arg(long, requires = "collage")]
        tile: Option<TileId>,
    },
    /// Learns a program's ids, or a new form of link, from one sample.
    Learn(Learn),
    /// Says which tile of which collage, in which channel, a sub-id names.
    Decode {
        /// The sub-ids, as a program reports them.
        #[arg(required = true, value_name = "SUBID")]
        sub_ids: Vec<String>,
    },
}

impl Links {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        match self {
            Self::Clean { urls } => clean(session, &urls),
            Self::Unwrap { urls } => unwrap(session, &urls),
            Self::Learn(learn) => learn.run(session),
            Self::Decode { sub_ids } => decode(session, &sub_ids),
            Self::Build { url, program, channel, collage, tile } => {
                let studio = session.studio()?;
                let lang = session.lang;
                let channel = studio.channel(&channel)?;
                let mut programs = studio.programs()?;
                if let Some(name) = &program {
                    let name = super::programs::named(name, &programs)?;
                    programs.entries.retain(|entry| entry.name == name);
                }
                let link = match (collage, tile) {
                    (Some(collage), Some(tile)) => {
                        let placement =
                            Placement { collage: studio.collage_named(&collage)?, tile, channel: channel.id };
                        let url = clean_with(&programs, &url)?.url;
                        deep_link(&programs, &url, &placement, &channel)
                    }
                    _ => preview(&programs, &url, &channel)?.link,
                };
                session.out.result(&shape(&link, lang), || link.url.clone());
                if let Some(reason) = &link.why_plain {
                    session.out.note(&reason.message(lang));
                }
                Ok(())
            }
        }
    }
}

fn shape(link: &DeepLink, lang: Lang) -> Value {
    json!({
        "url": link.url,
        "program": link.program,
        "carries_id": link.carries_id,
        "sub_id": link.sub_id,
        "why_plain": link.why_plain.as_ref().map(|reason| reason.message(lang)),
    })
}

/// One line per address, and one's own link again where it was one's own.
fn clean(session: &mut Session, urls: &[String]) -> Result<(), CliError> {
    let programs = session.programs_if_any()?;
    let web = Channel::builtin(ChannelKind::Web);
    let lang = session.lang;
    each(session, urls, |url| {
        let seen = preview(&programs, url, &web);
        // What cannot be built can still be cleaned.
        let (cleaned, rebuilt) = match seen {
            Ok(seen) => (seen.cleaned.clone(), seen.rebuilt().map(|link| link.url.clone())),
            Err(_) => (clean_with(&programs, url)?, None),
        };
        let mut shape = cleaned_shape(&cleaned, lang);
        if let Some(fields) = shape.as_object_mut() {
            fields.insert("rebuilt".to_owned(), json!(rebuilt));
        }
        let mut notes = cleaned.messages(lang);
        notes.extend(rebuilt.map(|link| say::own_link_again(lang, link)));
        Ok((shape, cleaned.url.to_string(), notes))
    })
}

/// One line per address.
fn unwrap(session: &mut Session, urls: &[String]) -> Result<(), CliError> {
    let programs = session.programs_if_any()?;
    let lang = session.lang;
    each(session, urls, |url| {
        let unwrapped = unwrap_with(&programs, url)?;
        Ok((cleaned_shape(&unwrapped, lang), unwrapped.url.to_string(), unwrapped.messages(lang)))
    })
}

fn cleaned_shape(cleaned: &Cleaned, lang: Lang) -> Value {
    let removed = cleaned.removed.iter().map(|each| {
        let (kind, program) = match &each.kind {
            RemovedKind::Tracker => ("tracker", None),
            RemovedKind::ForeignId { program } => ("foreign_id", Some(program)),
            RemovedKind::Own { program } => ("own_id", Some(program)),
            RemovedKind::Redirector { .. } => ("redirector", None),
        };
        json!({
            "what": each.what,
            "value": each.value,
            "kind": kind,
            "program": program,
            "message": each.message(lang),
        })
    });
    let removed: Vec<Value> = removed.collect();
    json!({"before": cleaned.before, "url": cleaned.url, "removed": removed, "opaque": cleaned.opaque})
}

/// What one address gave: the object, the line, and remarks.
type Done = (Value, String, Vec<String>);

/// One line per text; one that cannot be used does not stop the rest.
fn each(
    session: &Session,
    texts: &[String],
    work: impl Fn(&str) -> Result<Done, AffiliateError>,
) -> Result<(), CliError> {
    let (lang, out) = (session.lang, &session.out);
    let mut problems = Vec::new();
    for text in texts {
        match work(text) {
            Ok((shape, line, notes)) => {
                out.result(&shape, || line);
                notes.iter().for_each(|note| out.note(note));
            }
            Err(error) => {
                if out.is_json() {
                    out.result(&json!({"before": text, "error": error.message(lang)}), String::new);
                }
                problems.push(error);
            }
        }
    }
    let failed = problems.len();
    match problems.pop() {
        None => Ok(()),
        Some(only) if texts.len() == 1 => Err(only.into()),
        Some(last) => {
            for error in problems.iter().chain([&last]) {
                out.note(&msg::remark(lang, error.message(lang)));
            }
            Err(CliError::Partly { failed, all: texts.len() })
        }
    }
}

/// One line per sub-id. The full form says everything itself; a short one is looked for among the placements
/// of the library.
fn decode(session: &mut Session, sub_ids: &[String]) -> Result<(), CliError> {
    let studio = session.studio_if_any();
    let mut failed = 0;
    for text in sub_ids {
        let text = text.trim();
        let full = Placement::from_sub_id(text).ok();
        let found = match (full, &studio) {
            (Some(placement), _) => Some(placement),
            (None, Some(studio)) => short_form(studio, text)?,
            (None, None) => None,
        };
        let Some(placement) = found else {
            failed += 1;
            let why = say::not_a_sub_id(session.lang, text);
            if session.out.is_json() {
                session.out.result(&json!({"sub_id": text, "error": why}), String::new);
            } else if sub_ids.len() > 1 {
                session.out.note(&msg::remark(session.lang, why));
            }
            continue;
        };
        let title = studio.as_ref().and_then(|studio| studio.collage(placement.collage).ok()).map(|one| one.meta.title);
        let channel = match &studio {
            Some(studio) => studio.channel_by_id(placement.channel).ok(),
            None => Channel::builtins().into_iter().find(|channel| channel.id == placement.channel),
        };
        let channel = channel.map(|channel| channel.name);
        let shape = json!({
            "sub_id": text,
            "collage": placement.collage,
            "title": title,
            "tile": placement.tile,
            "channel": channel,
            "channel_id": placement.channel,
            "form": if full.is_some() { "full" } else { "short" },
        });
        session.out.result(&shape, || {
            let collage = title
                .map_or_else(|| placement.collage.to_string(), |title| format!("“{title}” ({})", placement.collage));
            let channel = channel.clone().unwrap_or_else(|| placement.channel.to_string());
            say::placement(session.lang, collage, placement.tile, channel)
        });
    }
    match (failed, sub_ids) {
        (0, _) => Ok(()),
        (_, [only]) => Err(Usage::NotASubId(only.clone()).into()),
        (failed, all) => Err(CliError::Partly { failed, all: all.len() }),
    }
}

/// The placement of the library that a short form stands for.
fn short_form(studio: &Studio, text: &str) -> Result<Option<Placement>, CliError> {
    let channels = studio.library.settings()?.all_channels();
    for summary in studio.library.collages()? {
        let collage = studio.collage(summary.id)?;
        for &tile in collage.tiles.keys() {
            let mut placements =
                channels.iter().map(|channel| Placement { collage: collage.id, tile, channel: channel.id });
            if let Some(found) = placements.find(|placement| placement.has_short_form(text)) {
                return Ok(Some(found));
            }
        }
    }
    Ok(None)
}
