//! Carries out wishes that are not about tiles; those are in [`tiles`].

mod paste;
mod tiles;

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::i18n::desktop as msg;
use crate::jobs::{OfClipper, Request};
use crate::library::settings::Theme;
use crate::model::Collage;

use super::action::Action;
use super::chooser::Choosing;
use super::dialog::Dialog;
use super::intent::Intent;
use super::services::Services;
use super::state::{ClipboardUse, Screen, State};
use super::toasts::Tone;

pub use paste::{offered_url, paste};
pub use tiles::place_finds;

/// Carries out one wish.
pub fn carry_out(intent: Intent, state: &mut State, services: &mut Services, ctx: &egui::Context) {
    match intent {
        Intent::Do(action) => act(action, state, services, ctx),
        Intent::Leap(action) => tiles::leap(action, state, services),
        Intent::Edit(command) => tiles::edit(&command, None, state, services),
        Intent::EditMerging(command, key) => tiles::edit(&command, Some(key), state, services),
        Intent::Seal => {
            if let Some(doc) = &mut state.doc {
                doc.editor.seal();
            }
        }
        Intent::Select(tiles) => {
            if let Some(doc) = &mut state.doc {
                doc.selection = tiles;
            }
        }
        Intent::PlaceFinds(keys, at) => place_finds(&keys, at, state, services),
        Intent::Open(dialog) => open(dialog, state, services),
        Intent::CloseDialog => close_dialog(state),
        Intent::SaveAgain => send(Request::SaveAgain, state, services),
        Intent::Leave => {
            state.leaves_unsaved = true;
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
        Intent::CreateCollage { title, size } => {
            state.dialog = None;
            leave_board(state, services);
            send(Request::CreateCollage { title, size }, state, services);
        }
        Intent::OpenCollage(id) => {
            leave_board(state, services);
            send(Request::LoadCollage(id), state, services);
        }
        Intent::RenameCollage(id, title) => {
            state.dialog = None;
            send(Request::RenameCollage(id, title), state, services);
        }
        Intent::DuplicateCollage(id) => {
            let title = state.collages.iter().find(|each| each.id == id).map(|each| each.title.clone());
            let title = msg::copy_of(state.lang(), title.unwrap_or_default());
            send(Request::DuplicateCollage { collage: id, title }, state, services);
        }
        Intent::TrashCollage(id) => send(Request::TrashCollage(id), state, services),
        Intent::RestoreCollage(id) => send(Request::RestoreCollage(id), state, services),
        Intent::DeleteForever(id) => {
            state.dialog = None;
            send(Request::DeleteForever(id), state, services);
        }
        Intent::ShowVersion(seq) => {
            if let Some(collage) = state.doc.as_ref().map(|doc| doc.id()) {
                send(Request::Version { collage, seq }, state, services);
            }
        }
        Intent::RestoreVersion(seq) => restore_version(seq, state, services),
        Intent::AddLink(url) => {
            state.dialog = None;
            send(Request::AddLink { url, place: state.screen == Screen::Board }, state, services);
        }
        Intent::ImportFiles(paths) => {
            state.dialog = None;
            send(Request::AddFiles { paths, place: state.screen == Screen::Board }, state, services);
        }
        Intent::SniffFeed(path) => send(Request::SniffFeed(path), state, services),
        Intent::ImportFeed(import) => {
            state.dialog = None;
            state.feed = None;
            state.cancel = Some(Arc::clone(&import.cancel));
            send(Request::ImportFeed(import), state, services);
        }
        Intent::Cancel => {
            if let Some(cancel) = &state.cancel {
                cancel.store(true, Ordering::Relaxed);
            }
        }
        Intent::ImportBundle(path) => {
            state.dialog = None;
            send(Request::ImportBundle(path), state, services);
        }
        Intent::Preflight { channel, lang } => {
            if let Some(collage) = snapshot(state) {
                state.preflight = None;
                send(Request::Preflight { collage, channel, lang }, state, services);
            }
        }
        Intent::Export { to, channel, lang } => {
            if let Some(collage) = snapshot(state) {
                let cancel = Arc::default();
                state.cancel = Some(Arc::clone(&cancel));
                send(Request::Export { collage, to, channel, lang, replace: false, cancel }, state, services);
            }
        }
        Intent::ReplaceExport { collage, to, channel, lang } => {
            let cancel = Arc::default();
            state.cancel = Some(Arc::clone(&cancel));
            send(Request::Export { collage, to, channel, lang, replace: true, cancel }, state, services);
        }
        Intent::Choose(ask) => {
            state.choosing = Choosing { open: true, chosen: Vec::new() };
            services.chooser.ask(ask);
        }
        Intent::Reveal(path) => reveal(&path, ctx),
        Intent::SaveFind(product) => {
            state.dialog = None;
            send(Request::SaveFinds(vec![*product]), state, services);
        }
        Intent::RemoveFinds(keys) => {
            state.dialog = None;
            send(Request::RemoveFinds(keys), state, services);
        }
        Intent::LookForLink => paste::look_for_link(state, services),
        Intent::AcceptOfferedLink => tiles::accept_offer(state, services),
        Intent::DeclineOfferedLink => state.offer = None,
        Intent::SaveSettings(settings) => {
            state.dialog = None;
            send(Request::SaveSettings(settings), state, services);
        }
        Intent::Clipper(asked) => send(Request::Clipper(asked), state, services),
        Intent::DismissToast(id) => state.toasts.dismiss(id),
    }
}

fn act(action: Action, state: &mut State, services: &mut Services, ctx: &egui::Context) {
    match action {
        Action::NewCollage => {
            let lang = state.lang();
            let title = msg::untitled(lang);
            let dialog = Dialog::NewCollage { title, preset: 0, width: "1200".into(), height: "1200".into() };
            open(dialog, state, services);
        }
        Action::OpenGallery => {
            leave_board(state, services);
            state.screen = Screen::Gallery;
        }
        Action::AddFromLink => open(Dialog::AddLink { url: String::new() }, state, services),
        Action::AddFiles => open(Dialog::AddFiles { path: String::new() }, state, services),
        Action::ImportFeed => open(Dialog::AddFiles { path: String::new() }, state, services),
        Action::ImportBundle => open(Dialog::OpenBundle { path: String::new() }, state, services),
        Action::History => open(Dialog::History, state, services),
        Action::Settings => open(Dialog::Settings { tab: 0 }, state, services),
        Action::Commands => open(Dialog::Commands { typed: String::new(), chosen: 0 }, state, services),
        Action::Shortcuts => open(Dialog::Shortcuts, state, services),
        Action::Export => {
            if let Some(doc) = &state.doc {
                let lang = state.lang();
                let path = super::dialogs::export::proposed_path(&doc.collage().meta.title);
                let channel = crate::model::Channel::builtin(crate::model::ChannelKind::Web).id;
                open(Dialog::Export { path, channel, lang }, state, services);
            }
        }
        Action::PageSetup => {
            if let Some(doc) = &state.doc {
                let (meta, size) = (&doc.collage().meta, doc.collage().page.size);
                let dialog = Dialog::PageSetup {
                    title: meta.title.clone(),
                    author: meta.author.clone(),
                    credit: meta.credit.clone(),
                    sponsored_by: meta.sponsored_by.clone(),
                    width: size.width.to_string(),
                    height: size.height.to_string(),
                    scale: true,
                };
                open(dialog, state, services);
            }
        }
        Action::ToggleTheme => {
            let dark = ctx.theme() == egui::Theme::Dark;
            let theme = if dark { Theme::Light } else { Theme::Dark };
            let settings = crate::library::Settings { theme, ..state.settings.clone() };
            state.settings = settings.clone();
            apply_theme(state, ctx);
            send(Request::SaveSettings(Box::new(settings)), state, services);
        }
        Action::ToggleFinds => state.finds_open = !state.finds_open,
        Action::Copy | Action::Cut => {
            paste::copy(state, ctx);
            tiles::act(action, state, services);
        }
        Action::Paste => {
            state.asked_clipboard = Some(ClipboardUse::Paste);
            services.clipboard.ask();
        }
        other => tiles::act(other, state, services),
    }
}

fn open(dialog: Dialog, state: &mut State, services: &Services) {
    keep_typed(state, services);
    state.choosing = Choosing::default();
    match &dialog {
        Dialog::History => {
            state.history = super::state::HistoryView::default();
            if let Some(collage) = state.doc.as_ref().map(|doc| doc.id()) {
                send_unsaved(state, services);
                send(Request::Versions(collage), state, services);
            }
        }
        Dialog::Export { channel, lang, .. } => {
            let (channel, lang) = (*channel, *lang);
            state.preflight = None;
            if let Some(collage) = snapshot(state) {
                send(Request::Preflight { collage, channel, lang }, state, services);
            }
        }
        Dialog::Settings { .. } => {
            state.settings_draft = Some(Box::new(state.settings.clone()));
            send(Request::Clipper(OfClipper::Tell), state, services);
        }
        Dialog::EditFind { product } => {
            state.find_draft = state.finds.catalogue.by_key(*product).cloned().map(Box::new);
        }
        _ => {}
    }
    state.dialog = Some(dialog);
}

fn close_dialog(state: &mut State) {
    state.dialog = None;
    state.choosing = Choosing::default();
    state.feed = None;
    state.settings_draft = None;
    state.find_draft = None;
    state.history = super::state::HistoryView::default();
}

fn restore_version(seq: u64, state: &mut State, services: &Services) {
    let Some((shown, collage)) = state.history.shown.take() else { return };
    if shown == seq {
        tiles::edit(&crate::edit::Command::Restore { collage }, None, state, services);
    }
    close_dialog(state);
}

/// The open collage as it is now, for work elsewhere.
fn snapshot(state: &State) -> Option<Arc<Collage>> {
    state.doc.as_ref().map(|doc| Arc::new(doc.collage().clone()))
}

/// Sends a request; a full queue is told.
fn send(request: Request, state: &mut State, services: &Services) {
    if services.jobs.send(request).is_err() {
        state.toasts.push(Tone::Problem, msg::too_busy(state.lang()), None);
    }
}

/// Hands unsaved edits to the library. Returns whether all are handed over; the rest is tried again in the
/// next frame.
pub fn send_unsaved(state: &mut State, services: &Services) -> bool {
    let Some(doc) = &mut state.doc else { return true };
    let Some((edits, after)) = doc.take_unsaved() else { return true };
    match services.jobs.send(Request::Commit { edits, after }) {
        Ok(()) => true,
        Err(unsent) => {
            if let Request::Commit { edits, .. } = *unsent.0 {
                doc.put_back_unsaved(edits);
            }
            false
        }
    }
}

fn leave_board(state: &mut State, services: &Services) {
    keep_typed(state, services);
    state.inspector = super::state::InspectorDraft::default();
    if let Some(doc) = &mut state.doc {
        super::canvas::cancel_gesture(&mut state.board, doc);
        doc.mode = super::document::Mode::Arrange;
        doc.editor.seal();
    }
    send_unsaved(state, services);
}

/// Takes over what stands in the inspector's fields, as leaving a field does. Called before the board is left
/// or looked at as a whole by keys, for then no field can say that it was left.
pub fn keep_typed(state: &mut State, services: &Services) {
    let mut intents = Vec::new();
    super::panels::inspector::keep_typed(state, &*services.clock, &mut intents);
    for intent in intents {
        if let Intent::Edit(command) = intent {
            tiles::edit(&command, None, state, services);
        }
    }
}

/// Puts the chosen theme into effect.
pub fn apply_theme(state: &State, ctx: &egui::Context) {
    ctx.set_theme(match state.settings.theme {
        Theme::System => egui::ThemePreference::System,
        Theme::Light => egui::ThemePreference::Light,
        Theme::Dark => egui::ThemePreference::Dark,
    });
}

/// Shows a file in the system's file manager.
fn reveal(path: &std::path::Path, ctx: &egui::Context) {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    if let Ok(url) = url::Url::from_directory_path(folder) {
        ctx.open_url(egui::OpenUrl::new_tab(url));
    }
}
