//! The rooms that read what strangers wrote, without the rest of the house.

#![allow(missing_docs)]

#[path = "../../src/ingest/mod.rs"]
pub mod ingest;
#[path = "../../src/model/mod.rs"]
pub mod model;
