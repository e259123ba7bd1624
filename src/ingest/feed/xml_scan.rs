//! Cutting records out of XML: a scan for the tags of one name, fences (CDATA, comments) minded.

use memchr::{memchr, memmem};

use super::slicer::{Scan, Scanner};

/// Cuts records out of XML.
pub(super) struct XmlScanner {
    name: Vec<u8>,
    close: memmem::Finder<'static>,
    /// Where the open record begins.
    start: Option<usize>,
    /// How far the buffer was looked at.
    at: usize,
}

impl XmlScanner {
    /// For records called `name`, as written with its prefix.
    pub(super) fn new(name: &str) -> Self {
        let close = memmem::Finder::new(&format!("</{name}>")).into_owned();
        Self { name: name.as_bytes().to_vec(), close, start: None, at: 0 }
    }

    /// More bytes are needed to go on at `at`.
    fn more(&mut self, at: usize) -> Scan {
        let unneeded = self.start.unwrap_or(at);
        self.at = at - unneeded;
        self.start = self.start.map(|_| 0);
        Scan::More(unneeded)
    }

    fn is_named(&self, tag: &[u8]) -> bool {
        let after = tag.strip_prefix(self.name.as_slice()).and_then(<[u8]>::first);
        after.is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
    }
}

impl Scanner for XmlScanner {
    fn scan(&mut self, text: &[u8], last: bool) -> Scan {
        let mut at = self.at;
        loop {
            let Some(rest) = text.get(at..).and_then(|rest| rest.get(memchr(b'<', rest)?..)) else {
                return match self.start.take() {
                    Some(start) if last => {
                        self.at = 0;
                        Scan::Broken(start, text.len(), "it does not end")
                    }
                    start => {
                        self.start = start;
                        self.more(text.len())
                    }
                };
            };
            at = text.len() - rest.len();
            if rest.len() < self.name.len() + 10 && !last {
                return self.more(at);
            }
            let fenced = [("<![CDATA[", "]]>"), ("<!--", "-->")];
            if let Some((open, close)) = fenced.iter().find(|(open, _)| rest.starts_with(open.as_bytes())) {
                match memmem::find(rest, close.as_bytes()) {
                    // A fence around the end of a record was never closed in it.
                    Some(end)
                        if self.start.is_none() || self.close.find(rest.get(..end).unwrap_or_default()).is_none() =>
                    {
                        at += end + close.len();
                    }
                    None if !last && self.close.find(rest).is_none() => return self.more(at),
                    _ => at += open.len(),
                }
                continue;
            }
            let (closes, tag) = match rest.get(1) {
                Some(b'/') => (true, rest.get(2..).unwrap_or_default()),
                _ => (false, rest.get(1..).unwrap_or_default()),
            };
            if !self.is_named(tag) {
                at += 1;
                continue;
            }
            if let Some(start) = self.start.filter(|_| !closes) {
                self.give_up();
                return Scan::Broken(start, at, "it does not end before the next one");
            }
            let Some(end) = tag_end(rest) else {
                if last {
                    at += 1;
                    continue;
                }
                return self.more(at);
            };
            let empty = rest.get(..end).is_some_and(|tag| tag.ends_with(b"/>"));
            let start = if closes { self.start } else { Some(at).filter(|_| empty) };
            at += end;
            if let Some(start) = start {
                self.give_up();
                return Scan::Record(start, at);
            }
            if !closes {
                self.start = Some(at - end);
            }
        }
    }

    fn give_up(&mut self) {
        self.start = None;
        self.at = 0;
    }
}

/// Behind the `>` that ends the tag at the start of `text`, quotes minded.
fn tag_end(text: &[u8]) -> Option<usize> {
    let mut quote = None;
    for (at, &byte) in text.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::slicer::{Piece, Slicer};
    use super::*;

    fn pieces(text: &str, name: &str) -> Vec<Piece> {
        let mut slicer = Slicer::new(text.as_bytes(), XmlScanner::new(name), 10_000);
        std::iter::from_fn(|| slicer.next_piece().unwrap()).collect()
    }

    #[test]
    fn records_are_cut_out_and_broken_ones_named() {
        let text = "<rss><items count='3'>\n<item><a>1</a></item>\n<item><b>2<c></item><itemx/>\n\
                    <item id='4'><![CDATA[ </x> ]]></item >\n<item>\n<item/><item><![CDATA[x</item><item>5</item>";
        let record = |line, text: &str| Piece::Record(line, text.to_owned());
        assert_eq!(
            pieces(text, "item"),
            [
                record(2, "<item><a>1</a></item>"),
                record(3, "<item><b>2<c></item>"),
                record(4, "<item id='4'><![CDATA[ </x> ]]></item >"),
                Piece::Broken(5, "it does not end before the next one"),
                record(6, "<item/>"),
                record(6, "<item><![CDATA[x</item>"),
                record(6, "<item>5</item>"),
            ]
        );
        assert_eq!(pieces("<a><item>1", "item"), [Piece::Broken(1, "it does not end")]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_cut_without_panic(text in "(<item>|</item>|<!\\[CDATA\\[|\\]\\]>|<!--|-->|[a<>/\"' &;]){0,30}") {
            pieces(&text, "item");
        }
    }
}
