//! Long errands are stopped by Cancel.

use std::fmt::Write;

use egui::accesskit::Role;
use egui::{Key, Modifiers};

use crate::bench::{Bench, find, studio};

#[test]
fn an_import_stops_and_keeps_what_it_took() {
    let (mut bench, gate) = Bench::gated(tempfile::tempdir().unwrap());
    let rows = 20_000;
    let mut feed = String::from("title,price,link\n");
    for row in 0..rows {
        writeln!(feed, "Cup {row},12.00 EUR,https://shop.example/cup/{row}").unwrap();
    }
    let path = bench.file("feed.csv", feed);
    bench.press(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::O);
    bench.write("Path of the file", &path.display().to_string()).click("Add");
    bench.until("the feed was looked at", |app| app.state.feed.is_some());
    bench.click("Import").press(Modifiers::COMMAND, Key::N).click("Create");
    bench.until("a collage is open", |app| app.state.doc.is_some());
    bench.until("it is under way", |app| app.state.progress.as_ref().is_some_and(|progress| progress.done > 0));
    bench.click_role(Role::Button, "Cancel");
    gate.open();
    bench.until("it has ended", |app| app.state.progress.is_none() && app.state.cancel.is_none());
    assert!(bench.said("Stopped"), "{:?}", bench.notes());
    let taken = bench.window.state().state.finds.catalogue.len();
    assert!(0 < taken && taken < rows, "{taken}");
    assert_eq!(bench.count(Role::Button, "Cancel"), 0);
}

#[test]
fn an_export_stops_and_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    {
        let studio = studio(dir.path());
        studio.library.put_products(&[find(&studio, 1, "Coat", "90.00 EUR", "Shop")]).unwrap();
        studio.create_collage("Autumn", etalage::model::Size::new(200.0, 200.0)).unwrap();
    }
    let (mut bench, gate) = Bench::gated(dir);
    bench.double_click("Autumn").until("it is open", |app| app.state.doc.is_some());
    bench.double_click("Coat, €90.00, Shop");
    bench.until("the find is there", |app| app.state.doc.as_ref().is_some_and(|doc| doc.collage().tiles.len() == 1));
    let to = bench.dir.path().join("autumn.zip");
    bench.press(Modifiers::COMMAND, Key::E).write("Save as", &to.display().to_string());
    bench.until("the sheet is there", |app| app.state.preflight.is_some()).click_role(Role::Button, "Export");
    bench.until("it is under way", |app| app.state.progress.as_ref().is_some_and(|progress| progress.done > 0));
    bench.press(Modifiers::NONE, Key::Escape);
    gate.open();
    bench.until("it has ended", |app| app.state.progress.is_none() && app.state.cancel.is_none());
    assert!(bench.said("Nothing was written"), "{:?}", bench.notes());
    assert!(!to.exists());
}
