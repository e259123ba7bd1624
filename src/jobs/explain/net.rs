//! Why something was not fetched, and why two windows do not hear each other.

use crate::i18n::{Lang, errors::jobs, errors::net as say, system};
use crate::loopback::LoopbackError;
use crate::net::NetError;

/// Why something was not fetched.
pub fn net(error: &NetError, lang: Lang) -> String {
    match error {
        NetError::NotAnAddress(text) => say::not_an_address(lang, text),
        NetError::Scheme(scheme) => say::scheme(lang, scheme),
        NetError::UserInfo { host } => say::user_info(lang, host),
        NetError::PrivateAddress { host, address } => say::private_address(lang, host, address),
        NetError::NoSuchHost { host } => say::no_such_host(lang, host),
        NetError::Unreachable { host, why } => say::unreachable(lang, host, why),
        NetError::Broken { host, why } => say::broken(lang, host, why),
        NetError::TooSlow { host, limit } => say::too_slow(lang, host, limit.as_secs_f32().ceil()),
        NetError::TooBig { host, limit_bytes } => say::too_big(lang, host, limit_bytes / 1_000_000),
        NetError::TooManyRedirects { host, limit } => say::too_many_redirects(lang, host, limit),
        NetError::RedirectLoop { host } => say::redirect_loop(lang, host),
        NetError::BadRedirect { host, target } => say::bad_redirect(lang, host, target),
        NetError::Refused { host, status } => say::refused(lang, host, status),
        NetError::NotFound { host, status } => say::not_found(lang, host, status),
        NetError::Status { host, status } => say::status(lang, host, status),
        NetError::Cancelled { host } => say::cancelled(lang, host),
        NetError::Write { host, source } => say::write(lang, host, system::words(lang, source)),
        NetError::Setup(why) => say::setup(lang, why),
    }
}

/// Why a second window and the first do not hear each other.
pub fn loopback(error: &LoopbackError, lang: Lang) -> String {
    match error {
        LoopbackError::Listen(error) => jobs::no_listener(lang, system::words(lang, error)),
        LoopbackError::NoPlace => jobs::no_place(lang),
        LoopbackError::NotSaved(why) => jobs::pairing_not_saved(lang, why),
        LoopbackError::Silent(error) => jobs::silent(lang, system::words(lang, error)),
    }
}
