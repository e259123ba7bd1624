//! What a pasted address becomes, for a person to look at before it is kept.

use super::build::{DeepLink, PlainReason, build};
use super::clean::{Cleaned, clean_with};
use super::error::AffiliateError;
use super::settings::Programs;
use crate::i18n::Lang;
use crate::model::Channel;

/// Before and after of a pasted address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkPreview {
    /// What was taken out, and what is kept.
    pub cleaned: Cleaned,
    /// The link that leaves, without a placement: the person's own, or plain with the reason.
    pub link: DeepLink,
}

impl LinkPreview {
    /// The person's own link again, where the pasted one was theirs.
    pub fn rebuilt(&self) -> Option<&DeepLink> {
        Some(&self.link).filter(|link| link.carries_id && self.cleaned.had_own_id())
    }

    /// What was done and why, one sentence each.
    pub fn messages(&self, lang: Lang) -> Vec<String> {
        self.cleaned.messages(lang)
    }
}

/// Cleans an address and builds the link that it would leave with through a channel.
///
/// # Errors
/// As [`clean_with`] and [`build`].
pub fn preview(programs: &Programs, text: &str, channel: &Channel) -> Result<LinkPreview, AffiliateError> {
    let cleaned = clean_with(programs, text)?;
    let host = cleaned.url.host();
    let plain = |why| DeepLink::plain(cleaned.url.as_str(), None, why);
    let link = match (&cleaned.opaque, programs.serving(&host)) {
        (Some(host), _) => plain(PlainReason::Opaque { host: host.clone() }),
        (None, None) => plain(PlainReason::NoProgram { host }),
        (None, Some(serving)) => {
            let rule = programs.rules().program(serving.name)?;
            build(rule, &serving.ids, &serving.allow, &cleaned.url, None, channel)?
        }
    };
    Ok(LinkPreview { cleaned, link })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ChannelKind;

    #[test]
    fn ones_own_link_is_rebuilt_and_a_strangers_is_named() {
        let web = Channel::builtin(ChannelKind::Web);
        let mut programs = Programs::default();
        programs.set("awin", &["awinaffid=123", "mid.shop.example=45"]).unwrap();
        let link = |id| {
            format!(
                "https://www.awin1.com/cread.php?awinmid=45&awinaffid={id}&ued=https%3A%2F%2Fshop.example%2Fa%3Futm_id%3D1"
            )
        };
        let own = preview(&programs, &link("123"), &web).unwrap();
        assert_eq!(
            own.rebuilt().unwrap().url,
            "https://www.awin1.com/cread.php?awinmid=45&awinaffid=123&ued=https%3A%2F%2Fshop.example%2Fa"
        );
        let theirs = preview(&programs, &link("999"), &web).unwrap();
        assert_eq!(theirs.rebuilt(), None);
        assert!(theirs.messages(Lang::En).iter().any(|message| message.contains("awinaffid=999")));
        assert!(preview(&programs, "https://amzn.to/1", &web).unwrap().link.why_plain.is_some());
    }
}
