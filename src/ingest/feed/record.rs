//! One record of a feed, whatever its container: raw values by field.

use std::borrow::Cow;

use super::field::Field;

/// Raw values of one record.
#[derive(Debug, Clone)]
pub(super) struct Record<'a> {
    /// 1-based line where it begins.
    pub(super) line: u64,
    /// Believed values of single fields, with the rank of the name they came under.
    values: [Option<(u8, Cow<'a, str>)>; Field::ALL.len()],
    /// Cells of the list fields, with their rank, in order of appearance.
    lists: Vec<(Field, u8, Cow<'a, str>)>,
    /// Smallest units per unit of the currency, where prices are given in them.
    pub(super) minor_digits: Option<u32>,
}

impl<'a> Record<'a> {
    pub(super) fn new(line: u64) -> Self {
        Self { line, values: std::array::from_fn(|_| None), lists: Vec::new(), minor_digits: None }
    }

    /// Takes a value. Of several for a single field the one with the lowest rank stays, and of equals the
    /// first. Blank ones are nothing.
    pub(super) fn offer(&mut self, field: Field, rank: u8, value: impl Into<Cow<'a, str>>) {
        let value = match value.into() {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        };
        if value.is_empty() {
            return;
        }
        if field.is_list() {
            self.lists.push((field, rank, value));
        } else if let Some(slot) = self.values.get_mut(field as usize)
            && slot.as_ref().is_none_or(|(known, _)| rank < *known)
        {
            *slot = Some((rank, value));
        }
    }

    /// The value of a single field, blank when there is none.
    pub(super) fn get(&self, field: Field) -> &str {
        self.values.get(field as usize).and_then(Option::as_ref).map_or("", |(_, value)| value)
    }

    /// The value of a single field as the text a person reads; `None` when there is none.
    pub(super) fn text(&self, field: Field) -> Option<String> {
        let text = self.get(field);
        if text.is_empty() {
            return None;
        }
        Some(super::value::plain(text)).filter(|text| !text.is_empty())
    }

    /// Cells with pictures: those of the best name, then those with more pictures.
    pub(super) fn picture_cells(&self) -> impl Iterator<Item = &str> {
        let of = |wanted: Field| self.lists.iter().filter(move |(field, ..)| *field == wanted);
        let best = of(Field::Image).map(|(_, rank, _)| *rank).min();
        let main = of(Field::Image).filter(move |(_, rank, _)| Some(*rank) == best);
        main.chain(of(Field::MoreImages)).map(|(_, _, cell)| &**cell)
    }

    /// Whether nothing was taken.
    pub(super) fn is_empty(&self) -> bool {
        self.lists.is_empty() && self.values.iter().all(Option::is_none)
    }
}
