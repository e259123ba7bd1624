//! The client against servers of our own on loopback.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::address::{AddressRule, is_public, is_unicast};
use super::{Client, Lookup, NetError, NetOptions, Validators, Want};
use crate::model::{Clock, Timestamp};

struct Stopped(Mutex<i64>);

impl Clock for Stopped {
    fn now(&self) -> Timestamp {
        Timestamp(*self.0.lock().unwrap())
    }
}

struct Names(HashMap<&'static str, IpAddr>);

impl Lookup for Names {
    fn lookup(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        self.0.get(host).map(|&ip| vec![ip]).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// Answers each request with what `answer` makes of its path and headers; returns its port and the paths
/// asked for.
fn serve(answer: impl Fn(&str, &str, &mut TcpStream) + Send + 'static) -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    let serving = move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let Some(Ok(first)) = lines.next() else { continue };
            let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
            let headers: Vec<String> = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
            log.lock().unwrap().push(path.clone());
            answer(&path, &headers.join("\n").to_ascii_lowercase(), &mut stream);
        }
    };
    std::thread::Builder::new().name("test-shop".to_owned()).spawn(serving).unwrap();
    (port, asked)
}

fn reply(stream: &mut TcpStream, head: &str, body: &[u8]) {
    // The client may hang up first: that is its right.
    let _ = write!(stream, "HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len())
        .and_then(|()| stream.write_all(body));
}

fn client_with(options: NetOptions, rule: AddressRule) -> Client {
    let local = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let names = HashMap::from([("shop.example", local), ("inside.example", IpAddr::V4(Ipv4Addr::new(10, 0, 0, 7)))]);
    let clock = Arc::new(Stopped(Mutex::new(1_000_000)));
    Client::with_parts(options, clock, rule, Box::new(Names(names)), Box::new(|_| ())).unwrap()
}

fn options() -> NetOptions {
    NetOptions {
        timeout: Duration::from_millis(400),
        page_bytes: 100_000,
        feed_bytes: 200_000,
        ..NetOptions::default()
    }
}

/// Lets only the test server through, so that other private addresses stay refused.
fn only_local(address: IpAddr) -> bool {
    address == IpAddr::V4(Ipv4Addr::LOCALHOST)
}

fn client() -> Client {
    client_with(options(), only_local)
}

#[test]
fn a_page_comes_through_redirects_with_polite_headers() {
    let (port, asked) = serve(|path, headers, stream| match path {
        "/old" => reply(stream, "301 Moved\r\nlocation: /new", b""),
        _ => {
            assert!(headers.contains("user-agent: etalage/") && headers.contains("accept-language: en"), "{headers}");
            reply(stream, "200 OK\r\ncontent-type: text/html; charset=utf-8", "<p>Été".as_bytes());
        }
    });
    let page = client().get(&format!("http://shop.example:{port}/old"), Want::Page).unwrap();
    assert_eq!(page.final_url.as_str(), format!("http://shop.example:{port}/new"));
    assert_eq!((page.status, page.content_type.as_deref()), (200, Some("text/html; charset=utf-8")));
    assert_eq!(&*page.body, "<p>Été".as_bytes());
    assert_eq!(*asked.lock().unwrap(), ["/old", "/new"]);
}

#[test]
fn private_addresses_are_refused_by_name_by_number_and_after_a_redirect() {
    let (port, asked) = serve(|path, _, stream| match path {
        "/to-number" => reply(stream, "302 Found\r\nlocation: http://169.254.169.254/latest", b""),
        "/to-name" => reply(stream, "302 Found\r\nlocation: //inside.example/", b""),
        "/to-file" => reply(stream, "302 Found\r\nlocation: file:///etc/passwd", b""),
        _ => reply(stream, "200 OK", b""),
    });
    let outside = client_with(options(), is_public);
    for host in ["shop.example", "127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"] {
        let refused = outside.get(&format!("http://{host}:{port}/"), Want::Page);
        assert!(matches!(refused, Err(NetError::PrivateAddress { .. })), "{host}: {refused:?}");
    }
    assert!(asked.lock().unwrap().is_empty(), "nothing was connected to");
    for path in ["to-number", "to-name"] {
        let refused = client().get(&format!("http://shop.example:{port}/{path}"), Want::Page);
        assert!(matches!(refused, Err(NetError::PrivateAddress { .. })), "{path}: {refused:?}");
    }
    let refused = client().get(&format!("http://shop.example:{port}/to-file"), Want::Page);
    assert!(matches!(refused, Err(NetError::Scheme(scheme)) if scheme == "file"));
    let allowed = client_with(options(), is_unicast).get(&format!("http://127.0.0.1:{port}/"), Want::Page);
    assert_eq!(allowed.unwrap().status, 200);
}

#[test]
fn only_plain_web_addresses_are_asked() {
    for (text, wanted) in [("file:///etc/passwd", "file"), ("javascript:alert(1)", "javascript"), ("ftp://a/", "ftp")] {
        assert!(matches!(client().get(text, Want::Page), Err(NetError::Scheme(scheme)) if scheme == wanted));
    }
    assert!(matches!(client().get("no address", Want::Page), Err(NetError::NotAnAddress(_))));
    assert!(matches!(client().get("http://me:pw@shop.example/", Want::Page), Err(NetError::UserInfo { .. })));
    assert!(matches!(client().get("http://unknown.example/", Want::Page), Err(NetError::NoSuchHost { .. })));
}

#[test]
fn redirects_end() {
    let (port, asked) = serve(|path, _, stream| {
        let next = match path {
            "/a" => "/b".to_owned(),
            "/b" => "/a#again".to_owned(),
            "/nowhere" => "http://".to_owned(),
            longer => format!("{longer}x"),
        };
        reply(stream, &format!("307 Temporary Redirect\r\nlocation: {next}"), b"");
    });
    let get = |path: &str| client().get(&format!("http://shop.example:{port}/{path}"), Want::Page);
    assert!(matches!(get("a"), Err(NetError::RedirectLoop { .. })));
    assert!(matches!(get("nowhere"), Err(NetError::BadRedirect { .. })));
    asked.lock().unwrap().clear();
    assert!(matches!(get("x"), Err(NetError::TooManyRedirects { limit: 5, .. })));
    assert_eq!(asked.lock().unwrap().len(), 6);
}

#[test]
fn replies_are_bounded_in_size_and_time() {
    let (port, _) = serve(|path, _, stream| match path {
        "/announced" => reply(stream, "200 OK", &vec![b'x'; 100_001]),
        "/endless" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n");
            while stream.write_all(&[b'x'; 10_000]).is_ok() {}
        }
        "/bomb" => {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            packer.write_all(&vec![0; 20_000_000]).unwrap();
            let bomb = packer.finish().unwrap();
            assert!(bomb.len() < 100_000);
            reply(stream, "200 OK\r\ncontent-encoding: gzip", &bomb);
        }
        "/silent" => std::thread::sleep(Duration::from_millis(900)),
        "/drip" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n");
            while stream.write_all(b"x").is_ok() {
                std::thread::sleep(Duration::from_millis(50));
            }
        }
        _ => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\nconnection: close\r\n\r\nshort");
        }
    });
    let get = |path: &str| client().get(&format!("http://shop.example:{port}/{path}"), Want::Page);
    for path in ["announced", "endless", "bomb"] {
        let reply = get(path);
        assert!(matches!(reply, Err(NetError::TooBig { limit_bytes: 100_000, .. })), "{path}: {reply:?}");
    }
    for path in ["silent", "drip"] {
        let reply = get(path);
        assert!(matches!(reply, Err(NetError::TooSlow { .. })), "{path}: {reply:?}");
    }
    let reply = get("cut-off");
    assert!(matches!(reply, Err(NetError::Broken { .. })), "{reply:?}");
}

#[test]
fn statuses_are_told_apart() {
    let (port, _) = serve(|path, _, stream| {
        let challenge = if path == "/200" { "\r\ncf-mitigated: challenge" } else { "" };
        reply(stream, &format!("{} Status{challenge}", &path[1..]), b"");
    });
    let get = |status: u16| client().get(&format!("http://shop.example:{port}/{status}"), Want::Page).unwrap_err();
    for status in [200, 401, 403, 429, 503] {
        assert!(matches!(get(status), NetError::Refused { status: seen, .. } if seen == status), "{status}");
    }
    assert!(get(403).to_string().contains("open the page in your browser"));
    assert!(matches!(get(404), NetError::NotFound { .. }));
    assert!(matches!(get(500), NetError::Status { .. }));
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let refused = client().get(&format!("http://shop.example:{closed}/"), Want::Page);
    assert!(matches!(refused, Err(NetError::Unreachable { .. })));
}

#[test]
fn a_kept_reply_is_used_while_fresh_and_asked_for_when_stale() {
    let (port, asked) = serve(|path, headers, stream| match path {
        "/fresh" => reply(stream, "200 OK\r\ncache-control: public, max-age=60", b"f"),
        "/secret" => reply(stream, "200 OK\r\ncache-control: no-store\r\netag: \"1\"", b"s"),
        _ if headers.contains("if-none-match: \"7\"") => reply(stream, "304 Not Modified", b""),
        _ => reply(stream, "200 OK\r\netag: \"7\"", b"t"),
    });
    let client = client();
    let get = |path: &str| client.get(&format!("http://shop.example:{port}/{path}"), Want::Page).unwrap();
    assert!(!get("fresh").from_cache && get("fresh").from_cache);
    assert!(!get("secret").from_cache && !get("secret").from_cache);
    assert!(!get("tagged").from_cache);
    let again = get("tagged");
    assert!(again.from_cache && &*again.body == b"t" && again.status == 200);
    assert_eq!(*asked.lock().unwrap(), ["/fresh", "/secret", "/secret", "/tagged", "/tagged"]);
}

#[test]
fn a_feed_streams_with_progress_can_be_stopped_and_is_not_sent_twice() {
    let (port, _) = serve(|_, headers, stream| {
        if headers.contains("if-none-match: \"7\"") {
            reply(stream, "304 Not Modified", b"");
        } else {
            reply(stream, "200 OK\r\netag: \"7\"", &[b'x'; 150_000]);
        }
    });
    let url = format!("http://shop.example:{port}/feed");
    let (mut out, mut seen) = (Vec::new(), Vec::new());
    let first = client().download(&url, &Validators::default(), &mut out, &mut |progress| {
        seen.push(progress);
        ControlFlow::Continue(())
    });
    let first = first.unwrap();
    assert_eq!((out.len(), first.bytes, first.unchanged), (150_000, 150_000, false));
    assert!(seen.iter().all(|progress| progress.of_bytes == Some(150_000)));
    assert_eq!(seen.last().unwrap().bytes, 150_000);

    let again =
        client().download(&url, &first.validators, &mut io::sink(), &mut |_| ControlFlow::Continue(())).unwrap();
    assert!(again.unchanged && again.bytes == 0 && again.validators == first.validators);

    let stopped = client().download(&url, &Validators::default(), &mut io::sink(), &mut |_| ControlFlow::Break(()));
    assert!(matches!(stopped, Err(NetError::Cancelled { .. })));
}
