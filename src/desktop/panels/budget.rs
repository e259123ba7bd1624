//! Typing a budget.

use egui::{Id, TextEdit, Ui};

use crate::edit::Command;
use crate::i18n::{Lang, panels as say};
use crate::model::{Collage, Price};

use super::super::intent::Intent;
use super::super::state::{typed_amount, typed_currency};
use super::super::theme;
use super::super::tokens::{space, text};
use super::super::widgets::{describe_by_hint, field, primary_button};

/// The texts being typed, and the budget that they were made from.
#[derive(Clone, Default)]
struct Draft {
    of: Option<Option<Price>>,
    amount: String,
    currency: String,
}

/// Fields for amount and currency with their buttons. Returns whether the budget was set or removed.
pub fn editor(ui: &mut Ui, collage: &Collage, lang: Lang, intents: &mut Vec<Intent>) -> bool {
    let id = Id::unique(("budget", collage.id));
    let mut draft: Draft = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let budget = collage.meta.budget;
    if draft.of != Some(budget) {
        draft.of = Some(budget);
        draft.amount = budget.map(|budget| budget.amount.to_string()).unwrap_or_default();
        draft.currency = budget.map_or_else(|| usual_currency(collage), |budget| code(&budget));
    }
    let amount = field(ui, &say::amount(lang), |ui| {
        let field = ui.add(
            TextEdit::singleline(&mut draft.amount).desired_width(ui.available_width().min(180.0)).hint_text("250"),
        );
        describe_by_hint(&field, "250");
        field
    });
    field(ui, &say::currency(lang), |ui| {
        let field = ui.add(
            TextEdit::singleline(&mut draft.currency)
                .desired_width(ui.available_width().min(180.0))
                .hint_text("EUR")
                .char_limit(3),
        );
        describe_by_hint(&field, "EUR");
    });
    let typed = typed(&draft.amount, &draft.currency);
    if typed.is_none() && !draft.amount.trim().is_empty() {
        let palette = theme::palette(ui);
        ui.label(egui::RichText::new(say::wrong_amount(lang)).size(text::SMALL).color(palette.bad));
    }
    ui.add_space(space::XS);
    let mut done = false;
    ui.horizontal(|ui| {
        let entered = amount.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let apply = primary_button(ui, say::set_budget(lang), typed.is_some()).clicked();
        if let Some(budget) = typed.filter(|_| apply || entered) {
            intents.push(Intent::Edit(Command::SetBudget { budget: Some(budget) }));
            done = true;
        }
        if budget.is_some() && ui.button(say::remove_budget(lang)).clicked() {
            intents.push(Intent::Edit(Command::SetBudget { budget: None }));
            done = true;
        }
    });
    ui.data_mut(|data| data.insert_temp(id, draft));
    done
}

fn typed(amount: &str, currency: &str) -> Option<Price> {
    Price::new(typed_amount(amount)?, typed_currency(currency).ok()?).ok()
}

fn code(price: &Price) -> String {
    price.currency.map(|currency| currency.to_string()).unwrap_or_default()
}

/// The currency that most of the collage's prices have.
fn usual_currency(collage: &Collage) -> String {
    let mut counts = std::collections::BTreeMap::new();
    for price in collage.products.values().filter_map(|product| product.price) {
        *counts.entry(code(&price)).or_insert(0_u32) += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(code, _)| code).unwrap_or_default()
}
