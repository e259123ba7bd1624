//! Correcting what is known of a find.

use egui::{Rect, Sense, Ui, Vec2};

use crate::affiliate;
use crate::i18n::{Lang, dialogs as say};
use crate::model::{Price, Product};

use super::super::intent::Intent;
use super::super::state::{State, typed_amount, typed_currency};
use super::super::textures::Textures;
use super::super::theme;
use super::super::tokens::{size, space};
use super::sheet::{Outcome, Sheet};
use super::{Moment, add, fields, keep, session};

#[derive(Debug, Clone, Default, PartialEq)]
struct Typed {
    title: String,
    brand: String,
    shop: String,
    address: String,
    price: String,
    currency: String,
    tags: String,
}

/// What cannot be right in the texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Address,
    Price,
}

impl Typed {
    fn of(find: &Product) -> Self {
        let snapshot = &find.snapshot;
        let price = snapshot.price;
        Self {
            title: snapshot.title.clone(),
            brand: snapshot.brand.clone().unwrap_or_default(),
            shop: snapshot.merchant.clone().unwrap_or_default(),
            address: snapshot.url.as_ref().map(ToString::to_string).unwrap_or_default(),
            price: price.map(|price| price.amount.to_string()).unwrap_or_default(),
            currency: price.and_then(|price| price.currency).map(|currency| currency.to_string()).unwrap_or_default(),
            tags: find.tags.join(", "),
        }
    }

    /// The find as typed.
    fn apply(&self, find: &Product) -> Result<Product, Wrong> {
        let mut changed = find.clone();
        let snapshot = &mut changed.snapshot;
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        snapshot.title = self.title.trim().to_owned();
        snapshot.brand = some(&self.brand);
        snapshot.merchant = some(&self.shop);
        snapshot.url = match some(&self.address) {
            None => None,
            // An address that was not touched is not cleaned once more.
            Some(same) if snapshot.url.as_ref().is_some_and(|url| url.as_str() == same) => snapshot.url.clone(),
            Some(address) => {
                let typed = add::typed_address(&address).map_err(|_| Wrong::Address)?;
                Some(affiliate::clean(typed.as_str()).map_err(|_| Wrong::Address)?.url)
            }
        };
        let price = match some(&self.price) {
            None => None,
            Some(amount) => {
                let amount = typed_amount(&amount).ok_or(Wrong::Price)?;
                let currency = typed_currency(&self.currency).map_err(|_| Wrong::Price)?;
                Some(Price::new(amount, currency).map_err(|_| Wrong::Price)?)
            }
        };
        if price != snapshot.price {
            // When it was seen is not known here; the struck-out price belonged to the old one.
            snapshot.price = price;
            snapshot.price_seen_at = None;
            snapshot.list_price = None;
        }
        let mut tags: Vec<String> = Vec::new();
        for tag in self.tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
            if !tags.iter().any(|known| known == tag) {
                tags.push(tag.to_owned());
            }
        }
        changed.tags = tags;
        Ok(changed)
    }
}

/// Draws the dialog.
pub fn show(ui: &Ui, moment: Moment, state: &State, textures: &mut Textures, intents: &mut Vec<Intent>) {
    let lang = moment.lang;
    let Some(find) = state.find_draft.as_deref() else { return intents.push(Intent::CloseDialog) };
    let mut typed: Typed = session(ui, moment);
    if moment.fresh {
        typed = Typed::of(find);
    }
    let mut changed = None;
    let outcome = Sheet::new(say::edit_find(lang), 560.0)
        .keeping(typed != Typed::of(find))
        .confirm(say::save(lang))
        .show(ui, lang, |ui| {
            picture(ui, find, textures);
            form(ui, moment, &mut typed);
            match typed.apply(find) {
                Ok(find) => changed = Some(find),
                Err(Wrong::Address) => fields::problem(ui, &say::not_an_address(lang)),
                Err(Wrong::Price) => fields::problem(ui, &say::wrong_price(lang)),
            }
            changed.is_some()
        });
    keep(ui, typed);
    match (outcome, changed) {
        (Outcome::Confirmed, Some(find)) => intents.push(Intent::SaveFind(Box::new(find))),
        (Outcome::Closed, _) => intents.push(Intent::CloseDialog),
        _ => {}
    }
}

fn form(ui: &mut Ui, moment: Moment, typed: &mut Typed) {
    let lang: Lang = moment.lang;
    let field = fields::text_field(ui, &say::title(lang), &mut typed.title, "");
    if moment.opening {
        fields::focus(&field, &typed.title);
    }
    let (brand, shop) = (&mut typed.brand, &mut typed.shop);
    fields::pair(
        ui,
        |ui| fields::text_field(ui, &say::brand(lang), brand, ""),
        |ui| {
            fields::text_field(ui, &say::shop(lang), shop, "");
        },
    );
    fields::text_field(ui, &say::address(lang), &mut typed.address, "https://");
    let (price, currency) = (&mut typed.price, &mut typed.currency);
    fields::pair(
        ui,
        |ui| fields::text_field(ui, &say::price(lang), price, "49.90"),
        |ui| {
            fields::text_field(ui, &say::currency(lang), currency, "EUR");
        },
    );
    fields::text_field(ui, &say::tags(lang), &mut typed.tags, &say::tags_hint(lang));
}

/// The find's picture, whole, in a strip above the fields.
fn picture(ui: &mut Ui, find: &Product, textures: &mut Textures) {
    let (Some(image), Some((width, height))) = (find.picture, find.picture_size_px) else { return };
    let (strip, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 132.0), Sense::hover());
    let palette = theme::palette(ui);
    ui.painter().rect_filled(strip, size::RADIUS, palette.desk);
    let room = strip.shrink(space::S);
    let whole = Vec2::new(width.max(1) as f32, height.max(1) as f32);
    let shown = whole * (room.width() / whole.x).min(room.height() / whole.y);
    let side_px = shown.max_elem() * ui.ctx().pixels_per_point();
    if let Some(texture) = textures.picture(image, side_px) {
        let uv = Rect::from_min_max(egui::pos2(0.0, 0.0), egui::pos2(1.0, 1.0));
        ui.painter().image(texture, Rect::from_center_size(room.center(), shown), uv, egui::Color32::WHITE);
    }
    ui.add_space(space::XS);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ProductKey, ProductSnapshot, Source, Timestamp};

    fn find() -> Product {
        let snapshot = ProductSnapshot {
            title: "Boots".into(),
            url: Some("https://shop.example/boots?utm_source=kept".parse().unwrap()),
            price: Some(Price::parse("120.00", "EUR".parse().ok()).unwrap()),
            price_seen_at: Some(Timestamp(5)),
            ..ProductSnapshot::default()
        };
        Product {
            key: ProductKey::from_raw(1),
            snapshot,
            picture: None,
            picture_size_px: None,
            source: Source::Hand,
            listing: None,
            added_at: Timestamp(1),
            tags: vec!["winter".into()],
        }
    }

    #[test]
    fn untouched_texts_change_nothing() {
        assert_eq!(Typed::of(&find()).apply(&find()), Ok(find()));
    }

    #[test]
    fn texts_become_values() {
        let typed = Typed {
            address: "shop.example/shoes?utm_source=x".into(),
            price: "99,5".into(),
            tags: "red, red, , new".into(),
            ..Typed::of(&find())
        };
        let changed = typed.apply(&find()).unwrap();
        assert_eq!(changed.snapshot.url.unwrap().as_str(), "https://shop.example/shoes");
        assert_eq!(changed.snapshot.price.unwrap().to_string(), "99.5 EUR");
        assert_eq!(changed.snapshot.price_seen_at, None);
        assert_eq!(changed.tags, ["red", "new"]);
    }

    #[test]
    fn what_cannot_be_right_is_named() {
        let with = |change: fn(&mut Typed)| {
            let mut typed = Typed::of(&find());
            change(&mut typed);
            typed.apply(&find()).unwrap_err()
        };
        assert_eq!(with(|typed| typed.address = "javascript:alert(1)".into()), Wrong::Address);
        assert_eq!(with(|typed| typed.price = "cheap".into()), Wrong::Price);
        assert_eq!(with(|typed| typed.currency = "EURO".into()), Wrong::Price);
    }
}
