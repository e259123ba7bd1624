//! The safety net as a whole: snapshots and journal together give every record without a database.

use std::path::{Path, PathBuf};

use super::error::LibraryError;
use super::files::{is_temporary, names_in, remove_file};
use super::journal::{ops_of, read_segment, segments};
use super::merge;
use super::snapshot::{self, RecordMap, has_both_ends, snapshots};

/// What lies in the journal folder of a library that is being opened.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The newest snapshot and its number.
    pub(super) snapshot: Option<(u64, PathBuf)>,
    /// Whole batches after the snapshot, oldest first.
    pub(super) batches: Vec<(u64, String)>,
    /// The last number known: of the last batch, or of the snapshot.
    pub(super) last_seq: u64,
    /// The segment to go on with, and its good length.
    pub(super) open_segment: Option<(u64, u64)>,
    /// Bytes behind the last whole line.
    pub(super) tail: Vec<u8>,
    /// Damaged lines and files; empty in a sound net.
    pub(super) damage: Vec<Damage>,
    /// Bytes of all segments.
    pub(super) journal_bytes: u64,
}

/// A part of the net that cannot be read.
#[derive(Debug)]
pub(super) struct Damage {
    /// In words.
    pub(super) what: String,
    /// The bytes, to be kept aside.
    pub(super) bytes: Vec<u8>,
}

/// Looks through the journal folder; only I/O fails.
pub(super) fn survey(dir: &Path) -> Result<Survey, LibraryError> {
    let mut survey = Survey::default();
    let all = snapshots(dir)?;
    survey.snapshot = all.iter().rev().find(|(_, path)| has_both_ends(path)).or(all.last()).cloned();
    if let Some((seq, path)) = &survey.snapshot {
        survey.last_seq = *seq;
        if !has_both_ends(path) {
            survey.damage.push(Damage { what: format!("{} is not whole", path.display()), bytes: Vec::new() });
        }
    }
    let snapshot_seq = survey.last_seq;
    let segments = segments(dir)?;
    let last = segments.len().saturating_sub(1);
    for (at, (first, path)) in segments.into_iter().enumerate() {
        let read = read_segment(&path)?;
        survey.journal_bytes += read.good_len;
        for bytes in read.bad {
            survey.damage.push(Damage { what: format!("a line of {}", path.display()), bytes });
        }
        for (seq, text) in read.batches {
            if seq <= snapshot_seq {
                continue;
            }
            if seq <= survey.last_seq {
                let what = format!("edit {seq} stands twice in {}", path.display());
                survey.damage.push(Damage { what, bytes: text.into_bytes() });
                continue;
            }
            if seq != survey.last_seq + 1 {
                let what = format!("edits {} to {} are missing in {}", survey.last_seq + 1, seq - 1, path.display());
                survey.damage.push(Damage { what, bytes: Vec::new() });
            }
            survey.last_seq = seq;
            survey.batches.push((seq, text));
        }
        if at == last {
            survey.open_segment = Some((first, read.good_len));
            survey.tail = read.tail;
        } else if !read.tail.is_empty() {
            survey.damage.push(Damage { what: format!("the end of {}", path.display()), bytes: read.tail });
        }
    }
    Ok(survey)
}

impl Survey {
    /// All records, and what could not be read on the way.
    pub(super) fn records(&self) -> Result<(RecordMap, Vec<Damage>), LibraryError> {
        let mut damage = Vec::new();
        let mut records = RecordMap::new();
        if let Some((_, path)) = &self.snapshot {
            let read = snapshot::read(path)?;
            records = read.records;
            let what = || format!("a line of {}", path.display());
            damage.extend(read.bad.into_iter().map(|bytes| Damage { what: what(), bytes }));
            if !read.whole && damage.is_empty() {
                damage.push(Damage { what: format!("{} lacks records", path.display()), bytes: Vec::new() });
            }
        }
        for (seq, text) in &self.batches {
            match ops_of(text) {
                Ok(ops) => {
                    for op in ops {
                        match op.value {
                            Some(value) => records.insert(op.key, value),
                            None => records.remove(&op.key),
                        };
                    }
                }
                Err(error) => {
                    let what = format!("edit {seq} of the journal ({error})");
                    damage.push(Damage { what, bytes: text.clone().into_bytes() });
                }
            }
        }
        Ok((records, damage))
    }
}

/// Writes the snapshot of everything up to `seq` and removes what it replaces. The segments up to `seq`
/// must be closed: this reads files only, so it may run beside commits. Returns the snapshot's bytes, or
/// `None` if the net is damaged; then nothing is touched and the next opening mends it.
pub(super) fn fold(dir: &Path, seq: u64) -> Result<Option<u64>, LibraryError> {
    let Some(bytes) = merge::fold(dir, seq)? else { return Ok(None) };
    remove_replaced(dir, seq)?;
    Ok(Some(bytes))
}

/// Removes snapshots before `seq`, segments that hold nothing after it, and unfinished files.
pub(super) fn remove_replaced(dir: &Path, seq: u64) -> Result<(), LibraryError> {
    for (_, path) in snapshots(dir)?.into_iter().filter(|(each, _)| *each < seq) {
        remove_file(&path)?;
    }
    let segments = segments(dir)?;
    for (this, next) in segments.iter().zip(segments.iter().skip(1)) {
        if next.0 <= seq + 1 {
            remove_file(&this.1)?;
        }
    }
    for name in names_in(dir)?.iter().filter(|name| is_temporary(name)) {
        // A snapshot that is being written has the only temporary name here, and this is its writer.
        remove_file(&dir.join(name))?;
    }
    Ok(())
}
