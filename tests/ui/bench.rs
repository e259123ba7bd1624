//! The real window without a window system: the same application, its work done inline, on a library in a
//! temporary folder, with a clock and ids that the test chooses. Tests speak to it by accessible labels and
//! assert on the document.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Vec2, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use etalage::desktop::app::App;
use etalage::desktop::chooser::{Ask, Chooser};
use etalage::desktop::clipboard::{Clipboard, Pasted};
use etalage::desktop::services::Services;
use etalage::desktop::state::Phase;
use etalage::edit::{Command, Editor, Piece};
use etalage::i18n::Lang;
use etalage::jobs::Studio;
use etalage::jobs::{self, AppEvent, Handler, Jobs, Request};
use etalage::library::Settings;
use etalage::model::{
    Clock, Collage, Colour, Content, Frame, Ids, Link, Picture, Point, Price, Product, ProductKey, ProductSnapshot,
    Shape, ShapeKind, Size, Source, Tile, TileId, Timestamp, UnitRect,
};
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
    pub content: Arc<Mutex<Vec<Pasted>>>,
    asked: bool,
}

impl TestClipboard {
    /// What was copied last.
    pub fn put(&self, content: Vec<Pasted>) {
        *self.content.lock().unwrap() = content;
    }
}

impl Clipboard for TestClipboard {
    fn ask(&mut self) {
        self.asked = true;
    }

    fn answer(&mut self) -> Option<Vec<Pasted>> {
        std::mem::take(&mut self.asked).then(|| self.content.lock().unwrap().clone())
    }
}

/// A person who answers file dialogs as the test says, and remembers what was asked.
#[derive(Clone, Default)]
pub struct TestChooser {
    pub asked: Arc<Mutex<Vec<Ask>>>,
    answer: Arc<Mutex<Option<Vec<PathBuf>>>>,
}

impl TestChooser {
    /// Chooses these files in the dialog that is open; none for Cancel.
    pub fn choose(&self, paths: &[PathBuf]) {
        *self.answer.lock().unwrap() = Some(paths.to_vec());
    }
}

impl Chooser for TestChooser {
    fn ask(&mut self, ask: Ask) {
        self.asked.lock().unwrap().push(ask);
    }

    fn answer(&mut self) -> Option<Vec<PathBuf>> {
        self.answer.lock().unwrap().take()
    }
}

/// Where long errands wait.
#[derive(Clone, Default)]
pub struct Gate(Arc<(Mutex<bool>, std::sync::Condvar)>);

impl Gate {
    fn pass(&self) {
        let (is_open, opened) = &*self.0;
        drop(opened.wait_while(is_open.lock().unwrap(), |is_open| !*is_open).unwrap());
    }

    /// Lets them go on.
    pub fn open(&self) {
        *self.0.0.lock().unwrap() = true;
        self.0.1.notify_all();
    }
}

/// The window under test.
pub struct Bench {
    pub window: Harness<'static, App>,
    pub clipboard: TestClipboard,
    pub chooser: TestChooser,
    pub clock: Arc<TestClock>,
    pub dir: tempfile::TempDir,
}

impl Bench {
    /// A window on an empty library.
    pub fn empty() -> Self {
        Self::on(tempfile::tempdir().unwrap(), Lang::En)
    }

    /// A window on a few finds and a small collage of them, “A weekend in camel”.
    pub fn with_samples() -> Self {
        Self::prepared(|studio| {
            let finds = [
                find(studio, 1, "Satin slip dress", "129.00 EUR", "Atelier Rive"),
                find(studio, 2, "Cable-knit wool jumper", "95.00 GBP", "Northfold"),
                find(studio, 3, "Ribboned gift box", "12.00 EUR", "Petal & Pine"),
            ];
            studio.library.put_products(&finds).unwrap();
            let collage = studio.create_collage("A weekend in camel", Size::new(240.0, 300.0)).unwrap();
            let mut editor = Editor::new(collage);
            let pieces = finds.iter().zip([60.0, 120.0, 180.0]).map(|(find, x)| piece(find, x)).collect();
            studio.edit_collage(&mut editor, &Command::Place { pieces }).unwrap();
        })
    }

    /// A window on a library that `prepare` has filled.
    pub fn prepared(prepare: impl FnOnce(&Studio)) -> Self {
        let dir = tempfile::tempdir().unwrap();
        prepare(&studio(dir.path()));
        Self::on(dir, Lang::En)
    }

    /// A window whose settings allow the test's own server.
    pub fn with_network() -> Self {
        Self::prepared(|studio| {
            let settings = Settings { allow_private_network: true, ..Settings::default() };
            studio.library.set_settings(&settings).unwrap();
        })
    }

    /// A square page of 1200 with black rectangles: centre and size of each.
    pub fn with_boxes<const N: usize>(boxes: [(f64, f64, f64, f64); N]) -> (Self, [TileId; N]) {
        let mut bench = Self::empty();
        bench.new_collage();
        let tiles = bench.place_boxes(boxes);
        (bench, tiles)
    }

    /// Begins a collage on the usual page.
    pub fn new_collage(&mut self) -> &mut Self {
        self.press(Modifiers::COMMAND, Key::N).click("Create")
    }

    /// Puts black rectangles onto the page; nothing is selected afterwards.
    pub fn place_boxes<const N: usize>(&mut self, boxes: [(f64, f64, f64, f64); N]) -> [TileId; N] {
        let shape = || Content::Shape(Shape { kind: ShapeKind::Rectangle, fill: Colour::BLACK });
        let pieces = boxes.map(|(x, y, width, height)| {
            Piece::plain(Frame::upright(Point::new(x, y), Size::new(width, height)), shape())
        });
        let created = self.apply(&Command::Place { pieces: pieces.into() });
        self.doc_mut().selection.clear();
        self.settle();
        created.try_into().unwrap()
    }

    /// Carries out a command that no control gives, to prepare a test.
    pub fn apply(&mut self, command: &Command) -> Vec<TileId> {
        let app = self.window.state_mut();
        let now = app.services.clock.now();
        let doc = app.state.doc.as_mut().expect("a collage is open");
        let created = doc.apply(command, None, now, &app.services.shaper).unwrap().created;
        self.settle();
        created
    }

    /// A window on the library in `dir`.
    pub fn on(dir: tempfile::TempDir, lang: Lang) -> Self {
        Self::with_jobs(dir, lang, Jobs::inline)
    }

    /// A window whose work is done on threads. A long errand pauses after its first step until the test opens
    /// the gate.
    pub fn gated(dir: tempfile::TempDir) -> (Self, Gate) {
        let gate = Gate::default();
        let at_gate = gate.clone();
        let bench = Self::with_jobs(dir, Lang::En, move |handler| {
            let gated = move |request: Request, answer: &mut dyn FnMut(AppEvent)| {
                handler(request, &mut |event| {
                    let is_under_way = matches!(&event, AppEvent::Progress(Some(progress)) if progress.done > 0);
                    answer(event);
                    if is_under_way {
                        at_gate.pass();
                    }
                });
            };
            Jobs::threads(Arc::new(gated), Arc::new(|| {})).unwrap()
        });
        let mut bench = bench;
        bench.until("the library is open", |app| app.state.phase == Phase::Ready);
        (bench, gate)
    }

    /// Draws until something is so that other threads bring about.
    pub fn until(&mut self, what: &str, is_so: impl Fn(&App) -> bool) -> &mut Self {
        let end = std::time::Instant::now() + std::time::Duration::from_secs(60);
        while !is_so(self.window.state()) {
            assert!(std::time::Instant::now() < end, "{what}: {:?}", self.notes());
            std::thread::sleep(std::time::Duration::from_millis(5));
            self.window.run_steps(1);
        }
        self.settle()
    }

    /// A window whose requests go where the test wants.
    pub fn with_jobs(dir: tempfile::TempDir, lang: Lang, jobs: impl FnOnce(Arc<Handler>) -> Jobs) -> Self {
        wait_for_database(dir.path());
        let clock = Arc::new(TestClock::default());
        let shaper = Arc::new(TextShaper::new());
        // Ids of another window on the same library must not come again.
        let ids = Arc::new(TestIds(AtomicU64::new(1 << 20)));
        let (told, calls) = crossbeam_channel::bounded(64);
        let outside = Arc::new(move |what| drop(told.try_send(what)));
        let handler = jobs::handler(dir.path().join("library"), clock.clone(), ids, shaper.clone(), lang, outside);
        let (clipboard, chooser) = (TestClipboard::default(), TestChooser::default());
        let services = Services {
            jobs: jobs(handler),
            clock: clock.clone(),
            shaper,
            clipboard: Box::new(clipboard.clone()),
            chooser: Box::new(chooser.clone()),
            calls,
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
        window.run_steps(2);
        // Tests do not wait for things to glide into place.
        window.ctx.all_styles_mut(|style| {
            style.animation_time = 0.0;
            style.scroll_animation = egui::style::ScrollAnimation::none();
        });
        window.run_steps(4);
        Self { window, clipboard, chooser, clock, dir }
    }

    /// Lets the window settle.
    pub fn settle(&mut self) -> &mut Self {
        self.window.run_steps(6);
        self
    }

    /// Clicks the control with this label, scrolled into view first.
    pub fn click(&mut self, label: &str) -> &mut Self {
        self.window.get_by_label(label).scroll_to_me();
        self.window.run_steps(2);
        self.window.get_by_label(label).click();
        self.settle()
    }

    /// Asks the window to close, as its frame's button does.
    pub fn ask_to_close(&mut self) -> &mut Self {
        let viewport = self.window.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
        viewport.events.push(egui::ViewportEvent::Close);
        self.settle()
    }

    /// Clicks the control of this kind with this label.
    pub fn click_role(&mut self, role: Role, label: &str) -> &mut Self {
        self.window.get_by_role_and_label(role, label).scroll_to_me();
        self.window.run_steps(2);
        self.window.get_by_role_and_label(role, label).click();
        self.settle()
    }

    /// Clicks a control twice in a row.
    pub fn double_click(&mut self, label: &str) -> &mut Self {
        self.forget_clicks();
        let node = self.window.get_by_label(label);
        node.click();
        node.click();
        self.settle()
    }

    /// Lets so many frames pass that the next two clicks are not taken for the end of three.
    fn forget_clicks(&mut self) {
        self.window.run_steps(20);
    }

    /// Chooses from a menu that a button opens.
    pub fn menu(&mut self, button: &str, item: &str) -> &mut Self {
        self.click_role(Role::Button, button).click_role(Role::MenuItem, item)
    }

    /// Chooses from a drop-down list.
    pub fn choose(&mut self, list: &str, choice: &str) -> &mut Self {
        self.click_role(Role::ComboBox, list);
        // The list may show its choice, too: the entry is drawn after it.
        self.window.query_all_by_label(choice).last().expect("the list holds it").click_accesskit();
        self.settle();
        // A click that is no click of the pointer leaves the list open.
        if egui::Popup::is_any_open(&self.window.ctx) {
            self.click_role(Role::ComboBox, list);
        }
        self.settle()
    }

    /// Chooses from the menu of the board at a scene position.
    pub fn board_menu(&mut self, x: f64, y: f64, item: &str) -> &mut Self {
        let pos = self.at(x, y);
        self.window.hover_at(pos);
        for pressed in [true, false] {
            let (button, modifiers) = (PointerButton::Secondary, Modifiers::NONE);
            self.window.event(Event::PointerButton { pos, button, pressed, modifiers });
        }
        self.settle();
        self.click_role(Role::MenuItem, item)
    }

    /// Replaces what a text field holds and leaves it.
    pub fn write(&mut self, label: &str, text: &str) -> &mut Self {
        self.write_in(Role::TextInput, label, text)
    }

    /// The same in another kind of field.
    pub fn write_in(&mut self, role: Role, label: &str, text: &str) -> &mut Self {
        self.type_in(role, label, text).press(Modifiers::NONE, Key::Tab)
    }

    /// Replaces what a field holds and stays in it.
    pub fn type_in(&mut self, role: Role, label: &str, text: &str) -> &mut Self {
        let field = self.window.get_by_role_and_label(role, label);
        field.scroll_to_me();
        field.focus();
        self.window.run_steps(2);
        self.press(Modifiers::COMMAND, Key::A);
        self.window.event(if text.is_empty() { key(Key::Delete) } else { Event::Text(text.to_owned()) });
        self.settle()
    }

    /// Clicks at a place of the window.
    pub fn click_pos(&mut self, pos: Pos2) -> &mut Self {
        self.window.hover_at(pos);
        self.window.run_steps(2);
        for pressed in [true, false] {
            let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
            self.window.event(Event::PointerButton { pos, button, pressed, modifiers });
        }
        self.settle()
    }

    /// Chooses files in the dialog that the button of a sheet opens; none for Cancel.
    pub fn choose_files(&mut self, button: &str, paths: &[PathBuf]) -> Ask {
        self.click(button);
        let asked = self.chooser.asked.lock().unwrap().pop().expect("a dialog is open");
        self.chooser.choose(paths);
        self.settle();
        asked
    }

    /// Gives a number to a field or slider.
    pub fn set(&mut self, role: Role, label: &str, value: f64) -> &mut Self {
        self.window.get_by_role_and_label(role, label).set_value_accesskit(value);
        self.settle()
    }

    /// Presses keys together.
    pub fn press(&mut self, modifiers: Modifiers, key: Key) -> &mut Self {
        self.window.key_press_modifiers(modifiers, key);
        self.settle()
    }

    /// Copies something elsewhere and pastes it here.
    pub fn paste(&mut self, content: Vec<Pasted>) -> &mut Self {
        self.clipboard.put(content);
        self.press(Modifiers::COMMAND, Key::V)
    }

    /// Drops files on the window.
    pub fn drop_files(&mut self, paths: &[PathBuf]) -> &mut Self {
        for path in paths {
            self.window.input_mut().dropped_files.push(Arc::new(Dropped(path.clone())));
        }
        self.settle()
    }

    /// Writes a file beside the library.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Whether something with this label, or these words, is shown.
    pub fn shows(&self, words: &str) -> bool {
        self.window.query_all_by_label_contains(words).next().is_some()
    }

    /// How many controls of a kind hold these words.
    pub fn count(&self, role: Role, words: &str) -> usize {
        self.window
            .query_all_by(|node| node.role() == role && node.label().is_some_and(|label| label.contains(words)))
            .count()
    }

    /// The whole label of the one control of this kind that begins with these words.
    pub fn window_label(&self, role: Role, begin: &str) -> String {
        let found = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            node.role() == role && node.label().is_some_and(|label| label.starts_with(begin))
        };
        self.window.get_by(found).accesskit_node().label().unwrap()
    }

    /// Whether one of the notes at the foot of the window holds these words.
    pub fn said(&self, words: &str) -> bool {
        self.window.state().state.toasts.words().any(|said| said.contains(words))
    }

    /// What the notes say, to tell a failure.
    pub fn notes(&self) -> Vec<String> {
        self.window.state().state.toasts.words().map(str::to_owned).collect()
    }

    /// Where a control is.
    pub fn rect_of(&self, role: Role, label: &str) -> Rect {
        self.window.get_by_role_and_label(role, label).rect()
    }

    /// The open collage with its session.
    pub fn doc_mut(&mut self) -> &mut etalage::desktop::document::Document {
        self.window.state_mut().state.doc.as_mut().expect("a collage is open")
    }

    /// The open collage with its session.
    pub fn doc(&self) -> &etalage::desktop::document::Document {
        self.window.state().state.doc.as_ref().expect("a collage is open")
    }

    /// Waits `days` days.
    pub fn wait_days(&mut self, days: i64) -> &mut Self {
        self.clock.0.fetch_add(days * 86_400_000, Ordering::Relaxed);
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
        self.drag_with(Modifiers::NONE, from, to)
    }

    /// The same with keys held down.
    pub fn drag_with(&mut self, modifiers: Modifiers, from: (f64, f64), to: (f64, f64)) -> &mut Self {
        let (from, to) = (self.at(from.0, from.1), self.at(to.0, to.1));
        self.drag_on_screen(modifiers, from, to)
    }

    /// The same with positions in the window.
    pub fn drag_on_screen(&mut self, modifiers: Modifiers, from: Pos2, to: Pos2) -> &mut Self {
        self.begin_drag(modifiers, from, to);
        self.end_drag(to)
    }

    /// The pointer goes down and moves; it is not let go.
    pub fn begin_drag(&mut self, modifiers: Modifiers, from: Pos2, to: Pos2) -> &mut Self {
        self.window.event(Event::PointerMoved(from));
        self.window.run_steps(2);
        self.window.event(Event::ModifiersChanged(modifiers));
        self.window.event(Event::PointerButton { pos: from, button: PointerButton::Primary, pressed: true, modifiers });
        self.window.run_steps(2);
        for step in 1..=8 {
            let part = step as f32 / 8.0;
            let pos = pos2(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
            self.window.event(Event::PointerMoved(pos));
            self.window.run_steps(1);
        }
        self
    }

    /// The pointer is let go.
    pub fn end_drag(&mut self, pos: Pos2) -> &mut Self {
        let modifiers = Modifiers::NONE;
        self.window.event(Event::PointerButton { pos, button: PointerButton::Primary, pressed: false, modifiers });
        self.window.event(Event::ModifiersChanged(modifiers));
        self.settle()
    }

    /// Clicks at a scene position.
    pub fn click_at(&mut self, x: f64, y: f64) -> &mut Self {
        self.click_at_with(Modifiers::NONE, x, y)
    }

    /// Clicks at a scene position with keys held down.
    pub fn click_at_with(&mut self, modifiers: Modifiers, x: f64, y: f64) -> &mut Self {
        let pos = self.at(x, y);
        self.window.event(Event::PointerMoved(pos));
        self.window.run_steps(2);
        self.window.event(Event::ModifiersChanged(modifiers));
        for pressed in [true, false] {
            self.window.event(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers });
        }
        self.window.event(Event::ModifiersChanged(Modifiers::NONE));
        self.settle()
    }

    /// Clicks twice at a scene position.
    pub fn double_click_at(&mut self, x: f64, y: f64) -> &mut Self {
        self.forget_clicks();
        let pos = self.at(x, y);
        self.window.event(Event::PointerMoved(pos));
        for pressed in [true, false, true, false] {
            let modifiers = Modifiers::NONE;
            self.window.event(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers });
        }
        self.settle()
    }

    /// The collage as it lies on disk, read by a second program after this window is closed.
    pub fn close_and_read(self) -> (Collage, tempfile::TempDir) {
        let id = self.collage().id;
        let Self { window, dir, .. } = self;
        drop(window);
        (studio(dir.path()).collage(id).unwrap(), dir)
    }

    /// Closes the window and hands its folder to the next.
    pub fn close(self) -> tempfile::TempDir {
        let Self { window, dir, .. } = self;
        drop(window);
        dir
    }
}

/// A second program on the library in a folder.
pub fn studio(dir: &Path) -> Studio {
    wait_for_database(dir);
    let (clock, ids) = (Arc::new(TestClock::default()), Arc::new(TestIds::default()));
    let shaper = Arc::new(TextShaper::new());
    Studio::open(&dir.join("library"), "a test", clock, ids, shaper).unwrap().0
}

/// The database gives its own lock back from a thread of its own, a moment after it was closed.
fn wait_for_database(dir: &Path) {
    while let Ok(file) = std::fs::File::open(dir.join("library/db/db")) {
        if file.try_lock().is_ok() {
            break;
        }
        std::thread::yield_now();
    }
}

/// A file that was dropped.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// A press of one key.
pub fn key(key: Key) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
}

/// A find with a picture; `price` as “49.90 EUR”.
pub fn find(studio: &Studio, n: u64, title: &str, price: &str, shop: &str) -> Product {
    let (picture, size_px) = studio.keep_picture(&crate::web::png(40, 30 + n as u32)).unwrap();
    Product { picture: Some(picture), picture_size_px: Some(size_px), ..bare_find(n, title, price, shop) }
}

/// A find without a picture.
pub fn bare_find(n: u64, title: &str, price: &str, shop: &str) -> Product {
    let (amount, currency) = price.split_once(' ').unwrap();
    let host = shop.split(' ').next().unwrap().to_lowercase();
    Product {
        key: ProductKey::from_raw(n),
        snapshot: ProductSnapshot {
            title: title.into(),
            merchant: Some(shop.into()),
            url: Some(format!("https://{host}.example/{n}").parse().unwrap()),
            price: Some(Price::parse(amount, currency.parse().ok()).unwrap()),
            price_seen_at: Some(TestClock::default().now()),
            ..ProductSnapshot::default()
        },
        picture: None,
        picture_size_px: None,
        source: Source::Hand,
        listing: None,
        added_at: Timestamp(n as i64),
        tags: Vec::new(),
    }
}

/// A tile that shows a find.
fn piece(find: &Product, x: f64) -> Piece {
    let (image, size_px) = (find.picture.unwrap(), find.picture_size_px.unwrap());
    let content = Content::Picture(Picture { image, size_px, crop: UnitRect::FULL });
    let frame = Frame::upright(Point::new(x, 150.0), Size::new(50.0, 60.0));
    let mut piece = Piece::plain(frame, content);
    piece.tile.link = Link::Product(find.key);
    piece.product = Some(find.snapshot.clone());
    piece
}
