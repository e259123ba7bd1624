//! `etalage demo`: the main job on a fresh machine.

use std::path::PathBuf;

use serde_json::json;

use crate::i18n::cli as msg;
use crate::model::{Channel, ChannelKind};
use crate::publish::Destination;

use super::Session;
use super::error::CliError;
use super::usage::Usage;

/// Where the demo exports to when nothing else is said.
const OWN_FOLDER: &str = "etalage-demo";

/// Fills the library with the starter finds, composes sample collages and exports one.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// Where the exported bundle goes: a folder, or a file ending in .zip or .html.
    #[arg(long, value_name = "DIR", default_value = OWN_FOLDER)]
    to: PathBuf,
    /// Replaces a folder that holds the export of another collage.
    #[arg(long)]
    replace: bool,
}

impl Demo {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        let studio = session.studio()?;
        let lang = session.lang;
        let out = &session.out;
        out.note(&msg::demo_library(lang, session.library_dir.display()));
        let mut told = 0;
        let demo = studio.fill_with_samples(lang, &mut |done, total| {
            let tenth = done * 10 / total.max(1);
            if tenth > told {
                told = tenth;
                out.note(&msg::demo_filling(lang, done, total));
            }
        })?;
        out.note(&msg::demo_finds(lang, demo.finds, demo.finds_added));
        for (id, title, is_new) in &demo.collages {
            let words = if *is_new { msg::demo_composed(lang, title, id) } else { msg::demo_known(lang, title, id) };
            out.note(&words);
        }
        let Some((outfit, title, _)) = demo.collages.first() else {
            return Err(Usage::NoSamples.into());
        };
        let collage = studio.collage(*outfit)?;
        out.note(&msg::demo_exporting(lang, title));
        let channel = Channel::builtin(ChannelKind::Web);
        // The demo's own folder is its to replace, also when another library made it.
        let to =
            Destination { replace: self.replace || self.to.as_os_str() == OWN_FOLDER, ..Destination::new(&self.to) };
        let exported = studio.export(&collage, &channel, lang, &to, &mut |_, _| true)?;
        let path = std::path::absolute(&exported.path).unwrap_or(exported.path);
        let page = if path.is_dir() { path.join("index.html") } else { path.clone() };
        out.result(
            &json!({
                "library": session.library_dir,
                "finds": demo.finds,
                "finds_added": demo.finds_added,
                "collages": demo.collages.iter().map(|(id, title, made)| json!({"id": id, "title": title, "made": made})).collect::<Vec<_>>(),
                "bundle": path,
                "files": exported.files,
                "bytes": exported.bytes,
            }),
            || msg::demo_done(lang, page.display(), exported.files),
        );
        Ok(())
    }
}
