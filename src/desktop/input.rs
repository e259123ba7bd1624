//! Keys and drops that belong to the window as a whole.

use egui::{Event, Key, Ui};

use crate::affiliate;

use super::action::Action;
use super::app::Services;
use super::clipboard::{Clipboard, Pasted};
use super::dispatch;
use super::document::Mode;
use super::intent::Intent;
use super::state::{ClipboardUse, Screen, State};

/// Turns key presses into actions. While a text field has the focus, only those that cannot be meant for it.
pub fn shortcuts(ui: &Ui, state: &mut State, intents: &mut Vec<Intent>) {
    let typing = ui.ctx().text_edit_focused();
    // Dialogs have their own keys.
    if state.dialog.is_some() {
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
    for action in richest_keys_first() {
        if matches!(action, Action::Cut | Action::Copy | Action::Paste) || ((typing || writing) && !action.works_while_typing()) {
            continue;
        }
        let Some(keys) = action.shortcut() else { continue };
        let nudge = matches!(action, Action::NudgeLeft | Action::NudgeRight | Action::NudgeUp | Action::NudgeDown);
        let pressed = ui.input_mut(|input| {
            input.consume_shortcut(&keys)
                || (nudge && input.consume_key(egui::Modifiers::SHIFT, keys.logical_key))
                || (action == Action::Delete && input.consume_key(egui::Modifiers::NONE, Key::Backspace))
                || (action == Action::Redo && input.consume_key(egui::Modifiers::COMMAND, Key::Y))
                || (action == Action::ZoomIn && input.consume_key(egui::Modifiers::COMMAND, Key::Equals))
        });
        if pressed {
            intents.push(Intent::Do(action));
        }
    }
    if writing && ui.input(|input| input.key_pressed(Key::Escape)) {
        intents.push(Intent::Do(Action::SelectNone));
    }
}

/// A picture waits for its address, and the person comes back to the window: if an address was copied
/// meanwhile, it is offered. Otherwise the clipboard is looked at only when the person pastes.
pub fn notice_copied_address(ui: &Ui, state: &mut State, clipboard: &mut dyn Clipboard) {
    let came_back = ui.input(|input| input.events.iter().any(|event| matches!(event, Event::WindowFocused(true))));
    let waits = state.offer.as_ref().is_some_and(|offer| offer.url.is_none());
    if came_back && waits && state.asked_clipboard.is_none() {
        state.asked_clipboard = Some(ClipboardUse::Offer);
        clipboard.ask();
    }
}

/// Takes the clipboard's answer to the last question.
pub fn clipboard_answered(state: &mut State, services: &mut Services) {
    let Some(found) = services.clipboard.answer() else { return };
    match state.asked_clipboard.take() {
        Some(ClipboardUse::Paste) => dispatch::paste(found, state, services),
        Some(ClipboardUse::Offer) => {
            let address = found.iter().find_map(|each| match each {
                // As it will be kept: without trackers and other people's ids.
                Pasted::Text(text) => affiliate::clean(text.trim()).ok().map(|cleaned| cleaned.url),
                Pasted::Files(_) | Pasted::Html(_) | Pasted::Picture { .. } => None,
            });
            if let Some(offer) = &mut state.offer {
                offer.url = address;
            }
        }
        None => {}
    }
}

/// egui lets further modifiers pass, so that Ctrl+Shift+Z would count as Ctrl+Z if that were tried first.
fn richest_keys_first() -> impl Iterator<Item = Action> {
    let richness = |action: Action| {
        action.shortcut().map_or(0, |keys| usize::from(keys.modifiers.shift) + usize::from(keys.modifiers.alt))
    };
    [2, 1, 0].into_iter().flat_map(move |rich| Action::ALL.iter().copied().filter(move |each| richness(*each) == rich))
}

/// Files dropped on the window, and Ctrl+V outside text fields.
pub fn pasted_and_dropped(ui: &Ui, intents: &mut Vec<Intent>) {
    let typing = ui.ctx().text_edit_focused();
    let (paths, pasted) = ui.input(|input| {
        let paths: Vec<_> = input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect();
        let pasted = input.events.iter().any(|event| {
            matches!(event, Event::Paste(_) | Event::PasteImage(_))
                || matches!(event, Event::Key { key: Key::V, pressed: true, modifiers, .. } if modifiers.command)
        });
        (paths, pasted)
    });
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
