//! `GET /api/fssp.php?type=physical`, `legal`, `ip`, `inn`: enforcement proceedings.
//!
//! INFERRED: which code a parameter gets that is not right, by the order of the codes 100 to 107;
//! the names of `legal`; that a search without its parameters costs nothing; that all is filtered by
//! region and birth date only where the register holds a person.

use serde_json::value::RawValue;

use super::fssp_people::{self, Play, Row};
use super::{balance, charge, error, forbidden, rubles, text};
use crate::http::Call;
use crate::{Reply, World, clock};

/// Kopecks, as in the answers that were recorded.
const PRICE: u64 = 80;

#[derive(Clone, Copy)]
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// The parameter that tells whom.
    pub(super) subject: &'static str,
    pub(super) required: &'static [&'static str],
    pub(super) optional: &'static [&'static str],
}

const KINDS: [Kind; 4] = [
    Kind {
        name: "physical",
        subject: "lastname",
        required: &["lastname", "firstname", "birthdate", "region"],
        optional: &["secondname", "searchAll", "onlyActual"],
    },
    Kind { name: "legal", subject: "nameLegal", required: &["nameLegal", "region"], optional: &[] },
    Kind { name: "ip", subject: "number", required: &["number"], optional: &[] },
    Kind {
        name: "inn",
        subject: "inn",
        required: &["inn", "region"],
        optional: &["searchAll", "onlyActual"],
    },
];

pub(super) fn kind(name: &str) -> Option<Kind> {
    KINDS.into_iter().find(|kind| kind.name == name)
}

pub(super) fn search(world: &mut World, call: &Call<'_>, kind: Kind) -> Result<Reply, Reply> {
    let subject = read(call, kind)?;
    let first_page = call.param("searchAll") == Some("0");
    let only_actual = call.param("onlyActual") == Some("1");
    if balance(world) < PRICE {
        return Err(error("498", "TOKEN_NO_MONEY"));
    }
    let row = fssp_people::find(kind.name, subject).filter(|row| row.fits(|name| call.param(name)));
    let turn = world.turn(format!("api_cloud.fssp/{subject}"));
    let say = match row {
        Some(Row { first: Some(answer), .. }) if turn == 0 => Some(answer),
        Some(Row { play: Play::Say(answer), .. }) => Some(answer),
        _ => None,
    };
    if let Some(answer) = say {
        if answer.was_carried_out() {
            charge(world, PRICE)?;
        }
        return Ok(answer.play(subject, call.now_ms));
    }
    charge(world, PRICE)?;
    let inquiry = format!(
        r#""inquiry":{{"price":0.8,"balance":{},"speed":1,"attempts":1}}"#,
        rubles(balance(world))
    );
    let Some(Row { play: Play::Find { records, pages, more }, .. }) = row else {
        return Ok(text(&format!(
            r#"{{"status":200,"count":0,"message":"В базе ФССП отсутствует",{inquiry}}}"#
        )));
    };
    let born = call.param("birthdate").or(call.param("inn")).unwrap_or("01.01.1900");
    let records = records.replace("{asked}", &subject.replace('"', "\\\"")).replace("{born}", born);
    let list: Vec<&RawValue> = serde_json::from_str(&records).unwrap_or_default();
    let list: Vec<&str> = list
        .into_iter()
        .map(RawValue::get)
        .filter(|record| !only_actual || record.contains(r#""stopIP":"""#))
        .collect();
    let (count, loaded) = (list.len(), if first_page { 1 } else { (*pages).min(4) });
    let (all, only_actual) = (count + usize::from(*more), u8::from(only_actual));
    Ok(text(&format!(
        r#"{{"status":200,"countAll":"{all}","pagesAll":{pages},"count":{count},"totalLoadedPage":{loaded},"onlyActual":{only_actual},"records":[{}],{inquiry}}}"#,
        list.join(",")
    )))
}

/// All parameters of the kind, each in its form.
fn read<'a>(call: &'a Call<'_>, kind: Kind) -> Result<&'a str, Reply> {
    let given = |name: &str| call.param(name).filter(|value| !value.trim().is_empty());
    if kind.required.iter().any(|name| call.param(name).is_none()) {
        return Err(error("766", "MISSING_MANDATORY_PARAMETER"));
    }
    for name in kind.required {
        let right = given(name).is_some_and(|value| match *name {
            "birthdate" => clock::parse_dotted(value).is_some(),
            "region" => matches!(value.parse(), Ok(-1 | 1..=92)),
            "number" => is_number(value),
            "inn" => matches!(value.len(), 10 | 12) && value.bytes().all(|b| b.is_ascii_digit()),
            _ => true,
        });
        let (code, what) = match *name {
            "firstname" => ("100", "firstname not correct"),
            "lastname" => ("101", "lastname not correct"),
            "number" => ("102", "number not correct"),
            "region" => ("103", "region not correct"),
            "birthdate" => ("104", "birthdate not correct"),
            "nameLegal" => ("105", "nameLegal not correct"),
            _ => ("888", "inn: forbidden symbols present"),
        };
        if !right {
            return Err(error(code, what));
        }
    }
    let switches = ["searchAll", "onlyActual"];
    match switches.iter().find(|name| !matches!(call.param(name), None | Some("0" | "1"))) {
        Some(name) => Err(forbidden(name)),
        None => Ok(given(kind.subject).unwrap_or_default()),
    }
}

/// Digits and slashes, with a Cyrillic ending or none.
fn is_number(text: &str) -> bool {
    let number = ["-ИП", "-СД", "-СВ"].iter().find_map(|ending| text.strip_suffix(ending));
    let parts: Vec<&str> = number.unwrap_or(text).split('/').collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() == if number.is_some() { 3 } else { 4 } && parts.iter().all(digits)
}
