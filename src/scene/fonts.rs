//! The fonts that are compiled in. A collage looks the same on every computer because no other font is
//! ever used for it. Sources and licences: `assets/fonts/README.md`.

use crate::model::Typeface;

use super::draw::FaceId;

/// One font file.
#[derive(Debug)]
pub struct Face {
    /// The typeface it belongs to; `None` for the fallback that fills in missing letters.
    pub typeface: Option<Typeface>,
    /// Whether it is the heavier cut.
    pub bold: bool,
    /// The TrueType file.
    pub bytes: &'static [u8],
}

macro_rules! face {
    ($typeface:expr, $bold:literal, $file:literal) => {
        Face { typeface: $typeface, bold: $bold, bytes: include_bytes!(concat!("../../assets/fonts/", $file, ".ttf")) }
    };
}

/// All faces; [`FaceId`] counts them.
pub static FACES: [Face; 10] = [
    face!(Some(Typeface::Sans), false, "sans"),
    face!(Some(Typeface::Sans), true, "sans-bold"),
    face!(Some(Typeface::Serif), false, "serif"),
    face!(Some(Typeface::Serif), true, "serif-bold"),
    face!(Some(Typeface::Script), false, "script"),
    face!(Some(Typeface::Script), true, "script-bold"),
    face!(Some(Typeface::Display), false, "display"),
    face!(Some(Typeface::Mono), false, "mono"),
    face!(Some(Typeface::Mono), true, "mono-bold"),
    face!(None, false, "ui"),
];

/// The face behind an id, if there is one.
pub fn face(id: FaceId) -> Option<&'static Face> {
    FACES.get(usize::from(id.0))
}

/// The name under which the shaper knows a typeface.
pub(super) fn family_name(typeface: Option<Typeface>) -> &'static str {
    match typeface {
        Some(Typeface::Sans) => "etalage sans",
        Some(Typeface::Serif) => "etalage serif",
        Some(Typeface::Script) => "etalage script",
        Some(Typeface::Display) => "etalage display",
        Some(Typeface::Mono) => "etalage mono",
        None => "etalage fallback",
    }
}
