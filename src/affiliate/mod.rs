//! Merchant addresses → deep links with one's own ids, and back: what a partner link leads to, what came
//! with it, and what a reader must be told.
//!
//! May import `model` and `i18n`. Knows no disk and no network: everything here is a pure function of its
//! arguments and of the rules file `assets/programs.json`, so that the same inputs give the same bytes.
//!
//! The way of a link: [`clean`] takes trackers, redirects and other people's ids out of what was pasted and
//! says what it took; the collage keeps that address; [`deep_link`] puts one's own ids on when the collage
//! leaves, for one tile and one channel, or says why it must not. [`Programs`] holds the person's ids,
//! [`Rules`] what the programs want, [`Placement`] becomes the sub-id that a program reports back, and
//! [`disclosure`] is the notice that belongs above such links.

mod build;
mod clean;
mod decorate;
mod disclosure;
mod error;
mod query;
mod rules;
mod settings;
mod strip;
mod sub_id;
mod template;
mod unwrap;
mod words;

pub use self::build::{DeepLink, LONG_LINK_BYTES, PlainReason, build};
pub use self::clean::{Cleaned, Removed, RemovedKind, clean, clean_with};
pub use self::decorate::deep_link;
pub use self::disclosure::{Disclosure, disclosure};
pub use self::error::AffiliateError;
pub use self::rules::{
    Alphabet, Exception, IdRule, Kind, LinkMode, Market, ProgramRule, Redirector, Rules, Scope, Source, SubRule,
    Target, Words,
};
pub use self::settings::{ProgramEntry, Programs, Serving};
pub use self::sub_id::Placement;
pub use self::template::Template;
pub use self::words::link as link_words;
