//! Names of things. Short, lower-case Crockford base32 in text, so that they survive being read aloud,
//! put in file names and carried in sub-ids.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Lower-case Crockford base32: no `i`, `l`, `o`, `u`.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A text that is no id of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a {kind}: {wanted} are expected")]
pub struct IdError {
    kind: &'static str,
    wanted: &'static str,
    text: String,
}

/// Writes the low `5 * digits` bits of `value`, most significant digit first.
pub fn to_base32(value: u64, digits: usize) -> String {
    (0..digits)
        .rev()
        .map(|place| char::from(ALPHABET[(value.checked_shr(5 * place as u32).unwrap_or(0) & 31) as usize]))
        .collect()
}

/// Reads Crockford base32 of at most 13 digits; upper case and the look-alikes `o`, `i`, `l` are accepted.
pub fn from_base32(text: &str) -> Option<u64> {
    if text.is_empty() || text.len() > 13 {
        return None;
    }
    text.bytes().try_fold(0_u64, |value, byte| {
        let digit = match byte.to_ascii_lowercase() {
            b'o' => 0,
            b'i' | b'l' => 1,
            lower => ALPHABET.iter().position(|&letter| letter == lower)? as u64,
        };
        value.checked_mul(32)?.checked_add(digit)
    })
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $raw:ty, $bits:literal, $digits:literal, $kind:literal, $wanted:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name($raw);

        impl $name {
            /// How many bits carry the id.
            pub const BITS: u32 = $bits;

            /// Takes the low [`Self::BITS`] bits of `raw`.
            pub const fn from_raw(raw: $raw) -> Self {
                Self(raw & ((1_u128 << $bits) - 1) as $raw)
            }

            /// The number behind the text.
            pub const fn raw(self) -> $raw {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&to_base32(u64::from(self.0), $digits))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                from_base32(text)
                    .filter(|raw| text.len() <= $digits && u128::from(*raw) < 1 << $bits)
                    .map(|raw| Self(raw as $raw))
                    .ok_or_else(|| IdError { kind: $kind, wanted: $wanted, text: text.chars().take(80).collect() })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

id!(
    /// A collage, unique in the world with very high probability: 64 random bits.
    CollageId, u64, 64, 13, "collage id", "up to 13 base32 characters"
);
id!(
    /// A tile of one collage: 24 bits, counted up and never used twice in it.
    TileId, u32, 24, 5, "tile id", "up to 5 base32 characters"
);
id!(
    /// A group of one collage, counted like tiles.
    GroupId, u32, 24, 5, "group id", "up to 5 base32 characters"
);
id!(
    /// A channel that collages are published through: 16 bits.
    ChannelId, u16, 16, 4, "channel id", "up to 4 base32 characters"
);
id!(
    /// A feed that the library remembers: 40 random bits.
    FeedId, u64, 40, 8, "feed id", "up to 8 base32 characters"
);
id!(
    /// A product in the library and in the collages that show it: 64 bits.
    ProductKey, u64, 64, 13, "product key", "up to 13 base32 characters"
);

/// SHA-256 of a picture file's bytes as they came; 64 lower-case hexadecimal digits in text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImageHash(pub [u8; 32]);

impl fmt::Display for ImageHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ImageHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ImageHash({self})")
    }
}

impl FromStr for ImageHash {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let fail =
            || IdError { kind: "picture hash", wanted: "64 hexadecimal digits", text: text.chars().take(80).collect() };
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(fail());
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| fail())?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| fail())?;
        }
        Ok(Self(bytes))
    }
}

impl Serialize for ImageHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ImageHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back_what_they_write() {
        for raw in [0, 1, 31, 32, 0xdead_beef_u64, u64::MAX] {
            assert_eq!(CollageId::from_raw(raw).to_string().parse(), Ok(CollageId::from_raw(raw)));
        }
        assert_eq!(TileId::from_raw(0xffff_ffff).raw(), 0x00ff_ffff);
        assert_eq!("ZZZ".parse::<TileId>().unwrap().to_string(), "00zzz");
    }

    #[test]
    fn texts_that_are_no_ids_are_refused() {
        for text in ["", "!", "zzzzz", "zzzzzzzzzzzzzz", "ü"] {
            assert!(text.parse::<TileId>().is_err(), "{text}");
        }
        assert!("g".repeat(64).parse::<ImageHash>().is_err());
        assert!("é".repeat(32).parse::<ImageHash>().is_err());
    }
}
