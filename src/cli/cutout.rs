//! `etalage cutout`: a picture without its background.

use std::path::PathBuf;

use serde_json::json;

use crate::i18n::cli as msg;
use crate::imaging::{self, Limits};
use crate::jobs::JobsError;
use crate::model::{CutoutRecipe, ShadowChoice};

use super::Session;
use super::error::CliError;
use super::usage::Usage;

/// Takes the plain background out of a picture. The original stays as it is.
#[derive(Debug, clap::Args)]
pub struct Cutout {
    /// The picture.
    input: PathBuf,
    /// The file to write: .png.
    out: PathBuf,
    /// How readily a pixel counts as background: 0 keeps what is in doubt, 1 takes it away.
    #[arg(long, default_value_t = 0.5, value_parser = strength)]
    strength: f64,
    /// What becomes of soft shadows.
    #[arg(long, value_enum, default_value_t = Shadow::Drop)]
    shadow: Shadow,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Shadow {
    /// They stay, as see-through black.
    Keep,
    /// They go with the background.
    Drop,
}

fn strength(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok(value),
        _ => Err("give a number from 0 to 1".to_owned()),
    }
}

impl Cutout {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        if !self.out.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("png")) {
            return Err(Usage::NotPng(self.out).into());
        }
        let io = |what: &PathBuf| {
            let what = what.display().to_string();
            move |error| CliError::Io { what, error }
        };
        let limits = Limits::default();
        let bytes = std::fs::read(&self.input).map_err(io(&self.input))?;
        let picture = imaging::decode(&bytes, &limits).map_err(JobsError::from)?.pixmap;
        let shadow = match self.shadow {
            Shadow::Keep => ShadowChoice::Keep,
            Shadow::Drop => ShadowChoice::Drop,
        };
        let recipe = CutoutRecipe { strength: self.strength, shadow, ..CutoutRecipe::default() };
        let cut = imaging::cut_out(&picture, &recipe, &limits).map_err(JobsError::from)?;
        let png = imaging::encode_png(&cut.picture).map_err(JobsError::from)?;
        std::fs::write(&self.out, &png).map_err(io(&self.out))?;
        let reasons: Vec<&str> = cut.reasons.iter().map(|reason| reason.name()).collect();
        let shape = json!({
            "path": self.out,
            "bytes": png.len(),
            "width_px": cut.picture.width_px(),
            "height_px": cut.picture.height_px(),
            "confidence": (cut.confidence * 1000.0).round() / 1000.0,
            "confident": cut.is_confident(),
            "reasons": reasons,
        });
        let percent = (cut.confidence * 100.0).round();
        session.out.result(&shape, || msg::cut_out(session.lang, self.out.display(), percent));
        if !cut.is_confident() {
            session.out.note(&msg::look_at_cut_out(session.lang));
        }
        Ok(())
    }
}
