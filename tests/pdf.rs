//! The PDF: what goes in as it came, what can be clicked, and that the same page gives the same bytes.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::HashMap;
use std::sync::Arc;

use etalage::imaging::{Pixmap, encode_jpeg, encode_png, hash};
use etalage::model::{Affine, Colour, Frame, ImageHash, Point, Size, TileId, Timestamp, UnitRect};
use etalage::render::{Link, MissingPicture, PdfOptions, PictureBytes, RenderError, RenderWarning, pdf};
use etalage::scene::draw::{DrawItem, DrawKind, DrawList, FaceId, Outline, Segment};

#[derive(Default)]
struct Files(HashMap<ImageHash, Arc<[u8]>>);

impl Files {
    fn put(&mut self, bytes: Vec<u8>) -> ImageHash {
        let name = hash(&bytes);
        self.0.insert(name, bytes.into());
        name
    }
}

impl PictureBytes for Files {
    fn bytes(&self, image: ImageHash) -> Result<Arc<[u8]>, MissingPicture> {
        self.0.get(&image).cloned().ok_or_else(|| MissingPicture("the file is gone".to_owned()))
    }
}

fn no_fonts(_: FaceId) -> Option<Arc<[u8]>> {
    None
}

fn picture(tile: u32, image: ImageHash, x: f64, rotation_deg: f64) -> DrawItem {
    let frame = Frame { rotation_deg, ..Frame::upright(Point::new(x, 100.0), Size::new(80.0, 60.0)) };
    let to_scene = Affine::scaling(80.0, 60.0).then(&frame.to_scene());
    DrawItem {
        tile: TileId::from_raw(tile),
        opacity: 0.9,
        kind: DrawKind::Image { image, part: UnitRect { x0: 0.1, ..UnitRect::FULL }, to_scene },
    }
}

fn shape(tile: u32) -> DrawItem {
    let corners = [(0.0, 0.0), (50.0, 0.0), (50.0, 20.0)].map(|(x, y)| Point::new(x, y));
    let path =
        Outline(vec![Segment::Move(corners[0]), Segment::Line(corners[1]), Segment::Line(corners[2]), Segment::Close]);
    let kind = DrawKind::Path { path, fill: Colour::rgb(200, 30, 60), to_scene: Affine::translation(10.0, 10.0) };
    DrawItem { tile: TileId::from_raw(tile), opacity: 1.0, kind }
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

fn page(files: &mut Files) -> (DrawList, Vec<u8>) {
    let jpeg = encode_jpeg(&Pixmap::filled(64, 48, Colour::rgb(90, 120, 60)), Colour::WHITE, 85).unwrap();
    // A camera's block that must not travel.
    let mut with_exif = vec![0xff, 0xd8, 0xff, 0xe1, 0, 14];
    with_exif.extend_from_slice(b"Exif\0\0SECRET");
    with_exif.extend_from_slice(&jpeg[2..]);
    let clear = encode_png(&Pixmap::filled(20, 20, Colour { rgba: [0, 90, 200, 99] })).unwrap();
    let items = vec![
        picture(0, files.put(with_exif), 80.0, 0.0),
        picture(1, files.put(clear), 150.0, 30.0),
        shape(2),
        picture(3, ImageHash([7; 32]), 220.0, 0.0),
    ];
    let list = DrawList { page_size: Size::new(400.0, 200.0), background: Colour::WHITE, items };
    (list, jpeg)
}

#[test]
fn jpegs_pass_through_links_are_placed_and_bytes_repeat() {
    let mut files = Files::default();
    let (list, jpeg) = page(&mut files);
    let link = |tile, url| Link { tile: TileId::from_raw(tile), url, name: "A bag" };
    let links = [
        link(2, "https://shop.example/shape"),
        link(0, "https://shop.example/bag?a=1&b=(2)"),
        link(9, "https://shop.example/nowhere"),
    ];
    let made_at = Some("2026-03-04T05:06:07Z".parse::<Timestamp>().unwrap());
    let options = PdfOptions { title: "Autumn", author: "Ada", language: "en", made_at };
    let write = || pdf(&list, &files, &no_fonts, &links, &options).unwrap();
    let (bytes, warnings) = write();

    assert!(find(&bytes, &jpeg[20..]).is_some(), "the compressed pixels are copied");
    assert!(find(&bytes, b"SECRET").is_none());
    assert!(find(&bytes, b"/SMask").is_some(), "alpha is kept");
    // 400 × 200 CSS pixels are 300 × 150 points.
    let size = find(&bytes, b"/MediaBox").map(|at| String::from_utf8_lossy(&bytes[at..at + 28]).into_owned());
    assert!(size.as_deref().is_some_and(|size| size.contains("0 0 300 150")), "{size:?}");
    assert!(find(&bytes, b"20260304050607").is_some());
    let missing = TileId::from_raw(3);
    assert!(matches!(warnings.as_slice(), [RenderWarning::MissingPicture { tile, .. }] if *tile == missing));

    // Back to front, as the items lie: the topmost link is the last one.
    let (bag, shape) = (find(&bytes, b"shop.example/bag?a=1&b="), find(&bytes, b"shop.example/shape"));
    assert!(bag.is_some() && bag < shape, "{bag:?} {shape:?}");
    assert!(find(&bytes, b"nowhere").is_none());
    assert!(find(&bytes, b"/QuadPoints").is_some());

    assert!(bytes == write().0, "the same page gives the same bytes");
}

#[test]
fn numbers_that_are_none_leave_the_rest_of_the_page() {
    let mut files = Files::default();
    let (mut list, _) = page(&mut files);
    for to_scene in [Affine::scaling(f64::NAN, 1.0), Affine::scaling(0.0, 1.0), Affine::translation(1e300, 0.0)] {
        let mut item = shape(4);
        if let DrawKind::Path { to_scene: own, .. } = &mut item.kind {
            *own = to_scene;
        }
        list.items.push(item);
    }
    let links = [Link { tile: TileId::from_raw(4), url: "https://shop.example/", name: "" }];
    assert!(pdf(&list, &files, &no_fonts, &links, &PdfOptions::default()).is_ok());
    list.page_size = Size::new(f64::NAN, 10.0);
    assert!(matches!(pdf(&list, &files, &no_fonts, &[], &PdfOptions::default()), Err(RenderError::Empty { .. })));
}
