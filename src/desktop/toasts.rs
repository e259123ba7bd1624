//! Short notes at the foot of the window about work that ended elsewhere.

use egui::{Align2, Area, Frame, Id, Margin, Order, RichText, Ui, Vec2};

use crate::i18n::{Lang, desktop as msg};

use super::icons;
use super::intent::Intent;
use super::theme;
use super::tokens::{size, space, text};
use super::widgets::{icon, icon_button};

/// How a note looks and how long it stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Done,
    Note,
    Problem,
}

/// One note.
#[derive(Debug, Clone)]
pub struct Toast {
    /// Unique in this window.
    pub id: u64,
    /// How it looks.
    pub tone: Tone,
    /// What it says.
    pub words: String,
    /// A button on it.
    pub button: Option<(String, Intent)>,
    /// When it was first drawn, in egui's seconds.
    shown_at: Option<f64>,
}

/// The notes on show, oldest first.
#[derive(Debug, Default)]
pub struct Toasts {
    notes: Vec<Toast>,
    next_id: u64,
}

impl Toasts {
    /// The most notes at once; older ones make room.
    const MOST: usize = 4;

    /// Adds a note.
    pub fn push(&mut self, tone: Tone, words: impl Into<String>, button: Option<(String, Intent)>) {
        let words = words.into();
        // The same problem twice is one problem.
        self.notes.retain(|note| note.words != words);
        self.next_id += 1;
        self.notes.push(Toast { id: self.next_id, tone, words, button, shown_at: None });
        if self.notes.len() > Self::MOST {
            self.notes.remove(0);
        }
    }

    /// Takes a note away.
    pub fn dismiss(&mut self, id: u64) {
        self.notes.retain(|note| note.id != id);
    }

    /// What the notes say, for tests and screen readers.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.notes.iter().map(|note| note.words.as_str())
    }

    /// Draws the notes; those whose time is over leave. Problems stay until they are dismissed.
    pub fn show(&mut self, ui: &Ui, lang: Lang, intents: &mut Vec<Intent>) {
        let now = ui.input(|input| input.time);
        self.notes.retain(|note| {
            let seconds = match note.tone {
                Tone::Problem => f64::INFINITY,
                Tone::Done if note.button.is_none() => 4.0,
                Tone::Done | Tone::Note => 12.0,
            };
            note.shown_at.is_none_or(|at| now - at < seconds)
        });
        if self.notes.is_empty() {
            return;
        }
        // Only to let a note leave in time.
        ui.ctx().request_repaint_after_secs(1.0);
        let palette = theme::palette(ui);
        Area::new(Id::unique("toasts"))
            .anchor(Align2::CENTER_BOTTOM, Vec2::new(0.0, -(size::BOTTOM_BAR + space::L)))
            .order(Order::Foreground)
            .show(ui.ctx(), |ui| {
                for note in &mut self.notes {
                    note.shown_at.get_or_insert(now);
                    let (glyph, colour) = match note.tone {
                        Tone::Done => (icons::CHECK_CIRCLE, palette.good),
                        Tone::Note => (icons::INFO, palette.guide),
                        Tone::Problem => (icons::WARNING_CIRCLE, palette.bad),
                    };
                    Frame::popup(ui.style()).inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
                        ui.set_max_width(520.0);
                        ui.horizontal(|ui| {
                            ui.label(icon(glyph, text::ICON).color(colour));
                            ui.scope(|ui| {
                                ui.set_max_width(360.0);
                                ui.add(egui::Label::new(RichText::new(&note.words)).wrap());
                            });
                            if let Some((label, intent)) = &note.button
                                && ui.button(label).clicked()
                            {
                                intents.push(intent.clone());
                                intents.push(Intent::DismissToast(note.id));
                            }
                            if icon_button(ui, icons::X, &msg::dismiss(lang), None, true, false).clicked() {
                                intents.push(Intent::DismissToast(note.id));
                            }
                        });
                    });
                }
            });
    }
}
