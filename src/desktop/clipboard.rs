//! What lies on the system's clipboard, in order of worth: files, HTML with a picture's address, an address,
//! a picture. egui itself only hands over text, or a picture when there is no text at all.

use std::path::PathBuf;

/// Something to paste.
#[derive(Debug, Clone, PartialEq)]
pub enum Pasted {
    /// Files of the file manager.
    Files(Vec<PathBuf>),
    /// A fragment of a page.
    Html(String),
    /// Plain text; may be an address.
    Text(String),
    /// Pixels, straight RGBA.
    Picture {
        /// Width in pixels.
        width_px: usize,
        /// Height in pixels.
        height_px: usize,
        /// Four bytes a pixel, row by row.
        rgba: Vec<u8>,
    },
}

/// The system's clipboard, or a made-up one in tests.
pub trait Clipboard {
    /// All that lies there, best first; empty when there is nothing of use.
    fn read(&mut self) -> Vec<Pasted>;

    /// The text that lies there. Cheaper than [`Self::read`]: no picture is decoded.
    fn text(&mut self) -> Option<String> {
        self.read().into_iter().find_map(|each| match each {
            Pasted::Text(text) => Some(text),
            _ => None,
        })
    }
}

/// The real one. It is opened at the first use: on some systems that takes a moment.
#[derive(Default)]
pub struct SystemClipboard {
    inner: Option<arboard::Clipboard>,
}

impl SystemClipboard {
    fn open(&mut self) -> Option<&mut arboard::Clipboard> {
        if self.inner.is_none() {
            self.inner = arboard::Clipboard::new().ok();
        }
        self.inner.as_mut()
    }
}

impl Clipboard for SystemClipboard {
    fn text(&mut self) -> Option<String> {
        self.open()?.get_text().ok()
    }

    fn read(&mut self) -> Vec<Pasted> {
        let Some(clipboard) = self.open() else { return Vec::new() };
        let mut found = Vec::new();
        if let Ok(files) = clipboard.get().file_list()
            && !files.is_empty()
        {
            found.push(Pasted::Files(files));
        }
        if let Ok(html) = clipboard.get().html() {
            found.push(Pasted::Html(html));
        }
        if let Ok(picture) = clipboard.get_image() {
            let rgba = picture.bytes.into_owned();
            found.push(Pasted::Picture { width_px: picture.width, height_px: picture.height, rgba });
        }
        if let Ok(text) = clipboard.get_text()
            && !text.trim().is_empty()
        {
            found.push(Pasted::Text(text));
        }
        found
    }
}

/// A clipboard with fixed content.
#[derive(Debug, Default)]
pub struct FixedClipboard(pub Vec<Pasted>);

impl Clipboard for FixedClipboard {
    fn read(&mut self) -> Vec<Pasted> {
        self.0.clone()
    }
}
