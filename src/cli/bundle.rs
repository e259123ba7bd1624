//! `etalage bundle`: looking at what was exported.

use std::path::PathBuf;

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
        let mut count = report.problems.len();
        for verdict in &report.files {
            let path = shapes::plain(&verdict.path);
            match verdict.state {
                FileState::Good => {}
                FileState::Missing => out.note(&msg::file_missing(lang, path)),
                FileState::Changed => out.note(&msg::file_changed(lang, path)),
                FileState::Unlisted => out.note(&msg::file_unlisted(lang, path)),
            }
            count += usize::from(matches!(verdict.state, FileState::Missing | FileState::Changed));
        }
        report.problems.iter().for_each(|problem| out.note(&shapes::plain(problem)));
        if report.ok || out.is_json() {
            out.result(&report, || {
                msg::bundle_good(lang, shapes::plain(&report.title), report.files.len(), &report.channel)
            });
        }
        if report.ok { Ok(()) } else { Err(CliError::Unsound { what: file.display().to_string(), count }) }
    }
}
