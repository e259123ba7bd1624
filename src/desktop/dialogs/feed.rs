//! Looking at a feed before it is imported: what it was taken for, what its columns mean.

use std::sync::Arc;

use egui::{Align, ComboBox, Frame, Grid, Label, Layout, Margin, RichText, ScrollArea, Ui, Vec2};

use crate::i18n::{Lang, dialogs as say};
use crate::ingest::feed::{ColumnMapping, FeedFormat, Field};
use crate::jobs::FeedImport;

use super::super::icons;
use super::super::intent::Intent;
use super::super::state::{FeedDraft, typed_currency};
use super::super::theme;
use super::super::tokens::{size, space, text};
use super::super::widgets::icon;
use super::sheet::{Outcome, Sheet};
use super::{Moment, fields};

/// Draws the dialog.
pub fn show(ui: &Ui, moment: Moment, draft: Option<&mut FeedDraft>, intents: &mut Vec<Intent>) {
    let lang = moment.lang;
    let Some(draft) = draft else { return intents.push(Intent::CloseDialog) };
    let mut currency = None;
    let outcome = Sheet::new(say::import_feed(lang), 640.0).keeping(true).confirm(say::import(lang)).tall(560.0).show(
        ui,
        lang,
        |ui| {
            let name = draft.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let words = say::feed_recognised(lang, name, format_name(lang, &draft.format));
            let palette = theme::palette(ui);
            fields::remark(ui, icons::FILE_CSV, palette.accent, &words);
            ui.add_space(space::XS);
            let (typed_code, typed_shop) = (&mut draft.currency, &mut draft.merchant);
            fields::pair(
                ui,
                |ui| {
                    let field = fields::text_field(ui, &say::currency_of_bare_prices(lang), typed_code, "EUR");
                    if moment.opening {
                        fields::focus(&field, typed_code);
                    }
                },
                |ui| {
                    fields::text_field(ui, &say::shop_of_feed(lang), typed_shop, &say::shop_of_feed_hint(lang));
                },
            );
            currency = typed_currency(&draft.currency).ok();
            if currency.is_none() {
                fields::problem(ui, &say::wrong_currency(lang));
            }
            first_finds(ui, lang, &draft.finds);
            let usable = if draft.header.is_empty() {
                fields::note(ui, &say::feed_names_its_fields(lang));
                true
            } else {
                columns(ui, lang, draft);
                draft.mapping.is_usable()
            };
            usable && currency.is_some()
        },
    );
    match (outcome, currency) {
        (Outcome::Confirmed, Some(currency)) => {
            let merchant = draft.merchant.trim();
            intents.push(Intent::ImportFeed(Box::new(FeedImport {
                path: draft.path.clone(),
                mapping: (!draft.header.is_empty()).then(|| draft.mapping.clone()),
                currency,
                merchant: (!merchant.is_empty()).then(|| merchant.to_owned()),
                cancel: Arc::default(),
            })));
        }
        (Outcome::Closed, _) => intents.push(Intent::CloseDialog),
        _ => {}
    }
}

/// The first products as they were read: title, price, shop, address.
fn first_finds(ui: &mut Ui, lang: Lang, sample: &[Vec<String>]) {
    if sample.is_empty() {
        return fields::warning(ui, &say::no_find_recognised(lang));
    }
    let palette = theme::palette(ui);
    let widths = [0.4, 0.15, 0.17, 0.28].map(|part: f32| part * (ui.available_width() - 5.0 * space::M));
    let frame = Frame::new().fill(palette.panel).corner_radius(size::RADIUS).inner_margin(Margin::same(space::M as i8));
    frame.show(ui, |ui| {
        let grid = Grid::new("first finds").num_columns(4).spacing([space::M, space::XS]).min_row_height(20.0);
        grid.show(ui, |ui| {
            let heads = [say::title(lang), say::price(lang), say::shop(lang), say::address(lang)];
            for (head, width) in heads.into_iter().zip(widths) {
                let head = RichText::new(head).font(theme::medium(text::SMALL)).color(palette.ink_soft);
                cell(ui, width, head);
            }
            ui.end_row();
            for row in sample.iter().take(3) {
                for (place, width) in widths.into_iter().enumerate() {
                    let words = row.get(place).filter(|words| !words.is_empty()).map_or("–", String::as_str);
                    cell(ui, width, RichText::new(words).size(text::SMALL + 0.5));
                }
                ui.end_row();
            }
        });
    });
    ui.add_space(space::XS);
}

fn cell(ui: &mut Ui, width: f32, words: RichText) {
    ui.allocate_ui_with_layout(Vec2::new(width, 18.0), Layout::left_to_right(Align::Center), |ui| {
        ui.set_width(width);
        ui.add(Label::new(words).truncate());
    });
}

/// Every column with the field that it carries.
fn columns(ui: &mut Ui, lang: Lang, draft: &mut FeedDraft) {
    ui.label(RichText::new(say::columns(lang)).font(theme::medium(text::TITLE)));
    if !draft.mapping.is_usable() {
        fields::problem(ui, &say::column_of_title_missing(lang));
    }
    let (header, cells) = (&draft.header, &draft.cells);
    let mapping = &mut draft.mapping;
    let height = ui.available_height();
    let list = ScrollArea::vertical().auto_shrink(false).max_height(height);
    list.show_rows(ui, size::CONTROL, header.len(), |ui, range| {
        for column in range {
            let Some(name) = header.get(column) else { continue };
            ui.horizontal(|ui| {
                let palette = theme::palette(ui);
                let half = (ui.available_width() - 48.0) / 2.0;
                // The first filled cell says more than any name.
                let example = cells.iter().filter_map(|row| row.get(column)).find(|cell| !cell.trim().is_empty());
                let label = ui.allocate_ui_with_layout(
                    Vec2::new(half, size::CONTROL),
                    Layout::left_to_right(Align::Center),
                    |ui| {
                        ui.set_width(half);
                        let words = RichText::new(name).font(theme::medium(text::BODY));
                        let label = ui
                            .add_sized([half * 0.45, size::CONTROL], Label::new(words).truncate().halign(Align::LEFT));
                        let example = RichText::new(example.map_or("–", String::as_str)).size(text::SMALL);
                        ui.add(Label::new(example.color(palette.ink_soft)).truncate());
                        label
                    },
                );
                ui.label(icon(icons::CARET_RIGHT, text::BODY).color(palette.ink_soft));
                ui.label_inputs_by(label.inner.id, |ui| field_box(ui, lang, mapping, column, half));
            });
        }
    });
}

fn field_box(ui: &mut Ui, lang: Lang, mapping: &mut ColumnMapping, column: usize, width: f32) {
    let now = field_of(mapping, column);
    let words = now.map_or_else(|| say::column_unused(lang), |field| field_name(lang, field));
    let mut chosen = now;
    ComboBox::from_id_salt(("column", column)).width(width).selected_text(words).height(320.0).show_ui(ui, |ui| {
        ui.selectable_value(&mut chosen, None, say::column_unused(lang));
        for field in Field::ALL {
            ui.selectable_value(&mut chosen, Some(field), field_name(lang, field));
        }
    });
    if chosen != now {
        assign(mapping, column, chosen);
    }
}

/// What a column carries.
fn field_of(mapping: &ColumnMapping, column: usize) -> Option<Field> {
    mapping.fields.iter().find(|(_, columns)| columns.contains(&column)).map(|(field, _)| *field)
}

/// Gives a column a meaning: it is believed before other columns for the same field.
fn assign(mapping: &mut ColumnMapping, column: usize, field: Option<Field>) {
    let was_price = field_of(mapping, column) == Some(Field::Price);
    for columns in mapping.fields.values_mut() {
        columns.retain(|each| *each != column);
    }
    mapping.fields.retain(|_, columns| !columns.is_empty());
    if let Some(field) = field {
        mapping.fields.entry(field).or_default().insert(0, column);
    }
    // The currency stood in the name of the column that was the price until now.
    if was_price || field == Some(Field::Price) {
        mapping.price_currency = None;
    }
}

/// What a format is called.
fn format_name(lang: Lang, format: &str) -> String {
    let Ok(format) = format.parse::<FeedFormat>() else { return format.to_owned() };
    let name = match format {
        FeedFormat::GoogleXml => "Google Merchant (XML)",
        FeedFormat::GoogleText => "Google Merchant",
        FeedFormat::MetaCsv => "Meta",
        FeedFormat::ShopifyCsv | FeedFormat::ShopifyJson => "Shopify",
        FeedFormat::WooCsv | FeedFormat::WooJson => "WooCommerce",
        FeedFormat::Awin => "Awin",
        FeedFormat::Cj => "CJ",
        FeedFormat::Rakuten => "Rakuten",
        FeedFormat::Tradedoubler => "Tradedoubler",
        FeedFormat::PartnerAds => "Partner-ads",
        FeedFormat::Yml => "Yandex Market",
        FeedFormat::Kelkoo => "Kelkoo",
        FeedFormat::Etsy => "Etsy",
        FeedFormat::Wix => "Wix",
        FeedFormat::Medusa => "Medusa",
        FeedFormat::Spree => "Spree",
        FeedFormat::TradeTracker => "TradeTracker",
        FeedFormat::Webgains => "Webgains",
        FeedFormat::Vendure => "Vendure",
        FeedFormat::Magento => "Magento",
        FeedFormat::Xml => "XML",
        FeedFormat::Json => "JSON",
        FeedFormat::Table => return say::format_table(lang),
    };
    name.to_owned()
}

/// What a field is called.
fn field_name(lang: Lang, field: Field) -> String {
    match field {
        Field::Id => say::field_id(lang),
        Field::Group => say::field_group(lang),
        Field::Title => say::title(lang),
        Field::Brand => say::brand(lang),
        Field::Merchant => say::shop(lang),
        Field::Link => say::address(lang),
        Field::AffiliateLink => say::field_affiliate_link(lang),
        Field::Image => say::field_image(lang),
        Field::MoreImages => say::field_more_images(lang),
        Field::Price => say::price(lang),
        Field::SalePrice => say::field_sale_price(lang),
        Field::ListPrice => say::field_list_price(lang),
        Field::SaleDates => say::field_sale_dates(lang),
        Field::SaleFrom => say::field_sale_from(lang),
        Field::SaleTo => say::field_sale_to(lang),
        Field::Currency => say::currency(lang),
        Field::Availability => say::field_availability(lang),
        Field::Gtin => "GTIN / EAN".to_owned(),
        Field::Sku => say::field_sku(lang),
        Field::Mpn => say::field_mpn(lang),
        Field::Category => say::field_category(lang),
        Field::CategoryId => say::field_category_id(lang),
        Field::Colour => say::field_colour(lang),
        Field::Status => say::field_status(lang),
        Field::Kind => say::field_kind(lang),
        Field::Parent => say::field_parent(lang),
        Field::Children => say::field_children(lang),
        Field::Handle => say::field_handle(lang),
        Field::Option1Name => say::field_option_name(lang, 1),
        Field::Option2Name => say::field_option_name(lang, 2),
        Field::Option3Name => say::field_option_name(lang, 3),
        Field::Option1Value => say::field_option_value(lang, 1),
        Field::Option2Value => say::field_option_value(lang, 2),
        Field::Option3Value => say::field_option_value(lang, 3),
        Field::DiscountMode => say::field_discount_mode(lang),
        Field::DiscountValue => say::field_discount_value(lang),
        Field::TypePrefix => say::field_type_prefix(lang),
        Field::Model => say::field_model(lang),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_column_has_one_meaning_and_the_last_choice_is_believed_first() {
        let mut mapping = ColumnMapping::default();
        assign(&mut mapping, 2, Some(Field::Title));
        assign(&mut mapping, 5, Some(Field::Title));
        assert_eq!(mapping.fields[&Field::Title], [5, 2]);
        assign(&mut mapping, 5, Some(Field::Brand));
        assert_eq!((field_of(&mapping, 5), field_of(&mapping, 2)), (Some(Field::Brand), Some(Field::Title)));
        assign(&mut mapping, 2, None);
        assert!(!mapping.is_usable() && !mapping.fields.contains_key(&Field::Title));
    }

    #[test]
    fn another_price_column_has_another_currency() {
        let mut mapping = ColumnMapping { price_currency: "DKK".parse().ok(), ..ColumnMapping::default() };
        mapping.fields.insert(Field::Price, vec![1]);
        assign(&mut mapping, 4, Some(Field::Title));
        assert!(mapping.price_currency.is_some());
        assign(&mut mapping, 3, Some(Field::Price));
        assert_eq!(mapping.price_currency, None);
    }

    #[test]
    fn fields_have_names_of_their_own() {
        for lang in Lang::ALL {
            let names: BTreeSet<String> = Field::ALL.into_iter().map(|field| field_name(lang, field)).collect();
            assert_eq!(names.len(), Field::ALL.len());
        }
    }
}
