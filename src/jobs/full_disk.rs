//! A disk that fills up while a person works, and has room again.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use super::engine::Engine;
use super::{AppEvent, Request, Studio};
use crate::edit::{Step, StepKind};
use crate::library::{Library, OpenOptions};
use crate::model::{
    Clock, Collage, CollageId, Colour, Content, Diff, Frame, Ids, Point, Shape, ShapeKind, Size, Tile, TileId,
    Timestamp,
};
use crate::scene::TextShaper;

struct World(AtomicI64);

impl Clock for World {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }
}

impl Ids for World {
    fn fresh(&self) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed) as u64
    }
}

/// What the window was told, in short.
fn told(engine: &Engine, request: Request) -> Vec<String> {
    let mut told = Vec::new();
    engine.handle(request, &mut |event| {
        told.push(match event {
            AppEvent::Committed { collage, count, problem: None } => format!("{} saved of {}", count, collage.raw()),
            AppEvent::Committed { count, .. } => format!("{count} given up"),
            AppEvent::NotSaved { collage, waiting, again_at, why } => {
                assert!(why.contains("make room") || why.contains("Make room"), "{why}");
                format!("{} wait of {} until {}", waiting, collage.raw(), again_at.0)
            }
            AppEvent::SavedAgain => "all saved".to_owned(),
            AppEvent::Loaded(collage) => format!("{} tiles", collage.tiles.len()),
            AppEvent::Problem(words) => words,
            AppEvent::Collages(_) => return,
            _ => "something else".to_owned(),
        });
    });
    told
}

/// One more ellipse.
fn edit(collage: &mut Collage) -> Request {
    let before = collage.clone();
    let id = TileId::from_raw(collage.ids.next_tile);
    collage.ids.next_tile += 1;
    let content = Content::Shape(Shape { kind: ShapeKind::Ellipse, fill: Colour::BLACK });
    collage.tiles.insert(id, Tile::new(Frame::upright(Point::new(9.0, 9.0), Size::new(3.0, 4.0)), content));
    collage.page.order.push(id);
    let step = Step { kind: StepKind::Place, tiles: collage.tiles.len() as u32 };
    Request::Commit { edits: vec![(step, Diff::between(&before, collage))], after: Arc::new(collage.clone()) }
}

fn engine(dir: &Path, clock: &Arc<World>, free: &Arc<AtomicU64>) -> Engine {
    let (at, ids) = (Arc::clone(clock) as Arc<dyn Clock>, Arc::clone(clock) as Arc<dyn Ids>);
    let options = OpenOptions { clock: at.clone(), ids: ids.clone(), role: "a test".to_owned(), control: None };
    let (library, _) = Library::open_with_room(dir, options, Arc::clone(free)).unwrap();
    Engine::with_studio(Studio::with_library(library, at, ids, Arc::new(TextShaper::new())))
}

#[test]
fn edits_wait_for_a_full_disk_and_are_saved_in_order() {
    let dir = tempfile::tempdir().unwrap();
    let (clock, free) = (Arc::new(World(AtomicI64::new(0))), Arc::new(AtomicU64::new(u64::MAX)));
    let engine = engine(dir.path(), &clock, &free);
    let mut collages =
        [1, 2].map(|id| Collage::new(CollageId::from_raw(id), "Kept", Size::new(80.0, 60.0), Timestamp(1)));
    for collage in &collages {
        engine.studio().library.create_collage(collage, "create").unwrap();
    }
    assert_eq!(told(&engine, edit(&mut collages[0])), ["1 saved of 1"]);

    free.store(1_000, Ordering::Relaxed);
    assert_eq!(told(&engine, edit(&mut collages[0])), ["1 wait of 1 until 2000"]);
    assert_eq!(told(&engine, edit(&mut collages[1])), ["1 wait of 1 until 4000", "1 wait of 2 until 4000"]);
    clock.0.store(4_000, Ordering::Relaxed);
    assert_eq!(told(&engine, Request::SaveAgain), ["1 wait of 1 until 12000", "1 wait of 2 until 12000"]);
    // What waits is what is shown, and nothing overtakes it.
    let shown = told(&engine, Request::LoadCollage(CollageId::from_raw(1)));
    assert!(shown.contains(&"2 tiles".to_owned()), "{shown:?}");
    let refused = told(&engine, Request::DeleteForever(CollageId::from_raw(2)));
    assert!(refused.last().unwrap().contains("not saved"), "{refused:?}");
    assert_eq!(engine.studio().library.collage(CollageId::from_raw(1)).unwrap().collage.tiles.len(), 1);

    // The next edit tries again too, after those that wait.
    free.store(u64::MAX, Ordering::Relaxed);
    let saved = ["1 saved of 1", "1 saved of 2", "1 saved of 1", "all saved"];
    assert_eq!(told(&engine, edit(&mut collages[0])), saved);
    assert!(told(&engine, Request::SaveAgain).is_empty());
    drop(engine);
    let engine = self::engine(dir.path(), &clock, &free);
    for collage in &collages {
        assert_eq!(&engine.studio().library.collage(collage.id).unwrap().collage, collage);
    }
    let labels: Vec<String> = engine
        .studio()
        .library
        .history(CollageId::from_raw(1))
        .unwrap()
        .iter()
        .rev()
        .map(|each| each.label.clone())
        .collect();
    assert_eq!(labels, ["create", "place 1", "place 2", "place 3"]);
    assert_eq!(engine.studio().library.verify().unwrap().problems, Vec::<String>::new());
}

#[test]
fn an_edit_that_can_never_be_saved_holds_nothing_up() {
    let dir = tempfile::tempdir().unwrap();
    let (clock, free) = (Arc::new(World(AtomicI64::new(0))), Arc::new(AtomicU64::new(1_000)));
    let engine = engine(dir.path(), &clock, &free);
    let mut unknown = Collage::new(CollageId::from_raw(9), "Gone", Size::new(80.0, 60.0), Timestamp(1));
    assert_eq!(told(&engine, edit(&mut unknown)), ["1 wait of 9 until 2000"]);
    free.store(u64::MAX, Ordering::Relaxed);
    assert_eq!(told(&engine, Request::SaveAgain), ["1 given up", "all saved"]);
    assert!(told(&engine, Request::SaveAgain).is_empty());
}

#[test]
fn the_library_is_tidied_once_a_day() {
    let dir = tempfile::tempdir().unwrap();
    let (clock, free) = (Arc::new(World(AtomicI64::new(1_700_000_000_000))), Arc::new(AtomicU64::new(u64::MAX)));
    let engine = engine(dir.path(), &clock, &free);
    let studio = engine.studio();
    for (hours, is_due) in [(0, true), (23, false), (2, true), (-900, true), (23, false), (2_000, true)] {
        clock.0.fetch_add(hours * 3_600_000, Ordering::Relaxed);
        assert_eq!(studio.tidy_if_due().unwrap().is_some(), is_due, "{hours}");
    }
}
