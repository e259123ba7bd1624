//! Export: where to, through which channel, and what leaves. Nothing leaves before the sheet was shown.

use std::path::{Path, PathBuf};

use egui::{ComboBox, ProgressBar, Ui};

use crate::i18n::{Lang, dialogs as say};
use crate::model::{Channel, ChannelId};

use super::super::chooser::Ask;
use super::super::icons;
use super::super::intent::Intent;
use super::super::state::State;
use super::super::tokens::space;
use super::sheet::{Outcome, Sheet};
use super::{Moment, add, cards, fields, preflight, settings};

/// What the person chooses.
pub struct Choice<'a> {
    /// Where to, as typed.
    pub path: &'a mut String,
    /// Through which channel.
    pub channel: &'a mut ChannelId,
    /// In which language the page speaks.
    pub page_lang: &'a mut Lang,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Folder,
    Zip,
    Page,
    Png,
    Jpeg,
    Webp,
    Pdf,
}

impl Format {
    const ALL: [Self; 7] = [Self::Folder, Self::Zip, Self::Page, Self::Png, Self::Jpeg, Self::Webp, Self::Pdf];

    /// The extensions that choose it, its own first.
    fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Folder => &[],
            Self::Zip => &["zip"],
            Self::Page => &["html", "htm"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Webp => &["webp"],
            Self::Pdf => &["pdf"],
        }
    }

    /// The format that a path asks for, if its ending is known.
    fn of(path: &Path) -> Option<Self> {
        let Some(extension) = path.extension() else { return Some(Self::Folder) };
        let extension = extension.to_string_lossy().to_ascii_lowercase();
        Self::ALL.into_iter().find(|format| format.extensions().contains(&extension.as_str()))
    }

    fn words(self, lang: Lang) -> (String, String, &'static str) {
        match self {
            Self::Folder => (say::format_folder(lang), say::format_folder_detail(lang), icons::GLOBE_SIMPLE),
            Self::Zip => ("Zip".to_owned(), say::format_zip_detail(lang), icons::ARCHIVE),
            Self::Page => ("HTML".to_owned(), say::format_page_detail(lang), icons::SQUARES_FOUR),
            Self::Png => ("PNG".to_owned(), say::format_picture_detail(lang), icons::IMAGE),
            Self::Jpeg => ("JPEG".to_owned(), say::format_picture_detail(lang), icons::IMAGE),
            Self::Webp => ("WebP".to_owned(), say::format_picture_detail(lang), icons::IMAGE),
            Self::Pdf => ("PDF".to_owned(), say::format_pdf_detail(lang), icons::STACK),
        }
    }
}

/// A path for a first export of a collage with this title.
pub fn proposed_path(title: &str) -> String {
    let name = format!("{}.zip", slug(title));
    std::env::home_dir().map_or_else(|| PathBuf::from(&name), |home| home.join(&name)).display().to_string()
}

/// A title as a file name: letters and digits in lower case, everything else a hyphen.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for character in title.chars().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let short: String = slug.chars().take(60).collect();
    let short = short.trim_end_matches('-');
    if short.is_empty() { "collage".to_owned() } else { short.to_owned() }
}

/// The same path for another format.
fn with_format(path: &str, format: Format) -> String {
    let typed = Path::new(path);
    // Only a known ending is an ending: “autumn v1.2” has none.
    let stem = match Format::of(typed) {
        Some(Format::Folder) | None => path.trim_end_matches('/').to_owned(),
        Some(_) => typed.with_extension("").display().to_string(),
    };
    match format.extensions().first() {
        Some(extension) => format!("{stem}.{extension}"),
        None => stem,
    }
}

/// Draws the dialog.
pub fn show(ui: &Ui, moment: Moment, state: &mut State, choice: &mut Choice<'_>, intents: &mut Vec<Intent>) {
    let lang = moment.lang;
    if let Some(path) = state.choosing.take().into_iter().next() {
        *choice.path = path.display().to_string();
    }
    let channels = state.settings.all_channels();
    let before = (*choice.channel, *choice.page_lang);
    let busy = state.progress.is_some();
    let mut show_tile = None;
    let outcome = Sheet::new(say::export(lang), 640.0)
        .keeping(moment.changed)
        .confirm(say::export_now(lang))
        .tall(620.0)
        .show(ui, lang, |ui| {
            formats(ui, lang, choice.path);
            if add::path_field(ui, moment, &say::save_as(lang), choice.path, state.choosing.open) {
                intents.push(Intent::Choose(what_to_ask(choice.path)));
            }
            let path = add::typed_path(choice.path);
            let known = path.as_deref().and_then(Format::of);
            if path.is_some() && known.is_none() {
                fields::problem(ui, &say::unknown_format(lang));
            }
            fields::pair(
                ui,
                |ui| fields::labelled(ui, &say::channel(lang), |ui| channel_box(ui, lang, &channels, choice.channel)),
                |ui| fields::labelled(ui, &say::page_language(lang), |ui| language_box(ui, choice.page_lang)),
            );
            let chosen = channels.iter().find(|channel| channel.id == *choice.channel);
            // An answer to an earlier choice may still arrive.
            let sheet =
                state.preflight.as_deref().filter(|sheet| chosen.is_some_and(|chosen| chosen.name == sheet.channel));
            if let Some(progress) = &state.progress {
                let part = progress.total.map_or(0.0, |total| progress.done as f32 / total.max(1) as f32);
                ui.add(ProgressBar::new(part).text(progress.words.clone()).animate(true));
            }
            ui.add_space(space::XS);
            show_tile = preflight::show(ui, lang, sheet);
            sheet.is_some() && known.is_some() && !busy && before == (*choice.channel, *choice.page_lang)
        });
    if before != (*choice.channel, *choice.page_lang) {
        intents.push(Intent::Preflight { channel: *choice.channel, lang: *choice.page_lang });
    }
    if let Some(tile) = show_tile {
        intents.push(Intent::CloseDialog);
        intents.push(Intent::Select([tile].into()));
    }
    match (outcome, add::typed_path(choice.path)) {
        (Outcome::Confirmed, Some(to)) => {
            intents.push(Intent::Export { to, channel: *choice.channel, lang: *choice.page_lang });
        }
        // While it runs, leaving it stops it.
        (Outcome::Closed, _) if busy => intents.extend([Intent::Cancel, Intent::CloseDialog]),
        (Outcome::Closed, _) => intents.push(Intent::CloseDialog),
        _ => {}
    }
}

fn formats(ui: &mut Ui, lang: Lang, path: &mut String) {
    let chosen = add::typed_path(path).as_deref().and_then(Format::of);
    fields::labelled(ui, &say::format(lang), |ui| {
        let clicked = cards::rows(ui, Format::ALL.len(), Format::ALL.len(), 84.0, |ui, place, card| {
            let format = Format::ALL.get(place).copied().unwrap_or(Format::Zip);
            let (name, detail, glyph) = format.words(lang);
            cards::choice(ui, card, chosen == Some(format), &name, &detail, |painter, rect, colour| {
                cards::glyph(painter, rect, colour, glyph);
            })
        });
        if let Some(format) = clicked.and_then(|place| Format::ALL.get(place)) {
            *path = with_format(path.trim(), *format);
        }
    });
}

fn what_to_ask(typed: &str) -> Ask {
    let path = add::typed_path(typed).unwrap_or_default();
    if Format::of(&path) == Some(Format::Folder) {
        return Ask::Folder;
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ask::Save { folder: path.parent().map(Path::to_path_buf).unwrap_or_default(), name }
}

fn channel_box(ui: &mut Ui, lang: Lang, channels: &[Channel], chosen: &mut ChannelId) {
    let label = |channel: &Channel| settings::channel_label(lang, channel);
    let now = channels.iter().find(|channel| channel.id == *chosen).map(label).unwrap_or_default();
    ComboBox::from_id_salt("channel").width(ui.available_width()).selected_text(now).height(360.0).show_ui(ui, |ui| {
        for channel in channels {
            ui.selectable_value(chosen, channel.id, label(channel));
        }
    });
}

fn language_box(ui: &mut Ui, chosen: &mut Lang) {
    ComboBox::from_id_salt("page language")
        .width(ui.available_width())
        .selected_text(settings::own_name(*chosen))
        .show_ui(ui, |ui| {
            for lang in Lang::ALL {
                ui.selectable_value(chosen, lang, settings::own_name(lang));
            }
        });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_file_names() {
        assert_eq!(slug("  Autumn: tweed & “rain”! "), "autumn-tweed-rain");
        assert_eq!(slug("Été à la plage"), "été-à-la-plage");
        assert_eq!(slug("../../etc"), "etc");
        assert_eq!(slug("!?"), "collage");
        assert!(slug(&"long ".repeat(40)).chars().count() <= 60);
        assert!(proposed_path("A b").ends_with("a-b.zip"));
    }

    #[test]
    fn the_ending_follows_the_format() {
        assert_eq!(with_format("/home/a/autumn.zip", Format::Png), "/home/a/autumn.png");
        assert_eq!(with_format("/home/a/autumn.zip", Format::Folder), "/home/a/autumn");
        assert_eq!(with_format("/home/a/autumn", Format::Pdf), "/home/a/autumn.pdf");
        assert_eq!(with_format("/home/a/autumn v1.2", Format::Jpeg), "/home/a/autumn v1.2.jpg");
        for format in Format::ALL {
            assert_eq!(Format::of(Path::new(&with_format("x.zip", format))), Some(format));
        }
        assert_eq!(Format::of(Path::new("x.exe")), None);
    }
}
