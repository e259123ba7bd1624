//! Ctrl+V: whatever lies on the clipboard becomes finds and tiles.

use crate::affiliate::clean_with;
use crate::edit::kernels::place;
use crate::edit::{Command, Piece};
use crate::i18n::desktop as msg;
use crate::ingest::html_fragment;
use crate::jobs::Request;
use crate::model::{MerchantUrl, Vector};

use super::super::app::Services;
use super::super::clipboard::Pasted;
use super::super::state::{Screen, State};
use super::super::toasts::Tone;
use super::{send, tiles};

/// Pastes the best thing that lies there.
pub fn paste(state: &mut State, services: &mut Services) {
    let lang = state.lang();
    let place = state.screen == Screen::Board;
    let found = services.clipboard.read();
    let text = found.iter().find_map(|each| match each {
        Pasted::Text(text) => Some(text.trim().to_owned()),
        _ => None,
    });
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
                let title = fragment.title.clone().unwrap_or_default();
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
    if state.offer.as_ref().is_none_or(|offer| offer.url.is_some()) {
        return;
    }
    let offered = services.clipboard.text().and_then(|text| offered_url(text.trim(), state));
    if let Some(offer) = &mut state.offer {
        offer.url = offered;
    }
}

/// The address without trackers and other people's ids, as everywhere; the person sees it before accepting.
fn offered_url(text: &str, state: &State) -> Option<MerchantUrl> {
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
