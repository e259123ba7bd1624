//! Export: where to, through which channel, and what leaves.

/// A path for a first export of a collage with this title.
pub fn proposed_path(_title: &str) -> String {
    String::new()
}
