//! What each command does, forward only.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Content, Frame, Group, GroupId, Link, Page, Point, ProductKey, ProductSnapshot, Size, TextBlock, Tile, TileId,
    UnitRect, Vector,
};

use super::command::{Command, Mirror, Piece};
use super::editor::{Context, Editor};
use super::error::{Bound, EditError, Wanted};
use super::kernels::Placed;
use super::kernels::align::{align, distribute};
use super::kernels::order::restack;
use super::txn::Txn;

/// What a command did beside what the diff says.
#[derive(Default)]
pub(super) struct Effects {
    /// The ids of new tiles, in the order of the command.
    pub(super) created: Vec<TileId>,
    /// Tiles whose place or size was asked for out of range.
    pub(super) clamped: BTreeSet<TileId>,
}

pub(super) fn run(
    txn: &mut Txn<'_>,
    command: &Command,
    context: &Context<'_>,
    effects: &mut Effects,
) -> Result<(), EditError> {
    match command {
        Command::Place { pieces } => place(txn, pieces, context, effects),
        Command::Remove { tiles } => {
            for id in existing(txn, named(tiles)?)? {
                unlocked(txn, id)?;
                txn.remove_tile(id)?;
            }
            Ok(())
        }
        Command::Duplicate { tiles, by } => duplicate(txn, tiles, *by, &mut effects.created),
        Command::SetFrames { frames, text_sizes_px, .. } => {
            set_frames(txn, frames, text_sizes_px, context, &mut effects.clamped)
        }
        Command::Align { tiles, to } => {
            let chosen = existing(txn, named(tiles)?)?;
            let plan = align(txn.collage(), &chosen, *to);
            put_plan(txn, &plan)
        }
        Command::Distribute { tiles, along } => {
            let chosen = existing(txn, named(tiles)?)?;
            let plan = distribute(txn.collage(), &chosen, *along);
            put_plan(txn, &plan)
        }
        Command::Flip { tiles, axis } => each(txn, tiles, |tile| match axis {
            Mirror::Horizontal => tile.frame.flip_x = !tile.frame.flip_x,
            Mirror::Vertical => tile.frame.flip_y = !tile.frame.flip_y,
        }),
        Command::Reorder { tiles, to } => {
            let chosen = existing(txn, named(tiles)?)?;
            txn.page_mut().order = restack(&txn.collage().page.order, &chosen, *to);
            Ok(())
        }
        Command::SetOpacity { tiles, opacity } => {
            if !(0.0..=1.0).contains(opacity) {
                return Err(EditError::OutOfRange(Bound::Opacity));
            }
            each(txn, tiles, |tile| tile.opacity = *opacity)
        }
        Command::SetLocked { tiles, locked } => each(txn, tiles, |tile| tile.locked = *locked),
        Command::SetHidden { tiles, hidden } => each(txn, tiles, |tile| tile.hidden = *hidden),
        Command::Rename { tile, name } => {
            txn.tile_mut(*tile)?.name = one_line(name);
            Ok(())
        }
        Command::Group { tiles, name } => group(txn, tiles, name),
        Command::Ungroup { groups } => {
            for id in groups {
                if !txn.collage().groups.contains_key(id) {
                    return Err(EditError::UnknownGroup(*id));
                }
                txn.dissolve(*id);
            }
            Ok(())
        }
        Command::Crop { tile, crop, frame } => {
            if !crop.is_valid() {
                return Err(EditError::OutOfRange(Bound::Crop));
            }
            unlocked(txn, *tile)?;
            let it = txn.tile_mut(*tile)?;
            let Content::Picture(picture) = &mut it.content else {
                return Err(EditError::WrongContent { tile: *tile, wanted: Wanted::Picture });
            };
            picture.crop = *crop;
            if let Some(frame) = frame {
                it.frame = frame.sanitised();
                if is_out_of_range(frame) {
                    effects.clamped.insert(*tile);
                }
            }
            Ok(())
        }
        Command::ReplacePicture { tile, image, size_px } => {
            if size_px.0 == 0 || size_px.1 == 0 {
                return Err(EditError::OutOfRange(Bound::PictureSize));
            }
            let it = txn.tile_mut(*tile)?;
            let Content::Picture(picture) = &mut it.content else {
                return Err(EditError::WrongContent { tile: *tile, wanted: Wanted::Picture });
            };
            picture.image = *image;
            picture.size_px = *size_px;
            picture.crop = filling_crop(*size_px, it.frame.size);
            Ok(())
        }
        Command::SetText { tile, text } => {
            checked_text(text)?;
            let it = txn.tile_mut(*tile)?;
            let Content::Text(block) = &mut it.content else {
                return Err(EditError::WrongContent { tile: *tile, wanted: Wanted::Text });
            };
            *block = text.clone();
            fit_text(it, context);
            Ok(())
        }
        Command::SetShape { tile, shape } => {
            let it = txn.tile_mut(*tile)?;
            let Content::Shape(old) = &mut it.content else {
                return Err(EditError::WrongContent { tile: *tile, wanted: Wanted::Shape });
            };
            *old = shape.clone();
            Ok(())
        }
        Command::SetLink { tiles, link, product } => {
            put_linked_product(txn, link, product.as_ref())?;
            each(txn, tiles, |tile| tile.link = link.clone())
        }
        Command::EditProduct { product, snapshot } => {
            if !txn.collage().products.contains_key(product) {
                return Err(EditError::UnknownProduct(*product));
            }
            txn.put_product(*product, snapshot.clone());
            Ok(())
        }
        Command::SetBackground { colour } => {
            txn.page_mut().background = *colour;
            Ok(())
        }
        Command::SetPageSize { size, scale_tiles } => set_page_size(txn, *size, *scale_tiles, context),
        Command::SetMeta { title, author, credit, sponsored_by, language, tags } => {
            let meta = txn.meta_mut();
            let put = |to: &mut String, from: &Option<String>| {
                if let Some(text) = from {
                    *to = one_line(text);
                }
            };
            put(&mut meta.title, title);
            put(&mut meta.author, author);
            put(&mut meta.credit, credit);
            put(&mut meta.sponsored_by, sponsored_by);
            if let Some(tag) = language {
                meta.language = (!tag.is_empty()).then(|| tag.clone());
            }
            if let Some(tags) = tags {
                meta.tags.clone_from(tags);
            }
            Ok(())
        }
        Command::SetBudget { budget } => {
            txn.meta_mut().budget = *budget;
            Ok(())
        }
        Command::Restore { collage } => {
            if !collage.check().is_empty() {
                return Err(EditError::OutOfRange(Bound::Restored));
            }
            if collage.tiles.len() > Editor::MAX_TILES {
                return Err(EditError::TooMany);
            }
            txn.replace_all((**collage).clone());
            Ok(())
        }
        Command::Batch { commands } => commands.iter().try_for_each(|command| run(txn, command, context, effects)),
    }
}

/// At least one tile.
fn named(tiles: &[TileId]) -> Result<&[TileId], EditError> {
    if tiles.is_empty() { Err(EditError::NoTiles) } else { Ok(tiles) }
}

fn existing(txn: &Txn<'_>, tiles: &[TileId]) -> Result<BTreeSet<TileId>, EditError> {
    match tiles.iter().find(|id| !txn.collage().tiles.contains_key(id)) {
        Some(id) => Err(EditError::UnknownTile(*id)),
        None => Ok(tiles.iter().copied().collect()),
    }
}

fn unlocked(txn: &Txn<'_>, id: TileId) -> Result<(), EditError> {
    let tile = txn.collage().tiles.get(&id).ok_or(EditError::UnknownTile(id))?;
    if tile.locked { Err(EditError::Locked(id)) } else { Ok(()) }
}

fn each(txn: &mut Txn<'_>, tiles: &[TileId], mut change: impl FnMut(&mut Tile)) -> Result<(), EditError> {
    existing(txn, named(tiles)?)?.into_iter().try_for_each(|id| {
        change(txn.tile_mut(id)?);
        Ok(())
    })
}

fn one_line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(400).collect()
}

fn checked_text(block: &TextBlock) -> Result<(), EditError> {
    if block.text.len() > TextBlock::MAX_BYTES {
        return Err(EditError::OutOfRange(Bound::TextLength));
    }
    if !TextBlock::SIZE_RANGE_PX.contains(&block.size_px) {
        return Err(EditError::OutOfRange(Bound::TextSize));
    }
    Ok(())
}

/// Gives a text's frame the height of its words; the upper edge stays where it is.
fn fit_text(tile: &mut Tile, context: &Context<'_>) {
    let Content::Text(block) = &tile.content else { return };
    let height = context.text.text_size(block, tile.frame.size.width).height;
    let grown = (height - tile.frame.size.height) / 2.0;
    let downwards = if tile.frame.flip_y { -grown } else { grown };
    tile.frame.centre = tile.frame.centre + Vector::new(0.0, downwards).rotated(tile.frame.rotation_deg);
    tile.frame.size.height = height;
    tile.frame = tile.frame.sanitised();
}

/// The middle part of a picture that has the shape of `frame_size`.
fn filling_crop((width, height): (u32, u32), frame_size: Size) -> UnitRect {
    let (picture, frame) = (f64::from(width) / f64::from(height), frame_size.aspect());
    if picture > frame {
        let half = frame / picture / 2.0;
        UnitRect::clamped(0.5 - half, 0.0, 0.5 + half, 1.0)
    } else {
        let half = picture / frame / 2.0;
        UnitRect::clamped(0.0, 0.5 - half, 1.0, 0.5 + half)
    }
}

fn put_linked_product(txn: &mut Txn<'_>, link: &Link, product: Option<&ProductSnapshot>) -> Result<(), EditError> {
    let Link::Product(key) = link else { return Ok(()) };
    let key: ProductKey = *key;
    match product {
        Some(snapshot) => txn.put_product(key, snapshot.clone()),
        None if txn.collage().products.contains_key(&key) => {}
        None => return Err(EditError::UnknownProduct(key)),
    }
    Ok(())
}

fn place(txn: &mut Txn<'_>, pieces: &[Piece], context: &Context<'_>, effects: &mut Effects) -> Result<(), EditError> {
    if pieces.is_empty() {
        return Err(EditError::NoTiles);
    }
    room_for(txn, pieces.len())?;
    for piece in pieces {
        put_linked_product(txn, &piece.tile.link, piece.product.as_ref())?;
        let mut tile = piece.tile.clone();
        tile.group = None;
        tile.frame = tile.frame.sanitised();
        tile.name = one_line(&tile.name);
        if !(0.0..=1.0).contains(&tile.opacity) {
            return Err(EditError::OutOfRange(Bound::Opacity));
        }
        match &tile.content {
            Content::Text(block) => checked_text(block)?,
            Content::Picture(picture) if !picture.crop.is_valid() => {
                return Err(EditError::OutOfRange(Bound::Crop));
            }
            Content::Picture(picture) if picture.size_px.0 == 0 || picture.size_px.1 == 0 => {
                return Err(EditError::OutOfRange(Bound::PictureSize));
            }
            Content::Picture(_) | Content::Shape(_) => {}
        }
        fit_text(&mut tile, context);
        let id = txn.add_tile(tile);
        effects.created.push(id);
        if is_out_of_range(&piece.tile.frame) {
            effects.clamped.insert(id);
        }
    }
    Ok(())
}

fn room_for(txn: &Txn<'_>, more: usize) -> Result<(), EditError> {
    let spent = txn.collage().ids.next_tile as usize + more > 1 << TileId::BITS;
    if spent || txn.collage().tiles.len() + more > Editor::MAX_TILES { Err(EditError::TooMany) } else { Ok(()) }
}

/// A group's id is never given twice; a document made by another program may have spent them all.
fn room_for_group(txn: &Txn<'_>) -> Result<(), EditError> {
    if txn.collage().ids.next_group >= 1 << GroupId::BITS { Err(EditError::TooMany) } else { Ok(()) }
}

fn duplicate(txn: &mut Txn<'_>, tiles: &[TileId], by: Vector, created: &mut Vec<TileId>) -> Result<(), EditError> {
    let chosen = existing(txn, named(tiles)?)?;
    room_for(txn, chosen.len())?;
    let originals: Vec<Tile> =
        txn.collage().tiles_in_order().filter(|(id, _)| chosen.contains(id)).map(|(_, tile)| tile.clone()).collect();
    // Each copied group, with the groups around it, gets a twin.
    let mut twins: BTreeMap<GroupId, GroupId> = BTreeMap::new();
    for mut tile in originals {
        tile.frame.centre = tile.frame.centre + by;
        tile.frame = tile.frame.sanitised();
        tile.locked = false;
        if let Some(group) = tile.group {
            tile.group = Some(twin_of(txn, group, &mut twins)?);
        }
        created.push(txn.add_tile(tile));
    }
    Ok(())
}

fn twin_of(txn: &mut Txn<'_>, id: GroupId, twins: &mut BTreeMap<GroupId, GroupId>) -> Result<GroupId, EditError> {
    let mut chain = Vec::new();
    let mut next = Some(id);
    while let Some(group) = next.filter(|group| !twins.contains_key(group)) {
        chain.push(group);
        next = txn.collage().groups.get(&group).ok_or(EditError::UnknownGroup(group))?.parent;
    }
    for group in chain.into_iter().rev() {
        let original = txn.collage().groups.get(&group).cloned().unwrap_or_default();
        let parent = original.parent.and_then(|parent| twins.get(&parent).copied());
        room_for_group(txn)?;
        let twin = txn.add_group(Group { parent, ..original });
        twins.insert(group, twin);
    }
    twins.get(&id).copied().ok_or(EditError::UnknownGroup(id))
}

fn set_frames(
    txn: &mut Txn<'_>,
    frames: &BTreeMap<TileId, Frame>,
    text_sizes_px: &BTreeMap<TileId, f64>,
    context: &Context<'_>,
    clamped: &mut BTreeSet<TileId>,
) -> Result<(), EditError> {
    if frames.is_empty() {
        return Err(EditError::NoTiles);
    }
    for (id, frame) in frames {
        unlocked(txn, *id)?;
        let tile = txn.tile_mut(*id)?;
        let same_size = tile.frame.size == frame.size;
        tile.frame = frame.sanitised();
        let mut out_of_range = is_out_of_range(frame);
        if let (Some(size), Content::Text(block)) = (text_sizes_px.get(id), &mut tile.content) {
            let (min, max) = (*TextBlock::SIZE_RANGE_PX.start(), *TextBlock::SIZE_RANGE_PX.end());
            block.size_px = if size.is_finite() { size.clamp(min, max) } else { min };
            out_of_range |= !TextBlock::SIZE_RANGE_PX.contains(size);
        }
        if out_of_range {
            clamped.insert(*id);
        }
        // A plain move leaves a text's height alone, whatever fonts this build carries.
        if !same_size || text_sizes_px.contains_key(id) {
            fit_text(tile, context);
        }
    }
    Ok(())
}

/// Whether a frame is not kept as it was asked for. A whole turn more or less is the same frame.
fn is_out_of_range(asked: &Frame) -> bool {
    let kept = asked.sanitised();
    kept.centre != asked.centre || kept.size != asked.size || !asked.rotation_deg.is_finite()
}

/// Moves tiles as a kernel planned; kernels leave locked tiles alone.
fn put_plan(txn: &mut Txn<'_>, plan: &[Placed]) -> Result<(), EditError> {
    plan.iter().try_for_each(|placed| {
        txn.tile_mut(placed.id)?.frame = placed.frame.sanitised();
        Ok(())
    })
}

fn group(txn: &mut Txn<'_>, tiles: &[TileId], name: &str) -> Result<(), EditError> {
    let chosen = existing(txn, named(tiles)?)?;
    let whole: BTreeSet<GroupId> =
        chosen.iter().filter_map(|id| txn.collage().outermost_group(txn.collage().tiles.get(id)?)).collect();
    room_for_group(txn)?;
    let group = txn.add_group(Group { name: one_line(name), parent: None });
    for id in whole {
        txn.group_mut(id)?.parent = Some(group);
    }
    for id in chosen {
        let tile = txn.tile_mut(id)?;
        if tile.group.is_none() {
            tile.group = Some(group);
        }
    }
    Ok(())
}

fn set_page_size(txn: &mut Txn<'_>, size: Size, scale_tiles: bool, context: &Context<'_>) -> Result<(), EditError> {
    if !Page::SIDE_RANGE_PX.contains(&size.width) || !Page::SIDE_RANGE_PX.contains(&size.height) {
        return Err(EditError::OutOfRange(Bound::PageSize));
    }
    let old = std::mem::replace(&mut txn.page_mut().size, size);
    if !scale_tiles {
        return Ok(());
    }
    let scale = (size.width / old.width).min(size.height / old.height);
    let middle = |size: Size| Point::new(size.width / 2.0, size.height / 2.0);
    let ids: Vec<TileId> = txn.collage().tiles.keys().copied().collect();
    for id in ids {
        let tile = txn.tile_mut(id)?;
        tile.frame.centre = middle(size) + (tile.frame.centre - middle(old)) * scale;
        tile.frame.size = Size::new(tile.frame.size.width * scale, tile.frame.size.height * scale);
        tile.frame = tile.frame.sanitised();
        if let Content::Text(block) = &mut tile.content {
            let (min, max) = (*TextBlock::SIZE_RANGE_PX.start(), *TextBlock::SIZE_RANGE_PX.end());
            block.size_px = (block.size_px * scale).clamp(min, max);
            fit_text(tile, context);
        }
    }
    Ok(())
}
