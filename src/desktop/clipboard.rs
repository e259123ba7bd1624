//! What lies on the system's clipboard, in order of worth: files, HTML with a picture's address, an address,
//! a picture. egui itself only hands over text, or a picture when there is no text at all.

use std::path::PathBuf;

use crossbeam_channel::{Receiver, Sender, bounded};

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

/// The system's clipboard, or a made-up one in tests. Another program may take its time to hand over what it
/// copied, and a picture must be decoded: so it is asked now and answers in a later frame.
pub trait Clipboard {
    /// Asks what lies there.
    fn ask(&mut self);
    /// The answer, best first, once it is there; empty when there is nothing of use.
    fn answer(&mut self) -> Option<Vec<Pasted>>;
}

/// The real one, read on a thread of its own.
pub struct SystemClipboard {
    questions: Sender<()>,
    answers: Receiver<Vec<Pasted>>,
}

impl SystemClipboard {
    /// Starts the reader; `wake` is called after each answer.
    pub fn new(wake: impl Fn() + Send + 'static) -> std::io::Result<Self> {
        let (questions, asked) = bounded::<()>(1);
        let (answered, answers) = bounded(1);
        std::thread::Builder::new().name("clipboard".to_owned()).spawn(move || {
            // Opened at the first question: on some systems that takes a moment.
            let mut clipboard = None;
            for () in asked {
                if clipboard.is_none() {
                    clipboard = arboard::Clipboard::new().ok();
                }
                let found = clipboard.as_mut().map(read).unwrap_or_default();
                if answered.send(found).is_err() {
                    break;
                }
                wake();
            }
        })?;
        Ok(Self { questions, answers })
    }
}

impl Clipboard for SystemClipboard {
    fn ask(&mut self) {
        // One question at a time is enough.
        let _ = self.questions.try_send(());
    }

    fn answer(&mut self) -> Option<Vec<Pasted>> {
        self.answers.try_recv().ok()
    }
}

fn read(clipboard: &mut arboard::Clipboard) -> Vec<Pasted> {
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

/// A clipboard with fixed content.
#[derive(Debug, Default)]
pub struct FixedClipboard {
    /// What lies there.
    pub content: Vec<Pasted>,
    asked: bool,
}

impl FixedClipboard {
    /// A clipboard that always holds `content`.
    pub fn new(content: Vec<Pasted>) -> Self {
        Self { content, asked: false }
    }
}

impl Clipboard for FixedClipboard {
    fn ask(&mut self) {
        self.asked = true;
    }

    fn answer(&mut self) -> Option<Vec<Pasted>> {
        std::mem::take(&mut self.asked).then(|| self.content.clone())
    }
}
