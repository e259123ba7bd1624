//! Which versions of a collage history keeps as they grow old: all of a day, the last of every hour for a
//! week, of every day for a year, of every week after that; the first, the newest and named ones always.
//! A version that goes is folded into the next one that stays, so that all that stay read as before.

use super::error::LibraryError;
use super::history::{Title, named_prefix, prefixes, seq_of};
use super::open::Library;
use super::records::View;
use crate::model::{CollageId, Diff, Timestamp};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
const WEEK_MS: i64 = 7 * DAY_MS;
const YEAR_MS: i64 = 365 * DAY_MS;

/// Versions that go in one commit: bounds the time that an edit may have to wait.
const AT_ONCE: usize = 400;

/// One version, as far as keeping it is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    seq: u64,
    at: Timestamp,
    named: bool,
}

/// Versions that go, and the next one that stays.
#[derive(Debug, PartialEq, Eq)]
struct Fold {
    gone: Vec<u64>,
    into: u64,
}

/// Thins the history of a collage, or only counts. Returns how many versions go. A history with anything in
/// it that cannot be read is left alone.
pub(super) fn thin(library: &Library, id: CollageId, now: Timestamp, do_it: bool) -> Result<usize, LibraryError> {
    let mut count = 0;
    loop {
        if !do_it {
            let folds = library.records.read(|view| Ok(entries(view, id)?.map(|all| folds(&all, now))))?;
            return Ok(folds.unwrap_or_default().iter().map(|fold| fold.gone.len()).sum());
        }
        let (_, gone) = library.records.commit(|view, _, batch| {
            let Some(all) = entries(view, id)? else { return Ok(0) };
            let [titles, diffs] = prefixes(id);
            let mut gone = 0;
            for fold in folds(&all, now) {
                if gone >= AT_ONCE {
                    break;
                }
                // A long row goes in parts; each part is folded into the same version.
                let part = fold.gone.get(fold.gone.len().saturating_sub(AT_ONCE)..).unwrap_or_default();
                let diff = |seq: u64| view.get::<Diff>(&format!("{diffs}{seq:016x}"));
                let mut folded: Option<Diff> = None;
                for &seq in part.iter().chain([&fold.into]) {
                    match diff(seq) {
                        Ok(Some(diff)) => folded = Some(folded.map_or(diff.clone(), |so_far| so_far.squashed(diff))),
                        // Not as this program writes it: nothing of this collage is touched.
                        Ok(None) | Err(LibraryError::Unreadable { .. }) => {
                            batch.ops.clear();
                            return Ok(0);
                        }
                        Err(error) => return Err(error),
                    }
                }
                let Some(folded) = folded else { continue };
                batch.put(format!("{diffs}{:016x}", fold.into), &folded)?;
                for seq in part {
                    batch.remove(format!("{titles}{seq:016x}"));
                    batch.remove(format!("{diffs}{seq:016x}"));
                }
                gone += part.len();
            }
            Ok(gone)
        })?;
        if gone == 0 {
            return Ok(count);
        }
        count += gone;
    }
}

/// All versions, oldest first; `None` if one cannot be read.
fn entries(view: &View<'_>, id: CollageId) -> Result<Option<Vec<Entry>>, LibraryError> {
    let mut named = Vec::new();
    view.scan(&named_prefix(id), |key, _| named.extend(seq_of(key)))?;
    let mut entries = Some(Vec::new());
    view.scan(&prefixes(id)[0], |key, text| {
        let entry = seq_of(key).zip(serde_json::from_slice::<Title>(text).ok());
        match (entry, &mut entries) {
            (Some((seq, title)), Some(all)) => {
                all.push(Entry { seq, at: title.at, named: named.contains(&seq) });
            }
            _ => entries = None,
        }
    })?;
    Ok(entries)
}

/// What goes, and into what.
fn folds(all: &[Entry], now: Timestamp) -> Vec<Fold> {
    let mut folds = Vec::new();
    let mut gone = Vec::new();
    for (place, entry) in all.iter().enumerate() {
        let next = all.get(place + 1);
        // Where clocks went backwards the next version may be of an earlier time: then it is no reason to go.
        let is_covered = next.is_some_and(|next| {
            next.at >= entry.at && bucket(entry.at, now).is_some_and(|own| bucket(next.at, now) == Some(own))
        });
        if place > 0 && is_covered && !entry.named {
            gone.push(entry.seq);
        } else if !gone.is_empty() {
            folds.push(Fold { gone: std::mem::take(&mut gone), into: entry.seq });
        }
    }
    folds
}

/// The stretch of time of which one version is enough; `None` while every version counts.
fn bucket(at: Timestamp, now: Timestamp) -> Option<(i64, i64)> {
    let length_ms = match now.0.saturating_sub(at.0) {
        age if age < DAY_MS => return None,
        age if age < WEEK_MS => HOUR_MS,
        age if age < YEAR_MS => DAY_MS,
        _ => WEEK_MS,
    };
    Some((length_ms, at.0.div_euclid(length_ms)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const NOW: i64 = 1_800_000_000_000;

    /// Versions every so many minutes for so many days up to now.
    fn versions(days: i64, every_minutes: i64) -> Vec<Entry> {
        let times = (0..days * 24 * 60 / every_minutes).rev().map(|n| NOW - n * every_minutes * 60_000);
        times.zip(1..).map(|(at, seq)| Entry { seq, at: Timestamp(at), named: false }).collect()
    }

    fn kept(all: &[Entry], now: i64) -> Vec<Entry> {
        let folds = folds(all, Timestamp(now));
        let gone: BTreeSet<u64> = folds.iter().flat_map(|fold| fold.gone.clone()).collect();
        for fold in &folds {
            assert!(fold.gone.iter().all(|seq| *seq < fold.into) && !gone.contains(&fold.into));
        }
        all.iter().filter(|entry| !gone.contains(&entry.seq)).copied().collect()
    }

    #[test]
    fn all_of_a_day_hourly_for_a_week_daily_for_a_year_weekly_after() {
        let all = versions(800, 10);
        let kept_now = kept(&all, NOW);
        let aged = |from_days: i64, to_days: i64| {
            let age_days = |entry: &&Entry| (NOW - entry.at.0) as f64 / DAY_MS as f64;
            let within = |entry: &&Entry| (from_days as f64..to_days as f64).contains(&age_days(entry));
            kept_now.iter().filter(within).count()
        };
        assert_eq!(aged(0, 1), 144);
        assert!((143..=146).contains(&aged(1, 7)), "{}", aged(1, 7));
        assert!((357..=360).contains(&aged(7, 365)), "{}", aged(7, 365));
        assert!((61..=65).contains(&aged(365, 800)), "{}", aged(365, 800));
        assert_eq!((kept_now.first(), kept_now.last()), (all.first(), all.last()));
        // Once more changes nothing.
        assert_eq!(kept(&kept_now, NOW), kept_now);
    }

    #[test]
    fn named_versions_and_clocks_that_go_backwards_lose_nothing() {
        let mut all = versions(30, 60);
        all.iter_mut().step_by(7).for_each(|entry| entry.named = true);
        let kept_now = kept(&all, NOW);
        assert!(all.iter().filter(|entry| entry.named).all(|entry| kept_now.contains(entry)));
        assert!(kept_now.len() < all.len());
        let mut backwards = versions(30, 1_000);
        backwards.reverse();
        assert_eq!(kept(&backwards, NOW).len(), backwards.len());
        // A clock that was set back shows a future: everything is young.
        assert_eq!(kept(&all, NOW - 400 * DAY_MS).len(), all.len());
        assert!(folds(&[], Timestamp(NOW)).is_empty());
    }
}
