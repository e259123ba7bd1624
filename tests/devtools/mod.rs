//! A browser under remote control by the DevTools protocol over a pipe. WebDriver cannot click the button of an
//! extension; this can, with a real click that grants the extension its tab.

use std::cell::Cell;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long an answer or a page may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A headless Chromium with a fresh profile.
pub struct Browser {
    child: Child,
    to: std::cell::RefCell<ChildStdin>,
    from: Receiver<Value>,
    last: Cell<u64>,
    /// Deleted with the browser.
    _profile: tempfile::TempDir,
}

/// A page, popup or worker that is being watched.
pub struct Tab {
    pub target: String,
    session: String,
}

/// The first of these programs that is on the path.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|file| file.is_file())
}

impl Browser {
    /// Starts Chromium, or `None` when there is none. `rebound` is a host name that leads to this computer.
    pub fn start(rebound: &str) -> Option<Self> {
        // Branded Chrome takes no unpacked extensions from programs.
        let binary = on_path(&["chromium", "chromium-browser"])?;
        let profile = tempfile::tempdir().unwrap();
        // The browser speaks over its descriptors 3 and 4: the shell makes them of its input and output.
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null"])
            .arg(binary)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=en"])
            .args(["--remote-debugging-pipe", "--enable-unsafe-extension-debugging", "--window-size=1280,1000"])
            .arg(format!("--host-resolver-rules=MAP {rebound} 127.0.0.1"))
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .env("LANGUAGE", "en")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let to = child.stdin.take().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let (sender, from) = sync_channel(10_000);
        std::thread::Builder::new()
            .name("devtools".to_owned())
            .spawn(move || {
                let mut message = Vec::new();
                while said.read_until(0, &mut message).is_ok_and(|read| read > 0) {
                    message.pop();
                    if sender.send(serde_json::from_slice(&message).unwrap_or_default()).is_err() {
                        return;
                    }
                    message.clear();
                }
            })
            .unwrap();
        let browser = Self { child, to: to.into(), from, last: Cell::new(0), _profile: profile };
        browser.call("Browser.getVersion", json!({}));
        Some(browser)
    }

    /// Calls a method of the browser.
    pub fn call(&self, method: &str, parameters: Value) -> Value {
        self.ask(method, parameters, None).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    #[expect(clippy::needless_pass_by_value, reason = "callers hand over what they make for the call")]
    fn ask(&self, method: &str, parameters: Value, session: Option<&str>) -> Result<Value, Value> {
        let id = self.last.get() + 1;
        self.last.set(id);
        let mut message = json!({"id": id, "method": method, "params": parameters});
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let mut to = self.to.borrow_mut();
        to.write_all(format!("{message}\0").as_bytes()).and_then(|()| to.flush()).unwrap();
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let mut answer = self.from.recv_timeout(left).unwrap_or_else(|error| panic!("{method}: {error}"));
            if answer["id"] == id {
                return if answer["error"].is_null() {
                    Ok(answer["result"].take())
                } else {
                    Err(answer["error"].take())
                };
            }
        }
    }

    /// Loads an extension from a folder and returns its id.
    pub fn load_extension(&self, folder: &Path) -> String {
        self.call("Extensions.loadUnpacked", json!({"path": folder}))["id"].as_str().unwrap().to_owned()
    }

    /// Opens a page in a new tab and waits until it is there.
    pub fn open(&self, url: &str) -> Tab {
        let target = self.call("Target.createTarget", json!({"url": url}))["targetId"].as_str().unwrap().to_owned();
        let tab = self.attach(target);
        self.until(&tab, "document.readyState === 'complete' && location.href !== 'about:blank'");
        tab
    }

    fn attach(&self, target: String) -> Tab {
        let attached = self.call("Target.attachToTarget", json!({"targetId": target, "flatten": true}));
        Tab { target, session: attached["sessionId"].as_str().unwrap().to_owned() }
    }

    /// Waits for a page, popup or worker whose address contains `part`.
    pub fn wait_for(&self, part: &str) -> Tab {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let targets = self.call("Target.getTargets", json!({}));
            let mut all = targets["targetInfos"].as_array().into_iter().flatten();
            if let Some(found) = all.find(|each| each["url"].as_str().unwrap().contains(part)) {
                return self.attach(found["targetId"].as_str().unwrap().to_owned());
            }
            assert!(Instant::now() < deadline, "no {part} in {targets}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Clicks the extension's button while this tab is in front.
    pub fn click_action(&self, extension: &str, tab: &Tab) {
        self.call("Target.activateTarget", json!({"targetId": tab.target}));
        let place = self.script(tab, "location.href");
        let tabs = self.call("Target.getTargets", json!({"filter": [{"type": "tab"}]}));
        let mut all = tabs["targetInfos"].as_array().into_iter().flatten();
        let found = all.find(|each| each["url"] == place).unwrap_or_else(|| panic!("no {place} in {tabs}"));
        self.call("Extensions.triggerAction", json!({"id": extension, "targetId": found["targetId"]}));
    }

    /// Runs an expression in a page, as if the person had just clicked there, and returns its value.
    pub fn script(&self, tab: &Tab, expression: &str) -> Value {
        let parameters =
            json!({"expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true});
        let told = self.ask("Runtime.evaluate", parameters, Some(&tab.session));
        let mut told = told.unwrap_or_else(|error| panic!("{expression}: {error}"));
        assert!(told["exceptionDetails"].is_null(), "{expression}: {}", told["exceptionDetails"]);
        told["result"]["value"].take()
    }

    /// Waits until an expression is true in a page.
    pub fn until(&self, tab: &Tab, expression: &str) {
        let deadline = Instant::now() + PATIENCE;
        while self.script(tab, &format!("Boolean({expression})")) != true {
            assert!(
                Instant::now() < deadline,
                "never true: {expression} on {}",
                self.script(tab, "location.href + document.body?.innerText")
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Clicks the middle of an element with the mouse.
    pub fn click(&self, tab: &Tab, selector: &str) {
        let place = self.script(
            tab,
            &format!(
                "(() => {{ const box = document.querySelector({selector:?}).getBoundingClientRect();
                   return [box.left + box.width / 2, box.top + box.height / 2] }})()"
            ),
        );
        for kind in ["mousePressed", "mouseReleased"] {
            let parameters = json!({"type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1});
            self.ask("Input.dispatchMouseEvent", parameters, Some(&tab.session)).unwrap();
        }
    }

    /// Closes a tab.
    #[expect(clippy::needless_pass_by_value, reason = "the tab is gone afterwards")]
    pub fn close(&self, tab: Tab) {
        self.call("Target.closeTarget", json!({"targetId": tab.target}));
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It closes the browser with all its processes; if it does not answer, ending the first ends the rest.
        let _ = self.to.borrow_mut().write_all(b"{\"id\":0,\"method\":\"Browser.close\"}\0");
        let deadline = Instant::now() + Duration::from_secs(5);
        while Instant::now() < deadline && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
