//! The request of a search at the tax service, and what it finds.

use std::borrow::Cow;

use serde::Serialize;

use super::find_fns_certificates::Input;
use super::loose::{Loose, shape};
use crate::error::Result;
use crate::http::Ask;
use crate::protocol::Notes;
use crate::value::{Inn, Ogrn, Ogrnip, Snils};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    find_cert_params: Params<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Params<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    snils: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ogrn: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ogrn_ip: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    serial_number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u32>,
}

pub(super) fn ask(input: &Input) -> Ask {
    Ask::post("/api/external/v2/fns/find").json(&Body {
        find_cert_params: Params {
            snils: input.snils.as_ref().map(Snils::as_str),
            inn: input.inn.as_ref().map(Inn::as_str).map(|inn| format!("{inn:0>12}")),
            ogrn: input.ogrn.as_ref().map(Ogrn::as_str),
            ogrn_ip: input.ogrnip.as_ref().map(Ogrnip::as_str),
            serial_number: input.serial_number.as_deref(),
            offset: input.offset,
            count: input.count,
        },
    })
}

/// A certificate. Blank members of the answer are left out (Q-A20).
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "fns_certificate"))]
pub struct Certificate<'a> {
    pub serial_number: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued_at: Option<Cow<'a, str>>,
    /// The provider calls it `revocationDate`, and means the end of its term (Q-A18).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Cow<'a, str>>,
    /// A revocation that is planned; the certificate is still valid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revocation_planned_at: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub common_name: Option<Cow<'a, str>>,
    /// Of a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inn: Option<Cow<'a, str>>,
    /// Of a company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_inn: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ogrn: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ogrnip: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snils: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_name: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_names: Option<Cow<'a, str>>,
}

impl std::fmt::Debug for Certificate<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Certificate(…)")
    }
}

pub(super) fn certificate<'a>(item: &Loose<'a>, notes: &mut Notes) -> Result<Certificate<'a>> {
    let mut cow = |name| item.field(name, notes).cow();
    Ok(Certificate {
        serial_number: cow("sn").ok_or_else(|| shape(item.place("sn")))?,
        issued_at: cow("issueDate"),
        expires_at: cow("revocationDate"),
        revocation_planned_at: cow("deferredRevocationDate"),
        common_name: cow("cn"),
        inn: cow("inn"),
        company_inn: cow("innLe"),
        ogrn: cow("ogrn"),
        ogrnip: cow("ogrnIp"),
        snils: cow("snils"),
        company_name: cow("organizationName"),
        last_name: cow("surName"),
        given_names: cow("givenName"),
    })
}
