//! Each command at least once, with what it prints for scripts.

use serde_json::json;

use super::{Bench, names_in, page, png, text_command};

#[test]
fn help_lists_what_is_there_and_nothing_else() {
    let bench = Bench::new();
    let help = bench.run(&["--help"]).good().out;
    for name in [
        "demo", "import", "clipper", "feeds", "products", "collages", "programs", "links", "channels", "settings",
        "cutout", "render", "export", "bundle", "library",
    ] {
        assert!(help.contains(name), "{name}");
    }
    for name in ["hub", "publish", "insights"] {
        assert!(!help.contains(&format!("\n  {name} ")), "{name}");
    }
    assert_eq!(help.contains("\n  open "), cfg!(feature = "desktop"));
    let links = bench.run(&["links", "--help"]).good().out;
    for name in ["clean", "unwrap", "build", "learn", "decode"] {
        assert!(links.contains(&format!("\n  {name} ")), "{links}");
    }
    assert!(!links.contains("\n  check "), "{links}");
    bench.run(&["nonsense"]).fails(2, &["nonsense"]);
    assert_eq!(names_in(&bench.path("")), Vec::<String>::new(), "help makes no library");
}

#[test]
fn a_page_is_looked_at_without_a_library() {
    let bench = Bench::new();
    let file = bench.file("lamp.html", page("Arc lamp"));
    let shape = bench.run(&["import", "page", &file, "--dry-run", "--json"]).good().json();
    assert_eq!(shape["title"], "Arc lamp");
    assert_eq!(shape["brand"], "Lumen");
    assert_eq!(shape["url"], "https://lumen.example/p/7");
    assert_eq!(shape["price"], json!({"amount": "344.00", "currency": "EUR"}));
    assert_eq!(shape["availability"], "in_stock");
    assert_eq!(shape["sku"], "L-7");
    for name in ["list_price", "gtin", "mpn", "category", "colour"] {
        assert!(shape[name].is_null(), "{name}");
    }
    assert!(shape["sources"]["title"].is_object(), "{shape}");
    assert!(!bench.path("library").exists());
}

#[test]
fn a_page_becomes_a_find_once() {
    let bench = Bench::new();
    let file = bench.file("lamp.html", page("Arc lamp"));
    let kept = bench.run(&["import", "page", &file, "--json"]).good().json();
    let key = kept["key"].as_str().unwrap();
    let shown = bench.run(&["products", "show", key, "--json"]).good().json();
    assert_eq!(shown["title"], "Arc lamp");
    bench.run(&["import", "page", &file]).good();
    assert_eq!(bench.run(&["products", "list", "--json"]).good().lines().len(), 1);
    assert!(bench.run(&["products", "show", key]).good().out.contains("€344.00"));

    let bare = bench.file("bare.html", page("Bare").replace("link rel=canonical", "link rel=other"));
    bench.run(&["import", "page", &bare]).fails(2, &["--url"]);
    let named = bench.run(&["import", "page", &bare, "--url", "https://lumen.example/p/8", "--json"]).good().json();
    assert_eq!(named["url"], "https://lumen.example/p/8");
}

#[test]
fn pages_without_one_product_are_refused() {
    let bench = Bench::new();
    let empty = bench.file("empty.html", "<html><body><p>About us</p></body></html>");
    bench.run(&["import", "page", &empty, "--dry-run"]).fails(1, &["empty.html"]);
    bench.run(&["import", "page", "missing.html", "--dry-run"]).fails(1, &["missing.html"]);
    bench.run(&["import", "page", "http://127.0.0.1:9/x", "--dry-run"]).fails(1, &["127.0.0.1"]);
}

const FEED: &str = "id\ttitle\tlink\timage_link\tprice\n\
    1\tRed coat\thttps://shop.example/1?utm_source=f\thttps://shop.example/1.jpg\t120.00 EUR\n\
    2\tBlue coat\thttps://shop.example/2\thttps://shop.example/2.jpg\t80.50 EUR\n\
    3\tLamp\thttps://other.example/3\thttps://other.example/3.jpg\t15 EUR\n";

#[test]
fn a_feed_is_printed_line_by_line_or_kept() {
    let bench = Bench::new();
    let file = bench.file("feed.tsv", FEED);
    let looked = bench.run(&["import", "feed", &file, "--dry-run", "--json", "--merchant", "Shop"]).good().lines();
    assert_eq!(looked.len(), 3);
    assert_eq!(looked[0]["url"], "https://shop.example/1");
    assert_eq!(looked[0]["merchant"], "Shop");
    assert!(!bench.path("library").exists());

    let summary = bench.run(&["import", "feed", &file, "--json"]).good().json();
    assert_eq!((&summary["rows"], &summary["added"], &summary["skipped"]), (&json!(3), &json!(3), &json!(0)));
    assert_eq!(summary["format"], "google-text");
    let again = bench.run(&["import", "feed", &file, "--json"]).good().json();
    assert_eq!(again["added"], 0);
    bench.run(&["import", "feed", &file, "--format", "nonsense"]).fails(2, &["nonsense"]);
    bench.run(&["import", "feed", &file, "--currency", "EURO"]).fails(2, &["EURO"]);

    // Words and filters.
    let titles = |args: &[&str]| -> Vec<String> {
        let found = bench.run(&[args, &["--json"]].concat()).good().lines();
        found.iter().map(|find| find["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles(&["products", "search", "coat", "--sort", "price"]), ["Blue coat", "Red coat"]);
    assert_eq!(
        titles(&["products", "list", "--max", "90", "--currency", "EUR", "--sort", "price-down"]),
        ["Blue coat", "Lamp"]
    );
    assert_eq!(titles(&["products", "list", "--shop", "other.example"]), ["Lamp"]);
    assert_eq!(titles(&["products", "list", "--sort", "title", "--limit", "1"]), ["Blue coat"]);
    assert_eq!(titles(&["products", "search", "nothing"]), Vec::<String>::new());

    let lamp = bench.run(&["products", "search", "lamp", "--json"]).good().json();
    let key = lamp["key"].as_str().unwrap();
    assert_eq!(bench.run(&["products", "remove", key, "--json"]).good().json(), json!({"removed": 1}));
    bench.run(&["products", "show", key]).fails(1, &[key]);
    bench.run(&["products", "remove", key]).fails(1, &["1 of 1"]);
}

#[test]
fn pictures_become_finds() {
    let bench = Bench::new();
    let file = bench.file("red_vase.png", png());
    let kept = bench.run(&["import", "pictures", &file, "--json"]).good().json();
    assert_eq!(kept["title"], "red vase");
    assert!(kept["url"].is_null() && kept["price"].is_null());
    assert_eq!(kept["picture_size_px"], json!([20, 10]));
    assert_eq!(kept["picture"].as_str().unwrap().len(), 64);
}

#[test]
fn collages_live_through_their_whole_life() {
    let bench = Bench::new();
    let made = bench.run(&["collages", "new", "Autumn", "--size", "800x600", "--json"]).good().json();
    assert_eq!(made["size"], json!({"width": 800.0, "height": 600.0}));
    let id = made["id"].as_str().unwrap();
    bench.run(&["collages", "new", "Autumn", "--size", "wide"]).fails(2, &["portrait"]);
    bench.run(&["collages", "new", "Autumn", "--size", "1x1"]).fails(1, &["range"]);
    bench.run(&["collages", "rename", "Autumn", "Winter"]).good();
    bench.run_on("library", &["collages", "edit", "Winter", "--commands", "-"], &text_command("Hello")).good();
    let copy = bench.run(&["collages", "duplicate", "Winter", "--json"]).good().json();
    assert_eq!((&copy["title"], &copy["tiles"]), (&json!("Winter (copy)"), &json!(1)));
    assert_eq!(bench.run(&["collages", "list", "--json"]).good().lines().len(), 2);
    assert!(bench.run(&["collages", "show", "Winter"]).good().out.contains("Hello"));

    // History and back.
    let versions = bench.run(&["collages", "history", id, "--json"]).good().lines();
    let steps: Vec<_> = versions.iter().map(|version| version["step"].as_str().unwrap()).collect();
    assert_eq!(steps, ["place 1", "meta", "create"]);
    let first = versions[2]["seq"].to_string();
    bench.run(&["collages", "history", id, "--restore", &first]).good();
    let shown = bench.run(&["collages", "show", id, "--json"]).good().json();
    assert_eq!((&shown["meta"]["title"], &shown["tiles"]), (&json!("Autumn"), &json!({})));
    assert_eq!(bench.run(&["collages", "history", id, "--json"]).good().lines().len(), 4);
    bench.run(&["collages", "history", id, "--restore", "99999"]).fails(1, &["99999"]);

    // Trash, out of it, for good.
    bench.run(&["collages", "delete", "Autumn"]).good();
    bench.run(&["collages", "show", "Autumn"]).fails(2, &["Autumn"]);
    bench.run(&["export", id, "--to", "x.zip", "--channel", "web"]).fails(1, &["trash"]);
    assert_eq!(bench.run(&["collages", "list", "--trash", "--json"]).good().json()["id"], id);
    bench.run(&["collages", "restore", "Autumn"]).good();
    bench.run(&["collages", "show", "Autumn"]).good();
    bench.run(&["collages", "delete", "Autumn"]).good();
    bench.run(&["collages", "delete", "Autumn", "--forever"]).good();
    bench.run(&["collages", "restore", id]).fails(2, &[id]);
}

#[test]
fn two_collages_of_one_title_need_an_id() {
    let bench = Bench::new();
    bench.run(&["collages", "new", "Twin"]).good();
    bench.run(&["collages", "new", "Twin"]).good();
    bench.run(&["collages", "show", "Twin"]).fails(2, &["Twin", "id"]);
}

#[test]
fn programs_and_links() {
    let bench = Bench::new();
    let known = bench.run(&["programs", "list", "--known", "--json"]).good().lines();
    assert!(known.iter().any(|program| program["name"] == "amazon"));
    let set = bench.run(&["programs", "set", "amazon", "tag.fr=moi-21", "--json"]).good().json();
    assert_eq!(set["ids"]["tag.fr"], "moi-21");
    bench.run(&["programs", "set", "amazon", "wrong=1"]).fails(2, &["wrong"]);
    bench.run(&["programs", "set", "nobody", "id=1"]).fails(2, &["nobody"]);
    assert_eq!(bench.run(&["programs", "list", "--json"]).good().lines().len(), 1);

    let url = "https://www.amazon.fr/dp/B000000000?tag=other-21&utm_source=x";
    let clean = bench.run(&["links", "clean", url, "--json"]).good().json();
    assert_eq!(clean["url"], "https://www.amazon.fr/dp/B000000000");
    assert!(clean["removed"].as_array().unwrap().iter().any(|each| each["kind"] == "foreign_id"));
    let built = bench.run(&["links", "build", url, "--json"]).good().json();
    assert!(built["url"].as_str().unwrap().contains("tag=moi-21"), "{built}");
    assert_eq!(built["carries_id"], true);
    let mail = bench.run(&["links", "build", url, "--channel", "mail", "--json"]).good().json();
    assert_eq!((&mail["carries_id"], &mail["url"]), (&json!(false), &clean["url"]));
    assert!(mail["why_plain"].is_string());

    bench.run(&["collages", "new", "Board"]).good();
    bench.run(&["programs", "set", "awin", "awinaffid=123", "mid.shop.example=45"]).good();
    let tile = ["links", "build", "https://shop.example/a", "--collage", "Board", "--tile", "00003", "--json"];
    let built = bench.run(&tile).good().json();
    assert_eq!(built["sub_id"].as_str().unwrap().len(), 29);
    let other = ["links", "build", "https://shop.example/a", "--program", "amazon", "--json"];
    assert_eq!(bench.run(&other).good().json()["carries_id"], false);

    bench.run(&["links", "clean", "https://a.example/?gclid=1", "nonsense"]).fails(1, &["nonsense", "1 of 2"]);
    assert_eq!(bench.run(&["programs", "remove", "amazon", "--json"]).good().json()["removed"], true);
    assert_eq!(bench.run(&["programs", "remove", "amazon", "--json"]).good().json()["removed"], false);
}

#[test]
fn links_are_cleaned_without_a_library() {
    let bench = Bench::new();
    let ran = bench.run(&["links", "clean", "https://shop.example/a?fbclid=1"]).good();
    assert_eq!(ran.out, "https://shop.example/a\n");
    assert!(ran.err.contains("fbclid"));
    assert!(!bench.path("library").exists());
}

#[test]
fn channels_are_added_and_removed() {
    let bench = Bench::new();
    assert_eq!(bench.run(&["channels", "list", "--json"]).good().lines().len(), 11);
    let added = bench.run(&["channels", "add", "My letter", "mail", "--json"]).good().json();
    assert_eq!(added["kind"], "mail");
    bench.run(&["channels", "add", "my LETTER", "web"]).fails(2, &["my LETTER"]);
    bench.run(&["channels", "add", "Radio", "wave"]).fails(2, &["pinterest"]);
    bench.run(&["channels", "remove", "web"]).fails(2, &["web"]);
    bench.run(&["channels", "remove", "My letter"]).good();
    bench.run(&["channels", "remove", "My letter"]).fails(2, &["My letter"]);
    let next = bench.run(&["channels", "add", "My letter", "mail", "--json"]).good().json();
    assert_ne!(next["id"], added["id"]);
}

#[test]
fn settings_change_the_language() {
    let bench = Bench::new();
    let settings = bench.run(&["settings", "list", "--json"]).good().json();
    assert_eq!(settings["allow-private-network"], false);
    bench.run(&["settings", "set", "author", "Ada"]).good();
    bench.run(&["settings", "set", "theme", "dark"]).good();
    bench.run(&["settings", "set", "allow-private-network", "yes"]).good();
    bench.run(&["settings", "set", "lang", "de"]).fails(2, &["en, fr"]);
    bench.run(&["settings", "set", "colour", "red"]).fails(2, &["colour", "theme"]);
    let settings = bench.run(&["settings", "set", "lang", "fr", "--json"]).good().json();
    assert_eq!(settings, json!({"author": "Ada", "lang": "fr", "theme": "dark", "allow-private-network": true}));
    let made = bench.run(&["collages", "new", "Automne", "--json"]).good().json();
    assert!(
        bench.run(&["collages", "duplicate", "Automne"]).good().out.contains("«\u{202f}Automne (copie)\u{202f}» créé")
    );
    let shown = bench.run(&["collages", "show", made["id"].as_str().unwrap(), "--json"]).good().json();
    assert_eq!(shown["meta"]["author"], "Ada");
}

#[test]
fn a_collage_is_drawn_in_every_format() {
    let bench = Bench::new();
    bench.run(&["collages", "new", "Board", "--size", "300x200"]).good();
    bench.run_on("library", &["collages", "edit", "Board", "--commands", "-"], &text_command("Hello")).good();
    for (name, magic) in
        [("a.png", &b"\x89PNG"[..]), ("a.jpg", b"\xff\xd8\xff"), ("a.webp", b"RIFF"), ("a.pdf", b"%PDF")]
    {
        bench.run(&["render", "Board", name]).good();
        assert!(std::fs::read(bench.path(name)).unwrap().starts_with(magic), "{name}");
    }
    bench.run(&["render", "Board", "small.png", "--width", "60"]).good();
    let bytes = std::fs::read(bench.path("small.png")).unwrap();
    let info = etalage::imaging::probe(&bytes, &etalage::imaging::Limits::default()).unwrap();
    assert_eq!((info.width_px, info.height_px), (60, 40));
    bench.run(&["render", "Board", "a.zip"]).fails(2, &["a.zip", ".png"]);
    bench.run(&["render", "Board", "a.doc"]).fails(2, &["a.doc"]);
}

#[test]
fn an_export_says_what_leaves_and_goes_to_several_channels() {
    let bench = Bench::new();
    bench.run(&["collages", "new", "Board"]).good();
    bench.run_on("library", &["collages", "edit", "Board", "--commands", "-"], &text_command("Hello")).good();
    let sheets = bench.run(&["export", "Board", "--to", "out", "--channel", "web,mail", "--dry-run", "--json"]).good();
    let sheets = sheets.lines();
    assert_eq!((&sheets[0]["channel"], &sheets[1]["channel"]), (&json!("web"), &json!("mail")));
    assert!(sheets[0]["leaves"].as_array().unwrap().iter().any(|line| line["kind"] == "text"));
    assert!(!bench.path("out").exists());
    let words = bench.run(&["export", "Board", "--to", "out", "--channel", "web", "--dry-run"]).good().out;
    assert!(words.contains("Hello"));

    bench.run(&["export", "Board", "--to", "out", "--channel", "web", "--channel", "mail"]).good();
    assert_eq!(names_in(&bench.path("out")), ["mail", "web"]);
    bench.run(&["bundle", "verify", "out/web"]).good();
    bench.run(&["export", "Board", "--to", "page-{channel}.html", "--channel", "web,blog"]).good();
    assert!(bench.path("page-web.html").is_file() && bench.path("page-blog.html").is_file());
    bench.run(&["export", "Board", "--to", "one.zip", "--channel", "web,mail"]).fails(2, &["{channel}"]);
    bench.run(&["export", "Board", "--to", "one.zip"]).fails(2, &["--channel"]);
    bench.run(&["export", "Board", "--to", "one.zip", "--channel", "radio"]).fails(2, &["radio", "pinterest"]);
    bench.run(&["export", "Board", "--to", "fr.html", "--channel", "web", "--lang", "fr"]).good();
    assert!(std::fs::read_to_string(bench.path("fr.html")).unwrap().contains("lang=\"fr\""));

    // A folder of somebody else's stays as it is.
    std::fs::create_dir(bench.path("mine")).unwrap();
    bench.file("mine/letter.txt", "dear");
    bench.run(&["export", "Board", "--to", "mine", "--channel", "web"]).fails(1, &["letter.txt"]);
    assert_eq!(names_in(&bench.path("mine")), ["letter.txt"]);
}

#[test]
fn a_changed_bundle_is_found_out() {
    let bench = Bench::new();
    bench.run(&["collages", "new", "Board"]).good();
    bench.run(&["export", "Board", "--to", "out", "--channel", "web"]).good();
    bench.file("out/index.html", "changed");
    let ran = bench.run(&["bundle", "verify", "out", "--json"]).fails(1, &["Changed after the export: index.html"]);
    assert_eq!(ran.json()["ok"], false);
    std::fs::remove_file(bench.path("out/index.html")).unwrap();
    bench.run(&["bundle", "verify", "out"]).fails(1, &["Missing: index.html"]);
    bench.run(&["bundle", "verify", "library"]).fails(1, &["collage.json"]);
}

#[test]
fn a_library_is_checked_compacted_backed_up_and_restored() {
    let bench = Bench::new();
    let file = bench.file("vase.png", png());
    bench.run(&["import", "pictures", &file]).good();
    bench.run(&["collages", "new", "Board"]).good();
    let report = bench.run(&["library", "verify", "--json"]).good().json();
    assert_eq!((&report["products"], &report["collages"], &report["pictures"]), (&json!(1), &json!(1), &json!(1)));
    let compacted = bench.run(&["library", "compact", "--json"]).good().json();
    assert!(compacted["after_bytes"].is_u64());
    bench.run(&["library", "backup", "keep.zip"]).good();
    bench.run(&["library", "backup", "keep.zip"]).fails(1, &["keep.zip"]);
    let restored = bench.run_on("other", &["library", "restore", "keep.zip", "--json"], "").good().json();
    assert_eq!((&restored["products"], &restored["collages"]), (&json!(1), &json!(1)));
    bench.run(&["library", "restore", "keep.zip"]).fails(1, &["not empty"]);
    bench.run_on("third", &["library", "restore", &file], "").fails(1, &["backup"]);

    // A lost picture is a problem that is named.
    let pictures = bench.path("library/pictures");
    std::fs::remove_dir_all(pictures).unwrap();
    bench.run(&["library", "verify"]).fails(1, &["picture"]);
}

#[test]
fn a_library_in_use_is_left_alone() {
    let bench = Bench::new();
    bench.run(&["collages", "new", "Board"]).good();
    let mut holder = std::process::Command::new(env!("CARGO_BIN_EXE_etalage"))
        .env("ETALAGE_LIBRARY", bench.path("library"))
        .args(["collages", "edit", "Board", "--commands", "-"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // Its first answer says that it holds the library.
    use std::io::{BufRead, Write};
    let mut input = holder.stdin.take().unwrap();
    writeln!(input, "{}", text_command("one")).unwrap();
    let mut answer = String::new();
    std::io::BufReader::new(holder.stdout.take().unwrap()).read_line(&mut answer).unwrap();
    assert!(answer.contains("\"ok\":true"), "{answer}");
    bench.run(&["products", "list"]).fails(1, &["already open"]);
    drop(input);
    assert!(holder.wait().unwrap().success());
    bench.run(&["products", "list"]).good();
}

#[cfg(all(feature = "desktop", target_os = "linux"))]
#[test]
fn open_imports_and_then_wants_a_display() {
    let bench = Bench::new();
    bench.run(&["collages", "new", "Board"]).good();
    bench.run(&["export", "Board", "--to", "board.zip", "--channel", "web"]).good();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_etalage"))
        .current_dir(bench.path(""))
        .env("ETALAGE_LIBRARY", bench.path("other"))
        .env("LANG", "en_GB.UTF-8")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .args(["open", "board.zip"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(!output.stderr.is_empty());
    let listed = bench.run_on("other", &["collages", "list", "--json"], "").good().json();
    assert_eq!(listed["title"], "Board");
}

#[test]
fn an_export_makes_the_folders_that_lead_to_it() {
    let bench = Bench::new();
    bench.run(&["collages", "new", "Board"]).good();
    for name in ["a/b/look.zip", "c/d/look", "e/f/look.html"] {
        let to = bench.path(name).display().to_string();
        bench.run(&["export", "Board", "--to", &to, "--channel", "web"]).good();
        assert!(bench.path(name).exists(), "{name}");
    }
    bench.file("letter", "dear");
    for name in ["letter/look.zip", "letter/look"] {
        let to = bench.path(name).display().to_string();
        let ran =
            bench.run(&["export", "Board", "--to", &to, "--channel", "web"]).fails(1, &["letter", "not a folder"]);
        assert!(!ran.err.contains(".part"), "{}", ran.err);
    }
}

#[test]
fn another_collages_export_is_replaced_only_with_replace() {
    let bench = Bench::new();
    bench.run(&["collages", "new", "First"]).good();
    bench.run(&["collages", "new", "Second"]).good();
    let to = bench.path("out").display().to_string();
    bench.run(&["export", "First", "--to", &to, "--channel", "web"]).good();
    let second = ["export", "Second", "--to", &to, "--channel", "web"];
    bench.run(&second).fails(1, &["First", "--replace"]);
    bench.run(&["bundle", "verify", &to]).good();
    bench.run(&[&second[..], &["--replace"]].concat()).good();
    assert!(bench.run(&["bundle", "verify", &to]).good().out.contains("Second"));
}

#[test]
fn a_file_that_is_there_is_replaced_only_with_replace() {
    let bench = Bench::new();
    bench.run(&["collages", "new", "First"]).good();
    bench.run(&["collages", "new", "Second"]).good();
    let precious = bench.file("doc.html", "precious");
    bench.run(&["export", "First", "--to", &precious, "--channel", "web"]).fails(1, &["doc.html", "--replace"]);
    let thesis = bench.file("thesis.pdf", "thesis");
    bench.run(&["render", "First", &thesis]).fails(1, &["thesis.pdf", "--replace"]);
    assert_eq!(std::fs::read_to_string(&precious).unwrap(), "precious");
    assert_eq!(std::fs::read_to_string(&thesis).unwrap(), "thesis");
    bench.run(&["render", "First", &thesis, "--replace"]).good();
    for name in ["look.zip", "look.html"] {
        let to = bench.path(name).display().to_string();
        bench.run(&["export", "First", "--to", &to, "--channel", "web"]).good();
        bench.run(&["export", "First", "--to", &to, "--channel", "web"]).good();
        bench.run(&["export", "Second", "--to", &to, "--channel", "web"]).fails(1, &["--replace"]);
    }
}

#[test]
fn a_bundle_says_what_it_replaced_and_fetches_from_the_trash() {
    let bench = Bench::new();
    bench.run(&["collages", "new", "First"]).good();
    let to = bench.path("first.zip").display().to_string();
    bench.run(&["export", "First", "--to", &to, "--channel", "web"]).good();
    bench.run(&["collages", "delete", "First"]).good();
    let back = bench.run(&["import", "bundle", &to]).good();
    assert!(format!("{}{}", back.out, back.err).contains("lay in the trash"), "{}{}", back.out, back.err);
    bench.run(&["export", "First", "--to", &to, "--channel", "web"]).good();
    bench.run(&["collages", "rename", "First", "Later"]).good();
    let back = bench.run(&["import", "bundle", &to]).good();
    assert!(format!("{}{}", back.out, back.err).contains("in its history"), "{}{}", back.out, back.err);
}

#[test]
fn a_missing_picture_is_among_the_problems_in_json() {
    let bench = Bench::new();
    bench.run(&["demo", "--to", &bench.path("out").display().to_string()]).good();
    let picture = std::fs::read_dir(bench.path("out/pictures")).unwrap().next().unwrap().unwrap().path();
    std::fs::remove_file(&picture).unwrap();
    let to = bench.path("out").display().to_string();
    let report = bench.run(&["bundle", "verify", &to, "--json"]).fails(1, &[]).json();
    let name = picture.file_name().unwrap().display().to_string();
    assert!(report["problems"].to_string().contains(&name), "{}", report["problems"]);
}

#[test]
fn programs_are_set_under_any_spelling_of_their_name() {
    let bench = Bench::new();
    bench.run(&["programs", "set", "AMAZON", "tag=moi-21"]).good();
    let listed = bench.run(&["programs", "list", "--json"]).good().json();
    assert_eq!(listed["name"], "amazon");
    bench.run(&["programs", "set", "amzon", "tag=moi-21"]).fails(2, &["amazon"]);
    bench.run(&["programs", "remove", "Amazon"]).good();
}

#[test]
fn errors_are_in_the_persons_language() {
    let bench = Bench::new();
    bench.run(&["settings", "set", "lang", "fr"]).good();
    for (arguments, exit, word) in [
        (vec!["export", "Rien", "--to", "x", "--channel", "web"], 2, "Aucun collage"),
        (vec!["import", "feed", "absent.csv"], 1, "n’existe pas"),
        (vec!["programs", "set", "amazon", "tga=x"], 2, "n’a pas de"),
        (vec!["settings", "set", "theme", "pink"], 2, "n’est pas une valeur"),
        (vec!["products", "show", "0000000000001"], 1, "trouvaille"),
    ] {
        let ran = bench.run(&arguments).fails(exit, &[]);
        assert!(ran.err.contains(word), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn a_picture_is_cut_out_without_a_library() {
    let bench = Bench::new();
    let file = bench.file("tile.png", png());
    let out = bench.path("out.png").display().to_string();
    let shape = bench.run(&["cutout", &file, &out, "--shadow", "keep", "--strength", "0.4", "--json"]).good().json();
    assert_eq!(shape["path"], json!(out));
    assert!(shape["confidence"].is_number() && shape["confident"].is_boolean(), "{shape}");
    assert!(bench.path("out.png").exists() && !bench.path("library").exists());
    bench.run(&["cutout", &file, "out.jpg"]).fails(2, &[".png"]);
    bench.run(&["cutout", &file, &out, "--strength", "2"]).fails(2, &["0 to 1"]);
}
