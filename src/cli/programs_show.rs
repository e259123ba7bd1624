//! `etalage programs show`: everything that a rule says, and where it is from.

use serde_json::{Value, json};

use crate::affiliate::{Alphabet, Freshness, Kind, LinkMode, ProgramRule, Programs};
use crate::i18n::{Lang, links as say};
use crate::model::ChannelKind;

/// The rule as JSON.
pub fn shape(programs: &Programs, rule: &ProgramRule, lang: Lang) -> Value {
    let fresh = |rule: &Option<Freshness>| {
        rule.map(|fresh| {
            json!({
                "from_interface_only": fresh.from_interface_only,
                "linked_only": fresh.linked_only,
                "max_age_hours": fresh.max_age_hours,
            })
        })
    };
    let names = |kinds: &[ChannelKind]| kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>();
    json!({
        "name": rule.name,
        "title": rule.title,
        "kind": kind_name(rule.kind),
        "own": !programs.rule_book().is_builtin(&rule.name),
        "template": rule.template.as_ref().map(|template| template.as_str()),
        "params": rule.params.iter().map(|(key, value)| json!([key.as_str(), value.as_str()])).collect::<Vec<_>>(),
        "ids": rule.ids.iter().map(|id| json!({
            "key": id.key,
            "label": id.label.get(lang),
            "optional": id.optional,
            "max": id.max,
        })).collect::<Vec<_>>(),
        "sub": rule.sub.as_ref().map(|sub| json!({
            "key": sub.key,
            "max": sub.max,
            "characters": sub.alphabet.words(),
            "more": sub.more.iter().map(|slot| &slot.key).collect::<Vec<_>>(),
        })),
        "hosts": link_hosts(rule),
        "shops": rule.markets.iter().flat_map(|market| &market.hosts).collect::<Vec<_>>(),
        "mode": mode_name(rule.mode),
        "forbidden": names(&rule.forbidden),
        "ask_first": names(&rule.ask_first),
        "exceptions": rule.exceptions.iter().map(|one| json!({
            "hosts": one.hosts,
            "forbidden": names(&one.forbidden),
            "ask_first": names(&one.ask_first),
        })).collect::<Vec<_>>(),
        "prices": fresh(&rule.prices),
        "pictures": fresh(&rule.pictures),
        "sentence": rule.sentence.as_ref().map(|words| words.get(lang)),
        "programmes": rule.programmes.iter().map(|one| json!({
            "code": one.code,
            "title": one.title,
            "host": one.host,
            "ids": one.ids,
        })).collect::<Vec<_>>(),
        "dead_since": rule.dead_since,
        "replaced_by": rule.replaced_by,
        "confidence": rule.confidence(),
        "facts": rule.facts.iter().map(|fact| json!({
            "about": fact.about,
            "says": fact.says.as_ref().map(|words| words.get(lang)),
            "from": fact.from,
            "confidence": fact.confidence,
        })).collect::<Vec<_>>(),
        "checked_on": rule.checked_on,
    })
}

/// The rule as lines for people.
pub fn words(programs: &Programs, rule: &ProgramRule, lang: Lang) -> String {
    let mut lines = vec![head(programs, rule, lang)];
    let mut field = |label: String, text: String| {
        if !text.is_empty() {
            lines.push(format!("  {label}: {text}"));
        }
    };
    let link = rule.template.as_ref().map_or_else(
        || {
            let params = rule.params.iter().map(|(key, value)| format!("{}={}", key.as_str(), value.as_str()));
            params.collect::<Vec<_>>().join("&")
        },
        |template| template.as_str().to_owned(),
    );
    field(say::label_link(lang), link);
    let ids = rule.ids.iter().map(|id| format!("{} ({})", id.key, id.label.get(lang)));
    field(say::label_ids(lang), ids.collect::<Vec<_>>().join(", "));
    if let Some(sub) = &rule.sub {
        let more: Vec<_> = sub.more.iter().map(|slot| slot.key.as_str()).collect();
        let slot = say::sub_slot(lang, &sub.key, sub.max, characters(sub.alphabet, lang));
        let more = if more.is_empty() { String::new() } else { format!("; {}", say::sub_more(lang, more.join(", "))) };
        field(say::label_sub(lang), slot + &more);
    }
    field(say::label_hosts(lang), link_hosts(rule).join(", "));
    let shops: Vec<_> = rule.markets.iter().flat_map(|market| &market.hosts).map(String::as_str).collect();
    field(say::label_shops(lang), shops.join(", "));
    if rule.kind != Kind::Recognise {
        field(
            say::label_mode(lang),
            match rule.mode {
                LinkMode::Direct => say::mode_direct(lang),
                LinkMode::Hub => say::mode_hub(lang),
                LinkMode::Both => say::mode_both(lang),
            },
        );
        field(say::label_channels(lang), channels(rule, lang));
    }
    field(say::label_prices(lang), freshness(rule.prices, lang));
    field(say::label_pictures(lang), freshness(rule.pictures, lang));
    field(say::label_sentence(lang), rule.sentence.as_ref().map_or("", |words| words.get(lang)).to_owned());
    let programmes = rule.programmes.iter().map(|one| format!("programme={} ({})", one.code, one.title));
    field(say::label_programmes(lang), programmes.collect::<Vec<_>>().join(", "));
    if !rule.facts.is_empty() {
        let checked = if rule.checked_on.is_empty() { String::new() } else { say::checked_on(lang, &rule.checked_on) };
        lines.push(format!("  {}: {checked}", say::label_sources(lang)));
        lines.extend(rule.facts.iter().map(|fact| {
            let says = fact.says.as_ref().map_or_else(String::new, |words| format!(" {}", words.get(lang)));
            format!("    [{}] {}: {}.{says}", fact.confidence.words(lang), fact.about.words(lang), fact.from)
        }));
    }
    lines.join("\n")
}

fn head(programs: &Programs, rule: &ProgramRule, lang: Lang) -> String {
    let kind = match rule.kind {
        Kind::Append => say::kind_append(lang),
        Kind::Wrap => say::kind_wrap(lang),
        Kind::Door => say::kind_door(lang),
        Kind::Recognise => say::kind_recognise(lang),
    };
    let own = (!programs.rule_book().is_builtin(&rule.name)).then(|| say::of_your_own(lang));
    let dead = rule.dead_since.as_ref().map(|year| say::dead_since(lang, year));
    let heir = rule.replaced_by.as_ref().map(|heir| say::replaced_by(lang, heir));
    let parts: Vec<String> = [Some(kind), own, dead, heir].into_iter().flatten().collect();
    format!("{} ({}): {}", rule.title, rule.name, parts.join("; "))
}

fn channels(rule: &ProgramRule, lang: Lang) -> String {
    let list = |kinds: &[ChannelKind]| kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ");
    let mut parts = Vec::new();
    if !rule.forbidden.is_empty() {
        parts.push(say::channels_forbidden(lang, list(&rule.forbidden)));
    }
    if !rule.ask_first.is_empty() {
        parts.push(say::channels_asked(lang, list(&rule.ask_first)));
    }
    let closed = rule.exceptions.iter().filter(|one| !one.forbidden.is_empty());
    parts.extend(closed.map(|one| say::channels_of_shop(lang, one.hosts.join(", "), list(&one.forbidden))));
    parts.join("; ")
}

fn freshness(rule: Option<Freshness>, lang: Lang) -> String {
    let Some(fresh) = rule else { return String::new() };
    let parts = [
        fresh.from_interface_only.then(|| say::fresh_interface(lang)),
        fresh.linked_only.then(|| say::fresh_linked(lang)),
        fresh.max_age_hours.map(|hours| say::fresh_hours(lang, hours)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn characters(alphabet: Alphabet, lang: Lang) -> String {
    match alphabet {
        Alphabet::Digits => say::digits_only(lang),
        Alphabet::Alphanumeric => say::letters_digits(lang),
        _ => say::letters_and_signs(lang),
    }
}

fn link_hosts(rule: &ProgramRule) -> Vec<&str> {
    let hosts = rule.redirectors.iter().flat_map(|redirector| &redirector.hosts);
    hosts.map(String::as_str).filter(|host| *host != "*").collect()
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Append => "append",
        Kind::Wrap => "wrap",
        Kind::Door => "door",
        Kind::Recognise => "recognise",
    }
}

fn mode_name(mode: LinkMode) -> &'static str {
    match mode {
        LinkMode::Direct => "direct",
        LinkMode::Hub => "hub",
        LinkMode::Both => "both",
    }
}
