//! `etalage library`: looking after what is kept.

use std::path::PathBuf;

use serde_json::json;

use crate::i18n::{cli as msg, errors};
use crate::library::{BackupReport, Library};

use super::Session;
use super::error::CliError;

/// What is kept.
#[derive(Debug, clap::Subcommand)]
pub enum Keep {
    /// Reads everything and says what is wrong.
    Verify,
    /// Gives room back.
    Compact,
    /// Shows what can be tidied: pictures that nothing refers to, versions that history does without.
    Tidy {
        /// Does it: moves those pictures to the library's folder `picked-up`, and thins the history.
        #[arg(long)]
        do_it: bool,
        /// Deletes the pictures in `picked-up` for good.
        #[arg(long)]
        empty: bool,
    },
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
            Self::Tidy { do_it, empty } => tidy(session, do_it, empty)?,
            Self::Backup { to } => {
                let report = session.studio()?.library.backup(&to)?;
                let (lang, out) = (session.lang, &session.out);
                let BackupReport { pictures, damaged, missing } = &report;
                let value = json!({"path": to, "pictures": pictures, "damaged": damaged, "missing": missing});
                out.result(&value, || msg::written(lang, to.display()));
                damaged.iter().for_each(|hash| out.note(&msg::picture_damaged(lang, hash)));
                missing.iter().for_each(|hash| out.note(&msg::picture_missing(lang, hash)));
                if !report.is_whole() {
                    let count = damaged.len() + missing.len();
                    return Err(CliError::BackupLacks { path: to.display().to_string(), count });
                }
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
                let value = json!({"library": dir, "products": finds, "collages": collages, "damaged": damaged});
                session.out.result(&value, || msg::library_restored(lang, dir.display(), finds, collages));
            }
        }
        Ok(())
    }
}

fn tidy(session: &mut Session, do_it: bool, empty: bool) -> Result<(), CliError> {
    let studio = session.studio()?;
    let report = studio.library.tidy(do_it)?;
    let emptied = empty.then(|| studio.library.empty_picked_up()).transpose()?;
    let (lang, kilobytes) = (session.lang, |bytes: u64| bytes.div_ceil(1000));
    let mut value = serde_json::to_value(&report).unwrap_or_default();
    if let (Some(fields), Some((count, bytes))) = (value.as_object_mut(), emptied) {
        fields.insert("deleted".to_owned(), count.into());
        fields.insert("deleted_bytes".to_owned(), bytes.into());
    }
    session.out.result(&value, || {
        let mut lines = vec![if do_it {
            msg::tidied(lang, report.pictures, kilobytes(report.picture_bytes), report.versions, report.put_back)
        } else {
            msg::can_be_tidied(lang, report.pictures, kilobytes(report.picture_bytes), report.versions)
        }];
        lines.extend(report.held_back.is_some().then(|| msg::tidy_held_back(lang)));
        lines.push(match emptied {
            Some((count, bytes)) => msg::picked_up_deleted(lang, count, kilobytes(bytes)),
            None => msg::picked_up_holds(lang, report.picked_up, kilobytes(report.picked_up_bytes)),
        });
        lines.join("\n")
    });
    Ok(())
}
