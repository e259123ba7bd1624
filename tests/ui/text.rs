//! Words on the page.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use etalage::model::{Content, TextAlign, TextBlock, TileId, Typeface};

use crate::bench::Bench;

fn block(bench: &Bench, tile: TileId) -> TextBlock {
    match &bench.tile(tile).content {
        Content::Text(block) => block.clone(),
        other => panic!("{other:?} is no text"),
    }
}

/// A page with one text, written and left.
fn written() -> (Bench, TileId) {
    let mut bench = Bench::empty();
    bench.new_collage().press(Modifiers::NONE, Key::T);
    bench.window.event(Event::Text("Autumn & rain".to_owned()));
    bench.settle().press(Modifiers::NONE, Key::Escape);
    let tile = *bench.collage().tiles.keys().next().expect("a text came");
    (bench, tile)
}

#[test]
fn words_are_typed_over_the_new_text() {
    let (mut bench, tile) = written();
    assert_eq!(block(&bench, tile).text, "Autumn & rain");
    let centre = bench.frame(tile).centre;
    bench.double_click_at(centre.x, centre.y);
    bench.press(Modifiers::COMMAND, Key::A);
    bench.window.event(Event::Text("Spring".to_owned()));
    bench.settle().click("Done");
    assert_eq!(block(&bench, tile).text, "Spring");
    bench.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(block(&bench, tile).text, "Autumn & rain", "the whole writing is one step");
}

#[test]
fn typeface_size_weight_alignment_and_colour_are_chosen() {
    let (mut bench, tile) = written();
    let centre = bench.frame(tile).centre;
    bench.click_at(centre.x, centre.y);
    for (face, name) in [
        (Typeface::Sans, "Clear"),
        (Typeface::Script, "Handwriting"),
        (Typeface::Display, "Poster"),
        (Typeface::Mono, "Typewriter"),
        (Typeface::Serif, "Elegant"),
    ] {
        bench.choose("Typeface", name);
        assert_eq!(block(&bench, tile).typeface, face);
    }
    let height = bench.frame(tile).size.height;
    bench.set(Role::SpinButton, "Size", 150.0);
    assert_eq!(block(&bench, tile).size_px, 150.0);
    assert!(bench.frame(tile).size.height > height, "the box follows the words");
    for (align, name) in [
        (TextAlign::Left, "Lines to the left"),
        (TextAlign::Right, "Lines to the right"),
        (TextAlign::Centre, "Lines in the middle"),
    ] {
        bench.click(name);
        assert_eq!(block(&bench, tile).align, align);
    }
    bench.click("Bold").click("Plum");
    assert!(block(&bench, tile).bold);
    assert_eq!(block(&bench, tile).colour.to_string(), "#7a2d4c");
    bench.write_in(Role::MultilineTextInput, "Words", "In the inspector");
    assert_eq!(block(&bench, tile).text, "In the inspector");
}

#[test]
fn a_text_without_words_goes_away() {
    let mut bench = Bench::empty();
    bench.new_collage().click("Add text").press(Modifiers::NONE, Key::Backspace);
    bench.press(Modifiers::NONE, Key::Escape);
    assert!(bench.collage().tiles.is_empty());
}

#[test]
fn letters_typed_into_a_text_are_no_shortcuts() {
    let mut bench = Bench::empty();
    bench.new_collage().press(Modifiers::NONE, Key::T);
    for (key, letter) in [(Key::R, "r"), (Key::O, "o"), (Key::C, "c")] {
        bench.window.key_press(key);
        bench.window.event(Event::Text(letter.to_owned()));
    }
    bench.settle().press(Modifiers::NONE, Key::Escape);
    assert_eq!(bench.collage().tiles.len(), 1);
    let tile = *bench.collage().tiles.keys().next().unwrap();
    assert_eq!(block(&bench, tile).text, "roc");
}
