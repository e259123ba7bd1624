//! The windows over the window. One is open at a time; Esc closes it, Enter is its main button.
//!
//! Each draws from the state, keeps what is typed in its [`Dialog`] variant or, where that has no place for
//! it, in a [`session`], and answers with intents.

mod add;
mod cards;
mod collage;
mod commands;
pub mod export;
mod feed;
mod fields;
mod find;
mod history;
mod leave;
mod new_collage;
mod page_setup;
mod page_shape;
mod preflight;
mod settings;
mod sheet;
mod shortcuts;
#[cfg(test)]
mod tests;

use egui::{Id, Ui};

use crate::i18n::Lang;

use super::dialog::Dialog;
use super::intent::Intent;
use super::state::{Screen, State};
use super::textures::Textures;

pub use settings::BROWSER_TAB;

/// What every dialog knows of the moment.
#[derive(Clone, Copy)]
pub struct Moment {
    /// The language in effect.
    lang: Lang,
    /// Whether the dialog is drawn for the first time: sessions begin anew.
    fresh: bool,
    /// Whether it has just come: its first field takes the focus. True twice, since egui's first pass only
    /// measures.
    opening: bool,
    /// Whether what the dialog holds differs from what it opened with.
    changed: bool,
}

/// Draws the open dialog, if there is one.
pub fn show(ui: &mut Ui, state: &mut State, textures: &mut Textures, lang: Lang, intents: &mut Vec<Intent>) {
    // Taken out while it is drawn, so that it can be changed beside the rest of the state.
    let Some(mut dialog) = state.dialog.take() else { return };
    let (passes, changed) = since_opening(ui, &dialog);
    let moment = Moment { lang, fresh: passes == 0, opening: passes < 2, changed };
    match &mut dialog {
        Dialog::NewCollage { title, preset, width, height } => {
            new_collage::show(ui, moment, title, preset, width, height, intents);
        }
        Dialog::AddLink { url } => add::link(ui, moment, url, intents),
        Dialog::AddFiles { path } => add::files(ui, moment, path, &mut state.choosing, intents),
        Dialog::OpenBundle { path } => add::bundle(ui, moment, path, &mut state.choosing, intents),
        Dialog::Feed => feed::show(ui, moment, state.feed.as_mut(), intents),
        Dialog::Export { path, channel, lang: page_lang } => {
            export::show(ui, moment, state, &mut export::Choice { path, channel, page_lang }, intents);
        }
        Dialog::PageSetup { title, author, credit, sponsored_by, width, height, scale } => {
            let typed = &mut page_setup::Typed { title, author, credit, sponsored_by, width, height, scale };
            page_setup::show(ui, moment, state.doc.as_ref(), typed, intents);
        }
        Dialog::History => history::show(ui, moment, state, textures, intents),
        Dialog::Settings { tab } => settings::show(ui, moment, state, tab, intents),
        Dialog::Commands { typed, chosen } => {
            let on_board = state.screen == Screen::Board && state.doc.is_some();
            commands::show(ui, moment, on_board, typed, chosen, intents);
        }
        Dialog::Shortcuts => shortcuts::show(ui, moment, intents),
        Dialog::RenameCollage { collage, title } => collage::rename(ui, moment, *collage, title, intents),
        Dialog::DeleteForever { collage, title } => collage::delete_forever(ui, moment, *collage, title, intents),
        Dialog::LeaveUnsaved => leave::show(ui, moment, state.not_saved.as_ref(), intents),
        Dialog::EditFind { .. } => find::show(ui, moment, state, textures, intents),
    }
    state.dialog = Some(dialog);
}

/// How often this dialog was drawn without a break, and whether it has changed since.
fn since_opening(ui: &Ui, dialog: &Dialog) -> (u32, bool) {
    #[derive(Clone)]
    struct Opened {
        dialog: Dialog,
        pass: u64,
        count: u32,
    }
    let id = Id::unique("dialog since opening");
    let (which, pass) = (std::mem::discriminant(dialog), ui.ctx().cumulative_pass_nr());
    ui.data_mut(|data| {
        let before: Option<Opened> = data.get_temp(id);
        let same = before.filter(|opened| std::mem::discriminant(&opened.dialog) == which && opened.pass + 1 >= pass);
        let opened = match same {
            Some(opened) => Opened { pass, count: opened.count.saturating_add(1), ..opened },
            None => Opened { dialog: dialog.clone(), pass, count: 0 },
        };
        let told = (opened.count, opened.dialog != *dialog);
        data.insert_temp(id, opened);
        told
    })
}

/// What a dialog remembers while it is open and nobody else needs.
fn session<T: Clone + Default + Send + Sync + 'static>(ui: &Ui, moment: Moment) -> T {
    if moment.fresh {
        T::default()
    } else {
        ui.data(|data| data.get_temp(Id::unique("dialog session"))).unwrap_or_default()
    }
}

/// Keeps a [`session`] for the next frame.
fn keep<T: Clone + Send + Sync + 'static>(ui: &Ui, session: T) {
    ui.data_mut(|data| data.insert_temp(Id::unique("dialog session"), session));
}
