//! How much of a feed is read, kept and remembered.

use std::io::{self, Read};

use crate::ingest::IngestError;

/// The limits of one reading. Memory stays below about `window_groups` products, `remembered_ids` × 16
/// bytes, and a few records of `record_bytes`, whatever the size of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The largest feed, counted after unpacking.
    pub bytes: u64,
    /// How many times larger than the packed file its contents may be.
    pub unpack_ratio: u64,
    /// The most files in a zip.
    pub zip_entries: usize,
    /// The largest record; a larger one is skipped with a warning.
    pub record_bytes: usize,
    /// How many products may be open for more variants at a time.
    pub window_groups: usize,
    /// How many ids and groups are remembered to tell repeated ones.
    pub remembered_ids: usize,
    /// How many warnings are kept; the rest is counted.
    pub warnings: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 8_000_000_000,
            unpack_ratio: 250,
            zip_entries: 1_000,
            record_bytes: 4 << 20,
            window_groups: 1_000,
            remembered_ids: 4_000_000,
            warnings: 200,
        }
    }
}

impl Limits {
    /// Small files may unpack to this much whatever the ratio: a thousand equal rows pack well.
    const FREE_BYTES: u64 = 64_000_000;

    /// The most that a packed file of `packed_bytes` may unpack to.
    pub(super) fn unpacked_bytes(&self, packed_bytes: u64) -> u64 {
        packed_bytes.saturating_mul(self.unpack_ratio).max(Self::FREE_BYTES).min(self.bytes)
    }
}

/// A reader that fails with a recognisable error when it has given `limit_bytes`. A failure is final: each
/// further read fails in the same way.
pub(super) struct Bounded<R> {
    inner: R,
    read_bytes: u64,
    limit_bytes: u64,
    failed: Option<(io::ErrorKind, String)>,
}

impl<R: Read> Bounded<R> {
    pub(super) fn new(inner: R, limit_bytes: u64) -> Self {
        Self { inner, read_bytes: 0, limit_bytes, failed: None }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some((kind, why)) = &self.failed {
            return Err(io::Error::new(*kind, why.clone()));
        }
        if self.read_bytes <= self.limit_bytes {
            let read = self.inner.read(buffer).inspect_err(|error| {
                self.failed =
                    Some((error.kind(), error.to_string())).filter(|(kind, _)| *kind != io::ErrorKind::Interrupted);
            })?;
            self.read_bytes += read as u64;
            if self.read_bytes <= self.limit_bytes {
                return Ok(read);
            }
        }
        Err(io::Error::other(PastLimit { bytes: self.read_bytes, limit_bytes: self.limit_bytes }))
    }
}

#[derive(Debug, thiserror::Error)]
#[error("{bytes} bytes are more than {limit_bytes}")]
struct PastLimit {
    bytes: u64,
    limit_bytes: u64,
}

/// What a failed read means for the feed.
pub(super) fn io_error(error: &io::Error) -> IngestError {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<PastLimit>()) {
        Some(past) => IngestError::TooLarge { what: "feed", bytes: past.bytes, limit_bytes: past.limit_bytes },
        None => IngestError::Unreadable { what: "feed", reason: error.to_string() },
    }
}
