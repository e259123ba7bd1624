//! `etalage bundle`: looking at what was exported.

use std::path::PathBuf;

use serde_json::json;

use crate::i18n::cli as msg;
use crate::publish::{self, FileState};

use super::error::CliError;
use super::{Session, shapes};

/// What was exported.
#[derive(Debug, clap::Subcommand)]
pub enum Bundle {
    /// Compares every file of a bundle with its manifest.
    Verify {
        /// A folder or .zip that an export made.
        file: PathBuf,
    },
}

impl Bundle {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        let Self::Verify { file } = self;
        let (lang, out) = (session.lang, &session.out);
        let report = publish::verify(&file)?;
        for verdict in report.files.iter().filter(|verdict| verdict.state == FileState::Unlisted) {
            out.note(&msg::file_unlisted(lang, shapes::plain(&verdict.path)));
        }
        let problems: Vec<String> =
            report.problems.iter().map(|problem| shapes::plain(&problem.message(lang))).collect();
        problems.iter().for_each(|problem| out.note(problem));
        if report.ok || out.is_json() {
            let mut shape = json!(report);
            shape["problems"] = json!(problems);
            out.result(&shape, || {
                msg::bundle_good(lang, shapes::plain(&report.title), report.files.len(), &report.channel)
            });
        }
        if report.ok {
            Ok(())
        } else {
            Err(CliError::Unsound { what: file.display().to_string(), count: problems.len() })
        }
    }
}
