//! The field in which the words of a text tile are written, beside the tile. Every letter is on the page at
//! once; the whole writing is one step of the history.

use egui::text::{CCursor, CCursorRange};
use egui::{Area, EventFilter, Frame, Id, Margin, Order, Pos2, TextEdit, Ui, pos2};

use crate::edit::{Command, MergeKey};
use crate::i18n::{Lang, panels as say};
use crate::model::{Content, TextBlock, TileId};

use super::super::canvas::View;
use super::super::document::{Document, Mode};
use super::super::intent::Intent;
use super::super::tokens::{size, space};
use super::super::widgets::{caption, primary_button};

/// Room kept for the field below or above its tile, in points.
const HEIGHT: f32 = 150.0;

/// Draws the field while a text is written; call after the board, with the same `ui`.
pub fn show(ui: &mut Ui, doc: &mut Document, lang: Lang, intents: &mut Vec<Intent>) {
    let id = Id::unique("writing");
    let before: Option<TileId> = ui.data(|data| data.get_temp(id));
    let tile = match doc.mode {
        Mode::Write { tile } => Some(tile),
        Mode::Arrange | Mode::Crop { .. } => None,
    };
    if let Some(ended) = before.filter(|ended| tile != Some(*ended)) {
        ui.data_mut(|data| data.remove::<TileId>(id));
        end(doc, ended, intents);
    }
    let Some(tile) = tile else { return };
    let Some((block, bounds)) = doc.collage().tiles.get(&tile).and_then(|it| match &it.content {
        Content::Text(block) => Some((block.clone(), it.frame.bounds())),
        Content::Picture(_) | Content::Shape(_) => None,
    }) else {
        doc.mode = Mode::Arrange;
        return;
    };
    let opened = before != Some(tile);
    ui.data_mut(|data| data.insert_temp(id, tile));

    let view = View { rect: ui.max_rect(), camera: doc.camera(), pixels_per_point: ui.pixels_per_point() };
    let width = view.rect_to_screen(&bounds).width().clamp(240.0, 420.0).min(view.rect.width() - 2.0 * space::L);
    let place = beside(view.rect, view.rect_to_screen(&bounds), width);
    let area = Area::new(id).order(Order::Foreground).fixed_pos(place).constrain_to(view.rect).show(ui.ctx(), |ui| {
        Frame::popup(ui.style()).inner_margin(Margin::same(space::S as i8)).show(ui, |ui| {
            ui.set_width(width);
            field(ui, tile, &block, opened, lang, intents)
        })
    });
    let done = area.inner.inner;
    if done || (!opened && area.response.clicked_elsewhere()) {
        doc.mode = Mode::Arrange;
    }
}

fn field(ui: &mut Ui, tile: TileId, block: &TextBlock, opened: bool, lang: Lang, intents: &mut Vec<Intent>) -> bool {
    let mut words = block.text.clone();
    let letters = words.chars().count();
    let edit = TextEdit::multiline(&mut words)
        .desired_width(f32::INFINITY)
        .desired_rows(3)
        .char_limit(TextBlock::MAX_BYTES / 4)
        .hint_text(say::write_here(lang));
    let mut output = edit.show(ui);
    output.response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::MultilineTextInput, true, say::words(lang));
        info.current_text_value = Some(block.text.clone());
        info
    });
    if opened {
        output.response.request_focus();
        // What is written replaces the words that a new text begins with.
        let all = CCursorRange::two(CCursor::new(0), CCursor::new(letters));
        output.state.cursor.set_char_range(Some(all));
        output.state.store(ui.ctx(), output.response.id);
    }
    // Else egui takes the focus away as soon as Esc is pressed, and letters typed in the same frame are lost.
    let keep = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(output.response.id, keep));
    if output.response.changed() {
        let text = TextBlock { text: words, ..block.clone() };
        intents.push(Intent::EditMerging(Command::SetText { tile, text }, MergeKey("text", Some(tile))));
    }
    ui.horizontal(|ui| {
        let done = primary_button(ui, say::done(lang), true).clicked();
        caption(ui, say::escape_ends(lang));
        done
    })
    .inner
}

/// The writing ended: it is one step, and a text without words goes away.
fn end(doc: &Document, tile: TileId, intents: &mut Vec<Intent>) {
    intents.push(Intent::Seal);
    let blank = doc.collage().tiles.get(&tile).is_some_and(|it| match &it.content {
        Content::Text(block) => block.text.trim().is_empty() && !it.locked,
        Content::Picture(_) | Content::Shape(_) => false,
    });
    if blank {
        intents.push(Intent::Edit(Command::Remove { tiles: vec![tile] }));
    }
}

/// Below the tile, or above it where there is no room below.
fn beside(view: egui::Rect, tile: egui::Rect, width: f32) -> Pos2 {
    let gap = size::ROTATE_OFFSET + space::M;
    let below = tile.bottom() + gap;
    let y =
        if below + HEIGHT <= view.bottom() { below } else { (tile.top() - gap - HEIGHT).max(view.top() + space::S) };
    let x = (tile.center().x - width / 2.0).max(view.left() + space::S);
    pos2(x, y.min(view.bottom() - HEIGHT).max(view.top()))
}
