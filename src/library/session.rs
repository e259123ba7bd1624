//! Session state, such as a collage's camera and selection: plain files, neither journalled nor synced.
//! Losing one costs a scroll.

use std::fs;
use std::path::PathBuf;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::{IoContext, LibraryError};
use super::open::Library;

impl Library {
    /// What was kept under a name; `None` also where it cannot be read any more.
    pub fn session<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        serde_json::from_slice(&fs::read(self.session_path(name)).ok()?).ok()
    }

    /// Keeps session state under a name.
    pub fn set_session(&self, name: &str, value: &impl Serialize) -> Result<(), LibraryError> {
        let path = self.session_path(name);
        let text =
            serde_json::to_vec(value).map_err(|source| LibraryError::Unwritable { what: name.to_owned(), source })?;
        let temporary = path.with_extension("part");
        let write = || {
            fs::create_dir_all(self.dir().join("session"))?;
            fs::write(&temporary, text)?;
            fs::rename(&temporary, &path)
        };
        write().doing("writing", &path)
    }

    /// Names become file names: whatever is not a plain letter, digit or hyphen becomes `_`.
    fn session_path(&self, name: &str) -> PathBuf {
        let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
        let name: String = name.chars().take(100).map(plain).collect();
        self.dir().join("session").join(format!("{name}.json"))
    }
}
