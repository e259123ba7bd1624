//! What a reader must be told above links that earn somebody money: `assets/disclosures.json`, by market
//! and language.

use std::sync::LazyLock;

use serde::Deserialize;

use super::rules::{Confidence, Rules};
use crate::i18n::Lang;

/// Whose law and custom a notice follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeMarket {
    /// The United States: the FTC's Endorsement Guides.
    Us,
    /// The United Kingdom: the CAP Code.
    Uk,
    /// France: the law of 9 June 2023 on commercial influence.
    Fr,
    /// Germany: the acts against unfair competition and on digital services.
    De,
    /// The rest of the European Union, and everybody else.
    Eu,
}

/// A language that notices are written in; the program itself speaks the first two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeLang {
    /// English.
    En,
    /// French.
    Fr,
    /// German.
    De,
}

/// For which readers a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Locale {
    /// Whose law.
    pub market: NoticeMarket,
    /// In which language.
    pub lang: NoticeLang,
}

/// A notice for the top of a page or picture, before the first link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// The short word that marks advertising.
    pub label: String,
    /// Who earns what, one sentence each; sentences of programs' contracts come last.
    pub sentences: Vec<String>,
}

/// The notices of one market.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Notices {
    market: NoticeMarket,
    /// Where the words are from.
    from: String,
    confidence: Confidence,
    /// Marks a page with partner links.
    label: Texts,
    /// Marks a page that somebody paid for.
    label_paid: Texts,
    /// Above partner links.
    links: Texts,
    /// Above what somebody paid for; `{sponsor}` is who.
    paid: Texts,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    en: String,
    fr: String,
    de: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    #[expect(dead_code, reason = "for people who open the file")]
    about: Vec<String>,
    markets: Vec<Notices>,
}

impl NoticeMarket {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Us, Self::Uk, Self::Fr, Self::De, Self::Eu];

    /// The word used on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Us => "us",
            Self::Uk => "uk",
            Self::Fr => "fr",
            Self::De => "de",
            Self::Eu => "eu",
        }
    }

    /// Where the words for it are from, and how sure that is.
    pub fn source(self) -> (&'static str, Confidence) {
        let notices = self.notices();
        (&notices.from, notices.confidence)
    }

    fn notices(self) -> &'static Notices {
        static FILE: LazyLock<File> = LazyLock::new(|| {
            // Compiled in, and held to load by a test.
            serde_json::from_str(include_str!("../../assets/disclosures.json"))
                .unwrap_or_else(|error| unreachable!("the notices that came with the program load: {error}"))
        });
        let of = |market: Self| FILE.markets.iter().find(|notices| notices.market == market);
        of(self)
            .or_else(|| of(Self::Eu))
            .unwrap_or_else(|| unreachable!("version {} has notices for all", FILE.version))
    }
}

impl Locale {
    /// The locale of a BCP 47 tag such as `en-GB` or `de`. A language alone stands for the country whose law
    /// speaks it; English alone for the European Union, whose words suit most readers.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let mut parts = tag.split(['-', '_']);
        let lang = match parts.next()?.to_ascii_lowercase().as_str() {
            "en" => NoticeLang::En,
            "fr" => NoticeLang::Fr,
            "de" => NoticeLang::De,
            _ => return None,
        };
        let country = parts.find(|part| part.len() == 2).map(str::to_ascii_uppercase);
        let market = match (country.as_deref(), lang) {
            (Some("US"), _) => NoticeMarket::Us,
            (Some("GB" | "UK"), _) => NoticeMarket::Uk,
            (Some("FR"), _) | (None, NoticeLang::Fr) => NoticeMarket::Fr,
            (Some("DE"), _) | (None, NoticeLang::De) => NoticeMarket::De,
            (Some(_), _) | (None, NoticeLang::En) => NoticeMarket::Eu,
        };
        Some(Self { market, lang })
    }

    /// The locale for a page in `lang` of a collage that was written in `tag`: the country of the tag, in the
    /// language of the page. German readers read German, though pages have no German yet.
    pub fn for_page(tag: Option<&str>, lang: Lang) -> Self {
        let page = Self::from(lang);
        match tag.and_then(Self::of_tag) {
            Some(written) if written.lang == page.lang || written.lang == NoticeLang::De => written,
            _ => page,
        }
    }
}

impl From<Lang> for Locale {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self { market: NoticeMarket::Eu, lang: NoticeLang::En },
            Lang::Fr => Self { market: NoticeMarket::Fr, lang: NoticeLang::Fr },
        }
    }
}

impl NoticeLang {
    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::De => "de",
        }
    }
}

impl Texts {
    fn get(&self, lang: NoticeLang) -> &str {
        match lang {
            NoticeLang::En => &self.en,
            NoticeLang::Fr => &self.fr,
            NoticeLang::De => &self.de,
        }
    }
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
    rules: &Rules,
    locale: Locale,
    carries_ids: bool,
    sponsored_by: Option<&str>,
    programs: &[impl AsRef<str>],
) -> Option<Disclosure> {
    let sponsor = sponsored_by.map(str::trim).filter(|sponsor| !sponsor.is_empty());
    if !carries_ids && sponsor.is_none() {
        return None;
    }
    let notices = locale.market.notices();
    let mut sentences: Vec<String> =
        sponsor.map(|sponsor| notices.paid.get(locale.lang).replace("{sponsor}", sponsor)).into_iter().collect();
    if carries_ids {
        sentences.push(notices.links.get(locale.lang).to_owned());
        // In the order of the rules, so that the order of tiles does not show in the page.
        let used = |name: &str| programs.iter().any(|program| program.as_ref() == name);
        let contracts = rules.programs.iter().filter(|rule| used(&rule.name));
        sentences.extend(
            contracts.filter_map(|rule| rule.sentence.as_ref()).map(|words| words.notice(locale.lang).to_owned()),
        );
    }
    let label = if sponsor.is_some() { &notices.label_paid } else { &notices.label };
    Some(Disclosure { label: label.get(locale.lang).to_owned(), sentences })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: [&str; 0] = [];

    fn notice(tag: &str, carries_ids: bool, sponsor: Option<&str>, programs: &[&str]) -> Option<Disclosure> {
        disclosure(Rules::builtin(), Locale::of_tag(tag).unwrap(), carries_ids, sponsor, programs)
    }

    #[test]
    fn it_stands_exactly_when_somebody_earns() {
        for tag in ["en", "fr", "de", "en-US", "en-GB", "fr-BE"] {
            assert_eq!(notice(tag, false, None, &NONE), None);
            assert_eq!(notice(tag, false, Some("  "), &NONE), None);
            assert_eq!(notice(tag, true, None, &["awin"]).unwrap().sentences.len(), 1);
            let both = notice(tag, true, Some("Maison"), &["awin", "amazon", "amazon"]).unwrap();
            assert_eq!(both.sentences.len(), 3, "{both:?}");
            assert!(both.text().contains("Maison") && !both.text().contains('{'), "{both:?}");
        }
        assert_eq!(notice("fr", true, None, &NONE).unwrap().label, "Publicité");
        assert_eq!(notice("fr", false, Some("Maison"), &NONE).unwrap().label, "Collaboration commerciale");
        let amazon = notice("en-US", true, None, &["amazon"]).unwrap();
        assert!(amazon.text().ends_with("As an Amazon Associate I earn from qualifying purchases."));
        assert!(notice("de", true, None, &["amazon"]).unwrap().text().contains("Amazon-Partner"));
    }

    #[test]
    fn each_market_has_its_own_words_in_every_language() {
        let mut links = std::collections::BTreeSet::new();
        for market in NoticeMarket::ALL {
            assert_eq!(market.notices().market, market);
            assert!(!market.source().0.is_empty());
            for lang in [NoticeLang::En, NoticeLang::Fr, NoticeLang::De] {
                let all = disclosure(Rules::builtin(), Locale { market, lang }, true, Some("X"), &NONE).unwrap();
                assert!(all.sentences.iter().all(|sentence| sentence.ends_with('.')), "{all:?}");
                assert!(all.sentences.iter().any(|sentence| sentence.contains('X')));
                links.insert((market, lang.tag(), all.label));
            }
        }
        assert_eq!(links.len(), 15);
        assert_eq!(notice("en-GB", true, None, &NONE).unwrap().label, "Ad");
        assert_eq!(notice("de-DE", true, None, &NONE).unwrap().label, "Werbung");
    }

    #[test]
    fn tags_name_a_market() {
        for (tag, market) in [
            ("en-US", NoticeMarket::Us),
            ("en_GB", NoticeMarket::Uk),
            ("fr", NoticeMarket::Fr),
            ("fr-CA", NoticeMarket::Eu),
            ("de", NoticeMarket::De),
            ("de-AT", NoticeMarket::Eu),
            ("en", NoticeMarket::Eu),
            ("EN-us", NoticeMarket::Us),
            ("en-Latn-US", NoticeMarket::Us),
        ] {
            assert_eq!(Locale::of_tag(tag).map(|locale| locale.market), Some(market), "{tag}");
        }
        for (tag, lang, locale) in [
            (None, Lang::En, "en"),
            (None, Lang::Fr, "fr"),
            (Some("en-US"), Lang::En, "en-US"),
            (Some("en-US"), Lang::Fr, "fr"),
            (Some("de"), Lang::En, "de"),
            (Some("nonsense"), Lang::En, "en"),
        ] {
            assert_eq!(Some(Locale::for_page(tag, lang)), Locale::of_tag(locale), "{tag:?} {lang}");
        }
        assert_eq!(Locale::of_tag("tlh"), None);
        assert_eq!(Locale::of_tag(""), None);
    }
}
