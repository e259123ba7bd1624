//! What tidying may never do, over libraries of every shape.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use proptest::prelude::*;

use super::pictures::pictures_in;
use super::tests::{find, options};
use super::*;
use crate::model::{
    Clock, Collage, CollageId, Content, Diff, Frame, ImageHash, Picture, Point, Product, ProductKey, Size, Tile,
    TileId, Timestamp, UnitRect,
};

const DAY_MS: i64 = 86_400_000;
const START_MS: i64 = 1_700_000_000_000;
const TITLES: [CollageId; 3] = [CollageId::from_raw(1), CollageId::from_raw(2), CollageId::from_raw(3)];

struct Hands(AtomicI64);

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }
}

fn open_at(dir: &Path, clock: &Arc<Hands>) -> Library {
    let clock: Arc<dyn Clock> = Arc::clone(clock) as Arc<dyn Clock>;
    Library::open(dir, OpenOptions { clock, ..options() }).unwrap().0
}

/// Picture number `n`.
fn bytes_of(n: u8) -> Vec<u8> {
    format!("picture {n}").into_bytes()
}

fn hash_of_number(n: u8) -> ImageHash {
    hash_of(&bytes_of(n))
}

fn set_changed(library: &Library, hash: ImageHash, at_ms: i64) {
    let file = std::fs::File::options().write(true).open(library.picture_path(hash)).unwrap();
    file.set_modified(UNIX_EPOCH + Duration::from_millis(at_ms as u64)).unwrap();
}

/// What may happen to a library.
#[derive(Debug, Clone)]
enum Deed {
    /// A picture is kept, and nothing shows it yet.
    Keep(u8),
    /// A find with a picture.
    Find(u8, u8),
    RemoveFind(u8),
    /// A tile with a picture on a collage.
    Place(usize, u8),
    /// The oldest tile goes.
    Unplace(usize),
    Trash(usize),
    Delete(usize),
    /// A part of the program that is not written yet names a picture in the settings.
    Setting(u8),
    Name(usize),
    /// Hours go by.
    Wait(i64),
}

fn deed() -> impl Strategy<Value = Deed> {
    let (picture, collage) = (0_u8..12, 0_usize..3);
    prop_oneof![
        2 => picture.clone().prop_map(Deed::Keep),
        2 => (0_u8..6, picture.clone()).prop_map(|(find, picture)| Deed::Find(find, picture)),
        1 => (0_u8..6).prop_map(Deed::RemoveFind),
        6 => (collage.clone(), picture.clone()).prop_map(|(collage, picture)| Deed::Place(collage, picture)),
        4 => collage.clone().prop_map(Deed::Unplace),
        1 => collage.clone().prop_map(Deed::Trash),
        1 => collage.clone().prop_map(Deed::Delete),
        1 => picture.prop_map(Deed::Setting),
        1 => collage.prop_map(Deed::Name),
        3 => prop_oneof![0_i64..3, 20_i64..60, 200_i64..2_000].prop_map(Deed::Wait),
    ]
}

fn carry_out(library: &Library, clock: &Hands, deed: &Deed) {
    let edit = |collage: usize, change: &dyn Fn(&mut Collage)| {
        let id = TITLES[collage];
        let before = match library.collage(id) {
            Ok(opened) => opened.collage,
            Err(_) => {
                let fresh = Collage::new(id, "Autumn", Size::new(800.0, 600.0), library.clock.now());
                library.create_collage(&fresh, "create").unwrap();
                fresh
            }
        };
        let mut after = before.clone();
        change(&mut after);
        library.commit_edit(id, "edit", &Diff::between(&before, &after), &after).unwrap();
    };
    match *deed {
        Deed::Keep(n) => drop(library.put_picture(&bytes_of(n)).unwrap()),
        Deed::Find(key, n) => {
            let picture = Some(library.put_picture(&bytes_of(n)).unwrap());
            library.put_products(&[Product { picture, ..find(u64::from(key), None, None) }]).unwrap();
        }
        Deed::RemoveFind(key) => drop(library.remove_products(&[ProductKey::from_raw(u64::from(key))]).unwrap()),
        Deed::Place(collage, n) => {
            let image = library.put_picture(&bytes_of(n)).unwrap();
            edit(collage, &|collage| {
                let id = TileId::from_raw(collage.ids.next_tile);
                collage.ids.next_tile += 1;
                let frame = Frame::upright(Point::new(10.0, 20.0), Size::new(30.0, 40.0));
                let picture = Picture { image, size_px: (3, 4), crop: UnitRect { x0: 0.0, y0: 0.0, x1: 1.0, y1: 1.0 } };
                collage.tiles.insert(id, Tile::new(frame, Content::Picture(picture)));
                collage.page.order.push(id);
            });
        }
        Deed::Unplace(collage) => edit(collage, &|collage| {
            if let Some((id, _)) = collage.tiles.pop_first() {
                collage.page.order.retain(|each| *each != id);
            }
        }),
        Deed::Trash(collage) => drop(library.trash(TITLES[collage])),
        Deed::Delete(collage) => drop(library.delete_forever(TITLES[collage])),
        Deed::Setting(n) => {
            let mut settings = library.settings().unwrap();
            let hash = library.put_picture(&bytes_of(n)).unwrap();
            settings.other.insert("later".to_owned(), serde_json::json!({"deep": [format!("{hash}.webp")]}));
            library.set_settings(&settings).unwrap();
        }
        Deed::Name(collage) => {
            if let Some(version) = library.history(TITLES[collage]).unwrap().get(1) {
                library.name_version(TITLES[collage], version.seq, Some("before the sale")).unwrap();
            }
        }
        Deed::Wait(hours) => drop(clock.0.fetch_add(hours * 3_600_000, Ordering::Relaxed)),
    }
}

type Versions = BTreeMap<(CollageId, u64), Collage>;

fn versions(library: &Library) -> Versions {
    let mut all = Versions::new();
    for summary in library.collages().unwrap() {
        for version in library.history(summary.id).unwrap() {
            all.insert((summary.id, version.seq), library.version(summary.id, version.seq).unwrap());
        }
    }
    all
}

/// Everything that shows a picture, by the types of the records.
fn shown(library: &Library) -> BTreeSet<ImageHash> {
    let mut shown: BTreeSet<ImageHash> = versions(library).values().flat_map(Collage::images).collect();
    shown.extend(library.products().unwrap().iter().filter_map(|product| product.picture));
    let settings = library.settings().unwrap();
    let named = settings.other.get("later").and_then(|value| value["deep"][0].as_str().map(str::to_owned));
    shown.extend(named.and_then(|name| name[..64].parse::<ImageHash>().ok()));
    shown
}

fn picked_up(library: &Library) -> BTreeSet<ImageHash> {
    pictures_in(&library.dir().join("picked-up")).unwrap().into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_is_shown_is_ever_moved_and_all_versions_that_stay_read_as_before(
        deeds in prop::collection::vec(deed(), 5..40),
        later_days in prop_oneof![Just(0_i64), Just(2), Just(40), Just(500)],
        old in prop::collection::vec(any::<bool>(), 12),
        is_new_session in any::<bool>(),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(Hands(AtomicI64::new(START_MS)));
        let mut library = open_at(dir.path(), &clock);
        deeds.iter().for_each(|deed| carry_out(&library, &clock, deed));
        // There is a commit at least.
        library.set_settings(&library.settings().unwrap()).unwrap();
        let now = clock.0.fetch_add(later_days * DAY_MS, Ordering::Relaxed) + later_days * DAY_MS;
        for n in 0..12 {
            if library.has_picture(hash_of_number(n)) {
                set_changed(&library, hash_of_number(n), if old[n as usize] { now - 31 * DAY_MS } else { now });
            }
        }
        if is_new_session {
            drop(library);
            library = open_at(dir.path(), &clock);
        }
        let before: BTreeSet<ImageHash> = library.pictures().unwrap().into_iter().collect();
        let (all, names) = (versions(&library), TITLES.map(|id| library.version_names(id).unwrap()));
        let newest: BTreeMap<CollageId, u64> = all.keys().copied().collect();

        let looked = library.tidy(false).unwrap();
        prop_assert_eq!(&looked.held_back, &None);
        prop_assert_eq!(&library.pictures().unwrap().into_iter().collect::<BTreeSet<_>>(), &before);
        prop_assert_eq!(&versions(&library), &all);

        let done = library.tidy(true).unwrap();
        prop_assert_eq!(done.versions, looked.versions);
        // What only folded versions showed can be picked up now as well.
        prop_assert!(done.pictures >= looked.pictures);
        let kept = versions(&library);
        prop_assert_eq!(all.len() - kept.len(), done.versions);
        for (version, collage) in &kept {
            prop_assert_eq!(&all[version], collage);
        }
        for (id, seq) in &newest {
            prop_assert!(kept.contains_key(&(*id, *seq)));
        }
        for (id, names) in TITLES.iter().zip(names) {
            prop_assert!(names.keys().all(|seq| kept.contains_key(&(*id, *seq)) || !newest.contains_key(id)));
        }
        let (after, moved): (BTreeSet<ImageHash>, _) =
            (library.pictures().unwrap().into_iter().collect(), picked_up(&library));
        let shown = shown(&library);
        prop_assert!(shown.is_subset(&after), "a picture that is shown was moved");
        prop_assert_eq!(&after.union(&moved).copied().collect::<BTreeSet<_>>(), &before, "a picture is gone");
        prop_assert!(after.is_disjoint(&moved));
        for n in 0..12 {
            let hash = hash_of_number(n);
            let must_move = before.contains(&hash) && is_new_session && old[n as usize] && !shown.contains(&hash);
            prop_assert_eq!(moved.contains(&hash), must_move, "picture {}", n);
        }
        let report = library.verify().unwrap();
        prop_assert!(report.problems.is_empty() || report.products + report.collages == 0, "{:?}", report.problems);
        let again = library.tidy(true).unwrap();
        prop_assert_eq!((again.pictures, again.versions, again.put_back), (0, 0, 0));
        prop_assert_eq!(again.picked_up, moved.len());

        // What is asked for comes back by itself; the rest goes only when somebody asks.
        let mut moved = moved.into_iter();
        if let Some(wanted) = moved.next() {
            prop_assert!(library.read_picture(wanted).is_ok());
            prop_assert!(library.pictures().unwrap().contains(&wanted));
        }
        if let Some(wanted) = moved.next() {
            let n = (0..12).find(|n| hash_of_number(*n) == wanted).unwrap();
            prop_assert_eq!(library.put_picture(&bytes_of(n)).unwrap(), wanted);
        }
        prop_assert_eq!(library.empty_picked_up().unwrap().0, moved.count());
        prop_assert!(picked_up(&library).is_empty());
    }
}

/// A library with one find's picture, one that nothing shows, both old.
fn with_two_pictures(dir: &Path, clock: &Arc<Hands>) -> (ImageHash, ImageHash) {
    let library = open_at(dir, clock);
    let [shown, left] = [0, 1].map(|n| library.put_picture(&bytes_of(n)).unwrap());
    library.put_products(&[Product { picture: Some(shown), ..find(1, None, None) }]).unwrap();
    for hash in [shown, left] {
        set_changed(&library, hash, START_MS - 40 * DAY_MS);
    }
    (shown, left)
}

#[test]
fn tidying_that_was_stopped_halfway_goes_on() {
    let clock = Arc::new(Hands(AtomicI64::new(START_MS)));
    let folder = |library: &Path, hash: ImageHash| library.join("picked-up").join(&hash.to_string()[..2]);
    // How a power cut may leave the two pictures: (both moved, both in both places, the place in use damaged).
    for state in 0..4 {
        let dir = tempfile::tempdir().unwrap();
        let (shown, left) = with_two_pictures(dir.path(), &clock);
        let path = |hash: ImageHash| dir.path().join("pictures").join(&hash.to_string()[..2]).join(hash.to_string());
        for (hash, n) in [(shown, 0), (left, 1)] {
            let folder = folder(dir.path(), hash);
            std::fs::create_dir_all(&folder).unwrap();
            match state {
                0 => std::fs::rename(path(hash), folder.join(hash.to_string())).unwrap(),
                1 => drop(std::fs::copy(path(hash), folder.join(hash.to_string())).unwrap()),
                2 => {
                    std::fs::write(path(hash), "").unwrap();
                    std::fs::write(folder.join(hash.to_string()), bytes_of(n)).unwrap();
                }
                // Only the folders were made.
                _ => {}
            }
        }
        let library = open_at(dir.path(), &clock);
        let report = library.tidy(true).unwrap();
        assert_eq!(report.put_back, usize::from(state != 3), "{state}");
        assert_eq!(library.read_picture(shown).unwrap(), bytes_of(0), "{state}");
        assert!(!picked_up(&library).contains(&shown), "{state}");
        assert_eq!(library.read_picture(left).is_ok(), state != 2, "{state}: what nothing shows lies somewhere");
        let again = library.tidy(true).unwrap();
        assert_eq!((again.pictures, again.put_back), (0, 0), "{state}");
    }
}

#[test]
fn nothing_is_tidied_while_records_may_be_missing() {
    let clock = Arc::new(Hands(AtomicI64::new(START_MS)));
    type Damage = (&'static str, fn(&Path));
    let damages: [Damage; 3] = [
        ("no records", |dir| {
            std::fs::remove_dir_all(dir.join("db")).unwrap();
            std::fs::remove_dir_all(dir.join("journal")).unwrap();
        }),
        ("an empty library.json", |dir| std::fs::write(dir.join("library.json"), "").unwrap()),
        ("a journal that lost its end", |dir| {
            let journal = dir.join("journal/journal-0000000000000001.jsonl");
            std::fs::write(journal, "{\"seq\":1,\"ops\":[]").unwrap();
        }),
    ];
    for (name, damage) in damages {
        let dir = tempfile::tempdir().unwrap();
        with_two_pictures(dir.path(), &clock);
        damage(dir.path());
        let library = open_at(dir.path(), &clock);
        let report = library.tidy(true).unwrap();
        assert!(report.held_back.is_some(), "{name}");
        assert_eq!((report.pictures, library.pictures().unwrap().len()), (0, 2), "{name}");
        assert!(matches!(library.empty_picked_up(), Err(LibraryError::NotTidied(_))), "{name}");
    }
}

#[test]
fn what_was_set_aside_still_holds_its_pictures() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(Hands(AtomicI64::new(START_MS)));
    let (_, left) = with_two_pictures(dir.path(), &clock);
    std::fs::create_dir_all(dir.path().join("set-aside/db-of-old")).unwrap();
    std::fs::write(dir.path().join("set-aside/db-of-old/db"), format!("\u{0}\u{7f}{left}\u{0}")).unwrap();
    assert_eq!(open_at(dir.path(), &clock).tidy(true).unwrap().pictures, 0);
    std::fs::remove_dir_all(dir.path().join("set-aside")).unwrap();
    assert_eq!(open_at(dir.path(), &clock).tidy(true).unwrap().pictures, 1);
}
