//! The real window without a window system: the same application, its work done inline, on a library in a
//! temporary folder, with a clock and ids that the test chooses. Tests speak to it by accessible labels and
//! assert on the document.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use egui::{Key, Modifiers, Pos2, Vec2, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use etalage::desktop::app::{App, Services};
use etalage::desktop::clipboard::{Clipboard, Pasted};
use etalage::i18n::Lang;
use etalage::jobs::{self, Jobs};
use etalage::model::{Clock, Collage, Frame, Ids, Point, Tile, TileId, Timestamp};
use etalage::scene::TextShaper;

/// A clock that stands still until it is moved.
#[derive(Default)]
pub struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(1_790_000_000_000 + self.0.load(Ordering::Relaxed))
    }
}

/// Ids that repeat from run to run.
#[derive(Default)]
pub struct TestIds(AtomicU64);

impl Ids for TestIds {
    fn fresh(&self) -> u64 {
        // Spread over all bits, so that ids look as they do in life.
        (self.0.fetch_add(1, Ordering::Relaxed) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
}

/// A clipboard that the test fills while the window runs.
#[derive(Clone, Default)]
pub struct TestClipboard {
    pub content: Arc<std::sync::Mutex<Vec<Pasted>>>,
    asked: bool,
}

impl Clipboard for TestClipboard {
    fn ask(&mut self) {
        self.asked = true;
    }

    fn answer(&mut self) -> Option<Vec<Pasted>> {
        std::mem::take(&mut self.asked).then(|| self.content.lock().unwrap().clone())
    }
}

/// The window under test.
pub struct Bench {
    pub window: Harness<'static, App>,
    pub clipboard: TestClipboard,
    pub clock: Arc<TestClock>,
    pub dir: tempfile::TempDir,
}

impl Bench {
    /// A window on an empty library.
    pub fn empty() -> Self {
        Self::on(tempfile::tempdir().unwrap(), Lang::En)
    }

    /// A window on the starter finds and sample collages.
    pub fn with_samples() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (clock, ids) = (Arc::new(TestClock::default()), Arc::new(TestIds::default()));
        let shaper = Arc::new(TextShaper::new());
        let (studio, _) = jobs::Studio::open(&dir.path().join("library"), "a test", clock, ids, shaper).unwrap();
        studio.fill_with_samples(Lang::En, &mut |_, _| {}).unwrap();
        drop(studio);
        Self::on(dir, Lang::En)
    }

    /// A window on the library in `dir`.
    pub fn on(dir: tempfile::TempDir, lang: Lang) -> Self {
        let clock = Arc::new(TestClock::default());
        let shaper = Arc::new(TextShaper::new());
        // Ids of another window on the same library must not come again.
        let ids = Arc::new(TestIds(AtomicU64::new(1 << 20)));
        let handler = jobs::handler(dir.path().join("library"), clock.clone(), ids, shaper.clone(), lang, Arc::new(drop));
        let clipboard = TestClipboard::default();
        let services = Services {
            jobs: Jobs::inline(handler),
            clock: clock.clone(),
            shaper,
            clipboard: Box::new(clipboard.clone()),
            calls: crossbeam_channel::never(),
        };
        let app = App::new(services, lang);
        let mut window = Harness::builder()
            .with_size(Vec2::new(1400.0, 900.0))
            .with_max_steps(200)
            .with_step_dt(1.0 / 60.0)
            .build_ui_state(
                |ui, app: &mut App| {
                    app.advance(ui.ctx());
                    app.draw(ui);
                },
                app,
            );
        window.run_steps(4);
        Self { window, clipboard, clock, dir }
    }

    /// Lets the window settle.
    pub fn settle(&mut self) -> &mut Self {
        self.window.run_steps(6);
        self
    }

    /// Clicks the control with this label.
    pub fn click(&mut self, label: &str) -> &mut Self {
        self.window.get_by_label(label).click();
        self.settle()
    }

    /// Presses keys together.
    pub fn press(&mut self, modifiers: Modifiers, key: Key) -> &mut Self {
        self.window.key_press_modifiers(modifiers, key);
        self.settle()
    }

    /// The open collage.
    pub fn collage(&self) -> &Collage {
        self.window.state().state.doc.as_ref().expect("a collage is open").collage()
    }

    /// The selected tiles.
    pub fn selection(&self) -> Vec<TileId> {
        self.window.state().state.doc.as_ref().expect("a collage is open").selection.iter().copied().collect()
    }

    /// A tile of the open collage.
    pub fn tile(&self, id: TileId) -> &Tile {
        &self.collage().tiles[&id]
    }

    /// Its frame.
    pub fn frame(&self, id: TileId) -> Frame {
        self.tile(id).frame
    }

    /// Where a scene position is in the window.
    pub fn at(&self, x: f64, y: f64) -> Pos2 {
        let doc = self.window.state().state.doc.as_ref().expect("a collage is open");
        let board = self.window.get_by(|node| node.role() == egui::accesskit::Role::Canvas).rect();
        let pos = doc.camera().to_view(Point::new(x, y), doc.view_size);
        board.min + Vec2::new(pos.x as f32, pos.y as f32)
    }

    /// Moves the pointer, presses, moves in steps, lets go. Positions are in the scene.
    pub fn drag(&mut self, from: (f64, f64), to: (f64, f64)) -> &mut Self {
        let (from, to) = (self.at(from.0, from.1), self.at(to.0, to.1));
        self.drag_on_screen(from, to)
    }

    /// The same with positions in the window.
    pub fn drag_on_screen(&mut self, from: Pos2, to: Pos2) -> &mut Self {
        self.window.hover_at(from);
        self.window.run_steps(2);
        self.window.drag_at(from);
        self.window.run_steps(2);
        for step in 1..=8 {
            let part = step as f32 / 8.0;
            self.window.hover_at(pos2(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part));
            self.window.run_steps(1);
        }
        self.window.drop_at(to);
        self.settle()
    }

    /// Clicks at a scene position.
    pub fn click_at(&mut self, x: f64, y: f64) -> &mut Self {
        let pos = self.at(x, y);
        self.window.hover_at(pos);
        self.window.run_steps(2);
        self.window.drag_at(pos);
        self.window.run_steps(1);
        self.window.drop_at(pos);
        self.settle()
    }

    /// The collage as it lies on disk, read by a second program after this window is closed.
    pub fn close_and_read(self) -> (Collage, tempfile::TempDir) {
        let id = self.collage().id;
        let Self { window, dir, .. } = self;
        drop(window);
        let (clock, ids) = (Arc::new(TestClock::default()), Arc::new(TestIds::default()));
        let shaper = Arc::new(TextShaper::new());
        let (studio, _) = jobs::Studio::open(&dir.path().join("library"), "a test", clock, ids, shaper).unwrap();
        (studio.collage(id).unwrap(), dir)
    }
}
