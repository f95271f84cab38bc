//! The application as the provider tells it, in `list` and in `view`.

use std::borrow::Cow;

use serde::Serialize;

use super::codes::{Named, fns_named, status_named};
use super::info::{bool_of, gender_letter};
use super::loose::Loose;
use super::parts::ApplicantType;
use crate::proceeding::Raw;
use crate::protocol::Notes;
use crate::value::Date;
use crate::wire::Field;

/// An application; what is blank at the provider is absent. Nothing in it is checked: the
/// document's own samples have numbers of impossible lengths (Q-A32, Q-A43 to Q-A47).
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "application_record"))]
pub struct Record<'a> {
    pub application_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applicant_type: Option<ApplicantType>,
    /// As written, `DD.MM.YYYY hh:mm:ss`; the document names no time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patronymic: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snils: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inn: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person_inn: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_name: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer_joining: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identification_kind: Option<i64>,
    pub for_info_sys: bool,
    /// The comment on the application, or the reason of a refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<Cow<'a, str>>,
    /// The search for certificates of the tax service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fns_check: Option<Named>,
    /// What it found, whatever its code says (Q-A24).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fns_certificates: Vec<Existing<'a>>,
    /// The application's members as sent, by the names of the document's examples: all that an
    /// overwriting change would have to say again.
    pub raw: Raw<'a>,
}

/// A certificate that the tax service has issued.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "existing_certificate"))]
pub struct Existing<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serial_number: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<Date>,
}

macro_rules! shows_nothing {
    ($($name:ident),*) => {$(
        impl std::fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}

shows_nothing!(Record, Existing);

/// What is passed on as it came.
const RAW: [&str; 38] = [
    "type",
    "firstName",
    "middleName",
    "lastName",
    "headFirstName",
    "headLastName",
    "headMiddleName",
    "headPosition",
    "company",
    "companyFull",
    "position",
    "department",
    "passportSerial",
    "passportNumber",
    "passportDate",
    "passportCode",
    "passportDivision",
    "gender",
    "birthDate",
    "inn",
    "personInn",
    "ogrn",
    "ogrnip",
    "kpp",
    "snils",
    "email",
    "phone",
    "companyPhone",
    "countryId",
    "region",
    "city",
    "address",
    "regionLaw",
    "cityLaw",
    "addressLaw",
    "index",
    "basisOfActs",
    "managerComment",
];

/// Reads `info`; `id` and `stage` stand beside it in `view`, and inside it in `list` (Q-A30).
pub(super) fn record<'a>(
    info: &Loose<'a>,
    id: String,
    stage: Option<i64>,
    notes: &mut Notes,
) -> Record<'a> {
    let mut cow = |name| info.field(name, notes).cow();
    let (last_name, first_name, patronymic) =
        (cow("lastName"), cow("firstName"), cow("middleName"));
    let (snils, inn, person_inn) = (cow("snils"), cow("inn"), cow("personInn"));
    let (company_name, created, comment) = (cow("company"), cow("createDate"), cow("comment"));
    let gender = info.field("gender", notes);
    if gender.text().is_some_and(|text| text.contains(['М', 'м'])) {
        notes.quirk("osnovanie.gender_in_cyrillic", || info.place("gender"));
    }
    let info_sys = info.field("forInfoSys", notes);
    let existing = info.objects("existingCertsInFNS").unwrap_or_default();
    Record {
        application_id: id,
        stage: stage.map(status_named),
        applicant_type: info.field("type", notes).integer().and_then(ApplicantType::of),
        created_on: created.as_deref().and_then(day),
        birth_date: date(info, "birthDate", notes),
        last_name,
        first_name,
        patronymic,
        gender: gender.text().and_then(gender_letter).map(gender_name),
        snils,
        inn,
        person_inn,
        company_name,
        // 0 and `null` are no region (Q-A11).
        region: info.field("region", notes).integer().filter(|region| *region != 0),
        products: info.integers("products").unwrap_or_default(),
        offer_joining: bool_of(&info.field("offerJoining", notes)),
        identification_kind: info.field("identificationKind", notes).integer(),
        for_info_sys: bool_of(&info_sys).unwrap_or(false),
        comment,
        created,
        fns_check: info.field("checkCertInFNSStatus", notes).integer().map(fns_named),
        fns_certificates: existing
            .iter()
            .map(|certificate| Existing {
                serial_number: certificate.field("sn", notes).cow(),
                issued_on: certificate.field("issued", notes).text().and_then(day),
            })
            .collect(),
        raw: Raw::of(RAW.map(|name| (name, info.peek(name)))),
    }
}

fn gender_name(letter: &str) -> &'static str {
    match letter {
        "M" => "male",
        "F" => "female",
        _ => "unknown",
    }
}

/// The day of `DD.MM.YYYY` or `DD.MM.YYYY hh:mm:ss` (Q-A16).
pub(super) fn day(text: &str) -> Option<Date> {
    let (day, rest) = text.trim().split_at_checked(10)?;
    (rest.is_empty() || rest.starts_with(' ')).then(|| Date::parse_dotted(day))?
}

/// A civil date of an answer; a form that is not known is noted.
fn date(info: &Loose<'_>, name: &str, notes: &mut Notes) -> Option<Date> {
    let field: Field<'_> = info.field(name, notes);
    let date = field.text().and_then(day);
    if date.is_none() && !field.is_blank() {
        notes.quirk("osnovanie.date_unreadable", || info.place(name));
    }
    date
}
