//! What is known of a tile and of the page, and what it costs.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use etalage::desktop::clipboard::Pasted;
use etalage::model::{Size, TileId};

use crate::bench::Bench;

/// A page with one picture that leads nowhere.
fn picture() -> (Bench, TileId) {
    let mut bench = Bench::empty();
    bench.new_collage();
    let rgba = [10, 120, 200, 255].repeat(60 * 40);
    bench.paste(vec![Pasted::Picture { width_px: 60, height_px: 40, rgba }]).click("Not now");
    let tile = bench.doc().single().unwrap();
    (bench, tile)
}

#[test]
fn link_price_and_shop_are_typed() {
    let (mut bench, tile) = picture();
    assert!(bench.shows("No link yet: paste the address"));
    bench.write("Title", "Blue bag").write("Link", "shop.example/bag?utm_source=x").write("Shop", "The Shop");
    bench.write("Price", "49,90").write("Currency", "eur").write("Name", "the bag");
    let product = bench.collage().product_of(bench.tile(tile)).unwrap();
    assert_eq!(product.title, "Blue bag");
    assert_eq!(product.url.as_ref().unwrap().as_str(), "https://shop.example/bag");
    assert_eq!(product.merchant.as_deref(), Some("The Shop"));
    assert_eq!(product.price.unwrap().to_string(), "49.90 EUR");
    assert_eq!(bench.tile(tile).name, "the bag");
    assert!(bench.said("utm_source"), "what was taken out is told: {:?}", bench.notes());
    assert!(bench.shows("Price seen today") && bench.shows("Total €49.90"));
    let (saved, _dir) = bench.close_and_read();
    assert_eq!(saved.product_of(&saved.tiles[&tile]).unwrap().price.unwrap().to_string(), "49.90 EUR");
}

#[test]
fn what_cannot_be_meant_is_named_and_nothing_changes() {
    let (mut bench, tile) = picture();
    bench.write("Link", "javascript:alert(1)");
    assert!(bench.shows("Links start with http:// or https://"));
    bench.write("Link", "https://shop.example/bag").write("Price", "cheap");
    assert!(bench.shows("Use a plain amount such as 49.90."));
    assert!(bench.collage().product_of(bench.tile(tile)).unwrap().price.is_none());
}

#[test]
fn place_and_size_are_typed() {
    let (mut bench, [tile]) = Bench::with_boxes([(200.0, 300.0, 100.0, 100.0)]);
    bench.click_at(200.0, 300.0);
    for (label, value) in [
        ("Distance from the left", 500.0),
        ("Distance from the top", 400.0),
        ("Width", 220.0),
        ("Height", 80.0),
        ("Angle", 30.0),
    ] {
        bench.set(Role::SpinButton, label, value);
    }
    let frame = bench.frame(tile);
    assert_eq!((frame.size, frame.rotation_deg), (Size::new(220.0, 80.0), 30.0));
    assert_eq!((frame.centre.x, frame.centre.y), (610.0, 440.0));
}

#[test]
fn the_bar_adds_up_by_currency_and_knows_the_age() {
    let mut bench = Bench::with_samples();
    bench.new_collage();
    for find in ["Satin slip dress, €129.00, Atelier Rive", "Cable-knit wool jumper, £95.00, Northfold"] {
        bench.write_in(Role::SearchInput, "Search finds", find.split(',').next().unwrap()).double_click(find);
    }
    assert!(bench.shows("Total €129.00 + £95.00"), "{:?}", bench.notes());
    assert!(bench.shows("prices seen today") && bench.shows("2 tiles"));
    bench.wait_days(3);
    assert!(bench.shows("prices seen 3 days ago"));
    bench.paste(vec![Pasted::Picture { width_px: 2, height_px: 2, rgba: vec![255; 16] }]);
    assert!(bench.shows("1 without a price"));
}

#[test]
fn a_budget_is_set_kept_and_exceeded() {
    let mut bench = Bench::with_samples();
    bench.new_collage();
    bench.double_click("Ribboned gift box, €12.00, Petal & Pine");
    bench.press(Modifiers::NONE, Key::Escape);
    assert!(bench.shows("Budget: Add a budget"));
    bench.write("Amount", "20").write("Currency", "EUR").click("Set budget");
    assert!(bench.shows("Budget: €12.00 of €20.00"));
    bench.press(Modifiers::COMMAND, Key::A).press(Modifiers::COMMAND, Key::D);
    assert!(bench.shows("Budget: €12.00 of €20.00"), "a product counts once");
    bench.write_in(Role::SearchInput, "Search finds", "slip").double_click("Satin slip dress, €129.00, Atelier Rive");
    assert!(bench.shows("Over budget: €141.00 of €20.00"));
    let (saved, _dir) = bench.close_and_read();
    assert_eq!(saved.meta.budget.unwrap().to_string(), "20 EUR");
}

#[test]
fn the_page_has_a_background_and_a_format() {
    let mut bench = Bench::empty();
    bench.new_collage().click("Cream");
    assert_eq!(bench.collage().page.background.to_string(), "#f7f1e6");
    bench.choose("Format", "Landscape 16:10  1600 × 1000");
    assert_eq!(bench.collage().page.size, Size::new(1600.0, 1000.0));
    bench.click_role(Role::ComboBox, "Format").window.get_by_label("Custom size…").click_accesskit();
    bench.settle().write("Width in pixels", "900").write("Height in pixels", "15");
    assert!(bench.shows("Each side must be a number from 16 to 20,000 pixels."));
    bench.write("Height in pixels", "700").write("Title", "Named").write("Author", "Ana").click("Apply");
    assert_eq!(bench.collage().page.size, Size::new(900.0, 700.0));
    assert_eq!((bench.collage().meta.title.as_str(), bench.collage().meta.author.as_str()), ("Named", "Ana"));
    bench.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(bench.collage().page.size, Size::new(1600.0, 1000.0), "the dialog is one step");
    assert_eq!(bench.collage().meta.title, "Untitled");
}

#[test]
fn a_new_collage_has_a_shape_of_its_own() {
    let mut bench = Bench::empty();
    bench.press(Modifiers::COMMAND, Key::N).write("Title", "Story").click("Story 9:16, 1080 × 1920").click("Create");
    assert_eq!(bench.collage().page.size, Size::new(1080.0, 1920.0));
    assert_eq!(bench.collage().meta.title, "Story");
}

#[test]
fn a_colour_is_picked_in_one_step() {
    let mut bench = Bench::empty();
    bench.new_collage();
    let steps = bench.doc().editor.steps().0.len();
    bench.click_role(Role::ColorWell, "Background");
    for (channel, value) in [("R", 10.0), ("G", 120.0), ("B", 200.0)] {
        let field = bench.window.get_by(|node| {
            node.role() == Role::SpinButton && node.label().is_some_and(|label| label.trim() == channel)
        });
        field.set_value_accesskit(value);
        bench.settle();
    }
    assert_eq!(bench.collage().page.background.to_string(), "#0a78c8");
    bench.press(Modifiers::NONE, Key::Escape);
    assert_eq!(bench.doc().editor.steps().0.len(), steps + 1, "one step");
    bench.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(bench.collage().page.background.to_string(), "#ffffff");
}

#[test]
fn a_colour_is_typed_as_its_code() {
    let mut bench = Bench::empty();
    bench.new_collage().write("Background as #rrggbb", "#123");
    bench.write("Background as #rrggbb", "#0a78c8");
    assert_eq!(bench.collage().page.background.to_string(), "#0a78c8");
    bench.write("Background as #rrggbb", "blue-ish");
    assert_eq!(bench.collage().page.background.to_string(), "#0a78c8", "what is no colour changes nothing");
    let field = bench.window.get_by_role_and_label(Role::TextInput, "Background as #rrggbb");
    assert_eq!(field.value().as_deref(), Some("#0a78c8"), "and is gone again");
}
