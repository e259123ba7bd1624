//! Bringing finds in: from an address, from files, from a bundle.

use std::path::{Path, PathBuf};

use egui::{Button, Ui, Vec2};

use crate::i18n::{Lang, dialogs as say};
use crate::model::{LinkError, MerchantUrl};

use super::super::chooser::{Ask, Choosing};
use super::super::icons;
use super::super::intent::Intent;
use super::super::theme;
use super::super::tokens::{size, space, text};
use super::super::widgets::{icon, icon_text_button, named};
use super::sheet::{Outcome, Sheet};
use super::{Moment, fields};

/// Files that are read as feeds.
const FEED_EXTENSIONS: [&str; 7] = ["xml", "csv", "tsv", "txt", "json", "gz", "zip"];

/// Draws the dialog for an address.
pub fn link(ui: &Ui, moment: Moment, typed: &mut String, intents: &mut Vec<Intent>) {
    let lang = moment.lang;
    let mut url = None;
    let outcome =
        Sheet::new(say::add_link(lang), 480.0).keeping(moment.changed).confirm(say::add(lang)).show(ui, lang, |ui| {
            let field = fields::text_field(ui, &say::address(lang), typed, "https://");
            if moment.opening {
                fields::focus(&field, typed);
            }
            match typed_address(typed) {
                Ok(good) => url = Some(good),
                Err(_) if typed.trim().is_empty() => {}
                Err(error) => fields::problem(ui, &address_problem(lang, &error)),
            }
            ui.add_space(space::XS);
            fields::note(ui, &say::what_is_fetched(lang));
            url.is_some()
        });
    match (outcome, url) {
        (Outcome::Confirmed, Some(url)) => intents.push(Intent::AddLink(url.as_str().to_owned())),
        (Outcome::Closed, _) => intents.push(Intent::CloseDialog),
        _ => {}
    }
}

/// A typed address; `https://` may be left out.
pub fn typed_address(typed: &str) -> Result<MerchantUrl, LinkError> {
    let typed = typed.trim();
    MerchantUrl::parse(typed).or_else(|error| match error {
        LinkError::NotAnAddress(_)
            if typed.contains('.') && !typed.contains("://") && !typed.starts_with(['.', '/']) =>
        {
            MerchantUrl::parse(&format!("https://{typed}"))
        }
        error => Err(error),
    })
}

/// What is wrong with an address, in words.
pub fn address_problem(lang: Lang, error: &LinkError) -> String {
    match error {
        LinkError::NotAnAddress(_) => say::not_an_address(lang),
        LinkError::Scheme(scheme) => say::wrong_scheme(lang, scheme),
        LinkError::UserInfo(host) => say::address_with_password(lang, host),
        LinkError::TooLong(_) => say::address_too_long(lang, MerchantUrl::MAX_BYTES),
    }
}

/// Draws the dialog for files of every kind, feeds included.
pub fn files(ui: &Ui, moment: Moment, typed: &mut String, choosing: &mut Choosing, intents: &mut Vec<Intent>) {
    let lang = moment.lang;
    let mut chosen = choosing.take();
    let outcome =
        Sheet::new(say::add_files(lang), 520.0).keeping(moment.changed).confirm(say::add(lang)).show(ui, lang, |ui| {
            if path_field(ui, moment, &say::path_of_file(lang), typed, choosing.open) {
                intents.push(Intent::Choose(Ask::Files));
            }
            ui.add_space(space::XS);
            let palette = theme::palette(ui);
            for (glyph, words) in [
                (icons::IMAGES, say::files_pictures(lang)),
                (icons::GLOBE_SIMPLE, say::files_pages(lang)),
                (icons::LINK, say::files_links(lang)),
                (icons::FILE_CSV, say::files_feeds(lang)),
            ] {
                fields::remark(ui, glyph, palette.ink_soft, &words);
            }
            ui.add_space(space::XS);
            fields::note(ui, &say::files_can_be_dropped(lang));
            typed_path(typed).is_some()
        });
    if let [one] = chosen.as_slice() {
        *typed = one.display().to_string();
        chosen.clear();
    }
    if !chosen.is_empty() {
        intents.push(Intent::ImportFiles(chosen));
        return;
    }
    match (outcome, typed_path(typed)) {
        (Outcome::Confirmed, Some(path)) if is_feed(&path) => intents.push(Intent::SniffFeed(path)),
        (Outcome::Confirmed, Some(path)) => intents.push(Intent::ImportFiles(vec![path])),
        (Outcome::Closed, _) => intents.push(Intent::CloseDialog),
        _ => {}
    }
}

fn is_feed(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|extension| FEED_EXTENSIONS.contains(&extension.as_str()))
}

/// Draws the dialog for a bundle.
pub fn bundle(ui: &Ui, moment: Moment, typed: &mut String, choosing: &mut Choosing, intents: &mut Vec<Intent>) {
    let lang = moment.lang;
    if let Some(path) = choosing.take().into_iter().next() {
        *typed = path.display().to_string();
    }
    let outcome = Sheet::new(say::open_bundle(lang), 520.0).keeping(moment.changed).confirm(say::open(lang)).show(
        ui,
        lang,
        |ui| {
            if path_field(ui, moment, &say::path_of_bundle(lang), typed, choosing.open) {
                intents.push(Intent::Choose(Ask::File(&["zip", "html"])));
            }
            if icon_text_button(ui, icons::FOLDER_OPEN, &say::browse_folder(lang)).clicked() {
                intents.push(Intent::Choose(Ask::Folder));
            }
            ui.add_space(space::XS);
            fields::paragraph(ui, &say::what_is_a_bundle(lang));
            typed_path(typed).is_some()
        },
    );
    match (outcome, typed_path(typed)) {
        (Outcome::Confirmed, Some(path)) => intents.push(Intent::ImportBundle(path)),
        (Outcome::Closed, _) => intents.push(Intent::CloseDialog),
        _ => {}
    }
}

/// A field for a path with a button for the system's dialog. Returns whether the button was pressed.
pub fn path_field(ui: &mut Ui, moment: Moment, label: &str, typed: &mut String, browsing: bool) -> bool {
    let words = say::browse(moment.lang);
    fields::labelled(ui, label, |ui| {
        ui.horizontal(|ui| {
            let button = 132.0;
            let room = Vec2::new(ui.available_width() - button - space::S, size::CONTROL);
            let field = ui.allocate_ui(room, |ui| fields::line(ui, typed, "")).inner;
            if moment.opening {
                fields::focus(&field, typed);
            }
            // As wide as the room left for it, so that the row ends where the others do.
            let content = (icon(icons::FOLDER_OPEN, text::ICON), words.as_str());
            let response = ui.add_enabled(!browsing, Button::new(content).min_size(Vec2::new(button, size::CONTROL)));
            named(&response, egui::accesskit::Role::Button, !browsing, false, &words);
            response.clicked()
        })
        .inner
    })
}

/// The path in a field; quotes around it, as file managers copy them, and a `~` in front are understood.
pub fn typed_path(typed: &str) -> Option<PathBuf> {
    let plain = typed.trim();
    if plain.starts_with("file://") {
        return url::Url::parse(plain).ok()?.to_file_path().ok();
    }
    let unquoted = ['"', '\''].into_iter().find_map(|quote| plain.strip_prefix(quote)?.strip_suffix(quote));
    let plain = unquoted.unwrap_or(plain);
    match (plain.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => Some(home.join(rest)),
        _ if plain.is_empty() => None,
        _ => Some(plain.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_may_be_left_out() {
        assert_eq!(typed_address(" shop.example/item ").unwrap().as_str(), "https://shop.example/item");
        assert_eq!(typed_address("http://shop.example/").unwrap().as_str(), "http://shop.example/");
        for wrong in ["", "word", "javascript:alert(1)", "ftp://shop.example/", "./a.png"] {
            assert!(typed_address(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn feeds_are_told_by_their_names() {
        for feed in ["a.csv", "b.XML", "c.txt.gz"] {
            assert!(is_feed(Path::new(feed)), "{feed}");
        }
        for other in ["a.png", "page.html", "csv", "shop.url"] {
            assert!(!is_feed(Path::new(other)), "{other}");
        }
    }

    #[test]
    fn paths_are_taken_as_they_are_pasted() {
        assert_eq!(typed_path(" \"/a b/c.png\" "), Some("/a b/c.png".into()));
        assert_eq!(typed_path("file:///a%20b/c.png"), Some("/a b/c.png".into()));
        assert_eq!(typed_path("  "), None);
    }
}
