//! A browser under remote control: the few verbs of the W3C's WebDriver protocol that the tests need, over
//! plain HTTP to a chromedriver of our own.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use reqwest::Method;
use reqwest::blocking::Client;
use serde_json::{Value, json};

/// The key that stands for an element in answers (WebDriver, section 12.1).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A headless Chromium with one window.
pub struct Browser {
    driver: Child,
    client: Client,
    session: String,
    /// Deleted with the browser.
    _profile: tempfile::TempDir,
}

/// Why there is no browser to test with.
#[derive(Debug)]
pub struct NotInstalled(pub &'static str);

/// The first of these programs that is on the path.
fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|file| file.is_file())
}

impl Browser {
    /// Starts chromedriver and a browser with a fresh profile that stays off the network by itself.
    pub fn start() -> Result<Self, NotInstalled> {
        let driver = on_path(&["chromedriver"]).ok_or(NotInstalled("chromedriver (Debian: chromium-driver)"))?;
        let binary = on_path(&["chromium", "chromium-browser", "google-chrome"])
            .ok_or(NotInstalled("chromium (Debian: chromium)"))?;
        let profile = tempfile::tempdir().expect("a folder for the browser's profile");
        let mut driver = Command::new(driver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let said = BufReader::new(driver.stdout.take().expect("a pipe"));
        let mut lines = said.lines().map_while(Result::ok);
        let port = lines
            .find_map(|line| line.split_once(" successfully on port ")?.1.trim_end_matches('.').parse::<u16>().ok())
            .expect("chromedriver says its port");
        // Its later words go nowhere, but the pipe must not fill up.
        std::thread::Builder::new()
            .name("chromedriver's words".to_owned())
            .spawn(move || lines.for_each(drop))
            .unwrap();
        // Fails when another test of the process was first: then it is there already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().no_proxy().timeout(Duration::from_secs(60)).build().expect("an HTTP client");
        let mut browser =
            Self { driver, client, session: format!("http://127.0.0.1:{port}/session"), _profile: profile };
        let data_dir = format!("--user-data-dir={}", browser._profile.path().display());
        let answer = browser.ask(
            Method::POST,
            "",
            Some(json!({"capabilities": {"alwaysMatch": {
                "browserName": "chrome",
                // An alert is a failure, so it must not be waved away.
                "unhandledPromptBehavior": "ignore",
                "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
                "goog:chromeOptions": {
                    "binary": binary,
                    "args": [
                        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync",
                        "--disable-dev-shm-usage", "--window-size=1280,1000", data_dir,
                    ],
                },
            }}})),
        );
        let id = answer["sessionId"].as_str().expect("a session").to_owned();
        browser.session = format!("{}/{id}", browser.session);
        // The page that a new window shows belongs to the browser; what it does is not ours.
        browser.ask(Method::POST, "/url", Some(json!({"url": "about:blank"})));
        browser.log("browser");
        browser.log("performance");
        Ok(browser)
    }

    fn ask(&self, method: Method, verb: &str, body: Option<Value>) -> Value {
        let mut request = self.client.request(method, format!("{}{verb}", self.session));
        if let Some(body) = body {
            request = request.header("Content-Type", "application/json; charset=utf-8").body(body.to_string());
        }
        let text = request.send().expect("chromedriver answers").text().expect("chromedriver answers in full");
        let mut answer: Value = serde_json::from_str(&text).expect("an answer in JSON");
        assert!(answer["value"]["error"].is_null(), "{verb}: {}", answer["value"]);
        answer["value"].take()
    }

    /// Opens a file from disk in the window.
    pub fn open(&self, file: &Path) {
        let url = url::Url::from_file_path(file).expect("an absolute path");
        self.ask(Method::POST, "/url", Some(json!({"url": url.as_str()})));
    }

    /// Runs a function body in the page and returns what it returns.
    pub fn script(&self, body: &str, arguments: &[Value]) -> Value {
        self.ask(Method::POST, "/execute/sync", Some(json!({"script": body, "args": arguments})))
    }

    /// Presses and releases the mouse at a point of the window's content, in CSS pixels.
    pub fn click_at(&self, x: i64, y: i64) {
        self.act(json!({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [
            {"type": "pointerMove", "duration": 0, "x": x, "y": y, "origin": "viewport"},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]}));
    }

    /// Presses and releases a key.
    pub fn press(&self, key: char) {
        self.act(json!({"type": "key", "id": "keyboard", "actions": [
            {"type": "keyDown", "value": key.to_string()},
            {"type": "keyUp", "value": key.to_string()},
        ]}));
    }

    #[expect(clippy::needless_pass_by_value, reason = "callers hand over what they make for the call")]
    fn act(&self, source: Value) {
        self.ask(Method::POST, "/actions", Some(json!({"actions": [source]})));
    }

    /// The name under which assistive technology knows each element that the selector finds.
    pub fn accessible_names(&self, selector: &str) -> Vec<String> {
        let found = self.ask(Method::POST, "/elements", Some(json!({"using": "css selector", "value": selector})));
        let ids = found.as_array().into_iter().flatten().filter_map(|element| element[ELEMENT].as_str());
        ids.map(|id| {
            let name = self.ask(Method::GET, &format!("/element/{id}/computedlabel"), None);
            name.as_str().unwrap_or_default().to_owned()
        })
        .collect()
    }

    /// What was logged since the last call: `browser` (the console) or `performance` (the network and more).
    pub fn log(&self, kind: &str) -> Vec<Value> {
        let entries = self.ask(Method::POST, "/se/log", Some(json!({"type": kind})));
        entries.as_array().cloned().unwrap_or_default()
    }

    /// Every address that the page asked for since the last call.
    pub fn requested(&self) -> Vec<String> {
        let messages = self.log("performance").into_iter().filter_map(|entry| {
            serde_json::from_str::<Value>(entry["message"].as_str()?).ok().map(|mut entry| entry["message"].take())
        });
        messages
            .filter(|message| message["method"] == "Network.requestWillBeSent")
            .filter_map(|message| message["params"]["request"]["url"].as_str().map(str::to_owned))
            .collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Closes the browser too; if it does not answer, ending the driver ends it.
        let _ = self.client.delete(&self.session).send();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
