//! The sentences that people read: each is used, each is said in both languages with the same parts, and the
//! French is set as French is. The files of `i18n` are read as text.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The same in both languages: names, numbers, and words that French and English share.
const SAME_IN_BOTH: &[&str] = &[
    "Angle",
    "Blog",
    "Budget",
    "Collages ({count})",
    "E-mail",
    "Ellipse",
    "Format",
    "H",
    "Menu",
    "Page",
    "Portrait 4:5",
    "Rectangle",
    "Story 9:16",
    "Style",
    "Total {sums}",
    "{date}, {time} UTC",
];

const NO_BREAK: char = '\u{a0}';
const NARROW_NO_BREAK: char = '\u{202f}';

#[derive(Debug)]
struct Message {
    /// `panels::menu`.
    name: String,
    arguments: BTreeSet<String>,
    en: String,
    fr: String,
}

impl Message {
    fn room(&self) -> &str {
        self.name.split("::").next().unwrap()
    }

    fn short(&self) -> &str {
        self.name.split("::").last().unwrap()
    }
}

#[test]
fn every_message_is_used() {
    let all = messages();
    let rooms: BTreeSet<&str> = all.iter().map(Message::room).collect();
    let mut used = BTreeSet::new();
    for path in sources(&root().join("src")) {
        let text = fs::read_to_string(&path).unwrap();
        let own = path.parent().is_some_and(|folder| folder.ends_with("i18n")).then(|| path.file_stem().unwrap());
        // A room of messages goes by its own name or by the one that a `use` gives it.
        let mut rooms_by_alias: BTreeMap<&str, &str> = rooms.iter().map(|room| (*room, *room)).collect();
        for line in text.split("use ").skip(1).filter_map(|rest| rest.split(';').next()) {
            let words: Vec<&str> = line.split(|letter| !is_word(letter)).filter(|word| !word.is_empty()).collect();
            for named in words.windows(3).filter(|named| named[1] == "as" && words.contains(&"i18n")) {
                rooms_by_alias.insert(named[2], named[0]);
            }
        }
        for (at, _) in text.match_indices("::") {
            let before = text[..at].rsplit(|letter| !is_word(letter)).next().unwrap();
            let after = text[at + 2..].split(|letter| !is_word(letter)).next().unwrap();
            used.extend(rooms_by_alias.get(before).map(|room| format!("{room}::{after}")));
        }
        // Some messages are put together into others beside them.
        for message in own.into_iter().flat_map(|own| all.iter().filter(move |message| message.room() == own)) {
            let call = format!("{}(lang", message.short());
            if text.match_indices(&call).any(|(at, _)| !text[..at].ends_with(|letter| is_word(letter) || letter == ':'))
            {
                used.insert(message.name.clone());
            }
        }
    }
    let unused: Vec<_> = all.iter().map(|message| &message.name).filter(|name| !used.contains(*name)).collect();
    assert!(unused.is_empty(), "nothing says: {unused:#?}");
}

#[test]
fn french_differs_from_english() {
    let same = |message: &Message| {
        message.en == message.fr
            && without_placeholders(&message.en).chars().any(char::is_alphabetic)
            && !SAME_IN_BOTH.contains(&message.en.as_str())
    };
    let untranslated: Vec<_> = messages().into_iter().filter(same).map(|message| message.name).collect();
    assert!(untranslated.is_empty(), "{untranslated:#?}");
}

#[test]
fn both_languages_say_the_same_parts() {
    for message in messages() {
        let (en, fr) = (placeholders(&message.en), placeholders(&message.fr));
        assert_eq!(en, fr, "{}", message.name);
        assert_eq!(en, message.arguments, "{}: arguments that it does not say", message.name);
    }
}

#[test]
fn french_is_set_as_french_is() {
    if std::env::var_os("ETALAGE_MEND_MESSAGES").is_some() {
        mend();
    }
    let mut wrong = Vec::new();
    for Message { name, fr, .. } in messages() {
        if with_french_spaces(&fr) != fr {
            wrong.push(format!("{name}: a space that breaks, or none, in {fr:?}"));
        }
        if fr.contains(['\'', '"', '“', '”']) {
            wrong.push(format!("{name}: quotes that are not French in {fr:?}"));
        }
    }
    assert!(wrong.is_empty(), "ETALAGE_MEND_MESSAGES=1 cargo test --test messages mends the spaces of {wrong:#?}");
}

/// Puts a narrow no-break space before `;:?!»%` and after `«` where a plain one or none stands. A colon inside a
/// word, a time, an address or right after a quoted name is left alone.
fn with_french_spaces(text: &str) -> String {
    let mut set = String::with_capacity(text.len());
    let letters: Vec<char> = text.chars().collect();
    for (at, &letter) in letters.iter().enumerate() {
        let ends = letters.get(at + 1).is_none_or(|after| " \n)".contains(*after));
        let before = set.chars().next_back();
        let high = match letter {
            '»' => true,
            ';' | ':' | '?' | '!' => ends,
            '%' => before == Some(' '),
            _ => false,
        };
        if high && before.is_some_and(|before| !is_kept_together(before)) {
            if before == Some(' ') {
                set.pop();
            }
            set.push(NARROW_NO_BREAK);
        }
        if before == Some('«') && !is_kept_together(letter) {
            set.push(NARROW_NO_BREAK);
            if letter == ' ' {
                continue;
            }
        }
        set.push(letter);
    }
    set
}

fn is_kept_together(space: char) -> bool {
    space == NARROW_NO_BREAK || space == NO_BREAK
}

/// Writes the spaces of the French texts into the files.
fn mend() {
    // `mod.rs` has only the example.
    for path in sources(&root().join("src/i18n")).into_iter().filter(|path| !path.ends_with("mod.rs")) {
        let text = fs::read_to_string(&path).unwrap();
        let mut mended = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(at) = rest.find("fr: \"") {
            let (before, from) = rest.split_at(at + "fr: ".len());
            let (_, after) = literal(from).unwrap();
            let written = &from[..from.len() - after.len()];
            // Escapes for the spaces stand for themselves while the spaces around them are looked at.
            let plain = written.replace("\\u{202f}", "\u{202f}").replace("\\u{a0}", "\u{a0}");
            let quoted = &plain[1..plain.len() - 1];
            let set = with_french_spaces(quoted);
            mended.push_str(before);
            if set == quoted {
                mended.push_str(written);
            } else {
                mended.push_str(&format!("\"{}\"", set.replace('\u{202f}', "\\u{202f}").replace('\u{a0}', "\\u{a0}")));
            }
            rest = after;
        }
        mended.push_str(rest);
        if mended != text {
            fs::write(path, mended).unwrap();
        }
    }
}

#[test]
fn english_has_curly_quotes_and_no_shouting() {
    let mut wrong = Vec::new();
    for Message { name, en, fr, .. } in messages() {
        let straight = en.contains(['"', '\'']) || en.contains(['«', '»']);
        let spaced = en.contains(" :") || en.contains(" ;") || en.contains(" ?");
        if straight || spaced || en.contains('!') || fr.contains('!') {
            wrong.push(format!("{name}: {en:?}, {fr:?}"));
        }
        if en.contains("...") || fr.contains("...") {
            wrong.push(format!("{name}: three points for an ellipsis"));
        }
        if en.trim() != en || fr.trim() != fr || en.is_empty() || fr.is_empty() {
            wrong.push(format!("{name}: empty, or white space at an end"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_reader_of_messages_reads_them_all() {
    let declared: usize = sources(&root().join("src/i18n"))
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .map(|text| text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<String>())
        .map(|text| text.matches("{ en: \"").count() + text.matches("{        en: \"").count())
        .sum();
    assert!(declared > 100 && messages().len() >= declared, "{} of {declared}", messages().len());
    assert_eq!(placeholders("{a} and {{b}} and {c:>3}"), BTreeSet::from(["a".to_owned(), "c".to_owned()]));
    assert_eq!(
        with_french_spaces("« a » : b ; c\u{a0}! à 9:30, 5 %"),
        "«\u{202f}a\u{202f}»\u{202f}: b\u{202f}; c\u{a0}! à 9:30, 5\u{202f}%"
    );
    assert_eq!(literal(r#""a\"b\u{202f}c\n" rest"#).unwrap().0, "a\"b\u{202f}c\n");
}

/// Every message of every `messages!` block.
fn messages() -> Vec<Message> {
    let mut found = Vec::new();
    for path in sources(&root().join("src/i18n")) {
        let room = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let code: String =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect();
        for (at, label) in code.match_indices("en: \"") {
            let head = code[..at].trim_end().strip_suffix('{').unwrap();
            let (head, arguments) = head.trim_end().strip_suffix(')').unwrap().rsplit_once('(').unwrap();
            let name = head.rsplit(|letter| !is_word(letter)).next().unwrap();
            let (en, rest) = literal(&code[at + label.len() - 1..]).unwrap();
            let rest = rest.trim_start().strip_prefix(',').unwrap().trim_start();
            let (fr, _) = literal(rest.strip_prefix("fr:").unwrap().trim_start()).unwrap();
            let arguments = arguments.split(',').map(str::trim).filter(|each| !each.is_empty()).map(str::to_owned);
            found.push(Message { name: format!("{room}::{name}"), arguments: arguments.collect(), en, fr });
        }
    }
    found
}

/// A string literal at the start of `code`, and what follows it.
fn literal(code: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut rest = code.strip_prefix('"')?;
    loop {
        let letter = rest.chars().next()?;
        rest = &rest[letter.len_utf8()..];
        match letter {
            '"' => return Some((text, rest)),
            '\\' => {
                let escape = rest.chars().next()?;
                rest = &rest[escape.len_utf8()..];
                match escape {
                    'n' => text.push('\n'),
                    'u' => {
                        let (digits, after) = rest.strip_prefix('{')?.split_once('}')?;
                        text.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
                        rest = after;
                    }
                    // A line that goes on.
                    '\n' => rest = rest.trim_start(),
                    other => text.push(other),
                }
            }
            other => text.push(other),
        }
    }
}

fn placeholders(text: &str) -> BTreeSet<String> {
    let plain = text.replace("{{", "").replace("}}", "");
    plain.split('{').skip(1).filter_map(|part| Some(part.split(['}', ':']).next()?.to_owned())).collect()
}

fn without_placeholders(text: &str) -> String {
    let mut plain = text.to_owned();
    for name in placeholders(text) {
        plain = plain.replace(&format!("{{{name}}}"), "");
    }
    plain
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (folders, files): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| path.is_dir());
    let mut found: Vec<_> = files.into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs")).collect();
    found.extend(folders.iter().flat_map(|folder| sources(folder)));
    found
}
