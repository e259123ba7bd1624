//! The real clock, the real source of ids, and where things lie on this computer.

use std::path::PathBuf;
use std::time::UNIX_EPOCH;

use crate::i18n::Lang;
use crate::model::{Clock, Ids, Timestamp};

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everything else is given")]
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// Random ids from the system.
#[derive(Debug, Clone, Copy, Default)]
pub struct RandomIds;

impl Ids for RandomIds {
    fn fresh(&self) -> u64 {
        let mut bytes = [0; 8];
        if getrandom::fill(&mut bytes).is_err() {
            // A system without randomness is rare; the time in nanoseconds with the thread is unique enough.
            use std::hash::{BuildHasher, Hash, Hasher, RandomState};
            let mut hasher = RandomState::new().build_hasher();
            std::thread::current().id().hash(&mut hasher);
            std::time::Instant::now().hash(&mut hasher);
            return hasher.finish();
        }
        u64::from_le_bytes(bytes)
    }
}

/// The library's folder when none is named: `$XDG_DATA_HOME/etalage` and its like elsewhere.
pub fn default_library() -> PathBuf {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || variable("HOME").or_else(|| variable("USERPROFILE")).unwrap_or_else(|| PathBuf::from("."));
    let base = if cfg!(target_os = "windows") {
        variable("APPDATA").unwrap_or_else(|| home().join("AppData/Roaming"))
    } else if cfg!(target_os = "macos") {
        home().join("Library/Application Support")
    } else {
        variable("XDG_DATA_HOME").unwrap_or_else(|| home().join(".local/share"))
    };
    base.join("etalage")
}

/// The language that the system's variables name.
pub fn system_lang() -> Lang {
    let wishes: Vec<String> =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| std::env::var(name).ok()).collect();
    Lang::best(wishes.iter().map(String::as_str))
}
