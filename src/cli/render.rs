//! `etalage render`: a collage as a picture.

use std::path::PathBuf;

use serde_json::json;

use crate::i18n::cli as msg;
use crate::model::{Channel, ChannelKind};
use crate::publish::{Destination, Target};

use super::Session;
use super::error::CliError;
use super::usage::Usage;

/// Draws a collage as a picture or PDF, for this computer: no ids are in it.
#[derive(Debug, clap::Args)]
pub struct Render {
    /// Id or title.
    collage: String,
    /// The file to write: .png, .jpg, .webp or .pdf.
    out: PathBuf,
    /// Write over a file that is there.
    #[arg(long)]
    replace: bool,
    /// How wide, in pixels; the page's own width when absent.
    #[arg(long, value_name = "PX", value_parser = clap::value_parser!(u32).range(1..=20_000))]
    width: Option<u32>,
}

impl Render {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        if matches!(Target::of(&self.out)?, Target::Folder | Target::Zip | Target::Page) {
            return Err(Usage::NotAPicture(self.out).into());
        }
        let studio = session.studio()?;
        let lang = session.lang;
        let collage = studio.collage(studio.collage_named(&self.collage)?)?;
        let channel = Channel::builtin(ChannelKind::Local);
        let to = Destination { path: &self.out, width_px: self.width, replace: self.replace };
        let drawn = studio.export(&collage, &channel, lang, &to, &mut |_, _| true)?;
        session
            .out
            .result(&json!({"path": drawn.path, "bytes": drawn.bytes}), || msg::written(lang, drawn.path.display()));
        Ok(())
    }
}
