//! The listeners on 127.0.0.1: through one a second window asks the first one to come forward or to open a file,
//! through the other the browser hands over the page that a person looks at.
//!
//! May import `model`. Knows no window, no database and no shop: what is to be done with a [`Clip`] is asked of a
//! [`Desk`]. Everything that arrives is hostile, also from this computer: any page in a browser can call a local
//! port. So a request must name us as its `Host` (a rebinding name is refused), come from the `Origin` it claims to
//! come from, and carry a token or a nonce that no page can read; sizes, times and the number of connections are
//! limited, and nothing changes on GET. See [`ClipServer`] for the routes.

mod clip;
mod confirm;
mod control;
mod error;
mod guard;
mod http;
mod pairing;
mod routes;
mod server;
#[cfg(test)]
mod tests;

pub use clip::{Answer, Clip, Desk, MAX_CLIP_BYTES, NotUnderstood, PageWords, Understood};
pub use control::{Call, call, listen};
pub use error::{LoopbackError, Refusal};
pub use pairing::{Code, Paired, Pairings};
pub use server::{ClipServer, PORTS};
