//! What affiliate programs want, as data: `assets/programs.json`, read and checked once, and a file of the
//! same form that a person may add. `docs/affiliate-rules.md` describes the form.

mod check;
mod facts;
mod own;
mod place;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::disclosure::NoticeLang;
use super::error::{AffiliateError, excerpt};
use super::template::Template;
use crate::i18n::Lang;
use crate::model::ChannelKind;

pub use self::facts::{Confidence, Fact, Topic};
pub use self::own::RuleBook;

/// The rules file. Its first entries explain its fields.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Of the file's shape; this program reads [`Rules::VERSION`].
    pub version: u32,
    /// Explains the file to people who open it.
    #[serde(default)]
    pub about: Vec<String>,
    /// Parameters to drop on any shop, in lower case; a trailing `*` stands for any ending.
    #[serde(default)]
    pub trackers: Vec<String>,
    /// Redirects that belong to no program.
    #[serde(default)]
    pub redirectors: Vec<Redirector>,
    /// The programs.
    #[serde(default)]
    pub programs: Vec<ProgramRule>,
}

/// One affiliate program.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgramRule {
    /// The word used on the command line and in files.
    pub name: String,
    /// As people call it.
    pub title: String,
    /// How a link is made.
    pub kind: Kind,
    /// The link of a wrapping program.
    #[serde(default)]
    pub template: Option<Template>,
    /// The id that holds the template, for a wrapping program that the person describes.
    #[serde(default)]
    pub template_id: Option<String>,
    /// Parameters and values of an appending program, in this order; one without a value is left out.
    #[serde(default)]
    pub params: Vec<(Template, Template)>,
    /// The person's ids it needs.
    #[serde(default)]
    pub ids: Vec<IdRule>,
    /// Its sub-id, if it takes one.
    #[serde(default)]
    pub sub: Option<SubRule>,
    /// Shops that it owns, by marketplace.
    #[serde(default)]
    pub markets: Vec<Market>,
    /// Serves every shop without a program of its own.
    #[serde(default)]
    pub any_shop: bool,
    /// Where its links keep their destination.
    #[serde(default)]
    pub redirectors: Vec<Redirector>,
    /// Further parameters that carry a partner's id: on its own shops if it has any, else everywhere.
    #[serde(default)]
    pub own_params: Vec<String>,
    /// Noise on its own shops, as in [`Rules::trackers`].
    #[serde(default)]
    pub trackers: Vec<String>,
    /// Beginnings of last path segments that are noise on its own shops.
    #[serde(default)]
    pub path_trackers: Vec<String>,
    /// What an anchor may point at.
    #[serde(default)]
    pub mode: LinkMode,
    /// Kinds of channel that never carry an id.
    #[serde(default)]
    pub forbidden: Vec<ChannelKind>,
    /// Kinds of channel that carry an id only after the person said that the program allows it.
    #[serde(default)]
    pub ask_first: Vec<ChannelKind>,
    /// Stricter rules of single shops.
    #[serde(default)]
    pub exceptions: Vec<Exception>,
    /// What the program wants of its shops' prices.
    #[serde(default)]
    pub prices: Option<Freshness>,
    /// What the program wants of its shops' pictures.
    #[serde(default)]
    pub pictures: Option<Freshness>,
    /// What the program's contract wants readers to be told.
    #[serde(default)]
    pub sentence: Option<Words>,
    /// Shops with several programmes of the network: ids to choose from.
    #[serde(default)]
    pub programmes: Vec<Programme>,
    /// Where what stands here is from, and how sure it is.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// Day of the last comparison with the sources, `YYYY-MM-DD`.
    #[serde(default)]
    pub checked_on: String,
    /// Year or day since when the program is no more.
    #[serde(default)]
    pub dead_since: Option<String>,
    /// Name of its successor.
    #[serde(default)]
    pub replaced_by: Option<String>,
}

/// How a program's link is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Parameters are added to the destination.
    Append,
    /// The destination goes into a template.
    Wrap,
    /// A link that leads to the shop's front door, wherever the destination is.
    Door,
    /// Links are read, never made.
    Recognise,
}

/// What an anchor may point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkMode {
    /// At the shop or network itself only: the program forbids further redirects.
    Direct,
    /// At a counting redirect of ours.
    #[default]
    Hub,
    /// At a redirect where the channel allows it, else directly.
    Both,
}

/// How fresh something of a shop must be to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Freshness {
    /// Only what came from the program's own interface may be shown.
    #[serde(default)]
    pub from_interface_only: bool,
    /// Only from the shop's own address, never as a copy.
    #[serde(default)]
    pub linked_only: bool,
    /// Hours after which it must be fetched again.
    #[serde(default)]
    pub max_age_hours: Option<u32>,
}

/// One of a shop's programmes with a network.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// The word used in settings: `programme=etsy-fr`.
    pub code: String,
    /// As people call it.
    pub title: String,
    /// The shop.
    pub host: String,
    /// Its ids.
    pub ids: BTreeMap<String, String>,
}

/// An id that the person has with a program.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdRule {
    /// The word used in settings and templates.
    pub key: String,
    /// As shown to people.
    pub label: Words,
    /// Its characters.
    pub alphabet: Alphabet,
    /// Fewest characters.
    #[serde(default)]
    pub min: usize,
    /// Most characters.
    pub max: usize,
    /// For what it is given.
    pub scope: Scope,
    /// Links can be made without it.
    #[serde(default)]
    pub optional: bool,
}

/// For what an id is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Once for the person.
    Account,
    /// Once per shop.
    Shop,
    /// Once, with exceptions per marketplace.
    Market,
}

/// Which characters an id or a sub-id may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alphabet {
    /// `0-9`.
    Digits,
    /// ASCII letters and digits.
    Alphanumeric,
    /// Letters, digits, `_`, `-` and `.`.
    Word,
    /// As `Word`, and `*`, `/`, `=`, `+`.
    Token,
    /// A host name.
    Host,
    /// Printable ASCII without spaces and quotes.
    Text,
    /// A link with slots, see [`Template`].
    Template,
}

/// The parameter that a program reports back.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubRule {
    /// Its name with the program.
    pub key: String,
    /// Most characters.
    pub max: usize,
    /// Its characters.
    pub alphabet: Alphabet,
    /// Further parameters of the kind, which we leave empty.
    #[serde(default)]
    pub more: Vec<SubSlot>,
}

/// A further parameter that a program reports back.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubSlot {
    /// Its name with the program.
    pub key: String,
    /// Most characters, where known.
    #[serde(default)]
    pub max: Option<usize>,
}

/// A marketplace: shops that a program owns, and their values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Market {
    /// Stands behind the key of an id: `tag.de`.
    pub code: String,
    /// Other words for it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Its hosts; hosts below them belong to it too.
    pub hosts: Vec<String>,
    /// For `{market.KEY}`.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
}

/// Addresses that lead elsewhere.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redirector {
    /// Its hosts and those below them; `*` is any.
    pub hosts: Vec<String>,
    /// Wanted path: `#` stands for a number, `*` for any segment.
    #[serde(default)]
    pub path: Option<String>,
    /// Where the destination may be, best first; none when it cannot be read offline.
    #[serde(default)]
    pub targets: Vec<Target>,
}

/// A place for a destination inside a link.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// The value of a parameter.
    Query(String),
    /// The first web address after this text.
    After(String),
    /// The parentheses after this word: `url(…)`.
    Paren(String),
    /// Base64 in the value of a parameter, perhaps behind two characters of the redirector's own.
    Base64(String),
    /// The whole query.
    WholeQuery,
}

/// Stricter rules for some shops of a network.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The shops.
    pub hosts: Vec<String>,
    /// As [`ProgramRule::forbidden`].
    #[serde(default)]
    pub forbidden: Vec<ChannelKind>,
    /// As [`ProgramRule::ask_first`].
    #[serde(default)]
    pub ask_first: Vec<ChannelKind>,
}

/// A text of the rules file in the languages of the program, perhaps also in German for its pages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    en: String,
    fr: String,
    #[serde(default)]
    de: Option<String>,
}

impl Words {
    /// In one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Fr => &self.fr,
        }
    }

    /// In the language of a notice; in English where it is not written in that.
    pub(super) fn notice(&self, lang: NoticeLang) -> &str {
        match lang {
            NoticeLang::En => &self.en,
            NoticeLang::Fr => &self.fr,
            NoticeLang::De => self.de.as_ref().unwrap_or(&self.en),
        }
    }
}

impl Rules {
    /// The shape of file that this program reads.
    pub const VERSION: u32 = 2;

    /// The rules that came with the program.
    pub fn builtin() -> &'static Self {
        static RULES: LazyLock<Rules> = LazyLock::new(|| {
            // Compiled in, and held to load by a test.
            Rules::parse("assets/programs.json", include_str!("../../assets/programs.json"))
                .unwrap_or_else(|error| unreachable!("the rules that came with the program load: {error}"))
        });
        &RULES
    }

    /// Reads and checks a rules file; `file` names it in messages.
    ///
    /// # Errors
    /// [`AffiliateError::Rules`] names the file, the line, the program and the field, and what is wrong there.
    pub fn parse(file: &str, json: &str) -> Result<Self, AffiliateError> {
        let rules: Self = serde_json::from_str(json).map_err(|error| place::of_json(file, &error))?;
        rules.check().map_err(|wrong| place::of_wrong(file, json, wrong))?;
        Ok(rules)
    }

    /// A program by name.
    ///
    /// # Errors
    /// [`AffiliateError::UnknownProgram`] lists the names that can be set.
    pub fn program(&self, name: &str) -> Result<&ProgramRule, AffiliateError> {
        self.programs.iter().find(|rule| rule.name == name).ok_or_else(|| AffiliateError::UnknownProgram {
            name: excerpt(name),
            known: self.settable().map(|rule| rule.name.as_str()).collect::<Vec<_>>().join(", "),
        })
    }

    /// Programs whose links can be made.
    pub fn settable(&self) -> impl Iterator<Item = &ProgramRule> {
        self.programs.iter().filter(|rule| rule.kind != Kind::Recognise)
    }

    /// The program that owns a shop.
    pub fn owner(&self, host: &str) -> Option<&ProgramRule> {
        self.programs.iter().find(|rule| rule.market(host).is_some())
    }

    /// Whether a price that was seen on a shop's page may be printed.
    pub fn may_print_price(&self, host: &str) -> bool {
        let prices = self.owner(host).and_then(|rule| rule.prices);
        !prices.is_some_and(|prices| prices.from_interface_only)
    }
}

impl ProgramRule {
    /// The marketplace that a host belongs to.
    pub fn market(&self, host: &str) -> Option<&Market> {
        self.markets.iter().find(|market| market.hosts.iter().any(|own| host_within(host, own)))
    }

    /// Whether the program has shops of its own, and therefore serves no others.
    pub fn owns_shops(&self) -> bool {
        !self.markets.is_empty()
    }

    /// An id by key.
    pub fn id(&self, key: &str) -> Option<&IdRule> {
        self.ids.iter().find(|id| id.key == key)
    }

    /// How sure its form is: the least sure of the facts about it.
    pub fn confidence(&self) -> Confidence {
        let form = self.facts.iter().filter(|fact| matches!(fact.about, Topic::Form | Topic::Redirect));
        form.map(|fact| fact.confidence).max().unwrap_or(Confidence::Unverified)
    }

    /// The keys of all ids, for messages.
    pub fn keys(&self) -> String {
        self.ids.iter().map(|id| id.key.as_str()).collect::<Vec<_>>().join(", ")
    }
}

impl Alphabet {
    /// Whether a character belongs to it.
    pub fn has(self, character: char) -> bool {
        match self {
            Self::Digits => character.is_ascii_digit(),
            Self::Alphanumeric => character.is_ascii_alphanumeric(),
            Self::Word => character.is_ascii_alphanumeric() || "_-.".contains(character),
            Self::Token => character.is_ascii_alphanumeric() || "_-.*/=+".contains(character),
            Self::Host => character.is_ascii_lowercase() || character.is_ascii_digit() || "-.".contains(character),
            Self::Text | Self::Template => character.is_ascii_graphic() && !"\"'<>\\^`".contains(character),
        }
    }

    /// In words, for messages.
    pub fn words(self) -> &'static str {
        match self {
            Self::Digits => "digits",
            Self::Alphanumeric => "letters and digits",
            Self::Word => "letters, digits, _, - and .",
            Self::Token => "letters, digits and _ - . * / = +",
            Self::Host => "the characters of a host name",
            Self::Text => "printable characters without spaces and quotes",
            Self::Template => "a link with {url|enc}",
        }
    }
}

/// Whether `host` is `parent` or below it.
pub(super) fn host_within(host: &str, parent: &str) -> bool {
    host.strip_suffix(parent).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Whether a list of parameters, some ending in `*`, has this one. Parameters differ in case between
/// shops' systems, so case does not count.
pub(super) fn listed(list: &[String], key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    list.iter().any(|entry| {
        let entry = entry.to_ascii_lowercase();
        entry.strip_suffix('*').map_or(key == entry, |start| key.starts_with(start))
    })
}
