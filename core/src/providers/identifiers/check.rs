//! Pure: form and control digits of identifiers of Russia and Kazakhstan.
//!
//! Nobody is asked: a right control digit does not mean that the number was issued.

use std::collections::BTreeMap;

use serde::Serialize;

use super::verdict::{Checked, Verdict, check};
use crate::error::{Error, Result, Text};
use crate::members::Members;
use crate::operation::{About, Operation, Transform};
use crate::protocol::{Effect, Notes};
use crate::value::{Bik, Value};

/// Any number of identifiers, each at its member, as text.
#[derive(Serialize)]
#[serde(transparent)]
pub struct Input(BTreeMap<&'static str, String>);

impl std::fmt::Debug for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &[
        "account",
        "bik",
        "bin",
        "iin",
        "inn",
        "kpp",
        "ogrn",
        "ogrnip",
        "osago_policy",
        "passport",
        "phone",
        "plate",
        "proceeding_number",
        "snils",
    ];

    fn read(members: &Members<'_>, _: &mut Notes) -> Result<Self> {
        let mut given = BTreeMap::new();
        for member in Self::MEMBERS {
            if let Some(text) = members.text(member)? {
                given.insert(*member, text.into_owned());
            }
        }
        if given.is_empty() {
            return Err(Error::missing("/input/*"));
        }
        Ok(Self(given))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Input {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "identifiers_check_input".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let members = <Self as crate::operation::Input>::MEMBERS;
        let of = |member: &&'static str| {
            let expected = super::verdict::expected(member).en;
            (
                (*member).to_owned(),
                schemars::json_schema!({ "type": "string", "description": expected }),
            )
        };
        let properties: BTreeMap<String, schemars::Schema> = members.iter().map(of).collect();
        schemars::json_schema!({
            "type": "object",
            "description": "Any number of identifiers, each at its member, as text.",
            "properties": properties,
            "minProperties": 1,
            "additionalProperties": false
        })
    }
}

/// One result for each identifier, by the names of the input.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output {
    /// Whether every identifier is right.
    pub all_right: bool,
    pub results: Vec<Checked>,
}

const ABOUT: About = About {
    name: "identifiers.check",
    title: Text { en: "Check identifiers", ru: "Проверка реквизитов" },
    summary: Text {
        en: "Form and control digits of INN, SNILS, OGRN, IIN, BIN, accounts, plates and others.",
        ru: "Формат и контрольные цифры ИНН, СНИЛС, ОГРН, ИИН, БИН, счетов, госномеров и других.",
    },
    effect: Effect::Read,
    estimate: None,
    docs: "https://www.consultant.ru/document/cons_doc_LAW_124607/",
    reconcile: None,
};

#[derive(Debug)]
pub struct Check;

impl Operation for Check {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output;
}

impl Transform for Check {
    fn apply(Input(given): &Input, notes: &mut Notes) -> Result<Output> {
        let bik = given.get("bik").and_then(|text| Bik::parse(text).ok());
        let results: Vec<Checked> =
            given.iter().map(|(member, text)| check(member, text, bik.as_ref(), notes)).collect();
        let right =
            |checked: &Checked| matches!(checked.verdict, Verdict::Right | Verdict::FormRight);
        Ok(Output { all_right: results.iter().all(right), results })
    }
}
