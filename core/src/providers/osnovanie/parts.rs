//! Parts of an application: types, addresses, heads, preliminary checks.

mod smev_checks;

use serde::Serialize;

pub(super) use self::smev_checks::SmevChecks;
use super::info::Info;
use crate::error::{Error, Result, Text};
use crate::members::Members;
use crate::protocol::Notes;
use crate::value::{Address, Line, PersonName};

/// For whom the certificate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ApplicantType {
    Person,
    SoleProprietor,
    Company,
}

impl ApplicantType {
    const ALL: &'static [(&'static str, Self)] = &[
        ("person", Self::Person),
        ("sole_proprietor", Self::SoleProprietor),
        ("company", Self::Company),
    ];
    const EXPECTED: Text = Text {
        en: "person, sole_proprietor or company",
        ru: "person, sole_proprietor или company",
    };

    /// Reads `applicant_type`.
    pub(super) fn read(members: &Members<'_>) -> Result<Option<Self>> {
        word(members, "applicant_type", Self::ALL, Self::EXPECTED)
    }

    pub(super) const fn code(self) -> i64 {
        match self {
            Self::Person => 1,
            Self::SoleProprietor => 2,
            Self::Company => 3,
        }
    }

    pub(super) fn of(code: i64) -> Option<Self> {
        Self::ALL.iter().map(|(_, known)| *known).find(|known| known.code() == code)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    Male,
    Female,
    /// «не определен».
    Unknown,
}

impl Gender {
    pub(super) const ALL: &'static [(&'static str, Self)] =
        &[("male", Self::Male), ("female", Self::Female), ("unknown", Self::Unknown)];
    pub(super) const EXPECTED: Text =
        Text { en: "male, female or unknown", ru: "male, female или unknown" };

    /// A Latin letter: three independent clients send it, and real answers have it.
    pub(super) const fn letter(self) -> &'static str {
        match self {
            Self::Male => "M",
            Self::Female => "F",
            Self::Unknown => "U",
        }
    }
}

/// One of the words of a type.
pub(super) fn word<T: Copy>(
    members: &Members<'_>,
    name: &'static str,
    all: &[(&'static str, T)],
    expected: Text,
) -> Result<Option<T>> {
    let Some(word) = members.text(name)? else { return Ok(None) };
    let known = all.iter().find(|(known, _)| *known == &*word).map(|(_, value)| *value);
    known.map(Some).ok_or_else(|| Error::invalid(members.path(name), expected))
}

/// A region of Russia by its number.
pub(super) fn region(members: &Members<'_>, name: &'static str) -> Result<Option<u8>> {
    let Some(code) = members.integer(name)? else { return Ok(None) };
    let region = u8::try_from(code).ok().filter(|code| (1..=99).contains(code));
    region.map(Some).ok_or_else(|| Error::invalid(members.path(name), REGION))
}

/// The registered address of a company.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "legal_address", deny_unknown_fields))]
pub struct LegalAddress {
    /// Number of a region of Russia, 1 to 99.
    pub region: u8,
    pub city: Line,
    pub address: Address,
    /// Obligatory in a new application of a company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<Line>,
}

impl LegalAddress {
    pub(super) fn read(application: &Members<'_>, notes: &mut Notes) -> Result<Option<Self>> {
        let known = &["region", "city", "address", "postal_code"];
        let Some(members) = application.members("legal_address", known)? else { return Ok(None) };
        let region = region(&members, "region")?;
        Ok(Some(Self {
            region: region.ok_or_else(|| Error::missing(members.path("region")))?,
            city: members.required("city", notes)?,
            address: members.required("address", notes)?,
            postal_code: members.optional("postal_code", notes)?,
        }))
    }

    pub(super) fn put(&self, info: &mut Info) {
        info.number("regionLaw", Some(self.region.into()));
        info.text("cityLaw", Some(self.city.as_str()));
        info.text("addressLaw", Some(self.address.as_str()));
        info.text("index", self.postal_code.as_ref().map(Line::as_str));
    }
}

/// The head of a company.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "head", deny_unknown_fields))]
pub struct Head {
    pub last_name: PersonName,
    pub first_name: PersonName,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patronymic: Option<PersonName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Line>,
}

impl Head {
    pub(super) fn read(application: &Members<'_>, notes: &mut Notes) -> Result<Option<Self>> {
        let known = &["last_name", "first_name", "patronymic", "position"];
        let Some(members) = application.members("head", known)? else { return Ok(None) };
        Ok(Some(Self {
            last_name: members.required("last_name", notes)?,
            first_name: members.required("first_name", notes)?,
            patronymic: members.optional("patronymic", notes)?,
            position: members.optional("position", notes)?,
        }))
    }

    pub(super) fn put(&self, info: &mut Info) {
        info.text("headLastName", Some(self.last_name.as_str()));
        info.text("headFirstName", Some(self.first_name.as_str()));
        info.text("headMiddleName", self.patronymic.as_ref().map(PersonName::as_str));
        info.text("headPosition", self.position.as_ref().map(Line::as_str));
    }
}

const REGION: Text = Text { en: "a number from 1 to 99", ru: "число от 1 до 99" };
