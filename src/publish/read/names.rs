//! Which names a bundle may give its files.

use super::super::error::PublishError;
use super::super::flaws::Danger;

/// The deepest that files may lie.
const MAX_DEPTH: usize = 4;
/// The longest name.
const MAX_NAME_BYTES: usize = 300;

/// The name of an archive entry if it is safe: relative, plain, with `/` between folders.
pub(super) fn safe_name(raw: &[u8]) -> Result<String, PublishError> {
    let unsafe_entry = |why| PublishError::UnsafeEntry {
        name: String::from_utf8_lossy(raw).chars().filter(|c| !c.is_control()).take(80).collect(),
        why,
    };
    let name = std::str::from_utf8(raw).map_err(|_| unsafe_entry(Danger::NotUtf8))?;
    if name.len() > MAX_NAME_BYTES {
        return Err(unsafe_entry(Danger::NameTooLong));
    }
    if name.chars().any(char::is_control) {
        return Err(unsafe_entry(Danger::Controls));
    }
    if name.contains('\\') {
        return Err(unsafe_entry(Danger::Backslash));
    }
    if name.contains(':') {
        return Err(unsafe_entry(Danger::Colon));
    }
    if name.starts_with('/') {
        return Err(unsafe_entry(Danger::Absolute));
    }
    let name = name.strip_suffix('/').unwrap_or(name);
    let mut depth = 0;
    for part in name.split('/') {
        depth += 1;
        match part {
            ".." => return Err(unsafe_entry(Danger::LeadsOut)),
            "" | "." => return Err(unsafe_entry(Danger::EmptyPart)),
            _ => {}
        }
    }
    if depth > MAX_DEPTH {
        return Err(unsafe_entry(Danger::TooDeep));
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        for name in
            ["../x", "a/../x", "/etc/passwd", "C:/x", "a\\b", "a//b", "./a", "", "a\nb", "a/b/c/d/e", &"x".repeat(400)]
        {
            assert!(matches!(safe_name(name.as_bytes()), Err(PublishError::UnsafeEntry { .. })), "{name}");
        }
        assert!(safe_name(b"\xff").is_err());
        assert_eq!(safe_name("pictures/é.png".as_bytes()).unwrap(), "pictures/é.png");
        assert_eq!(safe_name(b"pictures/").unwrap(), "pictures");
    }

    proptest! {
        #[test]
        fn safe_names_stay_inside(raw in proptest::collection::vec(any::<u8>(), 0..40)) {
            if let Ok(name) = safe_name(&raw) {
                let path = std::path::Path::new(&name);
                prop_assert!(path.components().all(|part| matches!(part, std::path::Component::Normal(_))));
            }
        }
    }
}
