//! Fields of forms: a label above its control, and words about what is wrong.

use egui::text::CCursorRange;
use egui::widgets::text_edit::TextEditState;
use egui::{Align, Align2, Color32, Id, Label, Layout, Response, RichText, TextEdit, Ui, Vec2};

use super::super::icons;
use super::super::theme;
use super::super::tokens::{size, space, text};
use super::super::widgets::{describe_by_hint, icon};

/// A label above a control that is named by it.
pub fn labelled<R>(ui: &mut Ui, label: &str, control: impl FnOnce(&mut Ui) -> R) -> R {
    below_label(ui, label, |ui, name| ui.label_inputs_by(name, control))
}

fn below_label<R>(ui: &mut Ui, label: &str, control: impl FnOnce(&mut Ui, Id) -> R) -> R {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let palette = theme::palette(ui);
        let words = RichText::new(label).font(theme::medium(text::SMALL)).color(palette.ink_soft);
        let name = ui.add(Label::new(words).truncate());
        let result = control(ui, name.id);
        ui.add_space(space::XS);
        result
    })
    .inner
}

/// A line of text as wide as there is room.
pub fn line(ui: &mut Ui, typed: &mut String, hint: &str) -> Response {
    let margin = egui::Margin::symmetric(space::S as i8, 6);
    let response = ui.add(
        TextEdit::singleline(typed)
            .hint_text(hint)
            .desired_width(f32::INFINITY)
            .margin(margin)
            .align(Align2::LEFT_CENTER)
            .min_size(Vec2::new(0.0, size::CONTROL)),
    );
    describe_by_hint(&response, hint);
    response
}

/// A labelled line of text.
pub fn text_field(ui: &mut Ui, label: &str, typed: &mut String, hint: &str) -> Response {
    // A hint would pass for a name, so the label is named here.
    below_label(ui, label, |ui, name| line(ui, typed, hint).labelled_by(name))
}

/// Gives the focus to a field that has just come, its text selected.
pub fn focus(response: &Response, typed: &str) {
    response.request_focus();
    if let Some(mut state) = TextEditState::load(&response.ctx, response.id) {
        state.cursor.set_char_range(Some(CCursorRange::select_all_str(typed)));
        state.store(&response.ctx, response.id);
    }
}

/// What is wrong with the field above.
pub fn problem(ui: &mut Ui, words: &str) {
    let palette = theme::palette(ui);
    remark(ui, icons::WARNING_CIRCLE, palette.bad, words);
}

/// Something to heed.
pub fn warning(ui: &mut Ui, words: &str) {
    let palette = theme::palette(ui);
    remark(ui, icons::WARNING_CIRCLE, palette.warn, words);
}

/// Something good to know.
pub fn note(ui: &mut Ui, words: &str) {
    let palette = theme::palette(ui);
    remark(ui, icons::INFO, palette.guide, words);
}

/// An icon with words that wrap beside it.
pub fn remark(ui: &mut Ui, glyph: &str, colour: Color32, words: &str) {
    ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        ui.label(icon(glyph, text::TITLE).color(colour));
        ui.add(Label::new(RichText::new(words).size(text::SMALL + 1.0)).wrap());
    });
}

/// A paragraph in the soft ink.
pub fn paragraph(ui: &mut Ui, words: &str) {
    let palette = theme::palette(ui);
    ui.add(Label::new(RichText::new(words).color(palette.ink_soft)).wrap());
}

/// Two controls side by side.
pub fn pair<R>(ui: &mut Ui, left: impl FnOnce(&mut Ui) -> R, right: impl FnOnce(&mut Ui)) -> R {
    ui.columns_const(|[first, second]| {
        let result = left(first);
        right(second);
        result
    })
}
