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
        let mut kept = BTreeMap::new();
        let mut finds = Vec::new();
        for (done, product) in products.iter().enumerate() {
            progress(done, steps);
            // Drawn once: the originals are far slower to open than pixels.
            let drawn = imaging::decode(product.svg, &Limits { svg_side_px: DRAWN_PX, ..Limits::default() })?.pixmap;
            let (image, size_px) = self.keep_picture(&imaging::encode_webp(&drawn)?)?;
            kept.insert(product.art.clone(), (image, size_px));
            finds.push(Product {
                key: ProductKey::from_raw(self.ids.fresh()),
                snapshot: product.snapshot(lang, now),
                picture: Some(image),
                picture_size_px: Some(size_px),
                source: Source::Starter,
                added_at: now,
                tags: product.tags.clone(),
            });
        }
        // Known ones keep what the person has made of them, prices and their age included.
        let mut fresh = Vec::new();
        let mut keys = BTreeMap::new();
        for (product, find) in products.iter().zip(finds) {
            let known = match &find.snapshot.url {
                Some(url) => self.library.product_by_url(url)?,
                None => None,
            };
            keys.insert(product.art.clone(), known.as_ref().map_or(find.key, |known| known.key));
            if known.is_none() {
                fresh.push(find);
            }
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
                    let art = |name: &str| {
                        let (image, size_px) = *kept.get(name)?;
                        Some((*keys.get(name)?, image, size_px))
                    };
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
