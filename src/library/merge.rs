//! Folding with little memory: the journal's changes are sorted in runs of bounded size, which are then merged
//! with the snapshot line by line. A library of a million finds folds in the memory that one of ten thousand
//! takes.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::error::{IoContext, LibraryError};
use super::journal::segments;
use super::line;
use super::snapshot::{self, snapshots};

/// Changes are sorted in memory up to this many bytes of text.
const RUN_BYTES: usize = 24 << 20;
/// A journal line longer than this is damage.
const MOST_LINE_BYTES: u64 = 1 << 30;

/// Writes the snapshot of everything up to `seq` from closed files alone. Returns its bytes, or `None` when
/// something in the net is damaged; then nothing is written.
pub(super) fn fold(dir: &Path, seq: u64) -> Result<Option<u64>, LibraryError> {
    let newest = snapshots(dir)?.into_iter().rev().find(|(_, path)| snapshot::has_both_ends(path));
    let snapshot_seq = newest.as_ref().map_or(0, |(seq, _)| *seq);
    let Some(mut runs) = runs(dir, snapshot_seq, seq)? else { return Ok(None) };
    let mut sources: Vec<Box<dyn Source>> = Vec::new();
    // The newest first: of equal keys the first source wins.
    while let Some(run) = runs.pop() {
        sources.push(run);
    }
    if let Some((_, path)) = newest {
        sources.push(Box::new(Kept::open(&path)?));
    }
    let mut sound = true;
    match snapshot::write_from(dir, seq, |put| merge(&mut sources, &mut sound, put)) {
        Err(_) if !sound => Ok(None),
        written => written.map(Some),
    }
}

/// A change: a key and its value as JSON text, or `None` where the record is removed.
type Change = (String, Option<String>);

/// Changes in the order of their keys, each key once.
trait Source {
    /// The next one; `Err` with `InvalidData` for damage.
    fn next_change(&mut self) -> io::Result<Option<Change>>;
}

fn merge(
    sources: &mut [Box<dyn Source>],
    sound: &mut bool,
    put: &mut dyn FnMut(&str, &str) -> io::Result<()>,
) -> io::Result<()> {
    let count = sources.len();
    let mut heads: BinaryHeap<Reverse<(String, usize, Option<String>)>> = BinaryHeap::new();
    let mut refill = |heads: &mut BinaryHeap<_>, place: usize| -> io::Result<()> {
        let next = sources.get_mut(place).map_or(Ok(None), |source| source.next_change());
        if let Some((key, value)) = next.inspect_err(|error| *sound &= error.kind() != io::ErrorKind::InvalidData)? {
            heads.push(Reverse((key, place, value)));
        }
        Ok(())
    };
    for place in 0..count {
        refill(&mut heads, place)?;
    }
    let mut last: Option<String> = None;
    while let Some(Reverse((key, place, value))) = heads.pop() {
        refill(&mut heads, place)?;
        if last.as_ref() == Some(&key) {
            continue;
        }
        if let Some(value) = value {
            put(&key, &value)?;
        }
        last = Some(key);
    }
    Ok(())
}

/// More runs than this are not made: past it they grow.
const MOST_RUNS: usize = 256;

/// The journal's changes after one number and up to another, in sorted runs, oldest first; `None` for damage.
fn runs(dir: &Path, after: u64, to: u64) -> Result<Option<Vec<Box<dyn Source>>>, LibraryError> {
    let mut runs: Vec<Box<dyn Source>> = Vec::new();
    let mut changes: Vec<Change> = Vec::new();
    let (mut bytes, mut reached) = (0, after);
    let most = |runs: usize| if runs + 1 < MOST_RUNS { RUN_BYTES } else { usize::MAX };
    for (first, path) in segments(dir)? {
        if first > to {
            break;
        }
        let mut reader = BufReader::with_capacity(1 << 16, File::open(&path).doing("reading the journal", &path)?);
        let mut text = Vec::new();
        loop {
            text.clear();
            let mut limited = io::Read::take(&mut reader, MOST_LINE_BYTES);
            if limited.read_until(b'\n', &mut text).doing("reading the journal", &path)? == 0 {
                break;
            }
            let whole = text.strip_suffix(b"\n").and_then(line::check);
            let Some((seq, whole)) = whole.and_then(|text| Some((line::leading_number(text, "seq")?, text))) else {
                return Ok(None);
            };
            if seq <= reached || seq > to {
                // Held by the snapshot, or by the next one.
                if seq > after && seq <= to {
                    return Ok(None);
                }
                continue;
            }
            if seq != reached + 1 {
                return Ok(None);
            }
            reached = seq;
            let Some(ops) = changes_of(whole) else { return Ok(None) };
            for change in ops {
                bytes += change.0.len() + change.1.as_ref().map_or(0, String::len) + 64;
                changes.push(change);
            }
            if bytes > most(runs.len()) {
                runs.push(Box::new(Run::write(std::mem::take(&mut changes)).doing("folding the journal", dir)?));
                bytes = 0;
            }
        }
    }
    if reached != to {
        return Ok(None);
    }
    runs.push(Box::new(sorted(changes).into_iter()));
    Ok(Some(runs))
}

/// By key, the last change of each.
fn sorted(mut changes: Vec<Change>) -> Vec<Change> {
    changes.sort_by(|a, b| a.0.cmp(&b.0));
    changes.reverse();
    changes.dedup_by(|older, newer| older.0 == newer.0);
    changes.reverse();
    changes
}

impl Source for std::vec::IntoIter<Change> {
    fn next_change(&mut self) -> io::Result<Option<Change>> {
        Ok(self.next())
    }
}

/// The changes of a journal line, their values cut out as they stand.
fn changes_of(line: &str) -> Option<Vec<Change>> {
    let (_, mut rest) = line.split_once("\"ops\":[")?;
    let mut changes = Vec::new();
    while let Some(inner) = rest.strip_prefix('[').or_else(|| rest.strip_prefix(",[")) {
        let mut keys = serde_json::Deserializer::from_str(inner).into_iter::<String>();
        let key = keys.next()?.ok()?;
        let after = inner.get(keys.byte_offset()..)?.strip_prefix(',')?;
        let mut values = serde_json::Deserializer::from_str(after).into_iter::<IgnoredAny>();
        values.next()?.ok()?;
        let value = after.get(..values.byte_offset())?;
        changes.push((key, (value != "null").then(|| value.to_owned())));
        rest = after.get(value.len()..)?.strip_prefix(']')?;
    }
    rest.starts_with(']').then_some(changes)
}

/// A sorted run in a file without a name: it is gone when this is dropped, or the process dies.
struct Run(BufReader<File>);

impl Run {
    fn write(changes: Vec<Change>) -> io::Result<Self> {
        let mut out = BufWriter::with_capacity(1 << 16, tempfile::tempfile()?);
        for (key, value) in sorted(changes) {
            let value = value.as_deref().unwrap_or("null");
            for text in [&key, value] {
                out.write_all(&u32::try_from(text.len()).map_err(io::Error::other)?.to_le_bytes())?;
                out.write_all(text.as_bytes())?;
            }
        }
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(Self(BufReader::with_capacity(1 << 16, file)))
    }

    fn text(&mut self) -> io::Result<String> {
        let mut length = [0; 4];
        io::Read::read_exact(&mut self.0, &mut length)?;
        let mut text = vec![0; u32::from_le_bytes(length) as usize];
        io::Read::read_exact(&mut self.0, &mut text)?;
        String::from_utf8(text).map_err(io::Error::other)
    }
}

impl Source for Run {
    fn next_change(&mut self) -> io::Result<Option<Change>> {
        if self.0.fill_buf()?.is_empty() {
            return Ok(None);
        }
        let (key, value) = (self.text()?, self.text()?);
        Ok(Some((key, (value != "null").then_some(value))))
    }
}

/// The records of a snapshot.
struct Kept {
    reader: BufReader<File>,
    line: Vec<u8>,
    records: u64,
}

impl Kept {
    fn open(path: &Path) -> Result<Self, LibraryError> {
        let file = File::open(path).doing("reading", path)?;
        Ok(Self { reader: BufReader::with_capacity(1 << 16, file), line: Vec::new(), records: 0 })
    }
}

impl Source for Kept {
    fn next_change(&mut self) -> io::Result<Option<Change>> {
        #[derive(Deserialize)]
        struct Head<'a> {
            #[serde(borrow)]
            key: std::borrow::Cow<'a, str>,
        }
        let damaged = || io::Error::from(io::ErrorKind::InvalidData);
        loop {
            self.line.clear();
            if io::Read::take(&mut self.reader, MOST_LINE_BYTES).read_until(b'\n', &mut self.line)? == 0 {
                // The end line comes before the end.
                return Err(damaged());
            }
            let text = self.line.strip_suffix(b"\n").and_then(line::check).ok_or_else(damaged)?;
            if line::leading_number(text, "snapshot").is_some() {
                continue;
            }
            if let Some(count) = line::leading_number(text, "end") {
                return if count == self.records { Ok(None) } else { Err(damaged()) };
            }
            let head: Head<'_> = serde_json::from_str(text).map_err(|_| damaged())?;
            let start = text.find(",\"value\":").ok_or_else(damaged)?;
            let key = head.key.into_owned();
            // A key with that text in it would be cut in the wrong place: keys are ours and have none.
            let value = text.get(start + 9..text.rfind(",\"crc\":").ok_or_else(damaged)?).ok_or_else(damaged)?;
            self.records += 1;
            return Ok(Some((key, Some(value.to_owned()))));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::super::journal::Journal;
    use super::super::store::Op;
    use super::*;

    #[test]
    fn changes_are_cut_out_as_they_stand() {
        let line = r#"{"seq":3,"ops":[["p/\"a",{"x":[1,"],["],"y":1.50}],["b",null]],"crc":"x"}"#;
        let wanted = vec![("p/\"a".to_owned(), Some(r#"{"x":[1,"],["],"y":1.50}"#.to_owned())), ("b".to_owned(), None)];
        assert_eq!(changes_of(line), Some(wanted));
        assert_eq!(changes_of(r#"{"seq":3,"ops":[],"crc":"x"}"#), Some(Vec::new()));
        assert_eq!(changes_of(r#"{"seq":3,"ops":[["a"#), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        /// However the journal is folded, in one go or in two, the snapshot holds what a map would.
        #[test]
        fn folding_gives_what_a_map_gives(
            batches in prop::collection::vec(prop::collection::vec(("[a-e]{1,2}", prop::option::of(0..9_u32)), 1..6), 2..12),
            cut in 1..11_usize,
        ) {
            let dir = tempfile::tempdir().unwrap();
            let cut = cut.min(batches.len() - 1);
            let mut model = BTreeMap::new();
            let mut journal = Journal::open(dir.path(), 1, 0).unwrap();
            for (at, batch) in batches.iter().enumerate() {
                if at == cut {
                    journal = Journal::open(dir.path(), at as u64 + 1, 0).unwrap();
                    prop_assert!(fold(dir.path(), at as u64).unwrap().is_some());
                }
                let ops: Vec<Op> = batch.iter().map(|(key, value)| Op { key: key.clone(), value: value.map(|n| format!("{{\"n\":{n}}}")) }).collect();
                for op in &ops {
                    match &op.value {
                        Some(value) => model.insert(op.key.clone(), value.clone()),
                        None => model.remove(&op.key),
                    };
                }
                journal.append(&[(at as u64 + 1, ops)]).unwrap();
            }
            let last = batches.len() as u64;
            prop_assert!(fold(dir.path(), last).unwrap().is_some());
            let read = snapshot::read(&snapshot::snapshot_path(dir.path(), last)).unwrap();
            prop_assert!(read.whole);
            prop_assert_eq!(read.records, model);
        }
    }

    #[test]
    fn damage_leaves_everything_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(dir.path(), 1, 0).unwrap();
        for seq in 1..=3 {
            journal.append(&[(seq, vec![Op { key: format!("k{seq}"), value: Some("1".to_owned()) }])]).unwrap();
        }
        let path = super::super::journal::segment_path(dir.path(), 1);
        let mut bytes = std::fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(fold(dir.path(), 3).unwrap(), None);
        assert!(snapshots(dir.path()).unwrap().is_empty());
        assert_eq!(fold(dir.path(), 4).unwrap(), None);
    }
}
