//! What can go wrong with a picture.

use super::format::Format;

/// Why a picture was not read or not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImagingError {
    /// The file itself is too large.
    #[error("the picture file has {bytes} bytes; up to {max_bytes} are read: save it smaller and try again")]
    TooManyBytes {
        /// Length of the file.
        bytes: u64,
        /// The limit.
        max_bytes: u64,
    },
    /// None of the known formats.
    #[error("this is not a picture that can be read here: use PNG, JPEG, WebP, GIF, BMP or SVG")]
    UnknownFormat,
    /// A side is too long.
    #[error(
        "the picture is {width_px} × {height_px} pixels; sides of up to {max_side_px} are read: scale it down and try again"
    )]
    SideTooLong {
        /// By its header.
        width_px: u32,
        /// By its header.
        height_px: u32,
        /// The limit.
        max_side_px: u32,
    },
    /// Too many pixels in all.
    #[error(
        "the picture is {width_px} × {height_px} pixels; up to {max_px} in all are read: scale it down and try again"
    )]
    TooManyPixels {
        /// By its header.
        width_px: u32,
        /// By its header.
        height_px: u32,
        /// The limit.
        max_px: u64,
    },
    /// A large picture in an improbably small file.
    #[error(
        "a file of {bytes} bytes claims {width_px} × {height_px} pixels; of so small a file up to {max_px} are believed: it was not opened"
    )]
    Bomb {
        /// By its header.
        width_px: u32,
        /// By its header.
        height_px: u32,
        /// Length of the file.
        bytes: u64,
        /// The most pixels that a file of this length may claim.
        max_px: u64,
    },
    /// The decoder would have needed more memory than it is given.
    #[error("opening the picture would take more memory than pictures are given: scale it down and try again")]
    TooMuchMemory,
    /// Cut short, damaged, or of a flavour that is not supported.
    #[error("the {format} picture is damaged or of an unknown kind ({reason}): save it again from where it came")]
    Damaged {
        /// What it claims to be.
        format: Format,
        /// The decoder's words.
        reason: String,
    },
    /// The format cannot hold so large a picture.
    #[error(
        "{format} pictures have at most {max_side_px} pixels a side, this one would be {width_px} × {height_px}: make it smaller or choose another format"
    )]
    TooLargeToWrite {
        /// The wanted format.
        format: Format,
        /// Of the picture.
        width_px: u32,
        /// Of the picture.
        height_px: u32,
        /// The format's limit.
        max_side_px: u32,
    },
    /// An encoder failed.
    #[error("the {format} picture could not be written ({reason})")]
    NotWritten {
        /// The wanted format.
        format: Format,
        /// The encoder's words.
        reason: String,
    },
}
