//! The listener as a browser, a hostile page and a broken program meet it: over raw sockets.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::clip::{Answer, Clip, Desk, MAX_CLIP_BYTES, NotUnderstood, PageWords, Understood};
use super::http::{HEAD_TIME, MAX_HEAD_BYTES};
use super::pairing::Pairings;
use super::server::ClipServer;
use crate::model::{Clock, Ids, Timestamp};

/// Ids that differ and repeat from run to run.
#[derive(Default)]
pub(super) struct Counting(AtomicU64);

impl Ids for Counting {
    fn fresh(&self) -> u64 {
        (self.0.fetch_add(1, Ordering::Relaxed) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
}

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        Timestamp(1_790_000_000_000)
    }
}

/// Remembers what it was given.
#[derive(Default)]
struct Notebook {
    kept: Mutex<Vec<Clip>>,
    looked: Mutex<Vec<Clip>>,
    saved: Mutex<Vec<Pairings>>,
    cannot_save: bool,
}

impl Desk for Notebook {
    fn keep(&self, clip: &Clip) -> Answer {
        self.kept.lock().unwrap().push(clip.clone());
        if clip.html.is_empty() {
            return Err(NotUnderstood { why: "no_product", words: "nothing".to_owned() });
        }
        Ok(Understood { title: "A </script> lamp".to_owned(), ..Understood::default() })
    }

    fn look(&self, clip: &Clip) -> Answer {
        self.looked.lock().unwrap().push(clip.clone());
        Ok(Understood::default())
    }

    fn save_pairings(&self, pairings: &Pairings) -> Result<(), String> {
        self.saved.lock().unwrap().push(pairings.clone());
        if self.cannot_save { Err("full".to_owned()) } else { Ok(()) }
    }

    fn paired(&self, _: &str) {}

    fn words(&self) -> PageWords {
        let word = || "</script><script>alert(1)</script>".to_owned();
        PageWords {
            lang: "en".to_owned(),
            title: word(),
            looking: word(),
            add: word(),
            adding: word(),
            added: word(),
            updated: word(),
            close: word(),
            pictures_one: word(),
            pictures_many: word(),
            nothing_sent: word(),
            app_gone: word(),
            run_out: word(),
            why_confirm: word(),
        }
    }
}

const EXTENSION: &str = "chrome-extension://abcdefghijklmnopabcdefghijklmnop";

struct Bench {
    desk: Arc<Notebook>,
    server: ClipServer,
}

impl Bench {
    fn new() -> Self {
        Self::with(Notebook::default())
    }

    fn with(desk: Notebook) -> Self {
        let desk = Arc::new(desk);
        let clock = Arc::new(Still);
        let server =
            ClipServer::start(desk.clone(), Pairings::default(), Arc::new(Counting::default()), clock, &[]).unwrap();
        Self { desk, server }
    }

    /// Sends bytes and reads until the other side closes.
    fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.server.port())).unwrap();
        // Refused before all was sent: then the rest does not matter.
        let _ = stream.write_all(bytes);
        let mut reply = String::new();
        let _ = stream.read_to_string(&mut reply);
        reply
    }

    /// A POST with JSON; `headers` are whole lines.
    fn post(&self, path: &str, headers: &[&str], body: &Value) -> (u16, Value) {
        self.post_to(&format!("127.0.0.1:{}", self.server.port()), path, headers, &body.to_string())
    }

    fn post_to(&self, host: &str, path: &str, headers: &[&str], body: &str) -> (u16, Value) {
        let headers: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
        let length = body.len();
        let reply = self.raw(
            format!(
                "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
                 {headers}\r\n{body}"
            )
            .as_bytes(),
        );
        let status = reply.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let body = reply.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        (status, serde_json::from_str(body).unwrap_or_default())
    }

    fn pair(&self) -> String {
        let code = self.server.new_code().shown(super::PORTS[0]);
        let (status, told) = self.post("/pair", &[&origin(EXTENSION)], &json!({"code": code, "browser": "Chromium"}));
        assert_eq!((status, &told["ok"]), (200, &json!(true)));
        told["token"].as_str().unwrap().to_owned()
    }

    fn kept(&self) -> usize {
        self.desk.kept.lock().unwrap().len()
    }
}

fn origin(value: &str) -> String {
    format!("Origin: {value}")
}

fn bearer(token: &str) -> String {
    format!("Authorization: Bearer {token}")
}

fn page() -> Value {
    json!({"url": "https://shop.example/a", "html": "<p>lamp</p>", "picture": null})
}

#[test]
fn a_paired_extension_hands_over_a_page() {
    let bench = Bench::new();
    let token = bench.pair();
    let (status, told) = bench.post("/clip", &[&origin(EXTENSION), &bearer(&token)], &page());
    assert_eq!((status, &told["ok"], &told["title"]), (200, &json!(true), &json!("A </script> lamp")));
    assert_eq!(bench.desk.kept.lock().unwrap()[0].url, "https://shop.example/a");
    let empty = json!({"url": "https://shop.example/a", "html": ""});
    let (status, told) = bench.post("/clip", &[&origin(EXTENSION), &bearer(&token)], &empty);
    assert_eq!((status, &told["ok"], &told["why"]), (200, &json!(false), &json!("no_product")));
}

#[test]
fn a_wrong_token_a_foreign_origin_and_a_rebinding_host_are_refused() {
    let bench = Bench::new();
    let token = bench.pair();
    let good = [origin(EXTENSION), bearer(&token)];
    let refused = |headers: &[&str]| bench.post("/clip", headers, &page()).0;
    assert_eq!(refused(&[&good[0], &bearer("0123456789abcdef0123456789abcdef")]), 401, "a wrong token");
    assert_eq!(refused(&[&good[0]]), 401, "no token");
    assert_eq!(refused(&[&origin("chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba"), &good[1]]), 401, "another's");
    for foreign in ["https://evil.example", "null", "http://127.0.0.1:1", "file://"] {
        assert_eq!(refused(&[&origin(foreign), &good[1]]), 403, "{foreign}");
    }
    assert_eq!(refused(&[&good[1]]), 403, "no origin");
    let body = page().to_string();
    for host in ["evil.example".to_owned(), format!("evil.example:{}", bench.server.port()), "127.0.0.1".to_owned()] {
        assert_eq!(bench.post_to(&host, "/clip", &[&good[0], &good[1]], &body).0, 421, "{host}");
    }
    assert_eq!(bench.kept(), 0);
    bench.server.revoke(bench.server.paired()[0].id).unwrap();
    assert_eq!(refused(&[&good[0], &good[1]]), 401, "revoked");
    assert_eq!(bench.kept(), 0);
}

#[test]
fn only_extensions_are_told_anything_across_origins() {
    let bench = Bench::new();
    let ask = |from: &str| {
        let port = bench.server.port();
        bench.raw(format!("OPTIONS /clip HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: {from}\r\n\r\n").as_bytes())
    };
    assert!(ask(EXTENSION).contains(&format!("Access-Control-Allow-Origin: {EXTENSION}\r\n")));
    for foreign in ["https://evil.example", "null"] {
        let told = ask(foreign);
        assert!(told.starts_with("HTTP/1.1 403 ") && !told.contains("Access-Control"), "{told}");
    }
    let (status, told) = bench.post("/hello", &[&origin(EXTENSION), &bearer("x")], &json!({}));
    assert_eq!((status, &told["paired"]), (200, &json!(false)));
    assert_eq!(bench.post("/hello", &[&origin("https://evil.example")], &json!({})).0, 403);
}

#[test]
fn pairing_takes_the_code_that_is_shown() {
    let bench = Bench::new();
    let pair = |code: &str| bench.post("/pair", &[&origin(EXTENSION)], &json!({"code": code})).0;
    assert_eq!(pair("0000-0000"), 401, "none is shown");
    let shown = bench.server.new_code().shown(super::PORTS[0]);
    assert_eq!(bench.post("/pair", &[&origin("https://evil.example")], &json!({"code": shown})).0, 403);
    assert_eq!(pair("0000-0000"), 401);
    assert_eq!(pair(&shown), 200);
    assert_eq!(pair(&shown), 401, "good once");
    assert!(bench.server.code().is_none());
    assert_eq!(bench.desk.saved.lock().unwrap().last().unwrap().0.len(), 1);

    let full = Bench::with(Notebook { cannot_save: true, ..Notebook::default() });
    let shown = full.server.new_code().shown(super::PORTS[0]);
    assert_eq!(full.post("/pair", &[&origin(EXTENSION)], &json!({"code": shown})).0, 500);
    assert!(full.server.paired().is_empty(), "what could not be written down is not promised");
}

#[test]
fn a_bookmarks_find_needs_the_page_of_confirmation() {
    let bench = Bench::new();
    let port = bench.server.port();
    let html = bench.raw(format!("GET /clip HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n").as_bytes());
    let head = html.split("\r\n\r\n").next().unwrap();
    for guard in ["frame-ancestors 'none'", "X-Frame-Options: DENY", "script-src 'nonce-", "no-store"] {
        assert!(head.contains(guard), "{guard}: {head}");
    }
    assert!(!html.contains("</script><script>alert"), "the words cannot end their element");
    assert!(!html.contains("{seal}") && !html.contains("{words}") && !html.contains("{logo}"));
    let nonce = html.split("data-nonce=\"").nth(1).unwrap().split('"').next().unwrap();
    let own = origin(&format!("http://127.0.0.1:{port}"));
    let with = |nonce: &str| format!("X-Etalage-Nonce: {nonce}");
    let keep = |headers: &[&str]| bench.post("/clip/keep", headers, &page()).0;
    assert_eq!(keep(&[&own]), 403);
    assert_eq!(keep(&[&own, &with("0123")]), 403);
    assert_eq!(keep(&[&origin("https://evil.example"), &with(nonce)]), 403);
    assert_eq!(keep(&[&with(nonce)]), 403, "no origin");
    assert_eq!(bench.post("/clip/look", &[&own, &with(nonce)], &page()).0, 200);
    assert_eq!(bench.kept(), 0);
    assert_eq!(keep(&[&own, &with(nonce)]), 200);
    assert_eq!(keep(&[&own, &with(nonce)]), 403, "good once");
    assert_eq!((bench.kept(), bench.desk.looked.lock().unwrap().len()), (1, 1));
    assert_eq!(
        bench.raw(format!("GET /clip HTTP/1.1\r\nHost: evil.example:{port}\r\n\r\n").as_bytes())[..12],
        *"HTTP/1.1 421"
    );
}

#[test]
fn sizes_are_limited() {
    let bench = Bench::new();
    let token = bench.pair();
    let port = bench.server.port();
    let head = |length: usize, more: &str| {
        format!(
            "POST /clip HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: {EXTENSION}\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n{more}\r\n"
        )
    };
    assert!(bench.raw(head(MAX_CLIP_BYTES + 1, "").as_bytes()).starts_with("HTTP/1.1 413 "));
    let long = head(0, &format!("X: {}\r\n", "x".repeat(MAX_HEAD_BYTES)));
    assert!(bench.raw(long.as_bytes()).starts_with("HTTP/1.1 413 "));
    let html = "x".repeat(MAX_CLIP_BYTES - 60);
    let body = format!("{{\"url\":\"https://shop.example/\",\"html\":\"{html}\"}}");
    assert!(body.len() <= MAX_CLIP_BYTES);
    let whole = head(body.len(), "") + &body;
    assert!(bench.raw(whole.as_bytes()).starts_with("HTTP/1.1 200 "));
}

#[test]
fn noise_is_answered_or_dropped_and_the_next_one_is_served() {
    let bench = Bench::new();
    let token = bench.pair();
    for noise in
        ["\r\n\r\n", "GET\r\n\r\n", "\0\0\0\r\n\r\n", "POST /clip HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nHost:\r\n\r\n"]
    {
        let told = bench.raw(noise.as_bytes());
        assert!(told.starts_with("HTTP/1.1 4"), "{noise:?}: {told}");
    }
    for body in ["", "[]", "{}", "{\"url\":3}", "{\"url\":\"a\",\"html\":null}", "\u{1}"] {
        let host = format!("127.0.0.1:{}", bench.server.port());
        let told = bench.post_to(&host, "/clip", &[&origin(EXTENSION), &bearer(&token)], body);
        assert_eq!(told.0, 400, "{body}");
    }
    assert_eq!(bench.post("/clip", &[&origin(EXTENSION), &bearer(&token)], &page()).0, 200);
    assert_eq!(bench.post("/else", &[&origin(EXTENSION), &bearer(&token)], &page()).0, 404);
}

#[test]
fn slow_callers_hold_nobody_up_and_are_let_go() {
    let bench = Bench::new();
    let token = bench.pair();
    let began = Instant::now();
    let mut slow: Vec<TcpStream> = (0..8)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", bench.server.port())).unwrap();
            stream.write_all(b"POST /clip HTTP/1.1\r\nHo").unwrap();
            stream
        })
        .collect();
    assert_eq!(bench.post("/clip", &[&origin(EXTENSION), &bearer(&token)], &page()).0, 200);
    let first = &mut slow[0];
    first.set_read_timeout(Some(HEAD_TIME + Duration::from_secs(20))).unwrap();
    let mut told = String::new();
    let _ = first.read_to_string(&mut told);
    assert!(told.starts_with("HTTP/1.1 408 "), "{told}");
    assert!(began.elapsed() >= HEAD_TIME);
}

#[test]
fn it_stops_when_it_is_dropped() {
    let Bench { desk, server } = Bench::new();
    let port = server.port();
    drop(server);
    let deadline = Instant::now() + Duration::from_secs(10);
    // The thread lets go of the port and the desk.
    while Arc::strong_count(&desk) > 1 && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(Arc::strong_count(&desk), 1);
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
}
