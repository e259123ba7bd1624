//! `etalage library` as a person runs it: what it says, and with which exit code.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn etalage(library: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_etalage"));
    command.env("ETALAGE_LIBRARY", library).env("LC_ALL", "en").args(args).output().unwrap()
}

fn json_of(output: &Output) -> Value {
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}{}", String::from_utf8_lossy(&output.stderr)))
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// All files below a folder with their bytes.
fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    all
}

/// A library with three pictures, each of a find.
fn sample(root: &Path) -> PathBuf {
    let library = root.join("library");
    let pictures = root.join("in");
    fs::create_dir(&pictures).unwrap();
    for n in 0..3 {
        let pixel = format!("P3 1 1 255 {n} 0 0\n");
        // A bitmap of one pixel, by hand: header, size, offset, information, pixel.
        let mut bitmap = b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0".to_vec();
        bitmap.extend_from_slice(&[0; 24]);
        bitmap.extend_from_slice(&[n, pixel.len() as u8, 0, 0]);
        fs::write(pictures.join(format!("{n}.bmp")), bitmap).unwrap();
    }
    let output = etalage(&library, &["import", "pictures", pictures.to_str().unwrap()]);
    assert!(output.status.success(), "{}", words(&output));
    library
}

fn pictures(library: &Path) -> Vec<PathBuf> {
    files(&library.join("pictures")).into_keys().collect()
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

#[test]
fn a_backup_names_the_pictures_it_lacks_and_holds_the_rest() {
    let root = tempfile::tempdir().unwrap();
    let library = sample(root.path());
    let whole = etalage(&library, &["library", "backup", root.path().join("whole.zip").to_str().unwrap(), "--json"]);
    assert!(whole.status.success(), "{}", words(&whole));
    assert_eq!(json_of(&whole)["pictures"], 3);
    assert_eq!(json_of(&whole)["damaged"], Value::Array(Vec::new()));

    let all = pictures(&library);
    let [damaged, missing, _] = all.as_slice() else { panic!("{all:?}") };
    fs::write(damaged, "something else").unwrap();
    fs::remove_file(missing).unwrap();
    for target in ["backup.zip", "backup"] {
        let to = root.path().join(target);
        let output = etalage(&library, &["library", "backup", to.to_str().unwrap(), "--json"]);
        assert_eq!(output.status.code(), Some(1), "{target}");
        let report = json_of(&output);
        assert_eq!(report["damaged"], serde_json::json!([name(damaged)]), "{target}");
        assert_eq!(report["missing"], serde_json::json!([name(missing)]), "{target}");
        assert_eq!(report["pictures"], 1, "{target}");
        let told = words(&output);
        assert!(told.contains(name(damaged)) && told.contains(name(missing)), "{told}");
        let back = root.path().join(format!("{target} put back"));
        let output = etalage(&back, &["library", "restore", to.to_str().unwrap(), "--json"]);
        assert!(output.status.success(), "{}", words(&output));
        assert_eq!(json_of(&output)["products"], 3);
        assert_eq!(pictures(&back).len(), 1);
    }
    assert_eq!(fs::read(root.path().join("backup/damaged-pictures").join(name(damaged))).unwrap(), b"something else");
}

#[test]
fn a_folder_with_other_things_in_it_is_refused_and_left_alone() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("thesis");
    fs::create_dir_all(folder.join("journal")).unwrap();
    fs::write(folder.join("db"), "my database").unwrap();
    fs::write(folder.join("journal/monday.txt"), "dear diary").unwrap();
    let before = files(&folder);
    for args in [&["library", "verify"][..], &["demo"], &["collages", "list"], &["library", "tidy", "--do-it"]] {
        let output = etalage(&folder, args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert!(words(&output).contains("new or an empty folder"), "{args:?}: {}", words(&output));
        assert_eq!(files(&folder), before, "{args:?}");
    }
}

#[test]
fn a_library_without_its_records_is_not_called_healthy() {
    let root = tempfile::tempdir().unwrap();
    let library = sample(root.path());
    assert!(etalage(&library, &["library", "verify"]).status.success());
    for name in ["db", "journal"] {
        fs::remove_dir_all(library.join(name)).unwrap();
    }
    fs::write(library.join("library.json"), "").unwrap();
    fs::remove_file(library.join("etalage.lock")).unwrap();
    let output = etalage(&library, &["library", "verify", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let problems = json_of(&output)["problems"].to_string();
    assert!(problems.contains("library.json") && problems.contains("library restore"), "{problems}");
    // It goes on being said, though library.json is whole again.
    let output = etalage(&library, &["library", "verify", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(json_of(&output)["problems"].to_string().contains("3 pictures"));
    assert_eq!(pictures(&library).len(), 3);
}

#[test]
fn tidying_shows_first_and_deletes_only_when_asked() {
    let root = tempfile::tempdir().unwrap();
    let library = sample(root.path());
    let left = pictures(&library)[0].clone();
    let listed = etalage(&library, &["products", "list", "--json"]);
    let lines = String::from_utf8_lossy(&listed.stdout).into_owned();
    let of_left = lines.lines().find(|line| line.contains(name(&left))).unwrap();
    let key = serde_json::from_str::<Value>(of_left).unwrap()["key"].as_str().unwrap().to_owned();
    assert!(etalage(&library, &["products", "remove", &key]).status.success());
    let age = std::time::Duration::from_secs(1_000_000_000);
    for path in pictures(&library) {
        let file = fs::File::options().write(true).open(path).unwrap();
        file.set_modified(std::time::UNIX_EPOCH + age).unwrap();
    }
    let tidy = |args: &[&str]| {
        let output = etalage(&library, &[&["library", "tidy", "--json"], args].concat());
        assert!(output.status.success(), "{}", words(&output));
        json_of(&output)
    };
    let looked = tidy(&[]);
    assert_eq!((&looked["done"], &looked["pictures"]), (&Value::Bool(false), &Value::from(1)));
    assert!(left.exists());
    let done = tidy(&["--do-it"]);
    assert_eq!((&done["pictures"], &done["picked_up"]), (&Value::from(1), &Value::from(1)));
    assert!(!left.exists() && pictures(&library).len() == 2);
    assert_eq!(tidy(&["--empty"])["deleted"], 1);
    assert!(files(&library.join("picked-up")).is_empty());
    assert!(etalage(&library, &["library", "verify"]).status.success());
}
