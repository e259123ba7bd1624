//! What can go wrong with programs and partner links.

use crate::i18n::{Lang, errors::affiliate as say};
use crate::model::LinkError;

/// A program, an id or a link that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AffiliateError {
    /// The rules file is not what it should be.
    #[error("the affiliate rules in {file} are wrong, {place}: {what}", place = .place.words(Lang::En))]
    Rules {
        /// Name of the file.
        file: String,
        /// Where in it.
        place: RulesPlace,
        /// What is wrong there.
        what: String,
    },
    /// A template that cannot be read.
    #[error("the template “{template}” cannot be used: {what}")]
    Template {
        /// As it was written, shortened.
        template: String,
        /// What is wrong.
        what: String,
    },
    /// No rule has this name.
    #[error("there is no affiliate program “{name}”; known are {known}")]
    UnknownProgram {
        /// As it was written, shortened.
        name: String,
        /// All names that can be set.
        known: String,
    },
    /// A program whose links are read but never written.
    #[error("links of {title} are recognised but cannot be made{instead}")]
    NotBuildable {
        /// The program's title.
        title: String,
        /// Its successor, as a half sentence.
        instead: String,
    },
    /// Not of the form `KEY=VALUE`.
    #[error("“{0}” is not KEY=VALUE")]
    NotAnAssignment(String),
    /// Nothing was given to set.
    #[error("nothing to set for {title}: give KEY=VALUE, with one of the keys {known}")]
    NothingToSet {
        /// The program's title.
        title: String,
        /// The keys it knows.
        known: String,
    },
    /// A key that the program does not have.
    #[error("{title} has no “{key}”; its keys are {known}")]
    UnknownKey {
        /// The program's title.
        title: String,
        /// As it was written, shortened.
        key: String,
        /// The keys it knows.
        known: String,
    },
    /// A value that cannot be right.
    #[error("“{value}” cannot be the {key} of {title}: {wanted} are expected")]
    BadValue {
        /// The program's title.
        title: String,
        /// The id or the sub-id's parameter.
        key: String,
        /// As it was written, shortened.
        value: String,
        /// What would be right.
        wanted: String,
    },
    /// A confirmation against the program's own rules.
    #[error("{title} forbids partner links in the channel {kind}: no confirmation can allow them")]
    ChannelForbidden {
        /// The program's title.
        title: String,
        /// Name of the kind of channel.
        kind: &'static str,
    },
    /// An id that differs per shop came without a shop.
    #[error("{title} has its own {key} for each shop: write {key}.shop.example=… or add host=shop.example")]
    WhichShop {
        /// The program's title.
        title: String,
        /// The id.
        key: String,
    },
    /// A shop was given for a program that has its own shops.
    #[error("{title} serves its own shops only: leave the host out")]
    OwnShopsOnly {
        /// The program's title.
        title: String,
    },
    /// Not a host name.
    #[error("“{0}” is not a host name such as shop.example")]
    BadHost(String),
    /// The shop is served by another program already.
    #[error("{host} is served by {by} already: remove it there first")]
    HostTaken {
        /// The shop.
        host: String,
        /// Name of the program that serves it.
        by: String,
    },
    /// The shop's own program forbids redirects.
    #[error("{host} belongs to {title}, which forbids links behind a redirect: set {title} instead")]
    DirectOnly {
        /// The shop.
        host: String,
        /// The shop's own program.
        title: String,
    },
    /// More shops than are kept.
    #[error("there are {0} shops with programs already; no more are kept")]
    TooManyEntries(usize),
    /// Ids without which no link can be made.
    #[error("{title} needs {keys} for this link")]
    MissingIds {
        /// The program's title.
        title: String,
        /// The keys, separated by commas.
        keys: String,
    },
    /// The address is none of the program's.
    #[error("{host} is not a shop of {title}")]
    ForeignShop {
        /// The shop.
        host: String,
        /// The program's title.
        title: String,
    },
    /// A programme that the network does not list.
    #[error("{title} lists no programme “{code}”; known are {known}")]
    UnknownProgramme {
        /// The program's title.
        title: String,
        /// As it was written, shortened.
        code: String,
        /// The codes it lists.
        known: String,
    },
    /// A sample without an address inside.
    #[error(
        "no shop's address stands inside this link of {host}, so no form can be learnt from it: keep it for the one product it leads to, or ask {host} for a deep link"
    )]
    NothingToLearn {
        /// The sample's host.
        host: String,
    },
    /// A sample that leads to another shop than was said.
    #[error("this link leads to {found}, not to {wanted}: give a sample for that shop, or leave the shop out")]
    OtherShop {
        /// The shop that the sample leads to.
        found: String,
        /// The shop that was asked for.
        wanted: String,
    },
    /// A sample with another id than the person's own.
    #[error(
        "the sample has {key} {new}, but yours with {title} is {old}: it may be somebody else's link; give --replace to take its ids"
    )]
    WouldReplace {
        /// The program's title.
        title: String,
        /// The id.
        key: String,
        /// The person's own.
        old: String,
        /// The sample's.
        new: String,
    },
    /// A proposal that would not give back the sample.
    #[error("rebuilding the sample with {title} gives another link, so it was not saved: {rebuilt}")]
    NotExact {
        /// The program's title.
        title: String,
        /// What it gives.
        rebuilt: String,
    },
    /// A text that is no sub-id of ours, or was damaged on its way.
    #[error("“{0}” is not a sub-id of Etalage, or it was damaged")]
    NotASubId(String),
    /// The address, or one it wraps, cannot be a link.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// More redirects inside each other than are followed.
    #[error("the address wraps others more than {0} levels deep: paste the shop's own address")]
    TooDeep(usize),
}

/// A place in a rules file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RulesPlace {
    /// The line, from 1.
    pub line: usize,
    /// The column, where the text is no JSON of the right shape.
    pub column: Option<usize>,
    /// The program.
    pub program: Option<String>,
    /// The field.
    pub field: Option<&'static str>,
}

impl RulesPlace {
    /// In words: “line 3, program awin, field name”.
    pub fn words(&self, lang: Lang) -> String {
        let parts = [
            Some(say::place_line(lang, self.line)),
            self.column.map(|column| say::place_column(lang, column)),
            self.program.as_ref().map(|program| say::place_program(lang, program)),
            self.field.map(|field| say::place_field(lang, field)),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// The beginning of a text, for messages.
pub(super) fn excerpt(text: &str) -> String {
    const MOST: usize = 80;
    let mut short: String = text.chars().take(MOST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
