//! Opens the window, or says in one sentence what this computer lacks for it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use crate::i18n::{Lang, desktop as msg, system};
use crate::jobs::{self, Jobs};
use crate::model::{Clock, Ids};
use crate::scene::TextShaper;

use super::app::App;
use super::chooser::SystemChooser;
use super::clipboard::SystemClipboard;
use super::services::Services;

/// The Debian packages that a window needs when they are missing.
const PACKAGES: &str = "libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libgl1";

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum DesktopError {
    /// Neither X nor Wayland.
    #[error("{0}")]
    NoDisplay(String),
    /// A library of the system is missing.
    #[error("{0}")]
    MissingLibrary(String),
    /// Threads could not be started.
    #[error("the workers could not be started: {0}")]
    Workers(#[from] std::io::Error),
}

impl DesktopError {
    /// As sentences: what happened and what to do next.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::NoDisplay(words) | Self::MissingLibrary(words) => words.clone(),
            Self::Workers(error) => msg::no_workers(lang, system::words(lang, error)),
        }
    }
}

/// Opens the window on the library in `dir` and returns when it is closed.
pub fn run(dir: PathBuf, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>, lang: Lang) -> Result<(), DesktopError> {
    if cfg!(target_os = "linux") && !has_display() {
        return Err(DesktopError::NoDisplay(msg::no_display(lang)));
    }
    let icon =
        eframe::icon_data::from_png_bytes(include_bytes!("../../assets/logo/etalage-256.png")).unwrap_or_default();
    let viewport = egui::ViewportBuilder::default()
        .with_title("Etalage")
        .with_app_id("etalage")
        .with_icon(icon)
        .with_inner_size([1360.0, 860.0])
        .with_min_inner_size([900.0, 600.0])
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        dithering: false,
        ..eframe::NativeOptions::default()
    };
    // Without libxkbcommon-x11 winit panics instead of failing.
    let opened = catch_unwind(AssertUnwindSafe(|| {
        eframe::run_native(
            "Etalage",
            options,
            Box::new(move |creation| {
                let ctx = creation.egui_ctx.clone();
                let shaper = Arc::new(TextShaper::new());
                let (called, calls) = crossbeam_channel::bounded(256);
                let wake = ctx.clone();
                let on_call = Arc::new(move |call| {
                    // What comes past that many is in the library all the same.
                    let _ = called.try_send(call);
                    wake.request_repaint();
                });
                let handler = jobs::handler(dir, Arc::clone(&clock), ids, Arc::clone(&shaper), lang, on_call);
                let jobs = Jobs::threads(handler, Arc::new(move || ctx.request_repaint()))?;
                let woken = creation.egui_ctx.clone();
                let clipboard = Box::new(SystemClipboard::new(move || woken.request_repaint())?);
                let woken = creation.egui_ctx.clone();
                let chooser = Box::new(SystemChooser::new(move || woken.request_repaint()));
                Ok(Box::new(App::new(Services { jobs, clock, shaper, clipboard, chooser, calls }, lang)))
            }),
        )
    }));
    match opened {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(DesktopError::MissingLibrary(msg::no_window(lang, error, PACKAGES))),
        Err(_) => Err(DesktopError::MissingLibrary(msg::no_window(lang, "libxkbcommon-x11", PACKAGES))),
    }
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
