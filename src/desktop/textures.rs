//! Pictures and texts on the graphics card: never more pixels than the screen needs, uploaded within a
//! budget per frame, thrown away least-recently-seen first within a budget of bytes.
//!
//! Decoding happens on workers. A picture that is not ready yet shows its next best level, or nothing.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use egui::{Color32, ColorImage, TextureHandle, TextureId, TextureOptions};

use crate::imaging::{AlphaMap, Pixmap};
use crate::jobs::{Jobs, Request};
use crate::model::{AlphaAt, CollageId, ImageHash, Point};
use crate::scene::draw::GlyphRun;

/// Longest sides of the kept levels, in pixels.
const LEVELS_PX: [u32; 6] = [64, 128, 256, 512, 1024, 2048];
/// Bytes of texture memory.
const BUDGET_BYTES: usize = 320 << 20;
/// Bytes handed to the graphics card in one frame; the first picture of a frame always goes.
const UPLOAD_BYTES_PER_FRAME: usize = 4 << 20;
/// Requests under way at once; more would only grow stale in the queue.
const MOST_UNDER_WAY: usize = 12;

/// A picture at a level, or a text at a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A picture file, its longest side at most so many pixels.
    Picture(ImageHash, u32),
    /// A collage as it was at a commit, for the gallery.
    Cover(CollageId, u64),
    /// A text by the hash of its runs, drawn at `2^(scale/2)` pixels per scene pixel.
    Text(u64, i8),
}

struct Loaded {
    handle: TextureHandle,
    bytes: usize,
    seen_in_frame: u64,
}

enum State {
    UnderWay,
    Waiting,
    Loaded(Loaded),
    Failed,
}

/// The store of textures.
#[derive(Default)]
pub struct Textures {
    states: HashMap<Key, State>,
    alphas: HashMap<ImageHash, Arc<AlphaMap>>,
    waiting: VecDeque<(Key, Pixmap)>,
    wanted: Vec<Request>,
    under_way: usize,
    bytes: usize,
    frame: u64,
}

impl Textures {
    /// The best texture there is for a picture that covers `side_px` screen pixels on its longest side;
    /// asks for the right one when it is missing.
    pub fn picture(&mut self, image: ImageHash, side_px: f32) -> Option<TextureId> {
        let right = LEVELS_PX.iter().copied().find(|level| *level as f32 >= side_px * 0.8).unwrap_or(2048);
        if let Some(id) = self.seen(Key::Picture(image, right)) {
            return Some(id);
        }
        self.want(Key::Picture(image, right), || Request::Picture { image, side_px: right });
        // Larger ones first: they only cost time; smaller ones are blurred.
        let place = LEVELS_PX.iter().position(|level| *level == right).unwrap_or(0);
        let larger = LEVELS_PX.get(place + 1..).unwrap_or_default().iter();
        let smaller = LEVELS_PX.get(..place).unwrap_or_default().iter().rev();
        larger.chain(smaller).find_map(|level| self.seen(Key::Picture(image, *level)))
    }

    /// The best texture there is for a text drawn at `scale` screen pixels per scene pixel. `hash` stands
    /// for `runs` and the size of the box.
    pub fn text(
        &mut self,
        hash: u64,
        scale: f32,
        make: impl FnOnce() -> (Vec<GlyphRun>, crate::model::Size),
    ) -> Option<TextureId> {
        let step = (scale.log2() * 2.0).ceil().clamp(-12.0, 12.0) as i8;
        if let Some(id) = self.seen(Key::Text(hash, step)) {
            return Some(id);
        }
        self.want(Key::Text(hash, step), || {
            let (runs, size) = make();
            Request::Text { hash, step, runs, size }
        });
        (1..24).find_map(|away| {
            let near = |step: i8| Key::Text(hash, step);
            self.seen(near(step.saturating_add(away))).or_else(|| self.seen(near(step.saturating_sub(away))))
        })
    }

    /// The picture of a collage for the gallery.
    pub fn cover(&mut self, collage: CollageId, seq: u64) -> Option<TextureId> {
        let key = Key::Cover(collage, seq);
        self.want(key, || Request::Cover { collage, seq });
        self.seen(key)
    }

    /// Whether a picture is known to be unreadable.
    pub fn is_broken(&self, image: ImageHash) -> bool {
        LEVELS_PX.iter().any(|level| matches!(self.states.get(&Key::Picture(image, *level)), Some(State::Failed)))
    }

    fn seen(&mut self, key: Key) -> Option<TextureId> {
        match self.states.get_mut(&key) {
            Some(State::Loaded(loaded)) => {
                loaded.seen_in_frame = self.frame;
                Some(loaded.handle.id())
            }
            _ => None,
        }
    }

    fn want(&mut self, key: Key, request: impl FnOnce() -> Request) {
        if self.under_way + self.wanted.len() < MOST_UNDER_WAY && !self.states.contains_key(&key) {
            self.states.insert(key, State::UnderWay);
            self.wanted.push(request());
        }
    }

    /// Sends what this frame asked for. What the queue does not take is asked for again next frame.
    pub fn send_wanted(&mut self, jobs: &Jobs) {
        for request in std::mem::take(&mut self.wanted) {
            let key = match &request {
                Request::Picture { image, side_px } => Key::Picture(*image, *side_px),
                Request::Text { hash, step, .. } => Key::Text(*hash, *step),
                Request::Cover { collage, seq } => Key::Cover(*collage, *seq),
                _ => continue,
            };
            if jobs.send(request).is_ok() {
                self.under_way += 1;
            } else {
                self.states.remove(&key);
            }
        }
    }

    /// Takes a worker's answer.
    pub fn arrived(&mut self, key: Key, picture: Option<Pixmap>, alpha: Option<AlphaMap>) {
        self.under_way = self.under_way.saturating_sub(1);
        if let (Key::Picture(image, _), Some(alpha)) = (key, alpha) {
            self.alphas.entry(image).or_insert_with(|| Arc::new(alpha));
        }
        match picture {
            Some(picture) => {
                self.states.insert(key, State::Waiting);
                self.waiting.push_back((key, picture));
            }
            None => {
                self.states.insert(key, State::Failed);
            }
        }
    }

    /// Begins a frame: uploads what arrived, within the budget. Returns whether more is waiting.
    pub fn begin_frame(&mut self, ctx: &egui::Context) -> bool {
        self.frame += 1;
        let mut uploaded = 0;
        while uploaded < UPLOAD_BYTES_PER_FRAME {
            let Some((key, picture)) = self.waiting.pop_front() else { break };
            let bytes = picture.pixels().len() * 4;
            uploaded += bytes;
            let size = [picture.width_px() as usize, picture.height_px() as usize];
            let pixels =
                picture.pixels().iter().map(|[r, g, b, a]| Color32::from_rgba_premultiplied(*r, *g, *b, *a)).collect();
            let options = TextureOptions { mipmap_mode: Some(egui::TextureFilter::Linear), ..TextureOptions::LINEAR };
            let handle = ctx.load_texture("picture", ColorImage::new(size, pixels), options);
            self.bytes += bytes;
            self.states.insert(key, State::Loaded(Loaded { handle, bytes, seen_in_frame: self.frame }));
        }
        self.evict();
        !self.waiting.is_empty()
    }

    fn evict(&mut self) {
        if self.bytes <= BUDGET_BYTES {
            return;
        }
        let recent = self.frame.saturating_sub(2);
        let mut old: Vec<(u64, Key, usize)> = self
            .states
            .iter()
            .filter_map(|(key, state)| match state {
                State::Loaded(loaded) if loaded.seen_in_frame < recent => {
                    Some((loaded.seen_in_frame, *key, loaded.bytes))
                }
                _ => None,
            })
            .collect();
        old.sort_unstable();
        for (_, key, bytes) in old {
            if self.bytes <= BUDGET_BYTES * 3 / 4 {
                break;
            }
            self.states.remove(&key);
            self.bytes -= bytes;
        }
    }

    /// Forgets failures, so that pictures that came back are tried again.
    pub fn retry_failed(&mut self) {
        self.states.retain(|_, state| !matches!(state, State::Failed));
    }

    /// Whether nothing is asked for, under way or waiting.
    pub fn is_quiet(&self) -> bool {
        self.under_way == 0 && self.wanted.is_empty() && self.waiting.is_empty()
    }

    /// Bytes of texture memory in use.
    pub fn bytes(&self) -> usize {
        self.bytes
    }
}

impl AlphaAt for Textures {
    fn alpha_at(&self, image: ImageHash, pos_in_picture: Point) -> Option<u8> {
        Some(self.alphas.get(&image)?.alpha_at(pos_in_picture))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixmap(side: u32) -> Pixmap {
        Pixmap::filled(side, side, crate::model::Colour::BLACK)
    }

    #[test]
    fn the_budget_holds_and_visible_pictures_stay() {
        let ctx = egui::Context::default();
        let mut textures = Textures::default();
        let image = |n: u8| ImageHash([n; 32]);
        for n in 0..40 {
            textures.arrived(Key::Picture(image(n), 2048), Some(pixmap(2048)), None);
        }
        for _ in 0..60 {
            textures.begin_frame(&ctx);
            assert!(textures.picture(image(0), 2048.0).is_some());
        }
        assert!(textures.bytes() <= BUDGET_BYTES + UPLOAD_BYTES_PER_FRAME * 4, "{}", textures.bytes());
        assert!(textures.picture(image(0), 2048.0).is_some(), "seen in every frame");
    }

    #[test]
    fn a_smaller_level_stands_in() {
        let ctx = egui::Context::default();
        let mut textures = Textures::default();
        let image = ImageHash([7; 32]);
        assert!(textures.picture(image, 900.0).is_none());
        textures.arrived(Key::Picture(image, 128), Some(pixmap(128)), None);
        textures.begin_frame(&ctx);
        assert!(textures.picture(image, 900.0).is_some());
    }
}
