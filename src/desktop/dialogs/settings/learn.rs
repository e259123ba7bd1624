//! A program learnt from a link: paste one that a network made, see what was understood, keep it for the shop.

use egui::{CollapsingHeader, Label, RichText, Ui};

use crate::affiliate::{Lesson, Programs, learn};
use crate::i18n::{Lang, links as say};

use super::super::super::icons;
use super::super::super::tokens::{space, text};
use super::super::super::widgets::icon_text_button;
use super::super::fields;

/// What is being learnt.
#[derive(Clone, Default)]
pub struct Learning {
    link: String,
    /// What the link teaches, or why it teaches nothing.
    read: Option<Result<Lesson, String>>,
    /// Why the proposal could not be kept.
    refused: Option<String>,
}

impl Learning {
    fn read(&mut self, lang: Lang, programs: &Programs) {
        self.refused = None;
        let link = self.link.trim();
        self.read = (!link.is_empty()).then(|| learn(programs, link, None).map_err(|error| error.message(lang)));
    }

    /// Keeps the best proposal; says which program it went to.
    fn keep(&mut self, lang: Lang, programs: &mut Programs, replace: bool) -> Option<String> {
        let best = self.read.as_ref()?.as_ref().ok()?.best()?;
        match best.save(programs, replace) {
            Ok(()) => {
                let name = best.program.clone();
                *self = Self::default();
                Some(name)
            }
            Err(error) => {
                self.refused = Some(error.message(lang));
                None
            }
        }
    }
}

/// Draws the fold; returns the program that something was kept for.
pub fn show(ui: &mut Ui, lang: Lang, programs: &mut Programs, learning: &mut Learning) -> Option<String> {
    let mut kept = None;
    CollapsingHeader::new(say::learn_from_link(lang)).id_salt("learn from a link").show(ui, |ui| {
        if fields::text_field(ui, &say::link_to_learn(lang), &mut learning.link, "https://").changed() {
            learning.read(lang, programs);
        }
        match &learning.read {
            Some(Err(why)) => fields::problem(ui, why),
            Some(Ok(lesson)) => {
                if let Some(replace) = lesson_shown(ui, lang, lesson) {
                    kept = learning.keep(lang, programs, replace);
                }
            }
            None => fields::paragraph(ui, &say::what_learning_does(lang)),
        }
        if let Some(why) = &learning.refused {
            fields::problem(ui, why);
        }
        ui.add_space(space::S);
    });
    kept
}

/// What was understood; whether it is to be kept, and then whether one's own ids give way.
fn lesson_shown(ui: &mut Ui, lang: Lang, lesson: &Lesson) -> Option<bool> {
    let best = lesson.best()?;
    fields::paragraph(ui, &say::learnt(lang, &best.title, &lesson.destination));
    let form = best.template.clone().unwrap_or_else(|| best.assignments.join("  "));
    ui.add(Label::new(RichText::new(form).monospace().size(text::SMALL)).wrap());
    if best.exact {
        fields::note(ui, &say::to_the_byte(lang));
    } else {
        fields::warning(ui, &say::not_to_the_byte(lang));
        ui.add(Label::new(RichText::new(&best.rebuilt).monospace().size(text::SMALL)).wrap());
    }
    for (key, own, other) in &best.replaces {
        fields::warning(ui, &say::learning_replaces(lang, key, other, own));
    }
    let replaces = !best.replaces.is_empty();
    let label = if replaces { say::keep_and_replace(lang) } else { say::keep_for_shop(lang, &lesson.shop) };
    icon_text_button(ui, icons::CHECK, &label).clicked().then_some(replaces)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "https://www.awin1.com/cread.php?awinmid=45&awinaffid=123&ued=https%3A%2F%2Fshop.example%2Fa";

    #[test]
    fn a_pasted_link_is_understood_and_kept() {
        let mut programs = Programs::default();
        let mut learning = Learning { link: format!(" {LINK} "), ..Learning::default() };
        learning.read(Lang::En, &programs);
        assert_eq!(learning.keep(Lang::En, &mut programs, false).as_deref(), Some("awin"));
        assert!(learning.link.is_empty() && programs.serving("shop.example").is_some());
        let before = programs.clone();
        learning.link = LINK.replace("=123", "=999");
        learning.read(Lang::En, &programs);
        assert_eq!(learning.keep(Lang::En, &mut programs, false), None);
        assert!(learning.refused.is_some() && programs == before);
        assert_eq!(learning.keep(Lang::En, &mut programs, true).as_deref(), Some("awin"));
    }

    #[test]
    fn what_teaches_nothing_says_why() {
        let mut learning = Learning { link: "https://amzn.to/1".to_owned(), ..Learning::default() };
        learning.read(Lang::En, &Programs::default());
        assert!(matches!(&learning.read, Some(Err(why)) if why.contains("amzn.to")));
        assert_eq!(learning.keep(Lang::En, &mut Programs::default(), true), None);
        learning.link = "  ".to_owned();
        learning.read(Lang::En, &Programs::default());
        assert!(learning.read.is_none());
    }
}
