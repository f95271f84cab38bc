//! A JSON object that is read tolerantly: a scalar of another kind is as good as absent, unknown
//! members are never looked at. What holds others has to be what it should be.

use std::borrow::Cow;

use serde_json::value::RawValue;
use spravka_core::wire::Str;
use spravka_host::members::{Members, split};

use super::fault::Fault;

/// An object, its members not yet read.
pub(super) struct Node<'a> {
    members: Members<'a>,
    place: String,
}

type Read<'a, T> = Result<T, Fault<'a>>;

impl<'a> Node<'a> {
    /// The object that stands at `place`; `None` where it is none.
    pub(super) fn read(json: &'a str, place: String) -> Read<'a, Option<Self>> {
        let mut members = Members::new();
        if !split(json, &mut members) {
            return Ok(None);
        }
        let mut names: Vec<&str> = members.iter().map(|(name, _)| &**name).collect();
        names.sort_unstable();
        // Which of the two is meant, nobody can tell.
        let twice = names.windows(2).any(|pair| matches!(pair, [a, b] if a == b));
        if twice { Err(Fault::Twice(place)) } else { Ok(Some(Self { members, place })) }
    }

    /// The text of a string that is not blank, or the digits of a number.
    pub(super) fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        text(self.raw(name)?)
    }

    /// A number from 0 on.
    pub(super) fn count(&self, name: &str) -> Option<u64> {
        self.raw(name)?.get().parse().ok()
    }

    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        self.raw(name)?.get().parse().ok()
    }

    /// The texts of a list.
    pub(super) fn texts(&self, name: &str) -> Vec<Cow<'a, str>> {
        let list = self.raw(name).and_then(|raw| serde_json::from_str(raw.get()).ok());
        let list: Vec<&RawValue> = list.unwrap_or_default();
        list.into_iter().filter_map(text).collect()
    }

    /// An object in it.
    ///
    /// # Errors
    /// Where it is something else, or has a member twice.
    pub(super) fn node(&self, name: &str) -> Read<'a, Option<Self>> {
        let Some(raw) = self.raw(name) else { return Ok(None) };
        self.inner(raw, name).map(Some)
    }

    /// The objects of a list in it.
    ///
    /// # Errors
    /// Where it is something else, or one of them has a member twice.
    pub(super) fn nodes(&self, name: &str) -> Read<'a, Option<Vec<Self>>> {
        let Some(raw) = self.raw(name) else { return Ok(None) };
        let list = serde_json::from_str::<Vec<&RawValue>>(raw.get());
        let list = list.map_err(|_| Fault::Shape(self.at(name)))?;
        let node = |(at, raw): (usize, &&'a RawValue)| self.inner(raw, &format!("{name}/{at}"));
        list.iter().enumerate().map(node).collect::<Result<_, _>>().map(Some)
    }

    /// Each object of a list, as what `read` makes of it.
    ///
    /// # Errors
    /// Those of [`Self::nodes`] and of `read`.
    pub(super) fn list<T>(
        &self,
        name: &str,
        read: impl Fn(&Self) -> Read<'a, T>,
    ) -> Read<'a, Option<Vec<T>>> {
        self.nodes(name)?.map(|nodes| nodes.iter().map(read).collect()).transpose()
    }

    fn inner(&self, raw: &'a RawValue, name: &str) -> Read<'a, Self> {
        let place = self.at(name);
        Self::read(raw.get(), place.clone())?.ok_or(Fault::Shape(place))
    }

    fn at(&self, name: &str) -> String {
        format!("{}/{name}", self.place)
    }

    /// A member that is there and not `null`.
    fn raw(&self, name: &str) -> Option<&'a RawValue> {
        let (_, raw) = self.members.iter().find(|(member, _)| &**member == name)?;
        (raw.get() != "null").then_some(*raw)
    }
}

fn text(raw: &RawValue) -> Option<Cow<'_, str>> {
    let json = raw.get();
    if json.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
        return Some(Cow::Borrowed(json));
    }
    let text = serde_json::from_str::<Str<'_>>(json).ok()?.0;
    (!text.trim().is_empty()).then_some(text)
}
