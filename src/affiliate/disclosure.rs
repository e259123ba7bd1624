//! What a reader must be told above links that earn somebody money.

use super::rules::Rules;
use crate::i18n::{self, Lang};

/// A notice for the top of a page or picture, before the first link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// The short word that marks advertising.
    pub label: String,
    /// Who earns what, one sentence each; sentences of programs' contracts come last.
    pub sentences: Vec<String>,
}

impl Disclosure {
    /// Label and sentences as one text.
    pub fn text(&self) -> String {
        format!("{} · {}", self.label, self.sentences.join(" "))
    }
}

/// The notice that is due when some link carries an id, or when somebody paid for the collage; `None` when
/// neither is so. `programs` are the names in the links that carry an id; their contracts may want a
/// sentence of their own.
pub fn disclosure(
    lang: Lang,
    carries_ids: bool,
    sponsored_by: Option<&str>,
    programs: &[impl AsRef<str>],
) -> Option<Disclosure> {
    use i18n::affiliate as say;
    let sponsor = sponsored_by.map(str::trim).filter(|sponsor| !sponsor.is_empty());
    if !carries_ids && sponsor.is_none() {
        return None;
    }
    let mut sentences: Vec<String> =
        sponsor.map(|sponsor| say::disclosure_sponsored(lang, sponsor)).into_iter().collect();
    if carries_ids {
        sentences.push(say::disclosure_links(lang));
        // In the order of the rules, so that the order of tiles does not show in the page.
        let used = |name: &str| programs.iter().any(|program| program.as_ref() == name);
        let contracts = Rules::builtin().programs.iter().filter(|rule| used(&rule.name));
        sentences.extend(contracts.filter_map(|rule| rule.sentence.as_ref()).map(|words| words.get(lang).to_owned()));
    }
    let label = if sponsor.is_some() { say::label_sponsored(lang) } else { say::label_advertising(lang) };
    Some(Disclosure { label, sentences })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stands_exactly_when_somebody_earns() {
        let none: [&str; 0] = [];
        for lang in Lang::ALL {
            assert_eq!(disclosure(lang, false, None, &none), None);
            assert_eq!(disclosure(lang, false, Some("  "), &none), None);
            assert_eq!(disclosure(lang, true, None, &["awin"]).unwrap().sentences.len(), 1);
            assert_eq!(
                disclosure(lang, true, Some("Maison"), &["awin", "amazon", "amazon"]).unwrap().sentences.len(),
                3
            );
        }
        assert_eq!(disclosure(Lang::Fr, true, None, &none).unwrap().label, "Publicité");
        assert_eq!(disclosure(Lang::Fr, false, Some("Maison"), &none).unwrap().label, "Collaboration commerciale");
        let amazon = disclosure(Lang::En, true, None, &["amazon"]).unwrap();
        assert!(amazon.text().ends_with("As an Amazon Associate I earn from qualifying purchases."));
    }
}
