//! Records cut out of a long XML or JSON text, one at a time, so that neither memory nor one broken
//! record depends on the rest.

use std::borrow::Cow;
use std::io::{self, Read};

use super::text::repaired;

/// A stretch of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// One whole record, and its 1-based line.
    Record(u64, Cow<'a, str>),
    /// A record that does not end, or is too large.
    Broken(u64, &'static str),
}

/// What a scan of the buffer found. Places are bytes from the start of the buffer.
pub(super) enum Scan {
    /// A record from here to there; scanning goes on behind it.
    Record(usize, usize),
    /// A record that begins here is broken; scanning goes on there.
    Broken(usize, usize, &'static str),
    /// No record ends before the end of the buffer. Bytes before the place are not needed any more.
    More(usize),
}

/// Finds records in bytes.
pub(super) trait Scanner {
    /// Looks for the next record in `text`; `last` says that nothing follows. May remember how far it came:
    /// the same bytes come again with more behind them, minus those it said were not needed.
    fn scan(&mut self, text: &[u8], last: bool) -> Scan;

    /// Forgets a record that was too large.
    fn give_up(&mut self);
}

/// Reads pieces.
pub(super) struct Slicer<R, S> {
    input: R,
    scanner: S,
    buffer: Vec<u8>,
    /// Start of what was not handed over yet.
    at: usize,
    /// 1-based line of `at`.
    line: u64,
    last: bool,
    most_bytes: usize,
}

impl<R: Read, S: Scanner> Slicer<R, S> {
    const CHUNK_BYTES: usize = 256 * 1024;

    pub(super) fn new(input: R, scanner: S, most_bytes: usize) -> Self {
        Self { input, scanner, buffer: Vec::new(), at: 0, line: 1, last: false, most_bytes }
    }

    /// The next piece.
    pub(super) fn next_piece(&mut self) -> io::Result<Option<Piece<'_>>> {
        let (start, end) = loop {
            let text = self.buffer.get(self.at..).unwrap_or_default();
            match self.scanner.scan(text, self.last) {
                Scan::Record(start, end) => break (start, end),
                Scan::Broken(start, next, why) => {
                    self.advance(start);
                    let line = self.line;
                    self.advance(next - start);
                    return Ok(Some(Piece::Broken(line, why)));
                }
                Scan::More(_) if self.last => return Ok(None),
                Scan::More(unneeded) => {
                    let kept = text.len() - unneeded.min(text.len());
                    self.advance(unneeded);
                    if kept > self.most_bytes {
                        let line = self.line;
                        self.scanner.give_up();
                        self.advance(kept);
                        return Ok(Some(Piece::Broken(line, "it is too large")));
                    }
                    self.refill()?;
                }
            }
        };
        self.advance(start);
        let (line, begins) = (self.line, self.at);
        self.advance(end - start);
        let record = self.buffer.get(begins..self.at).unwrap_or_default();
        Ok(Some(Piece::Record(line, repaired(record))))
    }

    fn advance(&mut self, bytes: usize) {
        let end = (self.at + bytes).min(self.buffer.len());
        let passed = self.buffer.get(self.at..end).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        self.at = end;
    }

    fn refill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.at);
        self.at = 0;
        let filled = self.buffer.len();
        self.buffer.resize(filled + Self::CHUNK_BYTES, 0);
        let read = super::unpack::fill(&mut self.input, self.buffer.get_mut(filled..).unwrap_or_default());
        self.buffer.truncate(filled + *read.as_ref().unwrap_or(&0));
        self.last = read? == 0;
        Ok(())
    }
}
