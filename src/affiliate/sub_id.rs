//! The sub-id: which tile of which collage, through which channel.
//!
//! A sub-id names a placement, never a person. Programs take between 30 and 8000 characters, some of them
//! letters and digits only, so ours are 29 lower-case Crockford base32 digits for 18 bytes:
//!
//! | bytes | what |
//! | --- | --- |
//! | 0–7 | collage id, big-endian |
//! | 8–10 | tile id, big-endian |
//! | 11–12 | channel id, big-endian |
//! | 13–17 | check value: the first five bytes of SHA-256 over `etalage-sub-1` and bytes 0–12 |
//!
//! The bits stand most significant first, five to a digit; the last digit's lowest bit is zero. A random
//! text passes the check once in 2⁴⁰.
//!
//! A slot that is shorter, or that takes digits only, gets a *short form*: the beginning of SHA-256 over
//! `etalage-short-1` and bytes 0–12, as base32 (the upper five bits of each byte) or as decimal digits (each byte modulo
//! ten). It cannot be read back by itself: [`Placement::has_short_form`] tells whether a placement of the
//! library is the one. All networks known today take the full form; the short one is for rules that a person
//! adds.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use super::error::{AffiliateError, excerpt};
use super::rules::{Alphabet, SubRule};
use crate::model::ids::{from_base32, to_base32};
use crate::model::{ChannelId, CollageId, TileId};

/// A tile of a collage, shown through a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Placement {
    /// The collage.
    pub collage: CollageId,
    /// The tile in it.
    pub tile: TileId,
    /// Where it is shown.
    pub channel: ChannelId,
}

impl Placement {
    /// Length of a sub-id in digits.
    pub const DIGITS: usize = 29;
    /// Length of the shortest form that is still told apart from others.
    pub const SHORTEST: usize = 8;
    const LONGEST_SHORT: usize = 20;
    const PAYLOAD_BYTES: usize = 13;
    const BYTES: usize = 18;

    /// The sub-id: [`Self::DIGITS`] characters of `0-9a-z` without `i`, `l`, `o`, `u`.
    pub fn sub_id(&self) -> String {
        let mut bytes = self.bytes();
        let check = check(&bytes);
        bytes[Self::PAYLOAD_BYTES..].copy_from_slice(&check);
        // 144 bits are 28 digits and 4 bits; the last digit takes those and a zero.
        let (mut digits, mut pending, mut bits) = (String::with_capacity(Self::DIGITS), 0_u64, 0);
        for byte in bytes {
            pending = pending << 8 | u64::from(byte);
            bits += 8;
            while bits >= 5 {
                bits -= 5;
                digits.push_str(&to_base32(pending >> bits, 1));
            }
        }
        digits.push_str(&to_base32(pending << (5 - bits), 1));
        digits
    }

    /// The sub-id for a program's slot: [`Self::sub_id`] where that fits, else a short form.
    pub fn sub_id_for(&self, slot: &SubRule) -> String {
        match slot.alphabet {
            Alphabet::Digits => self.short_form(slot.max, true),
            _ if slot.max >= Self::DIGITS => self.sub_id(),
            _ => self.short_form(slot.max, false),
        }
    }

    /// Whether a text is a short form of this placement.
    pub fn has_short_form(&self, text: &str) -> bool {
        let length = text.len();
        let fits = (Self::SHORTEST..=Self::LONGEST_SHORT).contains(&length);
        fits && [false, true].into_iter().any(|digits| self.short_form(length, digits).eq_ignore_ascii_case(text))
    }

    fn short_form(&self, most: usize, digits: bool) -> String {
        let digest = Sha256::new()
            .chain_update(b"etalage-short-1")
            .chain_update(&self.bytes()[..Self::PAYLOAD_BYTES])
            .finalize();
        let letter = |byte: &u8| match digits {
            true => to_base32(u64::from(byte % 10), 1),
            false => to_base32(u64::from(byte >> 3), 1),
        };
        digest.iter().take(most.min(Self::LONGEST_SHORT)).map(letter).collect()
    }

    fn bytes(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[..8].copy_from_slice(&self.collage.raw().to_be_bytes());
        bytes[8..11].copy_from_slice(&self.tile.raw().to_be_bytes()[1..]);
        bytes[11..13].copy_from_slice(&self.channel.raw().to_be_bytes());
        bytes
    }

    /// Reads a sub-id as a program reports it; upper case is accepted.
    ///
    /// # Errors
    /// [`AffiliateError::NotASubId`] for any other text, also for a sub-id that was cut or altered.
    pub fn from_sub_id(text: &str) -> Result<Self, AffiliateError> {
        Self::read(text).ok_or_else(|| AffiliateError::NotASubId(excerpt(text)))
    }

    fn read(text: &str) -> Option<Self> {
        if text.len() != Self::DIGITS || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; Self::BYTES];
        let (mut pending, mut bits, mut filled) = (0_u64, 0, 0);
        for place in 0..Self::DIGITS {
            pending = pending << 5 | from_base32(text.get(place..=place)?)?;
            bits += 5;
            if bits >= 8 {
                bits -= 8;
                *bytes.get_mut(filled)? = (pending >> bits & 0xff) as u8;
                filled += 1;
            }
        }
        let spare_is_zero = pending & ((1 << bits) - 1) == 0;
        if !spare_is_zero || bytes[Self::PAYLOAD_BYTES..] != check(&bytes) {
            return None;
        }
        let number =
            |range: std::ops::Range<usize>| bytes[range].iter().fold(0_u64, |sum, &byte| sum << 8 | u64::from(byte));
        Some(Self {
            collage: CollageId::from_raw(number(0..8)),
            tile: TileId::from_raw(number(8..11) as u32),
            channel: ChannelId::from_raw(number(11..13) as u16),
        })
    }
}

fn check(bytes: &[u8; Placement::BYTES]) -> [u8; 5] {
    let digest =
        Sha256::new().chain_update(b"etalage-sub-1").chain_update(&bytes[..Placement::PAYLOAD_BYTES]).finalize();
    [digest[0], digest[1], digest[2], digest[3], digest[4]]
}

impl fmt::Display for Placement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sub_id())
    }
}

impl FromStr for Placement {
    type Err = AffiliateError;

    fn from_str(text: &str) -> Result<Self, AffiliateError> {
        Self::from_sub_id(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placement(collage: u64, tile: u32, channel: u16) -> Placement {
        Placement {
            collage: CollageId::from_raw(collage),
            tile: TileId::from_raw(tile),
            channel: ChannelId::from_raw(channel),
        }
    }

    #[test]
    fn the_format_stays() {
        // Networks report sub-ids months later: this text must never change.
        assert_eq!(placement(0x0123_4567_89ab_cdef, 7, 1).sub_id(), "04hmasw9nf6yy0000w00245hkdzz2");
    }

    #[test]
    fn narrow_slots_get_a_short_form() {
        let slot = |max, alphabet| SubRule { key: "s".to_owned(), max, alphabet, more: Vec::new() };
        let here = placement(1, 2, 3);
        assert_eq!(here.sub_id_for(&slot(29, Alphabet::Alphanumeric)), here.sub_id());
        for (max, alphabet) in
            [(28, Alphabet::Word), (8, Alphabet::Alphanumeric), (64, Alphabet::Digits), (12, Alphabet::Digits)]
        {
            let short = here.sub_id_for(&slot(max, alphabet));
            assert!(short.len() <= max && short.chars().all(|letter| alphabet.has(letter)), "{short}");
            assert!(here.has_short_form(&short) && here.has_short_form(&short.to_uppercase()));
            assert!(!placement(1, 2, 4).has_short_form(&short) && Placement::from_sub_id(&short).is_err());
        }
        assert!(!here.has_short_form("") && !here.has_short_form(&here.sub_id()));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "me", "0000000000000000000000000000", "00000000000000000000000000000", "é".repeat(29).as_str()]
        {
            assert!(Placement::from_sub_id(text).is_err(), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn reads_what_it_writes(collage: u64, tile in 0_u32..1 << 24, channel: u16) {
            let placement = placement(collage, tile, channel);
            let text = placement.sub_id();
            proptest::prop_assert_eq!(text.len(), Placement::DIGITS);
            proptest::prop_assert!(text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase()));
            proptest::prop_assert_eq!(Placement::from_sub_id(&text), Ok(placement));
            proptest::prop_assert_eq!(Placement::from_sub_id(&text.to_uppercase()), Ok(placement));
        }

        #[test]
        fn one_wrong_digit_is_noticed(collage: u64, tile in 0_u32..1 << 24, channel: u16, place in 0..29_usize, digit in 0..32_u64) {
            let text = placement(collage, tile, channel).sub_id();
            let mut damaged = text.clone();
            damaged.replace_range(place..=place, &to_base32(digit, 1));
            proptest::prop_assert_eq!(Placement::from_sub_id(&damaged).is_ok(), damaged == text);
        }

        #[test]
        fn random_texts_are_refused(text in "[0-9a-hjkmnp-tv-z]{28}0") {
            proptest::prop_assert!(Placement::from_sub_id(&text).is_err());
        }
    }
}
