//! What answers of the workers change.

use crate::i18n::{browser as say, desktop as msg};
use crate::jobs::{AppEvent, OfClipper, Request};
use crate::model::Product;

use super::dialog::Dialog;
use super::dispatch;
use super::document::Document;
use super::intent::Intent;
use super::services::Services;
use super::state::{FeedDraft, NotSaved, Phase, Screen, State};
use super::textures::{Key, Textures};
use super::toasts::Tone;

/// Takes one answer.
pub fn handle(event: AppEvent, state: &mut State, textures: &mut Textures, services: &Services, ctx: &egui::Context) {
    let lang = state.lang();
    match event {
        AppEvent::Opened { settings, finds, collages, notice } => {
            state.settings = *settings;
            state.finds.catalogue = crate::search::Catalogue::build(finds);
            state.finds.stale = true;
            state.collages = collages;
            state.phase = Phase::Ready;
            dispatch::apply_theme(state, ctx);
            // A full queue only means that it is tidied another day.
            let _ = services.jobs.send(Request::Tidy);
            if let Some(notice) = notice {
                state.toasts.push(Tone::Problem, notice, None);
            }
        }
        AppEvent::OpenFailed(why) => state.phase = Phase::Failed(why),
        AppEvent::AlreadyOpen => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
        AppEvent::Collages(collages) => state.collages = collages,
        AppEvent::Loaded(collage) => {
            state.dialog = None;
            state.doc = Some(Document::new(*collage));
            state.screen = Screen::Board;
            state.offer = None;
        }
        AppEvent::Committed { collage, count, problem } => {
            if let Some(doc) = state.doc.as_mut().filter(|doc| doc.id() == collage) {
                doc.confirm_saved(count, problem.is_none());
            }
            if let Some(problem) = problem {
                state.toasts.push(Tone::Problem, msg::not_saved(state.lang(), problem), None);
            }
        }
        AppEvent::NotSaved { collage, why, again_at, .. } => {
            if let Some(doc) = state.doc.as_mut().filter(|doc| doc.id() == collage) {
                doc.save_failed = true;
            }
            state.not_saved = Some(NotSaved { why, again_at: Some(again_at) });
        }
        AppEvent::SavedAgain => {
            state.not_saved = None;
            if matches!(state.dialog, Some(Dialog::LeaveUnsaved)) {
                state.dialog = None;
            }
            state.toasts.push(Tone::Done, msg::saved_again(lang), None);
        }
        AppEvent::Versions { collage, versions } => {
            if state.doc.as_ref().is_some_and(|doc| doc.id() == collage) {
                state.history.versions = versions;
            }
        }
        AppEvent::Version { seq, collage } => state.history.shown = Some((seq, collage)),
        AppEvent::FindsChanged { finds, place } => {
            // A picture that was lost may have come back with them.
            textures.retry_failed();
            finds_changed(finds, place, state, services);
        }
        AppEvent::FindsRemoved(keys) => {
            for key in keys {
                state.finds.catalogue.remove(key);
                state.finds.selected.retain(|each| *each != key);
            }
            state.finds.stale = true;
        }
        AppEvent::SettingsSaved(settings) => {
            state.settings = *settings;
            dispatch::apply_theme(state, ctx);
        }
        AppEvent::Progress(progress) => state.progress = progress,
        AppEvent::FeedSniffed { path, mapping, header, cells, finds, format } => {
            let (currency, merchant) = (String::new(), String::new());
            state.feed = Some(FeedDraft { path, format, header, cells, finds, mapping, currency, merchant });
            state.dialog = Some(Dialog::Feed);
        }
        AppEvent::FeedImported { taken, skipped, warnings } => {
            state.progress = None;
            state.cancel = None;
            let tone = if skipped > 0 { Tone::Note } else { Tone::Done };
            let mut words = msg::feed_done(lang, taken, skipped);
            for warning in warnings.iter().take(3) {
                words.push('\n');
                words.push_str(warning);
            }
            state.toasts.push(tone, words, None);
        }
        AppEvent::BundleImported(collage) => {
            state.progress = None;
            // The queue of the library is rarely full; if it is, the gallery shows the new collage anyway.
            let _ = services.jobs.send(Request::LoadCollage(collage));
        }
        AppEvent::Preflight(preflight) => state.preflight = Some(preflight),
        AppEvent::Exported { path, warnings } => {
            state.progress = None;
            state.cancel = None;
            // The person may have gone on meanwhile.
            if matches!(state.dialog, Some(Dialog::Export { .. })) {
                state.dialog = None;
            }
            let mut words = msg::exported(lang, path.display());
            for warning in &warnings {
                words.push('\n');
                words.push_str(warning);
            }
            let tone = if warnings.is_empty() { Tone::Done } else { Tone::Note };
            state.toasts.push(tone, words, Some((msg::reveal(lang), Intent::Reveal(path))));
        }
        AppEvent::ExportInTheWay { collage, to, channel, lang: page_lang, words } => {
            state.progress = None;
            state.cancel = None;
            // The sheet would lie over the question.
            if matches!(state.dialog, Some(Dialog::Export { .. })) {
                state.dialog = None;
            }
            let replace = Intent::ReplaceExport { collage, to, channel, lang: page_lang };
            state.toasts.push(Tone::Problem, words, Some((msg::replace_export(lang), replace)));
        }
        AppEvent::Picture { image, side_px, picture, alpha } => {
            textures.arrived(Key::Picture(image, side_px), picture, alpha);
        }
        AppEvent::Text { hash, step, picture } => textures.arrived(Key::Text(hash, step), picture, None),
        AppEvent::Cover { collage, seq, picture } => textures.arrived(Key::Cover(collage, seq), picture, None),
        AppEvent::Clipping(clipping) => state.clipping = *clipping,
        AppEvent::Clipped { find, known } => clipped(*find, known, state, textures),
        AppEvent::BrowserPaired(browser) => {
            state.toasts.push(Tone::Done, say::browser_paired(lang, browser), None);
            // The list is told anew at the next opening, if the queue is full now.
            let _ = services.jobs.send(Request::Clipper(OfClipper::Tell));
        }
        AppEvent::ExtensionSaved(folder) => {
            let words = say::extension_saved(lang, folder.display());
            state.toasts.push(Tone::Done, words, Some((msg::reveal(lang), Intent::Reveal(folder))));
        }
        AppEvent::Refused(words) => {
            state.progress = None;
            let browser = Intent::Open(Dialog::Settings { tab: super::dialogs::BROWSER_TAB });
            state.toasts.push(Tone::Problem, words, Some((say::about_the_clipper(lang), browser)));
        }
        AppEvent::Problem(words) => {
            state.progress = None;
            state.cancel = None;
            state.toasts.push(Tone::Problem, words, None);
        }
        AppEvent::Stopped(words) => {
            state.progress = None;
            state.cancel = None;
            state.toasts.push(Tone::Note, words, None);
        }
        AppEvent::Done(words) => state.toasts.push(Tone::Done, words, None),
    }
}

fn finds_changed(finds: Vec<Product>, place: bool, state: &mut State, services: &Services) {
    let lang = state.lang();
    let keys: Vec<_> = finds.iter().map(|find| find.key).collect();
    let without_link = finds.len() == 1 && finds[0].snapshot.url.is_none();
    let count = finds.len();
    for find in finds {
        state.finds.catalogue.upsert(find);
    }
    state.finds.stale = true;
    if place && state.screen == Screen::Board && state.doc.is_some() {
        dispatch::place_finds(&keys, None, state, services);
        if without_link {
            state.toasts.push(Tone::Note, msg::no_link_yet(lang), None);
        }
    } else if count > 0 {
        let count = count as u64;
        state.toasts.push(
            Tone::Done,
            lang.plural(count, msg::one_find_added(lang), msg::finds_added(lang, count)),
            None,
        );
    }
}

/// A find that came while the person was in their browser: it waits among the finds, and can go onto the page.
fn clipped(find: Product, known: bool, state: &mut State, textures: &mut Textures) {
    let lang = state.lang();
    textures.retry_failed();
    let (key, title) = (find.key, shortened(&find.snapshot.title));
    state.finds.catalogue.upsert(find);
    state.finds.stale = true;
    let words = if known { say::clip_updated(lang, title) } else { say::clip_added(lang, title) };
    let on_board = state.screen == Screen::Board && state.doc.is_some();
    let place = on_board.then(|| (say::place_clip(lang), Intent::PlaceFinds(vec![key], None)));
    state.toasts.push(Tone::Done, words, place);
}

/// A title that fits into a note.
fn shortened(title: &str) -> String {
    const MOST_CHARACTERS: usize = 70;
    let mut letters = title.chars();
    let mut short: String = letters.by_ref().take(MOST_CHARACTERS).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}
