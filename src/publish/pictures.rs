//! Pictures on their way out: without metadata, named by the hash of what is left.

use crate::imaging::{self, Format, ImagingError, Limits};
use crate::model::ImageHash;

/// The folder of a bundle that holds the pictures.
pub const PICTURES_DIR: &str = "pictures";

/// A picture file that may leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutPicture {
    /// Of `bytes`.
    pub hash: ImageHash,
    /// The file.
    pub bytes: Vec<u8>,
    /// What it is.
    pub format: Format,
    /// Upright width and height.
    pub size_px: (u32, u32),
}

impl OutPicture {
    /// Where the file lies in a bundle.
    pub fn path(&self) -> String {
        format!("{PICTURES_DIR}/{}.{}", self.hash, self.format.extension())
    }
}

/// A kept picture without its metadata. What came out once comes out unchanged the next time, so that a
/// bundle that is imported and exported again names the same files.
pub fn outgoing(kept: &[u8]) -> Result<OutPicture, ImagingError> {
    let limits = Limits::default();
    let once = imaging::strip_metadata(kept, &limits)?;
    // A picture that had to be written anew may still hold what its encoder added.
    let stripped = imaging::strip_metadata(&once.bytes, &limits)?;
    let info = imaging::probe(&stripped.bytes, &limits)?;
    Ok(OutPicture {
        hash: imaging::hash(&stripped.bytes),
        bytes: stripped.bytes,
        format: stripped.format,
        size_px: (info.width_px, info.height_px),
    })
}
