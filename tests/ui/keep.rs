//! What is kept: every edit on disk, the gallery, the history.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use etalage::i18n::Lang;
use etalage::jobs::{AppEvent, Jobs, Request};
use etalage::model::{Point, Timestamp};

use crate::bench::{Bench, studio};

/// The titles in a tab of the gallery.
fn titles(bench: &Bench, trashed: bool) -> Vec<String> {
    let collages = &bench.window.state().state.collages;
    collages.iter().filter(|each| each.trashed_at.is_some() == trashed).map(|each| each.title.clone()).collect()
}

fn named(bench: &mut Bench, title: &str) {
    bench.press(Modifiers::COMMAND, Key::N).write("Title", title).click("Create");
}

#[test]
fn every_committed_edit_is_on_disk_before_it_is_called_saved() {
    let (mut bench, [first]) = Bench::with_boxes([(200.0, 300.0, 100.0, 100.0)]);
    bench.click_at(200.0, 300.0);
    let edits: [fn(&mut Bench); 5] = [
        |bench| _ = bench.drag_with(Modifiers::COMMAND, (200.0, 300.0), (400.0, 500.0)),
        |bench| _ = bench.click("Flip horizontally"),
        |bench| _ = bench.press(Modifiers::COMMAND, Key::D),
        |bench| _ = bench.press(Modifiers::COMMAND, Key::Z),
        |bench| _ = bench.click_at(400.0, 500.0).set(Role::Slider, "Opacity", 30.0),
    ];
    for edit in edits {
        edit(&mut bench);
        assert!(bench.shows("Saved") && bench.doc().is_saved());
    }
    let shown = bench.collage().clone();
    let (saved, _dir) = bench.close_and_read();
    assert_eq!(saved, shown);
    assert_eq!(saved.tiles[&first].opacity, 0.3);
}

#[test]
fn what_the_disk_refuses_is_told_until_it_is_saved() {
    let full = Arc::new(AtomicBool::new(false));
    let disk = Arc::clone(&full);
    let mut bench = Bench::with_jobs(tempfile::tempdir().unwrap(), Lang::En, |handler| {
        Jobs::inline(Arc::new(move |request, answer: &mut dyn FnMut(AppEvent)| match request {
            Request::Commit { edits, after } if disk.load(Ordering::Relaxed) => {
                let (collage, why) = (after.id, "the disk is full: make room".to_owned());
                let again_at = Timestamp(i64::MAX);
                answer(AppEvent::NotSaved { collage, waiting: edits.len(), why, again_at });
            }
            Request::SaveAgain if !disk.load(Ordering::Relaxed) => answer(AppEvent::SavedAgain),
            other => handler(other, answer),
        }))
    });
    bench.new_collage();
    full.store(true, Ordering::Relaxed);
    bench.press(Modifiers::NONE, Key::R);
    assert!(bench.shows("The last change is not saved: the disk is full: make room"));
    bench.wait_days(1).click("Try again");
    assert!(bench.shows("is not saved"), "it stays as long as it is so");
    bench.ask_to_close();
    assert!(bench.shows("Close without the last changes?"), "the window stays");
    full.store(false, Ordering::Relaxed);
    bench.click_role(Role::Button, "Cancel").click("Try again");
    assert!(!bench.shows("is not saved") && bench.said("saved"), "{:?}", bench.notes());
}

#[test]
fn a_running_gesture_is_not_saved_and_loses_nothing_else() {
    let (mut bench, [first]) = Bench::with_boxes([(200.0, 300.0, 100.0, 100.0)]);
    let (from, to) = (bench.at(200.0, 300.0), bench.at(600.0, 700.0));
    bench.begin_drag(Modifiers::COMMAND, from, to);
    let (saved, _dir) = bench.close_and_read();
    assert_eq!(saved.tiles[&first].frame.centre, Point::new(200.0, 300.0));
}

#[test]
fn the_gallery_shows_renames_and_duplicates() {
    let mut bench = Bench::with_samples();
    assert!(bench.shows("A weekend in camel"));
    let before = titles(&bench, false).len();
    bench.menu("More about “A weekend in camel”", "Rename…").write("Title", "October").click("Rename");
    assert!(titles(&bench, false).contains(&"October".to_owned()) && !bench.shows("A weekend in camel"));
    bench.menu("More about “October”", "Duplicate");
    assert!(titles(&bench, false).contains(&"October (copy)".to_owned()));
    assert_eq!(titles(&bench, false).len(), before + 1);
    bench.menu("More about “October (copy)”", "Open");
    assert_eq!(bench.collage().meta.title, "October (copy)");
    assert_eq!(bench.collage().tiles.len(), 3);
    let (saved, dir) = bench.close_and_read();
    let original = studio(dir.path()).collage_named("October").unwrap();
    assert_ne!(saved.id, original);
}

#[test]
fn the_trash_gives_back_or_deletes_for_ever() {
    let mut bench = Bench::empty();
    named(&mut bench, "One");
    bench.click("My collages");
    named(&mut bench, "Two");
    bench.click("My collages").menu("More about “One”", "Move to trash");
    assert_eq!((titles(&bench, false), titles(&bench, true)), (vec!["Two".to_owned()], vec!["One".to_owned()]));
    bench.click("Trash (1)").menu("More about “One”", "Restore");
    assert_eq!(titles(&bench, true), Vec::<String>::new());
    bench.click("Collages (2)").menu("More about “One”", "Move to trash").click("Trash (1)");
    bench.menu("More about “One”", "Delete for ever…");
    assert!(bench.shows("Delete “One” for ever?"));
    bench.click_role(Role::Button, "Cancel");
    assert_eq!(titles(&bench, true), ["One"]);
    bench.menu("More about “One”", "Delete for ever…").click_role(Role::Button, "Delete for ever");
    assert!(bench.shows("The trash is empty"));
    let dir = bench.close();
    assert_eq!(studio(dir.path()).library.collages().unwrap().len(), 1);
}

#[test]
fn the_gallery_is_searched_and_opened_by_a_double_click() {
    let mut bench = Bench::with_samples();
    bench.write("Search titles", "camel");
    assert!(bench.shows("A weekend in camel") && bench.count(Role::Button, "More about") == 1);
    bench.double_click("A weekend in camel");
    assert_eq!(bench.collage().meta.title, "A weekend in camel");
}

#[test]
fn an_old_version_is_looked_at_and_restored() {
    let (mut bench, [first, second]) = Bench::with_boxes([(200.0, 300.0, 100.0, 100.0), (500.0, 300.0, 100.0, 100.0)]);
    bench.click_at(200.0, 300.0).click("Flip horizontally").press(Modifiers::NONE, Key::Delete);
    assert!(!bench.collage().tiles.contains_key(&first));
    bench.press(Modifiers::COMMAND, Key::H);
    assert!(bench.shows("Delete,") && bench.shows("Begin the collage,"), "steps have names");
    let label = bench.window_label(Role::ListItem, "Place");
    bench.click_role(Role::ListItem, &label);
    assert!(bench.shows("“Untitled” as it was"));
    bench.click("Restore this version");
    let frame = bench.frame(first);
    assert!(!frame.flip_x && bench.collage().tiles.contains_key(&second));
    bench.press(Modifiers::COMMAND, Key::Z);
    assert!(!bench.collage().tiles.contains_key(&first), "restoring is a step like others");
    bench.press(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::Z);
    let shown = bench.collage().clone();
    let (saved, _dir) = bench.close_and_read();
    assert_eq!(saved, shown);
}

#[test]
fn what_was_kept_is_there_in_the_next_window() {
    let (bench, _) = Bench::with_boxes([(200.0, 300.0, 100.0, 100.0)]);
    let shown = bench.collage().clone();
    let mut next = Bench::on(bench.close(), Lang::En);
    next.double_click("Untitled");
    assert_eq!(*next.collage(), shown);
}
