//! Holds the house's plan against the code: which room may import which, and what a room never names.
//!
//! The table below is the plan. Code is read as text, without comments and strings; tests count as code. An
//! exception stands in a list with its reason, and one that is no longer needed fails the test, so that the
//! lists only shrink.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A room of `src/`.
struct Room {
    name: &'static str,
    /// The rooms it may import besides itself.
    imports: &'static [&'static str],
    /// What it never names.
    never: &'static [&'static [&'static str]],
}

const WINDOW: &[&str] = &["egui", "eframe", "egui_extras", "arboard", "rfd"];
const DATABASE: &[&str] = &["sled"];
const HTTP: &[&str] = &["reqwest", "rustls", "webpki_roots"];
const SOCKETS: &[&str] = &["std::net"];
const FILES: &[&str] = &["std::fs", "tempfile"];
const CLOCK: &[&str] = &["SystemTime", "Instant"];
const CHANCE: &[&str] = &["getrandom", "RandomState"];
const THREADS: &[&str] = &["std::thread", "crossbeam_channel"];
const SERVER: &[&str] = &["axum", "hyper", "tokio"];
const ARGUMENTS: &[&str] = &["clap"];

/// Everything that a pure room keeps away from.
const WORLD: &[&[&str]] = &[WINDOW, DATABASE, HTTP, SOCKETS, FILES, CLOCK, CHANCE, THREADS, SERVER, ARGUMENTS];

/// All rooms below the shells.
const CRAFTS: &[&str] = &[
    "model",
    "i18n",
    "edit",
    "affiliate",
    "ingest",
    "imaging",
    "search",
    "scene",
    "render",
    "publish",
    "library",
    "net",
    "loopback",
];

const ROOMS: &[Room] = &[
    Room { name: "model", imports: &[], never: WORLD },
    Room { name: "i18n", imports: &[], never: WORLD },
    Room { name: "edit", imports: &["model"], never: WORLD },
    Room { name: "affiliate", imports: &["model", "i18n"], never: WORLD },
    Room { name: "ingest", imports: &["model"], never: WORLD },
    Room { name: "imaging", imports: &["model"], never: WORLD },
    Room { name: "search", imports: &["model", "imaging"], never: WORLD },
    Room { name: "scene", imports: &["model"], never: WORLD },
    // Draws strips of a picture side by side, on threads that end with the call.
    Room {
        name: "render",
        imports: &["model", "scene", "imaging"],
        never: &[WINDOW, DATABASE, HTTP, SOCKETS, FILES, CLOCK, CHANCE, SERVER, ARGUMENTS],
    },
    Room {
        name: "publish",
        imports: &["model", "i18n", "affiliate", "imaging", "scene", "render"],
        never: &[WINDOW, DATABASE, HTTP, SOCKETS, CLOCK, CHANCE, SERVER, ARGUMENTS],
    },
    Room {
        name: "library",
        imports: &["model", "search"],
        never: &[WINDOW, HTTP, SOCKETS, CLOCK, CHANCE, SERVER, ARGUMENTS],
    },
    Room { name: "net", imports: &["model"], never: &[WINDOW, DATABASE, CHANCE, SERVER, ARGUMENTS] },
    Room { name: "loopback", imports: &["model"], never: &[WINDOW, DATABASE, HTTP, ARGUMENTS] },
    Room { name: "jobs", imports: CRAFTS, never: &[WINDOW, DATABASE, HTTP, SOCKETS, SERVER, ARGUMENTS] },
    Room {
        name: "desktop",
        imports: &[
            "model",
            "i18n",
            "edit",
            "affiliate",
            "ingest",
            "imaging",
            "search",
            "scene",
            "render",
            "publish",
            "library",
            "net",
            "loopback",
            "jobs",
        ],
        never: &[DATABASE, HTTP, SOCKETS, SERVER, ARGUMENTS],
    },
    Room {
        name: "cli",
        imports: &[
            "model",
            "i18n",
            "edit",
            "affiliate",
            "ingest",
            "imaging",
            "search",
            "scene",
            "render",
            "publish",
            "library",
            "net",
            "loopback",
            "jobs",
            "desktop",
        ],
        never: &[DATABASE, HTTP, SERVER],
    },
];

/// Rooms of the plan that are not built. Whoever builds one gives it a row above.
const PLANNED: [&str; 3] = ["insights", "health", "hub"];

/// The crates that the ground floor is made of; `thiserror` only derives.
const GROUND_FLOOR: [(&str, &[&str]); 2] = [
    ("model", &["serde", "serde_json", "url", "rust_decimal", "thiserror", "proptest"]),
    ("i18n", &["thiserror", "rust_decimal"]),
];

/// (file, what it names, why).
const EXCEPTIONS: &[(&str, &str, &str)] =
    &[("i18n/mod.rs", "crate::i18n_messages", "a macro's name begins at the crate; this line gives it to its room")];

/// egui colours outside `desktop/tokens.rs`: (file, why).
const COLOUR_EXCEPTIONS: &[(&str, &str)] =
    &[("desktop/canvas/crop.rs", "the veil over what a crop cuts off is the same black in both themes")];

/// The most lines of a file.
const MAX_LINES: usize = 800;

#[test]
fn every_room_is_there_and_has_a_row() {
    let src = root().join("src");
    let on_disk: BTreeSet<String> =
        entries(&src).into_iter().filter(|path| path.is_dir()).map(|path| name(&path)).collect();
    let in_table: BTreeSet<String> = ROOMS.iter().map(|room| room.name.to_owned()).collect();
    assert_eq!(on_disk, in_table, "rooms of src/ (left) and rows of the table (right)");
    for planned in PLANNED {
        assert!(!in_table.contains(planned), "{planned} is built: take it off the planned ones");
    }
    let loose: Vec<_> = entries(&src).iter().filter(|path| path.is_file()).map(|path| name(path)).collect();
    assert_eq!(loose, ["lib.rs", "main.rs"], "every other file belongs into a room");

    let lib = fs::read_to_string(src.join("lib.rs")).unwrap();
    for room in ROOMS {
        assert!(declares(&lib, room.name), "lib.rs does not declare {}", room.name);
        let page = fs::read_to_string(src.join(room.name).join("mod.rs")).unwrap();
        assert!(page.starts_with("//!"), "{}/mod.rs does not open with what the room owns", room.name);
    }
}

#[test]
fn every_file_is_declared_by_the_one_above_it() {
    for file in sources() {
        let path = Path::new(&file.path);
        let (module, folder) = match path.file_name().unwrap().to_str().unwrap() {
            "lib.rs" | "main.rs" => continue,
            "mod.rs" => (name(path.parent().unwrap()), path.parent().unwrap().parent().unwrap()),
            other => (other.trim_end_matches(".rs").to_owned(), path.parent().unwrap()),
        };
        let above = [folder.join("mod.rs"), folder.join("lib.rs"), folder.with_extension("rs")];
        let declared = above.iter().filter_map(|path| fs::read_to_string(root().join("src").join(path)).ok());
        assert!(declared.into_iter().any(|text| declares(&text, &module)), "nothing declares {}", file.path);
    }
}

#[test]
fn rooms_import_only_what_their_row_names() {
    let mut wrong = Vec::new();
    for file in sources() {
        let Some(room) = file.room() else { continue };
        for used in file.rooms_named() {
            if used != room.name && !room.imports.contains(&used.as_str()) {
                wrong.push((file.path.clone(), used));
            }
        }
    }
    settle(wrong, "crate::");
}

#[test]
fn rooms_never_name_what_is_kept_from_them() {
    let mut wrong = Vec::new();
    for file in sources() {
        let Some(room) = file.room() else { continue };
        for token in room.never.iter().copied().flatten() {
            if file.names(token) {
                wrong.push((file.path.clone(), (*token).to_owned()));
            }
        }
        for (_, allowed) in GROUND_FLOOR.iter().filter(|(ground, _)| *ground == room.name) {
            for krate in dependencies() {
                if !allowed.contains(&krate.as_str()) && file.code.contains(&format!("{krate}::")) {
                    wrong.push((file.path.clone(), krate));
                }
            }
        }
    }
    settle(wrong, "");
}

#[test]
fn no_file_grows_past_reading() {
    for file in sources() {
        assert!(file.lines <= MAX_LINES, "{} has {} lines; split it by ideas", file.path, file.lines);
    }
}

#[test]
fn colours_of_the_window_live_in_its_tokens() {
    let mut found = BTreeSet::new();
    for file in sources().into_iter().filter(|file| file.path != "desktop/tokens.rs") {
        if file.code.match_indices("Color32::").any(|(at, path)| is_literal_colour(&file.code[at + path.len()..])) {
            found.insert(file.path);
        }
    }
    let excused: BTreeSet<String> = COLOUR_EXCEPTIONS.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert!(COLOUR_EXCEPTIONS.iter().all(|(_, reason)| !reason.is_empty()));
    assert_eq!(found, excused, "files with colours of their own (left) and those that may (right)");
}

#[test]
fn the_reader_of_code_sees_what_it_should() {
    let code = without_comments_and_strings(
        "// crate::desktop\n/* egui /* sled */ */ let a = \"crate::cli\"; let b = r#\"sled\"#; 'x: loop { '\"'; }\nuse crate::{model::{Tile, self}, edit as e};\nuse std::{fs, io};",
    );
    for gone in ["desktop", "egui", "sled", "cli"] {
        assert!(!code.contains(gone), "{gone} in {code}");
    }
    let file = Source { path: "ingest/x.rs".to_owned(), code, lines: 1 };
    assert_eq!(file.rooms_named(), BTreeSet::from(["model".to_owned(), "edit".to_owned()]));
    assert!(file.names("std::fs") && !file.names("std::net") && !file.names("io::fs"));
    let upwards =
        Source { path: "ingest/x.rs".to_owned(), code: "use super::super::net::Client;".to_owned(), lines: 1 };
    assert_eq!(upwards.rooms_named(), BTreeSet::from(["net".to_owned()]));
    assert!(
        is_literal_colour("from_rgb(12, 0, 0)") && is_literal_colour("RED)") && is_literal_colour("from_gray(\n 3)")
    );
    assert!(
        !is_literal_colour("from_rgb(r, g, b)") && !is_literal_colour("TRANSPARENT)") && !is_literal_colour("WHITE.x")
    );
}

/// A file of `src/`.
struct Source {
    /// From `src/`, with `/`.
    path: String,
    /// Its text without comments and strings.
    code: String,
    lines: usize,
}

impl Source {
    fn room(&self) -> Option<&'static Room> {
        let (first, _) = self.path.split_once('/')?;
        ROOMS.iter().find(|room| room.name == first)
    }

    /// Every path of the file that starts at the crate, by its first part.
    fn rooms_named(&self) -> BTreeSet<String> {
        let mut found: BTreeSet<String> = self.uses().iter().filter_map(|path| self.room_of(path)).collect();
        for (at, start) in self.code.match_indices("crate::") {
            found.extend(first_word(&self.code[at + start.len()..]));
        }
        found
    }

    /// The room that a path of a `use` leads to, if it leaves the file's own room.
    fn room_of(&self, path: &str) -> Option<String> {
        if let Some(rest) = path.strip_prefix("crate::") {
            return first_word(rest);
        }
        // `super` in `room/mod.rs` is the crate, in `room/file.rs` it is the room; a module inside adds one.
        let depth = self.path.matches('/').count() + usize::from(!self.path.ends_with("/mod.rs"));
        let inline = usize::from(self.code.contains("mod tests {"));
        let ups = path.matches("super::").count();
        if ups < depth + inline {
            return None;
        }
        first_word(&path[ups * "super::".len()..])
    }

    /// Whether a path such as `std::fs`, or a name such as `sled`, occurs.
    fn names(&self, token: &str) -> bool {
        let inline = self.code.match_indices(token).any(|(at, _)| {
            let before = self.code[..at].chars().next_back();
            let after = self.code[at + token.len()..].chars().next();
            !before.is_some_and(is_word) && !after.is_some_and(is_word)
        });
        inline || self.uses().iter().any(|path| path == token || path.starts_with(&format!("{token}::")))
    }

    /// The paths of all `use` declarations, one by one.
    fn uses(&self) -> Vec<String> {
        let mut paths = Vec::new();
        for (at, start) in self.code.match_indices("use ") {
            if self.code[..at].chars().next_back().is_some_and(is_word) {
                continue;
            }
            let rest = &self.code[at + start.len()..];
            let tree: String = rest[..rest.find(';').unwrap_or(rest.len())].split(" as ").collect::<Vec<_>>().join("@");
            flatten("", &tree.split_whitespace().collect::<String>(), &mut paths);
        }
        paths
    }
}

/// `a::{b, c::{d, e}}` becomes `a::b`, `a::c::d`, `a::c::e`.
fn flatten(prefix: &str, tree: &str, paths: &mut Vec<String>) {
    let Some((head, inside)) = tree.split_once('{') else {
        paths.push(format!("{prefix}{}", tree.split('@').next().unwrap_or(tree)));
        return;
    };
    let inside = inside.strip_suffix('}').unwrap_or(inside);
    let (mut depth, mut from) = (0_i32, 0);
    for (at, letter) in inside.char_indices().chain([(inside.len(), ',')]) {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if from < at {
                    flatten(&format!("{prefix}{head}"), &inside[from..at], paths);
                }
                from = at + 1;
            }
            _ => {}
        }
    }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn first_word(text: &str) -> Option<String> {
    let word: String = text.chars().take_while(|letter| is_word(*letter)).collect();
    (!word.is_empty()).then_some(word)
}

/// What follows `Color32::` names a colour by itself. White stands for an untinted picture, transparent for
/// none; both are no choice of a colour.
fn is_literal_colour(rest: &str) -> bool {
    let word = first_word(rest).unwrap_or_default();
    if word.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_') {
        return !["WHITE", "TRANSPARENT", "PLACEHOLDER", ""].contains(&word.as_str());
    }
    let argument = rest[word.len()..].strip_prefix('(').unwrap_or_default().trim_start();
    word.starts_with("from_") && argument.starts_with(|letter: char| letter.is_ascii_digit())
}

fn declares(text: &str, module: &str) -> bool {
    let code = without_comments_and_strings(text);
    code.lines().any(|line| {
        let line = line.trim();
        ["", "pub ", "pub(crate) ", "pub(super) "].iter().any(|scope| line == format!("{scope}mod {module};"))
    })
}

/// Blanks comments, strings and character literals.
fn without_comments_and_strings(text: &str) -> String {
    let bytes: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let at = |index: usize| bytes.get(index).copied().unwrap_or('\0');
    let mut here = 0;
    while here < bytes.len() {
        let (this, next) = (at(here), at(here + 1));
        let begins_word = here == 0 || !is_word(at(here - 1));
        if this == '/' && next == '/' {
            while here < bytes.len() && at(here) != '\n' {
                here += 1;
            }
        } else if this == '/' && next == '*' {
            let mut depth = 0;
            loop {
                match (at(here), at(here + 1)) {
                    ('/', '*') => (depth, here) = (depth + 1, here + 2),
                    ('*', '/') => (depth, here) = (depth - 1, here + 2),
                    _ => here += 1,
                }
                if depth == 0 || here >= bytes.len() {
                    break;
                }
            }
        } else if this == 'r' && begins_word && (next == '"' || next == '#' && matches!(at(here + 2), '"' | '#')) {
            let hashes = (here + 1..).take_while(|index| at(*index) == '#').count();
            here += hashes + 2;
            while here < bytes.len() && !(at(here) == '"' && (1..=hashes).all(|more| at(here + more) == '#')) {
                here += 1;
            }
            here += hashes + 1;
        } else if this == '"' {
            here += 1;
            while here < bytes.len() && at(here) != '"' {
                here += if at(here) == '\\' { 2 } else { 1 };
            }
            here += 1;
        } else if this == '\'' && (next == '\\' || at(here + 2) == '\'') {
            here += if next == '\\' { 3 } else { 2 };
            while here < bytes.len() && at(here) != '\'' {
                here += 1;
            }
            here += 1;
        } else {
            code.push(this);
            here += 1;
        }
    }
    code
}

/// Compares what is wrong with what may be; `prefix` tells imports from names.
fn settle(wrong: Vec<(String, String)>, prefix: &str) {
    let wrong: BTreeSet<(String, String)> =
        wrong.into_iter().map(|(path, what)| (path, prefix.to_owned() + &what)).collect();
    let excused: BTreeMap<(String, String), &str> = EXCEPTIONS
        .iter()
        .filter(|(_, what, _)| what.starts_with("crate::") == (prefix == "crate::"))
        .map(|(path, what, reason)| (((*path).to_owned(), (*what).to_owned()), *reason))
        .collect();
    let unexcused: Vec<_> = wrong.iter().filter(|pair| !excused.contains_key(pair)).collect();
    assert!(unexcused.is_empty(), "against the table: {unexcused:#?}");
    let stale: Vec<_> = excused.keys().filter(|pair| !wrong.contains(pair)).collect();
    assert!(stale.is_empty(), "exceptions that nothing needs any more: {stale:#?}");
    assert!(excused.values().all(|reason| !reason.is_empty()));
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn sources() -> Vec<Source> {
    fn collect(folder: &Path, src: &Path, found: &mut Vec<Source>) {
        for path in entries(folder) {
            if path.is_dir() {
                collect(&path, src, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let parts: Vec<_> = path.strip_prefix(src).unwrap().iter().map(|part| part.to_str().unwrap()).collect();
                let code = without_comments_and_strings(&text);
                found.push(Source { path: parts.join("/"), code, lines: text.lines().count() });
            }
        }
    }
    let src = root().join("src");
    let mut found = Vec::new();
    collect(&src, &src, &mut found);
    assert!(found.len() > 100, "only {} files were found", found.len());
    found
}

/// The crates that Cargo.toml names, as they are written in code.
fn dependencies() -> BTreeSet<String> {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let section = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let names: BTreeSet<_> = section
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| Some(line.split_once('=')?.0.trim().replace('-', "_")))
        .collect();
    assert!(names.contains("sled") && names.contains("serde_json"), "{names:?}");
    names
}
