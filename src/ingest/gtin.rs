//! Global Trade Item Numbers, as pages and feeds write them. Rules: GS1 General Specifications.

/// A GTIN of 8, 12, 13 or 14 digits whose check digit is right and that is not one digit over and over.
/// `isbn:` and its like before it, blanks, hyphens and a
/// spreadsheet's quotes are dropped; a UPC that lost its leading zero gets it back. `Ok(None)` for nothing or
/// only zeros; `Err` for anything else that is there.
pub(super) fn read(text: &str) -> Result<Option<String>, ()> {
    let number = text.rsplit(':').next().unwrap_or_default();
    let mut digits: String =
        number.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '-' | '"' | '=')).collect();
    if digits.bytes().all(|byte| byte == b'0') {
        return Ok(None);
    }
    if digits.len() == 11 {
        digits.insert(0, '0');
    }
    let plain = matches!(digits.len(), 8 | 12 | 13 | 14) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !plain || !check_digit_is_right(&digits) || is_constant(&digits) {
        return Err(());
    }
    Ok(Some(digits))
}

/// From the right: the check digit once, its neighbour three times, and so on.
fn check_digit_is_right(digits: &str) -> bool {
    let weighed = digits.bytes().rev().enumerate().map(|(place, byte)| u32::from(byte - b'0') * [1, 3][place % 2]);
    weighed.sum::<u32>().is_multiple_of(10)
}

fn is_constant(digits: &str) -> bool {
    digits.bytes().all(|byte| Some(byte) == digits.bytes().next())
}

/// Prefixes 02, 04 and 20 to 29 (of the number at 13 digits) mean something only inside one shop. A page is one
/// shop's and may name its product so; a feed mixes shops, where such numbers would clash.
pub(super) fn is_of_one_shop(digits: &str) -> bool {
    let padded = format!("{digits:0>14}");
    let prefix = padded.get(1..3).unwrap_or_default();
    digits.len() > 8 && (prefix == "02" || prefix == "04" || prefix.starts_with('2'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_and_spreadsheets_write_them() {
        let right = |text: &str| read(text).unwrap().unwrap();
        assert_eq!(right("'4006381333931"), "4006381333931");
        assert_eq!(right("978-0-306-40615-7"), "9780306406157");
        assert_eq!(right("isbn:978-9-7240-8498-5"), "9789724084985");
        assert_eq!(right("36000291452"), "036000291452");
        for nothing in ["", " ", "0000000000000"] {
            assert_eq!(read(nothing), Ok(None));
        }
        for wrong in ["8.80609E+12", "4006381333932", "123", "1234_pink", "55555555", "é"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert!(is_of_one_shop("2012345678900") && !is_of_one_shop("4006381333931"));
    }
}
