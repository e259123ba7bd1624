//! Queues and threads.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};

use super::event::AppEvent;
use super::request::{Lane, Request};

/// Waiting requests per lane.
const QUEUE: usize = 256;
/// Answers that the window has not read yet; workers wait when it is full.
const ANSWERS: usize = 1024;

/// Does the work: one per program, shared by all threads.
pub type Handler = dyn Fn(Request, &mut dyn FnMut(AppEvent)) + Send + Sync;
/// Called after an answer was sent; wakes the window.
pub type Wake = dyn Fn() + Send + Sync;

/// The way to the workers and back.
pub struct Jobs {
    inner: Inner,
}

enum Inner {
    Threads {
        queues: Vec<(Lane, Sender<Request>)>,
        answers: Receiver<AppEvent>,
        threads: Vec<std::thread::JoinHandle<()>>,
    },
    /// For tests: the work is done at once, by the caller.
    Inline { handler: Arc<Handler>, answers: Mutex<VecDeque<AppEvent>> },
}

impl Jobs {
    /// Starts one library thread, two for errands and two for pictures.
    #[expect(clippy::needless_pass_by_value, reason = "every worker keeps its own; the caller hands theirs over")]
    pub fn threads(handler: Arc<Handler>, wake: Arc<Wake>) -> std::io::Result<Self> {
        let (to_window, answers) = bounded(ANSWERS);
        let mut queues = Vec::new();
        let mut threads = Vec::new();
        for (lane, count, name) in
            [(Lane::Library, 1, "library"), (Lane::Errands, 2, "errands"), (Lane::Pictures, 2, "pictures")]
        {
            let (sender, receiver) = bounded(QUEUE);
            queues.push((lane, sender));
            for _ in 0..count {
                let (receiver, to_window) = (receiver.clone(), to_window.clone());
                let (handler, wake) = (Arc::clone(&handler), Arc::clone(&wake));
                let thread = std::thread::Builder::new().name(name.to_owned());
                threads.push(thread.spawn(move || work(&receiver, &to_window, &*handler, &*wake))?);
            }
        }
        Ok(Self { inner: Inner::Threads { queues, answers, threads } })
    }

    /// Does everything at once on the caller's thread.
    pub fn inline(handler: Arc<Handler>) -> Self {
        Self { inner: Inner::Inline { handler, answers: Mutex::default() } }
    }

    /// Puts a request into its queue; never waits.
    pub fn send(&self, request: Request) -> Result<(), Unsent> {
        match &self.inner {
            Inner::Threads { queues, .. } => {
                let lane = request.lane();
                match queues.iter().find(|(each, _)| *each == lane) {
                    Some((_, queue)) => queue.try_send(request).map_err(|error| match error {
                        TrySendError::Full(request) | TrySendError::Disconnected(request) => Unsent(Box::new(request)),
                    }),
                    None => Err(Unsent(Box::new(request))),
                }
            }
            Inner::Inline { handler, answers } => {
                let mut came = Vec::new();
                run(&**handler, request, &mut |event| came.push(event));
                answers.lock().unwrap_or_else(PoisonError::into_inner).extend(came);
                Ok(())
            }
        }
    }

    /// The next answer, if one is there.
    pub fn poll(&self) -> Option<AppEvent> {
        match &self.inner {
            Inner::Threads { answers, .. } => answers.try_recv().ok(),
            Inner::Inline { answers, .. } => answers.lock().unwrap_or_else(PoisonError::into_inner).pop_front(),
        }
    }

    /// Takes no more requests, lets the library finish what it was given, and returns. Work that may take
    /// long is not waited for.
    pub fn finish(self) {
        if let Inner::Threads { queues, answers, threads } = self.inner {
            drop(queues);
            for thread in threads {
                if thread.thread().name() == Some("library") {
                    // Answers must be taken, or a full channel would hold the writer up.
                    while !thread.is_finished() {
                        let _ = answers.recv_timeout(std::time::Duration::from_millis(10));
                    }
                    let _ = thread.join();
                }
            }
        }
    }
}

/// A request that its queue did not take, handed back.
pub struct Unsent(pub Box<Request>);

impl std::fmt::Debug for Unsent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Unsent")
    }
}

fn work(requests: &Receiver<Request>, to_window: &Sender<AppEvent>, handler: &Handler, wake: &Wake) {
    for request in requests {
        run(handler, request, &mut |event| {
            // Fails only when the window is gone, and then nobody wants to know.
            let _ = to_window.send(event);
            wake();
        });
    }
}

/// Runs one request; a panic becomes an answer.
fn run(handler: &Handler, request: Request, answer: &mut dyn FnMut(AppEvent)) {
    let fallback = on_panic(&request);
    if catch_unwind(AssertUnwindSafe(|| handler(request, &mut *answer))).is_err() {
        answer(fallback);
    }
}

/// What the window is told when the work on a request broke down, so that nothing waits for ever.
fn on_panic(request: &Request) -> AppEvent {
    const WORDS: &str = "an internal error stopped this task; nothing that was saved is affected";
    match request {
        Request::Picture { image, side_px } => {
            AppEvent::Picture { image: *image, side_px: *side_px, picture: None, alpha: None }
        }
        Request::Cover { collage, seq } => AppEvent::Cover { collage: *collage, seq: *seq, picture: None },
        Request::Text { hash, step, .. } => AppEvent::Text { hash: *hash, step: *step, picture: None },
        Request::Commit { edits, after } => {
            AppEvent::Committed { collage: after.id, count: edits.len(), problem: Some(WORDS.to_owned()) }
        }
        Request::Open => AppEvent::OpenFailed(WORDS.to_owned()),
        _ => AppEvent::Problem(WORDS.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CollageId, ImageHash};

    fn words(event: AppEvent) -> String {
        match event {
            AppEvent::Done(words) | AppEvent::Problem(words) => words,
            AppEvent::Picture { picture: None, .. } => "no picture".to_owned(),
            _ => "other".to_owned(),
        }
    }

    fn handler() -> Arc<Handler> {
        Arc::new(|request, answer| match request {
            Request::TrashCollage(id) => answer(AppEvent::Done(id.to_string())),
            Request::Picture { .. } => panic!("a hostile picture"),
            _ => {}
        })
    }

    #[test]
    fn library_requests_are_answered_in_order_and_before_finishing() {
        let (told, heard) = bounded(100);
        let jobs = Jobs::threads(
            handler(),
            Arc::new(move || {
                let _ = told.try_send(());
            }),
        )
        .unwrap();
        for raw in 0..50 {
            jobs.send(Request::TrashCollage(CollageId::from_raw(raw))).unwrap();
        }
        for raw in 0..50 {
            heard.recv().unwrap();
            let event = jobs.poll().unwrap();
            assert_eq!(words(event), CollageId::from_raw(raw).to_string());
        }
        jobs.finish();
    }

    #[test]
    fn a_panic_becomes_an_answer() {
        let jobs = Jobs::inline(handler());
        jobs.send(Request::Picture { image: ImageHash([0; 32]), side_px: 64 }).unwrap();
        assert_eq!(words(jobs.poll().unwrap()), "no picture");
    }
}
