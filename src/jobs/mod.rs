//! Worker threads, bounded queues, progress, cancellation, the one event channel back.
//!
//! May import every room above the shells; both shells use it. [`Studio`] is the open library with all that
//! errands need; its crafts are whole errands (add a link, import a feed, export) as plain functions, called
//! directly by the command line and on workers by the window.
//! A [`Request`] goes into the queue of its lane; what comes of it is an [`AppEvent`]. Workers send, drop
//! every lock, and only then wake the window. A panic in a worker becomes an event: a hostile picture must
//! not take a person's unsaved work with it. Edits that the disk refuses wait in memory until it takes them
//! ([`AppEvent::NotSaved`], [`Request::SaveAgain`], [`AppEvent::SavedAgain`]).

mod backlog;
pub mod clipper;
mod clipping;
mod crafts;
mod engine;
mod error;
mod event;
pub mod explain;
#[cfg(test)]
mod full_disk;
mod own_rules;
mod pool;
mod request;
pub mod starter;
mod studio;
pub mod world;

pub use clipping::{Clipping, Tell, pairings, set_pairings, take_clips};
pub use crafts::add::{Added, Note, ReadPage, read_file, read_page};
pub use crafts::clip::Clipped;
pub use crafts::demo::Demo;
pub use crafts::export::ImportedBundle;
pub use crafts::feed::{FeedChoices, FeedOutcome, FeedPreview, FeedStep, mapping_for, read_feed};
pub use crafts::feeds::{FeedEvent, Refreshed};
pub use crafts::view::text_margin_px;
pub use engine::{FromOutside, OnCall, handler};
pub use error::JobsError;
pub use event::{AppEvent, Progress};
pub use own_rules::rules_with;
pub use pool::{Handler, Jobs, Unsent, Wake};
pub use request::{FeedImport, Lane, OfClipper, Request};
pub use studio::{GENERATOR, Studio, programs_of};
