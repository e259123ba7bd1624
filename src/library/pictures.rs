//! Picture files: `pictures/ab/abcd…`, named by the SHA-256 of their bytes, stored once, as they came.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::error::{IoContext, LibraryError};
use super::files::{make_dir, names_in, write_whole};
use super::open::Library;
use crate::model::ImageHash;

/// The name that bytes are kept under.
pub fn hash_of(bytes: &[u8]) -> ImageHash {
    ImageHash(Sha256::digest(bytes).into())
}

impl Library {
    /// Stores a picture; on disk when this returns. The same bytes are stored once; a file that was
    /// damaged meanwhile is made good.
    pub fn put_picture(&self, bytes: &[u8]) -> Result<ImageHash, LibraryError> {
        let hash = hash_of(bytes);
        // From here on tidying leaves it alone: the record that shows it is still to come.
        self.use_picture(hash)?;
        let path = self.picture_path(hash);
        if fs::read(&path).is_ok_and(|kept| kept == bytes) {
            return Ok(hash);
        }
        self.records.has_room_for(bytes.len() as u64)?;
        if let Some(parent) = path.parent() {
            make_dir(&self.pictures_dir())?;
            make_dir(parent)?;
        }
        write_whole(&path, |file| file.write_all(bytes))?;
        Ok(hash)
    }

    /// Where a picture lies, if it is there.
    pub fn picture_path(&self, hash: ImageHash) -> PathBuf {
        let name = hash.to_string();
        let folder: String = name.chars().take(2).collect();
        self.pictures_dir().join(folder).join(name)
    }

    /// Whether a picture's file is there. Whoever asks is about to show it.
    pub fn has_picture(&self, hash: ImageHash) -> bool {
        // A picture that cannot be taken back is one that is not there.
        let _ = self.use_picture(hash);
        self.picture_path(hash).is_file()
    }

    /// The bytes of a picture, checked against its name.
    pub fn read_picture(&self, hash: ImageHash) -> Result<Vec<u8>, LibraryError> {
        let path = self.picture_path(hash);
        if !path.is_file() {
            self.use_picture(hash)?;
        }
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(LibraryError::NoPicture(hash)),
            bytes => bytes.doing("reading", &path)?,
        };
        if hash_of(&bytes) == hash { Ok(bytes) } else { Err(LibraryError::PictureChanged(hash)) }
    }

    /// All stored pictures, by hash. Other files in the folder are passed over.
    pub fn pictures(&self) -> Result<Vec<ImageHash>, LibraryError> {
        pictures_in(&self.pictures_dir())
    }
}

/// The pictures in a folder that is laid out like `pictures/`.
pub(super) fn pictures_in(root: &Path) -> Result<Vec<ImageHash>, LibraryError> {
    let mut hashes: Vec<ImageHash> = Vec::new();
    if !root.is_dir() {
        return Ok(hashes);
    }
    for name in names_in(root)? {
        let folder = root.join(&name);
        if folder.is_dir() {
            let files = names_in(&folder)?;
            let ours = files.iter().filter(|file| file.starts_with(&name));
            hashes.extend(ours.filter_map(|file| file.parse::<ImageHash>().ok()));
        }
    }
    Ok(hashes)
}
