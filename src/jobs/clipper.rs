//! The clipper as it is handed out: the extension's files, compiled in, and the bookmark.

use std::path::Path;

use super::error::JobsError;

/// The extension's files: path inside its folder, content.
pub const EXTENSION: &[(&str, &[u8])] = &[
    ("manifest.json", include_bytes!("../../assets/clipper/manifest.json")),
    ("background.js", include_bytes!("../../assets/clipper/background.js")),
    ("app.js", include_bytes!("../../assets/clipper/app.js")),
    ("page.js", include_bytes!("../../assets/clipper/page.js")),
    ("words.js", include_bytes!("../../assets/clipper/words.js")),
    ("popup.html", include_bytes!("../../assets/clipper/popup.html")),
    ("popup.js", include_bytes!("../../assets/clipper/popup.js")),
    ("options.html", include_bytes!("../../assets/clipper/options.html")),
    ("options.js", include_bytes!("../../assets/clipper/options.js")),
    ("style.css", include_bytes!("../../assets/clipper/style.css")),
    ("icons/16.png", include_bytes!("../../assets/clipper/icons/16.png")),
    ("icons/32.png", include_bytes!("../../assets/clipper/icons/32.png")),
    ("icons/48.png", include_bytes!("../../assets/clipper/icons/48.png")),
    ("icons/128.png", include_bytes!("../../assets/clipper/icons/128.png")),
    ("_locales/en/messages.json", include_bytes!("../../assets/clipper/_locales/en/messages.json")),
    ("_locales/fr/messages.json", include_bytes!("../../assets/clipper/_locales/fr/messages.json")),
];

const BOOKMARK: &str = include_str!("../../assets/clip-page/bookmark.js");

/// Writes the extension into a folder: a new one, an empty one, or one that holds an earlier version of it.
///
/// # Errors
/// [`JobsError::FolderInUse`] when the folder holds something else, [`JobsError::Write`] when the disk refuses.
pub fn save_extension(folder: &Path) -> Result<(), JobsError> {
    let fail = |path: &Path| {
        let path = path.to_owned();
        move |error| JobsError::Write { path, error }
    };
    std::fs::create_dir_all(folder).map_err(fail(folder))?;
    let mut entries = std::fs::read_dir(folder).map_err(fail(folder))?;
    if entries.next().is_some() && !is_ours(folder) {
        return Err(JobsError::FolderInUse { path: folder.to_owned() });
    }
    for (name, bytes) in EXTENSION {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(fail(parent))?;
        }
        std::fs::write(&path, bytes).map_err(fail(&path))?;
    }
    Ok(())
}

/// Whether the folder holds an earlier version.
fn is_ours(folder: &Path) -> bool {
    let text = std::fs::read_to_string(folder.join("manifest.json")).unwrap_or_default();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    manifest.pointer("/browser_specific_settings/gecko/id") == Some(&"clipper@etalage.example".into())
}

/// The bookmark's address: a script that opens our page with what the page before it says of its product.
pub fn bookmark(port: u16) -> String {
    // What an address cannot hold, or what ends it where it is pasted.
    const KEPT_OUT: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'<')
        .add(b'>')
        .add(b'`')
        .add(b'\\')
        .add(b'{')
        .add(b'}')
        .add(b'|')
        .add(b'^');
    let script: String = BOOKMARK.lines().map(str::trim).filter(|line| !line.starts_with("//")).collect();
    let script = script.replace("PORT", &port.to_string());
    format!("javascript:{}", percent_encoding::utf8_percent_encode(&script, KEPT_OUT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn text(name: &str) -> &'static str {
        let (_, bytes) = EXTENSION.iter().find(|(each, _)| *each == name).unwrap();
        std::str::from_utf8(bytes).unwrap()
    }

    #[test]
    fn every_file_of_the_extension_is_compiled_in() {
        fn walk(folder: &Path, root: &Path, found: &mut BTreeSet<String>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, root, found);
                } else {
                    found.insert(path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"));
                }
            }
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/clipper");
        let mut found = BTreeSet::new();
        walk(&root, &root, &mut found);
        let listed: BTreeSet<String> = EXTENSION.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(found, listed);
    }

    #[test]
    fn the_extension_asks_for_little() {
        let manifest: serde_json::Value = serde_json::from_str(text("manifest.json")).unwrap();
        assert_eq!(manifest["permissions"], serde_json::json!(["activeTab", "contextMenus", "scripting", "storage"]));
        assert_eq!(manifest["host_permissions"], serde_json::json!(["http://127.0.0.1/*"]));
        assert!(manifest.get("content_scripts").is_none(), "it reads no page that nobody clicked on");
        assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    }

    #[test]
    fn it_speaks_both_languages_and_says_all_it_knows() {
        let words = |lang: &str| -> BTreeMap<String, serde_json::Value> {
            serde_json::from_str(text(&format!("_locales/{lang}/messages.json"))).unwrap()
        };
        let (en, fr) = (words("en"), words("fr"));
        let names = |words: &BTreeMap<String, _>| words.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(names(&en), names(&fr));
        for (name, said) in &en {
            let (en, fr) = (said["message"].as_str().unwrap(), fr[name]["message"].as_str().unwrap());
            assert_eq!(en.contains("$1"), fr.contains("$1"), "{name}");
            assert!(!fr.contains(['\'', '"']) && !fr.contains(" :") && !fr.contains(" ?"), "{name}: {fr}");
        }
        let all: String = EXTENSION
            .iter()
            .filter(|(name, _)| !name.starts_with("_locales") && !name.ends_with(".png"))
            .map(|(name, _)| text(name))
            .collect();
        for name in en.keys() {
            let used = [format!("\"{name}\""), format!("__MSG_{name}__"), format!("'{name}'")];
            assert!(used.iter().any(|each| all.contains(each)), "nothing says {name}");
        }
    }

    #[test]
    fn the_bookmark_is_one_address() {
        let bookmark = bookmark(23860);
        assert!(bookmark.starts_with("javascript:(") && bookmark.contains("http://127.0.0.1:23860/clip"));
        assert!(!bookmark.contains(|letter: char| letter.is_whitespace() || "\"<>#".contains(letter)), "{bookmark}");
        assert!(bookmark.len() < 2000, "{} bytes: bookmarks should stay short", bookmark.len());
    }

    #[test]
    fn it_is_saved_beside_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("a/clipper");
        save_extension(&folder).unwrap();
        save_extension(&folder).unwrap();
        assert!(folder.join("_locales/fr/messages.json").is_file());
        assert!(matches!(save_extension(dir.path()), Err(JobsError::FolderInUse { .. })));
    }
}
