//! Partner links against tables that were written from the networks' documented forms, not by this program:
//! `tests/links/*.tsv`. And the sub-ids: that they fit every network, come back, and are not found in noise.

#![expect(clippy::unwrap_used, clippy::panic, reason = "the helpers of tests may fail loudly too")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use etalage::affiliate::{
    Kind, Placement, Programs, RuleBook, Rules, build, clean, clean_with, learn, preview, unwrap_with,
};
use etalage::model::{Channel, ChannelId, ChannelKind, CollageId, MerchantUrl, TileId};
use proptest::prelude::*;

/// The rows of a table, with the line they stand in; `{x:12}` stands for twelve letters x.
fn table<const COLUMNS: usize>(name: &str) -> Vec<(usize, [String; COLUMNS])> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/links").join(name);
    let text = fs::read_to_string(path).unwrap();
    let rows = text.lines().enumerate().filter(|(_, line)| !line.starts_with("# "));
    rows.map(|(at, line)| {
        let cells: Vec<String> = line.split('\t').map(spelt_out).collect();
        (at + 1, cells.try_into().unwrap_or_else(|cells| panic!("{name}:{}: {cells:?}", at + 1)))
    })
    .collect()
}

fn spelt_out(cell: &str) -> String {
    let Some((before, rest)) = cell.split_once("{x:") else { return cell.to_owned() };
    let (count, after) = rest.split_once('}').unwrap();
    format!("{before}{}{after}", "x".repeat(count.parse().unwrap()))
}

fn given(cell: &str) -> Option<&str> {
    Some(cell).filter(|cell| *cell != "-")
}

fn assignments(cell: &str) -> Vec<&str> {
    cell.split(' ').filter(|word| !word.is_empty()).collect()
}

#[test]
fn every_network_gets_its_link_to_the_byte() {
    let rows = table::<6>("build.tsv");
    assert!(rows.len() >= 150, "{}", rows.len());
    let mut covered = BTreeSet::new();
    for (line, [program, ids, destination, sub, channel, expected]) in &rows {
        let rule = Rules::builtin().program(program).unwrap();
        let ids: BTreeMap<String, String> = assignments(ids)
            .into_iter()
            .map(|pair| pair.split_once('=').map(|(key, value)| (key.to_owned(), value.to_owned())).unwrap())
            .collect();
        let kind = ChannelKind::ALL.into_iter().find(|kind| kind.name() == channel).unwrap();
        let url = MerchantUrl::parse(destination).unwrap();
        let channel = Channel::builtin(kind);
        let link = build(rule, &ids, &BTreeSet::new(), &url, given(sub), &channel);
        let link = link.unwrap_or_else(|error| panic!("build.tsv:{line}: {error}"));
        assert_eq!(link.url, *expected, "build.tsv:{line}");
        assert_eq!(link.carries_id, link.why_plain.is_none(), "build.tsv:{line}");
        assert_eq!(link.carries_id, *expected != url.as_str(), "build.tsv:{line}");
        if link.carries_id {
            covered.insert(program.as_str());
            assert_eq!(link.sub_id.as_deref(), given(sub).filter(|_| rule.sub.is_some()), "build.tsv:{line}");
            if rule.kind == Kind::Wrap && rule.template_id.is_none() {
                let back = unwrap_with(&Programs::default(), &link.url).unwrap();
                assert_eq!(back.url, url, "build.tsv:{line}: the destination comes back to the byte");
            }
        }
    }
    let missing: Vec<_> =
        Rules::builtin().settable().map(|rule| rule.name.as_str()).filter(|name| !covered.contains(name)).collect();
    assert!(missing.is_empty(), "not in build.tsv: {missing:?}");
}

#[test]
fn links_lead_where_their_networks_say() {
    for (line, [link, expected]) in table::<2>("unwrap.tsv") {
        let unwrapped = unwrap_with(&Programs::default(), &link).unwrap();
        assert_eq!(unwrapped.url.as_str(), expected, "unwrap.tsv:{line}");
        assert_eq!(unwrapped.is_changed(), link != expected, "unwrap.tsv:{line}");
        let again = unwrap_with(&Programs::default(), unwrapped.url.as_str()).unwrap();
        assert_eq!((again.url, again.removed.len()), (unwrapped.url, 0), "unwrap.tsv:{line}: twice is once");
    }
}

#[test]
fn cleaning_takes_what_follows_people_and_leaves_what_shops_need() {
    for (line, [address, expected, removed]) in table::<3>("clean.tsv") {
        let cleaned = clean(&address).unwrap();
        assert_eq!(cleaned.url.as_str(), expected, "clean.tsv:{line}");
        let taken: Vec<_> = cleaned.removed.iter().map(|removed| removed.what.as_str()).collect();
        assert_eq!(taken, given(&removed).map(assignments).unwrap_or_default(), "clean.tsv:{line}");
        let again = clean(cleaned.url.as_str()).unwrap();
        assert_eq!((again.url, again.removed.len()), (cleaned.url, 0), "clean.tsv:{line}: twice is once");
    }
}

#[test]
fn samples_teach_their_form_and_are_rebuilt_to_the_byte() {
    let web = Channel::builtin(ChannelKind::Web);
    for (line, [sample, shop, destination, program, settings, sub]) in table::<6>("learn.tsv") {
        let mut programs = Programs::default();
        let lesson = learn(&programs, &sample, given(&shop));
        let lesson = lesson.unwrap_or_else(|error| panic!("learn.tsv:{line}: {error}"));
        assert_eq!(lesson.sample, sample, "learn.tsv:{line}");
        let best = lesson.best().unwrap();
        assert_eq!(best.program, program, "learn.tsv:{line}: {:#?}", lesson.proposals);
        assert_eq!((best.rebuilt.as_str(), best.exact), (sample.as_str(), true), "learn.tsv:{line}");
        let learnt: BTreeSet<&str> = best.assignments.iter().map(String::as_str).collect();
        assert_eq!(learnt, assignments(&settings).into_iter().collect(), "learn.tsv:{line}");
        let learnt = best.sub.as_ref().map(|(key, value)| format!("{key}={value}"));
        assert_eq!(learnt.as_deref(), given(&sub), "learn.tsv:{line}");
        if best.program != "generic" && best.program != "clickbank" {
            assert_eq!(lesson.destination.as_str(), destination, "learn.tsv:{line}");
        }
        // Saved, it makes links of its own, and knows them again.
        best.save(&mut programs, false).unwrap_or_else(|error| panic!("learn.tsv:{line}: {error}"));
        let made = preview(&programs, lesson.destination.as_str(), &web).unwrap().link;
        assert!(made.carries_id, "learn.tsv:{line}: {made:?}");
        let seen = preview(&programs, &made.url, &web).unwrap();
        assert_eq!(seen.rebuilt(), Some(&made), "learn.tsv:{line}");
    }
}

#[test]
fn the_tables_are_as_long_as_they_should_be() {
    let pairs = table::<2>("unwrap.tsv").len() + table::<3>("clean.tsv").len() + table::<6>("learn.tsv").len();
    assert!(pairs >= 300, "{pairs}");
}

/// Every field of the rules file, wherever it stands.
fn fields(value: &serde_json::Value, into: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(object) => {
            for (key, value) in object {
                into.insert(key.clone());
                // The keys inside these are ids and values, not fields.
                if !["values", "ids"].contains(&key.as_str()) || value.is_array() {
                    fields(value, into);
                }
            }
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| fields(value, into)),
        _ => {}
    }
}

#[test]
fn every_field_of_the_rules_is_documented() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/affiliate-rules.md")).unwrap();
    let rules = fs::read_to_string(root.join("assets/programs.json")).unwrap();
    let mut known = BTreeSet::new();
    fields(&serde_json::from_str(&rules).unwrap(), &mut known);
    assert!(known.len() > 40);
    let missing: Vec<_> = known
        .iter()
        .filter(|field| !page.contains(&format!("`{field}`")) && !page.contains(&format!("\"{field}\"")))
        .collect();
    assert!(missing.is_empty(), "docs/affiliate-rules.md does not explain {missing:?}");
    // The example of the page is a file that can be used as it stands.
    let example = page.split("```json").nth(1).unwrap().split("```").next().unwrap();
    let book = RuleBook::with_own("example", example).unwrap();
    let mut programs = Programs::default().with_rules(book);
    programs.set("my-network", &["publisher=7", "merchant.shop.example=8"]).unwrap();
    let link = preview(&programs, "https://shop.example/a b", &Channel::builtin(ChannelKind::Web)).unwrap().link;
    assert_eq!(link.url, "https://go.network.example/c?m=8&p=7&to=https%3A%2F%2Fshop.example%2Fa%2520b");
    assert_eq!(preview(&programs, &link.url, &Channel::builtin(ChannelKind::Web)).unwrap().rebuilt(), Some(&link));
}

proptest! {
    #[test]
    fn any_form_around_any_address_is_learnt(
        form in prop::sample::select(vec!["url|enc", "url|enc2", "url|js", "url|path", "url|lower", "url|base64url"]),
        frame in prop::sample::select(vec![
            "https://go.net.example/c?m=1&u={}&k=2",
            "https://go.net.example/c?u={}",
            "https://go.net.example/to/{}",
            "https://go.net.example/x:1/d:{}",
            "https://go.net.example/app#u={}",
        ]),
        tail in "[a-z0-9 %/&=?+;:@()*,!~.\u{e9}-]{0,20}(#[a-z]{1,4})?",
    ) {
        let Ok(shop) = MerchantUrl::parse(&format!("https://shop.example/{tail}")) else { return Ok(()) };
        // Slashes in a value of a path are the path's own.
        prop_assume!(form != "url|path" || frame.contains("?u="));
        let template = frame.replace("{}", &format!("{{{form}}}"));
        let mut programs = Programs::default();
        programs.set("generic-wrap", &[format!("template.shop.example={template}")]).unwrap();
        let web = Channel::builtin(ChannelKind::Web);
        let Ok(seen) = preview(&programs, shop.as_str(), &web) else { return Ok(()) };
        prop_assume!(seen.link.carries_id);
        let lesson = learn(&Programs::default(), &seen.link.url, Some("shop.example")).unwrap();
        let best = lesson.best().unwrap();
        prop_assert_eq!(&best.rebuilt, &seen.link.url);
        prop_assert!(best.exact);
        prop_assert_eq!(&lesson.destination, &seen.cleaned.url);
    }
}

/// Marsaglia's xorshift64: the same numbers every time.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn placement(&mut self) -> Placement {
        let (collage, rest) = (self.next(), self.next());
        Placement {
            collage: CollageId::from_raw(collage),
            tile: TileId::from_raw((rest & 0xff_ffff) as u32),
            channel: ChannelId::from_raw((rest >> 40 & 0xffff) as u16),
        }
    }
}

/// How many to try: a million with `ETALAGE_SUB_IDS=1000000`.
fn how_many() -> usize {
    std::env::var("ETALAGE_SUB_IDS").ok().and_then(|text| text.parse().ok()).unwrap_or(20_000)
}

#[test]
fn placements_come_back_from_every_networks_sub_id() {
    let mut numbers = Numbers(0x2026_1122);
    let slots: Vec<_> = Rules::builtin().settable().filter_map(|rule| rule.sub.as_ref()).collect();
    assert!(slots.len() > 20);
    for at in 0..how_many() {
        let placement = numbers.placement();
        let text = placement.sub_id();
        assert!(text.len() <= 30);
        assert_eq!(Placement::from_sub_id(&text), Ok(placement));
        // All slots take the same text today; each is asked in turn.
        let slot = slots[at % slots.len()];
        let fitted = placement.sub_id_for(slot);
        assert!(fitted.len() <= slot.max && fitted.chars().all(|letter| slot.alphabet.has(letter)), "{}", slot.key);
        assert_eq!(Placement::from_sub_id(&fitted), Ok(placement), "{}", slot.key);
    }
}

#[test]
fn random_texts_name_no_placement() {
    const DIGITS: &[u8] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut numbers = Numbers(0x5eed);
    for _ in 0..how_many() {
        let mut text: String = (0..28).map(|_| char::from(DIGITS[(numbers.next() % 32) as usize])).collect();
        // The last digit of a sub-id is even, so that chance has the check alone against it.
        text.push(char::from(DIGITS[(numbers.next() % 16 * 2) as usize]));
        assert!(Placement::from_sub_id(&text).is_err(), "{text}");
    }
}

#[test]
fn a_strangers_sample_does_not_take_the_place_of_ones_own_ids() {
    let mut programs = Programs::default();
    programs.set("awin", &["awinaffid=123", "mid.shop.example=45"]).unwrap();
    let before = programs.clone();
    let sample = "https://www.awin1.com/cread.php?awinmid=67&awinaffid=999&ued=https%3A%2F%2Fnew.example%2Fa";
    let lesson = learn(&programs, sample, None).unwrap();
    let best = lesson.best().unwrap();
    assert_eq!(best.replaces, [("awinaffid".to_owned(), "123".to_owned(), "999".to_owned())]);
    let refused = best.save(&mut programs, false).unwrap_err().to_string();
    assert!(refused.contains("999") && refused.contains("123"), "{refused}");
    assert_eq!(programs, before);
    best.save(&mut programs, true).unwrap();
    assert!(clean_with(&programs, sample).unwrap().had_own_id());
}

#[test]
fn what_teaches_nothing_is_refused_with_a_reason() {
    let programs = Programs::default();
    for (sample, shop, says) in [
        ("https://amzn.to/3abc", None, "no form can be learnt"),
        ("https://shop.example/p?id=7", None, "no form can be learnt"),
        (
            "https://go.example/?u=https%3A%2F%2Fshop.example%2F",
            Some("other.example"),
            "shop.example, not to other.example",
        ),
        ("https://go.example/?u=https%3A%2F%2Fshop.example%2F", Some("nonsense"), "host name"),
        ("javascript:alert(1)", None, "http"),
        ("", None, "web address"),
    ] {
        let error = learn(&programs, sample, shop).unwrap_err().to_string();
        assert!(error.contains(says), "{sample}: {error}");
    }
}
