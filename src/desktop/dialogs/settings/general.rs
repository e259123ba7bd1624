//! Language, looks, the author's name, the network.

use egui::{ScrollArea, Ui};

use crate::i18n::{Lang, dialogs as say};
use crate::library::Settings;
use crate::library::settings::Theme;

use super::super::super::tokens::space;
use super::super::{Moment, fields};
use super::own_name;

/// Draws the tab.
pub fn show(ui: &mut Ui, moment: Moment, draft: &mut Settings) {
    let lang = moment.lang;
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        let field = fields::text_field(ui, &say::author(lang), &mut draft.author, &say::author_hint(lang));
        if moment.opening {
            field.request_focus();
        }
        fields::labelled(ui, &say::language(lang), |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::L;
                ui.radio_value(&mut draft.lang, None, say::as_the_system(lang));
                for each in Lang::ALL {
                    ui.radio_value(&mut draft.lang, Some(each.tag().to_owned()), own_name(each));
                }
            });
        });
        fields::labelled(ui, &say::theme(lang), |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::L;
                ui.radio_value(&mut draft.theme, Theme::System, say::as_the_system(lang));
                ui.radio_value(&mut draft.theme, Theme::Light, say::theme_light(lang));
                ui.radio_value(&mut draft.theme, Theme::Dark, say::theme_dark(lang));
            });
        });
        fields::labelled(ui, &say::network(lang), |ui| {
            ui.checkbox(&mut draft.allow_private_network, say::allow_private(lang));
            if draft.allow_private_network {
                fields::warning(ui, &say::private_is_risky(lang));
            } else {
                fields::paragraph(ui, &say::private_is_closed(lang));
            }
        });
    });
}
