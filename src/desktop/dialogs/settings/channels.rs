//! Where collages go: the built-in channels, and the person's own.

use egui::{Align, ComboBox, Layout, RichText, ScrollArea, Ui};

use crate::i18n::{Lang, dialogs as say};
use crate::library::Settings;
use crate::model::{Channel, ChannelId, ChannelKind};

use super::super::super::icons;
use super::super::super::theme;
use super::super::super::tokens::{size, space, text};
use super::super::super::widgets::{icon, icon_button, icon_text_button, section};
use super::super::fields;
use super::kind_label;

/// The first id of added channels.
const FIRST_OWN: u16 = 256;
/// Where the settings remember the next free id, so that none is ever used twice.
const NEXT_ID: &str = "next_channel";
/// The longest name.
const MOST_CHARACTERS: usize = 60;

/// The channel being added.
#[derive(Debug, Clone)]
pub struct Typing {
    name: String,
    kind: ChannelKind,
}

impl Typing {
    /// Whether a name was typed and not added.
    pub fn is_half_typed(&self) -> bool {
        !self.name.trim().is_empty()
    }
}

impl Default for Typing {
    fn default() -> Self {
        Self { name: String::new(), kind: ChannelKind::Mail }
    }
}

/// Draws the tab.
pub fn show(ui: &mut Ui, lang: Lang, draft: &mut Settings, typing: &mut Typing) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        fields::paragraph(ui, &say::what_is_a_channel(lang));
        section(ui, &say::own_channels(lang));
        if draft.channels.is_empty() {
            fields::paragraph(ui, &say::no_own_channels(lang));
        }
        let mut removed = None;
        for channel in &draft.channels {
            if own_channel(ui, lang, channel) {
                removed = Some(channel.id);
            }
        }
        if let Some(id) = removed {
            remember_ids(draft);
            draft.channels.retain(|channel| channel.id != id);
        }
        add_row(ui, lang, draft, typing);
        section(ui, &say::builtin_channels(lang));
        let names: Vec<String> = ChannelKind::ALL.into_iter().map(|kind| kind_label(lang, kind)).collect();
        fields::paragraph(ui, &names.join(" · "));
    });
}

/// A row for one channel; returns whether it is to be removed.
fn own_channel(ui: &mut Ui, lang: Lang, channel: &Channel) -> bool {
    let palette = theme::palette(ui);
    ui.horizontal(|ui| {
        ui.label(icon(icons::EXPORT, text::ICON).color(palette.ink_soft));
        ui.label(RichText::new(&channel.name).font(theme::medium(text::BODY)));
        ui.label(RichText::new(kind_label(lang, channel.kind)).color(palette.ink_soft));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(space::S);
            icon_button(ui, icons::TRASH, &say::remove_channel(lang, &channel.name), None, true, false).clicked()
        })
        .inner
    })
    .inner
}

fn add_row(ui: &mut Ui, lang: Lang, draft: &mut Settings, typing: &mut Typing) {
    let mut entered = false;
    fields::pair(
        ui,
        |ui| {
            let field = fields::text_field(ui, &say::name(lang), &mut typing.name, &say::channel_hint(lang));
            // Enter adds the channel and is not the dialog's.
            entered =
                field.lost_focus() && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Enter));
        },
        |ui| {
            fields::labelled(ui, &say::kind(lang), |ui| {
                ui.spacing_mut().interact_size.y = size::CONTROL;
                ComboBox::from_id_salt("kind of channel")
                    .width(ui.available_width())
                    .selected_text(kind_label(lang, typing.kind))
                    .show_ui(ui, |ui| {
                        for kind in ChannelKind::ALL {
                            ui.selectable_value(&mut typing.kind, kind, kind_label(lang, kind));
                        }
                    });
            });
        },
    );
    let taken = is_taken(draft, &typing.name);
    if taken {
        fields::problem(ui, &say::channel_name_taken(lang));
    }
    let good = !taken && !typing.name.trim().is_empty();
    let clicked =
        ui.add_enabled_ui(good, |ui| icon_text_button(ui, icons::PLUS, &say::add_channel(lang)).clicked()).inner;
    if good && (clicked || entered) {
        add(draft, typing);
    }
}

fn is_taken(draft: &Settings, name: &str) -> bool {
    let name = name.trim().to_lowercase();
    draft.all_channels().iter().any(|channel| channel.name.to_lowercase() == name)
}

/// Adds the typed channel under an id that none ever had.
fn add(draft: &mut Settings, typing: &mut Typing) {
    let id = next_id(draft);
    let name: String = typing.name.trim().chars().take(MOST_CHARACTERS).collect();
    draft.channels.push(Channel { id: ChannelId::from_raw(id), name, kind: typing.kind });
    remember_ids(draft);
    typing.name.clear();
}

fn next_id(draft: &Settings) -> u16 {
    let remembered = draft.other.get(NEXT_ID).and_then(serde_json::Value::as_u64);
    let remembered = remembered.and_then(|id| u16::try_from(id).ok()).unwrap_or(FIRST_OWN);
    let behind = draft.channels.iter().map(|channel| channel.id.raw().saturating_add(1)).max();
    remembered.max(behind.unwrap_or(FIRST_OWN)).max(FIRST_OWN)
}

fn remember_ids(draft: &mut Settings) {
    let next = next_id(draft);
    draft.other.insert(NEXT_ID.to_owned(), next.into());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_never_used_twice() {
        let mut draft = Settings::default();
        let mut typing = Typing { name: "My letter".into(), kind: ChannelKind::Mail };
        add(&mut draft, &mut typing);
        assert!(typing.name.is_empty());
        assert_eq!((draft.channels[0].id.raw(), draft.channels[0].name.as_str()), (256, "My letter"));
        remember_ids(&mut draft);
        draft.channels.clear();
        typing.name = "Other".into();
        add(&mut draft, &mut typing);
        assert_eq!(draft.channels[0].id.raw(), 257);
    }

    #[test]
    fn names_are_unique() {
        let mut draft = Settings::default();
        add(&mut draft, &mut Typing { name: "My letter".into(), kind: ChannelKind::Mail });
        assert!(is_taken(&draft, " my LETTER ") && is_taken(&draft, "Web"));
        assert!(!is_taken(&draft, "Letters"));
    }
}
