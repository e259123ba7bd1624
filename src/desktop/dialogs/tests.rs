//! The dialogs through a window without a screen: by accessible names, keys and clicks.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::super::dialog::Dialog;
use super::super::document::Document;
use super::super::intent::Intent;
use super::super::panels::gallery;
use super::super::state::{FeedDraft, State};
use super::super::textures::Textures;
use super::super::theme;
use crate::i18n::Lang;
use crate::ingest::feed::propose;
use crate::library::{CollageSummary, Version};
use crate::model::{
    Channel, ChannelKind, Collage, CollageId, Currency, Price, Product, ProductKey, ProductSnapshot, Source, Timestamp,
};
use crate::publish::Preflight;

struct Window {
    state: State,
    textures: Textures,
    intents: Vec<Intent>,
    lang: Lang,
    installed: bool,
}

fn state() -> State {
    let mut state = State::new(Lang::En);
    let collage = Collage::new(CollageId::from_raw(7), "Autumn", Collage::DEFAULT_SIZE, Timestamp(0));
    state.doc = Some(Document::new(collage));
    state
}

fn window(state: State, lang: Lang) -> Harness<'static, Window> {
    let window = Window { state, textures: Textures::default(), intents: Vec::new(), lang, installed: false };
    let mut harness = Harness::builder().with_size([1280.0, 800.0]).build_ui_state(
        |ui, window: &mut Window| {
            if !window.installed {
                // Fonts are there from the next pass on.
                theme::install(ui.ctx());
                window.installed = true;
                return;
            }
            let Window { state, textures, intents, lang, .. } = window;
            gallery::show(ui, state, textures, *lang, intents);
            super::show(ui, state, textures, *lang, intents);
        },
        window,
    );
    harness.run_steps(6);
    harness
}

fn with(dialog: Dialog) -> Harness<'static, Window> {
    let mut state = state();
    state.dialog = Some(dialog);
    window(state, Lang::En)
}

fn press(harness: &mut Harness<'_, Window>, key: Key) {
    harness.key_press(key);
    harness.run_steps(2);
}

fn click(harness: &mut Harness<'_, Window>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(3);
}

fn summary(id: u64, title: &str) -> CollageSummary {
    CollageSummary {
        id: CollageId::from_raw(id),
        title: title.to_owned(),
        made_at: Timestamp(0),
        changed_at: Timestamp(0),
        trashed_at: None,
        tiles: 3,
        size: Collage::DEFAULT_SIZE,
        cover: Vec::new(),
        seq: 1,
    }
}

fn find() -> Product {
    Product {
        key: ProductKey::from_raw(1),
        snapshot: ProductSnapshot {
            title: "Boots".into(),
            price: Some(Price { amount: 120.into(), currency: "EUR".parse::<Currency>().ok() }),
            ..ProductSnapshot::default()
        },
        picture: None,
        picture_size_px: None,
        source: Source::Hand,
        listing: None,
        added_at: Timestamp(1),
        tags: Vec::new(),
    }
}

fn every_dialog() -> Vec<Dialog> {
    let text = String::new;
    let page_setup = Dialog::PageSetup {
        title: "Autumn".into(),
        author: text(),
        credit: text(),
        sponsored_by: text(),
        width: "1200".into(),
        height: "1200".into(),
        scale: true,
    };
    let channel = Channel::builtin(ChannelKind::Web).id;
    vec![
        Dialog::NewCollage { title: text(), preset: 0, width: "1200".into(), height: "1".into() },
        Dialog::AddLink { url: "nonsense".into() },
        Dialog::AddFiles { path: text() },
        Dialog::OpenBundle { path: text() },
        Dialog::Feed,
        Dialog::Export { path: "/tmp/a.zip".into(), channel, lang: Lang::Fr },
        page_setup,
        Dialog::History,
        Dialog::Settings { tab: 0 },
        Dialog::Settings { tab: 1 },
        Dialog::Settings { tab: 2 },
        Dialog::Shortcuts,
        Dialog::RenameCollage { collage: CollageId::from_raw(7), title: "Autumn".into() },
        Dialog::DeleteForever { collage: CollageId::from_raw(7), title: "Autumn".into() },
        Dialog::LeaveUnsaved,
        Dialog::EditFind { product: ProductKey::from_raw(1) },
    ]
}

fn furnished(dialog: Dialog) -> State {
    let mut state = state();
    let header: Vec<String> = ["name", "price", "link"].map(str::to_owned).to_vec();
    state.feed = Some(FeedDraft {
        path: "/tmp/shop.csv".into(),
        format: "table".into(),
        mapping: propose(&header, &[]),
        header,
        cells: Vec::new(),
        finds: vec![vec!["Boots".into(), "120 EUR".into(), String::new(), String::new()]],
        currency: String::new(),
        merchant: String::new(),
    });
    state.preflight = Some(Box::new(Preflight { channel: "web".into(), leaves: Vec::new(), warnings: Vec::new() }));
    state.history.versions = vec![Version { seq: 4, at: Timestamp(0), label: "move 3".into() }];
    state.settings_draft = Some(Box::default());
    state.find_draft = Some(Box::new(find()));
    state.dialog = Some(dialog);
    state
}

#[test]
fn every_control_has_a_name_and_esc_closes() {
    const CONTROLS: [Role; 7] =
        [Role::Button, Role::TextInput, Role::ComboBox, Role::CheckBox, Role::RadioButton, Role::Tab, Role::MenuItem];
    for lang in Lang::ALL {
        for dialog in every_dialog() {
            let mut harness = window(furnished(dialog.clone()), lang);
            let unnamed: Vec<_> = harness
                .root()
                .children_recursive()
                .filter(|node| CONTROLS.contains(&node.accesskit_node().role()))
                .filter(|node| node.accesskit_node().label().is_none_or(|label| label.trim().is_empty()))
                .map(|node| format!("{:?} {:?}", node.accesskit_node().role(), node.accesskit_node().value()))
                .collect();
            assert_eq!(unnamed, Vec::<String>::new(), "{dialog:?}");
            press(&mut harness, Key::Escape);
            let closed = harness.state().intents.iter().any(|intent| matches!(intent, Intent::CloseDialog));
            assert!(closed, "{dialog:?}");
        }
    }
}

#[test]
fn enter_creates_a_collage_of_the_chosen_page() {
    let dialog = Dialog::NewCollage { title: "Old".into(), preset: 0, width: "1200".into(), height: "1200".into() };
    let mut harness = with(dialog);
    click(&mut harness, "Story 9:16, 1080 × 1920");
    press(&mut harness, Key::Enter);
    let made = harness.state().intents.iter().find_map(|intent| match intent {
        Intent::CreateCollage { title, size } => Some((title.clone(), size.width, size.height)),
        _ => None,
    });
    assert_eq!(made, Some(("Old".to_owned(), 1080.0, 1920.0)));
}

#[test]
fn the_first_field_has_the_focus() {
    let mut harness = with(Dialog::AddLink { url: String::new() });
    harness.event(egui::Event::Text("shop.example/boots".into()));
    harness.run_steps(2);
    press(&mut harness, Key::Enter);
    let intents = &harness.state().intents;
    assert!(matches!(intents.as_slice(), [Intent::AddLink(url)] if url == "https://shop.example/boots"), "{intents:?}");
}

#[test]
fn nothing_is_exported_before_the_sheet_was_shown() {
    let channel = Channel::builtin(ChannelKind::Web).id;
    let mut state = furnished(Dialog::Export { path: "/tmp/a.zip".into(), channel, lang: Lang::En });
    state.preflight = None;
    let mut harness = window(state, Lang::En);
    press(&mut harness, Key::Enter);
    assert!(harness.state().intents.is_empty());
    // The answer to a question about another channel does not count either.
    let sheet = |channel: &str| Preflight { channel: channel.into(), leaves: Vec::new(), warnings: Vec::new() };
    harness.state_mut().state.preflight = Some(Box::new(sheet("mail")));
    click(&mut harness, "PNG, a picture");
    press(&mut harness, Key::Enter);
    assert!(harness.state().intents.is_empty());
    harness.state_mut().state.preflight = Some(Box::new(sheet("web")));
    harness.run_steps(2);
    harness.get_all_by_label("Export").last().unwrap().click();
    harness.run_steps(3);
    let intents = &harness.state().intents;
    assert!(matches!(intents.as_slice(), [Intent::Export { to, .. }] if to.ends_with("a.png")), "{intents:?}");
}

#[test]
fn a_version_is_looked_at_before_it_is_restored() {
    let mut state = furnished(Dialog::History);
    state.history.versions.push(Version { seq: 2, at: Timestamp(0), label: "create".into() });
    let mut harness = window(state, Lang::En);
    press(&mut harness, Key::Enter);
    assert!(harness.state().intents.is_empty());
    harness.get_all_by_role(Role::ListItem).last().unwrap().click();
    harness.run_steps(3);
    assert!(matches!(harness.state().intents.as_slice(), [Intent::ShowVersion(2)]));
    let collage = Collage::new(CollageId::from_raw(7), "Before", Collage::DEFAULT_SIZE, Timestamp(0));
    harness.state_mut().state.history.shown = Some((2, Box::new(collage)));
    harness.run_steps(2);
    click(&mut harness, "Restore this version");
    assert!(matches!(harness.state().intents.last(), Some(Intent::RestoreVersion(2))));
}

#[test]
fn ids_typed_into_settings_are_saved() {
    let mut harness = window(furnished(Dialog::Settings { tab: 1 }), Lang::En);
    click(&mut harness, "CJ");
    harness.get_by_label("Website id (PID)").click();
    harness.run_steps(2);
    harness.event(egui::Event::Text("4711".into()));
    harness.run_steps(2);
    click(&mut harness, "Save");
    let saved = harness.state().intents.iter().find_map(|intent| match intent {
        Intent::SaveSettings(settings) => Some(settings.affiliate_programs.to_string()),
        _ => None,
    });
    assert_eq!(saved.as_deref(), Some(r#"[{"name":"cj","ids":{"pid":"4711"}}]"#));
}

#[test]
fn an_empty_gallery_teaches_and_a_full_one_stays_small() {
    let empty = window(State::new(Lang::En), Lang::En);
    assert!(empty.query_by_label("New collage").is_some() && empty.query_by_label("Open a bundle…").is_some());
    let mut state = State::new(Lang::En);
    state.collages = (0..10_000).map(|id| summary(id, &format!("Look {id}"))).collect();
    let mut harness = window(state, Lang::En);
    let cards = harness.get_all_by_role(Role::Button).count();
    assert!((5..80).contains(&cards), "{cards} buttons");
    harness.state_mut().state.gallery_words = "look 9999".into();
    harness.run_steps(3);
    let card = harness.get_by_label("Look 9999");
    card.focus();
    harness.run_steps(2);
    press(&mut harness, Key::Enter);
    let intents = &harness.state().intents;
    assert!(matches!(intents.as_slice(), [Intent::OpenCollage(id)] if *id == CollageId::from_raw(9999)), "{intents:?}");
}

#[test]
fn a_trashed_collage_can_be_restored() {
    let mut state = State::new(Lang::En);
    state.collages = vec![CollageSummary { trashed_at: Some(Timestamp(5)), ..summary(3, "Old") }];
    let mut harness = window(state, Lang::En);
    click(&mut harness, "Trash (1)");
    click(&mut harness, "More about “Old”");
    click(&mut harness, "Restore");
    assert!(matches!(harness.state().intents.as_slice(), [Intent::RestoreCollage(_)]));
}
