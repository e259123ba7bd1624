//! Importing a shop's feed.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;

use crate::bench::Bench;

const GOOGLE: &str = r#"<?xml version="1.0"?><rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>
<item><g:id>1</g:id><g:title>Linen shirt</g:title><g:link>https://shop.example/shirt</g:link><g:price>59.00 EUR</g:price></item>
<item><g:id>2</g:id><g:title>Wool scarf</g:title><g:link>https://shop.example/scarf</g:link><g:price>35.00 EUR</g:price></item>
</channel></rss>"#;

const SHOPIFY: &str = "Handle,Title,Vendor,Variant Price,Image Src,Status\n\
clay-pot,Clay pot,Petal,24.00,https://cdn.example/pot.jpg,active\n";

const GENERIC: &str =
    "nom;combien;ou;photo\nChaise;49,90;https://shop.example/chaise;\nTable;120,00;https://shop.example/table;\n";

const BROKEN: &str = "title,price,link\nCup,12.00 EUR,https://shop.example/cup\nSpoon,nonsense,not a link\n\
Plate,18.00 EUR,https://shop.example/plate\n";

fn begin(bench: &mut Bench, name: &str, text: &str) {
    let path = bench.file(name, text);
    bench.click_role(Role::Button, "Import a feed…");
    bench.write("Path of the file", &path.display().to_string()).click("Add");
}

fn finds(bench: &Bench) -> usize {
    bench.window.state().state.finds.catalogue.len()
}

#[test]
fn a_google_feed_needs_no_choices() {
    let mut bench = Bench::empty();
    begin(&mut bench, "feed.xml", GOOGLE);
    assert!(bench.shows("Google Merchant (XML)") && bench.shows("Linen shirt"));
    bench.click("Import");
    assert_eq!(finds(&bench), 2);
    assert!(bench.said("Finds imported: 2"), "{:?}", bench.notes());
    bench.new_collage();
    assert!(bench.shows("Wool scarf, €35.00"));
}

#[test]
fn a_shopify_table_is_recognised_and_its_prices_get_a_currency() {
    let mut bench = Bench::empty();
    begin(&mut bench, "products.csv", SHOPIFY);
    assert!(bench.shows("Shopify"));
    bench.write("Currency of prices without one", "EURO");
    assert!(bench.shows("A currency has three letters"));
    bench
        .write("Currency of prices without one", "eur")
        .write("Shop, if the feed names none", "Petal & Pine")
        .click("Import");
    assert_eq!(finds(&bench), 1, "{:?}", bench.notes());
    bench.new_collage();
    assert!(bench.shows("Clay pot, €24.00"));
}

#[test]
fn the_columns_of_any_table_are_picked() {
    let mut bench = Bench::empty();
    begin(&mut bench, "catalogue.csv", GENERIC);
    assert!(bench.shows("What the columns hold"));
    for (column, field) in [("nom", "Title"), ("combien", "Price"), ("ou", "Address"), ("photo", "Not used")] {
        bench.click_role(Role::ComboBox, column);
        // The sample above has columns of the same names.
        let option = |bench: &Bench| bench.window.query_all_by_label(field).last().map(|option| option.scroll_to_me());
        option(&bench).expect("the list is open");
        bench.settle().window.query_all_by_label(field).last().unwrap().click();
        bench.settle();
    }
    bench.write("Currency of prices without one", "EUR").click("Import");
    assert_eq!(finds(&bench), 2, "{:?}", bench.notes());
    bench.new_collage();
    assert!(bench.shows("Chaise, €49.90"));
    // The next feed with this header needs no picking.
    bench.press(egui::Modifiers::COMMAND, egui::Key::O);
    let path = bench.file("again.csv", GENERIC.replace("Chaise", "Banc"));
    bench.click_role(Role::Button, "Import a feed…");
    bench.write("Path of the file", &path.display().to_string()).click("Add");
    assert!(bench.shows("Banc"), "the sample is read with the remembered columns");
}

#[test]
fn a_broken_row_does_not_spoil_the_others() {
    let mut bench = Bench::empty();
    begin(&mut bench, "feed.csv", BROKEN);
    bench.click("Import");
    let titles: Vec<String> = {
        let catalogue = &bench.window.state().state.finds.catalogue;
        (0..catalogue.len() as u32).filter_map(|place| Some(catalogue.get(place)?.snapshot.title.clone())).collect()
    };
    assert!(titles.contains(&"Cup".to_owned()) && titles.contains(&"Plate".to_owned()), "{titles:?}");
    assert!(bench.notes().iter().any(|note| note.contains('3') || note.contains("Spoon")), "{:?}", bench.notes());
}
