//! Which browsers may send finds: a short code, shown once, buys a token that only the paired origin can use.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::model::ids::{from_base32, to_base32};
use crate::model::{Ids, Timestamp};

use super::error::Refusal;
use super::guard::same;

/// Digits of a code: 40 bits.
const CODE_DIGITS: usize = 8;
/// How long a code is good for.
const CODE_TIME_MS: i64 = 10 * 60 * 1000;
/// Wrong codes until the right one is void.
const MOST_TRIES: u32 = 5;
/// The most browsers that stay paired; the oldest makes room.
const MOST_PAIRED: usize = 16;
/// The longest name of a browser.
const MAX_NAME_CHARS: usize = 40;

/// A browser that may send finds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paired {
    /// Names it when it is revoked.
    pub id: u64,
    /// As the extension calls the browser.
    pub browser: String,
    /// The extension's origin; its token is good from there only.
    pub origin: String,
    /// SHA-256 of the token in hexadecimal digits. The token itself is only in the browser.
    pub token_hash: String,
    /// When it was paired.
    pub since: Timestamp,
}

/// All of them, oldest first, as the library keeps them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pairings(pub Vec<Paired>);

/// A code that is being shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    digits: String,
    /// Until when it is good.
    pub until: Timestamp,
    tries: u32,
}

impl Code {
    /// A fresh one.
    pub(super) fn new(ids: &dyn Ids, now: Timestamp) -> Self {
        let until = Timestamp(now.0.saturating_add(CODE_TIME_MS));
        Self { digits: to_base32(ids.fresh(), CODE_DIGITS).to_ascii_uppercase(), until, tries: 0 }
    }

    /// As it is shown: `7K4M-PX2Q`, with the port behind it where that is not one of [`super::PORTS`].
    pub fn shown(&self, port: u16) -> String {
        let (left, right) = self.digits.split_at_checked(CODE_DIGITS / 2).unwrap_or((&self.digits, ""));
        if super::PORTS.contains(&port) { format!("{left}-{right}") } else { format!("{left}-{right}-{port}") }
    }
}

impl Pairings {
    /// Pairs a browser that knows the code, and returns its token. `code` is void afterwards, and also after too
    /// many wrong tries.
    pub(super) fn pair(
        &mut self,
        code: &mut Option<Code>,
        given: &str,
        who: (&str, &str),
        ids: &dyn Ids,
        now: Timestamp,
    ) -> Result<String, Refusal> {
        let (origin, browser) = who;
        let shown = code.as_mut().filter(|code| now < code.until).ok_or(Refusal::WrongCode)?;
        let wanted = from_base32(&shown.digits).map(|bits| to_base32(bits, CODE_DIGITS)).unwrap_or_default();
        let given: String = given.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').take(32).collect();
        // Read back and forth, so that look-alike letters count as what they were meant to be.
        let given = from_base32(&given).filter(|_| given.len() == CODE_DIGITS);
        let given = given.map(|bits| to_base32(bits, CODE_DIGITS)).unwrap_or_default();
        if wanted.is_empty() || !same(&given, &wanted) {
            shown.tries += 1;
            if shown.tries >= MOST_TRIES {
                *code = None;
            }
            return Err(Refusal::WrongCode);
        }
        *code = None;
        let token = format!("{:016x}{:016x}", ids.fresh(), ids.fresh());
        // An extension that pairs again has forgotten its token.
        self.0.retain(|paired| paired.origin != origin);
        let browser: String = browser.chars().filter(|letter| !letter.is_control()).take(MAX_NAME_CHARS).collect();
        let browser = browser.trim().to_owned();
        let token_hash = hash(&token);
        self.0.push(Paired { id: ids.fresh(), browser, origin: origin.to_owned(), token_hash, since: now });
        let too_many = self.0.len().saturating_sub(MOST_PAIRED);
        self.0.drain(..too_many);
        Ok(token)
    }

    /// Whether this origin may send finds with this token.
    pub(super) fn allows(&self, origin: &str, token: &str) -> bool {
        let given = hash(token);
        self.0.iter().any(|paired| paired.origin == origin && same(&given, &paired.token_hash))
    }
}

fn hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::Counting;
    use super::*;

    const WHO: (&str, &str) = ("chrome-extension://a", "Chromium");
    const NOW: Timestamp = Timestamp(1_000);

    #[test]
    fn a_code_buys_one_token_for_one_origin() {
        let ids = Counting::default();
        let mut pairings = Pairings::default();
        let mut code = Some(Code::new(&ids, NOW));
        let shown = code.as_ref().unwrap().shown(super::super::PORTS[0]);
        let token = pairings.pair(&mut code, &format!(" {} ", shown.to_lowercase()), WHO, &ids, NOW).unwrap();
        assert!(pairings.allows(WHO.0, &token));
        assert!(!pairings.allows("chrome-extension://b", &token), "the token is bound to its origin");
        assert!(!pairings.allows(WHO.0, "") && !pairings.allows(WHO.0, &pairings.0[0].token_hash.clone()));
        assert_eq!(pairings.pair(&mut code, &shown, WHO, &ids, NOW), Err(Refusal::WrongCode), "used up");
        assert!(!serde_json::to_string(&pairings).unwrap().contains(&token), "the library never holds the token");
    }

    #[test]
    fn a_code_runs_out_and_survives_few_tries() {
        let ids = Counting::default();
        let mut pairings = Pairings::default();
        let mut code = Some(Code::new(&ids, NOW));
        let shown = code.as_ref().unwrap().shown(1);
        assert!(shown.ends_with("-1") && shown.len() == 11, "{shown}");
        let digits = shown[..9].to_owned();
        let late = Timestamp(NOW.0 + CODE_TIME_MS);
        assert_eq!(pairings.pair(&mut code, &digits, WHO, &ids, late), Err(Refusal::WrongCode));
        for _ in 0..MOST_TRIES {
            assert!(code.is_some());
            assert_eq!(pairings.pair(&mut code, "0000-0000", WHO, &ids, NOW), Err(Refusal::WrongCode));
        }
        assert_eq!(pairings.pair(&mut code, &digits, WHO, &ids, NOW), Err(Refusal::WrongCode), "void");
        assert_eq!(pairings, Pairings::default());
    }

    #[test]
    fn pairing_again_replaces_and_the_list_stays_short() {
        let ids = Counting::default();
        let mut pairings = Pairings::default();
        for round in 0..20 {
            for name in ["x", "y"] {
                let mut code = Some(Code::new(&ids, NOW));
                let digits = code.as_ref().unwrap().digits.clone();
                let origin = format!(
                    "chrome-extension://{}",
                    if round < 10 { "a".to_owned() } else { format!("{round}{name}") }
                );
                pairings.pair(&mut code, &digits, (&origin, &"n\n".repeat(60)), &ids, NOW).unwrap();
            }
        }
        assert_eq!(pairings.0.len(), MOST_PAIRED);
        assert!(pairings.0.iter().all(|paired| paired.browser.len() == MAX_NAME_CHARS));
    }
}
