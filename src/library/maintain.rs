//! Looking after a library: checking everything, and giving room back.

use std::collections::BTreeSet;
use std::sync::PoisonError;

use serde::Serialize;

use super::collage_records::load;
use super::error::LibraryError;
use super::files::size_of_dir;
use super::open::Library;
use super::settings::Settings;
use crate::model::{ImageHash, Product};

/// What a full check found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct VerifyReport {
    /// Small records in the database.
    pub records: usize,
    /// Collages, those in the trash too.
    pub collages: usize,
    /// Finds.
    pub products: usize,
    /// Picture files.
    pub pictures: usize,
    /// What is wrong, in words; empty for a sound library.
    pub problems: Vec<String>,
}

/// How much room compacting gave back.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct CompactReport {
    /// Bytes of database and journal before.
    pub before_bytes: u64,
    /// Bytes after.
    pub after_bytes: u64,
}

impl Library {
    /// Reads everything: each record's checksum, the journal against the database, each collage and find,
    /// each picture against its name, and whether the pictures that are shown are there. Changes nothing
    /// but a damaged database, which is rebuilt as ever.
    pub fn verify(&self) -> Result<VerifyReport, LibraryError> {
        let mut report = VerifyReport::default();
        let mut problems = self.records.compare(|in_store, in_net, damage| {
            let mut problems: Vec<String> =
                damage.iter().map(|part| format!("cannot be read: {}", part.what)).collect();
            let keys = in_store.keys().chain(in_net.keys().filter(|key| !in_store.contains_key(*key)));
            problems.extend(
                keys.filter(|key| in_store.get(*key) != in_net.get(*key))
                    .map(|key| format!("database and journal differ in {key}")),
            );
            report.records = in_store.len();
            report.products = in_store.keys().filter(|key| key.starts_with("p/")).count();
            for (key, text) in in_store.iter().filter(|(key, _)| key.starts_with("p/")) {
                if let Err(error) = serde_json::from_str::<Product>(text) {
                    problems.push(format!("cannot be read: {key}: {error}"));
                }
            }
            problems
        })?;
        let repairs = self.take_repairs();
        problems.extend(repairs.into_iter().map(|repair| format!("the database was rebuilt: {}", repair.reason)));
        if let Err(error) = self.settings().map(|_: Settings| ()) {
            problems.push(error.to_string());
        }
        let mut shown = self.shown_pictures()?;
        for summary in self.collages()? {
            report.collages += 1;
            let (_, bad) = self.records.read(|view| load(view, summary.id))?;
            if !bad.is_empty() {
                problems.push(format!("collage {} has {} parts that cannot be read", summary.id, bad.len()));
            }
        }
        shown.retain(|hash| !self.has_picture(*hash));
        for hash in self.pictures()? {
            report.pictures += 1;
            if let Err(error) = self.read_picture(hash) {
                problems.push(error.to_string());
            }
        }
        problems.extend(shown.iter().map(|hash| LibraryError::NoPicture(*hash).to_string()));
        if self.header_was_damaged {
            problems
                .push("library.json was empty or damaged when the library was opened; it was written anew".to_owned());
        }
        // Pictures that came just now may still get their find.
        let came_now = self.in_use.lock().unwrap_or_else(PoisonError::into_inner).len();
        if report.pictures > came_now && report.products == 0 && report.collages == 0 {
            problems.push(format!(
                "{} pictures lie here, and no find and no collage: unless you removed them all yourself, they are \
                 lost. Put a backup back into a new folder (etalage --library NEW library restore BACKUP)",
                report.pictures
            ));
        }
        report.problems = problems;
        Ok(report)
    }

    /// The pictures that finds and collages show now.
    pub(super) fn shown_pictures(&self) -> Result<BTreeSet<ImageHash>, LibraryError> {
        let mut shown = BTreeSet::new();
        for summary in self.collages()? {
            let (collage, _) = self.records.read(|view| load(view, summary.id))?;
            shown.extend(collage.images());
        }
        shown.extend(self.products()?.iter().filter_map(|product| product.picture));
        Ok(shown)
    }

    /// Folds the journal and rewrites the database, which never shrinks by itself.
    pub fn compact(&self) -> Result<CompactReport, LibraryError> {
        let size = || size_of_dir(&self.dir().join("db")) + size_of_dir(&self.dir().join("journal"));
        let before_bytes = size();
        self.records.compact()?;
        Ok(CompactReport { before_bytes, after_bytes: size() })
    }
}
