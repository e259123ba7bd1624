//! The open library and all that errands need beside it.

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use crate::affiliate::Programs;
use crate::i18n::Lang;
use crate::library::{Library, OWN_RULES, OpenOptions, OpenReport, Settings};
use crate::model::{Channel, ChannelId, Clock, Collage, CollageId, Ids};
use crate::net::{Client, NetOptions};
use crate::scene::TextShaper;

use super::error::JobsError;
use super::own_rules::rules_with;

/// Names the program in what it makes.
pub const GENERATOR: &str = concat!("etalage ", env!("CARGO_PKG_VERSION"));

/// An open library with a clock, ids, fonts and the guarded way to the network. The crafts are its methods.
pub struct Studio {
    /// What is kept.
    pub library: Library,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Names new things.
    pub ids: Arc<dyn Ids>,
    /// Lays texts out.
    pub shaper: Arc<TextShaper>,
    /// Made at the first fetch, and anew when the settings it was made from change.
    client: RwLock<Option<(NetOptions, Arc<Client>)>>,
}

impl Studio {
    /// Opens the library in `dir`, or makes it. `role` names this process to a second one.
    pub fn open(
        dir: &Path,
        role: &str,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        shaper: Arc<TextShaper>,
    ) -> Result<(Self, OpenReport), JobsError> {
        let options =
            OpenOptions { clock: Arc::clone(&clock), ids: Arc::clone(&ids), role: role.to_owned(), control: None };
        let (library, report) = Library::open(dir, options)?;
        Ok((Self::with_library(library, clock, ids, shaper), report))
    }

    /// The studio around a library that is open.
    pub(super) fn with_library(
        library: Library,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        shaper: Arc<TextShaper>,
    ) -> Self {
        Self { library, clock, ids, shaper, client: RwLock::new(None) }
    }

    /// The person's affiliate programs, under the built-in rules and those of the library's folder.
    pub fn programs(&self) -> Result<Programs, JobsError> {
        let rules = rules_with(&self.library.dir().join(OWN_RULES))?;
        Ok(programs_of(&self.library.settings()?)?.with_rules(rules))
    }

    /// The HTTP client for the settings in effect.
    pub fn client(&self) -> Result<Arc<Client>, JobsError> {
        let settings = self.library.settings()?;
        let accept_language = match settings.lang.as_deref() {
            Some("fr") => "fr, en;q=0.7",
            _ => "en, fr;q=0.5",
        };
        let options = NetOptions {
            allow_private: settings.allow_private_network,
            accept_language: accept_language.to_owned(),
            ..NetOptions::default()
        };
        let kept = self.client.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, client)) = kept.as_ref().filter(|(made_from, _)| *made_from == options) {
            return Ok(Arc::clone(client));
        }
        drop(kept);
        let client = Arc::new(Client::new(options.clone(), Arc::clone(&self.clock))?);
        *self.client.write().unwrap_or_else(PoisonError::into_inner) = Some((options, Arc::clone(&client)));
        Ok(client)
    }

    /// A channel by its name, built-in or the person's own.
    pub fn channel(&self, name: &str) -> Result<Channel, JobsError> {
        let all = self.library.settings()?.all_channels();
        let known = || all.iter().map(|channel| channel.name.as_str()).collect::<Vec<_>>().join(", ");
        let found = all.iter().find(|channel| channel.name.eq_ignore_ascii_case(name)).cloned();
        found.ok_or_else(|| JobsError::UnknownChannel { name: name.to_owned(), known: known() })
    }

    /// A channel by its id.
    pub fn channel_by_id(&self, id: ChannelId) -> Result<Channel, JobsError> {
        let all = self.library.settings()?.all_channels();
        let known = || all.iter().map(|channel| channel.name.as_str()).collect::<Vec<_>>().join(", ");
        let found = all.iter().find(|channel| channel.id == id).cloned();
        found.ok_or_else(|| JobsError::UnknownChannel { name: id.to_string(), known: known() })
    }

    /// A collage by its id or its title; trashed ones are not found by title.
    pub fn collage_named(&self, name: &str) -> Result<CollageId, JobsError> {
        self.named_among(name, false)
    }

    /// A collage in the trash by its title, or any by its id.
    pub fn trashed_collage_named(&self, name: &str) -> Result<CollageId, JobsError> {
        self.named_among(name, true)
    }

    /// A collage by its id or its title that is not in the trash.
    pub fn live_collage_named(&self, name: &str) -> Result<CollageId, JobsError> {
        let id = self.collage_named(name)?;
        let trashed = self.library.collages()?.iter().any(|each| each.id == id && each.trashed_at.is_some());
        if trashed { Err(JobsError::Trashed(id)) } else { Ok(id) }
    }

    fn named_among(&self, name: &str, trashed: bool) -> Result<CollageId, JobsError> {
        let all = self.library.collages()?;
        if let Ok(id) = name.parse::<CollageId>()
            && all.iter().any(|each| each.id == id)
        {
            return Ok(id);
        }
        let titled: Vec<_> =
            all.iter().filter(|each| each.trashed_at.is_some() == trashed && each.title == name).collect();
        match titled.as_slice() {
            [only] => Ok(only.id),
            [] => Err(JobsError::UnknownCollage { name: name.to_owned() }),
            several => Err(JobsError::AmbiguousCollage { name: name.to_owned(), count: several.len() }),
        }
    }

    /// A collage as it is kept.
    pub fn collage(&self, id: CollageId) -> Result<Collage, JobsError> {
        Ok(self.library.collage(id)?.collage)
    }

    /// The language of the settings, else `fallback`.
    pub fn lang(&self, fallback: Lang) -> Lang {
        let tag = self.library.settings().ok().and_then(|settings| settings.lang);
        tag.and_then(|tag| tag.parse().ok()).unwrap_or(fallback)
    }
}

/// The affiliate programs that settings hold; none when there are none.
pub fn programs_of(settings: &Settings) -> Result<Programs, JobsError> {
    if settings.affiliate_programs.is_null() {
        return Ok(Programs::default());
    }
    serde_json::from_value(settings.affiliate_programs.clone()).map_err(|error| JobsError::Programs(error.to_string()))
}
