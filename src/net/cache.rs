//! A small cache of replies: in memory, and in a folder where one is given.
//!
//! It knows as much of RFC 9111 as a shopper's program needs: `no-store`, `max-age`, and asking again with
//! `ETag` or `Last-Modified`. A damaged or missing file is a miss. Writing is best effort: what cannot be
//! cached is fetched again.

use std::collections::{HashMap, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::model::Timestamp;

/// How a server lets us ask whether a thing has changed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Validators {
    /// The `ETag` header.
    pub etag: Option<String>,
    /// The `Last-Modified` header.
    pub last_modified: Option<String>,
}

impl Validators {
    /// Whether there is nothing to ask with.
    pub fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }
}

/// What is known of a kept reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) content_type: Option<String>,
    pub(super) validators: Validators,
    pub(super) fresh_until: Timestamp,
}

/// A kept reply; always one with status 200.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) head: Head,
    pub(super) body: Arc<[u8]>,
}

/// Replies by key.
pub(super) struct Cache {
    memory: Mutex<Memory>,
    folder: Option<PathBuf>,
}

#[derive(Default)]
struct Memory {
    kept: HashMap<String, Kept>,
    oldest_first: VecDeque<String>,
    bytes: usize,
}

impl Cache {
    const MOST_BYTES_IN_MEMORY: usize = 32 << 20;
    const MOST_BYTES_IN_FOLDER: u64 = 256 << 20;
    /// A larger reply is not kept.
    const MOST_BYTES_OF_ONE: usize = 8 << 20;

    /// An empty cache, or the one that lies in `folder`.
    pub(super) fn new(folder: Option<PathBuf>) -> Self {
        if let Some(folder) = &folder {
            sweep(folder, Self::MOST_BYTES_IN_FOLDER);
        }
        Self { memory: Mutex::default(), folder }
    }

    /// A name for what is asked: the address and everything that changes the reply.
    pub(super) fn key(address: &str, accept: &str, language: &str) -> String {
        let digest = Sha256::digest(format!("{address}\n{accept}\n{language}"));
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    pub(super) fn get(&self, key: &str) -> Option<Kept> {
        let in_memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner).kept.get(key).cloned();
        in_memory.or_else(|| {
            let kept = read(&self.folder.as_ref()?.join(key))?;
            self.remember(key, &kept);
            Some(kept)
        })
    }

    pub(super) fn put(&self, key: &str, kept: &Kept) {
        if kept.body.len() > Self::MOST_BYTES_OF_ONE {
            return;
        }
        self.remember(key, kept);
        if let Some(folder) = &self.folder {
            // Best effort: without the file the thing is fetched again.
            let _ = write(&folder.join(key), kept);
        }
    }

    fn remember(&self, key: &str, kept: &Kept) {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory.bytes += kept.body.len();
        match memory.kept.insert(key.to_owned(), kept.clone()) {
            Some(old) => memory.bytes -= old.body.len(),
            None => memory.oldest_first.push_back(key.to_owned()),
        }
        while memory.bytes > Self::MOST_BYTES_IN_MEMORY {
            let Some(oldest) = memory.oldest_first.pop_front() else { break };
            if let Some(old) = memory.kept.remove(&oldest) {
                memory.bytes -= old.body.len();
            }
        }
    }
}

/// One line of JSON, then the body.
fn read(path: &Path) -> Option<Kept> {
    let bytes = fs::read(path).ok()?;
    let line_end = bytes.iter().position(|&byte| byte == b'\n')?;
    let head = serde_json::from_slice(bytes.get(..line_end)?).ok()?;
    Some(Kept { head, body: bytes.get(line_end + 1..)?.into() })
}

fn write(path: &Path, kept: &Kept) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    let mut head = serde_json::to_vec(&kept.head)?;
    head.push(b'\n');
    std::io::Write::write_all(&mut file, &head)?;
    std::io::Write::write_all(&mut file, &kept.body)?;
    file.persist(path).map_err(|failed| failed.error)?;
    Ok(())
}

/// Removes the oldest files until the folder is no larger than allowed.
fn sweep(folder: &Path, most_bytes: u64) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut files: Vec<_> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let meta = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            Some((meta.modified().ok()?, meta.len(), entry.path()))
        })
        .collect();
    files.sort();
    let mut bytes: u64 = files.iter().map(|(_, len, _)| len).sum();
    for (_, len, path) in files {
        if bytes <= most_bytes {
            break;
        }
        if fs::remove_file(path).is_ok() {
            bytes -= len;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &[u8]) -> Kept {
        let head = Head { content_type: None, validators: Validators::default(), fresh_until: Timestamp(5) };
        Kept { head, body: text.into() }
    }

    #[test]
    fn a_folder_outlives_the_memory_and_damage_is_a_miss() {
        let folder = tempfile::tempdir().unwrap();
        let key = Cache::key("https://shop.example/", "text/html", "en");
        let cache = Cache::new(Some(folder.path().to_owned()));
        cache.put(&key, &kept(b"two\nlines"));
        let again = Cache::new(Some(folder.path().to_owned()));
        assert_eq!(&*again.get(&key).unwrap().body, b"two\nlines");
        fs::write(folder.path().join(&key), b"{\"no\": \"head\"}").unwrap();
        assert!(Cache::new(Some(folder.path().to_owned())).get(&key).is_none());
    }

    #[test]
    fn memory_and_folder_stay_bounded() {
        let cache = Cache::new(None);
        for number in 0..20 {
            cache.put(&number.to_string(), &kept(&vec![0; 4 << 20]));
        }
        assert!(cache.memory.lock().unwrap().bytes <= Cache::MOST_BYTES_IN_MEMORY);
        assert!(cache.get("0").is_none() && cache.get("19").is_some());

        let folder = tempfile::tempdir().unwrap();
        for name in ["a", "b", "c"] {
            fs::write(folder.path().join(name), [0; 10]).unwrap();
        }
        sweep(folder.path(), 15);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
