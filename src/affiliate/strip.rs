//! Which parameters of a shop's address are somebody's, and the address without them.

use super::clean::{Removed, RemovedKind};
use super::query::{self, Parts};
use super::rules::{ProgramRule, Rules, host_within, listed};
use super::settings::Programs;
use super::template::Template;
use crate::model::MerchantUrl;

/// The address without trackers and partners' parameters.
pub(super) fn strip(programs: &Programs, url: &MerchantUrl, removed: &mut Vec<Removed>) -> String {
    let rules = programs.rules();
    let host = url.host();
    let parts = Parts::of(url.as_str());
    let at_home: Vec<&ProgramRule> = rules.programs.iter().filter(|rule| rule.market(&host).is_some()).collect();
    let mut kept = Vec::new();
    for pair in parts.pairs() {
        let key = query::key(pair);
        match kind_of(programs, rules, &at_home, &host, &parts, &key) {
            Some(kind) => {
                removed.push(Removed { what: key.into_owned(), value: query::value(pair).into_owned(), kind });
            }
            None => kept.push(pair),
        }
    }
    let mut base = parts.base;
    for start in at_home.iter().flat_map(|rule| &rule.path_trackers) {
        while let Some((rest, segment)) = base.rsplit_once('/')
            && segment.starts_with(start.as_str())
        {
            let what = start.trim_end_matches('=').to_owned();
            let value = segment.strip_prefix(start.as_str()).unwrap_or_default().to_owned();
            removed.push(Removed { what, value, kind: RemovedKind::Tracker });
            base = rest;
        }
    }
    Parts { base, ..parts }.with_pairs(&kept)
}

/// What a parameter is, if it has to go.
fn kind_of(
    programs: &Programs,
    rules: &Rules,
    at_home: &[&ProgramRule],
    host: &str,
    parts: &Parts<'_>,
    key: &str,
) -> Option<RemovedKind> {
    if let Some(kind) = described_param(programs, host, parts, key) {
        return Some(kind);
    }
    for rule in at_home {
        if rule.params.iter().any(|(own, _)| own.as_str() == key) || rule.own_params.iter().any(|own| own == key) {
            return Some(whose(programs, rule, parts));
        }
    }
    if at_home.iter().any(|rule| listed(&rule.trackers, key)) || listed(&rules.trackers, key) {
        return Some(RemovedKind::Tracker);
    }
    let network =
        rules.programs.iter().find(|rule| !rule.owns_shops() && rule.own_params.iter().any(|own| own == key))?;
    Some(RemovedKind::ForeignId { program: network.title.clone() })
}

/// Whose id a shop's own program found: ours when an id parameter has a value of ours, a mere tracker when
/// there is no id at all.
fn whose(programs: &Programs, rule: &ProgramRule, parts: &Parts<'_>) -> RemovedKind {
    let program = rule.title.clone();
    let mut any = false;
    for (param, id) in rule.params.iter().filter_map(|(param, value)| Some((param.as_str(), value.only_id()?))) {
        for pair in parts.pairs().filter(|pair| query::key(pair) == param) {
            any = true;
            let value = query::value(pair);
            if programs.values(&rule.name, id).any(|own| own == value) {
                return RemovedKind::Own { program };
            }
        }
    }
    if any { RemovedKind::ForeignId { program } } else { RemovedKind::Tracker }
}

/// A parameter that the person described for this shop.
fn described_param(programs: &Programs, host: &str, parts: &Parts<'_>, key: &str) -> Option<RemovedKind> {
    let rules = programs.rules();
    let entries = programs.entries.iter().filter(|entry| entry.hosts.iter().any(|own| host_within(host, own)));
    entries.into_iter().find_map(|entry| {
        let rule = rules.program(&entry.name).ok()?;
        let filled = |template: &Template| template.only_id().and_then(|id| entry.ids.get(id));
        let mut params = rule.params.iter().filter(|(param, _)| param.only_id().is_some());
        params.find(|(param, _)| filled(param).is_some_and(|own| own == key))?;
        // The value stands beside the first described parameter.
        let (param, value) = rule.params.iter().find_map(|(param, value)| Some((filled(param)?, filled(value)?)))?;
        let own = parts.pairs().any(|pair| query::key(pair) == param.as_str() && query::value(pair) == value.as_str());
        let program = rule.title.clone();
        Some(if own { RemovedKind::Own { program } } else { RemovedKind::ForeignId { program } })
    })
}
