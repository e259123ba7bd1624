//! `etalage import page`: the product of a shop's page.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::affiliate::{Programs, clean_with};
use crate::i18n::{Lang, cli as msg};
use crate::ingest::page::{self, PageContext, PageReport};
use crate::jobs::world::SystemClock;
use crate::jobs::{JobsError, Note, ReadPage, Studio, read_file, read_page};
use crate::model::{Clock, MerchantUrl, Source};
use crate::net::{Client, NetOptions, Want};

use super::error::CliError;
use super::{Session, shapes};

/// Takes the product of a shop's page into the finds.
#[derive(Debug, clap::Args)]
pub struct Page {
    /// A saved page, or the address of one.
    #[arg(value_name = "FILE|URL")]
    from: String,
    /// Where a saved page came from.
    #[arg(long)]
    url: Option<String>,
    /// Prints the product and keeps nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Whether an argument is an address rather than a file: it has a scheme, and no file has its name.
pub fn is_address(text: &str) -> bool {
    let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
    // One letter is a drive.
    scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        && !Path::new(text).exists()
}

/// The way to the network when nothing is kept: by the library's settings if there is a library.
pub fn client_for_looking(studio: Option<&Studio>) -> Result<Arc<Client>, CliError> {
    Ok(match studio {
        Some(studio) => studio.client()?,
        None => Arc::new(Client::new(NetOptions::default(), Arc::new(SystemClock))?),
    })
}

impl Page {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        let from_web = is_address(&self.from);
        // A file is looked at without any library.
        let studio = match (self.dry_run, from_web) {
            (false, _) => Some(session.studio()?),
            (true, true) => session.studio_if_any(),
            (true, false) => None,
        };
        let programs = studio.as_ref().map_or_else(|| Ok(Programs::default()), Studio::programs)?;
        let named = self.url.as_deref().map(|url| clean_with(&programs, url)).transpose()?.map(|cleaned| cleaned.url);
        let lang = session.lang;
        let mut removed = None;
        let (report, address) = if from_web {
            let cleaned = clean_with(&programs, &self.from)?;
            session.out.note(&msg::fetching_page(lang, &cleaned.url));
            let fetched = client_for_looking(studio.as_ref())?.get(cleaned.url.as_str(), Want::Page)?;
            let context = PageContext { url: Some(fetched.final_url), content_type: fetched.content_type };
            let address = named.unwrap_or_else(|| cleaned.url.clone());
            removed = Some(Note::Address(cleaned));
            (page::extract(&fetched.body, &context)?, Some(address))
        } else {
            let bytes = read_file(Path::new(&self.from))?;
            let context = PageContext { url: named.as_ref().map(MerchantUrl::to_url), content_type: None };
            (page::extract(&bytes, &context)?, named)
        };
        let ReadPage { found, mut notes } = self.read(report, address.as_ref(), &programs)?;
        notes.splice(0..0, removed);
        let sources = json!(found.provenance);
        match studio.filter(|_| !self.dry_run) {
            None => {
                let notes = shapes::notes(lang, &notes);
                let mut shape = shapes::product(&found.snapshot, &notes);
                add_sources(&mut shape, sources);
                session.out.result(&shape, || sheet(lang, &shapes::product_sheet(lang, &found.snapshot), &notes));
            }
            Some(studio) => {
                if found.snapshot.url.is_none() {
                    return Err(JobsError::NoAddress { path: self.from.into() }.into());
                }
                let added = studio.keep_read_page(found.snapshot, notes, true, Source::Page)?;
                let notes = shapes::notes(lang, &added.notes);
                let mut shape = shapes::find(&added.product, &notes);
                add_sources(&mut shape, sources);
                session.out.result(&shape, || {
                    let snapshot = &added.product.snapshot;
                    let kept = msg::find_kept(lang, added.product.key, shapes::product_sheet(lang, snapshot));
                    sheet(lang, &kept, &notes)
                });
            }
        }
        Ok(())
    }

    /// The page's one product; where the page has no address, errors name the argument.
    fn read(
        &self,
        report: PageReport,
        address: Option<&MerchantUrl>,
        programs: &Programs,
    ) -> Result<ReadPage, JobsError> {
        let name = |url: String| if address.is_none() { self.from.clone() } else { url };
        read_page(report, address, programs, SystemClock.now()).map_err(|error| match error {
            JobsError::Blocked { url } => JobsError::Blocked { url: name(url) },
            JobsError::NoProduct { url } => JobsError::NoProduct { url: name(url) },
            JobsError::ListPage { url, count } => JobsError::ListPage { url: name(url), count },
            other => other,
        })
    }
}

fn add_sources(shape: &mut Value, sources: Value) {
    if let Some(fields) = shape.as_object_mut() {
        fields.insert("sources".to_owned(), sources);
    }
}

fn sheet(lang: Lang, product: &str, notes: &[String]) -> String {
    notes.iter().fold(product.to_owned(), |text, note| format!("{text}\n  {}", msg::remark(lang, shapes::plain(note))))
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn addresses_have_a_scheme() {
        for address in ["https://shop.example/a", "HTTP://shop.example", "javascript:alert(1)", "ftp://x"] {
            assert!(is_address(address), "{address}");
        }
        for file in ["page.html", "C:\\page.html", "./a:b", "shop.example/a", ""] {
            assert!(!is_address(file), "{file}");
        }
    }
}
