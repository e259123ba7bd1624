//! The listener for browsers: one thread that accepts, and one for each of a few connections.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::model::{Clock, Ids};

use super::clip::Desk;
use super::confirm::Nonces;
use super::error::{LoopbackError, Refusal};
use super::http::{self, Reply};
use super::pairing::{Code, Paired, Pairings};
use super::routes;

/// Where the extension looks for us, in this order. Below the ranges from which systems take ports at random.
pub const PORTS: [u16; 5] = [23860, 23861, 23862, 23863, 23864];
/// Connections at once. Browsers open some in advance and send nothing over them.
const MOST_CONNECTIONS: usize = 16;

/// Listens for clips until it is dropped.
///
/// | route | who may | what |
/// | --- | --- | --- |
/// | `POST /hello` | an extension | whether its token is good |
/// | `POST /pair` | an extension with the code that is shown | a token for its origin |
/// | `POST /clip` | a paired extension with its token | keeps the page's product |
/// | `GET /clip` | any browser, by navigation | the page of confirmation, with a nonce |
/// | `POST /clip/look`, `/clip/keep` | that page with its nonce | what a bookmark's clip holds; keeps it |
pub struct ClipServer {
    shared: Arc<Shared>,
    stop: Arc<AtomicBool>,
}

/// What all connections share.
pub(super) struct Shared {
    pub(super) port: u16,
    pub(super) desk: Arc<dyn Desk>,
    pub(super) ids: Arc<dyn Ids>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) nonces: Nonces,
    door: Mutex<Door>,
}

/// Who may come in.
#[derive(Default)]
struct Door {
    pairings: Pairings,
    code: Option<Code>,
}

impl ClipServer {
    /// Listens on the first free port of `ports`, else on any.
    ///
    /// # Errors
    /// [`LoopbackError::Listen`] when the system gives no port or no thread.
    pub fn start(
        desk: Arc<dyn Desk>,
        pairings: Pairings,
        ids: Arc<dyn Ids>,
        clock: Arc<dyn Clock>,
        ports: &[u16],
    ) -> Result<Self, LoopbackError> {
        let listener = ports
            .iter()
            .find_map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).ok())
            .map_or_else(|| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)), Ok)
            .map_err(LoopbackError::Listen)?;
        let port = listener.local_addr().map_err(LoopbackError::Listen)?.port();
        let door = Mutex::new(Door { pairings, code: None });
        let shared = Arc::new(Shared { port, desk, ids, clock, nonces: Nonces::default(), door });
        let stop = Arc::new(AtomicBool::new(false));
        let (for_thread, stopped) = (Arc::clone(&shared), Arc::clone(&stop));
        std::thread::Builder::new()
            .name("clips".to_owned())
            .spawn(move || accept(&listener, &for_thread, &stopped))
            .map_err(LoopbackError::Listen)?;
        Ok(Self { shared, stop })
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.shared.port
    }

    /// A fresh pairing code; the one before is void.
    pub fn new_code(&self) -> Code {
        let code = Code::new(&*self.shared.ids, self.shared.clock.now());
        self.shared.door().code = Some(code.clone());
        code
    }

    /// The code that is still good, if there is one.
    pub fn code(&self) -> Option<Code> {
        let now = self.shared.clock.now();
        self.shared.door().code.clone().filter(|code| now < code.until)
    }

    /// The paired browsers, oldest first.
    pub fn paired(&self) -> Vec<Paired> {
        self.shared.door().pairings.0.clone()
    }

    /// Shows a browser out: its token is good no more.
    pub fn revoke(&self, id: u64) -> Result<(), LoopbackError> {
        let mut door = self.shared.door();
        let mut left = door.pairings.clone();
        left.0.retain(|paired| paired.id != id);
        // Out at once, even if that cannot be written down.
        door.pairings = left;
        self.shared.desk.save_pairings(&door.pairings).map_err(LoopbackError::NotSaved)
    }
}

impl Drop for ClipServer {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        // Wakes the thread that waits for a connection.
        let here = SocketAddr::from((Ipv4Addr::LOCALHOST, self.shared.port));
        let _ = TcpStream::connect_timeout(&here, Duration::from_secs(1));
    }
}

impl Shared {
    fn door(&self) -> MutexGuard<'_, Door> {
        self.door.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn allows(&self, origin: &str, token: &str) -> bool {
        self.door().pairings.allows(origin, token)
    }

    pub(super) fn pair(&self, given: &str, origin: &str, browser: &str) -> Result<String, Refusal> {
        let mut door = self.door();
        let mut pairings = door.pairings.clone();
        let who = (origin, browser);
        let token = pairings.pair(&mut door.code, given, who, &*self.ids, self.clock.now())?;
        self.desk.save_pairings(&pairings).map_err(|_| Refusal::NotSaved)?;
        let name = pairings.0.last().map(|paired| paired.browser.clone()).unwrap_or_default();
        door.pairings = pairings;
        drop(door);
        self.desk.paired(&name);
        Ok(token)
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>, stopped: &AtomicBool) {
    let open = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming() {
        if stopped.load(Ordering::Acquire) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let Some(place) = Place::take(&open) else {
            refuse_busy(stream);
            continue;
        };
        let shared = Arc::clone(shared);
        // Without a thread the connection is dropped, which says enough.
        let _ = std::thread::Builder::new().name("a clip".to_owned()).spawn(move || {
            serve(stream, &shared);
            drop(place);
        });
    }
}

/// Nothing is read from one too many.
fn refuse_busy(mut stream: TcpStream) {
    use std::io::Write;
    let _ = stream.set_write_timeout(Some(Duration::from_millis(100)));
    let _ = stream.write_all(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

fn serve(stream: TcpStream, shared: &Shared) {
    match http::receive(stream) {
        Ok(mut incoming) => {
            let reply = routes::answer(&mut incoming, shared);
            incoming.reply(&reply);
        }
        Err((stream, refusal)) => http::send(stream, &Reply::refusal(refusal)),
    }
}

/// One of the places for connections, given back when it is dropped, also by a panic.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(open: &Arc<AtomicUsize>) -> Option<Self> {
        let place = Self(Arc::clone(open));
        (open.fetch_add(1, Ordering::AcqRel) < MOST_CONNECTIONS).then_some(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}
