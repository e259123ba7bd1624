//! What can go wrong with an errand.

use std::path::PathBuf;

use crate::affiliate::AffiliateError;
use crate::edit::EditError;
use crate::imaging::ImagingError;
use crate::ingest::IngestError;
use crate::library::LibraryError;
use crate::loopback::LoopbackError;
use crate::model::{CollageId, ImageHash, LinkError};
use crate::net::NetError;
use crate::publish::PublishError;
use crate::render::RenderError;

/// Why an errand ended without result. The rooms' own errors pass through as they are.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum JobsError {
    #[error(transparent)]
    Library(#[from] LibraryError),
    #[error(transparent)]
    Ingest(#[from] IngestError),
    #[error(transparent)]
    Imaging(#[from] ImagingError),
    #[error(transparent)]
    Net(#[from] NetError),
    #[error(transparent)]
    Publish(#[from] PublishError),
    #[error(transparent)]
    Render(#[from] RenderError),
    #[error(transparent)]
    Affiliate(#[from] AffiliateError),
    #[error(transparent)]
    Edit(#[from] EditError),
    #[error(transparent)]
    Link(#[from] LinkError),
    /// The shop answered with a captcha or a refusal.
    #[error(
        "the shop shows programs a check instead of the page: open {url} in your browser and send it from there with \
         the Etalage clipper (`etalage clipper --help`)"
    )]
    Blocked { url: String },
    /// A page without a product and without a picture.
    #[error("no product was found on {url}: copy its picture and then its address instead")]
    NoProduct { url: String },
    /// A page of many products.
    #[error("{url} lists {count} products: open the page of the one you mean")]
    ListPage { url: String, count: usize },
    #[error("{path} cannot be read: {error}")]
    Read { path: PathBuf, error: std::io::Error },
    #[error("{path} is {bytes} bytes long; files of up to {limit_bytes} are read")]
    FileTooLarge { path: PathBuf, bytes: u64, limit_bytes: u64 },
    #[error("{path} is neither a file nor a folder: name a file")]
    NoRegularFile { path: PathBuf },
    #[error("“{pair}” names no field and column of this feed: its columns are {columns}; the fields are {fields}")]
    UnknownColumn { pair: String, columns: String, fields: String },
    #[error("{path} is neither a picture, a saved page nor a link file")]
    UnknownFile { path: PathBuf },
    #[error("“{name}” is no channel: use one of {known}")]
    UnknownChannel { name: String, known: String },
    #[error("no collage is called “{name}”: see `etalage collages list`")]
    UnknownCollage { name: String },
    #[error("{count} collages are called “{name}”: use an id from `etalage collages list`")]
    AmbiguousCollage { name: String, count: usize },
    #[error("the library holds no picture {0}: bring it in first, for example with `etalage import pictures`")]
    UnknownPicture(ImageHash),
    #[error("{path} does not say which page it is: give its address with --url")]
    NoAddress { path: PathBuf },
    #[error("collage {0} lies in the trash: restore it first")]
    Trashed(CollageId),
    #[error("the settings hold affiliate programs that cannot be read ({0}): correct them in Settings")]
    Programs(String),
    /// The browser shows the check too.
    #[error("{url} still shows its check: finish it in the browser, then clip the page again")]
    CheckShown { url: String },
    #[error(transparent)]
    Loopback(#[from] LoopbackError),
    #[error(
        "the list of paired browsers in the library cannot be read ({0}): restore a backup, or use a newer version"
    )]
    Browsers(String),
    #[error("{path} holds other files: name an empty or a new folder")]
    FolderInUse { path: PathBuf },
    #[error("{path} cannot be written: {error}")]
    Write { path: PathBuf, error: std::io::Error },
    #[error("a worker could not be started: {0}")]
    Thread(std::io::Error),
    #[error("stopped; what was taken so far is kept")]
    Cancelled,
}

impl JobsError {
    /// Whether a shop refuses programs, so that the page has to come from the person's browser.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::Blocked { .. } | Self::Net(NetError::Refused { .. }))
    }
}
