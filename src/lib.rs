//! Etalage: collages whose every tile can be bought.
//!
//! Data flows one way: find (`ingest`, `imaging`), keep (`library`, `search`), compose (`edit`), draw
//! (`scene`, `render`), publish (`affiliate`, `publish`). Each room's page says what it owns and which
//! rooms it may import; `tests/architecture.rs` holds the table against the code.

pub mod affiliate;
pub mod cli;
#[cfg(feature = "desktop")]
pub mod desktop;
pub mod edit;
pub mod i18n;
pub mod imaging;
pub mod ingest;
pub mod jobs;
pub mod library;
pub mod loopback;
pub mod model;
pub mod net;
pub mod publish;
pub mod render;
pub mod scene;
pub mod search;
