//! What can go wrong on the loopback, and why a request is turned away.

use std::io;

/// Why a listener could not start or a call did not arrive.
#[derive(Debug, thiserror::Error)]
pub enum LoopbackError {
    /// No port, or no thread.
    #[error("listening on this computer failed: {0}")]
    Listen(#[source] io::Error),
    /// The lock file names no place to call.
    #[error("the open window cannot be reached: switch to it by hand")]
    NoPlace,
    /// Nobody answered, or not as expected.
    #[error("the open window does not answer ({0}): switch to it by hand")]
    Silent(#[source] io::Error),
    /// A pairing was not written down.
    #[error("the pairing could not be saved: {0}")]
    NotSaved(String),
}

/// Why a request of a browser is turned away. The caller is told [`Refusal::code`], which the extension puts into
/// the person's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not HTTP/1.1 as browsers speak it.
    #[error("this is no request that is understood here")]
    Malformed,
    /// The head or the body.
    #[error("the request is larger than {limit_bytes} bytes")]
    TooLarge {
        /// The most that is read.
        limit_bytes: usize,
    },
    /// It did not arrive in time.
    #[error("the request did not arrive in time")]
    TooSlow,
    /// Too many connections at once.
    #[error("too many requests at once")]
    Busy,
    /// `Host` is neither 127.0.0.1 nor localhost with our port: a name that was bent to this computer.
    #[error("this address is not ours")]
    WrongHost,
    /// Not an extension, not the paired one, or not our own page.
    #[error("this origin may not call here")]
    WrongOrigin,
    /// No token, a wrong one, or one that was revoked.
    #[error("this browser is not paired")]
    NotPaired,
    /// No code is shown, it has run out, or it is another one.
    #[error("this is not the pairing code")]
    WrongCode,
    /// The confirmation was used already or is too old.
    #[error("this confirmation has run out: load the page again")]
    WrongNonce,
    /// The library could not keep the pairing.
    #[error("the pairing could not be saved")]
    NotSaved,
    /// No such route.
    #[error("there is nothing here")]
    NotFound,
}

impl Refusal {
    /// The HTTP status.
    pub fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::NotPaired | Self::WrongCode => 401,
            Self::WrongOrigin | Self::WrongNonce => 403,
            Self::NotFound => 404,
            Self::TooSlow => 408,
            Self::TooLarge { .. } => 413,
            Self::WrongHost => 421,
            Self::NotSaved => 500,
            Self::Busy => 503,
        }
    }

    /// The word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::TooLarge { .. } => "too_large",
            Self::TooSlow => "too_slow",
            Self::Busy => "busy",
            Self::WrongHost => "wrong_host",
            Self::WrongOrigin => "wrong_origin",
            Self::NotPaired => "not_paired",
            Self::WrongCode => "wrong_code",
            Self::WrongNonce => "wrong_nonce",
            Self::NotSaved => "not_saved",
            Self::NotFound => "not_found",
        }
    }
}
