//! Parameters as PHP has them: a tree of maps and texts, from a JSON body or from a query.

use std::fmt;
use std::marker::PhantomData;

use percent_encoding::percent_decode_str;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::http::Call;

#[derive(Clone)]
pub(super) enum Param {
    Null,
    /// A text, a number by its digits, `true` and `false` as `1` and nothing.
    Text(String),
    /// In the order of the request; a list has `0`, `1`, `2`…
    Map(Vec<(String, Param)>),
}

/// Deeper is nothing that any method asks for.
const DEEPEST: usize = 16;

/// Those of a request: a JSON body with POST, the query with GET.
pub(super) fn of(call: &Call<'_>) -> Option<Param> {
    match call.method() {
        "POST" => {
            let content_type = call.header("content-type").unwrap_or_default();
            let is_json = content_type.split(';').next().map(str::trim) == Some("application/json");
            let text = str::from_utf8(call.body()).ok().filter(|_| is_json)?;
            Param::of_json(text, 0).filter(|param| matches!(param, Param::Map(_)))
        }
        "GET" => {
            let query = call.url().split_once('?').map_or("", |(_, query)| query);
            Param::of_query(query)
        }
        _ => None,
    }
}

impl Param {
    fn of_json(text: &str, depth: usize) -> Option<Self> {
        let text = text.trim();
        if depth > DEEPEST {
            return None;
        }
        let inner = |raw: &RawValue| Self::of_json(raw.get(), depth + 1);
        Some(match text.as_bytes().first()? {
            b'{' => {
                let Ordered(members) = serde_json::from_str(text).ok()?;
                let member = |(name, raw): (String, &RawValue)| Some((name, inner(raw)?));
                Self::Map(members.into_iter().map(member).collect::<Option<_>>()?)
            }
            b'[' => {
                let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
                let item =
                    |(index, raw): (usize, &&RawValue)| Some((index.to_string(), inner(raw)?));
                Self::Map(items.iter().enumerate().map(item).collect::<Option<_>>()?)
            }
            b'"' => Self::Text(serde_json::from_str(text).ok()?),
            _ => match serde_json::from_str::<&RawValue>(text).ok()?.get() {
                "null" => Self::Null,
                "true" => Self::Text("1".to_owned()),
                "false" => Self::Text(String::new()),
                number => Self::Text(number.to_owned()),
            },
        })
    }

    /// `fields[NAME]=a&values[0]=b`, each name and value encoded once.
    pub(super) fn of_query(query: &str) -> Option<Self> {
        let mut root = Self::Map(Vec::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decoded(name)?, decoded(value)?);
            let (first, rest) = name.split_once('[').map_or((&*name, ""), |(first, rest)| {
                (first, rest.strip_suffix(']').unwrap_or(rest))
            });
            let mut path = vec![first];
            path.extend(rest.split("][").filter(|part| !part.is_empty()));
            root.put(&path, value)?;
        }
        Some(root)
    }

    fn put(&mut self, path: &[&str], value: String) -> Option<()> {
        let Some((first, rest)) = path.split_first() else {
            *self = Self::Text(value);
            return Some(());
        };
        let Self::Map(members) = self else { return None };
        let at = members.iter().position(|(name, _)| name == first).unwrap_or_else(|| {
            members.push(((*first).to_owned(), Self::Map(Vec::new())));
            members.len() - 1
        });
        members.get_mut(at)?.1.put(rest, value)
    }

    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        self.members()?.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    pub(super) fn members(&self) -> Option<&[(String, Self)]> {
        match self {
            Self::Map(members) => Some(members),
            _ => None,
        }
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_text()
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.text(name)?.parse().ok()
    }
}

/// The members of an object in their order.
struct Ordered<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Ordered<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members<'a>(PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for Members<'a> {
            type Value = Ordered<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ordered<'a>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Ordered(members))
            }
        }

        deserializer.deserialize_map(Members(PhantomData))
    }
}

fn decoded(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8().ok().map(|text| text.into_owned())
}
