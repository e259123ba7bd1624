//! A 4000 × 4000 board with 100 turned photo tiles: time and closeness to the exact area mean.
//!
//! Writes the scene, its pictures and the exact board to a folder, so that `render_skia.py` can draw the same;
//! `benches/render.sh` runs both and prints the ratios.
#![expect(clippy::print_stdout, reason = "a bench reports on the terminal")]
#![expect(clippy::unwrap_used, reason = "a bench may stop")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use etalage::imaging::{Pixmap, Pyramid, encode_png};
use etalage::model::{Affine, Colour, Frame, ImageHash, Point, Size, TileId, UnitRect};
use etalage::render::{MissingPicture, Options, PictureSource, Quality, pixels};
use etalage::scene::draw::{DrawItem, DrawKind, DrawList, GlyphRun, Outline};

const SIDE: u32 = 4000;
const TILES: u32 = 100;
const PHOTOS: u8 = 12;
const PHOTO_PX: (u32, u32) = (1600, 1200);
const ROUNDS: usize = 7;
/// Samples per pixel and axis of the exact board.
const GRID: u32 = 6;

/// Numbers that look random and are the same every time (xorshift64*, Marsaglia and Vigna).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.roll()
    }
}

/// Noise whose detail falls with its size, as in photographs, with a few hard edges.
fn photo(seed: u64) -> Pixmap {
    let (width, height) = PHOTO_PX;
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (seed + 1));
    let mut planes = vec![[0.0_f64; 3]; (width * height) as usize];
    let mut cell = 512_u32;
    while cell >= 1 {
        let (columns, rows) = (width / cell + 2, height / cell + 2);
        let knots: Vec<[f64; 3]> = (0..columns * rows)
            .map(|_| [dice.between(-1.0, 1.0), dice.between(-1.0, 1.0), dice.between(-1.0, 1.0)])
            .collect();
        let strength = 4.0 * f64::from(cell).powf(0.5);
        for y in 0..height {
            for x in 0..width {
                let knot = |i: u32, j: u32| knots[((y / cell + j) * columns + x / cell + i) as usize];
                let (u, v) = (f64::from(x % cell) / f64::from(cell), f64::from(y % cell) / f64::from(cell));
                let (a, b, c, d) = (knot(0, 0), knot(1, 0), knot(0, 1), knot(1, 1));
                for (i, value) in planes[(y * width + x) as usize].iter_mut().enumerate() {
                    *value +=
                        strength * ((a[i] * (1.0 - u) + b[i] * u) * (1.0 - v) + (c[i] * (1.0 - u) + d[i] * u) * v);
                }
            }
        }
        cell /= 2;
    }
    let discs: Vec<[f64; 4]> = (0..6)
        .map(|_| {
            [dice.between(0.0, 1600.0), dice.between(0.0, 1200.0), dice.between(30.0, 250.0), dice.between(-70.0, 70.0)]
        })
        .collect();
    let pixels = planes
        .iter()
        .enumerate()
        .map(|(place, plane)| {
            let (x, y) = (place as u32 % width, place as u32 / width);
            let inside = |disc: &&[f64; 4]| (f64::from(x) - disc[0]).hypot(f64::from(y) - disc[1]) < disc[2];
            let shade: f64 = discs.iter().filter(inside).map(|disc| disc[3]).sum();
            let byte = |i: usize| (128.0 + plane[i] + shade).clamp(0.0, 255.0) as u8;
            [byte(0), byte(1), byte(2), 255]
        })
        .collect();
    Pixmap::from_pixels(width, height, pixels).unwrap()
}

struct Photos(Vec<Arc<Pyramid>>);

impl PictureSource for Photos {
    fn picture(&self, image: ImageHash) -> Result<Arc<Pyramid>, MissingPicture> {
        self.0.get(usize::from(image.0[0])).cloned().ok_or_else(|| MissingPicture("unknown".to_owned()))
    }
}

fn board() -> DrawList {
    let mut dice = Dice(42);
    let items = (0..TILES).map(|index| {
        let width = dice.between(380.0, 900.0);
        let frame = Frame {
            rotation_deg: dice.between(0.0, 360.0),
            flip_x: dice.roll() < 0.25,
            ..Frame::upright(
                Point::new(dice.between(200.0, 3800.0), dice.between(200.0, 3800.0)),
                Size::new(width, width * f64::from(PHOTO_PX.1) / f64::from(PHOTO_PX.0)),
            )
        };
        let to_scene = Affine::scaling(frame.size.width, frame.size.height).then(&frame.to_scene());
        let mut image = [0; 32];
        image[0] = (index % u32::from(PHOTOS)) as u8;
        DrawItem {
            tile: TileId::from_raw(index),
            opacity: if index % 8 == 0 { 0.7 } else { 1.0 },
            kind: DrawKind::Image { image: ImageHash(image), part: UnitRect::FULL, to_scene },
        }
    });
    DrawList {
        page_size: Size::new(f64::from(SIDE), f64::from(SIDE)),
        background: Colour::rgb(245, 240, 232),
        items: items.collect(),
    }
}

fn image_of(item: &DrawItem) -> (usize, Affine) {
    match &item.kind {
        DrawKind::Image { image, to_scene, .. } => (usize::from(image.0[0]), *to_scene),
        DrawKind::Path { .. } | DrawKind::Glyphs { .. } => unreachable!("the board holds pictures only"),
    }
}

/// The mean of `GRID`² exact samples of each pixel, rows shared between two threads.
fn exact(list: &DrawList, photos: &Photos) -> Pixmap {
    const BLOCK: u32 = 32;
    let maps: Vec<_> = list
        .items
        .iter()
        .map(|item| {
            let (photo, to_scene) = image_of(item);
            (photos.0[photo].level(0), to_scene.inverse().unwrap(), item.opacity)
        })
        .collect();
    let background = list.background.rgba.map(f64::from);
    let rows = |from: u32, to: u32| {
        let mut out = vec![[0_u8; 4]; ((to - from) * SIDE) as usize];
        for top in (from..to).step_by(BLOCK as usize) {
            for left in (0..SIDE).step_by(BLOCK as usize) {
                // The pictures that may touch the block, front first.
                let middle = Point::new(f64::from(left + BLOCK / 2), f64::from(top + BLOCK / 2));
                let near: Vec<_> = maps
                    .iter()
                    .rev()
                    .filter(|(_, to_unit, _)| {
                        let unit = to_unit.apply(middle);
                        let reach = |a: f64, c: f64| (a.abs() + c.abs()) * f64::from(BLOCK);
                        let (x, y) = (reach(to_unit.a, to_unit.c), reach(to_unit.b, to_unit.d));
                        (-x..=1.0 + x).contains(&unit.x) && (-y..=1.0 + y).contains(&unit.y)
                    })
                    .collect();
                for y in top..(top + BLOCK).min(to) {
                    for x in left..(left + BLOCK).min(SIDE) {
                        let mut sum = [0.0; 3];
                        for sample in 0..GRID * GRID {
                            let at =
                                |whole: u32, part: u32| f64::from(whole) + (f64::from(part) + 0.5) / f64::from(GRID);
                            let pos = Point::new(at(x, sample % GRID), at(y, sample / GRID));
                            let mut through = 1.0;
                            for (photo, to_unit, opacity) in &near {
                                let unit = to_unit.apply(pos);
                                if !(0.0..1.0).contains(&unit.x) || !(0.0..1.0).contains(&unit.y) {
                                    continue;
                                }
                                let u = (unit.x * f64::from(PHOTO_PX.0)) as usize;
                                let v = (unit.y * f64::from(PHOTO_PX.1)) as usize;
                                let texel = photo.pixels()[v * PHOTO_PX.0 as usize + u];
                                for (sum, value) in sum.iter_mut().zip(texel) {
                                    *sum += through * opacity * f64::from(value);
                                }
                                through *= 1.0 - opacity;
                                if through <= 0.0 {
                                    break;
                                }
                            }
                            for (sum, value) in sum.iter_mut().zip(background) {
                                *sum += through * value;
                            }
                        }
                        let byte = |value: f64| (value / f64::from(GRID * GRID)).round() as u8;
                        out[((y - from) * SIDE + x) as usize] = [byte(sum[0]), byte(sum[1]), byte(sum[2]), 255];
                    }
                }
            }
        }
        out
    };
    let pixels = std::thread::scope(|scope| {
        let lower = std::thread::Builder::new().name("exact".to_owned());
        let lower = lower.spawn_scoped(scope, || rows(SIDE / 2, SIDE)).unwrap();
        let mut all = rows(0, SIDE / 2);
        all.extend(lower.join().unwrap());
        all
    });
    Pixmap::from_pixels(SIDE, SIDE, pixels).unwrap()
}

/// Peak signal-to-noise ratio over red, green and blue, in decibels.
fn psnr(a: &Pixmap, b: &Pixmap) -> f64 {
    let square = |x: u8, y: u8| u64::from(x.abs_diff(y)).pow(2);
    let sum: u64 =
        a.pixels().iter().zip(b.pixels()).map(|(p, q)| (0..3).map(|i| square(p[i], q[i])).sum::<u64>()).sum();
    10.0 * (255.0 * 255.0 / (sum as f64 / (3.0 * f64::from(SIDE) * f64::from(SIDE)))).log10()
}

fn no_text(_: &GlyphRun) -> Outline {
    Outline::default()
}

fn main() {
    // `cargo bench` passes `--bench`; the folder is the first word that is no option.
    let folder = std::env::args()
        .skip(1)
        .find(|word| !word.starts_with('-'))
        .map_or_else(|| std::env::temp_dir().join("etalage-bench-render"), PathBuf::from);
    std::fs::create_dir_all(&folder).unwrap();
    let photos = Photos((0..PHOTOS).map(|seed| Arc::new(Pyramid::new(photo(u64::from(seed))))).collect());
    let list = board();
    let exact = exact(&list, &photos);

    let mut report = serde_json::Map::new();
    for (name, quality, threads) in [
        ("export_1", Quality::Export, 1),
        ("export_2", Quality::Export, 2),
        ("draft_1", Quality::Draft, 1),
        ("draft_2", Quality::Draft, 2),
    ] {
        let options = Options { scale: 1.0, quality, threads };
        let mut times_ms: Vec<f64> = Vec::new();
        let mut closeness_db = 0.0;
        for _ in 0..ROUNDS {
            let start = Instant::now();
            let (picture, _) = pixels(&list, &photos, &no_text, &options).unwrap();
            times_ms.push(start.elapsed().as_secs_f64() * 1000.0);
            closeness_db = psnr(&picture, &exact);
        }
        times_ms.sort_by(f64::total_cmp);
        println!(
            "{name:9} threads {threads}: best {:6.0} ms, median {:6.0} ms, {closeness_db:.2} dB",
            times_ms[0],
            times_ms[ROUNDS / 2]
        );
        report.insert(name.to_owned(), serde_json::json!({ "best_ms": times_ms[0], "psnr_db": closeness_db }));
    }

    for (index, photo) in photos.0.iter().enumerate() {
        std::fs::write(folder.join(format!("{index}.png")), encode_png(photo.level(0)).unwrap()).unwrap();
    }
    std::fs::write(folder.join("exact.png"), encode_png(&exact).unwrap()).unwrap();
    let tiles: Vec<_> = list
        .items
        .iter()
        .map(|item| {
            let (photo, Affine { a, b, c, d, e, f }) = image_of(item);
            serde_json::json!({ "photo": photo, "unit_to_page": [a, b, c, d, e, f], "opacity": item.opacity })
        })
        .collect();
    let scene = serde_json::json!({
        "side": SIDE, "background": list.background.rgba, "tiles": tiles, "ours": report, "rounds": ROUNDS,
    });
    std::fs::write(folder.join("scene.json"), scene.to_string()).unwrap();
    println!("scene, pictures and exact board: {}", folder.display());
}
