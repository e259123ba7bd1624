//! Worker threads, bounded queues, progress, cancellation, the one event channel back.
//!
//! May import every room above the shells; both shells use it. `crafts` are whole errands (add a link, import
//! a feed, export) as plain functions, called directly by the command line and on workers by the window.
//! A [`Request`] goes into the queue of its lane; what comes of it is an [`AppEvent`]. Workers send, drop
//! every lock, and only then wake the window. A panic in a worker becomes an event: a hostile picture must
//! not take a person's unsaved work with it.

mod event;
mod pool;
mod request;

pub use event::{AppEvent, Progress};
pub use pool::{Handler, Jobs, Unsent, Wake};
pub use request::{FeedImport, Lane, Request};
//! Worker threads, bounded queues, progress, cancellation, the one event channel back. May import every room above the shells.
pub mod starter;
