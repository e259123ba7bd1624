//! Partner links to the byte: what each program gets, what each channel may carry, and the laws of
//! building, cleaning and decorating.

#![expect(clippy::unwrap_used, clippy::panic, reason = "the helpers of tests may fail loudly too")]

use std::collections::{BTreeMap, BTreeSet};

use etalage::affiliate::{
    Alphabet, DeepLink, Kind, LinkMode, Placement, PlainReason, ProgramRule, Programs, RemovedKind, Rules, Scope,
    Topic, build, clean, clean_with, deep_link,
};
use etalage::i18n::Lang;
use etalage::model::{Channel, ChannelKind, CollageId, MerchantUrl, TileId};
use proptest::prelude::*;

/// The sub-id of [`placement`] on the web.
const SUB: &str = "0000000000002000080034p9x4tpm";

fn placement(channel: &Channel) -> Placement {
    Placement { collage: CollageId::from_raw(1), tile: TileId::from_raw(2), channel: channel.id }
}

fn programs(settings: &[(&str, &[&str])]) -> Programs {
    let mut programs = Programs::default();
    for (name, assignments) in settings {
        programs.set(name, assignments).unwrap_or_else(|error| panic!("{name} {assignments:?}: {error}"));
    }
    programs
}

/// Every program of the first set, each with a shop of its own.
fn first_set() -> Programs {
    programs(&[
        ("amazon", &["tag=me-20", "tag.de=me-de-21", "tag.uk=me-uk-21"]),
        ("awin", &["awinaffid=123", "mid.awin.example=4567"]),
        ("cj", &["pid=765", "host=cj.example"]),
        ("rakuten", &["id=aBc*eF/hiJk", "mid.rakuten.example=24513"]),
        ("ebay", &["campid=5338"]),
        ("impact", &["mpid=11", "host=impact.example", "vanity=brand.pxf.io", "adid=22", "campaign=33"]),
        ("generic", &["host=param.example", "param=ref", "value=me&you"]),
        ("generic-wrap", &["host=wrap.example", "template=https://go.example/to?s={sub}&u={url|enc}"]),
        ("partnerize", &["camref.partnerize.example=1101l"]),
        ("tradedoubler", &["a=1", "p.tradedoubler.example=2"]),
        ("skimlinks", &["id=12X34"]),
    ])
}

fn web(programs: &Programs, url: &str) -> DeepLink {
    let channel = Channel::builtin(ChannelKind::Web);
    deep_link(programs, &MerchantUrl::parse(url).unwrap(), &placement(&channel), &channel)
}

#[test]
fn links_are_right_to_the_byte() {
    let programs = first_set();
    let long = "x".repeat(3000);
    let long_url = format!("https://awin.example/{long}");
    let long_link = format!(
        "https://www.awin1.com/cread.php?awinmid=4567&awinaffid=123&clickref={SUB}&ued=https%3A%2F%2Fawin.example%2F{long}"
    );
    let table: &[(&str, &str)] = &[
        // Amazon: before the fragment, per marketplace, no sub-id, other parameters kept.
        ("https://www.amazon.com/dp/B012345678", "https://www.amazon.com/dp/B012345678?tag=me-20"),
        (
            "https://www.amazon.de/dp/B012345678?th=1#reviews",
            "https://www.amazon.de/dp/B012345678?th=1&tag=me-de-21#reviews",
        ),
        (
            "https://www.amazon.co.uk/dp/B012345678?tag=other-21&th=1",
            "https://www.amazon.co.uk/dp/B012345678?th=1&tag=me-uk-21",
        ),
        (
            "https://www.amazon.fr/dp/B012345678?x=a%2Fb+c%20d",
            "https://www.amazon.fr/dp/B012345678?x=a%2Fb+c%20d&tag=me-20",
        ),
        // Awin: the whole destination encoded once.
        (
            "https://www.awin.example/a b/ü?x=1&y=%2F#top",
            "https://www.awin1.com/cread.php?awinmid=4567&awinaffid=123&clickref={sub}&ued=https%3A%2F%2Fwww.awin.example%2Fa%2520b%2F%25C3%25BC%3Fx%3D1%26y%3D%252F%23top",
        ),
        (long_url.as_str(), long_link.as_str()),
        // CJ: raw in the path, encoded where a fragment would end the link.
        (
            "https://cj.example/a%20b?x=1&y=%2F",
            "https://www.anrdoezrs.net/links/765/type/dlg/sid/{sub}/https://cj.example/a%20b?x=1&y=%2F",
        ),
        (
            "https://cj.example/a?x=1#top",
            "https://www.anrdoezrs.net/links/765/type/dlg/sid/{sub}/https%3A%2F%2Fcj.example%2Fa%3Fx%3D1%23top",
        ),
        (
            "https://rakuten.example/a?b=c&d",
            "https://click.linksynergy.com/deeplink?id=aBc%2AeF%2FhiJk&mid=24513&u1={sub}&murl=https%3A%2F%2Frakuten.example%2Fa%3Fb%3Dc%26d",
        ),
        (
            "https://www.ebay.fr/itm/1234567890?var=5",
            "https://www.ebay.fr/itm/1234567890?var=5&mkevt=1&mkcid=1&mkrid=709-53476-19255-0&campid=5338&toolid=10001&customid={sub}",
        ),
        (
            "https://www.ebay.com/itm/1?campid=1&mkevt=1&customid=x#d",
            "https://www.ebay.com/itm/1?mkevt=1&mkcid=1&mkrid=711-53200-19255-0&campid=5338&toolid=10001&customid={sub}#d",
        ),
        (
            "https://impact.example/a/",
            "https://brand.pxf.io/c/11/22/33?subId1={sub}&u=https%3A%2F%2Fimpact.example%2Fa%2F",
        ),
        ("https://param.example/", "https://param.example/?ref=me%26you"),
        ("https://param.example/a?ref=other&b=1#c", "https://param.example/a?b=1&ref=me%26you#c"),
        ("https://wrap.example/a?b=%20", "https://go.example/to?s={sub}&u=https%3A%2F%2Fwrap.example%2Fa%3Fb%3D%2520"),
        (
            "https://partnerize.example/a",
            "https://prf.hn/click/camref:1101l/pubref:{sub}/destination:https%3A%2F%2Fpartnerize.example%2Fa",
        ),
        (
            "https://tradedoubler.example/a",
            "https://clk.tradedoubler.com/click?p=2&a=1&epi={sub}&url=https%3A%2F%2Ftradedoubler.example%2Fa",
        ),
        // Any other shop, with a name in another script.
        (
            "https://bücher.example/",
            "https://go.skimresources.com/?id=12X34&xs=1&url=https%3A%2F%2Fxn--bcher-kva.example%2F&xcust={sub}",
        ),
    ];
    for (url, expected) in table {
        let link = web(&programs, url);
        assert_eq!(link.url, expected.replace("{sub}", SUB), "{url}: {:?}", link.why_plain);
        assert!(link.carries_id && link.why_plain.is_none());
        assert_eq!(link.sub_id.is_some(), link.url.contains(SUB));
        assert_eq!(link.is_long(), link.url.len() > 2048);
        assert_eq!(web(&programs, url), link, "the same arguments give the same bytes");
        assert_eq!(web(&programs, &link.url), link, "decorating twice changes nothing");
    }
    assert_eq!(SUB.parse(), Ok(placement(&Channel::builtin(ChannelKind::Web))));
}

#[test]
fn a_strangers_link_becomes_ones_own() {
    let programs = first_set();
    let theirs = "https://www.awin1.com/cread.php?awinmid=4567&awinaffid=999&clickref=x&ued=https%3A%2F%2Fawin.example%2Fa%3Futm_source%3Dx";
    let link = web(&programs, theirs);
    assert_eq!(link, web(&programs, "https://awin.example/a"));
    assert!(!link.url.contains("999"));
}

#[test]
fn shops_without_a_program_stay_plain() {
    let programs = programs(&[("awin", &["mid.awin.example=4567"])]);
    let link = web(&programs, "https://shop.example/a?b=1");
    assert_eq!(link.url, "https://shop.example/a?b=1");
    assert!(!link.carries_id && link.program.is_none());
    assert!(!link.why_plain.unwrap().is_loss());
    let link = web(&programs, "https://awin.example/a");
    assert!(
        matches!(link.why_plain, Some(PlainReason::MissingIds { ref keys, .. }) if keys == "awinaffid"),
        "{link:?}"
    );
    // A host that only ends like the shop's is another shop.
    assert_eq!(web(&programs, "https://notawin.example/").program, None);
}

/// Every program, every kind of channel: whether the id is there, and a reason in both languages if not.
#[test]
fn channels_carry_ids_only_where_the_program_allows_it() {
    use ChannelKind::{Attachment, Facebook, Instagram, Local, Mail, Pinterest, Print, Qr, Tiktok};
    let amazon_never = [Mail, Attachment, Print, Qr, Local];
    let amazon_asks = [Facebook, Instagram, Pinterest, Tiktok];
    let asks = [Mail, Attachment, Print, Qr];
    for rule in Rules::builtin().settable() {
        for channel in Channel::builtins() {
            for confirmed in [false, true] {
                let allow = BTreeSet::from_iter(confirmed.then_some(channel.kind));
                let link = build(rule, &sample_ids(rule), &allow, &home(rule), Some(SUB), &channel).unwrap();
                let (never, asks) =
                    if rule.name == "amazon" { (&amazon_never[..], &amazon_asks[..]) } else { (&[][..], &asks[..]) };
                let expected = !never.contains(&channel.kind) && (confirmed || !asks.contains(&channel.kind));
                assert_eq!(link.carries_id, expected, "{} {}", rule.name, channel.name);
                assert_eq!(link.why_plain.is_none(), expected);
                if let Some(why) = link.why_plain {
                    assert_eq!(link.url, home(rule).as_str());
                    assert!(Lang::ALL.iter().all(|&lang| why.message(lang).contains(&rule.title)));
                }
            }
        }
    }
}

#[test]
fn a_confirmation_opens_a_channel_and_a_shop_may_close_it() {
    let mail = Channel::builtin(ChannelKind::Mail);
    let pinterest = Channel::builtin(ChannelKind::Pinterest);
    let in_channel = |programs: &Programs, url: &str, channel: &Channel| {
        deep_link(programs, &MerchantUrl::parse(url).unwrap(), &placement(channel), channel)
    };
    let mut programs =
        programs(&[("awin", &["awinaffid=1", "mid.shop.example=2", "mid.etsy.com=3"]), ("amazon", &["tag=me-20"])]);
    let plain = in_channel(&programs, "https://shop.example/", &mail);
    assert!(matches!(plain.why_plain, Some(PlainReason::Unconfirmed { .. })));
    programs.set("awin", &["allow_mail=yes"]).unwrap();
    assert!(in_channel(&programs, "https://shop.example/", &mail).carries_id);
    programs.set("awin", &["allow_mail=no"]).unwrap();
    assert!(!in_channel(&programs, "https://shop.example/", &mail).carries_id);
    assert!(in_channel(&programs, "https://shop.example/", &pinterest).carries_id);
    assert!(!in_channel(&programs, "https://www.etsy.com/listing/1", &pinterest).carries_id);
    assert!(programs.set("amazon", &["allow_mail=yes"]).is_err(), "no confirmation overrides a prohibition");
    let amazon = in_channel(&programs, "https://www.amazon.com/dp/B0?tag=me-20", &mail);
    assert_eq!(amazon.url, "https://www.amazon.com/dp/B0");
}

#[test]
fn settings_are_all_or_nothing_and_name_what_is_wrong() {
    let mut programs = first_set();
    let before = programs.clone();
    for (name, assignment, says) in [
        ("nobody", "a=b", "known are amazon"),
        ("shareasale", "a=b", "use awin"),
        ("amazon", "tag", "KEY=VALUE"),
        ("amazon", "tag=a b", "characters"),
        ("amazon", "tag.xx=a", "keys are"),
        ("amazon", "host=shop.example", "own shops"),
        ("awin", "awinaffid=12a", "digits"),
        ("awin", "mid=1", "host="),
        ("awin", "mid.cj.example=1", "served by cj"),
        ("awin", "mid.amazon.fr=1", "Amazon"),
        ("awin", "mid.localhost=1", "host name"),
        ("awin", "allow_moon=yes", "keys are"),
        ("awin", "allow_mail=perhaps", "“yes” and “no”"),
        ("amazon", "allow_mail=yes", "forbids"),
        ("rakuten", "id=123", "11 characters"),
        ("generic-wrap", "template.new.example=https://go.example/?u={url}&v={nothing}", "slot"),
        ("generic-wrap", "template.new.example=http://Go.example?u={url|enc}", "rewrite"),
        ("generic-wrap", "template.new.example=javascript:{url}", "http"),
        ("impact", "vanity.new.example=nowhere", "host name"),
    ] {
        // A good assignment before the wrong one must not stay.
        let error = programs.set(name, &["allow_web=yes", assignment]);
        let error = error.unwrap_err().to_string();
        assert!(error.contains(says), "{name} {assignment}: {error}");
        assert_eq!(programs, before, "{name} {assignment}");
    }
    let none: [&str; 0] = [];
    assert!(programs.set("awin", &none).is_err());
    programs.set("cj", &["host=https://www.Two.example/a", "host=three.example"]).unwrap();
    assert!(
        web(&programs, "https://fr.two.example/").carries_id && web(&programs, "https://three.example/").carries_id
    );
    programs.set("awin", &["awinaffid="]).unwrap();
    assert!(!web(&programs, "https://awin.example/").carries_id);
    assert!(programs.remove("awin").unwrap());
    assert!(!programs.remove("awin").unwrap());
    assert!(programs.remove("nobody").is_err());
    assert!(programs.remove_shop("cj", "cj.example"));
    let json = serde_json::to_string(&before).unwrap();
    assert_eq!(serde_json::from_str::<Programs>(&json).unwrap(), before);
}

/// Ids that a rule accepts.
fn sample_ids(rule: &ProgramRule) -> BTreeMap<String, String> {
    rule.ids
        .iter()
        .map(|id| {
            let value = match id.alphabet {
                Alphabet::Host => "track.example".to_owned(),
                Alphabet::Template => "https://go.example/{sub}/?u={url|enc2}".to_owned(),
                _ if id.key == "param" => "ref".to_owned(),
                _ if id.key == "sub_param" => "via".to_owned(),
                _ => "1".repeat(id.min.max(3)),
            };
            (id.key.clone(), value)
        })
        .collect()
}

/// The same ids as settings, for a shop of the rule's.
fn sample_settings(rule: &ProgramRule) -> Programs {
    let mut assignments: Vec<String> = sample_ids(rule).iter().map(|(key, value)| format!("{key}={value}")).collect();
    if !rule.owns_shops() {
        assignments.push("host=shop.example".to_owned());
    }
    programs(&[(&rule.name, &assignments.iter().map(String::as_str).collect::<Vec<_>>())])
}

/// A shop that the rule serves; its front door where links lead to that only.
fn home(rule: &ProgramRule) -> MerchantUrl {
    let host = rule.markets.first().and_then(|market| market.hosts.first()).map_or("shop.example", String::as_str);
    let page = if rule.kind == Kind::Door { "" } else { "item" };
    MerchantUrl::parse(&format!("https://{host}/{page}")).unwrap()
}

#[test]
fn ones_own_ids_are_recognised_in_every_programs_links() {
    for rule in Rules::builtin().settable() {
        let programs = sample_settings(rule);
        let link = web(&programs, home(rule).as_str());
        assert!(link.carries_id, "{}: {:?}", rule.name, link.why_plain);
        let cleaned = clean_with(&programs, &link.url).unwrap();
        assert_eq!(cleaned.url, home(rule), "{}", rule.name);
        let owns = |removed: &RemovedKind| *removed == RemovedKind::Own { program: rule.title.clone() };
        assert!(cleaned.removed.iter().any(|removed| owns(&removed.kind)), "{}: {:?}", rule.name, cleaned.removed);
        let stranger = |removed: &RemovedKind| matches!(removed, RemovedKind::ForeignId { .. });
        assert!(!cleaned.removed.iter().any(|removed| stranger(&removed.kind)), "{}: {:?}", rule.name, cleaned.removed);
    }
}

#[test]
fn sub_ids_keep_to_the_limits() {
    let channel = Channel::builtin(ChannelKind::Web);
    for rule in Rules::builtin().settable() {
        let Some(limits) = &rule.sub else { continue };
        let try_sub = |sub: &str| build(rule, &sample_ids(rule), &BTreeSet::new(), &home(rule), Some(sub), &channel);
        assert!(try_sub(&"a".repeat(limits.max)).is_ok(), "{}", rule.name);
        assert!(try_sub(&"a".repeat(limits.max + 1)).is_err(), "{}", rule.name);
        assert!(try_sub("").is_err(), "{}", rule.name);
        assert!(try_sub("a&b").is_err(), "{}", rule.name);
        assert!(try_sub(SUB).unwrap().url.contains(SUB), "{}", rule.name);
    }
}

#[test]
fn an_appended_parameter_replaces_what_is_there() {
    let channel = Channel::builtin(ChannelKind::Web);
    let rule = Rules::builtin().program("amazon").unwrap();
    let url = MerchantUrl::parse("https://www.amazon.com/dp/B0?%74ag=a-20&th=1&tag=b-20#x").unwrap();
    let link = build(rule, &sample_ids(rule), &BTreeSet::new(), &url, None, &channel).unwrap();
    assert_eq!(link.url, "https://www.amazon.com/dp/B0?th=1&tag=111#x");
    let elsewhere = MerchantUrl::parse("https://shop.example/").unwrap();
    assert!(build(rule, &sample_ids(rule), &BTreeSet::new(), &elsewhere, None, &channel).is_err());
}

#[test]
fn the_most_exact_host_chooses_the_program() {
    let exact_last = [("awin", ["awinaffid=1", "mid.shop.example=2"]), ("cj", ["pid=3", "host=fr.shop.example"])];
    let mut exact_first = exact_last;
    exact_first.reverse();
    for order in [exact_last, exact_first] {
        let programs = programs(&order.each_ref().map(|(name, assignments)| (*name, &assignments[..])));
        assert_eq!(web(&programs, "https://www.shop.example/").program.as_deref(), Some("awin"));
        assert_eq!(web(&programs, "https://www.fr.shop.example/").program.as_deref(), Some("cj"));
    }
}

#[test]
fn a_missing_id_is_named() {
    let channel = Channel::builtin(ChannelKind::Web);
    for rule in Rules::builtin().settable() {
        for id in rule.ids.iter().filter(|id| !id.optional) {
            let mut ids = sample_ids(rule);
            ids.remove(&id.key);
            let error = build(rule, &ids, &BTreeSet::new(), &home(rule), None, &channel).unwrap_err();
            assert!(error.to_string().contains(&id.key), "{}: {error}", rule.name);
        }
    }
}

#[test]
fn every_claim_of_a_rule_has_a_source() {
    for rule in &Rules::builtin().programs {
        let about: BTreeSet<Topic> = rule.facts.iter().map(|fact| fact.about).collect();
        let claims = [
            (rule.kind != Kind::Recognise, Topic::Form),
            (rule.kind == Kind::Recognise && rule.redirectors.len() + rule.own_params.len() > 0, Topic::Redirect),
            (rule.sub.is_some(), Topic::Sub),
            (!rule.forbidden.is_empty() || !rule.exceptions.is_empty(), Topic::Channels),
            (rule.mode == LinkMode::Direct, Topic::Mode),
            (rule.prices.is_some(), Topic::Prices),
            (rule.pictures.is_some(), Topic::Pictures),
            (rule.sentence.is_some(), Topic::Sentence),
            (rule.dead_since.is_some(), Topic::End),
            (!rule.programmes.is_empty(), Topic::Programmes),
        ];
        for (claimed, topic) in claims {
            assert!(!claimed || about.contains(&topic), "{}: nothing says where {topic:?} is from", rule.name);
        }
        assert_eq!(rule.checked_on.len(), 10, "{}", rule.name);
        for lang in Lang::ALL {
            assert!(rule.facts.iter().all(|fact| fact.says.as_ref().is_none_or(|says| says.get(lang).ends_with('.'))));
        }
        assert!(
            rule.ids.iter().all(|id| Lang::ALL.iter().all(|&lang| !id.label.get(lang).is_empty())),
            "{}",
            rule.name
        );
        assert!(rule.kind == Kind::Recognise || rule.dead_since.is_none());
        assert!(rule.owns_shops() || rule.ids.iter().all(|id| id.scope != Scope::Market));
    }
}

/// Addresses that shops might have, with everything that needs care in a link.
fn destination() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z0-9 %/&=?+;:@'()*,!~.é-]{0,12}",
        Just("%2F".to_owned()),
        Just("&amp;".to_owned()),
        Just("%23".to_owned()),
        Just("ü".to_owned()),
        Just("https://other.example/?u=1".to_owned()),
        Just("https%3A%2F%2Fother.example%2F".to_owned()),
        Just("utm_source=x".to_owned()),
    ];
    (
        prop::collection::vec(piece.clone(), 0..4),
        prop::option::of(prop::collection::vec(piece.clone(), 0..4)),
        prop::option::of(piece),
    )
        .prop_map(|(path, query, fragment)| {
            let query = query.map_or(String::new(), |query| format!("?{}", query.join("&")));
            let fragment = fragment.map_or(String::new(), |fragment| format!("#{fragment}"));
            format!("/{}{query}{fragment}", path.join("/"))
        })
}

/// Links of networks and redirects, nested and damaged.
fn messy() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("https://www.awin1.com/cread.php?awinaffid=1&ued=".to_owned()),
        Just("https://www.anrdoezrs.net/links/1/type/dlg/sid/x/".to_owned()),
        Just("https://clk.tradedoubler.com/click?p(1)url(".to_owned()),
        Just("https://goto.brand.example/c/1/2/3?u=".to_owned()),
        Just("https%3A%2F%2Fshop.example%2F%3Futm_a%3D1%26b%3D%25FF".to_owned()),
        Just("https://www.amazon.fr/dp/B0/ref=a/ref=b?tag=x-21&th=1".to_owned()),
        Just("https://shop.example/?&&ref=me&amp;amp;x=%ff&utm_medium=%FF".to_owned()),
        Just(")#".to_owned()),
        Just("[[".to_owned()),
        "\\PC{0,8}",
    ];
    prop::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn what_was_wrapped_comes_back_to_the_byte(tail in destination()) {
        // A door forgets the destination, and says so in its rule.
        for rule in Rules::builtin().settable().filter(|rule| rule.kind != Kind::Door) {
            let host = home(rule).host();
            let programs = sample_settings(rule);
            let Ok(cleaned) = clean_with(&programs, &format!("https://{host}{tail}")) else { continue };
            let link = web(&programs, cleaned.url.as_str());
            prop_assert!(link.carries_id, "{}: {:?}", rule.name, link.why_plain);
            prop_assert_eq!(MerchantUrl::parse(&link.url).unwrap().to_string(), link.url.as_str(), "browsers keep the link of {}", rule.name);
            prop_assert_eq!(clean_with(&programs, &link.url).unwrap().url, cleaned.url.clone(), "{}", rule.name);
            prop_assert_eq!(web(&programs, &link.url), link, "{}", rule.name);
        }
    }

    #[test]
    fn cleaning_twice_changes_nothing(text in messy()) {
        let programs = first_set();
        for programs in [Programs::default(), programs] {
            if let Ok(cleaned) = clean_with(&programs, &text) {
                let again = clean_with(&programs, cleaned.url.as_str()).unwrap();
                prop_assert_eq!(&again.url, &cleaned.url);
                prop_assert!(again.removed.is_empty(), "{:?}", again.removed);
            }
        }
    }

    #[test]
    fn decorating_twice_changes_nothing(text in messy()) {
        if let Ok(url) = MerchantUrl::parse(&text) {
            let programs = first_set();
            let link = web(&programs, url.as_str());
            if let Ok(url) = MerchantUrl::parse(&link.url) {
                prop_assert_eq!(web(&programs, url.as_str()), link);
            }
        }
    }

    #[test]
    fn any_text_is_cleaned_without_panic(text in "\\PC{0,80}") {
        let _ = clean(&text);
        let _ = Programs::default().set("generic-wrap", &[format!("template.shop.example={text}")]);
    }
}
