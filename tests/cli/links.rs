//! `etalage links` and `etalage programs`: learnt from samples, cleaned, read, shown, checked.

use serde_json::json;

use super::{Bench, text_command};

const SAMPLE: &str = "https://www.awin1.com/cread.php?awinmid=45&awinaffid=123&clickref=t7&ued=https%3A%2F%2Fshop.example%2Flamp%3Fsize%3Dm";

#[test]
fn a_sample_is_learnt_shown_and_used() {
    let bench = Bench::new();
    let seen = bench.run(&["links", "learn", SAMPLE, "--dry-run", "--json"]).good().json();
    assert_eq!(seen["destination"], "https://shop.example/lamp?size=m");
    assert_eq!(seen["proposals"][0]["program"], "awin");
    assert_eq!((&seen["proposals"][0]["exact"], &seen["proposals"][0]["rebuilt"]), (&json!(true), &json!(SAMPLE)));
    assert!(seen["saved"].is_null() && !bench.path("library").exists());

    let learnt = bench.run(&["links", "learn", SAMPLE, "--shop", "shop.example"]).good();
    assert!(learnt.out.contains(&format!("sample    {SAMPLE}\nrebuilt   {SAMPLE}\n")), "{}", learnt.out);
    assert!(
        learnt.err.contains("to the byte") && learnt.err.contains("Saved for shop.example with Awin."),
        "{learnt:?}"
    );
    let built = bench.run(&["links", "build", "https://shop.example/other", "--json"]).good().json();
    assert_eq!(
        built["url"],
        "https://www.awin1.com/cread.php?awinmid=45&awinaffid=123&ued=https%3A%2F%2Fshop.example%2Fother"
    );

    // Somebody else's link takes nobody's place unasked.
    let theirs = SAMPLE.replace("=123", "=999");
    bench.run(&["links", "learn", &theirs]).fails(2, &["999", "123", "--replace"]);
    bench.run(&["links", "learn", &theirs, "--as", "nobody"]).fails(2, &["nobody", "awin"]);
    // As a template of its own it would share the shop with Awin.
    bench.run(&["links", "learn", &theirs, "--as", "generic-wrap"]).fails(2, &["shop.example", "awin"]);
    bench.run(&["links", "learn", "https://amzn.to/3abc"]).fails(2, &["amzn.to"]);
}

#[test]
fn an_unknown_form_becomes_a_template_of_ones_own() {
    let bench = Bench::new();
    let sample = "https://go.net.example/b?m=1&subid=t7&d=aHR0cHM6Ly9zaG9wLmV4YW1wbGUvYQ";
    let learnt = bench.run(&["links", "learn", sample, "--json"]).good().json();
    assert_eq!(learnt["proposals"][0]["template"], "https://go.net.example/b?m=1[&subid={sub}]&d={url|base64url}");
    assert_eq!((&learnt["saved"], &learnt["proposals"][0]["slot"]), (&json!("generic-wrap"), &json!("url|base64url")));
    let seen = bench.run(&["links", "clean", sample, "--json"]).good().json();
    assert_eq!((&seen["url"], &seen["removed"][1]["kind"]), (&json!("https://shop.example/a"), &json!("own_id")));
    assert_eq!(seen["rebuilt"], "https://go.net.example/b?m=1&d=aHR0cHM6Ly9zaG9wLmV4YW1wbGUvYQ");
}

#[test]
fn links_are_unwrapped_with_every_step_named() {
    let bench = Bench::new();
    let link = "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.awin1.com%2Fcread.php%3Fawinmid%3D1%26awinaffid%3D999%26ued%3Dhttps%253A%252F%252Fshop.example%252F%253Futm_id%253D1";
    let seen = bench.run(&["links", "unwrap", link, "--json"]).good().json();
    assert_eq!((&seen["before"], &seen["url"]), (&json!(link), &json!("https://shop.example/?utm_id=1")));
    let kinds: Vec<_> = seen["removed"].as_array().unwrap().iter().map(|each| each["kind"].clone()).collect();
    assert_eq!(kinds, ["redirector", "redirector", "foreign_id", "foreign_id"]);
    assert_eq!(seen["removed"][2]["value"], "999");
    assert_eq!(bench.run(&["links", "clean", link]).good().out, "https://shop.example/\n");
    assert_eq!(bench.run(&["links", "unwrap", "https://bit.ly/1", "--json"]).good().json()["opaque"], "bit.ly");
    bench.run(&["links", "unwrap", "https://a.example/", "nonsense"]).fails(1, &["nonsense", "1 of 2"]);
}

#[test]
fn sub_ids_are_read_back() {
    let bench = Bench::new();
    // Without a library too.
    let seen = bench.run(&["links", "decode", "04hmasw9nf6yy0000w00245hkdzz2", "--json"]).good().json();
    assert_eq!((&seen["form"], &seen["channel"], &seen["channel_id"]), (&json!("full"), &json!("web"), &json!("0001")));
    bench.run(&["links", "decode", "04hmasw9nf6yy0000w00245hkdzz3"]).fails(2, &["04hmasw9nf6yy0000w00245hkdzz3"]);

    bench.run(&["collages", "new", "Board"]).good();
    let commands = bench.file("commands.jsonl", text_command("hello"));
    bench.run(&["collages", "edit", "Board", "--commands", &commands]).good();
    let shown = bench.run(&["collages", "show", "Board", "--json"]).good().json();
    let tile = shown["tiles"].as_object().unwrap().keys().next().unwrap().clone();
    // A program of one's own with a narrow slot gets a short form, which the library knows again.
    bench.file(
        "library/programs.json",
        r#"{"version": 2, "programs": [{"name": "mine", "title": "Mine", "kind": "wrap",
            "template": "https://go.mine.example/?a={ids.a}&s={sub}&u={url|enc}",
            "ids": [{"key": "a", "label": {"en": "Account", "fr": "Compte"}, "alphabet": "digits", "max": 9, "scope": "account"}],
            "sub": {"key": "s", "max": 12, "alphabet": "digits"}}]}"#,
    );
    bench.run(&["programs", "set", "mine", "a=5", "host=shop.example"]).good();
    let build = ["links", "build", "https://shop.example/a", "--collage", "Board", "--tile", &tile, "--json"];
    let sub = bench.run(&build).good().json()["sub_id"].as_str().unwrap().to_owned();
    assert!(sub.len() == 12 && sub.bytes().all(|byte| byte.is_ascii_digit()), "{sub}");
    let seen = bench.run(&["links", "decode", &sub, "--json"]).good().json();
    assert_eq!((&seen["form"], &seen["title"], &seen["tile"]), (&json!("short"), &json!("Board"), &json!(tile)));
    bench.run(&["links", "decode", &sub, "000000000000"]).fails(1, &["1 of 2", "000000000000"]);
}

#[test]
fn programs_show_what_they_know_and_where_it_is_from() {
    let bench = Bench::new();
    let awin = bench.run(&["programs", "show", "awin", "--json"]).good().json();
    assert_eq!(awin["sub"]["key"], "clickref");
    assert!(awin["facts"].as_array().unwrap().iter().any(|fact| fact["confidence"] == "second_hand"));
    assert_eq!(awin["programmes"][3]["code"], "etsy-fr");
    let words = bench.run(&["programs", "show", "amazon"]).good().out;
    for part in ["never mail", "at most 24 hours old", "[second-hand]", "[documented]", "[unverified]", "must say"] {
        assert!(words.contains(part), "{part}: {words}");
    }
    let dead = bench.run(&["programs", "show", "shareasale", "--json"]).good().json();
    assert_eq!((&dead["kind"], &dead["replaced_by"]), (&json!("recognise"), &json!("awin")));
    bench.run(&["programs", "show", "nobody"]).fails(2, &["nobody"]);
    assert!(!bench.path("library").exists());

    bench.run(&["programs", "set", "awin", "awinaffid=1", "programme=etsy-fr"]).good();
    let built = bench.run(&["links", "build", "https://www.etsy.com/listing/1", "--json"]).good().json();
    assert!(built["url"].as_str().unwrap().contains("awinmid=7432"), "{built}");
    bench.run(&["programs", "set", "awin", "programme=etsy-mars"]).fails(2, &["etsy-mars", "etsy-fr"]);

    bench.run(&["settings", "set", "lang", "fr"]).good();
    let french = bench.run(&["programs", "show", "amazon"]).good().out;
    assert!(french.contains("jamais mail") && french.contains("[de seconde main]"), "{french}");
}

#[test]
fn rules_of_ones_own_are_checked_by_line_and_field() {
    let bench = Bench::new();
    bench.run(&["programs", "check"]).fails(1, &["programs.json"]);
    let good = bench.file("good.json", "{\"version\": 2, \"trackers\": [\"mine_*\"]}");
    assert_eq!(bench.run(&["programs", "check", &good, "--json"]).good().json()["programs"], json!([]));
    for (text, says) in [
        ("{\"version\": 1}", "line 1, field version"),
        ("{\"version\": 2,\n\"trackers\": [5]}", "line 2, column 14"),
        (
            "{\"version\": 2,\n\"programs\": [{\"name\": \"awin\", \"title\": \"A\", \"kind\": \"recognise\"}]}",
            "line 2, program awin, field name",
        ),
    ] {
        let file = bench.file("wrong.json", text);
        bench.run(&["programs", "check", &file]).fails(2, &["wrong.json", says]);
    }
    // Backups keep the file.
    bench.run(&["collages", "new", "Kept"]).good();
    let file = bench.path("library/programs.json");
    std::fs::rename(bench.path("good.json"), &file).unwrap();
    for name in ["kept.zip", "kept"] {
        let backup = bench.path(name);
        bench.run(&["library", "backup", backup.to_str().unwrap()]).good();
        let back = format!("back-{name}");
        bench.run_on(&back, &["library", "restore", backup.to_str().unwrap()], "").good();
        assert_eq!(std::fs::read(bench.path(&back).join("programs.json")).unwrap(), std::fs::read(&file).unwrap());
    }
    // A library with wrong rules says so instead of leaving one's ids out.
    bench.run(&["collages", "new", "Board"]).good();
    bench.file("library/programs.json", "{");
    bench.run(&["links", "build", "https://shop.example/"]).fails(2, &["programs.json", "line 1"]);
}
