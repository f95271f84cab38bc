//! What the requests of this provider have in common.

use serde::Serialize;

use super::codes::status;
use super::loose::{Loose, list, shape};
use crate::error::{Code, Error, Happened, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::protocol::Notes;

/// The provider's `requestId`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct ApplicationId(u64);

impl ApplicationId {
    /// Reads a member of the input: a number, or its digits as a text.
    ///
    /// # Errors
    /// `missing_member`, `wrong_type` or `invalid_value`.
    pub(super) fn read(members: &Members<'_>, name: &'static str) -> Result<Self> {
        let read = |json: &str| json.trim_matches('"').parse().ok().filter(|id| *id > 0);
        let id: Option<u64> = members.scalar(name, ID, read)?;
        id.map(Self).ok_or_else(|| Error::missing(members.path(name)))
    }

    /// Reads a list of 1 to 100.
    ///
    /// # Errors
    /// `missing_member`, `wrong_type` or `invalid_value`.
    pub(super) fn list(members: &Members<'_>, name: &'static str) -> Result<Vec<Self>> {
        let read = |json: &str| {
            let items: Vec<&serde_json::value::RawValue> = serde_json::from_str(json).ok()?;
            items.iter().map(|item| Self::parse(item.get().trim_matches('"'))).collect()
        };
        let ids: Option<Vec<Self>> = members.scalar(name, IDS, read)?;
        let ids = ids.ok_or_else(|| Error::missing(members.path(name)))?;
        if (1..=100).contains(&ids.len()) {
            Ok(ids)
        } else {
            Err(Error::invalid(members.path(name), IDS))
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        text.parse().ok().filter(|id| *id > 0).map(Self)
    }

    pub(super) fn number(self) -> u64 {
        self.0
    }
}

/// Ids leave as texts, as all identifiers.
impl std::fmt::Display for ApplicationId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ApplicationId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "application_id".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "The provider's number of an application (requestId).",
            "anyOf": [{ "type": "integer", "minimum": 1 }, { "type": "string", "pattern": "^[1-9][0-9]*$" }]
        })
    }
}

const IDS: Text = Text {
    en: "a list of 1 to 100 numbers of applications",
    ru: "список из 1–100 номеров заявок",
};
const ID: Text = Text { en: "the number of an application", ru: "номер заявки" };

/// A body with nothing but an application's number.
#[derive(Serialize)]
struct One {
    #[serde(rename = "requestId")]
    request_id: u64,
}

pub(super) fn about(path: &'static str, id: ApplicationId) -> Ask {
    Ask::post(path).json(&One { request_id: id.number() })
}

#[derive(Serialize)]
struct Many {
    requests: Vec<u64>,
}

/// `request/status` of these applications.
pub(super) fn ask_status(ids: &[ApplicationId]) -> Ask {
    let requests = ids.iter().map(|id| id.number()).collect();
    Ask::post("/api/external/v2/request/status").json(&Many { requests })
}

pub(super) fn ask_view(id: ApplicationId) -> Ask {
    about("/api/external/v2/request/view", id)
}

/// The statuses by application, in the order in which they came.
pub(super) fn read_statuses(answer: &Answer<'_>, notes: &mut Notes) -> Result<Vec<(u64, i64)>> {
    let read = |item: Loose<'_>| {
        let id = item.field("requestId", notes).integer().and_then(|id| u64::try_from(id).ok());
        let id = id.ok_or_else(|| shape(item.place("requestId")))?;
        let code = item.field("statusId", notes).integer();
        Ok((id, code.ok_or_else(|| shape(item.place("statusId")))?))
    };
    list(answer.objects()?, "").into_iter().map(read).collect()
}

/// The status of one application.
///
/// # Errors
/// `not_found_or_forbidden` for the status 0, and for an answer without it.
pub(super) fn read_status(
    answer: &Answer<'_>,
    id: ApplicationId,
    notes: &mut Notes,
) -> Result<i64> {
    let statuses = read_statuses(answer, notes)?;
    let mut codes =
        statuses.iter().filter(|(known, _)| *known == id.number()).map(|(_, code)| *code);
    match (codes.next(), codes.next()) {
        (Some(code), other) if other.is_some_and(|other| other != code) => Err(shape("")),
        (Some(code), _) if code != status::NONE => Ok(code),
        _ => Err(unknown()),
    }
}

pub(super) fn unknown() -> Error {
    Error::new(Code::NotFoundOrForbidden)
}

/// The empty body that stands for success in `change`, `attach_file` and `attach_certificate`
/// (Q-A31); another text for nothing is noted.
///
/// # Errors
/// `body_shape` for a body that says something.
pub(super) fn read_nothing(answer: &Answer<'_>, notes: &mut Notes) -> Result<()> {
    match answer.text() {
        "" => Ok(()),
        "null" | "\"\"" | "{}" => {
            notes.quirk("osnovanie.body_for_nothing", String::new);
            Ok(())
        }
        _ => Err(Error::new(Code::BodyShape).happened(Happened::Maybe)),
    }
}
