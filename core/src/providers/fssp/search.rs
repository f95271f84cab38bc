//! A search as the service knows it: its `type`, and its parameters, whose names are the same in a
//! query, in a group and in the echo of an answer.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use crate::http::Ask;
use crate::value::{Date, Region, Value};
use crate::wire::Object;

pub(super) struct Search<'a> {
    kind: u8,
    params: Vec<(&'static str, Param<'a>)>,
}

enum Param<'a> {
    Region(Region),
    Text(Cow<'a, str>),
}

/// What the echo in an answer says of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Echo {
    /// It repeats the whole search.
    Same,
    /// It repeats another one.
    Other,
    /// It repeats nothing, or a part of the search.
    Vague,
}

/// Every parameter there is.
const PARAMS: [&str; 8] =
    ["region", "lastname", "firstname", "secondname", "birthdate", "name", "address", "number"];

impl<'a> Search<'a> {
    pub(super) const PHYSICAL: u8 = 1;
    pub(super) const LEGAL: u8 = 2;
    pub(super) const IP: u8 = 3;

    pub(super) fn new(kind: u8) -> Self {
        Self { kind, params: Vec::new() }
    }

    pub(super) fn region(mut self, region: Region) -> Self {
        self.params.push(("region", Param::Region(region)));
        self
    }

    pub(super) fn text(mut self, name: &'static str, text: impl Into<Cow<'a, str>>) -> Self {
        self.params.push((name, Param::Text(text.into())));
        self
    }

    pub(super) fn text_if(self, name: &'static str, text: Option<impl Into<Cow<'a, str>>>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self,
        }
    }

    /// The search on its own.
    pub(super) fn ask(&self, path: &'static str) -> Ask {
        let add =
            |ask: Ask, (name, param): &(&'static str, Param<'_>)| ask.query(name, &param.written());
        self.params.iter().fold(Ask::get(path), add)
    }

    /// Compares with the `query` of a part of an answer.
    pub(super) fn echo(&self, part: &Object<'_>) -> Echo {
        let Ok(Some(query)) = part.object("/query") else { return Echo::Vague };
        let kind = query.field("type").integer();
        if kind.is_some_and(|kind| kind != i64::from(self.kind)) {
            return Echo::Other;
        }
        let told = query.object("/params").ok().flatten().unwrap_or_default();
        let mut whole = kind.is_some();
        for name in PARAMS {
            let asked = self.params.iter().find(|(known, _)| *known == name);
            match (asked, told.field(name).text()) {
                (Some((_, asked)), Some(told)) if fold(&asked.written()) == fold(told) => {}
                (_, Some(_)) => return Echo::Other,
                (Some(_), None) => whole = false,
                (None, None) => {}
            }
        }
        if whole { Echo::Same } else { Echo::Vague }
    }
}

impl Param<'_> {
    fn written(&self) -> Cow<'_, str> {
        match self {
            Self::Region(region) => Cow::Owned(region.code().to_string()),
            Self::Text(text) => Cow::Borrowed(text),
        }
    }
}

/// An echo comes in small letters; what else is done to it is not known, so that only letters,
/// digits and the sign that divides a number count.
fn fold(text: &str) -> String {
    if let Ok(date) = Date::parse(text.trim()) {
        return date.to_string();
    }
    let letters = text.chars().flat_map(char::to_lowercase);
    let letters = letters.filter(|sign| sign.is_alphanumeric() || matches!(sign, '/' | '-'));
    letters.map(|letter| if letter == 'ё' { 'е' } else { letter }).collect()
}

/// As an element of a group.
impl Serialize for Search<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut search = serializer.serialize_struct("Search", 2)?;
        search.serialize_field("type", &self.kind)?;
        search.serialize_field("params", &Params(&self.params))?;
        search.end()
    }
}

struct Params<'a>(&'a [(&'static str, Param<'a>)]);

impl Serialize for Params<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut params = serializer.serialize_map(Some(self.0.len()))?;
        for (name, param) in self.0 {
            match param {
                Param::Region(region) => params.serialize_entry(name, region)?,
                Param::Text(text) => params.serialize_entry(name, text)?,
            }
        }
        params.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person() -> Search<'static> {
        Search::new(Search::PHYSICAL)
            .region(Region::ALL)
            .text("lastname", "Тёстов-Примеров")
            .text("firstname", "Иван")
            .text("birthdate", "01.02.1900")
    }

    #[test]
    fn an_element_of_a_group() {
        let json = serde_json::to_string(&person()).unwrap();
        let params = r#"{"region":-1,"lastname":"Тёстов-Примеров","firstname":"Иван","birthdate":"01.02.1900"}"#;
        assert_eq!(json, format!(r#"{{"type":1,"params":{params}}}"#));
    }

    #[test]
    fn echoes() {
        let whole = r#""region":"-1","lastname":"тестов-примеров ","firstname":"иван","secondname":null,"birthdate":"1900-02-01""#;
        for (query, echo) in [
            (format!(r#"{{"type":1,"params":{{{whole}}}}}"#), Echo::Same),
            (format!(r#"{{"type":"1","params":{{{whole},"token":"x"}}}}"#), Echo::Same),
            (format!(r#"{{"params":{{{whole}}}}}"#), Echo::Vague),
            (r#"{"type":1,"params":{"lastname":"тёстов-примеров"}}"#.to_owned(), Echo::Vague),
            (r#"{"type":1,"params":[]}"#.to_owned(), Echo::Vague),
            (r#"{"type":1}"#.to_owned(), Echo::Vague),
            ("null".to_owned(), Echo::Vague),
            ("[]".to_owned(), Echo::Vague),
            (format!(r#"{{"type":2,"params":{{{whole}}}}}"#), Echo::Other),
            (r#"{"type":1,"params":{"lastname":"другов"}}"#.to_owned(), Echo::Other),
            (r#"{"type":1,"params":{"secondname":"иванович"}}"#.to_owned(), Echo::Other),
            (r#"{"type":1,"params":{"region":77}}"#.to_owned(), Echo::Other),
        ] {
            let text = format!(r#"{{"query":{query}}}"#);
            let part: Object<'_> = serde_json::from_str(&text).unwrap();
            assert_eq!(person().echo(&part), echo, "{query}");
        }
    }
}
