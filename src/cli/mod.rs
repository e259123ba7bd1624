//! The command line: one file per subcommand, thin. The work is done by the crafts of `jobs`.
//!
//! May import every room. Results go to stdout (with `--json` as one object, or one per line), errors and
//! progress to stderr. Exit code 0: done; 1: failed; 2: used wrongly.

mod demo;
mod error;
mod output;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};

use crate::i18n::Lang;
use crate::jobs::Studio;
use crate::jobs::world::{RandomIds, SystemClock, default_library, system_lang};
use crate::scene::TextShaper;

use error::CliError;
use output::Output;

/// Collages whose every tile can be bought. Without a command, the desktop app opens.
#[derive(Debug, Parser)]
#[command(name = "etalage", version, max_term_width = 100)]
struct Arguments {
    /// The library's folder.
    #[arg(long, global = true, env = "ETALAGE_LIBRARY", value_name = "DIR")]
    library: Option<PathBuf>,
    /// Prints results as JSON.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Fills the library with the starter finds, composes sample collages and exports one.
    Demo(demo::Demo),
}

/// What every command works with.
struct Session {
    library_dir: PathBuf,
    lang: Lang,
    out: Output,
}

impl Session {
    /// Opens the library; what had to be mended is told on stderr.
    fn studio(&mut self) -> Result<Studio, CliError> {
        let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
        let shaper = Arc::new(TextShaper::new());
        let (studio, report) = Studio::open(&self.library_dir, "the command line", clock, ids, shaper)?;
        if let Some(recovery) = &report.recovered {
            self.out.note(&format!("the library was rebuilt ({}): {} records are back", recovery.reason, recovery.records));
        }
        for part in &report.unreadable {
            self.out.note(&format!("{} cannot be read ({}); it was kept aside", part.what, part.reason));
        }
        self.lang = studio.lang(self.lang);
        Ok(studio)
    }
}

/// Runs the program with the arguments of this process.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut session = Session {
        library_dir: arguments.library.unwrap_or_else(default_library),
        lang: system_lang(),
        out: Output::new(arguments.json),
    };
    let outcome = match arguments.command {
        None => open_window(&session),
        Some(Command::Demo(command)) => command.run(&mut session),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            session.out.error(&error);
            ExitCode::from(error.exit_code())
        }
    }
}

#[cfg(feature = "desktop")]
fn open_window(session: &Session) -> Result<(), CliError> {
    let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
    crate::desktop::run(session.library_dir.clone(), clock, ids, session.lang)?;
    Ok(())
}

#[cfg(not(feature = "desktop"))]
fn open_window(_: &Session) -> Result<(), CliError> {
    Err(CliError::Usage("this build has no window: name a command, see `etalage --help`".to_owned()))
}
