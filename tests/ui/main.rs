//! Flows through the window by accessible labels: what a person does, and what the document is afterwards.

#![cfg(feature = "desktop")]
#![expect(missing_docs, reason = "tests")]

mod bench;
mod compose;
