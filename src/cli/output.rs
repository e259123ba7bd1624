//! The one place that prints.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is the command line's printer")]

use serde::Serialize;

use super::error::CliError;

/// Prints results and notes.
pub struct Output {
    json: bool,
}

impl Output {
    /// Results as JSON, or for people.
    pub fn new(json: bool) -> Self {
        Self { json }
    }

    /// Whether results are printed as JSON.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// A result: `value` as one line of JSON, or `words` for people.
    pub fn result(&self, value: &impl Serialize, words: impl FnOnce() -> String) {
        if !self.json {
            println!("{}", words());
        } else if let Ok(line) = serde_json::to_string(value) {
            println!("{line}");
        }
    }

    /// Progress and remarks; never part of the result.
    pub fn note(&self, words: &str) {
        eprintln!("{words}");
    }

    /// Why the command failed.
    pub fn error(&self, error: &CliError) {
        eprintln!("etalage: {error}");
    }
}
