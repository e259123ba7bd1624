//! Where things go that cannot be read: `set-aside/` in the library. Nothing in it is ever removed by us.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::error::{IoContext, LibraryError};
use super::files::{make_dir, sync_dir, write_whole};
use super::net::Damage;
use super::report::Unreadable;
use crate::model::Clock;

/// The folder, and the clock that names what is moved there.
#[derive(Clone)]
pub(super) struct Aside {
    dir: PathBuf,
    clock: Arc<dyn Clock>,
}

impl Aside {
    /// The folder of the library in `root`; made when first needed.
    pub(super) fn new(root: &Path, clock: Arc<dyn Clock>) -> Self {
        Self { dir: root.join("set-aside"), clock }
    }

    /// Moves a file or folder here and says where it is now.
    pub(super) fn take(&self, path: &Path) -> Result<PathBuf, LibraryError> {
        make_dir(&self.dir)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let time = self.clock.now().to_string().replace(':', "-");
        let mut target = self.dir.join(format!("{name}-{time}"));
        let mut number = 1;
        while target.exists() {
            number += 1;
            target = self.dir.join(format!("{name}-{time}-{number}"));
        }
        fs::rename(path, &target).doing("moving aside", path)?;
        sync_dir(&self.dir)?;
        path.parent().map_or(Ok(()), sync_dir)?;
        Ok(target)
    }

    /// Keeps a copy of bytes; the same bytes are kept once.
    pub(super) fn keep(&self, bytes: &[u8]) -> Result<PathBuf, LibraryError> {
        make_dir(&self.dir)?;
        let digest = Sha256::digest(bytes);
        let name: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let path = self.dir.join(format!("unreadable-{name}.txt"));
        if !path.exists() {
            write_whole(&path, |file| file.write_all(bytes))?;
        }
        Ok(path)
    }

    /// Keeps what the net could not read, and words it for the report.
    pub(super) fn keep_damage(&self, damage: &[Damage]) -> Result<Vec<Unreadable>, LibraryError> {
        let keep = |Damage { what, bytes }: &Damage| {
            let kept_at = if bytes.is_empty() { None } else { Some(self.keep(bytes)?) };
            Ok(Unreadable {
                what: what.clone(),
                reason: "the checksum is wrong or data is missing".to_owned(),
                kept_at,
            })
        };
        damage.iter().map(keep).collect()
    }
}
