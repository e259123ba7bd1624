//! Composing on the board: selecting, gestures, what a tile can become.

use std::collections::BTreeMap;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Vec2};
use egui_kittest::kittest::Queryable;
use etalage::desktop::clipboard::Pasted;
use etalage::edit::{Command, FrameChange};
use etalage::model::{Frame, Point, Size, TileId, UnitRect, Vector};

use crate::bench::Bench;

const ROW: [(f64, f64, f64, f64); 3] =
    [(200.0, 300.0, 100.0, 100.0), (400.0, 300.0, 100.0, 100.0), (620.0, 300.0, 100.0, 100.0)];
const SHIFT_CTRL: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// Three squares in a row.
fn row() -> (Bench, [TileId; 3]) {
    Bench::with_boxes(ROW)
}

/// A picture of 200 × 200 that is opaque only in its frame of 40, in the middle of the page.
fn ring(bench: &mut Bench) -> TileId {
    let side = 200_usize;
    let rgba = (0..side * side)
        .flat_map(|at| {
            let (x, y) = (at % side, at / side);
            let inside = (40..160).contains(&x) && (40..160).contains(&y);
            [200, 30, 60, if inside { 0 } else { 255 }]
        })
        .collect();
    bench.paste(vec![Pasted::Picture { width_px: side, height_px: side, rgba }]);
    bench.doc().single().expect("the pasted picture is selected")
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 2.5
}

#[test]
fn a_click_selects_and_a_drag_moves() {
    let (mut bench, [first, ..]) = row();
    bench.click_at(200.0, 300.0);
    assert_eq!(bench.selection(), [first]);
    bench.drag((200.0, 300.0), (230.0, 520.0));
    let centre = bench.frame(first).centre;
    assert!((centre.y - 520.0).abs() < 12.0, "{centre:?}");
    bench.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(bench.frame(first).centre, Point::new(200.0, 300.0));
    bench.press(SHIFT_CTRL, Key::Z);
    assert_eq!(bench.frame(first).centre, centre);
}

#[test]
fn a_marquee_selects_what_it_touches_and_shift_adds() {
    let (mut bench, [first, second, third]) = row();
    bench.drag((100.0, 200.0), (420.0, 420.0));
    assert_eq!(bench.selection(), [first, second]);
    bench.click_at_with(Modifiers::SHIFT, 620.0, 300.0);
    assert_eq!(bench.selection(), [first, second, third]);
    bench.click_at_with(Modifiers::SHIFT, 400.0, 300.0);
    assert_eq!(bench.selection(), [first, third], "a second click with Shift takes it out");
    bench.click_at(900.0, 900.0);
    assert_eq!(bench.selection(), []);
    bench.press(Modifiers::COMMAND, Key::A);
    assert_eq!(bench.selection().len(), 3);
    bench.press(Modifiers::NONE, Key::Escape);
    assert_eq!(bench.selection(), []);
}

#[test]
fn several_tiles_move_together() {
    let (mut bench, [first, second, third]) = row();
    bench.click_at(200.0, 300.0).click_at_with(Modifiers::SHIFT, 400.0, 300.0);
    bench.drag_with(Modifiers::COMMAND, (200.0, 300.0), (230.0, 700.0));
    for (tile, x) in [(first, 230.0), (second, 430.0)] {
        let centre = bench.frame(tile).centre;
        assert!(close(centre.x, x) && close(centre.y, 700.0), "{centre:?}");
    }
    assert_eq!(bench.frame(third).centre, Point::new(620.0, 300.0));
}

#[test]
fn a_click_goes_through_transparent_pixels() {
    let mut bench = Bench::empty();
    bench.new_collage();
    let [below] = bench.place_boxes([(600.0, 600.0, 160.0, 160.0)]);
    let ring = ring(&mut bench);
    let Point { x, y } = bench.frame(ring).centre;
    let width = bench.frame(ring).size.width;
    bench.click_at(x, y);
    assert_eq!(bench.selection(), [below], "the hole shows what lies below");
    bench.click_at(x - width * 0.45, y);
    assert_eq!(bench.selection(), [ring], "the ring itself is hit");
}

#[test]
fn corners_and_edges_scale() {
    let (mut bench, [first, ..]) = row();
    bench.click_at(200.0, 300.0);
    bench.drag_with(Modifiers::COMMAND, (250.0, 350.0), (310.0, 450.0));
    let frame = bench.frame(first);
    assert!(close(frame.size.width, 160.0) && close(frame.size.height, 200.0), "a shape scales freely: {frame:?}");
    assert!(close(frame.centre.x, 230.0) && close(frame.centre.y, 350.0), "{frame:?}");
    // The edge: only one side moves.
    bench.drag_with(Modifiers::COMMAND, (310.0, 350.0), (360.0, 380.0));
    let frame = bench.frame(first);
    assert!(close(frame.size.width, 210.0) && close(frame.size.height, 200.0), "{frame:?}");
    bench.press(Modifiers::COMMAND, Key::Z).press(Modifiers::COMMAND, Key::Z);
    assert_eq!(bench.frame(first).size, Size::new(100.0, 100.0));
}

#[test]
fn a_pictures_corner_keeps_its_shape() {
    let mut bench = Bench::empty();
    bench.new_collage();
    let ring = ring(&mut bench);
    let frame = bench.frame(ring);
    let half = frame.size.width / 2.0;
    let corner = (frame.centre.x + half, frame.centre.y + half);
    bench.drag_with(Modifiers::COMMAND, corner, (corner.0 + 80.0, corner.1 + 20.0));
    let size = bench.frame(ring).size;
    assert!(size.width > frame.size.width + 20.0 && close(size.width, size.height), "{size:?}");
}

#[test]
fn the_knob_rotates() {
    let (mut bench, [first, ..]) = row();
    bench.click_at(200.0, 300.0);
    let knob = bench.at(200.0, 250.0) - Vec2::new(0.0, etalage::desktop::tokens::size::ROTATE_OFFSET);
    let to = bench.at(200.0 + 100.0, 300.0);
    bench.drag_on_screen(Modifiers::COMMAND, knob, to);
    assert!((bench.frame(first).rotation_deg - 90.0).abs() < 3.0, "{:?}", bench.frame(first));
    assert_eq!(bench.frame(first).centre, Point::new(200.0, 300.0));
}

#[test]
fn buttons_and_keys_flip() {
    let (mut bench, [first, ..]) = row();
    bench.click_at(200.0, 300.0).click("Flip horizontally").press(Modifiers::SHIFT, Key::V);
    let frame = bench.frame(first);
    assert!(frame.flip_x && frame.flip_y);
    bench.press(Modifiers::SHIFT, Key::H).click("Flip vertically");
    let frame = bench.frame(first);
    assert!(!frame.flip_x && !frame.flip_y);
}

#[test]
fn tiles_are_duplicated_copied_and_deleted() {
    let (mut bench, [first, ..]) = row();
    bench.click_at(200.0, 300.0).press(Modifiers::COMMAND, Key::D);
    assert_eq!(bench.collage().tiles.len(), 4);
    let copy = bench.doc().single().unwrap();
    assert_ne!(copy, first);
    bench.click("Duplicate");
    assert_eq!(bench.collage().tiles.len(), 5);
    bench.window.event(Event::Copy);
    bench.settle().paste(Vec::new());
    assert_eq!(bench.collage().tiles.len(), 6);
    bench.press(Modifiers::NONE, Key::Delete);
    assert_eq!(bench.collage().tiles.len(), 5);
    bench.click_at(620.0, 300.0).click("Delete");
    assert_eq!(bench.collage().tiles.len(), 4);
    bench.press(Modifiers::COMMAND, Key::A);
    bench.window.event(Event::Cut);
    bench.settle();
    assert!(bench.collage().tiles.is_empty());
    bench.paste(Vec::new());
    assert_eq!(bench.collage().tiles.len(), 4, "what was cut comes back");
}

#[test]
fn tiles_go_up_and_down_by_steps_and_to_the_ends() {
    let (mut bench, [first, second, third]) =
        Bench::with_boxes([(400.0, 300.0, 200.0, 200.0), (450.0, 340.0, 200.0, 200.0), (500.0, 380.0, 200.0, 200.0)]);
    let order = |bench: &Bench| bench.collage().page.order.clone();
    bench.click_at(310.0, 210.0);
    assert_eq!(bench.selection(), [first]);
    bench.press(Modifiers::COMMAND, Key::CloseBracket);
    assert_eq!(order(&bench), [second, first, third]);
    bench.press(SHIFT_CTRL, Key::CloseBracket);
    assert_eq!(order(&bench), [second, third, first]);
    bench.press(Modifiers::COMMAND, Key::OpenBracket);
    assert_eq!(order(&bench), [second, first, third]);
    bench.press(SHIFT_CTRL, Key::OpenBracket);
    assert_eq!(order(&bench), [first, second, third]);
    bench.click("Bring to front");
    assert_eq!(order(&bench), [second, third, first]);
    bench.click("Send backward");
    assert_eq!(order(&bench), [second, first, third]);
    bench.click("Send to back").click("Bring forward");
    assert_eq!(order(&bench), [second, first, third]);
}

#[test]
fn the_sign_that_shift_makes_does_not_hide_the_key() {
    // On a US keyboard Ctrl+Shift+] comes as } with ] as the key's place, and Shift+1 as !.
    let (mut bench, [first, second, third]) = row();
    bench.click_at(200.0, 300.0);
    let real =
        |key, place, modifiers| Event::Key { key, physical_key: Some(place), pressed: true, repeat: false, modifiers };
    bench.window.event(real(Key::CloseCurlyBracket, Key::CloseBracket, SHIFT_CTRL));
    bench.settle();
    assert_eq!(bench.collage().page.order, [second, third, first]);
    bench.press(Modifiers::COMMAND, Key::Num0);
    assert_eq!(bench.doc().camera().zoom, 1.0);
    bench.window.event(real(Key::Exclamationmark, Key::Num1, Modifiers::SHIFT));
    bench.settle();
    assert!(bench.doc().camera().zoom < 1.0, "the page fits again");
}

#[test]
fn opacity_follows_its_slider_as_one_step() {
    let (mut bench, [first, ..]) = row();
    bench.click_at(200.0, 300.0);
    bench.set(Role::Slider, "Opacity", 70.0).set(Role::Slider, "Opacity", 40.0);
    assert_eq!(bench.tile(first).opacity, 0.4);
    bench.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(bench.tile(first).opacity, 1.0);
}

#[test]
fn a_locked_tile_stays() {
    let (mut bench, [first, second, _]) = row();
    bench.click_at(200.0, 300.0).press(SHIFT_CTRL, Key::L);
    assert!(bench.tile(first).locked);
    bench.click_at(900.0, 900.0).drag((200.0, 300.0), (260.0, 700.0));
    assert_eq!(bench.frame(first).centre, Point::new(200.0, 300.0));
    bench.press(Modifiers::COMMAND, Key::A);
    assert!(!bench.selection().contains(&first), "Select all leaves it out");
    bench.press(Modifiers::NONE, Key::Delete);
    assert!(bench.collage().tiles.contains_key(&first));
    assert!(!bench.collage().tiles.contains_key(&second));
    bench.click_role(Role::MenuItem, "Unlock all tiles");
    assert!(!bench.tile(first).locked);
    bench.click_at(200.0, 300.0).click("Lock or unlock").click("Lock or unlock");
    assert!(!bench.tile(first).locked);
}

#[test]
fn a_hidden_tile_is_not_there_until_it_is_shown() {
    let (mut bench, [first, ..]) = row();
    bench.click_at(200.0, 300.0).press(SHIFT_CTRL, Key::H);
    assert!(bench.tile(first).hidden);
    bench.press(Modifiers::NONE, Key::Escape).click_at(200.0, 300.0);
    assert_eq!(bench.selection(), []);
    bench.click_role(Role::MenuItem, "Show all tiles");
    assert!(!bench.tile(first).hidden);
    bench.click_at(200.0, 300.0).click("Hide or show");
    assert!(bench.tile(first).hidden);
}

#[test]
fn a_group_is_selected_and_moved_as_one() {
    let (mut bench, [first, second, _]) = row();
    bench.click_at(200.0, 300.0).click_at_with(Modifiers::SHIFT, 400.0, 300.0).press(Modifiers::COMMAND, Key::G);
    bench.click_at(900.0, 900.0).click_at(400.0, 300.0);
    assert_eq!(bench.selection(), [first, second]);
    bench.drag_with(Modifiers::COMMAND, (400.0, 300.0), (400.0, 500.0));
    assert!(close(bench.frame(first).centre.y, 500.0));
    bench.click_at_with(Modifiers::COMMAND, 200.0, 500.0);
    assert_eq!(bench.selection(), [first], "Ctrl reaches into the group");
    bench.click_at(200.0, 500.0).press(SHIFT_CTRL, Key::G);
    bench.click_at(900.0, 900.0).click_at(200.0, 500.0);
    assert_eq!(bench.selection(), [first]);
    bench.click_at_with(Modifiers::SHIFT, 400.0, 500.0).click_role(Role::Button, "Group");
    assert!(bench.tile(first).group.is_some() && bench.tile(first).group == bench.tile(second).group);
    bench.click_role(Role::Button, "Ungroup");
    assert!(bench.tile(first).group.is_none() && bench.collage().groups.is_empty());
}

#[test]
fn a_turned_picture_is_cropped_along_its_own_sides() {
    let mut bench = Bench::empty();
    bench.new_collage();
    let ring = ring(&mut bench);
    let frame = Frame { rotation_deg: 30.0, ..Frame::upright(Point::new(600.0, 600.0), Size::new(400.0, 400.0)) };
    let (frames, text_sizes_px) = ([(ring, frame)].into(), BTreeMap::new());
    bench.apply(&Command::SetFrames { frames, text_sizes_px, change: FrameChange::Rotate });
    // A place of the picture, from its middle, on the page.
    let at = |x: f64, y: f64| {
        let turned = Vector::new(x, y).rotated(30.0);
        (600.0 + turned.x, 600.0 + turned.y)
    };
    bench.press(Modifiers::NONE, Key::C);
    bench.drag_with(Modifiers::COMMAND, at(200.0, 0.0), at(100.0, 0.0));
    bench.drag_with(Modifiers::COMMAND, at(-50.0, -200.0), at(-50.0, -100.0));
    bench.press(Modifiers::NONE, Key::Enter);
    let crop = bench.tile(ring).picture().unwrap().crop;
    assert!((crop.x1 - 0.75).abs() < 0.01 && (crop.y0 - 0.25).abs() < 0.01, "{crop:?}");
    assert!(crop.x0 == 0.0 && crop.y1 == 1.0, "{crop:?}");
    let (x, y) = at(-50.0, 50.0);
    let now = bench.frame(ring);
    assert!(close(now.centre.x, x) && close(now.centre.y, y), "what is seen stays where it is: {now:?}");
    assert!(close(now.size.width, 300.0) && close(now.size.height, 300.0) && now.rotation_deg == 30.0, "{now:?}");
}

#[test]
fn a_crop_can_be_made_and_undone() {
    let mut bench = Bench::empty();
    bench.new_collage();
    let ring = ring(&mut bench);
    let whole = bench.frame(ring);
    let right = (whole.centre.x + whole.size.width / 2.0, whole.centre.y);
    bench.press(Modifiers::NONE, Key::C);
    bench.drag_with(Modifiers::COMMAND, right, (right.0 - whole.size.width / 2.0, right.1));
    bench.press(Modifiers::NONE, Key::Enter);
    let crop = bench.tile(ring).picture().unwrap().crop;
    assert!((crop.x1 - 0.5).abs() < 0.02 && crop.x0 == 0.0 && crop.y1 == 1.0, "{crop:?}");
    assert!(close(bench.frame(ring).size.width, whole.size.width / 2.0), "what is seen stays where it is");
    bench.click("Undo the crop");
    assert_eq!(bench.tile(ring).picture().unwrap().crop, UnitRect::FULL);
    assert!(close(bench.frame(ring).size.width, whole.size.width));
    // Esc forgets a crop that is under way; a double-click begins one, too.
    let steps = bench.doc().editor.steps().1;
    bench.double_click_at(whole.centre.x - whole.size.width * 0.45, whole.centre.y);
    assert!(matches!(bench.doc().mode, etalage::desktop::document::Mode::Crop { .. }), "{:?}", bench.doc().mode);
    bench.drag_with(Modifiers::COMMAND, right, (right.0 - 60.0, right.1)).press(Modifiers::NONE, Key::Escape);
    assert_eq!(bench.tile(ring).picture().unwrap().crop, UnitRect::FULL);
    assert_eq!(bench.doc().editor.steps().1, steps);
}

#[test]
fn escape_cancels_a_running_gesture() {
    let (mut bench, [first, ..]) = row();
    bench.click_at(200.0, 300.0);
    let (from, to) = (bench.at(200.0, 300.0), bench.at(500.0, 700.0));
    bench.begin_drag(Modifiers::NONE, from, to);
    assert!(bench.doc().gesture.is_some());
    bench.press(Modifiers::NONE, Key::Escape);
    assert!(bench.doc().gesture.is_none());
    bench.end_drag(to);
    assert_eq!(bench.frame(first).centre, Point::new(200.0, 300.0));
    assert_eq!(bench.selection(), [first], "only the gesture is gone");
    assert_eq!(bench.doc().editor.steps().1, 1, "nothing came into the history");
}

#[test]
fn every_step_is_undone_and_redone_and_has_a_name() {
    let (mut bench, [first, ..]) = row();
    let start = bench.collage().clone();
    bench.click_at(200.0, 300.0);
    bench.drag((200.0, 300.0), (230.0, 520.0)).click("Flip horizontally").press(Modifiers::COMMAND, Key::D);
    let end = bench.collage().clone();
    bench.window.get_by_label("Undo").hover();
    bench.window.run_steps(60);
    assert!(bench.shows("Duplicate"), "the button says what it takes back");
    bench.click("Undo").click("Undo");
    bench.window.get_by_label("Undo").hover();
    bench.window.run_steps(60);
    assert!(bench.shows("Move"));
    bench.click("Undo");
    assert_eq!(bench.collage().tiles, start.tiles);
    for _ in 0..3 {
        bench.click("Redo");
    }
    assert_eq!(bench.collage().tiles, end.tiles);
    assert!(bench.tile(first).frame.flip_x);
    let (names, _) = bench.doc().editor.steps();
    let names: Vec<String> = names.map(|step| step.kind.code().to_owned()).collect();
    assert_eq!(names, ["place", "move", "flip", "duplicate"]);
}

#[test]
fn shapes_are_added_from_the_bar() {
    let mut bench = Bench::empty();
    bench.new_collage().click("Add rectangle").click("Add ellipse").press(Modifiers::NONE, Key::R);
    bench.press(Modifiers::NONE, Key::O);
    assert_eq!(bench.collage().tiles.len(), 4);
    bench.click("Rectangle").click("Plum");
    let tile = bench.doc().single().unwrap();
    let etalage::model::Content::Shape(shape) = &bench.tile(tile).content else { panic!("a shape") };
    assert_eq!((shape.kind, shape.fill.to_string().as_str()), (etalage::model::ShapeKind::Rectangle, "#7a2d4c"));
}

#[test]
fn the_board_has_a_menu() {
    let (mut bench, [first, ..]) = row();
    bench.board_menu(200.0, 300.0, "Flip horizontally");
    assert!(bench.frame(first).flip_x);
    bench.board_menu(900.0, 900.0, "Select all");
    assert_eq!(bench.selection().len(), 3);
}
