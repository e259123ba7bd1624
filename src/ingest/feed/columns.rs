//! Which column of a table means what: proposed from names and contents, correctable, worth keeping.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::field::{Aliases, Field, normalise};
use super::format::{self, FeedFormat};
use super::value;
use crate::model::Currency;

/// The meaning of the columns of a table. Saved with its header, so that the next file with the same
/// header is read the same way.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ColumnMapping {
    /// The names of the columns, as they stand in the file.
    pub header: Vec<String>,
    /// For each field the columns (from 0) that carry it; the first that is not blank counts, except for
    /// further pictures, which add up.
    pub fields: BTreeMap<Field, Vec<usize>>,
    /// The currency in the name of the price column (`Price EUR`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_currency: Option<Currency>,
}

impl ColumnMapping {
    /// The same for every file with these columns.
    pub fn signature(header: &[String]) -> String {
        header.iter().map(|name| normalise(name)).collect::<Vec<_>>().join("|")
    }

    /// The place (from 0) of a column by its name, else by its number from 1.
    pub fn column(&self, name: &str) -> Option<usize> {
        let wanted = normalise(name);
        let exact = self.header.iter().position(|column| column.trim() == name.trim());
        let named = || self.header.iter().position(|column| !wanted.is_empty() && normalise(column) == wanted);
        let numbered = || name.trim().parse::<usize>().ok()?.checked_sub(1).filter(|place| *place < self.header.len());
        exact.or_else(named).or_else(numbered)
    }

    /// Says that a field stands in a column (from 0), and nothing else does.
    pub fn set(&mut self, field: Field, column: usize) {
        if field == Field::Price {
            self.price_currency = None;
        }
        for columns in self.fields.values_mut() {
            columns.retain(|known| *known != column);
        }
        self.fields.retain(|_, columns| !columns.is_empty());
        self.fields.insert(field, vec![column]);
    }

    /// Whether a product can come of it: it needs at least a name.
    pub fn is_usable(&self) -> bool {
        self.fields.contains_key(&Field::Title) || self.fields.contains_key(&Field::Model)
    }
}

/// Proposes a mapping from a header and some rows below it.
pub fn propose(header: &[String], sample: &[Vec<String>]) -> ColumnMapping {
    propose_as(header, sample, format_of(header, sample), None)
}

/// The format of a table, from its header and, where the header is in another language, its cells.
pub(super) fn format_of(header: &[String], sample: &[Vec<String>]) -> FeedFormat {
    let by_header = format::of_header(header);
    let has_woo_types = || (0..header.len()).any(|column| Column::new(sample, column).all(is_woo_type));
    if by_header == FeedFormat::Table && header.len() > 15 && has_woo_types() { FeedFormat::WooCsv } else { by_header }
}

fn is_woo_type(cell: &str) -> bool {
    let first = cell.split(',').next().unwrap_or_default().trim();
    matches!(first, "simple" | "variable" | "variation" | "grouped" | "external")
}

/// As [`propose`], for a format that is known and the currency that the person prefers.
pub(super) fn propose_as(
    header: &[String],
    sample: &[Vec<String>],
    format: FeedFormat,
    currency: Option<Currency>,
) -> ColumnMapping {
    let aliases = Aliases::new(format);
    let mut ranked: BTreeMap<Field, Vec<(u8, usize)>> = BTreeMap::new();
    let mut unknown = Vec::new();
    for (column, name) in header.iter().enumerate() {
        match aliases.field(name) {
            Some((field, rank)) => ranked.entry(field).or_default().push((rank, column)),
            None => unknown.push(column),
        }
    }
    let mut mapping = ColumnMapping { header: header.to_vec(), ..ColumnMapping::default() };
    for (field, mut columns) in ranked {
        columns.sort();
        mapping.fields.insert(field, columns.into_iter().map(|(_, column)| column).collect());
    }
    price_by_currency(&mut mapping, &aliases, &unknown, currency);
    if matches!(format, FeedFormat::Table | FeedFormat::WooCsv) {
        sniff(&mut mapping, sample, &unknown, format);
    }
    mapping
}

/// One price column per currency: takes the preferred currency, else dollars, else euros, else the first.
fn price_by_currency(mapping: &mut ColumnMapping, aliases: &Aliases, unknown: &[usize], preferred: Option<Currency>) {
    if mapping.fields.contains_key(&Field::Price) {
        return;
    }
    let priced = |column: &usize| {
        let name = mapping.header.get(*column)?.trim().trim_end_matches([')', ']']);
        let (stem, code) = name.split_at_checked(name.len().checked_sub(3)?)?;
        let currency: Currency = code.parse().ok().filter(|_| stem.ends_with([' ', '_', '-', '(', '[', '.']))?;
        aliases.field(stem).filter(|(field, _)| *field == Field::Price)?;
        Some((currency, *column))
    };
    let found: Vec<(Currency, usize)> = unknown.iter().filter_map(priced).collect();
    let of = |wanted: &str| found.iter().find(|(currency, _)| currency.code() == wanted);
    let chosen = preferred
        .and_then(|currency| of(currency.code()))
        .or_else(|| of("USD"))
        .or_else(|| of("EUR"))
        .or_else(|| found.first());
    if let Some(&(currency, column)) = chosen {
        mapping.fields.insert(Field::Price, vec![column]);
        mapping.price_currency = Some(currency);
    }
}

/// Fills what names did not tell from what the cells look like.
fn sniff(mapping: &mut ColumnMapping, sample: &[Vec<String>], unknown: &[usize], format: FeedFormat) {
    let mut free = unknown.to_vec();
    let mut take = |field: Field, test: &dyn Fn(&str) -> bool| {
        if mapping.fields.contains_key(&field) {
            return;
        }
        if let Some(place) = free.iter().position(|&column| Column::new(sample, column).mostly(test)) {
            mapping.fields.insert(field, vec![free.remove(place)]);
        }
    };
    if format == FeedFormat::WooCsv {
        take(Field::Kind, &is_woo_type);
    }
    take(Field::Image, &is_picture);
    take(Field::Link, &is_address);
    take(Field::Gtin, &|cell| matches!(value::gtin(cell), Ok(Some(_))));
    take(Field::Currency, &|cell| cell.len() == 3 && cell.bytes().all(|b| b.is_ascii_uppercase()));
    take(Field::Price, &is_price);
    take(Field::Category, &|cell| cell.contains('>') && !cell.contains('<'));
    take(Field::Availability, &|cell| cell.parse::<f64>().is_err() && value::availability(cell).is_some());
    take(Field::Title, &|cell| {
        (8..=200).contains(&cell.chars().count()) && cell.contains(' ') && !cell.contains('<') && !is_address(cell)
    });
}

fn is_address(cell: &str) -> bool {
    cell.starts_with("http://") || cell.starts_with("https://")
}

fn is_picture(cell: &str) -> bool {
    let lower = cell.to_ascii_lowercase();
    is_address(&lower) && [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"].iter().any(|end| lower.contains(end))
}

/// An amount with decimals or a currency: a bare whole number may be anything.
fn is_price(cell: &str) -> bool {
    let shaped = cell.len() <= 20 && cell.bytes().any(|b| b.is_ascii_digit());
    let decimals =
        cell.rsplit_once(['.', ',']).is_some_and(|(_, end)| end.bytes().take_while(u8::is_ascii_digit).count() == 2);
    let signed = cell.chars().any(|c| matches!(c, '€' | '$' | '£' | '¥' | '₹'));
    shaped && (decimals || signed) && matches!(value::price(cell, None), Ok(Some(_)))
}

/// The cells of one column that are not blank.
struct Column<'a> {
    sample: &'a [Vec<String>],
    column: usize,
}

impl<'a> Column<'a> {
    fn new(sample: &'a [Vec<String>], column: usize) -> Self {
        Self { sample, column }
    }

    fn cells(&self) -> impl Iterator<Item = &'a str> {
        let column = self.column;
        self.sample
            .iter()
            .filter_map(move |row| row.get(column))
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
    }

    fn all(&self, test: impl Fn(&str) -> bool) -> bool {
        self.cells().next().is_some() && self.cells().all(test)
    }

    fn mostly(&self, test: &dyn Fn(&str) -> bool) -> bool {
        let (total, right) =
            self.cells().fold((0, 0), |(total, right), cell| (total + 1, right + usize::from(test(cell))));
        total > 0 && right * 5 >= total * 4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<String> {
        text.split('|').map(str::to_owned).collect()
    }

    #[test]
    fn names_and_contents_tell_the_columns() {
        let header = cells("Artikel|Wohin|Bild 1|Betrag|Ware|EAN-Code");
        let sample = [
            cells("17|https://s.example/17|https://s.example/17.jpg|12,50|Blauer Krug aus Ton|4006381333931"),
            cells("18|https://s.example/18|https://s.example/18.jpg|9,00|Teller mit Rand|"),
        ];
        let mapping = propose(&header, &sample);
        let column = |field: Field| mapping.fields.get(&field).and_then(|columns| columns.first()).copied();
        assert_eq!(column(Field::Link), Some(1));
        assert_eq!(column(Field::Image), Some(2));
        assert_eq!(column(Field::Price), Some(3));
        assert_eq!(column(Field::Title), Some(4));
        assert_eq!(column(Field::Gtin), Some(5));
        assert!(mapping.is_usable());
        let json = serde_json::to_string(&mapping).unwrap();
        assert_eq!(serde_json::from_str::<ColumnMapping>(&json).unwrap(), mapping);
    }

    #[test]
    fn a_person_names_columns_by_name_or_number() {
        let mut mapping = ColumnMapping { header: cells("A|Preis (EUR)|2"), ..ColumnMapping::default() };
        assert_eq!(
            ["preis eur", "2", "3", "4", "0", ""].map(|name| mapping.column(name)),
            [Some(1), Some(2), Some(2), None, None, None]
        );
        mapping.set(Field::Title, 1);
        mapping.set(Field::Price, 1);
        assert_eq!(mapping.fields, BTreeMap::from([(Field::Price, vec![1])]));
        for field in Field::ALL {
            assert_eq!(serde_json::to_value(field).unwrap(), field.name());
        }
    }

    #[test]
    fn of_prices_per_currency_the_preferred_one_is_taken() {
        let header = cells("Product Handle|Product Title|Variant Price DKK|Variant Price EUR");
        let propose = |currency: Option<&str>| {
            propose_as(&header, &[], FeedFormat::Medusa, currency.map(|code| code.parse().unwrap()))
        };
        assert_eq!(propose(None).price_currency.unwrap().code(), "EUR");
        assert_eq!(propose(Some("DKK")).fields[&Field::Price], [2]);
    }
}
