//! Reading single values, each in the forms that it was met in.

use std::borrow::Cow;

use super::reader::Reader;
use super::sent::Sent;
use crate::error::Result;
use crate::value::{Date, Decimal};
use crate::wire::Field;

impl<'a> Reader<'_, 'a> {
    pub(super) fn text(&mut self, name: &'static str) -> Sent<Cow<'a, str>> {
        match self.field(name) {
            Field::Text(text, _) => Sent::Value(text),
            Field::Number(digits) => {
                self.quirk("sber.other_type", name);
                Sent::Value(Cow::Borrowed(digits))
            }
            field => self.nothing(&field, "sber.unknown_form", name),
        }
    }

    /// An integer that names something: a host's numbers may be too short for it.
    pub(super) fn id(&mut self, name: &'static str) -> Sent<Cow<'a, str>> {
        match self.field(name) {
            Field::Number(digits) => Sent::Value(Cow::Borrowed(digits)),
            Field::Text(text, _) if !text.trim().is_empty() => {
                self.quirk("sber.other_type", name);
                Sent::Value(text)
            }
            field => self.nothing(&field, "sber.unknown_form", name),
        }
    }

    pub(super) fn count(&mut self, name: &'static str) -> Sent<u32> {
        let field = self.field(name);
        let count = field.text().and_then(|text| text.trim().parse().ok());
        match count {
            Some(count) => {
                if matches!(field, Field::Text(..)) {
                    self.quirk("sber.other_type", name);
                }
                Sent::Value(count)
            }
            None => self.nothing(&field, "sber.unknown_form", name),
        }
    }

    pub(super) fn flag(&mut self, name: &'static str) -> Sent<bool> {
        let field = self.field(name);
        match (&field, field.text().map(str::trim)) {
            (Field::Bool(flag), _) => Sent::Value(*flag),
            (_, Some(word @ ("true" | "false"))) => {
                self.quirk("sber.other_type", name);
                Sent::Value(word == "true")
            }
            _ => self.nothing(&field, "sber.unknown_form", name),
        }
    }

    /// A flag on which it depends whether somebody's account is blocked.
    ///
    /// # Errors
    /// `body_shape` where it is there and cannot be read.
    pub(super) fn certain_flag(&mut self, name: &'static str) -> Result<Sent<bool>> {
        let flag = self.flag(name);
        let lost = flag.is_absent() && self.has(name);
        if lost { Err(self.shape(name)) } else { Ok(flag) }
    }

    /// A decimal, sent as a number or as a text.
    pub(super) fn amount(&mut self, name: &'static str) -> Sent<Cow<'a, str>> {
        let field = self.field(name);
        let (text, is_text) = match &field {
            Field::Number(digits) => (*digits, false),
            Field::Text(text, _) => (text.trim(), true),
            _ => ("", false),
        };
        let Some(amount) = Decimal::parse(text) else {
            return self.nothing(&field, "sber.amount_unreadable", name);
        };
        if is_text {
            self.quirk("sber.amount_as_text", name);
        }
        if amount.tolerance().is_some() {
            self.quirk("sber.amount_form", name);
        }
        Sent::Value(Cow::Owned(amount.into_text().into_owned()))
    }

    /// The document names no form; its sample has `2000-01-01`.
    pub(super) fn date(&mut self, name: &'static str) -> Sent<Date> {
        let field = self.field(name);
        let text = field.text().unwrap_or_default().trim();
        match Date::of_moment(text) {
            Some(date) => {
                if text.len() > "2000-01-01".len() {
                    self.quirk("sber.date_time", name);
                }
                Sent::Value(date)
            }
            None => self.nothing(&field, "sber.date_unreadable", name),
        }
    }

    /// A word of a documented list, or what stands for every other one.
    pub(super) fn word<T: Copy>(
        &mut self,
        name: &'static str,
        words: &[(&str, T)],
        unknown: T,
    ) -> Sent<T> {
        let word = self.text(name);
        word.map(|word| match words.iter().find(|(known, _)| *known == word.trim()) {
            Some((_, meaning)) => *meaning,
            None => {
                self.quirk("sber.unknown_word", name);
                unknown
            }
        })
    }

    pub(super) fn texts(&mut self, name: &'static str) -> Sent<Vec<Cow<'a, str>>> {
        match self.field(name) {
            Field::List(texts) => Sent::Value(texts.into_iter().map(|text| text.0).collect()),
            field => self.nothing(&field, "sber.unknown_form", name),
        }
    }
}
