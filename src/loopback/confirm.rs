//! The page on which a person confirms what a bookmark sends. Any page can lead a browser here, so the page shows
//! what would be added and waits for a click; it cannot be framed, and only it knows its nonce, which is good once.

use std::collections::VecDeque;
use std::sync::Mutex;

use crate::model::{Ids, Timestamp};

use super::clip::PageWords;
use super::error::Refusal;
use super::guard::same;
use super::http::Reply;

const PAGE: &str = include_str!("../../assets/clip-page/page.html");
const STYLE: &str = include_str!("../../assets/clip-page/page.css");
const SCRIPT: &str = include_str!("../../assets/clip-page/page.js");
const LOGO: &str = include_str!("../../assets/logo/etalage.svg");

/// Pages that may be open at once.
const MOST_OPEN: usize = 32;
/// How long a page may wait for its click.
const NONCE_TIME_MS: i64 = 60 * 60 * 1000;

/// The nonces of the pages that are open.
#[derive(Debug, Default)]
pub(super) struct Nonces(Mutex<VecDeque<(String, Timestamp)>>);

impl Nonces {
    /// A fresh one.
    pub(super) fn issue(&self, ids: &dyn Ids, now: Timestamp) -> String {
        let nonce = fresh(ids);
        let mut open = self.open();
        open.push_back((nonce.clone(), now));
        while open.len() > MOST_OPEN {
            open.pop_front();
        }
        nonce
    }

    /// Whether it is good; it stays so.
    pub(super) fn check(&self, given: &str, now: Timestamp) -> Result<(), Refusal> {
        self.open().iter().any(|each| is_good(each, given, now)).then_some(()).ok_or(Refusal::WrongNonce)
    }

    /// Uses it up.
    pub(super) fn redeem(&self, given: &str, now: Timestamp) -> Result<(), Refusal> {
        let mut open = self.open();
        let found = open.iter().position(|each| is_good(each, given, now)).ok_or(Refusal::WrongNonce)?;
        open.remove(found);
        Ok(())
    }

    fn open(&self) -> std::sync::MutexGuard<'_, VecDeque<(String, Timestamp)>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn is_good((nonce, issued): &(String, Timestamp), given: &str, now: Timestamp) -> bool {
    same(given, nonce) && now.0.saturating_sub(issued.0) < NONCE_TIME_MS
}

fn fresh(ids: &dyn Ids) -> String {
    format!("{:016x}{:016x}", ids.fresh(), ids.fresh())
}

/// The page with its words and its nonce. The address's fragment, which carries the find, never reaches us: the
/// page's script reads it.
pub(super) fn page(words: &PageWords, nonce: &str, ids: &dyn Ids) -> Reply {
    let seal = fresh(ids);
    // `<` must not end the script element that the JSON stands in.
    let data = serde_json::to_string(words).unwrap_or_default().replace('<', "\\u003c");
    // The words go in last: nothing is looked for in them.
    let body = PAGE
        .replace("{seal}", &seal)
        .replace("{nonce}", nonce)
        .replace("{lang}", &words.lang)
        .replace("{style}", STYLE)
        .replace("{script}", SCRIPT)
        .replace("{logo}", LOGO)
        .replace("{words}", &data);
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{seal}'; style-src 'nonce-{seal}'; img-src data:; connect-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    Reply { status: 200, kind: "text/html; charset=utf-8", headers: Vec::new(), body }
        .with("Content-Security-Policy", policy)
        .with("X-Frame-Options", "DENY")
        .with("Cross-Origin-Opener-Policy", "same-origin")
}

#[cfg(test)]
mod tests {
    use super::super::tests::Counting;
    use super::*;

    #[test]
    fn a_nonce_is_good_once_and_not_for_ever() {
        let (ids, nonces) = (Counting::default(), Nonces::default());
        let nonce = nonces.issue(&ids, Timestamp(0));
        assert_eq!(nonces.check(&nonce, Timestamp(1)), Ok(()));
        assert_eq!(nonces.redeem(&nonce, Timestamp(1)), Ok(()));
        assert_eq!(nonces.redeem(&nonce, Timestamp(1)), Err(Refusal::WrongNonce));
        let late = nonces.issue(&ids, Timestamp(0));
        assert_eq!(nonces.redeem(&late, Timestamp(NONCE_TIME_MS)), Err(Refusal::WrongNonce));
        assert_eq!(nonces.check("", Timestamp(0)), Err(Refusal::WrongNonce));
        let first = nonces.issue(&ids, Timestamp(0));
        (0..MOST_OPEN).for_each(|_| drop(nonces.issue(&ids, Timestamp(0))));
        assert_eq!(nonces.check(&first, Timestamp(0)), Err(Refusal::WrongNonce), "the oldest makes room");
    }
}
