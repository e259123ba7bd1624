//! The command line as scripts meet it: the real binary on libraries of its own.

#![expect(clippy::unwrap_used, clippy::panic, clippy::new_without_default, reason = "a test may fail loudly")]

mod bad_input;
mod clipper;
mod commands;
mod edit;
mod feeds;
mod journey;
mod links;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A folder with a library in it, and the program.
pub struct Bench {
    dir: tempfile::TempDir,
}

/// What a run left behind.
#[derive(Debug)]
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Bench {
    /// An empty folder; the first run makes the library.
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// Where something of that name lies.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file and says where it is.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Runs the program on this bench's library.
    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_on("library", args, "")
    }

    /// Runs the program on another library of this bench, with standard input.
    pub fn run_on(&self, library: &str, args: &[&str], input: &str) -> Ran {
        let mut child = Command::new(env!("CARGO_BIN_EXE_etalage"))
            .current_dir(self.dir.path())
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env("LANG", "en_GB.UTF-8")
            .env("ETALAGE_LIBRARY", self.path(library))
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that stops early closes its input; that is its right.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// The run must have gone well.
    #[track_caller]
    pub fn good(self) -> Self {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }

    /// The run must have failed with this code, naming each of these words on standard error.
    #[track_caller]
    pub fn fails(self, code: i32, words: &[&str]) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        for word in words {
            assert!(self.err.contains(word), "“{word}” is not in {}", self.err);
        }
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }

    /// One JSON value per line of standard output.
    #[track_caller]
    pub fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"))).collect()
    }

    /// The only line of standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        let mut lines = self.lines();
        assert_eq!(lines.len(), 1, "{self:?}");
        lines.remove(0)
    }
}

/// A text tile as a command.
pub fn text_command(words: &str) -> String {
    serde_json::json!({"do": "place", "pieces": [{"tile": {
        "frame": {"centre": {"x": 300.0, "y": 300.0}, "size": {"width": 400.0, "height": 60.0}},
        "content": {"text": {"text": words, "size_px": 32.0, "colour": "#102030"}},
    }}]})
    .to_string()
}

/// A small picture.
pub fn png() -> Vec<u8> {
    let pixels = [200, 60, 40, 255].repeat(20 * 10);
    let pixmap = etalage::imaging::Pixmap::from_straight_rgba(20, 10, &pixels).unwrap();
    etalage::imaging::encode_png(&pixmap).unwrap()
}

/// A shop's page with one product.
pub fn page(title: &str) -> String {
    let data = serde_json::json!({
        "@context": "https://schema.org", "@type": "Product", "name": title, "sku": "L-7",
        "brand": {"@type": "Brand", "name": "Lumen"},
        "offers": {"@type": "Offer", "price": "344.00", "priceCurrency": "EUR",
                   "availability": "https://schema.org/InStock"},
    })
    .to_string()
    .replace('<', "\\u003c");
    format!(
        "<!doctype html><html><head><title>Shop</title><link rel=canonical href=\"https://lumen.example/p/7?utm_source=x\">\
         <script type=\"application/ld+json\">{data}</script></head><body><h1>A lamp</h1></body></html>"
    )
}

/// The files of a folder, by name.
pub fn names_in(path: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A file inside a zip.
pub fn in_zip(path: &Path, name: &str) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut bytes = Vec::new();
    std::io::copy(&mut zip.by_name(name).unwrap(), &mut bytes).unwrap();
    bytes
}
