//! The errors of this room, and of the rooms below that its own sentences quote, in the person's language.

use super::error::PublishError;
use crate::i18n::errors::{imaging as pixels, publish as say, render as drawing};
use crate::i18n::{Lang, system};
use crate::imaging::ImagingError;
use crate::model::{Violation, text};
use crate::render::RenderError;

impl PublishError {
    /// As sentences: what happened, to what, and what to do next.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::UnknownFormat(path) => say::unknown_format(lang, path.display()),
            Self::ForeignFolder { folder, found } => say::foreign_folder(lang, folder.display(), found),
            Self::FileInTheWay { path } => say::file_in_the_way(lang, path.display()),
            Self::OtherCollage { folder, title } => say::other_collage(lang, folder.display(), text::one_line(title)),
            Self::Write { path, source } => say::write(lang, path.display(), system::words(lang, source)),
            Self::Read { path, source } => say::read(lang, path.display(), system::words(lang, source)),
            Self::NotABundle { path, why } => say::not_a_bundle(lang, path.display(), why.message(lang)),
            Self::Newer { part, found, known } => say::newer(lang, part, found, known),
            Self::Limit { what, found, limit } => say::limit(lang, what.message(lang), found, limit),
            Self::UnsafeEntry { name, why } => say::unsafe_entry(lang, name, why.message(lang)),
            Self::Damaged { part, why } => say::damaged(lang, part, why.message(lang)),
            Self::Broken { first, others: 0 } => say::broken(lang, violation(first, lang)),
            Self::Broken { first, others } => say::broken_more(lang, violation(first, lang), others),
            Self::Draw(error) => say::draw(lang, render(error, lang)),
            Self::Cancelled => say::cancelled(lang),
        }
    }
}

/// Why a picture was not read or written, as sentences.
pub fn imaging(error: &ImagingError, lang: Lang) -> String {
    match error {
        ImagingError::TooManyBytes { bytes, max_bytes } => pixels::too_many_bytes(lang, bytes, max_bytes),
        ImagingError::UnknownFormat => pixels::unknown_format(lang),
        ImagingError::SideTooLong { width_px, height_px, max_side_px } => {
            pixels::side_too_long(lang, width_px, height_px, max_side_px)
        }
        ImagingError::TooManyPixels { width_px, height_px, max_px } => {
            pixels::too_many_pixels(lang, width_px, height_px, max_px)
        }
        ImagingError::Bomb { width_px, height_px, bytes, max_px } => {
            pixels::bomb(lang, width_px, height_px, bytes, max_px)
        }
        ImagingError::TooMuchMemory => pixels::too_much_memory(lang),
        ImagingError::Damaged { format, reason } => pixels::damaged(lang, format, reason),
        ImagingError::TooLargeToWrite { format, width_px, height_px, max_side_px } => {
            pixels::too_large_to_write(lang, format, max_side_px, width_px, height_px)
        }
        ImagingError::NotWritten { format, reason } => pixels::not_written(lang, format, reason),
    }
}

/// Why nothing was drawn, as sentences.
pub fn render(error: &RenderError, lang: Lang) -> String {
    match error {
        RenderError::TooLarge { width_px, height_px, max_px } => drawing::too_large(lang, width_px, height_px, max_px),
        RenderError::Empty { width, height } => drawing::empty(lang, width, height),
        RenderError::Worker(why) => drawing::worker(lang, why),
        RenderError::Imaging(error) => imaging(error, lang),
        RenderError::Pdf(why) => drawing::pdf(lang, why),
    }
}

/// A broken rule of the document, as half a sentence.
pub fn violation(violation: &Violation, lang: Lang) -> String {
    match violation {
        Violation::Order(tile) => say::rule_order(lang, tile),
        Violation::OrderUnknown(tile) => say::rule_order_unknown(lang, tile),
        Violation::Frame(tile) => say::rule_frame(lang, tile),
        Violation::Opacity(tile) => say::rule_opacity(lang, tile),
        Violation::Picture(tile) => say::rule_picture(lang, tile),
        Violation::Text(tile) => say::rule_text(lang, tile),
        Violation::Group(tile) => say::rule_group(lang, tile),
        Violation::GroupParent(group) => say::rule_group_parent(lang, group),
        Violation::Product(tile) => say::rule_product(lang, tile),
        Violation::Page => say::rule_page(lang),
        Violation::Counters => say::rule_counters(lang),
    }
}
