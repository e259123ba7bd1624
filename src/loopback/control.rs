//! A second window calls the first one.
//!
//! A request is one line: the token that the library's lock file names (readable only by those who can read the
//! library), a space, and a [`Call`] as JSON; the answer is `ok`. Lines are short, connections are closed after one,
//! and nothing is ever sent but `ok`.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::error::LoopbackError;
use super::guard::same;

/// The longest request.
const MAX_BYTES: u64 = 8192;
/// How long either side waits for the other.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a second window may ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Call {
    /// Come in front of the other windows.
    ComeForward,
    /// Come forward and open a bundle.
    Open(PathBuf),
}

/// Listens until the program ends. Each call is given to `on_call` on the listener's own thread. Returns the
/// place to call, as [`call`] wants it.
pub fn listen(token: u64, on_call: impl Fn(Call) + Send + 'static) -> Result<String, LoopbackError> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(LoopbackError::Listen)?;
    let port = listener.local_addr().map_err(LoopbackError::Listen)?.port();
    let token = format!("{token:016x}");
    let expected = token.clone();
    std::thread::Builder::new()
        .name("loopback".to_owned())
        .spawn(move || {
            for stream in listener.incoming() {
                if let Some(call) = stream.ok().and_then(|stream| answer(&stream, &expected)) {
                    on_call(call);
                }
            }
        })
        .map_err(LoopbackError::Listen)?;
    Ok(format!("{port} {token}"))
}

/// Reads one request and answers it; `None` for anything that is not a call with the right token.
fn answer(mut stream: &TcpStream, token: &str) -> Option<Call> {
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.set_write_timeout(Some(PATIENCE)).ok()?;
    let mut line = String::new();
    BufReader::new(stream.take(MAX_BYTES)).read_line(&mut line).ok()?;
    let (given, call) = line.split_once(' ')?;
    if !same(given, token) {
        return None;
    }
    let call = serde_json::from_str(call.trim_end()).ok()?;
    // The caller may be gone; what it asked for is done all the same.
    let _ = stream.write_all(b"ok\n");
    Some(call)
}

/// Asks the window that listens at `place`.
pub fn call(place: &str, call: &Call) -> Result<(), LoopbackError> {
    let (port, token) = place.split_once(' ').ok_or(LoopbackError::NoPlace)?;
    let port: u16 = port.parse().map_err(|_| LoopbackError::NoPlace)?;
    let ask = || -> io::Result<()> {
        let mut stream = TcpStream::connect_timeout(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)), PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        writeln!(stream, "{token} {}", serde_json::to_string(call)?)?;
        let mut reply = String::new();
        BufReader::new((&stream).take(16)).read_line(&mut reply)?;
        if reply == "ok\n" { Ok(()) } else { Err(io::ErrorKind::PermissionDenied.into()) }
    };
    ask().map_err(LoopbackError::Silent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listening() -> (String, crossbeam_channel::Receiver<Call>) {
        let (sender, calls) = crossbeam_channel::bounded(8);
        let place = listen(0x1234, move |call| {
            let _ = sender.try_send(call);
        })
        .unwrap();
        (place, calls)
    }

    #[test]
    fn calls_arrive() {
        let (place, calls) = listening();
        for wanted in [Call::ComeForward, Call::Open("a b.zip".into())] {
            call(&place, &wanted).unwrap();
            assert_eq!(calls.recv_timeout(PATIENCE).unwrap(), wanted);
        }
    }

    #[test]
    fn a_wrong_token_and_noise_are_ignored() {
        let (place, calls) = listening();
        let port = place.split_once(' ').unwrap().0;
        assert!(call(&format!("{port} 0000000000009999"), &Call::ComeForward).is_err());
        for noise in ["GET / HTTP/1.1\r\n\r\n", "\n", "0000000000001234 {\"open\":3}\n"] {
            let mut stream = TcpStream::connect(("127.0.0.1", port.parse().unwrap())).unwrap();
            stream.write_all(noise.as_bytes()).unwrap();
            let mut reply = String::new();
            let _ = stream.read_to_string(&mut reply);
            assert_eq!(reply, "");
        }
        call(&place, &Call::ComeForward).unwrap();
        assert_eq!(calls.recv_timeout(PATIENCE).unwrap(), Call::ComeForward, "the noise came to nothing");
        assert!(call("no place", &Call::ComeForward).is_err());
    }
}
