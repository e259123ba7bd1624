//! `etalage library`: looking after what is kept.

use std::path::PathBuf;

use serde_json::json;

use crate::i18n::{cli as msg, errors};
use crate::library::Library;

use super::Session;
use super::error::CliError;

/// What is kept.
#[derive(Debug, clap::Subcommand)]
pub enum Keep {
    /// Reads everything and says what is wrong.
    Verify,
    /// Gives room back.
    Compact,
    /// Writes everything to a folder or a .zip that must not exist yet.
    Backup {
        /// The folder or .zip.
        to: PathBuf,
    },
    /// Puts a backup into the library's folder, which must be empty.
    Restore {
        /// The folder or .zip that a backup made.
        from: PathBuf,
    },
}

impl Keep {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        match self {
            Self::Verify => {
                let report = session.studio()?.library.verify()?;
                let (lang, out) = (session.lang, &session.out);
                out.result(&report, || {
                    msg::library_holds(lang, report.products, report.collages, report.pictures, report.records)
                });
                report.problems.iter().for_each(|problem| out.note(problem));
                let count = report.problems.len();
                if count > 0 {
                    return Err(CliError::Unsound { what: session.library_dir.display().to_string(), count });
                }
            }
            Self::Compact => {
                let report = session.studio()?.library.compact()?;
                let lang = session.lang;
                let kilobytes = |bytes: u64| bytes.div_ceil(1000);
                session.out.result(&report, || {
                    msg::library_compacted(lang, kilobytes(report.before_bytes), kilobytes(report.after_bytes))
                });
            }
            Self::Backup { to } => {
                session.studio()?.library.backup(&to)?;
                let lang = session.lang;
                session.out.result(&json!({"path": to}), || msg::written(lang, to.display()));
            }
            Self::Restore { from } => {
                let damaged = Library::restore_backup(&from, &session.library_dir)?;
                if !damaged.is_empty() {
                    session.out.note(&errors::pictures_left_out(session.lang, damaged.len()));
                }
                // Opened once, so that what is wrong with it is told now.
                let studio = session.studio()?;
                let (finds, collages) = (studio.library.products_count()?, studio.library.collages()?.len());
                let (lang, dir) = (session.lang, &session.library_dir);
                session.out.result(&json!({"library": dir, "products": finds, "collages": collages}), || {
                    msg::library_restored(lang, dir.display(), finds, collages)
                });
            }
        }
        Ok(())
    }
}
