//! Words and bundles that mean harm.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;
use crate::model::text;

fn hostile() -> Vec<&'static str> {
    vec![
        "</title></style><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "\u{202e}gnp.exe",
        "</template><script>1</script>",
        "a\u{0}b\r\nc",
        "{title} {{}} %s",
        "]]>--><!--",
    ]
}

#[test]
fn hostile_words_stay_words() {
    let dir = tempfile::tempdir().unwrap();
    for words in hostile() {
        let mut fixture = fixture();
        fixture.collage.meta.title = words.to_owned();
        fixture.collage.meta.author = words.to_owned();
        fixture.collage.meta.credit = words.to_owned();
        for product in fixture.collage.products.values_mut() {
            product.title = words.to_owned();
            product.brand = Some(words.to_owned());
            product.merchant = Some(words.to_owned());
            product.credit = Some(words.to_owned());
        }
        for tile in fixture.collage.tiles.values_mut() {
            tile.name = words.to_owned();
            if let Content::Text(block) = &mut tile.content {
                block.text = words.to_owned();
            }
        }
        for lang in Lang::ALL {
            let page = index_of(&fixture, lang);
            check_markup(&page);
            assert!(!page.contains('\u{202e}'));
        }
        let path = dir.path().join("hostile.html");
        fixture.write(&path);
        check_markup(&fs::read_to_string(&path).unwrap());
        let read_back = import(&path).unwrap().collage.meta.title;
        assert!(read_back.chars().all(text::is_plain), "{read_back:?}");
        assert_eq!(read_back, if words.chars().all(text::is_plain) { words.to_owned() } else { text::one_line(words) });
    }
}

/// Parses a page as a browser does and looks for anything that acts or asks.
pub(super) fn check_markup(page: &str) {
    let document = scraper::Html::parse_document(page);
    let attributes = ["href", "src", "rel", "class", "id", "style", "alt", "lang", "dir", "role", "tabindex"];
    let more = [
        "target",
        "aria-label",
        "aria-hidden",
        "aria-labelledby",
        "focusable",
        "viewBox",
        "preserveAspectRatio",
        "fill",
        "d",
        "width",
        "height",
        "charset",
        "name",
        "content",
        "http-equiv",
    ];
    for element in document.tree.nodes().filter_map(|node| node.value().as_element()) {
        let name = element.name();
        assert!(!["script", "iframe", "object", "embed", "form", "base", "video", "audio"].contains(&name), "{name}");
        for (attribute, value) in element.attrs() {
            assert!(attributes.contains(&attribute) || more.contains(&attribute), "{name} has {attribute}");
            match (name, attribute) {
                ("a", "href") => {
                    assert!(value.starts_with("https://") || value == "#finds", "{value}");
                }
                ("img", "src") => {
                    assert!(value.starts_with("pictures/") || value.starts_with("data:image/"), "{value}");
                }
                ("link", "href") => assert_eq!(value, "data:,"),
                ("image", "href") => assert!(value.starts_with("data:image/"), "{value}"),
                ("use", "href") => assert!(value.starts_with("#p-"), "{value}"),
                _ => assert!(!matches!(attribute, "href" | "src"), "{name} has {attribute}"),
            }
        }
    }
}

fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(super) fn import_bytes(bytes: &[u8]) -> Result<Imported, PublishError> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("in.zip");
    fs::write(&path, bytes).unwrap();
    import(&path)
}

#[test]
fn hostile_zips_are_refused() {
    let document = document::to_bytes(&fixture().collage).unwrap();
    for name in ["../evil", "/etc/evil", "C:/evil", "a\\evil", "pictures/../../evil"] {
        let refused = import_bytes(&zip_of(&[("collage.json", &document), (name, b"x")])).unwrap_err();
        assert!(matches!(refused, PublishError::UnsafeEntry { .. }), "{name}: {refused}");
    }
    let twice = import_bytes(&zip_of(&[("collage.json", &document), ("COLLAGE.json", b"x")])).unwrap_err();
    assert!(matches!(twice, PublishError::UnsafeEntry { .. }), "{twice}");

    let zeros = vec![0; 20 << 20];
    let bomb = import_bytes(&zip_of(&[("collage.json", &document), ("pictures/x.png", &zeros)])).unwrap_err();
    assert!(matches!(bomb, PublishError::UnsafeEntry { .. }), "{bomb}");

    let names: Vec<String> = (0..5001).map(|number| format!("{number}")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert!(matches!(import_bytes(&zip_of(&many)), Err(PublishError::Limit { .. })));

    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("collage.json", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let link = import_bytes(&zip.finish().unwrap().into_inner()).unwrap_err();
    assert!(matches!(link, PublishError::UnsafeEntry { .. }), "{link}");

    assert!(matches!(import_bytes(&zip_of(&[("x", b"y")])), Err(PublishError::NotABundle { .. })));
    assert!(matches!(import_bytes(b"PK\x03\x04 and nothing else"), Err(PublishError::NotABundle { .. })));
    assert!(matches!(import_bytes(b"<p>a page</p>"), Err(PublishError::NotABundle { .. })));
}

#[test]
fn a_zip_made_of_a_folder_by_hand_is_read() {
    let document = document::to_bytes(&fixture().collage).unwrap();
    let imported = import_bytes(&zip_of(&[("look/collage.json", &document), ("look/x.txt", b"")])).unwrap();
    assert_eq!(imported.collage.tiles.len(), 5);
}

#[test]
fn documents_that_lie_are_refused() {
    let good = String::from_utf8(document::to_bytes(&fixture().collage).unwrap()).unwrap();
    let with = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        import_bytes(&zip_of(&[("collage.json", good.replace(from, to).as_bytes())])).unwrap_err()
    };
    assert!(matches!(with("\"version\": 1", "\"version\": 2"), PublishError::Newer { found: 2, .. }));
    assert!(matches!(with("etalage-collage", "other"), PublishError::Damaged { .. }));
    assert!(matches!(with("https://fjord.example/boots", "javascript:alert(1)"), PublishError::Damaged { .. }));
    assert!(matches!(with("\"next_tile\": 5", "\"next_tile\": 0"), PublishError::Broken { .. }));
    let deep = format!("{{\"format\":\"etalage-collage\",\"version\":1,\"collage\":{}", "[".repeat(100_000));
    assert!(matches!(import_bytes(&zip_of(&[("collage.json", deep.as_bytes())])), Err(PublishError::Damaged { .. })));
}

#[cfg(unix)]
#[test]
fn links_in_folders_are_not_followed() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("look");
    fixture().write(&path);
    let picture = fs::read_dir(path.join("pictures")).unwrap().next().unwrap().unwrap().path();
    let elsewhere = dir.path().join("elsewhere");
    fs::rename(&picture, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &picture).unwrap();
    let imported = import(&path).unwrap();
    assert!(matches!(imported.warnings[..], [ImportWarning::PictureMissing(_)]));
}
