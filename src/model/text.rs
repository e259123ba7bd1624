//! Which characters a text from outside may bring along.

/// Whether a character may stand in a text: no control characters (line feeds included), no byte order mark,
/// and none of the invisible characters that turn the direction of what stands around them (Unicode Standard
/// Annex #9: U+202A–U+202E, U+2066–U+2069), with which a title could rewrite the sentence that it is shown in.
/// Joiners (U+200C, U+200D) and marks (U+200E, U+200F, U+061C) stay: scripts need them, and they turn no letters.
pub fn is_plain(c: char) -> bool {
    !c.is_control()
        && !matches!(
            c,
            '\u{feff}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
        )
}

/// The text as one line, without what is not plain; white space and controls between words become a space.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        let start = line.len();
        line.extend(word.chars().filter(|c| is_plain(*c)));
        if start > 0 && line.len() > start {
            line.insert(start, ' ');
        }
    }
    line
}

/// The text with its line feeds and blanks, without what is not plain.
pub fn with_lines(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || is_plain(*c)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_turns_the_direction_of_text() {
        assert_eq!(one_line("Boots \u{202e}gnp.exe\u{202c} 50"), "Boots gnp.exe 50");
        assert_eq!(one_line("\u{2066}\u{2069} a\u{0}b\tc\r\nd \u{feff}"), "a b c d");
        assert_eq!(with_lines("one\u{202d}\ntwo\u{7}"), "one\ntwo");
    }

    #[test]
    fn scripts_and_emoji_keep_their_joiners() {
        for text in ["می\u{200c}خواهم", "क्\u{200d}ष", "👩\u{200d}🎨"] {
            assert_eq!(one_line(text), text);
            assert_eq!(with_lines(text), text);
        }
    }

    proptest! {
        #[test]
        fn once_is_enough(text in "\\PC{0,20}[\u{0}-\u{20}\u{200e}\u{202a}-\u{202e}]{0,6}\\PC{0,20}") {
            let line = one_line(&text);
            prop_assert!(line.chars().all(is_plain), "{line:?}");
            prop_assert_eq!(&one_line(&line), &line);
            prop_assert_eq!(line.trim(), &line);
        }
    }
}
