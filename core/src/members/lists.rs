//! Members that are lists.

use std::ops::RangeInclusive;
use std::str::FromStr;

use serde_json::value::RawValue;

use super::Members;
use crate::error::{Code, Detail, Error, Result, Text};
use crate::protocol::Notes;
use crate::value::Value;
use crate::wire::{Str, text_of};

impl<'a> Members<'a> {
    /// The objects of a list, each with its place: `/input/requests/3`.
    ///
    /// # Errors
    /// `wrong_type` where the member is no list or an item no object, `invalid_value` where there
    /// are too few or too many, and what is wrong with the names of an item.
    pub(crate) fn list(
        &self,
        name: &'static str,
        known: &'static [&'static str],
        count: RangeInclusive<usize>,
        expected: Text,
    ) -> Result<Option<Vec<Members<'a>>>> {
        let read = |json: &'a str| serde_json::from_str::<Vec<&'a RawValue>>(json).ok();
        let Some(items) = self.scalar(name, expected, read)? else { return Ok(None) };
        if !count.contains(&items.len()) {
            return Err(Error::invalid(self.path(name), expected));
        }
        let item = |(index, item): (usize, &&'a RawValue)| {
            Members::of(item.get(), format!("{}/{index}", self.path(name)), known)
        };
        items.iter().enumerate().map(item).collect::<Result<_>>().map(Some)
    }

    /// A list of texts.
    ///
    /// # Errors
    /// `wrong_type` where it is anything else, `invalid_value` where it has too few or too many.
    pub(crate) fn texts(
        &self,
        name: &'static str,
        count: RangeInclusive<usize>,
        expected: Text,
    ) -> Result<Option<Vec<String>>> {
        let read = |json: &'a str| serde_json::from_str::<Vec<Str<'a>>>(json).ok();
        let Some(texts) = self.scalar(name, expected, read)? else { return Ok(None) };
        if !count.contains(&texts.len()) {
            return Err(Error::invalid(self.path(name), expected));
        }
        Ok(Some(texts.into_iter().map(Str::into_owned).collect()))
    }

    /// A list of whole numbers; empty where there is none.
    ///
    /// # Errors
    /// `wrong_type` where it is anything else, `invalid_value` where it has too many.
    pub(crate) fn numbers<T: FromStr>(
        &self,
        name: &'static str,
        most: usize,
        expected: Text,
    ) -> Result<Vec<T>> {
        let read = |json: &'a str| {
            let items: Vec<&'a RawValue> = serde_json::from_str(json).ok()?;
            items.iter().map(|item| item.get().parse().ok()).collect()
        };
        let items: Vec<T> = self.scalar(name, expected, read)?.unwrap_or_default();
        if items.len() > most {
            return Err(Error::invalid(self.path(name), expected));
        }
        Ok(items)
    }

    /// A list of 1 to `most` values, each with its place; empty where there is none.
    ///
    /// # Errors
    /// `wrong_type` where the member is no list or an item no text, `invalid_value` where there are
    /// none or too many, and what the parse of an item finds.
    pub(crate) fn values<V: Value>(
        &self,
        name: &'static str,
        most: usize,
        expected: Text,
        notes: &mut Notes,
    ) -> Result<Vec<V>> {
        let read = |json: &'a str| serde_json::from_str::<Vec<&'a RawValue>>(json).ok();
        let Some(items) = self.scalar(name, expected, read)? else { return Ok(Vec::new()) };
        if !(1..=most).contains(&items.len()) {
            return Err(Error::invalid(self.path(name), expected));
        }
        let item = |(index, item): (usize, &&'a RawValue)| {
            let place = || format!("{}/{index}", self.path(name));
            let because =
                |code| Error::new(code).at(place()).because(Detail::Expected(V::EXPECTED));
            let text = text_of(item.get()).ok_or_else(|| because(Code::WrongType))?;
            let value = V::parse(&text).map_err(|fault| because(fault.code()))?;
            if let Some(quirk) = value.quirk() {
                notes.quirk(quirk, place);
            }
            Ok(value)
        };
        items.iter().enumerate().map(item).collect()
    }
}
