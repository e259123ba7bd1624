//! The parts of the bench: the feed, reading it, keeping it.

pub mod generate;
pub mod import;
pub mod memory;
pub mod parse;
