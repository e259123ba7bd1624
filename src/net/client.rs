//! The client: one way out, with every guard on it.

use std::collections::HashSet;
use std::io::Write;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::blocking::Response;
use reqwest::header;
use url::Url;

use super::address::{AddressRule, is_public, is_unicast};
use super::body::{self, Limits, Progress};
use super::cache::{Cache, Head, Kept, Validators};
use super::error::NetError;
use super::manners::{Manners, Sleep};
use super::options::{NetOptions, Want};
use super::resolve::{Lookup, Pins, SystemLookup, checked_addresses};
use crate::model::{Clock, Timestamp};

/// A reply, whole.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// Where it came from, after redirects.
    pub final_url: Url,
    /// HTTP status; 200 for one from the cache.
    pub status: u16,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// Decompressed.
    pub body: Arc<[u8]>,
    /// Whether no body travelled this time.
    pub from_cache: bool,
}

/// What became of a download.
#[derive(Debug, Clone)]
pub struct Downloaded {
    /// Where it came from, after redirects.
    pub final_url: Url,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// How much was written.
    pub bytes: u64,
    /// To ask next time whether it has changed.
    pub validators: Validators,
    /// The server says that it is still as it was: nothing was written.
    pub unchanged: bool,
}

/// The one guarded HTTP client. Cheap to share behind an `Arc`; calls block.
pub struct Client {
    http: reqwest::blocking::Client,
    options: NetOptions,
    rule: AddressRule,
    lookup: Box<dyn Lookup>,
    pins: Arc<Pins>,
    manners: Manners,
    cache: Cache,
    clock: Arc<dyn Clock>,
}

impl Client {
    /// Total time for a feed: large ones come slowly.
    const FEED_TIME: Duration = Duration::from_secs(2 * 60 * 60);
    /// A reply is taken as fresh no longer than this, whatever the server says.
    const LONGEST_FRESH_S: i64 = 24 * 60 * 60;

    /// A client that resolves names through the operating system.
    pub fn new(options: NetOptions, clock: Arc<dyn Clock>) -> Result<Self, NetError> {
        let rule = if options.allow_private { is_unicast } else { is_public };
        Self::with_parts(options, clock, rule, Box::new(SystemLookup), Box::new(std::thread::sleep))
    }

    /// A client whose contacts with the world are given.
    pub(super) fn with_parts(
        options: NetOptions,
        clock: Arc<dyn Clock>,
        rule: AddressRule,
        lookup: Box<dyn Lookup>,
        sleep: Sleep,
    ) -> Result<Self, NetError> {
        let pins = Arc::new(Pins::default());
        let http = reqwest::blocking::Client::builder()
            .tls_backend_preconfigured(tls_config()?)
            .dns_resolver(Arc::clone(&pins))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .user_agent(&options.user_agent)
            .timeout(options.timeout)
            .connect_timeout(options.timeout)
            .pool_max_idle_per_host(1)
            .build()
            .map_err(|error| NetError::Setup(body::innermost(&error)))?;
        Ok(Self {
            http,
            rule,
            lookup,
            pins,
            manners: Manners::new(Arc::clone(&clock), sleep),
            cache: Cache::new(options.cache_folder.clone()),
            clock,
            options,
        })
    }

    /// Fetches what lies at an address, following redirects, into memory.
    pub fn get(&self, url: &str, want: Want) -> Result<Fetched, NetError> {
        let limits = self.limits(want);
        self.follow(parse(url)?, |url| self.get_hop(url, want, &limits))
    }

    /// Streams a feed to `out`. With the validators of an earlier download, a feed that has not changed is
    /// not sent again. `progress` may stop it; what was written until then stays written.
    pub fn download(
        &self,
        url: &str,
        known: &Validators,
        out: &mut dyn Write,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Downloaded, NetError> {
        let limits = self.limits(Want::Feed);
        self.follow(parse(url)?, |url| {
            let host = host_of(url);
            let reply = self.manners.take_turn(&host, Want::Feed.pause(), || self.send(url, Want::Feed, known))?;
            if let Some(target) = redirect_target(url, &reply)? {
                return Ok(Hop::Elsewhere(target));
            }
            let (content_type, validators) = (text(&reply, header::CONTENT_TYPE), validators_of(&reply));
            let unchanged = reply.status() == reqwest::StatusCode::NOT_MODIFIED && !known.is_empty();
            let bytes = if unchanged {
                0
            } else {
                check_status(&host, &reply)?;
                let announced = reply.content_length();
                body::copy(reply, &host, announced, &limits, &mut *out, &mut *progress)?
            };
            let validators = if unchanged && validators.is_empty() { known.clone() } else { validators };
            Ok(Hop::Arrived(Downloaded { final_url: url.clone(), content_type, bytes, validators, unchanged }))
        })
    }

    /// One request of `get`, through the cache.
    fn get_hop(&self, url: &Url, want: Want, limits: &Limits) -> Result<Hop<Fetched>, NetError> {
        let key = Cache::key(url.as_str(), want.accept(), &self.options.accept_language);
        let kept = self.cache.get(&key);
        if let Some(kept) = kept.as_ref().filter(|kept| self.clock.now() < kept.head.fresh_until) {
            // Settings may have changed since it was kept.
            checked_addresses(url, &*self.lookup, self.rule)?;
            return Ok(Hop::Arrived(from_cache(url, kept)));
        }
        let known = kept.as_ref().map(|kept| kept.head.validators.clone()).unwrap_or_default();
        let host = host_of(url);
        self.manners.take_turn(&host, want.pause(), || {
            let reply = self.send(url, want, &known)?;
            if let Some(target) = redirect_target(url, &reply)? {
                return Ok(Hop::Elsewhere(target));
            }
            let fresh_until = self.fresh_until(&reply);
            if let Some(mut kept) = kept.filter(|_| reply.status() == reqwest::StatusCode::NOT_MODIFIED) {
                kept.head.fresh_until = fresh_until.unwrap_or_default();
                self.cache.put(&key, &kept);
                return Ok(Hop::Arrived(from_cache(url, &kept)));
            }
            check_status(&host, &reply)?;
            let (status, content_type) = (reply.status().as_u16(), text(&reply, header::CONTENT_TYPE));
            let (announced, validators) = (reply.content_length(), validators_of(&reply));
            let mut bytes = Vec::new();
            body::copy(reply, &host, announced, limits, &mut bytes, &mut |_| ControlFlow::Continue(()))?;
            let body: Arc<[u8]> = bytes.into();
            if let Some(fresh_until) = fresh_until.filter(|_| status == 200) {
                let head = Head { content_type: content_type.clone(), validators, fresh_until };
                if !head.validators.is_empty() || fresh_until > self.clock.now() {
                    self.cache.put(&key, &Kept { head, body: Arc::clone(&body) });
                }
            }
            Ok(Hop::Arrived(Fetched { final_url: url.clone(), status, content_type, body, from_cache: false }))
        })
    }

    /// Follows redirects by hand, so that each hop passes every guard again.
    fn follow<T>(&self, start: Url, mut ask: impl FnMut(&Url) -> Result<Hop<T>, NetError>) -> Result<T, NetError> {
        let mut seen = HashSet::new();
        let mut url = start;
        for _ in 0..=self.options.max_redirects {
            check_url(&url)?;
            if !seen.insert(url.as_str().to_owned()) {
                return Err(NetError::RedirectLoop { host: host_of(&url) });
            }
            match ask(&url)? {
                Hop::Arrived(result) => return Ok(result),
                Hop::Elsewhere(target) => url = target,
            }
        }
        Err(NetError::TooManyRedirects { host: host_of(&url), limit: self.options.max_redirects })
    }

    /// Resolves, checks, pins and asks.
    fn send(&self, url: &Url, want: Want, known: &Validators) -> Result<Response, NetError> {
        let addresses = checked_addresses(url, &*self.lookup, self.rule)?;
        let host = host_of(url);
        self.pins.pin(&host, &addresses);
        let mut request = self
            .http
            .get(url.clone())
            .header(header::ACCEPT, want.accept())
            .header(header::ACCEPT_LANGUAGE, self.options.accept_language.as_str());
        if let Some(etag) = &known.etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(date) = &known.last_modified {
            request = request.header(header::IF_MODIFIED_SINCE, date);
        }
        request.send().map_err(|error| {
            let why = body::innermost(&error);
            if error.is_timeout() {
                NetError::TooSlow { host, limit: self.options.timeout }
            } else if error.is_connect() {
                NetError::Unreachable { host, why }
            } else {
                NetError::Broken { host, why }
            }
        })
    }

    fn limits(&self, want: Want) -> Limits {
        let (bytes, time) = match want {
            Want::Page => (self.options.page_bytes, self.options.timeout),
            Want::Picture => (self.options.picture_bytes, self.options.timeout),
            Want::Feed => (self.options.feed_bytes, Self::FEED_TIME.max(self.options.timeout)),
        };
        let now = Instant::now();
        Limits { bytes, time, deadline: now.checked_add(time).unwrap_or(now) }
    }

    /// Until when the reply may be used without asking; the past for “ask every time”, `None` for “do not
    /// keep”.
    fn fresh_until(&self, reply: &Response) -> Option<Timestamp> {
        let directives = text(reply, header::CACHE_CONTROL).unwrap_or_default().to_ascii_lowercase();
        let mut seconds = 0;
        for directive in directives.split(',').map(str::trim) {
            match directive.split_once('=') {
                None if directive == "no-store" => return None,
                None if directive == "no-cache" => return Some(Timestamp::default()),
                Some(("max-age", value)) => seconds = value.trim_matches('"').parse().unwrap_or(0),
                _ => {}
            }
        }
        Some(Timestamp(self.clock.now().0 + 1000 * i64::clamp(seconds, 0, Self::LONGEST_FRESH_S)))
    }
}

enum Hop<T> {
    Arrived(T),
    Elsewhere(Url),
}

fn tls_config() -> Result<rustls::ClientConfig, NetError> {
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let config = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| NetError::Setup(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}

fn parse(text: &str) -> Result<Url, NetError> {
    Url::parse(text.trim()).map_err(|_| NetError::NotAnAddress(text.trim().chars().take(120).collect()))
}

fn check_url(url: &Url) -> Result<(), NetError> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(NetError::Scheme(url.scheme().chars().take(40).collect()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(NetError::UserInfo { host: host_of(url) });
    }
    Ok(())
}

fn host_of(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

fn redirect_target(url: &Url, reply: &Response) -> Result<Option<Url>, NetError> {
    if !matches!(reply.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let target = reply.headers().get(header::LOCATION).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let target = target.unwrap_or_default();
    let mut joined = url
        .join(&target)
        .ok()
        .filter(|_| !target.is_empty())
        .ok_or_else(|| NetError::BadRedirect { host: host_of(url), target: target.chars().take(120).collect() })?;
    // The fragment never travels; without it a circle is seen for what it is.
    joined.set_fragment(None);
    Ok(Some(joined))
}

fn check_status(host: &str, reply: &Response) -> Result<(), NetError> {
    let (host, status) = (host.to_owned(), reply.status().as_u16());
    let challenged = reply.headers().get("cf-mitigated").is_some_and(|value| value.as_bytes() == b"challenge");
    match status {
        _ if challenged => Err(NetError::Refused { host, status }),
        200..=299 => Ok(()),
        401 | 403 | 407 | 429 | 430 | 503 => Err(NetError::Refused { host, status }),
        404 | 410 => Err(NetError::NotFound { host, status }),
        _ => Err(NetError::Status { host, status }),
    }
}

fn text(reply: &Response, name: header::HeaderName) -> Option<String> {
    Some(reply.headers().get(name)?.to_str().ok()?.to_owned())
}

fn validators_of(reply: &Response) -> Validators {
    Validators { etag: text(reply, header::ETAG), last_modified: text(reply, header::LAST_MODIFIED) }
}

fn from_cache(url: &Url, kept: &Kept) -> Fetched {
    Fetched {
        final_url: url.clone(),
        status: 200,
        content_type: kept.head.content_type.clone(),
        body: Arc::clone(&kept.body),
        from_cache: true,
    }
}
