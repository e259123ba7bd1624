//! The one guarded HTTP client: address guard, limits, politeness, cache. May import model.
//!
//! Every request that Etalage makes goes through [`Client`]. It speaks http and https only, connects only
//! to addresses that it has checked itself (after name resolution, at every redirect), reads no more than
//! it was told to, asks each host one thing at a time, and takes no proxy from the environment.
//!
//! Threads: calls block. They belong on a worker, never on the thread that draws.

pub mod address;
mod body;
mod cache;
mod client;
mod error;
mod manners;
mod options;
mod resolve;
#[cfg(test)]
mod tests;

pub use self::body::Progress;
pub use self::cache::Validators;
pub use self::client::{Client, Downloaded, Fetched};
pub use self::error::NetError;
pub use self::options::{NetOptions, Want};
pub use self::resolve::Lookup;
