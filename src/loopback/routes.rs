//! What is answered to what.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::clip::{Answer, Clip, MAX_CLIP_BYTES};
use super::confirm;
use super::error::Refusal;
use super::guard::{check_host, check_own_origin, extension_origin};
use super::http::{Incoming, Reply};
use super::server::Shared;

/// The largest body of the small requests.
const MAX_SMALL_BYTES: usize = 4096;
/// What a bookmark can carry at most, as JSON.
const MAX_CARRIED_BYTES: usize = 256 << 10;

#[derive(Deserialize)]
struct Pair {
    code: String,
    #[serde(default)]
    browser: String,
}

/// Answers one request. Who asks is checked before any body is read.
pub(super) fn answer(incoming: &mut Incoming, shared: &Shared) -> Reply {
    let extension = extension_origin(&incoming.head).ok().map(str::to_owned);
    let reply = respond(incoming, shared).unwrap_or_else(Reply::refusal);
    // Firefox asks like any page until the person grants the extension access to 127.0.0.1.
    match extension {
        Some(origin) => reply
            .with("Access-Control-Allow-Origin", origin)
            .with("Access-Control-Allow-Headers", "authorization, content-type")
            .with("Access-Control-Allow-Methods", "POST"),
        None => reply,
    }
}

fn respond(incoming: &mut Incoming, shared: &Shared) -> Result<Reply, Refusal> {
    check_host(&incoming.head, shared.port)?;
    let (method, path) = (incoming.head.method.clone(), incoming.head.path.clone());
    match (method.as_str(), path.as_str()) {
        ("GET", "/clip") => {
            let nonce = shared.nonces.issue(&*shared.ids, shared.clock.now());
            Ok(confirm::page(&shared.desk.words(), &nonce, &*shared.ids))
        }
        ("OPTIONS", "/hello" | "/pair" | "/clip") => {
            extension_origin(&incoming.head)?;
            Ok(Reply { status: 204, kind: "text/plain", headers: Vec::new(), body: String::new() })
        }
        ("POST", "/hello") => {
            let origin = extension_origin(&incoming.head)?;
            let paired = incoming.head.token.as_deref().is_some_and(|token| shared.allows(origin, token));
            Ok(Reply::json(200, &json!({"ok": true, "app": "etalage", "paired": paired})))
        }
        ("POST", "/pair") => {
            let origin = extension_origin(&incoming.head)?.to_owned();
            let asked: Pair = read(incoming, MAX_SMALL_BYTES)?;
            let token = shared.pair(&asked.code, &origin, &asked.browser)?;
            Ok(Reply::json(200, &json!({"ok": true, "token": token})))
        }
        ("POST", "/clip") => {
            let origin = extension_origin(&incoming.head)?;
            let token = incoming.head.token.as_deref().ok_or(Refusal::NotPaired)?;
            if !shared.allows(origin, token) {
                return Err(Refusal::NotPaired);
            }
            let clip: Clip = read(incoming, MAX_CLIP_BYTES)?;
            Ok(Reply::json(200, &outcome(shared.desk.keep(&clip))))
        }
        ("POST", "/clip/look") => {
            let (clip, nonce) = carried(incoming)?;
            shared.nonces.check(&nonce, shared.clock.now())?;
            Ok(Reply::json(200, &outcome(shared.desk.look(&clip))))
        }
        ("POST", "/clip/keep") => {
            let (clip, nonce) = carried(incoming)?;
            shared.nonces.redeem(&nonce, shared.clock.now())?;
            let mut body = outcome(shared.desk.keep(&clip));
            if body.get("ok") == Some(&Value::Bool(false))
                && let Some(fields) = body.as_object_mut()
            {
                // The person may try again.
                let next = shared.nonces.issue(&*shared.ids, shared.clock.now());
                fields.insert("nonce".to_owned(), next.into());
            }
            Ok(Reply::json(200, &body))
        }
        _ => Err(Refusal::NotFound),
    }
}

/// What our own page passes on from a bookmark, and its nonce.
fn carried(incoming: &mut Incoming) -> Result<(Clip, String), Refusal> {
    check_own_origin(&incoming.head)?;
    let nonce = incoming.head.nonce.clone().ok_or(Refusal::WrongNonce)?;
    Ok((read(incoming, MAX_CARRIED_BYTES)?, nonce))
}

/// Reads a JSON body. Only `application/json` is taken: a form or a plain fetch of a page cannot send that here
/// without being asked back first.
fn read<T: DeserializeOwned>(incoming: &mut Incoming, limit_bytes: usize) -> Result<T, Refusal> {
    if !incoming.head.is_json {
        return Err(Refusal::Malformed);
    }
    serde_json::from_slice(&incoming.body(limit_bytes)?).map_err(|_| Refusal::Malformed)
}

/// `ok`, and what was understood or why not.
fn outcome(answer: Answer) -> Value {
    let (ok, body) = match answer {
        Ok(understood) => (true, serde_json::to_value(understood)),
        Err(reason) => (false, serde_json::to_value(reason)),
    };
    let mut body = body.unwrap_or_default();
    if let Some(fields) = body.as_object_mut() {
        fields.insert("ok".to_owned(), ok.into());
    }
    body
}
