//! `index.html`: the collage as a page that works from disk, without scripts, and asks nobody for anything.

mod board;
mod finds;
mod shots;

use super::error::PublishError;
use super::export::{Export, Prepared};
use super::facts::date_text;
use super::html::{escape, one_line};
use super::links::TileLink;
use crate::affiliate::Disclosure;
use crate::i18n::Lang;
use crate::i18n::publish as say;
use crate::model::{Collage, TileId};
use crate::scene::draw::DrawList;

pub(super) use self::shots::Shots;

/// The name of the page in a bundle.
pub const PAGE_FILE: &str = "index.html";

const CSS: &str = include_str!("../../../assets/page/page.css");

/// Nothing may be loaded but the page's own pictures and its own style. `file:` stands beside `'self'`
/// because browsers differ on what "self" is for a page on disk.
const POLICY: &str =
    "default-src 'none'; img-src 'self' file: data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Everything that the parts of a page look things up in.
struct Scene<'a> {
    lang: Lang,
    collage: &'a Collage,
    links: &'a [TileLink],
    drawing: &'a DrawList,
    shots: Shots,
    prepared: &'a Prepared,
}

impl Scene<'_> {
    fn link_of(&self, tile: TileId) -> Option<&TileLink> {
        self.links.iter().find(|link| link.tile == tile)
    }
}

/// The page. `attachments` is put before `</body>` as it is.
pub(super) fn page(
    export: &Export<'_>,
    prepared: &Prepared,
    drawing: &DrawList,
    disclosure: Option<&Disclosure>,
    shots: Shots,
    attachments: &str,
) -> Result<Vec<u8>, PublishError> {
    let lang = export.lang;
    let collage = &prepared.collage;
    let scene = Scene { lang, collage, links: &prepared.links, drawing, shots, prepared };
    let title = match one_line(&collage.meta.title) {
        empty if empty.is_empty() => say::untitled(lang),
        title => title,
    };
    let mut out = String::with_capacity(16 * 1024);
    head(&mut out, export, &title);
    out.push_str("<body>\n");
    out.push_str(&shots::definitions(&scene));
    let list = finds::list(&scene);
    if !list.is_empty() {
        out.push_str(&format!("<a class=\"skip\" href=\"#finds\">{}</a>\n", escape(&say::skip_to_list(lang))));
    }
    out.push_str("<header>\n");
    if let Some(disclosure) = disclosure {
        out.push_str(&format!(
            "<p class=\"disclosure\" role=\"note\"><strong>{}</strong>{}</p>\n",
            escape(&disclosure.label),
            escape(&disclosure.sentences.join(" "))
        ));
    }
    out.push_str(&format!("<div class=\"masthead\">\n<h1 dir=\"auto\">{}</h1>\n", escape(&title)));
    let author = one_line(&collage.meta.author);
    if !author.is_empty() {
        out.push_str(&format!("<p>{}</p>\n", say::by_author(lang, format!("<bdi>{}</bdi>", escape(&author)))));
    }
    out.push_str("</div>\n</header>\n<main>\n");
    out.push_str(&board::board(&scene, &title));
    out.push_str(&list);
    out.push_str("</main>\n");
    foot(&mut out, export, collage);
    out.push_str(attachments);
    out.push_str("</body>\n</html>\n");
    Ok(out.into_bytes())
}

fn head(out: &mut String, export: &Export<'_>, title: &str) {
    let author = one_line(&export.collage.meta.author);
    out.push_str(&format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"referrer\" content=\"strict-origin-when-cross-origin\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"generator\" content=\"{generator}\">\n",
        lang = export.lang.tag(),
        generator = escape(export.generator),
    ));
    if !author.is_empty() {
        out.push_str(&format!("<meta name=\"author\" content=\"{}\">\n", escape(&author)));
    }
    // Without an icon of its own, a served page would make the browser ask for /favicon.ico.
    out.push_str(&format!(
        "<title>{}</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>\n{CSS}</style>\n</head>\n",
        escape(title)
    ));
}

fn foot(out: &mut String, export: &Export<'_>, collage: &Collage) {
    let lang = export.lang;
    out.push_str("<footer>\n");
    let credit = one_line(&collage.meta.credit);
    if !credit.is_empty() {
        out.push_str(&format!("<p>{}</p>\n", say::credit(lang, format!("<bdi>{}</bdi>", escape(&credit)))));
    }
    out.push_str(&format!(
        "<p>{} {}</p>\n</footer>\n",
        escape(&say::edited_on(lang, date_text(lang, collage.meta.changed_at))),
        escape(&say::made_with(lang, export.generator))
    ));
}
