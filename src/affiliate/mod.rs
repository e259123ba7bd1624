//! Stand-in until the room is merged.
#![allow(missing_docs)]
use crate::i18n::Lang;
use crate::model::*;
#[derive(Default)]
pub struct Programs;
pub struct Placement { pub collage: CollageId, pub tile: TileId, pub channel: ChannelId }
#[derive(Debug, Clone, PartialEq)]
pub struct PlainReason;
impl PlainReason { pub fn message(&self, _: Lang) -> String { "no program".into() } }
#[derive(Debug, Clone)]
pub struct DeepLink { pub url: String, pub program: Option<String>, pub carries_id: bool, pub sub_id: Option<String>, pub why_plain: Option<PlainReason> }
pub struct Disclosure { pub label: String, pub sentences: Vec<String> }
pub fn deep_link(_: &Programs, url: &MerchantUrl, _: &Placement, _: &Channel) -> DeepLink {
    DeepLink { url: url.to_string(), program: None, carries_id: false, sub_id: None, why_plain: Some(PlainReason) }
}
pub fn disclosure<'a>(_: Lang, _: impl Iterator<Item = &'a str>, _: &str) -> Option<Disclosure> { None }
pub fn may_print_price(_: &MerchantUrl) -> bool { true }
