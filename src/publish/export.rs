//! What is exported, and the copy of it that leaves.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::error::PublishError;
use super::links::{self, TileLink};
use super::pictures::{self, OutPicture};
use super::words;
use crate::affiliate::Programs;
use crate::i18n::Lang;
use crate::i18n::errors::publish as say;
use crate::model::{Channel, Collage, Content, GroupId, ImageHash, Link, ProductKey, TileId};
use crate::scene::TextShaper;

/// Gives the bytes of kept pictures.
pub trait PictureBytes {
    /// The file as it was kept, or `None` when it is lost.
    fn picture_bytes(&self, image: ImageHash) -> Option<Arc<[u8]>>;
}

impl PictureBytes for BTreeMap<ImageHash, Arc<[u8]>> {
    fn picture_bytes(&self, image: ImageHash) -> Option<Arc<[u8]>> {
        self.get(&image).cloned()
    }
}

/// One collage on its way to one channel.
#[derive(Clone, Copy)]
pub struct Export<'a> {
    /// The document.
    pub collage: &'a Collage,
    /// Where it goes; decides which links carry ids.
    pub channel: &'a Channel,
    /// The language of the page.
    pub lang: Lang,
    /// The person's affiliate programs.
    pub programs: &'a Programs,
    /// Where the pictures are.
    pub pictures: &'a dyn PictureBytes,
    /// Shapes the texts; shared, because it knows the fonts already.
    pub shaper: &'a TextShaper,
    /// Name and version of the program, as in `etalage 0.1.0`.
    pub generator: &'a str,
}

/// The copy that leaves: visible tiles, the products they show, pictures without metadata, links made.
pub struct Prepared {
    /// The document as it travels; its picture hashes are those of [`Self::pictures`].
    pub collage: Collage,
    /// The files, by the hash of their bytes.
    pub pictures: BTreeMap<ImageHash, OutPicture>,
    /// Every tile that leads somewhere, in reading order.
    pub links: Vec<TileLink>,
    /// What stays behind.
    pub left_out: LeftOut,
}

/// What does not leave, so that it can be said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Tiles that are hidden.
    pub hidden: Vec<TileId>,
    /// Tiles whose picture file is lost or cannot be read, with the reason in words.
    pub lost: Vec<(TileId, String)>,
    /// Products that no visible tile shows.
    pub unused_products: usize,
    /// Whether there is a budget.
    pub budget: bool,
}

impl Export<'_> {
    /// Makes the copy that leaves. `progress` is called with pictures done and pictures in all, and stops
    /// the work by returning `false`.
    pub fn prepare(&self, progress: &mut dyn FnMut(usize, usize) -> bool) -> Result<Prepared, PublishError> {
        let mut collage = self.collage.clone();
        let mut left_out = LeftOut { budget: collage.meta.budget.take().is_some(), ..LeftOut::default() };
        collage.meta.published_at = None;

        left_out.hidden = collage.tiles.iter().filter(|(_, tile)| tile.hidden).map(|(id, _)| *id).collect();
        collage.tiles.retain(|_, tile| !tile.hidden);

        let wanted = collage.images();
        let mut pictures: BTreeMap<ImageHash, OutPicture> = BTreeMap::new();
        let mut renamed: BTreeMap<ImageHash, Result<ImageHash, String>> = BTreeMap::new();
        for (done, image) in wanted.iter().enumerate() {
            if !progress(done, wanted.len()) {
                return Err(PublishError::Cancelled);
            }
            let made = match self.pictures.picture_bytes(*image) {
                Some(bytes) => pictures::outgoing(&bytes).map_err(|error| words::imaging(&error, self.lang)),
                None => Err(say::picture_gone(self.lang)),
            };
            renamed.insert(
                *image,
                made.map(|picture| {
                    let hash = picture.hash;
                    pictures.insert(hash, picture);
                    hash
                }),
            );
        }
        collage.tiles.retain(|id, tile| {
            let Content::Picture(picture) = &mut tile.content else { return true };
            match renamed.get(&picture.image) {
                Some(Ok(hash)) => {
                    picture.image = *hash;
                    if let Some(file) = pictures.get(hash) {
                        picture.size_px = file.size_px;
                    }
                    true
                }
                Some(Err(why)) => {
                    left_out.lost.push((*id, why.clone()));
                    false
                }
                None => false,
            }
        });
        left_out.unused_products = trim(&mut collage);
        let links = links::links(&collage, self.channel, self.programs);
        Ok(Prepared { collage, pictures, links, left_out })
    }
}

/// Drops what no remaining tile needs; returns how many products went.
fn trim(collage: &mut Collage) -> usize {
    let tiles = &collage.tiles;
    collage.page.order.retain(|id| tiles.contains_key(id));
    let products: BTreeSet<ProductKey> = tiles
        .values()
        .filter_map(|tile| match tile.link {
            Link::Product(key) => Some(key),
            Link::None | Link::Url(_) => None,
        })
        .collect();
    let before = collage.products.len();
    collage.products.retain(|key, _| products.contains(key));
    let mut groups: BTreeSet<GroupId> = BTreeSet::new();
    for tile in tiles.values() {
        let mut next = tile.group;
        // A group met before ends the walk, so that a ring in a damaged file does too.
        while let Some(group) = next.filter(|group| groups.insert(*group)) {
            next = collage.groups.get(&group).and_then(|each| each.parent);
        }
    }
    collage.groups.retain(|id, _| groups.contains(id));
    before - collage.products.len()
}
