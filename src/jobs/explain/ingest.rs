//! Why a page or a feed was not read, and what is amiss in one that was.

use crate::i18n::{Lang, errors::ingest as say};
use crate::ingest::{Hint, IngestError, Warning, WarningKind};

/// Why a page or a feed was not read.
pub fn ingest(error: &IngestError, lang: Lang) -> String {
    match error {
        IngestError::TooLarge { what, bytes, limit_bytes } => {
            say::too_large(lang, thing(what, lang), bytes, limit_bytes)
        }
        IngestError::Empty { what } => say::empty(lang, thing(what, lang)),
        IngestError::Unrecognised { what, hint } => say::unrecognised(lang, thing(what, lang), hint_words(*hint, lang)),
        IngestError::Unreadable { what, reason } => say::unreadable(lang, thing(what, lang), reason),
    }
}

/// What was skipped, repaired or assumed.
pub fn warning(warning: &Warning, lang: Lang) -> String {
    let words = kind(&warning.kind, lang);
    match warning.line {
        Some(line) => say::at_line(lang, line, words),
        None => words,
    }
}

fn hint_words(hint: Hint, lang: Lang) -> String {
    match hint {
        Hint::NoRecord => say::hint_no_record(lang),
        Hint::NothingRepeats => say::hint_nothing_repeats(lang),
        Hint::NoNames => say::hint_no_names(lang),
        Hint::NoColumns => say::hint_no_columns(lang),
    }
}

fn kind(kind: &WarningKind, lang: Lang) -> String {
    match kind {
        WarningKind::BrokenData => say::broken_data(lang),
        WarningKind::NoPrice => say::no_price(lang),
        WarningKind::NoCurrency => say::no_currency(lang),
        WarningKind::CurrencyAssumed(code) => say::currency_assumed(lang, code),
        WarningKind::InvalidGtin(text) => say::invalid_gtin(lang, text),
        WarningKind::ListPriceNotHigher(amount) => say::list_price_not_higher(lang, amount),
        WarningKind::PriceDisagrees { kept, other, source_name } => {
            say::price_disagrees(lang, other, source_name, kept)
        }
        WarningKind::AvailabilityAssumed => say::availability_assumed(lang),
        WarningKind::ListPage(count) => say::list_page(lang, count),
        WarningKind::NoProduct => say::no_product(lang),
        WarningKind::Unreadable { field, value } => say::unreadable_field(lang, field, value),
        WarningKind::RecordSkipped(why) => say::record_skipped(lang, reason(why, lang)),
    }
}

/// The room's reasons for leaving a record out; what a parser of JSON or XML says stays as it is.
fn reason(why: &str, lang: Lang) -> String {
    match why {
        "it is a variant that stands too far from the rest of its product" => say::skipped_far_variant(lang),
        "it has no title" => say::skipped_no_title(lang),
        "it is nested too deeply" => say::skipped_too_deep(lang),
        "it does not end" => say::skipped_no_end(lang),
        "it does not end before the next one" => say::skipped_no_end_before_next(lang),
        "a quote in it is never closed" => say::skipped_open_quote(lang),
        "it has one cell only" => say::skipped_one_cell(lang),
        "it is too large" => say::skipped_too_large(lang),
        other => other.to_owned(),
    }
}

/// The room's names of what it reads.
fn thing(what: &str, lang: Lang) -> String {
    match what {
        "page" => say::page(lang),
        "feed" => say::feed(lang),
        "table" => say::table(lang),
        "fragment" => say::fragment(lang),
        other => other.to_owned(),
    }
}
