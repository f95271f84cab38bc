//! How an application is shown in `list` (§2.1), in the order and with the types of the document's
//! example; and what `view` shows alike.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::application::{Application, name_of};
use super::info::{CYRILLIC_M, passport_code, region};
use crate::clock;

#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) id: i64,
    pub(super) application: &'a Application,
    pub(super) now_ms: i64,
}

const LIST: &[&str] = &[
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
    "passportDivision",
    "passportCode",
    "gender",
    "birthDate",
    "inn",
    "personInn",
    "ogrn",
    "kpp",
    "snils",
    "email",
    "phone",
    "companyPhone",
    "region",
    "city",
    "address",
    "index",
    "regionLaw",
    "cityLaw",
    "addressLaw",
    "offerJoining",
    "type",
    "createDate",
    "products",
    "statusId",
    "status",
    "requestId",
    "comment",
    "identificationKind",
];

/// An element of `list`.
pub(super) struct Listed<'a>(pub(super) Page<'a>);

impl Serialize for Listed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(page) = self;
        members(serializer, LIST, |name| match name {
            // Cyrillic here, Latin in the newer answers to `view`.
            "gender" => raw(&page.application.info.text("gender").replace('M', CYRILLIC_M)),
            "statusId" => raw(&page.status()),
            "status" => raw(name_of(page.status())),
            "requestId" => raw(&page.id),
            _ => page.member(name),
        })
    }
}

/// An object of these members.
pub(super) fn members<S: Serializer>(
    serializer: S,
    names: &[&str],
    value: impl Fn(&str) -> Box<RawValue>,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(names.len()))?;
    for name in names {
        map.serialize_entry(name, &value(name))?;
    }
    map.end()
}

pub(super) fn raw<T: Serialize + ?Sized>(value: &T) -> Box<RawValue> {
    to_raw_value(value).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

impl Page<'_> {
    pub(super) fn status(&self) -> u8 {
        self.application.status(self.now_ms)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.application.info.0.raw(name).is_some()
    }

    /// What both pages show alike.
    pub(super) fn member(&self, name: &str) -> Box<RawValue> {
        let Self { application, now_ms, .. } = *self;
        let info = &application.info;
        match name {
            "region" => raw(&region(&info.0).ok().flatten()),
            "passportCode" => raw(&passport_code(&info.text(name))),
            "offerJoining" => raw(&info.offer_joining()),
            "identificationKind" => raw(&info.identification_kind()),
            "products" => raw(&info.products()),
            "forInfoSys" => raw(&info.0.checked::<bool>(name).filter(|set| *set)),
            "createDate" => raw(&clock::dotted_stamp(application.created_ms(now_ms))),
            "comment" => raw(&application.comment(now_ms)),
            _ => info.0.raw(name).unwrap_or(RawValue::NULL).to_owned(),
        }
    }
}
