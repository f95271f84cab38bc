//! `fns/find` (§11): valid certificates in the register of ФНС.
//!
//! INFERRED: that everything but the combinations of §11 is 400, and so is a value that has not the
//! form of §11; the order of the certificates.

use serde::Serialize;

use super::body::{Malformed, Object};
use super::errors;
use crate::Reply;
use crate::http::json;
use crate::people::{Holds, Person};

/// The certificate of an organisation has the person's `inn` and its own `innLe`; what is absent is
/// an empty text.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Certificate {
    sn: &'static str,
    issue_date: &'static str,
    /// The day it expires, whatever its name says.
    revocation_date: &'static str,
    cn: &'static str,
    inn: &'static str,
    inn_le: &'static str,
    ogrn: &'static str,
    ogrn_ip: &'static str,
    snils: &'static str,
    organization_name: &'static str,
    sur_name: &'static str,
    given_name: &'static str,
    status: &'static str,
    revocation_reason: Option<&'static str>,
    revoked_when: Option<&'static str>,
    deferred_revocation_date: Option<&'static str>,
}

struct Search {
    snils: Option<String>,
    inn: Option<String>,
    ogrn: Option<String>,
    ogrn_ip: Option<String>,
    serial_number: Option<String>,
    offset: usize,
    count: Option<usize>,
}

pub(super) fn find(body: &Object) -> Result<Reply, Reply> {
    let search = body.object("findCertParams").and_then(|params| params.ok_or(Malformed));
    let search = search.and_then(|params| Search::read(&params));
    let search = search.map_err(|Malformed| errors::wrong_input())?;
    let found = CERTIFICATES.iter().filter(|certificate| search.fits(certificate));
    let page = found.skip(search.offset).take(search.count.unwrap_or(usize::MAX));
    Ok(json(200, &page.collect::<Vec<_>>()))
}

impl Search {
    fn read(params: &Object) -> Result<Self, Malformed> {
        let digits = |name, length| {
            let text: Option<String> = params.member(name)?;
            let fits = |text: &String| {
                text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
            };
            if text.as_ref().is_none_or(fits) { Ok(text) } else { Err(Malformed) }
        };
        let search = Self {
            snils: digits("snils", 11)?,
            inn: digits("inn", 12)?,
            ogrn: digits("ogrn", 13)?,
            ogrn_ip: digits("ogrnIp", 15)?,
            serial_number: params.member("serialNumber")?,
            offset: params.member("offset")?.unwrap_or_default(),
            count: params.member("count")?,
        };
        let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'A'..=b'F');
        let serial = search.serial_number.as_deref();
        let serial_fits = serial.is_none_or(|text| {
            !text.is_empty() && text.len().is_multiple_of(2) && text.bytes().all(is_hex)
        });
        let keys = [&search.inn, &search.ogrn, &search.ogrn_ip, &search.serial_number];
        let others = keys.into_iter().flatten().count();
        let is_allowed = match (&search.snils, &search.serial_number) {
            (None, _) => others == 1,
            (Some(_), None) => others <= 1,
            (Some(_), Some(_)) => false,
        };
        if serial_fits && is_allowed { Ok(search) } else { Err(Malformed) }
    }

    fn fits(&self, certificate: &Certificate) -> bool {
        let is = |asked: &Option<String>, own: &str| asked.as_ref().is_none_or(|text| text == own);
        // §11: an organisation's ИНН is asked for with two zeros before it.
        let own_inn = match self.inn.as_ref().and_then(|inn| inn.strip_prefix("00")) {
            Some(inn) => inn == certificate.inn_le,
            None => is(&self.inn, certificate.inn),
        };
        own_inn
            && is(&self.snils, certificate.snils)
            && is(&self.ogrn, certificate.ogrn)
            && is(&self.ogrn_ip, certificate.ogrn_ip)
            && is(&self.serial_number, certificate.sn)
    }
}

const PERSON: Certificate = Certificate {
    sn: "00ABCDEF0001",
    issue_date: "2022-01-25T07:13:00+00:00",
    revocation_date: "2023-04-25T07:23:00+00:00",
    cn: "Заявителев Иван Тестович",
    inn: "980000000800",
    inn_le: "",
    ogrn: "",
    ogrn_ip: "",
    snils: "99900000822",
    organization_name: "",
    sur_name: "Заявителев",
    given_name: "Иван Тестович",
    status: "Valid",
    revocation_reason: None,
    revoked_when: None,
    deferred_revocation_date: None,
};

const CERTIFICATES: &[Certificate] = &[
    PERSON,
    Certificate {
        sn: "00ABCDEF0002",
        issue_date: "2022-01-25T07:15:00+00:00",
        revocation_date: "2023-04-25T07:25:00+00:00",
        ..PERSON
    },
    Certificate {
        sn: "00ABCDEF0003",
        cn: "ООО \"Пример\"",
        inn: "980000006512",
        inn_le: "9800000013",
        ogrn: "1269800000018",
        snils: "99900006531",
        organization_name: "ООО \"Пример\"",
        ..PERSON
    },
    Certificate {
        sn: "00ABCDEF0004",
        inn: "980000006696",
        snils: "99900006632",
        revocation_reason: Some("CessationOfOperation"),
        deferred_revocation_date: Some("2030-01-01T00:00:00+00:00"),
        ..PERSON
    },
    Certificate {
        sn: "00ABCDEF0005",
        inn: "980000006760",
        ogrn_ip: "326980000000011",
        snils: "99900006733",
        ..PERSON
    },
];

pub(super) fn people() -> impl Iterator<Item = Person> {
    [
        ("99900000822", Holds::Records, "two certificates of a person"),
        (
            "99900006531",
            Holds::Records,
            "one of an organisation, also by INN 009800000013 and OGRN 1269800000018",
        ),
        ("99900006632", Holds::Records, "one whose revocation is deferred to 2030"),
        ("99900006733", Holds::Records, "one of a sole proprietor, also by OGRNIP 326980000000011"),
        ("99900000115", Holds::Nothing, "nothing, as for everyone else"),
    ]
    .into_iter()
    .map(|(snils, holds, happens)| Person {
        provider: "osnovanie",
        operation: "osnovanie.find_fns_certificates",
        asked: vec![("snils", snils.to_owned())],
        happens: happens.to_owned(),
        holds,
    })
}
