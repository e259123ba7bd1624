//! The format number of a library, in a plain file that is read before anything else.
//!
//! A change of the records' shape that serde's defaults cannot bridge raises [`FORMAT`], comes with a step
//! that rewrites older records, and leaves a library of the old format in `tests/libraries/`.

use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::{IoContext, LibraryError};
use super::files::write_whole;

/// The format this version writes.
pub(super) const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Header {
    format: u32,
}

/// Whether a folder holds the file, and in it a number.
pub(super) fn is_header(dir: &Path) -> bool {
    std::fs::read(dir.join("library.json")).is_ok_and(|bytes| serde_json::from_slice::<Header>(&bytes).is_ok())
}

/// Refuses newer formats; writes the file where there is none. A damaged file is written anew: the number
/// is all it holds, and every snapshot has it too. Returns what stood in a damaged one.
pub(super) fn check(dir: &Path) -> Result<Option<Vec<u8>>, LibraryError> {
    let path = dir.join("library.json");
    let bytes = match std::fs::read(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        bytes => Some(bytes.doing("reading", &path)?),
    };
    let found = bytes.as_ref().and_then(|bytes| serde_json::from_slice::<Header>(bytes).ok());
    match found {
        Some(Header { format }) if format > FORMAT => {
            Err(LibraryError::Newer { dir: dir.to_owned(), found: format, known: FORMAT })
        }
        Some(_) => Ok(None),
        None => {
            write_whole(&path, |file| writeln!(file, "{{\"format\":{FORMAT}}}"))?;
            Ok(bytes)
        }
    }
}
