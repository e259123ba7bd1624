//! The clipper from the command line: the extension's files, the bookmark, a listener without a window.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::{Bench, page};

const ORIGIN: &str = "chrome-extension://abcdefghijklmnopabcdefghijklmnop";

fn post(port: u64, path: &str, token: &str, body: &Value) -> Value {
    let mut stream = TcpStream::connect(("127.0.0.1", port as u16)).unwrap();
    let body = body.to_string();
    let length = body.len();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: {ORIGIN}\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut told = String::new();
    stream.read_to_string(&mut told).unwrap();
    serde_json::from_str(told.split_once("\r\n\r\n").unwrap().1).unwrap()
}

#[test]
fn the_extension_and_the_bookmark_are_handed_out() {
    let bench = Bench::new();
    let folder = bench.path("clipper").display().to_string();
    bench.run(&["clipper", "install-to", &folder]).good();
    bench.run(&["clipper", "install-to", &folder]).good();
    assert!(bench.path("clipper/_locales/fr/messages.json").is_file());
    bench.file("other.txt", "mine");
    let here = bench.path("").display().to_string();
    bench.run(&["clipper", "install-to", &here]).fails(1, &["holds other files"]);
    let bookmark = bench.run(&["clipper", "bookmark", "--port", "4242", "--json"]).good().json();
    assert!(bookmark["bookmark"].as_str().unwrap().contains("http://127.0.0.1:4242/clip"));
    assert!(!bench.path("library").exists(), "neither needs a library");
}

#[test]
fn a_listener_pairs_a_browser_and_keeps_its_clips() {
    let bench = Bench::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_etalage"))
        .env("LANG", "en_GB.UTF-8")
        .env_remove("LC_ALL")
        .env("ETALAGE_LIBRARY", bench.path("library"))
        .args(["clipper", "listen", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut next = move || -> Value { serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap() };
    let began = next();
    let (port, code) = (began["port"].as_u64().unwrap(), began["code"].as_str().unwrap());
    let digits: String = code.chars().take(9).collect();
    let told = post(port, "/pair", "", &json!({"code": digits, "browser": "Chromium"}));
    let token = told["token"].as_str().unwrap();
    assert_eq!(next(), json!({"event": "paired", "browser": "Chromium"}));
    // Nothing is fetched: the page names no picture.
    let clip = json!({"url": "https://lumen.example/p/7?utm_source=mail", "html": page("Arc lamp")});
    let told = post(port, "/clip", token, &clip);
    assert_eq!((&told["ok"], &told["title"], &told["price"]), (&json!(true), &json!("Arc lamp"), &json!("€344.00")));
    let find = next();
    assert_eq!((&find["event"], &find["source"], &find["known"]), (&json!("find"), &json!("clip"), &json!(false)));
    assert_eq!(find["url"], "https://lumen.example/p/7");
    let told = post(port, "/clip", token, &json!({"url": "https://lumen.example/about", "html": "<p>hello"}));
    assert_eq!((&told["ok"], &told["why"]), (&json!(false), &json!("no_product")));
    let told = post(port, "/clip", token, &json!({"url": "javascript:alert(1)", "html": "<p>hello"}));
    assert_eq!((&told["ok"], &told["why"]), (&json!(false), &json!("failed")));
    child.kill().unwrap();
    child.wait().unwrap();

    let paired = bench.run(&["clipper", "paired", "--json"]).good().json();
    assert_eq!((&paired["browser"], &paired["origin"]), (&json!("Chromium"), &json!(ORIGIN)));
    bench.run(&["clipper", "revoke", "0000"]).fails(2, &["0000"]);
    bench.run(&["clipper", "revoke", paired["id"].as_str().unwrap()]).good();
    assert_eq!(bench.run(&["clipper", "paired", "--json"]).good().out, "");
}
