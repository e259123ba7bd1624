//! A new collage: its title and its page.

use egui::Ui;

use crate::i18n::dialogs as say;

use super::super::intent::Intent;
use super::sheet::{Outcome, Sheet};
use super::{Moment, fields, page_shape};

/// Draws the dialog.
pub fn show(
    ui: &Ui,
    moment: Moment,
    title: &mut String,
    preset: &mut usize,
    width: &mut String,
    height: &mut String,
    intents: &mut Vec<Intent>,
) {
    let lang = moment.lang;
    let mut size = None;
    let outcome = Sheet::new(say::new_collage(lang), 460.0).keeping(moment.changed).confirm(say::create(lang)).show(
        ui,
        lang,
        |ui| {
            let field = fields::text_field(ui, &say::title(lang), title, "");
            if moment.opening {
                fields::focus(&field, title);
            }
            let (chosen, typed) = page_shape::chooser(ui, lang, width, height);
            *preset = chosen.unwrap_or(usize::MAX);
            size = typed;
            size.is_some()
        },
    );
    match (outcome, size) {
        (Outcome::Confirmed, Some(size)) => {
            let typed = title.trim();
            let title = if typed.is_empty() { say::untitled(lang) } else { typed.to_owned() };
            intents.push(Intent::CreateCollage { title, size });
        }
        (Outcome::Closed, _) => intents.push(Intent::CloseDialog),
        _ => {}
    }
}
