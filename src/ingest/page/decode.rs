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
        .or_else(|| declared_inside(head))
        .filter(|encoding| encoding.is_ascii_compatible() || *encoding == encoding_rs::ISO_2022_JP);
    match declared {
        Some(encoding) if encoding != UTF_8 => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        _ if bytes.is_ascii() => String::from_utf8_lossy(bytes).into_owned(),
        Some(_) if mostly_utf8(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        None if utf8_with_slips(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        _ => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            let domain = domain.filter(|label| label.is_ascii() && !label.contains('.') && !label.is_empty());
            let encoding = detector.guess(domain.map(str::as_bytes), Utf8Detection::Allow);
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
    }
}

/// The encoding that the page's own `<meta>` or XML declaration names; a script's `charset` is the script's.
fn declared_inside(head: &[u8]) -> Option<&'static Encoding> {
    head.split(|byte| *byte == b'<').find_map(|tag| {
        let name = tag.get(..4)?.to_ascii_lowercase();
        match name.as_slice() {
            b"meta" => charset(tag),
            b"?xml" => named(tag, b"encoding="),
            _ => None,
        }
    })
}

/// The encoding named after the first `charset=`.
fn charset(text: &[u8]) -> Option<&'static Encoding> {
    named(text, b"charset=")
}

fn named(text: &[u8], lead: &[u8]) -> Option<&'static Encoding> {
    let lower = text.to_ascii_lowercase();
    let at = lower.windows(lead.len()).position(|window| window == lead)? + lead.len();
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

/// Without any declaration: nearly everything beyond ASCII is UTF-8, which no other encoding looks like.
fn utf8_with_slips(bytes: &[u8]) -> bool {
    let sound = |chunk: &str| chunk.chars().filter(|character| !character.is_ascii()).count();
    let (good, bad) = bytes.utf8_chunks().fold((0_usize, 0_usize), |(good, bad), chunk| {
        (good + sound(chunk.valid()), bad + usize::from(!chunk.invalid().is_empty()))
    });
    good >= 20 && bad <= good / 20
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_of_old_shops() {
        let shop = "<p>リネンカーテン 価格 3,980円（税込）送料無料 在庫あり カートに入れる お気に入り";
        for (label, encoding) in [("Shift_JIS", encoding_rs::SHIFT_JIS), ("x-euc-jp", encoding_rs::EUC_JP)] {
            let page = format!(
                "<script src=a.js charset='utf-8'></script><meta http-equiv='Content-Type' content='text/html; charset={label}'>{shop}"
            );
            let (bytes, ..) = encoding.encode(&page);
            assert_eq!(decode(&bytes, None, Some("jp")), page, "{label}");
            let (bytes, ..) = encoding.encode(shop);
            assert_eq!(decode(&bytes, None, Some("jp")), shop, "{label} without a word");
        }
        let tea = "<p>紫砂茶壶 价格 ￥299.00 有货 加入购物车 包邮 七天无理由退货";
        assert_eq!(decode(&encoding_rs::GBK.encode(tea).0, None, Some("cn")), tea);
        assert_eq!(decode(&encoding_rs::GBK.encode(tea).0, Some("text/html;charset=GB2312"), None), tea);
        assert_eq!(
            decode(b"<p>Pr\xe9sentoir \xe0 g\xe2teaux 12,50 \x80", None, Some("fr")),
            "<p>Présentoir à gâteaux 12,50 €"
        );
        assert_eq!(
            decode(b"<?xml version='1.0' encoding='iso-8859-2'?>\xb1", None, None),
            "<?xml version='1.0' encoding='iso-8859-2'?>ą"
        );
        // A file cut in the middle of a character.
        let cut = "žluťoučký kůň úpěl ďábelské ódy ".repeat(3);
        assert!(decode(&[cut.as_bytes(), b"\xc5"].concat(), None, None).starts_with(&cut));
    }

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
