//! Bytes → text: byte-order mark, then what is declared, then what the bytes look like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// How far into a page its `<meta charset>` is looked for; browsers look at the first 1024 bytes.
const META_BYTES: usize = 4096;

/// Decodes a page. `content_type` is the HTTP header's value; `domain` the last label of the host, which
/// helps to tell the old 8-bit encodings apart.
pub(super) fn decode(bytes: &[u8], content_type: Option<&str>, domain: Option<&str>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0.into_owned();
    }
    // Text that is valid UTF-8 beyond ASCII is UTF-8, whatever is declared.
    if !bytes.is_ascii()
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return text.to_owned();
    }
    let head = bytes.get(..META_BYTES.min(bytes.len())).unwrap_or_default();
    let declared = content_type
        .and_then(|header| charset(header.as_bytes()))
        .or_else(|| charset(head))
        .filter(|encoding| encoding.is_ascii_compatible() || *encoding == encoding_rs::ISO_2022_JP);
    match declared {
        Some(encoding) if encoding != UTF_8 => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        _ if bytes.is_ascii() => String::from_utf8_lossy(bytes).into_owned(),
        Some(_) if mostly_utf8(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        _ => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            let domain = domain.filter(|label| label.is_ascii() && !label.contains('.') && !label.is_empty());
            let encoding = detector.guess(domain.map(str::as_bytes), Utf8Detection::Allow);
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
    }
}

/// The encoding named after the first `charset=`.
fn charset(text: &[u8]) -> Option<&'static Encoding> {
    let lower = text.to_ascii_lowercase();
    let at = lower.windows(8).position(|window| window == b"charset=")? + 8;
    let rest = lower.get(at..)?;
    let name: Vec<u8> = rest
        .iter()
        .copied()
        .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
        .collect();
    Encoding::for_label(&name)
}

/// A page with a few broken bytes (cut in the middle of a character by some proxy) is still UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let broken = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    broken <= 1 + bytes.len() / 20_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_and_detected() {
        assert_eq!(decode(b"\xef\xbb\xbfna\xc3\xafve", None, None), "naïve");
        assert_eq!(decode(b"caf\xe9", Some("text/html; charset=ISO-8859-1"), None), "café");
        assert_eq!(decode(b"<meta charset='windows-1250'>\x9aaty", None, None), "<meta charset='windows-1250'>šaty");
        // A wrong declaration does not spoil valid UTF-8.
        assert_eq!(decode("café".as_bytes(), Some("text/html; charset=iso-8859-1"), None), "café");
        assert_eq!(decode(b"h\0i\0", Some("text/html; charset=utf-16"), None), "h\0i\0");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_decode(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let _ = decode(&bytes, None, Some("se"));
        }
    }
}
