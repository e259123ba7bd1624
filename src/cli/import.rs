//! `etalage import`: what comes in.

use std::path::PathBuf;

use serde_json::json;

use crate::i18n::cli as msg;

use super::error::CliError;
use super::import_feed::Feed;
use super::import_page::Page;
use super::{Session, shapes};

/// What comes in.
#[derive(Debug, clap::Subcommand)]
pub enum Import {
    /// Takes the product of a shop's page into the finds.
    Page(Page),
    /// Takes the products of a feed into the finds.
    Feed(Feed),
    /// Takes pictures, saved pages and link files into the finds.
    Pictures {
        /// Files, or folders of them.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Takes an exported collage back into the library.
    Bundle {
        /// A folder, .zip or .html that an export made.
        file: PathBuf,
    },
}

impl Import {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        match self {
            Self::Page(command) => command.run(session),
            Self::Feed(command) => command.run(session),
            Self::Pictures { files } => pictures(session, &files),
            Self::Bundle { file } => {
                let studio = session.studio()?;
                let (lang, out) = (session.lang, &session.out);
                let imported = studio.import_bundle(&file, lang)?;
                let collage = studio.collage(imported.collage)?;
                imported.warnings.iter().for_each(|warning| out.note(warning));
                out.result(
                    &json!({
                        "collage": collage.id,
                        "title": collage.meta.title,
                        "tiles": collage.tiles.len(),
                        "products": collage.products.len(),
                        "warnings": imported.warnings,
                    }),
                    || msg::bundle_imported(lang, shapes::plain(&collage.meta.title), collage.id),
                );
                Ok(())
            }
        }
    }
}

/// Each file has its own outcome, and one that fails does not stop the rest.
fn pictures(session: &mut Session, files: &[PathBuf]) -> Result<(), CliError> {
    let studio = session.studio()?;
    let (lang, out) = (session.lang, &session.out);
    let outcomes = studio.add_files(files);
    let (all, mut failed) = (outcomes.len(), 0);
    for (path, outcome) in outcomes {
        match outcome {
            Ok(added) => {
                let mut shape = shapes::find(&added.product, &shapes::notes(lang, &added.notes));
                if let Some(fields) = shape.as_object_mut() {
                    fields.insert("file".to_owned(), json!(path));
                }
                out.result(&shape, || {
                    msg::find_kept(lang, added.product.key, shapes::product_line(lang, &added.product.snapshot))
                });
            }
            Err(error) => {
                failed += 1;
                let words = CliError::Jobs(error).words(lang);
                out.note(&msg::file_failed(lang, path.display(), &words));
                if out.is_json() {
                    out.result(&json!({"file": path, "error": words}), String::new);
                }
            }
        }
    }
    if failed > 0 { Err(CliError::Partly { failed, all }) } else { Ok(()) }
}
