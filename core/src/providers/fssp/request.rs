//! One search of a group: the input of a single search, told by its members.

use serde::{Serialize, Serializer};

use super::search::Search;
use super::{search_ip, search_legal, search_physical};
use crate::error::{Code, Detail, Error, Result, Text};
use crate::members::Members;
use crate::operation::Input;
use crate::protocol::Notes;

/// A person, a company or a proceeding.
#[derive(Debug)]
pub enum Request {
    Physical(search_physical::Input),
    Legal(search_legal::Input),
    Ip(search_ip::Input),
}

const EXPECTED: Text = Text {
    en: "`last_name` and `first_name`, `company_name`, or `proceeding_number`",
    ru: "`last_name` и `first_name`, либо `company_name`, либо `proceeding_number`",
};

impl Request {
    pub(super) const MEMBERS: &'static [&'static str] = &[
        "last_name",
        "first_name",
        "patronymic",
        "birth_date",
        "region",
        "company_name",
        "address",
        "proceeding_number",
    ];

    pub(super) fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        let first = |names: &[&'static str]| names.iter().copied().find(|name| members.has(name));
        let person = first(&["last_name", "first_name", "patronymic", "birth_date"]);
        let company = first(&["company_name", "address"]);
        let number = first(&["proceeding_number"]);
        let region = first(&["region"]);
        let conflict = |name| Err(Error::new(Code::ConflictingMembers).at(members.path(name)));
        match (person, company, number) {
            (Some(_), None, None) => Input::read(members, notes).map(Self::Physical),
            (None, Some(_), None) => Input::read(members, notes).map(Self::Legal),
            (None, None, Some(_)) => match region {
                Some(region) => conflict(region),
                None => Input::read(members, notes).map(Self::Ip),
            },
            (None, None, None) => {
                Err(Error::missing(members.place()).because(Detail::Expected(EXPECTED)))
            }
            (_, _, Some(number)) => conflict(number),
            (_, Some(company), None) => conflict(company),
        }
    }

    pub(super) fn search(&self) -> Search<'_> {
        match self {
            Self::Physical(input) => input.search(),
            Self::Legal(input) => input.search(),
            Self::Ip(input) => input.search(),
        }
    }
}

impl Serialize for Request {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Physical(input) => input.serialize(serializer),
            Self::Legal(input) => input.serialize(serializer),
            Self::Ip(input) => input.serialize(serializer),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Request {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "request".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A person, a company or a proceeding, as in the single searches.",
            "oneOf": [
                alone(search_physical::Input::json_schema(generator)),
                alone(search_legal::Input::json_schema(generator)),
                alone(search_ip::Input::json_schema(generator))
            ]
        })
    }
}

/// The members of the other kinds may be there without a value, as in the rows of a table.
#[cfg(feature = "schema")]
fn alone(mut schema: schemars::Schema) -> schemars::Schema {
    let properties = schema.get_mut("properties").and_then(|properties| properties.as_object_mut());
    if let Some(properties) = properties {
        for name in Request::MEMBERS {
            let null = || schemars::json_schema!({ "type": "null" }).into();
            properties.entry(*name).or_insert_with(null);
        }
    }
    schema
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_members_are_those_of_the_single_searches() {
        let single: BTreeSet<_> = [
            search_physical::Input::MEMBERS,
            search_legal::Input::MEMBERS,
            search_ip::Input::MEMBERS,
        ]
        .concat()
        .into_iter()
        .collect();
        assert_eq!(Request::MEMBERS.iter().copied().collect::<BTreeSet<_>>(), single);
    }
}
