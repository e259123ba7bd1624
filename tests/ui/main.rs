//! Flows through the window by accessible labels: what a person does, and what the document is afterwards.

#![cfg(feature = "desktop")]
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "the helpers of tests may fail loudly too")]

mod arrange;
mod bench;
mod capture;
mod compose;
mod controls;
mod export;
mod feed;
mod finds;
mod inspector;
mod keep;
mod settings;
mod sheets;
mod stop;
mod text;
mod view;
mod web;
