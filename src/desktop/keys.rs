//! How keys are written: “Ctrl+Shift+;”, in French “Ctrl+Maj+;”, on a Mac “⇧⌘;”.

use egui::{Context, Key, KeyboardShortcut};

use crate::i18n::{Lang, panels as say};

/// The keys as they stand on this system's keyboard.
pub fn written(ctx: &Context, lang: Lang, keys: KeyboardShortcut) -> String {
    if ctx.os().is_mac() { ctx.format_shortcut(&keys) } else { spelt(lang, keys) }
}

/// The keys of every system but a Mac.
fn spelt(lang: Lang, keys: KeyboardShortcut) -> String {
    let KeyboardShortcut { modifiers, logical_key } = keys;
    let held = [
        (modifiers.command || modifiers.ctrl, "Ctrl".to_owned()),
        (modifiers.alt, "Alt".to_owned()),
        (modifiers.shift, say::key_shift(lang)),
    ];
    let mut parts: Vec<String> = held.into_iter().filter_map(|(is_held, name)| is_held.then_some(name)).collect();
    parts.push(match logical_key {
        Key::ArrowLeft => "←".to_owned(),
        Key::ArrowRight => "→".to_owned(),
        Key::ArrowUp => "↑".to_owned(),
        Key::ArrowDown => "↓".to_owned(),
        Key::Escape => say::key_escape(lang),
        Key::Delete => say::key_delete(lang),
        other => other.symbol_or_name().to_owned(),
    });
    parts.join("+")
}

#[cfg(test)]
mod tests {
    use super::super::action::Action;
    use super::*;

    #[test]
    fn keys_are_written_as_they_stand_on_the_keyboard() {
        let write = |action: Action, lang| spelt(lang, action.shortcut().unwrap());
        assert_eq!(write(Action::ToggleSnapping, Lang::En), "Ctrl+Shift+;");
        assert_eq!(write(Action::Settings, Lang::Fr), "Ctrl+,");
        assert_eq!(write(Action::Delete, Lang::Fr), "Suppr");
        assert_eq!(write(Action::SendToBack, Lang::Fr), "Ctrl+Maj+[");
        assert_eq!(write(Action::NudgeUp, Lang::En), "↑");
    }

    #[test]
    fn no_two_actions_are_written_alike() {
        let all: Vec<_> =
            Action::ALL.iter().filter_map(|action| action.shortcut()).map(|k| spelt(Lang::En, k)).collect();
        let different: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(different.len(), all.len());
    }
}
