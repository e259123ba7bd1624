//! What a redirect leads to, read from the link itself, offline.

use url::Url;

use super::forms;
use super::query::{self, Parts};
use super::rules::{ProgramRule, Redirector, Rules, Target, host_within};
use crate::model::MerchantUrl;

/// A link that leads elsewhere.
pub(super) struct Redirect<'a> {
    /// The program it belongs to, if to any.
    pub program: Option<&'a ProgramRule>,
    /// Its host.
    pub host: String,
    /// The destination, where the link shows it.
    pub target: Option<MerchantUrl>,
}

/// Recognises redirects of the rules.
pub(super) fn redirect<'a>(rules: &'a Rules, url: &Url) -> Option<Redirect<'a>> {
    let host = url.host_str()?;
    let of_programs =
        rules.programs.iter().flat_map(|rule| rule.redirectors.iter().map(move |each| (Some(rule), each)));
    let all = || of_programs.clone().chain(rules.redirectors.iter().map(|each| (None, each)));
    // A program's own hosts say more than a path on any host.
    let exact = all().filter(|(_, each)| each.hosts.iter().any(|own| host_within(host, own)));
    let by_path = all().filter(|(_, each)| each.hosts.iter().any(|own| own == "*"));
    let mut known = None;
    for (program, redirector) in exact.chain(by_path) {
        if !path_fits(redirector, url) {
            continue;
        }
        let target = redirector.targets.iter().find_map(|target| read(target, url.as_str()));
        let by_any_host = redirector.hosts.iter().any(|own| own == "*");
        if target.is_some() {
            return Some(Redirect { program, host: host.to_owned(), target });
        }
        // A path alone proves nothing: without a destination it is an ordinary page.
        let opaque = program.is_some() || redirector.targets.is_empty();
        if opaque && !by_any_host && known.is_none() {
            known = Some(Redirect { program, host: host.to_owned(), target: None });
        }
    }
    known
}

fn path_fits(redirector: &Redirector, url: &Url) -> bool {
    let Some(wanted) = &redirector.path else { return true };
    let segments = |path: &str| path.trim_matches('/').split('/').map(str::to_owned).collect::<Vec<_>>();
    let (wanted, path) = (segments(wanted), segments(url.path()));
    wanted.len() == path.len()
        && wanted.iter().zip(&path).all(|(wanted, segment)| match wanted.as_str() {
            "*" => !segment.is_empty(),
            "#" => !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit()),
            word => word == segment,
        })
}

fn read(target: &Target, url: &str) -> Option<MerchantUrl> {
    match target {
        Target::Query(key) => {
            let parts = Parts::of(url);
            let (raw, start) = parts.raw_value(key)?;
            // A destination that nobody encoded takes the rest of the query with it.
            let text = if raw.contains("://") && raw.contains('?') { parts.query.get(start..)? } else { raw };
            address(text)
        }
        Target::After(mark) => {
            let (_, rest) = url.split_once(mark.as_str())?;
            let lower = rest.to_ascii_lowercase();
            let start =
                ["http://", "https://", "http%3a", "https%3a"].iter().filter_map(|scheme| lower.find(scheme)).min()?;
            let rest = rest.get(start..)?;
            // One that is encoded as a whole ends at the next slash; one that is not, with the link.
            address(rest.split('/').next()?).or_else(|| address(rest))
        }
        Target::Paren(word) => {
            let (_, rest) = url.split_once(&format!("{word}("))?;
            address(rest.rsplit_once(')')?.0)
        }
        Target::Base64(key) => {
            let (raw, _) = Parts::of(url).raw_value(key)?;
            let text = query::decode(raw)?;
            // Some put a mark of two characters in front.
            [0, 2].into_iter().find_map(|skip| address(&forms::from_base64(text.get(skip..)?)?))
        }
        Target::WholeQuery => {
            let (_, rest) = url.split_once('?')?;
            address(rest)
        }
    }
}

/// An address, raw or encoded up to three times; old networks put it in double brackets.
fn address(text: &str) -> Option<MerchantUrl> {
    let mut text = text.to_owned();
    for _ in 0..=3 {
        let bare = text.strip_prefix("[[").and_then(|text| text.strip_suffix("]]")).unwrap_or(&text);
        let lower: String = bare.chars().take(8).collect::<String>().to_ascii_lowercase();
        if lower.starts_with("http://") || lower.starts_with("https://") {
            return MerchantUrl::parse(bare).ok();
        }
        let decoded = query::decode(&text)?.into_owned();
        if decoded == text {
            return None;
        }
        text = decoded;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(link: &str) -> Option<String> {
        redirect(Rules::builtin(), &Url::parse(link).unwrap())?.target.map(|url| url.to_string())
    }

    #[test]
    fn destinations_are_found_where_each_network_keeps_them() {
        const SHOP: &str = "https://shop.example/a?b=1&c=%C3%BC";
        const ENC: &str = "https%3A%2F%2Fshop.example%2Fa%3Fb%3D1%26c%3D%25C3%25BC";
        for link in [
            format!("https://www.awin1.com/cread.php?awinmid=1&awinaffid=2&ued={ENC}"),
            format!("http://www.awin1.com/cread.php?awinmid=1&awinaffid=2&clickref=&p={ENC}"),
            format!("https://www.anrdoezrs.net/links/12/type/dlg/sid/abc/{SHOP}"),
            format!("https://www.dpbolvw.net/links/12/type/dlg/{ENC}"),
            format!("https://www.tkqlhce.com/click-12-34?url={ENC}&sid=9"),
            format!("https://click.linksynergy.com/deeplink?id=aBcDeFgHiJ*&mid=1&murl={ENC}"),
            format!("https://brand.pxf.io/c/12/34/56?subId1=x&u={ENC}"),
            format!("https://goto.brand.example/c/12/34/56/?u={ENC}"),
            format!("https://prf.hn/click/camref:1abc/pubref:x/destination:{ENC}"),
            format!("https://clk.tradedoubler.com/click?p=1&a=2&epi=3&url={ENC}"),
            format!("https://clk.tradedoubler.com/click?p(1)a(2)epi(x)url({SHOP})"),
            format!("https://rover.ebay.com/rover/1/711-53200-19255-0/1?campid=1&mpre={ENC}"),
            format!("https://www.shareasale.com/r.cfm?b=1&u=2&m=3&urllink={ENC}"),
            format!("https://ad.zanox.com/ppc/?123C456T&ULP=[[{SHOP}]]"),
            format!("https://ad.zanox.com/ppc/?123C456T&ulp={}", query::encode(ENC)),
            format!("https://track.webgains.com/click.html?wgcampaignid=1&wgprogramid=2&wgtarget={SHOP}"),
            format!("https://www.google.com/url?sa=t&url={ENC}"),
        ] {
            assert_eq!(target(&link).as_deref(), Some(SHOP), "{link}");
        }
    }

    #[test]
    fn what_is_no_address_is_no_destination() {
        for link in [
            "https://www.awin1.com/cread.php?ued=javascript%3Aalert(1)",
            "https://www.awin1.com/cread.php?ued=https%3A%2F%2Fme%3Apw%40shop.example%2F",
            "https://www.awin1.com/awclick.php?id=1&mid=2",
            "https://amzn.to/abc",
        ] {
            let found = redirect(Rules::builtin(), &Url::parse(link).unwrap()).unwrap();
            assert!(found.target.is_none() && found.program.is_some(), "{link}");
        }
        for link in [
            "https://shop.example/c/1/2/3",
            "https://shop.example/?url=https%3A%2F%2Fa.example",
            "https://www.google.com/maps",
        ] {
            assert!(redirect(Rules::builtin(), &Url::parse(link).unwrap()).is_none(), "{link}");
        }
    }
}
