//! What is said about a collage, and its paper.

use egui::Ui;

use crate::edit::Command;
use crate::i18n::{Lang, dialogs as say};
use crate::model::{Collage, Price};

use super::super::document::Document;
use super::super::intent::Intent;
use super::super::state::{typed_amount, typed_currency};
use super::super::tokens::space;
use super::super::widgets::section;
use super::sheet::{Outcome, Sheet};
use super::{Moment, fields, keep, page_shape, session};

/// The texts of the dialog.
pub struct Typed<'a> {
    pub title: &'a mut String,
    pub author: &'a mut String,
    pub credit: &'a mut String,
    pub sponsored_by: &'a mut String,
    pub width: &'a mut String,
    pub height: &'a mut String,
    pub scale: &'a mut bool,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct BudgetTyped {
    amount: String,
    currency: String,
}

impl BudgetTyped {
    fn of(budget: Option<Price>) -> Self {
        let Some(budget) = budget else { return Self::default() };
        let currency = budget.currency.map(|currency| currency.to_string()).unwrap_or_default();
        Self { amount: budget.amount.to_string(), currency }
    }

    /// The budget; `None` inside for none, outside for texts that are no price.
    fn budget(&self) -> Option<Option<Price>> {
        if self.amount.trim().is_empty() {
            return Some(None);
        }
        Price::new(typed_amount(&self.amount)?, typed_currency(&self.currency).ok()?).ok().map(Some)
    }
}

/// Draws the dialog.
pub fn show(ui: &Ui, moment: Moment, doc: Option<&Document>, typed: &mut Typed<'_>, intents: &mut Vec<Intent>) {
    let lang = moment.lang;
    let Some(collage) = doc.map(Document::collage) else { return intents.push(Intent::CloseDialog) };
    let mut budget: BudgetTyped = session(ui, moment);
    if moment.fresh {
        budget = BudgetTyped::of(collage.meta.budget);
    }
    let mut command = None;
    let outcome = Sheet::new(say::page_setup(lang), 500.0)
        .keeping(moment.changed || budget != BudgetTyped::of(collage.meta.budget))
        .confirm(say::apply(lang))
        .show(ui, lang, |ui| {
            let field = fields::text_field(ui, &say::title(lang), typed.title, "");
            if moment.opening {
                fields::focus(&field, typed.title);
            }
            fields::pair(
                ui,
                |ui| fields::text_field(ui, &say::author(lang), typed.author, &say::author_hint(lang)),
                |ui| {
                    fields::text_field(ui, &say::sponsored_by(lang), typed.sponsored_by, &say::sponsor_hint(lang));
                },
            );
            fields::text_field(ui, &say::credit(lang), typed.credit, &say::credit_hint(lang));
            ui.add_space(space::S);
            let (_, size) = page_shape::chooser(ui, lang, typed.width, typed.height);
            ui.checkbox(typed.scale, say::scale_tiles(lang));
            ui.add_space(space::XS);
            section(ui, &say::budget(lang));
            budget_fields(ui, lang, &mut budget);
            let parts = size.zip(budget.budget());
            if let Some((size, budget)) = parts {
                command = Some(changes(collage, typed, size, budget));
            }
            parts.is_some()
        });
    keep(ui, budget);
    match (outcome, command) {
        (Outcome::Confirmed, Some(command)) => {
            intents.extend(command.map(Intent::Edit));
            intents.push(Intent::CloseDialog);
        }
        (Outcome::Closed, _) => intents.push(Intent::CloseDialog),
        _ => {}
    }
}

fn budget_fields(ui: &mut Ui, lang: Lang, typed: &mut BudgetTyped) {
    fields::pair(
        ui,
        |ui| fields::text_field(ui, &say::amount(lang), &mut typed.amount, &say::no_budget(lang)),
        |ui| {
            fields::text_field(ui, &say::currency(lang), &mut typed.currency, "EUR");
        },
    );
    if typed.budget().is_none() {
        fields::problem(ui, &say::wrong_price(lang));
    }
    fields::paragraph(ui, &say::budget_is_private(lang));
}

/// One step with everything that differs from the collage; `None` when nothing does.
fn changes(collage: &Collage, typed: &Typed<'_>, size: crate::model::Size, budget: Option<Price>) -> Option<Command> {
    let meta = &collage.meta;
    let changed = |typed: &str, before: &str| (typed.trim() != before).then(|| typed.trim().to_owned());
    let title = changed(typed.title, &meta.title);
    let author = changed(typed.author, &meta.author);
    let credit = changed(typed.credit, &meta.credit);
    let sponsored_by = changed(typed.sponsored_by, &meta.sponsored_by);
    let mut commands = Vec::new();
    if title.is_some() || author.is_some() || credit.is_some() || sponsored_by.is_some() {
        commands.push(Command::SetMeta { title, author, credit, sponsored_by, language: None, tags: None });
    }
    // The fields show whole pixels; a page of fractions stays as it is until they are changed.
    if size.width != collage.page.size.width.round() || size.height != collage.page.size.height.round() {
        commands.push(Command::SetPageSize { size, scale_tiles: *typed.scale });
    }
    if budget != meta.budget {
        commands.push(Command::SetBudget { budget });
    }
    (!commands.is_empty()).then_some(Command::Batch { commands })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CollageId, Timestamp};

    #[test]
    fn only_what_changed_is_one_step() {
        let collage = Collage::new(CollageId::from_raw(1), "Old", Collage::DEFAULT_SIZE, Timestamp(0));
        let step = |title: &str, budget: &str| {
            let (mut title, mut scale) = (title.to_owned(), true);
            let [mut author, mut credit, mut sponsored_by, mut width, mut height] = [const { String::new() }; 5];
            let typed = Typed {
                title: &mut title,
                author: &mut author,
                credit: &mut credit,
                sponsored_by: &mut sponsored_by,
                width: &mut width,
                height: &mut height,
                scale: &mut scale,
            };
            let budget = BudgetTyped { amount: budget.to_owned(), currency: "eur".to_owned() }.budget().unwrap();
            changes(&collage, &typed, Collage::DEFAULT_SIZE, budget)
        };
        assert_eq!(step(" Old ", ""), None);
        let Some(Command::Batch { commands }) = step("New", "250,50") else { panic!("one step") };
        assert!(matches!(&commands[0], Command::SetMeta { title: Some(title), author: None, .. } if title == "New"));
        assert!(
            matches!(&commands[1], Command::SetBudget { budget: Some(budget) } if budget.to_string() == "250.50 EUR")
        );
        assert_eq!(commands.len(), 2);
    }

    #[test]
    fn a_budget_must_be_a_price() {
        let budget = |amount: &str, currency: &str| {
            BudgetTyped { amount: amount.to_owned(), currency: currency.to_owned() }.budget()
        };
        assert_eq!(budget("", "EUR"), Some(None));
        assert!(budget("12", "").is_some_and(|budget| budget.is_some()));
        assert_eq!(budget("many", "EUR"), None);
        assert_eq!(budget("12", "EURO"), None);
    }
}
