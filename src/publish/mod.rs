//! Collage → bundle, page and picture; bundle → collage; and the sheet that says, before, what will leave.
//!
//! May import model, i18n, affiliate, imaging, scene, render. Reads and writes bundles on disk; knows no
//! window and no network. Links are decorated here and nowhere else, once per tile and channel. Everything
//! that is written follows from its input alone: no clock, no chance, so that the same export gives the same
//! bytes. Everything that is read is hostile.

pub mod bundle;
pub mod document;
mod error;
mod export;
mod facts;
mod flaws;
pub mod html;
mod in_place;
pub mod links;
pub mod manifest;
mod outlines;
mod page;
mod picture;
mod pictures;
mod preflight;
mod read;
mod reading;
mod verify;
pub mod words;
mod write;

pub use self::document::plain;
pub use self::error::PublishError;
pub use self::export::{Export, LeftOut, PictureBytes, Prepared};
pub use self::flaws::{Danger, Flaw, Measure, NoBundle};
pub use self::links::TileLink;
pub use self::manifest::{Manifest, ManifestFile, ManifestTile};
pub use self::pictures::OutPicture;
pub use self::preflight::{Item, Line, Preflight, Severity, preflight};
pub use self::read::{ImportWarning, Imported, PictureFlaw, import};
pub use self::reading::reading_order;
pub use self::verify::{FileState, FileVerdict, VerifyProblem, VerifyReport, verify};
pub use self::write::{Destination, Exported, Target, write};

use crate::affiliate::{self, Disclosure, Locale};

/// What must stand at the top, if anything.
fn disclosure(export: &Export<'_>, prepared: &Prepared) -> Option<Disclosure> {
    let earning: Vec<_> = prepared.links.iter().filter(|link| link.link.carries_id).collect();
    let programs: Vec<&str> = earning.iter().filter_map(|link| link.link.program.as_deref()).collect();
    let meta = &prepared.collage.meta;
    let locale = Locale::for_page(meta.language.as_deref(), export.lang);
    affiliate::disclosure(export.programs.rules(), locale, !earning.is_empty(), Some(&meta.sponsored_by), &programs)
}

#[cfg(test)]
mod tests;
