//! The order of a report, and what it is called from then on.
//!
//! `idempotenceKey`, by which the provider knows a repeat, is not sent: our keys are the same for the
//! same question under the same `options.run`, and next month's order would be taken for a repeat of
//! this month's.

use serde::Serialize;

use super::envelope;
use super::person_report::Input;
use crate::error::{Code, Error, Happened, Result};
use crate::http::{Answer, Ask};
use crate::operation::Accepted;
use crate::protocol::Notes;
use crate::value::{Date, Inn12, Passport, PersonName, Region, Timestamp};
use crate::wire::Field;

#[derive(Serialize)]
struct Order<'a> {
    #[serde(rename = "queryType")]
    kind: &'static str,
    query: &'static str,
    data: Data<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    options: Option<Options>,
}

#[derive(Serialize)]
struct Data<'a> {
    last_name: &'a PersonName,
    first_name: &'a PersonName,
    #[serde(skip_serializing_if = "Option::is_none")]
    patronymic: Option<&'a PersonName>,
    birth: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    passport: Option<&'a Passport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    passport_date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inn: Option<&'a Inn12>,
    /// INFERRED: the codes as numbers, and that without any all regions are searched.
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<[Region; 1]>,
}

#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
struct Options {
    force: bool,
}

pub(super) fn ask(input: &Input) -> Ask {
    let order = Order {
        kind: "MULTIPART",
        query: " ",
        data: Data {
            last_name: &input.last_name,
            first_name: &input.first_name,
            patronymic: input.patronymic.as_ref(),
            birth: input.birth_date,
            passport: input.passport.as_ref(),
            passport_date: input.passport_issued_on,
            phone: input.phone.as_ref().map(|phone| phone.as_str().trim_start_matches('+')),
            inn: input.inn.as_ref(),
            region: Some([input.region]).filter(|_| input.region != Region::ALL),
        },
        options: input.force.then_some(Options { force: true }),
    };
    let types = Ask::post("/b2b/api/v1/user/reports");
    types.segment(input.report_type.as_str()).segment("_make").json(&order)
}

/// The report as it is now; its content makes it large.
pub(super) fn look(report: &str, content: &'static str) -> Ask {
    let ask = Ask::get("/b2b/api/v1/user/reports").segment(report);
    ask.query("_content", content).query("_detailed", "true")
}

/// `suggest_get` and `stamp` are by one clock, the provider's.
pub(super) fn accepted(answer: &Answer<'_>, notes: &mut Notes) -> Result<Accepted> {
    let (made, stamp) = envelope::only(answer)?;
    let id = made.field("uid");
    // It becomes a segment of a path.
    let known = |id: &&str| {
        id.len() <= 512 && !id.chars().any(char::is_control) && !matches!(*id, "." | "..")
    };
    let Some(id) = id.text().map(str::trim).filter(known) else {
        return Err(Error::new(Code::BodyShape).at("/data/0/uid").happened(Happened::Yes));
    };
    if matches!(made.field("isnew"), Field::Bool(false)) {
        notes.quirk("spectrum_data.earlier_report", || "/data/0/isnew".to_owned());
    }
    let suggested = made.field("suggest_get").text().and_then(Timestamp::parse);
    let look_after_ms = suggested.map(|at| at.since(stamp));
    Ok(Accepted { id: id.to_owned(), look_after_ms })
}
