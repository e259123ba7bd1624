//! Why a command failed.

use crate::jobs::JobsError;

/// Why a command failed, and with which exit code.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The arguments make no sense together, or name what is not there.
    #[error("{0}")]
    Usage(String),
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
}

impl CliError {
    /// 2 for wrong use, else 1.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_)
            | Self::Jobs(
                JobsError::UnknownChannel { .. } | JobsError::UnknownCollage { .. } | JobsError::AmbiguousCollage { .. },
            ) => 2,
            _ => 1,
        }
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
    crate::imaging::ImagingError,
    crate::ingest::IngestError,
    crate::library::LibraryError,
    crate::net::NetError,
    crate::publish::PublishError,
    crate::render::RenderError,
);
