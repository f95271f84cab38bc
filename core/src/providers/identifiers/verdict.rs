//! What is said of one identifier, and the table of their kinds.

use serde::Serialize;

use crate::error::Text;
use crate::protocol::Notes;
use crate::value::{
    Account, Bik, Bin, Fault, Iin, Inn, Kpp, Ogrn, Ogrnip, OsagoPolicy, Passport, Phone, Plate,
    ProceedingNumber, Snils, Value,
};

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Checked {
    /// The input's member.
    pub member: &'static str,
    pub verdict: Verdict,
    /// The one form in which the identifier is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub normalized: Option<String>,
    /// What the identifier says about its owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// The form that is expected, where this one is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_ru: Option<&'static str>,
}

impl std::fmt::Debug for Checked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Checked({}: {:?})", self.member, self.verdict)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Form and control digits are right.
    Right,
    /// The form is right; there are no control digits, or they are not comparable.
    FormRight,
    WrongForm,
    WrongCheckDigits,
}

pub(super) fn check(
    member: &'static str,
    text: &str,
    bik: Option<&Bik>,
    notes: &mut Notes,
) -> Checked {
    use Verdict::{FormRight, Right};
    let mut read = Reading { member, text, notes };
    match member {
        "account" => match (read.value::<Account>(FormRight, Account::as_str), bik) {
            (Ok(account), Some(bik)) => match Account::parse(text).map(|a| a.agrees_with(bik)) {
                Ok(Ok(())) => Checked { verdict: Right, ..account },
                _ => read.wrong(Fault::CheckDigits),
            },
            (Ok(account), None) => account,
            (Err(wrong), _) => wrong,
        },
        "bik" => read.value::<Bik>(FormRight, Bik::as_str).unwrap_or_else(|wrong| wrong),
        "bin" => read.value::<Bin>(Right, Bin::as_str).unwrap_or_else(|wrong| wrong),
        "iin" => read.value::<Iin>(Right, Iin::as_str).unwrap_or_else(|wrong| wrong),
        "inn" => read.value::<Inn>(Right, Inn::as_str).map_or_else(
            |wrong| wrong,
            |inn| {
                let person = inn.normalized.as_ref().is_some_and(|inn| inn.len() == 12);
                Checked { kind: Some(if person { "person" } else { "organisation" }), ..inn }
            },
        ),
        "kpp" => read.value::<Kpp>(FormRight, Kpp::as_str).unwrap_or_else(|wrong| wrong),
        "ogrn" => read.value::<Ogrn>(Right, Ogrn::as_str).unwrap_or_else(|wrong| wrong),
        "ogrnip" => read.value::<Ogrnip>(Right, Ogrnip::as_str).unwrap_or_else(|wrong| wrong),
        "osago_policy" => {
            read.value::<OsagoPolicy>(FormRight, OsagoPolicy::as_str).unwrap_or_else(|wrong| wrong)
        }
        "passport" => {
            read.value::<Passport>(FormRight, Passport::as_str).unwrap_or_else(|wrong| wrong)
        }
        "phone" => read.value::<Phone>(FormRight, Phone::as_str).unwrap_or_else(|wrong| wrong),
        "plate" => read.value::<Plate>(FormRight, Plate::as_str).unwrap_or_else(|wrong| wrong),
        "proceeding_number" => read
            .value::<ProceedingNumber>(FormRight, ProceedingNumber::as_str)
            .unwrap_or_else(|wrong| wrong),
        _ => {
            let checked = Snils::parse(text).is_ok_and(|snils| snils.control_checked());
            let verdict = if checked { Right } else { FormRight };
            read.value::<Snils>(verdict, Snils::as_str).unwrap_or_else(|wrong| wrong)
        }
    }
}

struct Reading<'a> {
    member: &'static str,
    text: &'a str,
    notes: &'a mut Notes,
}

impl Reading<'_> {
    fn value<V: Value>(
        &mut self,
        right: Verdict,
        as_str: fn(&V) -> &str,
    ) -> Result<Checked, Checked> {
        let value = V::parse(self.text).map_err(|fault| self.wrong(fault))?;
        if let Some(quirk) = value.quirk() {
            self.notes.quirk(quirk, || format!("/input/{}", self.member));
        }
        Ok(Checked {
            member: self.member,
            verdict: right,
            normalized: Some(as_str(&value).to_owned()),
            kind: None,
            expected: None,
            expected_ru: None,
        })
    }

    fn wrong(&self, fault: Fault) -> Checked {
        let expected = expected(self.member);
        Checked {
            member: self.member,
            verdict: match fault {
                Fault::Form => Verdict::WrongForm,
                Fault::CheckDigits => Verdict::WrongCheckDigits,
            },
            normalized: None,
            kind: None,
            expected: Some(expected.en),
            expected_ru: Some(expected.ru),
        }
    }
}

pub(super) fn expected(member: &str) -> Text {
    match member {
        "account" => Account::EXPECTED,
        "bik" => Bik::EXPECTED,
        "bin" => Bin::EXPECTED,
        "iin" => Iin::EXPECTED,
        "inn" => Inn::EXPECTED,
        "kpp" => Kpp::EXPECTED,
        "ogrn" => Ogrn::EXPECTED,
        "ogrnip" => Ogrnip::EXPECTED,
        "osago_policy" => OsagoPolicy::EXPECTED,
        "passport" => Passport::EXPECTED,
        "phone" => Phone::EXPECTED,
        "plate" => Plate::EXPECTED,
        "proceeding_number" => ProceedingNumber::EXPECTED,
        _ => Snils::EXPECTED,
    }
}
