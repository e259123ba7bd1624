//! Answers requests with the crafts: what runs on the workers.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::i18n::{Lang, errors as msg};
use crate::model::{Clock, Ids, Product};
use crate::scene::TextShaper;

use super::backlog::Backlog;
use super::clipping::{self, Clipping};
use super::crafts::add::Added;
use super::crafts::feed::{FeedChoices, FeedStep};
use super::crafts::feeds::FeedEvent;
use super::error::JobsError;
use super::event::{AppEvent, Progress};
use super::pool::Handler;
use super::request::{FeedImport, Lane, OfClipper, Request};
use super::studio::Studio;
use super::{clipper, explain};
use crate::library::LibraryError;
use crate::loopback::{self, Call, ClipServer};
use crate::publish::{Destination, PublishError};

/// What comes to a window from outside, unasked.
pub enum FromOutside {
    /// A second window asks for something.
    Call(Call),
    /// Something came from the browser.
    Event(Box<AppEvent>),
}

/// Called when something comes from outside, on a thread of its own.
pub type OnCall = dyn Fn(FromOutside) + Send + Sync;

type Answer<'a> = &'a mut dyn FnMut(AppEvent);

/// The handler for [`super::Jobs`]: opens the library in `dir` at the first [`Request::Open`]. `calls` hears what
/// a second window on the same library asks for, and what comes from the browser.
pub fn handler(
    dir: PathBuf,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    shaper: Arc<TextShaper>,
    system_lang: Lang,
    calls: Arc<OnCall>,
) -> Arc<Handler> {
    let (clips, studio, backlog) = (OnceLock::new(), OnceLock::new(), Mutex::default());
    let engine = Engine { dir, clock, ids, shaper, system_lang, calls, clips, studio, backlog };
    Arc::new(move |request, answer| engine.handle(request, answer))
}

pub(super) struct Engine {
    dir: PathBuf,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    shaper: Arc<TextShaper>,
    system_lang: Lang,
    calls: Arc<OnCall>,
    /// Edits on their way to the disk. Only requests of the library's lane touch it.
    backlog: Mutex<Backlog>,
    /// Takes clips from the browser, or why not. Closed before the library is.
    clips: OnceLock<Result<ClipServer, String>>,
    studio: OnceLock<Arc<Studio>>,
}

impl Engine {
    /// An engine whose library is open.
    #[cfg(test)]
    pub(super) fn with_studio(studio: Studio) -> Self {
        Self {
            dir: studio.library.dir().to_owned(),
            clock: Arc::clone(&studio.clock),
            ids: Arc::clone(&studio.ids),
            shaper: Arc::clone(&studio.shaper),
            system_lang: Lang::En,
            calls: Arc::new(|_| {}),
            backlog: Mutex::default(),
            clips: OnceLock::new(),
            studio: OnceLock::from(Arc::new(studio)),
        }
    }

    #[cfg(test)]
    pub(super) fn studio(&self) -> &Studio {
        self.studio.get().unwrap()
    }

    pub(super) fn handle(&self, request: Request, answer: Answer<'_>) {
        if let Request::Open = request {
            return self.open(answer);
        }
        let Some(studio) = self.studio.get() else {
            // The window asks for nothing before it was told that the library is open.
            return answer(AppEvent::Problem(msg::not_open(self.system_lang)));
        };
        let lang = studio.lang(self.system_lang);
        if request.lane() == Lane::Library && !matches!(request, Request::Commit { .. }) {
            if let Request::SaveAgain = request {
                // What this cannot mend is told by the edits that are refused next.
                let _ = studio.library.resume();
            }
            // What waits comes first. Usually nothing does.
            if !self.save_waiting(studio, lang, answer) {
                if request.changes_collages() {
                    return answer(AppEvent::Problem(msg::edits_wait(lang)));
                }
                if let Request::LoadCollage(id) = &request {
                    let latest = self.backlog().latest(*id).cloned();
                    if let Some(latest) = latest {
                        answer(AppEvent::Loaded(Box::new(latest)));
                        // Once more, for the document that was just opened.
                        self.save_waiting(studio, lang, answer);
                        return;
                    }
                }
            }
        }
        match request {
            // Done above, as before every other request.
            Request::SaveAgain => {}
            Request::Picture { image, side_px } => {
                let (picture, alpha) = studio.screen_picture(image, side_px).ok().unzip();
                answer(AppEvent::Picture { image, side_px, picture, alpha });
            }
            Request::Text { hash, step, runs, size } => {
                let scale = (f64::from(step) / 2.0).exp2();
                answer(AppEvent::Text { hash, step, picture: studio.screen_text(runs, size, scale).ok() });
            }
            Request::Cover { collage, seq } => {
                answer(AppEvent::Cover { collage, seq, picture: studio.cover(collage).ok() });
            }
            Request::Commit { edits, after } => {
                self.backlog().push(edits, after);
                self.save_waiting(studio, lang, answer);
                tell_collages(studio, lang, answer);
            }
            Request::Clipper(asked) => {
                if let Err(error) = self.clipper(asked, answer) {
                    answer(AppEvent::Problem(explain::jobs(&error, lang)));
                }
                answer(AppEvent::Clipping(Box::new(Clipping::of(self.clips()))));
            }
            other => {
                if let Err(error) = run(studio, other, lang, answer) {
                    let words = explain::jobs(&error, lang);
                    answer(if error.is_refusal() { AppEvent::Refused(words) } else { AppEvent::Problem(words) });
                }
            }
        }
    }

    fn backlog(&self) -> MutexGuard<'_, Backlog> {
        self.backlog.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Saves the edits that wait, if any. Says whether none waits any more.
    fn save_waiting(&self, studio: &Studio, lang: Lang, answer: Answer<'_>) -> bool {
        let mut answers = Vec::new();
        let all_saved = {
            let mut backlog = self.backlog();
            backlog.is_empty() || backlog.save(studio, lang, &mut answers)
        };
        answers.into_iter().for_each(answer);
        all_saved
    }

    fn open(&self, answer: Answer<'_>) {
        if let Some(studio) = self.studio.get() {
            return tell_all(studio, None, self.system_lang, answer);
        }
        let (clock, ids, shaper) = (Arc::clone(&self.clock), Arc::clone(&self.ids), Arc::clone(&self.shaper));
        match Studio::open(&self.dir, "the desktop app", clock, ids, shaper) {
            Ok((studio, report)) => {
                let lang = studio.lang(self.system_lang);
                let mut notices = Vec::new();
                if let Some(recovery) = &report.recovered {
                    notices.push(match &recovery.moved_to {
                        Some(_) => msg::recovered(lang, recovery.records),
                        None => msg::rebuilt(lang, recovery.records),
                    });
                }
                if report.pictures_alone > 0 {
                    notices.push(msg::records_gone(lang, report.pictures_alone));
                }
                if !report.unreadable.is_empty() {
                    notices.push(msg::kept_aside(lang, report.unreadable.len()));
                }
                let studio = self.studio.get_or_init(|| Arc::new(studio));
                self.listen(studio, answer);
                self.take_clips(studio);
                tell_all(studio, (!notices.is_empty()).then(|| notices.join("\n")), self.system_lang, answer);
            }
            Err(JobsError::Library(LibraryError::InUse { control: Some(place), .. }))
                if loopback::call(&place, &Call::ComeForward).is_ok() =>
            {
                answer(AppEvent::AlreadyOpen);
            }
            Err(error) => answer(AppEvent::OpenFailed(explain::jobs(&error, self.system_lang))),
        }
    }

    /// Lets a second window on this library bring this one forward. Without it everything else works.
    fn listen(&self, studio: &Studio, answer: Answer<'_>) {
        let (calls, lang) = (Arc::clone(&self.calls), studio.lang(self.system_lang));
        let place = loopback::listen(self.ids.fresh(), move |call| calls(FromOutside::Call(call)));
        let told = place
            .map_err(|error| explain::loopback(&error, lang))
            .and_then(|place| studio.library.set_control(Some(place)).map_err(|error| explain::library(&error, lang)));
        if let Err(problem) = told {
            answer(AppEvent::Problem(problem));
        }
    }
}

impl Engine {
    /// Lets the browser send finds. Without it everything else works; Settings say why it does not.
    fn take_clips(&self, studio: &Arc<Studio>) {
        let calls = Arc::clone(&self.calls);
        let tell = Arc::new(move |event| calls(FromOutside::Event(Box::new(event))));
        let server = clipping::take_clips(studio, self.system_lang, tell);
        let lang = studio.lang(self.system_lang);
        self.clips.get_or_init(|| server.map_err(|error| explain::jobs(&error, lang)));
    }

    fn clips(&self) -> Result<&ClipServer, String> {
        match self.clips.get() {
            Some(Ok(server)) => Ok(server),
            Some(Err(problem)) => Err(problem.clone()),
            None => Err(String::new()),
        }
    }

    fn clipper(&self, asked: OfClipper, answer: Answer<'_>) -> Result<(), JobsError> {
        match (asked, self.clips()) {
            (OfClipper::SaveExtension(folder), _) => {
                clipper::save_extension(&folder)?;
                answer(AppEvent::ExtensionSaved(folder));
            }
            (OfClipper::NewCode, Ok(server)) => drop(server.new_code()),
            (OfClipper::Revoke(id), Ok(server)) => server.revoke(id)?,
            (OfClipper::Tell, _) | (_, Err(_)) => {}
        }
        Ok(())
    }
}

/// Everything that the window shows first.
fn tell_all(studio: &Studio, notice: Option<String>, system_lang: Lang, answer: Answer<'_>) {
    let gathered = (|| -> Result<_, JobsError> {
        let library = &studio.library;
        Ok((library.settings()?, library.products()?, library.collages()?))
    })();
    match gathered {
        Ok((settings, finds, collages)) => {
            answer(AppEvent::Opened { settings: Box::new(settings), finds, collages, notice });
        }
        Err(error) => answer(AppEvent::OpenFailed(explain::jobs(&error, system_lang))),
    }
}

fn tell_collages(studio: &Studio, lang: Lang, answer: Answer<'_>) {
    match studio.library.collages() {
        Ok(collages) => answer(AppEvent::Collages(collages)),
        Err(error) => answer(AppEvent::Problem(explain::jobs(&error.into(), lang))),
    }
}

fn run(studio: &Studio, request: Request, lang: Lang, answer: Answer<'_>) -> Result<(), JobsError> {
    match request {
        Request::CreateCollage { title, size } => {
            let collage = studio.create_collage(&title, size)?;
            answer(AppEvent::Loaded(Box::new(collage)));
            tell_collages(studio, lang, answer);
        }
        Request::LoadCollage(id) => {
            let opened = studio.library.collage(id)?;
            answer(AppEvent::Loaded(Box::new(opened.collage)));
            if !opened.damaged.is_empty() {
                answer(AppEvent::Problem(msg::collage_damaged(lang, opened.damaged.len())));
            }
        }
        Request::RenameCollage(id, title) => {
            studio.rename_collage(id, &title)?;
            tell_collages(studio, lang, answer);
        }
        Request::DuplicateCollage { collage, title } => {
            studio.library.duplicate(collage, &title, "create")?;
            tell_collages(studio, lang, answer);
        }
        Request::TrashCollage(id) => {
            studio.library.trash(id)?;
            tell_collages(studio, lang, answer);
        }
        Request::RestoreCollage(id) => {
            studio.library.restore(id)?;
            tell_collages(studio, lang, answer);
        }
        Request::DeleteForever(id) => {
            studio.library.delete_forever(id)?;
            tell_collages(studio, lang, answer);
        }
        Request::Versions(collage) => {
            let versions = studio.library.history(collage)?;
            answer(AppEvent::Versions { collage, versions });
        }
        Request::Version { collage, seq } => {
            let collage = Box::new(studio.library.version(collage, seq)?);
            answer(AppEvent::Version { seq, collage });
        }
        Request::SaveFinds(mut finds) => {
            for find in &mut finds {
                // A price that a person typed was seen now.
                if find.snapshot.price.is_some() && find.snapshot.price_seen_at.is_none() {
                    find.snapshot.price_seen_at = Some(studio.clock.now());
                }
            }
            let report = studio.library.put_products(&finds)?;
            let finds = report.keys.iter().map(|key| studio.library.product(*key)).collect::<Result<Vec<_>, _>>()?;
            answer(AppEvent::FindsChanged { finds, place: false });
        }
        Request::RemoveFinds(keys) => {
            studio.library.remove_products(&keys)?;
            answer(AppEvent::FindsRemoved(keys));
        }
        Request::SaveSettings(settings) => {
            studio.library.set_settings(&settings)?;
            answer(AppEvent::SettingsSaved(settings));
        }
        errand => return run_errand(studio, errand, lang, answer),
    }
    Ok(())
}

fn run_errand(studio: &Studio, request: Request, lang: Lang, answer: Answer<'_>) -> Result<(), JobsError> {
    match request {
        Request::AddLink { url, place } => {
            answer(AppEvent::Progress(Some(Progress { words: msg::fetching(lang), done: 0, total: None })));
            let added = studio.add_link(&url);
            answer(AppEvent::Progress(None));
            tell_added(added?, place, answer);
        }
        Request::AddClipping { image, title, link, place } => {
            tell_added(studio.add_clipping(&image, &title, link)?, place, answer);
        }
        Request::AddPixels { size_px, rgba, link, place } => {
            tell_added(studio.add_pixels(size_px, &rgba, link)?, place, answer);
        }
        Request::AddFiles { paths, place } => {
            let mut finds: Vec<Product> = Vec::new();
            for (path, outcome) in studio.add_files(&paths) {
                match outcome {
                    Ok(added) => finds.push(added.product),
                    Err(error) => {
                        let name = path.file_name().unwrap_or(path.as_os_str()).display().to_string();
                        answer(AppEvent::Problem(msg::of_file(lang, name, explain::jobs(&error, lang))));
                    }
                }
            }
            if !finds.is_empty() {
                answer(AppEvent::FindsChanged { finds, place });
            }
        }
        Request::Tidy => {
            let moved = studio.tidy_if_due()?.map_or(0, |report| report.pictures);
            if moved > 0 {
                answer(AppEvent::Done(msg::picked_up(lang, moved)));
            }
        }
        Request::SniffFeed(path) => {
            let preview = studio.preview_feed(&path)?;
            let mapping = preview.mapping.unwrap_or_default();
            let finds = preview.products.iter().map(|item| preview_row(&item.snapshot)).collect();
            let (header, format) = (mapping.header.clone(), preview.format.to_string());
            answer(AppEvent::FeedSniffed { path, mapping, header, cells: preview.cells, finds, format });
        }
        Request::ImportFeed(import) => import_feed(studio, *import, lang, answer)?,
        Request::RefreshDueFeeds { cancel } => refresh_due_feeds(studio, lang, &cancel, answer)?,
        Request::ImportBundle(path) => {
            let imported = studio.import_bundle(&path, lang)?;
            let finds = studio.library.products()?;
            answer(AppEvent::FindsChanged { finds, place: false });
            tell_collages(studio, lang, answer);
            for warning in imported.warnings {
                answer(AppEvent::Problem(warning));
            }
            answer(AppEvent::BundleImported(imported.collage));
        }
        Request::Preflight { collage, channel, lang } => {
            let channel = studio.channel_by_id(channel)?;
            answer(AppEvent::Preflight(Box::new(studio.preflight(&collage, &channel, lang)?)));
        }
        Request::Export { collage, to, channel: id, lang: page_lang, replace, cancel } => {
            let channel = studio.channel_by_id(id)?;
            let mut told = |done: usize, total: usize| {
                let words = msg::exporting(lang);
                answer(AppEvent::Progress(Some(Progress { words, done: done as u64, total: Some(total as u64) })));
                !cancel.load(Ordering::Relaxed)
            };
            let destination = Destination { replace, ..Destination::new(&to) };
            let exported = studio.export(&collage, &channel, page_lang, &destination, &mut told);
            answer(AppEvent::Progress(None));
            let exported = match exported {
                Err(stopped @ JobsError::Publish(PublishError::Cancelled)) => {
                    answer(AppEvent::Stopped(explain::jobs(&stopped, lang)));
                    return Ok(());
                }
                Err(JobsError::Publish(
                    error @ (PublishError::OtherCollage { .. } | PublishError::FileInTheWay { .. }),
                )) => {
                    let words = error.message(lang);
                    answer(AppEvent::ExportInTheWay { collage, to, channel: id, lang: page_lang, words });
                    return Ok(());
                }
                other => other?,
            };
            let warnings = exported.warnings.iter().map(|line| line.message(lang)).collect();
            answer(AppEvent::Exported { path: exported.path, warnings });
        }
        _ => {}
    }
    Ok(())
}

fn tell_added(added: Added, place: bool, answer: Answer<'_>) {
    answer(AppEvent::FindsChanged { finds: vec![added.product], place });
}

/// What a person recognises a product by, before the import.
fn preview_row(snapshot: &crate::model::ProductSnapshot) -> Vec<String> {
    vec![
        snapshot.title.clone(),
        snapshot.price.map(|price| price.to_string()).unwrap_or_default(),
        snapshot.shop().unwrap_or_default(),
        snapshot.url.as_ref().map(ToString::to_string).unwrap_or_default(),
    ]
}

fn import_feed(studio: &Studio, import: FeedImport, lang: Lang, answer: Answer<'_>) -> Result<(), JobsError> {
    let FeedImport { path, mapping, currency, merchant, cancel } = import;
    let choices = FeedChoices { mapping, currency, merchant, tell_finds: true, ..FeedChoices::default() };
    let outcome = studio.import_feed(&path.to_string_lossy(), &choices, None, &mut |event| {
        tell_feed(event, lang, answer);
        !cancel.load(Ordering::Relaxed)
    });
    answer(AppEvent::Progress(None));
    let (_, outcome) = outcome?;
    let taken = (outcome.added + outcome.updated + outcome.unchanged) as u64;
    let warnings = outcome.report.warnings.iter().map(|warning| explain::warning(warning, lang)).collect();
    answer(AppEvent::FeedImported { taken, skipped: outcome.report.skipped, warnings });
    if cancel.load(Ordering::Relaxed) {
        answer(AppEvent::Stopped(explain::jobs(&JobsError::Cancelled, lang)));
    }
    Ok(())
}

/// Progress of a feed, and the finds that came of it so far.
fn tell_feed(event: FeedEvent, lang: Lang, answer: Answer<'_>) {
    match event {
        FeedEvent::Downloading(_) => {
            answer(AppEvent::Progress(Some(Progress { words: msg::fetching(lang), done: 0, total: None })));
        }
        FeedEvent::Step(FeedStep { taken, finds }) => {
            answer(AppEvent::Progress(Some(Progress { words: msg::importing(lang), done: taken, total: None })));
            if !finds.is_empty() {
                answer(AppEvent::FindsChanged { finds, place: false });
            }
        }
    }
}

/// Reads the feeds again whose time has come, one after the other. One that fails is told and does not stop the
/// rest; it is tried again when its time comes again.
fn refresh_due_feeds(studio: &Studio, lang: Lang, cancel: &AtomicBool, answer: Answer<'_>) -> Result<(), JobsError> {
    for feed in studio.due_feeds()? {
        if cancel.load(Ordering::Relaxed) {
            break;
        }
        let refreshed = studio.refresh_feed(feed.id, true, &mut |event| {
            tell_feed(event, lang, answer);
            !cancel.load(Ordering::Relaxed)
        });
        answer(AppEvent::Progress(None));
        match refreshed {
            Ok(_) | Err(JobsError::Cancelled) => {}
            Err(error) => answer(AppEvent::Problem(format!("{}: {}", feed.from, explain::jobs(&error, lang)))),
        }
    }
    Ok(())
}
