//! The collage itself: every tile placed by CSS in shares of the page, so that it scales with the window.
//!
//! Pictures are `<img>` elements inside a box that clips them; words and shapes are the outlines of the
//! draw list as inline SVG, so that the page shows what the canvas shows whatever fonts the reader has.
//! Elements stand in reading order, which is the order of the keyboard; `z-index` restores the z-order.

use super::super::html::{escape, href, number, one_line, percent};
use super::super::outlines;
use super::super::reading::reading_order;
use super::{Scene, shots};
use crate::i18n::publish as say;
use crate::model::{Content, Size, Tile, TileId};

pub(super) fn board(scene: &Scene<'_>, title: &str) -> String {
    let page = &scene.collage.page;
    let mut out = format!(
        "<section class=\"board-wrap\" aria-label=\"{}\">\n\
         <div class=\"board\" style=\"--aspect:{};background-color:{}\">\n",
        escape(&say::board_label(scene.lang, title)),
        number(page.size.aspect()),
        page.background,
    );
    for id in reading_order(scene.collage) {
        let depth = page.order.iter().position(|each| *each == id).unwrap_or(0) + 1;
        if let Some(tile) = scene.collage.tiles.get(&id) {
            out.push_str(&element(scene, id, tile, depth));
        }
    }
    out.push_str("</div>\n</section>\n");
    out
}

fn element(scene: &Scene<'_>, id: TileId, tile: &Tile, depth: usize) -> String {
    let style = style(tile, scene.collage.page.size, depth);
    let name = scene.collage.tile_name(tile).map(|name| one_line(&name)).filter(|name| !name.is_empty());
    let link = scene.link_of(id).and_then(|link| Some((link, href(&link.link.url)?)));
    // The label of a link names its picture; a picture without a link speaks for itself.
    let alt = if link.is_some() { "" } else { name.as_deref().unwrap_or("") };
    let inside = match &tile.content {
        Content::Picture(picture) => shots::shot(scene, picture, alt),
        Content::Text(block) => {
            let words = if link.is_some() {
                String::new()
            } else {
                format!("<span class=\"unseen\" dir=\"auto\">{}</span>", escape(&block.text))
            };
            outlines::svg(scene.drawing, id, tile.frame.size) + &words
        }
        Content::Shape(_) => outlines::svg(scene.drawing, id, tile.frame.size),
    };
    match link {
        Some((link, address)) => format!(
            "<a class=\"tile\" href=\"{address}\" target=\"_blank\" rel=\"{}\" aria-label=\"{}\" style=\"{style}\">{inside}</a>\n",
            link.rel(),
            escape(&link.label(scene.lang)),
        ),
        None => format!("<div class=\"tile\" style=\"{style}\">{inside}</div>\n"),
    }
}

/// Place, size, depth, opacity and turn of a tile. CSS applies transforms from right to left, so the flip
/// comes first as in `Frame::to_scene`.
fn style(tile: &Tile, page: Size, depth: usize) -> String {
    let frame = &tile.frame;
    let mut out = format!(
        "left:{};top:{};width:{};height:{};z-index:{depth}",
        percent(frame.centre.x - frame.size.width / 2.0, page.width),
        percent(frame.centre.y - frame.size.height / 2.0, page.height),
        percent(frame.size.width, page.width),
        percent(frame.size.height, page.height),
    );
    if tile.opacity < 1.0 {
        out.push_str(&format!(";opacity:{}", number(tile.opacity)));
    }
    let mut turns = Vec::new();
    if frame.rotation_deg != 0.0 {
        turns.push(format!("rotate({}deg)", number(frame.rotation_deg)));
    }
    if frame.flip_x || frame.flip_y {
        let sign = |flipped| if flipped { "-1" } else { "1" };
        turns.push(format!("scale({},{})", sign(frame.flip_x), sign(frame.flip_y)));
    }
    if !turns.is_empty() {
        out.push_str(&format!(";transform:{}", turns.join(" ")));
    }
    out
}
