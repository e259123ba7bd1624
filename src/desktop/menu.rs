//! Menu entries and buttons made from actions.

use egui::accesskit::Role;
use egui::{Button, Response, Ui};

use crate::i18n::Lang;

use super::action::Action;
use super::intent::Intent;
use super::keys::written;
use super::tokens::text;
use super::widgets::{icon, icon_button, named};

/// The keys of an action as the system writes them.
pub fn keys(ui: &Ui, action: Action, lang: Lang) -> Option<String> {
    action.shortcut().map(|keys| written(ui.ctx(), lang, keys))
}

/// A menu entry with icon, words and keys.
pub fn item(ui: &mut Ui, action: Action, lang: Lang, enabled: bool, intents: &mut Vec<Intent>) {
    if entry(ui, action.icon(), &action.label(lang), keys(ui, action, lang), enabled).clicked() {
        intents.push(Intent::Do(action));
        ui.close();
    }
}

/// A menu entry that is no action of its own.
pub fn entry(ui: &mut Ui, glyph: &str, label: &str, keys: Option<String>, enabled: bool) -> Response {
    let mut button = Button::new((icon(glyph, text::ICON), label));
    if let Some(keys) = keys {
        button = button.shortcut_text(keys);
    }
    let response = ui.add_enabled(enabled, button);
    named(&response, Role::MenuItem, enabled, false, label);
    response
}

/// A square button for an action.
pub fn button(ui: &mut Ui, action: Action, lang: Lang, enabled: bool, on: bool, intents: &mut Vec<Intent>) -> Response {
    let keys = keys(ui, action, lang);
    let response = icon_button(ui, action.icon(), &action.label(lang), keys.as_deref(), enabled, on);
    if response.clicked() {
        intents.push(Intent::Do(action));
    }
    response
}
