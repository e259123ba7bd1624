//! Tables: lines and quotes into rows, where rows may be broken.
//!
//! A quote that is never closed would swallow the rest of the file. So a row that runs over several lines
//! must end with the number of cells that the header has; if it does not, its first line is taken alone
//! and reading goes on with the second.

use std::collections::VecDeque;
use std::io::{self, BufRead};

/// How cells are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: char,
    /// Whether a quote may enclose a cell.
    pub(super) quotes: bool,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TableRow {
    /// 1-based line where it begins.
    pub(super) line: u64,
    pub(super) cells: Vec<String>,
    /// Whether a quote was opened and never closed.
    pub(super) broken: bool,
}

/// Reads rows.
pub(super) struct Rows<R> {
    input: R,
    dialect: Dialect,
    /// Cells of the header, once it is known.
    pub(super) width: Option<usize>,
    most_bytes: usize,
    next_line: u64,
    /// Lines read ahead, with their numbers.
    ahead: VecDeque<(u64, String)>,
    ended: bool,
}

impl<R: BufRead> Rows<R> {
    /// A cell that runs over more lines than this is taken for a quote that nobody closed.
    const MOST_LINES: usize = 2_000;

    pub(super) fn new(input: R, dialect: Dialect, most_bytes: usize) -> Self {
        Self { input, dialect, width: None, most_bytes, next_line: 1, ahead: VecDeque::new(), ended: false }
    }

    /// The next row that is not blank.
    pub(super) fn next_row(&mut self) -> io::Result<Option<TableRow>> {
        loop {
            let Some((line, text)) = self.take_line()? else { return Ok(None) };
            if text.trim().is_empty() {
                continue;
            }
            let first = split(&text, self.dialect);
            if !first.open {
                return Ok(Some(TableRow { line, cells: first.cells, broken: false }));
            }
            if let Some(cells) = self.continued(&text)? {
                return Ok(Some(TableRow { line, cells, broken: false }));
            }
            let cells = split(&text, Dialect { quotes: false, ..self.dialect }).cells;
            let cells = cells.iter().map(|cell| cell.trim_matches('"').to_owned()).collect();
            return Ok(Some(TableRow { line, cells, broken: true }));
        }
    }

    /// The cells of a row whose first line leaves a quote open; `None` (and nothing consumed) when no line
    /// below closes it so that the number of cells is right.
    fn continued(&mut self, first: &str) -> io::Result<Option<Vec<String>>> {
        let mut whole = first.to_owned();
        for taken in 0..Self::MOST_LINES {
            if taken >= self.ahead.len() {
                match self.read_line()? {
                    Some(line) => self.ahead.push_back(line),
                    None => return Ok(None),
                }
            }
            let Some((_, line)) = self.ahead.get(taken) else { return Ok(None) };
            whole.push('\n');
            whole.push_str(line);
            if whole.len() > self.most_bytes {
                return Ok(None);
            }
            // Only a line with a quote can close one.
            if !line.contains('"') {
                continue;
            }
            let row = split(&whole, self.dialect);
            if !row.open {
                let right = self.width.is_none_or(|width| row.cells.len() == width);
                if right {
                    self.ahead.drain(..=taken);
                }
                return Ok(right.then_some(row.cells));
            }
        }
        Ok(None)
    }

    fn take_line(&mut self) -> io::Result<Option<(u64, String)>> {
        match self.ahead.pop_front() {
            Some(line) => Ok(Some(line)),
            None => self.read_line(),
        }
    }

    /// Reads one line without its end. Of a line that is too long only the start is kept.
    fn read_line(&mut self) -> io::Result<Option<(u64, String)>> {
        if self.ended {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        let mut any = false;
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                self.ended = true;
                break;
            }
            any = true;
            let end = memchr::memchr(b'\n', chunk);
            let line = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
            let room = self.most_bytes.saturating_sub(bytes.len()).min(line.len());
            bytes.extend_from_slice(line.get(..room).unwrap_or_default());
            let used = end.map_or(chunk.len(), |end| end + 1);
            self.input.consume(used);
            if end.is_some() {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        let number = self.next_line;
        self.next_line += 1;
        Ok(Some((number, super::text::repaired(&bytes).into_owned())))
    }
}

struct Split {
    cells: Vec<String>,
    /// A quote is still open at the end.
    open: bool,
}

/// Parts one record into cells, after RFC 4180 with what spreadsheets make of it: blanks before a quote, a
/// quote inside an unquoted cell, text after a closing quote, `\"`.
fn split(text: &str, dialect: Dialect) -> Split {
    let Dialect { delimiter, quotes } = dialect;
    let mut cells = Vec::new();
    let mut rest = text;
    loop {
        let inner = rest.trim_start_matches(' ');
        if quotes && let Some(quoted) = inner.strip_prefix('"') {
            let Some((cell, after)) = unquote(quoted, delimiter) else {
                cells.push(quoted.to_owned());
                return Split { cells, open: true };
            };
            let (tail, next) = part(after, delimiter);
            cells.push(cell + tail.trim_end());
            match next {
                Some(next) => rest = next,
                None => return Split { cells, open: false },
            }
        } else {
            let (cell, next) = part(rest, delimiter);
            cells.push(cell.to_owned());
            match next {
                Some(next) => rest = next,
                None => return Split { cells, open: false },
            }
        }
    }
}

/// Up to the next delimiter, and what follows it.
fn part(text: &str, delimiter: char) -> (&str, Option<&str>) {
    match text.split_once(delimiter) {
        Some((cell, rest)) => (cell, Some(rest)),
        None => (text, None),
    }
}

/// A cell up to its closing quote, and what follows; `None` when there is none.
fn unquote(text: &str, delimiter: char) -> Option<(String, &str)> {
    let mut cell = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('"')?;
        if let Some(again) = after.strip_prefix('"') {
            cell.push_str(before);
            cell.push('"');
            rest = again;
        } else if before.ends_with('\\') && !after.is_empty() && !after.starts_with([delimiter, '\n']) {
            cell.push_str(before.strip_suffix('\\').unwrap_or(before));
            cell.push('"');
            rest = after;
        } else {
            cell.push_str(before);
            return Some((cell, after));
        }
    }
}

/// The dialect of a table from its first characters: the delimiter that parts its lines into the same
/// number of cells most often, and into most.
pub(super) fn dialect_of(head: &str) -> Dialect {
    let mut best = (0, Dialect { delimiter: ',', quotes: true });
    for delimiter in ['\t', '|', ';', ','] {
        let dialect = Dialect { delimiter, quotes: true };
        let mut rows = Rows::new(head.as_bytes(), dialect, 1 << 20);
        let mut counts: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
        for _ in 0..20 {
            let Ok(Some(row)) = rows.next_row() else { break };
            *counts.entry(row.cells.len()).or_default() += 1;
        }
        // Rows of one cell say nothing.
        let score =
            counts.iter().filter(|(width, _)| **width > 1).map(|(width, count)| width.min(&60) * count * count).max();
        if score.unwrap_or(0) > best.0 {
            best = (score.unwrap_or(0), dialect);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, width: usize) -> Vec<TableRow> {
        let mut rows = Rows::new(text.as_bytes(), dialect_of(text), 10_000);
        rows.width = Some(width);
        std::iter::from_fn(|| rows.next_row().unwrap()).collect()
    }

    fn cells(text: &str, width: usize) -> Vec<Vec<String>> {
        rows(text, width).into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn cells_and_quotes() {
        assert_eq!(cells("a,b\r\n1,\"x, \"\"y\"\"\"\n", 2), [["a", "b"], ["1", "x, \"y\""]]);
        assert_eq!(cells("a;b\n1;\"two\nlines\"\n\n3;4", 2), [["a", "b"], ["1", "two\nlines"], ["3", "4"]]);
        assert_eq!(cells("a\tb\n5\"\tx\n", 2), [["a", "b"], ["5\"", "x"]]);
        assert_eq!(cells("a,b\n1, \"x\\\"y\" \n", 2), [["a", "b"], ["1", "x\"y"]]);
    }

    #[test]
    fn an_open_quote_costs_one_row() {
        let text = "id,name,price\n1,one,5\n2,\"broken,6\n3,three,7\n4,\"fo\nur\",8\n";
        let rows = rows(text, 3);
        let lines: Vec<_> = rows.iter().map(|row| (row.line, row.broken)).collect();
        assert_eq!(lines, [(1, false), (2, false), (3, true), (4, false), (5, false)]);
        assert_eq!(rows[2].cells, ["2", "broken", "6"]);
        assert_eq!(rows[4].cells, ["4", "fo\nur", "8"]);
    }

    #[test]
    fn delimiters_are_told_apart() {
        for (text, wanted) in [
            ("a,b;c\n1,2\n3,4", ','),
            ("a;b;c\n1,5;2;3\n3,5;4;4", ';'),
            ("a|b\n1, 2, 3|x\n4, 5, 6|y", '|'),
            ("a\tb\n1\t\"x\n,,,,\"\n", '\t'),
            ("title\nx", ','),
        ] {
            assert_eq!(dialect_of(text).delimiter, wanted, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read(
            table in proptest::collection::vec(proptest::collection::vec("[a\",\n ;é]{0,6}x", 3), 1..6)
        ) {
            let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let text: String = table.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n").collect();
            let mut rows = Rows::new(text.as_bytes(), Dialect { delimiter: ',', quotes: true }, 10_000);
            rows.width = Some(3);
            let read: Vec<_> = std::iter::from_fn(|| rows.next_row().unwrap()).map(|row| row.cells).collect();
            proptest::prop_assert_eq!(read, table);
        }

        #[test]
        fn any_text_is_read_without_panic(text in "[a\",;\n\\\\|\t]{0,80}") {
            rows(&text, 3);
        }
    }
}
