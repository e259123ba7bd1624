//! Why a command was not carried out.

use crate::edit::{Bound, EditError, Editor, Wanted};
use crate::i18n::{Lang, errors as say};
use crate::model::{Page, TextBlock};

/// Why a command was not carried out.
pub fn edit(error: &EditError, lang: Lang) -> String {
    match error {
        EditError::UnknownTile(tile) => say::unknown_tile(lang, tile),
        EditError::UnknownGroup(group) => say::unknown_group(lang, group),
        EditError::UnknownProduct(key) => say::unknown_product(lang, key),
        EditError::Locked(tile) => say::locked(lang, tile),
        EditError::WrongContent { tile, wanted: Wanted::Picture } => say::no_picture_tile(lang, tile),
        EditError::WrongContent { tile, wanted: Wanted::Text } => say::no_text_tile(lang, tile),
        EditError::WrongContent { tile, wanted: Wanted::Shape } => say::no_shape_tile(lang, tile),
        EditError::OutOfRange(bound) => out_of_range(*bound, lang),
        EditError::NoTiles => say::no_tiles(lang),
        EditError::TooMany => say::too_many_tiles(lang, Editor::MAX_TILES),
    }
}

fn out_of_range(bound: Bound, lang: Lang) -> String {
    match bound {
        Bound::Opacity => say::opacity_range(lang),
        Bound::Crop => say::crop_range(lang),
        Bound::PictureSize => say::picture_size_range(lang),
        Bound::TextLength => say::text_length_range(lang, TextBlock::MAX_BYTES),
        Bound::TextSize => say::text_size_range(lang, TextBlock::SIZE_RANGE_PX.start(), TextBlock::SIZE_RANGE_PX.end()),
        Bound::PageSize => say::page_size_range(lang, Page::SIDE_RANGE_PX.start(), Page::SIDE_RANGE_PX.end()),
        Bound::Restored => say::unsound_state(lang),
    }
}
