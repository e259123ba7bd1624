//! `etalage links`: addresses cleaned of what follows people, and built with one's own ids.

use serde_json::{Value, json};

use crate::affiliate::{
    AffiliateError, DeepLink, PlainReason, Programs, RemovedKind, Rules, build, clean_with, deep_link,
};
use crate::i18n::{Lang, cli as msg};
use crate::model::{Channel, TileId};

use super::Session;
use super::error::CliError;

/// Addresses.
#[derive(Debug, clap::Subcommand)]
pub enum Links {
    /// Takes trackers, redirects and other people's ids out of addresses.
    Clean {
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
}

impl Links {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        match self {
            Self::Clean { urls } => clean(session, &urls),
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
                        let placement = crate::affiliate::Placement {
                            collage: studio.collage_named(&collage)?,
                            tile,
                            channel: channel.id,
                        };
                        let url = clean_with(&programs, &url)?.url;
                        deep_link(&programs, &url, &placement, &channel)
                    }
                    _ => without_placement(&programs, &url, &channel)?,
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

/// The link that a tile would have, without sub-id.
fn without_placement(programs: &Programs, url: &str, channel: &Channel) -> Result<DeepLink, AffiliateError> {
    let cleaned = clean_with(programs, url)?;
    let plain = |why_plain| DeepLink {
        url: cleaned.url.to_string(),
        program: None,
        carries_id: false,
        sub_id: None,
        why_plain: Some(why_plain),
    };
    if let Some(host) = cleaned.opaque.clone() {
        return Ok(plain(PlainReason::Opaque { host }));
    }
    let host = cleaned.url.host();
    match programs.serving(&host) {
        None => Ok(plain(PlainReason::NoProgram { host })),
        Some(serving) => {
            let rule = Rules::builtin().program(serving.name)?;
            build(rule, &serving.ids, &serving.allow, &cleaned.url, None, channel)
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

/// One line per address; one that is none does not stop the rest.
fn clean(session: &mut Session, urls: &[String]) -> Result<(), CliError> {
    let programs = session.programs_if_any()?;
    let (lang, out) = (session.lang, &session.out);
    let mut problems = Vec::new();
    for url in urls {
        match clean_with(&programs, url) {
            Ok(cleaned) => {
                let removed: Vec<Value> = cleaned
                    .removed
                    .iter()
                    .map(|each| {
                        let kind = match each.kind {
                            RemovedKind::Tracker => "tracker",
                            RemovedKind::ForeignId { .. } => "foreign_id",
                            RemovedKind::Own { .. } => "own_id",
                            RemovedKind::Redirector { .. } => "redirector",
                        };
                        json!({"what": each.what, "value": each.value, "kind": kind, "message": each.message(lang)})
                    })
                    .collect();
                let shape = json!({
                    "before": cleaned.before,
                    "url": cleaned.url,
                    "removed": removed,
                    "opaque": cleaned.opaque,
                });
                out.result(&shape, || cleaned.url.to_string());
                cleaned.messages(lang).iter().for_each(|message| out.note(message));
            }
            Err(error) => {
                if out.is_json() {
                    out.result(&json!({"before": url, "error": error.message(lang)}), String::new);
                }
                problems.push(error);
            }
        }
    }
    let failed = problems.len();
    match problems.pop() {
        None => Ok(()),
        Some(only) if urls.len() == 1 => Err(only.into()),
        Some(last) => {
            for error in problems.iter().chain([&last]) {
                out.note(&msg::remark(lang, error.message(lang)));
            }
            Err(CliError::Partly { failed, all: urls.len() })
        }
    }
}
