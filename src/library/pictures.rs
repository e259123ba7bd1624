//! Picture files: `pictures/ab/abcd…`, named by the SHA-256 of their bytes, stored once, as they came.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

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
        let path = self.picture_path(hash);
        if fs::read(&path).is_ok_and(|kept| kept == bytes) {
            return Ok(hash);
        }
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

    /// Whether a picture's file is there.
    pub fn has_picture(&self, hash: ImageHash) -> bool {
        self.picture_path(hash).is_file()
    }

    /// The bytes of a picture, checked against its name.
    pub fn read_picture(&self, hash: ImageHash) -> Result<Vec<u8>, LibraryError> {
        let path = self.picture_path(hash);
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(LibraryError::NoPicture(hash)),
            bytes => bytes.doing("reading", &path)?,
        };
        if hash_of(&bytes) == hash { Ok(bytes) } else { Err(LibraryError::PictureChanged(hash)) }
    }

    /// All stored pictures, by hash. Other files in the folder are passed over.
    pub fn pictures(&self) -> Result<Vec<ImageHash>, LibraryError> {
        let mut hashes: Vec<ImageHash> = Vec::new();
        let root = self.pictures_dir();
        for folder in names_in(&root)? {
            let folder = root.join(folder);
            if folder.is_dir() {
                hashes.extend(names_in(&folder)?.iter().filter_map(|name| name.parse::<ImageHash>().ok()));
            }
        }
        Ok(hashes)
    }
}
