//! Feeds that are remembered: read again, from a file and from the web, and what they no longer list.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::Bench;

fn feed(rows: &[&str]) -> String {
    let rows: String = rows.iter().map(|row| format!("{row}\n")).collect();
    format!("id\ttitle\tlink\timage_link\tprice\n{rows}")
}

const COAT: &str = "1\tCoat\thttps://shop.example/1\thttps://shop.example/1.jpg\t120.00 EUR";
const HAT: &str = "2\tHat\thttps://shop.example/2\thttps://shop.example/2.jpg\t40.00 EUR";
const LAMP: &str = "3\tLamp\thttps://shop.example/3\thttps://shop.example/3.jpg\t15.00 EUR";

/// The finds by title: price and whether they are marked as gone.
fn finds(bench: &Bench) -> Vec<(String, String, bool)> {
    let found = bench.run(&["products", "list", "--sort", "title", "--json"]).good().lines();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    found
        .iter()
        .map(|find| (text(&find["title"]), text(&find["price"]["amount"]), find["gone_since"].is_string()))
        .collect()
}

fn counts(summary: &Value) -> [i64; 4] {
    ["added", "updated", "unchanged", "gone"].map(|name| summary[name].as_i64().unwrap())
}

#[test]
fn what_a_feed_no_longer_lists_is_marked_until_it_is_back() {
    let bench = Bench::new();
    let file = bench.file("feed.tsv", feed(&[COAT, HAT, LAMP]));
    let first = bench.run(&["import", "feed", &file, "--json"]).good().json();
    assert_eq!(counts(&first), [3, 0, 0, 0]);
    let id = first["feed"].as_str().unwrap().to_owned();

    bench.file("feed.tsv", feed(&[&COAT.replace("120.00", "99.00"), LAMP]));
    let second = bench.run(&["import", "feed", &file, "--json"]).good().json();
    assert_eq!((counts(&second), &second["feed"]), ([0, 1, 1, 1], &json!(id)));
    let marked = [("Coat", "99.00", false), ("Hat", "40.00", true), ("Lamp", "15.00", false)];
    let marked = marked.map(|(title, price, gone)| (title.to_owned(), price.to_owned(), gone));
    assert_eq!(finds(&bench), marked);
    bench.run(&["products", "list"]).good();
    // Marked once.
    assert_eq!(counts(&bench.run(&["feeds", "refresh", &id, "--json"]).good().json()), [0, 0, 2, 0]);

    bench.file("feed.tsv", feed(&[HAT, LAMP, COAT]));
    assert_eq!(counts(&bench.run(&["feeds", "refresh", "--json"]).good().json()), [0, 2, 1, 0]);
    assert!(finds(&bench).iter().all(|(_, _, gone)| !gone));

    let listed = bench.run(&["feeds", "list", "--json"]).good().lines();
    assert_eq!((listed.len(), &listed[0]["last"]["products"], &listed[0]["problem"]), (1, &json!(3), &Value::Null));
    std::fs::remove_file(bench.path("feed.tsv")).unwrap();
    bench.run(&["feeds", "refresh", &id]).fails(1, &["feed.tsv"]);
    assert!(bench.run(&["feeds", "list", "--json"]).good().json()["problem"].is_string());
    bench.run(&["feeds", "forget", &id]).good();
    bench.run(&["feeds", "forget", &id]).fails(1, &[&id]);
    assert_eq!(finds(&bench).len(), 3);
}

#[test]
fn products_without_an_address_are_known_again_by_their_name_in_the_feed() {
    let bench = Bench::new();
    let export =
        "TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,QUANTITY,IMAGE1,SKU\nRing,x,55.00,EUR,3,https://e.example/1.jpg,R\n";
    let file = bench.file("listings.csv", export);
    bench.run(&["import", "feed", &file]).good();
    bench.file("listings.csv", export.replace("55.00", "50.00"));
    let again = bench.run(&["import", "feed", &file, "--json"]).good().json();
    assert_eq!(counts(&again), [0, 1, 0, 0]);
    assert_eq!(finds(&bench), [("Ring".to_owned(), "50.00".to_owned(), false)]);
}

#[test]
fn columns_are_named_once_and_remembered() {
    let bench = Bench::new();
    let table = "A;B;C\nx;Jug;12,50\ny;Bowl;9,00\n";
    let file = bench.file("table.csv", table);
    bench.run(&["import", "feed", &file]).fails(1, &["column"]);
    bench.run(&["import", "feed", &file, "--map", "titel=B"]).fails(2, &["titel=B", "A, B, C", "title"]);
    bench.run(&["import", "feed", &file, "--map", "title=Z"]).fails(2, &["title=Z"]);
    bench.run(&["import", "feed", &file, "--map", "title"]).fails(2, &["FIELD=COLUMN"]);
    let looked = bench.run(&["import", "feed", &file, "--map", "title=B", "--dry-run", "--json"]).good().lines();
    assert_eq!(looked[0]["title"], "Jug");
    let kept =
        bench.run(&["import", "feed", &file, "--map", "title=b", "--map", "price=3", "--currency", "EUR", "--json"]);
    assert_eq!(counts(&kept.good().json()), [2, 0, 0, 0]);
    // Another file with the same columns needs no words.
    let other = bench.file("other.csv", "A;B;C\nz;Plate;7,00\n");
    assert_eq!(counts(&bench.run(&["import", "feed", &other, "--json"]).good().json()), [1, 0, 0, 0]);
}

/// Serves one feed with an `ETag`; counts whole answers and “not modified” ones.
struct Server {
    address: String,
    served: Arc<Mutex<(u32, u32)>>,
    body: Arc<Mutex<String>>,
}

fn serve(body: String) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/feed.tsv", listener.local_addr().unwrap());
    let (served, body) = (Arc::new(Mutex::new((0, 0))), Arc::new(Mutex::new(body)));
    let (counts, text) = (Arc::clone(&served), Arc::clone(&body));
    std::thread::Builder::new()
        .name("feed-server".to_owned())
        .spawn(move || {
            for stream in listener.incoming().flatten() {
                let lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
                let body = text.lock().unwrap().clone();
                let tag = format!("\"{}\"", body.len());
                let known = head
                    .iter()
                    .any(|line| line.to_ascii_lowercase().starts_with("if-none-match") && line.contains(&tag));
                let mut counts = counts.lock().unwrap();
                let answer = if known {
                    counts.1 += 1;
                    "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".to_owned()
                } else {
                    counts.0 += 1;
                    let length = body.len();
                    format!(
                        "HTTP/1.1 200 OK\r\nETag: {tag}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
                    )
                };
                let _ = (&stream).write_all(answer.as_bytes());
            }
        })
        .unwrap();
    Server { address, served, body }
}

#[test]
fn a_feed_on_the_web_is_fetched_again_only_when_it_changed() {
    let bench = Bench::new();
    bench.run(&["settings", "set", "allow-private-network", "yes"]).good();
    let server = serve(feed(&[COAT, HAT]));
    let first = bench.run(&["import", "feed", &server.address, "--refresh-every", "24h", "--json"]).good().json();
    assert_eq!(counts(&first), [2, 0, 0, 0]);
    let same = bench.run(&["feeds", "refresh", "--json"]).good().json();
    assert_eq!((&same["not_modified"], *server.served.lock().unwrap()), (&json!(true), (1, 1)));
    *server.body.lock().unwrap() = feed(&[&COAT.replace("120.00 EUR", "7.50 EUR")]);
    assert_eq!(counts(&bench.run(&["feeds", "refresh", "--json"]).good().json()), [0, 1, 0, 1]);
    assert_eq!(*server.served.lock().unwrap(), (2, 1));
    // Not due for a day.
    assert_eq!(bench.run(&["feeds", "refresh", "--due", "--json"]).good().lines(), Vec::<Value>::new());
    assert_eq!(*server.served.lock().unwrap(), (2, 1));
    let listed = bench.run(&["feeds", "list", "--json"]).good().json();
    assert_eq!((&listed["refresh_every_s"], &listed["from"]), (&json!(86_400), &json!(server.address)));
    bench.run(&["import", "feed", &server.address, "--refresh-every", "soon"]).fails(2, &["24h"]);
}
