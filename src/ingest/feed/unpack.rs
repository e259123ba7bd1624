//! Plain bytes from packed ones: gzip, zip and bzip2 by their magic bytes, whatever the file is called, at
//! most two layers deep (a `.gz` inside a `.zip`, a `.gz` that was packed again on the way).

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use bzip2::bufread::MultiBzDecoder;
use flate2::read::MultiGzDecoder;

use super::limits::{Bounded, Limits, io_error};
use crate::ingest::IngestError;

/// What a feed is read from: a file or bytes in memory. Zip archives keep their directory at the end, so
/// that a stream alone will not do.
pub trait Input: Read + Seek {}

impl<T: Read + Seek> Input for T {}

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZIP: &[u8] = b"PK\x03\x04";

/// `BZh` and the size of its blocks: a table may begin with the letters alone.
fn is_bzip2(head: &[u8]) -> bool {
    matches!(head, [b'B', b'Z', b'h', b'1'..=b'9', ..])
}

/// Calls `then` with the plain bytes of `input`.
pub(super) fn unpack<T>(
    input: &mut dyn Input,
    limits: &Limits,
    then: impl FnOnce(&mut dyn Read) -> Result<T, IngestError>,
) -> Result<T, IngestError> {
    let bytes = input.seek(SeekFrom::End(0)).map_err(|error| io_error(&error))?;
    input.seek(SeekFrom::Start(0)).map_err(|error| io_error(&error))?;
    let mut head = [0; 4];
    let read = fill(input, &mut head).map_err(|error| io_error(&error))?;
    input.seek(SeekFrom::Start(0)).map_err(|error| io_error(&error))?;
    let head = head.get(..read).unwrap_or_default();
    let limit_bytes = limits.unpacked_bytes(bytes);
    if head.starts_with(GZIP) {
        twice(&mut MultiGzDecoder::new(BufReader::new(input)), limit_bytes, then)
    } else if head.starts_with(ZIP) {
        let mut archive = zip::ZipArchive::new(input).map_err(|error| broken(&error.to_string()))?;
        let index = chosen_entry(&mut archive, limits)?;
        let mut entry = archive.by_index(index).map_err(|error| broken(&error.to_string()))?;
        twice(&mut entry, limit_bytes, then)
    } else if is_bzip2(head) {
        twice(&mut MultiBzDecoder::new(BufReader::new(input)), limit_bytes, then)
    } else {
        then(&mut Bounded::new(input, limits.bytes))
    }
}

/// Looks for a second layer of gzip or bzip2 behind the first.
fn twice<T>(
    outer: &mut dyn Read,
    limit_bytes: u64,
    then: impl FnOnce(&mut dyn Read) -> Result<T, IngestError>,
) -> Result<T, IngestError> {
    let mut outer = Bounded::new(outer, limit_bytes);
    let mut head = [0; 4];
    let read = fill(&mut outer, &mut head).map_err(|error| io_error(&error))?;
    let head = head.get(..read).unwrap_or_default();
    let mut whole = head.chain(outer);
    if head.starts_with(GZIP) {
        then(&mut Bounded::new(MultiGzDecoder::new(BufReader::new(whole)), limit_bytes))
    } else if is_bzip2(head) {
        then(&mut Bounded::new(MultiBzDecoder::new(BufReader::new(whole)), limit_bytes))
    } else {
        then(&mut whole)
    }
}

/// The first entry that is a feed: no folder, no twin that macOS adds, best with the suffix of one.
fn chosen_entry<R: Read + Seek>(archive: &mut zip::ZipArchive<R>, limits: &Limits) -> Result<usize, IngestError> {
    if archive.len() > limits.zip_entries {
        return Err(broken(&format!("the archive holds more than {} files", limits.zip_entries)));
    }
    let mut fallback = None;
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index_raw(index) else { continue };
        // A name that is no text still holds what it holds.
        let name = entry.name().map(|name| name.to_ascii_lowercase()).unwrap_or_default();
        let file_name = name.rsplit('/').next().unwrap_or_default();
        if entry.is_dir() || name.starts_with("__macosx/") || file_name.starts_with('.') {
            continue;
        }
        if [".csv", ".tsv", ".txt", ".xml", ".json", ".jsonl", ".yml", ".gz", ".bz2"]
            .iter()
            .any(|end| name.ends_with(end))
        {
            return Ok(index);
        }
        fallback.get_or_insert(index);
    }
    fallback.ok_or_else(|| broken("the archive holds no file"))
}

fn broken(reason: &str) -> IngestError {
    IngestError::Unreadable { what: "feed", reason: reason.to_owned() }
}

/// Reads until `buffer` is full or the input ends. What was read before a failure counts; the failure, which
/// is final, is met by the next read.
pub(super) fn fill(input: &mut (impl Read + ?Sized), buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match input.read(rest) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) if filled > 0 => break,
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}
