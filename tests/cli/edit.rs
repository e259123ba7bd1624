//! `collages edit`: every line is answered once, and only after it is on disk.

use serde_json::json;

use super::{Bench, text_command};

#[test]
fn a_bad_line_does_not_stop_the_rest() {
    let bench = Bench::new();
    bench.run(&["collages", "new", "Board"]).good();
    let unknown = json!({"do": "replace_picture", "tile": "00000", "image": "ab".repeat(32), "size_px": [1, 1]});
    let lines = [
        text_command("one"),
        "not a command".to_owned(),
        String::new(),
        json!({"do": "remove", "tiles": ["00zzz"]}).to_string(),
        unknown.to_string(),
        json!({"do": "rename", "tile": "00000", "name": "Title", "surprise": 1}).to_string(),
        text_command("two"),
    ];
    let commands = lines.join("\n");
    let edit = ["collages", "edit", "Board", "--commands", "-"];
    let ran = bench.run_on("library", &edit, &commands).fails(1, &["4 of 6"]);
    let acks = ran.lines();
    let numbers: Vec<_> = acks.iter().map(|ack| (ack["line"].as_u64().unwrap(), ack["ok"] == true)).collect();
    assert_eq!(numbers, [(1, true), (2, false), (4, false), (5, false), (6, false), (7, true)]);
    assert_eq!(acks[0]["step"], "place 1");
    assert_eq!(acks[0]["created"], json!(["00000"]));
    assert!(acks[3]["error"].as_str().unwrap().contains("import pictures"));
    assert!(acks[5]["seq"].as_u64() > acks[0]["seq"].as_u64());
    let shown = bench.run(&["collages", "show", "Board", "--json"]).good().json();
    assert_eq!(shown["tiles"].as_object().unwrap().len(), 2);

    let ran = bench.run_on("library", &[&edit[..], &["--strict"]].concat(), &commands).fails(1, &[]);
    assert_eq!(ran.lines().len(), 2);
}

#[test]
fn commands_come_from_a_file_too() {
    let bench = Bench::new();
    bench.run(&["collages", "new", "Board"]).good();
    let file = bench.file("commands.jsonl", text_command("one"));
    let acks = bench.run(&["collages", "edit", "Board", "--commands", &file]).good().lines();
    assert_eq!(acks.len(), 1);
    bench.run(&["collages", "edit", "Board", "--commands", "missing.jsonl"]).fails(1, &["missing.jsonl"]);
    bench.run(&["collages", "edit", "Nothing", "--commands", &file]).fails(2, &["Nothing"]);
    bench.run(&["collages", "delete", "Board"]).good();
    let id = bench.run(&["collages", "list", "--trash", "--json"]).good().json();
    bench.run(&["collages", "edit", id["id"].as_str().unwrap(), "--commands", &file]).fails(1, &["trash"]);
}

#[test]
fn an_edit_without_effect_has_no_number() {
    let bench = Bench::new();
    bench.run(&["collages", "new", "Board"]).good();
    let command = json!({"do": "set_background", "colour": "#ffffff"}).to_string();
    let ack = bench.run_on("library", &["collages", "edit", "Board", "--commands", "-"], &command).good().json();
    assert_eq!((&ack["ok"], &ack["seq"]), (&json!(true), &json!(null)));
}

#[test]
fn what_is_brought_into_range_is_told() {
    let bench = Bench::new();
    bench.run(&["collages", "new", "Board"]).good();
    let frame = |x: f64| json!({"centre": {"x": x, "y": 100.0}, "size": {"width": 200.0, "height": 100.0}, "rotation_deg": 0.0});
    let moved = |x: f64| json!({"do": "set_frames", "frames": {"00000": frame(x)}}).to_string();
    let commands = [text_command("one"), moved(500.0), moved(1e12)].join("\n");
    let acks = bench.run_on("library", &["collages", "edit", "Board", "--commands", "-"], &commands).good().lines();
    assert_eq!(acks[0]["clamped"], json!([]));
    assert_eq!(acks[1]["clamped"], json!([]));
    assert_eq!((&acks[2]["ok"], &acks[2]["clamped"]), (&json!(true), &json!(["00000"])));
    let help = bench.run(&["collages", "edit", "--help"]).good().out;
    assert!(help.contains("clamped"), "{help}");
}
