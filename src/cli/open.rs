//! `etalage open`: a bundle that somebody double-clicked.

use std::path::PathBuf;

use super::error::CliError;
use super::{Session, open_window};

/// Imports a bundle and opens the window on its collage.
#[derive(Debug, clap::Args)]
pub struct Open {
    /// A folder, .zip or .html that an export made.
    file: PathBuf,
}

impl Open {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        let studio = session.studio()?;
        let imported = studio.import_bundle(&self.file, session.lang)?;
        imported.warnings.iter().for_each(|warning| session.out.note(warning));
        let mut settings = studio.library.settings()?;
        settings.last_collage = Some(imported.collage);
        studio.library.set_settings(&settings)?;
        // Closed, so that the window may open it.
        drop(studio);
        open_window(session)
    }
}
