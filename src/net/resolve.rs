//! Name resolution under the address guard: the address that was checked is the address connected to.
//!
//! The client resolves a name itself, keeps the addresses that the rule lets pass, pins them, and only
//! then sends. The transport's resolver reads the pins and nothing else, so that a second answer of the
//! name server (DNS rebinding) never meets a connection.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::{Mutex, PoisonError};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::address::AddressRule;
use super::error::NetError;

/// Turns a host name into addresses. Injected, so that tests choose the answer.
pub trait Lookup: Send + Sync {
    /// All addresses of `host`, unchecked.
    fn lookup(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// Asks the operating system.
pub(super) struct SystemLookup;

impl Lookup for SystemLookup {
    fn lookup(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        Ok((host, 0).to_socket_addrs()?.map(|address| address.ip()).collect())
    }
}

/// Checked addresses of hosts that are being connected to.
#[derive(Default)]
pub(super) struct Pins(Mutex<HashMap<String, Vec<SocketAddr>>>);

impl Pins {
    /// More hosts than this are not kept at a time; they are resolved again when asked for.
    const MOST_HOSTS: usize = 512;

    /// Lets `host` be connected to at these addresses.
    pub(super) fn pin(&self, host: &str, addresses: &[IpAddr]) {
        let mut pins = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pins.len() >= Self::MOST_HOSTS && !pins.contains_key(host) {
            pins.clear();
        }
        // Port 0 stands for the port of the request.
        pins.insert(host.to_owned(), addresses.iter().map(|&ip| SocketAddr::new(ip, 0)).collect());
    }

    fn pinned(&self, host: &str) -> Option<Vec<SocketAddr>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(host).cloned()
    }
}

impl Resolve for Pins {
    fn resolve(&self, name: Name) -> Resolving {
        let answer = match self.pinned(name.as_str()) {
            Some(addresses) => Ok(Box::new(addresses.into_iter()) as Addrs),
            None => Err(format!("{} was not resolved", name.as_str()).into()),
        };
        Box::pin(std::future::ready(answer))
    }
}

/// Resolves the host of `url` and returns those of its addresses that the rule lets pass, never none.
pub(super) fn checked_addresses(url: &Url, lookup: &dyn Lookup, rule: AddressRule) -> Result<Vec<IpAddr>, NetError> {
    let (name, found) = match url.host() {
        Some(Host::Ipv4(ip)) => (ip.to_string(), vec![IpAddr::V4(ip)]),
        Some(Host::Ipv6(ip)) => (ip.to_string(), vec![IpAddr::V6(ip)]),
        Some(Host::Domain(domain)) => {
            let found = lookup.lookup(domain).map_err(|_| NetError::NoSuchHost { host: domain.to_owned() })?;
            (domain.to_owned(), found)
        }
        None => return Err(NetError::NotAnAddress(url.as_str().chars().take(120).collect())),
    };
    let passed: Vec<IpAddr> = found.iter().copied().filter(|&ip| rule(ip)).collect();
    match (passed.is_empty(), found.first()) {
        (false, _) => Ok(passed),
        (true, Some(&address)) => Err(NetError::PrivateAddress { host: name, address }),
        (true, None) => Err(NetError::NoSuchHost { host: name }),
    }
}
