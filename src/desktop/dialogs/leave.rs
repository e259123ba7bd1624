//! Asked when the window is to close while edits wait for the disk.

use egui::{Label, RichText, Ui};

use crate::i18n::{desktop as msg, dialogs as say};

use super::super::icons;
use super::super::intent::Intent;
use super::super::state::NotSaved;
use super::super::theme;
use super::super::tokens::{space, text};
use super::super::widgets::icon_text_button;
use super::sheet::{Outcome, Sheet};
use super::{Moment, fields};

/// Draws the question. Leaving loses the edits that wait, so the other way is offered first.
pub fn show(ui: &Ui, moment: Moment, not_saved: Option<&NotSaved>, intents: &mut Vec<Intent>) {
    let lang = moment.lang;
    let sheet = Sheet::new(say::leave_unsaved(lang), 420.0).confirm(say::leave_anyway(lang)).dangerous();
    let outcome = sheet.show(ui, lang, |ui| {
        let question = say::leave_question(lang);
        ui.add(Label::new(RichText::new(question).font(theme::medium(text::TITLE))).wrap());
        ui.add_space(space::XS);
        if let Some(not_saved) = not_saved {
            fields::paragraph(ui, &not_saved.why);
        }
        fields::paragraph(ui, &say::leave_consequence(lang));
        if icon_text_button(ui, icons::ARROW_CLOCKWISE, &msg::try_again(lang)).clicked() {
            intents.push(Intent::SaveAgain);
        }
        true
    });
    match outcome {
        Outcome::Confirmed => intents.push(Intent::Leave),
        Outcome::Closed => intents.push(Intent::CloseDialog),
        Outcome::Open => {}
    }
}
