//! The eframe application: drains answers, carries out wishes, draws.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::i18n::Lang;
use crate::jobs::{FromOutside, Jobs, Request};
use crate::loopback::Call;
use crate::model::Timestamp;

use super::canvas::{self, Tools};
use super::dialog::Dialog;
use super::intent::Intent;
use super::services::Services;
use super::state::{Phase, Screen, State};
use super::textures::Textures;
use super::{dialogs, dispatch, events, input, panels, theme};

/// How often the remembered feeds are looked at. Each has its own schedule, in hours.
const FEEDS_EVERY_MS: i64 = 10 * 60 * 1_000;
/// Answers taken per frame at most, and for how long.
const ANSWERS_PER_FRAME: usize = 64;
const ANSWER_TIME: Duration = Duration::from_millis(4);

/// The window.
pub struct App {
    /// What it works with.
    pub services: Services,
    /// What it knows.
    pub state: State,
    /// Pictures on the graphics card.
    pub textures: Textures,
    installed: bool,
    /// What the window's frame says.
    title: String,
}

impl App {
    /// A window that asks for its library at once.
    pub fn new(services: Services, system_lang: Lang) -> Self {
        // An empty queue takes it.
        let _ = services.jobs.send(Request::Open);
        Self {
            services,
            state: State::new(system_lang),
            textures: Textures::default(),
            installed: false,
            title: String::new(),
        }
    }

    /// Everything but drawing: answers, unsaved edits, uploads. Call once per frame, before [`Self::draw`].
    pub fn advance(&mut self, ctx: &egui::Context) {
        if !self.installed {
            theme::install(ctx);
            self.installed = true;
        }
        let began = Instant::now();
        let mut left = ANSWERS_PER_FRAME;
        while left > 0 && began.elapsed() < ANSWER_TIME {
            let Some(event) = self.services.jobs.poll() else { break };
            events::handle(event, &mut self.state, &mut self.textures, &self.services, ctx);
            left -= 1;
        }
        input::clipboard_answered(&mut self.state, &mut self.services);
        input::file_chosen(&mut self.state, &mut self.services);
        while let Ok(outside) = self.services.calls.try_recv() {
            let call = match outside {
                FromOutside::Call(call) => call,
                FromOutside::Event(event) => {
                    events::handle(*event, &mut self.state, &mut self.textures, &self.services, ctx);
                    continue;
                }
            };
            ctx.send_viewport_cmd(egui::ViewportCommand::Minimized(false));
            ctx.send_viewport_cmd(egui::ViewportCommand::Focus);
            if let Call::Open(path) = call {
                dispatch::carry_out(Intent::ImportBundle(path), &mut self.state, &mut self.services, ctx);
            }
        }
        self.save_again_in_time(ctx);
        self.refresh_feeds_in_time(ctx);
        self.ask_before_leaving(ctx);
        let more_pictures = self.textures.begin_frame(ctx);
        let unsent = !dispatch::send_unsaved(&mut self.state, &self.services);
        if left == 0 || more_pictures || unsent {
            ctx.request_repaint();
        }
    }

    /// Asks for another try to save when its time has come.
    fn save_again_in_time(&mut self, ctx: &egui::Context) {
        let Some(not_saved) = &mut self.state.not_saved else { return };
        let Some(again_at) = not_saved.again_at else { return };
        let left_ms = again_at.0.saturating_sub(self.services.clock.now().0);
        if left_ms <= 0 {
            // A queue that is full takes it in a later frame.
            if self.services.jobs.send(Request::SaveAgain).is_ok() {
                not_saved.again_at = None;
            }
        } else {
            ctx.request_repaint_after(Duration::from_millis(u64::try_from(left_ms).unwrap_or_default()));
        }
    }

    /// Has the feeds read again whose schedule says so.
    fn refresh_feeds_in_time(&mut self, ctx: &egui::Context) {
        if self.state.phase != Phase::Ready {
            return;
        }
        let now = self.services.clock.now();
        let mut left_ms = self.state.feeds_due_at.0.saturating_sub(now.0);
        if left_ms <= 0 {
            let cancel = Arc::clone(&self.state.feeds_stop);
            // A queue that is full is asked again when the next look is due.
            let _ = self.services.jobs.send(Request::RefreshDueFeeds { cancel });
            left_ms = FEEDS_EVERY_MS;
            self.state.feeds_due_at = Timestamp(now.0.saturating_add(left_ms));
        }
        ctx.request_repaint_after(Duration::from_millis(u64::try_from(left_ms).unwrap_or_default()));
    }

    /// Keeps the window open while edits wait for the disk, until the person says otherwise.
    fn ask_before_leaving(&mut self, ctx: &egui::Context) {
        let closing = ctx.input(|input| input.viewport().close_requested());
        if closing && self.state.not_saved.is_some() && !self.state.leaves_unsaved {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.state.dialog = Some(Dialog::LeaveUnsaved);
        }
    }

    /// Draws the window and carries out what was asked for.
    pub fn draw(&mut self, ui: &mut egui::Ui) {
        let mut intents = Vec::new();
        let lang = self.state.lang();
        if self.state.phase == Phase::Ready {
            input::shortcuts(ui, &mut self.state, &mut intents);
            input::pasted_and_dropped(ui, &mut intents);
        }
        match self.state.phase.clone() {
            Phase::Opening => panels::start::opening(ui, lang),
            Phase::Failed(why) => panels::start::failed(ui, lang, &why),
            Phase::Ready => self.ready(ui, lang, &mut intents),
        }
        self.tell_title(ui.ctx());
        self.state.toasts.show(ui, lang, &mut intents);
        for intent in intents {
            dispatch::carry_out(intent, &mut self.state, &mut self.services, ui.ctx());
        }
        dispatch::send_unsaved(&mut self.state, &self.services);
        self.textures.send_wanted(&self.services.jobs);
        // With the inline executor the answers are there already.
        if let Some(event) = self.services.jobs.poll() {
            events::handle(event, &mut self.state, &mut self.textures, &self.services, ui.ctx());
            ui.ctx().request_repaint();
        }
    }

    /// Names the open collage on the window's frame.
    fn tell_title(&mut self, ctx: &egui::Context) {
        let title = match (&self.state.doc, self.state.screen) {
            (Some(doc), Screen::Board) => format!("{} – Etalage", doc.collage().meta.title),
            _ => "Etalage".to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Carries out a wish that does not come from a panel.
    pub fn carry_out(&mut self, intent: Intent, ctx: &egui::Context) {
        dispatch::carry_out(intent, &mut self.state, &mut self.services, ctx);
    }

    fn ready(&mut self, ui: &mut egui::Ui, lang: Lang, intents: &mut Vec<Intent>) {
        panels::top_bar::show(ui, &mut self.state, lang, intents);
        panels::banner::show(ui, &self.state, lang, intents);
        match self.state.screen {
            Screen::Gallery => panels::gallery::show(ui, &mut self.state, &mut self.textures, lang, intents),
            Screen::Board => self.board(ui, lang, intents),
        }
        dialogs::show(ui, &mut self.state, &mut self.textures, lang, intents);
    }

    fn board(&mut self, ui: &mut egui::Ui, lang: Lang, intents: &mut Vec<Intent>) {
        panels::bottom_bar::show(ui, &mut self.state, &*self.services.clock, lang, intents);
        if self.state.finds_open {
            panels::finds::show(ui, &mut self.state.finds, &mut self.textures, lang, intents);
        }
        panels::inspector::show(ui, &mut self.state, &*self.services.clock, lang, intents);
        let State { board, doc, .. } = &mut self.state;
        let Some(doc) = doc else { return };
        egui::CentralPanel::no_frame().show(ui, |ui| {
            let mut tools = Tools { textures: &mut self.textures, shaper: &self.services.shaper, lang };
            canvas::show(ui, board, doc, &mut tools, intents);
            panels::writing::show(ui, doc, lang, intents);
        });
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _: &mut eframe::Frame) {
        self.advance(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        self.draw(ui);
    }

    fn on_exit(&mut self, _: Option<&eframe::glow::Context>) {
        dispatch::keep_typed(&mut self.state, &self.services);
        dispatch::send_unsaved(&mut self.state, &self.services);
        if self.state.not_saved.is_some() {
            // The last chance. A queue that is full holds edits, and they try as well.
            let _ = self.services.jobs.send(Request::SaveAgain);
        }
        self.state.feeds_stop.store(true, std::sync::atomic::Ordering::Relaxed);
        let idle = Jobs::inline(Arc::new(|_, _| {}));
        std::mem::replace(&mut self.services.jobs, idle).finish();
    }
}
