//! Composing on the board.

use egui::{Key, Modifiers};
use etalage::edit::{Command, Piece};
use etalage::model::{Colour, Content, Frame, Point, Shape, ShapeKind, Size, TileId};

use crate::bench::Bench;

/// Three squares of 100 in a row at 200, 400, 600 (centres) and 300 down.
fn three_squares() -> (Bench, [TileId; 3]) {
    let mut bench = Bench::empty();
    bench.press(Modifiers::COMMAND, Key::N).click("Create");
    let shape = || Content::Shape(Shape { kind: ShapeKind::Rectangle, fill: Colour::BLACK });
    let pieces = [200.0, 400.0, 600.0]
        .map(|x| Piece::plain(Frame::upright(Point::new(x, 300.0), Size::new(100.0, 100.0)), shape()));
    let app = bench.window.state_mut();
    let now = app.services.clock.now();
    let doc = app.state.doc.as_mut().expect("a new collage is open");
    let outcome = doc.apply(&Command::Place { pieces: pieces.into() }, None, now, &app.services.shaper).unwrap();
    doc.selection.clear();
    bench.settle();
    let created = outcome.created;
    (bench, [created[0], created[1], created[2]])
}

#[test]
fn a_click_selects_and_a_drag_moves() {
    let (mut bench, [first, ..]) = three_squares();
    bench.click_at(200.0, 300.0);
    assert_eq!(bench.selection(), [first]);
    bench.drag((200.0, 300.0), (230.0, 520.0));
    let centre = bench.frame(first).centre;
    assert!((centre.y - 520.0).abs() < 12.0, "{centre:?}");
    bench.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(bench.frame(first).centre, Point::new(200.0, 300.0));
    bench.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(bench.frame(first).centre, centre);
}

#[test]
fn a_marquee_selects_what_it_touches() {
    let (mut bench, [first, second, _]) = three_squares();
    bench.drag((100.0, 200.0), (420.0, 420.0));
    assert_eq!(bench.selection(), [first, second]);
}
