//! The forms of the texts in a record. What does not fit is `None`, and the raw text stays.

use std::borrow::Cow;

use crate::value::Date;
use crate::wire::Field;

/// Some texts end with spaces.
pub(super) fn trimmed<'a>(field: &Field<'a>) -> Option<Cow<'a, str>> {
    Some(match field.cow()? {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    })
}

pub(super) fn date(text: &str) -> Option<Date> {
    Date::parse_dotted(text).or_else(|| Date::parse_iso(text))
}
