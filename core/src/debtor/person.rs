//! Whose debts are looked for.

use serde::Serialize;

use crate::error::{Error, Result, Text};
use crate::members::Members;
use crate::protocol::Notes;
use crate::value::{Address, CompanyName, Date, Iin, Inn, PersonName, Region, Snils};
use crate::wire::Object;

/// A person or a company, as far as it is known. What each source needs of it, the source says.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Person {
    /// Surname.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<PersonName>,
    /// Given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<PersonName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patronymic: Option<PersonName>,
    /// Without it nobody can be told from a namesake.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Date>,
    /// The only region to search in; all where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inn: Option<Inn>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snils: Option<Snils>,
    /// ИИН of a person in Kazakhstan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iin: Option<Iin>,
    /// A company's name, in place of a person's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_name: Option<CompanyName>,
    /// A company's address or a part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
}

impl Person {
    pub(super) const MEMBERS: &'static [&'static str] = &[
        "last_name",
        "first_name",
        "patronymic",
        "birth_date",
        "region",
        "inn",
        "snils",
        "iin",
        "company_name",
        "address",
    ];

    /// The member `person` of an input.
    ///
    /// # Errors
    /// The class `invalid_input`: what is wrong with a member, that there is nothing to search by, or
    /// that a person and a company are mixed.
    pub(super) fn of(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        let path = members.path("person");
        let Some(members) = members.members("person", Self::MEMBERS)? else {
            return Err(Error::missing(path));
        };
        let person = Self {
            last_name: members.optional("last_name", notes)?,
            first_name: members.optional("first_name", notes)?,
            patronymic: members.optional("patronymic", notes)?,
            birth_date: members.optional("birth_date", notes)?,
            region: match members.integer("region")? {
                None => None,
                Some(code) => Some(
                    Region::new(code)
                        .ok_or_else(|| Error::invalid(members.path("region"), Region::EXPECTED))?,
                ),
            },
            inn: members.optional("inn", notes)?,
            snils: members.optional("snils", notes)?,
            iin: members.optional("iin", notes)?,
            company_name: members.optional("company_name", notes)?,
            address: members.optional("address", notes)?,
        };
        let human = [person.last_name.is_some(), person.first_name.is_some(), person.iin.is_some()];
        let human = human.contains(&true) || matches!(person.inn, Some(Inn::Person(_)));
        match (human, person.is_company()) {
            (true, true) => Err(Error::invalid(path, EITHER)),
            (false, false) => Err(Error::invalid(path, ANY)),
            _ => Ok(person),
        }
    }

    /// Whether a member that is missing could be there: a company has no birth date.
    pub(super) fn may_have(&self, member: &str) -> bool {
        match member {
            "company_name" | "address" => self.is_company(),
            "last_name" | "first_name" | "patronymic" | "birth_date" | "snils" | "iin" => {
                !self.is_company()
            }
            _ => true,
        }
    }

    /// Whether a bank's card is that of this company.
    pub(super) fn is_company_of(&self, card: &Object<'_>) -> bool {
        let stated = card.field("inn");
        self.inn.as_ref().is_some_and(|inn| stated.text() == Some(inn.as_str()))
    }

    /// Whether all regions of Russia are to be searched.
    pub(super) fn is_everywhere(&self) -> bool {
        self.region.is_none_or(|region| region == Region::ALL)
    }

    pub(super) fn is_company(&self) -> bool {
        self.company_name.is_some() || matches!(self.inn, Some(Inn::Organisation(_)))
    }
}

const EITHER: Text = Text {
    en: "a person or a company, not both",
    ru: "либо человек, либо организация",
};
const ANY: Text = Text {
    en: "a name, an INN or an IIN to search by",
    ru: "ФИО, название, ИНН или ИИН, по которым искать",
};
