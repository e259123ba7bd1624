//! Drawing, from a draw list to pixels: against stored pictures, against exact sampling, and against itself.
//!
//! `UPDATE_GOLDEN=1 cargo test --test render` writes the stored pictures anew; look at them before keeping them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use etalage::imaging::{Limits, Pixmap, Pyramid, decode, encode_png, hash};
use etalage::model::{Affine, Colour, Frame, ImageHash, Point, Rect, Size, TileId, UnitRect};
use etalage::render::{MissingPicture, Options, PictureSource, Quality, RenderError, RenderWarning, pixels, region};
use etalage::scene::draw::{DrawItem, DrawKind, DrawList, GlyphRun, Outline, Segment};

#[derive(Default)]
struct Shelf(HashMap<ImageHash, Arc<Pyramid>>);

impl Shelf {
    fn put(&mut self, picture: Pixmap) -> ImageHash {
        let name = hash(picture.bytes());
        self.0.insert(name, Arc::new(Pyramid::new(picture)));
        name
    }
}

impl PictureSource for Shelf {
    fn picture(&self, image: ImageHash) -> Result<Arc<Pyramid>, MissingPicture> {
        self.0.get(&image).cloned().ok_or_else(|| MissingPicture("not on the shelf".to_owned()))
    }
}

fn no_text(_: &GlyphRun) -> Outline {
    Outline::default()
}

/// A photo-like pattern: soft waves, a fine texture, a hard edge.
fn photo(width: u32, height: u32) -> Pixmap {
    let pixel = |x: u32, y: u32| {
        let (u, v) = (f64::from(x) / 40.0, f64::from(y) / 40.0);
        let fine = f64::from((x * 7 + y * 13) % 11) * 4.0;
        let wave = |phase: f64| (110.0 + 80.0 * (u + phase).sin() * (v * 1.3 - phase).cos() + fine) as u8;
        let edge = if (x + y) % 200 < 30 { 60 } else { 0 };
        [wave(0.0).saturating_add(edge), wave(1.0), wave(2.5), 255]
    };
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| pixel(x, y))).collect();
    Pixmap::from_pixels(width, height, pixels).unwrap()
}

/// A soft-edged disc on nothing.
fn disc(side: u32) -> Pixmap {
    let bytes: Vec<u8> = (0..side * side)
        .flat_map(|place| {
            let (x, y) = (f64::from(place % side) + 0.5, f64::from(place / side) + 0.5);
            let (half, away) = (f64::from(side) / 2.0, (x - f64::from(side) / 2.0).hypot(y - f64::from(side) / 2.0));
            [220, 40, 90, ((half * 0.9 - away) * 20.0).clamp(0.0, 255.0) as u8]
        })
        .collect();
    Pixmap::from_straight_rgba(side, side, &bytes).unwrap()
}

fn image(tile: u32, image: ImageHash, part: UnitRect, frame: Frame, opacity: f64) -> DrawItem {
    let to_scene = Affine::scaling(frame.size.width, frame.size.height).then(&frame.to_scene());
    DrawItem { tile: TileId::from_raw(tile), opacity, kind: DrawKind::Image { image, part, to_scene } }
}

fn frame(x: f64, y: f64, width: f64, height: f64, rotation_deg: f64) -> Frame {
    Frame { rotation_deg, ..Frame::upright(Point::new(x, y), Size::new(width, height)) }
}

/// A bit of everything on 160 × 120.
fn scene(shelf: &mut Shelf) -> DrawList {
    let photo = shelf.put(photo(400, 300));
    let disc = shelf.put(disc(200));
    let crop = UnitRect { x0: 0.25, y0: 0.1, x1: 0.75, y1: 0.6 };
    let path = Outline(vec![
        Segment::Move(Point::new(0.0, 20.0)),
        Segment::Quad(Point::new(20.0, -20.0), Point::new(40.0, 20.0)),
        Segment::Cubic(Point::new(30.0, 30.0), Point::new(10.0, 10.0), Point::new(0.0, 20.0)),
        Segment::Close,
    ]);
    DrawList {
        page_size: Size::new(160.0, 120.0),
        background: Colour::rgb(250, 246, 240),
        items: vec![
            image(0, photo, UnitRect::FULL, frame(50.0, 40.0, 80.0, 60.0, 17.0), 1.0),
            image(1, photo, crop, Frame { flip_x: true, ..frame(120.0, 35.0, 50.0, 40.0, 0.0) }, 0.7),
            DrawItem {
                tile: TileId::from_raw(2),
                opacity: 0.8,
                kind: DrawKind::Path {
                    path,
                    fill: Colour::rgb(20, 60, 160),
                    to_scene: Affine::translation(60.0, 80.0),
                },
            },
            image(3, disc, UnitRect::FULL, frame(80.0, 60.0, 60.0, 60.0, 45.0), 1.0),
            image(4, ImageHash([9; 32]), UnitRect::FULL, frame(30.0, 95.0, 40.0, 30.0, 350.0), 1.0),
        ],
    }
}

fn golden(name: &str, picture: &Pixmap) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/render").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, encode_png(picture).unwrap()).unwrap();
    }
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let stored = decode(&bytes, &Limits::default()).unwrap().pixmap;
    assert_eq!((stored.width_px(), stored.height_px()), (picture.width_px(), picture.height_px()), "{name}");
    let worst = stored.bytes().iter().zip(picture.bytes()).map(|(a, b)| a.abs_diff(*b)).max();
    assert!(worst <= Some(1), "{name} differs by {worst:?}");
}

#[test]
fn a_bit_of_everything_looks_as_stored() {
    let mut shelf = Shelf::default();
    let list = scene(&mut shelf);
    let (picture, warnings) = pixels(&list, &shelf, &no_text, &Options::default()).unwrap();
    golden("everything.png", &picture);
    let missing = TileId::from_raw(4);
    assert!(matches!(warnings.as_slice(), [RenderWarning::MissingPicture { tile, .. }] if *tile == missing));

    let clear = DrawList { background: Colour { rgba: [0; 4] }, ..list };
    let draft = Options { quality: Quality::Draft, scale: 0.5, threads: 1 };
    golden("half_on_nothing.png", &pixels(&clear, &shelf, &no_text, &draft).unwrap().0);
}

#[test]
fn threads_and_regions_do_not_change_a_pixel() {
    let mut shelf = Shelf::default();
    let list = scene(&mut shelf);
    let with = |threads| Options { threads, scale: 2.0, quality: Quality::Export };
    let (alone, _) = pixels(&list, &shelf, &no_text, &with(1)).unwrap();
    let (shared, _) = pixels(&list, &shelf, &no_text, &with(5)).unwrap();
    assert!(alone == shared);
    // A block-aligned part of the page is the same as that part of the whole.
    let part = Rect { min: Point::new(32.0, 32.0), max: Point::new(132.0, 82.0) };
    let (cut, _) = region(&list, part, (200.0, 100.0), &shelf, &no_text, &with(2)).unwrap();
    for y in 0..100 {
        for x in 0..200 {
            let (a, b) = (cut.pixel(x, y).unwrap(), alone.pixel(x + 64, y + 64).unwrap());
            assert!(a.iter().zip(&b).all(|(a, b)| a.abs_diff(*b) <= 1), "{x} {y} {a:?} {b:?}");
        }
    }
}

/// Mean of exact samples of every pixel's area, `grid`² of them.
fn supersampled(list: &DrawList, shelf: &Shelf, grid: u32) -> Vec<[f64; 3]> {
    let (width, height) = (list.page_size.width as u32, list.page_size.height as u32);
    let background = list.background.rgba.map(f64::from);
    let maps: Vec<_> = list
        .items
        .iter()
        .filter_map(|item| match &item.kind {
            DrawKind::Image { image, part, to_scene } => {
                Some((shelf.0[image].clone(), *part, to_scene.inverse().unwrap(), item.opacity))
            }
            _ => None,
        })
        .collect();
    let mut out = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let mut sum = [0.0; 3];
            for sample in 0..grid * grid {
                let at = |whole: u32, part: u32| f64::from(whole) + (f64::from(part) + 0.5) / f64::from(grid);
                let pos = Point::new(at(x, sample % grid), at(y, sample / grid));
                let mut colour = [background[0], background[1], background[2]];
                for (pyramid, part, to_unit, opacity) in &maps {
                    let unit = to_unit.apply(pos);
                    if !(0.0..1.0).contains(&unit.x) || !(0.0..1.0).contains(&unit.y) {
                        continue;
                    }
                    let whole = pyramid.level(0);
                    let u = (part.x0 + unit.x * part.width()) * f64::from(whole.width_px());
                    let v = (part.y0 + unit.y * part.height()) * f64::from(whole.height_px());
                    let texel = whole.pixel(u as u32, v as u32).unwrap().map(f64::from);
                    for (value, front) in colour.iter_mut().zip(texel) {
                        *value = front * opacity + *value * (1.0 - texel[3] / 255.0 * opacity);
                    }
                }
                for (sum, value) in sum.iter_mut().zip(colour) {
                    *sum += value / f64::from(grid * grid);
                }
            }
            out.push(sum);
        }
    }
    out
}

fn psnr(picture: &Pixmap, reference: &[[f64; 3]]) -> f64 {
    let errors =
        picture.pixels().iter().zip(reference).flat_map(|(pixel, exact)| {
            (0..3).map(move |i| (f64::from(pixel[i]) - exact[i]).powi(2)).collect::<Vec<_>>()
        });
    let (sum, count) = errors.fold((0.0, 0), |(sum, count), error| (sum + error, count + 1));
    10.0 * (255.0 * 255.0 / (sum / f64::from(count))).log10()
}

#[test]
fn pictures_drawn_small_are_close_to_the_exact_mean() {
    let mut shelf = Shelf::default();
    let photo = shelf.put(photo(600, 450));
    let disc = shelf.put(disc(300));
    for scale in [0.12, 0.2, 0.3, 0.45, 0.7] {
        let (width, height) = (600.0 * scale, 450.0 * scale);
        let list = DrawList {
            page_size: Size::new(200.0, 200.0),
            background: Colour::WHITE,
            items: vec![
                image(0, photo, UnitRect::FULL, frame(90.0, 100.0, width, height, 31.0), 1.0),
                image(1, disc, UnitRect::FULL, frame(130.0, 60.0, 300.0 * scale, 300.0 * scale, 200.0), 0.6),
            ],
        };
        let reference = supersampled(&list, &shelf, 8);
        let quality = |quality| {
            let options = Options { quality, ..Options::default() };
            psnr(&pixels(&list, &shelf, &no_text, &options).unwrap().0, &reference)
        };
        let (draft, export) = (quality(Quality::Draft), quality(Quality::Export));
        println!("scale {scale}: draft {draft:.1} dB, export {export:.1} dB");
        assert!(draft > 33.0 && export > 40.0, "scale {scale}: draft {draft:.1} dB, export {export:.1} dB");
    }
}

#[test]
fn a_page_that_cannot_be_drawn_says_why() {
    let mut list = scene(&mut Shelf::default());
    let draw =
        |list: &DrawList, scale| pixels(list, &Shelf::default(), &no_text, &Options { scale, ..Options::default() });
    assert!(matches!(draw(&list, 1e4), Err(RenderError::TooLarge { .. })));
    assert!(matches!(draw(&list, 0.0), Err(RenderError::Empty { .. })));
    assert!(matches!(draw(&list, f64::NAN), Err(RenderError::Empty { .. })));
    // Items that lie nowhere are left out, the rest is drawn.
    for to_scene in [Affine::scaling(0.0, 0.0), Affine::scaling(f64::NAN, 1.0), Affine::translation(1e300, -1e300)] {
        list.items.push(DrawItem {
            tile: TileId::from_raw(9),
            opacity: 1.0,
            kind: DrawKind::Image { image: ImageHash([9; 32]), part: UnitRect::FULL, to_scene },
        });
    }
    assert!(draw(&list, 1.0).is_ok());
}
