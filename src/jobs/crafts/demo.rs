//! The starter finds and sample collages.

use std::collections::BTreeMap;

use serde_json::json;

use crate::edit::{Command, Context, Editor};
use crate::i18n::Lang;
use crate::imaging::{self, Limits};
use crate::model::{Collage, CollageId, Product, ProductKey, Source};

use super::super::error::JobsError;
use super::super::starter;
use super::super::studio::Studio;

/// Where the settings remember which samples were made.
const MADE: &str = "sample_collages";

/// The side of the drawn starter pictures: enough for a page of 1600 px, a quarter of the default's work.
const DRAWN_PX: u32 = 1024;

/// What a demo did.
#[derive(Debug, Clone, PartialEq)]
pub struct Demo {
    /// Starter finds that were new.
    pub finds_added: usize,
    /// All starter finds.
    pub finds: usize,
    /// The sample collages, the outfit first; whether each was made now.
    pub collages: Vec<(CollageId, String, bool)>,
}

impl Studio {
    /// Fills the library with the starter finds and the sample collages. What is there already stays as it
    /// is, so that doing it twice adds nothing. `progress` gets steps done and in all.
    pub fn fill_with_samples(&self, lang: Lang, progress: &mut dyn FnMut(usize, usize)) -> Result<Demo, JobsError> {
        let products = starter::products();
        let samples = starter::collages();
        let steps = products.len() + samples.len();
        let now = self.clock.now();
        // Known ones keep what the person has made of them, prices and their age included.
        let mut kept: BTreeMap<&str, starter::Kept> = BTreeMap::new();
        let mut wanted = Vec::new();
        for product in &products {
            let known = self.library.product_by_url(&product.url)?;
            let whole = known.as_ref().and_then(|find| {
                let image = find.picture.filter(|image| self.library.has_picture(*image))?;
                Some((find.key, image, find.picture_size_px?))
            });
            match whole {
                Some(whole) => {
                    kept.insert(&product.art, whole);
                }
                None => wanted.push((product, known)),
            }
        }
        let mut done = products.len() - wanted.len();
        let mut fresh = Vec::new();
        for pair in wanted.chunks(2) {
            progress(done, steps);
            let drawn = draw_side_by_side(pair.iter().map(|(product, _)| product.svg))?;
            for ((product, known), file) in pair.iter().zip(drawn) {
                let (image, size_px) = self.keep_picture(&file)?;
                let find = match known {
                    Some(find) => Product { picture: Some(image), picture_size_px: Some(size_px), ..find.clone() },
                    None => Product {
                        key: ProductKey::from_raw(self.ids.fresh()),
                        snapshot: product.snapshot(lang, now),
                        picture: Some(image),
                        picture_size_px: Some(size_px),
                        source: Source::Starter,
                        listing: None,
                        added_at: now,
                        tags: product.tags(lang).to_vec(),
                    },
                };
                kept.insert(&product.art, (find.key, image, size_px));
                fresh.push(find);
            }
            done += pair.len();
        }
        self.library.put_products(&fresh)?;

        let mut settings = self.library.settings()?;
        let made = settings.other.get(MADE).and_then(|made| made.as_object()).cloned().unwrap_or_default();
        let there = self.library.collages()?;
        let mut remembered = made.clone();
        let mut collages = Vec::new();
        for (place, sample) in samples.iter().enumerate() {
            progress(products.len() + place, steps);
            let known = made.get(&sample.name).and_then(|id| id.as_str()?.parse::<CollageId>().ok());
            let known = known.filter(|id| there.iter().any(|each| each.id == *id));
            let id = match known {
                Some(id) => id,
                None => {
                    let art = |name: &str| kept.get(name).copied();
                    let id = CollageId::from_raw(self.ids.fresh());
                    let collage = self.with_fitted_texts(starter::compose(sample, lang, id, now, &art))?;
                    self.library.create_collage(&collage, "create")?;
                    remembered.insert(sample.name.clone(), json!(id.to_string()));
                    id
                }
            };
            collages.push((id, sample.title(lang).to_owned(), known.is_none()));
        }
        if remembered != made {
            settings.other.insert(MADE.to_owned(), remembered.into());
            self.library.set_settings(&settings)?;
        }
        progress(steps, steps);
        Ok(Demo { finds_added: fresh.len(), finds: products.len(), collages })
    }

    /// Gives every text the height of its words, as an edit would.
    fn with_fitted_texts(&self, collage: Collage) -> Result<Collage, JobsError> {
        let context = Context { now: collage.meta.changed_at, text: &*self.shaper };
        let texts: Vec<_> = collage
            .tiles
            .iter()
            .filter_map(|(id, tile)| match &tile.content {
                crate::model::Content::Text(text) => Some((*id, text.clone())),
                _ => None,
            })
            .collect();
        let mut editor = Editor::new(collage);
        for (tile, text) in texts {
            editor.apply(&Command::SetText { tile, text }, &context)?;
        }
        Ok(editor.collage().clone())
    }
}

/// Draws vector pictures at once, each on a thread of its own, into picture files. Drawn once and kept as
/// pixels: the originals are far slower to open.
fn draw_side_by_side(svgs: impl Iterator<Item = &'static [u8]>) -> Result<Vec<Vec<u8>>, JobsError> {
    fn draw(svg: &[u8]) -> Result<Vec<u8>, JobsError> {
        let drawn = imaging::decode(svg, &Limits { svg_side_px: DRAWN_PX, ..Limits::default() })?.pixmap;
        Ok(imaging::encode_webp(&drawn)?)
    }
    std::thread::scope(|scope| {
        let at_work: Vec<_> = svgs
            .map(|svg| {
                let thread = std::thread::Builder::new().name("draw".to_owned());
                (svg, thread.spawn_scoped(scope, move || draw(svg)).ok())
            })
            .collect();
        // Where no thread could be had, or one broke down, the work is done here.
        at_work
            .into_iter()
            .map(|(svg, thread)| thread.and_then(|t| t.join().ok()).unwrap_or_else(|| draw(svg)))
            .collect()
    })
}
