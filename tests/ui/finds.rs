//! Browsing the finds and bringing them onto the page.

use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::Queryable;
use etalage::model::Product;

use crate::bench::{Bench, bare_find, find};

/// A board beside finds of three shops.
fn board() -> Bench {
    let mut bench = Bench::prepared(|studio| {
        let finds: Vec<Product> = [
            ("Velvet armchair", "449.00", "Lumen"),
            ("Arc lamp", "239.00", "Lumen"),
            ("Lamp oil", "9.50", "Petal"),
            ("Silk scarf", "49.00", "Rive"),
        ]
        .into_iter()
        .zip(1..)
        .map(|((title, price, shop), n)| find(studio, n, title, &format!("{price} EUR"), shop))
        .collect();
        studio.library.put_products(&finds).unwrap();
    });
    bench.new_collage();
    bench
}

/// The titles of the cards, in their order on the screen.
fn cards(bench: &Bench) -> Vec<String> {
    let mut cards: Vec<(i64, i64, String)> = bench
        .window
        .query_all_by(|node| node.role() == Role::Button && node.label().is_some_and(|label| label.contains(", €")))
        .map(|node| {
            let at = node.rect().min;
            let label = egui_kittest::kittest::NodeT::accesskit_node(&node).label().unwrap_or_default();
            (at.y as i64, at.x as i64, label.split(", ").next().unwrap_or_default().to_owned())
        })
        .collect();
    cards.sort();
    cards.into_iter().map(|(_, _, title)| title).collect()
}

#[test]
fn words_filter() {
    let mut bench = board();
    assert_eq!(cards(&bench), ["Silk scarf", "Lamp oil", "Arc lamp", "Velvet armchair"], "the newest first");
    bench.write_in(Role::SearchInput, "Search finds", "lamp");
    assert_eq!(cards(&bench), ["Lamp oil", "Arc lamp"]);
    bench.write_in(Role::SearchInput, "Search finds", "lamp lum");
    assert_eq!(cards(&bench), ["Arc lamp"], "every word counts, shops too");
    bench.write_in(Role::SearchInput, "Search finds", "zebra");
    assert!(bench.shows("Nothing matches"));
    bench.click("Clear filters");
    assert_eq!(cards(&bench).len(), 4);
}

#[test]
fn a_price_range_and_a_shop_filter() {
    let mut bench = board();
    bench.click_role(Role::Button, "Filters").write("from", "40").write("to", "250,00");
    assert_eq!(cards(&bench), ["Silk scarf", "Arc lamp"]);
    bench.click("Lumen, 2");
    assert_eq!(cards(&bench), ["Arc lamp"]);
    bench.write("from", "").write("to", "");
    assert_eq!(cards(&bench), ["Arc lamp", "Velvet armchair"]);
    bench.click_role(Role::RadioButton, "All shops, 4");
    assert_eq!(cards(&bench).len(), 4);
}

#[test]
fn finds_are_sorted() {
    let mut bench = board();
    for (order, first, last) in [
        ("Price, low to high", "Lamp oil", "Velvet armchair"),
        ("Price, high to low", "Velvet armchair", "Lamp oil"),
        ("Name", "Arc lamp", "Velvet armchair"),
        ("Shop", "Arc lamp", "Silk scarf"),
        ("Newest", "Silk scarf", "Velvet armchair"),
    ] {
        bench.choose("Sort by", order);
        let cards = cards(&bench);
        assert_eq!((cards[0].as_str(), cards[3].as_str()), (first, last), "{order}");
    }
}

#[test]
fn a_double_click_places_a_find() {
    let mut bench = board();
    bench.double_click("Silk scarf, €49.00, Rive");
    let tile = bench.doc().single().unwrap_or_else(|| panic!("{:?} {:?}", bench.collage().tiles.len(), bench.notes()));
    assert_eq!(bench.collage().product_of(bench.tile(tile)).unwrap().title, "Silk scarf");
    assert_eq!(bench.collage().url_of(bench.tile(tile)).unwrap().as_str(), "https://rive.example/4");
    assert!(bench.shows("Total €49.00"));
}

#[test]
fn a_drag_places_a_find_where_it_is_dropped() {
    let mut bench = board();
    let from = bench.rect_of(Role::Button, "Arc lamp, €239.00, Lumen").center();
    let to = bench.at(300.0, 900.0);
    bench.drag_on_screen(Modifiers::NONE, from, to);
    let tile = bench.doc().single().expect("it is selected");
    assert_eq!(bench.collage().product_of(bench.tile(tile)).unwrap().title, "Arc lamp");
    let centre = bench.frame(tile).centre;
    assert!(centre.distance(etalage::model::Point::new(300.0, 900.0)) < 2.0, "{centre:?}");
}

#[test]
fn several_finds_are_dragged_at_once() {
    let mut bench = board();
    bench.click("Arc lamp, €239.00, Lumen");
    bench.window.get_by_label("Silk scarf, €49.00, Rive").click_modifiers(Modifiers::COMMAND);
    bench.settle();
    let from = bench.rect_of(Role::Button, "Silk scarf, €49.00, Rive").center();
    let to = bench.at(600.0, 600.0);
    bench.drag_on_screen(Modifiers::NONE, from, to + Vec2::new(3.0, 0.0));
    assert_eq!(bench.collage().tiles.len(), 2);
}

#[test]
fn finds_are_corrected_and_removed() {
    let mut bench = board();
    let card = |bench: &mut Bench, label: &str, entry: &str| {
        bench.window.get_by_label(label).click_secondary();
        bench.settle().click_role(Role::MenuItem, entry);
    };
    card(&mut bench, "Silk scarf, €49.00, Rive", "Edit…");
    bench.write("Price", "39,90").write("Shop", "Rive Gauche").click("Save");
    assert!(bench.shows("Silk scarf, €39.90, Rive Gauche"));
    card(&mut bench, "Lamp oil, €9.50, Petal", "Remove from finds");
    assert_eq!(cards(&bench).len(), 3);
    card(&mut bench, "Arc lamp, €239.00, Lumen", "Add to collage");
    assert_eq!(bench.collage().tiles.len(), 1);
}

#[test]
fn ten_thousand_finds_cost_no_more_than_those_in_view() {
    let mut bench = Bench::prepared(|studio| {
        let finds: Vec<Product> = (1..=10_000)
            .map(|n| bare_find(n, &format!("Find {n}"), &format!("{}.00 EUR", n % 90 + 1), "Many"))
            .collect();
        studio.library.put_products(&finds).unwrap();
    });
    bench.new_collage();
    assert!(bench.shows("10,000"));
    let painted = bench.count(Role::Button, "Find ");
    assert!((6..60).contains(&painted), "{painted} cards");
    bench.write_in(Role::SearchInput, "Search finds", "find 777");
    assert_eq!(cards(&bench).first().map(String::as_str), Some("Find 7779"), "{:?}", cards(&bench));
    assert!(bench.shows("11 of 10,000"));
}

#[test]
fn the_panel_of_finds_can_be_closed() {
    let mut bench = board();
    bench.press(Modifiers::COMMAND, Key::B);
    assert!(cards(&bench).is_empty());
    bench.click("Show or hide finds");
    assert_eq!(cards(&bench).len(), 4);
}

#[test]
fn an_empty_list_says_how_to_fill_it() {
    let mut bench = Bench::empty();
    bench.new_collage();
    assert!(bench.shows("No finds yet"));
    bench.click("Add from link…");
    assert!(bench.window.state().state.dialog.is_some());
}
