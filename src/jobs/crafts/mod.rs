//! Whole errands as methods of [`super::Studio`]: what a shell asks for in one sentence.

pub mod add;
pub mod clip;
pub mod collages;
pub mod demo;
pub mod export;
pub mod feed;
pub mod feeds;
pub mod tidy;
pub mod view;
