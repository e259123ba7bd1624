//! `etalage links learn`: a program's ids, or a new form of link, from one sample.

use serde_json::{Value, json};

use crate::affiliate::{Lesson, Proposal, learn};
use crate::i18n::links as say;

use super::Session;
use super::error::CliError;
use super::programs;
use super::usage::Usage;

/// Learns a program's ids, or a new form of link, from one sample.
#[derive(Debug, clap::Args)]
pub struct Learn {
    /// A link that the network made for you.
    url: String,
    /// The shop it leads to, when several addresses stand in the link.
    #[arg(long, value_name = "HOST")]
    shop: Option<String>,
    /// Which proposal to keep; the best one when absent.
    #[arg(long = "as", value_name = "NAME")]
    program: Option<String>,
    /// Lets the sample's ids take the place of yours.
    #[arg(long)]
    replace: bool,
    /// Shows what was learnt, and keeps nothing.
    #[arg(long)]
    dry_run: bool,
}

impl Learn {
    pub fn run(self, session: &mut Session) -> Result<(), CliError> {
        let studio = if self.dry_run { session.studio_if_any() } else { Some(session.studio()?) };
        let mut programs = studio.as_ref().map_or_else(|| Ok(Default::default()), |studio| studio.programs())?;
        let lang = session.lang;
        let lesson = learn(&programs, &self.url, self.shop.as_deref())?;
        let wanted = |proposal: &&Proposal| self.program.as_ref().is_none_or(|name| proposal.program == *name);
        let Some(chosen) = lesson.proposals.iter().find(wanted) else {
            let known: Vec<_> = lesson.proposals.iter().map(|proposal| proposal.program.as_str()).collect();
            let name = self.program.unwrap_or_default();
            return Err(Usage::NoProposal { name, known: known.join(", ") }.into());
        };
        if let Some(studio) = studio.filter(|_| !self.dry_run) {
            chosen.save(&mut programs, self.replace)?;
            programs::save(&studio, &programs)?;
        }
        session.out.result(&shape(&lesson, chosen, !self.dry_run), || {
            let mut lines = vec![
                say::sample(lang, &lesson.sample),
                say::rebuilt(lang, &chosen.rebuilt),
                say::leads_to(lang, &lesson.destination),
            ];
            lines.extend(chosen.template.iter().map(|text| say::template(lang, text)));
            lines.extend(chosen.sub.iter().map(|(key, value)| say::sample_sub(lang, key, value)));
            lines.push(say::settings(lang, &chosen.program, chosen.assignments.join(" ")));
            lines.join("\n")
        });
        session.out.note(&if chosen.exact { say::to_the_byte(lang) } else { say::not_to_the_byte(lang) });
        let others: Vec<_> = lesson.proposals.iter().filter(|proposal| proposal.program != chosen.program).collect();
        if !others.is_empty() {
            let names: Vec<_> = others.iter().map(|proposal| proposal.program.as_str()).collect();
            session.out.note(&say::other_proposals(lang, names.join(", ")));
        }
        session.out.note(&match self.dry_run {
            true => say::lesson_shown(lang),
            false => say::lesson_saved(lang, &lesson.shop, &chosen.title),
        });
        Ok(())
    }
}

fn shape(lesson: &Lesson, chosen: &Proposal, saved: bool) -> Value {
    let proposals = lesson.proposals.iter().map(|proposal| {
        json!({
            "program": proposal.program,
            "title": proposal.title,
            "template": proposal.template,
            "slot": proposal.slot(),
            "assignments": proposal.assignments,
            "sub": proposal.sub.as_ref().map(|(key, value)| json!({"key": key, "value": value})),
            "rebuilt": proposal.rebuilt,
            "exact": proposal.exact,
            "replaces": proposal.replaces.iter().map(|(key, old, new)| json!({"key": key, "old": old, "new": new}))
                .collect::<Vec<_>>(),
        })
    });
    json!({
        "sample": lesson.sample,
        "destination": lesson.destination,
        "shop": lesson.shop,
        "proposals": proposals.collect::<Vec<_>>(),
        "saved": saved.then_some(&chosen.program),
    })
}
