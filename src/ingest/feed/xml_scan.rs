//! Cutting records out of XML: a scan for the tags of one name, fences (CDATA, comments) minded.

use memchr::{memchr, memmem};

use super::slicer::{Scan, Scanner};

/// Cuts records out of XML.
pub(super) struct XmlScanner {
    name: Vec<u8>,
    open: memmem::Finder<'static>,
    close: memmem::Finder<'static>,
    fence: memmem::Finder<'static>,
    /// Where the open record begins.
    start: Option<usize>,
    /// How far the buffer was looked at.
    at: usize,
    /// Elements of the same name that are open inside the record.
    nested: usize,
}

/// What a look at the bytes up to the next end tag says.
enum Look {
    /// The record ends there.
    Ends(usize),
    /// There is no end tag yet.
    More,
    /// Tags have to be read one by one.
    Unsure,
}

impl XmlScanner {
    /// For records called `name`, as written with its prefix.
    pub(super) fn new(name: &str) -> Self {
        let finder = |text: &str| memmem::Finder::new(text).into_owned();
        Self {
            name: name.as_bytes().to_vec(),
            open: finder(&format!("<{name}")),
            close: finder(&format!("</{name}>")),
            fence: finder("<!"),
            start: None,
            at: 0,
            nested: 0,
        }
    }

    /// More bytes are needed to go on at `at`.
    fn more(&mut self, at: usize) -> Scan {
        let unneeded = self.start.unwrap_or(at);
        self.at = at - unneeded;
        self.start = self.start.map(|_| 0);
        Scan::More(unneeded)
    }

    /// Looks for the end of the open record behind `at` without reading its tags: sure when no fence runs over
    /// the end tag and no other record begins before it.
    fn look(&self, text: &[u8], at: usize) -> Look {
        let Some(rest) = text.get(at..) else { return Look::Unsure };
        let Some(end) = self.close.find(rest) else { return Look::More };
        let body = rest.get(..end).unwrap_or_default();
        if self.nested > 0 || self.open.find(body).is_some() {
            return Look::Unsure;
        }
        let mut from = 0;
        while let Some(fence) = self.fence.find(body.get(from..).unwrap_or_default()) {
            let inside = body.get(from + fence..).unwrap_or_default();
            let Some(close) = FENCES.iter().find(|(open, _)| inside.starts_with(open.as_bytes())).map(|(_, end)| end)
            else {
                return Look::Unsure;
            };
            let Some(length) = memmem::find(inside, close.as_bytes()) else { return Look::Unsure };
            from += fence + length + close.len();
        }
        Look::Ends(at + end + self.name.len() + 3)
    }

    fn is_named(&self, tag: &[u8]) -> bool {
        let after = tag.strip_prefix(self.name.as_slice()).and_then(<[u8]>::first);
        after.is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
    }
}

impl Scanner for XmlScanner {
    fn scan(&mut self, text: &[u8], last: bool) -> Scan {
        let mut at = self.at;
        let mut after_open_tag = None;
        let mut look = self.start.is_some();
        loop {
            if std::mem::take(&mut look) {
                match (self.look(text, at), self.start) {
                    (Look::Ends(end), Some(start)) => {
                        self.give_up();
                        return Scan::Record(start, end);
                    }
                    (Look::More, _) if !last => return self.more(at),
                    _ => {}
                }
            }
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
            if let Some((open, close)) = FENCES.iter().find(|(open, _)| rest.starts_with(open.as_bytes())) {
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
                let opens = tag.first().is_some_and(u8::is_ascii_alphabetic) && !closes;
                let end = memchr(b'>', rest).filter(|_| opens && self.start.is_some());
                after_open_tag = end.map(|end| at + end + 1);
                at += 1;
                continue;
            }
            // An element of the record's own name, straight inside another one, is part of the record.
            let between = after_open_tag.take().and_then(|from: usize| text.get(from..at));
            let inside = between.is_some_and(|between| between.iter().all(u8::is_ascii_whitespace));
            if self.start.is_some() && !closes && inside {
                self.nested += 1;
                at += 1;
                continue;
            }
            if closes && self.nested > 0 {
                self.nested -= 1;
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
                look = true;
            }
        }
    }

    fn give_up(&mut self) {
        (self.start, self.at, self.nested) = (None, 0, 0);
    }
}

/// What may hold text that looks like tags.
const FENCES: [(&str, &str); 2] = [("<![CDATA[", "]]>"), ("<!--", "-->")];

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

    fn pieces(text: &str, name: &str) -> Vec<Piece<'static>> {
        let mut slicer = Slicer::new(text.as_bytes(), XmlScanner::new(name), 10_000);
        let mut pieces = Vec::new();
        while let Some(piece) = slicer.next_piece().unwrap() {
            pieces.push(match piece {
                Piece::Record(line, text) => Piece::Record(line, text.into_owned().into()),
                Piece::Broken(line, why) => Piece::Broken(line, why),
            });
        }
        pieces
    }

    #[test]
    fn an_element_of_the_same_name_inside_belongs_to_the_record() {
        let one = "<product id='1'><URL> <product>https://a.example/1</product></URL></product>";
        let record = |line, text: &'static str| Piece::Record(line, text.into());
        assert_eq!(pieces(&format!("<m>{one}{one}</m>"), "product"), [record(1, one), record(1, one)]);
    }

    #[test]
    fn records_are_cut_out_and_broken_ones_named() {
        let text = "<rss><items count='3'>\n<item><a>1</a></item>\n<item><b>2<c></item><itemx/>\n\
                    <item id='4'><![CDATA[ </x> ]]></item >\n<item>\n<item/><item><![CDATA[x</item><item>5</item>";
        let record = |line, text: &'static str| Piece::Record(line, text.into());
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
