//! Text → words that compare as people expect: no case, no accents, no punctuation.

/// Calls `visit` with each folded word of a text.
pub fn each_word(text: &str, mut visit: impl FnMut(&str)) {
    let mut word = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            fold_into(c, &mut word);
        } else if is_combining_mark(c) || matches!(c, '\u{ad}') {
            // An accent written as its own character, or a soft hyphen: part of the word, without weight.
        } else if !word.is_empty() {
            visit(&word);
            word.clear();
        }
    }
    if !word.is_empty() {
        visit(&word);
    }
}

/// The folded words of a text.
pub fn words_of(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(text, |word| words.push(word.to_owned()));
    words
}

/// A text folded for sorting: words with single spaces between.
pub fn sort_key(text: &str) -> String {
    words_of(text).join(" ")
}

fn is_combining_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Lower case without accents. Covers the Latin letters of European shops; others keep their lower case.
fn fold_into(c: char, out: &mut String) {
    for c in c.to_lowercase() {
        match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'ǎ' => out.push('a'),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => out.push('c'),
            'ď' | 'đ' | 'ð' => out.push('d'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => out.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => out.push('g'),
            'ĥ' | 'ħ' => out.push('h'),
            'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => out.push('i'),
            'ĵ' => out.push('j'),
            'ķ' => out.push('k'),
            'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => out.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => out.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => out.push('o'),
            'ŕ' | 'ŗ' | 'ř' => out.push('r'),
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => out.push('s'),
            'ţ' | 'ť' | 'ŧ' | 'ț' => out.push('t'),
            'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => out.push('u'),
            'ŵ' => out.push('w'),
            'ý' | 'ÿ' | 'ŷ' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ß' => out.push_str("ss"),
            'þ' => out.push_str("th"),
            // What `to_lowercase` leaves of İ.
            c if is_combining_mark(c) => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_punctuation_do_not_count() {
        assert_eq!(
            words_of("  L’Été à la MER: coat-dress (n° 5)"),
            ["l", "ete", "a", "la", "mer", "coat", "dress", "n", "5"]
        );
        assert_eq!(words_of("ŒUVRE Straße e\u{301}té"), ["oeuvre", "strasse", "ete"]);
        assert_eq!(sort_key("  Été —  Blue"), "ete blue");
        assert!(words_of("—·!").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = sort_key(&text);
            proptest::prop_assert_eq!(sort_key(&once), once);
        }

        #[test]
        fn upper_case_is_the_same(text in "[a-zàéïôüçñœß ]{0,30}") {
            proptest::prop_assert_eq!(words_of(&text.to_uppercase()), words_of(&text));
        }
    }
}
