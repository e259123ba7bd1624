//! The collage as one picture, or as a sheet of paper whose tiles can be clicked.

use super::error::PublishError;
use super::export::{Export, Prepared};
use super::write::Target;

/// The bytes of a picture file.
pub(super) fn picture(
    _export: &Export<'_>,
    _prepared: &Prepared,
    _target: Target,
    _width_px: Option<u32>,
) -> Result<Vec<u8>, PublishError> {
    Err(PublishError::Draw("drawing is not there yet".to_owned()))
}
