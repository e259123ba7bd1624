//! Out and back in: the export dialog with its sheet, and bundles.

use std::path::Path;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use etalage::i18n::Lang;

use crate::bench::Bench;

/// The outfit of the samples, open.
fn outfit() -> Bench {
    let mut bench = Bench::with_samples();
    bench.double_click("A weekend in camel");
    bench
}

/// Exports to a path through the dialog.
fn export(bench: &mut Bench, to: &Path) {
    bench.press(Modifiers::COMMAND, Key::E);
    assert!(bench.shows("What leaves your computer") && bench.shows("Pictures ("), "the sheet comes first");
    bench.write("Save as", &to.display().to_string()).click_role(Role::Button, "Export");
    assert!(bench.said("Exported to"), "{}: {:?}", to.display(), bench.notes());
    assert!(bench.window.state().state.dialog.is_none());
}

fn manifest(folder: &Path) -> Vec<u8> {
    std::fs::read(folder.join("manifest.json")).unwrap()
}

#[test]
fn the_sheet_tells_what_leaves_before_anything_does() {
    let mut bench = outfit();
    bench.click("Export…");
    for words in ["What leaves your computer", "Names and texts (", "Pictures (", "Addresses (", "Prices ("] {
        assert!(bench.shows(words), "{words}");
    }
    let to = bench.dir.path().join("out.zip");
    bench.write("Save as", &to.display().to_string());
    bench.click("Cancel");
    assert!(!to.exists());
}

#[test]
fn a_collage_becomes_a_zip_a_page_a_picture_and_a_pdf() {
    let mut bench = outfit();
    for (name, begin) in [
        ("out.zip", b"PK\x03\x04".as_slice()),
        ("out.html", b"<!doctype html>"),
        ("out.png", b"\x89PNG"),
        ("out.jpg", b"\xff\xd8\xff"),
        ("out.webp", b"RIFF"),
        ("out.pdf", b"%PDF-"),
    ] {
        let to = bench.dir.path().join(name);
        export(&mut bench, &to);
        let bytes = std::fs::read(&to).unwrap();
        assert!(bytes.to_ascii_lowercase().starts_with(&begin.to_ascii_lowercase()), "{name}");
    }
    let page = std::fs::read_to_string(bench.dir.path().join("out.html")).unwrap();
    assert!(page.contains("https://") && page.contains(".example/") && !page.contains("<script src"));
    let pdf = std::fs::read(bench.dir.path().join("out.pdf")).unwrap();
    assert!(String::from_utf8_lossy(&pdf).contains("/URI"), "tiles can be clicked");
}

#[test]
fn formats_are_chosen_by_cards_and_unknown_endings_are_refused() {
    let mut bench = outfit();
    bench.press(Modifiers::COMMAND, Key::E).write("Save as", "/tmp/autumn.zip");
    for (card, path) in [
        ("PNG, a picture", "/tmp/autumn.png"),
        ("PDF, links inside", "/tmp/autumn.pdf"),
        ("HTML, one page", "/tmp/autumn.html"),
        ("Web page, a folder", "/tmp/autumn"),
        ("WebP, a picture", "/tmp/autumn.webp"),
        ("JPEG, a picture", "/tmp/autumn.jpg"),
        ("Zip, one file", "/tmp/autumn.zip"),
    ] {
        bench.click(card);
        let field = bench.window.get_by_role_and_label(Role::TextInput, "Save as");
        assert_eq!(field.value().as_deref(), Some(path));
    }
    bench.write("Save as", "/tmp/autumn.exe");
    assert!(bench.shows("This ending is not known"));
}

#[test]
fn the_export_of_another_collage_is_replaced_only_when_the_person_says_so() {
    let mut bench = outfit();
    let to = bench.dir.path().join("out");
    export(&mut bench, &to);
    let before = manifest(&to);
    bench.new_collage();
    bench.press(Modifiers::COMMAND, Key::E);
    bench.write("Save as", &to.display().to_string()).click_role(Role::Button, "Export");
    assert!(bench.said("another collage") && !bench.notes().is_empty(), "{:?}", bench.notes());
    assert_eq!(manifest(&to), before);
    bench.click("Replace it");
    assert!(manifest(&to) != before, "{:?}", bench.notes());
}

#[test]
fn a_bundle_comes_back_with_the_identical_manifest() {
    let mut bench = outfit();
    let (folder, zip, page) =
        (bench.dir.path().join("out"), bench.dir.path().join("out.zip"), bench.dir.path().join("out.html"));
    for to in [&folder, &zip, &page] {
        export(&mut bench, to);
    }
    let wanted = manifest(&folder);
    let collage = bench.collage().clone();
    for from in [&folder, &zip, &page] {
        let mut other = Bench::empty();
        other.click("Open a bundle…").write("Path of the bundle", &from.display().to_string()).click("Open");
        assert_eq!(other.collage().tiles, collage.tiles, "{}: {:?}", from.display(), other.notes());
        let again = other.dir.path().join("again");
        export(&mut other, &again);
        assert!(manifest(&again) == wanted, "{}: another manifest", from.display());
        assert!(!other.window.state().state.finds.catalogue.is_empty(), "its finds came, too");
    }
}

#[test]
fn a_file_that_is_no_bundle_is_told_and_nothing_is_lost() {
    let mut bench = outfit();
    let tiles = bench.collage().tiles.clone();
    let path = bench.file("no.zip", b"PK but not really");
    bench.menu("Menu", "Open a bundle…").write("Path of the bundle", &path.display().to_string()).click("Open");
    assert!(!bench.notes().is_empty());
    assert_eq!(bench.collage().tiles, tiles);
}

#[test]
fn the_page_speaks_the_language_that_was_chosen() {
    let mut bench = outfit();
    let to = bench.dir.path().join("page.html");
    bench.press(Modifiers::COMMAND, Key::E).choose("Language of the page", "Français");
    bench.write("Save as", &to.display().to_string()).click_role(Role::Button, "Export");
    let page = std::fs::read_to_string(to).unwrap();
    assert!(page.contains("lang=\"fr\""));
    assert_eq!(bench.window.state().state.lang(), Lang::En, "the window keeps its own");
}

#[test]
fn a_tile_without_a_link_is_worth_a_look_and_can_be_shown() {
    let mut bench = Bench::empty();
    bench.new_collage();
    let rgba = vec![200; 4 * 40 * 40];
    bench.paste(vec![etalage::desktop::clipboard::Pasted::Picture { width_px: 40, height_px: 40, rgba }]);
    let tile = bench.doc().single().unwrap();
    bench.press(Modifiers::NONE, Key::Escape).press(Modifiers::COMMAND, Key::E).click("Show the tile");
    assert_eq!(bench.selection(), [tile]);
    assert!(bench.window.state().state.dialog.is_none());
}
