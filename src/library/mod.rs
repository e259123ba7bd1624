//! What is kept on disk: finds, collages and their history, settings, picture files.
//!
//! May import `model` and `search`; never names egui or http. The public interface names no database.
//!
//! A library is a folder that one process has open at a time:
//!
//! ```text
//! etalage.lock      who has it open
//! library.json      its format number
//! db/               sled: small records, for speed
//! journal/          every committed batch as JSON lines, folded into snapshots: the safety net
//! pictures/ab/…     picture files as they came, named by SHA-256
//! session/          camera and selection: nice to have, not synced
//! set-aside/        what could not be read; never removed by us
//! picked-up/ab/…    pictures that nothing refers to, until somebody asks to have them removed
//! ```
//!
//! An edit is acknowledged when journal and database are synced. If the database will not open it is moved
//! to `set-aside/` and made anew from the journal. From the inside out: [`store`] is what a database must
//! do (sled and memory do it), [`journal`], [`snapshot`] and [`net`] need no database, [`recover`] makes
//! both agree, [`records`] commits; [`collages`], [`history`], [`products`], [`settings`] and [`pictures`]
//! are the library's own nouns.

mod aside;
mod backup;
mod collage_records;
mod collages;
mod disk;
mod error;
mod feeds;
mod files;
mod format;
mod history;
mod journal;
mod line;
mod listed;
mod lock;
mod maintain;
mod memory_store;
mod merge;
mod net;
mod open;
mod ours;
mod pictures;
mod products;
mod records;
mod recover;
mod report;
mod session;
pub mod settings;
mod sled_store;
mod snapshot;
mod store;
mod thin;
mod tidy;

pub use self::backup::{BackupReport, OWN_RULES};
pub use self::collage_records::{CollageSummary, OpenedCollage};
pub use self::error::LibraryError;
pub use self::feeds::{FeedImported, FeedSource};
pub use self::history::Version;
pub use self::listed::Listed;
pub use self::maintain::{CompactReport, VerifyReport};
pub use self::open::{Commit, Library, OpenOptions};
pub use self::pictures::hash_of;
pub use self::products::PutReport;
pub use self::report::{OpenReport, Recovery, Unreadable};
pub use self::settings::Settings;
pub use self::tidy::TidyReport;

#[cfg(test)]
mod listed_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tidy_laws;
#[cfg(test)]
mod trouble;
