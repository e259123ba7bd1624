//! The fuzz targets for a second or two with every `cargo test`: each seed as it is, and bent in ways that repeat
//! from run to run. `fuzz/run.sh` does it for as long as you like.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "../fuzz/readers.rs"]
mod readers;

use std::path::Path;

/// Bent versions of each seed.
const ROUNDS: u32 = 80;

/// Numbers that repeat (xorshift64*, Vigna 2016).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }
}

fn files(folder: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// The words of a libFuzzer dictionary: `"…"` a line, with `\x..`.
fn words(target: &str) -> Vec<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/dict").join(target);
    let text = std::fs::read_to_string(path).unwrap();
    let word = |line: &str| {
        let mut letters = line.strip_prefix('"')?.strip_suffix('"')?.bytes();
        let mut word = Vec::new();
        while let Some(letter) = letters.next() {
            word.push(match letter {
                b'\\' => match letters.next()? {
                    b'x' => {
                        let digits = [letters.next()?, letters.next()?];
                        u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
                    }
                    other => other,
                },
                other => other,
            });
        }
        Some(word)
    };
    text.lines().map(|line| word(line).unwrap()).collect()
}

/// A few changes: bytes turned, cut out, doubled, words put in, another seed's end put on.
fn bend(seed: &[u8], other: &[u8], words: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=chance.below(6) {
        let at = chance.below(bytes.len() + 1);
        let until = (at + chance.below(24)).min(bytes.len());
        match chance.below(6) {
            0 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << chance.below(8)),
            1 => drop(bytes.drain(at..until)),
            2 => {
                let piece = bytes[at..until].to_vec();
                bytes.splice(at..at, piece);
            }
            3 | 4 => drop(bytes.splice(at..at, words[chance.below(words.len())].iter().copied())),
            _ => {
                bytes.truncate(at);
                bytes.extend_from_slice(&other[chance.below(other.len())..]);
            }
        }
    }
    bytes
}

fn run(target: &str, read: fn(&[u8])) {
    let (seeds, words) = (files(&format!("seeds/{target}")), words(target));
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    read(b"");
    for seed in &seeds {
        read(seed);
        for _ in 0..ROUNDS {
            let other = &seeds[chance.below(seeds.len())];
            let bent = bend(seed, other, &words, &mut chance);
            if std::panic::catch_unwind(|| read(&bent)).is_err() {
                panic_with(&bent);
            }
        }
    }
}

#[expect(clippy::panic, reason = "shows what the reader fell over")]
fn panic_with(bytes: &[u8]) {
    panic!("the reader fell over {:?}", String::from_utf8_lossy(bytes));
}

#[test]
fn pages() {
    run("page", readers::page);
}

#[test]
fn json_ld() {
    run("json_ld", readers::json_ld);
}

#[test]
fn prices() {
    run("price", readers::price);
}

#[test]
fn tables() {
    run("table", readers::table);
}

#[test]
fn xml() {
    run("xml", readers::xml);
}
