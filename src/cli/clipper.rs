//! `etalage clipper`: finds that come from the browser.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::json;

use crate::i18n::cli as msg;
use crate::jobs::{AppEvent, clipper, pairings, set_pairings, take_clips};
use crate::loopback::PORTS;

use super::Session;
use super::error::CliError;
use super::shapes;
use super::usage::Usage;

/// Sends finds from the browser.
///
/// A shop that refuses programs shows its pages to you: the clipper takes the page from your browser. Save the
/// extension with `install-to`, load that folder in the browser (Chromium: chrome://extensions, developer mode,
/// “Load unpacked”; Firefox: about:debugging, “Load Temporary Add-on”), then pair it with the code that the app
/// shows in Settings, Browser.
#[derive(Debug, clap::Subcommand)]
pub enum Clipper {
    /// Writes the extension into a folder.
    InstallTo {
        /// A new or empty folder, or one with an earlier version.
        folder: PathBuf,
    },
    /// Prints the address of a bookmark that does the same without an extension, after a click on a page of ours.
    Bookmark {
        /// Where the app listens.
        #[arg(long, default_value_t = PORTS[0])]
        port: u16,
    },
    /// Takes clips without a window until it is stopped, and shows a pairing code.
    Listen,
    /// Lists the paired browsers.
    Paired,
    /// Shows a paired browser out: one by its id, or `all`.
    Revoke {
        /// From `etalage clipper paired`, or `all`.
        id: String,
    },
}

impl Clipper {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        match self {
            Self::InstallTo { folder } => {
                clipper::save_extension(&folder)?;
                let lang = session.lang;
                session.out.result(&json!({"folder": folder}), || msg::clipper_saved(lang, folder.display()));
                Ok(())
            }
            Self::Bookmark { port } => {
                let address = clipper::bookmark(port);
                session.out.result(&json!({"bookmark": address}), || address.clone());
                Ok(())
            }
            Self::Listen => listen(session),
            Self::Paired => paired(session),
            Self::Revoke { id } => revoke(session, &id),
        }
    }
}

fn listen(session: &mut Session) -> Result<(), CliError> {
    let studio = Arc::new(session.studio()?);
    let lang = session.lang;
    let (told, events) = crossbeam_channel::bounded(256);
    let tell = Arc::new(move |event| {
        // A reader who is behind by so many loses the line, not the find.
        let _ = told.try_send(event);
    });
    let server = take_clips(&studio, lang, tell)?;
    let (port, code) = (server.port(), server.new_code().shown(server.port()));
    let shape = json!({"event": "listening", "port": port, "code": code});
    session.out.result(&shape, || msg::clipper_listening(lang, port, &code));
    for event in events {
        match event {
            AppEvent::BrowserPaired(name) => {
                session.out.result(&json!({"event": "paired", "browser": name}), || {
                    msg::clipper_paired(lang, shapes::plain(&name))
                });
            }
            AppEvent::Clipped { find, known } => {
                let mut shape = shapes::find(&find, &[]);
                if let Some(fields) = shape.as_object_mut() {
                    fields.insert("event".to_owned(), json!("find"));
                    fields.insert("known".to_owned(), json!(known));
                }
                session
                    .out
                    .result(&shape, || msg::find_kept(lang, find.key, shapes::product_line(lang, &find.snapshot)));
            }
            _ => {}
        }
    }
    Ok(())
}

fn paired(session: &mut Session) -> Result<(), CliError> {
    let studio = session.studio()?;
    let lang = session.lang;
    let pairings = pairings(&studio.library)?;
    if pairings.0.is_empty() && !session.out.is_json() {
        session.out.line(&msg::nothing_found(lang));
    }
    for paired in pairings.0 {
        let id = format!("{:016x}", paired.id);
        let shape = json!({"id": id, "browser": paired.browser, "origin": paired.origin, "since": paired.since});
        session.out.result(&shape, || {
            format!("{id}  {}  {}", shapes::plain(&paired.browser), shapes::day(lang, paired.since))
        });
    }
    Ok(())
}

fn revoke(session: &mut Session, id: &str) -> Result<(), CliError> {
    let studio = session.studio()?;
    let lang = session.lang;
    let mut left = pairings(&studio.library)?;
    let before = left.0.len();
    left.0.retain(|paired| id != "all" && format!("{:016x}", paired.id) != id);
    let count = before - left.0.len();
    if count == 0 && id != "all" {
        return Err(Usage::NoBrowser(id.to_owned()).into());
    }
    set_pairings(&studio.library, &left)?;
    session.out.result(&json!({"revoked": count}), || msg::browsers_revoked(lang, count));
    Ok(())
}
