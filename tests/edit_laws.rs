//! The laws of editing, for every command there is: each leaves a sound collage or changes nothing, its diff
//! says exactly what changed and undoes it, history leads back to the start and forth to the end, and no tile
//! id is ever given twice. `ETALAGE_LAW_SEEDS=5000 cargo test --test edit_laws` tries more than the usual few
//! hundred walks.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};

use etalage::edit::kernels::Axis;
use etalage::edit::kernels::align::Align;
use etalage::edit::kernels::order::Restack;
use etalage::edit::{Command, Context, EditError, Editor, FrameChange, MergeKey, Mirror, Outcome, Piece};
use etalage::model::{
    Collage, CollageId, Colour, Content, Diff, Frame, GroupId, ImageHash, Link, MerchantUrl, Picture, Point, Price,
    ProductKey, ProductSnapshot, Shape, ShapeKind, Size, TextAlign, TextBlock, TextBounds, Tile, TileId, Timestamp,
    Typeface, UnitRect, Vector,
};

/// Generates one command for the collage as it is; `depth` bounds batches within batches.
type Generate = fn(&mut Draw, &Collage, u32) -> Command;

/// One list for the generators and for a `match` over all commands, so that a command without a generator does
/// not compile.
macro_rules! generators {
    ($($variant:ident => $generate:path),* $(,)?) => {
        const GENERATORS: &[(&str, Generate)] = &[$((stringify!($variant), $generate)),*];

        fn name_of(command: &Command) -> &'static str {
            match command { $(Command::$variant { .. } => stringify!($variant)),* }
        }
    };
}

generators! {
    Place => place, Remove => remove, Duplicate => duplicate, SetFrames => set_frames, Align => align,
    Distribute => distribute, Flip => flip, Reorder => reorder, SetOpacity => set_opacity, SetLocked => set_locked,
    SetHidden => set_hidden, Rename => rename, Group => group, Ungroup => ungroup, Crop => crop,
    ReplacePicture => replace_picture, SetText => set_text, SetShape => set_shape, SetLink => set_link,
    EditProduct => edit_product, SetBackground => set_background, SetPageSize => set_page_size,
    SetMeta => set_meta, SetBudget => set_budget, Restore => restore, Batch => batch,
}

/// Commands that no collage refuses.
const NEVER_REFUSED: [&str; 3] = ["SetBackground", "SetMeta", "SetBudget"];

const STEPS: usize = 40;

#[test]
fn every_walk_through_the_commands_keeps_the_laws() {
    let seeds = std::env::var("ETALAGE_LAW_SEEDS").ok().map_or(300, |text| text.parse().unwrap());
    let mut done: BTreeMap<&str, u32> = BTreeMap::new();
    let mut refused: BTreeMap<&str, u32> = BTreeMap::new();
    for seed in 0..seeds {
        let mut walk = Walk::new(seed);
        for _ in 0..STEPS {
            walk.step(&mut done, &mut refused);
        }
        walk.there_and_back();
    }
    for (name, _) in GENERATORS {
        assert!(done.contains_key(name), "{name} never succeeded: its generator is of no use");
        assert_eq!(refused.contains_key(name), !NEVER_REFUSED.contains(name), "{name} and its invalid forms");
    }
}

#[test]
fn every_generator_makes_its_own_command() {
    let collage = empty(0);
    for (name, generate) in GENERATORS {
        assert_eq!(name_of(&generate(&mut Draw::new(7), &collage, 0)), *name);
    }
}

/// A collage under edit, beside a plain model of what its history should be.
struct Walk {
    draw: Draw,
    editor: Editor,
    start: Collage,
    /// The state after each step in effect or undone; the first is the start.
    states: Vec<Collage>,
    /// The merge key of each step.
    keys: Vec<Option<MergeKey>>,
    done: usize,
    sealed: bool,
    /// The last change with the state it began from, for squashing.
    last: Option<(Collage, Diff)>,
    /// Everything since the start as one diff.
    whole: Diff,
    ids_ever: BTreeSet<TileId>,
    seed: u64,
    now: i64,
}

impl Walk {
    fn new(seed: u64) -> Self {
        let start = empty(seed);
        Self {
            draw: Draw::new(seed),
            editor: Editor::new(start.clone()),
            states: vec![start.clone()],
            start,
            keys: Vec::new(),
            done: 0,
            sealed: true,
            last: None,
            whole: Diff::default(),
            ids_ever: BTreeSet::new(),
            seed,
            now: 0,
        }
    }

    fn step(&mut self, done: &mut BTreeMap<&str, u32>, refused: &mut BTreeMap<&str, u32>) {
        self.now += 1000;
        let before = self.editor.collage().clone();
        match self.draw.below(10) {
            0 => return self.undo(&before),
            1 => return self.redo(&before),
            2 => {
                self.editor.seal();
                self.sealed = true;
            }
            _ => {}
        }
        let command = self.draw.command(&before);
        let name = name_of(&command);
        if !self.draw.drew_no_number {
            let text = serde_json::to_string(&command).unwrap();
            assert_eq!(serde_json::from_str::<Command>(&text).unwrap(), command, "{text}");
        }
        let key = [None, Some(MergeKey("opacity", None)), Some(MergeKey("title", None))][self.draw.below(3)];
        match self.apply(&command, key) {
            Err(error) => {
                *refused.entry(name).or_default() += 1;
                assert!(!error.to_string().is_empty());
                assert_eq!(*self.editor.collage(), before, "seed {}: {error} after {command:?}", self.seed);
            }
            Ok(outcome) => {
                *done.entry(name).or_default() += 1;
                for id in &outcome.created {
                    assert!(!self.ids_ever.contains(id), "seed {}: {id} was given twice", self.seed);
                }
                self.ids_ever.extend(&outcome.created);
                self.ids_ever.extend(self.editor.collage().tiles.keys());
                self.changed(&before, &outcome.diff);
                self.expect_history(&before, &outcome.diff, key);
            }
        }
        self.compare_history();
    }

    fn apply(&mut self, command: &Command, key: Option<MergeKey>) -> Result<Outcome, EditError> {
        self.editor.apply_merging(command, key, &Context { now: Timestamp(self.now), text: &FakeText })
    }

    /// The laws of one change, whoever made it.
    fn changed(&mut self, before: &Collage, diff: &Diff) {
        let seed = self.seed;
        let after = self.editor.collage();
        assert_eq!(after.check(), [], "seed {seed}");
        assert_eq!(after.id, self.start.id, "seed {seed}: the id changed");
        assert!(after.ids.next_tile >= before.ids.next_tile && after.ids.next_group >= before.ids.next_group);
        assert!(after.groups.keys().all(|group| parts_of(after, *group) >= 2), "seed {seed}: an empty group stayed");
        let linked: BTreeSet<_> = after.tiles.values().filter_map(product_key).collect();
        assert_eq!(linked, after.products.keys().copied().collect(), "seed {seed}: an unused product stayed");

        let applied = |diff: &Diff, to: &Collage| {
            let mut collage = to.clone();
            diff.apply_to(&mut collage);
            plain(&collage)
        };
        assert_eq!(applied(diff, before), plain(after), "seed {seed}: the diff is not the change");
        assert_eq!(applied(&diff.reversed(), after), plain(before), "seed {seed}: the reversed diff does not undo");
        assert_eq!(diff.reversed().reversed(), *diff);
        let exact = Diff::between(&plain(before), &plain(after));
        assert_eq!(diff.is_empty(), exact.is_empty(), "seed {seed}: the diff names what did not change");
        assert_eq!((&diff.tiles, &diff.groups, &diff.products), (&exact.tiles, &exact.groups, &exact.products));

        self.whole = std::mem::take(&mut self.whole).squashed(diff.clone());
        assert_eq!(applied(&self.whole, &self.start), plain(after), "seed {seed}: all squashed is not the whole way");
        assert_eq!(applied(&self.whole.reversed(), after), plain(&self.start), "seed {seed}");
        if let Some((first, last)) = self.last.take() {
            let both = last.squashed(diff.clone());
            assert_eq!(applied(&both, &first), plain(after), "seed {seed}: squashed is not both");
            assert_eq!(applied(&both.reversed(), after), plain(&first), "seed {seed}: squashed does not undo both");
        }
        self.last = Some((before.clone(), diff.clone()));
    }

    /// What the history should be after a command.
    fn expect_history(&mut self, before: &Collage, diff: &Diff, key: Option<MergeKey>) {
        if diff.is_empty() {
            assert_eq!(plain(self.editor.collage()), plain(before));
            return;
        }
        let now = self.editor.collage().clone();
        self.states.truncate(self.done + 1);
        self.keys.truncate(self.done);
        let merges = !self.sealed && key.is_some() && self.keys.last() == Some(&key);
        self.sealed = false;
        if merges {
            self.states.pop();
            if self.states.last().map(plain) == Some(plain(&now)) {
                // Back where the drag began: there is nothing to undo, and what comes next is a step of its own.
                self.keys.pop();
                self.sealed = true;
            } else {
                self.states.push(now);
            }
        } else {
            self.states.push(now);
            self.keys.push(key);
        }
        self.done = self.keys.len();
    }

    fn compare_history(&self) {
        let (steps, done) = self.editor.steps();
        assert_eq!((steps.len(), done), (self.keys.len(), self.done), "seed {}: history", self.seed);
        assert_eq!(plain(self.editor.collage()), plain(&self.states[self.done]), "seed {}: history", self.seed);
        assert_eq!(self.editor.undo_step().is_some(), self.done > 0);
        assert_eq!(self.editor.redo_step().is_some(), self.done < self.keys.len());
    }

    fn undo(&mut self, before: &Collage) {
        match self.editor.undo(Timestamp(self.now)) {
            None => assert_eq!(self.done, 0),
            Some(outcome) => {
                self.done -= 1;
                self.sealed = true;
                self.changed(before, &outcome.diff);
            }
        }
        self.compare_history();
    }

    fn redo(&mut self, before: &Collage) {
        match self.editor.redo(Timestamp(self.now)) {
            None => assert_eq!(self.done, self.keys.len()),
            Some(outcome) => {
                self.done += 1;
                self.sealed = true;
                self.changed(before, &outcome.diff);
            }
        }
        self.compare_history();
    }

    /// Undo everything, redo everything.
    fn there_and_back(&mut self) {
        while self.editor.redo(Timestamp(self.now)).is_some() {}
        let end = plain(self.editor.collage());
        for turn in 0..2 {
            while self.editor.undo(Timestamp(self.now)).is_some() {}
            assert_eq!(plain(self.editor.collage()), plain(&self.start), "seed {}, turn {turn}", self.seed);
            while self.editor.redo(Timestamp(self.now)).is_some() {}
            assert_eq!(plain(self.editor.collage()), end, "seed {}, turn {turn}", self.seed);
        }
    }
}

/// The collage without what history leaves alone: the counters and the moment of the last edit.
fn plain(collage: &Collage) -> Collage {
    let mut collage = collage.clone();
    collage.ids = etalage::model::IdCounters::default();
    collage.meta.changed_at = Timestamp(0);
    collage
}

fn empty(seed: u64) -> Collage {
    Collage::new(CollageId::from_raw(seed), "Untitled", Collage::DEFAULT_SIZE, Timestamp(0))
}

fn parts_of(collage: &Collage, group: GroupId) -> usize {
    let tiles = collage.tiles.values().filter(|tile| tile.group == Some(group)).count();
    tiles + collage.groups.values().filter(|each| each.parent == Some(group)).count()
}

fn product_key(tile: &Tile) -> Option<ProductKey> {
    match &tile.link {
        Link::Product(key) => Some(*key),
        Link::None | Link::Url(_) => None,
    }
}

/// Letters half as wide as high, lines 1.2 em apart.
struct FakeText;

impl TextBounds for FakeText {
    fn text_size(&self, block: &TextBlock, wrap_width_px: f64) -> Size {
        let letter = block.size_px / 2.0;
        let per_line = (wrap_width_px / letter).floor().max(1.0);
        let lines = (block.text.chars().count() as f64 / per_line).ceil().max(1.0);
        Size::new(wrap_width_px.min(per_line * letter), lines * block.size_px * 1.2)
    }
}

/// Chance that repeats (SplitMix64, Steele, Lea and Flood 2014), and what is drawn with it.
struct Draw {
    state: u64,
    /// States that `Restore` may bring back.
    past: Vec<Collage>,
    /// Whether NaN or an infinity was drawn, which JSON cannot carry.
    drew_no_number: bool,
}

impl Draw {
    fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), past: Vec::new(), drew_no_number: false }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn flag(&mut self) -> bool {
        self.one_in(2)
    }

    /// From `from` to `to`, in a thousand steps.
    fn between(&mut self, from: f64, to: f64) -> f64 {
        from + (to - from) * self.below(1001) as f64 / 1000.0
    }

    /// Mostly between `from` and `to`, now and then anything.
    fn number(&mut self, from: f64, to: f64) -> f64 {
        if !self.one_in(40) {
            return self.between(from, to);
        }
        let wild = [f64::NAN, f64::INFINITY, -1.0, 0.0, -0.0, 1e300, f64::MIN_POSITIVE, to * 2.0, from - 1.0];
        let value = wild[self.below(wild.len())];
        self.drew_no_number |= !value.is_finite();
        value
    }

    fn command(&mut self, collage: &Collage) -> Command {
        self.drew_no_number = false;
        if self.past.len() < 12 || self.one_in(8) {
            self.past.push(collage.clone());
        }
        if collage.tiles.len() < 4 && self.flag() {
            return place(self, collage, 1);
        }
        if collage.tiles.len() > 60 {
            return remove(self, collage, 1);
        }
        let (_, generate) = GENERATORS[self.below(GENERATORS.len())];
        generate(self, collage, 2)
    }

    /// An id that is there; now and then one that is not, or is no longer.
    fn tile(&mut self, collage: &Collage) -> TileId {
        let ids: Vec<_> = collage.tiles.keys().copied().collect();
        if ids.is_empty() || self.one_in(25) {
            return TileId::from_raw(self.below(collage.ids.next_tile as usize + 3) as u32);
        }
        ids[self.below(ids.len())]
    }

    /// One to five tiles, some perhaps twice; now and then none.
    fn tiles(&mut self, collage: &Collage) -> Vec<TileId> {
        if self.one_in(25) {
            return Vec::new();
        }
        (0..=self.below(5)).map(|_| self.tile(collage)).collect()
    }

    /// A tile that shows what is wanted, if there is one; now and then any.
    fn showing(&mut self, collage: &Collage, wanted: fn(&Content) -> bool) -> TileId {
        let fit: Vec<_> = collage.tiles.iter().filter(|(_, tile)| wanted(&tile.content)).map(|(id, _)| *id).collect();
        if fit.is_empty() || self.one_in(8) { self.tile(collage) } else { fit[self.below(fit.len())] }
    }

    fn frame(&mut self) -> Frame {
        Frame {
            centre: Point::new(self.number(-200.0, 1400.0), self.number(-200.0, 1400.0)),
            size: Size::new(self.number(1.0, 600.0), self.number(1.0, 600.0)),
            rotation_deg: self.number(-400.0, 400.0),
            flip_x: self.one_in(4),
            flip_y: self.one_in(4),
        }
    }

    fn words(&mut self) -> String {
        let words =
            ["", "Linen shirt", "Été à Lyon", "two\nlines", "\u{7}bell", "日本語", "אבג", "a b c d e f g h i j"];
        words[self.below(words.len())].to_owned()
    }

    fn colour(&mut self) -> Colour {
        let [r, g, b, a, ..] = self.next().to_le_bytes();
        Colour { rgba: [r, g, b, a] }
    }

    fn text(&mut self) -> TextBlock {
        let text = if self.one_in(30) { "é".repeat(TextBlock::MAX_BYTES / 2 + 1) } else { self.words() };
        TextBlock {
            text,
            typeface: Typeface::ALL[self.below(Typeface::ALL.len())],
            size_px: self.number(1.0, 200.0),
            colour: self.colour(),
            align: [TextAlign::Left, TextAlign::Centre, TextAlign::Right][self.below(3)],
            bold: self.flag(),
        }
    }

    fn shape(&mut self) -> Shape {
        Shape { kind: [ShapeKind::Rectangle, ShapeKind::Ellipse][self.below(2)], fill: self.colour() }
    }

    fn image(&mut self) -> ImageHash {
        ImageHash([self.below(6) as u8; 32])
    }

    fn size_px(&mut self) -> (u32, u32) {
        if self.one_in(20) { (0, 40) } else { (1 + self.below(4000) as u32, 1 + self.below(4000) as u32) }
    }

    fn crop(&mut self) -> UnitRect {
        if self.one_in(10) {
            return UnitRect { x0: self.number(-1.0, 2.0), y0: 0.4, x1: self.number(-1.0, 2.0), y1: 0.4 };
        }
        let (x, y) = (self.between(0.0, 0.9), self.between(0.0, 0.9));
        UnitRect { x0: x, y0: y, x1: self.between(x + 0.05, 1.0), y1: self.between(y + 0.05, 1.0) }
    }

    fn content(&mut self) -> Content {
        match self.below(3) {
            0 => Content::Picture(Picture { image: self.image(), size_px: self.size_px(), crop: self.crop() }),
            1 => Content::Text(self.text()),
            _ => Content::Shape(self.shape()),
        }
    }

    fn price(&mut self) -> Price {
        Price::parse(["0", "49.90", "1000"][self.below(3)], "EUR".parse().ok()).unwrap()
    }

    fn product(&mut self) -> ProductSnapshot {
        ProductSnapshot {
            title: self.words(),
            url: self.flag().then(|| self.url()),
            price: self.flag().then(|| self.price()),
            price_seen_at: self.flag().then_some(Timestamp(5)),
            ..ProductSnapshot::default()
        }
    }

    fn url(&mut self) -> MerchantUrl {
        MerchantUrl::parse(&format!("https://shop.example/item/{}", self.below(9))).unwrap()
    }

    /// A link, with the product's details where they may be needed.
    fn link(&mut self) -> (Link, Option<ProductSnapshot>) {
        match self.below(4) {
            0 => (Link::None, None),
            1 => (Link::Url(self.url()), None),
            _ => {
                let key = ProductKey::from_raw(self.below(8) as u64);
                let product = (!self.one_in(4)).then(|| self.product());
                (Link::Product(key), product)
            }
        }
    }
}

fn place(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    let count = if draw.one_in(25) { 0 } else { 1 + draw.below(4) };
    let piece = |draw: &mut Draw| {
        let (link, product) = draw.link();
        let mut tile = Tile::new(draw.frame(), draw.content());
        tile.opacity = draw.number(0.0, 1.0);
        tile.locked = draw.one_in(10);
        tile.hidden = draw.one_in(10);
        tile.name = draw.words();
        tile.group = collage.groups.keys().next().copied().or(Some(GroupId::from_raw(99)));
        Piece { tile: Tile { link, ..tile }, product }
    };
    Command::Place { pieces: (0..count).map(|_| piece(draw)).collect() }
}

fn remove(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    Command::Remove { tiles: draw.tiles(collage) }
}

fn duplicate(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    Command::Duplicate {
        tiles: draw.tiles(collage),
        by: Vector::new(draw.number(-50.0, 50.0), draw.number(-50.0, 50.0)),
    }
}

fn set_frames(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    use FrameChange as By;
    let tiles = draw.tiles(collage);
    Command::SetFrames {
        frames: tiles.iter().map(|id| (*id, draw.frame())).collect(),
        text_sizes_px: tiles.iter().step_by(2).map(|id| (*id, draw.number(1.0, 300.0))).collect(),
        change: [By::Move, By::Resize, By::Rotate, By::Align, By::Distribute, By::Arrange][draw.below(6)],
    }
}

fn align(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    use Align::{Bottom, Centre, Left, Middle, Right, Top};
    Command::Align { tiles: draw.tiles(collage), to: [Left, Centre, Right, Top, Middle, Bottom][draw.below(6)] }
}

fn distribute(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    Command::Distribute { tiles: draw.tiles(collage), along: [Axis::X, Axis::Y][draw.below(2)] }
}

fn flip(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    Command::Flip { tiles: draw.tiles(collage), axis: [Mirror::Horizontal, Mirror::Vertical][draw.below(2)] }
}

fn reorder(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    use Restack::{Backward, Forward, ToBack, ToFront};
    Command::Reorder { tiles: draw.tiles(collage), to: [Forward, Backward, ToFront, ToBack][draw.below(4)] }
}

fn set_opacity(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    Command::SetOpacity { tiles: draw.tiles(collage), opacity: draw.number(0.0, 1.0) }
}

fn set_locked(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    Command::SetLocked { tiles: draw.tiles(collage), locked: draw.one_in(3) }
}

fn set_hidden(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    Command::SetHidden { tiles: draw.tiles(collage), hidden: draw.flag() }
}

fn rename(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    Command::Rename { tile: draw.tile(collage), name: draw.words() }
}

fn group(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    Command::Group { tiles: draw.tiles(collage), name: draw.words() }
}

fn ungroup(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    let known: Vec<_> = collage.groups.keys().copied().collect();
    let pick = |draw: &mut Draw| {
        if known.is_empty() || draw.one_in(10) {
            GroupId::from_raw(draw.below(99) as u32)
        } else {
            known[draw.below(known.len())]
        }
    };
    Command::Ungroup { groups: (0..draw.below(3)).map(|_| pick(draw)).collect() }
}

fn crop(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    Command::Crop {
        tile: draw.showing(collage, |content| matches!(content, Content::Picture(_))),
        crop: draw.crop(),
        frame: draw.flag().then(|| draw.frame()),
    }
}

fn replace_picture(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    Command::ReplacePicture {
        tile: draw.showing(collage, |content| matches!(content, Content::Picture(_))),
        image: draw.image(),
        size_px: draw.size_px(),
    }
}

fn set_text(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    Command::SetText { tile: draw.showing(collage, |content| matches!(content, Content::Text(_))), text: draw.text() }
}

fn set_shape(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    Command::SetShape {
        tile: draw.showing(collage, |content| matches!(content, Content::Shape(_))),
        shape: draw.shape(),
    }
}

fn set_link(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    let (link, product) = draw.link();
    Command::SetLink { tiles: draw.tiles(collage), link, product }
}

fn edit_product(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    let known: Vec<_> = collage.products.keys().copied().collect();
    let product = match known.len() {
        0 => ProductKey::from_raw(1),
        _ if draw.one_in(8) => ProductKey::from_raw(77),
        count => known[draw.below(count)],
    };
    Command::EditProduct { product, snapshot: draw.product() }
}

fn set_background(draw: &mut Draw, _: &Collage, _: u32) -> Command {
    Command::SetBackground { colour: draw.colour() }
}

fn set_page_size(draw: &mut Draw, _: &Collage, _: u32) -> Command {
    Command::SetPageSize {
        size: Size::new(draw.number(16.0, 20_000.0), draw.number(16.0, 20_000.0)),
        scale_tiles: draw.flag(),
    }
}

fn set_meta(draw: &mut Draw, _: &Collage, _: u32) -> Command {
    let some = |draw: &mut Draw| draw.one_in(3).then(|| draw.words());
    Command::SetMeta {
        title: some(draw),
        author: some(draw),
        credit: some(draw),
        sponsored_by: some(draw),
        language: some(draw),
        tags: draw.one_in(3).then(|| vec![draw.words(), draw.words()]),
    }
}

fn set_budget(draw: &mut Draw, _: &Collage, _: u32) -> Command {
    Command::SetBudget { budget: draw.flag().then(|| draw.price()) }
}

fn restore(draw: &mut Draw, collage: &Collage, _: u32) -> Command {
    let mut state = match draw.past.len() {
        0 => collage.clone(),
        count => {
            let which = draw.below(count);
            draw.past[which].clone()
        }
    };
    match draw.below(8) {
        // Damaged: refused.
        0 => state.page.order.push(TileId::from_raw(4000)),
        1 => state.page.size = Size::new(1.0, 1.0),
        // Another collage, from another program, with ids further on and parts that nothing uses.
        2 => {
            state.id = CollageId::from_raw(1);
            state.ids.next_tile += 5;
            state.ids.next_group += 5;
            let group = GroupId::from_raw(state.ids.next_group - 1);
            state.groups.insert(group, etalage::model::Group::default());
            state.products.insert(ProductKey::from_raw(4711), draw.product());
        }
        _ => {}
    }
    Command::Restore { collage: Box::new(state) }
}

fn batch(draw: &mut Draw, collage: &Collage, depth: u32) -> Command {
    let kinds = if depth == 0 { GENERATORS.len() - 1 } else { GENERATORS.len() };
    let one = |draw: &mut Draw| {
        let (_, generate) = GENERATORS[draw.below(kinds)];
        generate(draw, collage, depth.saturating_sub(1))
    };
    Command::Batch { commands: (0..draw.below(4)).map(|_| one(draw)).collect() }
}

fn now() -> Context<'static> {
    Context { now: Timestamp(9), text: &FakeText }
}

fn boxes(count: usize) -> Command {
    let content = || Content::Shape(Shape { kind: ShapeKind::Rectangle, fill: Colour::WHITE });
    let frame = Frame::upright(Point::new(50.0, 50.0), Size::new(10.0, 10.0));
    Command::Place { pieces: (0..count).map(|_| Piece::plain(frame, content())).collect() }
}

#[test]
fn ids_that_are_spent_are_not_given_again() {
    let spent = |next_tile, next_group| {
        let mut editor = Editor::new(empty(1));
        editor.apply(&boxes(2), &now()).unwrap();
        let mut state = editor.collage().clone();
        state.ids.next_tile = next_tile;
        state.ids.next_group = next_group;
        editor.apply(&Command::Restore { collage: Box::new(state) }, &now()).unwrap();
        editor
    };
    let tiles = vec![TileId::from_raw(0), TileId::from_raw(1)];
    let grouped = Command::Group { tiles: tiles.clone(), name: String::new() };
    for last in [1 << GroupId::BITS, u32::MAX] {
        assert_eq!(spent(9, last).apply(&grouped, &now()), Err(EditError::TooMany));
        assert_eq!(spent(last, 9).apply(&boxes(1), &now()), Err(EditError::TooMany));
    }
    let mut editor = spent(9, (1 << GroupId::BITS) - 1);
    editor.apply(&grouped, &now()).unwrap();
    let copied = Command::Duplicate { tiles, by: Vector::ZERO };
    assert_eq!(editor.apply(&copied, &now()), Err(EditError::TooMany), "the copies need a group of their own");
}

#[test]
fn a_state_with_too_many_tiles_is_not_restored() {
    let mut state = empty(1);
    let content = Content::Shape(Shape { kind: ShapeKind::Ellipse, fill: Colour::WHITE });
    let tile = Tile::new(Frame::upright(Point::default(), Size::new(1.0, 1.0)), content);
    for raw in 0..=Editor::MAX_TILES as u32 {
        state.tiles.insert(TileId::from_raw(raw), tile.clone());
        state.page.order.push(TileId::from_raw(raw));
    }
    state.ids.next_tile = Editor::MAX_TILES as u32 + 1;
    assert_eq!(state.check(), []);
    let mut editor = Editor::new(empty(2));
    let restore = Command::Restore { collage: Box::new(state) };
    assert_eq!(editor.apply(&restore, &now()), Err(EditError::TooMany));
    assert_eq!(editor.apply(&boxes(Editor::MAX_TILES + 1), &now()), Err(EditError::TooMany));
    assert!(editor.apply(&boxes(Editor::MAX_TILES), &now()).is_ok());
}

fn opacity(value: f64) -> Command {
    Command::SetOpacity { tiles: vec![TileId::from_raw(0)], opacity: value }
}

#[test]
fn a_drag_that_ends_where_it_began_leaves_the_step_before_it_alone() {
    let key = Some(MergeKey("opacity", Some(TileId::from_raw(0))));
    let mut editor = Editor::new(empty(1));
    editor.apply(&boxes(1), &now()).unwrap();
    for (value, leave) in [(0.5, true), (0.7, false), (0.5, false), (0.9, true)] {
        editor.apply_merging(&opacity(value), key, &now()).unwrap();
        if leave {
            editor.seal();
        }
    }
    editor.undo(Timestamp(10)).unwrap();
    assert_eq!(editor.collage().tiles[&TileId::from_raw(0)].opacity, 0.5, "the second drag, and only that, is undone");
}

#[test]
fn a_title_typed_and_taken_back_leaves_nothing_to_undo() {
    let key = Some(MergeKey("title", None));
    let mut editor = Editor::new(empty(1));
    for (at, title) in ["Untitled!", "Untitled"].into_iter().enumerate() {
        let none = || None;
        let command = Command::SetMeta {
            title: Some(title.to_owned()),
            author: none(),
            credit: none(),
            sponsored_by: none(),
            language: none(),
            tags: None,
        };
        let context = Context { now: Timestamp(1000 + at as i64), text: &FakeText };
        editor.apply_merging(&command, key, &context).unwrap();
    }
    assert_eq!(editor.undo_step(), None);
}

#[test]
fn restoring_the_state_that_is_there_is_no_step() {
    let mut editor = Editor::new(empty(1));
    let mut state = editor.collage().clone();
    state.meta.changed_at = Timestamp(77);
    let outcome = editor.apply(&Command::Restore { collage: Box::new(state) }, &now()).unwrap();
    assert!(outcome.diff.is_empty());
    assert_eq!(editor.undo_step(), None);
}
