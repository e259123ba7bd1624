//! Broken JSON → the values that can be saved from it.
//!
//! Shops write their structured data with templates, so it breaks in known ways. The chain goes from strict
//! to lenient and stops at the first step that yields a value: as it stands; without wrappers and with
//! control characters in strings escaped; entities decoded; unescaped inner quotes escaped; JSON5
//! (comments, trailing commas, single quotes). At each strict step the first whole values are taken and a
//! broken tail is ignored. Depth, size and count are bounded; nothing here panics or recurses freely.

use serde_json::Value;

/// Longest text that is tried.
pub(super) const MAX_BYTES: usize = 4 << 20;
/// Deepest nesting that is tried; serde_json stops at 128 by itself, JSON5 does not.
const MAX_DEPTH: usize = 96;
/// Most values that are taken from one text.
const MAX_VALUES: usize = 64;
/// JSON5 is tried on texts up to this length only: it is slow.
const MAX_JSON5_BYTES: usize = 512 << 10;

/// The values of a text, empty when it is broken past repair.
pub(super) fn values(text: &str) -> Vec<Value> {
    let text = unwrapped(text);
    if text.is_empty() || text.len() > MAX_BYTES {
        return Vec::new();
    }
    let strict = leading_values(text);
    if !strict.is_empty() {
        return strict;
    }
    let escaped = escape_controls(text);
    let mut attempts = vec![escaped];
    if text.contains('&') {
        let decoded = html_escape::decode_html_entities(text);
        attempts.push(escape_controls(unwrapped(&decoded)));
    }
    for attempt in &attempts {
        let found = leading_values(attempt);
        if !found.is_empty() {
            return found;
        }
    }
    for attempt in &attempts {
        if let Some(value) = lenient(attempt) {
            return vec![value];
        }
    }
    // Quotes come before control characters: which characters stand in strings depends on them.
    for attempt in attempts.iter().map(String::as_str).chain([text]) {
        let quoted = escape_controls(&escape_quotes(attempt));
        let found = leading_values(&quoted);
        if !found.is_empty() {
            return found;
        }
        if let Some(value) = lenient(&quoted) {
            return vec![value];
        }
    }
    Vec::new()
}

/// One value in JSON5, the language of script literals.
pub(super) fn lenient(text: &str) -> Option<Value> {
    if text.len() > MAX_JSON5_BYTES || depth(text) > MAX_DEPTH {
        return None;
    }
    let text = text.trim().trim_end_matches(';');
    json5::from_str::<Value>(text).ok().filter(|value| value.is_object() || value.is_array())
}

/// The text without CDATA and comment wrappers at its ends; inside strings the same signs stay.
fn unwrapped(text: &str) -> &str {
    let mut text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    loop {
        let before = text.len();
        for lead in ["//", "/*", "<!--", "<![CDATA[", "*/", "-->"] {
            text = text.strip_prefix(lead).unwrap_or(text).trim_start();
        }
        for tail in ["//", "/*", "-->", "]]>", "*/", "<!--", ";"] {
            text = text.strip_suffix(tail).unwrap_or(text).trim_end();
        }
        if text.len() == before {
            return text;
        }
    }
}

/// Whole values at the start of the text, until something breaks.
fn leading_values(text: &str) -> Vec<Value> {
    serde_json::Deserializer::from_str(text)
        .into_iter::<Value>()
        .map_while(Result::ok)
        .filter(|value| value.is_object() || value.is_array())
        .take(MAX_VALUES)
        .collect()
}

/// The deepest nesting of brackets by JSON5's own lexical rules (both quotes, both comments), so that its
/// recursive parser is never given more than it can stand.
fn depth(text: &str) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    let mut quote = None;
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match (quote, byte) {
            (Some(_), b'\\') => {
                bytes.next();
            }
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'/') if bytes.peek() == Some(&b'/') => {
                while bytes.next_if(|byte| !matches!(byte, b'\n' | b'\r')).is_some() {}
            }
            (None, b'/') if bytes.peek() == Some(&b'*') => {
                bytes.next();
                let mut last = 0;
                for byte in bytes.by_ref() {
                    if last == b'*' && byte == b'/' {
                        break;
                    }
                    last = byte;
                }
            }
            (None, b'{' | b'[') => {
                now += 1;
                most = most.max(now);
            }
            (None, b'}' | b']') => now = now.saturating_sub(1),
            _ => {}
        }
    }
    most
}

/// Control characters inside strings become escapes; invalid escapes (`\'`, `\x26`) become what they mean.
fn escape_controls(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut in_string = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                in_string = !in_string;
                out.push('"');
            }
            '\\' if in_string => match characters.next() {
                Some(next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => out.extend(['\\', next]),
                Some('x') => {
                    let hex: String = [characters.next(), characters.next()].into_iter().flatten().collect();
                    match u8::from_str_radix(&hex, 16) {
                        Ok(byte) => out.push_str(&format!("\\u{byte:04x}")),
                        Err(_) => out.push_str(&hex.replace(['"', '\\'], "")),
                    }
                }
                Some(next) if u32::from(next) < 0x20 => out.push(' '),
                Some(next) => out.push(next),
                None => {}
            },
            '\n' if in_string => out.push_str("\\n"),
            '\t' if in_string => out.push_str("\\t"),
            _ if in_string && u32::from(character) < 0x20 => out.push(' '),
            _ => out.push(character),
        }
    }
    out
}

/// The last resort against unescaped quotes: one closes its string only where JSON could go on.
fn escape_quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut in_string = false;
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        if character != '"' || escaped {
            escaped = character == '\\' && !escaped;
            out.push(character);
            continue;
        }
        if !in_string {
            in_string = true;
            out.push('"');
            continue;
        }
        let next = text.get(at + 1..).and_then(|rest| rest.chars().find(|c| !c.is_whitespace()));
        if matches!(next, None | Some(',' | ':' | ']' | '}')) {
            in_string = false;
            out.push('"');
        } else {
            out.push_str("\\\"");
        }
    }
    out
}

/// The text of the bracketed literal that begins at the first `{` or `[` at or after `from`, its closing
/// bracket found with regard to strings. `None` where it never closes within [`MAX_BYTES`].
pub(super) fn balanced(text: &str, from: usize) -> Option<&str> {
    let start = from + text.get(from..)?.find(['{', '['])?;
    let mut depth = 0_usize;
    let mut quote = None;
    let mut escaped = false;
    for (offset, byte) in text.as_bytes().get(start..)?.iter().copied().take(MAX_BYTES).enumerate() {
        match (quote, byte) {
            _ if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b'{' | b'[') => depth += 1,
            (None, b'}' | b']') => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return text.get(start..=start + offset);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_known_breakage() {
        let shirt = json!({"name": "Shirt"});
        for text in [
            r#"{"name":"Shirt"}"#,
            "// <![CDATA[\n{\"name\":\"Shirt\"}\n// ]]>",
            "/*<![CDATA[*/{\"name\":\"Shirt\"}/*]]>*/",
            "<!-- {\"name\":\"Shirt\"} -->",
            r#"{"name":"Shirt",}"#,
            r#"{"name":"Shirt"};"#,
            r#"{"name":"Shirt"}}"#,
            "{\"name\":\"Shirt\" /* the name */, // end\n}",
            "{'name':'Shirt'}",
            "{name:\"Shirt\"}",
            "{&quot;name&quot;:&quot;Shirt&quot;}",
            "\u{feff}{\"name\":\"Shirt\"}",
        ] {
            assert_eq!(values(text), std::slice::from_ref(&shirt), "{text}");
        }
    }

    #[test]
    fn strings_survive_repair() {
        assert_eq!(values("{\"a\":\"two\nlines\tand\"}"), [json!({"a": "two\nlines\tand"})]);
        assert_eq!(values(r#"{"a":"it\'s \x26 more"}"#), [json!({"a": "it's & more"})]);
        assert_eq!(values(r#"{"a":"19" screen","b":1}"#), [json!({"a": "19\" screen", "b": 1})]);
        let tea = json!({"a": "pot \"Rund\" 1,2 l", "b": "two\nlines", "c": [1]});
        assert_eq!(values("{\"a\":\"pot \"Rund\" 1,2 l\",\n\"b\":\"two\nlines\",\n\"c\":[1,],}"), [tea]);
        assert_eq!(values(r#"{"a":"<!-- kept --> // kept"}"#), [json!({"a": "<!-- kept --> // kept"})]);
    }

    #[test]
    fn whole_values_before_a_break_are_kept() {
        assert_eq!(values(r#"{"a":1}{"b":2}{"c":"#), [json!({"a": 1}), json!({"b": 2})]);
        assert!(values(r#"{"a": {"b": "#).is_empty());
    }

    #[test]
    fn depth_is_bounded() {
        for text in [
            "[".repeat(100_000),
            "{\"a\":".repeat(100_000),
            format!("'\"' {} '\"'", "[".repeat(100_000)),
            format!("/* \" */{}", "{a:".repeat(100_000)),
        ] {
            assert!(values(&text).is_empty());
            assert!(lenient(&text).is_none());
        }
    }

    #[test]
    fn a_literal_is_cut_out_of_a_script() {
        assert_eq!(balanced("var x = {a: '}', b: [1]}; go()", 0), Some("{a: '}', b: [1]}"));
        assert_eq!(balanced("x = {", 0), None);
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "[{}\\[\\],:\"'/*<!>&;a1\\\\\\n -]{0,80}") {
            let _ = values(&text);
            let _ = balanced(&text, 0);
        }

        #[test]
        fn sound_json_is_untouched(name in "\\PC{0,30}", number in 0_i64..1_000_000) {
            let value = json!({"name": name, "n": number});
            proptest::prop_assert_eq!(values(&value.to_string()), [value]);
        }
    }
}
