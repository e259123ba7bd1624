//! Lining tiles up: smart guides, align, distribute, nudge.

use egui::{Key, Modifiers};
use etalage::model::{Point, TileId};

use crate::bench::Bench;

/// Two squares with a gap of 80 and one far below.
fn three() -> (Bench, [TileId; 3]) {
    Bench::with_boxes([(150.0, 300.0, 100.0, 100.0), (330.0, 300.0, 100.0, 100.0), (830.0, 920.0, 100.0, 100.0)])
}

#[test]
fn a_moving_tile_snaps_to_centres_and_edges() {
    let (mut bench, [.., third]) = three();
    // To the middle of the page, and to the upper edges of the row.
    bench.drag((830.0, 920.0), (605.0, 304.0));
    assert_eq!(bench.frame(third).centre, Point::new(600.0, 300.0));
}

#[test]
fn a_moving_tile_snaps_to_equal_gaps() {
    let (mut bench, [.., third]) = three();
    bench.drag((830.0, 920.0), (514.0, 304.0));
    assert_eq!(bench.frame(third).centre, Point::new(510.0, 300.0), "gaps of 80");
}

#[test]
fn a_moving_tile_snaps_to_equal_gaps_above_and_below() {
    let boxes = [(300.0, 150.0, 100.0, 100.0), (300.0, 330.0, 100.0, 100.0), (920.0, 830.0, 100.0, 100.0)];
    let (mut bench, [.., third]) = Bench::with_boxes(boxes);
    bench.drag((920.0, 830.0), (304.0, 514.0));
    assert_eq!(bench.frame(third).centre, Point::new(300.0, 510.0), "gaps of 80");
}

#[test]
fn ctrl_switches_the_guides_off_and_so_does_the_button() {
    let (mut bench, [.., third]) = three();
    bench.drag_with(Modifiers::COMMAND, (830.0, 920.0), (605.0, 700.0));
    let free = bench.frame(third).centre;
    assert!((free.x - 605.0).abs() < 2.0 && free.x != 600.0, "{free:?}");
    bench.press(Modifiers::COMMAND, Key::Z).click("Smart guides");
    bench.drag((830.0, 920.0), (605.0, 700.0));
    assert_eq!(bench.frame(third).centre, free);
    bench.press(Modifiers::COMMAND, Key::Z);
    bench.drag_with(Modifiers::COMMAND, (830.0, 920.0), (605.0, 700.0));
    assert_eq!(bench.frame(third).centre.x, 600.0, "while they are off, Ctrl brings them back");
}

#[test]
fn a_resized_edge_snaps() {
    let (mut bench, [first, ..]) = three();
    bench.click_at(150.0, 300.0).drag((200.0, 300.0), (283.0, 300.0));
    assert_eq!(bench.frame(first).size.width, 180.0, "to the left edge of the next");
}

#[test]
fn six_ways_to_align() {
    let boxes = [(200.0, 300.0, 100.0, 100.0), (400.0, 500.0, 200.0, 60.0), (700.0, 800.0, 40.0, 300.0)];
    type Way = (&'static str, Modifiers, Key, fn(&etalage::model::Rect) -> f64);
    let ways: [Way; 6] = [
        ("Align left", Modifiers::ALT, Key::A, |bounds| bounds.min.x),
        ("Align centres", Modifiers::ALT, Key::H, |bounds| bounds.centre().x),
        ("Align right", Modifiers::ALT, Key::D, |bounds| bounds.max.x),
        ("Align top", Modifiers::ALT, Key::W, |bounds| bounds.min.y),
        ("Align middles", Modifiers::ALT, Key::V, |bounds| bounds.centre().y),
        ("Align bottom", Modifiers::ALT, Key::S, |bounds| bounds.max.y),
    ];
    let (mut bench, tiles) = Bench::with_boxes(boxes);
    bench.press(Modifiers::COMMAND, Key::A);
    for (label, modifiers, key, side) in ways {
        bench.click(label);
        let sides = tiles.map(|tile| side(&bench.frame(tile).bounds()));
        assert!((sides[0] - sides[1]).abs() < 1e-9 && (sides[1] - sides[2]).abs() < 1e-9, "{label}: {sides:?}");
        bench.press(Modifiers::COMMAND, Key::Z).press(modifiers, key);
        assert_eq!(tiles.map(|tile| side(&bench.frame(tile).bounds())), sides, "{label} by its keys");
        bench.press(Modifiers::COMMAND, Key::Z);
    }
}

#[test]
fn two_ways_to_distribute() {
    let both = Modifiers { alt: true, shift: true, ..Modifiers::NONE };
    let (mut bench, [first, second, third]) =
        Bench::with_boxes([(100.0, 100.0, 100.0, 100.0), (250.0, 300.0, 100.0, 100.0), (900.0, 1100.0, 100.0, 100.0)]);
    bench.press(Modifiers::COMMAND, Key::A).click("Distribute horizontally");
    assert_eq!(bench.frame(second).centre, Point::new(500.0, 300.0));
    bench.press(both, Key::V);
    assert_eq!(bench.frame(second).centre, Point::new(500.0, 600.0));
    bench.press(Modifiers::COMMAND, Key::Z).click("Distribute vertically");
    assert_eq!(bench.frame(second).centre, Point::new(500.0, 600.0));
    assert_eq!(bench.frame(first).centre, Point::new(100.0, 100.0));
    assert_eq!(bench.frame(third).centre, Point::new(900.0, 1100.0));
    bench.press(Modifiers::COMMAND, Key::Z).press(Modifiers::COMMAND, Key::Z).press(both, Key::H);
    assert_eq!(bench.frame(second).centre, Point::new(500.0, 300.0), "and nothing flipped");
    assert!(!bench.frame(second).flip_x);
}

#[test]
fn arrow_keys_nudge_and_shift_makes_it_ten() {
    let (mut bench, [first, ..]) = three();
    bench.click_at(150.0, 300.0);
    for (modifiers, key, x, y) in [
        (Modifiers::NONE, Key::ArrowRight, 151.0, 300.0),
        (Modifiers::NONE, Key::ArrowDown, 151.0, 301.0),
        (Modifiers::SHIFT, Key::ArrowLeft, 141.0, 301.0),
        (Modifiers::SHIFT, Key::ArrowUp, 141.0, 291.0),
    ] {
        bench.press(modifiers, key);
        assert_eq!(bench.frame(first).centre, Point::new(x, y), "{key:?}");
    }
    bench.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(bench.frame(first).centre, Point::new(150.0, 300.0), "nudges in a row are one step");
}
