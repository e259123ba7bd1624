//! Bytes → pixels and back, under limits: decoding, size pyramids, colours, hashes, encoders, and taking
//! metadata out.
//!
//! May import model. Knows no disk, no network and no window. Everything that comes in is hostile: the header
//! is read before anything is allocated, every limit is a typed error, and the third-party decoders run where
//! a panic cannot leave this room.
//!
//! Pixels inside are sRGB, premultiplied, 8 bits ([`Pixmap`]); filtering and blending happen on these values
//! as they are, like the window's own blending, so that screen and file agree.

pub mod alpha_map;
mod colour_profile;
pub mod cutout;
pub mod decode;
pub mod encode;
pub mod error;
pub mod format;
mod orientation;
pub mod palette;
pub mod pixmap;
pub mod pyramid;
pub mod strip;
mod svg;

use sha2::{Digest, Sha256};

pub use self::alpha_map::AlphaMap;
pub use self::cutout::{Cutout, cut_out};
pub use self::decode::{Decoded, decode, decode_fitted};
pub use self::encode::{encode_jpeg, encode_png, encode_webp};
pub use self::error::ImagingError;
pub use self::format::{Format, Info, Limits, probe};
pub use self::palette::{Swatch, palette};
pub use self::pixmap::Pixmap;
pub use self::pyramid::Pyramid;
pub use self::strip::{Stripped, strip_metadata};

use crate::model::ImageHash;

/// The name of a picture file: SHA-256 of its bytes.
pub fn hash(bytes: &[u8]) -> ImageHash {
    ImageHash(Sha256::digest(bytes).into())
}
