//! Where in a rules file something is wrong: the line, the program, the field.

use crate::affiliate::error::{AffiliateError, RulesPlace};

/// What is wrong, and in which program and field.
#[derive(Debug)]
pub(super) struct Wrong {
    pub program: Option<String>,
    pub field: &'static str,
    pub what: String,
}

/// A rule's field and what is wrong with it.
pub(super) type InField = (&'static str, String);

/// What the reader of JSON stumbled over; it knows the line itself.
pub(super) fn of_json(file: &str, error: &serde_json::Error) -> AffiliateError {
    let place = RulesPlace { line: error.line(), column: Some(error.column()), ..RulesPlace::default() };
    // The line stands in front already.
    let what = error.to_string();
    let what = what.split(" at line ").next().unwrap_or_default().to_owned();
    AffiliateError::Rules { file: file.to_owned(), place, what }
}

/// What a check found, with the line that says it.
pub(super) fn of_wrong(file: &str, json: &str, wrong: Wrong) -> AffiliateError {
    let Wrong { program, field, what } = wrong;
    let line = line_of(json, program.as_deref(), field);
    let place = RulesPlace { line, column: None, program, field: Some(field) };
    AffiliateError::Rules { file: file.to_owned(), place, what }
}

/// The line of a field, of the program when there is one; that of the program where the field is not
/// written. The text is JSON of the right shape by now, in which only programs have a `name`.
fn line_of(json: &str, program: Option<&str>, field: &str) -> usize {
    let names = members(json, "name");
    let (start, end) = match program {
        None => (0, json.len()),
        Some(program) => {
            let is_it = |&&(_, value): &&(usize, usize)| {
                json.get(value..).is_some_and(|rest| {
                    rest.strip_prefix('"')
                        .and_then(|rest| rest.strip_prefix(program))
                        .is_some_and(|rest| rest.starts_with('"'))
                })
            };
            // Of two programs of one name, the second is the wrong one.
            let Some(at) = names.iter().rposition(|pair| is_it(&pair)) else { return 1 };
            let start = names.get(at).map_or(0, |(key, _)| *key);
            (start, names.get(at + 1).map_or(json.len(), |(key, _)| *key))
        }
    };
    let inside = members(json, field).into_iter().map(|(key, _)| key).find(|key| (start..end).contains(key));
    let at = inside.unwrap_or(start);
    json.get(..at).map_or(0, |before| before.matches('\n').count()) + 1
}

/// Where the members of a name stand: the key and its value.
fn members(json: &str, name: &str) -> Vec<(usize, usize)> {
    let quoted = format!("\"{name}\"");
    json.match_indices(&quoted)
        .filter_map(|(at, _)| {
            let behind = json.get(at + quoted.len()..)?;
            let value = behind.trim_start().strip_prefix(':')?.trim_start();
            Some((at, json.len() - value.len()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_the_field() {
        let json = "{\n \"version\": 2,\n \"programs\": [\n  {\"name\": \"a\",\n   \"title\": \"name\"},\n  {\"name\" : \"b\",\n   \"title\": \"b\"}\n ]\n}";
        for (program, field, line) in [
            (None, "version", 2),
            (Some("a"), "title", 5),
            (Some("b"), "title", 7),
            (Some("b"), "mode", 6),
            (None, "nowhere", 1),
            (Some("c"), "title", 1),
        ] {
            assert_eq!(line_of(json, program, field), line, "{program:?} {field}");
        }
    }
}
