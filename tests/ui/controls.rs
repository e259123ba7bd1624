//! Every action can be reached, every control has a name, every sign can be drawn.

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use etalage::desktop::action::Action;
use etalage::desktop::clipboard::Pasted;
use etalage::desktop::dialog::Dialog;
use etalage::i18n::Lang;

use crate::bench::Bench;

const CONTROLS: [Role; 15] = [
    Role::Button,
    Role::CheckBox,
    Role::ColorWell,
    Role::ComboBox,
    Role::Link,
    Role::ListItem,
    Role::MenuItem,
    Role::MultilineTextInput,
    Role::RadioButton,
    Role::SearchInput,
    Role::Slider,
    Role::SpinButton,
    Role::Tab,
    Role::TextInput,
    Role::Canvas,
];

/// Controls that a screen reader would have no name for.
fn nameless(bench: &Bench) -> Vec<String> {
    let all = bench.window.query_all_by(|node| CONTROLS.contains(&node.role()));
    all.filter(|node| node.accesskit_node().label().is_none_or(|label| !label.chars().any(char::is_alphanumeric)))
        .map(|node| {
            format!("{:?} {:?} at {:?}", node.accesskit_node().role(), node.accesskit_node().label(), node.rect())
        })
        .collect()
}

/// Labels of everything that can be pressed now.
fn labels(bench: &Bench) -> BTreeSet<String> {
    bench
        .window
        .query_all_by(|node| matches!(node.role(), Role::Button | Role::MenuItem))
        .filter_map(|node| node.accesskit_node().label())
        .collect()
}

/// A board with one picture, cropped, and a hidden, a locked and two free boxes.
fn busy(lang: Lang) -> Bench {
    let dir = Bench::empty().close();
    let mut bench = Bench::on(dir, lang);
    bench.press(Modifiers::COMMAND, Key::N).press(Modifiers::NONE, Key::Enter);
    bench.place_boxes([
        (100.0, 100.0, 80.0, 80.0),
        (300.0, 100.0, 80.0, 80.0),
        (500.0, 100.0, 80.0, 80.0),
        (700.0, 100.0, 80.0, 80.0),
    ]);
    let both = Modifiers { shift: true, ..Modifiers::COMMAND };
    bench.click_at(100.0, 100.0).press(both, Key::H).click_at(300.0, 100.0).press(both, Key::L);
    let rgba = [10, 120, 200, 255].repeat(60 * 40);
    bench.paste(vec![Pasted::Picture { width_px: 60, height_px: 40, rgba }]);
    bench
}

#[test]
fn every_action_has_keys_or_a_control() {
    let mut bench = busy(Lang::En);
    let mut reached = labels(&bench);
    bench.press(Modifiers::NONE, Key::Escape);
    reached.extend(labels(&bench));
    bench.click_role(Role::Button, "Menu");
    reached.extend(labels(&bench));
    let missing: Vec<_> = Action::ALL
        .iter()
        .filter(|action| action.shortcut().is_none() && !reached.contains(&action.label(Lang::En)))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_help_page_lists_every_key() {
    let mut bench = Bench::empty();
    bench.press(Modifiers::NONE, Key::F1);
    for action in Action::ALL.iter().filter(|action| action.shortcut().is_some()) {
        assert!(bench.shows(&action.label(Lang::En)), "{action:?}");
    }
}

#[test]
fn every_control_of_gallery_and_board_has_a_name() {
    for lang in Lang::ALL {
        assert_eq!(nameless(&Bench::on(Bench::empty().close(), lang)), Vec::<String>::new());
        let mut bench = busy(lang);
        assert_eq!(nameless(&bench), Vec::<String>::new(), "with a picture selected");
        bench.press(Modifiers::NONE, Key::Escape);
        assert_eq!(nameless(&bench), Vec::<String>::new(), "with nothing selected");
        bench.press(Modifiers::COMMAND, Key::A);
        assert_eq!(nameless(&bench), Vec::<String>::new(), "with several selected");
        bench.press(Modifiers::NONE, Key::Escape).press(Modifiers::NONE, Key::T);
        assert_eq!(nameless(&bench), Vec::<String>::new(), "while writing");
        bench.press(Modifiers::NONE, Key::Escape);
        bench.click_at(500.0, 100.0);
        assert_eq!(nameless(&bench), Vec::<String>::new(), "with a shape selected");
        bench.click_role(Role::Button, "Menu");
        assert_eq!(nameless(&bench), Vec::<String>::new(), "with the menu open");
    }
    assert_eq!(nameless(&Bench::with_samples()), Vec::<String>::new());
}

#[test]
fn every_dialog_is_named_and_so_are_its_controls() {
    let shift_ctrl = Modifiers { shift: true, ..Modifiers::COMMAND };
    for lang in Lang::ALL {
        let mut bench = busy(lang);
        for (modifiers, key) in [
            (Modifiers::COMMAND, Key::N),
            (Modifiers::COMMAND, Key::L),
            (shift_ctrl, Key::O),
            (Modifiers::COMMAND, Key::E),
            (shift_ctrl, Key::P),
            (Modifiers::COMMAND, Key::H),
            (Modifiers::COMMAND, Key::Comma),
            (Modifiers::NONE, Key::F1),
        ] {
            bench.press(modifiers, key);
            assert!(bench.window.state().state.dialog.is_some(), "{key:?}");
            let dialogs =
                bench.window.query_all_by_role(Role::Dialog).filter(|node| node.accesskit_node().label().is_some());
            assert_eq!(dialogs.count(), 1, "{key:?}");
            assert_eq!(nameless(&bench), Vec::<String>::new(), "{key:?} in {lang:?}");
            bench.window.state_mut().state.dialog = None;
            bench.settle();
        }
        // The tabs of the settings.
        bench.press(Modifiers::COMMAND, Key::Comma);
        for tab in 0..3 {
            let tabs: Vec<_> = bench.window.query_all_by_role(Role::Tab).collect();
            tabs[tab].click();
            bench.settle();
            assert_eq!(nameless(&bench), Vec::<String>::new(), "tab {tab} of the settings");
        }
    }
}

#[test]
fn the_other_dialogs_have_names_too() {
    let mut bench = Bench::empty();
    let feed = bench.file("feed.csv", "a;b\nCup;12\n");
    bench
        .click_role(Role::Button, "Import a feed…")
        .write("Path of the file", &feed.display().to_string())
        .click("Add");
    assert_eq!(nameless(&bench), Vec::<String>::new(), "the feed");
    bench.press(Modifiers::NONE, Key::Escape).press(Modifiers::NONE, Key::Escape);
    bench.click("Open a bundle…");
    assert_eq!(nameless(&bench), Vec::<String>::new(), "the bundle");
    let mut bench = Bench::with_samples();
    bench.menu("More about “A weekend in camel”", "Rename…");
    assert_eq!(nameless(&bench), Vec::<String>::new(), "the new name");
    bench.press(Modifiers::NONE, Key::Escape).press(Modifiers::NONE, Key::Escape);
    bench.menu("More about “A weekend in camel”", "Move to trash").click("Trash (1)");
    bench.menu("More about “A weekend in camel”", "Delete for ever…");
    assert_eq!(nameless(&bench), Vec::<String>::new(), "the last question");
}

#[test]
fn tiles_are_reached_by_an_assistive_technology() {
    let mut bench = busy(Lang::En);
    bench.press(Modifiers::NONE, Key::Escape);
    let label = bench.window_label(Role::Button, "Picture without a name, tile 3");
    bench.window.get_by_label(&label).click_accesskit();
    bench.settle();
    assert_eq!(bench.selection().len(), 1);
    bench.press(Modifiers::COMMAND, Key::ArrowRight);
    let next = bench.selection();
    bench.press(Modifiers::COMMAND, Key::ArrowLeft);
    assert_ne!(bench.selection(), next);
}

#[test]
fn every_action_is_found_among_the_commands_and_carried_out() {
    let mut bench = Bench::with_boxes([(300.0, 300.0, 100.0, 100.0)]).0;
    bench.click_at(300.0, 300.0).press(Modifiers::COMMAND, Key::K);
    for action in Action::ALL.iter().filter(|action| **action != Action::Commands) {
        assert!(bench.count(Role::ListItem, &action.label(Lang::En)) >= 1, "{action:?}");
    }
    bench.type_in(Role::TextInput, "What would you like to do?", "flip").press(Modifiers::NONE, Key::ArrowDown);
    bench.press(Modifiers::NONE, Key::Enter);
    let tile = *bench.collage().tiles.keys().next().unwrap();
    assert!(bench.frame(tile).flip_y && !bench.frame(tile).flip_x, "the second of two");
    bench.press(Modifiers::COMMAND, Key::K);
    bench.window.get_by_role_and_label(Role::ListItem, "Settings…").click_accesskit();
    bench.settle();
    let dialog = &bench.window.state().state.dialog;
    assert!(matches!(dialog, Some(Dialog::Settings { .. })), "{dialog:?}");
    bench.press(Modifiers::NONE, Key::Escape).press(Modifiers::NONE, Key::Escape).press(Modifiers::COMMAND, Key::O);
    bench.press(Modifiers::COMMAND, Key::K);
    assert_eq!(bench.count(Role::ListItem, "Flip"), 0, "in the gallery only what works there");
}
