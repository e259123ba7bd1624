//! Bringing finds in: addresses, pictures, files.

use std::io::Read;
use std::path::{Path, PathBuf};

use url::Url;

use crate::affiliate::{Cleaned, Programs, clean_with};
use crate::i18n::Lang;
use crate::imaging::{self, Limits};
use crate::ingest::Warning;
use crate::ingest::page::{self, PageContext, PageProduct, PageReport};
use crate::ingest::picture;
use crate::model::{ImageHash, MerchantUrl, Product, ProductKey, ProductSnapshot, Source, Timestamp};
use crate::net::Want;

use super::super::error::JobsError;
use super::super::explain;
use super::super::studio::Studio;

/// The largest picture or page file that is read.
const MAX_FILE_BYTES: u64 = 100 << 20;
/// Pictures of a page that are tried until one can be kept.
const PICTURES_TRIED: usize = 4;
/// Files of a dropped folder that are taken.
const MAX_FILES: usize = 1000;

/// Something worth knowing of how a find came.
#[derive(Debug)]
pub enum Note {
    /// What was taken out of the address, or could not be.
    Address(Cleaned),
    /// What was skipped, repaired or assumed in the page.
    Page(Warning),
    /// A picture of the page that could not be had.
    Picture(JobsError),
}

impl Note {
    /// In words; an address may have several or nothing to tell.
    pub fn messages(&self, lang: Lang) -> Vec<String> {
        match self {
            Self::Address(cleaned) => cleaned.messages(lang),
            Self::Page(warning) => vec![explain::warning(warning, lang)],
            Self::Picture(error) => vec![explain::jobs(error, lang)],
        }
    }
}

/// A find that was kept, and what is worth knowing of how it came.
#[derive(Debug)]
pub struct Added {
    /// The find as it is in the library now.
    pub product: Product,
    /// What was skipped, repaired, assumed or taken out of the address.
    pub notes: Vec<Note>,
}

/// The product of a page, ready to be kept.
#[derive(Debug)]
pub struct ReadPage {
    /// The product, its address free of anybody's ids and its price dated, with where each field came from.
    pub found: PageProduct,
    /// What was skipped, repaired or assumed.
    pub notes: Vec<Note>,
}

/// The one product of a page that was read. `address` stands in where the page names none. Needs no library.
///
/// # Errors
/// [`JobsError::Blocked`], [`JobsError::NoProduct`] and [`JobsError::ListPage`] for pages without one.
pub fn read_page(
    report: PageReport,
    address: Option<&MerchantUrl>,
    programs: &Programs,
    now: Timestamp,
) -> Result<ReadPage, JobsError> {
    let url = || address.map_or_else(|| "the page".to_owned(), MerchantUrl::to_string);
    if report.blocked.is_some() {
        return Err(JobsError::Blocked { url: url() });
    }
    let Some(mut found) = report.product else {
        return Err(match report.listed.len() {
            0 => JobsError::NoProduct { url: url() },
            count => JobsError::ListPage { url: url(), count },
        });
    };
    let snapshot = &mut found.snapshot;
    // The page's own idea of its address may carry somebody's ids too.
    let own = snapshot.url.as_ref().and_then(|own| clean_with(programs, own.as_str()).ok());
    snapshot.url = own.map(|cleaned| cleaned.url).or_else(|| address.cloned());
    if snapshot.price.is_some() {
        snapshot.price_seen_at = Some(now);
    }
    Ok(ReadPage { found, notes: report.warnings.into_iter().map(Note::Page).collect() })
}

impl Studio {
    /// Keeps a picture file and says how large it is.
    pub fn keep_picture(&self, bytes: &[u8]) -> Result<(ImageHash, (u32, u32)), JobsError> {
        // Decoded once now, so that a broken file is refused while the person remembers where it came from.
        let small = imaging::decode_fitted(bytes, &Limits::default(), 64)?;
        let info = small.info;
        let hash = self.library.put_picture(bytes)?;
        Ok((hash, (info.width_px, info.height_px)))
    }

    /// Puts a find into the library; one with the same address is brought up to date.
    pub fn keep_find(
        &self,
        snapshot: ProductSnapshot,
        picture: Option<(ImageHash, (u32, u32))>,
        source: Source,
    ) -> Result<Product, JobsError> {
        let product = Product {
            key: ProductKey::from_raw(self.ids.fresh()),
            snapshot,
            picture: picture.map(|(hash, _)| hash),
            picture_size_px: picture.map(|(_, size_px)| size_px),
            source,
            listing: None,
            added_at: self.clock.now(),
            tags: Vec::new(),
        };
        let report = self.library.put_products(std::slice::from_ref(&product))?;
        let key = report.keys.first().copied().unwrap_or(product.key);
        Ok(self.library.product(key)?)
    }

    /// Fetches an address: a page with a product, or a picture.
    pub fn add_link(&self, text: &str) -> Result<Added, JobsError> {
        let cleaned = clean_with(&self.programs()?, text)?;
        let address = cleaned.url.clone();
        let mut notes = vec![Note::Address(cleaned)];
        let client = self.client()?;
        let fetched = client.get(address.as_str(), Want::Page)?;
        let is_picture = fetched.content_type.as_deref().is_some_and(|kind| kind.trim().starts_with("image/"));
        if is_picture || imaging::probe(&fetched.body, &Limits::default()).is_ok() {
            let picture = self.keep_picture(&fetched.body)?;
            let snapshot = ProductSnapshot {
                title: name_in_path(&fetched.final_url),
                images: vec![fetched.final_url.to_string()],
                ..Default::default()
            };
            let product = self.keep_find(snapshot, Some(picture), Source::Paste)?;
            return Ok(Added { product, notes });
        }
        let context = PageContext { url: Some(fetched.final_url.clone()), content_type: fetched.content_type.clone() };
        let report = page::extract(&fetched.body, &context)?;
        let mut added = self.keep_page(report, &address, true, Source::Page)?;
        notes.append(&mut added.notes);
        Ok(Added { notes, ..added })
    }

    /// Keeps the product of a page that was read. `address` stands in where the page names none; its pictures
    /// are fetched when `fetch_pictures` is set.
    pub fn keep_page(
        &self,
        report: PageReport,
        address: &MerchantUrl,
        fetch_pictures: bool,
        source: Source,
    ) -> Result<Added, JobsError> {
        let ReadPage { found, notes } = read_page(report, Some(address), &self.programs()?, self.clock.now())?;
        self.keep_read_page(found.snapshot, notes, fetch_pictures, source)
    }

    /// Keeps the product of a page as [`read_page`] gave it.
    pub fn keep_read_page(
        &self,
        snapshot: ProductSnapshot,
        mut notes: Vec<Note>,
        fetch_pictures: bool,
        source: Source,
    ) -> Result<Added, JobsError> {
        let mut picture = None;
        if fetch_pictures {
            for image in snapshot.images.iter().take(PICTURES_TRIED) {
                // The original behind a thumbnail is a guess: where it fails, the stated address counts.
                let original = picture::larger(image).and_then(|original| self.fetch_picture(&original).ok());
                match original.map_or_else(|| self.fetch_picture(image), Ok) {
                    Ok(kept) => {
                        picture = Some(kept);
                        break;
                    }
                    Err(error) => notes.push(Note::Picture(error)),
                }
            }
        }
        Ok(Added { product: self.keep_find(snapshot, picture, source)?, notes })
    }

    /// Fetches a picture by its address (`https:` or `data:`) and keeps it.
    pub fn fetch_picture(&self, address: &str) -> Result<(ImageHash, (u32, u32)), JobsError> {
        match data_url(address) {
            Some(bytes) => self.keep_picture(&bytes),
            None => self.keep_picture(&self.client()?.get(address, Want::Picture)?.body),
        }
    }

    /// Keeps a picture that a fragment of a page names.
    pub fn add_clipping(&self, image: &str, title: &str, link: Option<MerchantUrl>) -> Result<Added, JobsError> {
        let picture = self.fetch_picture(image)?;
        let images = if image.starts_with("data:") { Vec::new() } else { vec![image.to_owned()] };
        let mut notes = Vec::new();
        let url = match link {
            Some(link) => {
                let cleaned = clean_with(&self.programs()?, link.as_str())?;
                let address = cleaned.url.clone();
                notes.push(Note::Address(cleaned));
                Some(address)
            }
            None => None,
        };
        let snapshot = ProductSnapshot { title: title.to_owned(), url, images, ..Default::default() };
        Ok(Added { product: self.keep_find(snapshot, Some(picture), Source::Clip)?, notes })
    }

    /// Keeps pixels from the clipboard as a PNG. `rgba` is straight, row by row.
    pub fn add_pixels(
        &self,
        (width_px, height_px): (u32, u32),
        rgba: &[u8],
        link: Option<MerchantUrl>,
    ) -> Result<Added, JobsError> {
        let pixmap = imaging::Pixmap::from_straight_rgba(width_px, height_px, rgba)
            .ok_or(imaging::ImagingError::UnknownFormat)?;
        let picture = self.keep_picture(&imaging::encode_png(&pixmap)?)?;
        let snapshot = ProductSnapshot { url: link, ..Default::default() };
        Ok(Added { product: self.keep_find(snapshot, Some(picture), Source::Paste)?, notes: Vec::new() })
    }

    /// Keeps pictures, saved pages and link files; folders are looked into. Each file has its own outcome.
    pub fn add_files(&self, paths: &[PathBuf]) -> Vec<(PathBuf, Result<Added, JobsError>)> {
        let mut files = Vec::new();
        for path in paths {
            gather(path, &mut files, 0);
        }
        files.truncate(MAX_FILES);
        files.into_iter().map(|path| (path.clone(), self.add_file(&path))).collect()
    }

    /// Keeps one picture, saved page or link file.
    pub fn add_file(&self, path: &Path) -> Result<Added, JobsError> {
        let bytes = read_file(path)?;
        let extension = path.extension().and_then(|each| each.to_str()).unwrap_or_default().to_ascii_lowercase();
        let title = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().replace(['_', '-'], " ");
        match extension.as_str() {
            "url" | "webloc" => {
                let text = String::from_utf8_lossy(&bytes);
                let link = address_in(&text).ok_or_else(|| JobsError::UnknownFile { path: path.to_owned() })?;
                self.add_link(&link)
            }
            "html" | "htm" | "mhtml" | "xhtml" => self.add_page_file(path, &bytes),
            _ => {
                if imaging::probe(&bytes, &Limits::default()).is_err() && looks_like_html(&bytes) {
                    return self.add_page_file(path, &bytes);
                }
                if imaging::Format::of(&bytes).is_none() {
                    return Err(JobsError::UnknownFile { path: path.to_owned() });
                }
                let picture = self.keep_picture(&bytes)?;
                let snapshot = ProductSnapshot { title, ..Default::default() };
                Ok(Added { product: self.keep_find(snapshot, Some(picture), Source::Picture)?, notes: Vec::new() })
            }
        }
    }

    fn add_page_file(&self, path: &Path, bytes: &[u8]) -> Result<Added, JobsError> {
        let report = page::extract(bytes, &PageContext::default())?;
        let url = report.product.as_ref().and_then(|product| product.snapshot.url.clone());
        let Some(url) = url else {
            return Err(JobsError::NoProduct { url: path.display().to_string() });
        };
        self.keep_page(report, &url, true, Source::Page)
    }
}

fn gather(path: &Path, files: &mut Vec<PathBuf>, depth: u32) {
    // Inside a folder, a link to a folder may lead back to where it stands, and what is hidden was not meant.
    let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    if depth > 0 && (is_hidden || path.is_symlink() && path.is_dir()) {
        return;
    }
    if !path.is_dir() {
        files.push(path.to_owned());
    } else if depth < 3
        && let Ok(entries) = std::fs::read_dir(path)
    {
        let mut inside: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        inside.sort();
        for each in inside {
            if files.len() < MAX_FILES {
                gather(&each, files, depth + 1);
            }
        }
    }
}

/// Opens a file. A pipe would wait for ever and a device never end, so they are refused before they are opened.
pub(super) fn open_regular(path: &Path) -> Result<std::fs::File, JobsError> {
    let fail = |error| JobsError::Read { path: path.to_owned(), error };
    let found = std::fs::metadata(path).map_err(fail)?;
    if !found.is_file() && !found.is_dir() {
        return Err(JobsError::NoRegularFile { path: path.to_owned() });
    }
    std::fs::File::open(path).map_err(fail)
}

/// Reads a whole file within the limit.
pub fn read_file(path: &Path) -> Result<Vec<u8>, JobsError> {
    let fail = |error| JobsError::Read { path: path.to_owned(), error };
    let file = open_regular(path)?;
    let bytes = file.metadata().map_err(fail)?.len();
    if bytes > MAX_FILE_BYTES {
        return Err(JobsError::FileTooLarge { path: path.to_owned(), bytes, limit_bytes: MAX_FILE_BYTES });
    }
    let mut content = Vec::new();
    file.take(MAX_FILE_BYTES).read_to_end(&mut content).map_err(fail)?;
    Ok(content)
}

/// The bytes of a `data:image/…` address.
fn data_url(address: &str) -> Option<Vec<u8>> {
    let url = data_url::DataUrl::process(address).ok()?;
    let is_picture = url.mime_type().type_.eq_ignore_ascii_case("image");
    is_picture.then(|| url.decode_to_vec().ok().map(|(bytes, _)| bytes)).flatten()
}

/// The address in a Windows `.url` or a macOS `.webloc` file.
fn address_in(text: &str) -> Option<String> {
    let start = text.find("http://").or_else(|| text.find("https://"))?;
    let rest = text.get(start..)?;
    let end = rest.find(|c: char| c.is_whitespace() || c == '<' || c == '"').unwrap_or(rest.len());
    Some(rest.get(..end)?.replace("&amp;", "&"))
}

fn looks_like_html(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(1024)).unwrap_or_default()).to_ascii_lowercase();
    head.contains("<html") || head.contains("<!doctype html")
}

fn name_in_path(url: &Url) -> String {
    let last = url.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    percent_encoding::percent_decode_str(stem).decode_utf8_lossy().replace(['_', '-', '+'], " ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_addresses_are_decoded() {
        assert_eq!(data_url("data:image/png;base64,AAEC"), Some(vec![0, 1, 2]));
        assert_eq!(data_url("data:image/svg+xml,%3Csvg/%3E"), Some(b"<svg/>".to_vec()));
        assert_eq!(data_url("data:text/html,x"), None);
    }

    #[test]
    fn link_files_hold_an_address() {
        assert_eq!(
            address_in("[InternetShortcut]\r\nURL=https://a.example/x?y=1\r\n").unwrap(),
            "https://a.example/x?y=1"
        );
        let webloc = "<plist><dict><key>URL</key><string>https://a.example/?a=1&amp;b=2</string></dict></plist>";
        assert_eq!(address_in(webloc).unwrap(), "https://a.example/?a=1&b=2");
        assert_eq!(address_in("nothing"), None);
    }

    #[test]
    fn names_come_from_the_path() {
        let url = Url::parse("https://a.example/p/red%20silk_dress.jpg?w=2").unwrap();
        assert_eq!(name_in_path(&url), "red silk dress");
    }
}
