//! The one place that prints. A reader who goes away (`| head`) is no error: what they do not read is
//! not printed.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use crate::i18n::Lang;

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
        if self.json {
            // Ours always serialise.
            self.line(&serde_json::to_value(value).unwrap_or(Value::Null).to_string());
        } else {
            let words = words();
            if !words.is_empty() {
                self.line(&words);
            }
        }
    }

    /// A line of the result, there for the reader at once. Says whether there still is one.
    pub fn line(&self, text: &str) -> bool {
        let mut out = io::stdout().lock();
        writeln!(out, "{text}").and_then(|()| out.flush()).is_ok()
    }

    /// Progress and remarks; never part of the result.
    pub fn note(&self, words: &str) {
        let _ = writeln!(io::stderr(), "{words}");
    }

    /// Why the command failed.
    pub fn error(&self, error: &CliError, lang: Lang) {
        let _ = writeln!(io::stderr(), "etalage: {}", error.words(lang));
    }
}
