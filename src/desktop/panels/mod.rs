//! The parts of the window around the board. Each draws from the state and answers with intents.

pub mod banner;
pub mod bottom_bar;
mod budget;
pub mod finds;
pub mod gallery;
pub mod inspector;
mod money;
pub mod start;
pub mod top_bar;
pub mod writing;
