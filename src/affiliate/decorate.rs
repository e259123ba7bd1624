//! The link of one tile in one channel.

use super::build::{DeepLink, PlainReason, build};
use super::clean::clean_with;
use super::error::AffiliateError;
use super::settings::Programs;
use super::sub_id::Placement;
use crate::model::{Channel, MerchantUrl};

/// Where a tile leads: the deep link of the program that serves the shop, with the placement as sub-id, or
/// the plain address with the reason. The address is cleaned first, so a decorated link, pasted or exported
/// again, comes out the same, and nobody else's id goes out with ours. The same arguments give the same
/// bytes.
pub fn deep_link(programs: &Programs, url: &MerchantUrl, placement: &Placement, channel: &Channel) -> DeepLink {
    let cleaned = match clean_with(programs, url.as_str()) {
        Ok(cleaned) => cleaned,
        Err(error) => return DeepLink::plain(url.as_str(), None, PlainReason::Unusable { error }),
    };
    let url = &cleaned.url;
    if let Some(host) = cleaned.opaque {
        return DeepLink::plain(url.as_str(), None, PlainReason::Opaque { host });
    }
    let host = url.host();
    let Some(serving) = programs.serving(&host) else {
        return DeepLink::plain(url.as_str(), None, PlainReason::NoProgram { host });
    };
    let built = programs.rules().program(serving.name).and_then(|rule| {
        let sub = rule.sub.as_ref().map(|slot| placement.sub_id_for(slot));
        build(rule, &serving.ids, &serving.allow, url, sub.as_deref(), channel)
    });
    built.unwrap_or_else(|error| {
        let why = match error {
            AffiliateError::MissingIds { title, keys } => {
                PlainReason::MissingIds { name: serving.name.to_owned(), title, keys }
            }
            error => PlainReason::Unusable { error },
        };
        DeepLink::plain(url.as_str(), Some(serving.name), why)
    })
}
