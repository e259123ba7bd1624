//! The journal: one line of JSON per committed batch, synced before the batch counts as saved.
//!
//! `{"seq":12,"ops":[["key",value],["gone",null]],"crc":"01234567"}`: `seq` counts commits from 1 without
//! gaps, `null` removes a record, `crc` is the CRC-32 of all bytes before `,"crc"`. A segment is named
//! `journal-<first seq>.jsonl`; a new one begins whenever the older ones are folded into a snapshot.

use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::error::{IoContext, LibraryError};
use super::files::{names_in, sync_dir};
use super::line;
use super::store::Op;

/// How much of an import may stand in the journal without being on disk.
const MOST_UNSYNCED_BYTES: u64 = 16 << 20;

/// The open end of the journal.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: File,
    /// Bytes that are known to be on disk, but for the last `unsynced_bytes`.
    len: u64,
    /// Bytes of an import that were written and not synced.
    unsynced_bytes: u64,
    /// Whether something may stand behind them.
    torn: bool,
}

impl Journal {
    /// Opens the segment that begins with `first_seq`, new or not, to write behind its `len` good bytes.
    pub(super) fn open(dir: &Path, first_seq: u64, len: u64) -> Result<Self, LibraryError> {
        let path = segment_path(dir, first_seq);
        let mut file =
            File::options().write(true).create(true).truncate(false).open(&path).doing("opening the journal", &path)?;
        file.set_len(len).doing("cutting the journal", &path)?;
        file.seek(SeekFrom::Start(len)).doing("opening the journal", &path)?;
        file.sync_all().doing("syncing the journal", &path)?;
        sync_dir(dir)?;
        Ok(Self { path, file, len, unsynced_bytes: 0, torn: false })
    }

    /// Adds batches, each a line of its own, in one write; they are on disk when this returns their length.
    /// After an error none of them counts, whatever of them stands in the file.
    pub(super) fn append(&mut self, batches: &[(u64, Vec<Op>)]) -> Result<u64, LibraryError> {
        let bytes = self.append_then(batches, File::sync_data)?;
        self.unsynced_bytes = 0;
        Ok(bytes)
    }

    /// The same, on disk at once only every so many bytes, or with the next [`Journal::append`] or
    /// [`Journal::sync`]. A kill loses nothing of it, a power cut may lose the last batches, whole ones.
    pub(super) fn append_in_row(&mut self, batches: &[(u64, Vec<Op>)]) -> Result<u64, LibraryError> {
        if self.unsynced_bytes > MOST_UNSYNCED_BYTES {
            return self.append(batches);
        }
        let bytes = self.append_then(batches, |_| Ok(()))?;
        self.unsynced_bytes += bytes;
        Ok(bytes)
    }

    /// Puts on disk what [`Journal::append_in_row`] wrote.
    pub(super) fn sync(&mut self) -> Result<(), LibraryError> {
        if self.unsynced_bytes > 0 {
            self.file.sync_data().doing("syncing the journal", &self.path)?;
            self.unsynced_bytes = 0;
        }
        Ok(())
    }

    fn append_then(
        &mut self,
        batches: &[(u64, Vec<Op>)],
        sync: impl FnOnce(&File) -> io::Result<()>,
    ) -> Result<u64, LibraryError> {
        self.mend()?;
        let text: String = batches.iter().map(|(seq, ops)| line_of(*seq, ops)).collect();
        self.torn = true;
        let written = self.file.write_all(text.as_bytes()).and_then(|()| sync(&self.file));
        if written.is_err() {
            // Now if the disk allows it, else before the next write.
            let _ = self.mend();
        }
        written.doing("writing the journal", &self.path)?;
        self.torn = false;
        self.len += text.len() as u64;
        Ok(text.len() as u64)
    }

    /// Cuts off what a failed write left, and has the cut on disk before anything may follow: a whole line of
    /// an edit that was called not saved would otherwise come before its second try. The file is opened anew,
    /// since its disk may have gone and come back.
    pub(super) fn mend(&mut self) -> Result<(), LibraryError> {
        if !self.torn {
            return Ok(());
        }
        let mut file = File::options().write(true).open(&self.path).doing("opening the journal", &self.path)?;
        let cut = |file: &mut File| {
            if file.metadata()?.len() < self.len {
                // Cutting would fill it up with zeros.
                return Err(io::Error::other("it is shorter than what was saved: open the library again"));
            }
            file.set_len(self.len)?;
            file.seek(SeekFrom::Start(self.len))?;
            file.sync_all()
        };
        cut(&mut file).doing("cutting the journal", &self.path)?;
        self.file = file;
        self.torn = false;
        Ok(())
    }

    /// Makes the next writes fail, after `torn` got into the file.
    #[cfg(test)]
    pub(super) fn break_down(&mut self, torn: &[u8]) {
        self.file.write_all(torn).unwrap();
        self.file = File::open(&self.path).unwrap();
    }
}

/// The text of a batch, line feed included.
fn line_of(seq: u64, ops: &[Op]) -> String {
    let mut text = format!("{{\"seq\":{seq},\"ops\":[");
    for (at, Op { key, value }) in ops.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        let key = serde_json::Value::from(key.as_str());
        let value = value.as_deref().unwrap_or("null");
        text.push_str(&format!("{comma}[{key},{value}]"));
    }
    text.push_str("]}");
    line::seal(&text)
}

/// Reads the changes of a whole line.
pub(super) fn ops_of(line: &str) -> Result<Vec<Op>, serde_json::Error> {
    #[derive(Deserialize)]
    struct Line {
        ops: Vec<(String, serde_json::Value)>,
    }
    let parsed: Line = serde_json::from_str(line)?;
    let op =
        |(key, value): (String, serde_json::Value)| Op { key, value: (!value.is_null()).then(|| value.to_string()) };
    Ok(parsed.ops.into_iter().map(op).collect())
}

/// The segments in a folder with the first number of each, oldest first.
pub(super) fn segments(dir: &Path) -> Result<Vec<(u64, PathBuf)>, LibraryError> {
    let number = |name: &str| name.strip_prefix("journal-")?.strip_suffix(".jsonl")?.parse::<u64>().ok();
    let names = names_in(dir)?;
    Ok(names.iter().filter_map(|name| Some((number(name)?, dir.join(name)))).collect())
}

/// Where the segment that begins with a number lies.
pub(super) fn segment_path(dir: &Path, first_seq: u64) -> PathBuf {
    dir.join(format!("journal-{first_seq:016}.jsonl"))
}

/// What a segment holds.
#[derive(Debug, Default)]
pub(super) struct Segment {
    /// Whole lines with their numbers.
    pub(super) batches: Vec<(u64, String)>,
    /// Damaged lines that are followed by a whole one.
    pub(super) bad: Vec<Vec<u8>>,
    /// What follows the last whole line: a torn write, or damage.
    pub(super) tail: Vec<u8>,
    /// Bytes up to and with the last whole line.
    pub(super) good_len: u64,
}

/// Reads a segment; only I/O fails.
pub(super) fn read_segment(path: &Path) -> Result<Segment, LibraryError> {
    let bytes = fs::read(path).doing("reading the journal", path)?;
    let mut segment = Segment::default();
    let mut doubtful = Vec::new();
    let mut offset = 0;
    for piece in bytes.split_inclusive(|&byte| byte == b'\n') {
        offset += piece.len() as u64;
        let whole = piece
            .strip_suffix(b"\n")
            .and_then(line::check)
            .and_then(|text| Some((line::leading_number(text, "seq")?, text)));
        match whole {
            Some((seq, text)) => {
                segment.batches.push((seq, text.to_owned()));
                segment.bad.append(&mut doubtful);
                segment.good_len = offset;
            }
            None => doubtful.push(piece.to_vec()),
        }
    }
    segment.tail = doubtful.concat();
    Ok(segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn op(key: &str, value: Option<&str>) -> Op {
        Op { key: key.to_owned(), value: value.map(str::to_owned) }
    }

    #[test]
    fn what_was_appended_is_read_and_a_torn_end_is_told_from_a_bad_middle() {
        let dir = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(dir.path(), 1, 0).unwrap();
        let batches = [vec![op("a \"q\"", Some("{\"x\":0.1}"))], vec![op("a \"q\"", None)], vec![op("b", Some("[1]"))]];
        for (at, ops) in batches.iter().enumerate() {
            journal.append(&[(at as u64 + 1, ops.clone())]).unwrap();
        }
        let path = segment_path(dir.path(), 1);
        let whole = fs::read(&path).unwrap();
        let read = read_segment(&path).unwrap();
        assert_eq!(read.batches.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(), [1, 2, 3]);
        for ((_, text), ops) in read.batches.iter().zip(&batches) {
            assert_eq!(&ops_of(text).unwrap(), ops);
        }
        assert_eq!((read.good_len, read.tail.len(), read.bad.len()), (whole.len() as u64, 0, 0));

        for cut in 1..whole.len() {
            fs::write(&path, &whole[..cut]).unwrap();
            let read = read_segment(&path).unwrap();
            assert_eq!(read.good_len as usize + read.tail.len(), cut);
            assert!(read.bad.is_empty());
        }
        let mut flipped = whole.clone();
        let middle = whole.iter().position(|&byte| byte == b'\n').unwrap() + 10;
        flipped[middle] ^= 1;
        fs::write(&path, &flipped).unwrap();
        let read = read_segment(&path).unwrap();
        assert_eq!(read.batches.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(), [1, 3]);
        assert_eq!((read.bad.len(), read.tail.len()), (1, 0));
    }

    #[test]
    fn writing_goes_on_behind_the_good_part() {
        let dir = tempfile::tempdir().unwrap();
        let len = Journal::open(dir.path(), 1, 0).unwrap().append(&[(1, vec![op("a", Some("1"))])]).unwrap();
        let path = segment_path(dir.path(), 1);
        let mut torn = fs::read(&path).unwrap();
        torn.extend_from_slice(b"{\"seq\":2,");
        fs::write(&path, torn).unwrap();
        Journal::open(dir.path(), 1, len).unwrap().append(&[(2, vec![op("a", None)])]).unwrap();
        let read = read_segment(&path).unwrap();
        assert_eq!(read.batches.len(), 2);
        assert!(read.tail.is_empty() && read.bad.is_empty());
    }

    #[test]
    fn a_failed_write_leaves_nothing_that_a_second_try_could_follow() {
        let dir = tempfile::tempdir().unwrap();
        let path = segment_path(dir.path(), 1);
        let seqs = || read_segment(&path).unwrap().batches.iter().map(|(seq, _)| *seq).collect::<Vec<_>>();
        // What the failed write may have got into the file: nothing, half a line, the whole line, more.
        let whole = line_of(2, &[op("a", Some("\"first try\""))]);
        let more = format!("{whole}{}", line_of(3, &[op("b", None)]));
        for torn in ["", &whole[..20], &whole, &more] {
            let _ = fs::remove_file(&path);
            let mut journal = Journal::open(dir.path(), 1, 0).unwrap();
            journal.append(&[(1, vec![op("a", Some("1"))])]).unwrap();
            journal.break_down(torn.as_bytes());
            assert!(journal.append(&[(2, vec![op("a", Some("2"))])]).is_err());
            assert_eq!(seqs(), [1], "{torn}");
            journal.append(&[(2, vec![op("a", Some("3"))]), (3, vec![op("b", None)])]).unwrap();
            assert_eq!(seqs(), [1, 2, 3], "{torn}");
            let read = read_segment(&path).unwrap();
            assert!(read.tail.is_empty() && read.bad.is_empty());
            assert_eq!(ops_of(&read.batches[1].1).unwrap(), [op("a", Some("3"))]);
        }
    }

    #[test]
    fn a_journal_that_is_gone_or_lost_its_end_is_not_made_anew() {
        let dir = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(dir.path(), 1, 0).unwrap();
        journal.append(&[(1, vec![op("a", Some("1"))])]).unwrap();
        journal.break_down(b"");
        let (path, away) = (segment_path(dir.path(), 1), dir.path().join("away"));
        fs::rename(&path, &away).unwrap();
        for _ in 0..2 {
            assert!(journal.append(&[(2, vec![op("a", None)])]).is_err());
            assert!(!path.exists());
        }
        let whole = fs::read(&away).unwrap();
        fs::write(&path, &whole[..5]).unwrap();
        assert!(journal.append(&[(2, vec![op("a", None)])]).is_err());
        assert_eq!(fs::read(&path).unwrap(), &whole[..5]);
        // The disk is back.
        fs::rename(&away, &path).unwrap();
        journal.append(&[(2, vec![op("a", None)])]).unwrap();
        assert_eq!(read_segment(&path).unwrap().batches.len(), 2);
    }
}
