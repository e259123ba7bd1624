//! Text from bytes: which encoding, and decoding it as it streams.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, DecoderResult, Encoding, UTF_8, WINDOWS_1252};

/// The encoding of a feed, from its first bytes: byte order mark, then what UTF-8 says about itself, then
/// the declaration, then statistics. Valid UTF-8 beyond ASCII is UTF-8 whatever is declared, and declared
/// UTF-8 that is invalid is not.
pub(super) fn encoding_of(head: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    match head {
        [0, b'<', ..] | [0, b'[' | b'{', 0, ..] => return encoding_rs::UTF_16BE,
        [b'<', 0, ..] | [b'[' | b'{', 0, ..] => return encoding_rs::UTF_16LE,
        _ => {}
    }
    let (wide, stray) = utf8_evidence(head);
    if wide > stray {
        return UTF_8;
    }
    let valid = stray == 0;
    match declared(head) {
        Some(encoding) if encoding != UTF_8 => encoding,
        _ if valid => UTF_8,
        _ => {
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(head, false);
            detector.guess(None, chardetng::Utf8Detection::Allow)
        }
    }
}

/// How many characters beyond ASCII the bytes hold if they are UTF-8, and how many stray bytes. A character
/// that the end cuts off is neither.
fn utf8_evidence(bytes: &[u8]) -> (usize, usize) {
    let (mut wide, mut stray) = (0, 0);
    let mut left = bytes.len();
    for chunk in bytes.utf8_chunks() {
        left -= chunk.valid().len() + chunk.invalid().len();
        wide += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        let cut_off = left == 0 && std::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none());
        stray += usize::from(!chunk.invalid().is_empty() && !cut_off);
    }
    (wide, stray)
}

/// The encoding in an XML declaration.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let start = head.get(..200.min(head.len()))?;
    let text = String::from_utf8_lossy(start);
    let (_, rest) = text.trim_start().strip_prefix("<?xml")?.split_once("encoding")?;
    let label = rest.trim_start().strip_prefix('=')?.trim_start();
    Encoding::for_label(label.trim_start_matches(['"', '\'']).split(['"', '\'', '?']).next()?.as_bytes())
}

/// Text from bytes that should be UTF-8. A stray byte is read as Windows-1252, which is what it nearly
/// always is.
pub(super) fn repaired(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            let mut text = String::with_capacity(bytes.len() + 16);
            for chunk in bytes.utf8_chunks() {
                text.push_str(chunk.valid());
                text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
            }
            Cow::Owned(text)
        }
    }
}

/// The text of the first bytes of a feed.
pub(super) fn decoded(head: &[u8], encoding: &'static Encoding) -> String {
    let mut bytes = Vec::new();
    // Reading from memory does not fail.
    let _ = Utf8::new(head, encoding).read_to_end(&mut bytes);
    repaired(&bytes).into_owned()
}

/// Gives the bytes of another reader as UTF-8, without byte order mark. What should be UTF-8 already passes
/// as it is, stray bytes and all: [`repaired`] mends those, record by record.
pub(super) struct Utf8<R> {
    inner: R,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    raw_at: usize,
    raw_end: usize,
    text: Vec<u8>,
    text_at: usize,
    begun: bool,
    ended: bool,
}

impl<R: Read> Utf8<R> {
    const CHUNK_BYTES: usize = 64 * 1024;

    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_with_bom_removal());
        Self {
            inner,
            raw: if decoder.is_some() { vec![0; Self::CHUNK_BYTES] } else { Vec::new() },
            decoder,
            raw_at: 0,
            raw_end: 0,
            text: Vec::new(),
            text_at: 0,
            begun: false,
            ended: false,
        }
    }

    /// Reads the byte order mark of a text that is UTF-8 already.
    fn begin(&mut self) -> io::Result<()> {
        let mut mark = [0; 3];
        let read = super::unpack::fill(&mut self.inner, &mut mark)?;
        self.begun = true;
        let head = mark.get(..read).unwrap_or_default();
        self.text.extend_from_slice(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head));
        Ok(())
    }

    /// Decodes the next piece of the input into `text`.
    fn refill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.text_at = 0;
        while self.text.is_empty() && !self.ended {
            if self.raw_at == self.raw_end {
                self.raw_end = self.inner.read(&mut self.raw)?;
                self.raw_at = 0;
            }
            let last = self.raw_end == 0;
            self.decode(last);
            self.ended = last;
        }
        Ok(())
    }

    /// Decodes all that was read.
    fn decode(&mut self, last: bool) {
        let Some(decoder) = &mut self.decoder else { return };
        loop {
            let raw = self.raw.get(self.raw_at..self.raw_end).unwrap_or_default();
            let filled = self.text.len();
            self.text.resize(filled + Self::CHUNK_BYTES + 16, 0);
            let free = self.text.get_mut(filled..).unwrap_or_default();
            let (result, read, written) = decoder.decode_to_utf8_without_replacement(raw, free, last);
            self.text.truncate(filled + written);
            // The malformed bytes stand before what is left to read, `extra` bytes having followed them.
            if let DecoderResult::Malformed(bad, extra) = result {
                let end = (self.raw_at + read).saturating_sub(usize::from(extra));
                let start = end.saturating_sub(usize::from(bad));
                match self.raw.get(start.max(self.raw_at)..end).filter(|bytes| !bytes.is_empty()) {
                    Some(bytes) => append_windows_1252(bytes, &mut self.text),
                    None => self.text.extend_from_slice("\u{fffd}".as_bytes()),
                }
            }
            self.raw_at += read;
            if result == DecoderResult::InputEmpty {
                return;
            }
        }
    }
}

fn append_windows_1252(bytes: &[u8], text: &mut Vec<u8>) {
    let mut room = [0; 32];
    let (result, _, written, _) =
        WINDOWS_1252.new_decoder_without_bom_handling().decode_to_utf8(bytes, &mut room, true);
    debug_assert_eq!(result, CoderResult::InputEmpty, "malformed sequences are a few bytes long");
    text.extend_from_slice(room.get(..written).unwrap_or_default());
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.decoder.is_none() && !self.begun {
            self.begin()?;
        }
        if self.text_at == self.text.len() {
            if self.decoder.is_none() {
                return self.inner.read(buffer);
            }
            self.refill()?;
        }
        let rest = self.text.get(self.text_at..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        self.text_at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        decoded(bytes, encoding_of(bytes))
    }

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(read("\u{feff}id;navn".as_bytes()), "id;navn");
        assert_eq!(
            read(b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe6</a>").split_once("<a>").unwrap().1,
            "æ</a>"
        );
        // Declared one way, written the other.
        let lying = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>æble</a>";
        assert!(read(lying.as_bytes()).contains("æble"));
        let lying = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>\xe6ble p\xe5 gr\xf8n</a>";
        assert!(read(lying).contains("æble på grøn"));
        let wide: Vec<u8> = "<a>é</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&wide), "<a>é</a>");
    }

    #[test]
    fn a_stray_byte_in_utf8_becomes_what_it_meant() {
        let mut bytes = "prix élevé ".as_bytes().to_vec();
        bytes.extend(b"caf\xe9 \x80 ");
        bytes.extend("où".as_bytes());
        assert_eq!(read(&bytes), "prix élevé café € où");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_become_text(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            read(&bytes);
        }
    }
}
