//! What a search asks, single or in a group: its `type`, and its parameters by the document's names.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::clock;

pub(super) enum Question {
    Person {
        last_name: String,
        first_name: String,
        patronymic: Option<String>,
        birth_date: Option<String>,
        region: i16,
    },
    Company {
        name: String,
        address: Option<String>,
        region: i16,
    },
    Number(String),
}

pub(super) const PERSON: &[&str] = &["lastname", "firstname", "secondname", "birthdate", "region"];
pub(super) const COMPANY: &[&str] = &["name", "address", "region"];
pub(super) const NUMBER: &[&str] = &["number"];

/// The parameters that a type knows.
pub(super) fn names(kind: u8) -> Option<&'static [&'static str]> {
    match kind {
        1 => Some(PERSON),
        2 => Some(COMPANY),
        3 => Some(NUMBER),
        _ => None,
    }
}

/// The parameters of an element of a group: `region` is a number, all others are texts.
pub(super) fn written(
    names: &[&str],
    params: &BTreeMap<String, Box<RawValue>>,
) -> Result<BTreeMap<String, String>, &'static str> {
    let mut written = BTreeMap::new();
    for (name, value) in params.iter().filter(|(name, _)| names.contains(&name.as_str())) {
        let text = if name == "region" {
            serde_json::from_str::<i16>(value.get()).ok().map(|region| region.to_string())
        } else {
            serde_json::from_str(value.get()).ok()
        };
        written.insert(name.clone(), text.ok_or("Неверный тип параметра")?);
    }
    Ok(written)
}

impl Question {
    /// Reads what a type requires.
    pub(super) fn read<'a>(
        kind: u8,
        param: impl Fn(&str) -> Option<&'a str>,
    ) -> Result<Self, &'static str> {
        let given = |name| param(name).filter(|value| !value.trim().is_empty()).map(str::to_owned);
        let required = |name| given(name).ok_or("Не указан обязательный параметр");
        let region = || {
            let region = required("region")?.parse().ok();
            region
                .filter(|region| matches!(region, -1 | 1..=78 | 82 | 86 | 87 | 89 | 91 | 92))
                .ok_or("Неверный код региона")
        };
        match kind {
            1 => {
                let birth_date = given("birthdate");
                if birth_date.as_deref().is_some_and(|day| clock::parse_dotted(day).is_none()) {
                    return Err("Неверный формат даты рождения");
                }
                Ok(Self::Person {
                    region: region()?,
                    first_name: required("firstname")?,
                    last_name: required("lastname")?,
                    patronymic: given("secondname"),
                    birth_date,
                })
            }
            2 => Ok(Self::Company {
                region: region()?,
                name: required("name")?,
                address: given("address"),
            }),
            3 => {
                let number = required("number")?;
                let known = is_number(&number);
                known.then_some(Self::Number(number)).ok_or("Неверный номер производства")
            }
            _ => Err("Неверный тип запроса"),
        }
    }

    pub(super) fn kind(&self) -> u8 {
        match self {
            Self::Person { .. } => 1,
            Self::Company { .. } => 2,
            Self::Number(_) => 3,
        }
    }

    /// By what someone is found in the table.
    pub(super) fn key(&self) -> &str {
        match self {
            Self::Person { last_name: key, .. }
            | Self::Company { name: key, .. }
            | Self::Number(key) => key,
        }
    }

    /// As the answer repeats it: in small letters, the region as a text, what is missing as null.
    pub(super) fn echo(&self) -> Vec<(&'static str, Option<String>)> {
        let low = |text: &String| Some(text.to_lowercase());
        match self {
            Self::Person { last_name, first_name, patronymic, birth_date, region } => vec![
                ("region", Some(region.to_string())),
                ("firstname", low(first_name)),
                ("secondname", patronymic.as_ref().and_then(low)),
                ("lastname", low(last_name)),
                ("birthdate", birth_date.clone()),
            ],
            Self::Company { name, address, region } => vec![
                ("name", low(name)),
                ("address", address.as_ref().and_then(low)),
                ("region", Some(region.to_string())),
            ],
            Self::Number(number) => vec![("number", low(number))],
        }
    }
}

/// `\d{1,7}/\d{2}/(\d{2,3}/\d{2}|\d{5}-(ИП|СД|СВ))`, as a public client of the service checked it.
fn is_number(text: &str) -> bool {
    let digits = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let parts: Vec<&str> = text.split('/').collect();
    match parts.as_slice() {
        [number, year, office, region] => {
            digits(number, 1, 7)
                && digits(year, 2, 2)
                && digits(office, 2, 3)
                && digits(region, 2, 2)
        }
        [number, year, rest] => {
            let office = rest.split_once('-').filter(|(_, end)| ["ИП", "СД", "СВ"].contains(end));
            digits(number, 1, 7)
                && digits(year, 2, 2)
                && office.is_some_and(|(office, _)| digits(office, 5, 5))
        }
        _ => false,
    }
}
