//! One value of every variant of every error: each has a French sentence of its own that names what it speaks of.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::*;
use crate::affiliate::{AffiliateError, RulesPlace};
use crate::edit::{Bound, EditError, Wanted};
use crate::imaging::{Format, ImagingError};
use crate::ingest::{Hint, IngestError, Warning, WarningKind};
use crate::library::LibraryError;
use crate::loopback::LoopbackError;
use crate::model::{CollageId, GroupId, ImageHash, LinkError, ProductKey, TileId, Violation};
use crate::net::NetError;
use crate::publish::{Danger, Flaw, Measure, NoBundle, PublishError};
use crate::render::RenderError;

/// Values with what their sentences must name. The `match` has no wildcard: a new variant does not compile
/// here until it has a value too.
macro_rules! every {
    ($type:ty: $($pattern:pat => $value:expr, [$($name:expr),*];)*) => {{
        let patterns: &[fn(&$type) -> bool] = &[$(|value| matches!(value, $pattern)),*];
        let _complete = |value: &$type| match value { $($pattern => {})* };
        let values: Vec<($type, Vec<String>)> = vec![$(($value, vec![$($name.to_string()),*])),*];
        for ((value, _), matches) in values.iter().zip(patterns) {
            assert!(matches(value), "{value:?} stands for another variant");
        }
        values
    }};
}

/// Both languages say the same things in other words, and leave nothing open.
fn check<T: std::fmt::Debug>(values: &[(T, Vec<String>)], say: impl Fn(&T, Lang) -> String) {
    let mut seen = BTreeSet::new();
    for (value, names) in values {
        let (en, fr) = (say(value, Lang::En), say(value, Lang::Fr));
        assert_ne!(en, fr, "{value:?}");
        for words in [&en, &fr] {
            for name in names {
                assert!(words.contains(name.as_str()), "{value:?} does not name {name}: {words}");
            }
            let holes = ["{", "}", "()", "  ", ".."];
            assert!(!holes.iter().any(|hole| words.contains(hole)), "{words}");
            assert!(!words.trim().is_empty() && words.trim() == words.as_str(), "{words:?}");
        }
        assert!(seen.insert(fr.clone()), "two variants say: {fr}");
    }
}

fn sentences<T: std::fmt::Debug>(values: &[(T, Vec<String>)], say: impl Fn(&T, Lang) -> String) {
    check(values, &say);
    for (value, names) in values {
        for lang in Lang::ALL {
            let words = say(value, lang);
            assert!(words.ends_with(['.', '?']), "{words}");
            let begins_with_a_name = names.iter().any(|name| words.starts_with(name.as_str()));
            assert!(
                begins_with_a_name || words.starts_with(['«', '“']) || words.starts_with(char::is_uppercase),
                "{words}"
            );
        }
    }
}

fn tile() -> TileId {
    TileId::from_raw(0x2a)
}

fn image() -> ImageHash {
    crate::imaging::hash(b"a picture")
}

fn full() -> io::Error {
    io::ErrorKind::StorageFull.into()
}

#[test]
fn every_edit_error_speaks_french() {
    let mut values = every! { EditError:
        EditError::UnknownTile(_) => EditError::UnknownTile(tile()), [tile()];
        EditError::UnknownGroup(_) => EditError::UnknownGroup(GroupId::from_raw(7)), [GroupId::from_raw(7)];
        EditError::UnknownProduct(_) => EditError::UnknownProduct(ProductKey::from_raw(9)), [ProductKey::from_raw(9)];
        EditError::Locked(_) => EditError::Locked(tile()), [tile()];
        EditError::WrongContent { .. } => EditError::WrongContent { tile: tile(), wanted: Wanted::Text }, [tile()];
        EditError::OutOfRange(_) => EditError::OutOfRange(Bound::Opacity), ["0", "1"];
        EditError::NoTiles => EditError::NoTiles, [""];
        EditError::TooMany => EditError::TooMany, [crate::edit::Editor::MAX_TILES];
    };
    let wanted = every! { Wanted:
        Wanted::Picture => Wanted::Picture, [];
        Wanted::Text => Wanted::Text, [];
        Wanted::Shape => Wanted::Shape, [];
    };
    let wrong = |(wanted, _)| (EditError::WrongContent { tile: tile(), wanted }, vec![tile().to_string()]);
    values.extend(wanted.into_iter().filter(|(wanted, _)| *wanted != Wanted::Text).map(wrong));
    let bounds = every! { Bound:
        Bound::Opacity => Bound::Opacity, [];
        Bound::Crop => Bound::Crop, [];
        Bound::PictureSize => Bound::PictureSize, ["1"];
        Bound::TextLength => Bound::TextLength, ["20000"];
        Bound::TextSize => Bound::TextSize, ["1", "4000"];
        Bound::PageSize => Bound::PageSize, ["16", "20000"];
        Bound::Restored => Bound::Restored, [];
    };
    let rest = bounds.into_iter().filter(|(bound, _)| *bound != Bound::Opacity);
    values.extend(rest.map(|(bound, names)| (EditError::OutOfRange(bound), names)));
    sentences(&values, edit);
}

#[test]
fn every_net_error_speaks_french() {
    let host = || "shop.example".to_owned();
    let values = every! { NetError:
        NetError::NotAnAddress(_) => NetError::NotAnAddress("boots".to_owned()), ["boots"];
        NetError::Scheme(_) => NetError::Scheme("ftp".to_owned()), ["ftp"];
        NetError::UserInfo { .. } => NetError::UserInfo { host: host() }, ["shop.example"];
        NetError::PrivateAddress { .. } => NetError::PrivateAddress { host: host(), address: [10, 0, 0, 1].into() },
            ["shop.example", "10.0.0.1"];
        NetError::NoSuchHost { .. } => NetError::NoSuchHost { host: host() }, ["shop.example"];
        NetError::Unreachable { .. } => NetError::Unreachable { host: host(), why: "tls".to_owned() },
            ["shop.example", "tls"];
        NetError::Broken { .. } => NetError::Broken { host: host(), why: "eof".to_owned() }, ["shop.example", "eof"];
        NetError::TooSlow { .. } => NetError::TooSlow { host: host(), limit: Duration::from_millis(19_500) },
            ["shop.example", "20"];
        NetError::TooBig { .. } => NetError::TooBig { host: host(), limit_bytes: 30_000_000 }, ["shop.example", "30"];
        NetError::TooManyRedirects { .. } => NetError::TooManyRedirects { host: host(), limit: 10 },
            ["shop.example", "10"];
        NetError::RedirectLoop { .. } => NetError::RedirectLoop { host: host() }, ["shop.example"];
        NetError::BadRedirect { .. } => NetError::BadRedirect { host: host(), target: "mailto:x".to_owned() },
            ["shop.example", "mailto:x"];
        NetError::Refused { .. } => NetError::Refused { host: host(), status: 403 }, ["shop.example", "403"];
        NetError::NotFound { .. } => NetError::NotFound { host: host(), status: 404 }, ["shop.example", "404"];
        NetError::Status { .. } => NetError::Status { host: host(), status: 500 }, ["shop.example", "500"];
        NetError::Cancelled { .. } => NetError::Cancelled { host: host() }, ["shop.example"];
        NetError::Write { .. } => NetError::Write { host: host(), source: full() }, ["shop.example"];
        NetError::Setup(_) => NetError::Setup("no tls".to_owned()), ["no tls"];
    };
    sentences(&values, net);
}

#[test]
fn every_loopback_error_speaks_french() {
    let values = every! { LoopbackError:
        LoopbackError::Listen(_) => LoopbackError::Listen(io::ErrorKind::PermissionDenied.into()), [];
        LoopbackError::NoPlace => LoopbackError::NoPlace, [];
        LoopbackError::NotSaved(_) => LoopbackError::NotSaved("full".to_owned()), ["full"];
        LoopbackError::Silent(_) => LoopbackError::Silent(io::ErrorKind::ConnectionRefused.into()), [];
    };
    sentences(&values, loopback);
}

#[test]
fn every_imaging_and_render_error_speaks_french() {
    let (width_px, height_px) = (4_001, 3_001);
    let values = every! { ImagingError:
        ImagingError::TooManyBytes { .. } => ImagingError::TooManyBytes { bytes: 11, max_bytes: 10 }, ["11", "10"];
        ImagingError::UnknownFormat => ImagingError::UnknownFormat, ["PNG"];
        ImagingError::SideTooLong { .. } => ImagingError::SideTooLong { width_px, height_px, max_side_px: 3_000 },
            ["4001 × 3001", "3000"];
        ImagingError::TooManyPixels { .. } => ImagingError::TooManyPixels { width_px, height_px, max_px: 9_000 },
            ["4001 × 3001", "9000"];
        ImagingError::Bomb { .. } => ImagingError::Bomb { width_px, height_px, bytes: 99, max_px: 777 },
            ["4001 × 3001", "99", "777"];
        ImagingError::TooMuchMemory => ImagingError::TooMuchMemory, [];
        ImagingError::Damaged { .. } => ImagingError::Damaged { format: Format::Jpeg, reason: "cut".to_owned() },
            [Format::Jpeg, "cut"];
        ImagingError::TooLargeToWrite { .. } => ImagingError::TooLargeToWrite {
            format: Format::WebP, width_px, height_px, max_side_px: 3_000,
        }, [Format::WebP, "4001 × 3001", "3000"];
        ImagingError::NotWritten { .. } => ImagingError::NotWritten { format: Format::Png, reason: "full".to_owned() },
            [Format::Png, "full"];
    };
    sentences(&values, imaging);
    let values = every! { RenderError:
        RenderError::TooLarge { .. } => RenderError::TooLarge { width_px: 8, height_px: 9, max_px: 7 },
            ["8 × 9", "7"];
        RenderError::Empty { .. } => RenderError::Empty { width: "NaN".to_owned(), height: "0".to_owned() },
            ["NaN × 0"];
        RenderError::Worker(_) => RenderError::Worker("no thread".to_owned()), ["no thread"];
        RenderError::Imaging(_) => RenderError::Imaging(ImagingError::UnknownFormat), ["PNG"];
        RenderError::Pdf(_) => RenderError::Pdf("font".to_owned()), ["font"];
    };
    sentences(&values, render);
}

#[test]
fn every_library_error_speaks_french() {
    let dir = || PathBuf::from("/lib");
    let id = CollageId::from_raw(5);
    let key = ProductKey::from_raw(6);
    let values = every! { LibraryError:
        LibraryError::InUse { .. } => LibraryError::InUse {
            dir: dir(), pid: None, role: "the desktop app".to_owned(), control: None,
        }, ["/lib"];
        LibraryError::Io { .. } => LibraryError::Io { action: "writing", path: dir(), source: full() }, ["/lib"];
        LibraryError::Newer { .. } => LibraryError::Newer { dir: dir(), found: 9, known: 2 }, ["/lib", "9", "2"];
        LibraryError::NotALibrary(_) => LibraryError::NotALibrary(dir()), ["/lib"];
        LibraryError::NoRoom { .. } => LibraryError::NoRoom { dir: dir(), free_bytes: 3 << 20, needed_bytes: 64 << 20 },
            ["/lib", "3", "64"];
        LibraryError::NotTidied(_) => LibraryError::NotTidied("no snapshot".to_owned()), ["no snapshot"];
        LibraryError::Damaged(_) => LibraryError::Damaged("crc".to_owned()), ["crc"];
        LibraryError::NoCollage(_) => LibraryError::NoCollage(id), [id];
        LibraryError::CollageExists(_) => LibraryError::CollageExists(id), [id];
        LibraryError::NoProduct(_) => LibraryError::NoProduct(key), [key];
        LibraryError::NoFeed(_) => LibraryError::NoFeed(crate::model::FeedId::from_raw(7)), [crate::model::FeedId::from_raw(7)];
        LibraryError::NoVersion { .. } => LibraryError::NoVersion { collage: id, seq: 77 }, [id, "77"];
        LibraryError::NoPicture(_) => LibraryError::NoPicture(image()), [image()];
        LibraryError::PictureChanged(_) => LibraryError::PictureChanged(image()), [image()];
        LibraryError::Unwritable { .. } => LibraryError::Unwritable {
            what: "meta".to_owned(), source: serde_json::from_str::<u8>("x").unwrap_err(),
        }, ["meta", "expected value"];
        LibraryError::Unreadable { .. } => LibraryError::Unreadable { what: "meta".to_owned(), reason: "x7".to_owned() },
            ["meta", "x7"];
        LibraryError::NotABackup { .. } => LibraryError::NotABackup { path: dir(), reason: "no snapshot".to_owned() },
            ["/lib", "no snapshot"];
        LibraryError::NotEmpty(_) => LibraryError::NotEmpty(dir()), ["/lib"];
    };
    sentences(&values, library);
    for action in ["reading", "opening the lock", "writing", "renaming", "removing", "making the folder"] {
        let error = LibraryError::Io { action, path: dir(), source: full() };
        assert!(!library(&error, Lang::Fr).contains(action), "{}", library(&error, Lang::Fr));
    }
}

#[test]
fn every_ingest_error_and_warning_speaks_french() {
    let values = every! { IngestError:
        IngestError::TooLarge { .. } => IngestError::TooLarge { what: "page", bytes: 9, limit_bytes: 8 }, ["9", "8"];
        IngestError::Empty { .. } => IngestError::Empty { what: "fragment" }, [];
        IngestError::Unrecognised { .. } => IngestError::Unrecognised { what: "table", hint: Hint::NoColumns }, [];
        IngestError::Unreadable { .. } => IngestError::Unreadable { what: "feed", reason: "gzip".to_owned() }, ["gzip"];
    };
    sentences(&values, ingest);
    let hints = every! { Hint:
        Hint::NoRecord => Hint::NoRecord, [];
        Hint::NothingRepeats => Hint::NothingRepeats, [];
        Hint::NoNames => Hint::NoNames, [];
        Hint::NoColumns => Hint::NoColumns, [];
    };
    sentences(&hints, |hint, lang| ingest(&IngestError::Unrecognised { what: "feed", hint: *hint }, lang));
    let text = |text: &str| text.to_owned();
    let kinds = every! { WarningKind:
        WarningKind::BrokenData => WarningKind::BrokenData, [];
        WarningKind::NoPrice => WarningKind::NoPrice, [];
        WarningKind::NoCurrency => WarningKind::NoCurrency, [];
        WarningKind::CurrencyAssumed(_) => WarningKind::CurrencyAssumed(text("SEK")), ["SEK"];
        WarningKind::InvalidGtin(_) => WarningKind::InvalidGtin(text("000")), ["000"];
        WarningKind::ListPriceNotHigher(_) => WarningKind::ListPriceNotHigher(text("5.00")), ["5.00"];
        WarningKind::PriceDisagrees { .. } => WarningKind::PriceDisagrees {
            kept: text("5.00"), other: text("6.00"), source_name: text("JSON-LD"),
        }, ["5.00", "6.00", "JSON-LD"];
        WarningKind::AvailabilityAssumed => WarningKind::AvailabilityAssumed, [];
        WarningKind::ListPage(_) => WarningKind::ListPage(12), ["12"];
        WarningKind::NoProduct => WarningKind::NoProduct, [];
        WarningKind::Unreadable { .. } => WarningKind::Unreadable { field: "price", value: text("abc") },
            ["price", "abc"];
        WarningKind::RecordSkipped(_) => WarningKind::RecordSkipped(text("cut")), ["cut"];
    };
    sentences(&kinds, |kind, lang| warning(&Warning::general(kind.clone()), lang));
    assert_eq!(warning(&Warning::at(7, WarningKind::NoPrice), Lang::En), "Line 7: No price was found.");
}

#[test]
fn every_affiliate_and_link_error_speaks_french() {
    let text = |text: &str| text.to_owned();
    let title = || text("Partnerly");
    let values = every! { AffiliateError:
        AffiliateError::Rules { .. } => AffiliateError::Rules {
            file: text("mine.json"),
            place: RulesPlace { line: 3, program: Some(text("mine")), ..RulesPlace::default() },
            what: text("no host"),
        },
            ["mine.json", "no host"];
        AffiliateError::Template { .. } => AffiliateError::Template { template: text("https"), what: text("no slot") },
            ["https", "no slot"];
        AffiliateError::UnknownProgram { .. } => AffiliateError::UnknownProgram { name: text("foo"), known: text("bar") },
            ["foo", "bar"];
        AffiliateError::NotBuildable { .. } => AffiliateError::NotBuildable { title: title(), instead: String::new() },
            ["Partnerly"];
        AffiliateError::NotAnAssignment(_) => AffiliateError::NotAnAssignment(text("tag")), ["tag"];
        AffiliateError::NothingToSet { .. } => AffiliateError::NothingToSet { title: title(), known: text("tag") },
            ["Partnerly", "tag"];
        AffiliateError::UnknownKey { .. } => AffiliateError::UnknownKey {
            title: title(), key: text("tga"), known: text("tag"),
        }, ["Partnerly", "tga", "tag"];
        AffiliateError::BadValue { .. } => AffiliateError::BadValue {
            title: title(), key: text("tag"), value: text("a b"), wanted: text("8 digits,"),
        }, ["Partnerly", "tag", "a b", "8 digits"];
        AffiliateError::ChannelForbidden { .. } => AffiliateError::ChannelForbidden { title: title(), kind: "mail" },
            ["Partnerly", "mail"];
        AffiliateError::WhichShop { .. } => AffiliateError::WhichShop { title: title(), key: text("mid") },
            ["Partnerly", "mid"];
        AffiliateError::OwnShopsOnly { .. } => AffiliateError::OwnShopsOnly { title: title() }, ["Partnerly"];
        AffiliateError::BadHost(_) => AffiliateError::BadHost(text("a b")), ["a b"];
        AffiliateError::HostTaken { .. } => AffiliateError::HostTaken { host: text("a.example"), by: text("other") },
            ["a.example", "other"];
        AffiliateError::DirectOnly { .. } => AffiliateError::DirectOnly { host: text("a.example"), title: title() },
            ["a.example", "Partnerly"];
        AffiliateError::TooManyEntries(_) => AffiliateError::TooManyEntries(2000), ["2000"];
        AffiliateError::MissingIds { .. } => AffiliateError::MissingIds { title: title(), keys: text("tag") },
            ["Partnerly", "tag"];
        AffiliateError::ForeignShop { .. } => AffiliateError::ForeignShop { host: text("a.example"), title: title() },
            ["a.example", "Partnerly"];
        AffiliateError::UnknownProgramme { .. } => AffiliateError::UnknownProgramme {
            title: title(), code: text("etsy-mars"), known: text("etsy-fr"),
        }, ["etsy-mars", "etsy-fr"];
        AffiliateError::NothingToLearn { .. } => AffiliateError::NothingToLearn { host: text("a.example") }, ["a.example"];
        AffiliateError::OtherShop { .. } => AffiliateError::OtherShop { found: text("a.example"), wanted: text("b.example") },
            ["a.example", "b.example"];
        AffiliateError::NotExact { .. } => AffiliateError::NotExact { title: title(), rebuilt: text("https://x.example/") },
            ["x.example"];
        AffiliateError::WouldReplace { .. } => AffiliateError::WouldReplace {
            title: title(), key: text("tag"), old: text("mine-21"), new: text("other-21"),
        }, ["mine-21", "other-21"];
        AffiliateError::NotASubId(_) => AffiliateError::NotASubId(text("zz9")), ["zz9"];
        AffiliateError::Link(_) => AffiliateError::Link(LinkError::Scheme(text("ftp"))), ["ftp"];
        AffiliateError::TooDeep(_) => AffiliateError::TooDeep(8), ["8"];
    };
    sentences(&values, AffiliateError::message);
    let values = every! { LinkError:
        LinkError::NotAnAddress(_) => LinkError::NotAnAddress(text("boots")), ["boots"];
        LinkError::Scheme(_) => LinkError::Scheme(text("ftp")), ["ftp"];
        LinkError::UserInfo(_) => LinkError::UserInfo(text("shop.example")), ["shop.example"];
        LinkError::TooLong(_) => LinkError::TooLong(9000), ["9000", "8192"];
    };
    sentences(&values, link);
}

#[test]
fn every_publish_error_speaks_french() {
    let path = || PathBuf::from("/out/look");
    let values = every! { PublishError:
        PublishError::UnknownFormat(_) => PublishError::UnknownFormat(path()), ["/out/look"];
        PublishError::ForeignFolder { .. } => PublishError::ForeignFolder {
            folder: path(), found: "thesis.doc".to_owned(),
        }, ["/out/look", "thesis.doc"];
        PublishError::FileInTheWay { .. } => PublishError::FileInTheWay { path: path() }, ["/out/look"];
        PublishError::OtherCollage { .. } => PublishError::OtherCollage { folder: path(), title: "Autumn".to_owned() },
            ["/out/look", "Autumn"];
        PublishError::Write { .. } => PublishError::Write { path: path(), source: full() }, ["/out/look"];
        PublishError::Read { .. } => PublishError::Read { path: path(), source: io::ErrorKind::NotFound.into() },
            ["/out/look"];
        PublishError::NotABundle { .. } => PublishError::NotABundle { path: path(), why: NoBundle::Neither },
            ["/out/look", "zip"];
        PublishError::Newer { .. } => PublishError::Newer { part: "manifest.json", found: 9, known: 1 },
            ["manifest.json", "9", "1"];
        PublishError::Limit { .. } => PublishError::Limit { what: Measure::Files, found: 6_000, limit: 5_000 },
            ["6000", "5000"];
        PublishError::UnsafeEntry { .. } => PublishError::UnsafeEntry { name: "sub/x".to_owned(), why: Danger::LeadsOut },
            ["sub/x"];
        PublishError::Damaged { .. } => PublishError::Damaged { part: "manifest.json".to_owned(), why: Flaw::VersionZero },
            ["manifest.json", "0"];
        PublishError::Broken { .. } => PublishError::Broken { first: Violation::Frame(tile()), others: 3 },
            [tile(), "3"];
        PublishError::Draw(_) => PublishError::Draw(RenderError::Pdf("font".to_owned())), ["font"];
        PublishError::Cancelled => PublishError::Cancelled, [];
    };
    sentences(&values, PublishError::message);
}

#[test]
fn every_part_of_a_publish_error_speaks_french() {
    check(
        &every! { NoBundle:
            NoBundle::Lacks(_) => NoBundle::Lacks("collage.json"), ["collage.json"];
            NoBundle::Neither => NoBundle::Neither, [];
            NoBundle::Zip(_) => NoBundle::Zip("eocd".to_owned()), ["eocd"];
        },
        NoBundle::message,
    );
    check(
        &every! { Measure:
            Measure::Files => Measure::Files, [];
            Measure::Bytes => Measure::Bytes, [];
            Measure::PartBytes(_) => Measure::PartBytes("x.png".to_owned()), ["x.png"];
        },
        Measure::message,
    );
    check(
        &every! { Danger:
            Danger::NotUtf8 => Danger::NotUtf8, [];
            Danger::NameTooLong => Danger::NameTooLong, [];
            Danger::Controls => Danger::Controls, [];
            Danger::Backslash => Danger::Backslash, [];
            Danger::Colon => Danger::Colon, [];
            Danger::Absolute => Danger::Absolute, [];
            Danger::LeadsOut => Danger::LeadsOut, [];
            Danger::EmptyPart => Danger::EmptyPart, [];
            Danger::TooDeep => Danger::TooDeep, [];
            Danger::Twice => Danger::Twice, [];
            Danger::Link => Danger::Link, [];
            Danger::Encrypted => Danger::Encrypted, [];
            Danger::Bloats => Danger::Bloats, [];
        },
        |danger, lang| danger.message(lang),
    );
    let flaws = every! { Flaw:
        Flaw::NotThere => Flaw::NotThere, [];
        Flaw::Unreadable(_) => Flaw::Unreadable("EOF at line 1".to_owned()), ["EOF at line 1"];
        Flaw::OtherFormat { .. } => Flaw::OtherFormat { found: "x".to_owned(), wanted: "etalage-collage" },
            ["x", "etalage-collage"];
        Flaw::VersionZero => Flaw::VersionZero, ["0"];
        Flaw::NotBase64 => Flaw::NotBase64, ["base64"];
        Flaw::OtherLength { .. } => Flaw::OtherLength { bytes: 42 }, ["42"];
    };
    check(&flaws, |flaw, lang| PublishError::Damaged { part: "it".to_owned(), why: flaw.clone() }.message(lang));
    let rules = every! { Violation:
        Violation::Order(_) => Violation::Order(tile()), [tile()];
        Violation::OrderUnknown(_) => Violation::OrderUnknown(tile()), [tile()];
        Violation::Frame(_) => Violation::Frame(tile()), [tile()];
        Violation::Opacity(_) => Violation::Opacity(tile()), [tile()];
        Violation::Picture(_) => Violation::Picture(tile()), [tile()];
        Violation::Text(_) => Violation::Text(tile()), [tile()];
        Violation::Group(_) => Violation::Group(tile()), [tile()];
        Violation::GroupParent(_) => Violation::GroupParent(GroupId::from_raw(3)), [GroupId::from_raw(3)];
        Violation::Product(_) => Violation::Product(tile()), [tile()];
        Violation::Page => Violation::Page, [];
        Violation::Counters => Violation::Counters, [];
    };
    check(&rules, crate::publish::words::violation);
}

#[test]
fn every_errands_error_speaks_french() {
    let (path, url) = (|| PathBuf::from("/in/a.png"), || "https://shop.example/a".to_owned());
    let id = CollageId::from_raw(5);
    let values = every! { JobsError:
        JobsError::Library(_) => JobsError::Library(LibraryError::NoCollage(id)), [id];
        JobsError::Ingest(_) => JobsError::Ingest(IngestError::Empty { what: "page" }), [];
        JobsError::Imaging(_) => JobsError::Imaging(ImagingError::UnknownFormat), [];
        JobsError::Net(_) => JobsError::Net(NetError::NoSuchHost { host: "b.example".to_owned() }), ["b.example"];
        JobsError::Publish(_) => JobsError::Publish(PublishError::Cancelled), [];
        JobsError::Render(_) => JobsError::Render(RenderError::Worker("w".to_owned())), ["w"];
        JobsError::Affiliate(_) => JobsError::Affiliate(AffiliateError::BadHost("b b".to_owned())), ["b b"];
        JobsError::Edit(_) => JobsError::Edit(EditError::NoTiles), [];
        JobsError::Link(_) => JobsError::Link(LinkError::UserInfo("c.example".to_owned())), ["c.example"];
        JobsError::Blocked { .. } => JobsError::Blocked { url: url() }, ["https://shop.example/a"];
        JobsError::NoProduct { .. } => JobsError::NoProduct { url: url() }, ["https://shop.example/a"];
        JobsError::ListPage { .. } => JobsError::ListPage { url: url(), count: 24 }, ["https://shop.example/a", "24"];
        JobsError::Read { .. } => JobsError::Read { path: path(), error: io::ErrorKind::NotFound.into() },
            ["/in/a.png"];
        JobsError::FileTooLarge { .. } => JobsError::FileTooLarge { path: path(), bytes: 9, limit_bytes: 8 },
            ["/in/a.png", "9", "8"];
        JobsError::NoRegularFile { .. } => JobsError::NoRegularFile { path: path() }, ["/in/a.png"];
        JobsError::UnknownColumn { .. } => JobsError::UnknownColumn {
            pair: "price=Preis".to_owned(), columns: "Titel".to_owned(), fields: "title".to_owned(),
        }, ["price=Preis", "Titel", "title"];
        JobsError::UnknownFile { .. } => JobsError::UnknownFile { path: path() }, ["/in/a.png"];
        JobsError::UnknownChannel { .. } => JobsError::UnknownChannel { name: "wbe".to_owned(), known: "web".to_owned() },
            ["wbe", "web"];
        JobsError::UnknownCollage { .. } => JobsError::UnknownCollage { name: "Autumn".to_owned() }, ["Autumn"];
        JobsError::AmbiguousCollage { .. } => JobsError::AmbiguousCollage { name: "Autumn".to_owned(), count: 3 },
            ["Autumn", "3"];
        JobsError::UnknownPicture(_) => JobsError::UnknownPicture(image()), [image()];
        JobsError::NoAddress { .. } => JobsError::NoAddress { path: path() }, ["/in/a.png"];
        JobsError::Trashed(_) => JobsError::Trashed(id), [id];
        JobsError::Programs(_) => JobsError::Programs("line 1".to_owned()), ["line 1"];
        JobsError::CheckShown { .. } => JobsError::CheckShown { url: url() }, ["https://shop.example/a"];
        JobsError::Loopback(_) => JobsError::Loopback(LoopbackError::NoPlace), [];
        JobsError::Browsers(_) => JobsError::Browsers("line 2".to_owned()), ["line 2"];
        JobsError::FolderInUse { .. } => JobsError::FolderInUse { path: path() }, ["/in/a.png"];
        JobsError::Write { .. } => JobsError::Write { path: path(), error: full() }, ["/in/a.png"];
        JobsError::Thread(_) => JobsError::Thread(io::ErrorKind::PermissionDenied.into()), [];
        JobsError::Cancelled => JobsError::Cancelled, [];
    };
    sentences(&values, jobs);
    let none = JobsError::UnknownChannel { name: "letter".to_owned(), known: String::new() };
    assert!(jobs(&none, Lang::Fr).contains("letter"));
}

#[test]
fn the_reason_for_a_skipped_record_is_in_french_too() {
    let skipped = WarningKind::RecordSkipped("a quote in it is never closed".to_owned());
    let words = warning(&Warning { line: Some(3), kind: skipped }, Lang::Fr);
    assert!(words.contains("guillemet") && !words.contains("quote"), "{words}");
}

#[test]
fn the_systems_refusals_are_said_in_words() {
    for kind in [io::ErrorKind::NotFound, io::ErrorKind::PermissionDenied, io::ErrorKind::StorageFull] {
        let (en, fr) = (system::words(Lang::En, &kind.into()), system::words(Lang::Fr, &kind.into()));
        assert!(en != fr && !en.contains("os error"), "{en}, {fr}");
    }
    assert_eq!(system::words(Lang::Fr, &io::Error::other("its own words")), "its own words");
}
