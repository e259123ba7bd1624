//! Looking at the board: zoom and pan.

use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, TouchPhase, Vec2};
use etalage::model::Point;

use crate::bench::Bench;

fn bench() -> Bench {
    Bench::with_boxes([(300.0, 300.0, 100.0, 100.0)]).0
}

/// What lies under the pointer at a place of the window.
fn under(bench: &Bench, pos: egui::Pos2) -> Point {
    let board = bench.at(0.0, 0.0);
    let zoom = bench.doc().camera().zoom;
    let by = pos - board;
    Point::new(f64::from(by.x) / zoom, f64::from(by.y) / zoom)
}

#[test]
fn ctrl_and_the_wheel_zoom_to_the_cursor() {
    let mut bench = bench();
    let pos = bench.at(300.0, 900.0);
    let zoom = bench.doc().camera().zoom;
    bench.window.hover_at(pos);
    bench.window.run_steps(2);
    let wheel = Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: Vec2::new(0.0, 60.0),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: Modifiers::COMMAND,
    };
    bench.window.event_modifiers(wheel, Modifiers::COMMAND);
    bench.window.run_steps(30);
    assert!(bench.doc().camera().zoom > zoom * 1.05, "{}", bench.doc().camera().zoom);
    let now = under(&bench, pos);
    assert!(now.distance(Point::new(300.0, 900.0)) < 1.0, "{now:?}");
    bench.window.event(Event::Zoom(0.5));
    bench.settle();
    let now = under(&bench, pos);
    assert!(now.distance(Point::new(300.0, 900.0)) < 1.0, "a pinch, too: {now:?}");
}

#[test]
fn keys_and_the_zoom_menu_fit_page_and_selection() {
    let mut bench = bench();
    let fitted = bench.doc().camera();
    bench.press(Modifiers::COMMAND, Key::Plus);
    assert!(bench.doc().camera().zoom > fitted.zoom);
    bench.press(Modifiers::COMMAND, Key::Minus);
    assert!((bench.doc().camera().zoom - fitted.zoom).abs() < 1e-9);
    bench.press(Modifiers::COMMAND, Key::Num0);
    assert_eq!(bench.doc().camera().zoom, 1.0);
    bench.press(Modifiers::SHIFT, Key::Num1);
    assert_eq!(bench.doc().camera(), fitted);
    bench.click_at(300.0, 300.0).press(Modifiers::SHIFT, Key::Num2);
    let camera = bench.doc().camera();
    assert!(camera.zoom > 2.0, "{camera:?}");
    bench.click("Zoom out").click("Zoom in");
    assert!((bench.doc().camera().zoom - camera.zoom).abs() < 1e-9);
    let percent = format!("Zoom: {}%", (camera.zoom * 100.0).round());
    bench.menu(&percent, "Fit the page");
    assert_eq!(bench.doc().camera(), fitted);
}

#[test]
fn the_wheel_and_the_middle_button_pan() {
    let mut bench = bench();
    let before = bench.at(300.0, 300.0);
    bench.window.hover_at(before);
    bench.window.run_steps(2);
    let wheel = Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: Vec2::new(0.0, -40.0),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    };
    bench.window.event(wheel);
    bench.window.run_steps(30);
    let after = bench.at(300.0, 300.0);
    assert!(after.y < before.y - 20.0, "{before:?} {after:?}");
    let modifiers = Modifiers::NONE;
    let button = |pos, pressed| Event::PointerButton { pos, button: PointerButton::Middle, pressed, modifiers };
    bench.window.event(button(before, true));
    for step in 1..=5 {
        bench.window.hover_at(before + Vec2::new(10.0, 0.0) * step as f32);
    }
    bench.window.run_steps(1);
    bench.window.event(button(before + Vec2::new(50.0, 0.0), false));
    bench.settle();
    let panned = bench.at(300.0, 300.0);
    assert!((panned.x - after.x - 50.0).abs() < 1.0, "{after:?} {panned:?}");
    assert_eq!(bench.selection(), [], "nothing was selected or moved");
}
