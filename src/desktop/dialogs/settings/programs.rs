//! Affiliate programs: one's own ids, per account, marketplace and shop.

use std::collections::BTreeMap;

use egui::accesskit::Role;
use egui::{
    Align, CollapsingHeader, Frame, Key, Layout, Margin, Modifiers, RichText, ScrollArea, Sense, Stroke, Ui, UiBuilder,
    Vec2,
};
use serde_json::Value;

use crate::affiliate::{AffiliateError, Alphabet, IdRule, ProgramRule, Programs, Rules, Scope};
use crate::i18n::{Lang, dialogs as say};
use crate::model::ChannelKind;

use super::super::super::icons;
use super::super::super::theme;
use super::super::super::tokens::{size, space, text};
use super::super::super::widgets::{icon, icon_button, icon_text_button, named, one_line, section};
use super::super::fields;
use super::kind_label;

const LIST: f32 = 188.0;
const ROW: f32 = 30.0;

/// Which field: program, shop (empty for the account), key.
type Place = (String, String, String);

/// What is being typed.
#[derive(Clone, Default)]
pub struct Typing {
    programs: Programs,
    /// The settings hold something that this version cannot read; it stays as it is.
    unreadable: bool,
    chosen: String,
    /// Texts that were refused, with the reason.
    refused: BTreeMap<Place, (String, String)>,
    shop: String,
    shop_problem: Option<String>,
}

impl Typing {
    /// Begins with what the settings hold.
    pub fn of(kept: &Value) -> Self {
        let programs = if kept.is_null() { Ok(Programs::default()) } else { serde_json::from_value(kept.clone()) };
        let unreadable = programs.is_err();
        let programs: Programs = programs.unwrap_or_default();
        let first = programs.entries.first().map(|entry| entry.name.clone());
        let chosen = first.or_else(|| Rules::builtin().settable().next().map(|rule| rule.name.clone()));
        Self { programs, unreadable, chosen: chosen.unwrap_or_default(), ..Self::default() }
    }

    /// Whether some field holds what its program cannot take.
    pub fn has_problems(&self) -> bool {
        !self.refused.is_empty()
    }

    /// Whether something was typed that the settings do not hold.
    pub fn is_half_typed(&self) -> bool {
        self.has_problems() || !self.shop.trim().is_empty()
    }

    fn has(&self, name: &str) -> bool {
        self.programs.entries.iter().any(|entry| entry.name == name)
    }

    /// The kept value of an id.
    fn value(&self, name: &str, host: Option<&str>, key: &str) -> &str {
        let is_here = |hosts: &[String]| host.map_or(hosts.is_empty(), |host| hosts.iter().any(|own| own == host));
        self.programs
            .entries
            .iter()
            .find(|entry| entry.name == name && is_here(&entry.hosts))
            .and_then(|entry| entry.ids.get(key))
            .map_or("", String::as_str)
    }

    /// Takes a typed id, or remembers why not.
    fn type_id(&mut self, lang: Lang, rule: &ProgramRule, host: Option<&str>, key: &str, typed: String) {
        let place = (rule.name.clone(), host.unwrap_or_default().to_owned(), key.to_owned());
        let mut assignments = vec![format!("{key}={}", typed.trim())];
        assignments.extend(host.map(|host| format!("host={host}")));
        match self.programs.set(&rule.name, &assignments) {
            Ok(()) => {
                self.refused.remove(&place);
            }
            Err(error) => {
                let base = key.split_once('.').map_or(key, |(base, _)| base);
                let why =
                    rule.id(base).map_or_else(|| error.message(lang), |id| say::id_wanted(lang, expected(lang, id)));
                self.refused.insert(place, (typed, why));
            }
        }
    }

    fn forget(&mut self, name: &str) {
        // Fails only for a program without a rule, which has no button.
        let _ = self.programs.remove(name);
        self.refused.retain(|(program, ..), _| program != name);
    }
}

/// Draws the tab; what changes goes into `kept`.
pub fn show(ui: &mut Ui, lang: Lang, kept: &mut Value, typing: &mut Typing) {
    if typing.unreadable {
        return fields::problem(ui, &say::programs_unreadable(lang));
    }
    fields::paragraph(ui, &say::what_programs_do(lang));
    ui.add_space(space::XS);
    let whole = ui.available_rect_before_wrap();
    let (list, details) = whole.split_left_right_at_x(whole.left() + LIST);
    let mut left = ui.new_child(UiBuilder::new().id_salt("programs").max_rect(list).layout(Layout::default()));
    program_list(&mut left, lang, typing);
    let details = details.with_min_x(details.left() + space::L);
    let mut right = ui.new_child(UiBuilder::new().id_salt("program").max_rect(details).layout(Layout::default()));
    let before = typing.programs.clone();
    if let Ok(rule) = Rules::builtin().program(&typing.chosen) {
        ScrollArea::vertical()
            .id_salt(&rule.name)
            .auto_shrink(false)
            .show(&mut right, |ui| program(ui, lang, rule, typing));
    }
    ui.advance_cursor_after_rect(whole);
    if typing.programs != before {
        // Texts and sets of words always have a JSON form.
        *kept = serde_json::to_value(&typing.programs).unwrap_or_default();
    }
}

fn program_list(ui: &mut Ui, lang: Lang, typing: &mut Typing) {
    let mut rules: Vec<&ProgramRule> = Rules::builtin().settable().collect();
    // One's own programs first; the rest in the order of the rules, the best known first.
    rules.sort_by_key(|rule| !typing.has(&rule.name));
    ui.spacing_mut().item_spacing.y = 2.0;
    ScrollArea::vertical().id_salt("list of programs").auto_shrink(false).show_rows(
        ui,
        ROW,
        rules.len(),
        |ui, range| {
            for rule in rules.get(range).unwrap_or_default() {
                let palette = theme::palette(ui);
                let (selected, own) = (typing.chosen == rule.name, typing.has(&rule.name));
                let (rect, response) =
                    ui.allocate_exact_size(Vec2::new(ui.available_width() - space::S, ROW), Sense::click());
                let name = if own { say::program_in_use(lang, &rule.title) } else { rule.title.clone() };
                named(&response, Role::ListItem, true, selected, &name);
                if selected || response.hovered() || response.has_focus() {
                    ui.painter().rect_filled(
                        rect,
                        size::RADIUS,
                        if selected { palette.accent_soft } else { palette.hover },
                    );
                }
                let ink = if selected { palette.accent } else { palette.ink };
                let font = if own { theme::medium(text::BODY) } else { egui::FontId::proportional(text::BODY) };
                let words = one_line(ui.painter(), &rule.title, font, ink, rect.width() - 32.0);
                ui.painter().galley(rect.left_center() + Vec2::new(space::S, -words.size().y / 2.0), words, ink);
                if own {
                    let tick = rect.right_center() - Vec2::new(space::M + 2.0, 0.0);
                    let font = egui::FontId::new(text::BODY, theme::icons());
                    ui.painter().text(tick, egui::Align2::CENTER_CENTER, icons::CHECK, font, palette.good);
                }
                if response.clicked() {
                    typing.chosen.clone_from(&rule.name);
                    typing.shop.clear();
                    typing.shop_problem = None;
                }
            }
        },
    );
}

fn program(ui: &mut Ui, lang: Lang, rule: &ProgramRule, typing: &mut Typing) {
    ui.set_width(ui.available_width() - space::S);
    ui.horizontal(|ui| {
        ui.label(RichText::new(&rule.title).font(theme::bold(text::TITLE + 1.0)));
        if typing.has(&rule.name) {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_text_button(ui, icons::TRASH, &say::forget_program(lang)).clicked() {
                    typing.forget(&rule.name);
                }
            });
        }
    });
    if rule.any_shop {
        fields::note(ui, &say::serves_any_shop(lang));
    }
    if !rule.forbidden.is_empty() {
        let kinds: Vec<String> = rule.forbidden.iter().map(|kind| kind_label(lang, *kind)).collect();
        fields::warning(ui, &say::plain_in(lang, &rule.title, kinds.join(", ")));
    }
    ui.add_space(space::XS);
    for id in &rule.ids {
        match id.scope {
            Scope::Account => id_field(ui, lang, rule, id, None, &id.key, typing),
            Scope::Market => market_fields(ui, lang, rule, id, typing),
            Scope::Shop => {}
        }
    }
    if !rule.owns_shops() {
        shops(ui, lang, rule, typing);
    }
    permissions(ui, lang, rule, typing);
}

/// An id that holds everywhere, and exceptions for marketplaces behind a fold.
fn market_fields(ui: &mut Ui, lang: Lang, rule: &ProgramRule, id: &IdRule, typing: &mut Typing) {
    id_field(ui, lang, rule, id, None, &id.key, typing);
    CollapsingHeader::new(say::per_marketplace(lang)).id_salt((&rule.name, &id.key)).show(ui, |ui| {
        for market in &rule.markets {
            let key = format!("{}.{}", id.key, market.code);
            let host = market.hosts.first().map_or(market.code.as_str(), String::as_str);
            let label = format!("{} · {host}", id.label.get(lang));
            typed_id(ui, lang, rule, &label, "", None, &key, typing);
        }
    });
}

fn id_field(
    ui: &mut Ui,
    lang: Lang,
    rule: &ProgramRule,
    id: &IdRule,
    host: Option<&str>,
    key: &str,
    typing: &mut Typing,
) {
    let label = if id.optional { say::optional(lang, id.label.get(lang)) } else { id.label.get(lang).to_owned() };
    typed_id(ui, lang, rule, &label, &expected(lang, id), host, key, typing);
}

#[expect(clippy::too_many_arguments, reason = "one field has this many facets")]
fn typed_id(
    ui: &mut Ui,
    lang: Lang,
    rule: &ProgramRule,
    label: &str,
    hint: &str,
    host: Option<&str>,
    key: &str,
    typing: &mut Typing,
) {
    let place = (rule.name.clone(), host.unwrap_or_default().to_owned(), key.to_owned());
    let refused = typing.refused.get(&place).cloned();
    let mut typed = match &refused {
        Some((typed, _)) => typed.clone(),
        None => typing.value(&rule.name, host, key).to_owned(),
    };
    if fields::text_field(ui, label, &mut typed, hint).changed() {
        typing.type_id(lang, rule, host, key, typed);
    }
    if let Some((_, why)) = refused {
        fields::problem(ui, &why);
    }
}

/// The shops that the program serves, each with the ids that differ per shop.
fn shops(ui: &mut Ui, lang: Lang, rule: &ProgramRule, typing: &mut Typing) {
    section(ui, &say::shops(lang));
    let own = typing.programs.entries.iter().filter(|entry| entry.name == rule.name);
    let hosts: Vec<String> = own.flat_map(|entry| entry.hosts.iter().cloned()).collect();
    if hosts.is_empty() && !rule.any_shop {
        fields::paragraph(ui, &say::no_shops(lang, &rule.title));
    }
    for host in &hosts {
        let palette = theme::palette(ui);
        let card = Frame::new()
            .fill(palette.panel)
            .stroke(Stroke::new(1.0, palette.line))
            .corner_radius(size::RADIUS)
            .inner_margin(Margin::same(space::M as i8));
        card.show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(icon(icons::STOREFRONT, text::ICON).color(palette.ink_soft));
                ui.label(RichText::new(host).font(theme::medium(text::BODY)));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if icon_button(ui, icons::TRASH, &say::remove_shop(lang, host), None, true, false).clicked() {
                        typing.programs.remove_shop(&rule.name, host);
                        typing.refused.retain(|(program, shop, _), _| *program != rule.name || shop != host);
                    }
                });
            });
            for id in rule.ids.iter().filter(|id| id.scope == Scope::Shop) {
                id_field(ui, lang, rule, id, Some(host), &id.key, typing);
            }
        });
    }
    add_shop(ui, lang, rule, typing);
}

fn add_shop(ui: &mut Ui, lang: Lang, rule: &ProgramRule, typing: &mut Typing) {
    let field = fields::text_field(ui, &say::shop_host(lang), &mut typing.shop, "shop.example");
    if field.changed() {
        typing.shop_problem = None;
    }
    // Enter adds the shop and is not the dialog's.
    let entered = field.lost_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let typed = typing.shop.trim().to_owned();
    let clicked = ui
        .add_enabled_ui(!typed.is_empty(), |ui| icon_text_button(ui, icons::PLUS, &say::add_shop(lang)).clicked())
        .inner;
    if (clicked || entered) && !typed.is_empty() {
        match typing.programs.set(&rule.name, &[format!("host={typed}")]) {
            Ok(()) => typing.shop.clear(),
            Err(error) => typing.shop_problem = Some(shop_problem(lang, &error)),
        }
    }
    if let Some(why) = &typing.shop_problem {
        fields::problem(ui, why);
    }
}

/// Channels that carry the program's links only after the person said that it allows them.
fn permissions(ui: &mut Ui, lang: Lang, rule: &ProgramRule, typing: &mut Typing) {
    let kinds: Vec<ChannelKind> =
        rule.ask_first.iter().copied().filter(|kind| !rule.forbidden.contains(kind)).collect();
    if kinds.is_empty() || !typing.has(&rule.name) {
        return;
    }
    section(ui, &say::permissions(lang));
    fields::paragraph(ui, &say::what_permissions_do(lang, &rule.title));
    for kind in kinds {
        let account = typing.programs.entries.iter().find(|entry| entry.name == rule.name && entry.hosts.is_empty());
        let mut allowed = account.is_some_and(|entry| entry.allow.contains(&kind));
        if ui.checkbox(&mut allowed, kind_label(lang, kind)).changed() {
            let word = if allowed { "yes" } else { "no" };
            // Fails only for kinds that the program forbids, which have no box.
            let _ = typing.programs.set(&rule.name, &[format!("allow_{}={word}", kind.name())]);
        }
    }
}

/// What an id looks like, in words.
fn expected(lang: Lang, id: &IdRule) -> String {
    let characters = match id.alphabet {
        Alphabet::Digits => say::digits(lang),
        Alphabet::Alphanumeric => say::letters_and_digits(lang),
        Alphabet::Word => say::word_characters(lang),
        Alphabet::Token => say::token_characters(lang),
        Alphabet::Host => say::host_characters(lang),
        Alphabet::Text => say::text_characters(lang),
        Alphabet::Template => return say::template_wanted(lang, "{url|enc}"),
    };
    if id.min == id.max { say::exactly(lang, id.max, characters) } else { say::up_to(lang, id.max, characters) }
}

/// Why a shop cannot be added, in words.
fn shop_problem(lang: Lang, error: &AffiliateError) -> String {
    match error {
        AffiliateError::BadHost(_) => say::bad_host(lang),
        AffiliateError::HostTaken { host, by } => {
            let title = Rules::builtin().program(by).map_or(by.as_str(), |rule| rule.title.as_str());
            say::host_taken(lang, host, title)
        }
        AffiliateError::DirectOnly { host, title } => say::direct_only(lang, host, title),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(name: &str) -> &'static ProgramRule {
        Rules::builtin().program(name).unwrap()
    }

    #[test]
    fn good_ids_are_kept_and_bad_ones_stay_in_their_field() {
        let mut typing = Typing::of(&Value::Null);
        typing.type_id(Lang::En, rule("cj"), None, "pid", "12a".into());
        assert!(typing.has_problems() && !typing.has("cj"));
        typing.type_id(Lang::En, rule("cj"), None, "pid", " 123 ".into());
        assert!(!typing.has_problems());
        assert_eq!(typing.value("cj", None, "pid"), "123");
        typing.type_id(Lang::En, rule("cj"), None, "pid", String::new());
        assert!(!typing.has("cj"));
    }

    #[test]
    fn ids_per_shop_and_marketplace_have_their_place() {
        let mut typing = Typing::of(&Value::Null);
        typing.type_id(Lang::En, rule("awin"), Some("shop.example"), "mid", "77".into());
        typing.type_id(Lang::En, rule("awin"), None, "awinaffid", "5".into());
        typing.type_id(Lang::En, rule("amazon"), None, "tag.fr", "me-21".into());
        assert_eq!(typing.value("awin", Some("shop.example"), "mid"), "77");
        assert_eq!(typing.value("awin", None, "awinaffid"), "5");
        assert_eq!(typing.value("amazon", None, "tag.fr"), "me-21");
        let kept = serde_json::to_value(&typing.programs).unwrap();
        assert_eq!(Typing::of(&kept).programs, typing.programs);
        typing.forget("awin");
        assert!(!typing.has("awin") && typing.has("amazon"));
    }

    #[test]
    fn what_cannot_be_read_is_left_alone() {
        let typing = Typing::of(&serde_json::json!({"later": 1}));
        assert!(typing.unreadable);
    }

    #[test]
    fn every_id_says_what_it_looks_like() {
        for rule in Rules::builtin().settable() {
            for id in &rule.ids {
                assert_ne!(expected(Lang::En, id), expected(Lang::Fr, id), "{} {}", rule.name, id.key);
            }
        }
    }
}
