//! The filter of `list` (§2).
//!
//! INFERRED: an empty filter leaves everything, texts are compared without regard to their case,
//! `null` and an empty text ask for nothing, names that the document does not know are ignored.

use super::application::Application;
use super::body::Object;
use super::errors;
use super::info::{CYRILLIC_M, passport_code, region};
use crate::{Reply, clock};

pub(super) struct Filter(Object);

const TEXTS: &[&str] = &[
    "firstName",
    "middleName",
    "lastName",
    "company",
    "companyFull",
    "position",
    "department",
    "passportSerial",
    "passportNumber",
    "passportDate",
    "passportDivision",
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
    "city",
    "address",
    "headLastName",
    "headFirstName",
    "headMiddleName",
    "headPosition",
    "index",
    "cityLaw",
    "addressLaw",
];

const NUMBERS: &[&str] = &["type", "statusId", "requestId", "regionLaw", "identificationKind"];

impl Filter {
    pub(super) fn read(body: &Object) -> Result<Self, Reply> {
        let filter = body.object("filter").ok().flatten().map(Self);
        let filter = filter.ok_or_else(|| errors::quoted(400, "Не передан объект filter"))?;
        let Self(members) = &filter;
        for name in TEXTS.iter().chain(&["gender", "passportCode", "createDate"]) {
            members.member::<String>(name)?;
        }
        for name in NUMBERS {
            members.member::<i64>(name)?;
        }
        region(members)?;
        members.member::<bool>("hideArchived")?;
        let given = |name| filter.text(name).is_some();
        if given("passportSerial") != given("passportNumber") {
            let text = "Поля passportSerial и passportNumber должны быть переданы одновременно";
            return Err(errors::quoted(500, text));
        }
        if filter.text("passportCode").is_some_and(|code| passport_code(&code).is_none()) {
            return Err(errors::format());
        }
        if filter.text("createDate").is_some_and(|date| clock::parse_dotted(&date).is_none()) {
            return Err(errors::plain(500, "String was not recognized as a valid DateTime."));
        }
        Ok(filter)
    }

    pub(super) fn fits(&self, id: i64, application: &Application, now_ms: i64) -> bool {
        let Self(members) = self;
        let info = &application.info;
        let created = clock::moscow(application.created_ms(now_ms)).date();
        let hidden = application.archived && members.checked("hideArchived").unwrap_or_default();
        let texts =
            TEXTS.iter().all(|name| self.asks(name, |text| fold(&info.text(name)) == fold(text)));
        let numbers = NUMBERS.iter().all(|name| {
            let asked: Option<i64> = members.checked(name);
            asked.is_none_or(|asked| match *name {
                "statusId" => i64::from(application.status(now_ms)) == asked,
                "requestId" => id == asked,
                "identificationKind" => info.identification_kind() == asked,
                _ => info.0.checked(name) == Some(asked),
            })
        });
        let same_region = region(members)
            .ok()
            .flatten()
            .is_none_or(|asked| region(&info.0).ok().flatten() == Some(asked));
        !hidden
            && texts
            && numbers
            && same_region
            && self.asks("createDate", |day| clock::parse_dotted(day) == Some(created))
            && self.asks("gender", |sex| {
                info.text("gender").replace(CYRILLIC_M, "M") == sex.replace(CYRILLIC_M, "M")
            })
            && self.asks("passportCode", |code| {
                passport_code(&info.text("passportCode")) == passport_code(code)
            })
    }

    fn text(&self, name: &str) -> Option<String> {
        self.0.checked(name).filter(|text: &String| !text.is_empty())
    }

    /// Whether nothing is asked by this name, or what is asked is right.
    fn asks(&self, name: &str, right: impl FnOnce(&str) -> bool) -> bool {
        self.text(name).is_none_or(|text| right(&text))
    }
}

fn fold(text: &str) -> String {
    text.to_lowercase()
}
