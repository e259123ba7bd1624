//! The command line: one file per subcommand, thin. The work is done by the crafts of `jobs`.
//!
//! May import every room. Results go to stdout (with `--json` as one object, or one per line), errors and
//! progress to stderr. Exit code 0: done; 1: failed; 2: used wrongly.

mod bundle;
mod channels;
mod clipper;
mod collages;
mod cutout;
mod demo;
mod edit;
mod error;
mod export;
mod feeds;
mod import;
mod import_feed;
mod import_page;
mod keep;
mod links;
mod links_learn;
#[cfg(feature = "desktop")]
mod open;
mod output;
mod products;
mod programs;
mod programs_show;
mod render;
mod settings;
mod shapes;
mod usage;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};

use crate::affiliate::Programs;
use crate::i18n::{Lang, errors};
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
    /// Prints results as JSON: one object, or one per line.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Fills the library with the starter finds, composes sample collages and exports one.
    Demo(demo::Demo),
    /// Imports a bundle and opens the window on its collage.
    #[cfg(feature = "desktop")]
    Open(open::Open),
    /// Brings finds, pictures and collages in.
    #[command(subcommand)]
    Import(import::Import),
    /// Sends finds from the browser: the extension, the bookmark, paired browsers.
    #[command(subcommand)]
    Clipper(clipper::Clipper),
    /// Lists, refreshes and forgets the feeds that were imported.
    #[command(subcommand)]
    Feeds(feeds::Feeds),
    /// Lists, searches, shows and removes finds.
    #[command(subcommand)]
    Products(products::Products),
    /// Lists, makes, edits and restores collages.
    #[command(subcommand)]
    Collages(collages::Collages),
    /// Your ids with affiliate programs.
    #[command(subcommand)]
    Programs(programs::ProgramsCommand),
    /// Takes trackers out of addresses, and builds links with your ids.
    #[command(subcommand)]
    Links(links::Links),
    /// The places that collages go to.
    #[command(subcommand)]
    Channels(channels::Channels),
    /// Your choices.
    #[command(subcommand)]
    Settings(settings::SettingsCommand),
    /// Takes the plain background out of a picture.
    Cutout(cutout::Cutout),
    /// Draws a collage as a picture or PDF.
    Render(render::Render),
    /// Exports a collage for one or more channels: a folder, .zip, .html, .png, .jpg, .webp or .pdf.
    Export(export::Export),
    /// Looks at exported bundles.
    #[command(subcommand)]
    Bundle(bundle::Bundle),
    /// Checks, tidies, compacts, backs up and restores the library.
    #[command(subcommand)]
    Library(keep::Keep),
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
        self.lang = studio.lang(self.lang);
        if let Some(recovery) = &report.recovered {
            self.out.note(&match &recovery.moved_to {
                Some(_) => errors::recovered(self.lang, recovery.records),
                None => errors::rebuilt(self.lang, recovery.records),
            });
        }
        if report.pictures_alone > 0 {
            self.out.note(&errors::records_gone(self.lang, report.pictures_alone));
        }
        if !report.unreadable.is_empty() {
            self.out.note(&errors::kept_aside(self.lang, report.unreadable.len()));
        }
        Ok(studio)
    }

    /// Opens the library if there is one: for commands that only look and can do without.
    fn studio_if_any(&mut self) -> Option<Studio> {
        if !self.library_dir.join("library.json").exists() {
            return None;
        }
        self.studio().ok()
    }

    /// The person's programs, or none where there is no library to ask.
    fn programs_if_any(&mut self) -> Result<Programs, CliError> {
        Ok(match self.studio_if_any() {
            Some(studio) => studio.programs()?,
            None => Programs::default(),
        })
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
        Some(command) => run(command, &mut session),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            session.out.error(&error, session.lang);
            ExitCode::from(error.exit_code())
        }
    }
}

fn run(command: Command, session: &mut Session) -> Result<(), CliError> {
    match command {
        Command::Demo(command) => command.run(session),
        #[cfg(feature = "desktop")]
        Command::Open(command) => command.run(session),
        Command::Import(command) => command.run(session),
        Command::Clipper(command) => command.run(session),
        Command::Feeds(command) => command.run(session),
        Command::Products(command) => command.run(session),
        Command::Collages(command) => command.run(session),
        Command::Programs(command) => command.run(session),
        Command::Links(command) => command.run(session),
        Command::Channels(command) => command.run(session),
        Command::Settings(command) => command.run(session),
        Command::Cutout(command) => command.run(session),
        Command::Render(command) => command.run(session),
        Command::Export(command) => command.run(session),
        Command::Bundle(command) => command.run(session),
        Command::Library(command) => command.run(session),
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
    Err(usage::Usage::NoWindow.into())
}
