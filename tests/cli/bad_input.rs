//! Hostile and broken input: a clear error, the good part kept, nothing lost.

use std::io::{Cursor, Write};

use serde_json::json;
use zip::write::SimpleFileOptions;

use super::{Bench, in_zip, page, png, text_command};

/// A PNG that says it is 50,000 × 50,000.
fn huge_png() -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(50_000_u32.to_be_bytes());
    header.extend(50_000_u32.to_be_bytes());
    header.extend([8, 6, 0, 0, 0]);
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend(13_u32.to_be_bytes());
    bytes.extend(&header);
    bytes.extend(crc32fast::hash(&header).to_be_bytes());
    bytes.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    bytes
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn broken_pictures_are_refused_and_the_good_one_kept() {
    let bench = Bench::new();
    let whole = png();
    let truncated = bench.file("cut.png", &whole[..whole.len() / 2]);
    let huge = bench.file("huge.png", huge_png());
    let text = bench.file("notes.txt", "no picture");
    let good = bench.file("good.png", &whole);
    let ran = bench
        .run(&["import", "pictures", &truncated, &huge, &text, &good, "missing.png", "--json"])
        .fails(1, &["cut.png", "huge.png", "notes.txt", "missing.png", "4 of 5"]);
    assert_eq!(ran.lines().len(), 5);
    let finds = bench.run(&["products", "list", "--json"]).good().json();
    assert_eq!(finds["title"], "good");
    bench.run(&["library", "verify"]).good();
}

#[cfg(unix)]
#[test]
fn pipes_devices_and_folders_in_a_circle_hold_nobody_up() {
    let bench = Bench::new();
    let pipe = bench.path("pipe.png");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let pipe = pipe.display().to_string();
    for what in ["pictures", "page", "feed", "bundle"] {
        bench.run(&["import", what, &pipe]).fails(1, &["pipe.png"]);
        bench.run(&["import", what, "/dev/zero"]).fails(1, &["/dev/zero"]);
    }
    std::fs::create_dir(bench.path("circle")).unwrap();
    bench.file("circle/one.png", png());
    std::os::unix::fs::symlink(".", bench.path("circle/again")).unwrap();
    let circle = bench.path("circle").display().to_string();
    bench.run(&["import", "pictures", &circle]).good();
    assert_eq!(bench.run(&["products", "list", "--json"]).good().lines().len(), 1);
}

#[test]
fn hostile_bundles_are_refused() {
    let bench = Bench::new();
    let bomb = zip_of(&[("collage.json", &vec![b' '; 300 << 20])]);
    assert!(bomb.len() < 1 << 20);
    let table = [
        ("bomb.zip", bomb),
        ("climb.zip", zip_of(&[("../outside.txt", b"x"), ("collage.json", b"{}")])),
        ("empty.zip", zip_of(&[])),
        ("text.zip", b"no zip".to_vec()),
        ("broken.zip", zip_of(&[("collage.json", b"{\"half\":"), ("manifest.json", b"[]")])),
    ];
    for (name, bytes) in table {
        let file = bench.file(name, bytes);
        bench.run(&["import", "bundle", &file]).fails(1, &[]);
        bench.run(&["bundle", "verify", &file]).fails(1, &[]);
    }
    bench.run(&["import", "bundle", "climb.zip"]).fails(1, &["../outside.txt"]);
    bench.run(&["import", "bundle", "missing.zip"]).fails(1, &["missing.zip"]);
    assert!(!bench.path("outside.txt").exists());
    assert!(bench.run(&["collages", "list", "--json"]).good().lines().is_empty());
    bench.run(&["library", "verify"]).good();
}

#[test]
fn a_broken_row_costs_that_row() {
    let bench = Bench::new();
    let feed = "<?xml version=\"1.0\"?><rss xmlns:g=\"http://base.google.com/ns/1.0\"><channel>\n\
        <item><g:id>1</g:id><g:title>One</g:title><g:link>https://s.example/1</g:link><g:price>1 EUR</g:price></item>\n\
        <item><g:id>2</g:id><g:title>Two</g:wrong><g:price></item>\n\
        <item><g:id>3</g:id><g:title>Three</g:title><g:link>https://s.example/3</g:link><g:price>3 EUR</g:price></item>\n\
        </channel></rss>";
    let xml = bench.file("feed.xml", feed);
    let summary = bench.run(&["import", "feed", &xml, "--json"]);
    assert_eq!(summary.code, 0, "{summary:?}");
    assert!(summary.err.contains("Line 3"), "{}", summary.err);
    let titles = |listed: &str| listed.contains("One") && listed.contains("Three");
    assert!(titles(&bench.run(&["products", "list"]).good().out));

    let bytes = b"id\ttitle\tlink\timage_link\tprice\n\
        1\tFour\thttps://s.example/4\thttps://s.example/4.jpg\t1 EUR\n\
        \xff\xfe\x00\t\t\tnonsense\n\
        3\tFive\thttps://s.example/5\thttps://s.example/5.jpg\t2 EUR\n";
    let tsv = bench.file("feed.tsv", bytes);
    let ran = bench.run(&["import", "feed", &tsv, "--json"]).good();
    assert_eq!(ran.json()["added"], 2, "{ran:?}");
    bench.run(&["import", "feed", "missing.xml"]).fails(1, &["missing.xml"]);
    let nonsense = bench.file("nonsense.bin", [0_u8; 64]);
    bench.run(&["import", "feed", &nonsense]).fails(1, &[]);
}

#[test]
fn a_page_of_200_megabytes_is_refused_at_once() {
    let bench = Bench::new();
    let path = bench.path("large.html");
    std::fs::File::create(&path).unwrap().set_len(200 << 20).unwrap();
    for args in [&["--dry-run"][..], &[]] {
        bench.run(&[&["import", "page", path.to_str().unwrap()], args].concat()).fails(1, &["large.html"]);
    }
}

#[test]
fn links_that_run_code_are_refused_everywhere() {
    let bench = Bench::new();
    let link = "javascript:alert(1)";
    bench.run(&["links", "clean", link]).fails(2, &["javascript"]);
    bench.run(&["links", "build", link]).fails(2, &["javascript"]);
    bench.run(&["import", "page", link, "--dry-run"]).fails(2, &["javascript"]);
    bench.run(&["import", "feed", link, "--dry-run"]).fails(2, &["javascript"]);
    let lamp = bench.file("lamp.html", page("Lamp"));
    bench.run(&["import", "page", &lamp, "--url", link]).fails(2, &["javascript"]);
    let own = bench.file("own.html", page("Lamp").replace("https://lumen.example/p/7?utm_source=x", link));
    bench.run(&["import", "page", &own]).fails(2, &["--url"]);
    bench.run(&["collages", "new", "Board"]).good();
    bench.run_on("library", &["collages", "edit", "Board", "--commands", "-"], &text_command("one")).good();
    let command = json!({"do": "set_link", "tiles": ["00000"], "link": {"url": link}}).to_string();
    let ran = bench.run_on("library", &["collages", "edit", "Board", "--commands", "-"], &command).fails(1, &[]);
    assert_eq!(ran.json()["ok"], false);
}

#[test]
fn a_title_full_of_markup_stays_text() {
    let bench = Bench::new();
    let title = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&";
    let file = bench.file("lamp.html", page(title));
    let find = bench.run(&["import", "page", &file, "--json"]).good().json();
    bench.run(&["collages", "new", title]).good();
    let id = bench.run(&["collages", "list", "--json"]).good().json()["id"].as_str().unwrap().to_owned();
    let place = json!({"do": "place", "pieces": [{
        "tile": {
            "frame": {"centre": {"x": 300.0, "y": 300.0}, "size": {"width": 400.0, "height": 300.0}},
            "content": {"shape": {"kind": "ellipse", "fill": "#cc8844"}},
            "link": {"product": find["key"]},
            "name": title,
        },
        "product": {"title": title, "url": find["url"], "price": find["price"]},
    }]})
    .to_string();
    let commands = format!("{place}\n{}", text_command(title));
    bench.run_on("library", &["collages", "edit", &id, "--commands", "-"], &commands).good();
    bench.run(&["export", &id, "--to", "out.zip", "--channel", "web"]).good();
    bench.run(&["export", &id, "--to", "out.html", "--channel", "web"]).good();
    let pages = [
        String::from_utf8(in_zip(&bench.path("out.zip"), "index.html")).unwrap(),
        std::fs::read_to_string(bench.path("out.html")).unwrap(),
    ];
    for page in pages {
        let html = scraper::Html::parse_document(&page);
        let select = |selector: &str| scraper::Selector::parse(selector).unwrap();
        for script in html.select(&select("script")) {
            // Data, never code.
            let kind = script.value().attr("type").unwrap_or_default();
            assert!(kind.contains("json"), "a script of type “{kind}”");
        }
        assert_eq!(html.select(&select("[onerror], [onclick], [onload], img[src=x]")).count(), 0);
        assert_eq!(html.select(&select("a[href^=javascript]")).count(), 0);
        assert!(page.contains("&lt;/script"), "the title is there as text");
    }
    bench.run(&["bundle", "verify", "out.zip"]).good();
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let bench = Bench::new();
    let file = bench.file("lamp.html", page("Lamp \u{1b}[2J\u{7}"));
    let ran = bench.run(&["import", "page", &file, "--dry-run"]).good();
    assert!(!ran.out.contains('\u{1b}') && !ran.out.contains('\u{7}'), "{ran:?}");
}
