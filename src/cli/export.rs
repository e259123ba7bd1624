//! `etalage export`: a collage on its way out.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::i18n::{Lang, cli as msg};
use crate::model::{Channel, Collage};
use crate::publish::{Destination, Preflight, Severity, Target};

use super::Session;
use super::error::CliError;
use super::usage::Usage;

/// Where the channel's name goes in a target.
const SLOT: &str = "{channel}";

/// Exports a collage for one or more channels: a folder, .zip, .html, .png, .jpg, .webp or .pdf.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// Id or title.
    collage: String,
    /// The folder or file to write; its extension chooses the format. For several channels a folder around
    /// them all, or a name with {channel} in it.
    #[arg(long, value_name = "PATH")]
    to: PathBuf,
    /// Where it goes: web, blog, mail, print, … or one of your own channels. May be given several times.
    #[arg(long = "channel", value_name = "CH", required = true, value_delimiter = ',')]
    channels: Vec<String>,
    /// The page's language, en or fr; the collage's own, or yours, when absent.
    #[arg(long)]
    lang: Option<Lang>,
    /// How wide pictures are, in pixels; as the page when absent.
    #[arg(long, value_name = "PX", value_parser = clap::value_parser!(u32).range(1..=20_000))]
    width: Option<u32>,
    /// Replaces a folder that holds the export of another collage. A folder with anything else in it is never
    /// replaced.
    #[arg(long)]
    replace: bool,
    /// Prints what would leave, and writes nothing.
    #[arg(long)]
    dry_run: bool,
}

impl Export {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        let studio = session.studio()?;
        let speaks = session.lang;
        let collage = studio.collage(studio.live_collage_named(&self.collage)?)?;
        let lang = self.lang.unwrap_or_else(|| lang_of(&collage, speaks));
        let channels = self.channels.iter().map(|name| studio.channel(name)).collect::<Result<Vec<_>, _>>()?;
        let targets = targets(&self.to, &channels)?;
        for (channel, path) in channels.iter().zip(targets) {
            if self.dry_run {
                let sheet = studio.preflight(&collage, channel, lang)?;
                session.out.result(&sheet, || sheet_words(&sheet, speaks));
                continue;
            }
            let to = Destination { path: &path, width_px: self.width, replace: self.replace };
            session.out.note(&msg::exporting_for(speaks, &channel.name));
            let done = studio.export(&collage, channel, lang, &to, &mut |_, _| true)?;
            let warnings: Vec<Value> = done
                .warnings
                .iter()
                .filter_map(|line| {
                    let mut value = serde_json::to_value(line).ok()?;
                    value.as_object_mut()?.insert("message".to_owned(), json!(line.message(speaks)));
                    Some(value)
                })
                .collect();
            for line in done.warnings.iter().filter(|line| line.severity == Severity::Warning) {
                session.out.note(&msg::remark(speaks, line.message(speaks)));
            }
            let shape = json!({
                "channel": channel.name,
                "path": done.path,
                "files": done.files,
                "bytes": done.bytes,
                "warnings": warnings,
            });
            session.out.result(&shape, || msg::written(speaks, done.path.display()));
        }
        Ok(())
    }
}

/// The collage's language where it has one that we speak.
fn lang_of(collage: &Collage, fallback: Lang) -> Lang {
    collage.meta.language.as_deref().and_then(|tag| tag.parse().ok()).unwrap_or(fallback)
}

/// One target per channel, all different.
fn targets(to: &Path, channels: &[Channel]) -> Result<Vec<PathBuf>, CliError> {
    let text = to.to_string_lossy();
    let targets: Vec<PathBuf> = if text.contains(SLOT) {
        channels.iter().map(|channel| text.replace(SLOT, &file_name(&channel.name)).into()).collect()
    } else if channels.len() == 1 {
        vec![to.to_owned()]
    } else if Target::of(to)? == Target::Folder {
        channels.iter().map(|channel| to.join(file_name(&channel.name))).collect()
    } else {
        return Err(Usage::OneFile { target: text.into_owned(), channels: channels.len() }.into());
    };
    let different: BTreeSet<&PathBuf> = targets.iter().collect();
    if different.len() < targets.len() {
        return Err(Usage::SamePlace.into());
    }
    // Told before anything is written.
    for target in &targets {
        Target::of(target)?;
    }
    Ok(targets)
}

/// A channel's name as a file name: letters, digits and hyphens.
fn file_name(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect()
}

fn sheet_words(sheet: &Preflight, lang: Lang) -> String {
    let mut lines = vec![msg::sheet_leaves(lang, &sheet.channel)];
    lines.extend(sheet.leaves.iter().map(|line| format!("  {}", line.message(lang))));
    if !sheet.warnings.is_empty() {
        lines.push(msg::sheet_look_at(lang));
        lines.extend(sheet.warnings.iter().map(|line| format!("  {}", line.message(lang))));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ChannelId, ChannelKind};

    #[test]
    fn each_channel_has_its_place() {
        let channels = [Channel::builtin(ChannelKind::Web), Channel::builtin(ChannelKind::Mail)];
        let paths = |to: &str| targets(Path::new(to), &channels).map_err(|error| error.exit_code());
        assert_eq!(paths("out"), Ok(vec!["out/web".into(), "out/mail".into()]));
        assert_eq!(paths("out/{channel}.zip"), Ok(vec!["out/web.zip".into(), "out/mail.zip".into()]));
        assert_eq!(paths("out.zip"), Err(2));
        assert_eq!(paths("out/{channel}.doc"), Err(2));
    }

    #[test]
    fn names_cannot_leave_the_folder_or_meet() {
        assert_eq!(file_name("../My letter"), "---My-letter");
        let own = |name: &str| Channel { id: ChannelId::from_raw(300), name: name.to_owned(), kind: ChannelKind::Web };
        assert!(targets(Path::new("out"), &[own("a b"), own("a/b")]).is_err());
    }
}
