//! Out and back in: exports, the sheet that says what leaves, bundles.

use std::path::Path;
use std::sync::Arc;

use crate::i18n::{Lang, errors::jobs as say};
use crate::model::{Channel, Collage, CollageId, ImageHash, Product, Source};
use crate::publish::{self, Destination, Export, Exported, PictureBytes, Preflight};

use super::super::error::JobsError;
use super::super::studio::{GENERATOR, Studio};

/// A bundle that was taken in.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedBundle {
    /// The collage's id in the library: the bundle's own, unless that was taken by another collage.
    pub collage: CollageId,
    /// What is amiss, in words.
    pub warnings: Vec<String>,
}

impl Studio {
    /// What an export through `channel` would send.
    pub fn preflight(&self, collage: &Collage, channel: &Channel, lang: Lang) -> Result<Preflight, JobsError> {
        let (programs, collage) = (self.programs()?, &publish::plain(collage));
        let pictures = Kept(self);
        Ok(publish::preflight(&self.export_of(collage, channel, lang, &programs, &pictures), self.clock.now())?)
    }

    /// Exports to a destination; its extension chooses the format. `progress` gets steps done and in all, and stops the work by returning `false`.
    pub fn export(
        &self,
        collage: &Collage,
        channel: &Channel,
        lang: Lang,
        to: &Destination<'_>,
        progress: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Result<Exported, JobsError> {
        let (programs, collage) = (self.programs()?, &publish::plain(collage));
        let pictures = Kept(self);
        let export = self.export_of(collage, channel, lang, &programs, &pictures);
        Ok(publish::write(&export, to, progress)?)
    }

    fn export_of<'a>(
        &'a self,
        collage: &'a Collage,
        channel: &'a Channel,
        lang: Lang,
        programs: &'a crate::affiliate::Programs,
        pictures: &'a dyn PictureBytes,
    ) -> Export<'a> {
        Export { collage, channel, lang, programs, pictures, shaper: &self.shaper, generator: GENERATOR }
    }

    /// Takes a bundle (folder, zip or page) into the library: the collage, its pictures and its finds. A
    /// collage that is there already with the same id becomes a further version of it.
    pub fn import_bundle(&self, path: &Path, lang: Lang) -> Result<ImportedBundle, JobsError> {
        let imported = publish::import(path)?;
        for (_, bytes) in &imported.pictures {
            self.library.put_picture(bytes)?;
        }
        let collage = imported.collage;
        let mut warnings: Vec<String> = imported.warnings.iter().map(|warning| warning.message(lang)).collect();
        match self.library.collages()?.into_iter().find(|each| each.id == collage.id) {
            Some(known) => {
                if known.trashed_at.is_some() {
                    self.library.restore(collage.id)?;
                    warnings.push(say::out_of_the_trash(lang));
                }
                let here = self.collage(collage.id)?;
                if here != collage {
                    warnings.push(say::earlier_version_kept(lang));
                    let mut editor = crate::edit::Editor::new(here);
                    let restore = crate::edit::Command::Restore { collage: Box::new(collage.clone()) };
                    self.edit_collage(&mut editor, &restore)?;
                }
            }
            None => {
                self.library.create_collage(&collage, "create")?;
            }
        }
        let finds: Vec<Product> = self.finds_of(&collage);
        self.library.put_products(&finds)?;
        Ok(ImportedBundle { collage: collage.id, warnings })
    }

    /// The products of a collage as finds, each with the picture of the first tile that shows it.
    fn finds_of(&self, collage: &Collage) -> Vec<Product> {
        let now = self.clock.now();
        let picture_of = |key| {
            collage.tiles_in_order().find_map(|(_, tile)| {
                let links = tile.link == crate::model::Link::Product(key);
                links.then(|| tile.picture().map(|picture| (picture.image, picture.size_px))).flatten()
            })
        };
        collage
            .products
            .iter()
            .map(|(key, snapshot)| {
                let picture = picture_of(*key);
                Product {
                    key: *key,
                    snapshot: snapshot.clone(),
                    picture: picture.map(|(image, _)| image),
                    picture_size_px: picture.map(|(_, size_px)| size_px),
                    source: Source::Bundle,
                    listing: None,
                    added_at: now,
                    tags: Vec::new(),
                }
            })
            .collect()
    }
}

/// The library's picture files.
struct Kept<'a>(&'a Studio);

impl PictureBytes for Kept<'_> {
    fn picture_bytes(&self, image: ImageHash) -> Option<Arc<[u8]>> {
        self.0.library.read_picture(image).ok().map(Into::into)
    }
}
