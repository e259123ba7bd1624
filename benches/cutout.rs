//! Measures cut-outs on a folder of pictures with true mattes: `cargo bench --bench cutout -- FOLDER [OPTIONS]`.
//!
//! Every PNG of the folder whose alpha is not plain is composed onto white, off-white, light grey and a gradient,
//! with and without a soft shadow, clean and after JPEG at 90 and 75, cut out again, and held against its matte;
//! so are shapes that this program draws (holes, strands, lace, pale and white ones). Every third pair of files is
//! held out: the program was not tuned on them. The folder is other people's data and no part of the project.
//!
//! `--side PX` scales the pictures down first, `--only TEXT` takes the cases whose name contains it, `--every N`
//! takes each Nth case, `--worst N` lists the worst, `--dump DIR` writes composites, mattes and cut-outs there,
//! `--speed` measures the time at 1600 × 1600 only (on Linux), `--csv` prints a line for each case.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::float_cmp_const, reason = "a program that prints figures")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use etalage::imaging::{Limits, Pixmap, cut_out, decode, encode_jpeg, encode_png};
use etalage::model::{Colour, CutoutRecipe, ShadowChoice};

/// Below this a cut-out that was applied unasked counts as wrong.
const WRONG_IOU: f64 = 0.93;

/// Whether a score belongs to a group.
type Belongs = fn(&Score) -> bool;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let value = |name: &str| {
        let place = arguments.iter().position(|argument| argument == name)?;
        arguments.get(place + 1).cloned()
    };
    let number = |name: &str| value(name).and_then(|text| text.parse::<usize>().ok());
    let Some(folder) = arguments.first().filter(|first| !first.starts_with('-')) else {
        println!("cutout: give a folder of pictures with mattes as an argument; nothing was measured");
        return;
    };
    let side = number("--side").unwrap_or(4000);
    let mut subjects = subjects(Path::new(folder), side);
    subjects.extend(drawn(side.min(1200)));
    if arguments.iter().any(|argument| argument == "--speed") {
        speed(&subjects);
        return;
    }
    let only = value("--only").unwrap_or_default();
    let every = number("--every").unwrap_or(1);
    let dump = value("--dump").map(PathBuf::from);
    let mut scores = Vec::new();
    let mut place = 0_usize;
    for subject in &subjects {
        for scene in Scene::all() {
            let name = format!("{}|{}", subject.name, scene.name());
            place += 1;
            if !name.contains(&only) || !place.is_multiple_of(every) {
                continue;
            }
            let score = measure(subject, scene, &name, dump.as_deref());
            if arguments.iter().any(|argument| argument == "--csv") {
                println!("{}", score.line());
            }
            scores.push(score);
        }
    }
    report(&mut scores, number("--worst").unwrap_or(12));
}

/// A product with its true matte.
struct Subject {
    name: String,
    /// Whose parameters were not tuned on it.
    is_held_out: bool,
    is_drawn: bool,
    width: usize,
    height: usize,
    /// Straight colours, 0 to 255.
    colours: Vec<[f32; 3]>,
    /// With the shadows that the file carries.
    with_shadow: Vec<f32>,
    /// The product alone, 0 to 1.
    matte: Vec<f32>,
}

fn subjects(folder: &Path, side: usize) -> Vec<Subject> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "png"))
        .collect();
    files.sort();
    files
        .iter()
        .enumerate()
        .map(|(place, path)| {
            let bytes = std::fs::read(path).unwrap();
            let picture = etalage::imaging::decode_fitted(&bytes, &Limits::default(), side as u32).unwrap().pixmap;
            let (width, height) = (picture.width_px() as usize, picture.height_px() as usize);
            let straight = picture.to_straight_rgba();
            let colours =
                straight.chunks_exact(4).map(|p| [f32::from(p[0]), f32::from(p[1]), f32::from(p[2])]).collect();
            let with_shadow: Vec<f32> = straight.chunks_exact(4).map(|p| f32::from(p[3]) / 255.0).collect();
            // A see-through part with nothing solid near is a shadow.
            let mut near = dilated(&with_shadow.iter().map(|alpha| *alpha >= 0.8).collect::<Vec<_>>(), width, 4);
            near.iter_mut().zip(&with_shadow).for_each(|(near, alpha)| *near |= *alpha > 0.75);
            let matte = with_shadow.iter().zip(&near).map(|(alpha, near)| if *near { *alpha } else { 0.0 }).collect();
            Subject {
                name: path.file_stem().unwrap().to_string_lossy().into_owned(),
                is_held_out: (place / 2) % 3 == 2,
                is_drawn: false,
                width,
                height,
                colours,
                with_shadow,
                matte,
            }
        })
        .collect()
}

fn dilated(of: &[bool], width: usize, radius: usize) -> Vec<bool> {
    let height = of.len() / width;
    let pass = |from: &[bool], along: usize, across: usize, step: usize, jump: usize| {
        let mut out = vec![false; from.len()];
        for line in 0..across {
            let mut last: Option<usize> = None;
            for place in 0..along {
                if from[line * jump + place * step] {
                    last = Some(place);
                }
                out[line * jump + place * step] |= last.is_some_and(|last| place - last <= radius);
            }
            last = None;
            for place in (0..along).rev() {
                if from[line * jump + place * step] {
                    last = Some(place);
                }
                out[line * jump + place * step] |= last.is_some_and(|last| last - place <= radius);
            }
        }
        out
    };
    let rows = pass(of, width, height, 1, width);
    pass(&rows, height, width, width, 1)
}

/// Shapes with what the files lack: holes, strands, lace, and white on white.
fn drawn(side: usize) -> Vec<Subject> {
    type Inside = fn(f32, f32) -> bool;
    type Paint = fn(f32, f32) -> [f32; 3];
    fn segment(x: f32, y: f32, from: (f32, f32), to: (f32, f32)) -> f32 {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let along = (((x - from.0) * dx + (y - from.1) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
        (x - from.0 - along * dx).hypot(y - from.1 - along * dy)
    }
    let mug: Inside = |x, y| {
        let body = (x - 0.42).abs() < 0.2 && (y - 0.5).abs() < 0.24;
        let ring = ((x - 0.62).hypot(y - 0.5) - 0.13).abs() < 0.025;
        body || (ring && x > 0.61)
    };
    let chair: Inside = |x, y| {
        let seat = (x - 0.5).abs() < 0.26 && (y - 0.52).abs() < 0.025;
        let legs = [0.27, 0.42, 0.58, 0.73].iter().any(|at| (x - at).abs() < 0.012) && y > 0.5 && y < 0.86;
        let bar = (y - 0.74).abs() < 0.01 && (x - 0.5).abs() < 0.23;
        let back = [0.27, 0.38, 0.5, 0.62, 0.73].iter().any(|at| (x - at).abs() < 0.012) && y > 0.12 && y < 0.52;
        let top = (y - 0.14).abs() < 0.03 && (x - 0.5).abs() < 0.24;
        seat || legs || bar || back || top
    };
    let hair: Inside = |x, y| {
        let head = (x - 0.5).hypot((y - 0.45) * 0.85) < 0.22;
        head || (0..70).any(|strand| {
            let turn = strand as f32 * 0.0897 + 0.05;
            let reach = 0.26 + 0.09 * ((strand * 7 % 11) as f32 / 11.0);
            let bend = 0.15 * ((strand * 5 % 7) as f32 / 7.0 - 0.5);
            let root = (0.5 + 0.2 * turn.cos(), 0.45 + 0.2 * turn.sin());
            let tip = (0.5 + reach * (turn + bend).cos(), 0.45 + reach * (turn + bend).sin());
            segment(x, y, root, tip) < 0.0011
        })
    };
    let bag: Inside = |x, y| {
        let body = (x - 0.5).abs() < 0.24 + 0.06 * (y - 0.6) && y > 0.48 && y < 0.84;
        let strap = ((x - 0.5).hypot((y - 0.48) * 0.62) - 0.2).abs() < 0.0035 && y < 0.49;
        let tassel = (0..9).any(|strand| segment(x, y, (0.3, 0.6), (0.24 + 0.015 * strand as f32, 0.93)) < 0.0016);
        body || strap || tassel
    };
    let lace: Inside = |x, y| {
        let cloth = (x - 0.5).abs() < 0.14 + 0.25 * (y - 0.2).max(0.0) && y > 0.15 && y < 0.88;
        let hole = y > 0.55 && ((x * 34.0).fract() - 0.5).hypot((y * 34.0).fract() - 0.5) < 0.3;
        cloth && !hole
    };
    let vase: Inside = |x, y| (x - 0.5).abs() < 0.12 + 0.07 * (y * 9.0).sin() && y > 0.14 && y < 0.86;
    let shirt: Inside = |x, y| {
        let body = (x - 0.5).abs() < 0.2 && y > 0.2 && y < 0.85;
        let sleeves =
            segment(x, y, (0.32, 0.27), (0.17, 0.45)) < 0.065 || segment(x, y, (0.68, 0.27), (0.83, 0.45)) < 0.065;
        (body || sleeves) && (x - 0.5).hypot(y - 0.2) > 0.07
    };
    let dark: Paint = |x, y| [70.0 + 40.0 * x, 40.0 + 20.0 * y, 45.0];
    let print: Paint = |x, y| {
        let letter = (x - 0.42).abs() < 0.1 && (y - 0.5).abs() < 0.08 && (x * 40.0).fract() < 0.5;
        if letter { [246.0, 247.0, 246.0] } else { [40.0, 70.0 + 30.0 * x, 110.0 + 40.0 * y] }
    };
    let brown: Paint =
        |x, y| [96.0 + 30.0 * (x * 61.0).sin(), 60.0 + 20.0 * (x * 61.0).sin(), 34.0 + 10.0 * (y * 47.0).sin()];
    let black: Paint = |x, y| [24.0 + 9.0 * (x * 90.0).sin(), 22.0 + 7.0 * (y * 70.0).sin(), 26.0];
    let pale: Paint = |x, y| {
        let shade = 226.0 + 10.0 * (y * 5.0).sin() - 90.0 * (x - 0.5).powi(2) / 0.04 * 0.35;
        [shade, shade - 3.0, shade - 9.0]
    };
    let white: Paint = |x, y| {
        let fold = (x * 30.0 + 3.0 * (y * 9.0).sin()).sin();
        let shade = 243.0 + 6.0 * fold - 12.0 * ((x - 0.5).abs() / 0.2).powi(4).min(1.5);
        [shade, shade, shade + 2.0]
    };
    let shapes: [(&str, Inside, Paint); 7] = [
        ("drawn-mug", mug, print),
        ("drawn-chair", chair, brown),
        ("drawn-hair", hair, brown),
        ("drawn-bag", bag, dark),
        ("drawn-lace", lace, black),
        ("drawn-vase", vase, pale),
        ("drawn-shirt", shirt, white),
    ];
    shapes
        .iter()
        .map(|(name, inside, paint)| {
            let (mut colours, mut matte) = (Vec::new(), Vec::new());
            for y in 0..side {
                for x in 0..side {
                    let mut hits = 0;
                    for sub in 0..16 {
                        let (dx, dy) = ((sub % 4) as f32 / 4.0 + 0.125, (sub / 4) as f32 / 4.0 + 0.125);
                        if inside((x as f32 + dx) / side as f32, (y as f32 + dy) / side as f32) {
                            hits += 1;
                        }
                    }
                    matte.push(hits as f32 / 16.0);
                    colours.push(paint((x as f32 + 0.5) / side as f32, (y as f32 + 0.5) / side as f32));
                }
            }
            Subject {
                name: (*name).to_owned(),
                is_held_out: false,
                is_drawn: true,
                width: side,
                height: side,
                colours,
                with_shadow: matte.clone(),
                matte,
            }
        })
        .collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Behind {
    White,
    OffWhite,
    Grey,
    Gradient,
}

/// What is done to a subject.
#[derive(Clone, Copy)]
struct Scene {
    behind: Behind,
    shadow: bool,
    /// JPEG quality; absent for a clean picture.
    jpeg: Option<u8>,
}

impl Scene {
    fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for behind in [Behind::White, Behind::OffWhite, Behind::Grey, Behind::Gradient] {
            for shadow in [false, true] {
                for jpeg in [None, Some(90), Some(75)] {
                    all.push(Self { behind, shadow, jpeg });
                }
            }
        }
        all
    }

    fn name(&self) -> String {
        let behind = match self.behind {
            Behind::White => "white",
            Behind::OffWhite => "245",
            Behind::Grey => "grey",
            Behind::Gradient => "gradient",
        };
        let jpeg = self.jpeg.map_or("clean".to_owned(), |quality| format!("q{quality}"));
        format!("{behind}|{}|{jpeg}", if self.shadow { "shadow" } else { "plain" })
    }

    fn colour(&self, u: f32, v: f32) -> [f32; 3] {
        match self.behind {
            Behind::White => [255.0; 3],
            Behind::OffWhite => [245.0; 3],
            Behind::Grey => [221.0, 221.0, 222.0],
            Behind::Gradient => {
                let fall = 252.0 - 22.0 * v - 8.0 * (u - 0.4).powi(2);
                [fall, fall, fall - 1.0]
            }
        }
    }

    fn compose(&self, subject: &Subject) -> Pixmap {
        let (width, height) = (subject.width, subject.height);
        let cast = self.shadow.then(|| shadow(subject));
        let mut bytes = Vec::with_capacity(width * height * 3);
        let mut seed = 12345_u32;
        for place in 0..width * height {
            let (x, y) = (place % width, place / width);
            let mut colour = self.colour(x as f32 / width as f32, y as f32 / height as f32);
            if let Some(cast) = &cast {
                colour = colour.map(|value| value * (1.0 - cast[place]));
            }
            // A dither, as gradients have one.
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let dither = if self.behind == Behind::Gradient { (seed >> 8) as f32 / 16_777_216.0 - 0.5 } else { 0.0 };
            let alpha = subject.with_shadow[place];
            for (front, behind) in subject.colours[place].into_iter().zip(colour) {
                let mixed = front * alpha + (behind + dither) * (1.0 - alpha);
                bytes.push((mixed + 0.5).clamp(0.0, 255.0) as u8);
            }
        }
        let picture = Pixmap::from_rgb(width as u32, height as u32, &bytes).unwrap();
        match self.jpeg {
            None => picture,
            Some(quality) => {
                let bytes = encode_jpeg(&picture, Colour::WHITE, quality).unwrap();
                decode(&bytes, &Limits::default()).unwrap().pixmap
            }
        }
    }
}

/// A soft shadow thrown down and to the right, darkest near the product.
fn shadow(subject: &Subject) -> Vec<f32> {
    let (width, height) = (subject.width, subject.height);
    let side = width.max(height);
    let (dx, dy) = (side / 70, side / 45);
    let mut out = vec![0.0_f32; width * height];
    for y in dy..height {
        for x in dx..width {
            out[y * width + x] = 0.38 * subject.matte[(y - dy) * width + x - dx];
        }
    }
    let radius = (side / 80).max(1);
    for _ in 0..3 {
        out = boxed(&out, width, height, 1, width, radius);
        out = boxed(&out, height, width, width, 1, radius);
    }
    out
}

fn boxed(from: &[f32], along: usize, across: usize, step: usize, jump: usize, radius: usize) -> Vec<f32> {
    let mut out = vec![0.0; from.len()];
    for line in 0..across {
        let at = |place: usize| from[line * jump + place * step];
        let mut sum: f32 = (0..radius.min(along)).map(at).sum();
        for place in 0..along {
            if place + radius < along {
                sum += at(place + radius);
            }
            if place > radius {
                sum -= at(place - radius - 1);
            }
            out[line * jump + place * step] = sum / (2 * radius + 1) as f32;
        }
    }
    out
}

struct Score {
    name: String,
    slice: &'static str,
    is_held_out: bool,
    is_drawn: bool,
    iou: f64,
    /// Sum of absolute differences in thousands of pixels.
    sad: f64,
    confidence: f64,
    is_confident: bool,
    seconds: f64,
    reasons: String,
}

impl Score {
    fn line(&self) -> String {
        format!(
            "{:<58} {:<8} iou {:.4} sad {:8.2} conf {:.3} {} {:4.0} ms {} {}",
            self.name,
            self.slice,
            self.iou,
            self.sad,
            self.confidence,
            if self.is_confident { "auto" } else { "ask " },
            self.seconds * 1000.0,
            if self.is_held_out { "held out" } else { "" },
            self.reasons,
        )
    }

    fn is_wrong(&self) -> bool {
        self.is_confident && self.iou < WRONG_IOU
    }
}

fn measure(subject: &Subject, scene: Scene, name: &str, dump: Option<&Path>) -> Score {
    let picture = scene.compose(subject);
    let recipe = CutoutRecipe { shadow: ShadowChoice::Drop, ..CutoutRecipe::default() };
    let start = Instant::now();
    let cut = cut_out(&picture, &recipe, &Limits::default()).unwrap();
    let seconds = start.elapsed().as_secs_f64();
    let (mut both, mut either, mut sad) = (0_u64, 0_u64, 0.0);
    for (pixel, truth) in cut.picture.pixels().iter().zip(&subject.matte) {
        let (kept, is) = (pixel[3] > 127, *truth > 0.5);
        both += u64::from(kept && is);
        either += u64::from(kept || is);
        sad += f64::from((f32::from(pixel[3]) / 255.0 - truth).abs());
    }
    if let Some(folder) = dump {
        std::fs::create_dir_all(folder).unwrap();
        let stem = name.replace('|', "_");
        std::fs::write(folder.join(format!("{stem}.in.png")), encode_png(&picture).unwrap()).unwrap();
        std::fs::write(folder.join(format!("{stem}.out.png")), encode_png(&cut.picture).unwrap()).unwrap();
        let grey: Vec<u8> = subject.matte.iter().flat_map(|alpha| [(alpha * 255.0 + 0.5) as u8; 3]).collect();
        let truth = Pixmap::from_rgb(subject.width as u32, subject.height as u32, &grey).unwrap();
        std::fs::write(folder.join(format!("{stem}.truth.png")), encode_png(&truth).unwrap()).unwrap();
    }
    Score {
        name: name.to_owned(),
        slice: slice(subject, scene),
        is_held_out: subject.is_held_out,
        is_drawn: subject.is_drawn,
        iou: if either == 0 { 1.0 } else { both as f64 / either as f64 },
        sad: sad / 1000.0,
        confidence: cut.confidence,
        is_confident: cut.is_confident(),
        seconds,
        reasons: format!("{:?}", cut.reasons),
    }
}

/// Which kind of case it is, by what can be seen of it: first by how the product's outline stands off the
/// background, then by its shape.
fn slice(subject: &Subject, scene: Scene) -> &'static str {
    let (width, height) = (subject.width, subject.height);
    let mut differences = Vec::new();
    let inset = (width.max(height) / 250).max(2);
    let cleared: Vec<bool> = subject.matte.iter().map(|alpha| *alpha < 0.1).collect();
    let near_clear = dilated(&cleared, width, inset);
    let (mut thin, mut solid) = (0_usize, 0_usize);
    let deep: Vec<bool> = dilated(&cleared, width, 3).iter().map(|near| !near).collect();
    let body = dilated(&deep, width, 4);
    for place in 0..width * height {
        if subject.matte[place] > 0.5 {
            solid += 1;
            thin += usize::from(!body[place]);
        }
        if subject.matte[place] > 0.98 && near_clear[place] {
            let behind = scene.colour((place % width) as f32 / width as f32, (place / width) as f32 / height as f32);
            let colour = subject.colours[place];
            differences.push((0..3).map(|lane| (colour[lane] - behind[lane]).abs()).sum::<f32>() / 3.0);
        }
    }
    differences.sort_by(f32::total_cmp);
    let at = |fraction: f64| differences.get((differences.len() as f64 * fraction) as usize).copied().unwrap_or(255.0);
    if at(0.5) < 12.0 || at(0.25) < 5.0 {
        return "white";
    }
    if at(0.5) < 45.0 {
        return "pale";
    }
    if thin * 50 > solid {
        return "strands";
    }
    if has_hole(&cleared, width, height) { "holes" } else { "solid" }
}

fn has_hole(cleared: &[bool], width: usize, height: usize) -> bool {
    let mut outside = vec![false; cleared.len()];
    let mut queue: Vec<usize> = (0..cleared.len())
        .filter(|place| {
            let (x, y) = (place % width, place / width);
            (x == 0 || y == 0 || x + 1 == width || y + 1 == height) && cleared[*place]
        })
        .collect();
    queue.iter().for_each(|place| outside[*place] = true);
    while let Some(place) = queue.pop() {
        for next in [place.wrapping_sub(1), place + 1, place.wrapping_sub(width), place + width] {
            if next < cleared.len() && cleared[next] && !outside[next] {
                outside[next] = true;
                queue.push(next);
            }
        }
    }
    let inside = cleared.iter().zip(&outside).filter(|(cleared, outside)| **cleared && !**outside).count();
    inside * 3000 > cleared.len()
}

fn report(scores: &mut [Score], worst: usize) {
    scores.sort_by(|a, b| a.iou.total_cmp(&b.iou));
    for score in scores.iter().take(worst) {
        println!("{}", score.line());
    }
    let wrong: Vec<&Score> = scores.iter().filter(|score| score.is_wrong()).collect();
    for score in wrong.iter().take(40) {
        println!("WRONG {}", score.line());
    }
    let groups: [(&str, Belongs); 4] = [
        ("tuned on", |score| !score.is_held_out && !score.is_drawn),
        ("held out", |score| score.is_held_out),
        ("drawn", |score| score.is_drawn),
        ("all", |_| true),
    ];
    println!(
        "{:<9} {:<8} {:>5} {:>8} {:>8} {:>8} {:>8} {:>6} {:>6}",
        "", "slice", "n", "IoU", "IoU p10", "IoU min", "SAD k", "auto", "wrong"
    );
    for (group, is_in) in groups {
        let mut slices: BTreeMap<&str, Vec<&Score>> = BTreeMap::new();
        for score in scores.iter().filter(|score| is_in(score)) {
            slices.entry(score.slice).or_default().push(score);
            slices.entry("~ all").or_default().push(score);
            if score.slice != "white" {
                slices.entry("~ sight").or_default().push(score);
            }
        }
        for (slice, scores) in slices {
            let count = scores.len();
            let mean = |value: fn(&Score) -> f64| scores.iter().map(|score| value(score)).sum::<f64>() / count as f64;
            println!(
                "{group:<9} {slice:<8} {count:>5} {:>8.4} {:>8.4} {:>8.4} {:>8.2} {:>5.1}% {:>5.2}%",
                mean(|score| score.iou),
                scores[count / 10].iou,
                scores[0].iou,
                mean(|score| score.sad),
                100.0 * mean(|score| f64::from(u8::from(score.is_confident))),
                100.0 * mean(|score| f64::from(u8::from(score.is_wrong()))),
            );
        }
    }
}

/// Time that this thread has had on a core: other programs do not count.
fn cpu_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    text.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}

/// The best of several runs at 1600 × 1600, on this thread alone.
fn speed(subjects: &[Subject]) {
    for subject in subjects {
        let scene = Scene { behind: Behind::OffWhite, shadow: true, jpeg: Some(90) };
        let small = scene.compose(subject);
        let mut pixels = vec![[245, 245, 245, 255]; 1600 * 1600];
        let (width, height) = (small.width_px() as usize, small.height_px() as usize);
        for y in 0..1600 {
            for x in 0..1600 {
                pixels[y * 1600 + x] = small.pixels()[(y * height / 1600) * width + x * width / 1600];
            }
        }
        let picture = Pixmap::from_pixels(1600, 1600, pixels).unwrap();
        let times = (0..7).map(|_| {
            let start = cpu_seconds();
            std::hint::black_box(cut_out(&picture, &CutoutRecipe::default(), &Limits::default()).unwrap());
            cpu_seconds() - start
        });
        println!("{:<45} {:.0} ms", subject.name, times.fold(f64::MAX, f64::min) * 1000.0);
    }
}
