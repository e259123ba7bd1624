//! `etalage products`: the finds.

use rust_decimal::Decimal;
use serde_json::json;

use crate::i18n::cli as msg;
use crate::model::{Currency, ProductKey};
use crate::search::{Catalogue, Query, Sort};

use super::error::CliError;
use super::{Session, shapes};

/// The finds.
#[derive(Debug, clap::Subcommand)]
pub enum Products {
    /// Lists finds, newest first.
    List(Filter),
    /// Lists the finds that hold all words: each the beginning of a word in title, brand, shop, category, colour or tags.
    Search {
        /// The words.
        #[arg(required = true)]
        words: Vec<String>,
        #[command(flatten)]
        filter: Filter,
    },
    /// Shows all that is known of a find.
    Show {
        /// Its key, as listed.
        key: ProductKey,
    },
    /// Removes finds; collages keep what they know of them.
    Remove {
        /// Their keys, as listed.
        #[arg(required = true, value_name = "KEY")]
        keys: Vec<ProductKey>,
    },
}

/// Which finds, in which order.
#[derive(Debug, clap::Args)]
pub struct Filter {
    /// The shop's name.
    #[arg(long)]
    shop: Option<String>,
    /// A category, or the beginning of one: Women finds “Women > Dresses”.
    #[arg(long)]
    category: Option<String>,
    /// A word of the colour.
    #[arg(long)]
    colour: Option<String>,
    /// The lowest price.
    #[arg(long, value_name = "AMOUNT")]
    min: Option<Decimal>,
    /// The highest price.
    #[arg(long, value_name = "AMOUNT")]
    max: Option<Decimal>,
    /// The currency of the price.
    #[arg(long, value_name = "CODE")]
    currency: Option<Currency>,
    /// In which order.
    #[arg(long, value_enum, default_value = "newest")]
    sort: By,
    /// At most so many.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// Orders by their names on the command line.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum By {
    /// Newest first.
    Newest,
    /// Cheapest first.
    Price,
    /// Dearest first.
    PriceDown,
    /// By title.
    Title,
    /// By shop, then title.
    Shop,
}

impl From<By> for Sort {
    fn from(by: By) -> Self {
        match by {
            By::Newest => Self::Newest,
            By::Price => Self::PriceUp,
            By::PriceDown => Self::PriceDown,
            By::Title => Self::Title,
            By::Shop => Self::Shop,
        }
    }
}

impl Products {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        match self {
            Self::List(filter) => filter.run(session, String::new()),
            Self::Search { words, filter } => filter.run(session, words.join(" ")),
            Self::Show { key } => {
                let find = session.studio()?.library.product(key)?;
                let lang = session.lang;
                session.out.result(&shapes::find(&find, &[]), || shapes::find_sheet(lang, &find));
                Ok(())
            }
            Self::Remove { keys } => {
                let removed = session.studio()?.library.remove_products(&keys)?;
                let lang = session.lang;
                session.out.result(&json!({"removed": removed}), || msg::finds_removed(lang, removed));
                if removed < keys.len() {
                    return Err(CliError::Partly { failed: keys.len() - removed, all: keys.len() });
                }
                Ok(())
            }
        }
    }
}

impl Filter {
    fn run(self, session: &mut Session, words: String) -> Result<(), CliError> {
        let catalogue = Catalogue::build(session.studio()?.library.products()?);
        let (lang, out) = (session.lang, &session.out);
        let query = Query {
            words,
            price_min: self.min,
            price_max: self.max,
            currency: self.currency,
            shop: self.shop,
            category: self.category,
            colour: self.colour,
            sort: self.sort.into(),
        };
        let found = catalogue.query(&query);
        for find in found.iter().take(self.limit.unwrap_or(usize::MAX)).filter_map(|place| catalogue.get(*place)) {
            out.result(&shapes::find(find, &[]), || shapes::find_line(lang, find));
        }
        if found.is_empty() {
            out.note(&msg::nothing_found(lang));
        }
        Ok(())
    }
}
