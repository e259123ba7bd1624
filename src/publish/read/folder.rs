//! A bundle that lies on the disk as a folder.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::super::bundle::{MAX_ENTRIES, limit};
use super::super::document::COLLAGE_FILE;
use super::super::error::PublishError;
use super::super::flaws::{Measure, NoBundle};
use super::Source;

/// Plain files of a folder and of the folders in it; links are never followed.
pub(super) struct Folder {
    root: PathBuf,
    names: Vec<String>,
}

impl Folder {
    pub(super) fn open(path: &Path) -> Result<Self, PublishError> {
        let root = if path.as_os_str().is_empty() { PathBuf::from(".") } else { path.to_owned() };
        if !root.join(COLLAGE_FILE).is_file() {
            return Err(PublishError::NotABundle { path: root, why: NoBundle::Lacks(COLLAGE_FILE) });
        }
        let mut names = Vec::new();
        let mut folders = vec![(root.clone(), String::new())];
        while let Some((folder, prefix)) = folders.pop() {
            for entry in fs::read_dir(&folder).map_err(PublishError::read(&folder))? {
                let entry = entry.map_err(PublishError::read(&folder))?;
                let kind = entry.file_type().map_err(PublishError::read(&folder))?;
                let Ok(name) = entry.file_name().into_string() else { continue };
                if kind.is_file() {
                    names.push(format!("{prefix}{name}"));
                } else if kind.is_dir() && prefix.is_empty() {
                    folders.push((entry.path(), format!("{name}/")));
                }
                limit(Measure::Files, (names.len() + folders.len()) as u64, MAX_ENTRIES)?;
            }
        }
        names.sort();
        Ok(Self { root, names })
    }
}

impl Source for Folder {
    fn names(&self) -> Vec<String> {
        self.names.clone()
    }

    fn read(&mut self, name: &str, max_bytes: u64) -> Result<Option<Vec<u8>>, PublishError> {
        if !self.names.iter().any(|each| each == name) {
            return Ok(None);
        }
        let path = self.root.join(name);
        let mut bytes = Vec::new();
        let read = File::open(&path).and_then(|file| file.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes));
        match read {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(PublishError::read(&path)(error)),
        }
        limit(Measure::PartBytes(name.to_owned()), bytes.len() as u64, max_bytes)?;
        Ok(Some(bytes))
    }
}
