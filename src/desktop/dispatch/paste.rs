//! Ctrl+V: whatever lies on the clipboard becomes finds and tiles.

use crate::affiliate::clean_with;
use crate::edit::kernels::place;
use crate::edit::{Command, Piece};
use crate::i18n::desktop as msg;
use crate::ingest::html_fragment;
use crate::jobs::Request;
use crate::model::{MerchantUrl, Vector};

use super::super::clipboard::Pasted;
use super::super::services::Services;
use super::super::state::{ClipboardUse, Screen, State};
use super::super::toasts::Tone;
use super::{send, tiles};

/// Keeps the selected tiles for pasting, and puts their addresses or names on the system's clipboard: for
/// other programs, and so that Ctrl+V arrives here even if nothing else lies there.
pub fn copy(state: &mut State, ctx: &egui::Context) {
    let Some(doc) = &state.doc else { return };
    let pieces = tiles::pieces_of(doc);
    if pieces.is_empty() {
        return;
    }
    let collage = doc.collage();
    let chosen = collage.tiles_in_order().filter(|(id, _)| doc.selection.contains(id));
    let words: Vec<String> = chosen
        .map(|(_, tile)| {
            let url = collage.url_of(tile).map(|url| url.as_str().to_owned());
            url.or_else(|| collage.tile_name(tile)).unwrap_or_else(|| collage.meta.title.clone())
        })
        .collect();
    state.copied_words = words.join("\n");
    ctx.copy_text(state.copied_words.clone());
    state.clipboard = pieces;
    state.pastes = 0;
}

/// Pastes the best of what was found on the clipboard.
pub fn paste(found: Vec<Pasted>, state: &mut State, services: &Services) {
    let lang = state.lang();
    let place = state.screen == Screen::Board;
    let text = found.iter().find_map(|each| match each {
        Pasted::Text(text) => Some(text.trim().to_owned()),
        _ => None,
    });
    let own = text.as_deref().is_some_and(|text| text == state.copied_words.trim());
    if own && !state.clipboard.is_empty() && place {
        paste_tiles(state, services);
        return;
    }
    for each in found {
        match each {
            Pasted::Files(paths) => {
                send(Request::AddFiles { paths, place }, state, services);
                return;
            }
            Pasted::Html(html) => {
                // Many programs put a plain sentence there as HTML too: only a picture makes it a find.
                let Ok(fragment) = html_fragment::parse(&html) else { continue };
                let Some(image) = fragment.images.first().cloned() else { continue };
                let link = fragment.link.or(fragment.source).and_then(|link| MerchantUrl::from_url(&link).ok());
                let title = fragment.title.unwrap_or_default();
                send(Request::AddClipping { image, title, link, place }, state, services);
                return;
            }
            Pasted::Text(text) => {
                if MerchantUrl::parse(&text).is_ok() {
                    paste_address(&text, place, state, services);
                    return;
                }
                if text.starts_with("data:image/") {
                    send(
                        Request::AddClipping { image: text, title: String::new(), link: None, place },
                        state,
                        services,
                    );
                    return;
                }
            }
            Pasted::Picture { width_px, height_px, rgba } => {
                let size_px = (width_px as u32, height_px as u32);
                // A browser's "copy image" often brings the address as text beside the pixels.
                let link = text.as_deref().and_then(|text| MerchantUrl::parse(text).ok());
                send(Request::AddPixels { size_px, rgba, link, place }, state, services);
                return;
            }
        }
    }
    if !state.clipboard.is_empty() && place {
        paste_tiles(state, services);
        return;
    }
    state.toasts.push(Tone::Note, msg::nothing_to_paste(lang), None);
}

/// An address becomes the link of the picture that waits for one, or a new find.
fn paste_address(text: &str, place: bool, state: &mut State, services: &Services) {
    let offered = offered_url(text, state);
    if let Some(offer) = state.offer.as_mut().filter(|_| offered.is_some()) {
        offer.url = offered;
        return;
    }
    send(Request::AddLink { url: text.to_owned(), place }, state, services);
}

/// The person comes back from the browser: an address copied there is offered to the picture that waits.
pub fn look_for_link(state: &mut State, services: &mut Services) {
    let waits = state.offer.as_ref().is_some_and(|offer| offer.url.is_none());
    if waits && state.asked_clipboard.is_none() {
        state.asked_clipboard = Some(ClipboardUse::Offer);
        services.clipboard.ask();
    }
}

/// The address without trackers and other people's ids, as everywhere; the person sees it before accepting.
pub fn offered_url(text: &str, state: &State) -> Option<MerchantUrl> {
    let programs = serde_json::from_value(state.settings.affiliate_programs.clone()).unwrap_or_default();
    clean_with(&programs, text).ok().map(|cleaned| cleaned.url)
}

/// Tiles copied in this window, each time a little further.
fn paste_tiles(state: &mut State, services: &Services) {
    state.pastes += 1;
    let step = place::CASCADE_PX * f64::from(state.pastes);
    let pieces: Vec<Piece> = state
        .clipboard
        .iter()
        .cloned()
        .map(|mut piece| {
            piece.tile.frame.centre = piece.tile.frame.centre + Vector::new(step, step);
            piece.tile.locked = false;
            piece
        })
        .collect();
    tiles::edit(&Command::Place { pieces }, None, state, services);
}
