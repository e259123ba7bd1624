//! The common frame of all dialogs: title, body, and a row of buttons.

use egui::{
    Align, Button, Frame, Id, Key, Layout, Margin, Modal, Modifiers, Popup, RichText, ScrollArea, Stroke, Ui, Vec2,
};

use crate::i18n::{Lang, dialogs as say};

use super::super::icons;
use super::super::theme;
use super::super::tokens::{size, space, text};
use super::super::widgets::{icon_button, primary_button};

/// Room that always stays free around a dialog.
const AROUND: f32 = 28.0;
/// Title row, button row and the margins between them.
const FURNITURE: f32 = 152.0;

/// How a dialog looks.
pub struct Sheet {
    title: String,
    width: f32,
    height: Option<f32>,
    confirm: Option<String>,
    dangerous: bool,
    keeping: bool,
}

/// What became of a dialog in this frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It stays.
    Open,
    /// The person left it.
    Closed,
    /// The main button was pressed.
    Confirmed,
}

impl Sheet {
    /// A dialog with a title; `width` in points, less where the window is small.
    pub fn new(title: impl Into<String>, width: f32) -> Self {
        Self { title: title.into(), width, height: None, confirm: None, dangerous: false, keeping: false }
    }

    /// Gives it a main button; without one there is only “Close”.
    pub fn confirm(mut self, label: impl Into<String>) -> Self {
        self.confirm = Some(label.into());
        self
    }

    /// The main button destroys something.
    pub fn dangerous(mut self) -> Self {
        self.dangerous = true;
        self
    }

    /// Something was typed or chosen in it: a click beside it is taken for a slip and does not close it. Esc,
    /// “Cancel” and the cross still do.
    pub fn keeping(mut self, changed: bool) -> Self {
        self.keeping = changed;
        self
    }

    /// Its body has this height, less where the window is small, and scrolls by itself.
    pub fn tall(mut self, height: f32) -> Self {
        self.height = Some(height);
        self
    }

    /// Draws it. `body` says whether the main button may be pressed.
    pub fn show(self, ui: &Ui, lang: Lang, body: impl FnOnce(&mut Ui) -> bool) -> Outcome {
        let ctx = ui.ctx().clone();
        // Enter belongs to a focused button or an open menu before it belongs to the dialog.
        let enter_is_free =
            !Popup::is_any_open(&ctx) && (ctx.text_edit_focused() || ctx.memory(|memory| memory.focused()).is_none());
        let window = ctx.content_rect().size();
        let width = self.width.min(window.x - 2.0 * (AROUND + space::XL));
        let most = (window.y - 2.0 * AROUND - FURNITURE).max(120.0);
        let frame = Frame::window(ui.style()).inner_margin(Margin::same(space::XL as i8));
        // Areas remember their size: in a window of another size it would be the wrong one.
        let id = Id::unique(("dialog", &self.title, window.x.round() as i32, window.y.round() as i32));
        let area = Modal::default_area(id).accessible_name(self.title.clone());
        let modal = Modal::new(id).area(area).frame(frame).show(&ctx, |ui| {
            ui.set_width(width);
            let mut closed = self.head(ui, lang);
            ui.add_space(space::M);
            let ready = match self.height {
                Some(height) => {
                    let whole = Vec2::new(width, height.min(most));
                    ui.allocate_ui_with_layout(whole, Layout::top_down(Align::Min), |ui| {
                        ui.set_min_size(whole);
                        body(ui)
                    })
                    .inner
                }
                None => {
                    // An area offers the height it had before: without a least height a long body would only
                    // grow frame by frame.
                    let scroll = ScrollArea::vertical().max_height(most).min_scrolled_height(most);
                    let scroll = scroll.auto_shrink([false, true]);
                    scroll
                        .show(ui, |ui| {
                            // Keeps the outlines of fields clear of the scroll area's edge.
                            Frame::new().inner_margin(Margin::symmetric(1, 1)).show(ui, body).inner
                        })
                        .inner
                }
            };
            ui.add_space(space::L);
            let confirmed = self.foot(ui, lang, ready, &mut closed);
            (ready, confirmed, closed)
        });
        let (ready, confirmed, closed) = modal.inner;
        let entered = ready
            && enter_is_free
            && modal.is_top_modal
            && self.confirm.is_some()
            && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        if confirmed || entered {
            Outcome::Confirmed
        } else if closed || (modal.should_close() && !(self.keeping && modal.backdrop_response.clicked())) {
            Outcome::Closed
        } else {
            Outcome::Open
        }
    }

    fn head(&self, ui: &mut Ui, lang: Lang) -> bool {
        ui.horizontal(|ui| {
            ui.label(RichText::new(&self.title).font(theme::bold(text::HEADING)));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                icon_button(ui, icons::X, &say::close(lang), None, true, false).clicked()
            })
            .inner
        })
        .inner
    }

    fn foot(&self, ui: &mut Ui, lang: Lang, ready: bool, closed: &mut bool) -> bool {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let leave = |ui: &mut Ui, label: String| {
                ui.add(Button::new(label).min_size(Vec2::new(72.0, size::CONTROL))).clicked()
            };
            let Some(label) = &self.confirm else {
                *closed |= leave(ui, say::done(lang));
                return false;
            };
            let confirmed = if self.dangerous {
                danger_button(ui, label, ready)
            } else {
                primary_button(ui, label, ready).clicked()
            };
            *closed |= leave(ui, say::cancel(lang));
            confirmed
        })
        .inner
    }
}

fn danger_button(ui: &mut Ui, label: &str, enabled: bool) -> bool {
    let palette = theme::palette(ui);
    let words = RichText::new(label).font(theme::medium(text::BODY)).color(palette.bad);
    let button = Button::new(words).stroke(Stroke::new(1.0, palette.bad)).min_size(Vec2::new(72.0, size::CONTROL));
    ui.add_enabled(enabled, button).clicked()
}
