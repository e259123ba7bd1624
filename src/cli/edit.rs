//! `etalage collages edit`: commands from a script, each acknowledged once it is on disk.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;

use serde_json::json;

use crate::edit::{Command, Editor};
use crate::i18n::cli as msg;
use crate::jobs::JobsError;

use super::Session;
use super::error::CliError;

/// The longest line: a whole collage fits.
const MAX_LINE_BYTES: u64 = 64 << 20;
/// Edits after which what could be undone is let go: nobody undoes here, and a script may send millions.
const KEEP_STEPS: usize = 1000;

/// Carries out commands, one JSON object per line; each is answered by one line once it is on disk.
#[derive(Debug, clap::Args)]
pub struct Edit {
    /// Id or title.
    collage: String,
    /// A file of commands, or - for standard input.
    #[arg(long, value_name = "FILE|-")]
    commands: PathBuf,
    /// Stops at the first command that cannot be carried out.
    #[arg(long)]
    strict: bool,
}

impl Edit {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        let studio = session.studio()?;
        let (lang, out) = (session.lang, &session.out);
        let id = studio.live_collage_named(&self.collage)?;
        let what = if self.commands.as_os_str() == "-" {
            msg::standard_input(lang)
        } else {
            self.commands.display().to_string()
        };
        let io = |error| CliError::Io { what: what.clone(), error };
        let mut input: Box<dyn BufRead> = if self.commands.as_os_str() == "-" {
            Box::new(std::io::stdin().lock())
        } else {
            Box::new(BufReader::new(File::open(&self.commands).map_err(io)?))
        };
        let mut editor = Editor::new(studio.collage(id)?);
        let (mut all, mut failed, mut steps) = (0, 0, 0);
        let mut text = Vec::new();
        for line in 1_u64.. {
            text.clear();
            if (&mut input).take(MAX_LINE_BYTES).read_until(b'\n', &mut text).map_err(io)? == 0 {
                break;
            }
            let too_long = text.len() as u64 == MAX_LINE_BYTES && !text.ends_with(b"\n");
            if too_long {
                input.skip_until(b'\n').map_err(io)?;
            } else if text.trim_ascii().is_empty() {
                continue;
            }
            all += 1;
            let command = if too_long {
                Err(msg::line_too_long(lang, MAX_LINE_BYTES >> 20))
            } else {
                serde_json::from_slice::<Command>(&text).map_err(|error| msg::no_command(lang, error))
            };
            let outcome = match command {
                Err(words) => Err(words),
                Ok(command) => match studio.edit_numbered(&mut editor, &command) {
                    Ok(done) => Ok(done),
                    Err(error @ (JobsError::Edit(_) | JobsError::UnknownPicture(_))) => {
                        Err(CliError::Jobs(error).words(lang))
                    }
                    // The disk is the matter: nothing after this could be kept either.
                    Err(error) => return Err(error.into()),
                },
            };
            let answer = match &outcome {
                Ok((done, seq)) => json!({
                    "ok": true,
                    "line": line,
                    "seq": seq,
                    "step": done.step.to_string(),
                    "created": done.created,
                    "clamped": done.clamped,
                }),
                Err(words) => json!({"ok": false, "line": line, "error": words}),
            };
            if !out.line(&answer.to_string()) {
                return Err(CliError::Io {
                    what: msg::standard_output(lang),
                    error: std::io::ErrorKind::BrokenPipe.into(),
                });
            }
            if outcome.is_err() {
                failed += 1;
                if self.strict {
                    break;
                }
            }
            steps += 1;
            if steps == KEEP_STEPS {
                steps = 0;
                editor = Editor::new(editor.collage().clone());
            }
        }
        if failed > 0 { Err(CliError::Partly { failed, all }) } else { Ok(()) }
    }
}
