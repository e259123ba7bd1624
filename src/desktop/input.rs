//! Keys and drops that belong to the window as a whole.

use egui::{Event, InputState, Key, KeyboardShortcut, Modifiers, Ui};

use super::action::Action;
use super::clipboard::Pasted;
use super::dispatch;
use super::document::Mode;
use super::intent::Intent;
use super::services::Services;
use super::state::{ClipboardUse, Screen, State};

/// Turns key presses into actions. While a text field has the focus, only those that cannot be meant for it.
pub fn shortcuts(ui: &Ui, state: &mut State, intents: &mut Vec<Intent>) {
    let typing = ui.ctx().text_edit_focused();
    if state.dialog.is_some() {
        if ui.input(|input| input.key_pressed(Key::Escape)) && !typing {
            intents.push(Intent::CloseDialog);
        }
        return;
    }
    let on_board = state.screen == Screen::Board && state.doc.is_some();
    // egui hands Ctrl+C, X and V over as events of their own, not as keys.
    if !typing && on_board {
        ui.input(|input| {
            for event in &input.events {
                match event {
                    Event::Copy => intents.push(Intent::Do(Action::Copy)),
                    Event::Cut => intents.push(Intent::Do(Action::Cut)),
                    _ => {}
                }
            }
        });
    }
    let writing = state.doc.as_ref().is_some_and(|doc| matches!(doc.mode, Mode::Write { .. }));
    for &action in Action::ALL {
        if matches!(action, Action::Cut | Action::Copy | Action::Paste)
            || ((typing || writing) && !action.works_while_typing())
        {
            continue;
        }
        let Some(keys) = action.shortcut() else { continue };
        let nudge = matches!(action, Action::NudgeLeft | Action::NudgeRight | Action::NudgeUp | Action::NudgeDown);
        let (pressed, leapt) = ui.input_mut(|input| {
            let pressed = take(input, keys)
                || (action == Action::Delete && take_key(input, Modifiers::NONE, Key::Backspace))
                || (action == Action::Redo && take_key(input, Modifiers::COMMAND, Key::Y))
                || (action == Action::ZoomIn
                    && (take_key(input, Modifiers::COMMAND, Key::Equals)
                        || take_key(input, Modifiers::COMMAND | Modifiers::SHIFT, Key::Plus)));
            (pressed, nudge && take_key(input, Modifiers::SHIFT, keys.logical_key))
        });
        if pressed {
            intents.push(Intent::Do(action));
        }
        if leapt {
            intents.push(Intent::Leap(action));
        }
    }
    if writing && ui.input(|input| input.key_pressed(Key::Escape)) {
        intents.push(Intent::Do(Action::SelectNone));
    }
}

fn take_key(input: &mut InputState, modifiers: Modifiers, key: Key) -> bool {
    take(input, KeyboardShortcut::new(modifiers, key))
}

/// Takes one press of exactly these keys out of the input. egui's own matching lets further modifiers pass,
/// so that Ctrl+Shift+Z would undo.
fn take(input: &mut InputState, keys: KeyboardShortcut) -> bool {
    let place = input.events.iter().position(|event| match event {
        Event::Key { key, physical_key, pressed: true, modifiers, .. } => {
            modifiers.matches_exact(keys.modifiers) && is_meant(keys.logical_key, *key, *physical_key)
        }
        _ => false,
    });
    place.map(|place| input.events.remove(place)).is_some()
}

/// Shift turns `]` into `}` and `1` into `!`: where the sign that came is no letter, the key's place counts too.
fn is_meant(wanted: Key, typed: Key, pressed: Option<Key>) -> bool {
    let is_letter = |key: Key| key.name().len() == 1 && key.name().starts_with(|c: char| c.is_ascii_alphabetic());
    wanted == typed || (pressed == Some(wanted) && !is_letter(wanted) && !is_letter(typed))
}

/// Takes what was chosen in a file dialog. The sheet that it was for may be closed by now.
pub fn file_chosen(state: &mut State, services: &mut Services) {
    let Some(chosen) = services.chooser.answer() else { return };
    if std::mem::take(&mut state.choosing.open) {
        state.choosing.chosen = chosen;
    }
}

/// Takes the clipboard's answer to the last question.
pub fn clipboard_answered(state: &mut State, services: &mut Services) {
    let Some(found) = services.clipboard.answer() else { return };
    match state.asked_clipboard.take() {
        Some(ClipboardUse::Paste) => dispatch::paste(found, state, services),
        Some(ClipboardUse::Offer) => {
            let text = found.iter().find_map(|each| match each {
                Pasted::Text(text) => Some(text.trim()),
                Pasted::Files(_) | Pasted::Html(_) | Pasted::Picture { .. } => None,
            });
            let offered = text.and_then(|text| dispatch::offered_url(text, state));
            if let Some(offer) = &mut state.offer {
                offer.url = offered;
            }
        }
        None => {}
    }
}

/// Files dropped on the window, Ctrl+V outside text fields, and the return from another window.
pub fn pasted_and_dropped(ui: &Ui, intents: &mut Vec<Intent>) {
    let typing = ui.ctx().text_edit_focused();
    let (paths, pasted, came_back) = ui.input(|input| {
        let paths: Vec<_> = input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect();
        let pasted = input.events.iter().any(|event| {
            matches!(event, Event::Paste(_) | Event::PasteImage(_))
                || matches!(event, Event::Key { key: Key::V, pressed: true, modifiers, .. } if modifiers.command)
        });
        (paths, pasted, input.events.contains(&Event::WindowFocused(true)))
    });
    if came_back {
        intents.push(Intent::LookForLink);
    }
    if !paths.is_empty() {
        intents.push(Intent::ImportFiles(paths));
    }
    if pasted && !typing {
        intents.push(Intent::Do(Action::Paste));
    }
}

#[cfg(test)]
mod tests {
    use egui::RawInput;

    use super::*;
    use crate::i18n::Lang;

    fn asked_for(keys: egui::KeyboardShortcut) -> Vec<Intent> {
        let (ctx, mut state, mut intents) = (egui::Context::default(), State::new(Lang::En), Vec::new());
        let mut modifiers = keys.modifiers;
        modifiers.ctrl = modifiers.command;
        let event = Event::Key { key: keys.logical_key, physical_key: None, pressed: true, repeat: false, modifiers };
        let input = RawInput { events: vec![event], ..RawInput::default() };
        let mut output = ctx.run_ui(input, |ui| shortcuts(ui, &mut state, &mut intents));
        output.textures_delta.clear();
        intents
    }

    #[test]
    fn every_shortcut_asks_for_its_own_action_and_no_other() {
        for &action in Action::ALL {
            // These three come from the system as events of their own.
            if let Some(keys) = action.shortcut()
                && !matches!(action, Action::Cut | Action::Copy | Action::Paste)
            {
                let asked = asked_for(keys);
                assert!(matches!(asked.as_slice(), [Intent::Do(one)] if *one == action), "{action:?}");
            }
        }
    }
}
