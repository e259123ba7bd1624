//! The UI thread's time, measured on the real application without a window system: `logic` + `ui` +
//! tessellation + copying what would be uploaded. Drawing by GL and the buffer swap are not in it.
//!
//! `cargo bench --bench window` prints a table; every figure stands beside its limit or its baseline (a frame
//! of the same application that shows an empty page). `ETALAGE_BENCH_TILES` sets the number of tiles (500).
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints, and stops where it cannot go on")]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Event, Modifiers, MouseWheelUnit, RawInput, Rect, TouchPhase, pos2, vec2};
use etalage::desktop::app::App;
use etalage::desktop::chooser::SystemChooser;
use etalage::desktop::clipboard::{FixedClipboard, Pasted};
use etalage::desktop::intent::Intent;
use etalage::desktop::services::Services;
use etalage::desktop::state::{Phase, Screen};
use etalage::edit::{Command, Editor, Piece};
use etalage::i18n::Lang;
use etalage::imaging::{Pixmap, encode_jpeg};
use etalage::jobs::world::{RandomIds, SystemClock};
use etalage::jobs::{self, Jobs, Studio};
use etalage::model::{
    Colour, Content, Frame, ImageHash, Link, Picture, Point, Product, ProductKey, ProductSnapshot, Size, Source,
    Timestamp, UnitRect,
};
use etalage::scene::TextShaper;

const VIEW: egui::Vec2 = egui::Vec2::new(1440.0, 900.0);

fn main() {
    // `cargo test --benches` asks every bench to run: it has nothing to test.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let tiles = std::env::var("ETALAGE_BENCH_TILES").ok().and_then(|text| text.parse().ok()).unwrap_or(500);
    let dir = tempfile::tempdir().unwrap();
    let library = dir.path().join("library");
    println!("making {tiles} pictures of 2000 × 2000, 10,000 finds and 200 collages…");
    fill(&library, tiles);

    let began = Instant::now();
    let mut window = Window::open(&library, Vec::new());
    let first_frame = window.frame(Vec::new());
    let to_first_frame = began.elapsed();
    window.until("the library is open", |app| app.state.phase == Phase::Ready);
    let to_ready = began.elapsed();
    row("start → first frame", to_first_frame, "400 ms beyond an empty window");
    row("start → finds and collages shown", to_ready, "400 ms beyond an empty window");
    row("  the first frame itself", first_frame, "–");

    // The baseline: the same application with an empty page.
    window.open_collage("empty");
    let baseline = window.pan_and_zoom(200);
    println!("empty page, panning and zooming:   median {:>8.3?}  p99 {:>8.3?}", baseline.0, baseline.1);

    window.open_collage("board");
    let sharp = window.settle();
    row("open the board → everything sharp", sharp, "–");
    let (median, p99, max) = window.pan_and_zoom(400);
    println!(
        "{tiles} tiles, panning and zooming:     median {median:>8.3?}  p99 {p99:>8.3?}  max {max:>8.3?}   (limits 4 ms, 16 ms; {:.1} × empty)",
        median.as_secs_f64() / baseline.0.as_secs_f64()
    );
    println!("resident memory: {} MB   (limit 600 MB)", resident_mb());

    window.close();
    paste(&library);
    drop_twenty(&library, dir.path());
}

fn row(what: &str, took: Duration, limit: &str) {
    println!("{what:<36} {:>8.1} ms   (limit {limit})", took.as_secs_f64() * 1e3);
}

/// Paste → visible.
fn paste(library: &Path) {
    let (width_px, height_px) = (1600, 1600);
    let rgba = (0..width_px * height_px).flat_map(|at| [(at % 251) as u8, (at / 977 % 253) as u8, 90, 255]).collect();
    let mut window = Window::open(library, vec![Pasted::Picture { width_px, height_px, rgba }]);
    window.until("the library is open", |app| app.state.phase == Phase::Ready);
    window.open_collage("empty");
    window.settle();
    let before = window.tiles();
    let began = Instant::now();
    window.ask(Intent::Do(etalage::desktop::action::Action::Paste));
    window.until("the pasted picture is a tile", |app| {
        app.state.doc.as_ref().is_some_and(|doc| doc.collage().tiles.len() > before)
    });
    window.until_quiet();
    row("paste of 1600 × 1600 → visible", began.elapsed(), "300 ms");
    window.close();
}

/// The longest frame while twenty pictures come in.
fn drop_twenty(library: &Path, dir: &Path) {
    let paths: Vec<_> = (0..20)
        .map(|n| {
            let path = dir.join(format!("dropped-{n}.jpg"));
            std::fs::write(&path, photo(9000 + n)).unwrap();
            path
        })
        .collect();
    let mut window = Window::open(library, Vec::new());
    window.until("the library is open", |app| app.state.phase == Phase::Ready);
    window.open_collage("empty");
    window.settle();
    let before = window.tiles();
    window.longest = Duration::ZERO;
    let began = Instant::now();
    window.ask(Intent::ImportFiles(paths));
    window.until("twenty tiles are there", |app| {
        app.state.doc.as_ref().is_some_and(|doc| doc.collage().tiles.len() >= before + 20)
    });
    window.until_quiet();
    row("20 pictures dropped: all visible", began.elapsed(), "–");
    row("20 pictures dropped: longest frame", window.longest, "16 ms");
}

/// The application with a pretended display.
struct Window {
    ctx: egui::Context,
    app: App,
    time: f64,
    longest: Duration,
    scratch: Vec<u8>,
}

impl Window {
    fn open(library: &Path, pasted: Vec<Pasted>) -> Self {
        let ctx = egui::Context::default();
        let shaper = Arc::new(TextShaper::new());
        let clock = Arc::new(SystemClock);
        let handler =
            jobs::handler(library.into(), clock.clone(), Arc::new(RandomIds), shaper.clone(), Lang::En, Arc::new(drop));
        let jobs = Jobs::threads(handler, Arc::new(|| {})).unwrap();
        let clipboard = Box::new(FixedClipboard::new(pasted));
        let chooser = Box::new(SystemChooser::new(|| {}));
        let calls = crossbeam_channel::never();
        let app = App::new(Services { jobs, clock, shaper, clipboard, chooser, calls }, Lang::En);
        Self { ctx, app, time: 0.0, longest: Duration::ZERO, scratch: Vec::new() }
    }

    /// Ends the workers and waits until the library is free for the next window.
    fn close(mut self) {
        let idle = Jobs::inline(Arc::new(|_, _| {}));
        std::mem::replace(&mut self.app.services.jobs, idle).finish();
        std::thread::sleep(Duration::from_secs(1));
    }

    /// One frame; returns the UI thread's time.
    fn frame(&mut self, events: Vec<Event>) -> Duration {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), VIEW)),
            max_texture_side: Some(8192),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let began = Instant::now();
        let app = &mut self.app;
        let output = self.ctx.run_ui(input, |ui| {
            app.advance(ui.ctx());
            app.draw(ui);
        });
        let meshes = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        for delta in output.textures_delta.set.values().flatten() {
            // What handing pixels to GL costs at least: one copy.
            let egui::ImageData::Color(image) = &delta.image;
            self.scratch.clear();
            self.scratch.extend(image.pixels.iter().flat_map(|pixel| pixel.to_array()));
        }
        let took = began.elapsed();
        std::hint::black_box(meshes);
        self.longest = self.longest.max(took);
        took
    }

    fn until(&mut self, what: &str, done: impl Fn(&App) -> bool) {
        let began = Instant::now();
        while !done(&self.app) {
            assert!(began.elapsed() < Duration::from_secs(120), "{what}");
            self.frame(Vec::new());
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Until no picture is under way for a few frames.
    fn until_quiet(&mut self) {
        let began = Instant::now();
        let mut quiet = 0;
        while quiet < 5 && began.elapsed() < Duration::from_secs(120) {
            self.frame(Vec::new());
            quiet = if self.app.textures.is_quiet() { quiet + 1 } else { 0 };
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn settle(&mut self) -> Duration {
        let began = Instant::now();
        self.until_quiet();
        began.elapsed()
    }

    fn ask(&mut self, intent: Intent) {
        self.app.carry_out(intent, &self.ctx.clone());
    }

    fn tiles(&self) -> usize {
        self.app.state.doc.as_ref().map_or(0, |doc| doc.collage().tiles.len())
    }

    fn open_collage(&mut self, title: &str) {
        let id = self.app.state.collages.iter().find(|each| each.title == title).unwrap().id;
        self.ask(Intent::OpenCollage(id));
        self.until("the collage is open", |app| {
            app.state.screen == Screen::Board && app.state.doc.as_ref().is_some_and(|doc| doc.id() == id)
        });
    }

    /// Median, 99th percentile and longest frame while the wheel pans and zooms.
    fn pan_and_zoom(&mut self, frames: usize) -> (Duration, Duration, Duration) {
        self.frame(vec![Event::PointerMoved(pos2(VIEW.x / 2.0, VIEW.y / 2.0))]);
        let step = |n: usize| {
            if n % 100 < 50 {
                let along = if n % 50 < 25 { 1.0 } else { -1.0 };
                Event::MouseWheel {
                    unit: MouseWheelUnit::Point,
                    delta: vec2(30.0 * along, 18.0 * along),
                    phase: TouchPhase::Move,
                    source: egui::MouseWheelSource::Unknown,
                    modifiers: Modifiers::NONE,
                }
            } else {
                Event::Zoom(if n % 50 < 25 { 1.04 } else { 1.0 / 1.04 })
            }
        };
        // Warm-up: every level that this way passes is loaded once.
        for n in 0..frames {
            self.frame(vec![step(n)]);
            std::thread::sleep(Duration::from_millis(4));
        }
        self.until_quiet();
        let mut times: Vec<Duration> = (0..frames)
            .map(|n| {
                std::thread::sleep(Duration::from_millis(4));
                self.frame(vec![step(n)])
            })
            .collect();
        times.sort();
        (times[times.len() / 2], times[times.len() * 99 / 100], times[times.len() - 1])
    }
}

/// A picture with detail, so that it is neither tiny nor quick to decode.
fn photo(seed: u32) -> Vec<u8> {
    let side = 2000_u32;
    let mut state = seed.wrapping_mul(2_654_435_761).max(1);
    let pixels = (0..side * side)
        .map(|at| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            let (x, y) = (at % side, at / side);
            let noise = (state & 15) as u8;
            [
                ((x / 8 + seed) % 200) as u8 + noise,
                ((y / 9) % 200) as u8 + noise,
                ((x + y) / 17 % 200) as u8 + noise,
                255,
            ]
        })
        .collect();
    let picture = Pixmap::from_pixels(side, side, pixels).unwrap();
    encode_jpeg(&picture, Colour::WHITE, 80).unwrap()
}

fn fill(library: &Path, tiles: u32) {
    let (clock, ids, shaper) = (Arc::new(SystemClock), Arc::new(RandomIds), Arc::new(TextShaper::new()));
    let (studio, _) = Studio::open(library, "a bench", clock, ids, shaper).unwrap();
    let images: Vec<ImageHash> = std::thread::scope(|scope| {
        let halves: Vec<_> = [0, 1]
            .map(|half| {
                let studio = &studio;
                scope.spawn(move || {
                    let own = (0..tiles).filter(move |n| n % 2 == half);
                    own.map(|n| studio.library.put_picture(&photo(n)).unwrap()).collect::<Vec<_>>()
                })
            })
            .into_iter()
            .collect();
        halves.into_iter().flat_map(|half| half.join().unwrap()).collect()
    });
    let finds: Vec<Product> = (0..10_000_u64)
        .map(|n| Product {
            key: ProductKey::from_raw(n + 1),
            snapshot: ProductSnapshot {
                title: format!("Find number {n} in linen and wool"),
                merchant: Some(format!("Shop {}", n % 40)),
                url: Some(format!("https://shop{}.example/item/{n}", n % 40).parse().unwrap()),
                price: etalage::model::Price::parse(&format!("{}.90", n % 300), "EUR".parse().ok()).ok(),
                ..Default::default()
            },
            picture: images.get(n as usize % images.len().max(1)).copied(),
            picture_size_px: Some((2000, 2000)),
            source: Source::Feed,
            listing: None,
            added_at: Timestamp(n as i64),
            tags: Vec::new(),
        })
        .collect();
    studio.library.put_products(&finds).unwrap();
    studio.create_collage("empty", Size::new(1600.0, 1000.0)).unwrap();
    for n in 0..198 {
        studio.create_collage(&format!("Collage {n}"), Size::new(1200.0, 1200.0)).unwrap();
    }
    let board = studio.create_collage("board", Size::new(5000.0, 3000.0)).unwrap();
    let pieces = images
        .iter()
        .enumerate()
        .map(|(n, image)| {
            let (column, line) = (n % 25, n / 25);
            let centre = Point::new(100.0 + column as f64 * 200.0, 80.0 + line as f64 * 150.0);
            let picture = Picture { image: *image, size_px: (2000, 2000), crop: UnitRect::FULL };
            let mut frame = Frame::upright(centre, Size::new(230.0, 230.0));
            frame.rotation_deg = (n * 37 % 360) as f64;
            let mut piece = Piece::plain(frame, Content::Picture(picture));
            piece.tile.link = Link::None;
            piece
        })
        .collect();
    studio.edit_collage(&mut Editor::new(board), &Command::Place { pieces }).unwrap();
}

fn resident_mb() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    let pages = pages.and_then(|text| text.split(' ').nth(1)?.parse::<u64>().ok());
    pages.unwrap_or_default() * 4096 / 1_000_000
}
