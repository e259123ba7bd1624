//! Settings: in general, affiliate programs, channels, finds from the browser.

mod browser;
mod channels;
mod general;
mod learn;
mod programs;

use egui::Ui;

use crate::i18n::{Lang, dialogs as say};
use crate::model::{Channel, ChannelKind};

use super::super::intent::Intent;
use super::super::state::State;
use super::super::tokens::space;
use super::super::widgets::tabs;
use super::Moment;
use super::sheet::{Outcome, Sheet};

/// The tab about finds from the browser.
pub const BROWSER_TAB: usize = 3;

/// What each tab remembers while the dialog is open.
#[derive(Clone, Default)]
struct Session {
    browser: browser::Typing,
    programs: programs::Typing,
    channels: channels::Typing,
}

/// Draws the dialog.
pub fn show(ui: &Ui, moment: Moment, state: &mut State, tab: &mut usize, intents: &mut Vec<Intent>) {
    let lang = moment.lang;
    let Some(draft) = state.settings_draft.as_deref_mut() else { return intents.push(Intent::CloseDialog) };
    let mut session: Session = super::session(ui, moment);
    if moment.fresh {
        session.programs = programs::Typing::of(&draft.affiliate_programs);
    }
    let changed = *draft != state.settings || session.programs.is_half_typed() || session.channels.is_half_typed();
    let sheet = Sheet::new(say::settings(lang), 720.0).keeping(changed).confirm(say::save(lang)).tall(540.0);
    let outcome = sheet.show(ui, lang, |ui| {
        let names = [say::tab_general(lang), say::tab_programs(lang), say::tab_channels(lang), say::tab_browser(lang)];
        tabs(ui, tab, &names);
        ui.add_space(space::S);
        match *tab {
            1 => programs::show(ui, lang, &mut draft.affiliate_programs, &mut session.programs),
            2 => channels::show(ui, lang, draft, &mut session.channels),
            BROWSER_TAB => {
                browser::show(ui, moment, &state.clipping, &mut state.choosing, &mut session.browser, intents);
            }
            _ => general::show(ui, moment, draft),
        }
        !session.programs.has_problems()
    });
    super::keep(ui, session);
    match outcome {
        Outcome::Confirmed => intents.push(Intent::SaveSettings(Box::new(draft.clone()))),
        Outcome::Closed => intents.push(Intent::CloseDialog),
        Outcome::Open => {}
    }
}

/// A language's name in that language.
pub fn own_name(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "English",
        Lang::Fr => "Français",
    }
}

/// What a channel is called: built-in ones by their kind, others by the person's name for them.
pub fn channel_label(lang: Lang, channel: &Channel) -> String {
    if *channel == Channel::builtin(channel.kind) {
        kind_label(lang, channel.kind)
    } else {
        say::own_channel(lang, &channel.name, kind_label(lang, channel.kind))
    }
}

/// What a kind of channel is called.
fn kind_label(lang: Lang, kind: ChannelKind) -> String {
    match kind {
        ChannelKind::Web => say::kind_web(lang),
        ChannelKind::Blog => say::kind_blog(lang),
        ChannelKind::Mail => say::kind_mail(lang),
        ChannelKind::Attachment => say::kind_attachment(lang),
        ChannelKind::Facebook => "Facebook".to_owned(),
        ChannelKind::Instagram => "Instagram".to_owned(),
        ChannelKind::Pinterest => "Pinterest".to_owned(),
        ChannelKind::Tiktok => "TikTok".to_owned(),
        ChannelKind::Print => say::kind_print(lang),
        ChannelKind::Qr => say::kind_qr(lang),
        ChannelKind::Local => say::kind_local(lang),
    }
}
