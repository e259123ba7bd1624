//! `etalage collages`: the gallery from a script.

use std::str::FromStr;

use serde_json::{Value, json};

use crate::i18n::cli as msg;
use crate::jobs::Studio;
use crate::library::CollageSummary;
use crate::model::{Collage, CollageId, Size};

use super::edit::Edit;
use super::error::CliError;
use super::{Session, shapes};

/// The gallery. A collage is named by its id or its title.
#[derive(Debug, clap::Subcommand)]
pub enum Collages {
    /// Lists collages, last changed first.
    List {
        /// Those in the trash instead.
        #[arg(long)]
        trash: bool,
    },
    /// Shows a collage; with --json the whole document.
    Show {
        /// Id or title.
        collage: String,
    },
    /// Makes an empty collage.
    New {
        /// Its title.
        title: String,
        /// WIDTHxHEIGHT in pixels, or square, portrait, landscape, story, pin, a4.
        #[arg(long, default_value = "square")]
        size: PageSize,
    },
    /// Gives a collage another title.
    Rename {
        /// Id or title.
        collage: String,
        /// The new title.
        title: String,
    },
    /// Copies a collage.
    Duplicate {
        /// Id or title.
        collage: String,
        /// The copy's title.
        #[arg(long)]
        title: Option<String>,
    },
    /// Puts a collage into the trash, or removes it for good.
    Delete {
        /// Id or title.
        collage: String,
        /// Removes it with its history. This cannot be taken back.
        #[arg(long)]
        forever: bool,
    },
    /// Takes a collage out of the trash.
    Restore {
        /// Id or title.
        collage: String,
    },
    /// Lists the versions of a collage, newest first, or goes back to one.
    History {
        /// Id or title.
        collage: String,
        /// The version to go back to, as a new step.
        #[arg(long, value_name = "SEQ")]
        restore: Option<u64>,
    },
    /// Carries out commands, one JSON object per line; each is answered by one line once it is on disk.
    ///
    /// A command looks like {"do":"rename","tile":"00001","name":"Boots"}. Its answer is JSON with or without --json:
    /// {"ok":true,"line":1,"seq":7,"step":"rename 1","created":[],"clamped":[]} or {"ok":false,"line":1,"error":"…"}.
    /// "seq" numbers the version and is null when nothing changed; "created" lists new tiles; "clamped" lists tiles whose
    /// place or size was asked for out of range and was brought to the nearest that is allowed. Empty lines are passed
    /// over.
    Edit(Edit),
}

/// A page size by its sides or its name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSize(Size);

/// The names that stand for a size; the window offers the same.
const PRESETS: [(&str, Size); 6] = [
    ("square", Size::new(1200.0, 1200.0)),
    ("portrait", Size::new(1200.0, 1500.0)),
    ("landscape", Size::new(1600.0, 1000.0)),
    ("story", Size::new(1080.0, 1920.0)),
    ("pin", Size::new(1000.0, 1500.0)),
    ("a4", Size::new(1240.0, 1754.0)),
];

impl FromStr for PageSize {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = text.trim().to_ascii_lowercase();
        if let Some((_, size)) = PRESETS.iter().find(|(name, _)| *name == wanted) {
            return Ok(Self(*size));
        }
        let sides = wanted
            .split_once(['x', '×'])
            .and_then(|(width, height)| Some(Size::new(width.trim().parse().ok()?, height.trim().parse().ok()?)));
        let names = PRESETS.map(|(name, _)| name).join(", ");
        sides.map(Self).ok_or_else(|| format!("use WIDTHxHEIGHT such as 1200x1500, or one of {names}"))
    }
}

impl Collages {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        if let Self::Edit(command) = self {
            return command.run(session);
        }
        let studio = session.studio()?;
        let lang = session.lang;
        match self {
            Self::Edit(_) => Ok(()),
            Self::List { trash } => list(session, &studio, trash),
            Self::Show { collage } => {
                let opened = studio.library.collage(studio.collage_named(&collage)?)?;
                if !opened.damaged.is_empty() {
                    session.out.note(&crate::i18n::errors::collage_damaged(lang, opened.damaged.len()));
                }
                session.out.result(&opened.collage, || shapes::collage_sheet(lang, &opened.collage));
                Ok(())
            }
            Self::New { title, size: PageSize(size) } => {
                let made = studio.create_collage(&title, size)?;
                told(session, &made, msg::collage_made(lang, shapes::plain(&made.meta.title), made.id))
            }
            Self::Rename { collage, title } => {
                let renamed = studio.rename_collage(studio.live_collage_named(&collage)?, &title)?;
                told(session, &renamed, msg::collage_renamed(lang, shapes::plain(&renamed.meta.title), renamed.id))
            }
            Self::Duplicate { collage, title } => {
                let id = studio.collage_named(&collage)?;
                let title = match title {
                    Some(title) => title,
                    None => msg::copy_of(lang, studio.collage(id)?.meta.title),
                };
                let copy = studio.collage(studio.library.duplicate(id, &title, "create")?)?;
                told(session, &copy, msg::collage_made(lang, shapes::plain(&title), copy.id))
            }
            Self::Delete { collage, forever } => {
                let id = anywhere(&studio, &collage)?;
                if forever {
                    studio.library.delete_forever(id)?;
                    session.out.result(&json!({"id": id, "deleted": true}), || msg::collage_deleted(lang, id));
                } else {
                    studio.library.trash(id)?;
                    session.out.result(&json!({"id": id, "trashed": true}), || msg::collage_trashed(lang, id));
                }
                Ok(())
            }
            Self::Restore { collage } => {
                let id = studio.trashed_collage_named(&collage)?;
                studio.library.restore(id)?;
                session.out.result(&json!({"id": id, "trashed": false}), || msg::collage_restored(lang, id));
                Ok(())
            }
            Self::History { collage, restore: Some(seq) } => {
                let id = studio.live_collage_named(&collage)?;
                let restored = studio.restore_version(id, seq)?;
                told(session, &restored, msg::version_restored(lang, seq))
            }
            Self::History { collage, restore: None } => {
                for version in studio.library.history(studio.collage_named(&collage)?)? {
                    session.out.result(&json!({"seq": version.seq, "at": version.at, "step": version.label}), || {
                        format!("{}  {}  {}", version.seq, version.at, version.label)
                    });
                }
                Ok(())
            }
        }
    }
}

/// A collage by id or title, in the trash too when none outside is called so.
fn anywhere(studio: &Studio, name: &str) -> Result<CollageId, CliError> {
    studio.collage_named(name).or_else(|error| studio.trashed_collage_named(name).map_err(|_| error.into()))
}

fn list(session: &Session, studio: &Studio, trash: bool) -> Result<(), CliError> {
    let lang = session.lang;
    let mut listed = 0;
    for summary in studio.library.collages()?.iter().filter(|each| each.trashed_at.is_some() == trash) {
        listed += 1;
        session.out.result(&summary_shape(summary), || {
            msg::collage_line(
                lang,
                summary.id,
                shapes::plain(&summary.title),
                format!("{} × {}", summary.size.width, summary.size.height),
                shapes::tiles(lang, summary.tiles),
                shapes::day(lang, summary.changed_at),
            )
        });
    }
    if listed == 0 {
        session.out.note(&msg::nothing_found(lang));
    }
    Ok(())
}

fn summary_shape(summary: &CollageSummary) -> Value {
    json!({
        "id": summary.id,
        "title": summary.title,
        "tiles": summary.tiles,
        "size": summary.size,
        "made_at": summary.made_at,
        "changed_at": summary.changed_at,
        "trashed_at": summary.trashed_at,
        "seq": summary.seq,
    })
}

fn told(session: &Session, collage: &Collage, words: String) -> Result<(), CliError> {
    let shape = json!({
        "id": collage.id,
        "title": collage.meta.title,
        "size": collage.page.size,
        "tiles": collage.tiles.len(),
    });
    session.out.result(&shape, || words);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read() {
        assert_eq!("1200x1500".parse(), Ok(PageSize(Size::new(1200.0, 1500.0))));
        assert_eq!("Story".parse(), Ok(PageSize(Size::new(1080.0, 1920.0))));
        for wrong in ["", "x", "12", "ax5", "wide"] {
            assert!(wrong.parse::<PageSize>().is_err(), "{wrong}");
        }
    }
}
