//! Renaming a collage, and deleting one for ever.

use egui::{Label, RichText, Ui};

use crate::i18n::dialogs as say;
use crate::model::CollageId;

use super::super::intent::Intent;
use super::super::theme;
use super::super::tokens::{space, text};
use super::sheet::{Outcome, Sheet};
use super::{Moment, fields};

/// Draws the dialog for a new title.
pub fn rename(ui: &Ui, moment: Moment, collage: CollageId, title: &mut String, intents: &mut Vec<Intent>) {
    let lang = moment.lang;
    let outcome = Sheet::new(say::rename_collage(lang), 400.0).keeping(moment.changed).confirm(say::rename(lang)).show(
        ui,
        lang,
        |ui| {
            let field = fields::text_field(ui, &say::title(lang), title, "");
            if moment.opening {
                fields::focus(&field, title);
            }
            !title.trim().is_empty()
        },
    );
    match outcome {
        Outcome::Confirmed => intents.push(Intent::RenameCollage(collage, title.trim().to_owned())),
        Outcome::Closed => intents.push(Intent::CloseDialog),
        Outcome::Open => {}
    }
}

/// Asks before a collage is deleted for ever.
pub fn delete_forever(ui: &Ui, moment: Moment, collage: CollageId, title: &str, intents: &mut Vec<Intent>) {
    let lang = moment.lang;
    let sheet = Sheet::new(say::delete_for_ever(lang), 400.0).confirm(say::delete_for_ever(lang)).dangerous();
    let outcome = sheet.show(ui, lang, |ui| {
        let question = say::delete_question(lang, title);
        ui.add(Label::new(RichText::new(question).font(theme::medium(text::TITLE))).wrap());
        ui.add_space(space::XS);
        fields::paragraph(ui, &say::delete_consequence(lang));
        true
    });
    match outcome {
        Outcome::Confirmed => intents.push(Intent::DeleteForever(collage)),
        Outcome::Closed => intents.push(Intent::CloseDialog),
        Outcome::Open => {}
    }
}
