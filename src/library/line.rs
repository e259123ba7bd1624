//! One line of JSON that knows whether it is whole: its last field is the CRC-32 of all before it.

/// `,"crc":"01234567"}`
const TAIL_BYTES: usize = 18;

/// Adds the checksum to the text of a JSON object (`{…}`), and a line feed.
pub(super) fn seal(object: &str) -> String {
    let body = object.strip_suffix('}').unwrap_or(object);
    let crc = crc32fast::hash(body.as_bytes());
    format!("{body},\"crc\":\"{crc:08x}\"}}\n")
}

/// The line as text if its checksum is right. The line feed must be cut off before.
pub(super) fn check(line: &[u8]) -> Option<&str> {
    let (body, tail) = line.split_at_checked(line.len().checked_sub(TAIL_BYTES)?)?;
    let tail = std::str::from_utf8(tail).ok()?;
    let crc = tail.strip_prefix(",\"crc\":\"")?.strip_suffix("\"}")?;
    (u32::from_str_radix(crc, 16).ok()? == crc32fast::hash(body)).then_some(())?;
    std::str::from_utf8(line).ok()
}

/// The number after `{"name":` at the start of a line, without parsing the rest.
pub(super) fn leading_number(line: &str, name: &str) -> Option<u64> {
    let rest = line.strip_prefix("{\"")?.strip_prefix(name)?.strip_prefix("\":")?;
    rest.get(..rest.find(|c: char| !c.is_ascii_digit())?)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_line_is_json_and_checks() {
        let line = seal(r#"{"seq":12,"ops":[]}"#);
        let body = check(line.trim_end().as_bytes()).unwrap();
        assert_eq!(serde_json::from_str::<serde_json::Value>(body).unwrap()["seq"], 12);
        assert_eq!(leading_number(body, "seq"), Some(12));
        assert_eq!(leading_number(body, "ops"), None);
    }

    proptest::proptest! {
        #[test]
        fn one_changed_byte_is_noticed(place in 0_usize..36, flip in 1_u8..=255) {
            let mut line = seal(r#"{"seq":12,"ops":[]}"#).into_bytes();
            line.pop();
            line[place] ^= flip;
            // Hexadecimal digits of the checksum may change their case without changing their value.
            let was = seal(r#"{"seq":12,"ops":[]}"#).into_bytes();
            proptest::prop_assume!(!line[place].eq_ignore_ascii_case(&was[place]));
            proptest::prop_assert!(check(&line).is_none());
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..60)) {
            let _ = check(&bytes);
            let _ = leading_number(&String::from_utf8_lossy(&bytes), "seq");
        }
    }
}
