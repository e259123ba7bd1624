//! What drawing asks of its surroundings: pictures, their bytes, glyph outlines, fonts.

use std::sync::Arc;

use crate::imaging::Pyramid;
use crate::model::ImageHash;
use crate::scene::draw::{FaceId, GlyphRun, Outline};

/// Why a picture is not there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct MissingPicture(pub String);

/// Gives decoded pictures. Asked from several threads, for each item about when its first row is drawn; the
/// answer is let go after its last row, so that a page needs only the memory of the pictures side by side.
pub trait PictureSource: Sync {
    /// The picture with its halvings.
    fn picture(&self, image: ImageHash) -> Result<Arc<Pyramid>, MissingPicture>;
}

/// Gives picture files as they came.
pub trait PictureBytes {
    /// The whole file.
    fn bytes(&self, image: ImageHash) -> Result<Arc<[u8]>, MissingPicture>;
}

/// Turns shaped text into outlines.
pub trait GlyphOutlines: Sync {
    /// All glyphs of a run as one outline in tile space.
    fn outline(&self, run: &GlyphRun) -> Outline;
}

impl<F: Fn(&GlyphRun) -> Outline + Sync> GlyphOutlines for F {
    fn outline(&self, run: &GlyphRun) -> Outline {
        self(run)
    }
}

/// Gives the bundled fonts.
pub trait FontBytes {
    /// The font file of a face, or `None` for a face that does not exist.
    fn font(&self, face: FaceId) -> Option<Arc<[u8]>>;
}

impl<F: Fn(FaceId) -> Option<Arc<[u8]>>> FontBytes for F {
    fn font(&self, face: FaceId) -> Option<Arc<[u8]>> {
        self(face)
    }
}
