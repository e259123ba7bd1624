//! What stands around the destination of a sample, as a template writes it, with the sub-id as a slot.

use std::collections::BTreeSet;

use super::learn_find::Found;
use super::query;
use super::rules::Rules;
use super::template::Template;

/// A sample without its destination.
pub(super) struct Frame {
    /// What stands before the destination.
    pub before: String,
    /// What stands behind it.
    pub after: String,
    /// The parameter of the sub-id, and its value in the sample.
    pub sub: Option<(String, String)>,
}

/// Sub-id parameters of networks without a rule.
const SUB_PARAMS: [&str; 12] =
    ["subid", "subid1", "sub_id", "sub1", "subId", "aff_sub", "afftrack", "clickref", "epi", "u1", "s1", "xcust"];

/// The marks between the parts of a link.
const MARKS: [char; 4] = ['&', '?', '/', '#'];

impl Frame {
    /// The sample as it stands.
    pub fn plain(sample: &str, found: &Found) -> Option<Self> {
        let (before, after) = (sample.get(..found.start)?, sample.get(found.end..)?);
        Some(Self { before: Template::literal(before), after: Template::literal(after), sub: None })
    }

    /// The sample with a slot for its sub-id, before the destination or behind it.
    pub fn with_sub(rules: &Rules, sample: &str, found: &Found) -> Option<Self> {
        let of_rules = rules.programs.iter().filter_map(|rule| rule.sub.as_ref()).map(|sub| sub.key.as_str());
        // One letter is too little to tell a sub-id by.
        let known: BTreeSet<&str> = of_rules.filter(|key| key.len() > 1).chain(SUB_PARAMS).collect();
        let (before, after) = (sample.get(..found.start)?, sample.get(found.end..)?);
        let authority = before.find("://").map_or(0, |at| at + 3);
        let path = before.get(authority..)?.find(MARKS).map_or(before.len(), |at| authority + at);
        if let Some((before, sub)) = slotted(&known, before, path) {
            return Some(Self { before, after: Template::literal(after), sub: Some(sub) });
        }
        let (after, sub) = slotted(&known, after, 0)?;
        Some(Self { before: Template::literal(before), after, sub: Some(sub) })
    }
}

/// A text, from a place on, with a slot in the place of the first sub-id, and that. Without a value, the
/// whole parameter is left out.
fn slotted(known: &BTreeSet<&str>, text: &str, from: usize) -> Option<(String, (String, String))> {
    let mut start = from;
    for part in text.get(from..)?.split_inclusive(MARKS) {
        let bare = part.trim_end_matches(MARKS);
        if let Some((key, raw)) = bare.split_once(['=', ':'])
            && known.contains(key)
            && let Some(value) = query::decode(raw).filter(|value| query::encode(value) == raw)
        {
            let sign = bare.get(key.len()..=key.len())?;
            let (head, tail) = (text.get(..start)?, text.get(start + bare.len()..)?);
            let slot = if let Some(before) = head.strip_suffix(['&', '/']) {
                let mark = head.get(before.len()..)?;
                format!("{}[{mark}{key}{sign}{{sub}}]{}", Template::literal(before), Template::literal(tail))
            } else if let Some(tail) = tail.strip_prefix('&') {
                format!("{}[{key}{sign}{{sub}}&]{}", Template::literal(head), Template::literal(tail))
            } else {
                format!("{}{key}{sign}{{sub}}{}", Template::literal(head), Template::literal(tail))
            };
            return Some((slot, (key.to_owned(), value.into_owned())));
        }
        start += part.len();
    }
    None
}
