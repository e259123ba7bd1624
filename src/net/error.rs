//! What can go wrong between here and a shop.

use std::net::IpAddr;
use std::time::Duration;

/// Why nothing could be fetched. The texts name the host and say what to do next.
#[derive(Debug, thiserror::Error)]
pub enum NetError {
    /// The text is no address.
    #[error("“{0}” is not a web address: it should look like https://shop.example/item")]
    NotAnAddress(String),
    /// Anything but http and https.
    #[error("only http and https addresses are fetched, this one starts with “{0}:”")]
    Scheme(String),
    /// `https://user:password@host/`.
    #[error("the address for {host} holds a user name or password: remove it")]
    UserInfo {
        /// Whose address it is.
        host: String,
    },
    /// The host is this computer or lies in a private network.
    #[error(
        "{host} is at {address}, which is not on the public internet: to fetch from your own network, allow it in Settings"
    )]
    PrivateAddress {
        /// As written in the address.
        host: String,
        /// What it resolved to.
        address: IpAddr,
    },
    /// Name resolution failed.
    #[error("{host} was not found: check the spelling of the address and the connection to the internet")]
    NoSuchHost {
        /// As written in the address.
        host: String,
    },
    /// No connection, or no TLS over it.
    #[error("no connection to {host} ({why}): try again later")]
    Unreachable {
        /// Who was called.
        host: String,
        /// The transport's own words.
        why: String,
    },
    /// The reply broke off or is not HTTP.
    #[error("the reply of {host} could not be read ({why}): try again later")]
    Broken {
        /// Who replied.
        host: String,
        /// The transport's own words.
        why: String,
    },
    /// Time ran out.
    #[error("{host} did not answer within {} s: try again later", .limit.as_secs_f32().ceil())]
    TooSlow {
        /// Who was called.
        host: String,
        /// The time that was granted.
        limit: Duration,
    },
    /// More bytes than allowed, counted after decompression.
    #[error("the reply of {host} is larger than the {} MB that are read of such a thing", .limit_bytes / 1_000_000)]
    TooBig {
        /// Who replied.
        host: String,
        /// The limit.
        limit_bytes: u64,
    },
    /// A chain of redirects with no end in sight.
    #[error("{host} redirects more than {limit} times: open the page in your browser and copy its final address")]
    TooManyRedirects {
        /// The last host of the chain.
        host: String,
        /// The limit.
        limit: u32,
    },
    /// A redirect back to an address already asked.
    #[error("{host} redirects in a circle: open the page in your browser and copy its final address")]
    RedirectLoop {
        /// The host where the circle closes.
        host: String,
    },
    /// A redirect without a usable target.
    #[error("{host} redirects to “{target}”, which is no web address")]
    BadRedirect {
        /// Who redirects.
        host: String,
        /// Where to.
        target: String,
    },
    /// 401, 403, 407, 429, 430, 503, or a challenge page.
    #[error(
        "{host} refused to answer a program ({status}): open the page in your browser and send it from there with \
         the Etalage clipper (`etalage clipper --help`)"
    )]
    Refused {
        /// Who refused.
        host: String,
        /// HTTP status.
        status: u16,
    },
    /// 404 or 410.
    #[error("{host} has nothing at this address ({status}): the product may be gone")]
    NotFound {
        /// Who replied.
        host: String,
        /// HTTP status.
        status: u16,
    },
    /// Any other status that is no success.
    #[error("{host} answered with an error ({status}): try again later")]
    Status {
        /// Who replied.
        host: String,
        /// HTTP status.
        status: u16,
    },
    /// The person stopped it.
    #[error("fetching from {host} was stopped")]
    Cancelled {
        /// Who was replying.
        host: String,
    },
    /// What was fetched could not be written.
    #[error("what came from {host} could not be written: {source}")]
    Write {
        /// Who was replying.
        host: String,
        /// What the disk says.
        source: std::io::Error,
    },
    /// The client itself could not be made.
    #[error("the network client could not start: {0}")]
    Setup(String),
}
