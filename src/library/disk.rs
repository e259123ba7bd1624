//! Room on the disk, asked for before anything is written: a disk filled to its last byte breaks more than
//! this program, and an edit that is refused whole is easier to mend than one that was half written.

use std::io;
use std::path::Path;

use super::error::LibraryError;

/// Below this nothing is written. Leaves the database room to close in good order.
pub(super) const LAST_BYTES: u64 = 8 << 20;
/// What pictures, snapshots and backups leave free: the last room on a disk is for edits.
pub(super) const RESERVE_BYTES: u64 = 64 << 20;

type FreeBytes = dyn Fn(&Path) -> io::Result<u64> + Send + Sync;

/// Knows how much room is left. Tests choose the answer.
pub(super) struct Disk(Box<FreeBytes>);

impl Disk {
    /// The disk that the system knows.
    pub(super) fn of_system() -> Self {
        Self(Box::new(|dir| fs2::available_space(dir)))
    }

    /// A disk that has as much room as a test says.
    #[cfg(test)]
    pub(super) fn with_free(free_bytes: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        Self(Box::new(move |_| Ok(free_bytes())))
    }

    /// Whether `bytes` may be written below `dir`, which must exist, so that `reserve_bytes` stay free. A system
    /// that does not tell is taken to have room: then the write itself decides.
    pub(super) fn has_room(&self, dir: &Path, bytes: u64, reserve_bytes: u64) -> Result<(), LibraryError> {
        let needed_bytes = bytes.saturating_add(reserve_bytes);
        match (self.0)(dir) {
            Ok(free_bytes) if free_bytes < needed_bytes => {
                Err(LibraryError::NoRoom { dir: dir.to_owned(), free_bytes, needed_bytes })
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_refused_before_the_disk_is_full_and_an_unknown_disk_has_room() {
        let dir = Path::new(".");
        let disk = Disk::with_free(|| 100);
        assert!(disk.has_room(dir, 60, 40).is_ok());
        match disk.has_room(dir, 61, 40) {
            Err(LibraryError::NoRoom { free_bytes, needed_bytes, .. }) => {
                assert_eq!((free_bytes, needed_bytes), (100, 101));
            }
            other => panic!("{other:?}"),
        }
        assert!(disk.has_room(dir, u64::MAX, u64::MAX).is_err());
        assert!(Disk(Box::new(|_| Err(io::Error::other("unknown")))).has_room(dir, u64::MAX, 1).is_ok());
        assert!(Disk::of_system().has_room(dir, 1, 0).is_ok());
    }
}
