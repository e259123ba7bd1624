//! The affiliate rules that a person keeps beside the built-in ones.

use std::io::{ErrorKind, Read};
use std::path::Path;

use super::error::JobsError;
use crate::affiliate::RuleBook;

/// Larger files are no rules.
const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// The built-in rules, and with them those of a file of a person's own if it is there.
///
/// # Errors
/// [`JobsError::Read`] and [`JobsError::FileTooLarge`] for the file, [`JobsError::Affiliate`] with line,
/// program and field for what stands in it.
pub fn rules_with(path: &Path) -> Result<RuleBook, JobsError> {
    let read = |error| JobsError::Read { path: path.to_owned(), error };
    let file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(RuleBook::default()),
        Err(error) => return Err(read(error)),
    };
    let mut text = String::new();
    // One byte more than is allowed tells that there is more.
    file.take(MAX_BYTES + 1).read_to_string(&mut text).map_err(read)?;
    let bytes = text.len() as u64;
    if bytes > MAX_BYTES {
        return Err(JobsError::FileTooLarge { path: path.to_owned(), bytes, limit_bytes: MAX_BYTES });
    }
    Ok(RuleBook::with_own(&path.display().to_string(), &text)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::OWN_RULES;

    #[test]
    fn a_file_of_ones_own_is_read_when_it_is_there() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(OWN_RULES);
        assert_eq!(rules_with(&path).unwrap(), RuleBook::default());
        std::fs::write(&path, r#"{"version": 2, "trackers": ["mine_*"]}"#).unwrap();
        assert!(rules_with(&path).unwrap().trackers.contains(&"mine_*".to_owned()));
        std::fs::write(&path, "{\"version\": 2,\n\"trackers\": [\"*\"]}").unwrap();
        let error = rules_with(&path).unwrap_err().to_string();
        assert!(error.contains("programs.json") && error.contains("line 2, field trackers"), "{error}");
        std::fs::write(&path, vec![b' '; MAX_BYTES as usize + 1]).unwrap();
        assert!(matches!(rules_with(&path), Err(JobsError::FileTooLarge { .. })));
    }
}
