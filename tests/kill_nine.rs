//! `kill -9` at random moments while a script edits a collage: the library opens every time and holds every
//! edit that was acknowledged. `ETALAGE_KILL_ROUNDS` sets the number of kills (12 unless told), and
//! `ETALAGE_KILL_SEED` the moments.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// The longest life of a round after its first answer.
const LONGEST_MS: u64 = 120;

fn etalage(library: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_etalage"));
    command.env("ETALAGE_LIBRARY", library).stderr(Stdio::piped());
    command
}

fn json_of(library: &Path, args: &[&str]) -> Value {
    let output = etalage(library).args(args).arg("--json").output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// One edit: a text tile whose words are its number.
fn command(number: u64) -> String {
    json!({"do": "place", "pieces": [{"tile": {
        "frame": {"centre": {"x": 100.0, "y": 100.0}, "size": {"width": 200.0, "height": 40.0}},
        "content": {"text": {"text": number.to_string(), "size_px": 12.0, "colour": "#000000"}},
    }}]})
    .to_string()
}

struct Moments(u64);

impl Moments {
    fn next(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

/// Feeds numbered edits without pause until the program is gone; one thread writes, this one reads answers.
fn feed_and_kill(mut child: Child, from: u64, life: Duration) -> Vec<u64> {
    let mut input = child.stdin.take().unwrap();
    let answers = BufReader::new(child.stdout.take().unwrap());
    let writer = std::thread::Builder::new()
        .name("commands".to_owned())
        .spawn(move || {
            for number in from.. {
                if writeln!(input, "{}", command(number)).is_err() {
                    break;
                }
            }
        })
        .unwrap();
    let (started, first) = crossbeam_channel::bounded::<()>(1);
    let reader = std::thread::Builder::new()
        .name("answers".to_owned())
        .spawn(move || {
            let mut acknowledged = Vec::new();
            for line in answers.split(b'\n') {
                // The last line may be torn: it is no answer.
                let Ok(answer) = serde_json::from_slice::<Value>(&line.unwrap()) else { break };
                assert_eq!(answer["ok"], true, "{answer}");
                acknowledged.push(from + answer["line"].as_u64().unwrap() - 1);
                let _ = started.try_send(());
            }
            acknowledged
        })
        .unwrap();
    // Some rounds end before anything was answered: opening is killed too.
    if life > Duration::from_millis(LONGEST_MS / 10) {
        let _ = first.recv_timeout(Duration::from_secs(60));
    }
    std::thread::sleep(life);
    child.kill().unwrap();
    child.wait().unwrap();
    writer.join().unwrap();
    reader.join().unwrap()
}

#[test]
fn every_acknowledged_edit_survives_a_kill() {
    let rounds: u64 = std::env::var("ETALAGE_KILL_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(12);
    let seed = std::env::var("ETALAGE_KILL_SEED").ok().and_then(|text| text.parse().ok());
    let seed: u64 = seed.unwrap_or_else(|| RandomState::new().build_hasher().finish()) | 1;
    println!("ETALAGE_KILL_SEED={seed}");
    let mut moments = Moments(seed);
    let dir = tempfile::tempdir().unwrap();
    let library = dir.path().join("library");
    let mut collage = json_of(&library, &["collages", "new", "Round"])["id"].as_str().unwrap().to_owned();
    let mut acknowledged = BTreeSet::new();
    let (mut all, mut silent, mut unanswered) = (0, 0, 0);
    let mut next = 1;
    for round in 1..=rounds {
        let life = Duration::from_millis(moments.next(LONGEST_MS));
        let child = etalage(&library)
            .args(["collages", "edit", &collage, "--commands", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let answered = feed_and_kill(child, next, life);
        all += answered.len();
        silent += usize::from(answered.is_empty());
        acknowledged.extend(answered);

        let document = json_of(&library, &["collages", "show", &collage]);
        let words = |tile: &Value| tile["content"]["text"]["text"].as_str().unwrap().parse::<u64>().unwrap();
        let held: Vec<u64> = document["tiles"].as_object().unwrap().values().map(words).collect();
        let set: BTreeSet<u64> = held.iter().copied().collect();
        let lost: Vec<_> = acknowledged.difference(&set).collect();
        assert!(lost.is_empty(), "round {round} (seed {seed}): acknowledged and lost: {lost:?}");
        assert_eq!(held.len(), set.len(), "round {round} (seed {seed}): an edit is there twice");
        // What is there beyond the answers was on its way: all of it in order, none skipped.
        let last = set.last().copied().unwrap_or(next - 1);
        assert!((next..=last).all(|number| set.contains(&number)), "round {round} (seed {seed}): a gap");
        unanswered += set.len() - acknowledged.len();
        acknowledged = set;
        next = last + 1;
        // A new page now and then keeps rounds short.
        if held.len() > 2_000 {
            collage = json_of(&library, &["collages", "new", "Round"])["id"].as_str().unwrap().to_owned();
            acknowledged.clear();
        }
    }
    let report = json_of(&library, &["library", "verify"]);
    assert_eq!(report["problems"], json!([]));
    println!(
        "{rounds} kills, {all} acknowledged edits, none lost; {unanswered} more were on disk before their answer; \
         {silent} kills before any answer"
    );
    assert!(rounds < 10 || all > 0, "no edit was ever acknowledged");
}
