//! Why a command failed.

use crate::i18n::{Lang, cli as msg, system};
use crate::jobs::{JobsError, explain};
use crate::publish::PublishError;

use super::usage::Usage;

/// Why a command failed, and with which exit code.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The arguments make no sense together, or name what is not there.
    #[error("{}", .0.message(Lang::En))]
    Usage(Usage),
    /// An errand failed.
    #[error(transparent)]
    Jobs(#[from] JobsError),
    /// The window could not be opened.
    #[cfg(feature = "desktop")]
    #[error(transparent)]
    Desktop(#[from] crate::desktop::DesktopError),
    /// Something other than the program's own files could not be read or written.
    #[error("{what}: {error}")]
    Io {
        /// Which file, or `standard input`.
        what: String,
        /// The system's words.
        error: std::io::Error,
    },
    /// Several things were asked for and some of them failed; each was told already.
    #[error("{failed} of {all} failed")]
    Partly {
        /// How many failed.
        failed: usize,
        /// Of how many.
        all: usize,
    },
    /// A backup was written without some of the pictures; each was told already.
    #[error("{path} was written, but {count} pictures could not be backed up")]
    BackupLacks {
        /// The backup.
        path: String,
        /// How many pictures.
        count: usize,
    },
    /// A check found something wrong; each thing was told already.
    #[error("{what}: {count} problems were found")]
    Unsound {
        /// What was checked.
        what: String,
        /// How many problems.
        count: usize,
    },
}

impl CliError {
    /// 2 for wrong use, else 1.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_)
            | Self::Jobs(
                JobsError::UnknownChannel { .. }
                | JobsError::UnknownCollage { .. }
                | JobsError::AmbiguousCollage { .. }
                | JobsError::NoAddress { .. }
                | JobsError::UnknownColumn { .. }
                | JobsError::Link(_)
                | JobsError::Affiliate(_)
                | JobsError::Publish(PublishError::UnknownFormat(_)),
            ) => 2,
            _ => 1,
        }
    }

    /// In the person's language.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::Jobs(
                error @ JobsError::Publish(PublishError::OtherCollage { .. } | PublishError::FileInTheWay { .. }),
            ) => {
                format!("{} {}", explain::jobs(error, lang), msg::add_replace(lang))
            }
            Self::Jobs(error) => explain::jobs(error, lang),
            Self::Partly { failed, all } => msg::partly(lang, failed, all),
            Self::BackupLacks { path, count } => msg::backup_lacks(lang, path, count),
            Self::Unsound { what, count } => msg::unsound(lang, what, count),
            Self::Usage(usage) => usage.message(lang),
            #[cfg(feature = "desktop")]
            Self::Desktop(error) => error.message(lang),
            Self::Io { what, error } => msg::io(lang, what, system::words(lang, error)),
        }
    }
}

impl From<Usage> for CliError {
    fn from(usage: Usage) -> Self {
        Self::Usage(usage)
    }
}

macro_rules! through_jobs {
    ($($error:ty),* $(,)?) => {
        $(impl From<$error> for CliError {
            fn from(error: $error) -> Self {
                Self::Jobs(error.into())
            }
        })*
    };
}

// The rooms' errors reach a person as they are.
through_jobs!(
    crate::affiliate::AffiliateError,
    crate::edit::EditError,
    crate::ingest::IngestError,
    crate::library::LibraryError,
    crate::model::LinkError,
    crate::net::NetError,
    crate::publish::PublishError,
);
