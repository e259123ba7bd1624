//! Numbers in a text: where they stand, and what amount they write.

use rust_decimal::Decimal;

/// A run of digits with its separators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Byte range in the normalised text.
    pub start: usize,
    /// End of the byte range.
    pub end: usize,
}

/// How a `.` or `,` before exactly three last digits is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Triple {
    /// `1.299` is one thousand two hundred and ninety-nine: people's texts.
    Thousands,
    /// `1.299` is a little more than one: machines, and dinars of 1000 fils.
    PointIsDecimal,
}

/// Digits of every script become ASCII, every kind of blank a space; marks without width vanish.
pub(super) fn normalise(text: &str) -> String {
    text.chars()
        .filter_map(|character| {
            Some(match character {
                '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' => {
                    return None;
                }
                '٫' => '.',
                '٬' => ',',
                '’' | '‘' | 'ʼ' | '´' | '＇' => '\'',
                '．' => '.',
                '，' => ',',
                '＄' => '$',
                '￥' => '¥',
                '￡' => '£',
                '￦' => '₩',
                _ if character.is_whitespace() => ' ',
                _ => digit(character).unwrap_or(character),
            })
        })
        .collect()
}

fn digit(character: char) -> Option<char> {
    const ZEROS: [u32; 9] = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0ae6, 0x0be6, 0x0e50, 0xff10, 0x0c66];
    let code = u32::from(character);
    let zero = ZEROS.into_iter().find(|zero| (*zero..*zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

/// Every number of a normalised text, in order.
pub(super) fn find_all(text: &str) -> Vec<Number> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let leading_point = matches!(bytes.get(at), Some(b'.' | b','))
            && is_digit(at + 1)
            && (at == 0
                || !bytes.get(at - 1).is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b',')))
            && digits_from(bytes, at + 1) <= 2;
        if !is_digit(at) && !leading_point {
            at += 1;
            continue;
        }
        let start = at;
        at += usize::from(leading_point);
        at += digits_from(bytes, at);
        while let Some(len) = continuation(bytes, start, at) {
            at += len;
        }
        numbers.push(Number { start, end: at });
    }
    numbers
}

fn digits_from(bytes: &[u8], at: usize) -> usize {
    bytes.iter().skip(at).take_while(|byte| byte.is_ascii_digit()).count()
}

/// Length of a separator and the digits behind it, when they go on with the number that ends at `at`.
fn continuation(bytes: &[u8], start: usize, at: usize) -> Option<usize> {
    let digits_before = bytes.get(start..at)?.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    match bytes.get(at)? {
        b'.' | b',' => {
            let digits = digits_from(bytes, at + 1);
            if digits > 0 {
                return Some(1 + digits);
            }
            // “119. 95”: a cent part set apart by the page's layout.
            let cents = digits_from(bytes, at + 2);
            let ends = !matches!(bytes.get(at + 2 + cents), Some(b'.' | b',' | b'%'));
            (bytes.get(at + 1) == Some(&b' ') && cents == 2 && ends).then_some(2 + cents)
        }
        b'\'' | b'_' => (digits_from(bytes, at + 1) == 3).then_some(4),
        // Groups of three only: “881,00 169,00” are two numbers.
        b' ' => {
            let grouped = digits_before == 3 || digits_before < 3 && at == start + digits_before;
            (grouped && digits_from(bytes, at + 1) == 3).then_some(4)
        }
        _ => None,
    }
}

/// The amount that a number writes; `None` when it has more digits than an exact decimal holds.
pub(super) fn amount(number: &str, triple: Triple) -> Option<Decimal> {
    let plain: String = number.chars().filter(|character| !matches!(character, ' ' | '\'' | '_')).collect();
    let plain = plain.trim_end_matches(['.', ',']);
    let marks: Vec<(usize, char)> = plain.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
    let decimal_at = match marks.last() {
        None => None,
        Some(&(at, mark)) => {
            let after = plain.len() - at - 1;
            let same = marks.iter().filter(|(_, other)| *other == mark).count();
            let mixed = same < marks.len();
            let before = plain.get(..at).unwrap_or_default();
            let grouped_before = before.len() <= 3 && !before.is_empty() && before != "0";
            let is_decimal = if mixed {
                same == 1
            } else if same > 1 {
                after != 3
            } else if after == 3 && grouped_before {
                mark == '.' && triple == Triple::PointIsDecimal
            } else {
                true
            };
            is_decimal.then_some(at)
        }
    };
    let mut clean = String::with_capacity(plain.len() + 1);
    for (at, character) in plain.char_indices() {
        match character {
            '.' | ',' if Some(at) == decimal_at => {
                if clean.is_empty() {
                    clean.push('0');
                }
                clean.push('.');
            }
            '.' | ',' => {}
            _ => clean.push(character),
        }
    }
    if clean.len() > 24 {
        return None;
    }
    Decimal::from_str_exact(&clean).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        find_all(text).iter().map(|number| text[number.start..number.end].to_owned()).collect()
    }

    #[test]
    fn numbers_keep_their_groups() {
        assert_eq!(read("65 000 руб. 75 000"), ["65 000", "75 000"]);
        assert_eq!(read("CHF 1'250.–"), ["1'250"]);
        assert_eq!(read("$119. 95"), ["119. 95"]);
        assert_eq!(read("1,25,000"), ["1,25,000"]);
        assert_eq!(read("$.75"), [".75"]);
    }

    #[test]
    fn separators_mean_what_people_mean() {
        let cases = [
            ("1.144.000", "1144000"),
            ("1 299,00", "1299.00"),
            ("1,25,000", "125000"),
            ("1'049,95", "1049.95"),
            ("3.3900", "3.3900"),
            ("169.000", "169000"),
            ("0,123", "0.123"),
            (".75", "0.75"),
            ("1.837, 32", "1837.32"),
        ];
        for (text, expected) in cases {
            assert_eq!(amount(text, Triple::Thousands).unwrap().to_string(), expected, "{text}");
        }
        assert_eq!(amount("423.923", Triple::PointIsDecimal).unwrap().to_string(), "423.923");
        assert_eq!(amount("99999999999999999999999999999", Triple::Thousands), None);
    }
}
