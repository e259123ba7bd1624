//! The main job from first run to a bundle that comes back.

use serde_json::json;

use super::{Bench, in_zip, text_command};

#[test]
fn from_demo_to_a_bundle_that_comes_back_identical() {
    let bench = Bench::new();
    let demo = bench.run(&["demo", "--to", "sample", "--json"]).good().json();
    assert!(demo["finds"].as_u64().unwrap() >= 30);
    assert!(bench.path("sample/index.html").is_file());
    let again = bench.run(&["demo", "--to", "sample", "--json"]).good().json();
    assert_eq!(again["finds_added"], 0);
    assert_eq!(again["collages"].as_array().unwrap().len(), demo["collages"].as_array().unwrap().len());

    // Search.
    let all = bench.run(&["products", "list", "--json"]).good().lines();
    assert_eq!(all.len() as u64, demo["finds"].as_u64().unwrap());
    let word = all[0]["title"].as_str().unwrap().split(' ').next().unwrap().to_owned();
    let found = bench.run(&["products", "search", &word, "--json"]).good().lines();
    let find = found.iter().find(|find| find["key"] == all[0]["key"]).expect("a find is found by its title");

    // Compose.
    let made = bench.run(&["collages", "new", "Evening", "--size", "portrait", "--json"]).good().json();
    let id = made["id"].as_str().unwrap();
    let size = &find["picture_size_px"];
    let place = json!({"do": "place", "pieces": [{
        "tile": {
            "frame": {"centre": {"x": 600.0, "y": 700.0}, "size": {"width": 500.0, "height": 500.0}},
            "content": {"picture": {"image": find["picture"], "size_px": size}},
            "link": {"product": find["key"]},
        },
        "product": {"title": find["title"], "merchant": find["merchant"], "url": find["url"], "price": find["price"]},
    }]});
    let commands = format!("{place}\n{}\n", text_command("For the evening"));
    let acks = bench.run_on("library", &["collages", "edit", "Evening", "--commands", "-"], &commands).good().lines();
    assert_eq!(acks.len(), 2);
    assert!(acks.iter().all(|ack| ack["ok"] == true && ack["seq"].is_u64()));

    // Out.
    bench.run(&["export", "Evening", "--to", "evening.zip", "--channel", "web", "--lang", "en"]).good();
    let verdict = bench.run(&["bundle", "verify", "evening.zip", "--json"]).good().json();
    assert_eq!(verdict["ok"], true);
    assert_eq!(verdict["collage"], id);

    // Back in elsewhere, and out again.
    let imported = bench.run_on("second", &["import", "bundle", "evening.zip", "--json"], "").good().json();
    assert_eq!(imported["collage"], id);
    assert_eq!(imported["tiles"], 2);
    let export = ["export", id, "--to", "again.zip", "--channel", "web", "--lang", "en"];
    bench.run_on("second", &export, "").good();
    let manifest = |name: &str| in_zip(&bench.path(name), "manifest.json");
    assert_eq!(String::from_utf8(manifest("evening.zip")).unwrap(), String::from_utf8(manifest("again.zip")).unwrap());
    assert_eq!(std::fs::read(bench.path("evening.zip")).unwrap(), std::fs::read(bench.path("again.zip")).unwrap());

    // Importing it once more where it is already changes nothing of what leaves.
    bench.run(&["import", "bundle", "again.zip"]).good();
    bench.run(&["export", "Evening", "--to", "third.zip", "--channel", "web", "--lang", "en"]).good();
    assert_eq!(manifest("evening.zip"), manifest("third.zip"));
}
