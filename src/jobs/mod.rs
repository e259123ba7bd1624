//! Worker threads, bounded queues, progress, cancellation, the one event channel back. May import every room above the shells.

pub mod starter;
