//! The windows over the window: what was typed in them is not lost, and files are chosen through the system.

use egui::accesskit::Role;
use egui::{Key, Modifiers, pos2};
use egui_kittest::kittest::Queryable;
use etalage::desktop::chooser::Ask;
use etalage::model::Price;

use crate::bench::Bench;

/// Clicks at the edge of the window, where no sheet reaches.
fn click_beside(bench: &mut Bench) {
    bench.click_pos(pos2(12.0, 700.0));
}

fn is_open(bench: &Bench) -> bool {
    bench.window.state().state.dialog.is_some()
}

fn value(bench: &Bench, label: &str) -> String {
    bench.window.get_by_role_and_label(Role::TextInput, label).value().unwrap_or_default()
}

fn outfit() -> Bench {
    let mut bench = Bench::with_samples();
    bench.double_click("A weekend in camel");
    bench
}

#[test]
fn a_click_beside_a_sheet_closes_it_only_while_nothing_was_typed() {
    let mut bench = outfit();
    for (modifiers, key, field) in [
        (Modifiers::COMMAND, Key::N, "Title"),
        (Modifiers::COMMAND, Key::L, "Address"),
        (Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::O, "Path of the file"),
        (Modifiers::COMMAND, Key::E, "Save as"),
        (Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::P, "Title"),
        (Modifiers::COMMAND, Key::Comma, "Author"),
    ] {
        bench.press(modifiers, key);
        assert!(is_open(&bench), "{field}");
        click_beside(&mut bench);
        assert!(!is_open(&bench), "{field}: nothing was typed");
        bench.press(modifiers, key).type_in(Role::TextInput, field, "12");
        click_beside(&mut bench);
        assert!(is_open(&bench) && value(&bench, field) == "12", "{field}: what was typed stays");
        bench.click_role(Role::Button, "Cancel");
        assert!(!is_open(&bench), "{field}: Cancel means it");
    }
}

#[test]
fn half_a_program_and_half_a_find_stay_too() {
    let mut bench = outfit();
    bench.press(Modifiers::COMMAND, Key::Comma).click_role(Role::Tab, "Channels").type_in(Role::TextInput, "Name", "x");
    click_beside(&mut bench);
    assert!(is_open(&bench));
    bench.click_role(Role::Button, "Cancel");
    let find = bench.window_label(Role::Button, "Satin slip dress, €129.00");
    bench.window.get_by_role_and_label(Role::Button, &find).click_secondary();
    bench.settle();
    bench.click_role(Role::MenuItem, "Edit…").type_in(Role::TextInput, "Brand", "Rive");
    click_beside(&mut bench);
    assert!(is_open(&bench) && value(&bench, "Brand") == "Rive");
}

#[test]
fn what_is_typed_in_the_inspector_is_kept_when_keys_leave_the_board() {
    for leave in [Key::O, Key::E, Key::N] {
        let mut bench = outfit();
        bench.click_at(60.0, 150.0);
        let tile = bench.doc().single().unwrap();
        bench.type_in(Role::TextInput, "Price", "131").press(Modifiers::COMMAND, leave);
        if is_open(&bench) {
            bench.press(Modifiers::NONE, Key::Escape).press(Modifiers::NONE, Key::Escape);
        }
        let product = bench.collage().product_of(bench.tile(tile)).unwrap().clone();
        assert_eq!(product.price, Price::parse("131", "EUR".parse().ok()).ok(), "{leave:?}");
        assert!(bench.doc().is_saved());
    }
}

#[test]
fn what_cannot_be_kept_is_told() {
    let mut bench = outfit();
    bench.click_at(60.0, 150.0).type_in(Role::TextInput, "Price", "cheap").press(Modifiers::COMMAND, Key::O);
    assert!(bench.said("49.90") || !bench.notes().is_empty(), "{:?}", bench.notes());
}

#[test]
fn files_are_chosen_in_the_systems_dialog() {
    let mut bench = Bench::empty();
    let [one, two, three] = [31, 32, 33].map(|side| bench.file(&format!("{side}.png"), crate::web::png(40, side)));
    bench.click("Add files…");
    assert_eq!(bench.choose_files("Browse…", &[]), Ask::Files);
    assert_eq!(value(&bench, "Path of the file"), "", "nothing was chosen");
    bench.choose_files("Browse…", std::slice::from_ref(&one));
    assert_eq!(value(&bench, "Path of the file"), one.display().to_string());
    bench.click("Add").click("Add files…");
    bench.choose_files("Browse…", &[two, three]);
    assert!(!is_open(&bench), "several are taken at once");
    assert_eq!(bench.window.state().state.finds.catalogue.len(), 3);
}

#[test]
fn an_answer_for_a_sheet_that_was_closed_is_dropped() {
    let mut bench = Bench::empty();
    let file = bench.file("one.png", crate::web::png(40, 31));
    bench.click("Add files…").click("Browse…").click_role(Role::Button, "Cancel").click("Open a bundle…");
    bench.chooser.choose(&[file]);
    bench.settle();
    assert_eq!(value(&bench, "Path of the bundle"), "");
}

#[test]
fn the_place_of_an_export_and_a_bundle_are_chosen() {
    let mut bench = outfit();
    let zip = bench.dir.path().join("chosen.zip");
    bench.press(Modifiers::COMMAND, Key::E);
    match bench.choose_files("Browse…", std::slice::from_ref(&zip)) {
        Ask::Save { name, .. } => assert_eq!(name, "a-weekend-in-camel.zip"),
        other => panic!("{other:?}"),
    }
    bench.click_role(Role::Button, "Export");
    assert!(zip.exists(), "{:?}", bench.notes());
    bench.press(Modifiers::COMMAND, Key::E).click("Web page, a folder");
    assert_eq!(bench.choose_files("Browse…", &[]), Ask::Folder);
    let mut other = Bench::empty();
    other.click("Open a bundle…");
    assert_eq!(other.choose_files("Browse…", &[zip]), Ask::File(&["zip", "html"]));
    other.click("Open");
    assert_eq!(other.collage().tiles, bench.collage().tiles);
}
