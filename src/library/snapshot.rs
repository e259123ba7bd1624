//! Snapshots: all records at one moment, as lines of JSON that need no database to be read.
//!
//! `snapshot-<seq>.jsonl` begins with `{"snapshot":<seq>,"format":1,"crc":…}`, then has one
//! `{"key":…,"value":…,"crc":…}` per record, and ends with `{"end":<count>,"crc":…}`.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::error::{IoContext, LibraryError};
use super::files::{names_in, write_whole};
use super::line;

/// All records by key, as the text of their JSON values.
pub(super) type RecordMap = BTreeMap<String, String>;

/// The format that is written.
const FORMAT: u32 = 1;

/// The snapshots in a folder with their numbers, oldest first.
pub(super) fn snapshots(dir: &Path) -> Result<Vec<(u64, PathBuf)>, LibraryError> {
    let number = |name: &str| name.strip_prefix("snapshot-")?.strip_suffix(".jsonl")?.parse::<u64>().ok();
    let names = names_in(dir)?;
    Ok(names.iter().filter_map(|name| Some((number(name)?, dir.join(name)))).collect())
}

/// Where the snapshot of a number lies.
pub(super) fn snapshot_path(dir: &Path, seq: u64) -> PathBuf {
    dir.join(format!("snapshot-{seq:016}.jsonl"))
}

/// Writes a snapshot; it is there, whole and synced, or not at all. Returns its length in bytes.
pub(super) fn write(dir: &Path, seq: u64, records: &RecordMap) -> Result<u64, LibraryError> {
    write_from(dir, seq, |put| records.iter().try_for_each(|(key, value)| put(key, value)))
}

/// The same of records that `give` hands over one by one, in the order of their keys.
pub(super) fn write_from(
    dir: &Path,
    seq: u64,
    give: impl FnOnce(&mut dyn FnMut(&str, &str) -> io::Result<()>) -> io::Result<()>,
) -> Result<u64, LibraryError> {
    let mut bytes = 0;
    write_whole(&snapshot_path(dir, seq), |file| {
        let mut put = |text: &str| {
            let sealed = line::seal(text);
            bytes += sealed.len() as u64;
            file.write_all(sealed.as_bytes())
        };
        put(&format!("{{\"snapshot\":{seq},\"format\":{FORMAT}}}"))?;
        let mut count = 0_u64;
        give(&mut |key, value| {
            count += 1;
            put(&format!("{{\"key\":{},\"value\":{value}}}", serde_json::Value::from(key)))
        })?;
        put(&format!("{{\"end\":{count}}}"))
    })?;
    Ok(bytes)
}

/// Whether a snapshot has its first and its last line, without reading what is between.
pub(super) fn has_both_ends(path: &Path) -> bool {
    let ends = || -> std::io::Result<(Vec<u8>, Vec<u8>)> {
        let mut file = File::open(path)?;
        let (mut first, mut last) = (vec![0; 120], Vec::new());
        let read = file.read(&mut first)?;
        first.truncate(read);
        let len = file.metadata()?.len();
        file.seek(SeekFrom::Start(len.saturating_sub(120)))?;
        file.read_to_end(&mut last)?;
        Ok((first, last))
    };
    let Ok((first, last)) = ends() else { return false };
    let head = first.split(|&byte| byte == b'\n').next().and_then(line::check);
    let foot =
        last.strip_suffix(b"\n").and_then(|text| text.rsplit(|&byte| byte == b'\n').next()).and_then(line::check);
    head.is_some_and(|text| line::leading_number(text, "snapshot").is_some())
        && foot.is_some_and(|text| line::leading_number(text, "end").is_some())
}

/// The good records of a snapshot.
#[derive(Debug, Default)]
pub(super) struct Snapshot {
    /// What could be read.
    pub(super) records: RecordMap,
    /// Lines that could not.
    pub(super) bad: Vec<Vec<u8>>,
    /// Whether everything that was written is there.
    pub(super) whole: bool,
}

/// Reads a snapshot; only I/O fails.
pub(super) fn read(path: &Path) -> Result<Snapshot, LibraryError> {
    #[derive(Deserialize)]
    struct Record {
        key: String,
        value: serde_json::Value,
    }
    let bytes = fs::read(path).doing("reading", path)?;
    let mut snapshot = Snapshot::default();
    let mut announced = None;
    for piece in bytes.split_inclusive(|&byte| byte == b'\n') {
        let Some(text) = piece.strip_suffix(b"\n").and_then(line::check) else {
            snapshot.bad.push(piece.to_vec());
            continue;
        };
        if line::leading_number(text, "snapshot").is_some() {
            continue;
        }
        if let Some(count) = line::leading_number(text, "end") {
            announced = Some(count);
            continue;
        }
        match serde_json::from_str::<Record>(text) {
            Ok(Record { key, value }) => {
                snapshot.records.insert(key, value.to_string());
            }
            Err(_) => snapshot.bad.push(piece.to_vec()),
        }
    }
    snapshot.whole = snapshot.bad.is_empty() && announced == Some(snapshot.records.len() as u64);
    Ok(snapshot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_reads_back_and_damage_costs_only_its_line() {
        let dir = tempfile::tempdir().unwrap();
        let records: RecordMap = (0..50)
            .map(|n| (format!("p/{n:02}"), format!("{{\"title\":\"a “{n}”\",\"x\":{}}}", 0.1 * f64::from(n))))
            .collect();
        write(dir.path(), 7, &records).unwrap();
        let path = snapshot_path(dir.path(), 7);
        let read_back = read(&path).unwrap();
        assert!(read_back.whole && has_both_ends(&path));
        assert_eq!(read_back.records, records);

        let good = fs::read(&path).unwrap();
        let mut flipped = good.clone();
        flipped[good.len() / 2] ^= 0x10;
        fs::write(&path, flipped).unwrap();
        let read_back = read(&path).unwrap();
        assert!(!read_back.whole);
        assert_eq!(read_back.records.len(), 49);

        fs::write(&path, &good[..good.len() / 2]).unwrap();
        assert!(!has_both_ends(&path) && !read(&path).unwrap().whole);
        fs::write(&path, b"").unwrap();
        assert!(!has_both_ends(&path) && !read(&path).unwrap().whole);
    }
}
