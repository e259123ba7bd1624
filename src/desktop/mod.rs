//! The eframe app: canvas, panels, dialogs, theme, textures, actions.
//!
//! May import every room but `hub`. Names no database and no HTTP: it sends requests to `jobs` and drains
//! their answers. Panels read the state and answer with [`intent::Intent`]s; [`dispatch`] and [`events`] are
//! the only ones that change the document. The UI thread does no decoding, no disk, no network.

pub mod action;
pub mod app;
pub mod canvas;
pub mod chooser;
pub mod clipboard;
pub mod dialog;
mod dialogs;
mod dispatch;
pub mod document;
mod events;
mod icons;
mod input;
pub mod intent;
mod keys;
mod menu;
mod panels;
mod run;
pub mod services;
pub mod state;
mod steps;
pub mod textures;
pub mod theme;
mod toasts;
pub mod tokens;
mod widgets;

pub use run::{DesktopError, run};
