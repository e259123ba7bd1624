//! As much HTTP/1.1 as a browser speaks to us: one request per connection, its head read by `httparse`, its body
//! of a known length. Every read has the connection's deadline.

use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use super::error::Refusal;

/// The longest head. Browsers stay far below; addresses go in the body or the fragment.
pub(super) const MAX_HEAD_BYTES: usize = 16 << 10;
const MAX_HEADERS: usize = 64;
/// How long a head may take.
pub(super) const HEAD_TIME: Duration = Duration::from_secs(4);
/// How long a body may take after its head.
const BODY_TIME: Duration = Duration::from_secs(20);
/// How long a reply may take.
const REPLY_TIME: Duration = Duration::from_secs(5);
/// How long what a refused caller still sends is read and forgotten, so that they get to read the refusal.
const DRAIN_TIME: Duration = Duration::from_secs(1);

/// The head of a request, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Head {
    pub(super) method: String,
    /// Without query.
    pub(super) path: String,
    pub(super) host: Option<String>,
    pub(super) origin: Option<String>,
    /// After `Bearer `.
    pub(super) token: Option<String>,
    pub(super) nonce: Option<String>,
    pub(super) is_json: bool,
    pub(super) body_bytes: usize,
}

/// A connection of which the head was read.
pub(super) struct Incoming {
    stream: TcpStream,
    pub(super) head: Head,
    /// The start of the body that came with the head.
    early: Vec<u8>,
}

/// Reads a head, or says why the caller is turned away; then the stream comes back for the refusal.
pub(super) fn receive(mut stream: TcpStream) -> Result<Incoming, (TcpStream, Refusal)> {
    let deadline = Instant::now() + HEAD_TIME;
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = end_of_head(&bytes) {
            break end;
        }
        if bytes.len() >= MAX_HEAD_BYTES {
            return Err((stream, Refusal::TooLarge { limit_bytes: MAX_HEAD_BYTES }));
        }
        if let Err(refusal) = read_some(&mut stream, &mut bytes, MAX_HEAD_BYTES, deadline) {
            return Err((stream, refusal));
        }
    };
    let early = bytes.split_off(end);
    match parse_head(&bytes) {
        Ok(head) => Ok(Incoming { stream, head, early }),
        Err(refusal) => Err((stream, refusal)),
    }
}

fn end_of_head(bytes: &[u8]) -> Option<usize> {
    // The blank line can only have come with the last piece, but heads are short.
    bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}

/// Reads what is there, up to `limit_bytes` in all.
fn read_some(
    stream: &mut TcpStream,
    bytes: &mut Vec<u8>,
    limit_bytes: usize,
    deadline: Instant,
) -> Result<(), Refusal> {
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
        return Err(Refusal::TooSlow);
    }
    let mut piece = [0; 16 << 10];
    let room = limit_bytes.saturating_sub(bytes.len()).min(piece.len());
    match stream.read(piece.get_mut(..room).unwrap_or_default()) {
        Ok(0) => Err(Refusal::Malformed),
        Ok(read) => {
            bytes.extend_from_slice(piece.get(..read).unwrap_or_default());
            Ok(())
        }
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(()),
        Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
            Err(Refusal::TooSlow)
        }
        Err(_) => Err(Refusal::Malformed),
    }
}

/// Reads the head of a request. What matters for the guards must stand there once or not at all.
pub(super) fn parse_head(bytes: &[u8]) -> Result<Head, Refusal> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    match request.parse(bytes) {
        Ok(httparse::Status::Complete(_)) => {}
        Ok(httparse::Status::Partial) | Err(_) => return Err(Refusal::Malformed),
    }
    let target = request.path.unwrap_or_default();
    let path = target.split(['?', '#']).next().unwrap_or_default().to_owned();
    let mut head = Head { method: request.method.unwrap_or_default().to_owned(), path, ..Head::default() };
    let mut length = None;
    let mut kind = None;
    let mut bearer = None;
    for header in request.headers.iter() {
        let slot = match header.name.to_ascii_lowercase().as_str() {
            "host" => &mut head.host,
            "origin" => &mut head.origin,
            "authorization" => &mut bearer,
            "x-etalage-nonce" => &mut head.nonce,
            "content-type" => &mut kind,
            "content-length" => &mut length,
            // A body whose end is told otherwise; no browser sends one.
            "transfer-encoding" => return Err(Refusal::Malformed),
            _ => continue,
        };
        let value = std::str::from_utf8(header.value).map_err(|_| Refusal::Malformed)?.trim().to_owned();
        if slot.replace(value).is_some() {
            return Err(Refusal::Malformed);
        }
    }
    head.token = bearer.as_deref().and_then(|value| value.strip_prefix("Bearer ")).map(|token| token.trim().to_owned());
    head.is_json = kind.is_some_and(|kind| {
        kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
    });
    if let Some(length) = length {
        let plain = length.bytes().all(|byte| byte.is_ascii_digit());
        head.body_bytes = length.parse().ok().filter(|_| plain).ok_or(Refusal::Malformed)?;
    }
    Ok(head)
}

impl Incoming {
    /// Reads the body.
    pub(super) fn body(&mut self, limit_bytes: usize) -> Result<Vec<u8>, Refusal> {
        let length = self.head.body_bytes;
        if length > limit_bytes {
            return Err(Refusal::TooLarge { limit_bytes });
        }
        let deadline = Instant::now() + BODY_TIME;
        let mut body = std::mem::take(&mut self.early);
        body.truncate(length);
        while body.len() < length {
            read_some(&mut self.stream, &mut body, length, deadline)?;
        }
        Ok(body)
    }

    /// Answers and closes.
    pub(super) fn reply(self, reply: &Reply) {
        send(self.stream, reply);
    }
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    /// Besides those that every reply has.
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: String,
}

impl Reply {
    /// JSON.
    pub(super) fn json(status: u16, body: &impl serde::Serialize) -> Self {
        // Ours always serialise.
        let body = serde_json::to_string(body).unwrap_or_default();
        Self { status, kind: "application/json; charset=utf-8", headers: Vec::new(), body }
    }

    /// A refusal, in words for programs and for people who look.
    pub(super) fn refusal(refusal: Refusal) -> Self {
        let body = serde_json::json!({"ok": false, "why": refusal.code(), "words": refusal.to_string()});
        Self::json(refusal.status(), &body)
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// As it goes out. `value`s come from this room or were checked by it, so none breaks a line.
    fn text(&self) -> String {
        let reason = match self.status {
            200 => "OK",
            204 => "No Content",
            _ => "Refused",
        };
        let mut text = format!("HTTP/1.1 {} {reason}\r\n", self.status);
        let length = self.body.len();
        let _ = write!(text, "Content-Type: {}\r\nContent-Length: {length}\r\nConnection: close\r\n", self.kind);
        text.push_str("Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n");
        text.push_str("Cross-Origin-Resource-Policy: same-origin\r\nVary: Origin\r\n");
        for (name, value) in &self.headers {
            let _ = write!(text, "{name}: {value}\r\n");
        }
        text.push_str("\r\n");
        text.push_str(&self.body);
        text
    }
}

/// Answers and closes, so that the caller gets to read it even if they were still sending.
pub(super) fn send(mut stream: TcpStream, reply: &Reply) {
    let sent = stream.set_write_timeout(Some(REPLY_TIME)).and_then(|()| stream.write_all(reply.text().as_bytes()));
    // A caller who has gone is no error; there is nobody left to tell.
    if sent.is_err() || stream.shutdown(Shutdown::Write).is_err() {
        return;
    }
    let deadline = Instant::now() + DRAIN_TIME;
    let mut piece = [0; 16 << 10];
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
            return;
        }
        match stream.read(&mut piece) {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browsers_head_is_read() {
        let head = parse_head(
            b"POST /clip?x=1 HTTP/1.1\r\nHost: 127.0.0.1:1\r\nOrigin: chrome-extension://a\r\nAuthorization: Bearer k\r\n\
              content-type: Application/JSON;charset=UTF-8\r\nContent-Length: 12\r\n\r\n",
        )
        .unwrap();
        assert_eq!((head.method.as_str(), head.path.as_str(), head.body_bytes), ("POST", "/clip", 12));
        assert_eq!((head.token.as_deref(), head.is_json), (Some("k"), true));
    }

    #[test]
    fn doubtful_heads_are_refused() {
        for wrong in [
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET / HTTP/1.1\r\nOrigin: a\r\norigin: b\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
            "GET /\r\n\r\n",
            "\r\n\r\n",
        ] {
            assert_eq!(parse_head(wrong.as_bytes()), Err(Refusal::Malformed), "{wrong}");
        }
        let many = format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(65));
        assert_eq!(parse_head(many.as_bytes()), Err(Refusal::Malformed));
    }

    proptest::proptest! {
        #[test]
        fn no_head_panics(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            let _ = parse_head(&bytes);
        }

        #[test]
        fn no_header_panics(name in "[a-zA-Z-]{1,20}", value in "[ -~]{0,60}") {
            let _ = parse_head(format!("POST /clip HTTP/1.1\r\n{name}: {value}\r\n\r\n").as_bytes());
        }
    }
}
