//! A shop on 127.0.0.1 for one test.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

/// Its pages: path, type of content, bytes.
pub type Page<'a> = (&'a str, &'a str, Vec<u8>);

/// Serves pages until the test ends. `{shop}` in a page becomes the shop's own address, which is returned.
pub fn shop(pages: &[Page<'_>]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
    let pages: BTreeMap<String, (String, Vec<u8>)> = pages
        .iter()
        .map(|(path, kind, bytes)| {
            let bytes = match std::str::from_utf8(bytes) {
                Ok(text) => text.replace("{shop}", &address).into_bytes(),
                Err(_) => bytes.clone(),
            };
            ((*path).to_owned(), ((*kind).to_owned(), bytes))
        })
        .collect();
    let pages = Arc::new(pages);
    // A thread for each: browsers open connections in advance and send nothing over them for a while.
    let serve = move || {
        for stream in listener.incoming().flatten() {
            let pages = Arc::clone(&pages);
            let guest = std::thread::Builder::new().name("test shop's guest".to_owned());
            guest.spawn(move || answer(stream, &pages)).unwrap();
        }
    };
    std::thread::Builder::new().name("test shop".to_owned()).spawn(serve).unwrap();
    address
}

fn answer(mut stream: TcpStream, pages: &BTreeMap<String, (String, Vec<u8>)>) {
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|count| count == 1) {
        request.push(byte[0]);
    }
    let request = String::from_utf8_lossy(&request);
    let path = request.split(' ').nth(1).unwrap_or_default();
    let missing = ("text/plain".to_owned(), b"nothing here".to_vec());
    let (status, (kind, bytes)) = match pages.get(path) {
        Some(page) => ("200 OK", page),
        None => ("404 Not Found", &missing),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        bytes.len()
    );
    // The client may have had enough.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(bytes));
}

/// A small picture of one colour.
pub fn png(width_px: u32, height_px: u32) -> Vec<u8> {
    let rgba = [180, 40, 90, 255].repeat((width_px * height_px) as usize);
    let pixmap = etalage::imaging::Pixmap::from_straight_rgba(width_px, height_px, &rgba).unwrap();
    etalage::imaging::encode_png(&pixmap).unwrap()
}
