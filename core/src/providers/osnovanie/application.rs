//! The application as a caller writes it, in one vocabulary for the three types of applicants.
//!
//! Source: «External API», sections 3 and 4.

mod complete;
mod read;
mod sent;

use serde::Serialize;

pub(super) use self::read::{KIND, MOST_KIND};
use super::parts::{ApplicantType, Gender, Head, LegalAddress, SmevChecks};
use crate::value::{
    Address, CompanyName, Date, Email, Inn, Inn12, IssuerCode, Kpp, Line, Ogrn, Ogrnip, Passport,
    PersonName, Phone, Snils,
};

/// Who the certificate is for, and which one. Everything may be left out in a change; in a new
/// application each type of applicant has members that it cannot be without.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "application", deny_unknown_fields))]
pub struct Application {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applicant_type: Option<ApplicantType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<PersonName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<PersonName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patronymic: Option<PersonName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snils: Option<Snils>,
    /// 12 digits of a person or sole proprietor, 10 of a company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inn: Option<Inn>,
    /// Of the applicant for a company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person_inn: Option<Inn12>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passport: Option<Passport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passport_issued_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passport_issuer_code: Option<IssuerCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passport_issuer: Option<Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// The provider's number of a country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_id: Option<u32>,
    /// Number of a region of Russia, 1 to 99.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Short name of the company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_name: Option<CompanyName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_full_name: Option<CompanyName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_phone: Option<Phone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ogrn: Option<Ogrn>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ogrnip: Option<Ogrnip>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kpp: Option<Kpp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_address: Option<LegalAddress>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<Head>,
    /// The document by which the head acts, such as «устава».
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis_of_acts: Option<Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager_comment: Option<Line>,
    /// Ids of products, as `osnovanie.products` lists them; an ordinary qualified certificate where
    /// nothing is said. Of a product with parts the root's id is needed too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub products: Vec<u32>,
    /// The client has joined the offer; otherwise the contract belongs into the archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer_joining: Option<bool>,
    /// 0 in person, 1 by a valid qualified signature of the FNS; 2 (foreign passport) and 3 (ESIA)
    /// are known from a public client only. 0 in a new application where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identification_kind: Option<u8>,
    /// A certificate for an information system; not for a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub for_info_sys: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smev_checks: Option<SmevChecks>,
}

impl Application {
    const MEMBERS: &'static [&'static str] = &[
        "applicant_type",
        "last_name",
        "first_name",
        "patronymic",
        "gender",
        "birth_date",
        "snils",
        "inn",
        "person_inn",
        "passport",
        "passport_issued_on",
        "passport_issuer_code",
        "passport_issuer",
        "email",
        "phone",
        "country_id",
        "region",
        "city",
        "address",
        "company_name",
        "company_full_name",
        "company_phone",
        "ogrn",
        "ogrnip",
        "kpp",
        "position",
        "department",
        "legal_address",
        "head",
        "basis_of_acts",
        "manager_comment",
        "products",
        "offer_joining",
        "identification_kind",
        "for_info_sys",
        "smev_checks",
    ];
}
