//! The data that shop systems embed for their own scripts.

use super::candidate::Candidate;
use super::dom::Dom;
use super::merge::About;
use crate::ingest::price::PriceHints;

/// Products found in embedded state that the page is about.
pub(super) fn read(_dom: &Dom<'_>, _about: &About<'_>, _hints: &PriceHints<'_>) -> Vec<Candidate> {
    Vec::new()
}
