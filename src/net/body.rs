//! Reading a reply under limits of size and time.

use std::io::{Read, Write};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use super::error::NetError;

/// How far a download has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read, after decompression.
    pub bytes: u64,
    /// What the server announced, where it did.
    pub of_bytes: Option<u64>,
}

/// What a reply may cost.
pub(super) struct Limits {
    /// Counted after decompression.
    pub(super) bytes: u64,
    /// From the request to the last byte.
    pub(super) time: Duration,
    /// The moment when that time is over.
    pub(super) deadline: Instant,
}

/// Copies a reply of `host` to `out`. `progress` is called after every chunk and may stop it.
pub(super) fn copy(
    mut reply: impl Read,
    host: &str,
    announced_bytes: Option<u64>,
    limits: &Limits,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<u64, NetError> {
    let host = || host.to_owned();
    let too_big = || NetError::TooBig { host: host(), limit_bytes: limits.bytes };
    if announced_bytes.is_some_and(|bytes| bytes > limits.bytes) {
        return Err(too_big());
    }
    let mut chunk = vec![0; 64 * 1024];
    let mut bytes = 0_u64;
    loop {
        let read = match reply.read(&mut chunk) {
            Ok(read) => read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) if is_timeout(&error) => return Err(NetError::TooSlow { host: host(), limit: limits.time }),
            Err(error) => return Err(NetError::Broken { host: host(), why: innermost(&error) }),
        };
        let Some(fresh) = chunk.get(..read).filter(|fresh| !fresh.is_empty()) else {
            return Ok(bytes);
        };
        bytes += read as u64;
        if bytes > limits.bytes {
            return Err(too_big());
        }
        // A server that sends a byte now and then never hits the time limit of a single read.
        if Instant::now() > limits.deadline {
            return Err(NetError::TooSlow { host: host(), limit: limits.time });
        }
        out.write_all(fresh).map_err(|source| NetError::Write { host: host(), source })?;
        if progress(Progress { bytes, of_bytes: announced_bytes }).is_break() {
            return Err(NetError::Cancelled { host: host() });
        }
    }
}

fn is_timeout(error: &std::io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<reqwest::Error>());
    error.kind() == std::io::ErrorKind::TimedOut || inner.is_some_and(reqwest::Error::is_timeout)
}

/// The deepest cause: the outer layers say little more than “error decoding response body”.
pub(super) fn innermost(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}
